//! Hostile text in every text of a client's file, open and sealed, in its history, in names of people and places:
//! written past all checks straight into the register, as an older version, another terminal or a thief of the key
//! could have, and pasted into everything that takes text. None of it reaches the terminal as a command.
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

use std::collections::{BTreeMap, VecDeque};

use luukku::demo::{Made, Office, Shape};
use luukku::desk::practice::{self, NewStaff, Pen, Practice, PracticePlan};
use luukku::journal::codes::{Face, LogAction, Outcome};
use luukku::journal::log::LogBody;
use luukku::journal::sealed_body;
use luukku::register::kind::{Card, Type};
use luukku::register::kinds::{ALL, SEALED_BODY, SEALED_RECORD, by_name, cells::cells};
use luukku::register::{Id, Kind, Value};
use luukku::store::keys::{NewKey, NewWrap};
use luukku::store::{Act, Actor, Edit, Entry, SealedEdit, What};
use luukku::vault::seal::{CellPlace, SubjectKeys};
use pty::office::LUUKKU;
use pty::steps::OSKARI;
use pty::{LIMIT, Pty, find};
use std::time::{Duration, Instant};

/// What each hostile text holds beside a letter that makes it findable: the sequence, and how it could be told from
/// what the program itself writes.
const PAYLOADS: [&str; 15] = [
    "\x1b[31;42m",                 // colour
    "\x1b[2J\x1b[999;999H",        // erase, move
    "\x1b]8;;http://evil\x1b\\",   // OSC 8: a link
    "\x1b]52;c;ZXZpbA==\x07",      // OSC 52: the clipboard
    "\x1b]0;evil title\x07",       // OSC 0: the title
    "\x1bP$qm\x1b\\",              // DCS: a question whose answer is typed
    "\x1b_Gevil\x1b\\",            // APC: a picture
    "\x1b[6n\x1b[c",               // questions
    "\u{9b}31m\u{9d}0;evil\u{9c}", // the same in C1
    "\u{202e}live\u{202c}",        // turned around
    "\u{2066}a\u{2069}\u{200f}",   // isolates, marks
    "a\u{200b}b\u{200d}c\u{feff}", // nothing that is something
    "\u{e0041}\u{e007f}",          // tags
    "\x08\x08\x08\x7f\x0c\x0b",    // back and over
    "\r\nroot# \x00\x0e\x0f",      // a line of one's own, shifts
];

/// Characters that must not be in the output at all; the program never has a reason for them.
fn never(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\x0b' | '\x0c' | '\x0e' | '\x0f' | '\0' | '\x7f')
}

/// A hostile text; each its own payload, in turn.
fn hostile(turn: &mut usize, label: &str) -> String {
    let payload = PAYLOADS[*turn % PAYLOADS.len()];
    *turn += 1;
    format!("{label}{payload}jälkeen")
}

/// The records of a client with every text made hostile, also those that were never asked.
fn poison(made: &mut Made, turn: &mut usize) {
    let kind = by_name(made.kind).unwrap();
    for field in kind.fields {
        let free =
            matches!(field.ty, Type::Text(_) | Type::Note | Type::Email | Type::Phone | Type::Postcode);
        // What is a code, a day or a henkilötunnus in a register may be any text after a theft too.
        let coded =
            matches!(field.ty, Type::Code(_) | Type::PartDate | Type::BusinessId) && turn.is_multiple_of(3);
        if free || coded {
            made.fields.retain(|(name, _)| *name != field.name);
            made.fields.push((field.name, Value::Text(hostile(turn, field.name))));
        }
    }
}

/// A practice office with one client whose file is hostile.
struct Poisoned {
    home: tempfile::TempDir,
    staff: Vec<NewStaff>,
    hetu: String,
    /// Hostile texts in it.
    texts: usize,
}

impl Poisoned {
    fn new() -> Poisoned {
        poisoned(tempfile::tempdir().unwrap())
    }

    fn staff(&self, role: &str) -> &NewStaff {
        self.staff.iter().find(|s| s.role == role).unwrap()
    }

    /// The program at its login.
    fn open(&self) -> Pty {
        let home = self.home.path();
        let mut pty = Pty::spawn(LUUKKU, &[], home, &home.join("office"), (80, 24));
        pty.wait_for("Salasana", LIMIT);
        pty
    }

