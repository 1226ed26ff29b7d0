//! The log verifier: every kind of damage is found, told apart, and named by its place.

use super::vectors::{device_key, first_row};
use crate::journal::codes::{Face, LogAction, Outcome};
use crate::journal::log::{self, Detail, LogBody, LogDraft, LogRow};
use crate::journal::note::{Checkpoint, KnownKey, device_name, user_name};
use crate::journal::testing::{Same, id};
use crate::journal::verify::{Finding, Report, Verdict, Verifier};
use crate::journal::{Stream, hash};
use crate::register::Value;
use ed25519_dalek::SigningKey;
use proptest::prelude::*;

const T0: i64 = 1_790_000_000_000;
const STREAM: fn() -> Stream = || Stream { dev: id(0x88), feed: id(0x77) };

fn draft(n: u64, action: LogAction, detail: Option<Detail>) -> LogDraft {
    LogDraft {
        dev: id(0x88),
        feed: id(0x77),
        t: None,
        ts: (T0 << 16) + n as i64,
        tz: Some(120),
        clk: None,
        user: Some(id(0x22)),
        sv: Some(1),
        mono: 1000 + n,
        role: None,
        grant: None,
        office: id(0x99),
        face: Face::Tui,
        action,
        outcome: Outcome::Ok,
        count: 1,
        body: LogBody { subject: Some(id(0x44)), detail, ..LogBody::default() },
    }
}

/// Ten rows, after `edit` had its way with each draft.
fn rows(edit: impl Fn(u64, &mut LogDraft)) -> Vec<LogRow> {
    let (mut out, mut prev): (Vec<LogRow>, _) = (Vec::new(), hash::ZERO);
    for n in 1..=10 {
        let mut draft = draft(n, LogAction::Open, None);
        edit(n, &mut draft);
        let row = log::build_row(&draft, prev, n, &mut Same(n as u8));
        prev = row.c;
        out.push(row);
    }
    out
}

fn plain() -> Vec<LogRow> {
    rows(|_, _| ())
}

fn note(n: u64, c: hash::Hash, key: &SigningKey) -> String {
    let checkpoint = Checkpoint { office: id(0x99), dev: id(0x88), n, c, ts_ms: T0 };
    checkpoint.sign(&[(&device_name(id(0x11)), key)])
}

fn keys() -> Vec<KnownKey> {
    vec![KnownKey::always(device_name(id(0x11)), device_key().verifying_key().to_bytes())]
}

/// Verifies rows with the checkpoint of row 8 of the untouched log.
fn verify(rows: &[LogRow], prepare: impl Fn(&mut Verifier)) -> Report {
    let mut v = Verifier::new(STREAM());
    v.note(&note(8, plain()[7].c, &device_key()), id(0x99), &keys());
    prepare(&mut v);
    feed(v, rows)
}

fn feed(mut v: Verifier, rows: &[LogRow]) -> Report {
    for row in rows {
        v.row(&row.header, (!row.body.is_empty()).then_some(&row.body), &row.c);
    }
    v.finish()
}

fn found(n: u64, verdict: Verdict) -> Finding {
    Finding { n, verdict }
}

#[test]
fn a_good_log_is_intact_or_has_an_open_tail() {
    let r = verify(&plain(), |_| ());
    assert_eq!(r.verdict(), found(9, Verdict::OpenTail));
    let c = plain()[9].c;
    let r = verify(&plain(), |v| {
        v.note(&note(10, c, &device_key()), id(0x99), &keys());
        v.known(10, c);
    });
    assert_eq!((r.verdict(), r.rows, r.last), (found(10, Verdict::Intact), 10, Some((10, c))));
    assert_eq!(feed(Verifier::new(STREAM()), &[]).verdict(), found(0, Verdict::Intact));
}

#[test]
fn altered_headers_and_bodies_are_found() {
    for (what, n) in [(0, 3), (1, 4)] {
        let mut rows = plain();
        let row = &mut rows[n - 1];
        let bytes = if what == 0 { &mut row.header } else { &mut row.body };
        *bytes.last_mut().unwrap() ^= 1;
        assert_eq!(verify(&rows, |_| ()).verdict(), found(n as u64, Verdict::Altered));
    }
}

