//! What must never be, as tables. To allow something, change a row here and say why; to forbid something, add a
//! row and a source to `cases.rs` that it must catch.

use crate::lexer::Kind;
use crate::source::{Name, Source, closing};

/// One broken rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub rule: &'static str,
    pub place: String,
    pub what: String,
}

/// Which modules a module may use beside itself. What is not in its row is forbidden; so is a module without a row.
pub const FLOORS: &[(&str, &[&str])] = &[
    ("register", &[]),
    // The mechanisms know nothing of each other, but that the database file needs the calls of the operating system.
    ("access", &["register"]),
    ("journal", &["register"]),
    ("vault", &["register"]),
    ("cipherdb", &["register", "vault::os"]),
    ("store", &["register", "access", "journal", "vault", "cipherdb"]),
    ("desk", &["register", "access", "journal", "vault", "cipherdb", "store"]),
    ("demo", &["register", "access", "journal", "vault", "cipherdb", "store"]),
    ("tui", &["register", "desk"]),
    // `luukku demo` makes the practice office without a face.
    // What is printed passes the same filter as what is painted.
    ("cli", &["register", "desk", "demo", "tui::text"]),
    // Picks the face, and hardens the process before anything else runs.
    ("main", &["cli", "tui", "desk", "vault::os", "register::words"]),
    ("lib", &[]),
];

/// What `desk` must not hand on with `pub use`: a face would have it without the door.
pub const BEHIND_THE_DOOR: &[&str] = &["store", "cipherdb", "journal"];

/// Where a name may stand.
pub enum Where {
    /// Nowhere but there.
    Only(&'static [&'static str]),
    /// Anywhere but there.
    Not(&'static [&'static str]),
}

/// Names that are bound to a place.
pub struct Names {
    pub rule: &'static str,
    /// Segments that follow each other anywhere in a path; the last may end in `*`.
    pub names: &'static [&'static str],
    /// Files, or folders with a closing `/`.
    pub place: Where,
}

const PURE: &[&str] = &["register/", "access/", "journal/"];
const OS: &[&str] = &["vault/os/", "tui/terminal.rs", "tui/input.rs"];

pub const NAMES: &[Names] = &[
    Names {
        rule: "no-io-in-pure-floors",
        names: &[
            "std::fs",
            "std::net",
            "std::io",
            "std::env",
            "std::process",
            "std::thread",
            "std::os",
            "std::path",
            "tokio",
            "keyring",
            "rustix",
            "ureq",
        ],
        place: Where::Not(PURE),
    },
    Names {
        rule: "no-clock-in-pure-floors",
        names: &["SystemTime", "Instant", "Utc::now", "Local"],
        place: Where::Not(PURE),
    },
    Names {
        rule: "no-randomness-in-pure-floors",
        names: &["getrandom", "rand", "OsRng", "SysRng", "thread_rng", "RandomState"],
        place: Where::Not(PURE),
    },
    Names {
        rule: "sql-library",
        names: &["rusqlite", "libsqlite3_sys"],
        place: Where::Only(&["store/", "cipherdb/"]),
    },
    Names {
        rule: "one-way-to-open",
        // The longer names whatever the type is called by whoever imports it.
        names: &["Connection::open*", "open_in_memory*", "open_with_flags*"],
        place: Where::Only(&["cipherdb/"]),
    },
    Names {
        // What is written to a file, started or ended there passes `vault::os`: modes, links, durability. Questions to a
        // `Path` itself (`exists`, `is_dir`) stay free.
        rule: "file-work",
        names: &["std::fs", "std::process", "fs_err", "tempfile"],
        place: Where::Not(&["desk/", "demo/"]),
    },
    Names {
        // Nothing is logged until there are types that redact: what a face does not show, nobody sees.
        rule: "print",
        names: &["tracing", "env_logger", "log::info", "log::warn", "log::error", "log::debug", "log::trace"],
        place: Where::Only(&[]),
    },
    Names {
        rule: "operating-system",
        // `std::os::raw` is only types, and stays free.
        names: &[
            "rustix",
            "libc",
            "nix",
            "signal_hook",
            "secmem_proc",
            "windows_sys",
            "winapi",
            "std::os::fd",
            "std::os::linux",
            "std::os::unix",
            "std::os::windows",
        ],
        place: Where::Only(OS),
    },
    Names { rule: "unsafe", names: &["unsafe"], place: Where::Only(&["cipherdb/ffi.rs"]) },
    Names {
        // The attribute that lets `ffi.rs` in, and the ones that keep everything else out.
        rule: "unsafe",
        names: &["unsafe_code", "unsafe_op_in_unsafe_fn", "undocumented_unsafe_blocks"],
        place: Where::Only(&["cipherdb/ffi.rs", "cipherdb/mod.rs", "lib.rs", "main.rs"]),
    },
    Names {
        rule: "print",
        names: &["print", "println", "eprint", "eprintln"],
        place: Where::Only(&["cli/", "main.rs"]),
    },
    Names { rule: "print", names: &["dbg"], place: Where::Only(&[]) },
    Names {
        rule: "print",
        names: &["io::stdout", "io::stderr", "io::stdin", "io::Stdout", "io::Stderr", "io::Stdin"],
        place: Where::Only(&["cli/", "main.rs", "tui/terminal.rs", "tui/input.rs"]),
    },
    Names {
        rule: "screen-library",
        names: &["ratatui", "crossterm", "ratatui_textarea", "tui_input"],
        place: Where::Only(&["tui/"]),
    },
    Names { rule: "command-line-library", names: &["clap"], place: Where::Only(&["cli/", "main.rs"]) },
    Names { rule: "key-store-library", names: &["keyring", "keyring_core"], place: Where::Only(&["vault/"]) },
];

