//! The part of the practice office that writes: from made-up contents to records, through [`Store::bulk`].
//!
//! Clients are made up and sealed on a thread of their own while the one before is written; nothing is kept but the
//! few between the two, so a million clients need no more memory than some with a long file. Every record carries its
//! provenance; a changed value is an edit of its own, so that its history names who changed it. What belongs into a
//! sealed compartment is really sealed: whoever lacks the key reads nothing.
//! This module must not decide what a client looks like: that is [`super::office`]'s.

use super::office::{Office, Plan};
use super::record::Made;
use crate::journal::codes::{Face, LogAction, Outcome};
use crate::journal::hash::one_id;
use crate::journal::log::LogBody;
use crate::journal::sealed_body;
use crate::register::kind::Card;
use crate::register::kinds::cells;
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::kinds::{SEALED_BODY, SEALED_RECORD, by_name};
use crate::register::{Compartment, Entropy, Id, Kind, Value};
use crate::store::keys::{NewKey, NewWrap};
use crate::store::{self, Act, Actor, Edit, Entry, Error, SCHEMA_VERSION, SealedEdit, Store, What, World};
use crate::vault::seal::{CellPlace, Ck, SealFault, SubjectKeys};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::mpsc::{Receiver, sync_channel};
use zeroize::Zeroizing;

/// Clients of one transaction. Pages of the indices are written once a transaction, so few large ones are cheaper;
/// what this many change fits into the cache of a bulk.
const BATCH: u32 = 5_000;
/// Clients that may be ready and wait to be written.
const READY: usize = 16;
/// Records of one act at most; a change of more would come near the limit of its size.
const MOST_OF_ACT: usize = 40;

/// Fields of a record by number.
type Values = BTreeMap<u16, Value>;

/// What has been written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Clients.
    pub clients: u64,
    /// Records and later edits of records.
    pub records: u64,
}

/// Writes every client of the plan and the records of the office. `keys` are the compartment keys of the office, `by`
/// makes the office; `tell` is called after each client with what is written so far.
///
/// # Errors
/// Those of the store. Batches that were written stay.
pub fn fill(
    store: &mut Store,
    keys: &[Ck],
    (office, plan): (&Office, &Plan),
    by: Id,
    (world, entropy): (&mut dyn World, &mut (dyn Entropy + Send)),
    tell: &mut dyn FnMut(Written),
) -> store::Result<Written> {
    let by = Actor { user: Some(by), role: Some("administrator".to_owned()), face: Face::Cli };
    let mut written = Written::default();
    let mut common = office_acts(office, &by)?;
    let batch = store.bulk(&by, entry, world, || common.pop_front())?;
    written.records += batch.records;

    let now = world.now().utc_ms;
    std::thread::scope(|scope| {
        let (ready, clients) = sync_channel(READY);
        scope.spawn(move || {
            let mut scribe = Scribe { office, keys, entropy, now };
            for (index, shape) in plan.shapes() {
                let client = office.client(index, shape);
                let records = client.records.len() as u64;
                let acts = scribe.acts(client.person, client.records);
                let failed = acts.is_err();
                // Nobody takes it any more when the register cannot be written.
                if ready.send(acts.map(|acts| (acts, records))).is_err() || failed {
                    return;
                }
            }
        });
        write(store, (&by, u64::from(plan.clients)), world, clients, written, tell)
    })
}

/// The acts of a client, and how many records were made up for it.
type Ready = store::Result<(VecDeque<(Actor, Option<Id>, Act)>, u64)>;

/// Writes the clients that come, batch by batch; `all` are expected.
fn write(
    store: &mut Store,
    (by, all): (&Actor, u64),
    world: &mut dyn World,
    clients: Receiver<Ready>,
    mut written: Written,
    tell: &mut dyn FnMut(Written),
) -> store::Result<Written> {
    let mut more = true;
    while more && written.clients < all {
        let mut left = BATCH;
        let mut fault = None;
        let mut waiting = VecDeque::new();
        // What the store counts are sealed overlays too; what is told are the records that were made up.
        store.bulk(by, entry, world, || {
            while waiting.is_empty() && left > 0 {
                match clients.recv() {
                    Ok(Ok((acts, records))) => {
                        waiting = acts;
                        written.records += records;
                    }
                    Ok(Err(error)) => {
                        fault = Some(error); // inside a batch only "no more" can be said
                        return None;
                    }
                    Err(_) => {
                        more = false;
                        return None;
                    }
                }
                left -= 1;
                written.clients += 1;
                tell(written);
            }
            waiting.pop_front()
        })?;
        if let Some(fault) = fault {
            return Err(fault);
        }
    }
    store.end_bulk()?;
    Ok(written)
}

