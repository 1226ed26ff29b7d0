//! Figures of the whole program in a pseudo-terminal, beside their baselines, measured in one run on a release build:
//! `cargo bench --bench face`. The practice office has `LUUKKU_BENCH_N` clients (5 000), two fifths of them full.
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

#[path = "../../tests/pty/mod.rs"]
mod pty;

use luukku::vault::kdf::{KdfParams, derive_pk};
use luukku::vault::secret::PasswordText;
use pty::{LIMIT, Pty};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const LUUKKU: &str = env!("CARGO_BIN_EXE_luukku");
/// How often starts and logins are measured.
const RUNS: usize = 10;
/// How long nothing is typed, to see what the program does by itself.
const IDLE: Duration = Duration::from_secs(10);

fn main() {
    let n: u32 = std::env::var("LUUKKU_BENCH_N").ok().and_then(|v| v.parse().ok()).unwrap_or(5_000);
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("office");
    let begun = Instant::now();
    let made = Command::new(LUUKKU)
        .args([
            "demo",
            "--no-open",
            "--json",
            "--clients",
            &n.to_string(),
            "--full",
            &(n * 2 / 5).to_string(),
        ])
        .arg("--dir")
        .arg(&dir)
        .output()
        .unwrap();
    assert!(made.status.success());
    println!("office of {n} clients made in {:.2} s", begun.elapsed().as_secs_f64());
    let printed: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    let clerk = printed["staff"].as_array().unwrap().iter().find(|s| s["role"] == "front_desk").unwrap();
    let (login, password) = (clerk["login"].as_str().unwrap(), clerk["password"].as_str().unwrap());

    first_frame(home.path(), &dir);
    logins(home.path(), &dir, login, password);
    session(home.path(), &dir, login, password);
}

/// From exec to the painted login screen, beside a process that only starts and ends.
fn first_frame(home: &Path, dir: &Path) {
    let mut bare = Vec::new();
    let mut painted = Vec::new();
    for _ in 0..RUNS {
        bare.push(ms(|| assert!(Command::new("/bin/true").status().unwrap().success())));
        painted.push(ms(|| drop(open(home, dir))));
    }
    compare("first frame", &painted, "bare process", &bare);
}

/// From the last Enter of the login to the search, beside the derivation of the password alone.
fn logins(home: &Path, dir: &Path, login: &str, password: &str) {
    let text = PasswordText::from_text(password).unwrap();
    let cost = KdfParams::new(19_456, 2, 1).unwrap(); // as practice offices have it
    let mut alone = Vec::new();
    let mut usable = Vec::new();
    for _ in 0..RUNS {
        alone.push(ms(|| drop(derive_pk(&text, &[7; 16], cost).unwrap())));
        let mut pty = open(home, dir);
        pty.type_keys(&format!("{login}<enter>{password}"));
        usable.push(ms(|| {
            pty.type_keys("<enter>");
            pty.wait_for("Asiakashaku", LIMIT);
        }));
    }
    compare("login to usable search", &usable, "derivation alone", &alone);
    let real = ms(|| drop(derive_pk(&text, &[7; 16], KdfParams::DEFAULT).unwrap()));
    println!("{:32} {real:9.1} ms (a real office's derivation, once)", "");
}

/// Memory after login, what is done while nothing is typed, and from key to picture.
fn session(home: &Path, dir: &Path, login: &str, password: &str) {
    let mut pty = open(home, dir);
    let bare = status(pty.pid(), "VmRSS:");
    pty.type_keys(&format!("{login}<enter>{password}<enter>"));
    pty.wait_for("Asiakashaku", LIMIT);
    let after = status(pty.pid(), "VmRSS:");
    println!(
        "{:32} {:9.1} MiB, at the login screen {:.1} MiB, ratio {:.2}",
        "memory after login",
        after as f64 / 1024.0,
        bare as f64 / 1024.0,
        after as f64 / bare as f64
    );

    let before = (pty.raw_bytes().len(), wakes(pty.pid()), written(pty.pid()));
    let end = Instant::now() + IDLE;
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        pty.pump(left);
    }
    println!(
        "{:32} {:9} bytes to the terminal, {} written in all, {} wake-ups; baseline 0",
        format!("idle for {} s", IDLE.as_secs()),
        pty.raw_bytes().len() - before.0,
        written(pty.pid()) - before.2,
        wakes(pty.pid()) - before.1,
    );

    let mut keys = Vec::new();
    let mut echo = Vec::new();
    for word in ["niskanen", "korhonen", "virtanen", "maija", "aino", "nieminen", "lehtonen", "salonen"] {
        let mut typed = String::new();
        for c in word.chars() {
            typed.push(c);
            keys.push(ms(|| {
                pty.type_keys(&c.to_string());
                pty.wait_for(&typed, LIMIT);
            }));
        }
        for _ in word.chars() {
            pty.type_keys("<bs>");
        }
        pty.wait_gone(word, LIMIT);
    }
    let mut cat = Pty::spawn("/bin/cat", &[], home, dir, (80, 24));
    let mut typed = String::new();
    for c in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz".chars() {
        typed.push(c);
        echo.push(ms(|| {
            cat.type_keys(&c.to_string());
            cat.wait_for(&typed, LIMIT);
        }));
    }
    compare("key to painted, in the search", &keys, "echo of the terminal", &echo);
}

fn open(home: &Path, dir: &Path) -> Pty {
    let mut pty = Pty::spawn(LUUKKU, &["--lang", "fi"], home, dir, (80, 24));
    pty.wait_for("Salasana", LIMIT);
    pty
}

fn ms(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

fn at(times: &[f64], part: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() - 1) as f64 * part).round() as usize]
}

/// A figure, its baseline, and the ratio of their medians.
fn compare(what: &str, times: &[f64], beside: &str, base: &[f64]) {
    println!(
        "{what:32} p50 {:9.2} ms, p99 {:9.2} ms; {beside}: p50 {:.2} ms, p99 {:.2} ms; ratio {:.1}",
        at(times, 0.5),
        at(times, 0.99),
        at(base, 0.5),
        at(base, 0.99),
        at(times, 0.5) / at(base, 0.5)
    );
}

/// A number of `/proc/PID/status`.
fn status(pid: u32, name: &str) -> u64 {
    number(&std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default(), name)
}

fn number(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// How often the threads of a process went to sleep by themselves: each is a wake-up.
fn wakes(pid: u32) -> u64 {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("status")).ok())
        .map(|status| number(&status, "voluntary_ctxt_switches:"))
        .sum()
}

/// Bytes that a process wrote, to files and to the terminal.
fn written(pid: u32) -> u64 {
    number(&std::fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default(), "wchar:")
}
