//! The merge rule: convergence, honesty about conflicts, and the worked examples of the sync design, section 6.

use crate::journal::change::{Action, DELETED, Op, Payload};
use crate::journal::testing::{hex, id, unhex};
use crate::journal::{Cell, ConflictKind, Dot, Entity, Stamp, Val, packed, value};
use crate::register::{Id, Value};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const FEED: u8 = 0x77;
const PHONE: u16 = 7;

fn dot(dev: u8, n: u64) -> Dot {
    Dot { dev: id(dev), feed: id(FEED), n, op: 0 }
}

fn op(field: u16, action: Action, value: Option<Value>, base: &[Dot], cover: &[Dot]) -> Op {
    let payload = match value {
        Some(v) => Payload::Value { salt: [0; 16], val: value::to_bytes(&v) },
        None => Payload::None,
    };
    let (mut base, mut cover) = (base.to_vec(), cover.to_vec());
    base.sort_unstable();
    cover.sort_unstable();
    Op { kind: 12, entity: id(0x66), field: Some(field), action, base, cover, com: None, payload }
}

fn set(value: &str, base: &[Dot]) -> Op {
    op(PHONE, Action::Set, Some(Value::from(value)), base, &[])
}

fn stamp(dot: Dot, ts: i64) -> Stamp {
    Stamp { dot, ts, user: id(0x22) }
}

fn conflict(e: &Entity) -> bool {
    !e.conflicts().is_empty()
}

#[test]
fn the_worked_example() {
    let mut e = Entity::default();
    let [a1, a2, a3] = [1, 2, 3].map(|n| dot(0xa, n));
    let [b1, c1, d1, e1] = [0xb, 0xc, 0xd, 0xe].map(|dev| dot(dev, 1));
    assert!(e.value(PHONE) == Cell::NeverAsked);
    for (seq, dot, op, heads, open) in [
        (101, a1, set("040 111", &[]), vec![a1], false),
        (102, a2, set("044 333", &[a1]), vec![a2], false),
        (103, b1, set("050 222", &[a1]), vec![a2, b1], true),
        (104, c1, op(PHONE, Action::Resolve, Some(Value::from("050 222")), &[a2, b1], &[]), vec![c1], false),
        (105, d1, set("09 444", &[a2]), vec![c1, d1], true),
        (106, e1, set("09 444", &[c1]), vec![d1, e1], false),
        (107, a3, set("09 445", &[d1, e1]), vec![a3], false),
    ] {
        let applied = e.apply(stamp(dot, seq), &op, false);
        assert!(applied.living);
        assert_eq!(e.base(PHONE), heads, "{seq}");
        assert_eq!(conflict(&e), open, "{seq}");
    }
    assert!(e.value(PHONE) == Cell::Value(Value::from("09 445")));
}

#[test]
fn a_head_replaced_before_it_arrives_is_dead() {
    // The hub was restored to 102; C pushes its decision again before B pushes what it decided about.
    let mut e = Entity::default();
    let (a1, a2, b1, c1) = (dot(0xa, 1), dot(0xa, 2), dot(0xb, 1), dot(0xc, 1));
    e.apply(stamp(a1, 1), &set("040 111", &[]), false);
    e.apply(stamp(a2, 2), &set("044 333", &[a1]), false);
    let decided = e.apply(stamp(c1, 4), &set("050 222", &[a2, b1]), false);
    assert_eq!(decided.superseded.iter().map(|h| h.stamp.dot).collect::<Vec<_>>(), [a2]);
    assert_eq!(decided.absent, [b1]);
    let late = e.apply(stamp(b1, 3), &set("050 222", &[a1]), true);
    assert!(!late.living);
    assert_eq!(e.base(PHONE), [c1]);
    assert!(!conflict(&e));
}

#[test]
fn two_different_decisions_are_one_new_conflict() {
    let mut e = Entity::default();
    let (a1, b1, c1, d1) = (dot(0xa, 1), dot(0xb, 1), dot(0xc, 1), dot(0xd, 1));
    e.apply(stamp(a1, 1), &set("1", &[]), false);
    e.apply(stamp(b1, 1), &set("2", &[]), false);
    e.apply(stamp(c1, 2), &op(PHONE, Action::Resolve, Some(Value::from("1")), &[a1, b1], &[]), false);
    e.apply(stamp(d1, 2), &op(PHONE, Action::Resolve, None, &[a1, b1], &[]), false);
    assert_eq!(e.conflicts(), [(PHONE, ConflictKind::Values)]);
    let Cell::Conflict(conflict) = e.value(PHONE) else { panic!("no conflict") };
    assert_eq!((conflict.heads.len(), conflict.winner.stamp.dot), (2, d1));
    assert_eq!(conflict.winner.val, Val::Empty);
}