/// One row of the access log for a batch.
fn entry(batch: store::bulk::Batch) -> Entry {
    Entry::new(LogAction::Create, Outcome::Ok, batch.records, LogBody::default())
}

/// Employers and what else belongs to no client.
fn office_acts(office: &Office, by: &Actor) -> store::Result<VecDeque<(Actor, Option<Id>, Act)>> {
    let mut acts = VecDeque::new();
    for made in office.records() {
        let kind = kind(made.kind)?;
        let values = with_origin(kind, &made, office);
        let edit = Edit { kind, entity: made.id, person: None, what: What::Set(cells(kind, &values), None) };
        acts.push_back((by.clone(), None, Act { edits: vec![edit], ..Act::default() }));
    }
    Ok(acts)
}

/// Turns made-up records into acts.
struct Scribe<'a> {
    office: &'a Office,
    keys: &'a [Ck],
    entropy: &'a mut (dyn Entropy + Send),
    /// When the keys of subjects are made, UTC milliseconds.
    now: i64,
}

/// One client while it is being written.
struct Client<'a> {
    office: &'a Office,
    person: Id,
    /// What the records say now.
    values: BTreeMap<Id, Values>,
    /// Sealed fields of open records, by that record: the overlay's id and what it holds.
    overlays: BTreeMap<Id, (Id, Values)>,
    /// The client's keys by compartment.
    keys: BTreeMap<u8, SubjectKeys>,
    /// Acts that are complete.
    done: VecDeque<(Actor, Option<Id>, Act)>,
    /// The act being filled, whose it is, and the records in it.
    act: Act,
    author: usize,
    touched: BTreeSet<Id>,
}

impl Client<'_> {
    /// Begins a new act for a record, unless the one being filled is this author's, has room, and does not hold the
    /// record already: an edit of a record is an act after the one that made it.
    fn turn(&mut self, author: usize, record: Id) {
        if author != self.author || self.touched.len() >= MOST_OF_ACT || self.touched.contains(&record) {
            self.close();
        }
        self.author = author;
        self.touched.insert(record);
    }

    fn close(&mut self) {
        if self.touched.is_empty() {
            return;
        }
        self.touched.clear();
        let staff = self.office.staff().get(self.author);
        let actor =
            Actor { user: staff.map(|s| s.id), role: staff.map(|s| s.role.to_owned()), face: Face::Tui };
        self.done.push_back((actor, Some(self.person), std::mem::take(&mut self.act)));
    }
}

impl Scribe<'_> {
    /// The acts of one client.
    fn acts(&mut self, person: Id, records: Vec<Made>) -> store::Result<VecDeque<(Actor, Option<Id>, Act)>> {
        let mut client = Client {
            office: self.office,
            person,
            values: BTreeMap::new(),
            overlays: BTreeMap::new(),
            keys: BTreeMap::new(),
            done: VecDeque::new(),
            act: Act::default(),
            author: 0,
            touched: BTreeSet::new(),
        };
        for made in records {
            self.record(&mut client, made)?;
        }
        client.close();
        Ok(client.done)
    }

    fn record(&mut self, client: &mut Client<'_>, made: Made) -> store::Result<()> {
        let kind = kind(made.kind)?;
        let entity = match kind.card {
            Card::One if !kind.compartment.sealed() && made.kind != "person" => {
                one_id(client.person, kind.number)
            }
            _ => made.id,
        };
        client.turn(made.author, entity);
        if kind.compartment.sealed() {
            let new = with_origin(kind, &made, self.office);
            let values = client.values.entry(entity).or_default();
            values.extend(new);
            let body = body(kind, values);
            return self.seal(client, kind.compartment, entity, &body);
        }
        let person = Some(client.person);
        let cells = if made.edits {
            changed(kind, &made, client.values.entry(entity).or_default())
        } else {
            let values = with_origin(kind, &made, self.office);
            let cells = cells(kind, &values);
            client.values.insert(entity, values);
            cells
        };
        if !cells.is_empty() {
            client.act.edits.push(Edit { kind, entity, person, what: What::Set(cells, None) });
        }
        if made.sealed.is_empty() { Ok(()) } else { self.overlay(client, kind, entity, &made) }
    }

    /// Fields of an open record that turvakielto moves into a sealed one.
    fn overlay(
        &mut self,
        client: &mut Client<'_>,
        of: &'static Kind,
        record: Id,
        made: &Made,
    ) -> store::Result<()> {
        let kind = kind("protected_field")?;
        let (entity, hidden) = match client.overlays.get(&record) {
            Some((entity, hidden)) => (*entity, hidden.clone()),
            None => (Id::v7(made.at, self.entropy), Values::new()),
        };
        let mut hidden = hidden;
        for (name, value) in &made.sealed {
            hidden.insert(number(of, name)?, value.clone());
        }
        client.overlays.insert(record, (entity, hidden.clone()));
        let fields = [
            ("kind", Value::from(of.name)),
            ("record", Value::from(record.to_string())),
            ("fields", Value::Group(hidden)),
        ];
        let mut values = Values::new();
        for (name, value) in fields {
            values.insert(number(kind, name)?, value);
        }
        self.seal(client, kind.compartment, entity, &body(kind, &values))
    }

    fn seal(
        &mut self,
        client: &mut Client<'_>,
        comp: Compartment,
        entity: Id,
        body: &[u8],
    ) -> store::Result<()> {
        let lost = |_: SealFault| Error::Damaged("sealed_record", "key");
        let person = client.person;
        let ck = self.keys.iter().find(|ck| ck.comp() == comp.code());
        let ck = ck.ok_or(Error::Damaged("compartment_key", "missing"))?;
        let keys = client
            .keys
            .entry(comp.code())
            .or_insert_with(|| SubjectKeys::open(person, comp.code(), ck.key_epoch(), &[], &[], &[ck]));
        if keys.writing_key().is_none() {
            let (key, wrap) = keys.make_key(ck, self.now, self.entropy).map_err(lost)?;
            let entity = Id::v7(self.now, self.entropy);
            client.act.keys.push(NewKey { entity, subject: person, comp, key });
            client.act.wraps.push(NewWrap { subject: person, comp, wrap });
        }
        let place = CellPlace { kind: SEALED_RECORD, entity, field: SEALED_BODY };
        let cell = keys.seal(place, body, self.entropy).map_err(lost)?;
        client.act.sealed.push(SealedEdit { entity, person, comp, cell: Some(cell), seen: None });
        Ok(())
    }
}