#[test]
fn a_number_altered_in_a_header_is_altered_and_no_gap() {
    let mut rows = plain();
    let at = rows[7].header.windows(2).position(|w| w == [4, 8]).unwrap();
    rows[7].header[at + 1] = 9;
    assert_eq!(verify(&rows, |_| ()).findings, [found(8, Verdict::Altered)]);
}

#[test]
fn a_history_written_anew_does_not_meet_the_checkpoint() {
    let rows = rows(|n, d| d.count += u64::from(n == 3));
    let r = verify(&rows, |_| ());
    assert_eq!(r.verdict(), found(8, Verdict::Altered));
    // Without checkpoint or outside knowledge nobody could tell.
    assert_eq!(feed(Verifier::new(STREAM()), &rows).verdict().verdict, Verdict::OpenTail);
}

#[test]
fn a_row_taken_out_or_moved_is_found() {
    let mut gone = plain();
    gone.remove(4);
    assert_eq!(verify(&gone, |_| ()).findings, [found(5, Verdict::Gap)]);
    let mut moved = plain();
    moved.swap(4, 5);
    let r = verify(&moved, |_| ());
    assert_eq!(r.findings.first(), Some(&found(5, Verdict::Gap)));
    assert!(r.findings.contains(&found(5, Verdict::Reordered)), "{:?}", r.findings);
    assert_eq!(r.verdict().verdict.exit_code(), 11);
    // A row put in the place of another: dense, but not linked.
    let mut other = plain();
    other[4] = rows(|n, d| d.count += u64::from(n == 5)).swap_remove(4);
    assert_eq!(verify(&other, |_| ()).verdict(), found(6, Verdict::Reordered));
}

#[test]
fn a_cut_is_found_by_the_checkpoint_and_with_the_checkpoint_only_from_outside() {
    let rows = plain();
    assert_eq!(verify(&rows[..6], |_| ()).verdict(), found(7, Verdict::Short));
    assert_eq!(verify(&rows[..6], |v| v.restored(6)).verdict(), found(1, Verdict::OpenTail));
    assert_eq!(verify(&rows[..5], |v| v.restored(6)).verdict(), found(6, Verdict::Short));

    let both_cut = |known: Option<u64>| {
        let mut v = Verifier::new(STREAM());
        v.note(&note(4, rows[3].c, &device_key()), id(0x99), &keys());
        if let Some(n) = known {
            v.known(n, rows[n as usize - 1].c);
        }
        feed(v, &rows[..6]).verdict()
    };
    assert_eq!(both_cut(None), found(5, Verdict::OpenTail));
    assert_eq!(both_cut(Some(8)), found(7, Verdict::Short));
    let newer = verify(&rows, |v| v.known(9, [1; 32]));
    assert_eq!(newer.verdict(), found(9, Verdict::Altered));
}

/// Rows 5 to 8 were cut with their checkpoints; whoever logged in next was told, and wrote on in their place.
#[test]
fn an_alarm_says_where_the_rows_were_that_later_ones_lie_over() {
    let alarm = |dev: u8, known: i64, held: i64| {
        Detail::from([
            (log::BEYOND_DEV, Value::Id(id(dev))),
            (log::BEYOND_KNOWN, Value::Int(known)),
            (log::BEYOND_HELD, Value::Int(held)),
        ])
    };
    let told = |alarms: &[(u64, Detail)], last: usize| {
        let rows = rows(|n, d| {
            if let Some((_, detail)) = alarms.iter().find(|(at, _)| *at == n) {
                d.action = LogAction::Rollback;
                d.body.detail = Some(detail.clone());
            }
        });
        let mut v = Verifier::new(STREAM());
        v.known(8, [1; 32]);
        feed(v, &rows[..last]).findings
    };
    let (first, next, over) = ((5, alarm(0x88, 8, 4)), (7, alarm(0x88, 8, 6)), (10, alarm(0x88, 8, 9)));
    let short = [found(5, Verdict::Short)];
    for last in 5..=10 {
        assert_eq!(told(std::slice::from_ref(&first), last), short, "{last} rows");
        assert_eq!(told(&[first.clone(), next.clone(), over.clone()], last), short, "{last} rows");
    }
    // What an alarm cannot have seen, or tells of another log, changes nothing.
    for other in [alarm(0x87, 8, 4), alarm(0x88, 8, 5), alarm(0x88, 4, 4), alarm(0x88, -8, -4)] {
        assert_eq!(told(&[(5, other.clone())], 6), [found(7, Verdict::Short)]);
        assert_eq!(told(&[(5, other)], 10), [found(8, Verdict::Altered)]);
    }
    // A false alarm is no way to hide anything: it is a finding itself.
    let rows = rows(|n, d| {
        if n == 5 {
            d.action = LogAction::Rollback;
            d.body.detail = Some(alarm(0x88, 8, 4));
        }
    });
    let mut v = Verifier::new(STREAM());
    v.known(8, rows[7].c);
    assert_eq!(feed(v, &rows).verdict(), found(5, Verdict::Short));
}

