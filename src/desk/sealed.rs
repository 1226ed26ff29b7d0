//! Sealed records of a client: sealing, opening, and showing one hidden value for a while.
//!
//! To the store a sealed record is one cell; its real kind and fields are inside (security design, 6.4). Who holds
//! the compartment key seals under the client's own key; who may write and not read makes a key for the one record
//! and forgets it. A hand-over copy of a key is not among a session's keys and opens nothing here.

use super::answer::Answer;
use super::api::{Hidden, Message, Refusal, Shown, Unknown};
use super::entered;
use super::file::ClientFile;
use super::kind;
use super::no_right;
use super::session::Session;
use crate::access::{Action, Decision};
use crate::journal::codes::LogAction;
use crate::journal::sealed_body;
use crate::register::kinds::{self, SEALED_BODY, SEALED_RECORD};
use crate::register::{Card, Compartment, Field, Id, Kind, Type, Value, validate};
use crate::store::keys::{self, NewKey, NewWrap};
use crate::store::{self, Act, Entry, SCHEMA_VERSION, SealedEdit, Seen};
use crate::vault::seal::{CellPlace, Ck, Cpk, SealFault, SubjectKey, SubjectKeys, seal_cell};
use crate::vault::wrap::KemPublic;
use std::collections::BTreeMap;

pub(super) use crate::journal::sealed_body::Fields;

/// A sealed record that was opened.
#[derive(Clone)]
pub(super) struct Opened {
    /// The record.
    pub entity: Id,
    /// Its real kind.
    pub kind: u16,
    /// Its fields.
    pub fields: Fields,
    /// Who wrote it last.
    pub author: Id,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// What could be opened of a compartment.
#[derive(Default)]
pub(super) struct Unsealed {
    /// The records, oldest first.
    pub records: Vec<Opened>,
    /// Some record could not be opened: its key has not come, or it was changed.
    pub pending: bool,
}

impl Unsealed {
    /// The records of a kind, oldest first.
    pub fn of<'a>(&'a self, kind: &'a Kind) -> impl Iterator<Item = &'a Opened> {
        self.records.iter().filter(|r| r.kind == kind.number)
    }

    /// The fields of the client's only record of a kind: several clerks may have dropped parts of it without seeing
    /// it, so each field is that of the newest record that says something of it.
    pub fn merged(&self, kind: &Kind) -> Fields {
        let mut fields = Fields::new();
        for record in self.of(kind) {
            fields.extend(record.fields.iter().map(|(n, v)| (*n, v.clone())));
        }
        fields
    }

    /// That only record as it is told: by whom and when something was said last.
    pub fn one(&self, kind: &Kind) -> Option<Opened> {
        let newest = self.of(kind).last()?;
        Some(Opened { fields: self.merged(kind), ..newest.clone() })
    }
}

/// A sealed record to be written.
pub(super) struct ToSeal {
    /// The record.
    pub entity: Id,
    /// Its real kind.
    pub kind: &'static Kind,
    /// Its fields.
    pub fields: Fields,
    /// What the writer had seen of it; of a new record nothing.
    pub seen: Seen,
}

impl ToSeal {
    /// A record that was not there before.
    pub fn new(entity: Id, kind: &'static Kind, fields: Fields) -> ToSeal {
        ToSeal { entity, kind, fields, seen: Seen::default() }
    }
}

impl Session {
    /// The newest public key of a compartment, as the table has it: whoever can write the database can write that.
    fn public_key(&self, comp: u8) -> Answer<Option<Cpk>> {
        let keys = keys::public_keys(self.store.connection())?;
        let newest = keys.into_iter().filter(|(c, ..)| *c == comp).max_by_key(|(_, epoch, _)| *epoch);
        Ok(newest.map(|(comp, key_epoch, public)| Cpk {
            comp,
            key_epoch,
            public: KemPublic::from_bytes(public),
        }))
    }

    /// The newest key of a compartment that this session holds.
    fn held(&self, comp: u8) -> Option<&Ck> {
        self.who.compartment_keys.iter().filter(|ck| ck.comp() == comp).max_by_key(|ck| ck.key_epoch())
    }

