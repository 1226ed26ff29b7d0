//! What a person at the terminal waits for, measured on the whole program in a pseudo-terminal, each figure beside
//! its baseline in the same run: `cargo bench --bench face [-- NAME...]`, NAME one of frame, login, search, card, form.
//!
//! The office is the one of `--bench store`: `LUUKKU_BENCH_N` persons (1 000 000), made once and kept in the cache
//! folder.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code
)]
#![allow(missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod proc;
#[path = "../../tests/pty/mod.rs"]
mod pty;

use common::Times;
use common::office::{self, BUSY_NAME, LUUKKU, Office};
use luukku::vault::kdf::{KdfParams, derive_pk};
use luukku::vault::secret::PasswordText;
use pty::{LIMIT, Pty, find};
use std::time::{Duration, Instant};

/// The end of a painted frame.
const FRAME: &[u8] = b"\x1b[?2026l";
/// What the search says while it looks.
const LOOKING: &str = "Haetaan…";
/// Deadlines that a login leaves (view rows made durable, the write-ahead log folded) are over by then.
const SETTLED: Duration = Duration::from_secs(5);
/// How long nothing is typed after that, to see what the program does by itself.
const IDLE: Duration = Duration::from_secs(20);

/// An office of the bench's own and a home for its user.
struct Desk {
    home: tempfile::TempDir,
    office: Office,
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let home = tempfile::tempdir_in(office::cache()).unwrap();
    let office = Office::of_n().copy(home.path());
    let desk = Desk { home, office };
    drop(desk.log_in((80, 24))); // the first login of a practice office strengthens the password's slot
    let first: fn(&Desk) = frame;
    for (name, run) in
        [("frame", first), ("login", login), ("search", search), ("card", card), ("form", form)]
    {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            run(&desk);
        }
    }
}

impl Desk {
    fn open(&self, size: (u16, u16)) -> Pty {
        let mut pty = Pty::spawn(LUUKKU, &["--lang", "fi"], self.home.path(), &self.office.dir, size);
        pty.wait_for("Salasana", LIMIT);
        pty
    }

    fn log_in(&self, size: (u16, u16)) -> Pty {
        let mut pty = self.open(size);
        pty.type_keys(&format!("{}<enter>{}<enter>", self.office.login, self.office.password));
        pty.wait_for("Asiakashaku", LIMIT);
        pty
    }
}

/// From exec to the painted login screen, beside a shell that prints a word.
fn frame(desk: &Desk) {
    let first = |program: &str, args: &[&str], mark: &[u8]| {
        let mut times = Times::new();
        for _ in 0..40 {
            let begin = Instant::now();
            let mut pty = Pty::spawn(program, args, desk.home.path(), &desk.office.dir, (80, 24));
            pty.wait_until("the first frame", LIMIT, |pty| find(pty.raw_bytes(), mark));
            times.0.push(begin.elapsed().as_secs_f64() * 1e3);
        }
        times
    };
    let ours = first(LUUKKU, &[], FRAME);
    let shell = first("/bin/sh", &["-c", "printf READY"], b"READY");
    show("exec to first frame (floor 20, aim 12)", &ours, "sh, printf", &shell);
}

/// From the last Enter of the login to the search, beside the derivation of the password alone; memory; idleness.
fn login(desk: &Desk) {
    let text = PasswordText::from_text(&desk.office.password).unwrap();
    let (mut alone, mut usable) = (Times::new(), Times::new());
    for _ in 0..20 {
        alone.time(|| drop(derive_pk(&text, &[7; 16], KdfParams::DEFAULT).unwrap()));
        let mut pty = desk.open((80, 24));
        pty.type_keys(&format!("{}<enter>{}", desk.office.login, desk.office.password));
        usable.time(|| {
            pty.type_keys("<enter>");
            pty.wait_for("Asiakashaku", LIMIT);
        });
    }
    show("login to usable search", &usable, "derivation alone", &alone);
    println!("{:>44}  {:+.1} ms over the derivation (floor 100, aim 30)", "", usable.at(0.5) - alone.at(0.5));

    let mut pty = desk.open((80, 24));
    let before = proc::memory(pty.pid());
    pty.type_keys(&format!("{}<enter>{}<enter>", desk.office.login, desk.office.password));
    pty.wait_for("Asiakashaku", LIMIT);
    let after = proc::memory(pty.pid());
    println!(
        "{:>44}  {after:.1} MiB (floor 64, aim 40); at the login screen {before:.1} MiB, ratio {:.1}",
        "memory after login",
        after / before
    );

    pump(&mut pty, SETTLED);
    let begun = (pty.raw_bytes().len(), proc::written(pty.pid()), proc::wakes(pty.pid()));
    pump(&mut pty, IDLE);
    println!(
        "{:>44}  {} bytes to the terminal, {} bytes written in all, {} wake-ups (floor: none)",
        format!("idle for {} s", IDLE.as_secs()),
        pty.raw_bytes().len() - begun.0,
        proc::written(pty.pid()) - begun.1,
        proc::wakes(pty.pid()) - begun.2,
    );
}

