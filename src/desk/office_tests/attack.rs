//! By attack (security design, section 14): what everything but the right password opens, and what a clerk who may
//! write and not read can do with a modified client.

use super::verify::tamper;
use super::*;
use crate::desk::sealed::ToSeal;
use crate::register::kinds::SEALED_RECORD;
use crate::register::{Compartment, Kind};
use crate::store::keys::{self, NewKey, NewWrap, SealedRow};
use crate::store::{Act, Entry, SealedEdit, Seen};
use crate::vault::keyslots::CkUse;
use crate::vault::seal::{CellPlace, Ck, Cpk, KeyWrap, SubjectKey, SubjectKeys, seal_cell};
use crate::vault::wrap::KemPublic;

const SAFETY: Compartment = Compartment::Safety;

fn canary(i: usize) -> String {
    format!("kanarialintu-{i:02}-osoite")
}

pub(super) fn place(entity: Id) -> CellPlace {
    CellPlace { kind: SEALED_RECORD, entity, field: crate::register::kinds::SEALED_BODY }
}

/// A client with the canary in a sealed record, written by whoever holds the compartment key.
fn seal_one(desk: &mut Desk, subject: Id, body: &str) -> Id {
    let session = desk.session().unwrap();
    let entity = session.new_id();
    let (known, wraps) = keys::of_subject(session.store.connection(), subject, SAFETY).unwrap();
    let now = session.now();
    let ck = session.who.compartment_keys.iter().find(|ck| ck.comp() == SAFETY.code()).unwrap();
    let mut set = SubjectKeys::open(subject, SAFETY.code(), 1, &known, &wraps, &[ck]);
    let made = match set.writing_key() {
        Some(_) => None,
        None => Some(set.make_key(ck, now, session.world.entropy()).unwrap()),
    };
    let cell = set.seal(place(entity), body.as_bytes(), session.world.entropy()).unwrap();
    let mut act = Act { log: vec![Entry::ok(LogAction::Create, Default::default())], ..Act::default() };
    if let Some((key, wrap)) = made {
        act.keys.push(NewKey { entity: session.new_id(), subject, comp: SAFETY, key });
        act.wraps.push(NewWrap { subject, comp: SAFETY, wrap });
    }
    act.sealed.push(SealedEdit { entity, person: subject, comp: SAFETY, cell: Some(cell), seen: None });
    session.write(&act).unwrap();
    entity
}

pub(super) type Rows = (Vec<SubjectKey>, Vec<KeyWrap>, Vec<SealedRow>);

/// What lies in the file about one client: all of it that the database key shows.
pub(super) fn rows_of(desk: &mut Desk, subject: Id) -> Rows {
    let connection = desk.session.as_ref().unwrap().store.connection();
    let (known, wraps) = keys::of_subject(connection, subject, SAFETY).unwrap();
    (known, wraps, keys::sealed_of(connection, subject, SAFETY).unwrap())
}

/// How many canaries these compartment keys open, with every reader's trick.
fn read(rows: &[(Id, Rows)], cks: &[&Ck]) -> usize {
    let mut found = 0;
    for (i, (subject, (known, wraps, sealed))) in rows.iter().enumerate() {
        let set = SubjectKeys::open(*subject, SAFETY.code(), 1, known, wraps, cks);
        for row in sealed {
            let opened = set.open_cell(*subject, place(row.entity), &row.cell);
            found += usize::from(opened.is_ok_and(|body| body.as_slice() == canary(i).as_bytes()));
        }
    }
    found
}

