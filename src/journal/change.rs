//! A change: one feed, one subject, some operations (sync design, section 5). Here it is built; `change_read` reads.
//!
//! The header is immutable and chained; values stand in the body, where redaction can remove them together with
//! their salts. `c` is the hash of the header's bytes as they are, never of re-encoded ones.

use super::cbor::{CborError, Writer};
use super::dot::{Dot, Stream};
use super::hash::{self, Hash};
use super::heads::Stamp;
use super::rowhead::{HeadError, RowHead};
use super::value;
use crate::register::{Entropy, Id, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The largest change of our own, header and body together, in bytes; enforced when the user saves.
pub const MAX_OWN_BYTES: usize = 256 * 1024;

/// Field 0 of every entity: whether it is deleted.
pub const DELETED: u16 = 0;

/// The number under which the fields of a `create` stand as one cell; no field may have it.
pub const CREATED: u16 = u16::MAX;

/// What an operation does. Numbers as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Action {
    /// A whole entity of class `event`.
    Create = 1,
    /// A value.
    Set = 2,
    /// No value any more; also "asked, and there is none".
    Unset = 3,
    /// A person's decision between the heads shown. Without a value: none of them.
    Resolve = 4,
    /// The entity is deleted.
    Delete = 5,
    /// It is not.
    Undelete = 6,
    /// An attachment: {1: SHA-256, 2: length, 3: name}.
    Attach = 7,
}

impl Action {
    const ALL: [Action; 7] = [
        Action::Create,
        Action::Set,
        Action::Unset,
        Action::Resolve,
        Action::Delete,
        Action::Undelete,
        Action::Attach,
    ];

    /// Its number.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The action of a number.
    pub fn from_code(code: u64) -> Option<Action> {
        Action::ALL.into_iter().find(|a| u64::from(a.code()) == code)
    }

    /// Whether an operation may look so.
    pub(super) fn allows(self, field: Option<u16>, value: bool, base: bool, cover: bool) -> bool {
        let cell = field.is_some_and(|f| f != DELETED && f != CREATED);
        match self {
            Action::Create => field.is_none() && value && !base && !cover,
            Action::Set | Action::Attach => cell && value && !cover,
            Action::Unset => cell && !value && !cover,
            Action::Resolve => cell && !cover,
            Action::Delete => field == Some(DELETED) && !value,
            Action::Undelete => field == Some(DELETED) && !value && !cover,
        }
    }
}

/// The value an operation carries, or why it carries none.
#[derive(Clone, PartialEq, Eq)]
pub enum Payload {
    /// It carries none.
    None,
    /// It carried one that was redacted.
    Erased,
    /// It carries one.
    Value {
        /// The salt of the commitment.
        salt: [u8; 16],
        /// The value's bytes; see [`value::from_bytes`].
        val: Vec<u8>,
    },
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::None => f.write_str("None"),
            Payload::Erased => f.write_str("Erased"),
            Payload::Value { val, .. } => write!(f, "Value({} B)", val.len()),
        }
    }
}

/// An operation of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// Number of the record kind.
    pub kind: u16,
    /// The entity.
    pub entity: Id,
    /// Number of the cell; `None` for a create.
    pub field: Option<u16>,
    /// What it does.
    pub action: Action,
    /// The operations it replaces, ascending.
    pub base: Vec<Dot>,
    /// For a delete: every head of the entity that the deleter saw, ascending.
    pub cover: Vec<Dot>,
    /// The commitment to its value.
    pub com: Option<Hash>,
    /// The value.
    pub payload: Payload,
}

impl Op {
    /// The cell it writes: its field, or [`CREATED`].
    pub fn cell(&self) -> u16 {
        self.field.unwrap_or(CREATED)
    }
}

/// An operation to be written.
#[derive(Clone)]
pub struct OpDraft {
    /// Number of the record kind.
    pub kind: u16,
    /// The entity.
    pub entity: Id,
    /// Number of the cell; `None` for a create.
    pub field: Option<u16>,
    /// What it does.
    pub action: Action,
    /// The value.
    pub value: Option<Value>,
    /// The heads that the user saw when the form was loaded. Any order.
    pub base: Vec<Dot>,
    /// For a delete: every head of the entity that the user saw. Any order.
    pub cover: Vec<Dot>,
}

