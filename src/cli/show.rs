//! `luukku show`: the card of each client named on standard input, or with `--kind` the records of that kind. The
//! file is opened as at the counter: with how the client was identified, or with a relation that is there already.
//!
//! A kind that is read for a typed reason alone has it in its line, after a tab: a command line is seen by others on
//! the machine, and reasons name what they are about.

use super::find::{Each, each_line, log_in};
use super::fold::pad;
use super::output::Out;
use super::{Done, Failure, Host, args, data};
use crate::desk::api::{Card, Entry, List, Message, Part, Refusal, Reply, Request, Shown};
use crate::desk::dispatch;
use crate::desk::script::Script;
use crate::register::{Id, Kind};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

/// Answers every line of standard input.
pub fn run(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let ground = args::ground(matches)?;
    let kind = args::kind(matches)?;
    let (asked, script) = log_in(matches, out, host)?;
    each_line(asked, script, out, "cli-ask-client", |script, line| {
        let (client, reason) = line.split_once('\t').unwrap_or((line, ""));
        if kind.is_none() && !reason.is_empty() {
            return Err(Failure::message("cli-show-no-reason"));
        }
        let person = script.client(client)?;
        script.open(person, ground)?;
        match kind {
            None => card(script, out),
            Some(kind) => records(script, out, person, kind, reason),
        }
    })
}

/// The reply to a request, or why there is none.
pub fn ask(script: &mut Script, request: Request) -> Result<Reply, Refusal> {
    match dispatch::handle(script.desk(), request) {
        Reply::Refused(refusal) => Err(refusal),
        reply => Ok(reply),
    }
}

/// A reply of another sort than was asked for: a fault of the program.
pub fn astray() -> Refusal {
    Refusal::Fault(Message::new("cli-astray"), "C-REPLY".to_owned())
}

fn card(script: &mut Script, out: &Out) -> Each {
    let Reply::Card(mut card) = ask(script, Request::Card)? else { return Err(astray().into()) };
    for entry in &mut card.latest {
        script.discreet(entry.kind, &mut entry.cells)?;
    }
    for part in card.facts.iter_mut().flat_map(|fact| &mut fact.parts) {
        if let Part::Field(kind, number, shown) = part {
            let mut cells = [(*number, shown.clone())];
            script.discreet(kind, &mut cells)?;
            let [(_, told)] = cells;
            *shown = told;
        }
    }
    if out.json {
        out.json(&card_json(out, &card))?
    } else {
        card_text(out, &card)?
    }
    Ok(())
}

fn card_text(out: &Out, card: &Card) -> Each {
    let client = &card.client;
    let born = client.born.map(crate::register::dates::show).unwrap_or_default();
    out.line(&format!("{}  {born}  {}", client.name, client.hetu.as_deref().unwrap_or("")))?;
    for alert in &client.alerts {
        let mark = if alert.grave { "!!" } else { "!" };
        out.line(&format!("{mark} {}", out.sentence(&alert.message)))?;
    }
    for fact in &card.facts {
        let hidden = |part: &Part| matches!(part, Part::Field(_, _, Shown::Hidden(_)));
        // A line that is hidden says so once, however many fields it has.
        let said = if fact.parts.iter().all(hidden) { 1 } else { fact.parts.len() };
        let parts: Vec<String> = fact.parts.iter().take(said).map(|part| part_text(out, part)).collect();
        let mark = if fact.alert { "!" } else { " " };
        out.line(&format!("{mark} {} {}", pad(&out.words.get(fact.label), 24), parts.join(", ")))?;
    }
    for group in &card.groups {
        let count = group.count.map(|n| n.to_string()).unwrap_or_default();
        out.line(&format!("  {} {} {count}", group.digit, pad(&out.words.get(group.label), 22)))?;
    }
    for entry in &card.latest {
        out.line(&entry_line(out, entry))?;
    }
    if !card.sees_latest {
        out.line(&format!("  {}", out.words.get("card-latest-hidden")))?;
    }
    out.line("")?;
    Ok(())
}

fn part_text(out: &Out, part: &Part) -> String {
    match part {
        Part::Field(kind, number, shown) => match kind.field_number(*number) {
            Some(field) => data::text(out, field, shown),
            None => out.words.get("value-unreadable"),
        },
        Part::Words(message) => out.sentence(message),
        Part::Plain(text) => text.clone(),
    }
}

fn entry_line(out: &Out, entry: &Entry) -> String {
    let cells: Vec<String> = entry
        .cells
        .iter()
        .filter_map(|(number, shown)| Some(data::text(out, entry.kind.field_number(*number)?, shown)))
        .collect();
    // A contact names its officer, who mostly is the one who entered it: once is enough.
    match cells.contains(&entry.entered.by) {
        true => format!("  {}", cells.join("  ")),
        false => format!("  {}  ({})", cells.join("  "), entry.entered.by),
    }
}

