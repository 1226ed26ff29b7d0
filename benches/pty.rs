//! What a person at the terminal waits for: the first frame, and the bytes after a key, through a pseudo-terminal.
//! Each figure stands beside the same thing done by a program that does nothing else (a shell, `cat`).
//!
//! `cargo bench --bench pty`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    dead_code
)]

#[path = "../tests/pty/mod.rs"]
mod pty;

use pty::office::{LUUKKU, Office};
use pty::{LIMIT, Pty, find};
use std::time::Instant;

const FRAME: &[u8] = b"\x1b[?2026l";

fn main() {
    let office = Office::new();
    let home = tempfile::tempdir().unwrap();
    let first = |program: &str, args: &[&str], mark: &[u8]| {
        times(40, || {
            let begin = Instant::now();
            let mut pty = Pty::spawn(program, args, home.path(), office.dir(), (80, 24));
            pty.wait_until("the first frame", LIMIT, |pty| find(pty.raw_bytes(), mark));
            begin.elapsed().as_secs_f64()
        })
    };
    let luukku = first(LUUKKU, &[], FRAME);
    let shell = first("/bin/sh", &["-c", "printf READY"], b"READY");
    show("exec to first frame", &luukku, "sh, printf", &shell);

    for size in [(80, 24), (120, 40), (200, 60)] {
        let office = Office::new(); // a draft of the round before would be offered
        let mut pty = office.open(size);
        office.type_login(&mut pty, "front_desk");
        pty.wait_for("Asiakashaku", LIMIT);
        pty.type_keys("niskanen osk<enter>1");
        pty.wait_for("Asiakaskortti", LIMIT);
        pty.type_keys("1<enter>");
        pty.wait_for("Yhteystiedot: muokkaa", LIMIT);
        let before = pty.raw_bytes().len();
        let keys = 400;
        let mut last = 0;
        let form = times(keys, || {
            last += 1;
            key(&mut pty, if last % 40 == 0 { "<c-u>" } else { "a" }, FRAME)
        });
        let bytes = (pty.raw_bytes().len() - before) / keys;
        let mut cat = Pty::spawn("/bin/cat", &[], home.path(), office.dir(), size);
        let echo = times(keys, || key(&mut cat, "a", b"a"));
        show(&format!("key in a form to bytes, {}x{}", size.0, size.1), &form, "cat, echo", &echo);
        println!("{:>44}  {bytes} bytes a key", "");
        pty.type_keys("<f3>");
        pty.wait_for("Asiakashaku", LIMIT);
    }
}

/// One key to the mark in the output, in seconds.
fn key(pty: &mut Pty, script: &str, mark: &[u8]) -> f64 {
    let at = pty.raw_bytes().len();
    let begin = Instant::now();
    pty.type_keys(script);
    pty.wait_until("the bytes of a key", LIMIT, |pty| find(&pty.raw_bytes()[at..], mark));
    begin.elapsed().as_secs_f64()
}

fn times(n: usize, mut once: impl FnMut() -> f64) -> Vec<f64> {
    let mut all: Vec<f64> = (0..n).map(|_| once()).collect();
    all.sort_by(f64::total_cmp);
    all
}

fn show(what: &str, figure: &[f64], beside: &str, baseline: &[f64]) {
    let at = |all: &[f64], part: f64| all[((all.len() - 1) as f64 * part) as usize] * 1e3;
    println!(
        "{what:>44}  p50 {:6.2} ms  p99 {:6.2} ms   {beside}: p50 {:5.2} ms  p99 {:5.2} ms   ratio p50 {:.1}",
        at(figure, 0.5),
        at(figure, 0.99),
        at(baseline, 0.5),
        at(baseline, 0.99),
        at(figure, 0.5) / at(baseline, 0.5)
    );
}
