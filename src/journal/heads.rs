//! The merged state of an entity: the heads of its cells (sync design, section 6).
//!
//! `heads(cell) = { op : no known op names op's dot in its base }`. The shown value is that of the largest head by
//! (ts, dev, n, op); more than one distinct value among the heads is one conflict for people. Causality is in `base`
//! alone, never in a clock.
//!
//! An entity holds heads only. That is safe when operations come in the order of the feed, repeats are skipped, and
//! an operation that was superseded before it arrived is marked `dead`.

use super::cbor::{FALSE, TRUE};
use super::change::{Action, CREATED, DELETED, Op, Payload};
use super::dot::Dot;
use super::value;
use crate::register::{Id, Value};
use std::fmt;

/// Which operation, when, and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The operation.
    pub dot: Dot,
    /// Its timestamp, `ms << 16 | counter`.
    pub ts: i64,
    /// Who made it.
    pub user: Id,
}

/// What a head says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Val {
    /// Asked, and there is none.
    Empty,
    /// There was a value; it was redacted.
    Erased,
    /// A value's bytes. In cell 0: true deleted, false not.
    Raw(Vec<u8>),
}

impl fmt::Debug for Val {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Val::Empty => f.write_str("Empty"),
            Val::Erased => f.write_str("Erased"),
            Val::Raw(raw) => write!(f, "Raw({} B)", raw.len()),
        }
    }
}

impl Val {
    /// The value, if there is one that this program can read.
    pub fn value(&self) -> Option<Value> {
        match self {
            Val::Raw(raw) => value::from_bytes(raw).ok(),
            Val::Empty | Val::Erased => None,
        }
    }

    fn of(op: &Op) -> Val {
        match (op.action, &op.payload) {
            (Action::Delete, _) => Val::Raw(vec![TRUE]),
            (Action::Undelete, _) => Val::Raw(vec![FALSE]),
            (_, Payload::None) => Val::Empty,
            (_, Payload::Erased) => Val::Erased,
            (_, Payload::Value { val, .. }) => Val::Raw(val.clone()),
        }
    }
}

/// A living operation of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which, when, whose.
    pub stamp: Stamp,
    /// What it says.
    pub val: Val,
    /// Of a delete: the heads that the deleter saw, ascending.
    pub cover: Vec<Dot>,
}

impl Head {
    /// The largest is the one shown.
    fn rank(&self) -> (i64, Id, u64, u32, Id) {
        let Stamp { dot, ts, .. } = self.stamp;
        (ts, dot.dev, dot.n, dot.op, dot.feed)
    }
}

/// What [`Entity::apply`] did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Applied {
    /// The operation is a head now.
    pub living: bool,
    /// It was one before: nothing was done.
    pub repeat: bool,
    /// Heads it replaced, for the history.
    pub superseded: Vec<Head>,
    /// Dots of its base that were no heads: replaced before, or not seen yet.
    pub absent: Vec<Dot>,
}

/// What kind of decision people owe a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Its heads hold more than one distinct value.
    Values,
    /// It has a head that whoever deleted the entity did not see.
    EditedAfterDelete,
}

/// The heads of a cell that disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<'a> {
    /// The head shown until somebody decides.
    pub winner: &'a Head,
    /// All of them, ascending by dot, the winner among them.
    pub heads: &'a [Head],
}

/// What a reader sees in a cell.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nobody ever asked.
    NeverAsked,
    /// Asked, and there is none.
    Empty,
    /// There was a value; it was redacted.
    Erased,
    /// A value.
    Value(Value),
    /// A value of a newer program, kept as its bytes.
    Foreign(&'a [u8]),
    /// More than one distinct value.
    Conflict(Conflict<'a>),
}

/// The merged state of one entity. Equal sets of operations give equal states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entity {
    /// Ascending by number; heads ascending by dot; no cell without heads.
    pub(super) cells: Vec<(u16, Vec<Head>)>,
}

impl Entity {
    /// Takes an operation in. `dead`: it had been replaced before it arrived, so it replaces but does not live.
    pub fn apply(&mut self, stamp: Stamp, op: &Op, dead: bool) -> Applied {
        let cell = op.cell();
        let at = self.cells.partition_point(|(number, _)| *number < cell);
        if self.cells.get(at).is_none_or(|(number, _)| *number != cell) {
            self.cells.insert(at, (cell, Vec::new()));
        }
        let mut applied = Applied::default();
        let Some((_, heads)) = self.cells.get_mut(at) else { return applied };
        if heads.iter().any(|head| head.stamp.dot == stamp.dot) {
            applied.repeat = true;
            return applied;
        }
        for dot in &op.base {
            match heads.iter().position(|head| head.stamp.dot == *dot) {
                Some(i) => applied.superseded.push(heads.remove(i)),
                None => applied.absent.push(*dot),
            }
        }
        if !dead {
            let at = heads.partition_point(|head| head.stamp.dot < stamp.dot);
            heads.insert(at, Head { stamp, val: Val::of(op), cover: op.cover.clone() });
            applied.living = true;
        }
        if heads.is_empty() {
            self.cells.remove(at);
        }
        applied
    }

