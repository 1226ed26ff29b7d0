//! The row number of a record, made out of its id.
//!
//! `ent` and the tables of the kinds are keyed by one number a record. It follows from the id, so a record is found by
//! its id without an index of ids, which every save would have to write and to encrypt. An id of version 7 gives its
//! time and some of its random bits: records that were made together lie together, and what is new lies at the end of
//! its table, where a full page is followed by a new one and no other page has to make room. Ids that are hashes lie
//! before all these, wherever they come to.
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

/// The first and the last row that a record of this id may lie on.
pub fn reach(id: Id) -> (i64, i64) {
    let id = u128::from_be_bytes(*id.as_bytes());
    let (ms, version, variant) = (id >> 80, (id >> 76) & 0xf, (id >> 62) & 3);
    let row = if (version, variant) == (7, 2) && ms >> TIME_BITS == 0 {
        let (unit, random) = (ms >> UNIT_BITS, id & ((1 << RANDOM_BITS) - 1));
        TIMED | low_bits(unit << RANDOM_BITS | random)
    } else {
        low_bits(id >> 66)
    };
    let first = row.min(i64::MAX - REACH);
    (first, first + REACH - 1)
}

/// The lower 62 bits.
fn low_bits(number: u128) -> i64 {
    i64::try_from(number & (TIMED.unsigned_abs() as u128 - 1)).unwrap_or_default()
}

/// A free row of `ent` for a record that is not there yet.
///
/// # Errors
/// When all its rows are taken: that does not happen by chance.
pub fn free(connection: &Connection, id: Id) -> Result<i64> {
    let (first, last) = reach(id);
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
    use crate::register::Entropy;
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
        assert!(matches!(free(t.store.connection(), wanted), Err(Error::Damaged("ent", "crowded"))));
        let changes = read::changes(t.store.connection()).unwrap();
        let cells = vec![(4, Some("käynti".into()))];
        assert!(t.write(vec![set(kind("contact"), wanted, Some(person), cells)]).is_err());
        assert_eq!(read::changes(t.store.connection()).unwrap(), changes);
    }
}
