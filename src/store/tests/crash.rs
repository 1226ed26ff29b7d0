//! Killed processes, copies in the middle, two processes, no room: what was confirmed is there once, and nothing half.

use crate::register::Id;
use crate::store::testing::{DB_ID, KEY, TestStore, TestWorld, actor, kind, set, view};
use crate::store::{Act, Error, Store, doctor, log_verify, replay};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process of its own that saves. It is the test of kills once more, which does that where it is told a file.
fn child(path: &Path, seed: u64, acts: u64) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture"])
        .arg("store::tests::crash::what_was_confirmed_outlives_a_kill_and_nothing_is_half")
        .env("LUUKKU_TEST_DB", path)
        .env("LUUKKU_TEST_SEED", seed.to_string())
        .env("LUUKKU_TEST_ACTS", acts.to_string())
        .stdout(Stdio::piped());
    command
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Saves contacts, and says the id of each once it is durable.
fn save_on(path: &Path) {
    let seed = number("LUUKKU_TEST_SEED").unwrap();
    let (mut store, mut world) =
        TestStore::of(path, TestWorld::real(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    println!();
    for _ in 0..number("LUUKKU_TEST_ACTS").unwrap() {
        let person = world.id();
        match save(&mut store, &mut world, person) {
            Ok(()) => println!("saved {person}"),
            Err(error) => println!("failed {error}"),
        }
        std::io::stdout().flush().unwrap();
    }
}

fn save(store: &mut Store, world: &mut TestWorld, person: Id) -> Result<(), Error> {
    let names = std::collections::BTreeMap::from([
        (3, "Virtanen".into()),
        (4, person.to_string().split_off(30).into()),
    ]);
    let contact = world.id();
    let edits = vec![
        set(kind("person"), person, Some(person), vec![(101, Some(crate::register::Value::Group(names)))]),
        set(kind("contact"), contact, Some(person), vec![(4, Some("x".repeat(3000).into()))]),
    ];
    let act = Act { edits, log: vec![view(Some(person))], ..Act::default() };
    store.write(&actor(), &act, world)?;
    store.fold()?;
    Ok(())
}

fn said(line: &str) -> Option<Id> {
    line.strip_prefix("saved ").and_then(Id::parse)
}

fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok)
}

/// Everything holds together, and so many people are there.
fn sound(path: &Path) -> (Store, BTreeSet<Id>) {
    let salt = crate::vault::os::private_head::<16>(path).unwrap().1;
    let mut store = Store::open(path, &KEY, salt, DB_ID).unwrap();
    let chains = doctor::chains(store.connection()).unwrap();
    assert!(chains.iter().all(|c| c.fault.is_none() && c.noted), "{chains:?}");
    let log = log_verify::verify(store.connection(), store.here().office, &[], &[]).unwrap();
    assert_eq!(log.exit_code(), 0, "{:?}", log.verdict());
    let rows = doctor::rows(store.connection(), 1).unwrap();
    assert!(rows.is_clean(), "{rows:?}");
    assert!(store.search_is_sound().unwrap());
    assert_eq!(replay::whole(store.connection()).unwrap().wrong.first, []);
    let people: Vec<Id> = crate::store::project::persons(store.connection()).unwrap();
    let set: BTreeSet<Id> = people.iter().copied().collect();
    assert_eq!(set.len(), people.len(), "nobody is there twice");
    let count = |table: &str| -> usize {
        let sql = format!("SELECT count(*) FROM {table}");
        usize::try_from(store.connection().query_row(&sql, [], |r| r.get::<_, i64>(0)).unwrap()).unwrap()
    };
    assert_eq!(count("contact"), set.len(), "an act is there whole or not at all");
    assert_eq!(count("own_change"), set.len());
    assert_eq!(count("access_log"), set.len());
    assert_eq!(count("search_doc"), set.len());
    (store, set)
}