/// Where SQL may stand: all of it, or only that of the file itself.
const SQL: &str = "store/";
const SQL_OF_THE_FILE: &str = "cipherdb/";
/// What `cipherdb` may read and write besides settings: what it needs to know that the file is the right one.
const TABLES_OF_THE_FILE: &[&str] = &["sqlite_schema", "sqlcipher_export", "meta"];

/// Where text for people would end up if it were written into the code.
const SPEAKING: &[&str] = &["tui/", "desk/", "cli/"];
/// Attributes whose strings nobody sees at run time.
const SILENT_ATTRIBUTES: &[&str] = &[
    "allow",
    "expect",
    "warn",
    "deny",
    "forbid",
    "doc",
    "cfg",
    "cfg_attr",
    "must_use",
    "deprecated",
    "serde",
];
/// Literals that look like text for people and are none: file, literal, reason. One that is gone must go from here.
pub const NOT_FOR_PEOPLE: &[(&str, &str, &str)] = &[];

/// File work in `desk` that `vault::os` has no call for yet: file, path, reason. One that is gone must go from here, and
/// none may be added where `vault::os` could have the call.
pub const FILE_WORK: &[(&str, &str, &str)] = &[
    ("desk/backup.rs", "std::fs::symlink_metadata", "whether something lies there, without following it"),
    ("desk/backup.rs", "std::fs::remove_dir_all", "a copy that failed its check, in a folder it made itself"),
    ("desk/backup.rs", "std::fs::remove_dir", "the empty folder that a refused restore made"),
    ("desk/login.rs", "std::process::id", "a number that no two windows share"),
    ("desk/place.rs", "std::fs::symlink_metadata", "whether something lies there, without following it"),
    ("desk/practice.rs", "std::fs::rename", "the finished practice office takes its place"),
    ("desk/practice.rs", "std::fs::read_dir", "that the folder holds nothing else"),
    ("desk/practice.rs", "std::fs::remove_file", "a practice office is taken away"),
    ("desk/practice.rs", "std::fs::remove_dir", "and its folder"),
];

/// Above this a file is named, above the other it is refused.
pub const LONG: usize = 600;
pub const TOO_LONG: usize = 800;

/// Every rule that there is, by name.
pub const RULES: &[&str] = &[
    "floors",
    "door",
    "no-io-in-pure-floors",
    "no-clock-in-pure-floors",
    "no-randomness-in-pure-floors",
    "sql-library",
    "sql-text",
    "one-way-to-open",
    "started-first",
    "file-work",
    "other-names",
    "operating-system",
    "unsafe",
    "print",
    "screen-library",
    "command-line-library",
    "key-store-library",
    "text-for-people",
    "module-docs",
    "length",
];