    /// The program with somebody logged in.
    fn log_in(&self, role: &str) -> Pty {
        let mut pty = self.open();
        let NewStaff { login, password, .. } = self.staff(role);
        pty.type_keys(&format!("{login}<enter>{password}<enter>"));
        pty.wait_gone("Salasana", LIMIT);
        pty
    }

    /// From wherever to the card of the client.
    fn open_card(&self, pty: &mut Pty) {
        // Out of lists over the screen and of dialogs first, and of forms, whose text is kept.
        // Keys wait for the desk and the cover does not: what is on the screen may be older than the last key.
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            settle(pty);
            let screen = pty.screen();
            let keys = match () {
                () if screen.contains("Asiakashaku") => break,
                () if screen.contains("tallentamattomia") => "<f9>",
                () if screen.contains("Asiakaskortti") => "<f3>",
                () => "<f12>",
            };
            pty.type_keys(keys);
            pty.pump(Duration::from_millis(200));
        }
        pty.wait_for("Asiakashaku", LIMIT);
        pty.type_keys("<f3>"); // what stands on the line goes
        settle(pty);
        pty.go(&format!("{}<enter>1", self.hetu), "Asiakaskortti");
    }
}

fn poisoned(home: tempfile::TempDir) -> Poisoned {
    let office = Office::new(1, 20_780);
    let mut client = office.client(4, Shape::Full);
    let mut turn = 0;
    let hetu = client.records[0].fields.iter().find(|(name, _)| *name == "hetu").unwrap().1.clone();
    for made in &mut client.records {
        poison(made, &mut turn);
    }
    let mut staff: Vec<NewStaff> = office
        .staff()
        .iter()
        .map(|s| NewStaff {
            id: s.id,
            login: s.login.clone(),
            name: hostile(&mut turn, s.surname),
            role: s.role.to_owned(),
            unit: s.unit,
            password: s.password.clone(),
            own_hetu: None,
        })
        .collect();
    let clerk = staff.iter().find(|s| s.role == "front_desk").unwrap().clone();
    // Nobody logs in as the supervisor here: a login name may be anything that somebody wrote.
    let supervisor = staff.iter_mut().find(|s| s.role == "supervisor").unwrap();
    supervisor.login = hostile(&mut turn, "esimies");
    let mut edited = client.records.clone();
    edited.iter_mut().for_each(|made| poison(made, &mut turn));
    let units = office.units().iter().map(|u| (u.id, hostile(&mut turn, u.fi))).collect();
    let practice = Practice {
        office: hostile(&mut turn, "toimisto"),
        machine: hostile(&mut turn, "laite"),
        units,
        staff: staff.clone(),
        plan: PracticePlan { clients: 1, full: 1, seed: 1 },
    };
    practice::make(&home.path().join("office"), &practice, |mut pen| {
        let actor = Actor { user: Some(clerk.id), role: Some("front_desk".to_owned()), face: Face::Tui };
        // Each record, and an edit of it: what stood there before is in its history.
        let acts = client.records.iter().chain(&edited).filter(|made| !made.edits).filter_map(|made| {
            let kind = by_name(made.kind).unwrap();
            (!kind.compartment.sealed())
                .then(|| (actor.clone(), Some(client.person), act(kind, client.person, made)))
        });
        let mut acts: VecDeque<_> = acts.collect();
        for kind in ALL.iter().filter(|kind| kind.compartment.sealed()) {
            acts.push_back((
                actor.clone(),
                Some(client.person),
                sealed(kind, client.person, &mut pen, &mut turn),
            ));
        }
        let entry = |batch: luukku::store::bulk::Batch| {
            Entry::new(LogAction::Create, Outcome::Ok, batch.records, LogBody::default())
        };
        pen.store.bulk(&actor, entry, pen.world, || acts.pop_front())?;
        pen.store.end_bulk()
    })
    .unwrap();
    Poisoned { home, staff, hetu: hetu.as_text().unwrap().to_owned(), texts: turn }
}

