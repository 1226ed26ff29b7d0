//! The sources as the rules see them: one file at a time, its test code taken out, its paths spelled out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::lexer::{Kind, Token, lex};

/// One source file.
#[derive(Debug, Default)]
pub struct Source {
    /// Where it is, from `src/` on, with `/`.
    pub path: String,
    /// Its tokens, without items under `#[cfg(test)]`.
    pub tokens: Vec<Token>,
    /// Each path and lone identifier in those tokens.
    pub names: Vec<Name>,
    /// How many lines the file has, all counted.
    pub lines: usize,
    /// Whether it says what it is.
    pub module_docs: bool,
    /// Files that it declares for tests alone, without their ending: `store/testing`.
    pub test_modules: Vec<String>,
}

/// A path with groups expanded (`a::{b, c::d}` is two) and `crate` and `super` resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its segments. One that begins in this package begins with `crate`; `*` stands for a glob.
    pub segments: Vec<String>,
    /// The line that it begins on.
    pub line: usize,
    /// Whether it is handed on: `pub use`.
    pub exported: bool,
}

impl Source {
    /// Reads one file's text.
    pub fn new(path: &str, text: &str) -> Source {
        let lexed = lex(text);
        let mut module = module_of(path);
        let (tokens, test_modules) = without_tests(&lexed.tokens, path, &module);
        let names = names(&tokens, &mut module);
        let lines = text.lines().count();
        Source { path: path.to_owned(), tokens, names, lines, module_docs: lexed.module_docs, test_modules }
    }

