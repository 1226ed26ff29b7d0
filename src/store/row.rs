//! The row number of a record, made out of its id.
//!
//! `ent` and the tables of the kinds are keyed by one number a record. It follows from the id, so a record is found by
//! its id without an index of ids, which every save would have to write and to encrypt. An id of version 7 gives its
//! time and some of its random bits: records that were made together lie together, and what is new lies at the end of
//! its table, where a full page is followed by a new one and no other page has to make room. Ids that are hashes lie
//! before all these, wherever they come to. One hash in 4 096 looks like an id with a time, mostly one that is yet to
//! come: among the others it would lie behind everything that is made until then, and no page would be the last any
//! more. So it lies aside, before all others and close to its like.
//!
//! Two ids may come to the same number: the later record then lies on the next free one, at most [`REACH`] further
//! on. What is looked for is therefore always a stretch of rows *and* the id.

use super::{Error, Result};
use crate::register::Id;
use rusqlite::{Connection, params};

/// So many rows belong to an id: the one it comes to, and those after it in case that one is taken.
pub const REACH: i64 = 256;

/// Bits of the time in an id: milliseconds until the year 2109.
const TIME_BITS: u32 = 42;
/// Milliseconds in a unit of time, as a power of two.
const UNIT_BITS: u32 = 7;
/// Bits of the randomness in an id: of a thousand ids in one unit, two come to one row once in some 270 units.
const RANDOM_BITS: u32 = 27;
/// Rows of ids that have a time have this bit.
const TIMED: i64 = 1 << 62;

/// By so much fewer bits tell rows that lie aside from one another: a page or two hold them all.
const ASIDE_BITS: u32 = 20;

/// The first and the last row that a record of this id may lie on, unless it lies [`aside`].
pub fn reach(id: Id) -> (i64, i64) {
    let number = u128::from_be_bytes(*id.as_bytes());
    stretch(if looks_timed(id) {
        let (unit, random) = (number >> 80 >> UNIT_BITS, number & ((1 << RANDOM_BITS) - 1));
        TIMED | low_bits(unit << RANDOM_BITS | random)
    } else {
        low_bits(number >> 66)
    })
}

/// The same for a hash that looks as if it had a time.
fn aside(id: Id) -> (i64, i64) {
    stretch(low_bits(u128::from_be_bytes(*id.as_bytes()) >> 66 >> ASIDE_BITS))
}

/// Where a record of this id is looked for, one stretch after the other.
pub fn stretches(id: Id) -> impl Iterator<Item = (i64, i64)> {
    std::iter::once(reach(id)).chain(looks_timed(id).then(|| aside(id)))
}

/// Whether it looks like an id of version 7 with a time that is counted on.
fn looks_timed(id: Id) -> bool {
    let id = u128::from_be_bytes(*id.as_bytes());
    let (ms, version, variant) = (id >> 80, (id >> 76) & 0xf, (id >> 62) & 3);
    (version, variant) == (7, 2) && ms >> TIME_BITS == 0
}

fn stretch(row: i64) -> (i64, i64) {
    let first = row.min(i64::MAX - REACH);
    (first, first + REACH - 1)
}

/// The lower 62 bits.
fn low_bits(number: u128) -> i64 {
    i64::try_from(number & (TIMED.unsigned_abs() as u128 - 1)).unwrap_or_default()
}

