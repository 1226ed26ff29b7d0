//! `luukku check hetu` and `check business-id`: for those who prepare imports. One value a line, one answer a line;
//! needs no office and logs nothing, because nothing is looked up.

use super::input::{Line, Lines};
use super::output::Out;
use super::{Done, End, Failure, args};
use crate::desk::api::Message;
use crate::desk::world;
use crate::register::kind::Nearest;
use crate::register::{business_id, dates, hetu};
use clap::ArgMatches;
use serde_json::json;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A henkilötunnus.
    Hetu,
    /// A Y-tunnus.
    BusinessId,
}

/// What is wrong: for programs, and the message id for people.
type Wrong = (&'static str, &'static str);

/// Answers every line of standard input.
pub fn run(matches: &ArgMatches, out: &Out, what: What) -> Done {
    let today = match args::text(matches, "on") {
        None => world::today(),
        Some(text) => dates::parse(text, world::today(), Nearest::Either)
            .map_err(|_| Failure::Usage(Message::new("cli-usage-value").with("name", "--on")))?,
    };
    let mut lines = Lines::new(std::io::stdin());
    while let Some(line) = lines.next()? {
        let (input, answer) = match &line {
            Line::Text(text) | Line::NotText(text) => (text.as_str(), check(what, text, today)),
            Line::TooLong => ("", Err(("line-too-long", "cli-line-too-long"))),
        };
        if out.json {
            let (normalised, reason) = match &answer {
                Ok(text) => (Some(text.as_str()), None),
                Err((reason, _)) => (None, Some(*reason)),
            };
            out.json(&json!({
                "input": input, "valid": answer.is_ok(), "normalised": normalised, "reason": reason,
            }))?;
        } else {
            match answer {
                Ok(text) => out.line(&format!("{}  {text}", out.words.get("cli-check-valid")))?,
                Err((_, id)) => {
                    let sentence = out.words.get(id);
                    out.line(&format!("{}  {input}  {sentence}", out.words.get("cli-check-wrong")))?;
                }
            }
        }
    }
    Ok(End::Exit(0))
}

fn check(what: What, text: &str, today: i32) -> Result<String, Wrong> {
    match what {
        What::Hetu => hetu::normalise(text, today)
            .map(|hetu| hetu.as_str().to_owned())
            .map_err(|fault| (fault.reason(), fault.id())),
        What::BusinessId => business_id::normalise(text).map_err(|fault| (fault.reason(), fault.id())),
    }
}