/// What is wrong with one file.
pub fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    floors(source, &mut faults);
    names(source, &mut faults);
    other_names(source, &mut faults);
    started_first(source, &mut faults);
    sql_text(source, &mut faults);
    text_for_people(source, &mut faults);
    faults.extend(check_form(source));
    faults
}

/// What is wrong with the form of one file; all that is asked of files for tests alone.
pub fn check_form(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !source.module_docs {
        faults.push(fault("module-docs", source, 1, "does not begin with //! and what it is".to_owned()));
    }
    if source.lines > TOO_LONG {
        let what = format!("{} lines, more than {TOO_LONG}: one file for one thing", source.lines);
        faults.push(fault("length", source, source.lines, what));
    }
    faults
}

fn fault(rule: &'static str, source: &Source, line: usize, what: String) -> Fault {
    Fault { rule, place: format!("src/{}:{line}", source.path), what }
}

fn floors(source: &Source, faults: &mut Vec<Fault>) {
    let floor = source.floor();
    let Some((_, may_use)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
        faults.push(fault("floors", source, 1, format!("`{floor}` has no row in FLOORS")));
        return;
    };
    for Name { segments, line, exported } in &source.names {
        let [root, target, ..] = segments.as_slice() else { continue };
        if root != "crate" || target == floor {
            continue;
        }
        let allowed = may_use.iter().any(|row| {
            let row: Vec<&str> = row.split("::").collect();
            segments[1..].len() >= row.len()
                && segments[1..].iter().zip(&row).all(|(have, want)| have == want)
        });
        if !allowed {
            let what = format!("`{floor}` may not use `{}`", segments[1..].join("::"));
            faults.push(fault("floors", source, *line, what));
        }
        if *exported && floor == "desk" && BEHIND_THE_DOOR.contains(&target.as_str()) {
            let what = format!("`desk` hands on `{}`", segments[1..].join("::"));
            faults.push(fault("door", source, *line, what));
        }
    }
}

fn names(source: &Source, faults: &mut Vec<Fault>) {
    for row in NAMES {
        let forbidden = match row.place {
            Where::Only(places) => !places.iter().any(|place| source.within(place)),
            Where::Not(places) => places.iter().any(|place| source.within(place)),
        };
        if !forbidden {
            continue;
        }
        for name in &source.names {
            let path = name.segments.join("::");
            let known = row.rule == "file-work"
                && FILE_WORK.iter().any(|(file, what, _)| *file == source.path && *what == path);
            if !known && row.names.iter().any(|pattern| matches(&name.segments, pattern)) {
                faults.push(fault(row.rule, source, name.line, format!("`{}`", name.segments.join("::"))));
            }
        }
    }
}

/// A rule goes by names, so what rules are about keeps its own: the package and the modules above, of which a path may
/// begin, and the type that opens databases.
fn other_names(source: &Source, faults: &mut Vec<Fault>) {
    const ROOTS: &[&str] = &["crate", "super", "luukku"];
    let tokens = &source.tokens;
    let is = |at: Option<usize>, words: &[&str]| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|t| words.contains(&t.text.as_str()) && t.kind != Kind::Str)
    };
    for (at, token) in tokens.iter().enumerate() {
        let back = |n: usize| at.checked_sub(n);
        let connection = |n: usize| is(back(n), &["Connection"]);
        let renamed = token.is_ident("as") && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Ident);
        // `use crate::{self as c}`, and the same further on in the braces.
        let opening = (0..at).rev().find(|n| tokens[*n].is("{") || tokens[*n].is(";"));
        let of_group = opening.is_some_and(|n| tokens[n].is("{") && is(n.checked_sub(2), ROOTS));
        let root = is(back(1), ROOTS)
            || (is(back(1), &["self"]) && (of_group || (is(back(2), &["::"]) && is(back(3), ROOTS))));
        if renamed && root {
            faults.push(fault("other-names", source, token.line, "a root under another name".to_owned()));
        }
        let aliased = token.is(";") && connection(1) && (is(back(2), &["="]) || is(back(4), &["="]));
        if (aliased || (renamed && connection(1))) && !source.within("cipherdb/") {
            let what = "`Connection` under another name".to_owned();
            faults.push(fault("other-names", source, token.line, what));
        }
    }
}

