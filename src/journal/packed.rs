//! The two blobs in which an entity is stored, at the terminal and at the hub: `meta` and `state`.
//!
//! `meta` is a deterministic CBOR map without values; equal entities have equal bytes:
//!
//! | key | contents |
//! |---|---|
//! | 1 | streams: array of 32-byte strings dev ‖ feed, ascending |
//! | 2 | users: array of 16-byte strings, ascending |
//! | 3 | changes: flat array of stream index, n, ts, user index; ascending by stream and n |
//! | 4 | cells: map of cell number to a flat array of change index, op; ascending by dot |
//! | 5 | covers: array, for each head of cell 0 in order, of a flat array of stream index, n, op; absent if there is none |
//!
//! `state` is a map of cell number to the array of the values of its heads, in the order of `meta`: the value's bytes
//! as they were written, null for "asked, and there is none", undefined for an erased one.
//!
//! Cells and values of newer programs pass through byte for byte.

use super::cbor::{CborError, ItemType, Reader, Writer};
use super::change::DELETED;
use super::dot::{Dot, Stream};
use super::heads::{Entity, Head, Stamp, Val};
use super::rowhead::read_id;
use crate::register::Id;

/// The streams, users and changes that an entity's heads name.
struct Tables {
    streams: Vec<Stream>,
    users: Vec<Id>,
    changes: Vec<(Stream, u64, i64, Id)>,
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

impl Tables {
    fn of(entity: &Entity) -> Tables {
        let heads = || entity.cells.iter().flat_map(|(_, heads)| heads);
        let dots = heads().flat_map(|head| std::iter::once(&head.stamp.dot).chain(&head.cover));
        let change = |s: &Stamp| (s.dot.stream(), s.dot.n, s.ts, s.user);
        Tables {
            streams: sorted(dots.map(Dot::stream).collect()),
            users: sorted(heads().map(|head| head.stamp.user).collect()),
            changes: sorted(heads().map(|head| change(&head.stamp)).collect()),
        }
    }

    // The lists hold what is looked for, because they were made of it: the point of partition is its place.
    fn stream(&self, stream: Stream) -> u64 {
        self.streams.partition_point(|s| *s < stream) as u64
    }

    fn user(&self, user: Id) -> u64 {
        self.users.partition_point(|u| *u < user) as u64
    }

