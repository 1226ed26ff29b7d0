//! Looks at the whole register: are the chains whole, do rows and index say what the records say; and builds rows and
//! index again. Takes long on a large register and holds the writer; run on demand. Whether the records are what the
//! journal comes to is the business of [`super::replay`].

use super::access_log::bytes;
use super::entity::{self, Stored};
use super::kind_sql::KindSql;
use super::project::{self, Projector};
use super::replay::Found;
use super::search::Doc;
use super::stream::{self, LOG};
use super::{Error, Result, Store, id_column, keys, kind_sql, read, search};
use crate::journal::chain::{Chain, ChainFault};
use crate::journal::hash::Hash;
use crate::register::kinds::{self, KEY_WRAP, SEALED_BODY, SEALED_RECORD, SUBJECT_KEY};
use crate::register::{Id, Value};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// A stream of changes, looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// The incarnation.
    pub dev: Id,
    /// The compartment.
    pub comp: u8,
    /// Changes that are good, from the first on.
    pub good: u64,
    /// What is wrong with the next one; none: nothing.
    pub fault: Option<ChainFault>,
    /// Whether what was noted of the stream is one of these changes.
    pub noted: bool,
}

/// Follows every stream of changes, the log's apart (see [`super::log_verify`]).
///
/// # Errors
/// When the file cannot be read.
pub fn chains(connection: &Connection) -> Result<Vec<ChainReport>> {
    let mut reports = Vec::new();
    for known in stream::known(connection)?.into_iter().filter(|known| known.comp != LOG) {
        let mut chain = Chain::new(known.tip.stream);
        let mut noted = known.noted == (chain.n(), chain.c());
        let fault = follow(connection, known.tip.number, &mut chain, |chain| {
            noted |= known.noted == (chain.n(), chain.c());
        })?;
        // Nothing follows in a closed one.
        noted &= known.closed.is_none() || known.noted.0 == chain.n();
        reports.push(ChainReport {
            dev: known.tip.stream.dev,
            comp: known.comp,
            good: chain.n(),
            fault,
            noted,
        });
    }
    Ok(reports)
}

/// Goes along a stream as long as it is good, and tells of each change after it was taken in.
fn follow(
    connection: &Connection,
    number: i64,
    chain: &mut Chain,
    mut each: impl FnMut(&Chain),
) -> Result<Option<ChainFault>> {
    let mut statement = connection
        .prepare("SELECT header, body, c FROM own_change WHERE place > ?1 AND place < ?2 ORDER BY place")?;
    let mut rows = statement.query([stream::place(number, 0), stream::place(number + 1, 0)])?;
    while let Some(row) = rows.next()? {
        let (header, body, c) = (bytes(row, 0)?, bytes(row, 1)?, bytes(row, 2)?);
        let Ok(c) = Hash::try_from(c.as_slice()) else { return Ok(Some(ChainFault::Altered)) };
        if let Err(fault) = chain.push(&header, Some(&body), &c) {
            return Ok(Some(fault));
        }
        each(chain);
    }
    Ok(None)
}

/// How rows and records compare.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RowsReport {
    /// Records compared.
    pub checked: u64,
    /// Records whose row says something else, or is not there, or ought not to be: the first hundred.
    pub wrong: Vec<Id>,
    /// Rows of kinds that no living record stands behind.
    pub stray: u64,
}

impl RowsReport {
    /// Nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.wrong.is_empty() && self.stray == 0
    }
}

/// Compares the rows with the records: every `step`th of them, from 1 for all. Stray rows are counted when all are.
///
/// # Errors
/// When the file cannot be read.
pub fn rows(connection: &Connection, step: u64) -> Result<RowsReport> {
    let mut report = RowsReport::default();
    let mut living: BTreeMap<u16, i64> = BTreeMap::new();
    let mut at = 0u64;
    entity::every(connection, |id, stored| {
        at += 1;
        if !stored.entity.deleted() {
            *living.entry(stored.kind).or_default() += 1;
        }
        if !at.is_multiple_of(step.max(1)) {
            return Ok(());
        }
        report.checked += 1;
        let right = entity::lies_right(connection, id, stored)? && row_is(connection, id, stored)?;
        if !right && report.wrong.len() < 100 {
            report.wrong.push(id);
        }
        Ok(())
    })?;
    if step <= 1 {
        for sql in kind_sql::all() {
            let there: i64 =
                connection
                    .query_row(&format!("SELECT count(*) FROM \"{}\"", sql.kind.name), [], |r| r.get(0))?;
            let living = living.get(&sql.kind.number).copied().unwrap_or(0);
            report.stray += u64::try_from(there - living).unwrap_or(0);
        }
        // Two records may be of one key: fewer rows than records are no fault, the records were compared.
        for (number, count) in [
            (SUBJECT_KEY, "SELECT count(*) FROM subject_key"),
            (KEY_WRAP, "SELECT count(*) FROM key_wrap"),
            (SEALED_RECORD, "SELECT count(*) FROM sealed_record"),
        ] {
            let there: i64 = connection.query_row(count, [], |r| r.get(0))?;
            report.stray += u64::try_from(there - living.get(&number).copied().unwrap_or(0)).unwrap_or(0);
        }
    }
    Ok(report)
}

