//! The history of what lies sealed: earlier versions of sealed records, and what open records said of a client's
//! whereabouts before turvakielto moved it.
//!
//! A sealed record is one cell, so its older versions are older cells: each is opened with the key it names and
//! compared, field by field, with the one before. A version whose key is gone is told as such.
//!
//! When turvakielto is switched on, `history` is redacted in the open part (security design, section 7) and the
//! values move with their history (register design, K7). Both hold: every earlier value of a locating field, with who
//! said it and when, goes as bytes into the body of the record's `protected_field` ([`overlay::EARLIER`]), under the
//! same key as the value that stands, and the open copies are erased. Older cells could not hold them: who and when
//! of a cell are those of the change that brought it, which is the clerk who switched the flag, now. One record per
//! moved record: how often somebody moved must not be counted by those who see sealed rows without their keys; only
//! a history longer than [`PIECE`] takes another.

use super::answer::Answer;
use super::api::{HistoryEntry, Message, Refusal, Shown, Unknown};
use super::file::ClientFile;
use super::history::{self, Said, WHOLE, Word};
use super::kind;
use super::sealed::{Fields, Opened, is_overlay_of, overlay, overlay_of};
use super::session::Session;
use super::show::missing;
use crate::journal::change::DELETED;
use crate::journal::clock;
use crate::journal::codes::LogAction;
use crate::journal::heads::Val;
use crate::register::kinds::SEALED_BODY;
use crate::register::validate::is_empty;
use crate::register::{Card, Compartment, Id, Kind, Value};
use crate::store::{Act, Entry, entity, keys};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of earlier values in one sealed record: well below what a cell may hold, beside the values that stand.
const PIECE: usize = 64 * 1024;

/// Numbers inside one word of [`overlay::EARLIER`].
mod word {
    /// The cell.
    pub const CELL: u16 = 1;
    /// The value's bytes as the journal had them; absent: "asked, and there is none".
    pub const VALUE: u16 = 2;
    /// Who.
    pub const USER: u16 = 3;
    /// When, `ms << 16 | counter`.
    pub const TS: u16 = 4;
}

/// One version of a sealed record.
struct Version {
    entity: Id,
    ts: i64,
    cell: u16,
    user: Id,
    what: What,
}

/// A sealed record that was withdrawn.
pub(super) struct Gone {
    /// What it said last, who said it and when.
    pub was: Opened,
    /// Who withdrew it.
    pub by: Id,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// What a version is.
enum What {
    Body(u16, Fields),
    Withdrawn,
    /// It cannot be opened.
    Shut(Unknown),
}

impl ClientFile<'_> {
    /// The changes of one record with the values that are hidden: of a sealed kind, or those of an open one that
    /// turvakielto hides or has moved. Answers for how many seconds they may stay.
    ///
    /// # Errors
    /// Refused without the right or the key; a reason of fewer characters than the setting says is sent back.
    pub fn reveal_history(
        &mut self,
        kind: &'static Kind,
        record: Id,
        reason: &str,
    ) -> Answer<(Vec<HistoryEntry>, u32)> {
        let sealed = kind.compartment.sealed();
        if !sealed && !kind.every_field().any(|f| f.locating) {
            return Err(Refusal::Cannot(Message::new("error-nothing-hidden")));
        }
        let home = if sealed { kind } else { overlay_of(kind)? };
        let open = if sealed { None } else { Some(self.readable(kind)?) };
        self.may_reveal(home, reason)?;
        let entries = match open {
            None => {
                let words = self.sealed_words(kind, record)?;
                self.changes(kind, words, &|_| None)?
            }
            Some(decision) => {
                let words = self.moved_words(kind, home, record)?;
                self.changes(kind, words, &|field| history::hides(&decision, field))?
            }
        };
        let mut act = Act::default();
        let seen = |action| {
            let row = Entry::ok(action, self.about(home, Some(record)));
            if reason.trim().is_empty() { row } else { row.secret(reason.trim()) }
        };
        act.log.extend([seen(LogAction::History), seen(LogAction::Reveal)]);
        self.session.write(&act)?;
        Ok((entries, self.session.settings()?.reveal_seconds))
    }

