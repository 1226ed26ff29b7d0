//! Tests of what the operating system is asked: real files, real locks, real modes.

use super::mounts::kind_in_mountinfo;
use super::*;
use crate::register::{Entropy, Id};
use rustix::fs::Mode;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::Duration;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("there").permissions().mode() & 0o7777
}

#[test]
fn an_atomic_write_is_private_and_overwrites_the_older_copy() {
    let dir = folder();
    let path = dir.path().join("keyslots");
    write_atomic(&path, b"first secret").expect("written");
    // A second name of the older inode shows what became of its bytes.
    let witness = dir.path().join("witness");
    std::fs::hard_link(&path, &witness).expect("linked");
    write_atomic(&path, b"second").expect("written");
    assert_eq!(read_private(&path, 100).expect("read").as_slice(), b"second");
    assert_eq!(std::fs::read(&witness).expect("read"), [0u8; 12]);
    assert_eq!(mode(&path), 0o600);
    std::fs::remove_file(&witness).expect("removed");
    let names: Vec<_> =
        std::fs::read_dir(dir.path()).expect("list").map(|e| e.expect("entry").file_name()).collect();
    assert_eq!(names, ["keyslots"]);
}

#[test]
fn a_write_clears_what_an_interrupted_one_left() {
    let dir = folder();
    let path = dir.path().join("door");
    std::fs::write(dir.path().join("door.new"), b"half").expect("written");
    write_atomic(&path, b"whole").expect("written");
    assert_eq!(read_private(&path, 5).expect("read").as_slice(), b"whole");
    assert!(!dir.path().join("door.new").exists());
}

#[test]
fn a_write_never_follows_a_link_at_either_name() {
    let dir = folder();
    let victim = dir.path().join("victim");
    write_atomic(&victim, b"mine").expect("written");
    let path = dir.path().join("keyslots");
    symlink(&victim, dir.path().join("keyslots.new")).expect("linked");
    write_atomic(&path, b"new").expect("written");
    assert_eq!(std::fs::read(&victim).expect("read"), b"mine");
    std::fs::remove_file(&path).expect("removed");
    symlink(&victim, &path).expect("linked");
    assert_eq!(write_atomic(&path, b"new"), Err(FileError::NotRegular));
    assert_eq!(std::fs::read(&victim).expect("read"), b"mine");
}

#[test]
fn reading_refuses_links_folders_pipes_open_modes_and_excess() {
    let dir = folder();
    let path = dir.path().join("device.key");
    assert_eq!(read_private(&path, 10).err(), Some(FileError::Missing));
    write_atomic(&path, b"0123456789").expect("written");
    assert_eq!(read_private(&path, 9).err(), Some(FileError::TooLong(9)));
    assert_eq!(read_private(&path, 10).expect("read").len(), 10);

    let link = dir.path().join("link");
    symlink(&path, &link).expect("linked");
    assert_eq!(read_private(&link, 10).err(), Some(FileError::NotRegular));
    assert_eq!(read_private(dir.path(), 10).err(), Some(FileError::NotRegular));
    let pipe = dir.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
        .expect("pipe");
    assert_eq!(read_private(&pipe, 10).err(), Some(FileError::NotRegular));

    for open in [0o644, 0o640, 0o602] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(open)).expect("mode");
        assert_eq!(read_private(&path, 10).err(), Some(FileError::Mode(open)));
    }
}

#[test]
fn the_head_of_a_short_file_is_padded_and_its_length_told() {
    let dir = folder();
    let path = dir.path().join("short");
    write_atomic(&path, b"abc").expect("written");
    assert_eq!(private_head::<5>(&path), Ok((3, *b"abc\0\0")));
    assert_eq!(private_head::<2>(&path), Ok((3, *b"ab")));
}

#[test]
fn a_private_folder_is_0700_and_an_open_one_refused() {
    let dir = folder();
    let path = dir.path().join("a/b");
    create_private_dir(&path).expect("made");
    assert_eq!((mode(&path), mode(&dir.path().join("a"))), (0o700, 0o700));
    create_private_dir(&path).expect("there already");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("mode");
    assert_eq!(create_private_dir(&path), Err(FileError::Mode(0o755)));
    let link = dir.path().join("link");
    symlink(dir.path().join("a"), &link).expect("linked");
    assert_eq!(create_private_dir(&link), Err(FileError::NotRegular));
}

#[test]
fn a_final_name_never_replaces_anything() {
    let dir = folder();
    let (from, to) = (dir.path().join("new"), dir.path().join("old"));
    write_atomic(&from, b"new").expect("written");
    write_atomic(&to, b"old").expect("written");
    assert_eq!(rename_new(&from, &to), Err(FileError::Exists));
    assert_eq!(std::fs::read(&to).expect("read"), b"old");
    std::fs::remove_file(&to).expect("removed");
    rename_new(&from, &to).expect("renamed");
    assert_eq!(std::fs::read(&to).expect("read"), b"new");
}

