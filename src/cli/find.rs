//! `luukku find`: one search a line of standard input. Hits are summaries, masked as on the screen; each line is one
//! search in the access log. And what every command has that answers line by line.

use super::input::{Asked, Line};
use super::output::{Out, refusal_id};
use super::{Done, End, Failure, Host, args, data};
use crate::desk::PasswordText;
use crate::desk::api::Refusal;
use crate::desk::script::Script;
use crate::register::kinds::by_name;
use clap::ArgMatches;
use serde_json::json;

/// What comes of one line: done, or why not.
pub type Each = Result<(), Failure>;

/// Answers every line of standard input.
pub fn run(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let (asked, script) = log_in(matches, out, host)?;
    each_line(asked, script, out, "cli-ask-search", |script, line| {
        let hits = script.find(line)?;
        if out.json {
            return out.json(&data::hits_json(out, &hits));
        }
        for hit in &hits.hits {
            out.line(&data::hit_line(out, hit))?;
        }
        hits.note.iter().try_for_each(|note| out.line(&out.sentence(note)))
    })
}

/// Asks for the password and logs in; notices go to standard error.
pub fn log_in<'h>(matches: &ArgMatches, out: &Out, host: &'h Host) -> Result<(Asked<'h>, Script), Failure> {
    log_in_with(matches, out, host).map(|(asked, script, _)| (asked, script))
}

/// The same for what needs the password once more.
pub fn log_in_with<'h>(
    matches: &ArgMatches,
    out: &Out,
    host: &'h Host,
) -> Result<(Asked<'h>, Script, PasswordText), Failure> {
    let folder = args::folder(matches)?;
    let login = args::text(matches, "login").unwrap_or_default();
    let mut asked = Asked::new(host, matches.get_flag("password-stdin"));
    let password = asked.password(&out.words.get("cli-ask-password"))?;
    let (script, seen) = Script::log_in(&folder, login, password.duplicate())?;
    for notice in &seen.notices {
        out.aside(&out.sentence(notice));
    }
    Ok((asked, script, password))
}

/// Does something for each line, and logs out. What is refused of one line is its answer, and the next one comes;
/// blank lines are passed over. What ends the session, or the reading of the answers, ends the run.
pub fn each_line(
    mut asked: Asked<'_>,
    mut script: Script,
    out: &Out,
    prompt: &str,
    mut answer: impl FnMut(&mut Script, &str) -> Each,
) -> Done {
    let mut number = 0u64;
    let mut all = true;
    let prompt = out.words.get(prompt);
    let ended = loop {
        let line = match asked.line(&prompt) {
            Ok(None) => break Ok(()),
            Ok(Some(line)) => line,
            Err(failure) => break Err(failure),
        };
        number += 1;
        let answered = match &line {
            Line::Text(text) if text.trim().is_empty() => continue,
            Line::Text(text) => answer(&mut script, text),
            Line::NotText(_) | Line::TooLong => Err(Failure::message("cli-line-not-text")),
        };
        let told = match answered {
            Ok(()) => continue,
            Err(Failure::Refused(Refusal::NoSession)) => break Err(Refusal::NoSession.into()),
            Err(Failure::Refused(refusal)) => {
                told(out, number, refusal_id(&refusal), &out.refusal(&refusal, by_name("contact")))
            }
            Err(Failure::Said(message)) => told(out, number, message.id, &out.sentence(&message)),
            Err(other) => break Err(other),
        };
        all = false;
        if let Err(failure) = told {
            break Err(failure);
        }
    };
    let out_again = script.log_out();
    ended?;
    out_again?;
    Ok(End::Exit(u8::from(!all)))
}

fn told(out: &Out, line: u64, id: &str, sentence: &str) -> Each {
    if out.json {
        out.json(&json!({ "ok": false, "line": line, "error": id, "message": sentence }))
    } else {
        out.line(sentence)
    }
}
