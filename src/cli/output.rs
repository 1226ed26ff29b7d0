//! What goes out: sentences and values without anything that acts on a terminal, one JSON object a line for programs.
//!
//! A line is handed to the operating system before the call returns: who reads the confirmation of a note from a
//! pipe may believe it.

use super::Failure;
use super::fold::{Columns, fold, plain};
use crate::desk::api::{Message, Refusal, Yes};
use crate::register::codes::CodeLists;
use crate::register::present::Present;
use crate::register::validate::FieldProblem;
use crate::register::words::{Word, Words};
use crate::register::{Id, Kind};
use crate::tui::text::{self, DisplayText};
use serde_json::Value as Json;
use std::io::{ErrorKind, Write};

/// Standard output in one language.
pub struct Out {
    /// The words.
    pub words: Words,
    /// One JSON object a line instead of text for people.
    pub json: bool,
    /// Cells in a line of the terminals.
    pub columns: Columns,
}

impl Out {
    /// A line of text for people. What it shows of the register is made harmless.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn line(&self, text: &str) -> Result<(), Failure> {
        let harmless = DisplayText::new(text);
        self.raw(&fold(harmless.as_str(), self.columns.out))
    }

    /// A line of the words of an id.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn say(&self, id: &str) -> Result<(), Failure> {
        self.line(&self.words.get(id))
    }

    /// A text of several lines that this program alone made.
    ///
    /// # Errors
    /// When nobody reads any more, or there is no room for it.
    pub fn help(&self, text: &str) -> Result<(), Failure> {
        // A pager behind a pipe shows it on the terminal that standard error tells of.
        let columns = self.columns.out.or(self.columns.err);
        self.raw(&plain(&fold(text.trim_end_matches('\n'), columns)))
    }

    /// A JSON value in one line.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn json(&self, value: &Json) -> Result<(), Failure> {
        self.raw(&harmless_json(value))
    }

    fn raw(&self, line: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()).map_err(
            |error| match error.kind() {
                ErrorKind::BrokenPipe => Failure::Pipe,
                _ => Failure::message("cli-output-broken"),
            },
        )
    }

    /// A line of text on standard error: what is no answer.
    pub fn aside(&self, text: &str) {
        let harmless = DisplayText::new(text);
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{}", fold(harmless.as_str(), self.columns.err));
    }

    /// The sentence of a message.
    pub fn sentence(&self, message: &Message) -> String {
        let args: Vec<(&str, Word)> =
            message.args.iter().map(|(name, value)| (*name, self.word(name, value, &message.args))).collect();
        self.words.get_with(message.id, &args)
    }

    fn word(&self, name: &str, value: &str, all: &[(&str, String)]) -> Word {
        if let Some(named) = self.words.argument(name, value, all) {
            return Word::Text(named);
        }
        match CodeLists::embedded().code(METHOD.1, value) {
            Some(_) if name == METHOD.0 => Word::Text(self.present(&|_| None).code(&[METHOD.1], value)),
            _ => word(value),
        }
    }

    /// The sentences of a refusal; `kind` names the fields of those about values.
    pub fn refusal(&self, refusal: &Refusal, kind: Option<&Kind>) -> String {
        match refusal {
            // The word stands on the screen and nowhere else: what this writes is often kept in a file.
            Refusal::Confirm(message) if message.id == Yes::HEALTH => self.words.get("cli-note-health"),
            // The screens' words end in a key; a script answers with a flag.
            Refusal::Confirm(again) if again.id == Yes::AGAIN => {
                self.sentence(&Message { id: "cli-note-again", ..again.clone() })
            }
            Refusal::NotAllowed(message) | Refusal::Confirm(message) | Refusal::Cannot(message) => {
                self.sentence(message)
            }
            Refusal::Fault(message, code) => format!("{} ({code})", self.sentence(message)),
            Refusal::Invalid(problems) => {
                problems.iter().map(|p| self.problem(kind, p)).collect::<Vec<_>>().join(" ")
            }
            Refusal::Stale(_) => self.words.get("cli-stale"),
            Refusal::NoSession => self.words.get("cli-no-session"),
        }
    }

    /// A role for people: its label, and its name in the policy.
    pub fn role(&self, name: &str) -> String {
        format!("{} ({name})", CodeLists::embedded().label("role", name, self.words.lang()))
    }

    fn problem(&self, kind: Option<&Kind>, problem: &FieldProblem) -> String {
        match kind {
            Some(kind) => self.present(&|_| None).problem(kind, problem),
            None => self.words.get(problem.id),
        }
    }

    /// How values are shown.
    pub fn present<'a>(&'a self, names: &'a dyn Fn(Id) -> Option<String>) -> Present<'a> {
        Present { words: &self.words, codes: CodeLists::embedded(), names }
    }
}

/// The argument of a message that is the way of a contact: a code, said with its name in the list.
const METHOD: (&str, &str) = ("method", "yhteydenottotapa");

/// A number chooses the plural form.
fn word(value: &str) -> Word {
    match value.parse::<i64>() {
        Ok(number) if number.to_string() == value => Word::Number(number),
        _ => Word::from(value),
    }
}

/// The stable name of a refusal for programs: its message id.
pub fn refusal_id(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotAllowed(m) | Refusal::Confirm(m) | Refusal::Cannot(m) | Refusal::Fault(m, _) => m.id,
        Refusal::Invalid(problems) => problems.first().map_or("cli-invalid", |p| p.id),
        Refusal::Stale(_) => "cli-stale",
        Refusal::NoSession => "cli-no-session",
    }
}

/// JSON in which every character that could act on a terminal is written as an escape: the value stays the same.
fn harmless_json(value: &Json) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if text::harmless(c) {
            out.push(c);
        } else {
            let mut units = [0u16; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_the_value_and_hides_what_acts() {
        let evil = "a\u{1b}[2J\u{9b}31m\u{202e}b\u{e0041}åäö😀";
        let line = harmless_json(&Json::from(evil));
        assert!(line.chars().all(text::harmless), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), evil);
        assert!(line.contains("åäö😀"));
    }
}
