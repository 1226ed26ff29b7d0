//! What the program asks of the operating system: private files, locks, clocks, randomness, hardening.
//!
//! Operating-system calls stand here and in the two terminal files of `tui`, nowhere else, so that another
//! system means another version of these functions and nothing above them. This module knows no format and
//! no key; it moves bytes and answers questions.

mod columns;
mod entropy;
mod error;
mod files;
mod hidden;
mod locks;
mod mounts;
mod process;

pub use columns::columns;
pub use entropy::{BlockEntropy, OsEntropy, random};
pub use error::FileError;
pub use files::{
    canonical, copy_new, create_private, create_private_dir, each_piece, is_private, names_in,
    new_private_dir, private_folder, private_head, read_carried, read_private, rename_new, scrub, sync_file,
    sync_folder, write_atomic, write_new,
};
pub use hidden::{HiddenKey, read_hidden_line};
pub use locks::{
    DeskLock, FOLDER_LOCK, FolderLock, Run, SESSION_LOCK, SessionLock, WINDOW_LOCK, WindowLock, is_desk_lock,
};
#[cfg(test)]
pub use mounts::PRETENDED;
pub use mounts::{free_disk_bytes, is_network_file_system};
pub use process::{
    HardeningFailed, harden_process, lock_for_life, mono_ms, open_swap, resident_bytes, run_again, umask077,
    utc_ms,
};

#[cfg(test)]
mod tests;
