//! `luukku doctor`: what is well and what is not with this terminal; with `--login` the register itself too, and with
//! `--rebuild` after its rows and its search index were built again.

use super::find::log_in_with;
use super::output::Out;
use super::{Done, End, Failure, Host, args};
use crate::desk::api::Message;
use crate::desk::doctor::{self, Finding, State};
use crate::desk::world;
use clap::ArgMatches;
use serde_json::json;

/// Looks at everything; exit code 1 when something is wrong.
pub fn run(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let folder = args::folder(matches)?;
    let mut found = vec![process(host)];
    found.extend(doctor::machine(&folder));
    if !world::is_office(&folder) {
        // What the file system says of a folder that is not there tells nobody what to do.
        found.retain(|finding| finding.name != "office");
        let message = Message::new("cli-no-office").with("folder", folder.display().to_string());
        found.push(Finding::new("office", State::Wrong, message));
    }
    if args::text(matches, "login").is_some() {
        let (_, mut script, password) = log_in_with(matches, out, host)?;
        let again = password.duplicate();
        let confirmed = matches
            .get_flag("confirm-clock")
            .then(|| script.desk().reauthenticate(password).and_then(|()| script.desk().confirm_clock()));
        let rebuilt = matches
            .get_flag("rebuild")
            .then(|| script.desk().reauthenticate(again).and_then(|()| script.desk().rebuild()));
        let examined = script.desk().examine();
        let ended = script.log_out();
        if let Some(rebuilt) = rebuilt {
            let message = Message::new("doctor-rebuilt").with("n", rebuilt?.to_string());
            found.push(Finding::new("rebuilt", State::Fine, message));
        }
        found.extend(examined?);
        ended?;
        if let Some(confirmed) = confirmed {
            confirmed?;
            found.push(Finding::new("clock", State::Fine, Message::new("doctor-clock-confirmed")));
        }
    }
    for finding in &found {
        tell(out, finding)?;
    }
    if !out.json && !world::is_office(&folder) {
        super::how_to_begin(out);
    }
    let wrong = found.iter().any(|f| f.state == State::Wrong);
    Ok(End::Exit(u8::from(wrong)))
}

fn process(host: &Host) -> Finding {
    let (state, id) = match host.hardened {
        Some(true) => (State::Fine, "doctor-process"),
        Some(false) => (State::Mind, "warning-process-not-hardened"),
        None => (State::Mind, "doctor-process-development"),
    };
    Finding::new("process", state, Message::new(id))
}

fn tell(out: &Out, finding: &Finding) -> Result<(), Failure> {
    let (name, mark) = match finding.state {
        State::Fine => ("ok", "   "),
        State::Mind => ("warning", " ! "),
        State::Wrong => ("fault", "!! "),
    };
    let sentence = out.sentence(&finding.message);
    if out.json {
        out.json(&json!({
            "check": finding.name, "state": name, "id": finding.message.id, "text": sentence,
        }))
    } else {
        out.line(&format!("{mark}{sentence}"))
    }
}
