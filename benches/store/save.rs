//! A contact saved durably: change, head, row, log row; beside the same rows by raw SQL into the same file, and into
//! a plain one.
//!
//! The first two are of two connections that write one file in turns: each reads again, and deciphers, what the other
//! has changed. A program that writes alone saves in about half the time. And the raw rows come after the program's, so
//! that its own are no longer the last of their tables: it pays for that, they do not.
//!
//! What the cipher costs is told twice: of the save as it is, by the same code into the register of N and into a plain
//! copy of it, and of its bare rows by raw SQL into files that hold nothing else. Two plain files differ by a tenth and
//! more, by where the disk has put them: so there are several sets with fresh files or write-ahead logs, each is told,
//! and the middle one counts.

use super::common::office::{self, BUSY, Office};
use super::common::people::{Random, contact};
use super::common::{DB_ID, KEY, Times};
use super::plain;
use luukku::journal::codes::LogAction;
use luukku::journal::log::LogBody;
use luukku::register::Id;
use luukku::store::{self, Act, Entry};
use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

const ROUNDS: usize = 1_500;
/// Sets of fresh files, and the saves into each file of one.
const SETS: usize = 7;
const SET_ROUNDS: usize = 300;

/// The rows that one save makes, as they lie in the file.
struct Rows(Vec<(String, Vec<Value>)>);

impl Rows {
    fn newest(connection: &Connection) -> Rows {
        let mut rows = Vec::new();
        for (table, order) in
            [("own_change", "place"), ("ent", "row"), ("contact", "row"), ("access_log", "place")]
        {
            let mut statement =
                connection.prepare(&format!("SELECT * FROM {table} ORDER BY {order} DESC LIMIT 1")).unwrap();
            let columns = statement.column_count();
            let mut row = statement
                .query_row([], |r| Ok((0..columns).map(|i| r.get(i).unwrap()).collect::<Vec<Value>>()))
                .unwrap();
            // Of a stream that nobody has: out of the way of what the store itself writes into the same file.
            if order == "place"
                && let Some(Value::Integer(place)) = row.first_mut()
            {
                *place += 2 << 40;
            }
            let marks: Vec<String> = (1..=columns).map(|i| format!("?{i}")).collect();
            rows.push((format!("INSERT INTO {table} VALUES ({})", marks.join(",")), row));
        }
        Rows(rows)
    }

    /// The same rows once more under new keys.
    fn again(&mut self, id: Id) {
        for (_, row) in &mut self.0 {
            match &mut row[..] {
                // `ent` and `contact`: a row out of an id.
                [Value::Integer(key), Value::Blob(record), ..] if record.len() == 16 => {
                    *key = store::row::reach(id).0;
                    *record = id.as_bytes().to_vec();
                }
                [Value::Integer(place), ..] => *place += 1,
                _ => unreachable!("every table has a number for its key"),
            }
        }
    }

    fn insert(&self, connection: &Connection) {
        connection.prepare_cached("BEGIN IMMEDIATE").unwrap().execute([]).unwrap();
        for (sql, row) in &self.0 {
            connection.prepare_cached(sql).unwrap().execute(rusqlite::params_from_iter(row)).unwrap();
        }
        connection.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
    }
}

/// A contact and its row of the access log.
fn act(random: &mut Random, at: i64) -> Act {
    Act {
        edits: vec![contact(random, BUSY, at)],
        log: vec![Entry::ok(LogAction::Create, LogBody { subject: Some(BUSY), ..LogBody::default() })],
        ..Act::default()
    }
}

