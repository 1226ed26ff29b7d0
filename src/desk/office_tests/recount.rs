//! What somebody with the database key changes past the program, and what `luukku doctor` says of it.

use super::traces::{form, new_person, open, save};
use super::verify::tamper;
use super::*;
use crate::desk::api::Declaration;
use crate::desk::doctor::{Finding, State};
use crate::journal::log::LogBody;
use crate::register::{Value, hetu};
use crate::store::{Act, Entry, people, rights_log, rights_rows};

/// Supervisor, officer with an individual right of a clerk beside, somebody who has left; a client with a note that was
/// corrected, sealed contact data and their keys.
fn lived() -> (House, Id, Id) {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut officer, officer_id) = house.member(&mut boss, "omav", "case_officer", CLERK);
    let code = |n| hetu::compose(8_886, '-', n);
    let declared = Declaration { own: code(902), close: code(903), close_ended: None };
    officer.declare(None, &declared).unwrap();
    officer.declare(None, &Declaration { close: code(904), ..Declaration::default() }).unwrap();
    boss.declare(Some(officer_id), &Declaration { close_ended: code(904), ..Declaration::default() })
        .unwrap();
    let new = NewUser { hetu: code(905), ..house.user("uusi", "front_desk") };
    boss.new_user(new).unwrap();
    let (_, clerk) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    // Given again, it takes the place of the first.
    boss.grant_right(clerk, house.today() + 10, "tulkkaa turvakieltoasiakkaat").unwrap();
    boss.grant_right(clerk, house.today() + 30, "tulkkaa turvakieltoasiakkaat").unwrap();
    let (_, gone) = house.member(&mut boss, "lahtenyt", "front_desk", CLERK);
    boss.passivate(gone).unwrap();
    // A role that was ended and given again, another from tomorrow on.
    let (today, until) = (house.today(), house.today() + 9);
    let again = |boss: &mut Desk, from| boss.grant_role(clerk, "case_officer", (from, until), today).unwrap();
    again(&mut boss, today);
    boss.end_role(clerk, "case_officer").unwrap();
    again(&mut boss, today);
    boss.end_role(clerk, "case_officer").unwrap();
    let (person, edit) = new_person(&mut officer);
    let row = Entry::ok(LogAction::Create, LogBody { subject: Some(person), ..LogBody::default() });
    officer.session().unwrap().write(&Act { edits: vec![edit], log: vec![row], ..Act::default() }).unwrap();
    open(&mut officer, person);
    let street = form(&mut officer, "contact_info", None, &[("street", "Kanarienkuja 2 B".into())]);
    let contact = save(&mut officer, street);
    let task = form(&mut officer, "task", None, &[("text", "Soita".into()), ("due", Value::Int(20_800))]);
    let task = save(&mut officer, task);
    let again = form(&mut officer, "task", Some(task), &[("text", "Soita huomenna".into())]);
    save(&mut officer, again);
    let protect = form(&mut officer, "person", Some(person), &[("protected", Value::Bool(true))]);
    save(&mut officer, protect);
    officer.logout().unwrap();
    boss.logout().unwrap();
    (house, contact, task)
}

/// What doctor says to the supervisor, who holds the compartment keys.
fn examined(house: &House) -> Vec<Finding> {
    let mut boss = house.desk();
    boss.login("esi", secret(BOSS)).unwrap();
    let found = boss.examine().unwrap();
    boss.logout().unwrap();
    found
}

type Files = Vec<(PathBuf, Vec<u8>)>;

fn files(house: &House) -> Files {
    let paths = std::fs::read_dir(&house.path).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn put_back(files: &Files) {
    for (path, bytes) in files {
        std::fs::write(path, bytes).unwrap();
    }
}

fn faults(found: &[Finding]) -> Vec<&'static str> {
    found.iter().filter(|f| f.state == State::Wrong).map(|f| f.name).collect()
}

fn arg<'a>(found: &'a [Finding], name: &str, arg: &str) -> &'a str {
    let finding = found.iter().find(|f| f.name == name).unwrap();
    finding.message.args.iter().find(|(n, _)| *n == arg).map_or("", |(_, v)| v.as_str())
}

