//! The search index: one document a person, and the queries over it.
//!
//! The index's rowid is an order-preserving packed sort key of the name, so hits come out of FTS5 in the order of
//! names and `LIMIT` stops it: nothing is collected and sorted. Words are looked up as prefixes; exact letters come
//! first, then folded ones (ä as a), then similar words. A newer query interrupts an older one, on this connection
//! only: nothing can interrupt the writer.

use super::{Error, Result};
use crate::cipherdb::Reader;
use crate::register::{Id, names};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use unicode_normalization::char::is_combining_mark;

/// The person is under turvakielto.
pub const PROTECTED: i64 = 1;
/// The person never was a customer, or is none any more since before its last day was kept here.
pub const NO_CUSTOMER: i64 = 2;
/// Above these bits: one more than the last day as a customer, days since 1970-01-01; 0 while there is none.
const UNTIL_BITS: u32 = 8;

/// The flags of somebody whose last day as a customer is known. Whether it is over depends on the day of the question,
/// so it is no flag: nothing is written when a day passes.
pub fn customer_until(last: i32) -> i64 {
    (i64::from(last).max(0) + 1) << UNTIL_BITS
}

/// Whether somebody with these flags is not a customer on a day.
pub fn has_ended(flags: i64, day: i32) -> bool {
    let until = flags >> UNTIL_BITS;
    flags & NO_CUSTOMER != 0 || (until > 0 && until <= i64::from(day))
}

/// What may be found of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// The person.
    pub person: Id,
    /// Surname.
    pub surname: String,
    /// First names.
    pub first_names: String,
    /// Birth day, days since 1970-01-01.
    pub born: Option<i32>,
    /// Today's identity code.
    pub hetu: Option<String>,
    /// Former identity codes.
    pub former: Vec<String>,
    /// Home municipality; none for a protected person.
    pub municipality: Option<String>,
    /// Telephone number in E.164; none for a protected person.
    pub phone: Option<String>,
    /// [`PROTECTED`], [`NO_CUSTOMER`], [`customer_until`].
    pub flags: i64,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// A whole identity code, today's or a former one.
    Hetu(String),
    /// The last digits of a telephone number, five at least.
    Phone(String),
    /// Name words as typed, and perhaps a birth date or year.
    Words(Vec<String>, Option<Born>),
}

/// A birth date as far as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Born {
    /// Days since 1970-01-01.
    Day(i32),
    /// Four digits.
    Year(i32),
    /// Two digits.
    ShortYear(i32),
}

/// A hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub person: Id,
    /// Surname and first names.
    pub name: String,
    /// Birth day.
    pub born: Option<i32>,
    /// Today's identity code.
    pub hetu: Option<String>,
    /// Home municipality.
    pub municipality: Option<String>,
    /// [`PROTECTED`], [`NO_CUSTOMER`], [`customer_until`].
    pub flags: i64,
    /// Found by a former identity code.
    pub former: bool,
    /// Found only among similar words.
    pub similar: bool,
}

/// The tie-breaker's share of a row number.
const TIE_BITS: u32 = 23;

const COLUMNS: &str = "d.person, d.name, d.born, d.hetu, d.municipality, d.flags";

/// A search that takes longer is given up: more letters are needed.
pub const PATIENCE: Duration = Duration::from_millis(250);

/// So many words are looked for, and so many letters of each; nobody's name needs more.
const MOST_WORDS: usize = 8;
const MOST_LETTERS: usize = 40;

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The hits, best first.
    pub found: Vec<Found>,
    /// There may be more that were not looked for any longer. Whoever shows the hits must say so.
    pub cut: bool,
}

/// Looks up at most `limit` hits, best first.
///
/// # Errors
/// [`Error::Interrupted`] when a newer query came; [`Error::TooBroad`] when nothing was found in [`PATIENCE`].
pub fn find(reader: &Reader, query: &Query, limit: usize) -> Result<Answer> {
    find_within(reader, query, limit, PATIENCE)
}