/// A free row of `ent` for a record that is not there yet, and whose id is a hash or not.
///
/// # Errors
/// When all its rows are taken: that does not happen by chance.
pub fn free(connection: &Connection, id: Id, hash: bool) -> Result<i64> {
    let (first, last) = if hash && looks_timed(id) { aside(id) } else { reach(id) };
    let mut statement =
        connection.prepare_cached("SELECT row FROM ent WHERE row BETWEEN ?1 AND ?2 ORDER BY row")?;
    let mut taken = statement.query(params![first, last])?;
    for row in first..=last {
        match taken.next()? {
            Some(next) if next.get::<_, i64>(0)? == row => {}
            _ => return Ok(row),
        }
    }
    Err(Error::Damaged("ent", "crowded"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::hash::one_id;
    use crate::register::{Entropy, Kind};
    use crate::store::testing::{T0, TestStore, TestWorld, kind, set};
    use crate::store::{entity, read};

    fn id(ms: i64, random: u8) -> Id {
        struct Same(u8);
        impl Entropy for Same {
            fn fill(&mut self, buf: &mut [u8]) {
                buf.fill(self.0);
            }
        }
        Id::v7(ms, &mut Same(random))
    }

    #[test]
    fn rows_rise_with_the_time_of_ids_after_all_ids_without_one() {
        let row = |id: Id| reach(id).0;
        let timed = [0, T0, T0 + 128, (1 << 42) - 1].map(|ms| row(id(ms, 0xff)));
        assert!(timed.is_sorted(), "{timed:?}");
        let hash = |byte| Id::from_bytes([byte; 16]);
        // Of the year 2200: no time that is counted on.
        for id in [hash(0), hash(0x80), hash(0xff), id(7_258_118_400_000, 0)] {
            assert!((0..timed[0]).contains(&row(id)), "{id:?}");
        }
        let (first, last) = reach(id((1 << 42) - 1, 0xff));
        assert!(last > first);
    }

    #[test]
    fn records_whose_ids_come_to_one_row_are_all_kept_and_found() {
        let mut t = TestStore::new();
        let person = t.person("Salo", "Aino", &[]);
        // Everything but the random bits that count is different: they all want the same row.
        let crowd: Vec<Id> = (0..20)
            .map(|n| {
                let mut bytes = *id(T0, 1).as_bytes();
                bytes[9] = n;
                Id::from_bytes(bytes)
            })
            .collect();
        assert!(crowd.iter().all(|id| reach(*id) == reach(crowd[0])));
        for (n, id) in crowd.iter().enumerate() {
            t.set("contact", *id, person, &[("text", format!("käynti {n}").as_str().into())]);
        }
        let kind = kind("contact");
        for (n, id) in crowd.iter().enumerate() {
            let connection = t.store.connection();
            assert_eq!(entity::load(connection, *id).unwrap().row().unwrap(), reach(*id).0 + n as i64);
            let record = read::one(connection, kind, *id).unwrap().unwrap();
            assert_eq!(record.id, *id);
        }
        assert_eq!(read::count(t.store.connection(), kind, person).unwrap(), 20);
        assert!(crate::store::doctor::rows(t.store.connection(), 1).unwrap().is_clean());
    }

    /// A client whose only record of a kind has a hash for its id that looks as if it were of a day to come.
    fn of_a_day_to_come(kind: u16) -> (Id, Id) {
        let all = (0_u128..).map(|n| Id::from_bytes((0xf0 << 120 | n << 64).to_be_bytes()));
        let mut found = all.map(|person| (person, one_id(person, kind)));
        found.find(|(_, only)| reach(*only).0 > reach(id(T0 + 86_400_000, 0xff)).0).unwrap()
    }

    #[test]
    fn a_hash_that_looks_timed_does_not_lie_behind_what_is_new() {
        let mut t = TestStore::new();
        let kind = kind("contact_info");
        let (person, only) = of_a_day_to_come(kind.number);
        t.set("person", person, person, &[("surname", "Salo".into())]);
        t.set("contact_info", only, person, &[("phone", "+358501234567".into())]);
        let note = t.world.id();
        t.set("contact", note, person, &[("text", "käynti".into())]);
        let connection = t.store.connection();
        let last: Vec<u8> = connection
            .query_row("SELECT entity FROM ent ORDER BY row DESC LIMIT 1", [], |r| r.get(0))
            .unwrap();
        assert_eq!(last, note.as_bytes());
        let first: Vec<u8> =
            connection.query_row("SELECT entity FROM ent ORDER BY row LIMIT 1", [], |r| r.get(0)).unwrap();
        assert_eq!(first, only.as_bytes());
        found(&t, kind, only);
    }

    #[test]
    fn one_that_an_earlier_release_put_there_is_found() {
        let mut t = TestStore::new();
        let kind = kind("contact_info");
        let (person, only) = of_a_day_to_come(kind.number);
        t.set("person", person, person, &[("surname", "Salo".into())]);
        t.set("contact_info", only, person, &[("phone", "+358501234567".into())]);
        let (old, new) = (reach(only).0, aside(only).0);
        t.tamper(&format!(
            "UPDATE ent SET row = {old} WHERE row = {new}; UPDATE contact_info SET row = {old} WHERE row = {new}"
        ));
        found(&t, kind, only);
        t.set("contact_info", only, person, &[("phone", "+358507654321".into())]);
        found(&t, kind, only);
        assert_eq!(entity::load(t.store.connection(), only).unwrap().row().unwrap(), old);
    }

    /// As one record, by every way that leads to it.
    fn found(t: &TestStore, kind: &'static Kind, id: Id) {
        let connection = t.store.connection();
        assert!(entity::load(connection, id).unwrap().exists());
        assert_eq!(read::one(connection, kind, id).unwrap().unwrap().id, id);
        assert!(crate::store::doctor::rows(connection, 1).unwrap().is_clean());
        assert!(crate::store::replay::whole(connection).unwrap().wrong.is_empty());
    }

    #[test]
    fn an_id_without_a_free_row_is_refused_and_changes_nothing() {
        let mut t = TestStore::new();
        let person = t.person("Salo", "Aino", &[]);
        let wanted = TestWorld::new(5).id();
        let (first, last) = reach(wanted);
        t.tamper(&format!(
            "WITH RECURSIVE n (row) AS (SELECT {first} UNION ALL SELECT row + 1 FROM n WHERE row < {last})
             INSERT INTO ent (row, entity, comp, kind, apart, meta, state)
             SELECT row, zeroblob(16), 1, 60, 0, x'', x'' FROM n"
        ));
        assert!(matches!(free(t.store.connection(), wanted, false), Err(Error::Damaged("ent", "crowded"))));
        let changes = read::changes(t.store.connection()).unwrap();
        let cells = vec![(4, Some("käynti".into()))];
        assert!(t.write(vec![set(kind("contact"), wanted, Some(person), cells)]).is_err());
        assert_eq!(read::changes(t.store.connection()).unwrap(), changes);
    }
}
