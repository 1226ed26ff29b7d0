//! A small practice office, made once for each test program by the real command and copied for each test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{fs, io::Write};

use super::{LIMIT, Pty};

/// The program under test.
pub const LUUKKU: &str = env!("CARGO_BIN_EXE_luukku");

/// The office that all tests of a program copy.
struct Mould {
    home: tempfile::TempDir,
    dir: PathBuf,
    staff: Vec<Staff>,
}

/// One of the made-up staff.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Staff {
    /// Login name.
    pub login: String,
    /// Name of the role in the policy.
    pub role: String,
    /// The password, which is no secret here.
    pub password: String,
}

/// What `luukku demo --json` prints.
#[derive(serde::Deserialize)]
struct Printed {
    dir: PathBuf,
    staff: Vec<Staff>,
}

/// An office of a test's own, with a home for the user. Both go away with it.
pub struct Office {
    home: tempfile::TempDir,
    dir: PathBuf,
    staff: Vec<Staff>,
}

fn mould() -> &'static Mould {
    static MOULD: OnceLock<Mould> = OnceLock::new();
    MOULD.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("office");
        let output = command(home.path(), &dir)
            .args(["demo", "--no-open", "--json", "--clients", "300", "--full", "100", "--dir"])
            .arg(&dir)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "luukku demo: {:?}\n{said}", output.status);
        let printed: Printed = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stdout)));
        Mould { home, dir: printed.dir, staff: printed.staff }
    })
}

/// The program without a terminal, in an environment of its own.
fn command(home: &Path, dir: &Path) -> Command {
    let mut command = Command::new(LUUKKU);
    command.env_clear().env("HOME", home).env("LUUKKU_DIR", dir).current_dir(home).stdin(Stdio::null());
    command
}

impl Office {
    /// A copy of the practice office.
    #[must_use]
    pub fn new() -> Office {
        let mould = mould();
        assert!(mould.home.path().exists());
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("office");
        copy(&mould.dir, &dir);
        Office { home, dir, staff: mould.staff.clone() }
    }

    /// The folder of the office.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The home of the user.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The one who has a role.
    #[must_use]
    pub fn staff(&self, role: &str) -> &Staff {
        let found = self.staff.iter().find(|s| s.role == role);
        found.unwrap_or_else(|| panic!("nobody is {role} among {:?}", self.staff))
    }

    /// The program in a terminal, at its login screen.
    #[must_use]
    pub fn open(&self, size: (u16, u16)) -> Pty {
        let mut pty = Pty::spawn(LUUKKU, &[], self.home.path(), &self.dir, size);
        pty.wait_for("Salasana", LIMIT);
        pty
    }

    /// The program in a terminal of 80x24, somebody logged in and at the search.
    #[must_use]
    pub fn log_in(&self, role: &str) -> Pty {
        let mut pty = self.open((80, 24));
        self.type_login(&mut pty, role);
        pty.wait_for("Asiakashaku", LIMIT);
        pty
    }

    /// Types login and password of a role, with both Enters.
    pub fn type_login(&self, pty: &mut Pty, role: &str) {
        let Staff { login, password, .. } = self.staff(role);
        pty.type_keys(&format!("{login}<enter>{password}<enter>"));
    }

    /// Runs a command of the scripted face as somebody, with lines on standard input after the password.
    pub fn run(&self, role: &str, args: &[&str], input: &str) -> std::process::Output {
        let Staff { login, password, .. } = self.staff(role);
        let mut child = command(self.home.path(), &self.dir)
            .args(args)
            .args(["--dir"])
            .arg(&self.dir)
            .args(["--login", login, "--password-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        write!(stdin, "{password}\n{input}").unwrap();
        drop(stdin);
        child.wait_with_output().unwrap()
    }
}

/// Copies a folder with its files; folders are for the owner alone, as the program asks.
fn copy(from: &Path, to: &Path) {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
