//! `luukku setup` as somebody sits before it: an answer that does not do is told and asked again, giving up leaves
//! nothing behind, and what was made opens.
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

use pty::office::LUUKKU;
use pty::{LIMIT, Pty};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A sentence that nobody would guess, and that names neither office nor user.
const PASSWORD: &str = "seitsemän harmaata hanhea";
const NEW_PASSWORD: &str = "Uusi salasana";
const AGAIN: &str = "Sama uudelleen:";

/// Somebody before a set-up that has begun, in a home that is empty.
struct Seat {
    pty: Pty,
    home: tempfile::TempDir,
    /// The line discipline of a terminal that shows what is typed.
    shown: String,
}

impl Seat {
    fn new() -> Seat {
        let home = tempfile::tempdir().unwrap();
        let mut pty =
            Pty::spawn(LUUKKU, &["setup", "--backend", "file"], home.path(), &dir(home.path()), (120, 40));
        pty.wait_for("Toimiston nimi:", LIMIT);
        let shown = pty.discipline();
        Seat { pty, home, shown }
    }

    /// Answers a question that is asked for the first time.
    #[track_caller]
    fn answer(&mut self, question: &str, answer: &str) {
        self.pty.wait_for(question, LIMIT);
        self.pty.send(format!("{answer}\n").as_bytes());
    }

    /// Answers what comes before the login name.
    fn office(&mut self) {
        self.answer("Toimiston nimi:", "Lahti");
        self.answer("Koneen nimi:", "TISKI-01");
        self.answer("Yksikkö:", "Neuvonta");
        self.answer("Toimiston kieli", "");
        self.pty.wait_for("Ylläpitäjän käyttäjätunnus:", LIMIT);
    }

    /// Answers everything before the password.
    fn until_password(&mut self) {
        self.office();
        self.answer("Ylläpitäjän käyttäjätunnus:", "mikavi");
        self.answer("Ylläpitäjän nimi:", "Mika Virtanen");
    }

    /// Types what is not shown, once the question stands there as often as it was asked and the terminal hides: what
    /// comes before that is thrown away.
    #[track_caller]
    fn hidden(&mut self, question: &str, times: usize, keys: &[u8]) {
        let what = format!("{question:?} for the {times}. time");
        self.pty.wait_until(&what, LIMIT, |pty| pty.screen().matches(question).count() == times);
        let end = Instant::now() + LIMIT;
        while self.pty.discipline() == self.shown {
            assert!(Instant::now() < end, "what is typed after {question:?} would be shown");
            self.pty.pump(Duration::from_millis(5));
        }
        self.pty.send(keys);
    }

    #[track_caller]
    fn password(&mut self, question: &str, times: usize, password: &str) {
        self.hidden(question, times, format!("{password}\n").as_bytes());
    }

    /// Waits for the end, which is none that a script would take for good; nothing was made anywhere.
    #[track_caller]
    fn gave_up(mut self) {
        assert!(!self.pty.wait_exit(LIMIT).success(), "{}", self.pty.screen());
        assert_eq!(self.pty.discipline(), self.shown, "the terminal shows again what is typed");
        let left: Vec<_> = std::fs::read_dir(self.home.path()).unwrap().map(|e| e.unwrap().path()).collect();
        assert_eq!(left, Vec::<PathBuf>::new());
    }
}

fn dir(home: &Path) -> PathBuf {
    home.join("office")
}

/// The last group of the recovery key: it stands above the word on keeping it.
fn last_group(screen: &str) -> String {
    let above = screen.split("Kirjoita se paperille").next().unwrap();
    above.split_whitespace().next_back().unwrap().to_owned()
}

