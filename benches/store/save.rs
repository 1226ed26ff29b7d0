//! A contact saved durably: change, head, row, log row; beside the same rows by raw SQL into the same file, and into
//! a plain one.

use super::{Times, data, raw};
use luukku::journal::codes::LogAction;
use luukku::journal::log::LogBody;
use luukku::register::Id;
use luukku::store::{Act, Entry};
use rusqlite::Connection;
use rusqlite::types::Value;

const ROUNDS: usize = 400;

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
            let row = statement
                .query_row([], |r| Ok((0..columns).map(|i| r.get(i).unwrap()).collect::<Vec<Value>>()))
                .unwrap();
            let marks: Vec<String> = (1..=columns).map(|i| format!("?{i}")).collect();
            rows.push((format!("INSERT INTO {table} VALUES ({})", marks.join(",")), row));
        }
        Rows(rows)
    }

    /// The same rows once more under new keys.
    fn again(&mut self, id: Id) {
        for (_, row) in &mut self.0 {
            if let Some(Value::Integer(key)) = row.first_mut() {
                *key += 1 << 32;
            }
            // `ent.entity` and `contact.id` are unique.
            if let Some(Value::Blob(unique)) = row.get_mut(1)
                && unique.len() == 16
            {
                *unique = id.as_bytes().to_vec();
            }
        }
    }

    fn insert(&self, connection: &Connection) {
        connection.prepare_cached("BEGIN IMMEDIATE").unwrap().execute([]).unwrap();
        for (sql, row) in &self.0 {
            connection.prepare_cached(sql).unwrap().execute(rusqlite::params_from_iter(row)).unwrap();
        }
        let clock = "UPDATE sync_meta SET last_ts = last_ts + 1 WHERE one = 1";
        connection.prepare_cached(clock).unwrap().execute([]).unwrap();
        let tips = "UPDATE stream SET n = n WHERE stream <= 2";
        connection.prepare_cached(tips).unwrap().execute([]).unwrap();
        connection.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
    }
}

pub fn run() {
    let folder = tempfile::tempdir_in(data::cache()).unwrap();
    let path = folder.path().join("save.db");
    std::fs::copy(data::office(), &path).unwrap();
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let mut store = data::open(&path);
    let mut world = data::world();
    let mut random = data::Random(77);
    let act = |random: &mut data::Random, at: i64| Act {
        edits: vec![data::contact(random, data::BUSY, at)],
        log: vec![Entry::ok(LogAction::Create, LogBody { subject: Some(data::BUSY), ..LogBody::default() })],
        ..Act::default()
    };
    let first = act(&mut random, world.now);
    store.write(&data::actor(), &first, &mut world).unwrap();
    store.fold().unwrap();

    // Both empty, so that nothing but the cipher differs.
    let empty = folder.path().join("empty.db");
    data::empty(&empty).close().unwrap();
    let (same, cipher) = (raw::keyed(&path), raw::keyed(&empty));
    let plain = raw::plain(&folder.path().join("plain.db"));
    plain.execute_batch(luukku::store::schema::TEXT).unwrap();
    let mut rows = [Rows::newest(&same), Rows::newest(&same), Rows::newest(&same)];
    let files: [&Connection; 3] = [&same, &cipher, &plain];
    let mut ours = Times::new();
    let mut times = [Times::new(), Times::new(), Times::new()];
    // In turns, so that the disk is in the same mood for all.
    for _ in 0..ROUNDS {
        world.now += 1_000;
        let next = act(&mut random, world.now);
        ours.time(|| store.write(&data::actor(), &next, &mut world)).unwrap();
        let id = Id::v7(world.now, &mut random);
        for ((rows, file), times) in rows.iter_mut().zip(files).zip(&mut times) {
            rows.again(id);
            times.time(|| rows.insert(file));
        }
    }
    let [same_file, cipher, plain] = times;
    println!("save a contact, durable: {} (p50 floor raw + 2 ms, aim raw + 0.5; p99 floor 20)", ours.line());
    println!(
        "save: the same rows by raw SQL, same file: {}; ours {:+.3} ms",
        same_file.line(),
        ours.at(0.5) - same_file.at(0.5)
    );
    println!(
        "save: the same rows by raw SQL, empty file: {}; plain SQLite: {}; encryption overhead {:.0} % (floor 30, aim 20)",
        cipher.line(),
        plain.line(),
        (cipher.at(0.5) / plain.at(0.5) - 1.0) * 100.0
    );
}
