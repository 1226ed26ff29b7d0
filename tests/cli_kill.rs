//! kill -9 at random moments while a script saves notes, and copies of the office's files taken at random moments:
//! every confirmed note is there, none is there twice, the file is whole and the log verifies. `LUUKKU_KILL_ROUNDS`
//! and `LUUKKU_COPY_ROUNDS` say how often, 10 and 5 by default.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code
)]

mod cli;

use cli::{Practice, luukku};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

const CLERK: &str = "virtanenm";
const CLIENT: &str = "010594Y9032";

fn rounds(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// Random moments, other ones in each run.
struct Moments(u64);

impl Moments {
    fn new() -> Moments {
        Moments(0x9e37_79b9_7f4a_7c15 ^ u64::from(std::process::id()))
    }

    /// After how many confirmations, and how much later than the last of them.
    fn next(&mut self) -> (usize, Duration) {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 % 12) as usize, Duration::from_micros(self.0 >> 20 & 0x3fff))
    }
}

/// A script that saves one note after the other, named `ROUND-NUMBER`, and is told of each that it is saved.
struct Script {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    writer: JoinHandle<()>,
}

impl Script {
    fn start(office: &Practice, round: u64) -> Script {
        let dir = office.dir.to_str().unwrap();
        let asked = ["note", "--dir", dir, "--login", CLERK, "--password-stdin", "--json"];
        let note = ["--identified", "5", "--method", "36", "--subject", "x", "--confirmed"];
        let mut child = luukku(&[asked.as_slice(), &note].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let password = office.password(CLERK);
        let writer = std::thread::spawn(move || {
            let mut sent = writeln!(stdin, "{password}");
            for number in 0..100_000u32 {
                if sent.is_err() {
                    return;
                }
                let name = format!("{round}-{number}");
                sent = writeln!(
                    stdin,
                    "{{\"client\":\"{CLIENT}\",\"subject\":\"{name}\",\"text\":\"{name}\",\"ref\":\"{name}\"}}"
                );
            }
        });
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Script { child, lines, writer }
    }

    /// Goes on until a moment has come; answers what was confirmed on the way.
    fn until(&mut self, (after, later): (usize, Duration)) -> Vec<String> {
        let confirmed = self.lines.by_ref().take(after).map_while(Result::ok);
        let confirmed = confirmed.filter_map(|line| reference(&line)).collect();
        std::thread::park_timeout(later);
        confirmed
    }

    /// Kills it; answers what it confirmed before, and whether it was killed at all.
    fn kill(mut self) -> (Vec<String>, bool) {
        self.child.kill().unwrap();
        let killed = self.child.wait().unwrap().code().is_none();
        // What had been handed over before the kill was confirmed too.
        let confirmed = self.lines.map_while(Result::ok).filter_map(|line| reference(&line)).collect();
        self.writer.join().unwrap();
        (confirmed, killed)
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }
}

#[test]
fn what_was_confirmed_is_there_once_whenever_the_program_is_killed() {
    let rounds = rounds("LUUKKU_KILL_ROUNDS", 10);
    let office = Practice::new(10, 3);
    let mut moments = Moments::new();
    let mut confirmed: Vec<String> = Vec::new();
    let mut cut = 0;
    for round in 0..rounds {
        let mut script = Script::start(&office, round);
        confirmed.extend(script.until(moments.next()));
        let (more, killed) = script.kill();
        confirmed.extend(more);
        cut += usize::from(killed);
    }
    assert!(cut > 0, "nothing was ever killed");
    assert!(confirmed.len() as u64 >= rounds, "{} notes were confirmed", confirmed.len());
    sound(&office, &office.dir, &confirmed);
}

/// The writer stands still while its files are copied, so that a copy is what a power cut would have left.
#[test]
fn a_copy_of_the_files_at_any_moment_holds_what_was_confirmed() {
    let office = Practice::new(10, 3);
    let mut moments = Moments::new();
    let mut confirmed: Vec<String> = Vec::new();
    let mut script = Script::start(&office, 0);
    for _ in 0..rounds("LUUKKU_COPY_ROUNDS", 5) {
        confirmed.extend(script.until(moments.next()));
        script.signal(Signal::STOP);
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        copy_office(&office.dir, &copy);
        sound(&office, &copy, &confirmed);
        script.signal(Signal::CONT);
    }
    let (more, killed) = script.kill();
    assert!(killed, "the script came to its end");
    confirmed.extend(more);
    sound(&office, &office.dir, &confirmed);
}

/// Copies database, write-ahead log and what lies beside them; not the memory that the log shares with readers, which
/// no power cut leaves.
fn copy_office(from: &Path, to: &Path) {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Every confirmed note is there, none twice; the file is whole and the log verifies.
fn sound(office: &Practice, dir: &Path, confirmed: &[String]) {
    let show = ["show", "--identified", "5", "--kind", "contact", "--json"];
    let list = office.run_in(dir, CLERK, &show, &format!("{CLIENT}\n"));
    assert_eq!(list.code, 0, "{}{}", list.out, list.err);
    let mut there: BTreeMap<String, u32> = BTreeMap::new();
    for record in list.json()[0]["records"].as_array().unwrap() {
        if let Some(subject) = record["fields"]["subject"]["value"].as_str() {
            *there.entry(subject.to_owned()).or_default() += 1;
        }
    }
    for name in confirmed {
        assert_eq!(there.get(name), Some(&1), "note {name}");
    }
    let ours = there
        .iter()
        .filter(|(name, _)| name.contains('-') && name.bytes().all(|b| b == b'-' || b.is_ascii_digit()));
    for (name, times) in ours {
        assert_eq!(*times, 1, "note {name} is there {times} times");
    }
    let doctor = office.run_in(dir, "heinoo", &["doctor", "--json"], "");
    assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
    let log = office.run_in(dir, "laaksop", &["log", "verify", "--json"], "");
    assert_eq!(log.code, 0, "{}{}", log.out, log.err);
}

fn reference(line: &str) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_str(line).ok()?;
    assert_eq!(answer["ok"], true, "{line}");
    Some(answer["ref"].as_str()?.to_owned())
}