/// The same with a patience of its own.
///
/// # Errors
/// As [`find`].
pub fn find_within(reader: &Reader, query: &Query, limit: usize, patience: Duration) -> Result<Answer> {
    let until = Instant::now() + patience;
    let mut hits = Hits { found: Vec::new(), seen: BTreeSet::new(), limit };
    match reader.within(patience, |connection| look(connection, query, &mut hits)) {
        // Not interrupted by anybody: too long. What came before is as good as ever.
        Err(Error::Interrupted) if Instant::now() >= until => {
            if hits.found.is_empty() {
                Err(Error::TooBroad)
            } else {
                Ok(Answer { found: hits.found, cut: true })
            }
        }
        Err(error) => Err(error),
        Ok(()) => Ok(Answer { cut: hits.found.len() >= limit, found: hits.found }),
    }
}

/// The same on any connection, without a deadline: for the benches, which compare with plain SQLite.
///
/// # Errors
/// When the index cannot be read.
pub fn find_in(connection: &Connection, query: &Query, limit: usize) -> Result<Vec<Found>> {
    let mut hits = Hits { found: Vec::new(), seen: BTreeSet::new(), limit };
    look(connection, query, &mut hits)?;
    Ok(hits.found)
}

fn look(connection: &Connection, query: &Query, hits: &mut Hits) -> Result<()> {
    match query {
        Query::Hetu(hetu) => by_hetu(connection, hetu, hits),
        Query::Phone(digits) => match phone_word(digits) {
            Some(word) => hits.run(connection, &format!("folded : \"{word}\" *"), false),
            None => Ok(()),
        },
        Query::Words(words, born) => by_words(connection, words, *born, hits),
    }
}

fn by_hetu(connection: &Connection, hetu: &str, hits: &mut Hits) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}, h.former FROM search_hetu h JOIN search_doc d ON d.person = h.person
         WHERE h.hetu = ?1 ORDER BY h.former"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([hetu])?;
    while let Some(row) = rows.next()? {
        hits.take(Found { former: row.get::<_, i64>(6)? != 0, ..hit(row, false)? });
    }
    Ok(())
}

fn by_words(connection: &Connection, words: &[String], born: Option<Born>, hits: &mut Hits) -> Result<()> {
    let exact: Vec<String> = words.iter().flat_map(|w| typed_words(w)).take(MOST_WORDS).collect();
    let folded: Vec<String> = exact.iter().map(|w| names::fold(w)).filter(|w| !w.is_empty()).collect();
    let born = born.map(born_term);
    if exact.is_empty() || folded.is_empty() {
        return match born {
            Some(born) => hits.run(connection, &born, false),
            None => Ok(()),
        };
    }
    let short = |w: &String| w.chars().count() <= 2;
    // Two letters find whole words first: Le, Ng and Åh are names.
    if exact.iter().any(short) {
        let words: Vec<String> = exact.iter().map(|w| term(w, !short(w))).collect();
        hits.run(connection, &all_of("exact : ", &words, born.as_deref()), false)?;
    }
    let terms = |words: &[String]| words.iter().map(|w| term(w, true)).collect::<Vec<_>>();
    hits.run(connection, &all_of("exact : ", &terms(&exact), born.as_deref()), false)?;
    // Words that fold to themselves stand in the first column only.
    hits.run(connection, &all_of("", &terms(&folded), born.as_deref()), false)?;
    if hits.found.is_empty() && folded.iter().all(|w| w.chars().count() >= 3) {
        let similar: Vec<String> = folded.iter().map(|w| any_of(w)).collect();
        hits.run(connection, &all_of("", &similar, born.as_deref()), true)?;
    }
    Ok(())
}

/// The words of what was typed as the index knows them: letters, marks and digits. Whatever else a query language
/// might mean by a sign, here it parts words.
fn typed_words(text: &str) -> Vec<String> {
    let known = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut words = Vec::new();
    for word in names::exact(text) {
        let parts = word.split(|c| !known(c)).filter(|part| !part.is_empty());
        words.extend(parts.map(|part| part.chars().take(MOST_LETTERS).collect()));
    }
    words
}