    /// The top-level module it belongs to; `main` and `lib` for the roots, `bin` for further programs.
    pub fn floor(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether it is this file, or stands in this folder (written with a closing `/`).
    pub fn within(&self, place: &str) -> bool {
        if place.ends_with('/') { self.path.starts_with(place) } else { self.path == place }
    }

    /// Whether it is one of these modules' files, or stands below one.
    pub fn belongs_to(&self, modules: &BTreeSet<String>) -> bool {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        modules.iter().any(|m| {
            stem.strip_prefix(m.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Reads every Rust file below a folder; those that only tests see come second.
pub fn read_all(root: &Path) -> (Vec<Source>, Vec<Source>) {
    let mut found = Vec::new();
    walk(root, root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let test_modules: BTreeSet<String> = found.iter().flat_map(|s| s.test_modules.iter().cloned()).collect();
    found.into_iter().partition(|source| !source.belongs_to(&test_modules))
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a readable file");
            let inside = path.strip_prefix(root).expect("below the root");
            let parts: Vec<_> = inside.iter().map(|p| p.to_string_lossy()).collect();
            found.push(Source::new(&parts.join("/"), &text));
        }
    }
}

/// `desk/login.rs` is `desk::login`, `desk/mod.rs` is `desk`, the roots are nothing.
fn module_of(path: &str) -> Vec<String> {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
    let root = parts.len() == 1 && matches!(stem, "main" | "lib");
    if root || parts.first().is_some_and(|p| p == "bin") {
        parts.clear();
    } else if parts.last().is_some_and(|p| p == "mod") {
        parts.pop();
    }
    parts
}

/// Takes out items under `#[cfg(test)]`, and says which files were declared so.
fn without_tests(tokens: &[Token], path: &str, module: &[String]) -> (Vec<Token>, Vec<String>) {
    let (mut kept, mut test_modules, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        match test_attribute(tokens, at) {
            Some(after) => {
                let end = item_end(tokens, after);
                test_modules.extend(declared_file(&tokens[at..end], path, module));
                at = end;
            }
            None => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    (kept, test_modules)
}

/// Where an attribute that begins here ends, if it is `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn test_attribute(tokens: &[Token], at: usize) -> Option<usize> {
    let starts = |words: &[&str]| {
        words.iter().enumerate().all(|(n, word)| tokens.get(at + n).is_some_and(|t| t.text == *word))
    };
    let test =
        starts(&["#", "[", "cfg", "(", "test", ")"]) || starts(&["#", "[", "cfg", "(", "all", "(", "test"]);
    test.then(|| closing(tokens, at + 1) + 1)
}

/// The place of the bracket that closes the one here; the last place if none does.
pub fn closing(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0usize;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        if token.is("(") || token.is("[") || token.is("{") {
            depth += 1;
        } else if token.is(")") || token.is("]") || token.is("}") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return n;
            }
        }
    }
    tokens.len().saturating_sub(1)
}

/// Words that an item begins with.
const ITEMS: &str =
    "async const enum extern fn impl let macro_rules mod pub static struct trait type union unsafe use";
/// Words that a path may follow, none of which is a segment of one.
const BEFORE_PATHS: &str = "as await break const dyn else for if impl in let loop match move mut ref return unsafe use \
                            where while yield";

fn is_word_of(token: &Token, words: &str) -> bool {
    token.kind == Kind::Ident && words.split(' ').any(|word| word == token.text)
}

/// Where the item that begins here ends: after its body or semicolon, for a field or variant its comma.
fn item_end(tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    while tokens.get(at).is_some_and(|t| t.is("#")) {
        at = closing(tokens, at + 1) + 1;
    }
    let item = tokens.get(at).is_some_and(|t| is_word_of(t, ITEMS));
    // `pub` may also begin a field: then a colon follows the name.
    let field = (at..at + 6).find_map(|n| match tokens.get(n) {
        Some(t) if t.is(":") => Some(true),
        Some(t) if t.text != "pub" && is_word_of(t, ITEMS) => Some(false),
        Some(_) => None,
        None => Some(false),
    });
    let by_comma = !item || (tokens.get(at).is_some_and(|t| t.is_ident("pub")) && field == Some(true));
    while let Some(token) = tokens.get(at) {
        if token.is(";") || (by_comma && token.is(",")) {
            return at + 1;
        }
        if token.is("}") {
            return at; // the end of what encloses it
        }
        let body = token.is("{");
        if body || token.is("(") || token.is("[") {
            at = closing(tokens, at);
            if body {
                return at + 1;
            }
        }
        at += 1;
    }
    tokens.len()
}

/// The file that `mod name;` declares, honouring `#[path = "…"]`.
fn declared_file(item: &[Token], path: &str, module: &[String]) -> Option<String> {
    let at =
        item.windows(3).position(|w| w[0].is_ident("mod") && w[1].kind == Kind::Ident && w[2].is(";"))?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let named = item.windows(3).find(|w| w[0].is_ident("path") && w[1].is("=")).map(|w| w[2].text.clone());
    let (folder, stem) = match named {
        Some(file) => (folder.to_owned(), file.strip_suffix(".rs").unwrap_or(&file).to_owned()),
        None => (module.join("/"), item[at + 1].text.clone()),
    };
    Some(if folder.is_empty() { stem } else { format!("{folder}/{stem}") })
}

/// Spells out every path. `module` is where the file stands; inline modules are followed.
fn names(tokens: &[Token], module: &mut Vec<String>) -> Vec<Name> {
    let (mut found, mut inline, mut depth) = (Vec::new(), Vec::new(), 0usize);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.is("{") {
            depth += 1;
            let named = at >= 2 && tokens[at - 2].is_ident("mod") && tokens[at - 1].kind == Kind::Ident;
            if named {
                module.push(tokens[at - 1].text.clone());
                inline.push(depth);
            }
        } else if token.is("}") {
            if inline.last() == Some(&depth) {
                inline.pop();
                module.pop();
            }
            depth = depth.saturating_sub(1);
        } else if token.kind == Kind::Ident && begins_path(tokens, at) {
            let mut paths = Vec::new();
            let end = tree(tokens, at, &mut Vec::new(), &mut paths);
            let exported = at >= 2 && tokens[at - 1].is_ident("use") && tokens[at - 2].is_ident("pub");
            for segments in paths {
                found.push(Name { segments: resolve(segments, module), line: token.line, exported });
            }
            at = end;
            continue;
        }
        at += 1;
    }
    found
}

/// Not the later part of a path, a field or a method.
fn begins_path(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|n| tokens.get(n)) else { return true };
    if before.is("::") {
        // `::std` and `use ::std` begin one; `a::b` and `<A>::b` do not.
        let Some(earlier) = at.checked_sub(2).and_then(|n| tokens.get(n)) else { return true };
        return is_word_of(earlier, BEFORE_PATHS) || !(earlier.kind == Kind::Ident || earlier.is(">"));
    }
    // `..x` is a range or a struct update, `.x` is a field or method.
    !before.is(".") || (at >= 2 && tokens[at - 2].is("."))
}

/// Reads a path or tree of paths; returns the place after it.
fn tree(tokens: &[Token], mut at: usize, prefix: &mut Vec<String>, out: &mut Vec<Vec<String>>) -> usize {
    let depth = prefix.len();
    loop {
        match tokens.get(at) {
            Some(t) if t.kind == Kind::Ident || t.is("*") => {
                prefix.push(t.text.clone());
                at += 1;
            }
            Some(t) if t.is("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|t| !t.is("}")) {
                    let before = at;
                    at = tree(tokens, at, prefix, out);
                    if tokens.get(at).is_some_and(|t| t.is_ident("as")) {
                        at += 2;
                    }
                    if tokens.get(at).is_some_and(|t| t.is(",")) || at == before {
                        at += 1;
                    }
                }
                prefix.truncate(depth);
                return at + 1;
            }
            _ => break,
        }
        let goes_on = !is_word_of(&tokens[at - 1], BEFORE_PATHS)
            && tokens.get(at).is_some_and(|t| t.is("::"))
            && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Ident || t.is("{") || t.is("*"));
        if !goes_on {
            break;
        }
        at += 1;
    }
    if prefix.len() > depth {
        let mut segments = prefix.clone();
        if segments.len() > 1 && segments.last().is_some_and(|s| s == "self") {
            segments.pop();
        }
        out.push(segments);
    }
    prefix.truncate(depth);
    at
}