#[test]
fn help_is_broken_between_words_where_the_window_ends() {
    let home = tempfile::tempdir().unwrap();
    for args in [&["--help"][..], &["show", "--help"], &["note", "--help"]] {
        let mut pty = Pty::spawn(LUUKKU, args, home.path(), &dir(home.path()), (60, 200));
        assert!(pty.wait_exit(LIMIT).success());
        let shown = pty.screen();
        let whole = std::process::Command::new(LUUKKU).args(args).env_remove("LANG").output().unwrap();
        let whole = String::from_utf8(whole.stdout).unwrap();
        // A command stands in one line, to be copied: the window breaks it.
        let told = |text: &str| text.split("Esimerkki").next().unwrap().to_owned();
        let words = |text: &str| told(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(whole.lines().any(|line| line.chars().count() > 60), "{args:?} has a line to break");
        assert_eq!(words(&shown), words(&whole), "{args:?}");
        let wide =
            told(&String::from_utf8_lossy(pty.raw_bytes())).lines().any(|line| line.chars().count() > 60);
        assert!(!wide, "{args:?}:\n{shown}");
    }
}

#[test]
fn answers_that_do_not_do_are_asked_again_and_the_office_opens() {
    let mut seat = Seat::new();
    seat.office();
    // A login name with a blank, or none at all, is told at once, not after everything else is typed.
    for (bad, told) in [("mika virtanen", "Tunnuksessa on väli"), ("", "Tämä tarvitaan.")] {
        seat.pty.send(format!("{bad}\n").as_bytes());
        seat.pty.wait_for(told, LIMIT);
        seat.pty.wait_until("the question again", LIMIT, |pty| {
            let screen = pty.screen();
            screen.lines().last().is_some_and(|line| line.trim_end() == "Ylläpitäjän käyttäjätunnus:")
        });
    }
    seat.pty.send(b"mikavi\n");
    seat.answer("Ylläpitäjän nimi:", "Mika Virtanen");

    seat.password(NEW_PASSWORD, 1, "lyhyt");
    seat.pty.wait_for("Salasana on liian lyhyt", LIMIT);
    seat.password(NEW_PASSWORD, 2, "Virtanen mikavi 12");
    seat.pty.wait_for("Salasanassa on tunnus, nimi tai toimipaikka", LIMIT);
    seat.password(NEW_PASSWORD, 3, PASSWORD);
    seat.password(AGAIN, 1, "seitsemän harmaata hanhe");
    seat.pty.wait_for("Salasanat eroavat.", LIMIT);
    assert!(!dir(seat.home.path()).exists(), "nothing is made before the last answer");
    seat.password(NEW_PASSWORD, 4, PASSWORD);
    seat.password(AGAIN, 2, PASSWORD);

    // No group has a word's letters and length: this one is wrong whatever the key is.
    seat.answer("Kirjoita palautusavaimen viimeinen ryhmä:", "väärä");
    seat.pty.wait_for("Ryhmä ei ole sama", LIMIT);
    let group = last_group(&seat.pty.screen());
    seat.pty.send(format!("{group}\n").as_bytes());
    assert!(seat.pty.wait_exit(LIMIT).success(), "{}", seat.pty.screen());
    assert!(!seat.pty.screen().contains("ei vahvistettu"), "{}", seat.pty.screen());
    let raw = seat.pty.raw_bytes();
    for secret in [PASSWORD, "hanhe", "lyhyt\r\n"] {
        assert!(!pty::find(raw, secret.as_bytes()), "a password was shown");
    }

    let mut pty = Pty::spawn(LUUKKU, &[], seat.home.path(), &dir(seat.home.path()), (80, 24));
    pty.wait_for("Salasana", LIMIT);
    pty.type_keys(&format!("mikavi<enter>{PASSWORD}<enter>"));
    pty.wait_gone("Salasana", LIMIT);
    assert!(!pty.screen().contains("väärä"), "{}", pty.screen());
}

#[test]
fn giving_up_at_a_question_leaves_nothing_behind() {
    let mut seat = Seat::new();
    seat.office();
    seat.pty.send(b"mik\x03"); // Ctrl-C
    seat.gave_up();
}

#[test]
fn giving_up_at_a_password_leaves_nothing_behind() {
    for key in [b"\x03", b"\x04"] {
        let mut seat = Seat::new();
        seat.until_password();
        seat.password(NEW_PASSWORD, 1, PASSWORD);
        let keys = [b"seitse".as_slice(), key].concat();
        seat.hidden(AGAIN, 1, &keys);
        seat.gave_up();
    }
}

#[test]
fn an_input_that_ends_in_the_middle_leaves_nothing_behind() {
    let mut seat = Seat::new();
    seat.office();
    seat.pty.send(b"\x04"); // Ctrl-D on an empty line
    seat.gave_up();
}