#[test]
fn delete_against_edit_is_a_conflict_in_both_orders_and_undelete_restores() {
    let (a1, b1, c1, d1) = (dot(0xa, 1), dot(0xb, 1), dot(0xc, 1), dot(0xd, 1));
    let delete = op(DELETED, Action::Delete, None, &[], &[a1]);
    let edit = set("2", &[a1]);
    let mut one = Entity::default();
    one.apply(stamp(a1, 1), &set("1", &[]), false);
    let mut two = one.clone();
    one.apply(stamp(b1, 2), &delete, false);
    assert!(one.deleted() && !conflict(&one));
    one.apply(stamp(c1, 3), &edit, false);
    two.apply(stamp(c1, 3), &edit, false);
    assert!(!conflict(&two));
    two.apply(stamp(b1, 2), &delete, false);
    assert_eq!(one, two);
    assert_eq!(one.conflicts(), [(PHONE, ConflictKind::EditedAfterDelete)]);
    one.apply(stamp(d1, 4), &op(DELETED, Action::Undelete, None, &[b1], &[]), false);
    assert!(!one.deleted() && !conflict(&one));
    assert_eq!(one.shown(PHONE), Some(Value::from("2")));
}

#[test]
fn asked_and_none_is_not_never_asked_and_erased_is_neither() {
    let mut e = Entity::default();
    e.apply(stamp(dot(0xa, 1), 1), &op(1, Action::Unset, None, &[], &[]), false);
    e.apply(stamp(dot(0xa, 2), 2), &set("1", &[]), false);
    assert!(e.erase(&dot(0xa, 2)) && !e.erase(&dot(0xa, 3)));
    assert!(e.value(1) == Cell::Empty && e.value(PHONE) == Cell::Erased && e.value(3) == Cell::NeverAsked);
    let (meta, state) = packed::encode(&e);
    assert_eq!(hex(&state), "a20181f60781f7");
    assert_eq!(packed::decode(&meta, &state), Ok(e));
}

#[test]
fn an_event_is_read_by_field() {
    let fields = BTreeMap::from([(3, Value::Int(5)), (4, Value::from("x"))]);
    let create = Op { field: None, ..op(0, Action::Create, Some(Value::Group(fields)), &[], &[]) };
    let mut e = Entity::default();
    assert!(e.apply(stamp(dot(0xa, 1), 1), &create, false).living);
    assert!(e.apply(stamp(dot(0xa, 1), 1), &create, false).repeat);
    assert!(e.value(4) == Cell::Value(Value::from("x")) && e.value(5) == Cell::NeverAsked);
    assert_eq!(e.shown(3), Some(Value::Int(5)));
}

#[test]
fn a_record_of_ten_fields_packs_small() {
    // The worst case that is usual: half the fields from the first change, the rest edited one by one by two people.
    let mut e = Entity::default();
    for field in 1..=10u16 {
        let late = field > 5;
        let n = 70_000 + if late { u64::from(field) } else { 0 };
        let d = Dot { n, op: u32::from(field), ..dot(0xa, 1) };
        let ts = (1_790_000_000_000 << 16) + n as i64;
        let user = id(if late { 0x23 } else { 0x22 });
        e.apply(Stamp { dot: d, ts, user }, &op(field, Action::Set, Some(Value::Int(1)), &[], &[]), false);
    }
    let (meta, state) = packed::encode(&e);
    assert!(meta.len() <= 220, "{}", meta.len());
    assert_eq!(packed::decode(&meta, &state), Ok(e));
}

#[test]
fn values_of_a_newer_program_pass_through_byte_for_byte() {
    let raw = unhex("8201a10182f5f4"); // a list of a number and a map: nothing of ours
    let mut newer = set("", &[]);
    newer.payload = Payload::Value { salt: [0; 16], val: raw.clone() };
    let mut e = Entity::default();
    e.apply(stamp(dot(0xa, 1), 1), &newer, false);
    let (meta, state) = packed::encode(&e);
    let back = packed::decode(&meta, &state).unwrap();
    assert!(back.value(PHONE) == Cell::Foreign(&raw));
    assert_eq!(packed::encode(&back), (meta, state));
}

// ---- simulated terminals -------------------------------------------------------------------------------------

/// An operation, and for the oracle: everything its author had seen.
#[derive(Clone, Debug)]
struct Made {
    stamp: Stamp,
    op: Op,
    seen: BTreeSet<Dot>,
}

