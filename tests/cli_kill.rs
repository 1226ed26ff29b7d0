//! kill -9 at random moments while a script saves notes: every confirmed note is there, none is there twice, the file
//! is whole and the log verifies. `LUUKKU_KILL_ROUNDS` says how often, 10 by default.

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
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::Duration;

const CLERK: &str = "virtanenm";
const CLIENT: &str = "010594Y9032";

#[test]
fn what_was_confirmed_is_there_once_whenever_the_program_is_killed() {
    let rounds: u64 = std::env::var("LUUKKU_KILL_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let office = Practice::new(10, 3);
    let password = office.password(CLERK);
    let dir = office.dir.to_str().unwrap().to_owned();
    let mut random = 0x9e37_79b9_7f4a_7c15u64 ^ u64::from(std::process::id());
    let mut confirmed: Vec<String> = Vec::new();
    let mut cut = 0;
    for round in 0..rounds {
        let mut child = luukku(&[
            "note",
            "--dir",
            &dir,
            "--login",
            CLERK,
            "--password-stdin",
            "--json",
            "--identified",
            "5",
            "--method",
            "36",
            "--subject",
            "x",
            "--confirmed",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let first = password.clone();
        let writer = std::thread::spawn(move || {
            let mut sent = writeln!(stdin, "{first}");
            for number in 0..10_000u32 {
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
        // A moment between the first confirmation and some notes later, or before it: never a wait for its own sake.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let after = (random % 12) as usize;
        let delay = Duration::from_micros(random >> 20 & 0x3fff);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for _ in 0..after {
            match lines.next() {
                Some(Ok(line)) => confirmed.extend(reference(&line)),
                _ => break,
            }
        }
        std::thread::park_timeout(delay);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        cut += usize::from(status.code().is_none());
        // What had been handed over before the kill was confirmed too.
        confirmed.extend(lines.map_while(Result::ok).filter_map(|line| reference(&line)));
        writer.join().unwrap();
    }
    assert!(cut > 0, "nothing was ever killed");

    let list = office.run(
        CLERK,
        &["show", "--identified", "5", "--kind", "contact", "--json"],
        &format!("{CLIENT}\n"),
    );
    assert_eq!(list.code, 0, "{}{}", list.out, list.err);
    let mut there: BTreeMap<String, u32> = BTreeMap::new();
    for record in list.json()[0]["records"].as_array().unwrap() {
        if let Some(subject) = record["fields"]["subject"]["value"].as_str() {
            *there.entry(subject.to_owned()).or_default() += 1;
        }
    }
    assert!(confirmed.len() as u64 >= rounds, "{} notes were confirmed", confirmed.len());
    for name in &confirmed {
        assert_eq!(there.get(name), Some(&1), "note {name}");
    }
    let ours = there
        .iter()
        .filter(|(name, _)| name.contains('-') && name.bytes().all(|b| b == b'-' || b.is_ascii_digit()));
    for (name, times) in ours {
        assert_eq!(*times, 1, "note {name} is there {times} times");
    }
    let doctor = office.run("heinoo", &["doctor", "--json"], "");
    assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
    let log = office.run("laaksop", &["log", "verify", "--json"], "");
    assert_eq!(log.code, 0, "{}{}", log.out, log.err);
}

fn reference(line: &str) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_str(line).ok()?;
    assert_eq!(answer["ok"], true, "{line}");
    Some(answer["ref"].as_str()?.to_owned())
}
