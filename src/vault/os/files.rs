//! Private files: made, read and replaced so that no other account sees them and no half one stays behind.

use super::FileError;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The absolute path without links, `.` and `..`. The last part need not exist; its folder must.
///
/// SQLite parses a name that begins with `file:` even when told not to, and refuses a link anywhere in a
/// path: only what comes from here is handed to it.
pub fn canonical(path: &Path) -> Result<PathBuf, FileError> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(FileError::BadPath);
    };
    if path.as_os_str().as_encoded_bytes().starts_with(b"file:") {
        return Err(FileError::BadPath);
    }
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    Ok(std::fs::canonicalize(parent)?.join(name))
}

fn sibling(path: &Path, suffix: &str) -> Result<PathBuf, FileError> {
    let mut name = OsString::from(path.file_name().ok_or(FileError::BadPath)?);
    name.push(suffix);
    Ok(path.with_file_name(name))
}

fn parent(path: &Path) -> Result<&Path, FileError> {
    match path.parent() {
        None => Err(FileError::BadPath),
        Some(folder) if folder.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(folder) => Ok(folder),
    }
}

/// Makes the folder, and those above it that are missing, with mode 0700; one that is there already must
/// be a folder of this account that nobody else may enter.
pub fn create_private_dir(path: &Path) -> Result<(), FileError> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let meta = std::fs::symlink_metadata(path)?;
    if !meta.is_dir() {
        return Err(FileError::NotRegular);
    }
    private(&meta)
}

/// Makes a folder with mode 0700 where there is nothing: who made it may remove it.
///
/// # Errors
/// [`FileError::Exists`] where there is something, [`FileError::Missing`] without the folder above.
pub fn new_private_dir(path: &Path) -> Result<(), FileError> {
    std::fs::DirBuilder::new().mode(0o700).create(path)?;
    Ok(())
}

/// The absolute path of a folder, without links, that belongs to this account and that nobody else may enter.
///
/// # Errors
/// [`FileError::Missing`] where there is nothing, [`FileError::NotRegular`] where it is no folder.
pub fn private_folder(path: &Path) -> Result<PathBuf, FileError> {
    if path.as_os_str().as_encoded_bytes().starts_with(b"file:") {
        return Err(FileError::BadPath);
    }
    let path = std::fs::canonicalize(path)?;
    let meta = std::fs::symlink_metadata(&path)?;
    if !meta.is_dir() {
        return Err(FileError::NotRegular);
    }
    private(&meta)?;
    Ok(path)
}

fn private(meta: &std::fs::Metadata) -> Result<(), FileError> {
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(FileError::NotOwn);
    }
    // What its owner may not write SQLite opens for reading, and gives its side files the same mode for good.
    match meta.mode() & 0o7777 {
        mode if mode & 0o077 == 0 && mode & 0o600 == 0o600 => Ok(()),
        mode => Err(FileError::Mode(mode)),
    }
}

/// Opens a regular file of this account with mode 0600; never through a link, and never waiting for a pipe.
pub(super) fn open_private(path: &Path, write: bool) -> Result<File, FileError> {
    let access = if write { OFlags::RDWR } else { OFlags::RDONLY };
    let flags = access | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(FileError::NotRegular);
    }
    private(&meta)?;
    Ok(file)
}

/// Makes an empty file with mode 0600 where nothing may be yet.
pub fn create_private(path: &Path) -> Result<File, FileError> {
    Ok(OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(rustix_flags(OFlags::NOFOLLOW | OFlags::CLOEXEC))
        .open(path)?)
}

fn rustix_flags(flags: OFlags) -> i32 {
    // The flag bits are defined as a C int; the type only widens their sign.
    flags.bits().cast_signed()
}

/// Reads a whole private file of at most `max` bytes.
pub fn read_private(path: &Path, max: u64) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let file = open_private(path, false)?;
    let length = file.metadata()?.len();
    if length > max {
        return Err(FileError::TooLong(max));
    }
    // Enough room from the start: a growing buffer leaves copies of a secret behind.
    let room = usize::try_from(length.saturating_add(1)).map_err(|_| FileError::TooLong(max))?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(length.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > length {
        return Err(FileError::Io(io::ErrorKind::ResourceBusy));
    }
    Ok(bytes)
}

/// Opens a regular file that was carried here, on a stick or over a copy, so that owner and mode say nothing: never
/// through a link, and never waiting for a pipe. Whoever reads it judges its content.
fn open_carried(path: &Path) -> Result<File, FileError> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if file.metadata()?.is_file() { Ok(file) } else { Err(FileError::NotRegular) }
}

/// Reads a whole file of at most `max` bytes that was carried here. Nothing in it may be taken for private.
pub fn read_carried(path: &Path, max: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    open_carried(path)?.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max {
        Err(FileError::TooLong(max))
    } else {
        Ok(bytes)
    }
}

