//! What the program asks of the operating system: private files, locks, clocks, randomness, hardening.
//!
//! Operating-system calls stand here and in the two terminal files of `tui`, nowhere else, so that another
//! system means another version of these functions and nothing above them. This module knows no format and
//! no key; it moves bytes and answers questions.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use zeroize::{Zeroize, Zeroizing};

use crate::register::Entropy;

/// Name of the lock that every write to keyslots, door and checkpoint files is made under.
pub const FOLDER_LOCK: &str = "luukku.lock";
/// Name of the lock that a running terminal holds for its whole life.
pub const SESSION_LOCK: &str = "luukku.session";
/// The lock file that the first window on a folder holds.
pub const WINDOW_LOCK: &str = "luukku.window";

/// Why a file or folder of ours could not be used. Carries no content and no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// Nothing is there.
    Missing,
    /// Something is there where nothing may be.
    Exists,
    /// A symbolic link, folder, device or pipe stands where a file (or folder) of ours must be.
    NotRegular,
    /// It belongs to another account.
    NotOwn,
    /// Others may read or write it; the permission bits found.
    Mode(u32),
    /// Longer than the format allows; the limit in bytes.
    TooLong(u64),
    /// The disk, or the account's share of it, is full.
    DiskFull,
    /// The lock is held by somebody else and did not come free in time.
    Locked,
    /// The path names no file in a folder, or begins as a URI would.
    BadPath,
    /// Anything else, by its kind.
    Io(io::ErrorKind),
}

impl FileError {
    /// Message id of the sentence that explains it.
    pub const fn message_id(&self) -> &'static str {
        match self {
            FileError::Missing => "error-file-missing",
            FileError::Exists => "error-file-exists",
            FileError::NotRegular => "error-file-not-regular",
            FileError::NotOwn => "error-file-not-own",
            FileError::Mode(_) => "error-file-mode",
            FileError::TooLong(_) => "error-file-too-long",
            FileError::DiskFull => "error-file-disk-full",
            FileError::Locked => "error-file-locked",
            FileError::BadPath => "error-file-bad-path",
            FileError::Io(_) => "error-file-io",
        }
    }
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for FileError {}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        // ELOOP is how O_NOFOLLOW says that it met a link; it has no stable kind of its own.
        if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
            return FileError::NotRegular;
        }
        match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing,
            io::ErrorKind::AlreadyExists => FileError::Exists,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileError::DiskFull,
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => FileError::NotRegular,
            kind => FileError::Io(kind),
        }
    }
}

impl From<Errno> for FileError {
    fn from(error: Errno) -> Self {
        io::Error::from(error).into()
    }
}

// ---------------------------------------------------------------------------------------------- paths

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

// -------------------------------------------------------------------------------------- private files

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

fn private(meta: &std::fs::Metadata) -> Result<(), FileError> {
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(FileError::NotOwn);
    }
    match meta.mode() & 0o7777 {
        mode if mode & 0o077 == 0 => Ok(()),
        mode => Err(FileError::Mode(mode)),
    }
}