/// SQLite is started where every thread waits for the first one, in the function that opens: a thread that comes in
/// between SQLite's start and SQLCipher's finds no cipher, once in some sixty processes.
fn started_first(source: &Source, faults: &mut Vec<Fault>) {
    let tokens = &source.tokens;
    let path = |at: usize, first: &str, then: &str| {
        tokens[at].is_ident(first)
            && tokens.get(at + 1).is_some_and(|t| t.is("::"))
            && tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Ident && t.text.starts_with(then))
    };
    for at in (0..tokens.len()).filter(|at| path(*at, "Connection", "open")) {
        let function = (0..at).rev().take_while(|n| !tokens[*n].is_ident("fn"));
        if source.within("cipherdb/") && !function.into_iter().any(|n| path(n, "ffi", "start")) {
            let what = "opens before `ffi::start`".to_owned();
            faults.push(fault("started-first", source, tokens[at].line, what));
        }
    }
}

fn matches(segments: &[String], pattern: &str) -> bool {
    let pattern: Vec<&str> = pattern.split("::").collect();
    // Of what begins in this package the first segments are modules of ours, which may be called as they like.
    let outside = if segments[0] == "crate" { segments.get(2..).unwrap_or_default() } else { segments };
    outside.windows(pattern.len()).any(|window| {
        window.iter().zip(&pattern).all(|(have, want)| match want.strip_suffix('*') {
            Some(start) => have.starts_with(start),
            None => have == want,
        })
    })
}

fn sql_text(source: &Source, faults: &mut Vec<Fault>) {
    if source.within(SQL) {
        return;
    }
    for token in source.tokens.iter().filter(|t| t.kind == Kind::Str) {
        let Some(sql) = sql_in(&token.text) else { continue };
        let of_the_file = match sql {
            Sql::Setting => true,
            Sql::File => false,
            Sql::Rows => words(&token.text).any(|word| TABLES_OF_THE_FILE.contains(&word)),
        };
        if !(of_the_file && source.within(SQL_OF_THE_FILE)) {
            faults.push(fault("sql-text", source, token.line, format!("{:?}", token.text)));
        }
    }
}

/// What a literal says to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sql {
    /// Something about the file or the connection.
    Setting,
    /// Something about rows or tables.
    Rows,
    /// The name of a file of SQL.
    File,
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c != '_' && !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a literal is SQL or a piece of it. Keywords in capitals count alone where no label has them; in small
/// letters, as in prose, only beside the word that makes them a statement.
pub fn sql_in(text: &str) -> Option<Sql> {
    const ROWS: &[&str] = &["SELECT", "WHERE", "FROM", "JOIN", "VALUES", "RETURNING", "GROUP BY", "ORDER BY"];
    const SETTINGS: &[&str] = &["PRAGMA", "VACUUM", "ATTACH", "DETACH", "SAVEPOINT", "ROLLBACK", "COMMIT"];
    const PAIRS: &[(&str, &[&str])] = &[
        ("insert", &["into", "or"]),
        ("replace", &["into"]),
        ("delete", &["from"]),
        ("create", &["table", "index", "view", "trigger", "virtual", "unique", "temp", "temporary"]),
        ("drop", &["table", "index", "view", "trigger"]),
        ("alter", &["table"]),
        ("order", &["by"]),
        ("group", &["by"]),
    ];
    if text.ends_with(".sql") {
        return Some(Sql::File);
    }
    let exact: Vec<&str> = words(text).collect();
    let lower: Vec<String> = exact.iter().map(|word| word.to_lowercase()).collect();
    let later = |first: &str, second: &str| {
        lower.iter().position(|w| w == first).is_some_and(|at| lower[at..].iter().any(|w| w == second))
    };
    let paired = lower.windows(2).any(|pair| {
        PAIRS.iter().any(|(first, seconds)| pair[0] == *first && seconds.contains(&pair[1].as_str()))
    });
    let updates = later("update", "set") && text.contains('=');
    if paired || updates || later("select", "from") || exact.iter().any(|word| ROWS.contains(word)) {
        return Some(Sql::Rows);
    }
    let begins = later("begin", "immediate") || later("begin", "exclusive") || later("begin", "deferred");
    let setting =
        lower.first().is_some_and(|w| w == "pragma") || exact.iter().any(|word| SETTINGS.contains(word));
    (begins || setting).then_some(Sql::Setting)
}

