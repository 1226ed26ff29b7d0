//! `luukku note`: writes a contact for each line of standard input, and confirms each one.
//!
//! A line is `henkilötunnus TAB text`, or a JSON object:
//!
//! | key | meaning |
//! |---|---|
//! | `client` | henkilötunnus, or the id that `find` gives; needed |
//! | `text` | the text of the note; a template has its own |
//! | `template` | digit of a quick-note template; else `--template` |
//! | `subject` | the subject; else `--subject`, else the template's |
//! | `method` | code of list `yhteydenottotapa`; else `--method`. Not with a template, which knows its own |
//! | `next` | the client's next time, `14.12.2026 9.30`: booked with the note, where the client has none |
//! | `no_next` | why none is needed; a template that takes an interview away needs one of the two |
//! | `confirmed` | `true`: write it although the same was written today (or `--confirmed`) |
//! | `not_health` | `true`: a word in it that may tell of health does not (or `--not-health`) |
//! | `ref` | anything; comes back in the confirmation |
//!
//! The confirmation `{"ok":true,"line":…,"ref":…,"record":…,"effects":[…]}` is written when the note is durable on
//! the disk, and handed over before the next line is read. A line without a confirmation may have been written or
//! not: who stops this program in the middle of a line looks with `show --kind contact` before sending it again.

use super::data;
use super::find::{Each, each_line, log_in};
use super::output::Out;
use super::show::{ask, astray};
use super::{Done, Failure, Host, args};
use crate::desk::api::{Base, Message, Note, Refusal, Reply, Request, SaveForm, Yes};
use crate::desk::script::{Ground, Script};
use crate::register::kinds::by_name;
use crate::register::{Id, Kind, Value, time};
use clap::ArgMatches;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

/// What stands on the command line for every note.
#[derive(Clone, Default)]
struct Common {
    template: Option<u8>,
    subject: Option<String>,
    method: Option<String>,
    confirmed: bool,
    not_health: bool,
}

/// One note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    client: String,
    text: Option<String>,
    template: Option<u8>,
    subject: Option<String>,
    method: Option<String>,
    next: Option<String>,
    no_next: Option<String>,
    #[serde(default)]
    confirmed: bool,
    #[serde(default)]
    not_health: bool,
    #[serde(default, rename = "ref")]
    reference: Json,
}

/// Writes a note for every line of standard input.
pub fn run(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let ground = args::ground(matches)?;
    let common = Common {
        template: matches.get_one::<u8>("template").copied(),
        subject: args::text(matches, "subject").map(str::to_owned),
        method: args::text(matches, "method").map(str::to_owned),
        confirmed: matches.get_flag("confirmed"),
        not_health: matches.get_flag("not-health"),
    };
    let (asked, script) = log_in(matches, out, host)?;
    let mut number = 0u64;
    each_line(asked, script, out, "cli-ask-note", |script, line| {
        number += 1;
        let wanted = read(line)?;
        let (record, effects) = write(script, ground, &common, &wanted)?;
        confirm(out, number, &wanted, record, &effects)
    })
}