/// Whether a file is a private one of ours, told without opening it: a file that SQLite has open loses the locks of the
/// whole process when any descriptor of it is closed, and without its lock on the shared memory of the log another
/// process cuts that memory off under it.
pub fn is_private(path: &Path) -> Result<(), FileError> {
    let meta = std::fs::symlink_metadata(path)?;
    if !meta.is_file() {
        return Err(FileError::NotRegular);
    }
    private(&meta)
}

/// Length in bytes and the first `N` bytes of a private file (zeros where it is shorter).
pub fn private_head<const N: usize>(path: &Path) -> Result<(u64, [u8; N]), FileError> {
    let file = open_private(path, false)?;
    let length = file.metadata()?.len();
    let mut head = [0u8; N];
    let mut rest: &mut [u8] = &mut head;
    let mut reader = &file;
    while !rest.is_empty() {
        match reader.read(rest)? {
            0 => break,
            n => rest = rest.get_mut(n..).unwrap_or_default(),
        }
    }
    Ok((length, head))
}

/// Writes a private file so that a reader, also after a power cut, finds either all of the old bytes or all
/// of the new ones. The older copy is overwritten, not only unlinked.
///
/// The caller holds the [`FolderLock`]: the temporary name is one and the same for every writer, so that a
/// write cut short leaves at most one file behind, which the next write clears away.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let older = match open_private(path, true) {
        Ok(file) => Some(file),
        Err(FileError::Missing) => None,
        Err(error) => return Err(error),
    };
    let temporary = write_temporary(path, bytes)?;
    std::fs::rename(&temporary, path)?;
    sync_folder(parent(path)?)?;
    // Only now, with the new name durable, may the older bytes go. What they cost if this fails is a stale
    // copy in free space, so a failure here must not undo a write that has succeeded.
    if let Some(mut older) = older {
        let _ = overwrite(&mut older);
    }
    Ok(())
}

/// Writes a private file that must not exist yet: whole, or not at all. Same lock as [`write_atomic`].
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(FileError::Exists);
    }
    let temporary = write_temporary(path, bytes)?;
    rename_new(&temporary, path).inspect_err(|_| {
        let _ = scrub(&temporary);
    })
}

fn write_temporary(path: &Path, bytes: &[u8]) -> Result<PathBuf, FileError> {
    let temporary = sibling(path, ".new")?;
    scrub(&temporary)?;
    let mut file = create_private(&temporary)?;
    match file.write_all(bytes).and_then(|()| file.sync_all()) {
        Ok(()) => Ok(temporary),
        Err(error) => {
            drop(file);
            let _ = scrub(&temporary);
            Err(error.into())
        }
    }
}

fn overwrite(file: &mut File) -> io::Result<()> {
    let mut left = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    let zeros = [0u8; 4096];
    while left > 0 {
        let piece = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
        file.write_all(zeros.get(..piece).unwrap_or_default())?;
        left = left.saturating_sub(u64::try_from(piece).unwrap_or(left));
    }
    file.sync_all()
}

/// Overwrites and removes a file of ours; a link is removed and not followed; nothing there is fine.
pub fn scrub(path: &Path) -> Result<(), FileError> {
    match open_private(path, true) {
        Ok(mut file) => {
            let _ = overwrite(&mut file);
        }
        Err(FileError::Missing) => return Ok(()),
        Err(_) => {}
    }
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Gives a file its final name, durably; refuses to replace anything.
pub fn rename_new(from: &Path, to: &Path) -> Result<(), FileError> {
    match rustix::fs::renameat_with(
        rustix::fs::CWD,
        from,
        rustix::fs::CWD,
        to,
        rustix::fs::RenameFlags::NOREPLACE,
    ) {
        Ok(()) => {}
        // Some file systems do not know the flag; a hard link refuses just as well.
        Err(Errno::INVAL | Errno::NOSYS) => {
            std::fs::hard_link(from, to)?;
            std::fs::remove_file(from)?;
        }
        Err(error) => return Err(error.into()),
    }
    sync_folder(parent(to)?)
}

/// Hands a private file's bytes to `take`, piece by piece: it may be larger than memory.
pub fn each_piece(path: &Path, mut take: impl FnMut(&[u8])) -> Result<(), FileError> {
    let mut file = open_private(path, false)?;
    let mut piece = vec![0u8; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(()),
            n => take(piece.get(..n).unwrap_or_default()),
        }
    }
}

/// Copies a file, perhaps one that was carried here, to a new private one and makes it durable.
pub fn copy_new(from: &Path, to: &Path) -> Result<(), FileError> {
    let mut source = open_carried(from)?;
    let mut target = create_private(to)?;
    io::copy(&mut source, &mut target)?;
    target.sync_all()?;
    sync_folder(parent(to)?)
}

/// The names of what lies in a folder, sorted.
pub fn names_in(folder: &Path) -> Result<Vec<String>, FileError> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

/// Makes a file's content durable.
pub fn sync_file(path: &Path) -> Result<(), FileError> {
    Ok(open_private(path, true)?.sync_all()?)
}

/// Makes the names in a folder durable.
pub fn sync_folder(path: &Path) -> Result<(), FileError> {
    Ok(File::open(path)?.sync_all()?)
}