fn text_for_people(source: &Source, faults: &mut Vec<Fault>) {
    if !SPEAKING.iter().any(|place| source.within(place)) {
        return;
    }
    let mut at = 0;
    while let Some(token) = source.tokens.get(at) {
        if token.is("#") {
            let open = at + if source.tokens.get(at + 1).is_some_and(|t| t.is("!")) { 2 } else { 1 };
            let name = source.tokens.get(open + 1).map_or("", |t| t.text.as_str());
            if source.tokens.get(open).is_some_and(|t| t.is("[")) && SILENT_ATTRIBUTES.contains(&name) {
                at = closing(&source.tokens, open);
            }
        } else if token.kind == Kind::Str && is_text_for_people(&token.text) {
            let known =
                NOT_FOR_PEOPLE.iter().any(|(file, text, _)| *file == source.path && *text == token.text);
            if !known {
                faults.push(fault("text-for-people", source, token.line, format!("{:?}", token.text)));
            }
        }
        at += 1;
    }
}

/// A letter that only people's Finnish and Swedish need, or two words beside each other. Ids, keys, formats and
/// single words pass: this is a net for the sentence written in haste, not a proof.
pub fn is_text_for_people(text: &str) -> bool {
    if text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']) {
        return true;
    }
    let mut shown = String::new();
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            // What stands in a placeholder is code; it counts as something between words.
            _ => shown.push(if depth == 0 { c } else { '0' }),
        }
    }
    let mut beside = 0;
    for part in shown.split([' ', '\n']) {
        let word = part.trim_matches(|c: char| ",.:;!?()'\"".contains(c));
        let letters = word.chars().count();
        beside = match word.chars().all(char::is_alphabetic) {
            true if letters >= 2 && word.chars().any(char::is_lowercase) => beside + 1,
            true if letters == 1 => beside, // "find a client"
            _ => 0,
        };
        if beside == 2 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_known_by_its_words() {
        for text in [
            "SELECT v FROM meta",
            "select v from meta",
            "insert into t values (1)",
            "INSERT OR REPLACE INTO t",
            "UPDATE t SET a = 1",
            "update t set a = ?1",
            "DELETE FROM t",
            "create table t (a)",
            "DROP INDEX i",
            " WHERE id = ?1",
            " ORDER BY rowid LIMIT 50",
            "CREATE VIRTUAL TABLE w USING fts5(a)",
        ] {
            assert_eq!(sql_in(text), Some(Sql::Rows), "{text}");
        }
        for text in [
            "PRAGMA key",
            "pragma user_version",
            "VACUUM",
            "BEGIN IMMEDIATE",
            "begin immediate; ",
            "SAVEPOINT s",
        ] {
            assert_eq!(sql_in(text), Some(Sql::Setting), "{text}");
        }
        assert_eq!(sql_in("../../schema.sql"), Some(Sql::File));
        for text in [
            "Delete",
            "DELETE",
            "INSERT",
            "update",
            "select",
            "from",
            "error-update-set",
            "set",
            "created",
            "",
        ] {
            assert_eq!(sql_in(text), None, "{text}");
        }
    }

    #[test]
    fn text_for_people_is_known_by_two_words_or_a_letter() {
        for text in [
            "Press any key",
            "no such user: {name}",
            "Päivä",
            "öljy",
            "Ei, kiitos",
            "line\nbroken",
            "Find a client",
        ] {
            assert!(is_text_for_people(text), "{text}");
        }
        for text in [
            "error-hetu-check",
            "Enter",
            "{a} {b}",
            "{name:>10} | {other}",
            "%d.%m.%Y %H:%M",
            "F2 F3",
            "a b",
            " ",
        ] {
            assert!(!is_text_for_people(text), "{text}");
        }
    }
}