/// The values of a new record by field number, its provenance among them.
fn with_origin(kind: &'static Kind, made: &Made, office: &Office) -> Values {
    let author = office.staff().get(made.author);
    let unit = author.and_then(|a| office.units().get(a.unit)).map_or(Id::ZERO, |u| u.id);
    let origin = [
        ("created_at", Value::Int(made.at)),
        ("entered_by", Value::Id(author.map_or(Id::ZERO, |a| a.id))),
        ("entered_unit", Value::Id(unit)),
    ];
    let fields = origin.into_iter().chain(made.fields.iter().map(|(name, value)| (*name, value.clone())));
    fields.filter_map(|(name, value)| Some((kind.field(name)?.number, value))).collect()
}

/// Every cell that these values fill.
fn cells(kind: &'static Kind, values: &Values) -> Vec<(u16, Option<Value>)> {
    let filled: Vec<_> = values.iter().map(|(number, value)| (*number, Some(value.clone()))).collect();
    cells::cells(kind, &BTreeMap::new(), &filled)
}

/// The cells that a later edit changes. It holds all that is filled of a group it touches, but of the provenance only
/// what is new: who entered the record stays.
fn changed(kind: &'static Kind, made: &Made, before: &mut Values) -> Vec<(u16, Option<Value>)> {
    let new: Vec<(u16, u16, Value)> = made
        .fields
        .iter()
        .filter_map(|(name, value)| {
            let field = kind.field(name)?;
            Some((field.cell_number(), field.number, value.clone()))
        })
        .collect();
    let touched: BTreeSet<u16> = new.iter().map(|(cell, ..)| *cell).collect();
    for cell in touched.iter().filter(|cell| **cell != ORIGIN_CELL) {
        before.retain(|number, _| kind.field_number(*number).is_none_or(|f| f.cell_number() != *cell));
    }
    before.extend(new.into_iter().map(|(_, number, value)| (number, value)));
    let of_touched =
        |number: &u16| kind.field_number(*number).is_some_and(|f| touched.contains(&f.cell_number()));
    cells(
        kind,
        &before.iter().filter(|(number, _)| of_touched(number)).map(|(n, v)| (*n, v.clone())).collect(),
    )
}

/// The body of a sealed record with these values.
fn body(kind: &Kind, values: &Values) -> Zeroizing<Vec<u8>> {
    sealed_body::write(
        kind.number,
        SCHEMA_VERSION,
        values.iter().map(|(number, value)| (*number, Some(value))),
    )
}

fn kind(name: &str) -> store::Result<&'static Kind> {
    by_name(name).ok_or(Error::Damaged("kind", "name"))
}

fn number(kind: &Kind, field: &str) -> store::Result<u16> {
    kind.field(field).map(|f| f.number).ok_or(Error::Damaged("kind", "field"))
}