/// A record of a sealed kind with every text hostile, as an act of its own: really sealed, under a key of its own.
fn sealed(kind: &'static Kind, person: Id, pen: &mut Pen<'_>, turn: &mut usize) -> Act {
    let comp = kind.compartment;
    let now = pen.world.now().utc_ms;
    let ck = pen.keys.iter().find(|ck| ck.comp() == comp.code()).unwrap();
    let mut keys = SubjectKeys::open(person, comp.code(), ck.key_epoch(), &[], &[], &[ck]);
    let (key, wrap) = keys.make_key(ck, now, pen.entropy).unwrap();
    let values: BTreeMap<u16, Value> = kind
        .fields
        .iter()
        .filter(|field| !matches!(field.ty, Type::Date | Type::DateTime | Type::Integer(..) | Type::Flag))
        .map(|field| match field.name {
            "entered_by" | "entered_unit" => (field.number, Value::Id(person)),
            name => (field.number, Value::Text(hostile(turn, name))),
        })
        .chain([(kind.field("created_at").unwrap().number, Value::Int(now))])
        .collect();
    let body =
        sealed_body::write(kind.number, 1, values.iter().map(|(number, value)| (*number, Some(value))));
    let entity = match kind.card {
        Card::One => luukku::journal::hash::one_id(person, kind.number),
        _ => Id::v7(now, pen.entropy),
    };
    let place = CellPlace { kind: SEALED_RECORD, entity, field: SEALED_BODY };
    let cell = keys.seal(place, &body, pen.entropy).unwrap();
    Act {
        keys: vec![NewKey { entity: Id::v7(now, pen.entropy), subject: person, comp, key }],
        wraps: vec![NewWrap { subject: person, comp, wrap }],
        sealed: vec![SealedEdit { entity, person, comp, cell: Some(cell), seen: None }],
        ..Act::default()
    }
}

/// One record as an act of its own.
fn act(kind: &'static Kind, person: Id, made: &Made) -> Act {
    let entity = match kind.card {
        Card::One if made.kind != "person" => luukku::journal::hash::one_id(person, kind.number),
        _ => made.id,
    };
    let values: BTreeMap<u16, Value> = made
        .fields
        .iter()
        .filter_map(|(name, value)| Some((kind.field(name)?.number, value.clone())))
        .chain(kind.field("created_at").map(|f| (f.number, Value::Int(made.at))))
        .collect();
    let filled: Vec<_> = values.iter().map(|(number, value)| (*number, Some(value.clone()))).collect();
    let cells = cells(kind, &BTreeMap::new(), &filled);
    let edit = Edit { kind, entity, person: Some(person), what: What::Set(cells, None) };
    Act { edits: vec![edit], ..Act::default() }
}

#[test]
fn hostile_text_in_every_field_never_reaches_the_terminal() {
    let office = Poisoned::new();
    assert!(office.texts > 4 * PAYLOADS.len(), "only {} hostile texts", office.texts);
    let mut pty = office.log_in("front_desk");
    office.open_card(&mut pty);
    let mut seen = pty.screen();
    // Every group of the card: its list, the form of each of its rows, their history; help, palette, who has viewed.
    for group in 1..=9 {
        pty.type_keys(&format!("{group}"));
        look(&mut pty, &mut seen);
        for _ in 0..8 {
            walk(&mut pty, &mut seen, &["<enter>", "<f1>", "<esc>", "<esc>", "<f9>", "h", "<esc>", "<down>"]);
        }
        office.open_card(&mut pty);
    }
    walk(
        &mut pty,
        &mut seen,
        &["!", "<esc>", "<c-y>", "1", "<f9>", "<f2>", "katsonut<enter>", "<esc>", "<c-l>"],
    );
    // The walk has met the texts: what follows a payload is on many screens.
    let met = seen.matches("jälkeen").count();
    assert!(met > 20, "only {met} hostile texts were shown");
    pty.type_keys(&format!("{}<enter>", office.staff("front_desk").password));
    look(&mut pty, &mut seen);
    clean(pty.raw_bytes());
}