fn row_is(connection: &Connection, id: Id, stored: &Stored) -> Result<bool> {
    match stored.kind {
        SUBJECT_KEY | KEY_WRAP => keys::is_there(connection, stored),
        SEALED_RECORD => sealed_row_is(connection, id, stored),
        number => {
            let Some(kind) = kinds::by_number(number) else { return Ok(true) };
            let Some(sql) = kind_sql::of(kind) else { return Ok(true) };
            let row = read::one(connection, kind, id)?;
            if stored.entity.deleted() {
                return Ok(row.is_none());
            }
            let Some(row) = row else { return Ok(false) };
            if !belongs(connection, sql, stored)? {
                return Ok(false);
            }
            let wanted = project::values(kind, &stored.entity);
            let same = sql.fields.iter().all(|f| {
                kind_sql::to_sql(row.values.get(&f.number)) == kind_sql::to_sql(wanted.get(&f.number))
            });
            Ok(same && (row.changed_at, row.changed_by) == project::newest(&stored.entity))
        }
    }
}

/// Whose record it is and where it lies decide who is shown it: they are compared as its cell is.
fn sealed_row_is(connection: &Connection, id: Id, stored: &Stored) -> Result<bool> {
    type Row = (Option<Id>, Option<i64>, Option<Id>, Option<i64>, Option<Vec<u8>>);
    let row: Option<Row> = connection
        .prepare_cached("SELECT subj, comp, author, ts, cell FROM sealed_record WHERE entity = ?1")?
        .query_row([id.as_bytes()], |r| {
            // What is of another type than it should be is another value, and no reason to stop looking.
            let id = |column| r.get::<_, Vec<u8>>(column).ok().as_deref().and_then(Id::from_slice);
            Ok((id(0), r.get(1).ok(), id(2), r.get(3).ok(), r.get(4).ok()))
        })
        .optional()?;
    let wanted = match (stored.entity.deleted(), stored.entity.shown(SEALED_BODY)) {
        (false, Some(Value::Bytes(cell))) => {
            let (at, by) = project::newest(&stored.entity);
            let comp = i64::from(stored.comp);
            Some((Some(stored.subj.unwrap_or_default()), Some(comp), Some(by), Some(at), Some(cell)))
        }
        _ => None,
    };
    Ok(row == wanted)
}

/// Whether the row of a record is its client's: a page is read by client, and a row of another one's is shown there.
fn belongs(connection: &Connection, sql: &KindSql, stored: &Stored) -> Result<bool> {
    let person: Option<Option<Vec<u8>>> = connection
        .prepare_cached(&format!("SELECT person FROM \"{}\" WHERE row = ?1", sql.kind.name))?
        .query_row([stored.row()?], |r| r.get(0))
        .optional()?;
    Ok(person == Some(stored.subj.map(|subj| subj.as_bytes().to_vec())))
}

/// How search documents and identity codes compare with the persons' rows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SearchReport {
    /// Persons compared.
    pub checked: u64,
    /// Persons who are found otherwise than their rows say, not at all, or though they ought not to be.
    pub wrong: Found<Id>,
}

/// Compares what is found of every person with what their rows say: names and flags, and the codes, both ways. That the
/// index holds the words of its documents is for [`Store::search_is_sound`] to say.
///
/// # Errors
/// When the file cannot be read.
pub fn search(connection: &Connection) -> Result<SearchReport> {
    let mut report = SearchReport::default();
    let (mut documents, mut codes) = (0, 0);
    let mut statement = connection.prepare("SELECT id FROM person ORDER BY row")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let person = id_column(row, 0)?;
        report.checked += 1;
        // Who was merged into another is found as that one.
        let Some(doc) = project::doc(connection, person)? else { continue };
        let found = found_so(connection, &doc)?;
        documents += u64::from(found.document);
        codes += found.codes;
        if !found.right {
            report.wrong.add(person);
        }
    }
    // What is there beyond these is of nobody. Looked for only then: a register that is well has none.
    for (there, sql) in [
        (documents, "SELECT person, NULL, 0 FROM search_doc"),
        (codes, "SELECT person, hetu, former FROM search_hetu"),
    ] {
        let all: i64 = connection.query_row(&format!("SELECT count(*) FROM ({sql})"), [], |r| r.get(0))?;
        if u64::try_from(all) != Ok(there) {
            beyond(connection, sql, &mut report.wrong)?;
        }
    }
    Ok(report)
}

