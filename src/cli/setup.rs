//! `luukku setup`: a stand-alone office on this machine with its first administrator. There is no default password;
//! the recovery key is shown once.

use super::input::Asked;
use super::output::{Out, refusal_id};
use super::{Done, End, Failure, Host, args, recovery};
use crate::desk::OfficeFault;
use crate::desk::api::{Message, Refusal};
use crate::desk::setup::{Made, Setup, set_up};
use crate::desk::world::OsWorld;
use crate::desk::{Backend, KdfParams, PasswordText, before_setup};
use crate::register::words::Lang;
use clap::ArgMatches;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Sets up an office. Each answer is judged when it is given and asked again; where nobody sits who could answer again,
/// the first one that does not do ends it.
pub fn run(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let folder = args::folder(matches)?;
    let backend = match args::text(matches, "backend") {
        Some("file") => Backend::File,
        _ => Backend::PLATFORM,
    };
    before_setup::folder(&folder)?;
    key_store(matches, backend)?;
    let mut asked = Asked::new(host, matches.get_flag("password-stdin"));
    let password = match matches.get_flag("password-stdin") {
        true => Some(asked.password("")?),
        false => None,
    };
    let typed = password.is_none();
    let mut text = |name: &'static str, prompt: &str| match args::text(matches, name) {
        Some(text) if text.trim().is_empty() && name != MAY_BE_EMPTY => {
            Err(Failure::Usage(Message::new("cli-usage-value").with("name", format!("--{name}"))))
        }
        Some(text) => Ok(text.to_owned()),
        None if !typed && name == "language" => Ok(String::new()),
        None if !typed => {
            Err(Failure::Usage(Message::new("cli-usage-missing").with("name", format!("--{name}"))))
        }
        None => loop {
            let text = asked.text(&out.words.get(prompt))?.trim().to_owned();
            if name == "language" && !text.is_empty() && Lang::from_code(&text.to_lowercase()).is_none() {
                out.aside(&out.sentence(&languages()));
            } else if text.is_empty() && name != "language" && name != MAY_BE_EMPTY {
                out.aside(&out.words.get("cli-ask-needed"));
            } else if name == "login"
                && let Err(OfficeFault(message)) = before_setup::login(&text)
            {
                out.aside(&out.sentence(&message));
            } else {
                break Ok(text);
            }
        },
    };
    let office = text("office", "cli-ask-office")?;
    let machine = text("machine", "cli-ask-machine")?;
    let unit = text("unit", "cli-ask-unit")?;
    // None is Finnish: Enter, and a script that says none.
    let language = Lang::from_code(&text("language", "cli-ask-office-language")?.to_lowercase());
    let login = text("login", "cli-ask-admin-login")?;
    before_setup::login(&login)?;
    let name = text("name", "cli-ask-admin-name")?;
    let judge = |password: &PasswordText| before_setup::password(password, &login, &name, &office);
    let password = match password {
        Some(password) => password,
        None => twice(&mut asked, out, judge)?,
    };
    let setup = Setup {
        office,
        machine,
        unit,
        language: language.unwrap_or_default(),
        login,
        name,
        password,
        backend,
        practice: false,
        kdf: KdfParams::DEFAULT,
    };
    let made = set_up(&folder, setup, &mut OsWorld::new()?)?;
    tell(out, &made)?;
    // The office is made whatever is typed now: only its keeper can tell whether the key is on paper.
    if typed && recovery::confirmed(&mut asked, out, &made.recovery) {
        made.confirm_recovery_key(&mut OsWorld::new()?)?;
    } else {
        out.aside(&out.words.get("cli-setup-unconfirmed"));
    }
    Ok(End::Exit(0))
}

/// The one answer that may be left empty, beside the language.
const MAY_BE_EMPTY: &str = "machine";

fn languages() -> Message {
    Message::new("cli-usage-values")
        .with("name", "--language")
        .with("values", Lang::ALL.map(Lang::code).join(", "))
}

/// Tries the key store before anything is asked. Where there is none, who sets up an office is told what to do: it is
/// the administrator who reads this.
fn key_store(matches: &ArgMatches, backend: Backend) -> Result<(), Failure> {
    let Err(fault) = before_setup::key_store(backend) else { return Ok(()) };
    let refusal = Refusal::from(fault);
    // One that is locked or slow to answer is to be opened, not gone round.
    if refusal_id(&refusal) != "error-keystore-none" {
        return Err(refusal.into());
    }
    let mut command = ["luukku", "setup", "--backend", "file"].map(str::to_owned).to_vec();
    if let Some(dir) = matches.get_one::<PathBuf>("dir") {
        command.extend(["--dir".to_owned(), quoted(dir)]);
    }
    let command = command.join(" ");
    Err(Failure::Said(Message::new("cli-setup-no-keystore").with("command", command)))
}

/// A path as it is typed in a shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-:\\".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// A new password, typed twice. One that does not do is told at once, before it is typed again.
fn twice(
    asked: &mut Asked<'_>,
    out: &Out,
    judge: impl Fn(&PasswordText) -> Result<(), OfficeFault>,
) -> Result<PasswordText, Failure> {
    loop {
        let first = asked.password(&out.words.get("cli-ask-new-password"))?;
        if let Err(OfficeFault(message)) = judge(&first) {
            out.aside(&out.sentence(&message));
            continue;
        }
        let second = asked.password(&out.words.get("cli-ask-password-again"))?;
        if *first.nfc() == *second.nfc() {
            return Ok(first);
        }
        out.aside(&out.words.get("cli-passwords-differ"));
    }
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
