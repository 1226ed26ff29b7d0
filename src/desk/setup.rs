//! Setting up a stand-alone office. No password of anybody is made here but the first administrator's, which is typed.

use super::accounts::user_row;
use super::entered;
use super::office::{
    BEGUN, DOOR_SEQ, FILE_GEN, FIRST_EPOCH, LANGUAGE, Office, made_folder, sealed_compartments,
    without_keyslots,
};
use super::office_fault::OfficeFault;
use super::own_file;
use super::passwords::rules_in_force;
use super::recovery;
use super::role_ends::{ADMINISTRATOR, ADMINISTRATOR_DAYS};
use super::sign::{Sign, write_sign};
use crate::journal::codes::{Face, Outcome};
use crate::register::words::Lang;
use crate::register::{Id, time};
use crate::store::{self, Actor, Here, Store, World, people, rights_rows};
use crate::vault::device::{DeviceSecret, FileStore, Keyring};
use crate::vault::door::{self, Door};
use crate::vault::kdf::KdfParams;
use crate::vault::keyfile::Keyfiles;
use crate::vault::keyslots::{Backend, CkUse, Header, Keyslots, NewPasswordJob, Recipient};
use crate::vault::os;
use crate::vault::password::PasswordContext;
use crate::vault::recovery::RecoveryKey;
use crate::vault::seal::Ck;
use crate::vault::secret::{Dbk, Ds, PasswordText, Ss};
use crate::vault::user::UserKeys;
use std::path::Path;
use zeroize::Zeroizing;

/// A new stand-alone office.
pub struct Setup {
    /// The office's name.
    pub office: String,
    /// The machine's name.
    pub machine: String,
    /// The unit's name.
    pub unit: String,
    /// The language in which its people write: what the program writes into the register by itself is in it.
    pub language: Lang,
    /// The first administrator: login, name.
    pub login: String,
    /// The first administrator's name.
    pub name: String,
    /// The password, typed now.
    pub password: PasswordText,
    /// Where the machine's secrets go.
    pub backend: Backend,
    /// A practice office.
    pub practice: bool,
    /// The cost of passwords made now.
    pub kdf: KdfParams,
}

/// What setting up gave.
pub struct Made {
    /// The office.
    pub office: Office,
    /// The recovery key, to be written down; shown once.
    pub recovery: Zeroizing<String>,
    /// The unit.
    pub unit: Id,
    /// The first administrator.
    pub administrator: Id,
    /// Opens the database once more, to write down that the recovery key is on paper.
    dbk: Dbk,
}

impl Made {
    /// Writes down that the recovery key was confirmed to be on paper.
    ///
    /// # Errors
    /// When it cannot be written: `luukku doctor` then goes on reminding.
    pub fn confirm_recovery_key(&self, world: &mut dyn World) -> Result<(), OfficeFault> {
        let ds = self.office.device_secret()?;
        let keyslots = self.office.files().keyslots(&ds)?;
        let header = keyslots.header();
        let mut store = Store::open(&self.office.database(), self.dbk.expose(), header.db_salt, header.db)?;
        let actor =
            Actor { user: Some(self.administrator), role: Some(ADMINISTRATOR.to_owned()), face: Face::Cli };
        let row = recovery::row(recovery::Use::Confirmed, Outcome::Ok);
        let now = world.now().utc_ms.to_be_bytes();
        store.with(&actor, vec![row], world, |c, _| store::put_meta(c, recovery::CONFIRMED, &now))?;
        store.fold()?;
        Ok(store.close()?)
    }
}

