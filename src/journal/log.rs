//! A row of the access log (security design, section 6.6): what is written, and how it is read back.
//!
//! The header is immutable, clear to the hub and chained. The body, salt and map, can be removed when its retention
//! ends; the header keeps its commitment. Never a henkilötunnus; detail that can hold personal data is sealed by the
//! caller: `{0: key epoch, 1: sealed bytes}`.

use super::cbor::{CborError, Reader, Writer};
use super::codes::{Face, LogAction, Outcome, Purpose};
use super::hash::{self, Hash};
use super::rowhead::{HeadError, HeadReader, RowHead, read_id};
use super::value;
use crate::register::{Entropy, Id, Value};
use std::collections::BTreeMap;

/// Codes and identities by number; see [`LogBody::detail`].
pub type Detail = BTreeMap<u16, Value>;

/// Key of a 508 row's detail: the first row whose body was removed.
pub const PURGED_FROM: u16 = 1;
/// Key of a 508 row's detail: the last row whose body was removed.
pub const PURGED_TO: u16 = 2;
/// Key of a 417 row's detail: the incarnation whose stream a restore closed.
pub const RESTORED_DEV: u16 = 1;
/// Key of a 417 row's detail: the number of the last row that the restored copy of that stream holds.
pub const RESTORED_N: u16 = 2;

/// Key of a 503 row's detail: the incarnation of which a row was known outside that the file does not hold.
pub const BEYOND_DEV: u16 = 3;
/// Key of a 503 row's detail: the number of that row.
pub const BEYOND_KNOWN: u16 = 4;
/// Key of a 503 row's detail: the number of the last row of that incarnation that the file held then.
pub const BEYOND_HELD: u16 = 5;

/// A row to be written. Its number and link are found inside the writing transaction.
#[derive(Clone)]
pub struct LogDraft {
    /// The incarnation of this terminal.
    pub dev: Id,
    /// The office's log feed.
    pub feed: Id,
    /// The local transaction, where the row belongs to changes.
    pub t: Option<Id>,
    /// From [`super::clock::stamp`]; changes and rows of one incarnation share the rising order.
    pub ts: i64,
    /// Minutes east of UTC.
    pub tz: Option<i16>,
    /// Clock error at the last contact, in milliseconds.
    pub clk: Option<i64>,
    /// Who did it; `None` if nobody was known.
    pub user: Option<Id>,
    /// The schema version.
    pub sv: Option<u32>,
    /// Milliseconds since the machine started, read inside the writing transaction (several processes write one log).
    pub mono: u64,
    /// Name of the role acted in.
    pub role: Option<String>,
    /// The grant acted under.
    pub grant: Option<Id>,
    /// The office.
    pub office: Id,
    /// Through which face.
    pub face: Face,
    /// What was done.
    pub action: LogAction,
    /// How it ended.
    pub outcome: Outcome,
    /// How many times, or how many things.
    pub count: u64,
    /// What retention may remove.
    pub body: LogBody,
}

/// The part of a row that retention may remove.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct LogBody {
    /// The client, by internal identity.
    pub subject: Option<Id>,
    /// The compartment.
    pub comp: Option<u8>,
    /// Number of the record kind; for sealed ones that of *sealed record*.
    pub kind: Option<u16>,
    /// The record, user or file it was about.
    pub object: Option<Id>,
    /// The purpose stated; [`Purpose`] by number.
    pub purpose: Option<u16>,
    /// What the purpose points at: booking, task, request.
    pub purpose_ref: Option<Id>,
    /// How many clients were shown.
    pub shown_n: Option<u64>,
    /// [`hash::ids`] of the clients shown.
    pub shown: Option<Hash>,
    /// Codes and identities, or a sealed text.
    pub detail: Option<Detail>,
    /// What all queries of one search share.
    pub search_id: Option<[u8; 8]>,
}

