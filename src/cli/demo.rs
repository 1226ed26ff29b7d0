//! `luukku demo`: the practice office, made if it is not there, and opened. Its staff are shown with their passwords:
//! nothing in it is anybody's. Where it is opened afterwards another process makes it, because a terminal keeps to its
//! memory for the whole day. One that is there stays as it is: who asks for other clients than it has is told so.

use super::fold::pad;
use super::output::Out;
use super::{Done, End, Failure, args};
use crate::demo::write::{self, Written};
use crate::demo::{self, Office};
use crate::desk::api::Message;
use crate::desk::backup::MANIFEST;
use crate::desk::practice::{self, NewStaff, Practice, PracticePlan};
use crate::desk::world;
use crate::register::words::{Lang, Words};
use clap::ArgMatches;
use clap::parser::ValueSource;
use serde_json::json;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Makes the practice office, if need be, and opens it.
pub fn run(matches: &ArgMatches, out: &Out, lang: Lang) -> Done {
    let folder = match matches.get_one::<std::path::PathBuf>("dir") {
        Some(dir) => dir.clone(),
        None => args::standard_folder()?.join("practice"),
    };
    let no_open = matches.get_flag("no-open");
    if out.json && !no_open {
        return Err(Failure::Usage(Message::new("cli-usage-json-no-open")));
    }
    if matches.get_flag("reset") && folder.exists() {
        practice::remove(&folder)?;
    }
    if folder.exists() && !world::is_office(&folder) {
        // Nothing of somebody else's is ever written over.
        let message = Message::new("cli-demo-folder").with("folder", folder.display().to_string());
        return Err(Failure::Said(message));
    }
    if folder.join(MANIFEST).exists() {
        // It has the sign of its office, and nothing that opens it.
        let message = Message::new("cli-demo-backup").with("folder", folder.display().to_string());
        return Err(Failure::Said(message));
    }
    let there = folder.exists();
    if !there && no_open {
        make(matches, out, &folder)?;
    } else if !there && !practice::make_apart(&again(matches, lang, &folder))? {
        return Ok(End::Exit(1));
    }
    let staff = practice::staff(&folder)?;
    if staff.is_empty() {
        return Err(Failure::message("error-not-practice"));
    }
    practice::opens(&folder)?;
    if let Some(plan) = practice::plan(&folder)?.filter(|plan| there && differs(matches, *plan)) {
        let message = Message::new("cli-demo-there")
            .with("folder", folder.display().to_string())
            .with("clients", plan.clients.to_string())
            .with("full", plan.full.to_string())
            .with("seed", plan.seed.to_string());
        if !no_open {
            // The screens would cover the sentence.
            return Err(Failure::Said(message));
        }
        out.aside(&out.sentence(&message));
    }
    if !no_open {
        return Ok(End::Screens { folder, lang });
    }
    let shown = std::fs::canonicalize(&folder).unwrap_or(folder);
    if out.json {
        let staff: Vec<_> = staff
            .iter()
            .map(|s| json!({ "login": s.login, "role": s.role, "password": s.password }))
            .collect();
        out.json(&json!({ "dir": shown.display().to_string(), "staff": staff }))?;
    } else {
        out.line(&out.sentence(&Message::new("cli-demo-ready").with("folder", shown.display().to_string())))?;
        for s in &staff {
            out.line(&format!("  {}  {}  {}", pad(&s.login, 12), pad(&s.password, 48), out.role(&s.role)))?;
        }
    }
    Ok(End::Exit(0))
}

/// Whether an option was given.
fn asked_for(matches: &ArgMatches, name: &str) -> bool {
    matches.value_source(name) == Some(ValueSource::CommandLine)
}

/// What the command line asks for, defaults among it.
fn wanted(matches: &ArgMatches) -> PracticePlan {
    let number = |name: &str| matches.get_one::<u32>(name).copied().unwrap_or(0);
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or(1);
    PracticePlan { clients: number("clients"), full: number("full"), seed }
}

/// Whether the command line asks for something else than the office that is there.
fn differs(matches: &ArgMatches, there: PracticePlan) -> bool {
    let wanted = wanted(matches);
    asked_for(matches, "clients") && wanted.clients != there.clients
        // More than there are clients were never made.
        || asked_for(matches, "full") && wanted.full.min(there.clients) != there.full
        || asked_for(matches, "seed") && wanted.seed != there.seed
}