/// What was found of one person.
struct FoundSo {
    /// Everything is as its rows say.
    right: bool,
    /// There is a document.
    document: bool,
    /// So many of its codes are there.
    codes: u64,
}

fn found_so(connection: &Connection, doc: &Doc) -> Result<FoundSo> {
    let (exact, folded) = doc.words();
    let document = connection
        .prepare_cached(
            "SELECT row, exact = ?2 AND folded = ?3 AND name = ?4 AND born IS ?5 AND hetu IS ?6
               AND municipality IS ?7 AND flags = ?8 FROM search_doc WHERE person = ?1",
        )?
        .query_row(
            params![
                doc.person.as_bytes(),
                exact,
                folded,
                doc.name(),
                doc.born,
                doc.hetu,
                doc.municipality,
                doc.flags
            ],
            |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Option<bool>>(1)?)),
        )
        .optional()?;
    let mut right = document.is_some_and(|(row, same)| same == Some(true) && doc.lies_at(row));
    let mut codes = 0;
    let mut code =
        connection.prepare_cached("SELECT former FROM search_hetu WHERE hetu = ?1 AND person = ?2")?;
    for (hetu, former) in codes_of(doc) {
        let there: Option<i64> =
            code.query_row(params![hetu, doc.person.as_bytes()], |r| r.get(0)).optional()?;
        right &= there == Some(i64::from(former));
        codes += u64::from(there.is_some());
    }
    Ok(FoundSo { right, document: document.is_some(), codes })
}

/// A person's codes, each with whether it is a former one.
fn codes_of(doc: &Doc) -> BTreeMap<&str, bool> {
    let former = doc.former.iter().map(|code| (code.as_str(), true));
    former.chain(doc.hetu.as_deref().map(|code| (code, false))).collect()
}

/// Documents and codes that no person's rows account for.
fn beyond(connection: &Connection, sql: &str, wrong: &mut Found<Id>) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let person = row.get_ref(0)?.as_blob().ok().and_then(Id::from_slice).unwrap_or_default();
        let code: Option<String> = row.get(1)?;
        let known = match (project::doc(connection, person)?, code) {
            (Some(doc), Some(code)) => codes_of(&doc).contains_key(code.as_str()),
            (doc, None) => doc.is_some(),
            (None, Some(_)) => false,
        };
        if !known && !wrong.first.contains(&person) {
            wrong.add(person);
        }
    }
    Ok(())
}

/// Builds the rows of every kind, the sealed records, the search documents and the index again from the records.
pub(super) fn rebuild(connection: &Connection) -> Result<u64> {
    for sql in kind_sql::all() {
        connection.execute(&format!("DELETE FROM \"{}\"", sql.kind.name), [])?;
    }
    connection.execute("DELETE FROM sealed_record", [])?;
    connection.execute("DELETE FROM subject_key", [])?;
    connection.execute("DELETE FROM key_wrap", [])?;
    search::clear(connection)?;
    search::begin_bulk(connection)?;
    let mut projector = Projector::default();
    let mut records = 0;
    entity::every(connection, |id, stored| {
        records += 1;
        entity::mark_apart(connection, stored)?;
        projector.record(connection, id, stored)
    })?;
    projector.search(connection)?;
    search::end_bulk(connection)?;
    Ok(records)
}

impl Store {
    /// Builds rows and search index again from the records; answers how many records there are. One transaction.
    ///
    /// # Errors
    /// Everything is left as it was then.
    pub fn rebuild_projections(&mut self) -> Result<u64> {
        self.durable(true)?;
        let tx = self.writer.transaction()?;
        let records = rebuild(&tx)?;
        tx.commit()?;
        self.keep_short()?;
        Ok(records)
    }

    /// Whether the search index agrees with its documents, and there is a document for each living person.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_is_sound(&mut self) -> Result<bool> {
        let tx = self.writer.transaction()?;
        let sound = search::is_sound(&tx)?;
        let lost: i64 = tx.query_row(
            "SELECT count(*) FROM person p WHERE merged_into IS NULL
             AND NOT EXISTS (SELECT 1 FROM search_doc d WHERE d.person = p.id)",
            [],
            |r| r.get(0),
        )?;
        tx.rollback().map_err(Error::from)?;
        Ok(sound && lost == 0)
    }
}
