//! The store as a whole: conflicts, migration, rebuilding, foreign ids, keys and sealed records, bulk.

use crate::journal::heads::Cell;
use crate::register::{Compartment, Entropy, Id, Value, kinds};
use crate::store::migrate::{self, Step};
use crate::store::testing::{KEY, TestStore, TestWorld, actor, kind, set, view};
use crate::store::{
    Act, Edit, Error, Moment, SealedEdit, Seen, Store, What, World, doctor, entity, keys, last_seen, read,
    replay, stream,
};
use crate::vault::seal::{Ck, SubjectKey};
use std::collections::{BTreeMap, BTreeSet};

fn seen(t: &TestStore, id: Id) -> Seen {
    Seen::of(&entity::load(t.store.connection(), id).unwrap().entity)
}

fn phone(id: Id, person: Id, value: &str, seen: Option<Seen>) -> Edit {
    let what = What::Set(vec![(7, Some(value.into()))], seen);
    Edit { kind: kind("contact_info"), entity: id, person: Some(person), what }
}

/// A subject key with its wrap, written as an act of their own.
fn give_key(t: &mut TestStore, person: Id) {
    let comp = Compartment::Safety;
    let ck = Ck::generate(comp.code(), 1, t.world.entropy());
    let (key, wrap, _) = SubjectKey::make(&ck, person, 1, t.world.entropy()).unwrap();
    let entity = t.world.id();
    let act = Act {
        keys: vec![keys::NewKey { entity, subject: person, comp, key }],
        wraps: vec![keys::NewWrap { subject: person, comp, wrap }],
        log: vec![view(Some(person))],
        ..Act::default()
    };
    t.store.write(&actor(), &act, &mut t.world).unwrap();
}

#[test]
fn a_stale_form_makes_a_conflict_that_keeps_both_values_and_resolves() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.write(vec![phone(id, person, "+3581", None)]).unwrap();
    let base = seen(&t, id);
    t.write(vec![phone(id, person, "+3582", Some(base.clone()))]).unwrap();
    t.write(vec![phone(id, person, "+3583", Some(base.clone()))]).unwrap();
    let stored = entity::load(t.store.connection(), id).unwrap();
    let Cell::Conflict(conflict) = stored.entity.value(7) else { panic!("no conflict") };
    let values: Vec<_> = conflict.heads.iter().filter_map(|h| h.val.value()).collect();
    assert_eq!(values, ["+3582".into(), "+3583".into()]);
    assert_eq!(base.moved(&stored.entity, [7]), [7]);
    assert_eq!(entity::conflicts(t.store.connection(), None).unwrap(), 1);
    // The later one is shown meanwhile.
    let shown = read::one(t.store.connection(), kind("contact_info"), id).unwrap().unwrap();
    assert_eq!(shown.text("phone"), Some("+3583"));
    let now = seen(&t, id);
    t.write(vec![phone(id, person, "+3582", Some(now))]).unwrap();
    assert_eq!(entity::conflicts(t.store.connection(), Some(person)).unwrap(), 0);
    assert_eq!(entity::past(t.store.connection(), id).unwrap().len(), 3);
}

#[test]
fn seen_survives_its_bytes_and_foreign_bytes_are_refused() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let seen = seen(&t, person);
    assert_eq!(Seen::from_bytes(&seen.to_bytes()), Some(seen));
    assert_eq!(Seen::from_bytes(b"\xff\x00"), None);
}

#[test]
fn a_cell_set_twice_in_one_act_is_not_in_conflict_with_itself() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.write(vec![phone(id, person, "+3581", None), phone(id, person, "+3582", None)]).unwrap();
    assert_eq!(entity::conflicts(t.store.connection(), None).unwrap(), 0);
    let shown = read::one(t.store.connection(), kind("contact_info"), id).unwrap().unwrap();
    assert_eq!(shown.text("phone"), Some("+3582"));
}

