//! What is looked at before anything is opened: the folder, files of a newer program, the lock, the names of a set-up.

use super::*;
use crate::desk::before_setup;
use crate::desk::office::{BEGUN, Office};
use crate::desk::records_tests::{new_form, yes};
use crate::register::{Value, dates, hetu};
use crate::vault::keyfile::KeyfileFault;
use crate::vault::os::{FOLDER_LOCK, FileError, PRETENDED};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

fn found(path: &Path) -> Result<(), Message> {
    Office::find(path).map(drop).map_err(|fault| fault.0)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_others_can_open_is_refused_by_its_name_before_anything_is_opened() {
    let house = House::new();
    for open in [0o755, 0o710, 0o701] {
        mode(&house.path, open);
        let told = found(&house.path).unwrap_err();
        assert_eq!(told, Message::new("error-folder-mode").with("folder", "luukku"), "{open:o}");
    }
    let copy = house.folder.path().join("copy");
    let into = set_up(&house.path, House::setup(), house.world().as_mut());
    assert_eq!(into.err().unwrap().0.id, "error-folder-mode");
    mode(&house.path, 0o700);
    let mut admin = house.administrator();
    admin.backup(&copy).unwrap();
    verified(&mut admin);
}

#[test]
fn a_link_to_the_folder_is_as_good_as_the_folder() {
    let house = House::new();
    let link = house.folder.path().join("link");
    symlink(&house.path, &link).unwrap();
    let mut desk = house.desk_of(&link);
    assert_eq!(desk.office().folder(), house.path, "without links");
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let before = fs::read(house.path_of("checkpoint")).unwrap();
    desk.reauthenticate(secret(ADMIN)).unwrap();
    desk.new_user(house.user("esi", "supervisor")).unwrap();
    desk.logout().unwrap();
    assert_ne!(fs::read(house.path_of("checkpoint")).unwrap(), before, "kept outside the database");
}

#[test]
fn a_network_file_system_is_refused_by_everything_that_opens_makes_or_restores() {
    let house = House::new();
    let mut admin = house.administrator();
    let copy = house.folder.path().join("copy");
    admin.backup(&copy).unwrap();
    admin.logout().unwrap();
    let ds = admin.office.device_secret().unwrap();
    let header = admin.office.files().keyslots(&ds).unwrap().header().clone();
    let expect = crate::cipherdb::Expect { salt: header.db_salt, db_id: header.db, user_version_max: 1 };
    let refused_db = |opened: Result<(), crate::cipherdb::Error>| {
        assert_eq!(opened, Err(crate::cipherdb::Error::NetworkFileSystem("nfs")));
    };
    let next = house.folder.path().join("next");
    PRETENDED.set(Some("nfs"));
    assert_eq!(found(&house.path).unwrap_err().id, "error-db-network-file-system");
    let made = set_up(&next, House::setup(), house.world().as_mut());
    assert_eq!(made.err().unwrap().0.id, "error-db-network-file-system");
    let (db, key) = (house.path_of("register.db"), [7; 32]);
    refused_db(crate::cipherdb::open_writer(&db, &key, &expect).map(drop));
    refused_db(crate::cipherdb::open_reader(&db, &key, &expect).map(drop));
    refused_db(crate::cipherdb::open_maintenance(&db, &key, &expect).map(drop));
    let recovery = crate::desk::backup::RestoreKey::Recovery(secret(&house.recovery));
    let worlds = crate::desk::world::worlds();
    let restored = crate::desk::backup::restore(&copy, &next, recovery, Face::Cli, &worlds);
    assert_eq!(refused(restored), "error-db-network-file-system");
    PRETENDED.set(None);
    assert_eq!(found(&house.path), Ok(()));
}

#[test]
fn files_of_a_newer_program_are_told_as_newer_and_left_as_they_are() {
    let house = House::new();
    let mut desk = house.desk();
    let newer = |name: &str| {
        let mut bytes = fs::read(house.path_of(name)).unwrap();
        bytes[8..10].copy_from_slice(&2u16.to_be_bytes());
        bytes.extend_from_slice(b"what it knows more");
        fs::write(house.path_of(name), &bytes).unwrap();
        bytes
    };
    let door = fs::read(house.path_of("door")).unwrap();
    let other = newer("door");
    assert_eq!(message(desk.login("hallinta", secret(ADMIN))).id, "error-door-version");
    assert_eq!(message(desk.login("hallinta", secret(CLERK))).id, "error-door-version");
    assert_eq!(fs::read(house.path_of("door")).unwrap(), other);
    fs::write(house.path_of("door"), door).unwrap();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    let keyslots = newer("keyslots");
    assert_eq!(found(&house.path).unwrap_err().id, "error-keyslots-version");
    assert_eq!(message(desk.login("hallinta", secret(ADMIN))).id, "error-keyslots-version");
    assert_eq!(fs::read(house.path_of("keyslots")).unwrap(), keyslots);
    fs::write(house.path_of("keyslots"), b"something else that is long enough to be looked at").unwrap();
    assert_eq!(found(&house.path).unwrap_err().id, "error-keyslots-magic");
}

#[test]
fn a_door_that_cannot_be_written_says_why() {
    let house = House::new();
    let mut desk = house.desk();
    let ways = [
        (FileError::Locked, "error-door-locked"),
        (FileError::DiskFull, "error-door"),
        (FileError::Mode(0o644), "error-door-file"),
    ];
    for (why, id) in ways {
        let refusal = crate::desk::unlock::door_refusal(&KeyfileFault::File(why));
        assert_eq!(refused::<()>(Err(refusal)), id);
    }
    mode(&house.path_of("door"), 0o644);
    assert_eq!(message(desk.login("hallinta", secret(ADMIN))).id, "error-door-file");
    mode(&house.path_of("door"), 0o600);
    assert!(house.path_of(FOLDER_LOCK).exists());
    desk.login("hallinta", secret(ADMIN)).unwrap();
}

#[test]
fn a_set_up_takes_no_login_that_could_not_be_typed_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office");
    let house = House::new();
    let set_up_as = |login: &str| {
        let setup = Setup { login: login.to_owned(), ..House::setup() };
        set_up(&path, setup, house.world().as_mut()).map(drop).map_err(|fault| fault.0.id)
    };
    for login in ["hal\u{200b}linta", "hal\u{1b}[1mlinta", "hal\u{202e}linta", "hal linta", "hal\u{7}linta"] {
        assert_eq!(set_up_as(login), Err("error-login-name"), "{login:?}");
        assert!(!path.exists(), "nothing is begun");
        let mut admin = house.administrator();
        assert_eq!(refused(admin.new_user(house.user(login, "supervisor"))), "error-user-names");
    }
    assert_eq!(set_up_as("  "), Err("error-setup-empty"));
    assert_eq!(set_up_as(" Ylläpito "), Ok(()));
    let mut desk = house.desk_of(&fs::canonicalize(&path).unwrap());
    desk.login("ylläpito", secret(ADMIN)).unwrap();
}