    /// Takes the value of a head away, after a redaction. `false` if the dot is no head.
    pub fn erase(&mut self, dot: &Dot) -> bool {
        let heads = self.cells.iter_mut().filter(|(cell, _)| *cell != DELETED).flat_map(|(_, heads)| heads);
        let mut found = false;
        for head in heads.filter(|head| head.stamp.dot == *dot && head.val != Val::Empty) {
            head.val = Val::Erased;
            found = true;
        }
        found
    }

    /// The numbers of the cells that have heads, ascending; 0 is the deletion, 65535 a created event.
    pub fn cells(&self) -> impl Iterator<Item = u16> {
        self.cells.iter().map(|(cell, _)| *cell)
    }

    /// Whether no operation was ever taken in.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The heads of a cell, ascending by dot; none if it was never asked.
    pub fn heads(&self, cell: u16) -> &[Head] {
        let found = self.cells.binary_search_by_key(&cell, |(number, _)| *number);
        found.ok().and_then(|at| self.cells.get(at)).map_or(&[], |(_, heads)| heads.as_slice())
    }

    /// The dots of a cell's heads: the `base` of an edit by someone who sees them.
    pub fn base(&self, cell: u16) -> Vec<Dot> {
        self.heads(cell).iter().map(|head| head.stamp.dot).collect()
    }

    /// The dots of all heads but those of the deletion: the `cover` of a delete by someone who sees them.
    pub fn cover(&self) -> Vec<Dot> {
        let heads = self.cells.iter().filter(|(cell, _)| *cell != DELETED).flat_map(|(_, heads)| heads);
        let mut dots: Vec<Dot> = heads.map(|head| head.stamp.dot).collect();
        dots.sort_unstable();
        dots.dedup();
        dots
    }

    /// The head shown of a cell, conflict or not.
    pub fn winner(&self, cell: u16) -> Option<&Head> {
        self.heads(cell).iter().max_by_key(|head| head.rank())
    }

    /// The value shown of a field or field group, conflict or not. Of an event, the field out of its create.
    pub fn shown(&self, field: u16) -> Option<Value> {
        match self.winner(field) {
            Some(head) => head.val.value(),
            None => member(self.winner(CREATED)?.val.value()?, field),
        }
    }

    /// What a reader sees in a field or field group. Of an event, the field out of its create.
    pub fn value(&self, field: u16) -> Cell<'_> {
        let Some(winner) = self.winner(field) else {
            return match self.winner(CREATED).map(|head| &head.val) {
                None | Some(Val::Empty) => Cell::NeverAsked,
                Some(Val::Erased) => Cell::Erased,
                Some(val) => val.value().and_then(|v| member(v, field)).map_or(Cell::NeverAsked, Cell::Value),
            };
        };
        let heads = self.heads(field);
        if disagree(heads) {
            return Cell::Conflict(Conflict { winner, heads });
        }
        match &winner.val {
            Val::Empty => Cell::Empty,
            Val::Erased => Cell::Erased,
            Val::Raw(raw) => winner.val.value().map_or(Cell::Foreign(raw), Cell::Value),
        }
    }

    /// Whether the entity is shown as deleted. Its values stay, so that an undelete restores them.
    pub fn deleted(&self) -> bool {
        self.winner(DELETED).is_some_and(deletes)
    }

    /// Every cell that people must decide, ascending by cell.
    pub fn conflicts(&self) -> Vec<(u16, ConflictKind)> {
        let deletes: Vec<&Head> = match self.deleted() {
            true => self.heads(DELETED).iter().filter(|head| deletes(head)).collect(),
            false => Vec::new(),
        };
        let unseen = |head: &Head| !deletes.iter().any(|d| d.cover.binary_search(&head.stamp.dot).is_ok());
        let mut found = Vec::new();
        for (cell, heads) in &self.cells {
            if disagree(heads) {
                found.push((*cell, ConflictKind::Values));
            }
            if *cell != DELETED && !deletes.is_empty() && heads.iter().any(unseen) {
                found.push((*cell, ConflictKind::EditedAfterDelete));
            }
        }
        found
    }
}

fn deletes(head: &Head) -> bool {
    head.val == Val::Raw(vec![TRUE])
}

fn disagree(heads: &[Head]) -> bool {
    heads.first().is_some_and(|first| heads.iter().any(|head| head.val != first.val))
}

fn member(value: Value, field: u16) -> Option<Value> {
    match value {
        Value::Group(mut fields) => fields.remove(&field),
        _ => None,
    }
}