/// What a key of the JSON object takes.
type Takes = (&'static str, fn(&Json) -> bool);

const TEXT: Takes = ("text", |v| v.is_string() || v.is_null());
const DIGIT: Takes = ("digit", |v| v.as_u64().is_some_and(|n| n <= 9) || v.is_null());
const FLAG: Takes = ("flag", Json::is_boolean);
const ANYTHING: Takes = ("anything", |_| true);

/// The keys of the JSON object.
const KEYS: [(&str, Takes); 10] = [
    ("client", ("text", Json::is_string)),
    ("text", TEXT),
    ("template", DIGIT),
    ("subject", TEXT),
    ("method", TEXT),
    ("next", TEXT),
    ("no_next", TEXT),
    ("confirmed", FLAG),
    ("not_health", FLAG),
    ("ref", ANYTHING),
];

/// The first thing that is wrong with the keys of an object: which key it is. No value is repeated.
fn wrong(read: &Map<String, Json>) -> Option<Message> {
    if let Some(unknown) = read.keys().find(|name| KEYS.iter().all(|(key, _)| key != name)) {
        let values = KEYS.map(|(key, _)| key).join(", ");
        let name: String = unknown.chars().take(LONGEST_KEY).collect();
        return Some(Message::new("cli-note-json-key").with("name", name).with("values", values));
    }
    let misfit = KEYS.iter().find(|(key, (_, fits))| read.get(*key).is_some_and(|value| !fits(value)));
    if let Some((key, (takes, _))) = misfit {
        return Some(Message::new("cli-note-json-type").with("name", *key).with("takes", *takes));
    }
    (!read.contains_key("client")).then(|| Message::new("cli-note-json-client"))
}

/// Characters of an unknown key that are told.
const LONGEST_KEY: usize = 40;

fn read(line: &str) -> Result<Wanted, Failure> {
    if line.trim_start().starts_with('{') {
        let read: Map<String, Json> =
            serde_json::from_str(line).map_err(|_| Failure::message("cli-note-json"))?;
        if let Some(message) = wrong(&read) {
            return Err(Failure::Said(message));
        }
        return serde_json::from_value(Json::Object(read)).map_err(|_| Failure::message("cli-note-json"));
    }
    let (client, text) = line.split_once('\t').ok_or_else(|| Failure::message("cli-note-line"))?;
    Ok(Wanted {
        client: client.to_owned(),
        text: Some(text.to_owned()),
        template: None,
        subject: None,
        method: None,
        next: None,
        no_next: None,
        confirmed: false,
        not_health: false,
        reference: Json::Null,
    })
}

fn write(
    script: &mut Script,
    ground: Ground,
    common: &Common,
    wanted: &Wanted,
) -> Result<(Id, Vec<Message>), Failure> {
    let person = script.client(&wanted.client)?;
    script.open(person, ground)?;
    // A yes to one question is none to another one, which the caller may not have thought of.
    let mut yes = Yes::default();
    if wanted.confirmed || common.confirmed {
        yes.add(Yes::AGAIN);
    }
    if wanted.not_health || common.not_health {
        yes.add(Yes::HEALTH);
    }
    let subject = wanted.subject.clone().or_else(|| common.subject.clone());
    let method = wanted.method.clone().or_else(|| common.method.clone());
    let template = match (wanted.template, &wanted.method) {
        (Some(digit), _) => Some(digit),
        (None, Some(_)) => None,
        (None, None) => common.template,
    };
    let request = match template {
        Some(digit) => by_template(script, digit, subject, wanted, yes)?,
        None => plain(script, subject, method, wanted, yes)?,
    };
    match ask(script, request)? {
        Reply::Saved { record, effects } => Ok((record, effects)),
        _ => Err(astray().into()),
    }
}

fn by_template(
    script: &mut Script,
    digit: u8,
    subject: Option<String>,
    wanted: &Wanted,
    yes: Yes,
) -> Result<Request, Failure> {
    let Reply::Templates(templates) = ask(script, Request::Templates)? else { return Err(astray().into()) };
    let template = templates
        .into_iter()
        .find(|t| t.digit == digit)
        .ok_or(Refusal::Cannot(Message::new("error-note-unknown")))?;
    if template.acceptance {
        // Gone through together, with a tick: not a thing for a script.
        return Err(Failure::message("cli-note-acceptance"));
    }
    let next = wanted.next.as_deref().map(|text| moment(text, script)).transpose()?;
    Ok(Request::Note(Note {
        template: digit,
        subject: subject.unwrap_or(template.subject),
        text: wanted.text.clone().unwrap_or(template.text),
        reminder: template.reminder,
        next,
        no_next: wanted.no_next.clone(),
        acceptance: None,
        yes,
    }))
}

/// A moment as a person would type it.
fn moment(text: &str, script: &mut Script) -> Result<i64, Failure> {
    let now = script.session()?.now();
    time::parse(text, now).map_err(|fault| Failure::message(fault.id()))
}

/// A contact without a template: the form with its own suggestions, and what the line says.
fn plain(
    script: &mut Script,
    subject: Option<String>,
    method: Option<String>,
    wanted: &Wanted,
    yes: Yes,
) -> Result<Request, Failure> {
    if wanted.next.is_some() || wanted.no_next.is_some() {
        return Err(Failure::message("cli-note-next"));
    }
    let kind = contact()?;
    let Reply::Form(form) = ask(script, Request::Form { kind, record: None })? else {
        return Err(astray().into());
    };
    let mut values: Vec<(u16, Option<Value>)> =
        form.fields.iter().filter_map(|f| Some((f.number, Some(f.suggested.clone()?)))).collect();
    for (name, text) in [("subject", &subject), ("method", &method), ("text", &wanted.text)] {
        if let (Some(field), Some(text)) = (kind.field(name), text) {
            values.retain(|(number, _)| *number != field.number);
            values.push((field.number, Some(Value::from(text.as_str()))));
        }
    }
    let base: Base = form.base;
    Ok(Request::Save(SaveForm { kind, record: None, values, base, yes }))
}

/// The kind that a note is.
pub fn contact() -> Result<&'static Kind, Failure> {
    by_name("contact").ok_or_else(|| astray().into())
}

fn confirm(out: &Out, line: u64, wanted: &Wanted, record: Id, effects: &[Message]) -> Each {
    if out.json {
        let effects: Vec<Json> = effects.iter().map(|e| data::message(out, e)).collect();
        return out.json(&json!({
            "ok": true, "line": line, "ref": wanted.reference, "record": record.to_string(), "effects": effects,
        }));
    }
    let done =
        Message::new("cli-note-done").with("line", line.to_string()).with("record", record.to_string());
    let sentences: Vec<String> = effects.iter().map(|e| out.sentence(e)).collect();
    out.line(format!("{} {}", out.sentence(&done), sentences.join(" ")).trim_end())
}