    /// What every version of a sealed record says. Of a kind of which a client has one record, several clerks may
    /// have dropped parts of it unseen: they are one history.
    pub(super) fn sealed_words(&self, kind: &'static Kind, record: Id) -> Answer<Vec<Word>> {
        let mut versions = self.session.versions(self.open.person, kind.compartment)?;
        let of = kinds_of(&versions);
        let known = of.get(&record).copied().flatten();
        if !of.contains_key(&record) || known.is_some_and(|real| real != kind.number) {
            return Err(missing());
        }
        versions.retain(|v| {
            let same = of.get(&v.entity).copied().flatten() == Some(kind.number);
            v.entity == record || (kind.card == Card::One && same)
        });
        let say =
            |fields: &Fields| fields.iter().filter_map(|(n, v)| Some((*n, shown(v.as_ref())?))).collect();
        Ok(spoken(versions, say))
    }

    /// What was said of an open record, before and after its locating values moved to the sealed kind.
    fn moved_words(&self, kind: &'static Kind, home: &'static Kind, record: Id) -> Answer<Vec<Word>> {
        let stored = self.stored(kind, record)?;
        let locating = crate::store::protect::locating_cells(kind);
        let mut said = history::said(self.session.store.connection(), record, &stored)?;
        // What moved is told by the sealed copy.
        said.retain(|s| !(s.val == Val::Erased && locating.contains(&s.cell)));
        let field_kind = kind::named("protected_field")?;
        let mut versions = self.session.versions(self.open.person, home.compartment)?;
        let of = kinds_of(&versions);
        for opened in self.session.open_sealed(self.open.person, home.compartment)?.of(field_kind) {
            if is_overlay_of(&opened.fields, record) {
                said.extend(earlier(opened));
            }
        }
        let mut words = history::words(kind, &said);
        let contact = kind.name == "contact_info";
        let whose = named_records(&versions);
        versions.retain(|v| {
            let same = of.get(&v.entity).copied().flatten() == Some(home.number);
            same && (contact || whose.get(&v.entity) == Some(&record))
        });
        words.extend(spoken(versions, |fields| {
            if contact {
                let number = |n: u16| Some(kind.field(home.field_number(n)?.name)?.number);
                let told = |(n, v): (&u16, &Option<Value>)| Some((number(*n)?, shown(v.as_ref())?));
                return fields.iter().filter_map(told).filter(|(n, _)| is_locating(kind, *n)).collect();
            }
            match fields.get(&overlay::FIELDS) {
                Some(Some(Value::Group(members))) => {
                    members.iter().filter_map(|(n, v)| Some((*n, shown(Some(v))?))).collect()
                }
                _ => Vec::new(),
            }
        }));
        Ok(words)
    }
}

impl Session {
    /// The withdrawn records of a sealed kind, as far as the keys of this session go.
    pub(super) fn gone_sealed(&self, person: Id, kind: &Kind) -> Answer<Vec<Gone>> {
        let mut found = Vec::new();
        let Some(keys) = self.readable_keys(person, kind.compartment)? else { return Ok(found) };
        let connection = self.store.connection();
        for entity in keys::sealed_ids(connection, person, kind.compartment)? {
            let stored = entity::load(connection, entity)?;
            let newest = |cell: u16| stored.entity.heads(cell).iter().max_by_key(|head| head.stamp.ts);
            let (true, Some(gone), Some(last)) =
                (stored.entity.deleted(), newest(DELETED), newest(SEALED_BODY))
            else {
                continue;
            };
            let Some(Value::Bytes(cell)) = last.val.value() else { continue };
            let Ok((real, fields)) = super::sealed::open_body(&keys, person, entity, &cell) else { continue };
            if real == kind.number {
                let (author, at) = (last.stamp.user, clock::ts_ms(last.stamp.ts));
                let was = Opened { entity, kind: real, fields, author, at };
                found.push(Gone { was, by: gone.stamp.user, at: clock::ts_ms(gone.stamp.ts) });
            }
        }
        Ok(found)
    }

    /// Every version of the sealed records of a client in a compartment, withdrawn ones too, as far as the keys of
    /// this session go.
    fn versions(&self, person: Id, comp: Compartment) -> Answer<Vec<Version>> {
        let mut versions = Vec::new();
        let Some(keys) = self.readable_keys(person, comp)? else { return Ok(versions) };
        let connection = self.store.connection();
        for id in keys::sealed_ids(connection, person, comp)? {
            let stored = entity::load(connection, id)?;
            for said in history::said(connection, id, &stored)? {
                let what = match (said.cell, said.val.value()) {
                    (DELETED, Some(Value::Bool(true))) => What::Withdrawn,
                    (SEALED_BODY, Some(Value::Bytes(cell))) => {
                        match super::sealed::open_body(&keys, person, id, &cell) {
                            Ok((kind, fields)) => What::Body(kind, fields),
                            Err(why) => What::Shut(why),
                        }
                    }
                    (SEALED_BODY, _) => What::Shut(Unknown::KeyGone), // erased
                    _ => continue,
                };
                versions.push(Version { entity: id, ts: said.ts, cell: said.cell, user: said.user, what });
            }
        }
        Ok(versions)
    }
}