/// The immutable part of a row. Codes stay numbers: a newer program may write ones that are not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogHeader {
    /// Keys 1 to 11.
    pub head: RowHead,
    /// Milliseconds since the machine started.
    pub mono: u64,
    /// Name of the role acted in.
    pub role: Option<String>,
    /// The grant acted under.
    pub grant: Option<Id>,
    /// The office.
    pub office: Id,
    /// [`Face`] by number.
    pub face: u16,
    /// [`LogAction`] by number.
    pub action: u16,
    /// [`Outcome`] by number.
    pub outcome: u16,
    /// How many times, or how many things.
    pub count: u64,
    /// The commitment to the body.
    pub com: Hash,
}

/// A row ready to be stored.
#[derive(Clone)]
pub struct LogRow {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The body's bytes: salt 16 ‖ map.
    pub body: Vec<u8>,
    /// The hash of the header: `prev` of the next row.
    pub c: Hash,
}

/// Builds row number `n` of the log stream.
pub fn build_row(draft: &LogDraft, prev: Hash, n: u64, entropy: &mut dyn Entropy) -> LogRow {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    let map = write_body(&draft.body);
    let header = LogHeader {
        head: RowHead {
            dev: draft.dev,
            feed: draft.feed,
            n,
            prev,
            t: draft.t,
            ts: draft.ts,
            tz: draft.tz,
            clk: draft.clk,
            user: draft.user,
            sv: draft.sv,
        },
        mono: draft.mono,
        role: draft.role.clone(),
        grant: draft.grant,
        office: draft.office,
        face: draft.face.code(),
        action: draft.action.code(),
        outcome: draft.outcome.code(),
        count: draft.count,
        com: hash::commitment(&salt, &map),
    };
    let header = write_header(&header);
    LogRow { c: hash::header(&header), header, body: [salt.as_slice(), &map].concat() }
}

fn write_header(h: &LogHeader) -> Vec<u8> {
    let mut w = Writer::with_capacity(256);
    w.map(h.head.pairs() + 7 + usize::from(h.role.is_some()) + usize::from(h.grant.is_some()));
    h.head.write(&mut w);
    w.uint(32);
    w.uint(h.mono);
    if let Some(role) = &h.role {
        w.uint(33);
        w.text(role);
    }
    if let Some(grant) = h.grant {
        w.uint(34);
        w.bytes(grant.as_bytes());
    }
    w.uint(35);
    w.bytes(h.office.as_bytes());
    for (key, n) in
        [(36, u64::from(h.face)), (37, u64::from(h.action)), (38, u64::from(h.outcome)), (39, h.count)]
    {
        w.uint(key);
        w.uint(n);
    }
    w.uint(40);
    w.bytes(&h.com);
    w.into_vec()
}

/// Reads a header strictly.
///
/// # Errors
/// [`HeadError`] for anything [`build_row`] could not have written.
pub fn decode_header(header: &[u8]) -> Result<LogHeader, HeadError> {
    let mut r = Reader::new(header);
    let mut fields = r.fields()?;
    let mut head = HeadReader::default();
    let (mut role, mut grant, mut office, mut com) = (None, None, None, None);
    let (mut mono, mut face, mut action, mut outcome, mut count) = (None, None, None, None, None);
    while let Some(key) = fields.next(&mut r)? {
        match key {
            32 => mono = Some(r.small::<i64>()?.unsigned_abs()),
            33 => role = Some(r.text()?.to_owned()),
            34 => grant = Some(read_id(&mut r)?),
            35 => office = Some(read_id(&mut r)?),
            36 => face = Some(r.small()?),
            37 => action = Some(r.small()?),
            38 => outcome = Some(r.small()?),
            39 => count = Some(r.uint()?),
            40 => com = Some(r.fixed()?),
            key if head.accept(key, &mut r)? => {}
            key => return Err(HeadError::Unknown(key)),
        }
    }
    r.end()?;
    Ok(LogHeader {
        head: head.finish()?,
        mono: mono.ok_or(HeadError::Missing(32))?,
        role,
        grant,
        office: office.ok_or(HeadError::Missing(35))?,
        face: face.ok_or(HeadError::Missing(36))?,
        action: action.ok_or(HeadError::Missing(37))?,
        outcome: outcome.ok_or(HeadError::Missing(38))?,
        count: count.ok_or(HeadError::Missing(39))?,
        com: com.ok_or(HeadError::Missing(40))?,
    })
}

