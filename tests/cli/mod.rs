//! What the tests of the scripted face share: the real program in a folder of its own, and a small practice office.
#![allow(dead_code)] // not every test uses every helper

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// A run that is over.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Its lines as JSON.
    pub fn json(&self) -> Vec<Value> {
        self.out.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The program, in Finnish, with nothing of this account's.
pub fn luukku(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luukku"));
    command.args(args).env_clear().env("LANG", "fi_FI.UTF-8").env("HOME", "/nonexistent");
    command
}

/// Runs it with this on standard input.
pub fn run(args: &[&str], input: &[u8]) -> Run {
    let mut child =
        luukku(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // On a thread of its own: neither side waits for the other. A program that ends early closes the pipe.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.into()
}

/// A small practice office with its staff's passwords.
pub struct Practice {
    pub dir: PathBuf,
    staff: Value,
    _folder: tempfile::TempDir,
}

impl Practice {
    pub fn new(clients: u32, full: u32) -> Practice {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("practice");
        let (clients, full) = (clients.to_string(), full.to_string());
        let made = run(
            &[
                "demo",
                "--dir",
                dir.to_str().unwrap(),
                "--clients",
                &clients,
                "--full",
                &full,
                "--no-open",
                "--json",
            ],
            b"",
        );
        assert_eq!(made.code, 0, "{}", made.err);
        let staff = made.json().remove(0)["staff"].clone();
        Practice { dir, staff, _folder: folder }
    }

    pub fn password(&self, login: &str) -> String {
        let staff = self.staff.as_array().unwrap();
        let one = staff.iter().find(|s| s["login"] == login).unwrap();
        one["password"].as_str().unwrap().to_owned()
    }

    /// Runs a command as somebody, with these lines after the password.
    pub fn run(&self, login: &str, args: &[&str], lines: &str) -> Run {
        self.run_in(&self.dir, login, args, lines)
    }

    /// The same in a copy of the office.
    pub fn run_in(&self, dir: &Path, login: &str, args: &[&str], lines: &str) -> Run {
        let mut all = args.to_vec();
        all.extend(["--dir", dir.to_str().unwrap(), "--login", login, "--password-stdin"]);
        run(&all, format!("{}\n{lines}", self.password(login)).as_bytes())
    }

    pub fn staff(&self) -> &Value {
        &self.staff
    }
}

/// The practice office of this test program, made once.
pub fn practice() -> &'static Practice {
    static OFFICE: OnceLock<Practice> = OnceLock::new();
    OFFICE.get_or_init(|| Practice::new(40, 12))
}