/// The committed queries, typed: from the last letter to the painted result, beside the echo of the terminal. Cold:
/// the first time in a session that has asked nothing.
fn search(desk: &Desk) {
    let mut pty = desk.log_in((80, 24));
    let lines = include_str!("../queries.tsv").lines().skip(1);
    let texts: Vec<&str> = lines.filter_map(|line| line.split_once('\t')).map(|(_, text)| text).collect();
    let (mut cold, mut warm, mut echo) = (Times::new(), Times::new(), Times::new());
    for round in 0..2 {
        for text in &texts {
            let last = text.char_indices().last().map_or(0, |(at, _)| at);
            let (before, key) = text.split_at(last);
            if !line(&pty).is_empty() {
                pty.type_keys("<esc>");
                pty.wait_until("an empty line", LIMIT, |pty| painted(pty, ""));
            }
            pty.type_keys(before);
            pty.wait_until(&format!("the hits of {before:?} before {key:?}"), LIMIT, |pty| {
                painted(pty, before.trim_end())
            });
            let times = if round == 0 { &mut cold } else { &mut warm };
            times.time(|| {
                pty.type_keys(key);
                pty.wait_until("the hits", LIMIT, |pty| painted(pty, text));
            });
        }
    }
    let mut cat = Pty::spawn("/bin/cat", &[], desk.home.path(), &desk.office.dir, (80, 24));
    let mut typed = String::new();
    for letter in ('a'..='z').cycle().take(70) {
        typed.push(letter);
        echo.time(|| {
            cat.type_keys(&letter.to_string());
            cat.wait_for(&typed, LIMIT);
        });
    }
    show("key to painted hits, cold (p50 3, p99 16)", &cold, "cat, echo", &echo);
    show("key to painted hits, warm (p99 aim 5)", &warm, "cat, echo", &echo);
}

/// The text of the search line, without the kind it was taken for.
fn line(pty: &Pty) -> String {
    let line = pty.row(3);
    let text = line.trim_start().trim_start_matches("Hae").trim_start();
    text.split("  ").next().unwrap_or_default().to_owned()
}

/// Whether the hits of just this text are on the screen.
fn painted(pty: &Pty, text: &str) -> bool {
    line(pty) == text && !pty.screen().contains(LOOKING)
}

/// The card of a client with 2 000 events, and a visit noted on it, from the last key to the painted answer.
fn card(desk: &Desk) {
    let mut pty = desk.log_in((80, 24));
    let (mut opened, mut saved, mut drawn) = (Times::new(), Times::new(), Times::new());
    for round in 0..60 {
        pty.type_keys(BUSY_NAME);
        pty.type_keys("<enter>");
        pty.wait_for("Miten tunnistettu", LIMIT);
        opened.time(|| {
            pty.type_keys("1");
            pty.wait_for("Asiakaskortti", LIMIT);
        });
        // The same screen once more, with nothing to read.
        pty.type_keys("<f8>");
        pty.wait_gone("Asiakaskortti", LIMIT);
        drawn.time(|| {
            pty.type_keys("<f8>");
            pty.wait_for("Asiakaskortti", LIMIT);
        });
        pty.type_keys("<c-y>4");
        pty.wait_for("Tallennus tekee", LIMIT);
        if round > 0 {
            // The same client, template and day are asked about.
            pty.type_keys("<f9>");
            pty.wait_for("Tallenna silti", LIMIT);
        }
        saved.time(|| {
            pty.type_keys("<f9>");
            pty.wait_until("the answer", LIMIT, |pty| !pty.screen().contains("Tallennus tekee"));
        });
        pty.type_keys("<f3>");
        pty.wait_for("Asiakashaku", LIMIT);
    }
    show("open a card of 2000 events (p99 16, aim 8)", &opened, "the card drawn again", &drawn);
    show("save a note, durable (p99 20)", &saved, "the card drawn again", &drawn);
}

/// A key in a form to its bytes, at three sizes.
fn form(desk: &Desk) {
    for (round, size) in [(80, 24), (120, 40), (200, 60)].into_iter().enumerate() {
        let mut pty = desk.log_in(size);
        pty.type_keys(BUSY_NAME);
        pty.type_keys("<enter>1");
        pty.wait_for("Asiakaskortti", LIMIT);
        pty.type_keys("1<enter>");
        if round > 0 {
            pty.wait_for("luonnos", LIMIT); // of the size before
            pty.type_keys("<del>");
            pty.wait_gone("luonnos", LIMIT);
        }
        pty.wait_for("Yhteystiedot: ", LIMIT);
        let before = pty.raw_bytes().len();
        let (mut ours, mut echo) = (Times::new(), Times::new());
        let keys = 400;
        for n in 1..=keys {
            let script = if n % 40 == 0 { "<c-u>" } else { "a" };
            key(&mut pty, script, FRAME, &mut ours);
        }
        let bytes = (pty.raw_bytes().len() - before) / keys;
        let mut cat = Pty::spawn("/bin/cat", &[], desk.home.path(), &desk.office.dir, size);
        for _ in 0..keys {
            key(&mut cat, "a", b"a", &mut echo);
        }
        let what = format!("key in a form, {}x{} (p99 10), {bytes} B a key", size.0, size.1);
        show(&what, &ours, "cat, echo", &echo);
        pty.type_keys("<f3>");
        pty.wait_for("Asiakashaku", LIMIT);
    }
}

/// One key to the mark in the output.
fn key(pty: &mut Pty, script: &str, mark: &[u8], times: &mut Times) {
    let at = pty.raw_bytes().len();
    times.time(|| {
        pty.type_keys(script);
        pty.wait_until("the bytes of a key", LIMIT, |pty| find(&pty.raw_bytes()[at..], mark));
    });
}

fn pump(pty: &mut Pty, time: Duration) {
    let end = Instant::now() + time;
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        pty.pump(left);
    }
}

/// A figure, its baseline, and the ratio of their medians.
fn show(what: &str, times: &Times, beside: &str, base: &Times) {
    println!(
        "{what:>44}  p50 {:7.2} ms  p99 {:7.2} ms   {beside}: p50 {:.2} ms  p99 {:.2} ms   ratio {:.1}",
        times.at(0.5),
        times.at(0.99),
        base.at(0.5),
        base.at(0.99),
        times.at(0.5) / base.at(0.5)
    );
}