#[test]
fn a_set_up_that_was_cut_off_is_told_as_such_and_a_register_that_lost_its_keyslots_is_not() {
    let house = House::new();
    assert!(!house.path_of(BEGUN).exists(), "a set-up that came to its end leaves no mark");
    let next = house.folder.path().join("next");
    for left in ["device.key", "slot.key", "register.db"] {
        crate::vault::os::create_private_dir(&next).unwrap();
        fs::copy(house.path_of(left), next.join(left)).unwrap();
        for told in ["error-keyslots-missing", "error-setup-unfinished"] {
            let again = set_up(&next, House::setup(), house.world().as_mut());
            assert_eq!(again.err().unwrap().0.id, told, "{left}");
            assert_eq!(before_setup::folder(&next).unwrap_err().0.id, told, "{left}");
            assert_eq!(Office::find(&next).err().unwrap().0.id, told, "{left}");
            fs::write(next.join(BEGUN), b"").unwrap();
        }
        fs::remove_dir_all(&next).unwrap();
    }
}

#[test]
fn two_windows_that_register_the_same_code_at_once_make_one_client() {
    const ROUNDS: u32 = 15;
    let house = House::new();
    let mut boss = house.supervisor();
    house.member(&mut boss, "neuvo", "front_desk", CLERK).0.logout().unwrap();
    boss.logout().unwrap();
    let start = std::sync::Barrier::new(2);
    let register = || {
        let mut desk = house.desk();
        desk.login("neuvo", secret(CLERK)).unwrap();
        let mut made = 0;
        for n in 0..ROUNDS {
            let born = dates::from_ymd(1990, 5, 1).unwrap();
            let fields: [(&str, Value); 6] = [
                ("surname", "Salo".into()),
                ("first_names", "Aino".into()),
                ("hetu", hetu::compose(born, '-', 900 + n).unwrap().into()),
                ("birth_date", Value::Int(born.into())),
                ("citizenships", Value::codes(["246"])),
                ("identity_state", "verified".into()),
            ];
            let form = yes(new_form("person", &fields));
            start.wait();
            made += u32::from(desk.session().unwrap().save_office(form).is_ok());
        }
        made
    };
    let made = std::thread::scope(|scope| {
        let other = scope.spawn(register);
        register() + other.join().unwrap()
    });
    assert_eq!(made, ROUNDS);
}

#[test]
fn an_office_that_is_no_practice_office_is_told_so_whoever_is_logged_in() {
    let house = House::new();
    let boss = house.supervisor();
    let told = crate::desk::practice::remove(&house.path);
    assert!(
        matches!(told, Err(Refusal::Cannot(m)) if m.id == "error-not-practice"),
        "it is open elsewhere too"
    );
    drop(boss);
}
