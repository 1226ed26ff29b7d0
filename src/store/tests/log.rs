//! The log against somebody who has the key: what is changed, cut or put aside is found, with its place.

use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::journal::note::{Checkpoint, KnownKey, device_name};
use crate::journal::verify::Verdict;
use crate::register::Id;
use crate::store::Store;
use crate::store::access_log::{self, Entry};
use crate::store::log_review::{self, Filter};
use crate::store::log_verify::{Known, LogReport, verify};
use crate::store::testing::{TestStore, actor, view};
use ed25519_dalek::SigningKey;

fn signer() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn keys(t: &TestStore) -> Vec<KnownKey> {
    vec![KnownKey::always(device_name(t.store.here().machine), signer().verifying_key().to_bytes())]
}

fn newest(t: &TestStore) -> Known {
    let dev = t.store.here().dev;
    let (n, c) = access_log::tip(t.store.connection(), dev).unwrap();
    Known { dev, n, c }
}

fn checkpoint(t: &TestStore) {
    let Known { dev, n, c } = newest(t);
    let office = t.store.here().office;
    let note = Checkpoint { office, dev, n, c, ts_ms: crate::store::testing::T0 };
    let name = device_name(t.store.here().machine);
    let stream = access_log::streams(t.store.connection()).unwrap().last().unwrap().number;
    let text = note.sign(&[(&name, &signer())]);
    access_log::put_checkpoint(t.store.connection(), stream, n, note.ts_ms, &text).unwrap();
}

fn look(t: &TestStore, known: &[Known]) -> LogReport {
    verify(t.store.connection(), t.store.here().office, &keys(t), known).unwrap()
}

/// Twelve rows: a login, views, a checkpoint after the eighth.
fn log() -> TestStore {
    let mut t = TestStore::new();
    let login = Entry::ok(LogAction::Login, LogBody::default());
    t.store.log(&actor(), vec![login], true, &mut t.world).unwrap();
    for n in 2..=12 {
        let subject = t.world.id();
        t.store.log(&actor(), vec![view(Some(subject))], n % 2 == 0, &mut t.world).unwrap();
        if n == 8 {
            checkpoint(&t);
            t.store.fold().unwrap();
        }
    }
    t
}

