//! Time and randomness as they are: the operating system's clocks and random generator.

use super::api::Refusal;
use super::login::{Desk, Worlds};
use super::office_fault::OfficeFault;
use crate::journal::codes::Face;
use crate::register::Entropy;
use crate::store::{Moment, World};
use crate::vault::os::{self, OsEntropy};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The last moment that this process believed, shared by its sessions.
type Anchor = Arc<Mutex<Option<Moment>>>;

/// The operating system's clocks and randomness.
pub struct OsWorld {
    entropy: OsEntropy,
    anchor: Anchor,
}

impl OsWorld {
    /// Draws once, so that a system without randomness is refused here and not later.
    ///
    /// # Errors
    /// When there is no random generator.
    pub fn new() -> Result<OsWorld, OfficeFault> {
        OsWorld::with(Anchor::default())
    }

    fn with(anchor: Anchor) -> Result<OsWorld, OfficeFault> {
        Ok(OsWorld { entropy: OsEntropy::new()?, anchor })
    }
}

impl World for OsWorld {
    fn now(&self) -> Moment {
        Moment { utc_ms: os::utc_ms(), mono_ms: os::mono_ms() }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.entropy
    }

    fn believed(&self) -> Option<Moment> {
        self.anchor.lock().map_or(None, |anchor| *anchor)
    }

    fn believe(&self, now: Moment) {
        if let Ok(mut anchor) = self.anchor.lock() {
            *anchor = Some(now);
        }
    }
}

/// Now by the clock of this machine, UTC milliseconds.
pub fn now() -> i64 {
    os::utc_ms()
}

/// Today in Helsinki by the clock of this machine, days since 1970-01-01.
pub fn today() -> i32 {
    crate::register::time::day_of(os::utc_ms())
}

/// Makes real worlds, one for each session.
pub fn worlds() -> Worlds {
    let anchor = Anchor::default();
    Box::new(move || Ok(Box::new(OsWorld::with(Arc::clone(&anchor))?) as Box<dyn World>))
}

/// The desk of the office in a folder, for the screens.
///
/// # Errors
/// When there is no office, or it cannot be read.
pub fn for_screens(folder: &Path) -> Result<Desk, Refusal> {
    Ok(Desk::new(folder, Face::Tui, worlds())?)
}

/// The desk of the office in a folder, for scripts.
///
/// # Errors
/// As [`for_screens`].
pub fn for_scripts(folder: &Path) -> Result<Desk, Refusal> {
    Ok(Desk::new(folder, Face::Cli, worlds())?)
}

/// Whether there is an office in a folder. Asks no key store and reads nothing.
pub fn is_office(folder: &Path) -> bool {
    crate::vault::keyfile::Keyfiles::new(folder).exist()
}
