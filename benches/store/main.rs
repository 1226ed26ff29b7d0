//! Figures of the store beside their baselines, measured in one run on a release build:
//! `cargo bench --bench store [-- NAME...]`, NAME one of bulk, search, broad, hetu, save, open, card.
//!
//! `LUUKKU_BENCH_N` persons (1 000 000), `LUUKKU_BENCH_FULL` of them with full files (50 000); they are built once and
//! kept in the cache folder. `LUUKKU_BENCH_BULK` clients for the making of an office (100 000).
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod plain;
mod save;

use common::office::{self, BUSY, Office};
use common::people::Random;
use common::{Times, number, raw};
use luukku::cipherdb::Reader;
use luukku::store::search::{Query, find, find_in};
use luukku::store::{entity, kind_sql, read};
use std::time::Instant;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    if wanted.iter().any(|w| w == "memory") {
        return memory();
    }
    let all: [(&str, fn()); 7] = [
        ("bulk", bulk),
        ("search", search),
        ("broad", broad),
        ("hetu", hetu),
        ("card", card),
        ("open", open),
        ("save", save::run),
    ];
    for (name, run) in all {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            run();
        }
    }
}

/// "Make the practice office": records a second, beside raw inserts of the same rows.
fn bulk() {
    let n = number("LUUKKU_BENCH_BULK", 100_000);
    let folder = tempfile::tempdir_in(office::cache()).unwrap();
    let path = folder.path().join("bulk.db");
    let mut store = office::empty(&path);
    let start = Instant::now();
    let records = office::fill(&mut store, n, n / 5).unwrap();
    let took = start.elapsed().as_secs_f64();
    store.close().unwrap();
    let ours = records as f64 / took;
    println!(
        "bulk: {records} records of {n} clients in {took:.2} s: {ours:.0} records/s (floor 5000, aim 30000)"
    );
    println!("bulk: file {} MiB", std::fs::metadata(&path).unwrap().len() >> 20);
    let took = raw::insert_all(&path, &folder.path().join("raw.db"));
    let raw = records as f64 / took;
    println!("bulk: raw inserts of the same rows {took:.2} s: {raw:.0} records/s; ratio {:.2}", ours / raw);
}

fn queries() -> Vec<(String, Query)> {
    let text = include_str!("../queries.tsv");
    let lines = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
    lines
        .map(|(class, text)| {
            (class.to_owned(), Query::Words(text.split(' ').map(str::to_owned).collect(), None))
        })
        .collect()
}

/// The 200 committed queries, cold (a connection with nothing in its cache) and warm, beside plain SQLite.
fn search() {
    let office = Office::of_n();
    let plain = plain::search_tables(&office);
    let queries = queries();
    let reader = office.reader();
    let (mut cold, mut warm, mut cold_plain, mut warm_plain) =
        (Times::new(), Times::new(), Times::new(), Times::new());
    for (_, query) in &queries {
        let fresh = office.reader();
        cold.time(|| find(&fresh, query, 50)).unwrap();
        let fresh = plain::open(&plain);
        cold_plain.time(|| find_in(&fresh, query, 50)).unwrap();
    }
    let fresh = plain::open(&plain);
    let mut classes: std::collections::BTreeMap<&str, (Times, usize)> = std::collections::BTreeMap::new();
    for round in 0..6 {
        for (class, query) in &queries {
            let mut time = Times::new();
            let found = time.time(|| find(&reader, query, 50)).unwrap();
            let mut time_plain = Times::new();
            time_plain.time(|| find_in(&fresh, query, 50)).unwrap();
            if round > 0 {
                warm.0.extend(&time.0);
                warm_plain.0.extend(&time_plain.0);
                let class = classes.entry(class).or_insert_with(|| (Times::new(), 0));
                class.0.0.extend(&time.0);
                class.1 += usize::from(found.found.is_empty());
            }
        }
    }
    println!("search cold: {} (floor p50 3, p99 16; aim p99 5); plain {}", cold.line(), cold_plain.line());
    println!("search warm: {}; plain {}", warm.line(), warm_plain.line());
    let sum = |t: &Times| t.0.iter().sum::<f64>();
    println!(
        "search warm: encryption overhead {:.0} % (floor 50, aim 20)",
        (sum(&warm) / sum(&warm_plain) - 1.0) * 100.0
    );
    for (class, (times, empty)) in classes {
        println!("search warm, {class}: {}; without hit {}/{}", times.line(), empty, times.0.len());
    }
}