/// Salt and map of a body's bytes, unread. `None` if they are too short to hold a salt.
pub fn split_body(body: &[u8]) -> Option<([u8; 16], &[u8])> {
    body.split_first_chunk().map(|(salt, map)| (*salt, map))
}

/// Whether a body's bytes are those that a header committed to.
pub fn body_matches(com: &Hash, body: &[u8]) -> bool {
    split_body(body).is_some_and(|(salt, map)| hash::commitment(&salt, map) == *com)
}

fn write_body(b: &LogBody) -> Vec<u8> {
    let there = [
        b.subject.is_some(),
        b.comp.is_some(),
        b.kind.is_some(),
        b.object.is_some(),
        b.purpose.is_some(),
        b.purpose_ref.is_some(),
        b.shown_n.is_some(),
        b.shown.is_some(),
        b.detail.is_some(),
        b.search_id.is_some(),
    ];
    let mut w = Writer::with_capacity(96);
    w.map(there.into_iter().filter(|there| *there).count());
    let bytes = |w: &mut Writer, key: u64, value: Option<&[u8]>| {
        if let Some(value) = value {
            w.uint(key);
            w.bytes(value);
        }
    };
    let uint = |w: &mut Writer, key: u64, value: Option<u64>| {
        if let Some(value) = value {
            w.uint(key);
            w.uint(value);
        }
    };
    bytes(&mut w, 1, b.subject.as_ref().map(|id| id.as_bytes().as_slice()));
    uint(&mut w, 2, b.comp.map(u64::from));
    uint(&mut w, 3, b.kind.map(u64::from));
    bytes(&mut w, 4, b.object.as_ref().map(|id| id.as_bytes().as_slice()));
    uint(&mut w, 5, b.purpose.map(u64::from));
    bytes(&mut w, 6, b.purpose_ref.as_ref().map(|id| id.as_bytes().as_slice()));
    uint(&mut w, 7, b.shown_n);
    bytes(&mut w, 8, b.shown.as_ref().map(|hash| hash.as_slice()));
    if let Some(detail) = &b.detail {
        w.uint(9);
        value::write_group(detail, &mut w);
    }
    bytes(&mut w, 10, b.search_id.as_ref().map(|id| id.as_slice()));
    w.into_vec()
}

/// Reads a body, salt and map, strictly.
///
/// # Errors
/// [`HeadError`] for anything [`build_row`] could not have written.
pub fn decode_body(body: &[u8]) -> Result<LogBody, HeadError> {
    let (_, map) = split_body(body).ok_or(CborError::Truncated)?;
    let mut r = Reader::new(map);
    let mut fields = r.fields()?;
    let mut b = LogBody::default();
    while let Some(key) = fields.next(&mut r)? {
        match key {
            1 => b.subject = Some(read_id(&mut r)?),
            2 => b.comp = Some(r.small()?),
            3 => b.kind = Some(r.small()?),
            4 => b.object = Some(read_id(&mut r)?),
            5 => b.purpose = Some(r.small()?),
            6 => b.purpose_ref = Some(read_id(&mut r)?),
            7 => b.shown_n = Some(r.uint()?),
            8 => b.shown = Some(r.fixed()?),
            9 => b.detail = Some(value::read_group(&mut r)?),
            10 => b.search_id = Some(r.fixed()?),
            key => return Err(HeadError::Unknown(key)),
        }
    }
    r.end()?;
    Ok(b)
}

impl LogBody {
    /// States a purpose.
    pub fn for_purpose(mut self, purpose: Purpose, reference: Option<Id>) -> LogBody {
        self.purpose = Some(purpose.code());
        self.purpose_ref = reference;
        self
    }

    /// A number out of the detail.
    pub fn detail_int(&self, key: u16) -> Option<i64> {
        self.detail.as_ref()?.get(&key)?.as_int()
    }

    /// An identity out of the detail.
    pub fn detail_id(&self, key: u16) -> Option<Id> {
        self.detail.as_ref()?.get(&key)?.as_id()
    }
}