/// Sets up a stand-alone office in an empty or new folder.
///
/// # Errors
/// When the folder holds something already, the password does not do, or a file or the key store fails. What was
/// begun is then left in a folder that no program takes for an office.
pub fn set_up(folder: &Path, mut setup: Setup, world: &mut dyn World) -> Result<Made, OfficeFault> {
    for text in [&mut setup.office, &mut setup.machine, &mut setup.unit, &mut setup.name] {
        *text = entered::line(text);
    }
    if [&setup.login, &setup.name, &setup.office, &setup.unit].iter().any(|text| text.trim().is_empty()) {
        return Err(OfficeFault::new("error-setup-empty"));
    }
    let login = entered::login(&setup.login).ok_or_else(|| OfficeFault::new("error-login-name"))?;
    let folder = made_folder(folder)?;
    let files = Keyfiles::new(&folder);
    if files.exist() {
        return Err(OfficeFault::new("error-office-exists"));
    }
    if let Some(left) = without_keyslots(&folder) {
        return Err(left);
    }
    let words = [setup.login.as_str(), &setup.name, &setup.office];
    let context = PasswordContext { words: &words, ..PasswordContext::default() };
    let now = world.now().utc_ms;
    rules_in_force(now).check(&setup.password, context)?;

    os::write_new(&folder.join(BEGUN), b"")?;
    let entropy = world.entropy();
    let (ds, ss, dbk) = (Ds::random(entropy), Ss::random(entropy), Dbk::random(entropy));
    let mut id = || Id::v7(now, entropy);
    let (machine, office_id, db, dev, unit, user) = (id(), id(), id(), id(), id(), id());
    let recovery = RecoveryKey::generate(entropy);
    let (_, recovery_pub) = recovery.pair();
    let keys = UserKeys::generate(user, entropy);
    let compartments: Vec<Ck> =
        sealed_compartments().map(|comp| Ck::generate(comp, FIRST_EPOCH, entropy)).collect();

    let device: Box<dyn DeviceSecret> = match setup.backend {
        Backend::File => Box::new(FileStore::new(&folder)),
        _ => Box::new(Keyring::new(machine)),
    };
    device.put(&ds.to_zeroizing())?;
    device.put_slot_secrets(&office_id, &[ss.expose()])?;

    let here = Here {
        dev,
        machine,
        office: office_id,
        office_name: setup.office.clone(),
        machine_name: setup.machine.clone(),
        practice: setup.practice,
    };
    let mut hetu_key = Zeroizing::new([0u8; 32]);
    entropy.fill(hetu_key.as_mut());
    let account = people::Account {
        user,
        login: login.clone(),
        name: setup.name.clone(),
        unit,
        slot_gen: 1,
        sig_pub: Some(keys.sig_pub()),
        kem_pub: Some(*keys.kem_pub().as_bytes()),
        own_hetu: None,
        created: now,
        passivated: None,
    };
    let role = people::Role {
        user,
        role: ADMINISTRATOR.to_owned(),
        from_day: time::day_of(now),
        until_day: time::day_of(now) + ADMINISTRATOR_DAYS,
        agreement_day: time::day_of(now),
        granted_by: user,
        granted_at: now,
        ended_at: None,
    };
    let cpks = compartments.iter().map(Ck::cpk);
    let public: Vec<_> = cpks.map(|cpk| (cpk.comp, cpk.key_epoch, *cpk.public.as_bytes())).collect();
    let path = folder.join(store::FILE);
    let db_salt = Store::create(&path, dbk.expose(), db, &here, |connection| {
        people::put_unit(connection, unit, &setup.unit)?;
        people::put_account(connection, &account)?;
        people::put_role(connection, &role)?;
        for (comp, epoch, half) in &public {
            store::keys::put_public_key(connection, *comp, *epoch, half, now)?;
        }
        store::put_meta(connection, own_file::KEY, hetu_key.as_ref())?;
        store::put_meta(connection, LANGUAGE, setup.language.code().as_bytes())?;
        store::put_meta(connection, FILE_GEN, &1u64.to_be_bytes())?;
        store::put_meta(connection, DOOR_SEQ, &door::FIRST_SEQ.to_be_bytes())
    })?;

    let mut keyslots = Keyslots::new(Header {
        backend: setup.backend,
        machine,
        office: office_id,
        db,
        db_salt,
        created: now,
        file_gen: 1,
        dbk_gen: 1,
        dbk_next: None,
        recovery: Some(recovery_pub),
    });
    let secrets = [ss];
    let new = NewPasswordJob::with_cost(setup.password, setup.kdf, entropy)
        .run()
        .map_err(|e| OfficeFault::new(e.message_id()))?;
    keyslots.add_user(&keys, &login, &new, &secrets, now, entropy)?;
    keyslots.wrap_dbk(1, &dbk, Recipient::of(&keys), entropy)?;
    keyslots.wrap_dbk(1, &dbk, Recipient::Recovery(recovery_pub), entropy)?;
    for ck in &compartments {
        // Until the first supervisor holds them: to give rights, never to read.
        keyslots.wrap_ck(ck, CkUse::Handover, Recipient::of(&keys), entropy)?;
        keyslots.wrap_ck(ck, CkUse::Use, Recipient::Recovery(recovery_pub), entropy)?;
    }
    keyslots.escrow_ds(&ds, recovery_pub, entropy)?;
    for ss in &secrets {
        keyslots.escrow_ss(ss, recovery_pub, entropy)?;
    }
    let sign = Sign { office: setup.office, machine: setup.machine, ..Sign::default() };
    write_sign(&folder, &sign)?;
    let door = files.change_door(&ds, machine, door::FIRST_SEQ, |_: &mut Door| ());
    door.map_err(|_| OfficeFault::new("error-door"))?;

    let mut first = Store::open(&path, dbk.expose(), db_salt, db)?;
    let actor = Actor { user: Some(user), role: Some(ADMINISTRATOR.to_owned()), face: Face::Cli };
    let row = user_row(user, rights_rows::founder(&account, &role, hetu_key.as_ref(), &public));
    first.log(&actor, vec![row], true, world)?;
    first.fold()?;
    first.close()?;
    // From here on the folder is an office, whatever becomes of the mark.
    files.create_keyslots(&keyslots, &ds)?;
    os::scrub(&folder.join(BEGUN))?;
    Ok(Made { office: Office::find(&folder)?, recovery: recovery.shown(), unit, administrator: user, dbk })
}