    /// What new records of a compartment are sealed to. Who holds the key never takes the table's word for it, and
    /// whoever does not asks the log: a public half of somebody else would open to that somebody all that is sealed from
    /// now on.
    ///
    /// # Errors
    /// When the table has no key, or another than the one held.
    fn sealing_key(&self, comp: u8) -> Answer<Cpk> {
        let table = self.public_key(comp)?;
        match (self.held(comp).map(Ck::cpk), table) {
            (Some(held), Some(table)) if held == table => Ok(held),
            (Some(_), _) => Err(store::Error::KeysChanged.into()),
            (None, Some(table)) if self.as_founded()? => Ok(table),
            (None, Some(_)) => Err(store::Error::KeysChanged.into()),
            (None, None) => Err(Refusal::Cannot(Message::new("error-no-compartment-key"))),
        }
    }

    fn as_founded(&self) -> Answer<bool> {
        let connection = self.store.connection();
        Ok(keys::as_founded(connection, &keys::public_keys(connection)?)?)
    }

    /// Whether the table of public halves is the one that the office began with, and says of each key that this session
    /// holds what the key itself says.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub(super) fn public_keys_agree(&self) -> Answer<bool> {
        for ck in &self.who.compartment_keys {
            let held = self.held(ck.comp()).map(Ck::cpk);
            if held != self.public_key(ck.comp())? {
                return Ok(false);
            }
        }
        self.as_founded()
    }

    /// Whether the session holds the key of a compartment, for reading.
    pub(super) fn holds(&self, comp: Compartment) -> bool {
        self.who.compartment_keys.iter().any(|ck| ck.comp() == comp.code())
    }

    fn subject_keys(&self, person: Id, comp: Compartment, epoch: u32) -> Answer<SubjectKeys> {
        let (subject_keys, wraps) = keys::of_subject(self.store.connection(), person, comp)?;
        let cks: Vec<_> = self.who.compartment_keys.iter().filter(|ck| ck.comp() == comp.code()).collect();
        Ok(SubjectKeys::open(person, comp.code(), epoch, &subject_keys, &wraps, &cks))
    }

    /// Opens the sealed records of a client, as far as the keys of this session go. Whether the user may see them is
    /// the caller's question; nothing is logged here.
    pub(super) fn open_sealed(&self, person: Id, comp: Compartment) -> Answer<Unsealed> {
        let mut opened = Unsealed::default();
        let Some(keys) = self.readable_keys(person, comp)? else { return Ok(opened) };
        for row in keys::sealed_of(self.store.connection(), person, comp)? {
            match open_body(&keys, row.subject, row.entity, &row.cell) {
                Ok((kind, fields)) => opened.records.push(Opened {
                    entity: row.entity,
                    kind,
                    fields,
                    author: row.author,
                    at: row.at,
                }),
                Err(_) => opened.pending = true,
            }
        }
        Ok(opened)
    }

    /// The subject keys of a client that this session opens; none without the compartment key.
    pub(super) fn readable_keys(&self, person: Id, comp: Compartment) -> Answer<Option<SubjectKeys>> {
        let Some(epoch) = self.held(comp.code()).map(Ck::key_epoch) else { return Ok(None) };
        self.subject_keys(person, comp, epoch).map(Some)
    }

    /// Adds sealed records to an act. Answers whether they were dropped unseen: without the compartment key.
    pub(super) fn seal(
        &mut self,
        person: Id,
        comp: Compartment,
        records: &[ToSeal],
        act: &mut Act,
    ) -> Answer<bool> {
        let cpk = self.sealing_key(comp.code())?;
        let now = self.now();
        let mut keys = self.subject_keys(person, comp, cpk.key_epoch)?;
        let newest = |ck: &&Ck| (ck.comp(), ck.key_epoch()) == (cpk.comp, cpk.key_epoch);
        let held = self.who.compartment_keys.iter().find(newest);
        let entropy = self.world.entropy();
        let new_key = |key: SubjectKey, entity| NewKey { entity, subject: person, comp, key };
        let new_wrap = |wrap| NewWrap { subject: person, comp, wrap };
        if let Some(ck) = held {
            act.wraps.extend(keys.fold_drops(ck, entropy).map_err(fault)?.into_iter().map(new_wrap));
            if keys.writing_key().is_none() {
                let (key, wrap) = keys.make_key(ck, now, entropy).map_err(fault)?;
                act.keys.push(new_key(key, Id::v7(now, entropy)));
                act.wraps.push(new_wrap(wrap));
            }
        }
        for record in records {
            let fields = entered::fields(&record.fields);
            let fields = fields.iter().map(|(number, field)| (*number, field.as_ref()));
            let body = sealed_body::write(record.kind.number, SCHEMA_VERSION, fields);
            let cell = if held.is_some() {
                keys.seal(place(record.entity), &body, entropy).map_err(fault)?
            } else {
                let (key, wrap, sdk) = SubjectKey::make_drop(cpk, person, now, entropy).map_err(fault)?;
                let key_id = key.key_id;
                act.keys.push(new_key(key, Id::v7(now, entropy)));
                act.wraps.push(new_wrap(wrap));
                seal_cell(&sdk, comp.code(), key_id, place(record.entity), &body, entropy).map_err(fault)?
            };
            let seen = Some(record.seen.clone());
            act.sealed.push(SealedEdit { entity: record.entity, person, comp, cell: Some(cell), seen });
        }
        Ok(held.is_none())
    }

