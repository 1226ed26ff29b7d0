//! Reads changes that nobody vouches for, strictly, and redacts bodies.

use super::cbor::{CborError, ItemType, Reader};
use super::change::{Action, Change, ChangeError, Op, Payload, write_body};
use super::dot::{Dot, Stream};
use super::hash;
use super::rowhead::{HeadError, HeadReader, RowHead, read_id};
use crate::register::Id;

/// Reads a change. Values are checked against their commitments; a value that is not there was redacted, and so
/// was the whole body if it is `None`.
///
/// Whether `header` gives the `c` that is claimed is the business of [`super::chain`].
///
/// # Errors
/// [`ChangeError`] for anything that [`super::change::build`] could not have written.
pub fn decode(header: &[u8], body: Option<&[u8]>) -> Result<Change, ChangeError> {
    let mut change = read_header(header)?;
    if let Some(body) = body {
        read_body(&mut change, body)?;
    }
    Ok(change)
}

/// What a change begins with and the client it concerns, without reading what it does: to look for changes.
///
/// # Errors
/// As [`decode`], as far as it reads.
pub fn head(header: &[u8]) -> Result<(RowHead, Option<Id>), ChangeError> {
    let mut r = Reader::new(header);
    let mut fields = r.fields()?;
    let mut head = HeadReader::default();
    let mut subj = None;
    while let Some(key) = fields.next(&mut r)? {
        match key {
            12 => subj = Some(read_id(&mut r)?),
            13.. => break,
            key if head.accept(key, &mut r)? => {}
            key => return Err(HeadError::Unknown(key).into()),
        }
    }
    Ok((head.finish()?, subj))
}

/// The body without salt and value of the operations that `erase` names. The signature stays valid without them.
///
/// # Errors
/// As [`decode`].
pub fn redact(header: &[u8], body: &[u8], erase: &dyn Fn(u32, &Op) -> bool) -> Result<Vec<u8>, ChangeError> {
    let mut change = decode(header, Some(body))?;
    for (i, op) in (0u32..).zip(&mut change.ops) {
        if op.com.is_some() && erase(i, op) {
            op.payload = Payload::Erased;
        }
    }
    Ok(write_body(&change))
}

/// The streams of a header, and which of them a dot has named.
#[derive(Default)]
struct Streams {
    list: Vec<(Stream, bool)>,
}

impl Streams {
    fn read(r: &mut Reader<'_>) -> Result<Streams, ChangeError> {
        let mut list: Vec<(Stream, bool)> = Vec::new();
        let count = r.array()?;
        if count == 0 {
            return Err(ChangeError::Streams);
        }
        for _ in 0..count {
            let stream = Stream::from_bytes(&r.fixed()?);
            if list.last().is_some_and(|(last, _)| *last >= stream) {
                return Err(ChangeError::Streams);
            }
            list.push((stream, false));
        }
        Ok(Streams { list })
    }

    fn dots(&mut self, r: &mut Reader<'_>, own: Dot) -> Result<Vec<Dot>, ChangeError> {
        let count = r.array()?;
        let mut dots: Vec<Dot> = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            if r.array()? != 3 {
                return Err(ChangeError::Dots(own.op));
            }
            let index: usize = r.small()?;
            let (stream, used) = self.list.get_mut(index).ok_or(ChangeError::Streams)?;
            *used = true;
            let dot = Dot { dev: stream.dev, feed: stream.feed, n: r.uint()?, op: r.small()? };
            let later = dot.stream() == own.stream() && (dot.n, dot.op) >= (own.n, own.op);
            if dot.n == 0 || later || dots.last().is_some_and(|last| *last >= dot) {
                return Err(ChangeError::Dots(own.op));
            }
            dots.push(dot);
        }
        if dots.is_empty() { Err(ChangeError::Dots(own.op)) } else { Ok(dots) }
    }
}