#[test]
fn what_was_confirmed_outlives_a_kill_and_nothing_is_half() {
    if let Some(path) = std::env::var_os("LUUKKU_TEST_DB") {
        return save_on(Path::new(&path));
    }
    let rounds = number("LUUKKU_KILL_ROUNDS").unwrap_or(20);
    let t = TestStore::new();
    let path = t.path.clone();
    let TestStore { store, _folder, .. } = t;
    store.close().unwrap();
    let mut confirmed = BTreeSet::new();
    for round in 1..=rounds {
        let mut child = child(&path, round, u64::MAX).spawn().unwrap();
        let mut lines = lines(&mut child);
        let wanted = usize::try_from(round * 7 % 11 + 1).unwrap();
        let ids: Vec<Id> = lines.by_ref().filter_map(|line| said(&line)).take(wanted).collect();
        assert_eq!(ids.len(), wanted, "it ended before it was killed");
        child.kill().unwrap();
        child.wait().unwrap();
        confirmed.extend(ids);
        // What it said between our last look and its end counts too.
        confirmed.extend(lines.filter_map(|line| said(&line)));
        let (store, there) = sound(&path);
        assert!(confirmed.is_subset(&there), "round {round}: a confirmed save is lost");
        let more = there.len() - confirmed.len();
        assert!(more <= usize::try_from(round).unwrap(), "at most one unconfirmed act a round: {more}");
        store.close().unwrap();
    }
}

#[test]
fn two_processes_write_one_log_without_gaps() {
    let t = TestStore::new();
    let path = t.path.clone();
    let TestStore { store, _folder, .. } = t;
    store.close().unwrap();
    let mut children: Vec<Child> = (1..=2).map(|seed| child(&path, seed, 40).spawn().unwrap()).collect();
    let mut confirmed = BTreeSet::new();
    for child in &mut children {
        confirmed.extend(lines(child).filter_map(|line| said(&line)));
        assert!(child.wait().unwrap().success());
    }
    let (_, there) = sound(&path);
    assert_eq!(there.len(), 80);
    assert_eq!(there, confirmed);
}

#[test]
fn a_copy_of_file_and_log_at_any_moment_opens_clean() {
    let t = TestStore::new();
    let path = t.path.clone();
    let TestStore { mut store, mut world, _folder, .. } = t;
    let copies = tempfile::tempdir().unwrap();
    let copies = std::fs::canonicalize(copies.path()).unwrap();
    let names = |suffix: &str| format!("{}{suffix}", crate::store::FILE);
    for i in 0..12 {
        let person = world.id();
        let act = Act {
            edits: vec![
                set(kind("person"), person, Some(person), vec![(8, Some("fi".into()))]),
                set(kind("contact"), world.id(), Some(person), vec![(4, Some("x".repeat(3000).into()))]),
            ],
            log: vec![view(Some(person))],
            ..Act::default()
        };
        store.write(&actor(), &act, &mut world).unwrap();
        let folder = copies.join(i.to_string());
        std::fs::create_dir(&folder).unwrap();
        for suffix in ["", "-wal"] {
            std::fs::copy(path.with_file_name(names(suffix)), folder.join(names(suffix))).unwrap();
        }
        // Cut in the middle of the last frames, as a power cut leaves it: the last act is gone whole.
        let wal = std::fs::OpenOptions::new().write(true).open(folder.join(names("-wal"))).unwrap();
        let cut = wal.metadata().unwrap().len().saturating_sub(if i % 2 == 0 { 0 } else { 1000 });
        wal.set_len(cut).unwrap();
        let (_, there) = sound(&folder.join(crate::store::FILE));
        assert_eq!(there.len(), if i % 2 == 0 { i + 1 } else { i });
    }
}

/// Runs the child in a shell that lets no file grow beyond `blocks` of 512 bytes.
fn limited(path: &Path, blocks: u64) -> Vec<String> {
    let inner = child(path, 5, 60);
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""));
    command.arg(inner.get_program()).args(inner.get_args()).stdout(Stdio::piped());
    for (name, value) in inner.get_envs() {
        command.env(name, value.unwrap());
    }
    let mut child = command.spawn().unwrap();
    let lines: Vec<String> = lines(&mut child).collect();
    child.wait().unwrap();
    lines
}

#[test]
#[cfg(unix)]
fn a_full_disk_fails_acts_whole() {
    let t = TestStore::new();
    let path = t.path.clone();
    let TestStore { store, _folder, .. } = t;
    store.close().unwrap();
    let blocks = std::fs::metadata(&path).unwrap().len() / 512 + 200;
    let lines = limited(&path, blocks);
    let confirmed: BTreeSet<Id> = lines.iter().filter_map(|line| said(line)).collect();
    assert!(!confirmed.is_empty() && lines.iter().any(|l| l.starts_with("failed ")), "{lines:?}");
    let (_, there) = sound(&path);
    // An act that was committed to the log and could not be folded was told as failed, and may be there.
    assert!(confirmed.is_subset(&there));
}