/// Timestamps rise strictly over all streams of an incarnation: also within one act.
#[test]
fn every_change_of_an_act_has_a_timestamp_of_its_own() {
    let mut t = TestStore::new();
    let (anna, eino) = (t.person("Salo", "Anna", &[]), t.person("Salo", "Eino", &[]));
    let (one, other, entity) = (t.world.id(), t.world.id(), t.world.id());
    let cell = Some(vec![1; 306]);
    let act = Act {
        edits: vec![phone(one, anna, "+3581", None), phone(other, eino, "+3582", None)],
        sealed: vec![SealedEdit { entity, person: anna, comp: Compartment::Safety, cell, seen: None }],
        ..Act::default()
    };
    t.store.write(&actor(), &act, &mut t.world).unwrap();
    let connection = t.store.connection();
    assert!(doctor::chains(connection).unwrap().iter().all(|chain| chain.fault.is_none()));
    use crate::journal::change_read;
    let mut statement = connection.prepare("SELECT header FROM own_change").unwrap();
    let headers: Vec<Vec<u8>> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let stamps: BTreeSet<i64> =
        headers.iter().map(|header| change_read::decode(header, None).unwrap().head.ts).collect();
    assert_eq!(stamps.len(), headers.len());
}

#[test]
fn another_clients_record_cannot_be_written_through_its_id() {
    let mut t = TestStore::new();
    let (anna, eino) = (t.person("Salo", "Anna", &[]), t.person("Salo", "Eino", &[]));
    let id = t.world.id();
    t.write(vec![phone(id, anna, "+3581", None)]).unwrap();
    let text = What::Set(vec![(2, Some("Soita".into()))], None);
    for edit in [
        phone(id, eino, "+3582", None),
        Edit { kind: kind("task"), entity: id, person: Some(anna), what: text },
        Edit { kind: kind("contact_info"), entity: id, person: Some(eino), what: What::Delete(None) },
    ] {
        assert!(matches!(t.write(vec![edit]), Err(Error::OtherRecord)));
    }
    let cell = Some(vec![1; 306]);
    let sealed = SealedEdit { entity: id, person: anna, comp: Compartment::Safety, cell, seen: None };
    let act = Act { sealed: vec![sealed], ..Act::default() };
    assert!(matches!(t.store.write(&actor(), &act, &mut t.world), Err(Error::OtherRecord)));
    assert_eq!(read::count(t.store.connection(), kind("contact_info"), anna).unwrap(), 1);
}

#[test]
fn sealed_records_stay_in_their_compartment_and_go_when_withdrawn() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let entity = t.world.id();
    let put = |t: &mut TestStore, comp, cell: Option<u8>| {
        let cell = cell.map(|byte| vec![byte; 306]);
        let act =
            Act { sealed: vec![SealedEdit { entity, person, comp, cell, seen: None }], ..Act::default() };
        t.store.write(&actor(), &act, &mut t.world).map(|_| ())
    };
    put(&mut t, Compartment::Safety, Some(1)).unwrap();
    put(&mut t, Compartment::Safety, Some(2)).unwrap();
    assert!(matches!(put(&mut t, Compartment::Core, Some(3)), Err(Error::OtherRecord)));
    let there = keys::sealed_of(t.store.connection(), person, Compartment::Safety).unwrap();
    assert_eq!((there.len(), &there[0].cell), (1, &vec![2; 306]));
    put(&mut t, Compartment::Safety, None).unwrap();
    assert!(keys::sealed_of(t.store.connection(), person, Compartment::Safety).unwrap().is_empty());
}