fn read_header(header: &[u8]) -> Result<Change, ChangeError> {
    let mut r = Reader::new(header);
    let mut fields = r.fields()?;
    let mut head = HeadReader::default();
    let mut subj: Option<Id> = None;
    let mut streams = Streams::default();
    let mut ops = None;
    while let Some(key) = fields.next(&mut r)? {
        match key {
            12 => subj = Some(read_id(&mut r)?),
            13 => streams = Streams::read(&mut r)?,
            14 => {
                ops =
                    Some(std::mem::take(&mut head).finish().map_err(ChangeError::from).and_then(|head| {
                        let own = Dot { dev: head.dev, feed: head.feed, n: head.n, op: 0 };
                        Ok((head, read_ops(&mut r, &mut streams, own)?))
                    })?)
            }
            key if head.accept(key, &mut r)? => {}
            key => return Err(HeadError::Unknown(key).into()),
        }
    }
    r.end()?;
    let (head, ops) = ops.ok_or(HeadError::Missing(14))?;
    let needed =
        [(6, head.t.is_some()), (8, head.tz.is_some()), (10, head.user.is_some()), (11, head.sv.is_some())];
    for (key, there) in needed {
        if !there {
            return Err(HeadError::Missing(key).into());
        }
    }
    if ops.is_empty() {
        return Err(ChangeError::Empty);
    }
    if streams.list.iter().any(|(_, used)| !used) {
        return Err(ChangeError::Streams);
    }
    Ok(Change { head, subj, ops, sig: None })
}

fn read_ops(r: &mut Reader<'_>, streams: &mut Streams, own: Dot) -> Result<Vec<Op>, ChangeError> {
    let mut ops = Vec::new();
    for i in 0..r.array()? {
        let i = u32::try_from(i).map_err(|_| CborError::Range)?;
        ops.push(read_op(r, streams, Dot { op: i, ..own })?);
    }
    Ok(ops)
}

fn read_op(r: &mut Reader<'_>, streams: &mut Streams, own: Dot) -> Result<Op, ChangeError> {
    let (mut kind, mut entity, mut field, mut action) = (None, None, None, None);
    let (mut base, mut cover, mut com) = (Vec::new(), Vec::new(), None);
    let mut fields = r.fields()?;
    while let Some(key) = fields.next(r)? {
        match key {
            1 => kind = Some(r.small()?),
            2 => entity = Some(read_id(r)?),
            3 => field = Some(r.small()?),
            4 => action = Some(Action::from_code(r.uint()?).ok_or(ChangeError::Shape(own.op))?),
            5 => base = streams.dots(r, own)?,
            6 => cover = streams.dots(r, own)?,
            7 => com = Some(r.fixed()?),
            _ => return Err(ChangeError::Shape(own.op)),
        }
    }
    let (Some(kind), Some(entity), Some(action)) = (kind, entity, action) else {
        return Err(ChangeError::Shape(own.op));
    };
    if !action.allows(field, com.is_some(), !base.is_empty(), !cover.is_empty()) {
        return Err(ChangeError::Shape(own.op));
    }
    let payload = if com.is_some() { Payload::Erased } else { Payload::None };
    Ok(Op { kind, entity, field, action, base, cover, com, payload })
}

fn read_body(change: &mut Change, body: &[u8]) -> Result<(), ChangeError> {
    let mut r = Reader::new(body);
    let mut fields = r.fields()?;
    while let Some(key) = fields.next(&mut r)? {
        match key {
            1 => read_values(change, &mut r)?,
            2 => change.sig = Some(r.fixed()?),
            _ => return Err(HeadError::Unknown(key).into()),
        }
    }
    Ok(r.end()?)
}

fn read_values(change: &mut Change, r: &mut Reader<'_>) -> Result<(), ChangeError> {
    let mut fields = r.fields()?;
    while let Some(index) = fields.next(r)? {
        let i = u32::try_from(index).map_err(|_| CborError::Range)?;
        let op =
            usize::try_from(index).ok().and_then(|i| change.ops.get_mut(i)).ok_or(ChangeError::Shape(i))?;
        let mut parts = r.fields()?;
        if parts.next(r)? != Some(1) {
            return Err(ChangeError::Shape(i));
        }
        let salt = r.fixed()?;
        if parts.next(r)? != Some(2) {
            return Err(ChangeError::Shape(i));
        }
        if matches!(r.peek()?, ItemType::Null | ItemType::Undefined) {
            return Err(ChangeError::Shape(i)); // absence is not a value
        }
        let val = r.item()?;
        if parts.next(r)?.is_some() {
            return Err(ChangeError::Shape(i));
        }
        if op.com != Some(hash::commitment(&salt, val)) {
            return Err(ChangeError::Commitment(i));
        }
        op.payload = Payload::Value { salt, val: val.to_vec() };
    }
    Ok(())
}