/// A word as a term: as a prefix, or whole.
fn term(word: &str, prefix: bool) -> String {
    if prefix { format!("\"{word}\" *") } else { format!("\"{word}\"") }
}

/// All of the terms; in one column, if it is named.
fn all_of(column: &str, terms: &[String], born: Option<&str>) -> String {
    let text = format!("{column}({})", terms.join(" AND "));
    match born {
        Some(born) => format!("({text}) AND {born}"),
        None => text,
    }
}

/// The word itself or one that is a slip of the finger away.
fn any_of(word: &str) -> String {
    let mut words: BTreeSet<String> = names::variants(word).into_iter().collect();
    words.insert(word.to_owned());
    let words: Vec<String> = words.iter().map(|w| term(w, true)).collect();
    format!("({})", words.join(" OR "))
}

struct Hits {
    found: Vec<Found>,
    seen: BTreeSet<Id>,
    limit: usize,
}

impl Hits {
    fn take(&mut self, hit: Found) {
        if self.found.len() < self.limit && self.seen.insert(hit.person) {
            self.found.push(hit);
        }
    }

    fn run(&mut self, connection: &Connection, text: &str, similar: bool) -> Result<()> {
        if self.found.len() >= self.limit {
            return Ok(());
        }
        // What an earlier stage found comes up again: ask for as many more.
        let limit = self.limit + self.found.len();
        let sql = format!(
            "SELECT {COLUMNS}, s.rowid FROM search s JOIN search_doc d ON d.row = s.rowid
             WHERE search MATCH ?1 ORDER BY s.rowid LIMIT ?2"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut stage: Vec<(i64, Found)> = Vec::new();
        let stopped = loop_rows(&mut statement, text, limit, |row| {
            stage.push((row.get::<_, i64>(6)? >> TIE_BITS, hit(row, similar)?));
            Ok(())
        });
        // The index orders by the first letters; who shares those is ordered here.
        stage.sort_by_cached_key(|(key, hit)| (*key, names::sort_key(&hit.name)));
        stage.into_iter().for_each(|(_, hit)| self.take(hit));
        match stopped {
            // Text that FTS5 cannot read as ours finds nothing; it is never the user's fault.
            Err(Error::Sqlite(rusqlite::ffi::SQLITE_ERROR)) => Ok(()),
            other => other,
        }
    }
}

fn loop_rows(
    statement: &mut rusqlite::CachedStatement<'_>,
    text: &str,
    limit: usize,
    mut take: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut rows = statement.query(params![text, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

fn hit(row: &Row<'_>, similar: bool) -> Result<Found> {
    Ok(Found {
        person: super::id_column(row, 0)?,
        name: row.get(1)?,
        born: row.get(2)?,
        hetu: row.get(3)?,
        municipality: row.get(4)?,
        flags: row.get(5)?,
        former: false,
        similar,
    })
}

/// The term that finds a birth date. `b` and the day as digits serve day and year, `y` the year's last two.
fn born_term(born: Born) -> String {
    match born {
        Born::Day(day) => format!("folded : {}", term(&day_word(day), false)),
        Born::Year(year) => format!("folded : {}", term(&format!("b{year:04}"), true)),
        Born::ShortYear(year) => format!("folded : {}", term(&short_year_word(year), false)),
    }
}

fn day_word(day: i32) -> String {
    format!("b{}", crate::register::dates::iso(day).replace('-', ""))
}

fn short_year_word(year: i32) -> String {
    format!("y{:02}", year.rem_euclid(100))
}

/// The last digits of a number, backwards, so that the end of a number is a prefix of its word. None for fewer than
/// five: half the register would answer.
fn phone_word(digits: &str) -> Option<String> {
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 5).then(|| std::iter::once('p').chain(digits.chars().rev().take(7)).collect())
}

impl Doc {
    /// The name as hits show it.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.surname, self.first_names)
    }

    /// The first of the rows that this name may lie on.
    fn sort_key(&self) -> i64 {
        i64::try_from(names::packed_key(&self.surname, &self.first_names) << TIE_BITS).unwrap_or(i64::MAX)
    }

    /// Whether the document lies where its name is looked for.
    pub(super) fn lies_at(&self, row: i64) -> bool {
        row >> TIE_BITS == self.sort_key() >> TIE_BITS
    }

    /// The words of the two columns: as written; folded where that differs, with birth date and telephone.
    pub(super) fn words(&self) -> (String, String) {
        let exact: Vec<String> =
            names::exact(&self.surname).into_iter().chain(names::exact(&self.first_names)).collect();
        let mut folded: Vec<String> = exact
            .iter()
            .filter(|word| !word.is_ascii())
            .map(|word| names::fold(word))
            .filter(|word| !word.is_empty())
            .collect();
        if let Some(born) = self.born {
            let (year, _, _) = crate::register::dates::ymd(born);
            folded.push(day_word(born));
            folded.push(short_year_word(year));
        }
        folded.extend(self.phone.as_deref().and_then(phone_word));
        (exact.join(" "), folded.join(" "))
    }
}

/// What the index itself must still be told of documents that were written. Told at the end, and all at once: every
/// other statement that can fail half way would make FTS5 write out what it has gathered, piece by piece.
#[derive(Default)]
pub(super) struct Pending {
    out: Vec<Taken>,
    new: Vec<Taken>,
}

impl Pending {
    /// Tells the index.
    pub(super) fn write(self, connection: &Connection) -> Result<()> {
        // An index over outside content must be told the old words, or they stay in it.
        let mut delete = connection.prepare_cached(
            "INSERT INTO search (search, rowid, exact, folded) VALUES ('delete', ?1, ?2, ?3)",
        )?;
        for Taken { row, exact, folded } in &self.out {
            delete.execute(params![row, exact, folded])?;
        }
        let mut insert =
            connection.prepare_cached("INSERT INTO search (rowid, exact, folded) VALUES (?1, ?2, ?3)")?;
        for Taken { row, exact, folded } in &self.new {
            insert.execute(params![row, exact, folded])?;
        }
        Ok(())
    }
}

/// Writes a person's document, new or changed.
pub(super) fn put(connection: &Connection, doc: &Doc, pending: &mut Pending) -> Result<()> {
    let (exact, folded) = doc.words();
    let name = doc.name();
    let key = doc.sort_key();
    let old = taken(connection, doc.person)?;
    let row = match &old {
        Some(old) if old.row >> TIE_BITS == key >> TIE_BITS => old.row,
        _ => free_row(connection, key, doc.person)?,
    };
    let sql = if old.is_some() {
        "UPDATE search_doc SET row = ?1, exact = ?3, folded = ?4, name = ?5, born = ?6, hetu = ?7,
           municipality = ?8, flags = ?9 WHERE person = ?2"
    } else {
        "INSERT INTO search_doc (row, person, exact, folded, name, born, hetu, municipality, flags)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    };
    connection.prepare_cached(sql)?.execute(params![
        row,
        doc.person.as_bytes(),
        exact,
        folded,
        name,
        doc.born,
        doc.hetu,
        doc.municipality,
        doc.flags
    ])?;
    put_codes(connection, doc, old.is_some())?;
    let new = Taken { row, exact, folded };
    if old.as_ref() != Some(&new) {
        pending.out.extend(old);
        pending.new.push(new);
    }
    Ok(())
}

fn put_codes(connection: &Connection, doc: &Doc, changed: bool) -> Result<()> {
    if changed {
        connection
            .prepare_cached("DELETE FROM search_hetu WHERE person = ?1")?
            .execute([doc.person.as_bytes()])?;
    }
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO search_hetu (hetu, person, former) VALUES (?1, ?2, ?3)")?;
    if let Some(hetu) = &doc.hetu {
        insert.execute(params![hetu, doc.person.as_bytes(), 0])?;
    }
    for former in &doc.former {
        insert.execute(params![former, doc.person.as_bytes(), 1])?;
    }
    Ok(())
}

/// Persons of the same birth day whose names begin alike, as far as the sort key tells: for the question whether a new
/// registration is somebody who is there already.
pub fn same_name(connection: &Connection, surname: &str, first_names: &str, born: i32) -> Result<Vec<Id>> {
    let key = i64::try_from(names::packed_key(surname, first_names) << 23).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT person FROM search_doc WHERE row >= ?1 AND row < ?2 AND born = ?3 LIMIT 20",
    )?;
    let mut rows = statement.query(params![key, key.saturating_add(1 << 23), born])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(super::id_column(row, 0)?);
    }
    Ok(found)
}

/// Takes a person out of the index.
pub(super) fn remove(connection: &Connection, person: Id, pending: &mut Pending) -> Result<()> {
    if let Some(old) = taken(connection, person)? {
        connection.prepare_cached("DELETE FROM search_doc WHERE row = ?1")?.execute([old.row])?;
        pending.out.push(old);
    }
    connection.prepare_cached("DELETE FROM search_hetu WHERE person = ?1")?.execute([person.as_bytes()])?;
    Ok(())
}

/// A document's place and words.
#[derive(PartialEq, Eq)]
struct Taken {
    row: i64,
    exact: String,
    folded: String,
}

fn taken(connection: &Connection, person: Id) -> Result<Option<Taken>> {
    let mut statement =
        connection.prepare_cached("SELECT row, exact, folded FROM search_doc WHERE person = ?1")?;
    let old = statement
        .query_row([person.as_bytes()], |r| Ok(Taken { row: r.get(0)?, exact: r.get(1)?, folded: r.get(2)? }))
        .optional()?;
    Ok(old)
}

/// A free row for a sort key: the tie-breaker begins at a hash of the person and steps on while taken.
fn free_row(connection: &Connection, key: i64, person: Id) -> Result<i64> {
    const TIES: i64 = 1 << TIE_BITS;
    let mut statement = connection.prepare_cached("SELECT 1 FROM search_doc WHERE row = ?1")?;
    let start = person.as_bytes().iter().fold(0_i64, |h, b| (h * 257 + i64::from(*b)) % TIES);
    for step in 0..TIES {
        let row = key | ((start + step) % TIES);
        if !statement.exists([row])? {
            return Ok(row);
        }
    }
    Err(Error::Damaged("search_doc", "full"))
}

/// Before many documents are written at once: more words are gathered in memory before they go to the index.
pub(super) fn begin_bulk(connection: &Connection) -> Result<()> {
    option(connection, "hashsize", 64 << 20)
}

/// After many documents: as `schema.sql` sets it up.
pub(super) fn end_bulk(connection: &Connection) -> Result<()> {
    option(connection, "hashsize", 1 << 20)
}

fn option(connection: &Connection, name: &str, value: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO search (search, rank) VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}

/// Folds the index into one piece, so that a query reads from few places.
pub(super) fn merge(connection: &Connection) -> Result<()> {
    connection.prepare_cached("INSERT INTO search (search) VALUES ('optimize')")?.execute([])?;
    Ok(())
}

/// Empties index, documents and codes, to be built again.
pub(super) fn clear(connection: &Connection) -> Result<()> {
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    connection.execute("DELETE FROM search_doc", [])?;
    connection.execute("DELETE FROM search_hetu", [])?;
    Ok(())
}

/// Whether the index holds what its documents say.
pub(super) fn is_sound(connection: &Connection) -> Result<bool> {
    match connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []) {
        Ok(_) => Ok(true),
        Err(rusqlite::Error::SqliteFailure(e, _)) if e.code == rusqlite::ErrorCode::DatabaseCorrupt => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}