fn hex(id: Id) -> String {
    id.as_bytes().iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn a_lived_in_office_is_what_its_journal_and_log_come_to() {
    let (house, ..) = lived();
    let found = examined(&house);
    assert_eq!(faults(&found), [""; 0], "{found:?}");
    assert_eq!(found.iter().find(|f| f.name == "rekey").unwrap().message.id, "doctor-rekey-due");
    let mut boss = house.desk();
    boss.login("esi", secret(BOSS)).unwrap();
    boss.verify_log().unwrap();
    let report = rights_log::compare(boss.session().unwrap().store.connection()).unwrap();
    assert_eq!(report.older, 0, "every row says all that rows say today");
    boss.logout().unwrap();
    assert!(faults(&examined(&house)).is_empty(), "and stays so");
}

#[test]
fn without_anybody_gone_nothing_is_said_of_a_new_database_key() {
    let house = House::new();
    house.supervisor().logout().unwrap();
    assert!(examined(&house).iter().all(|f| f.name != "rekey"));
}

/// Which row of the log it is that says otherwise, and of whom.
#[test]
fn an_altered_account_role_or_right_is_named_with_its_row() {
    let (house, ..) = lived();
    let kept = files(&house);
    for (sql, places) in [
        ("UPDATE user_account SET login = 'vaihdettu' WHERE login = 'neuvo'", "vaihdettu (401)"),
        ("UPDATE user_account SET unit = zeroblob(16) WHERE login = 'neuvo'", "neuvo (401)"),
        ("UPDATE user_account SET own_hetu = NULL WHERE login = 'omav'", "omav (401)"),
        ("UPDATE local_role SET until_day = until_day + 365 WHERE role = 'supervisor'", "esi (402)"),
        ("UPDATE local_role SET until_day = until_day + 365 WHERE role = 'administrator'", "hallinta (402)"),
        ("UPDATE local_right SET until_day = until_day + 365", "neuvo (402)"),
        ("UPDATE local_role SET ended_at = ended_at + 1 WHERE role = 'case_officer'", "neuvo (403)"),
    ] {
        put_back(&kept);
        tamper(&house, sql);
        assert_eq!(arg(&examined(&house), "rights", "places"), places, "{sql}");
    }
}

/// The log names nobody whose name or code it commits to.
#[test]
fn rows_about_people_commit_to_names_and_codes_and_do_not_tell_them() {
    let (house, ..) = lived();
    let mut boss = house.proved("esi", BOSS);
    let connection = boss.session().unwrap().store.connection();
    let mut bytes = Vec::new();
    for stream in access_log::streams(connection).unwrap() {
        access_log::each_row(connection, stream.number, |row| bytes.extend(row.body.unwrap_or_default()))
            .unwrap();
    }
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    let account = |login: &str| {
        people::accounts(connection).unwrap().into_iter().find(|account| account.login == login).unwrap()
    };
    assert!(!holds(b"neuvo") && !holds(b"Nimi neuvo"));
    let tag = account("omav").own_hetu.unwrap();
    assert!(!holds(hetu::compose(8_886, '-', 902).unwrap().as_bytes()) && !holds(&tag));
    assert!(holds(&rights_rows::tag_seal(account("omav").user, &tag)));
}

/// The supervisor, to whom nobody gave it, granted by nobody who could.
const FORGED: &str =
    "INSERT INTO local_role (user, role, from_day, until_day, agreement_day, granted_by, granted_at)
    SELECT user, 'supervisor', 20000, 30000, 20000, user, 1 FROM user_account WHERE login = 'neuvo'";

#[test]
fn each_way_to_change_the_register_past_the_program_is_found_with_its_place() {
    let (house, contact, task) = lived();
    let kept = files(&house);
    let (contact, task) = (hex(contact), hex(task));
    let gone = format!("DELETE FROM ent WHERE entity = x'{task}'; DELETE FROM task WHERE id = x'{task}'");
    let contact = format!("DELETE FROM ent WHERE entity = x'{contact}'; DELETE FROM contact_info");
    let table: &[(&str, &[&str])] = &[
        (&gone, &["journal"]),
        (&contact, &["journal"]),
        ("UPDATE history SET user = x'11111111111111111111111111111111'", &["history"]),
        ("DELETE FROM history", &["history"]),
        ("UPDATE history SET ts = 'x'", &["journal"]),
        ("DELETE FROM subject_key", &["rows"]),
        ("DELETE FROM key_wrap", &["rows"]),
        ("UPDATE sealed_record SET subj = x'11111111111111111111111111111111'", &["rows"]),
        ("UPDATE sealed_record SET subj = 'x'", &["rows"]),
        ("UPDATE sealed_record SET comp = comp + 1", &["rows"]),
        ("UPDATE sealed_record SET author = x'11111111111111111111111111111111'", &["rows"]),
        ("UPDATE sealed_record SET ts = ts + 1", &["rows"]),
        ("UPDATE task SET person = x'11111111111111111111111111111111'", &["rows"]),
        ("DELETE FROM compartment_key WHERE comp = 7", &["compartment-keys"]),
        ("UPDATE compartment_key SET public = zeroblob(32) WHERE comp = 7", &["compartment-keys"]),
        (
            "INSERT INTO compartment_key (comp, key_epoch, public, created) VALUES (7, 2, zeroblob(32), 1)",
            &["compartment-keys"],
        ),
        (
            "INSERT INTO search_hetu SELECT '010101-999X', person, 0 FROM search_doc",
            &["search-documents"],
        ),
        ("UPDATE search_doc SET flags = flags & ~1, municipality = '398'", &["search-documents"]),
        ("UPDATE search_doc SET name = 'Muu Nimi'", &["search-documents"]),
        ("UPDATE search_doc SET person = x'11111111111111111111111111111111'", &["search-documents"]),
        ("DROP INDEX sealed_record_subj", &["schema"]),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON access_log BEGIN DELETE FROM access_log WHERE place = 1; END",
            &["schema"],
        ),
        ("ALTER TABLE draft ADD COLUMN more TEXT", &["schema"]),
        ("CREATE TABLE beside (a)", &["schema"]),
        (FORGED, &["rights"]),
        ("UPDATE local_role SET role = 'supervisor' WHERE role = 'front_desk'", &["rights"]),
        ("UPDATE local_role SET until_day = until_day + 1 WHERE role = 'case_officer'", &["rights"]),
        ("UPDATE local_role SET ended_at = NULL", &["rights"]),
        ("UPDATE local_role SET ended_at = NULL WHERE role = 'case_officer'", &["rights"]),
        ("UPDATE local_role SET ended_at = 1 WHERE role = 'front_desk'", &["rights"]),
        ("UPDATE local_role SET from_day = 0 WHERE role = 'supervisor'", &["rights"]),
        ("DELETE FROM local_role WHERE role = 'case_officer'", &["rights"]),
        ("DELETE FROM local_right", &["rights"]),
        (
            "INSERT INTO local_right
             SELECT user, comp, from_day, until_day, granted_by, 1, NULL FROM local_right LIMIT 1",
            &["rights"],
        ),
        ("UPDATE user_account SET passivated = NULL", &["rights"]),
        ("UPDATE user_account SET passivated = passivated + 1", &["rights"]),
        ("UPDATE user_account SET login = 'vaihdettu' WHERE login = 'neuvo'", &["rights"]),
        ("UPDATE user_account SET login = 'vaihdettu' WHERE login = 'hallinta'", &["rights"]),
        ("UPDATE user_account SET name = 'Muu Nimi' WHERE login = 'neuvo'", &["rights"]),
        ("UPDATE user_account SET unit = zeroblob(16) WHERE login = 'neuvo'", &["rights"]),
        ("UPDATE user_account SET own_hetu = NULL WHERE login = 'omav'", &["rights"]),
        ("UPDATE user_account SET own_hetu = NULL WHERE login = 'uusi'", &["rights"]),
        ("UPDATE user_account SET own_hetu = zeroblob(16) WHERE login = 'omav'", &["rights"]),
        ("UPDATE user_account SET own_hetu = zeroblob(16) WHERE login = 'neuvo'", &["rights"]),
        ("DELETE FROM close_person", &["rights"]),
        ("UPDATE close_person SET hetu = zeroblob(16)", &["rights"]),
        ("INSERT INTO close_person SELECT user, zeroblob(16) FROM user_account WHERE login = 'neuvo'", &["rights"]),
        ("INSERT INTO close_person VALUES (zeroblob(16), zeroblob(16))", &["rights"]),
        ("UPDATE meta SET v = zeroblob(32) WHERE k = 'hetu_key'", &["own-file-key"]),
        ("DELETE FROM meta WHERE k = 'hetu_key'", &["own-file-key"]),
        ("UPDATE local_role SET until_day = until_day + 365 WHERE role = 'administrator'", &["rights"]),
        ("UPDATE local_role SET agreement_day = agreement_day - 1 WHERE role = 'case_officer'", &["rights"]),
        ("UPDATE local_role SET agreement_day = agreement_day - 1 WHERE role = 'administrator'", &["rights"]),
        ("UPDATE local_role SET granted_by = user WHERE role = 'front_desk'", &["rights"]),
        ("UPDATE local_role SET granted_at = granted_at + 1 WHERE role = 'supervisor'", &["rights"]),
        ("UPDATE local_role SET ended_at = ended_at + 1 WHERE role = 'case_officer'", &["rights"]),
        ("UPDATE local_right SET until_day = until_day + 1", &["rights"]),
        ("UPDATE local_right SET from_day = from_day - 1", &["rights"]),
        ("UPDATE local_right SET granted_by = user", &["rights"]),
        ("UPDATE local_right SET granted_at = granted_at + 1", &["rights"]),
        ("UPDATE local_right SET ended_at = NULL", &["rights"]),
        ("UPDATE local_right SET ended_at = ended_at + 1", &["rights"]),
        (
            "INSERT INTO user_account (user, login, name, unit, slot_gen, created)
             SELECT x'01010101010101010101010101010101', 'muu', name, unit, 0, created FROM user_account
             WHERE login = 'esi'",
            &["rights"],
        ),
        ("UPDATE user_account SET sig_pub = zeroblob(32) WHERE login = 'omav'", &["account-keys"]),
        ("UPDATE user_account SET kem_pub = zeroblob(32) WHERE login = 'omav'", &["account-keys"]),
        (
            "DELETE FROM access_log WHERE place % 1024 > 20; DELETE FROM log_checkpoint WHERE place % 1024 > 20;
             UPDATE stream SET n = 20, c = (SELECT c FROM access_log WHERE place % 1024 = 20) WHERE comp = 127",
            &["log-of-changes"],
        ),
    ];
    let mut missed = Vec::new();
    for (sql, wanted) in table {
        put_back(&kept);
        tamper(&house, sql);
        let found = examined(&house);
        for name in *wanted {
            if !faults(&found).contains(name) {
                missed.push((*sql, *name));
            } else if *name != "rows" && !sql.contains("ts = 'x'") {
                assert_ne!(arg(&found, name, "places"), "", "{sql}");
            }
        }
    }
    assert_eq!(missed, []);
}