    /// A typed reason says something.
    pub(super) fn reason_given(&self, reason: &str) -> Answer<()> {
        let min = self.settings()?.break_glass_reason_min_characters;
        let length = reason.trim().chars().count();
        if u32::try_from(length).unwrap_or(u32::MAX) >= min {
            return Ok(());
        }
        Err(Refusal::Cannot(Message::new("error-reason-short").with("min", min.to_string())))
    }
}

impl ClientFile<'_> {
    /// Shows one hidden value: of a field that turvakielto hides, of a sealed record, or the whole of a masked code.
    /// Answers for how many seconds it may stay.
    ///
    /// # Errors
    /// Refused without the right or the key; a reason of fewer characters than the setting says is sent back.
    pub fn reveal(
        &mut self,
        kind: &'static Kind,
        record: Id,
        field: u16,
        reason: &str,
    ) -> Answer<(Shown, u32)> {
        let field = kind.field_number(field).ok_or_else(super::show::missing)?;
        if field.ty == Type::Hetu && !kind.compartment.sealed() {
            return self.unmask(kind, record, field, reason);
        }
        let home = self.home_of(kind, field)?;
        self.may_reveal(home, reason)?;
        let sealed = self.session.open_sealed(self.open.person, home.compartment)?;
        let found = if kind.compartment.sealed() {
            let fields = match kind.card {
                Card::One => Some(sealed.merged(kind)),
                _ => sealed.of(kind).find(|r| r.entity == record).map(|r| r.fields.clone()),
            };
            fields.and_then(|f| f.get(&field.number).cloned())
        } else {
            overlaid(&sealed, home, kind, record, field)
        };
        let seconds = self.showing(home, record, reason)?;
        let shown = match found {
            Some(Some(value)) if !validate::is_empty(&value) => Shown::Value { value, label: None },
            Some(_) => Shown::Empty,
            None if sealed.pending => Shown::Unknown(Unknown::Unreadable),
            None => Shown::Unknown(Unknown::NeverAsked),
        };
        Ok((shown, seconds))
    }

    /// Writes down that a value is shown. Answers for how many seconds it may stay.
    pub(super) fn showing(&mut self, home: &Kind, record: Id, reason: &str) -> Answer<u32> {
        let seconds = self.session.settings()?.reveal_seconds;
        let row = Entry::ok(LogAction::Reveal, self.about(home, Some(record)));
        let row = if reason.trim().is_empty() { row } else { row.secret(reason.trim()) };
        self.session.write(&Act { log: vec![row], ..Act::default() })?;
        Ok(seconds)
    }

    /// Whether what lies in a sealed kind may be shown for this reason: the right, a reason where the policy wants
    /// one, the key.
    pub(super) fn may_reveal(&mut self, home: &Kind, reason: &str) -> Answer<()> {
        match self.session.decide(home, Action::Read) {
            Decision::Refused(why) => {
                let refusal = Refusal::NotAllowed(no_right::of_kind(why, home, Action::Read));
                return Err(self.session.refused(Some(self.open.person), refusal));
            }
            Decision::WithReason | Decision::Fields(_) => self.session.reason_given(reason)?,
            Decision::Allowed => {}
        }
        if self.session.holds(home.compartment) {
            return Ok(());
        }
        let refusal = Refusal::NotAllowed(Message::new("refused-no-key"));
        Err(self.session.refused(Some(self.open.person), refusal))
    }

    /// The sealed kind that holds a hidden field.
    fn home_of(&self, kind: &'static Kind, field: &Field) -> Answer<&'static Kind> {
        if kind.compartment.sealed() {
            return Ok(kind);
        }
        if field.locating && self.is_protected()? {
            return overlay_of(kind);
        }
        Err(Refusal::Cannot(Message::new("error-nothing-hidden")))
    }

    /// What a screen says instead of a sealed value.
    pub(super) const fn sealed_shown() -> Shown {
        Shown::Hidden(Hidden::Protected)
    }
}