fn card_json(out: &Out, card: &Card) -> Json {
    let client = &card.client;
    let alerts: Vec<Json> = client
        .alerts
        .iter()
        .map(|a| json!({ "grave": a.grave, "message": data::message(out, &a.message) }))
        .collect();
    let facts: Vec<Json> = card
        .facts
        .iter()
        .map(|fact| {
            let parts: Vec<Json> = fact
                .parts
                .iter()
                .map(|part| match part {
                    Part::Field(kind, number, shown) => match kind.field_number(*number) {
                        Some(field) => {
                            json!({ "field": format!("{}.{}", kind.name, field.name), "shown": data::json(out, field, shown) })
                        }
                        None => Json::Null,
                    },
                    Part::Words(message) => data::message(out, message),
                    Part::Plain(text) => json!({ "text": text }),
                })
                .collect();
            json!({ "label": fact.label, "text": out.words.get(fact.label), "parts": parts, "alert": fact.alert })
        })
        .collect();
    let groups: Vec<Json> = card
        .groups
        .iter()
        .map(|g| json!({ "label": g.label, "text": out.words.get(g.label), "count": g.count, "alert": g.alert }))
        .collect();
    json!({
        "person": client.person.to_string(),
        "name": client.name,
        "born": client.born.map(data::day),
        "hetu": client.hetu,
        "language": client.language,
        "alerts": alerts,
        "ground": data::message(out, &client.ground),
        "facts": facts,
        "groups": groups,
        // Hidden is not empty: what may not be read is null.
        "latest": card.sees_latest.then(|| card.latest.iter().map(|e| entry_json(out, e)).collect::<Vec<_>>()),
    })
}

fn entry_json(out: &Out, entry: &Entry) -> Json {
    let fields: serde_json::Map<String, Json> = entry
        .cells
        .iter()
        .filter_map(|(number, shown)| {
            let field = entry.kind.field_number(*number)?;
            Some((field.name.to_owned(), data::json(out, field, shown)))
        })
        .collect();
    json!({
        "record": entry.record.to_string(),
        "kind": entry.kind.name,
        "fields": fields,
        "entered_by": entry.entered.by,
        "entered_at": data::moment(entry.entered.at),
        "changed_by": entry.entered.changed.as_ref().map(|(by, _)| by),
        "changed_at": entry.entered.changed.as_ref().map(|(_, at)| data::moment(*at)),
        "waits_national": entry.waits_national,
    })
}

/// Every field of a record that the user may know of, as its form shows them; opening it is a row of the access log.
/// Of a sealed record only what its list shows: each of its values is shown with a reason of its own, at the screen.
fn whole(script: &mut Script, entry: &Entry) -> Result<Vec<(u16, Shown)>, Refusal> {
    if entry.kind.compartment.sealed() {
        return Ok(entry.cells.clone());
    }
    let request = Request::Form { kind: entry.kind, record: Some(entry.record) };
    let Reply::Form(form) = ask(script, request)? else { return Err(astray()) };
    let mut fields: Vec<(u16, Shown)> =
        form.fields.into_iter().map(|field| (field.number, field.shown)).collect();
    script.discreet(entry.kind, &mut fields)?;
    Ok(fields)
}

/// A record with all its fields, its texts in full.
fn whole_json(out: &Out, entry: &Entry, fields: &[(u16, Shown)]) -> Json {
    let all: serde_json::Map<String, Json> = fields
        .iter()
        .filter_map(|(number, shown)| {
            let field = entry.kind.field_number(*number)?;
            Some((field.name.to_owned(), data::whole(out, field, shown)))
        })
        .collect();
    let mut json = entry_json(out, entry);
    if let Some(fields) = json.get_mut("fields") {
        *fields = Json::Object(all);
    }
    json
}

/// What the user may make and not read is told as that, the same whether there is any or not.
fn unreadable(out: &Out, person: Id, kind: &'static Kind) -> Each {
    let message = Message::new("cli-show-unreadable").with("kind", kind.name);
    if out.json {
        return out.json(&json!({
            "person": person.to_string(), "kind": kind.name, "readable": false,
            "message": data::message(out, &message),
        }));
    }
    out.line(&out.sentence(&message))
}

/// Every record of a kind, page by page; of one that is read for a typed reason alone, for this one.
fn records(script: &mut Script, out: &Out, person: Id, kind: &'static Kind, reason: &str) -> Each {
    let mut entries: Vec<Entry> = Vec::new();
    let total = loop {
        let from = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let request = Request::List { kind, from, reason: reason.to_owned() };
        let Reply::List(List { entries: mut page, total, shut, readable, .. }) = ask(script, request)? else {
            return Err(astray().into());
        };
        if !readable {
            return unreadable(out, person, kind);
        }
        if shut {
            return Err(Refusal::Cannot(Message::new("cli-show-reason").with("kind", kind.name)).into());
        }
        let end = page.is_empty();
        for entry in &mut page {
            script.discreet(kind, &mut entry.cells)?;
        }
        entries.extend(page);
        if end || entries.len() >= usize::try_from(total).unwrap_or(usize::MAX) {
            break total;
        }
    };
    if out.json {
        let records = entries
            .iter()
            .map(|e| Ok(whole_json(out, e, &whole(script, e)?)))
            .collect::<Result<Vec<Json>, Refusal>>()?;
        out.json(&json!({
            "person": person.to_string(), "kind": kind.name, "readable": true, "total": total,
            "records": records,
        }))?;
    } else {
        out.line(&format!("{} ({total})", out.words.plural(kind)))?;
        for entry in &entries {
            out.line(&entry_line(out, entry))?;
        }
    }
    Ok(())
}