impl fmt::Debug for OpDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OpDraft { kind, entity, field, action, value, base, cover } = self;
        let value = if value.is_some() { "a value" } else { "none" }; // never the value: it is a client's
        write!(f, "{action:?} {kind}/{entity}/{field:?}: {value}, base {base:?}, cover {cover:?}")
    }
}

impl OpDraft {
    fn bare(kind: u16, entity: Id, field: Option<u16>, action: Action, value: Option<Value>) -> OpDraft {
        OpDraft { kind, entity, field, action, value, base: Vec::new(), cover: Vec::new() }
    }

    /// An entity of class `event`, whole.
    pub fn create(kind: u16, entity: Id, fields: BTreeMap<u16, Value>) -> OpDraft {
        OpDraft::bare(kind, entity, None, Action::Create, Some(Value::Group(fields)))
    }

    /// A value for a cell, or none.
    pub fn set(kind: u16, entity: Id, field: u16, value: Option<Value>, base: Vec<Dot>) -> OpDraft {
        let action = if value.is_some() { Action::Set } else { Action::Unset };
        OpDraft { base, ..OpDraft::bare(kind, entity, Some(field), action, value) }
    }

    /// A decision between the heads `base`.
    pub fn resolve(kind: u16, entity: Id, field: u16, value: Option<Value>, base: Vec<Dot>) -> OpDraft {
        OpDraft { base, ..OpDraft::bare(kind, entity, Some(field), Action::Resolve, value) }
    }

    /// A deletion; `base` are the heads of field 0, `cover` all others that the user saw.
    pub fn delete(kind: u16, entity: Id, base: Vec<Dot>, cover: Vec<Dot>) -> OpDraft {
        OpDraft { base, cover, ..OpDraft::bare(kind, entity, Some(DELETED), Action::Delete, None) }
    }

    /// A deletion taken back.
    pub fn undelete(kind: u16, entity: Id, base: Vec<Dot>) -> OpDraft {
        OpDraft { base, ..OpDraft::bare(kind, entity, Some(DELETED), Action::Undelete, None) }
    }
}

/// A change to be written. Its number and link are found inside the writing transaction.
#[derive(Clone)]
pub struct ChangeDraft {
    /// The incarnation of this terminal.
    pub dev: Id,
    /// The feed.
    pub feed: Id,
    /// The local transaction.
    pub t: Id,
    /// From [`super::clock::stamp`].
    pub ts: i64,
    /// Minutes east of UTC.
    pub tz: i16,
    /// Clock error at the last contact, in milliseconds; `None` before the first.
    pub clk: Option<i64>,
    /// Who saved it.
    pub user: Id,
    /// The schema version.
    pub sv: u32,
    /// The client it concerns; `None` for office records.
    pub subj: Option<Id>,
    /// What it does.
    pub ops: Vec<OpDraft>,
}

/// A change as it is known after building or reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Keys 1 to 11. Keys 6, 8, 10 and 11 are always there.
    pub head: RowHead,
    /// The client it concerns; `None` for office records.
    pub subj: Option<Id>,
    /// Its operations.
    pub ops: Vec<Op>,
    /// The user's signature over [`Change::signed_bytes`].
    pub sig: Option<[u8; 64]>,
}

impl Change {
    /// The dot of one of its operations.
    pub const fn dot(&self, op: u32) -> Dot {
        Dot { dev: self.head.dev, feed: self.head.feed, n: self.head.n, op }
    }

    /// What the merge must know of who made one of its operations, and when.
    pub fn stamp(&self, op: u32) -> Stamp {
        Stamp { dot: self.dot(op), ts: self.head.ts, user: self.head.user.unwrap_or_default() }
    }

    /// Its operations with their stamps, in order.
    pub fn stamped(&self) -> impl Iterator<Item = (Stamp, &Op)> {
        (0u32..).zip(&self.ops).map(|(i, op)| (self.stamp(i), op))
    }