/// A replica that remembers which dots were named, as the hub does: it may take operations in any order.
#[derive(Clone, Default)]
struct Replica {
    entity: Entity,
    seen: BTreeSet<Dot>,
    named: BTreeSet<(u16, Dot)>,
}

impl Replica {
    /// Takes an operation in; says whether it was dead.
    fn take(&mut self, made: &Made) -> bool {
        if !self.seen.insert(made.stamp.dot) {
            return false;
        }
        let cell = made.op.cell();
        let dead = self.named.contains(&(cell, made.stamp.dot));
        self.entity.apply(made.stamp, &made.op, dead);
        self.named.extend(made.op.base.iter().map(|dot| (cell, *dot)));
        dead
    }
}

#[derive(Clone, Debug)]
enum Act {
    /// Terminal edits field to value (0 = unset).
    Edit { dev: usize, field: u16, value: i64, skew: i64 },
    /// Terminal deletes or takes a deletion back.
    Delete { dev: usize, back: bool },
    /// Terminal takes in all that the other has.
    Sync { to: usize, from: usize },
}

fn any_act() -> impl Strategy<Value = Act> {
    let edit = (0usize..3, 1u16..3, 0i64..4, -50i64..50);
    prop_oneof![
        5 => edit.prop_map(|(dev, field, value, skew)| Act::Edit { dev, field, value, skew }),
        1 => (0usize..3, any::<bool>()).prop_map(|(dev, back)| Act::Delete { dev, back }),
        3 => (0usize..3, 0usize..3).prop_map(|(to, from)| Act::Sync { to, from }),
    ]
}

/// Lets three terminals live through the acts; gives every operation made and the terminals.
fn live(acts: &[Act]) -> (Vec<Made>, Vec<Replica>) {
    let mut all: Vec<Made> = Vec::new();
    let mut terminals = vec![Replica::default(); 3];
    let mut n = [0u64; 3];
    for (clock, act) in acts.iter().enumerate() {
        let (dev, op, skew) = match act {
            Act::Sync { to, from } => {
                let seen = terminals[*from].seen.clone();
                for made in all.iter().filter(|made| seen.contains(&made.stamp.dot)) {
                    terminals[*to].take(made);
                }
                continue;
            }
            Act::Edit { dev, field, value, skew } => {
                let base = terminals[*dev].entity.base(*field);
                let made = match value {
                    0 => op(*field, Action::Unset, None, &base, &[]),
                    v => op(*field, Action::Set, Some(Value::Int(*v)), &base, &[]),
                };
                (*dev, made, *skew)
            }
            Act::Delete { dev, back } => {
                let entity = &terminals[*dev].entity;
                let base = entity.base(DELETED);
                let made = match back {
                    true => op(DELETED, Action::Undelete, None, &base, &[]),
                    false => op(DELETED, Action::Delete, None, &base, &entity.cover()),
                };
                (*dev, made, 0)
            }
        };
        n[dev] += 1;
        let dot = dot(0xa0 + dev as u8, n[dev]);
        let made = Made { stamp: stamp(dot, clock as i64 + skew), op, seen: terminals[dev].seen.clone() };
        terminals[dev].take(&made);
        all.push(made);
    }
    (all, terminals)
}