    fn change(&self, s: &Stamp) -> u64 {
        let key = (s.dot.stream(), s.dot.n, s.ts, s.user);
        self.changes.partition_point(|c| *c < key) as u64
    }
}

/// The two blobs of an entity: `(meta, state)`.
pub fn encode(entity: &Entity) -> (Vec<u8>, Vec<u8>) {
    (encode_meta(entity), encode_state(entity))
}

fn encode_meta(entity: &Entity) -> Vec<u8> {
    let tables = Tables::of(entity);
    let deletions = entity.heads(DELETED);
    let covered = deletions.iter().any(|head| !head.cover.is_empty());

    let mut w = Writer::with_capacity(64 + tables.streams.len() * 34 + entity.cells.len() * 6);
    w.map(4 + usize::from(covered));
    w.uint(1);
    w.array(tables.streams.len());
    for stream in &tables.streams {
        w.bytes(&stream.to_bytes());
    }
    w.uint(2);
    w.array(tables.users.len());
    for user in &tables.users {
        w.bytes(user.as_bytes());
    }
    w.uint(3);
    w.array(tables.changes.len() * 4);
    for (stream, n, ts, user) in &tables.changes {
        w.uint(tables.stream(*stream));
        w.uint(*n);
        w.int(*ts);
        w.uint(tables.user(*user));
    }
    w.uint(4);
    w.map(entity.cells.len());
    for (cell, heads) in &entity.cells {
        w.uint(u64::from(*cell));
        w.array(heads.len() * 2);
        for head in heads {
            w.uint(tables.change(&head.stamp));
            w.uint(u64::from(head.stamp.dot.op));
        }
    }
    if covered {
        w.uint(5);
        w.array(deletions.len());
        for head in deletions {
            w.array(head.cover.len() * 3);
            for dot in &head.cover {
                w.uint(tables.stream(dot.stream()));
                w.uint(dot.n);
                w.uint(u64::from(dot.op));
            }
        }
    }
    w.into_vec()
}

fn encode_state(entity: &Entity) -> Vec<u8> {
    let heads = entity.cells.iter().flat_map(|(_, heads)| heads);
    let bytes: usize = heads.map(|head| if let Val::Raw(raw) = &head.val { raw.len() } else { 1 }).sum();
    let mut w = Writer::with_capacity(bytes + entity.cells.len() * 4 + 4);
    w.map(entity.cells.len());
    for (cell, heads) in &entity.cells {
        w.uint(u64::from(*cell));
        w.array(heads.len());
        for head in heads {
            match &head.val {
                Val::Empty => w.null(),
                Val::Erased => w.undefined(),
                Val::Raw(raw) => w.raw(raw),
            }
        }
    }
    w.into_vec()
}

/// The entity of two blobs.
///
/// # Errors
/// [`CborError`] if they are not what [`encode`] writes.
pub fn decode(meta: &[u8], state: &[u8]) -> Result<Entity, CborError> {
    let mut r = Reader::new(meta);
    let mut keys = r.fields()?;
    let (mut streams, mut users, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    let mut entity = None;
    while let Some(key) = keys.next(&mut r)? {
        match key {
            1 => streams = list(&mut r, |r| Ok(Stream::from_bytes(&r.fixed()?)))?,
            2 => users = list(&mut r, read_id)?,
            3 => changes = read_changes(&mut r, &streams, &users)?,
            4 => entity = Some(read_cells(&mut r, &changes, state)?),
            5 => read_covers(&mut r, &streams, entity.as_mut().ok_or(CborError::Order)?)?,
            _ => return Err(CborError::Unexpected),
        }
    }
    r.end()?;
    let entity = entity.ok_or(CborError::Unexpected)?;
    // What is listed is named by some head: equal entities have equal bytes, and nothing rides along unseen.
    let named = Tables::of(&entity);
    let listed = (streams.len(), users.len(), changes.len());
    if (named.streams.len(), named.users.len(), named.changes.len()) == listed {
        Ok(entity)
    } else {
        Err(CborError::Unexpected)
    }
}

fn ascends<T: Ord>(list: &[T], next: &T) -> Result<(), CborError> {
    if list.last().is_some_and(|last| last >= next) { Err(CborError::Order) } else { Ok(()) }
}

fn list<T: Ord>(
    r: &mut Reader<'_>,
    read: impl Fn(&mut Reader<'_>) -> Result<T, CborError>,
) -> Result<Vec<T>, CborError> {
    let mut out = Vec::new();
    for _ in 0..r.array()? {
        let item = read(r)?;
        ascends(&out, &item)?;
        out.push(item);
    }
    Ok(out)
}

/// The head of a flat array of tuples: how many tuples.
fn tuples(r: &mut Reader<'_>, width: usize) -> Result<usize, CborError> {
    let n = r.array()?;
    if n.is_multiple_of(width) { Ok(n / width) } else { Err(CborError::Range) }
}

fn pick<T: Copy>(r: &mut Reader<'_>, from: &[T]) -> Result<T, CborError> {
    from.get(r.small::<usize>()?).copied().ok_or(CborError::Range)
}

fn read_changes(r: &mut Reader<'_>, streams: &[Stream], users: &[Id]) -> Result<Vec<Stamp>, CborError> {
    let mut out: Vec<Stamp> = Vec::new();
    let mut last = None;
    for _ in 0..tuples(r, 4)? {
        let stream = pick(r, streams)?;
        let dot = Dot { dev: stream.dev, feed: stream.feed, n: r.uint()?, op: 0 };
        let stamp = Stamp { dot, ts: r.int()?, user: pick(r, users)? };
        let key = (dot, stamp.ts, stamp.user);
        if last.is_some_and(|last| last >= key) {
            return Err(CborError::Order);
        }
        last = Some(key);
        out.push(stamp);
    }
    Ok(out)
}

fn read_cells(r: &mut Reader<'_>, changes: &[Stamp], state: &[u8]) -> Result<Entity, CborError> {
    let mut values = Reader::new(state);
    let mut numbers = values.fields()?;
    let mut cells = Vec::new();
    let mut keys = r.fields()?;
    while let Some(key) = keys.next(r)? {
        let cell = u16::try_from(key).map_err(|_| CborError::Range)?;
        let count = tuples(r, 2)?;
        if count == 0 || numbers.next(&mut values)? != Some(key) || values.array()? != count {
            return Err(CborError::Unexpected);
        }
        let mut heads: Vec<Head> = Vec::with_capacity(count.min(16));
        for _ in 0..count {
            let mut stamp = pick(r, changes)?;
            stamp.dot.op = r.small()?;
            if heads.last().is_some_and(|last| last.stamp.dot >= stamp.dot) {
                return Err(CborError::Order);
            }
            let val = match (values.peek()?, values.item()?) {
                (ItemType::Null, _) => Val::Empty,
                (ItemType::Undefined, _) => Val::Erased,
                (_, raw) => Val::Raw(raw.to_vec()),
            };
            heads.push(Head { stamp, val, cover: Vec::new() });
        }
        cells.push((cell, heads));
    }
    if numbers.next(&mut values)?.is_some() {
        return Err(CborError::Unexpected);
    }
    values.end()?;
    Ok(Entity { cells })
}

fn read_covers(r: &mut Reader<'_>, streams: &[Stream], entity: &mut Entity) -> Result<(), CborError> {
    let Some((DELETED, heads)) = entity.cells.first_mut() else { return Err(CborError::Unexpected) };
    if r.array()? != heads.len() {
        return Err(CborError::Unexpected);
    }
    let mut any = false;
    for head in heads {
        for _ in 0..tuples(r, 3)? {
            let stream = pick(r, streams)?;
            let dot = Dot { dev: stream.dev, feed: stream.feed, n: r.uint()?, op: r.small()? };
            ascends(&head.cover, &dot)?;
            head.cover.push(dot);
            any = true;
        }
    }
    if any { Ok(()) } else { Err(CborError::Unexpected) }
}