#[test]
fn rows_and_index_are_built_again_the_same() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[("birth_date", Value::Int(8886))]);
    let id = t.world.id();
    t.write(vec![phone(id, person, "+358401234567", None)]).unwrap();
    let gone = t.world.id();
    t.set("task", gone, person, &[("text", "Soita".into())]);
    t.write(vec![Edit { kind: kind("task"), entity: gone, person: Some(person), what: What::Delete(None) }])
        .unwrap();
    let before = read::one(t.store.connection(), kind("person"), person).unwrap();
    assert!(doctor::rows(t.store.connection(), 1).unwrap().is_clean());
    t.tamper(
        "UPDATE person SET surname = 'Muu'; DELETE FROM contact_info;
         INSERT INTO task (id, changed_at, changed_by) VALUES (x'01', 1, x'02'); DELETE FROM search_doc;",
    );
    let report = doctor::rows(t.store.connection(), 1).unwrap();
    assert_eq!((BTreeSet::from_iter(report.wrong), report.stray), (BTreeSet::from([person, id]), 1));
    assert!(!t.store.search_is_sound().unwrap());
    assert_eq!(replay::whole(t.store.connection()).unwrap().wrong.first, []);
    t.store.rebuild_projections().unwrap();
    assert!(doctor::rows(t.store.connection(), 1).unwrap().is_clean());
    assert!(t.store.search_is_sound().unwrap());
    t.tamper("UPDATE ent SET apart = 1 - apart WHERE kind = 10");
    assert_eq!(doctor::rows(t.store.connection(), 1).unwrap().wrong, [person]);
    t.store.rebuild_projections().unwrap();
    assert!(doctor::rows(t.store.connection(), 1).unwrap().is_clean());
    assert_eq!(read::one(t.store.connection(), kind("person"), person).unwrap(), before);
}

#[test]
fn what_search_holds_of_everybody_is_compared_with_their_rows_both_ways() {
    let mut t = TestStore::new();
    let with = t.person("Salo", "Aino", &[("hetu", "131052-308T".into())]);
    let without = t.person("Aalto", "Matti", &[]);
    let look = |t: &TestStore| {
        let report = doctor::search(t.store.connection()).unwrap();
        (report.checked, report.wrong.first)
    };
    assert_eq!(look(&t), (2, vec![]));
    let stranger = Id::from_bytes([9; 16]);
    for (sql, wrong) in [
        ("DELETE FROM search_hetu", with),
        ("UPDATE search_hetu SET former = 1", with),
        ("UPDATE search_doc SET hetu = NULL", with),
        ("UPDATE search_doc SET flags = 1 - flags WHERE name LIKE 'Aalto%'", without),
        ("UPDATE search_doc SET row = row + (1 << 30) WHERE name LIKE 'Aalto%'", without),
        ("INSERT INTO search_hetu SELECT hetu, x'09090909090909090909090909090909', 0 FROM search_hetu", stranger),
        ("INSERT INTO search_hetu SELECT '010101-999X', person, 1 FROM search_doc WHERE name LIKE 'Aalto%'", without),
        (
            "INSERT INTO search_doc SELECT row + 1, x'09090909090909090909090909090909', exact, folded, name, born,
               hetu, municipality, flags FROM search_doc WHERE name LIKE 'Salo%'",
            stranger,
        ),
    ] {
        t.tamper(sql);
        assert_eq!(look(&t).1, [wrong], "{sql}");
        t.store.rebuild_projections().unwrap();
        assert_eq!(look(&t), (2, vec![]), "{sql}");
    }
}

#[test]
fn a_tampered_change_is_found_with_its_place() {
    let mut t = TestStore::new();
    for i in 0..5 {
        t.person("Salo", &format!("Aino {i}"), &[]);
    }
    t.tamper("UPDATE own_change SET body = CAST(substr(body, 1, 30) || x'00' || substr(body, 32) AS BLOB) WHERE place & 0xff = 3");
    let chains = doctor::chains(t.store.connection()).unwrap();
    assert_eq!((chains.len(), chains[0].good), (1, 2));
    assert!(chains[0].fault.is_some());
    t.store.fold().unwrap();
    t.tamper("DELETE FROM own_change WHERE place & 0xff >= 3");
    let chains = doctor::chains(t.store.connection()).unwrap();
    assert_eq!((chains[0].good, chains[0].fault, chains[0].noted), (2, None, false));
}