fn replay(all: &[Made], order: &[usize]) -> Entity {
    let mut replica = Replica::default();
    for i in order {
        replica.take(&all[i % all.len()]);
    }
    for made in all {
        replica.take(made);
    }
    replica.entity
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Invariant 1: the same operations in any order, any of them repeated, give the same state.
    #[test]
    fn any_order_and_repetition_converge(
        acts in prop::collection::vec(any_act(), 1..30),
        orders in prop::collection::vec(prop::collection::vec(0usize..64, 0..60), 2),
    ) {
        let (all, _) = live(&acts);
        prop_assume!(!all.is_empty());
        let straight = replay(&all, &[]);
        for order in &orders {
            let other = replay(&all, order);
            prop_assert_eq!(&other, &straight);
            prop_assert_eq!(other.conflicts(), straight.conflicts());
            prop_assert_eq!(packed::encode(&other), packed::encode(&straight));
        }
    }

    /// Invariant 3, with causality itself as the oracle: a head is exactly an operation that no other one of its
    /// cell had seen, and there is a conflict exactly where those say different things.
    #[test]
    fn heads_are_what_nobody_had_seen(acts in prop::collection::vec(any_act(), 1..30)) {
        let (all, _) = live(&acts);
        let entity = replay_or_empty(&all);
        for field in [DELETED, 1, 2] {
            let ops: Vec<&Made> = all.iter().filter(|m| m.op.cell() == field).collect();
            let heads: BTreeSet<Dot> = ops
                .iter()
                .filter(|m| !ops.iter().any(|later| later.seen.contains(&m.stamp.dot)))
                .map(|m| m.stamp.dot)
                .collect();
            prop_assert_eq!(entity.base(field).into_iter().collect::<BTreeSet<_>>(), heads.clone());
            let said: BTreeSet<Val> = entity.heads(field).iter().map(|h| h.val.clone()).collect();
            prop_assert_eq!(entity.conflicts().contains(&(field, ConflictKind::Values)), said.len() > 1);
        }
        // Edited after delete: a living value that no living deleter had seen, while the record is shown as deleted.
        let deleters: Vec<&Made> = all
            .iter()
            .filter(|m| m.op.action == Action::Delete && entity.base(DELETED).contains(&m.stamp.dot))
            .collect();
        for field in [1, 2] {
            let unseen = |dot: &Dot| !deleters.iter().any(|m| m.seen.contains(dot));
            let expected = entity.deleted() && entity.base(field).iter().any(unseen);
            let found = entity.conflicts().contains(&(field, ConflictKind::EditedAfterDelete));
            prop_assert_eq!(found, expected);
        }
    }

    /// Invariant 3, first half: people who take turns never see a conflict.
    #[test]
    fn taking_turns_makes_no_conflict(turns in prop::collection::vec((0usize..3, 1u16..3, 0i64..4, -50i64..50), 1..20)) {
        let mut acts = Vec::new();
        let mut before = None;
        for (dev, field, value, skew) in turns {
            acts.extend(before.map(|from| Act::Sync { to: dev, from }));
            acts.push(Act::Edit { dev, field, value, skew });
            before = Some(dev);
        }
        let (all, terminals) = live(&acts);
        let entity = replay_or_empty(&all);
        prop_assert!(!conflict(&entity));
        prop_assert_eq!(&terminals[before.unwrap()].entity, &entity);
    }

    /// Invariant 7: who holds heads only and gets the hub's `dead` marks ends where the hub is, in any order.
    #[test]
    fn heads_alone_suffice_with_dead_marks(
        acts in prop::collection::vec(any_act(), 1..30),
        keys in prop::collection::vec(any::<u16>(), 30),
    ) {
        let (mut all, _) = live(&acts);
        let mut keys = keys.iter();
        all.sort_by_cached_key(|_| keys.next());
        let (mut hub, mut terminal) = (Replica::default(), Entity::default());
        for made in &all {
            let dead = hub.take(made);
            terminal.apply(made.stamp, &made.op, dead);
            let (meta, state) = packed::encode(&terminal); // as between two pages
            terminal = packed::decode(&meta, &state).unwrap();
            prop_assert_eq!(&terminal, &hub.entity);
        }
    }

    /// Invariant 11: clocks only choose winners.
    #[test]
    fn clocks_change_only_winners(acts in prop::collection::vec(any_act(), 1..30), skew in prop::collection::vec(any::<i32>(), 30)) {
        let (all, _) = live(&acts);
        let mut skewed = all.clone();
        for (made, skew) in skewed.iter_mut().zip(skew) {
            made.stamp.ts = i64::from(skew);
        }
        let (one, two) = (replay_or_empty(&all), replay_or_empty(&skewed));
        for field in [DELETED, 1, 2] {
            prop_assert_eq!(one.base(field), two.base(field));
        }
    }

    #[test]
    fn changed_blobs_never_panic_and_have_one_form(
        acts in prop::collection::vec(any_act(), 1..12), at: usize, to: u8, in_state: bool,
    ) {
        let (mut meta, mut state) = packed::encode(&replay_or_empty(&live(&acts).0));
        let blob = if in_state { &mut state } else { &mut meta };
        let at = at % blob.len();
        blob[at] = to;
        if let Ok(entity) = packed::decode(&meta, &state) {
            prop_assert_eq!(packed::encode(&entity).1, state);
        }
    }
}

fn replay_or_empty(all: &[Made]) -> Entity {
    if all.is_empty() { Entity::default() } else { replay(all, &[]) }
}

/// The largest by (ts, dev, n, op) is shown.
#[test]
fn the_winner_is_the_latest_and_ties_are_broken_the_same_everywhere() {
    let mut e = Entity::default();
    let later = Id::from_bytes([0xb; 16]);
    e.apply(stamp(dot(0xa, 9), 5), &set("a", &[]), false);
    e.apply(stamp(Dot { dev: later, ..dot(0xb, 1) }, 5), &set("b", &[]), false);
    e.apply(stamp(dot(0xc, 1), 4), &set("c", &[]), false);
    assert_eq!(e.shown(PHONE), Some(Value::from("b")));
}