/// The command line that makes the same office and stops.
fn again(matches: &ArgMatches, lang: Lang, folder: &Path) -> Vec<OsString> {
    let mut line: Vec<OsString> =
        ["--lang", lang.code(), "demo", "--no-open", "--dir"].map(OsString::from).into();
    line.push(folder.into());
    let PracticePlan { clients, full, seed } = wanted(matches);
    for (name, value) in
        [("clients", clients.to_string()), ("full", full.to_string()), ("seed", seed.to_string())]
    {
        if asked_for(matches, name) {
            line.extend([format!("--{name}").into(), value.into()]);
        }
    }
    line
}

fn make(matches: &ArgMatches, out: &Out, folder: &Path) -> Result<(), Failure> {
    let PracticePlan { clients, full, seed } = wanted(matches);
    let today = world::today();
    let office = Office::new(seed, today);
    let plan = demo::office(seed, today, clients, full);
    if asked_for(matches, "full") && full > plan.clients {
        let message = Message::new("cli-demo-full").with("clients", plan.clients.to_string());
        out.aside(&out.sentence(&message));
    }
    // The office is the same whatever the language of the screen.
    let names = Words::full(Lang::Fi);
    let mut bar = Bar::new(out, u64::from(plan.clients));
    let practice = Practice {
        office: names.get("cli-demo-office"),
        machine: names.get("cli-demo-machine"),
        units: office.units().iter().map(|u| (u.id, u.fi.to_owned())).collect(),
        staff: office
            .staff()
            .iter()
            .map(|s| NewStaff {
                id: s.id,
                login: s.login.clone(),
                name: format!("{} {}", s.first_name, s.surname),
                role: s.role.to_owned(),
                unit: s.unit,
                password: s.password.clone(),
                own_hetu: office.own_code(s.id),
            })
            .collect(),
        plan: PracticePlan { clients: plan.clients, full: plan.full, seed },
    };
    let written = practice::make(folder, &practice, |pen| {
        let both = (pen.world, pen.entropy);
        write::fill(pen.store, pen.keys, (&office, &plan), pen.by, both, &mut |so_far| bar.show(so_far))
    })?;
    bar.end(written);
    Ok(())
}

/// How long it takes still, with units.
fn left_of(seconds: u64) -> String {
    match seconds / 60 {
        0 => format!("{seconds} s"),
        minutes => format!("{minutes} min {} s", seconds % 60),
    }
}

/// The progress bar on standard error.
struct Bar<'o> {
    out: &'o Out,
    all: u64,
    began: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

impl<'o> Bar<'o> {
    fn new(out: &'o Out, all: u64) -> Bar<'o> {
        let terminal = std::io::stderr().is_terminal();
        Bar { out, all, began: Instant::now(), shown: None, terminal }
    }

    fn show(&mut self, written: Written) {
        let every = if self.terminal { Duration::from_millis(100) } else { Duration::from_secs(10) };
        if self.shown.unwrap_or(self.began).elapsed() < every {
            return;
        }
        self.shown = Some(Instant::now());
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = written.clients as f64 / seconds.max(0.001);
        let left = (self.all.saturating_sub(written.clients)) as f64 / rate.max(0.001);
        let text = self.out.sentence(
            &Message::new("cli-demo-progress")
                .with("done", written.clients.to_string())
                .with("all", self.all.to_string())
                .with("rate", format!("{:.0}", written.records as f64 / seconds.max(0.001)))
                .with("left", left_of(left as u64)),
        );
        if self.terminal {
            let cells = 24 * written.clients / self.all.max(1);
            let bar: String = (0..24).map(|i| if i < cells { '█' } else { '░' }).collect();
            let _ = write!(std::io::stderr().lock(), "\r{bar} {text}\u{1b}[K");
        } else {
            self.out.aside(&text);
        }
    }

    fn end(&self, written: Written) {
        if self.terminal && self.shown.is_some() {
            let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K");
        }
        let seconds = self.began.elapsed().as_secs_f64();
        self.out.aside(
            &self.out.sentence(
                &Message::new("cli-demo-made")
                    .with("clients", written.clients.to_string())
                    .with("records", written.records.to_string())
                    .with("seconds", format!("{seconds:.1}").replace('.', ",")),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_has_its_units() {
        assert_eq!((left_of(5).as_str(), left_of(125).as_str()), ("5 s", "2 min 5 s"));
    }
}