    /// What the user's signature is over: L("change-sig") and a CBOR array of header values 6, 7, 10, 11, 12 followed
    /// by one array [kind, entity, field, action, com] for each operation; what is absent is null.
    ///
    /// Not over dev, n, prev and base: a new incarnation may rename those.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.raw(&hash::label("change-sig"));
        w.array(5 + self.ops.len());
        id_or_null(&mut w, self.head.t);
        w.int(self.head.ts);
        id_or_null(&mut w, self.head.user);
        match self.head.sv {
            Some(sv) => w.uint(u64::from(sv)),
            None => w.null(),
        }
        id_or_null(&mut w, self.subj);
        for op in &self.ops {
            w.array(5);
            w.uint(u64::from(op.kind));
            w.bytes(op.entity.as_bytes());
            match op.field {
                Some(field) => w.uint(u64::from(field)),
                None => w.null(),
            }
            w.uint(u64::from(op.action.code()));
            match &op.com {
                Some(com) => w.bytes(com),
                None => w.null(),
            }
        }
        w.into_vec()
    }
}

fn id_or_null(w: &mut Writer, id: Option<Id>) {
    match id {
        Some(id) => w.bytes(id.as_bytes()),
        None => w.null(),
    }
}

/// Why a change cannot be built or read. Places are operation indexes or header keys, never content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// The header or body is not of the format.
    Head(HeadError),
    /// An operation has parts that its action does not allow, or lacks one that it needs.
    Shape(u32),
    /// An operation's list of dots is not ascending, or names a dot that cannot be older.
    Dots(u32),
    /// The list of streams is not ascending, or one of them is not used.
    Streams,
    /// There is no operation.
    Empty,
    /// A value does not agree with its commitment.
    Commitment(u32),
    /// The change is larger than [`MAX_OWN_BYTES`]; its size in bytes.
    TooLarge(usize),
}

impl ChangeError {
    /// The Fluent id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            ChangeError::TooLarge(_) => "error-change-too-large",
            ChangeError::Commitment(_) => "error-change-altered",
            ChangeError::Head(HeadError::Version(_)) => "error-change-version",
            _ => "error-change-form",
        }
    }
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for ChangeError {}

impl From<HeadError> for ChangeError {
    fn from(error: HeadError) -> ChangeError {
        ChangeError::Head(error)
    }
}

impl From<CborError> for ChangeError {
    fn from(error: CborError) -> ChangeError {
        ChangeError::Head(HeadError::Cbor(error))
    }
}

/// A change ready to be stored.
#[derive(Clone, Debug)]
pub struct Built {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// The hash of the header: `prev` of the next change of the stream.
    pub c: Hash,
    /// What it says, for applying it at once.
    pub change: Change,
}

/// Makes the user's signature over some bytes.
pub type Sign<'a> = dyn Fn(&[u8]) -> [u8; 64] + 'a;

/// Builds change number `n` of its stream.
///
/// # Errors
/// [`ChangeError::Shape`], [`ChangeError::Empty`], [`ChangeError::TooLarge`].
pub fn build(
    draft: ChangeDraft,
    prev: Hash,
    n: u64,
    entropy: &mut dyn Entropy,
) -> Result<Built, ChangeError> {
    build_signed(draft, prev, n, entropy, None)
}

/// As [`build`], with the user's signature over [`Change::signed_bytes`] in the body.
///
/// # Errors
/// As [`build`].
pub fn build_signed(
    draft: ChangeDraft,
    prev: Hash,
    n: u64,
    entropy: &mut dyn Entropy,
    sign: Option<&Sign<'_>>,
) -> Result<Built, ChangeError> {
    if draft.ops.is_empty() {
        return Err(ChangeError::Empty);
    }
    let head = RowHead {
        dev: draft.dev,
        feed: draft.feed,
        n,
        prev,
        t: Some(draft.t),
        ts: draft.ts,
        tz: Some(draft.tz),
        clk: draft.clk,
        user: Some(draft.user),
        sv: Some(draft.sv),
    };
    let mut change = Change { head, subj: draft.subj, ops: Vec::with_capacity(draft.ops.len()), sig: None };
    for (i, op) in (0u32..).zip(draft.ops) {
        change.ops.push(commit(i, op, entropy)?);
    }
    if let Some(sign) = sign {
        change.sig = Some(sign(&change.signed_bytes()));
    }
    let header = write_header(&change);
    let body = write_body(&change);
    let size = header.len() + body.len();
    if size > MAX_OWN_BYTES {
        return Err(ChangeError::TooLarge(size));
    }
    Ok(Built { c: hash::header(&header), header, body, change })
}