/// `luukku::x` (from the programs) and `$crate::x` are `crate::x`; `super` chains are followed up.
fn resolve(mut segments: Vec<String>, module: &[String]) -> Vec<String> {
    if segments.first().is_some_and(|s| s == "luukku") {
        segments[0] = "crate".to_owned();
    }
    if segments.len() > 1 && segments[0] == "self" && segments[1] == "super" {
        segments.remove(0);
    }
    let up = segments.iter().take_while(|s| *s == "super").count();
    if up == 0 || segments.len() == up {
        return segments;
    }
    let mut path = vec!["crate".to_owned()];
    path.extend(module.iter().take(module.len().saturating_sub(up)).cloned());
    path.extend(segments.into_iter().skip(up));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(path: &str, text: &str) -> Vec<String> {
        Source::new(path, text)
            .names
            .iter()
            .map(|n| n.segments.join("::"))
            .filter(|n| n.contains("::"))
            .collect()
    }

    #[test]
    fn groups_are_spelled_out() {
        let text = "use crate::{a::B, c::{self, d::E as F}, g::*}; use ::std::fs; use {x::y, z::w};";
        let expected =
            ["crate::a::B", "crate::c", "crate::c::d::E", "crate::g::*", "std::fs", "x::y", "z::w"];
        assert_eq!(paths("desk/x.rs", text), expected);
    }

    #[test]
    fn paths_in_code_are_seen() {
        let text = "fn f() -> luukku::a::B { let x = super::super::c::d::<e::F>(); <G as h::I>::j(); x.k; [..l::m] }";
        let expected = ["crate::a::B", "crate::c::d", "e::F", "h::I", "l::m"];
        assert_eq!(paths("desk/x.rs", text), expected);
    }

    #[test]
    fn super_is_followed_through_inline_modules() {
        let text = "mod a { mod b { use super::super::super::super::store::X; } use super::super::Y; } use super::Z;";
        assert_eq!(paths("desk/x.rs", text), ["crate::store::X", "crate::desk::Y", "crate::desk::Z"]);
        assert_eq!(paths("desk/mod.rs", "use super::store;"), ["crate::store"]);
    }

    #[test]
    fn test_code_is_taken_out() {
        let text = "a!(); #[cfg(test)] #[allow(x)] mod tests { fn f() { b!(); } } c!();
            #[cfg(test)] use d::{e, f}; #[cfg(all(test, unix))] pub fn g(x: [u8; 2]) -> H { i!() } j!();
            #[cfg(not(test))] k!(); struct S { #[cfg(test)] pub l: M, n: O, #[cfg(test)] p: Q } r!();";
        let source = Source::new("a.rs", text);
        let seen: Vec<_> =
            source.tokens.iter().filter(|t| t.kind == Kind::Ident).map(|t| t.text.as_str()).collect();
        assert_eq!(seen, ["a", "c", "j", "cfg", "not", "test", "k", "struct", "S", "n", "O", "r"]);
    }

    #[test]
    fn files_of_tests_are_known() {
        let declared = |path, text| Source::new(path, text).test_modules;
        assert_eq!(
            declared("vault/os.rs", "#[cfg(test)]\n#[path = \"os_tests.rs\"]\nmod tests;"),
            ["vault/os_tests"]
        );
        assert_eq!(declared("journal/mod.rs", "#[cfg(test)] pub(crate) mod testing;"), ["journal/testing"]);
        assert_eq!(declared("lib.rs", "#[cfg(test)] mod testing;"), ["testing"]);
        assert_eq!(declared("desk/login.rs", "#[cfg(test)] mod tests;"), ["desk/login/tests"]);
        assert!(declared("desk/login.rs", "#[cfg(test)] mod tests { } mod real;").is_empty());
        let modules = BTreeSet::from(["journal/testing".to_owned()]);
        assert!(Source::new("journal/testing/ids.rs", "").belongs_to(&modules));
        assert!(!Source::new("journal/testing2.rs", "").belongs_to(&modules));
    }
}