#[test]
fn forty_canaries_open_with_the_right_password_and_with_nothing_else() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut officer, officer_id) = house.member(&mut boss, "omav", "case_officer", CLERK);
    for (login, role) in [
        ("neuvo", "front_desk"),
        ("maksu", "payments_officer"),
        ("lokiv", "log_auditor"),
        ("ylla", "administrator"),
    ] {
        house.member(&mut boss, login, role, CLERK);
    }
    let subjects: Vec<Id> = (0..40).map(|_| officer.session().unwrap().new_id()).collect();
    for (i, subject) in subjects.iter().enumerate() {
        seal_one(&mut officer, *subject, &canary(i));
    }
    let rows: Vec<_> = subjects.iter().map(|s| (*s, rows_of(&mut officer, *s))).collect();
    officer.logout().unwrap();
    boss.logout().unwrap();

    // The attacker has the folder with device and slot secret, and every other user's password.
    let desk = house.desk();
    let ds = desk.office.device_secret().unwrap();
    let secrets = desk.office.slot_secrets().unwrap();
    let keyslots = desk.office.files().keyslots(&ds).unwrap();
    let opened = |login: &str, password: &str| {
        let job = keyslots.prepare(login, secret(password), &secrets);
        job.run().unwrap().finish(&secrets, T0).unwrap()
    };
    let others = [("hallinta", ADMIN), ("neuvo", CLERK), ("maksu", CLERK), ("lokiv", CLERK), ("ylla", CLERK)];
    let mut loot: Vec<Ck> = Vec::new();
    for (login, password) in others {
        let unlocked = opened(login, password);
        assert!(
            !keyslots.open_dbks(&unlocked.keys).unwrap().is_empty(),
            "the database key is no secret to users"
        );
        loot.extend(keyslots.open_cks(&unlocked.keys).unwrap().into_iter().map(|held| held.ck));
    }
    assert!(loot.iter().all(|ck| ck.comp() != SAFETY.code()), "no key of the compartment among them");
    // Wraps for the officer open for nobody else.
    assert!(keyslots.wraps().iter().any(|w| w.user() == Some(officer_id)));
    let loot: Vec<&Ck> = loot.iter().collect();
    assert_eq!(read(&rows, &loot), 0);
    // Every key the attacker holds, taken for the compartment's.
    let forged: Vec<Ck> = [*ds.expose(), *secrets[0].expose()]
        .iter()
        .map(|bytes| {
            let bytes = crate::vault::secret::CkBytes::from_slice(bytes).unwrap();
            Ck::new(SAFETY.code(), 1, bytes)
        })
        .collect();
    assert_eq!(read(&rows, &forged.iter().collect::<Vec<_>>()), 0);

    let right = opened("omav", CLERK);
    let held = keyslots.open_cks(&right.keys).unwrap();
    assert!(held.iter().all(|h| h.ck_use == CkUse::Use));
    let held: Vec<&Ck> = held.iter().map(|h| &h.ck).collect();
    assert_eq!(read(&rows, &held), 40);

    // The supervisor's hand-over copy is cryptographically able (section 3) but is never among the keys used.
    let boss = house.proved("esi", BOSS);
    assert!(boss.session.as_ref().unwrap().who.compartment_keys.is_empty());

    // Nowhere in the folder is there a word of it.
    for entry in std::fs::read_dir(&house.path).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(12).any(|w| w == b"kanarialintu"));
    }
}

/// A clerk drops a record with a modified client and keeps its subject key: nothing written later opens with it, also
/// when the drop claims to be from the future.
#[test]
fn who_keeps_the_key_of_a_drop_reads_nothing_written_later() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let (mut officer, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
    let session = clerk.session().unwrap();
    let (subject, entity) = (session.new_id(), session.new_id());
    let public = keys::public_keys(session.store.connection())
        .unwrap()
        .into_iter()
        .find(|(comp, _, _)| *comp == SAFETY.code())
        .unwrap();
    let cpk = Cpk { comp: public.0, key_epoch: public.1, public: KemPublic::from_bytes(public.2) };
    let future = session.now() + 1_000 * 86_400_000;
    let (key, wrap, kept) = SubjectKey::make_drop(cpk, subject, future, session.world.entropy()).unwrap();
    let cell =
        seal_cell(&kept, SAFETY.code(), key.key_id, place(entity), b"pudotus", session.world.entropy())
            .unwrap();
    let act = Act {
        log: vec![Entry::ok(LogAction::Create, Default::default())],
        keys: vec![NewKey { entity: session.new_id(), subject, comp: SAFETY, key }],
        wraps: vec![NewWrap { subject, comp: SAFETY, wrap }],
        sealed: vec![SealedEdit { entity, person: subject, comp: SAFETY, cell: Some(cell), seen: None }],
        ..Act::default()
    };
    session.write(&act).unwrap();

    let later = seal_one(&mut officer, subject, "uusi osoite");
    let (known, wraps, sealed) = rows_of(&mut officer, subject);
    assert_eq!(sealed.len(), 2);
    let written = sealed.iter().find(|row| row.entity == later).unwrap();
    let opened = crate::vault::seal::open_cell(&kept, SAFETY.code(), place(later), &written.cell);
    assert!(opened.is_err());
    // The officer reads both.
    let who = officer.session().unwrap().who();
    let cks: Vec<&Ck> = who.compartment_keys.iter().collect();
    let set = SubjectKeys::open(subject, SAFETY.code(), 1, &known, &wraps, &cks);
    assert_eq!(set.open_cell(subject, place(entity), &sealed[0].cell).unwrap().as_slice(), b"pudotus");
    assert_eq!(set.open_cell(subject, place(later), &written.cell).unwrap().as_slice(), b"uusi osoite");
    let kind: Option<&Kind> = crate::register::kinds::by_name("protected_contact");
    assert_eq!(kind.unwrap().compartment, SAFETY);
}