#[test]
fn an_act_that_was_judged_over_another_state_is_not_written() {
    let mut t = log();
    let salt = t.salt;
    let mut other = Store::open(&t.path, &crate::store::testing::KEY, salt, t.db_id).unwrap();
    let state = t.store.state().unwrap();
    let act = || crate::store::Act { log: vec![view(None)], ..Default::default() };
    // An own act leaves the judgement as it is.
    assert!(t.store.write_over(state, &actor(), &act(), &mut t.world).unwrap().is_some());
    assert!(t.store.write_over(state, &actor(), &act(), &mut t.world).unwrap().is_some());
    other.write(&actor(), &act(), &mut t.world).unwrap();
    let tip = |store: &Store| {
        let count = "SELECT count(*) FROM access_log";
        store.connection().query_row(count, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let before = tip(&t.store);
    assert!(t.store.write_over(state, &actor(), &act(), &mut t.world).unwrap().is_none());
    assert_eq!(tip(&t.store), before, "nothing is kept of it");
    let state = t.store.state().unwrap();
    assert!(t.store.write_over(state, &actor(), &act(), &mut t.world).unwrap().is_some());
}

#[test]
fn rows_about_a_client_are_found_before_and_after_the_index_catches_up() {
    let mut t = TestStore::new();
    let (client, other) = (t.world.id(), t.world.id());
    let about = |t: &TestStore, limit| {
        let rows = access_log::about(t.store.connection(), client, limit).unwrap();
        rows.iter().map(|(header, _)| journal_n(header)).collect::<Vec<u64>>()
    };
    for n in 1..=6 {
        let subject = if n % 2 == 0 { client } else { other };
        t.store.log(&actor(), vec![view(Some(subject))], true, &mut t.world).unwrap();
        if n == 3 {
            assert!(access_log::is_behind(t.store.connection()).unwrap());
            t.store.make_durable(&t.world).unwrap();
            assert!(!access_log::is_behind(t.store.connection()).unwrap());
        }
    }
    assert_eq!(about(&t, 10), [6, 4, 2], "one in the index, two behind it");
    let end = |id: Id| id.to_string().replace('-', "").split_off(20);
    assert_eq!(log_review::clients_ending(t.store.connection(), &end(client)).unwrap(), [client]);
    assert_eq!(log_review::clients_ending(t.store.connection(), "").unwrap().len(), 2, "each once");
    assert!(log_review::clients_ending(t.store.connection(), "zz").unwrap().is_empty());
    let filter = Filter { until: i64::MAX, client: Some(client), ..Filter::default() };
    let reviewed = |limit| log_review::newest(t.store.connection(), &filter, limit).unwrap();
    assert_eq!(reviewed(10).iter().map(|row| row.n).collect::<Vec<_>>(), [6, 4, 2]);
    assert_eq!(reviewed(2).len(), 2);
    assert_eq!(about(&t, 2), [6, 4]);
    t.store.fold().unwrap();
    assert_eq!(about(&t, 10), [6, 4, 2]);
    assert_eq!(look(&t, &[]).exit_code(), 0);
    // Nothing came: nothing is written.
    let wal = || std::fs::metadata(t.path.with_extension("db-wal")).unwrap().len();
    assert!(!access_log::is_behind(t.store.connection()).unwrap());
    assert_eq!(wal(), 0);
}

fn journal_n(header: &[u8]) -> u64 {
    crate::journal::log::decode_header(header).unwrap().head.n
}

fn found(sql: &str, outside: bool) -> (Verdict, u64) {
    let mut t = log();
    t.store.make_durable(&t.world).unwrap();
    found_in(&t, sql, outside)
}

fn found_in(t: &TestStore, sql: &str, outside: bool) -> (Verdict, u64) {
    let known = newest(t);
    assert_eq!(look(t, &[known]).exit_code(), 0);
    let stream = access_log::streams(t.store.connection()).unwrap()[0].number;
    t.tamper(&sql.replace("PLACE", &format!("({stream} << 40)")));
    let finding = look(t, if outside { std::slice::from_ref(&known) } else { &[] }).verdict().1;
    (finding.verdict, finding.n)
}

#[test]
fn an_untouched_log_is_sound_and_says_where_its_tail_is_open() {
    let t = log();
    let verdict = look(&t, &[newest(&t)]).verdict().1;
    assert_eq!((verdict.verdict, verdict.n), (Verdict::OpenTail, 9));
    checkpoint(&t);
    assert_eq!(look(&t, &[]).verdict().1.verdict, Verdict::Intact);
}

#[test]
fn tampering_is_found_with_its_place() {
    for (what, sql, outside, wanted) in [
        ("header", "UPDATE access_log SET header = CAST(substr(header, 1, 40) || x'00' || substr(header, 42) AS BLOB) WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("body", "UPDATE access_log SET body = CAST(substr(body, 1, 20) || x'00' || substr(body, 22) AS BLOB) WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("type", "UPDATE access_log SET header = 7, c = 'x' WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("hash", "UPDATE access_log SET c = zeroblob(32) WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("body gone", "UPDATE access_log SET body = NULL WHERE place = PLACE + 5", false, (Verdict::BodyMissing, 5)),
        ("deleted", "DELETE FROM access_log WHERE place = PLACE + 5", false, (Verdict::Gap, 5)),
        ("first deleted", "DELETE FROM access_log WHERE place = PLACE + 1", false, (Verdict::Gap, 1)),
        ("renumbered", "DELETE FROM access_log WHERE place = PLACE + 5; UPDATE access_log SET place = place - 1 WHERE place > PLACE + 5", false, (Verdict::Gap, 5)),
        (
            "swapped",
            "UPDATE access_log SET place = PLACE + 99 WHERE place = PLACE + 5;
             UPDATE access_log SET place = PLACE + 5 WHERE place = PLACE + 6;
             UPDATE access_log SET place = PLACE + 6 WHERE place = PLACE + 99",
            false,
            (Verdict::Gap, 5),
        ),
        ("tail cut behind the checkpoint", "DELETE FROM access_log WHERE place > PLACE + 5", false, (Verdict::Short, 6)),
        ("tail cut after the checkpoint", "DELETE FROM access_log WHERE place > PLACE + 10", false, (Verdict::Short, 11)),
        (
            "rows, tip and checkpoint cut, head known outside",
            "DELETE FROM access_log WHERE place > PLACE + 5; DELETE FROM log_checkpoint;
             UPDATE stream SET n = 5, c = (SELECT c FROM access_log WHERE place = PLACE + 5) WHERE comp = 127",
            true,
            (Verdict::Short, 6),
        ),
        ("all of it", "DELETE FROM access_log; DELETE FROM log_checkpoint; DELETE FROM stream WHERE comp = 127", true, (Verdict::Short, 1)),
        ("checkpoint", "UPDATE log_checkpoint SET note = replace(note, 'ts=1', 'ts=2')", false, (Verdict::Signature, 8)),
        ("checkpoint unreadable", "UPDATE log_checkpoint SET note = 'x'", false, (Verdict::Signature, 0)),
        ("tip", "UPDATE stream SET n = 20 WHERE comp = 127", false, (Verdict::Short, 13)),
        ("client hidden", "UPDATE access_log SET subj = NULL WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("another client", "UPDATE access_log SET subj = zeroblob(16) WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("another user", "UPDATE access_log SET user = zeroblob(16) WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("another time", "UPDATE access_log SET ts = 'x' WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("another action", "UPDATE access_log SET action = 1 WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("not led to", "DELETE FROM log_about WHERE place = PLACE + 5", false, (Verdict::Altered, 5)),
        ("stray", "UPDATE stream SET comp = 126 WHERE comp = 127", false, (Verdict::Short, 0)),
    ] {
        assert_eq!(found(sql, outside), wanted, "{what}");
    }
    // Of rows that `log_about` has not caught up with.
    let never = "UPDATE sync_meta SET about_until = PLACE + 99";
    assert_eq!(found_in(&log(), never, false), (Verdict::Altered, 9), "never looked at");
}

#[test]
fn what_is_cut_with_its_checkpoints_is_found_from_outside_only() {
    // The limit of a chain, written down: without a head known outside nothing in the file tells.
    let cut = "DELETE FROM access_log WHERE place > PLACE + 5; DELETE FROM log_checkpoint;
        UPDATE stream SET n = 5, c = (SELECT c FROM access_log WHERE place = PLACE + 5) WHERE comp = 127";
    assert_eq!(found(cut, false).0.exit_code(), 0);
}

#[test]
fn a_cut_is_found_from_outside_only_before_the_tip_is_noted() {
    let cut = "DELETE FROM access_log WHERE place > PLACE + 10";
    for (outside, wanted) in [(false, (Verdict::OpenTail, 9)), (true, (Verdict::Short, 11))] {
        assert_eq!(found_in(&log(), cut, outside), wanted);
    }
    // Of what was noted at the eighth row nothing can be missing, and no other row can be in its place.
    assert_eq!(
        found_in(&log(), "DELETE FROM access_log WHERE place > PLACE + 7", false),
        (Verdict::Short, 8)
    );
    assert_eq!(found("UPDATE stream SET c = zeroblob(32) WHERE comp = 127", false), (Verdict::Altered, 12));
    for note in [Store::fold, Store::fold_at_once] {
        let mut t = log();
        note(&mut t.store).unwrap();
        assert_eq!(found_in(&t, cut, false), (Verdict::Short, 11));
    }
}

#[test]
fn rows_go_on_behind_one_that_was_made_unreadable() {
    let mut t = log();
    t.tamper(
        "UPDATE access_log SET header = x'00', c = 'x' WHERE place = (SELECT max(place) FROM access_log)",
    );
    t.store.log(&actor(), vec![view(None)], true, &mut t.world).unwrap();
    assert_eq!(newest(&t).n, 13);
    let verdict = look(&t, &[]).verdict().1;
    assert_eq!((verdict.verdict, verdict.n), (Verdict::Altered, 12));
}

#[test]
fn a_restored_copy_warns_no_more_once_its_first_row_says_so() {
    let mut t = log();
    let beyond = newest(&t);
    // The copy holds ten of twelve rows.
    let stream = access_log::streams(t.store.connection()).unwrap()[0].number;
    t.tamper(&format!(
        "DELETE FROM access_log WHERE place > ({stream} << 40) + 10;
         UPDATE stream SET n = 10, c = (SELECT c FROM access_log WHERE place = ({stream} << 40) + 10) WHERE comp = 127"
    ));
    let person = t.person("Salo", "Aino", &[]);
    let _ = person;
    assert_eq!(look(&t, &[beyond]).exit_code(), 12, "before the restore is written down");
    let old = t.store.here().dev;
    let dev = t.world.id();
    t.store.new_incarnation(&actor(), dev, Some((beyond.n, beyond.c)), &mut t.world).unwrap();
    assert_eq!(t.store.here().dev, dev);
    let report = look(&t, &[beyond]);
    assert_eq!(report.exit_code(), 0, "{report:?}");
    assert_eq!(
        report.streams.iter().map(|s| (s.dev, s.closed)).collect::<Vec<_>>(),
        [(dev, false), (old, true)]
    );
    let mut t = t.reopen();
    assert_eq!(t.store.here().dev, dev);
    // Work goes on in new streams, over what the old ones left.
    t.set("person", person, person, &[("service_language", "sv".into())]);
    let chains = crate::store::doctor::chains(t.store.connection()).unwrap();
    assert!(chains.iter().all(|c| c.fault.is_none() && c.noted), "{chains:?}");
    assert_eq!(chains.iter().filter(|c| c.dev == dev).count(), 1);
    assert_eq!(crate::store::entity::past(t.store.connection(), person).unwrap().len(), 0);
    // Further cutting is not explained by that row.
    t.tamper(&format!("DELETE FROM access_log WHERE place = ({stream} << 40) + 10"));
    assert_eq!(look(&t, &[beyond]).exit_code(), 12);
}

#[test]
fn a_program_that_opened_the_file_before_a_restore_cannot_write_on() {
    let mut t = log();
    let salt = t.salt;
    let mut other = Store::open(&t.path, &crate::store::testing::KEY, salt, t.db_id).unwrap();
    let dev = t.world.id();
    t.store.new_incarnation(&actor(), dev, None, &mut t.world).unwrap();
    let row = vec![view(Some(Id::from_bytes([1; 16])))];
    assert!(other.log(&actor(), row, true, &mut t.world).is_err());
}