#[test]
fn two_checkpoints_that_disagree_are_a_fork() {
    let r = verify(&plain(), |v| v.note(&note(8, [1; 32], &device_key()), id(0x99), &keys()));
    assert!(r.findings.contains(&found(8, Verdict::Fork)));
    let r = verify(&plain()[..7], |v| v.known(8, [1; 32]));
    assert!(r.findings.contains(&found(8, Verdict::Fork)));
}

#[test]
fn clocks_going_back_are_found_but_a_new_start_may_begin_the_monotonic_one_again() {
    let back = rows(|n, d| d.ts -= if n == 6 { 5 } else { 0 });
    assert_eq!(feed(Verifier::new(STREAM()), &back).verdict(), found(6, Verdict::Clock));
    let mono = |action| {
        let rows = rows(|n, d| {
            d.mono = if n < 6 { n + 100 } else { n };
            if n == 6 {
                d.action = action;
            }
        });
        feed(Verifier::new(STREAM()), &rows).verdict()
    };
    assert_eq!(mono(LogAction::Open), found(6, Verdict::Clock));
    assert_eq!(mono(LogAction::Login), found(1, Verdict::OpenTail));
}

/// A clock, or a note that cannot be read, is told of a place before the row that was changed.
#[test]
fn the_gravest_finding_is_the_verdict_and_the_place_decides_only_among_equals() {
    let back = |edit: fn(&mut Vec<LogRow>)| {
        let mut rows = rows(|n, d| d.ts -= if n == 3 { 5 } else { 0 });
        edit(&mut rows);
        let mut v = Verifier::new(STREAM());
        v.note("nonsense", id(0x99), &keys());
        feed(v, &rows)
    };
    let changed = |rows: &mut Vec<LogRow>| {
        for at in [6, 8] {
            *rows[at].body.last_mut().unwrap() ^= 1;
        }
    };
    let r = back(changed);
    assert_eq!(r.verdict(), found(7, Verdict::Altered));
    assert_eq!(r.findings.first(), Some(&found(0, Verdict::Signature)), "what is listed stands by its place");
    assert_eq!(back(|rows| drop(rows.remove(5))).verdict(), found(6, Verdict::Gap));
    assert_eq!(back(|_| ()).verdict(), found(0, Verdict::Signature));
    let mut v = Verifier::new(STREAM());
    v.known(12, [1; 32]);
    let rows = rows(|n, d| d.ts -= if n == 3 { 5 } else { 0 });
    assert_eq!(feed(v, &rows).verdict(), found(11, Verdict::Short));
}