#[test]
fn an_older_file_is_migrated_once_and_a_newer_one_is_refused_in_words() {
    fn fill(connection: &rusqlite::Connection) -> crate::store::Result<()> {
        crate::store::put_meta(connection, "filled", b"yes")
    }
    fn fail(_: &rusqlite::Connection) -> crate::store::Result<()> {
        Err(Error::Missing)
    }
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let steps = [
        Step { to: 2, sql: "ALTER TABLE unit ADD COLUMN extra TEXT", then: fill, rebuild: true },
        Step { to: 3, sql: "CREATE TABLE half (x)", then: fail, rebuild: false },
    ];
    let (path, salt, db_id) = (t.path.clone(), t.salt, t.db_id);
    let crate::store::testing::TestStore { store, _folder, .. } = t;
    store.close().unwrap();
    let newest = crate::cipherdb::Expect { salt, db_id, user_version_max: 3 };
    assert!(migrate::run(&path, &KEY, &newest, &steps).is_err());
    let file = crate::cipherdb::open_maintenance(&path, &KEY, &newest).unwrap();
    assert_eq!(migrate::version(&file).unwrap(), 2, "the last whole step");
    let half = file.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'half'", [], |r| r.get(0));
    assert_eq!(half, Ok(0));
    assert_eq!(crate::store::meta(&file, "filled").unwrap().as_deref(), Some(b"yes".as_slice()));
    assert!(doctor::rows(&file, 1).unwrap().is_clean());
    assert!(crate::store::project::persons(&file).unwrap().contains(&person));
    // Once more: the step that is done is not done again.
    assert!(migrate::run(&path, &KEY, &newest, &steps[..1]).is_ok());
    let Err(error) = Store::open(&path, &KEY, salt, db_id) else { panic!("opened") };
    assert_eq!(error.message_id(), crate::cipherdb::Error::NewerSchema { found: 2, known: 1 }.message_id());
}

#[test]
fn a_kind_that_is_newer_than_the_file_gets_its_table_at_the_opening() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let (path, salt, db_id) = (t.path.clone(), t.salt, t.db_id);
    let crate::store::testing::TestStore { store, _folder, .. } = t;
    store.close().unwrap();
    let expect = crate::cipherdb::Expect { salt, db_id, user_version_max: 1 };
    // What an earlier release never made has no records; of what somebody dropped they are all there again.
    for gone in ["booking", "person"] {
        let file = crate::cipherdb::open_maintenance(&path, &KEY, &expect).unwrap();
        file.execute_batch(&format!("DROP TABLE {gone}")).unwrap();
        file.close().unwrap();
        let store = Store::open(&path, &KEY, salt, db_id).unwrap();
        assert_eq!(migrate::differing(store.connection()).unwrap(), Default::default(), "{gone}");
        assert!(doctor::rows(store.connection(), 1).unwrap().is_clean(), "{gone}");
        assert!(crate::store::project::persons(store.connection()).unwrap().contains(&person), "{gone}");
        store.close().unwrap();
    }
}

/// A clock that jumped ahead and was not confirmed.
struct Jumped(TestWorld);

impl World for Jumped {
    fn now(&self) -> Moment {
        let now = self.0.now();
        Moment { utc_ms: now.utc_ms + 30 * 86_400_000, ..now }
    }
    fn entropy(&mut self) -> &mut dyn Entropy {
        self.0.entropy()
    }
}

#[test]
fn an_unconfirmed_jump_of_the_clock_enters_no_timestamp() {
    let mut t = TestStore::new();
    t.person("Salo", "Aino", &[]);
    let times = |t: &TestStore| -> (i64, i64) {
        let connection = t.store.connection();
        (stream::newest_ts(connection).unwrap() >> 16, last_seen(connection).unwrap())
    };
    let before = times(&t);
    let mut jumped = Jumped(TestWorld::new(3));
    t.store.log(&actor(), vec![view(None)], true, &mut jumped).unwrap();
    assert_eq!(times(&t), before);
}

