//! What is looked at before anything is opened: the folder, files of a newer program, the lock, the names of a set-up.

use super::*;
use crate::vault::keyfile::KeyfileFault;
use crate::vault::os::{FOLDER_LOCK, FileError};
use std::fs;
use std::os::unix::fs::PermissionsExt;

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
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
