//! `luukku setup`: a stand-alone office on this machine with its first administrator. There is no default password;
//! the recovery key is shown once.

use super::input::Asked;
use super::output::{Out, refusal_id};
use super::{Done, End, Failure, Host, args, recovery};
use crate::desk::api::{Message, Refusal};
use crate::desk::office::{self, Made, Setup};
use crate::desk::world::OsWorld;
use crate::desk::{Backend, KdfParams, PasswordText};
use crate::register::words::Lang;
use clap::ArgMatches;
use serde_json::json;

/// How often a password may be typed twice differently.
const TRIES: usize = 3;

/// Sets up an office.
pub fn run(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let folder = args::folder(matches)?;
    let mut asked = Asked::new(host, matches.get_flag("password-stdin"));
    let password = match matches.get_flag("password-stdin") {
        true => Some(asked.password("")?),
        false => None,
    };
    let mut text = |name: &'static str, prompt: &str| match args::text(matches, name) {
        Some(text) => Ok(text.to_owned()),
        None if password.is_some() && name == "language" => Ok(String::new()),
        None if password.is_some() => {
            Err(Failure::Usage(Message::new("cli-usage-missing").with("name", format!("--{name}"))))
        }
        None => Ok(asked.text(&out.words.get(prompt))?.trim().to_owned()),
    };
    let office = text("office", "cli-ask-office")?;
    let machine = text("machine", "cli-ask-machine")?;
    let unit = text("unit", "cli-ask-unit")?;
    let language = language(&mut text)?;
    let login = text("login", "cli-ask-admin-login")?;
    let name = text("name", "cli-ask-admin-name")?;
    let typed = password.is_none();
    let password = match password {
        Some(password) => password,
        None => twice(&mut asked, out)?,
    };
    let backend = match args::text(matches, "backend") {
        Some("file") => Backend::File,
        _ => Backend::PLATFORM,
    };
    let setup = Setup {
        office,
        machine,
        unit,
        language,
        login,
        name,
        password,
        backend,
        practice: false,
        kdf: KdfParams::DEFAULT,
    };
    let made = match office::set_up(&folder, setup, &mut OsWorld::new()?) {
        Ok(made) => made,
        Err(fault) => {
            let refusal: Refusal = fault.into();
            if refusal_id(&refusal).contains("keystore") {
                out.aside(&out.words.get("cli-setup-backend-hint"));
            }
            return Err(refusal.into());
        }
    };
    tell(out, &made)?;
    // The office is made whatever is typed now: only its keeper can tell whether the key is on paper.
    if typed && recovery::confirmed(&mut asked, out, &made.recovery) {
        made.confirm_recovery_key(&mut OsWorld::new()?)?;
    } else {
        out.aside(&out.words.get("cli-setup-unconfirmed"));
    }
    Ok(End::Exit(0))
}

/// The language of the office, asked until it is one of them; a script that says none gets Finnish.
fn language(text: &mut impl FnMut(&'static str, &str) -> Result<String, Failure>) -> Result<Lang, Failure> {
    for _ in 0..TRIES {
        match text("language", "cli-ask-office-language")?.to_lowercase().as_str() {
            "" => return Ok(Lang::Fi),
            code => {
                if let Some(lang) = Lang::from_code(code) {
                    return Ok(lang);
                }
            }
        }
    }
    Err(Failure::Usage(
        Message::new("cli-usage-values")
            .with("name", "--language")
            .with("values", Lang::ALL.map(Lang::code).join(", ")),
    ))
}

fn twice(asked: &mut Asked<'_>, out: &Out) -> Result<PasswordText, Failure> {
    for _ in 0..TRIES {
        let first = asked.password(&out.words.get("cli-ask-new-password"))?;
        let second = asked.password(&out.words.get("cli-ask-password-again"))?;
        if *first.nfc() == *second.nfc() {
            return Ok(first);
        }
        out.aside(&out.words.get("cli-passwords-differ"));
    }
    Err(Failure::message("cli-passwords-differ"))
}

fn tell(out: &Out, made: &Made) -> Result<(), Failure> {
    let folder = made.office.folder().display().to_string();
    if out.json {
        return out.json(&json!({
            "ok": true, "dir": folder, "administrator": made.administrator.to_string(),
            "unit": made.unit.to_string(), "recovery_key": *made.recovery,
        }));
    }
    out.line(&out.sentence(&Message::new("cli-setup-done").with("folder", folder)))?;
    out.say("cli-setup-recovery")?;
    recovery::show(out, &made.recovery)
}