/// The case officer reads what is sealed, with a reason.
#[test]
fn hostile_text_in_sealed_records_never_reaches_the_terminal() {
    let office = Poisoned::new();
    let mut pty = office.log_in("case_officer");
    let mut seen = String::new();
    pty.wait_for("Asiakashaku", LIMIT);
    // The search line, pasted and as bytes of keys.
    for payload in PAYLOADS {
        pty.paste(payload);
        look(&mut pty, &mut seen);
        pty.type_keys("<c-u>");
    }
    pty.send("\u{9b}31m\u{202e}\u{200b}x\u{e0041}".as_bytes());
    look(&mut pty, &mut seen);
    office.open_card(&mut pty);
    for group in 1..=9 {
        pty.type_keys(&format!("{group}"));
        look(&mut pty, &mut seen);
        for _ in 0..6 {
            let keys = [
                "<c-e>",
                "katson syyn<enter>",
                "<enter>",
                "<c-e>",
                "katson syyn<enter>",
                "<esc>",
                "<f9>",
                "h",
                "<esc>",
                "<down>",
            ];
            walk(&mut pty, &mut seen, &keys);
        }
        office.open_card(&mut pty);
    }
    let shown = ["street", "safe_way", "phone_note"].map(|field| seen.matches(field).count());
    assert!(shown.iter().any(|n| *n > 0), "nothing of the sealed records was shown: {shown:?}");
    clean(pty.raw_bytes());
}

/// Hostile text is put into everything that takes text.
#[test]
fn hostile_text_that_is_pasted_never_reaches_the_terminal() {
    let office = Poisoned::new();
    let mut pty = office.log_in("case_officer");
    let mut seen = String::new();
    pty.wait_for("Asiakashaku", LIMIT);
    office.open_card(&mut pty);
    // The note, an edit, a new record of each group, a plan task: pasted, kept as a draft, saved or refused.
    for keys in ["<c-y>4", "1<enter>", "1<f7>", "3<f7><enter>", "4<f7>", "5<f7>", "6<f7>", "9<f7><enter>"] {
        pty.type_keys(keys);
        look(&mut pty, &mut seen);
        paste_all(&mut pty, &mut seen, "teksti");
        walk(&mut pty, &mut seen, &["<f9>", "<f9>", "h"]);
        office.open_card(&mut pty);
        look(&mut pty, &mut seen);
    }
    walk(&mut pty, &mut seen, &["5", "<esc>", "3", "<esc>", "4", "<esc>", "<c-l>"]);
    clean(pty.raw_bytes());
}

/// The administrator sees names and login names of users, and makes a user with such names.
#[test]
fn hostile_names_of_users_never_reach_the_terminal() {
    let office = Poisoned::new();
    let mut pty = office.open();
    let mut seen = String::new();
    for payload in PAYLOADS {
        pty.paste(payload);
        look(&mut pty, &mut seen);
    }
    pty.type_keys("<tab>");
    pty.paste(PAYLOADS[0]);
    look(&mut pty, &mut seen);
    clean(pty.raw_bytes());
    drop(pty);
    let mut pty = office.log_in("administrator");
    walk(&mut pty, &mut seen, &["<f2>user.open<enter>", "<down>", "<down>", "<f7>"]);
    paste_all(&mut pty, &mut seen, "nimi");
    walk(&mut pty, &mut seen, &["<f9>", "<f9>", "<esc>", "<f9>", "<esc>"]);
    assert!(seen.matches("jälkeen").count() > 5, "the names were not shown:\n{seen}");
    clean(pty.raw_bytes());
}

/// A fault in the user's own file of keys is told when the program starts; what is right in it is in force.
#[test]
fn own_keys_are_read_and_a_fault_in_them_is_told_with_its_line() {
    let office = pty::office::Office::new();
    let settings = office.home().join("config/luukku");
    std::fs::create_dir_all(&settings).unwrap();
    let keys =
        "enter = \"submit\"\n[keys]\n\"no.such\\u001b[31m\" = [\"x\"]\n\"list.new\" = [\"<f7>\", \"j\"]\n";
    std::fs::write(settings.join("keys.toml"), keys).unwrap();
    let mut pty = office.open((80, 24));
    pty.wait_for("keys.toml, rivi 3", LIMIT);
    office.type_login(&mut pty, "front_desk");
    pty.wait_for("Asiakashaku", LIMIT);
    pty.open_card(OSKARI.0, OSKARI.1);
    pty.open_contacts();
    pty.go("j", "Yhteydenotto: uusi");
    // Enter saves, and says what is missing as F9 does.
    pty.go("<enter>", "Pakollinen");
}