#[test]
fn a_journal_cut_with_its_end_and_its_records_is_missed_in_the_log() {
    let (house, ..) = lived();
    tamper(
        &house,
        "DELETE FROM own_change WHERE place & 0xffffffff = (SELECT n FROM stream WHERE comp = 1) AND place >> 40 = 510;
         UPDATE stream SET n = n - 1, c = (SELECT c FROM own_change o WHERE o.place = (stream << 40) + n - 1) WHERE comp = 1",
    );
    let found = examined(&house);
    assert!(!faults(&found).contains(&"chains"), "the chain itself ends well: {found:?}");
    assert!(faults(&found).contains(&"changes-of-log"), "{found:?}");
    assert_ne!(arg(&found, "changes-of-log", "places"), "");
}

/// A hit that hides a turvakielto is put right by whoever runs the installation, and by nobody else; it is written down.
#[test]
fn rows_and_search_index_are_built_again_by_an_administrator() {
    let (house, ..) = lived();
    tamper(&house, "DELETE FROM task; UPDATE search_doc SET flags = flags & ~1");
    let wrong = faults(&examined(&house));
    assert!(wrong.contains(&"rows") && wrong.contains(&"search-documents"), "{wrong:?}");
    let mut boss = house.desk();
    boss.login("esi", secret(BOSS)).unwrap();
    boss.reauthenticate(secret(BOSS)).unwrap();
    assert!(matches!(boss.rebuild(), Err(Refusal::NotAllowed(_))));
    boss.logout().unwrap();
    let mut admin = house.administrator();
    let before = count(&mut admin, LogAction::IntegrityCheck);
    assert!(admin.rebuild().unwrap() > 5);
    assert_eq!(count(&mut admin, LogAction::IntegrityCheck), before + 1);
    admin.logout().unwrap();
    assert_eq!(faults(&examined(&house)), [""; 0]);
}
