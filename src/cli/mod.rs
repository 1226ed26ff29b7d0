//! The scripted face: the same doors as the screens, for scripts and administrators.
//!
//! # What goes in
//! No client's data and no password is ever a process argument: every user of the machine can read those. Both come
//! from standard input. With `--password-stdin` its first line is the password; without it the password is asked at
//! the terminal and not shown. A recovery key (`restore`, `recovery`) comes in the same way, after the password where
//! there is one. Every further line is one request, in UTF-8, ended by LF or CR LF:
//!
//! | command | a line is | an answer is |
//! |---|---|---|
//! | `find` | a search text: name, henkilötunnus, phone, birth date | the hits |
//! | `show` | a henkilötunnus, or a person's id as `find --json` prints it | the card, or the records of `--kind` |
//! | `note` | `henkilötunnus TAB text`, or a JSON object (see the module `note`) | the confirmation |
//! | `check hetu`, `check business-id` | a value | whether it stands |
//!
//! # What comes out
//! Text for people, or with `--json` one object a line (JSON Lines) with stable English keys; message ids are stable
//! too, sentences are not. A day is text as ISO 8601 has it (`2026-11-23`), a moment text as RFC 3339 has it, in UTC with
//! milliseconds (`2026-11-23T09:30:00.000Z`), a length of time a number of minutes, money a number of cents. A line is handed over before the next request is read. A confirmation is written after
//! the note is durable, never before. Nothing that could act on a terminal comes out: text shows a substitute, JSON
//! an escape.
//!
//! # Exit codes
//! | code | meaning |
//! |---|---|
//! | 0 | everything asked was answered |
//! | 1 | refused or failed; of several lines: at least one was |
//! | 2 | the command line is not understood |
//! | 10–16 | `log verify`: altered, gap or reordered, short, fork, clock, signature, body missing |
//!
//! This module must not decide anything: who may see what is the desk's business.

mod args;
mod backup;
mod check;
mod data;
mod demo;
mod doctor;
mod find;
mod fold;
mod input;
mod log;
mod note;
mod output;
mod recovery;
mod setup;
mod show;

pub use args::settings_folder;
pub use fold::Columns;

use crate::desk::PasswordText;
use crate::desk::api::{Message, Refusal};
use crate::register::words::{Lang, Words};
use output::Out;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the program gives its faces.
pub struct Host {
    /// The process is closed to debuggers and core dumps; none: a build for development, nothing was tried.
    pub hardened: Option<bool>,
    /// Reads a line from the terminal without showing it; none when it was given up or there is no terminal.
    pub hidden: fn() -> Option<PasswordText>,
    /// How wide the terminals are that it writes to.
    pub columns: Columns,
}

/// How a run ends.
pub enum End {
    /// With this exit code.
    Exit(u8),
    /// With the screens, on the office in this folder.
    Screens {
        /// The folder.
        folder: PathBuf,
        /// The language of the command line.
        lang: Lang,
    },
}

/// Why a command stops.
enum Failure {
    /// The desk did not do it.
    Refused(Refusal),
    /// A message of this face.
    Said(Message),
    /// The command line.
    Usage(Message),
    /// Nobody reads what comes out.
    Pipe,
}

impl Failure {
    fn message(id: &'static str) -> Failure {
        Failure::Said(Message::new(id))
    }

    fn input() -> Failure {
        Failure::message("cli-input-broken")
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<crate::desk::OfficeFault> for Failure {
    fn from(fault: crate::desk::OfficeFault) -> Failure {
        Failure::Refused(fault.into())
    }
}

/// What a command answers.
type Done = Result<End, Failure>;

/// Runs a command line, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>, host: &Host) -> End {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = args::language(&arguments);
    let words = Words::full(lang);
    let matches = match args::tree(&words).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return args::explain(&error, &words, &arguments, host.columns),
    };
    let json = args::wants_json(&matches);
    let out = Out { words, json, columns: host.columns };
    match command(&matches, &out, lang, host) {
        Ok(end) => end,
        Err(failure) => End::Exit(report(&out, failure)),
    }
}

fn command(matches: &clap::ArgMatches, out: &Out, lang: Lang, host: &Host) -> Done {
    match matches.subcommand() {
        None => screens(args::folder(matches)?, lang, out),
        Some(("setup", m)) => setup::run(m, out, host),
        Some(("demo", m)) => demo::run(m, out, lang),
        Some(("find", m)) => find::run(m, out, host),
        Some(("show", m)) => show::run(m, out, host),
        Some(("note", m)) => note::run(m, out, host),
        Some(("backup", m)) => backup::backup(m, out, host),
        Some(("restore", m)) => backup::restore(m, out, host),
        Some(("recovery", m)) => match m.subcommand() {
            Some(("user", m)) => recovery::user(m, out, host),
            Some(("renew", m)) => recovery::renew(m, out, host),
            Some((_, m)) => recovery::confirm(m, out, host),
            None => Err(Failure::Usage(Message::new("cli-usage-command"))),
        },
        Some(("doctor", m)) => doctor::run(m, out, host),
        Some(("log", m)) => match m.subcommand() {
            Some((_, m)) => log::verify(m, out, host),
            None => Err(Failure::Usage(Message::new("cli-usage-command"))),
        },
        Some(("check", m)) => match m.subcommand() {
            Some(("hetu", m)) => check::run(m, out, check::What::Hetu),
            Some((_, m)) => check::run(m, out, check::What::BusinessId),
            None => Err(Failure::Usage(Message::new("cli-usage-command"))),
        },
        Some(_) => Err(Failure::Usage(Message::new("cli-usage-command"))),
    }
}

/// The screens, if there is an office.
fn screens(folder: PathBuf, lang: Lang, out: &Out) -> Done {
    if crate::desk::world::is_office(&folder) {
        return Ok(End::Screens { folder, lang });
    }
    let message = Message::new("cli-no-office").with("folder", folder.display().to_string());
    out.aside(&out.sentence(&message));
    how_to_begin(out);
    Ok(End::Exit(1))
}

/// Says that the screens need a terminal, and what to do.
pub fn no_terminal(lang: Lang, columns: Columns) {
    let out = Out { words: Words::full(lang), json: false, columns };
    out.aside(&out.words.get("cli-no-terminal"));
}

/// What to do where there is no office.
fn how_to_begin(out: &Out) {
    for id in ["cli-no-office-demo", "cli-no-office-setup"] {
        out.aside(&out.words.get(id));
    }
}

/// Says why a command stopped; answers its exit code.
fn report(out: &Out, failure: Failure) -> u8 {
    let (sentence, id, code) = match &failure {
        Failure::Refused(refusal) => (out.refusal(refusal, None), output::refusal_id(refusal), 1),
        Failure::Said(message) => (out.sentence(message), message.id, 1),
        Failure::Usage(message) => (out.sentence(message), message.id, 2),
        Failure::Pipe => return 1,
    };
    if out.json {
        let answer = serde_json::json!({ "ok": false, "error": id, "message": sentence });
        if let Err(Failure::Said(_)) = out.json(&answer) {
            // There is no room for the answer: it is not lost as well.
            out.aside(&sentence);
        }
    } else {
        out.aside(&sentence);
    }
    code
}
