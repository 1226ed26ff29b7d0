//! `luukku backup` and `luukku restore`. A backup is a folder; restoring brings back users and rights of its day, so
//! they are listed for review.

use super::find::log_in_with;
use super::fold::pad;
use super::input::Asked;
use super::output::Out;
use super::{Done, End, Host, args};
use crate::desk::api::Message;
use crate::desk::backup::RestoreKey;
use crate::desk::script;
use crate::register::{dates, time};
use clap::ArgMatches;
use serde_json::{Value as Json, json};
use std::path::PathBuf;

/// Copies the register into a new folder. The password just typed is the proof that the desk asks for.
pub fn backup(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let target = folder_argument(matches);
    let (_, mut script, password) = log_in_with(matches, out, host)?;
    let done = script.desk().reauthenticate(password).and_then(|()| script.desk().backup(&target));
    let ended = script.log_out();
    let manifest = done?;
    ended?;
    let shown = target.display().to_string();
    if out.json {
        out.json(&json!({ "ok": true, "folder": shown, "created": super::data::moment(manifest.created), "dev": manifest.dev }))?;
    } else {
        let message =
            Message::new("cli-backup-done").with("folder", shown).with("time", time::show(manifest.created));
        out.line(&out.sentence(&message))?;
    }
    Ok(End::Exit(0))
}

/// Puts a backup in the place of the register. Opens with a user's password on the same machine, with the recovery
/// key on any.
pub fn restore(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let (from, into) = (folder_argument(matches), args::folder(matches)?);
    let mut asked = Asked::new(host, matches.get_flag("password-stdin"));
    let key = match args::text(matches, "login") {
        Some(login) => RestoreKey::User {
            login: login.to_owned(),
            password: asked.password(&out.words.get("cli-ask-password"))?,
        },
        None => RestoreKey::Recovery(asked.recovery_key(&out.words.get("cli-ask-recovery"))?),
    };
    let restored = script::restore(&from, &into, key)?;
    if out.json {
        let users: Vec<Json> = restored
            .users
            .iter()
            .map(|user| {
                let roles: Vec<Json> = user
                    .roles
                    .iter()
                    .map(|(role, until)| json!({ "role": role, "until": super::data::day(*until) }))
                    .collect();
                let rights: Vec<Json> = user
                    .rights
                    .iter()
                    .map(|(comp, until)| {
                        let comp = comp.strip_prefix("compartment-").unwrap_or(comp);
                        json!({ "compartment": comp, "until": super::data::day(*until) })
                    })
                    .collect();
                json!({ "login": user.login, "name": user.name, "roles": roles, "rights": rights })
            })
            .collect();
        out.json(&json!({
            "ok": true,
            "folder": into.display().to_string(),
            "log_rows": restored.n,
            "log_rows_known": restored.known,
            "aside": restored.aside.as_ref().map(|p| p.display().to_string()),
            "protected_again": restored.protected,
            "users": users,
        }))?;
        return Ok(End::Exit(0));
    }
    let message = Message::new("cli-restore-done").with("folder", into.display().to_string());
    out.line(&out.sentence(&message))?;
    if let Some(lost) = restored.known.and_then(|known| known.checked_sub(restored.n)).filter(|n| *n > 0) {
        out.line(&out.sentence(&Message::new("cli-restore-lost").with("n", lost.to_string())))?;
    }
    if let Some(aside) = &restored.aside {
        let message = Message::new("cli-restore-aside").with("folder", aside.display().to_string());
        out.line(&out.sentence(&message))?;
    }
    let protected = match restored.protected {
        Some(count) => Message::new("cli-restore-protected").with("n", count.to_string()),
        None => Message::new("cli-restore-protected-unknown"),
    };
    out.line(&out.sentence(&protected))?;
    out.say("cli-restore-review")?;
    for user in &restored.users {
        let given = |what: String, until: &i32| format!("{what} –{}", dates::show(*until));
        let roles = user.roles.iter().map(|(role, until)| given(out.role(role), until));
        let rights = user.rights.iter().map(|(comp, until)| given(out.sentence(&Message::new(comp)), until));
        let all: Vec<String> = roles.chain(rights).collect();
        out.line(&format!("  {}  {}  {}", pad(&user.login, 12), pad(&user.name, 24), all.join(", ")))?;
    }
    Ok(End::Exit(0))
}

fn folder_argument(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default()
}