/// A practice office adopts a clock that jumped ahead, a checkpoint is gone, the recovery key is used: each before
/// anybody is in.
#[test]
fn every_row_that_opens_the_register_may_be_the_first_of_a_machine_that_was_started() {
    use LogAction as A;
    let started = |actions: &[A], role: Option<&str>| {
        let rows = rows(|n, d| {
            d.mono = if n < 6 { n + 100 } else { n };
            d.role = role.map(str::to_owned);
            if let Some(action) = n.checked_sub(6).and_then(|at| actions.get(at as usize)) {
                d.action = *action;
            }
        });
        feed(Verifier::new(STREAM()), &rows).findings
    };
    let office = Some("front_desk");
    for first in [
        &[A::Login][..],
        &[A::FailedLogin],
        &[A::ClockBack, A::Login],
        &[A::KeyStore, A::Login],
        &[A::ActivationUsed],
        &[A::Restore],
        &[A::Rollback, A::VerifyAlarm, A::Login],
        &[A::CrashMarker, A::Login],
        &[A::DoorFileMissing, A::Login],
        &[A::ClockJumpConfirmed, A::Login],
        &[A::VerifyAlarm, A::Login],
        &[A::VerifyAlarm, A::VerifyAlarm, A::FailedLogin],
        &[A::ClockJumpConfirmed, A::VerifyAlarm, A::Login],
        // Killed between its own row and the login's, or nothing after it yet.
        &[
            A::ClockJumpConfirmed,
            A::ClockJumpConfirmed,
            A::ClockJumpConfirmed,
            A::ClockJumpConfirmed,
            A::VerifyAlarm,
        ],
    ] {
        assert_eq!(started(first, office), [], "{first:?}");
    }
    assert_eq!(started(&[A::RecoveryKey, A::Grant], None), [], "by the recovery key nobody is in");
    // At work the clock does not begin again, whatever is written.
    for within in [
        &[A::ClockJumpConfirmed][..],
        &[A::VerifyAlarm],
        &[A::VerifyAlarm, A::ClockJumpConfirmed],
        &[A::RecoveryKey],
        &[A::Unlock],
    ] {
        assert_eq!(started(within, office), [found(6, Verdict::Clock)], "{within:?}");
    }
}

#[test]
fn a_checkpoint_that_is_not_ours_is_not_believed() {
    let stranger = SigningKey::from_bytes(&[5; 32]);
    let c = plain()[8].c;
    for (bad, n) in [
        (note(9, c, &stranger), 9),
        (note(9, c, &device_key()).replacen("\n9\n", "\n7\n", 1), 7),
        ("nonsense".to_owned(), 0),
    ] {
        let r = verify(&plain(), |v| v.note(&bad, id(0x99), &keys()));
        assert_eq!(r.verdict(), found(n, Verdict::Signature));
    }
    let r = verify(&plain(), |v| v.note(&note(9, c, &device_key()), id(0x98), &keys()));
    assert_eq!(r.verdict(), found(9, Verdict::Signature));
}

#[test]
fn a_user_s_signature_alone_makes_no_checkpoint() {
    let user = SigningKey::from_bytes(&[7; 32]);
    let name = user_name(id(0x22));
    let mut known = keys();
    known.push(KnownKey::always(name.clone(), user.verifying_key().to_bytes()));
    let checkpoint = Checkpoint { office: id(0x99), dev: id(0x88), n: 9, c: plain()[8].c, ts_ms: T0 };
    let device = device_name(id(0x11));
    let told = |note: &str| verify(&plain(), |v| v.note(note, id(0x99), &known)).verdict();
    assert_eq!(told(&checkpoint.sign(&[(&name, &user)])), found(9, Verdict::Signature));
    let both = checkpoint.sign(&[(&device, &device_key()), (&name, &user)]);
    assert_eq!(told(&both), found(10, Verdict::OpenTail));
    // A key of nobody known, under whatever name, is passed over beside it.
    let stranger = SigningKey::from_bytes(&[5; 32]);
    let other = checkpoint.sign(&[(&device, &device_key()), (&name, &stranger)]);
    assert_eq!(told(&other), found(10, Verdict::OpenTail));
}

#[test]
fn a_missing_body_needs_a_purge_row() {
    let purge = |from: i64, to: i64| {
        let detail = Detail::from([(log::PURGED_FROM, Value::Int(from)), (log::PURGED_TO, Value::Int(to))]);
        let mut rows = rows(|n, d| {
            if n == 9 {
                d.action = LogAction::LogPurge;
                d.body.detail = Some(detail.clone());
            }
        });
        rows[2].body.clear();
        rows[3].body.clear();
        rows[9].body.clear();
        feed(Verifier::new(STREAM()), &rows).findings
    };
    assert_eq!(purge(3, 4), [found(10, Verdict::BodyMissing)]);
    assert_eq!(purge(3, 3), [found(4, Verdict::BodyMissing), found(10, Verdict::BodyMissing)]);
    assert_eq!(purge(1, 10), [found(10, Verdict::BodyMissing)]); // a purge covers what came before it
    let mut rows = plain();
    rows[4].body.clear();
    assert_eq!(verify(&rows, |_| ()).verdict(), found(5, Verdict::BodyMissing));
    assert_eq!(Verdict::BodyMissing.exit_code(), 16);
}