/// A clerk with a modified client puts a public key of her own into the table, in the place of the office's or as a
/// newer one, or takes the office's out. Who holds the key seals nothing to it, hears of it at login, and reads on.
#[test]
fn a_public_key_put_into_the_register_gets_nothing_from_those_who_hold_the_key() {
    let kind = crate::register::kinds::by_name("protected_contact").unwrap();
    let mine = "x'0909090909090909090909090909090909090909090909090909090909090909'";
    for sql in [
        format!("INSERT INTO compartment_key VALUES (7, 2, {mine}, 0)"),
        format!("UPDATE compartment_key SET public = {mine} WHERE comp = 7"),
        "DELETE FROM compartment_key WHERE comp = 7".to_owned(),
    ] {
        let house = House::new();
        let mut boss = house.supervisor();
        let (mut officer, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
        let person = officer.session().unwrap().new_id();
        let seal = |desk: &mut Desk, word: &str| {
            let session = desk.session().unwrap();
            let fields = [(kind.field("safe_way").unwrap().number, Some(word.into()))].into();
            let record = ToSeal { entity: session.new_id(), kind, fields, seen: Seen::default() };
            let mut act =
                Act { log: vec![Entry::ok(LogAction::Create, Default::default())], ..Act::default() };
            let dropped = session.seal(person, SAFETY, &[record], &mut act)?;
            session.write(&act)?;
            Ok::<bool, Refusal>(dropped)
        };
        assert!(!seal(&mut officer, "ennen").unwrap(), "under the client's own key");
        officer.logout().unwrap();
        tamper(&house, &sql);

        let seen = officer.login("omav", secret(CLERK)).unwrap();
        assert!(seen.notices.iter().any(|m| m.id == "error-compartment-key-changed"), "{sql}");
        assert_eq!(count(&mut officer, LogAction::VerifyAlarm), 1, "{sql}");
        let refused = seal(&mut officer, "Salainen katu 1");
        assert!(
            matches!(refused, Err(Refusal::Cannot(m)) if m.id == "error-compartment-key-changed"),
            "{sql}"
        );
        let (_, _, rows) = rows_of(&mut officer, person);
        assert_eq!(rows.len(), 1, "nothing was written: {sql}");
        let there = officer.session().unwrap().open_sealed(person, SAFETY).unwrap();
        assert_eq!((there.records.len(), there.pending), (1, false), "what was sealed before is read: {sql}");
    }
}

/// The same against those who write without holding the key: what they drop, and the texts of log rows, which nobody at a
/// desk can open.
#[test]
fn a_public_key_put_into_the_register_gets_nothing_from_those_who_write_unseen_either() {
    let kind = crate::register::kinds::by_name("protected_contact").unwrap();
    let mine = "x'0909090909090909090909090909090909090909090909090909090909090909'";
    let swap = format!("UPDATE compartment_key SET public = {mine} WHERE comp IN (7, 127)");
    let cut = format!("{swap}; DELETE FROM access_log WHERE place = (SELECT min(place) FROM access_log)");
    for sql in [swap, cut] {
        let house = House::new();
        let mut boss = house.supervisor();
        let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
        let person = clerk.session().unwrap().new_id();
        let drop_one = |desk: &mut Desk| {
            let session = desk.session().unwrap();
            let fields = [(kind.field("safe_way").unwrap().number, Some("Salainen katu 1".into()))].into();
            let record = ToSeal { entity: session.new_id(), kind, fields, seen: Seen::default() };
            session.seal(person, SAFETY, &[record], &mut Act::default())
        };
        let search = |desk: &mut Desk| {
            let row = Entry::ok(LogAction::Search, Default::default()).secret("niskanen");
            desk.session().unwrap().log(vec![row])
        };
        let changed = |refusal: Option<Refusal>| matches!(refusal, Some(Refusal::Cannot(m)) if m.id == "error-compartment-key-changed");
        assert!(drop_one(&mut clerk).unwrap() && search(&mut clerk).is_ok());
        tamper(&house, &sql);
        // At once, in a session that goes on.
        assert!(changed(drop_one(&mut clerk).err()) && changed(search(&mut clerk).err()), "{sql}");
        clerk.logout().unwrap();
        for name in ["neuvo", "esi"] {
            let password = if name == "esi" { BOSS } else { CLERK };
            let seen = house.desk().login(name, secret(password)).unwrap();
            assert!(seen.notices.iter().any(|m| m.id == "error-compartment-key-changed"), "{name}: {sql}");
        }
    }
}

/// Without the key of its details the log does not go silent: what would have had one is not done.
#[test]
fn a_log_key_taken_out_of_the_register_stops_what_it_would_have_silenced() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut auditor, _) = house.member(&mut boss, "loki", "log_auditor", CLERK);
    auditor.logout().unwrap();
    tamper(&house, "DELETE FROM compartment_key WHERE comp = 127");
    let seen = auditor.login("loki", secret(CLERK)).unwrap();
    assert!(seen.notices.iter().any(|m| m.id == "error-compartment-key-changed"));
    let session = boss.session().unwrap();
    assert!(session.log(vec![Entry::ok(LogAction::Search, Default::default()).secret("niskanen")]).is_err());
}
