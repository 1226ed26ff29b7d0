//! What can be judged before an office is set up, answer by answer, so that nobody types eight answers in vain. Setting
//! up ([`super::setup::set_up`]) judges all of it once more; nothing is made here.

use super::api::Message;
use super::entered;
use super::office::without_keyslots;
use super::office_fault::OfficeFault;
use super::passwords;
use super::world;
use crate::register::Id;
use crate::vault::device::{DeviceSecret, KeyStoreError, Keyring};
use crate::vault::keyfile::Keyfiles;
use crate::vault::keyslots::Backend;
use crate::vault::os::OsEntropy;
use crate::vault::password::PasswordContext;
use crate::vault::secret::PasswordText;
use std::path::Path;

/// Whether an office could be made in a folder.
///
/// # Errors
/// When there is one, or one that was begun.
pub fn folder(folder: &Path) -> Result<(), OfficeFault> {
    if Keyfiles::new(folder).exist() {
        return Err(OfficeFault(Message::new("error-office-exists")));
    }
    without_keyslots(folder).map_or(Ok(()), Err)
}

/// Whether the machine's secrets could be kept there: the platform's key store is asked for one that nobody has.
///
/// # Errors
/// When it does not answer as it should; `error-keystore-none` where there is none.
pub fn key_store(backend: Backend) -> Result<(), OfficeFault> {
    if backend == Backend::File {
        return Ok(());
    }
    let nobody = Id::v7(world::now(), &mut OsEntropy::new()?);
    match Keyring::new(nobody).get() {
        Ok(_) | Err(KeyStoreError::Missing) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Whether a login name would do for the first administrator.
///
/// # Errors
/// When it is none, or has a blank or what cannot be seen in it.
pub fn login(login: &str) -> Result<(), OfficeFault> {
    match entered::login(login) {
        Some(_) => Ok(()),
        None => Err(OfficeFault(Message::new("error-login-name"))),
    }
}

/// Whether a password would do for the first administrator.
///
/// # Errors
/// What is wrong with it.
pub fn password(password: &PasswordText, login: &str, name: &str, office: &str) -> Result<(), OfficeFault> {
    let words = [login, name, office];
    let context = PasswordContext { words: &words, ..PasswordContext::default() };
    Ok(passwords::rules_in_force(world::now()).check(password, context)?)
}