/// Opens a regular file of this account with mode 0600; never through a link, and never waiting for a pipe.
fn open_private(path: &Path, write: bool) -> Result<File, FileError> {
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

/// Copies a private file to a new private one and makes it durable.
pub fn copy_new(from: &Path, to: &Path) -> Result<(), FileError> {
    let mut source = open_private(from, false)?;
    let mut target = create_private(to)?;
    io::copy(&mut source, &mut target)?;
    target.sync_all()?;
    sync_folder(parent(to)?)
}

/// Makes a file's content durable.
pub fn sync_file(path: &Path) -> Result<(), FileError> {
    Ok(open_private(path, true)?.sync_all()?)
}

/// Makes the names in a folder durable.
pub fn sync_folder(path: &Path) -> Result<(), FileError> {
    Ok(File::open(path)?.sync_all()?)
}

// ---------------------------------------------------------------------------------------------- locks

/// The write lock of a state folder; free again when dropped or when the process ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock, trying for at most `wait`; [`FileError::Locked`] if another process keeps it.
    pub fn acquire(folder: &Path, wait: Duration) -> Result<FolderLock, FileError> {
        let file = lock_file(&folder.join(FOLDER_LOCK))?;
        let start = std::time::Instant::now();
        loop {
            if try_lock(&file)? {
                return Ok(FolderLock { _file: file });
            }
            if start.elapsed() >= wait {
                return Err(FileError::Locked);
            }
            // A blocking lock call knows no deadline, and writes under this lock take milliseconds.
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Says that a terminal runs on this folder; free again when dropped or when the process ends.
#[derive(Debug)]
pub struct SessionLock {
    _file: File,
}

impl SessionLock {
    /// Takes a share of the lock, as every open session does; `None` while somebody has it alone.
    pub fn try_share(folder: &Path) -> Result<Option<SessionLock>, FileError> {
        let file = lock_file(&folder.join(SESSION_LOCK))?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(SessionLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Takes the lock alone, or answers `None` when another terminal runs on this folder.
    pub fn try_acquire(folder: &Path) -> Result<Option<SessionLock>, FileError> {
        let file = lock_file(&folder.join(SESSION_LOCK))?;
        Ok(try_lock(&file)?.then_some(SessionLock { _file: file }))
    }
}

/// Says that a window of the program is open on this folder, logged in or not; free again when dropped or when the
/// process ends.
#[derive(Debug)]
pub struct WindowLock {
    _file: File,
}

impl WindowLock {
    /// Takes the lock, or answers `None` when another window has it.
    pub fn try_acquire(folder: &Path) -> Result<Option<WindowLock>, FileError> {
        let file = lock_file(&folder.join(WINDOW_LOCK))?;
        Ok(try_lock(&file)?.then_some(WindowLock { _file: file }))
    }
}

fn lock_file(path: &Path) -> Result<File, FileError> {
    match create_private(path) {
        Err(FileError::Exists) => open_private(path, true),
        other => other,
    }
}

fn try_lock(file: &File) -> Result<bool, FileError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

// --------------------------------------------------------------------------------------- file systems

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

/// The name of the network file system that `path` (which must exist) lies on, or `None` for a local disk.
pub fn is_network_file_system(path: &Path) -> Result<Option<&'static str>, FileError> {
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

fn kind_in_mountinfo(table: &str, device: &str) -> Option<String> {
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

// ------------------------------------------------------------------------------------- process, clocks

/// New files and folders are for this account alone, whatever the shell had set. First in `main`.
pub fn umask077() {
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// The process could not be closed to debuggers and core dumps; shown by `doctor`, not fatal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HardeningFailed;

impl HardeningFailed {
    /// Message id of the warning.
    pub const fn message_id(self) -> &'static str {
        "warning-process-not-hardened"
    }
}

/// Core dumps off, process not dumpable nor traceable. Called first in `main` of release builds.
pub fn harden_process() -> Result<(), HardeningFailed> {
    secmem_proc::harden_process().map_err(|_| HardeningFailed)
}

/// Keeps memory in RAM until the process ends, so that it is never written to a swap area. Answers also whether the
/// system granted it: with a low limit for locked memory (`RLIMIT_MEMLOCK`) it does not.
pub fn lock_for_life<T>(memory: Box<[T]>) -> (&'static mut [T], bool) {
    let memory = Box::leak(memory);
    // The guard would unlock the pages when dropped, and is nothing but that.
    let locked = region::lock(memory.as_ptr(), size_of_val(memory)).map(std::mem::forget).is_ok();
    (memory, locked)
}

/// Memory of this process that is in RAM, in bytes.
pub fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// How many swap areas there are that are neither encrypted nor in memory: what was in RAM may be read from them
/// later. A device of the device mapper is taken for an encrypted one.
pub fn open_swap() -> usize {
    let areas = std::fs::read_to_string("/proc/swaps").unwrap_or_default();
    let closed = |line: &&str| {
        line.starts_with("/dev/dm-") || line.starts_with("/dev/zram") || line.starts_with("/dev/mapper/")
    };
    areas.lines().skip(1).filter(|line| !closed(line)).count()
}

/// Wall clock: milliseconds since 1970 in UTC.
pub fn utc_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
    }
}

/// A clock that only goes forward, in milliseconds from an arbitrary start; it goes on while the machine
/// sleeps, so that an idle lock falls due over a closed lid too.
pub fn mono_ms() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    time.tv_sec.saturating_mul(1000).saturating_add(time.tv_nsec / 1_000_000)
}

/// Reads a line from the terminal of this process, whatever standard input is, without showing what is typed.
/// `take` gets each character, `false` ends the reading as if the line were over. Answers `false` when the line was
/// given up (Ctrl-C, Ctrl-D).
///
/// # Errors
/// When the process has no terminal.
pub fn read_hidden_line(mut take: impl FnMut(HiddenKey)) -> Result<bool, FileError> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOCTTY;
    let mut terminal = File::from(rustix::fs::open("/dev/tty", flags, Mode::empty())?);
    let before = tcgetattr(&terminal)?;
    let mut hidden = before.clone();
    // Signals are keys here, so that nothing can end the process between the two settings.
    hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
    tcsetattr(&terminal, OptionalActions::Flush, &hidden)?;
    let done = hidden_keys(&mut terminal, &mut take);
    tcsetattr(&terminal, OptionalActions::Flush, &before)?;
    let _ = terminal.write_all(b"\n");
    done
}

/// A key of a line that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKey {
    /// A character.
    Char(char),
    /// The last character goes.
    Back,
    /// All goes.
    Clear,
}

fn hidden_keys(terminal: &mut impl Read, take: &mut dyn FnMut(HiddenKey)) -> Result<bool, FileError> {
    let mut bytes = Zeroizing::new([0u8; 4]);
    let mut held = 0;
    loop {
        let mut one = Zeroizing::new([0u8; 1]);
        if terminal.read(one.as_mut())? == 0 {
            return Ok(false);
        }
        let [byte] = *one;
        match byte {
            b'\r' | b'\n' => return Ok(true),
            3 | 4 => return Ok(false),
            8 | 0x7f => take(HiddenKey::Back),
            0x15 => take(HiddenKey::Clear),
            0..=0x1f => {}
            _ => {
                if let Some(place) = bytes.get_mut(held) {
                    *place = byte;
                    held += 1;
                }
                match std::str::from_utf8(bytes.get(..held).unwrap_or_default()) {
                    Ok(text) => {
                        text.chars().for_each(|c| take(HiddenKey::Char(c)));
                        held = 0;
                    }
                    Err(error) if error.error_len().is_some() || held == bytes.len() => held = 0,
                    Err(_) => {}
                }
            }
        }
    }
}

// ------------------------------------------------------------------------------------------ randomness

/// Fills `buffer` from the operating system's random generator.
pub fn random(buffer: &mut [u8]) -> Result<(), FileError> {
    getrandom::fill(buffer).map_err(|_| FileError::Io(io::ErrorKind::Unsupported))
}

/// The operating system's random generator as a source of [`Entropy`].
pub struct OsEntropy {
    _made_by_new: (),
}

impl OsEntropy {
    /// Draws once, so that a system without a generator is an error here and not later.
    pub fn new() -> Result<OsEntropy, FileError> {
        let mut probe = [0u8; 32];
        random(&mut probe)?;
        probe.zeroize();
        Ok(OsEntropy { _made_by_new: () })
    }
}

impl Entropy for OsEntropy {
    fn fill(&mut self, buf: &mut [u8]) {
        if random(buf).is_err() {
            // A generator that has answered once does not fail. Should it do so all the same, no key or
            // identity made of predictable bytes may ever be used: there is nothing to go on with.
            std::process::abort();
        }
    }
}

/// Bytes that [`BlockEntropy`] draws at a time.
const BLOCK: usize = 4096;

/// The operating system's random generator, drawn in blocks: for work that asks for millions of small pieces, where
/// a system call for each costs more than the rest. What was handed out is wiped from the block.
pub struct BlockEntropy {
    from: OsEntropy,
    block: Zeroizing<[u8; BLOCK]>,
    used: usize,
}

impl BlockEntropy {
    /// An empty block; the first draw fills it.
    pub fn new(from: OsEntropy) -> BlockEntropy {
        BlockEntropy { from, block: Zeroizing::new([0; BLOCK]), used: BLOCK }
    }
}

impl Entropy for BlockEntropy {
    fn fill(&mut self, buf: &mut [u8]) {
        if buf.len() > BLOCK - self.used {
            if buf.len() > BLOCK / 8 {
                return self.from.fill(buf);
            }
            self.from.fill(self.block.as_mut());
            self.used = 0;
        }
        if let Some(fresh) = self.block.get_mut(self.used..self.used + buf.len()) {
            buf.copy_from_slice(fresh);
            fresh.zeroize();
            self.used += buf.len();
        }
    }
}

#[cfg(test)]
#[path = "os_tests.rs"]
mod tests;