pub fn run() {
    let folder = tempfile::tempdir_in(office::cache()).unwrap();
    let office = Office::of_n().copy(folder.path());
    let mut world = office::world();
    let plain = folder.path().join("plain.db");
    std::fs::copy(plain::register(&Office::of_n()), &plain).unwrap();
    let line = middle(|_| whole(&office, &plain, &mut world));
    println!("save: by the program into the register of N: {line} (floor 30, aim 20)");

    let mut store = office.open();
    let mut random = Random(77);
    let first = act(&mut random, world.now);
    store.write(&office::actor(), &first, &mut world).unwrap();
    store.fold().unwrap();

    let same = office.keyed();
    let mut rows = Rows::newest(&same);
    let (mut ours, mut raw) = (Times::new(), Times::new());
    for _ in 0..ROUNDS {
        world.now += 1_000;
        let next = act(&mut random, world.now);
        ours.time(|| store.write(&office::actor(), &next, &mut world)).unwrap();
        rows.again(Id::v7(world.now, &mut random));
        raw.time(|| rows.insert(&same));
    }
    println!("save a contact, durable: {} (p50 floor raw + 2 ms, aim raw + 0.5; p99 floor 20)", ours.line());
    println!(
        "save: the same rows by raw SQL, same file: {}; ours {:+.3} ms",
        raw.line(),
        ours.at(0.5) - raw.at(0.5)
    );
    let line = middle(|at| set(&folder.path().join(at.to_string()), &same, &mut world.now));
    println!("save: the same rows by raw SQL, empty files: {line}");
}

/// The middle one of several sets, and the overhead of each.
fn middle(mut set: impl FnMut(usize) -> [Times; 2]) -> String {
    let mut sets: Vec<(f64, String)> = (0..SETS)
        .map(|at| {
            let [cipher, plain] = set(at);
            let line = format!("{}; plain SQLite: {}", cipher.line(), plain.line());
            ((cipher.at(0.5) / plain.at(0.5) - 1.0) * 100.0, line)
        })
        .collect();
    sets.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: Vec<String> = sets.iter().map(|(overhead, _)| format!("{overhead:.0}")).collect();
    let (overhead, line) = &sets[SETS / 2];
    format!("{line}; encryption overhead {overhead:.0} % of {}", all.join(", "))
}

/// The same contacts by the same code into both registers, in turns.
fn whole(office: &Office, plain: &Path, world: &mut office::BenchWorld) -> [Times; 2] {
    let mut random = Random(79);
    let mut store = office.open();
    let here = store.here().clone();
    let mut plain = plain::open(plain);
    plain.pragma_update(None, "cache_size", -8 * 1024).unwrap();
    plain.set_prepared_statement_cache_capacity(256);
    let mut times = [Times::new(), Times::new()];
    for round in 0..SET_ROUNDS {
        world.now += 1_000;
        let act = act(&mut random, world.now);
        for place in 0..2 {
            if (round + place) % 2 == 0 {
                times[0].time(|| store.write(&office::actor(), &act, world)).unwrap();
            } else {
                times[1]
                    .time(|| {
                        let tx = plain.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
                        store::write_in(tx, &here, &office::actor(), &act, world)
                    })
                    .unwrap();
            }
        }
    }
    store.close().unwrap();
    plain.close().unwrap();
    times
}

/// The same rows into encrypted and plain files, two fresh ones of each in turns.
fn set(folder: &Path, from: &Connection, now: &mut i64) -> [Times; 2] {
    std::fs::create_dir(folder).unwrap();
    let mut random = Random(78);
    let cipher = [0, 1].map(|at| {
        let path = folder.join(format!("cipher-{at}.db"));
        office::empty(&path).close().unwrap();
        office::keyed(&path, &KEY, DB_ID)
    });
    let plain = [0, 1].map(|at| {
        let plain = plain::open(&folder.join(format!("plain-{at}.db")));
        plain.execute_batch(luukku::store::schema::TEXT).unwrap();
        plain
    });
    let files: [&Connection; 4] = [&cipher[0], &plain[0], &cipher[1], &plain[1]];
    let mut rows = files.map(|_| Rows::newest(from));
    let mut times = [Times::new(), Times::new()];
    for round in 0..SET_ROUNDS {
        *now += 1_000;
        let id = Id::v7(*now, &mut random);
        // In turns and each in every place, so that the disk is in the same mood for all.
        for place in 0..files.len() {
            let at = (round + place) % files.len();
            rows[at].again(id);
            times[at % 2].time(|| rows[at].insert(files[at]));
        }
    }
    times
}