/// Queries made to be slow: frequent words that never meet, one letter, many variants; none may exceed its patience.
fn broad() {
    let office = Office::of_n();
    let mut worst: Vec<(f64, &str, &str)> = Vec::new();
    for text in [
        "korhonen virtanen",
        "virtanen mäkinen nieminen",
        "ko vi",
        "mä vi ni",
        "ma jo he",
        "a e",
        "m k l",
        "maria korhonen virtanen",
        "korhonne virtanne",
        "jo jo jo jo jo jo jo jo",
        "nie hel juh ann mik",
        "olavi helena korhonen",
        "johannes johannes juhani",
        "le ng",
        "mäki mäki",
    ] {
        let reader = office.reader();
        let query = Query::Words(text.split(' ').map(str::to_owned).collect(), None);
        let mut time = Times::new();
        let result = time.time(|| find(&reader, &query, 50));
        let said = match result {
            Ok(answer) if answer.found.is_empty() => "nothing",
            Ok(_) => "hits",
            Err(_) => "too broad",
        };
        worst.push((time.at(1.0), text, said));
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (ms, text, said) in worst.iter().take(6) {
        println!("search, made to be slow: {ms:.2} ms, {said}: {text}");
    }
}

/// Exact look-up of identity codes all over the register.
fn hetu() {
    let office = Office::of_n();
    let reader = office.reader();
    let mut codes: Vec<String> = Vec::new();
    {
        let mut statement = reader.prepare("SELECT hetu FROM search_doc WHERE row >= ?1 LIMIT 1").unwrap();
        let mut random = Random(3);
        while codes.len() < 1_000 {
            let at = i64::try_from(random.next() >> 1).unwrap();
            let mut rows = statement.query([at]).unwrap();
            if let Some(row) = rows.next().unwrap() {
                codes.extend(row.get::<_, Option<String>>(0).unwrap());
            }
        }
    }
    let fresh = office.reader();
    let mut times = Times::new();
    for code in codes {
        let query = Query::Hetu(code);
        let found = times.time(|| find(&fresh, &query, 5)).unwrap();
        assert!(!found.found.is_empty());
    }
    println!("hetu: {} (floor p99 4, aim 1)", times.line());
}

/// The store's part of opening the card of a client with 2 000 events: header, counts of every kind, first pages.
fn card() {
    let mut times = Times::new();
    let mut cold = Times::new();
    let open = |reader: &Reader| {
        let person = luukku::register::kinds::by_name("person").unwrap();
        let contact = luukku::register::kinds::by_name("contact").unwrap();
        let mut records = read::one(reader, person, BUSY).unwrap().is_some() as usize;
        for sql in kind_sql::all().filter(|k| k.kind.card != luukku::register::Card::Office) {
            records += read::count(reader, sql.kind, BUSY).unwrap() as usize;
        }
        records += read::page(reader, contact, BUSY, 0, 100).unwrap().len();
        records + usize::try_from(entity::conflicts(reader, Some(BUSY)).unwrap()).unwrap()
    };
    let office = Office::of_n();
    let reader = office.reader();
    for round in 0..100 {
        let seen = times.time(|| open(&reader));
        assert_eq!(seen, 2_102);
        if round < 20 {
            let fresh = office.reader();
            cold.time(|| open(&fresh));
        }
    }
    println!("card of 2000 events, cold: {} (floor p99 16, aim 8)", cold.line());
    println!("card of 2000 events, warm: {}", times.line());
}

/// From key to usable search, and what memory that takes.
fn open() {
    let office = Office::of_n();
    let mut times = Times::new();
    for _ in 0..20 {
        times.time(|| {
            let store = office.open();
            let reader = store.reader(&office.key).unwrap();
            find(&reader, &Query::Words(vec!["vi".into(), "ma".into()], None), 50).unwrap().found.len()
        });
    }
    println!("open to first search: {} (floor: key derivation + 100, aim + 30)", times.line());
    let child = std::process::Command::new(std::env::current_exe().unwrap()).arg("memory").output().unwrap();
    print!("{}", String::from_utf8_lossy(&child.stdout));
}

/// In a process of its own: only what a login does, then every committed query.
fn memory() {
    let rss = || {
        let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
    };
    let office = Office::of_n();
    let store = office.open();
    let reader = store.reader(&office.key).unwrap();
    find(&reader, &Query::Words(vec!["vi".into()], None), 50).unwrap();
    let login = rss();
    for (_, query) in queries() {
        find(&reader, &query, 50).unwrap();
    }
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    println!(
        "memory: {:.1} MiB after opening, {:.1} MiB after 200 searches (floor 64, aim 40)",
        mib(login),
        mib(rss())
    );
}
