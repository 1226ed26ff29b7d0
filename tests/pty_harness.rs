//! The harness of the pseudo-terminal itself, on children that everybody knows: a fault here is no fault of Luukku.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code
)]

mod pty;

use pty::{LIMIT, Pty, bytes_of, count};
use rustix::process::Signal;
use std::time::Duration;

fn shell(script: &str, size: (u16, u16)) -> (Pty, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    (Pty::spawn("/bin/sh", &["-c", script], home.path(), home.path(), size), home)
}

#[test]
fn what_is_typed_is_echoed_and_what_is_written_is_seen() {
    let (mut pty, _home) = shell("cat", (80, 24));
    pty.type_keys("Kävi näyttämässä<enter>");
    pty.wait_until("the echo and the copy", LIMIT, |pty| pty.row(2) == "Kävi näyttämässä");
    assert_eq!(pty.row(1), "Kävi näyttämässä");
    assert_eq!(pty.cursor(), ((3, 1), true));
    pty.kill(Signal::TERM);
    assert!(!pty.wait_exit(LIMIT).success());
}

#[test]
fn the_environment_is_empty_but_for_what_the_test_gives() {
    let (mut pty, home) = shell("env | cut -d= -f1 | sort | tr '\\n' ' '; echo; echo $HOME", (200, 24));
    pty.wait_exit(LIMIT);
    let names = pty.row(1);
    assert!(names.contains("LUUKKU_DIR TERM HOME") || names.contains("HOME LUUKKU_DIR"), "{names}");
    assert!(!names.contains("USER") && !names.contains("CARGO"), "{names}");
    assert_eq!(pty.row(2), home.path().to_string_lossy());
}

#[test]
fn the_size_is_told() {
    let (mut pty, _home) = shell("trap 'stty size' WINCH; stty size; while read -r l; do :; done", (40, 10));
    pty.wait_for("10 40", LIMIT);
    pty.resize(80, 24);
    pty.type_keys("<enter>");
    pty.wait_for("24 80", LIMIT);
}

#[test]
#[should_panic(expected = "asked the terminal")]
fn a_question_to_the_terminal_fails_the_test() {
    let (mut pty, _home) = shell("printf '\\033['; printf '6n'; read -r answer", (80, 24));
    pty.wait_until("the question", LIMIT, |pty| pty::find(pty.raw_bytes(), b"\x1b[6n"));
}

#[test]
#[should_panic(expected = "waited in vain")]
fn text_that_does_not_come_fails_the_test() {
    let (mut pty, _home) = shell("cat", (80, 24));
    pty.wait_for("nothing", Duration::from_millis(50));
}

#[test]
fn keys_are_the_bytes_of_a_terminal() {
    assert_eq!(bytes_of("<f1><f5><f8><f9><f12>"), b"\x1bOP\x1b[15~\x1b[19~\x1b[20~\x1b[24~");
    assert_eq!(bytes_of("<c-y><s-tab><up><del><pgdn>ä<lt>"), "\x19\x1b[Z\x1b[A\x1b[3~\x1b[6~ä<".as_bytes());
    assert_eq!(bytes_of("<s-f6><s-up>"), b"\x1b[17;2~\x1b[1;2A");
    assert_eq!(count("<f3>010594Y9021<enter>1"), 14);
}