/// The sealed kind that holds the locating fields of a kind while turvakielto is on (K7).
pub(super) fn overlay_of(kind: &Kind) -> Answer<&'static Kind> {
    kind::named(if kind.name == "contact_info" { "protected_contact" } else { "protected_field" })
}

/// Whether a field of a sealed kind is written by the form of the kind that lies over it: contact data have one form,
/// which writes them where they belong (K7).
pub(super) fn written_elsewhere(kind: &Kind, field: &Field) -> bool {
    let over = kinds::by_name("contact_info").filter(|_| kind.name == "protected_contact");
    over.and_then(|over| over.field(field.name)).is_some_and(|field| field.locating)
}

/// Numbers of the fields of `protected_field`.
pub(super) mod overlay {
    /// Name of the overlaid kind.
    pub const KIND: u16 = 1;
    /// The overlaid record.
    pub const RECORD: u16 = 2;
    /// Its values by field number, as a group; a blank text is "asked, and there is none".
    pub const FIELDS: u16 = 3;
    /// What its locating fields said before they were moved, who and when: see [`super::super::sealed_history`].
    pub const EARLIER: u16 = 4;
}

/// The sealed value of a field of an open record.
fn overlaid(sealed: &Unsealed, home: &Kind, kind: &Kind, record: Id, field: &Field) -> Option<Option<Value>> {
    if kind.name == "contact_info" {
        let number = home.field(field.name)?.number;
        return sealed.merged(home).get(&number).cloned();
    }
    overlay_values(sealed, home, record).get(&field.number).cloned().map(Some)
}

/// The sealed values of a record: of all overlays of it, the newest of each field.
pub(super) fn overlay_values(sealed: &Unsealed, home: &Kind, record: Id) -> BTreeMap<u16, Value> {
    let mut values = BTreeMap::new();
    for overlay in sealed.of(home).filter(|o| is_overlay_of(&o.fields, record)) {
        if let Some(Some(Value::Group(members))) = overlay.fields.get(&overlay::FIELDS) {
            values.extend(members.iter().map(|(n, v)| (*n, v.clone())));
        }
    }
    values
}

/// Whether an opened `protected_field` belongs to a record.
pub(super) fn is_overlay_of(fields: &Fields, record: Id) -> bool {
    let named = fields.get(&overlay::RECORD).and_then(Option::as_ref).and_then(Value::as_text);
    named == Some(record.to_string().as_str())
}

const fn place(entity: Id) -> CellPlace {
    CellPlace { kind: SEALED_RECORD, entity, field: SEALED_BODY }
}

fn fault(fault: SealFault) -> Refusal {
    match fault {
        SealFault::TooLong | SealFault::KeyPending => Refusal::Cannot(Message::new(fault.message_id())),
        _ => Refusal::Fault(Message::new(fault.message_id()), "D-SEAL".to_owned()),
    }
}

/// Opens a cell of a row of `subject`: its real kind and fields, or why they are not known.
pub(super) fn open_body(
    keys: &SubjectKeys,
    subject: Id,
    entity: Id,
    cell: &[u8],
) -> Result<(u16, Fields), Unknown> {
    let body = keys.open_cell(subject, place(entity), cell).map_err(|fault| match fault {
        SealFault::KeyPending => Unknown::KeyGone,
        _ => Unknown::Unreadable,
    })?;
    read_body(&body).ok_or(Unknown::Unreadable)
}

/// A kind of a newer program stays closed here: its fields mean nothing to this one.
fn read_body(bytes: &[u8]) -> Option<(u16, Fields)> {
    let (kind, fields) = sealed_body::read(bytes).ok()??;
    kinds::by_number(kind).filter(|k| k.compartment.sealed())?;
    Some((kind, fields))
}
