//! What the login screen may show before anybody has logged in, and the file it stands in. Nothing of a client.

use super::office_fault::OfficeFault;
use crate::vault::os;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What the login screen may show before anybody has logged in. Nothing of a client.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The office's name.
    pub office: String,
    /// The machine's name.
    pub machine: String,
    /// What a practice office was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice_plan: Option<PracticePlan>,
    /// Made-up staff of a practice office.
    #[serde(default)]
    pub practice_staff: Vec<PracticeStaff>,
}

/// What a practice office was made of: the same plan makes the same clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticePlan {
    /// Clients.
    pub clients: u32,
    /// Those of them with a whole file.
    pub full: u32,
    /// The seed.
    pub seed: u64,
}

/// One made-up member of the staff of a practice office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeStaff {
    /// Login name.
    pub login: String,
    /// Name of the role in the policy.
    pub role: String,
    /// The password, which is no secret here.
    pub password: String,
}

/// The file with [`Sign`].
const SIGN_FILE: &str = "office.toml";

/// What stands in a folder; nothing where it cannot be read: the office opens all the same.
pub(super) fn sign_of(folder: &Path) -> Sign {
    let read = os::read_private(&folder.join(SIGN_FILE), 64 * 1024);
    read.ok().and_then(|bytes| toml::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Writes what the login screen may show.
///
/// # Errors
/// When the file cannot be written.
pub fn write_sign(folder: &Path, sign: &Sign) -> Result<(), OfficeFault> {
    let text = toml::to_string(sign).map_err(|_| OfficeFault::new("error-office-file"))?;
    Ok(os::write_atomic(&folder.join(SIGN_FILE), text.as_bytes())?)
}
