//! Offices as earlier releases left them (`tests/fixtures`, made by `tests/external/freeze.py`): every later build opens
//! them with everything in place, and goes on writing. What must be there was asked of the release itself.

use super::*;
use crate::access::Identification;
use crate::desk::doctor::State;
use crate::desk::search;
use crate::register::dates;
use crate::register::kinds::by_name;
use crate::store::read;
use crate::store::replay;
use crate::store::rights_log;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// Why sealed lists are opened.
const REASON: &str = "katsotaan, mitä toimistoon jäi";

#[derive(Deserialize)]
struct Expected {
    /// When it was left, UTC milliseconds.
    at: i64,
    staff: Vec<Staff>,
    clients: BTreeMap<String, Client>,
}

#[derive(Deserialize)]
struct Staff {
    login: String,
    password: String,
    role: String,
}

#[derive(Deserialize)]
struct Client {
    name: String,
    born: String,
    /// How many records of each kind, as a case officer sees them.
    records: BTreeMap<String, u32>,
    /// Texts of contacts.
    texts: Vec<String>,
}

/// A copy that may be written to: a fixture stays as it is, and version control keeps no permissions.
fn thawed(release: &Path) -> (House, Expected) {
    let expected: Expected =
        serde_json::from_slice(&fs::read(release.join("expected.json")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = fs::canonicalize(folder.path()).unwrap().join("office");
    fs::create_dir(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(release.join("office")).unwrap().map(Result::unwrap) {
        let to = path.join(entry.file_name());
        fs::copy(entry.path(), &to).unwrap();
        fs::set_permissions(&to, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let clock = Arc::new(AtomicI64::new(expected.at + 3_600_000));
    let seed = Arc::new(AtomicU64::new(0x51ed_270b));
    let house = House { path, clock, seed, administrator: Id::default(), recovery: String::new(), folder };
    (house, expected)
}

fn log_in(house: &House, staff: &Staff) -> Desk {
    let mut desk = house.desk();
    desk.login(&staff.login, secret(&staff.password)).unwrap();
    desk
}

#[test]
fn offices_of_earlier_releases_open_with_everything_in_place() {
    let mut releases = 0;
    for release in fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path()) {
        releases += 1;
        let (house, expected) = thawed(&release);
        let of = |role: &str| expected.staff.iter().find(|s| s.role == role).unwrap();
        for staff in &expected.staff {
            log_in(&house, staff).logout().unwrap();
        }
        let mut desk = log_in(&house, of("case_officer"));
        let reader = desk.reader().unwrap();
        for (id, client) in &expected.clients {
            let person = Id::parse(id).unwrap();
            let session = desk.session().unwrap();
            let found = search::look_up(&reader, &client.name, session.today()).unwrap();
            let hits = session.hits(found, 1).unwrap().hits;
            let hit = hits.iter().find(|hit| hit.person == person).unwrap();
            assert_eq!((&hit.name, hit.born.map(dates::iso)), (&client.name, Some(client.born.clone())));
            let visits = client.records["visit"];
            session.open_visit(person, Identification::IdentityCard, "desk").unwrap();
            let mut file = session.file().unwrap();
            file.card().unwrap();
            for (name, count) in &client.records {
                let list = file.list(by_name(name).unwrap(), 0, REASON).unwrap();
                let now = if name == "visit" { visits + 1 } else { *count };
                assert_eq!(list.total, now, "{}: {name} of {}", release.display(), client.name);
            }
            let connection = session.store.connection();
            let contacts = read::page(connection, by_name("contact").unwrap(), person, 0, 5_000).unwrap();
            let mut texts: Vec<&str> = contacts.iter().filter_map(|record| record.text("text")).collect();
            let mut wanted: Vec<&str> = client.texts.iter().map(String::as_str).collect();
            texts.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(texts, wanted, "{}", client.name);
            session.end_visit().unwrap();
        }
        drop(reader);
        desk.logout().unwrap();

        let mut auditor = log_in(&house, of("log_auditor"));
        let check = auditor.verify_log().unwrap();
        assert_eq!((check.exit_code, &check.findings[..]), (0, &[][..]), "{}", release.display());
        auditor.logout().unwrap();
        let mut administrator = log_in(&house, of("administrator"));
        let found = administrator.examine().unwrap();
        let wrong: Vec<_> = found.iter().filter(|f| f.state == State::Wrong).map(|f| f.name).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", release.display());
        let connection = administrator.session().unwrap().store.connection();
        let rights = rights_log::compare(connection).unwrap();
        assert!(rights.checked > 5 && rights.wrong.is_empty() && !rights.other_key);
        let report = replay::whole(connection).unwrap();
        assert!(report.checked > 100 && report.wrong.is_empty() && report.past.is_empty());
    }
    assert!(releases > 0, "a release leaves its office in tests/fixtures");
}