#[test]
fn many_at_once_go_the_same_way_as_one() {
    let mut t = TestStore::new();
    let mut left: Vec<Id> = (0..200).map(|_| t.world.id()).collect();
    let all = left.clone();
    let entry = |batch: crate::store::bulk::Batch| crate::store::Entry { count: batch.records, ..view(None) };
    let batch = t
        .store
        .bulk(&actor(), entry, &mut TestWorld::new(9), || {
            let person = left.pop()?;
            let names = std::collections::BTreeMap::from([(3, "Virtanen".into()), (4, "Matti".into())]);
            let edit = set(kind("person"), person, Some(person), vec![(101, Some(Value::Group(names)))]);
            Some((actor(), Some(person), Act { edits: vec![edit], ..Act::default() }))
        })
        .unwrap();
    assert_eq!((batch.records, batch.clients), (200, 200));
    t.store.end_bulk().unwrap();
    assert!(t.store.search_is_sound().unwrap());
    assert!(doctor::rows(t.store.connection(), 1).unwrap().is_clean());
    assert!(doctor::chains(t.store.connection()).unwrap().iter().all(|c| c.fault.is_none() && c.noted));
    assert_eq!(crate::store::project::persons(t.store.connection()).unwrap().len(), all.len());
    let acts = replay::acts(t.store.connection()).unwrap();
    assert_eq!(acts, replay::ActsReport { checked: 200, ..Default::default() }, "one row answers for all");
}

#[test]
fn records_that_the_journal_does_not_come_to_are_found() {
    let mut t = TestStore::new();
    let (person, other) = (t.person("Salo", "Aino", &[]), t.person("Virta", "Esa", &[]));
    let id = t.world.id();
    for number in ["+3581", "+3582"] {
        t.write(vec![phone(id, person, number, None)]).unwrap();
    }
    let halves = [0, 1].map(|part| replay::replay(t.store.connection(), part, 2).unwrap());
    assert_eq!(halves.iter().map(|h| h.checked).sum::<u64>(), 3);
    assert!(halves.iter().all(|h| h.wrong.is_empty() && h.past.is_empty()));
    // One record put in the place of another, and one taken away: rows and records still agree.
    let [one, two, three] = [person, other, id].map(|id| crate::store::row::reach(id).0);
    t.tamper(&format!(
        "UPDATE ent SET state = (SELECT state FROM ent WHERE row = {two}) WHERE row = {one};
         DELETE FROM ent WHERE row = {three}"
    ));
    let mut wrong = replay::whole(t.store.connection()).unwrap().wrong.first;
    wrong.sort_unstable();
    let mut wanted = vec![person, id];
    wanted.sort_unstable();
    assert_eq!(wrong, wanted);
}

#[test]
fn a_record_that_no_change_brought_is_found_and_one_of_another_client() {
    let mut t = TestStore::new();
    let (person, other) = (t.person("Salo", "Aino", &[]), t.person("Virta", "Esa", &[]));
    let id = t.world.id();
    t.write(vec![phone(id, person, "+3581", None)]).unwrap();
    let hex = |id: Id| id.to_string().replace('-', "");
    let row = crate::store::row::reach(id).0;
    t.tamper(&format!("UPDATE ent SET subj = x'{}' WHERE row = {row}", hex(other)));
    assert_eq!(replay::whole(t.store.connection()).unwrap().wrong.first, [id]);
    t.tamper(&format!("UPDATE ent SET subj = x'{}' WHERE row = {row}", hex(person)));
    assert!(replay::whole(t.store.connection()).unwrap().wrong.is_empty());
    let forged = t.world.id();
    t.tamper(&format!(
        "INSERT INTO ent (row, entity, comp, subj, kind, apart, meta, state)
         SELECT {}, x'{}', comp, subj, kind, apart, meta, state FROM ent WHERE row = {row}",
        crate::store::row::reach(forged).0,
        hex(forged)
    ));
    assert_eq!(replay::whole(t.store.connection()).unwrap().wrong.first, [forged]);
}