#[test]
fn a_restore_row_tells_which_stream_it_closed() {
    let detail = Detail::from([(log::RESTORED_DEV, Value::Id(id(0x87))), (log::RESTORED_N, Value::Int(40))]);
    let rows = rows(|n, d| {
        if n == 1 {
            d.action = LogAction::Restore;
            d.body.detail = Some(detail.clone());
        }
    });
    assert_eq!(feed(Verifier::new(STREAM()), &rows).restores, [(id(0x87), 40)]);
}

#[test]
fn a_verifier_can_go_on_after_a_row() {
    let rows = plain();
    let head = log::decode_header(&rows[4].header).unwrap();
    let r = feed(Verifier::after(STREAM(), &head, rows[4].c), &rows[5..]);
    assert!(r.findings.is_empty());
}

#[test]
fn codes_are_those_of_the_design() {
    assert_eq!(LogAction::ALL.len(), 12 + 13 + 8 + 18 + 11);
    for (action, code) in [
        (LogAction::ClockJumpConfirmed, 112),
        (LogAction::History, 213),
        (LogAction::Lookup, 308),
        (LogAction::RecoveryKey, 418),
        (LogAction::DoorFileMissing, 511),
    ] {
        assert_eq!(action.code(), code);
        assert_eq!(LogAction::from_code(code), Some(action));
    }
    assert_eq!(LogAction::from_code(999), None);
    assert!(LogAction::Export.durable() && !LogAction::Open.durable());
}

proptest! {
    #[test]
    fn bodies_come_back(
        subject in prop::option::of(any::<u8>()), comp in prop::option::of(any::<u8>()),
        kind in prop::option::of(any::<u16>()), shown in prop::option::of(any::<[u8; 32]>()),
        search_id in prop::option::of(any::<[u8; 8]>()), shown_n in prop::option::of(any::<u64>()),
        detail in prop::option::of(prop::collection::btree_map(any::<u16>(), any::<i64>().prop_map(Value::Int), 0..4)),
    ) {
        let body = LogBody { subject: subject.map(id), comp, kind, shown, search_id, shown_n, detail, ..LogBody::default() };
        let mut d = draft(1, LogAction::Search, None);
        d.body = body.clone();
        let row = log::build_row(&d, hash::ZERO, 1, &mut Same(0));
        prop_assert!(log::decode_body(&row.body) == Ok(body));
    }

    /// One byte changed anywhere in ten rows is always found.
    #[test]
    fn no_changed_byte_goes_unseen(at in 0usize..10, place: usize, xor in 1u8.., what in 0u8..3) {
        let mut rows = plain();
        let row = &mut rows[at];
        match what {
            0 => { let i = place % row.header.len(); row.header[i] ^= xor; }
            1 => { let i = place % row.body.len(); row.body[i] ^= xor; }
            _ => row.c[place % 32] ^= xor,
        }
        let report = verify(&rows, |_| ());
        prop_assert!(report.total > 0);
        prop_assert_eq!(report.verdict().verdict.exit_code(), 10);
    }

    #[test]
    fn any_bytes_are_read_without_panic(header: Vec<u8>, body: Vec<u8>, note: String) {
        let _ = log::decode_header(&header);
        let _ = log::decode_body(&body);
        let mut v = Verifier::new(STREAM());
        v.note(&note, id(0x99), &keys());
        v.row(&header, Some(&body), &[0; 32]);
        let mut bytes = first_row().header;
        for (to, from) in bytes.iter_mut().zip(&header) {
            *to ^= from;
        }
        v.row(&bytes, Some(&body), &[0; 32]);
        let _ = v.finish();
    }
}