/// Types pieces of a script, and looks at the screen after each.
fn walk(pty: &mut Pty, seen: &mut String, script: &[&str]) {
    for keys in script {
        pty.type_keys(keys);
        look(pty, seen);
    }
}

/// Pastes a hostile text of each sort, one field after another.
fn paste_all(pty: &mut Pty, seen: &mut String, label: &str) {
    for payload in PAYLOADS {
        pty.paste(&format!("{label}{payload}jälkeen"));
        look(pty, seen);
        pty.type_keys("<tab>");
    }
}

/// Lets the program paint what a key asked for: a resize is answered after the key, with a whole frame.
fn look(pty: &mut Pty, seen: &mut String) {
    let columns = if pty.columns() == 80 { 81 } else { 80 };
    let begin = pty.raw_bytes().len();
    pty.resize(columns, 24);
    pty.wait_until("a whole frame", LIMIT, |pty| find(&pty.raw_bytes()[begin..], b"\x1b[?2026l"));
    seen.push_str(&pty.screen());
}

/// Waits until every key typed so far has been handled: keys go in order, and the cover answers at once.
fn settle(pty: &mut Pty) {
    let bar = |pty: &Pty| pty.row(24).contains("F8 Piilota");
    pty.type_keys("<f8>");
    pty.wait_until("the cover", LIMIT, |pty| !bar(pty));
    pty.type_keys("<f8>");
    pty.wait_until("the screen again", LIMIT, bar);
}

/// Only the sequences that the program itself writes are in the output.
fn clean(raw: &[u8]) {
    let text = String::from_utf8(raw.to_vec()).expect("the output is UTF-8");
    if let Some(at) = text.find(never) {
        panic!("{:?} in the output: {:?}", text[at..].chars().next(), around(&text, at));
    }
    for foreign in [
        "\x1b]",
        "\x1bP",
        "\x1b_",
        "\x1b^",
        "\x1bX",
        "\x1b[6n",
        "\x1b[c",
        "\x08",
        "evil\x07",
        "\x1b[31;42",
        "\x1b[999",
    ] {
        assert!(
            !text.contains(foreign),
            "{foreign:?} in the output: {:?}",
            around(&text, text.find(foreign).unwrap())
        );
    }
    // Every escape is one of the few that a frame is made of.
    for (at, _) in text.match_indices('\x1b') {
        let rest = &text[at + 1..];
        let known = rest.starts_with('>') || rest.strip_prefix('[').is_some_and(known);
        assert!(known, "a sequence of nobody's: {:?}", around(&text, at));
    }
}

/// CSI sequences of frames: positions, colours and styles, erasing, modes set and reset, kitty's flags.
fn known(csi: &str) -> bool {
    let end = csi.find(|c: char| ('\x40'..='\x7e').contains(&c));
    let Some(end) = end else { return false };
    let (parameters, last) = (&csi[..end], &csi[end..=end]);
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ';');
    match (parameters.chars().next(), last) {
        (Some('?'), "h" | "l") => ["1049", "2004", "2026", "25"].contains(&&parameters[1..]),
        (Some('>' | '<'), "u") => digits(&parameters[1..]),
        (_, "H" | "m" | "J" | "K" | "A" | "B" | "C" | "D" | "G") => digits(parameters),
        _ => false,
    }
}

fn around(text: &str, at: usize) -> String {
    text[..at]
        .chars()
        .rev()
        .take(40)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .chain(text[at..].chars().take(40))
        .collect()
}

/// The check must be able to fail: each payload is caught when it is in the output.
#[test]
fn each_payload_is_caught_when_it_is_there() {
    for payload in PAYLOADS {
        let caught = std::panic::catch_unwind(|| clean(format!("\x1b[1;1Halku {payload} loppu").as_bytes()));
        assert!(caught.is_err(), "{payload:?} passed");
    }
    clean(b"\x1b[?1049h\x1b[?2026h\x1b[3;7HMoi\x1b[0;7m\x1b[?25h\x1b[?2026l");
}
