//! `luukku recovery`: the organisation's recovery key on a running office. `user` gives somebody keys that nobody else
//! can give any more, `renew` makes a new key, `confirm` says whether the one on paper is right. The key is asked after
//! the password, in the same way: hidden at the terminal, or the second line of standard input.

use super::data::moment;
use super::find::log_in_with;
use super::input::Asked;
use super::output::Out;
use super::{Done, End, Failure, Host, args};
use crate::desk::PasswordText;
use crate::desk::api::{Message, NewUser};
use crate::desk::recovery::{Again, Whom};
use crate::desk::script;
use crate::desk::world;
use crate::register::kind::Nearest;
use crate::register::{Id, dates, time};
use clap::ArgMatches;
use serde_json::json;
use std::fmt::Write as _;

/// How often the new key may be confirmed wrongly.
const TRIES: usize = 3;

/// An activation code for a user, with the keys of the role out of the recovery key. With `--name` the user is a new
/// supervisor; with `--until` alone a supervisor gets the role again, and with the own login name an administrator does.
pub fn user(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let login = args::text(matches, "user").unwrap_or_default().to_owned();
    let own = args::text(matches, "login").unwrap_or_default();
    let whom = match args::text(matches, "name") {
        None if own.trim().to_lowercase() == login.trim().to_lowercase() => {
            return own_role(matches, out, host);
        }
        None if args::text(matches, "until").is_some() => {
            return supervisor_again(matches, out, host, login);
        }
        None => Whom::User(login.clone()),
        Some(name) => Whom::New(NewUser {
            login: login.clone(),
            name: name.to_owned(),
            role: "supervisor".to_owned(),
            from: None,
            until: day(matches, "until")?,
            agreement: day(matches, "agreement")?,
            hetu: None,
        }),
    };
    let (mut asked, mut script, password) = log_in_with(matches, out, host)?;
    let done = key(&mut asked, out).and_then(|key| {
        script.desk().reauthenticate(password)?;
        Ok(script.desk().recover(&key, whom)?)
    });
    let ended = script.log_out();
    let (user, code, until) = done?;
    ended?;
    if out.json {
        out.json(
            &json!({ "ok": true, "user": user.to_string(), "login": login, "code": code, "until": moment(until) }),
        )?;
    } else {
        let message = Message::new("cli-recovery-code").with("login", login).with("time", time::show(until));
        out.line(&out.sentence(&message))?;
        out.line(&format!("    {code}"))?;
    }
    Ok(End::Exit(0))
}

/// An administrator's own role, given again; also when it ended and nobody logs in any more.
fn own_role(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let folder = args::folder(matches)?;
    let login = args::text(matches, "login").unwrap_or_default();
    let mut asked = Asked::new(host, matches.get_flag("password-stdin"));
    let password = asked.password(&out.words.get("cli-ask-password"))?;
    let key = key(&mut asked, out)?;
    let (user, until) = script::renew_administrator(&folder, login, password, &key)?;
    role_given(out, user, login, until)
}

fn supervisor_again(matches: &ArgMatches, out: &Out, host: &Host, login: String) -> Done {
    let again =
        Again { login: login.clone(), until: day(matches, "until")?, agreement: day(matches, "agreement")? };
    let until = again.until;
    let (mut asked, mut script, password) = log_in_with(matches, out, host)?;
    let done = key(&mut asked, out).and_then(|key| {
        script.desk().reauthenticate(password)?;
        Ok(script.desk().recover_supervisor(&key, again)?)
    });
    let ended = script.log_out();
    let user = done?;
    ended?;
    role_given(out, user, &login, until)
}

fn role_given(out: &Out, user: Id, login: &str, until: i32) -> Done {
    if out.json {
        let until = dates::iso(until);
        out.json(&json!({ "ok": true, "user": user.to_string(), "login": login, "role_until": until }))?;
    } else {
        let message = Message::new("cli-recovery-role").with("login", login.to_owned());
        out.line(&out.sentence(&message.with("day", dates::show(until))))?;
    }
    Ok(End::Exit(0))
}

/// A new recovery key, shown once.
pub fn renew(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let (mut asked, mut script, password) = log_in_with(matches, out, host)?;
    let old = match matches.get_flag("old-key") {
        true => key(&mut asked, out).map(Some),
        false => Ok(None),
    };
    let done = old.and_then(|old| {
        script.desk().reauthenticate(password)?;
        Ok(script.desk().renew_recovery_key(old.as_ref())?)
    });
    let shown = match done {
        Ok(shown) => shown,
        Err(failure) => {
            script.log_out()?;
            return Err(failure);
        }
    };
    let told = match out.json {
        true => out.json(&json!({ "ok": true, "recovery_key": *shown })),
        false => out.say("cli-recovery-renewed").and_then(|()| show(out, &shown)),
    };
    if let Err(failure) = told {
        let _ = script.log_out();
        return Err(failure);
    }
    // Made whatever is typed now: only its keeper can tell whether it is on paper.
    let confirmed = !out.json && !matches.get_flag("password-stdin") && confirmed(&mut asked, out, &shown);
    let kept = match PasswordText::from_text(&shown) {
        Some(typed) if confirmed => script.desk().confirm_recovery_key(&typed),
        _ => {
            out.aside(&out.words.get("cli-recovery-unconfirmed"));
            Ok(())
        }
    };
    let ended = script.log_out();
    kept?;
    ended?;
    Ok(End::Exit(0))
}

/// Whether the key on paper is this office's; then it counts as confirmed.
pub fn confirm(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let (mut asked, mut script, _) = log_in_with(matches, out, host)?;
    let done = key(&mut asked, out).and_then(|key| Ok(script.desk().confirm_recovery_key(&key)?));
    let ended = script.log_out();
    done?;
    ended?;
    if out.json {
        out.json(&json!({ "ok": true }))?
    } else {
        out.say("cli-recovery-right")?
    }
    Ok(End::Exit(0))
}

/// Writes a recovery key down in rows of groups.
pub(super) fn show(out: &Out, key: &str) -> Result<(), Failure> {
    out.line("")?;
    let groups: Vec<&str> = key.split(|c: char| c == '-' || c.is_whitespace()).collect();
    for row in groups.chunks(7) {
        let mut line = String::from("   ");
        row.iter().for_each(|group| {
            let _ = write!(line, " {group}");
        });
        out.line(&line)?;
    }
    out.line("")?;
    out.say("cli-setup-recovery-keep")
}

/// Whether the last group was typed; an end of the input is no.
pub(super) fn confirmed(asked: &mut Asked<'_>, out: &Out, key: &str) -> bool {
    let last = key.rsplit(|c: char| c == '-' || c.is_whitespace()).next().unwrap_or_default();
    for _ in 0..TRIES {
        let Ok(typed) = asked.text(&out.words.get("cli-ask-recovery-last")) else { return false };
        if typed.trim().eq_ignore_ascii_case(last) {
            return true;
        }
        out.aside(&out.words.get("cli-recovery-differs"));
    }
    false
}

fn key(asked: &mut Asked<'_>, out: &Out) -> Result<PasswordText, Failure> {
    asked.recovery_key(&out.words.get("cli-ask-recovery"))
}

fn day(matches: &ArgMatches, name: &'static str) -> Result<i32, Failure> {
    let wrong = || Failure::Usage(Message::new("cli-usage-value").with("name", format!("--{name}")));
    let text = args::text(matches, name).unwrap_or_default();
    dates::parse(text, world::today(), Nearest::Either).map_err(|_| wrong())
}
