//! On what a folder lies: networks, and room left.

use super::FileError;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// File systems whose locks and shared memory cannot be trusted by SQLite's write-ahead log, by the magic
/// number of `statfs(2)`.
const NETWORK: &[(u64, &str)] = &[
    (0x6969, "nfs"),
    (0x517b, "smb"),
    (0xff53_4d42, "cifs"),
    (0xfe53_4d42, "smb2"),
    (0x0102_1997, "9p"),
    (0x5346_414f, "afs"),
    (0x6b41_4653, "kafs"),
    (0x7375_7245, "coda"),
    (0x564c, "ncp"),
    (0x00c3_6400, "ceph"),
    (0x0116_1970, "gfs2"),
    (0x7461_636f, "ocfs2"),
    (0x0bd0_0bd0, "lustre"),
    (0x4750_4653, "gpfs"),
    (0x786f_4256, "vboxsf"),
];
const FUSE: u64 = 0x6573_5546;
/// FUSE hides what is behind it. These keep their data on a disk of this machine; every other one
/// (sshfs, rclone, davfs, virtiofs, …) is treated as a network, since choosing another folder is easy and
/// a torn database is not.
const LOCAL_FUSE: &[&str] =
    &["fuseblk", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs", "fuse.lxcfs"];

#[cfg(test)]
thread_local! {
    /// For tests of what must refuse one: every folder of this thread lies on it.
    pub static PRETENDED: std::cell::Cell<Option<&'static str>> = const { std::cell::Cell::new(None) };
}

/// The name of the network file system that `path` (which must exist) lies on, or `None` for a local disk.
pub fn is_network_file_system(path: &Path) -> Result<Option<&'static str>, FileError> {
    #[cfg(test)]
    if let Some(kind) = PRETENDED.get() {
        return Ok(Some(kind));
    }
    let stat = rustix::fs::statfs(path)?;
    // The field is signed on some machines and wider than the 32 bits that magic numbers have.
    let magic = stat.f_type.cast_unsigned() & 0xffff_ffff;
    if magic == FUSE {
        let kind = mounted_kind(std::fs::metadata(path)?.dev());
        return Ok(if kind.is_some_and(|kind| LOCAL_FUSE.contains(&kind.as_str())) {
            None
        } else {
            Some("fuse")
        });
    }
    Ok(NETWORK.iter().find(|(number, _)| *number == magic).map(|(_, name)| *name))
}

/// File system type of the mount with this device number, from `/proc/self/mountinfo`.
fn mounted_kind(device: u64) -> Option<String> {
    let wanted = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    kind_in_mountinfo(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, &wanted)
}

pub(super) fn kind_in_mountinfo(table: &str, device: &str) -> Option<String> {
    table.lines().find_map(|line| {
        let (mount, source) = line.split_once(" - ")?;
        (mount.split(' ').nth(2)? == device).then(|| source.split(' ').next().map(str::to_owned))?
    })
}

/// Bytes that this account may still write on the disk of `path`.
pub fn free_disk_bytes(path: &Path) -> Result<u64, FileError> {
    let stat = rustix::fs::statvfs(path)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}
