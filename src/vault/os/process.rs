//! The process itself: hardening, memory, swap areas, clocks.

use super::FileError;
use rustix::fs::Mode;
use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

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

/// Runs this program once more with other arguments and waits for its end. It reads nothing, and its answers are
/// dropped; what it says on standard error is seen. Answers whether it ended well.
///
/// # Errors
/// When it cannot be started.
pub fn run_again(arguments: &[OsString]) -> Result<bool, FileError> {
    let mut again = Command::new(std::env::current_exe()?);
    let ended = again.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    Ok(ended.success())
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