fn commit(i: u32, draft: OpDraft, entropy: &mut dyn Entropy) -> Result<Op, ChangeError> {
    let OpDraft { kind, entity, field, action, value, mut base, mut cover } = draft;
    if !action.allows(field, value.is_some(), !base.is_empty(), !cover.is_empty()) {
        return Err(ChangeError::Shape(i));
    }
    base.sort_unstable();
    base.dedup();
    cover.sort_unstable();
    cover.dedup();
    let (com, payload) = match value {
        None => (None, Payload::None),
        Some(value) => {
            let mut salt = [0; 16];
            entropy.fill(&mut salt);
            let val = value::to_bytes(&value);
            (Some(hash::commitment(&salt, &val)), Payload::Value { salt, val })
        }
    };
    Ok(Op { kind, entity, field, action, base, cover, com, payload })
}

fn write_header(change: &Change) -> Vec<u8> {
    let mut streams: Vec<Stream> =
        change.ops.iter().flat_map(|op| op.base.iter().chain(&op.cover)).map(Dot::stream).collect();
    streams.sort_unstable();
    streams.dedup();

    let mut w = Writer::with_capacity(192 + change.ops.len() * 80);
    w.map(change.head.pairs() + 1 + usize::from(change.subj.is_some()) + usize::from(!streams.is_empty()));
    change.head.write(&mut w);
    if let Some(subj) = change.subj {
        w.uint(12);
        w.bytes(subj.as_bytes());
    }
    if !streams.is_empty() {
        w.uint(13);
        w.array(streams.len());
        for stream in &streams {
            w.bytes(&stream.to_bytes());
        }
    }
    w.uint(14);
    w.array(change.ops.len());
    for op in &change.ops {
        write_op(op, &streams, &mut w);
    }
    w.into_vec()
}

fn write_op(op: &Op, streams: &[Stream], w: &mut Writer) {
    let optional = [op.field.is_some(), !op.base.is_empty(), !op.cover.is_empty(), op.com.is_some()];
    w.map(3 + optional.into_iter().filter(|there| *there).count());
    w.uint(1);
    w.uint(u64::from(op.kind));
    w.uint(2);
    w.bytes(op.entity.as_bytes());
    if let Some(field) = op.field {
        w.uint(3);
        w.uint(u64::from(field));
    }
    w.uint(4);
    w.uint(u64::from(op.action.code()));
    for (key, dots) in [(5, &op.base), (6, &op.cover)] {
        if !dots.is_empty() {
            w.uint(key);
            w.array(dots.len());
            for dot in dots {
                w.array(3);
                // The list was made of these very dots, so each stream is in it.
                w.uint(streams.partition_point(|s| *s < dot.stream()) as u64);
                w.uint(dot.n);
                w.uint(u64::from(dot.op));
            }
        }
    }
    if let Some(com) = &op.com {
        w.uint(7);
        w.bytes(com);
    }
}

/// The body with the values that the operations still carry.
pub(super) fn write_body(change: &Change) -> Vec<u8> {
    let values: Vec<(u64, &[u8; 16], &[u8])> = (0u64..)
        .zip(&change.ops)
        .filter_map(|(i, op)| match &op.payload {
            Payload::Value { salt, val } => Some((i, salt, val.as_slice())),
            Payload::None | Payload::Erased => None,
        })
        .collect();
    let mut w = Writer::with_capacity(16 + values.iter().map(|(_, _, val)| val.len() + 24).sum::<usize>());
    w.map(usize::from(!values.is_empty()) + usize::from(change.sig.is_some()));
    if !values.is_empty() {
        w.uint(1);
        w.map(values.len());
        for (i, salt, val) in values {
            w.uint(i);
            w.map(2);
            w.uint(1);
            w.bytes(salt);
            w.uint(2);
            w.raw(val);
        }
    }
    if let Some(sig) = &change.sig {
        w.uint(2);
        w.bytes(sig);
    }
    w.into_vec()
}