/// What was replaced stands in `history`, with its author: the journal knows both.
#[test]
fn a_past_that_the_journal_did_not_replace_is_found() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    for number in [Some("+3581"), None, Some("+3583")] {
        let what = What::Set(vec![(7, number.map(Value::from))], None);
        t.write(vec![Edit { kind: kind("contact_info"), entity: id, person: Some(person), what }]).unwrap();
    }
    let look = |t: &TestStore| replay::whole(t.store.connection()).unwrap();
    assert!(look(&t).past.is_empty());
    for (sql, back) in [
        (
            "UPDATE history SET user = x'33333333333333333333333333333333'",
            "x'22222222222222222222222222222222'",
        ),
        ("UPDATE history SET value = x'6131' WHERE value IS NOT NULL", ""),
    ] {
        t.tamper(sql);
        let report = look(&t);
        assert_eq!((report.past.first, report.wrong.first), (vec![id], vec![]), "{sql}");
        if !back.is_empty() {
            t.tamper(&format!("UPDATE history SET user = {back}"));
        }
    }
    t.tamper("DELETE FROM history");
    assert_eq!(look(&t).past.first, [id]);
    t.tamper(
        "INSERT INTO history (entity, field, stream, n, op, user, ts) VALUES (x'0102030405060708090a0b0c0d0e0f10', 1, 1, 1, 0, x'00', 1)",
    );
    assert_eq!(look(&t).stray_past, 1);
}

#[test]
fn keys_and_wraps_that_are_not_what_was_recorded_are_found() {
    let tables = [
        "DELETE FROM subject_key",
        "UPDATE subject_key SET comp = 4",
        "DELETE FROM key_wrap",
        "UPDATE key_wrap SET blob = zeroblob(74)",
        "INSERT INTO key_wrap (key_id, key_epoch, type, blob) VALUES (x'0101010101010101', 1, 1, x'01')",
        "DELETE FROM ent WHERE kind IN (9997, 9998); DELETE FROM subject_key; DELETE FROM key_wrap",
    ];
    for sql in tables {
        let mut t = TestStore::new();
        let person = t.person("Salo", "Aino", &[]);
        give_key(&mut t, person);
        let clean = |t: &TestStore| {
            let replayed = replay::whole(t.store.connection()).unwrap();
            doctor::rows(t.store.connection(), 1).unwrap().is_clean() && replayed.wrong.is_empty()
        };
        assert!(clean(&t));
        t.tamper(&sql.replace("9997, 9998", &format!("{}, {}", kinds::SUBJECT_KEY, kinds::KEY_WRAP)));
        assert!(!clean(&t), "{sql}");
    }
}

/// A cut of the journal shows in the log, and a cut of the log in the journal.
#[test]
fn a_change_without_a_row_and_a_row_without_a_change_are_found() {
    let mut t = TestStore::new();
    let logged = |t: &mut TestStore| {
        let person = t.world.id();
        let names = BTreeMap::from([(3, "Salo".into()), (4, "Aino".into())]);
        let edit = set(kind("person"), person, Some(person), vec![(101, Some(Value::Group(names)))]);
        let act = Act { edits: vec![edit], log: vec![view(Some(person))], ..Act::default() };
        t.store.write(&actor(), &act, &mut t.world).unwrap();
    };
    (0..3).for_each(|_| logged(&mut t));
    t.store.log(&actor(), vec![view(None)], true, &mut t.world).unwrap();
    let look = |t: &TestStore| replay::acts(t.store.connection()).unwrap();
    assert_eq!(look(&t), replay::ActsReport { checked: 3, ..Default::default() });
    t.tamper("DELETE FROM own_change WHERE place & 0xff = 3");
    assert_eq!(look(&t).unwritten.first, [3]);
    t.tamper("DELETE FROM access_log WHERE place & 0xff >= 2");
    let report = look(&t);
    assert_eq!((report.unlogged.first, report.unwritten.total), (vec![(1, 2)], 0));
}

/// Wraps alone are changes too: a fold of drops at a login.
#[test]
fn the_row_of_an_act_of_keys_alone_answers_for_its_changes() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    give_key(&mut t, person);
    let report = replay::acts(t.store.connection()).unwrap();
    assert_eq!((report.unlogged.total, report.unwritten.total), (1, 0), "only the person's own");
}