/// What a record said of these cells in its life, in pieces that each fit into a sealed record.
pub(super) fn earlier_of(said: Vec<Said>, cells: &BTreeSet<u16>) -> Vec<Value> {
    let mut pieces: Vec<BTreeMap<u16, Value>> = Vec::new();
    let mut size = PIECE;
    for said in said.into_iter().filter(|s| cells.contains(&s.cell)) {
        let raw = match said.val {
            Val::Raw(raw) => Some(raw),
            Val::Empty => None,
            Val::Erased => continue,
        };
        let mut one = BTreeMap::from([
            (word::CELL, Value::Int(i64::from(said.cell))),
            (word::USER, Value::Id(said.user)),
            (word::TS, Value::Int(said.ts)),
        ]);
        let length = raw.as_ref().map_or(0, Vec::len) + 48;
        one.extend(raw.map(|raw| (word::VALUE, Value::Bytes(raw.to_vec()))));
        if size + length > PIECE {
            pieces.push(BTreeMap::new());
            size = 0;
        }
        size += length;
        if let Some(piece) = pieces.last_mut() {
            piece.insert(u16::try_from(piece.len()).unwrap_or(u16::MAX), Value::Group(one));
        }
    }
    pieces.into_iter().map(Value::Group).collect()
}

/// The same back.
fn earlier(opened: &Opened) -> Vec<Said> {
    let Some(Some(Value::Group(words))) = opened.fields.get(&overlay::EARLIER) else { return Vec::new() };
    let said = |value: &Value| {
        let Value::Group(one) = value else { return None };
        let val = match one.get(&word::VALUE) {
            None => Val::Empty,
            Some(Value::Bytes(raw)) => Val::Raw(raw.clone()),
            Some(Value::Id(raw)) => Val::Raw(raw.as_bytes().to_vec()), // 16 bytes read as an identity
            Some(_) => return None,
        };
        Some(Said {
            cell: u16::try_from(one.get(&word::CELL)?.as_int()?).ok()?,
            ts: one.get(&word::TS)?.as_int()?,
            user: one.get(&word::USER)?.as_id()?,
            val,
        })
    };
    words.values().filter_map(said).collect()
}

fn is_locating(kind: &Kind, number: u16) -> bool {
    kind.field_number(number).is_some_and(|f| f.locating)
}

/// The real kind of each sealed record, as far as some version of it opens.
fn kinds_of(versions: &[Version]) -> BTreeMap<Id, Option<u16>> {
    let mut of: BTreeMap<Id, Option<u16>> = BTreeMap::new();
    for version in versions {
        let known = of.entry(version.entity).or_default();
        if let What::Body(kind, _) = &version.what {
            *known = Some(*kind);
        }
    }
    of
}

/// The open record that each overlay belongs to.
fn named_records(versions: &[Version]) -> BTreeMap<Id, Id> {
    let record = |version: &Version| match &version.what {
        What::Body(_, fields) => {
            let text = fields.get(&overlay::RECORD)?.as_ref()?.as_text()?;
            Some((version.entity, Id::parse(text)?))
        }
        _ => None,
    };
    versions.iter().filter_map(record).collect()
}

fn spoken(versions: Vec<Version>, say: impl Fn(&Fields) -> Vec<(u16, Shown)>) -> Vec<Word> {
    let fields = |what: What| match what {
        What::Body(_, fields) => say(&fields),
        What::Withdrawn => {
            vec![(history::WITHDRAWAL, Shown::Value { value: Value::Bool(true), label: None })]
        }
        What::Shut(why) => vec![(WHOLE, Shown::Unknown(why))],
    };
    versions
        .into_iter()
        .map(|v| Word { ts: v.ts, cell: v.cell, user: v.user, fields: fields(v.what) })
        .collect()
}

/// A sealed value as it is told; what the program keeps for itself is not.
fn shown(value: Option<&Value>) -> Option<Shown> {
    match value {
        Some(Value::Group(_)) => None,
        Some(value) if !is_empty(value) => Some(Shown::Value { value: value.clone(), label: None }),
        _ => Some(Shown::Empty),
    }
}