#[test]
fn one_lock_at_a_time_and_two_locks_side_by_side() {
    let dir = folder();
    let held = FolderLock::acquire(dir.path(), Duration::ZERO).expect("free");
    assert_eq!(FolderLock::acquire(dir.path(), Duration::ZERO).err(), Some(FileError::Locked));
    let session = SessionLock::try_acquire(dir.path()).expect("no error").expect("free");
    assert!(SessionLock::try_acquire(dir.path()).expect("no error").is_none());
    drop((held, session));
    FolderLock::acquire(dir.path(), Duration::ZERO).expect("free again");
    assert!(SessionLock::try_acquire(dir.path()).expect("no error").is_some());
}

#[test]
fn a_run_lives_as_long_as_its_own_lock_and_not_as_the_next_one_in_its_place() {
    let dir = folder();
    let [first, second, third] = [1, 2, 3].map(|n| Id::from_bytes([n; 16]));
    let one = DeskLock::acquire(dir.path(), first).expect("no error").expect("free");
    let two = DeskLock::acquire(dir.path(), second).expect("no error").expect("free");
    let (one_run, two_run) = (one.run(), two.run());
    assert_ne!(one_run.place, two_run.place);
    let lives = |run: Run| run.lives(dir.path()).expect("asked");
    assert!(lives(one_run) && lives(two_run));
    drop(one);
    assert!(!lives(one_run) && lives(two_run));
    let next = DeskLock::acquire(dir.path(), third).expect("no error").expect("free");
    assert_eq!(next.run().place, one_run.place);
    assert!(!lives(one_run), "the place is taken by another run");
    assert!(lives(next.run()) && lives(two_run));
}

#[test]
fn a_waiting_writer_gets_the_lock_when_it_comes_free() {
    let dir = folder();
    let held = FolderLock::acquire(dir.path(), Duration::ZERO).expect("free");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| FolderLock::acquire(dir.path(), Duration::from_secs(60)).is_ok());
        drop(held);
        assert!(waiting.join().expect("joined"));
    });
}

#[test]
fn paths_become_absolute_and_uris_are_refused() {
    let dir = folder();
    let real = std::fs::canonicalize(dir.path()).expect("real");
    let link = dir.path().join("link");
    symlink(&real, &link).expect("linked");
    assert_eq!(canonical(&link.join("luukku.db")), Ok(real.join("luukku.db")));
    assert_eq!(canonical(Path::new("file:luukku.db")), Err(FileError::BadPath));
    assert_eq!(canonical(Path::new("/")), Err(FileError::BadPath));
    assert_eq!(canonical(&dir.path().join("no/luukku.db")), Err(FileError::Missing));
    assert!(canonical(Path::new("luukku.db")).expect("here").is_absolute());
}

#[test]
fn the_disk_under_test_is_local_and_has_room() {
    let dir = folder();
    assert_eq!(is_network_file_system(dir.path()), Ok(None));
    assert!(free_disk_bytes(dir.path()).expect("known") > 0);
}

#[test]
fn a_mount_table_line_gives_its_type() {
    let table = "22 1 254:0 / / rw - ext4 /dev/vda rw\n\
                 40 22 0:51 / /home/x/far rw,nosuid shared:7 master:2 - fuse.sshfs a@b:/ rw,user_id=0\n";
    assert_eq!(kind_in_mountinfo(table, "0:51").as_deref(), Some("fuse.sshfs"));
    assert_eq!(kind_in_mountinfo(table, "254:0").as_deref(), Some("ext4"));
    assert_eq!(kind_in_mountinfo(table, "0:5"), None);
}

#[test]
fn clocks_and_randomness_answer() {
    assert!(utc_ms() > 1_700_000_000_000, "after 2023");
    let before = mono_ms();
    assert!(mono_ms() >= before);
    let mut entropy = OsEntropy::new().expect("a generator");
    assert_ne!(entropy.bytes::<32>(), entropy.bytes::<32>());
    assert!(resident_bytes().expect("known") > 0);
}

#[test]
fn a_file_or_folder_of_another_account_is_refused_whatever_its_mode() {
    let dir = folder();
    let (file, sub) = (dir.path().join("door"), dir.path().join("office"));
    write_atomic(&file, b"theirs").expect("written");
    create_private_dir(&sub).expect("made");
    let root = rustix::process::geteuid().is_root();
    if root {
        std::os::unix::fs::chown(&file, Some(65_534), None).expect("given away");
        std::os::unix::fs::chown(&sub, Some(65_534), None).expect("given away");
    }
    // Only root gives files away; everybody else finds root's.
    let (file, sub) = if root { (file, sub) } else { ("/etc/passwd".into(), "/etc".into()) };
    assert_eq!(read_private(&file, 1 << 20), Err(FileError::NotOwn));
    assert_eq!(private_head::<4>(&file), Err(FileError::NotOwn));
    assert_eq!(private_folder(&sub), Err(FileError::NotOwn));
    assert_eq!(create_private_dir(&sub), Err(FileError::NotOwn));
}
