//! A practice office: an office like any other, whose made-up staff may be shown on the login screen, because nothing
//! in it is anybody's. Its users are real users with real slots. What is here refuses every office that is not one.
//!
//! It is made beside its place and moved there when it is complete: what is cut off half-way is never taken for one.
//! Whoever makes it holds a lock, so that two that are made at once do not end in one folder. The making needs much
//! memory for a moment; a terminal that goes on afterwards has another process do it ([`make_apart`]).

use super::accounts::{role_row, user_row};
use super::answer::Answer;
use super::api::{Message, Refusal};
use super::grants::Needed;
use super::office::{self, FILE_GEN, Office};
use super::office_fault::OfficeFault;
use super::own_file;
use super::setup::{Setup, set_up};
pub use super::sign::PracticePlan;
use super::sign::{PracticeStaff, Sign, write_sign};
use super::world::OsWorld;
use crate::access::Policy;
use crate::journal::codes::Face;
use crate::register::words::Lang;
use crate::register::{Entropy, Id, time};
use crate::store::{self, Actor, Moment, Store, World, people, rights_rows};
use crate::vault::device::{DEVICE_FILE, SLOT_FILE};
use crate::vault::kdf::{KdfFault, KdfParams};
use crate::vault::keyslots::{
    Backend, CkUse, Keyslots, NewPasswordJob, NewPk, Recipient, Unlocked, WrapKind,
};
use crate::vault::os::{self, BlockEntropy, OsEntropy, SessionLock};
use crate::vault::seal::Ck;
use crate::vault::secret::{Dbk, PasswordText};
use crate::vault::user::UserKeys;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// One of the made-up staff.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// The user.
    pub id: Id,
    /// Login name.
    pub login: String,
    /// First name and surname.
    pub name: String,
    /// Role, by its name in the policy.
    pub role: String,
    /// Place of work: an index of [`Practice::units`].
    pub unit: usize,
    /// The password, which is no secret here.
    pub password: String,
    /// The own henkilötunnus, when there is a client of the practice office who is the same person.
    pub own_hetu: Option<String>,
}

/// A practice office to be made. One of the staff is the administrator, who sets it up.
#[derive(Clone, Debug)]
pub struct Practice {
    /// The office's name.
    pub office: String,
    /// The machine's name.
    pub machine: String,
    /// Units with their ids.
    pub units: Vec<(Id, String)>,
    /// The staff.
    pub staff: Vec<NewStaff>,
    /// What its contents are made of.
    pub plan: PracticePlan,
}

/// What the contents are written with.
pub struct Pen<'a> {
    /// The register.
    pub store: &'a mut Store,
    /// The compartment keys.
    pub keys: &'a [Ck],
    /// The administrator, who makes the office.
    pub by: Id,
    /// Clock and randomness of the writing.
    pub world: &'a mut dyn World,
    /// Randomness for keys and cells, which may be drawn on another thread.
    pub entropy: &'a mut (dyn Entropy + Send),
}

/// Files that an office may leave in its folder.
pub(super) const FILES: &[&str] = &[
    store::FILE,
    "register.db-wal",
    "register.db-shm",
    "keyslots",
    "door",
    "office.toml",
    "checkpoint",
    office::BEGUN,
    DEVICE_FILE,
    SLOT_FILE,
    os::FOLDER_LOCK,
    os::SESSION_LOCK,
    os::WINDOW_LOCK,
];

/// The operating system's clocks, with randomness in blocks: an office takes millions of ids and salts.
struct MakingWorld(BlockEntropy);

impl World for MakingWorld {
    fn now(&self) -> Moment {
        Moment { utc_ms: os::utc_ms(), mono_ms: os::mono_ms() }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.0
    }
}

/// How long the roles of the practice staff last.
const ROLE_DAYS: i32 = 3_650;

/// The cheapest derivation that is accepted: the passwords stand on the login screen.
fn cost() -> KdfParams {
    KdfParams::new(19_456, 2, 1).unwrap_or(KdfParams::DEFAULT)
}

/// Makes a practice office in a folder that must not exist yet; `fill` writes its contents.
///
/// # Errors
/// When there is something in the folder, or something cannot be written.
pub fn make<T>(
    folder: &Path,
    practice: &Practice,
    fill: impl FnOnce(Pen<'_>) -> store::Result<T>,
) -> Answer<T> {
    if folder.exists() {
        return Err(cannot("error-office-exists"));
    }
    let beside = beside(folder)?;
    if let Some(parent) = beside.parent() {
        os::create_private_dir(parent)
            .or_else(|e| if parent.is_dir() { Ok(()) } else { Err(e) })
            .map_err(file)?;
    }
    os::create_private_dir(&beside).map_err(file)?;
    // The lock lies in the folder and moves with it: what somebody else is making is neither cleared away nor moved.
    let lock = os::WindowLock::try_acquire(&beside).map_err(file)?;
    let _lock = lock.ok_or_else(|| cannot("error-practice-making"))?;
    empty(&beside, os::WINDOW_LOCK)?;
    let made = build(&beside, practice, fill)?;
    std::fs::rename(&beside, folder).map_err(|e| file(e.into()))?;
    if let Some(parent) = folder.parent() {
        os::sync_folder(parent).map_err(file)?;
    }
    Ok(made)
}

/// Has another process of this program make a practice office, by its own command line (without the program's name): the
/// memory that the making takes is given back with it. Killed, it leaves what no program takes for an office; left
/// alone, it ends what it began. Answers whether it ended well; it has then said itself what is wrong.
///
/// # Errors
/// When no other process can be started.
pub fn make_apart(arguments: &[OsString]) -> Answer<bool> {
    os::run_again(arguments).map_err(file)
}

/// Where a practice office lies while it is being made.
fn beside(folder: &Path) -> Answer<PathBuf> {
    let folder = os::canonical(folder)
        .or_else(|_| std::path::absolute(folder).map_err(os::FileError::from))
        .map_err(file)?;
    let name = folder.file_name().ok_or_else(|| cannot("error-file-path"))?;
    let mut beside = name.to_owned();
    beside.push(".making");
    Ok(folder.with_file_name(beside))
}

fn build<T>(folder: &Path, practice: &Practice, fill: impl FnOnce(Pen<'_>) -> store::Result<T>) -> Answer<T> {
    let administrator = practice
        .staff
        .iter()
        .find(|s| s.role == "administrator")
        .ok_or_else(|| cannot("error-practice-administrator"))?;
    let unit = practice.units.get(administrator.unit).map_or("", |(_, name)| name);
    let drawn = || OsEntropy::new().map(BlockEntropy::new).map_err(file);
    let (mut world, mut entropy) = (MakingWorld(drawn()?), drawn()?);
    let derived = derive(practice, &mut entropy)?;
    let made = set_up(
        folder,
        Setup {
            office: practice.office.clone(),
            machine: practice.machine.clone(),
            unit: unit.to_owned(),
            // Its people and their entries are Finnish.
            language: Lang::Fi,
            login: administrator.login.clone(),
            name: administrator.name.clone(),
            password: password(&administrator.password)?,
            backend: Backend::File,
            practice: true,
            kdf: cost(),
        },
        &mut world,
    )?;
    let mut opened = Opened::by(&made.office, &administrator.login, &administrator.password, &mut world)?;
    let derived =
        derived.join().map_err(|_| cannot("error-kdf-memory"))?.map_err(|_| cannot("error-kdf-memory"))?;
    opened.add_staff(&made.office, practice, derived, (made.administrator, made.unit), &mut world)?;
    let pen = Pen {
        store: &mut opened.store,
        keys: &opened.keys,
        by: made.administrator,
        world: &mut world,
        entropy: &mut entropy,
    };
    let filled = fill(pen)?;
    opened.store.close()?;
    let staff = practice.staff.iter().map(|s| PracticeStaff {
        login: s.login.clone(),
        role: s.role.clone(),
        password: s.password.clone(),
    });
    let sign = Sign {
        office: practice.office.clone(),
        machine: practice.machine.clone(),
        practice_plan: Some(practice.plan),
        practice_staff: staff.collect(),
    };
    write_sign(folder, &sign)?;
    Ok(filled)
}

/// Derives the passwords of everybody but the administrator, in the order of the staff, while the office is set up.
fn derive(
    practice: &Practice,
    entropy: &mut dyn Entropy,
) -> Answer<std::thread::JoinHandle<Result<Vec<NewPk>, KdfFault>>> {
    let others = practice.staff.iter().filter(|s| s.role != "administrator");
    let jobs = others
        .map(|s| Ok(NewPasswordJob::with_cost(password(&s.password)?, cost(), entropy)))
        .collect::<Answer<Vec<_>>>()?;
    Ok(std::thread::spawn(move || jobs.into_iter().map(NewPasswordJob::run).collect()))
}

/// A practice office opened with its administrator's password.
struct Opened {
    store: Store,
    unlocked: Unlocked,
    dbk: Dbk,
    keys: Vec<Ck>,
}

impl Opened {
    fn by(office: &Office, login: &str, text: &str, world: &mut dyn World) -> Answer<Opened> {
        let (ds, secrets) = (office.device_secret()?, office.slot_secrets()?);
        let keyslots = office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        let job = keyslots.prepare(login, password(text)?, &secrets);
        let derived = job.run().map_err(|_| cannot("error-kdf-memory"))?;
        let unlocked =
            derived.finish(&secrets, world.now().utc_ms).map_err(|_| cannot("error-login-refused"))?;
        let dbks = keyslots.open_dbks(&unlocked.keys).map_err(OfficeFault::from)?;
        let (_, dbk) = dbks.into_iter().next().ok_or_else(|| cannot("error-no-database-key"))?;
        let header = keyslots.header();
        let store = Store::open(&office.database(), dbk.expose(), header.db_salt, header.db)?;
        if !store.here().practice {
            return Err(cannot("error-not-practice"));
        }
        let held = keyslots.open_cks(&unlocked.keys).map_err(OfficeFault::from)?;
        Ok(Opened { store, unlocked, dbk, keys: held.into_iter().map(|h| h.ck).collect() })
    }

    /// Gives everybody but the administrator a slot, a role and the keys of that role.
    fn add_staff(
        &mut self,
        office: &Office,
        practice: &Practice,
        derived: Vec<NewPk>,
        (administrator, unit): (Id, Id),
        world: &mut dyn World,
    ) -> Answer<()> {
        let policy = Policy::embedded().map_err(|_| cannot("error-policy"))?;
        let (ds, secrets) = (office.device_secret()?, office.slot_secrets()?);
        let now = world.now().utc_ms;
        let by = practice.staff.iter().find(|s| s.role == "administrator").map_or(usize::MAX, |s| s.unit);
        let unit_of = |index: usize| match practice.units.get(index) {
            Some((id, _)) if index != by => *id,
            _ => unit,
        };
        let hetu_key = store::meta(self.store.connection(), own_file::KEY)?;
        let tag = |hetu: &String| hetu_key.as_ref().map(|key| own_file::tag(key, hetu));
        let (mut people, mut rows) = (Vec::new(), Vec::new());
        let mut slots = Vec::new();
        for (new, pk) in practice.staff.iter().filter(|s| s.role != "administrator").zip(derived) {
            let keys = UserKeys::generate(new.id, world.entropy());
            let account = people::Account {
                user: new.id,
                login: crate::vault::derive::normal_login(&new.login),
                name: new.name.clone(),
                unit: unit_of(new.unit),
                slot_gen: 1,
                sig_pub: Some(keys.sig_pub()),
                kem_pub: Some(*keys.kem_pub().as_bytes()),
                own_hetu: new.own_hetu.as_ref().and_then(tag),
                created: now,
                passivated: None,
            };
            let today = time::day_of(now);
            let role = people::Role {
                user: new.id,
                role: new.role.clone(),
                from_day: today,
                until_day: today + ROLE_DAYS,
                agreement_day: today,
                granted_by: administrator,
                granted_at: now,
                ended_at: None,
            };
            rows.push(user_row(new.id, rights_rows::account(&account, hetu_key.as_deref())));
            rows.push(role_row(&role, &Needed::new()));
            slots.push((new, keys, pk));
            people.push((account, role));
        }
        let change = office.files().change_keyslots(&ds, |k: &mut Keyslots| {
            for (new, keys, pk) in &slots {
                let (uses, handover) = office::keys_of(&policy, &new.role);
                k.add_user(keys, &new.login, pk, &secrets, now, world.entropy())?;
                k.wrap_dbk(1, &self.dbk, Recipient::of(keys), world.entropy())?;
                for ck in &self.keys {
                    if uses.contains(&ck.comp()) {
                        k.wrap_ck(ck, CkUse::Use, Recipient::of(keys), world.entropy())?;
                    }
                    if handover {
                        k.wrap_ck(ck, CkUse::Handover, Recipient::of(keys), world.entropy())?;
                    }
                }
            }
            // The supervisor holds them now; an administrator has no case data, nor the means to give it.
            let user = self.unlocked.keys.user();
            k.remove_wraps(|w| w.user() == Some(user) && matches!(w.kind(), WrapKind::Ck { .. }));
            Ok(())
        });
        let (written, ()) = change.map_err(OfficeFault::from)?;
        let actor =
            Actor { user: Some(administrator), role: Some("administrator".to_owned()), face: Face::Cli };
        let generation = written.header().file_gen;
        self.store.with(&actor, rows, world, |connection, _| {
            for (index, (id, name)) in practice.units.iter().enumerate() {
                if index != by {
                    people::put_unit(connection, *id, name)?;
                }
            }
            for (account, role) in &people {
                people::put_account(connection, account)?;
                people::put_role(connection, role)?;
            }
            store::put_meta(connection, FILE_GEN, &generation.to_be_bytes())
        })?;
        Ok(())
    }
}

/// The made-up staff of the practice office in a folder; none when there is no practice office.
///
/// # Errors
/// When there is an office and it cannot be read.
pub fn staff(folder: &Path) -> Answer<Vec<PracticeStaff>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    Ok(Office::find(folder)?.sign().practice_staff.clone())
}

/// Whether the practice office in a folder can be opened from there: a backup has its sign and not its device's secret.
///
/// # Errors
/// When it cannot.
pub fn opens(folder: &Path) -> Answer<()> {
    Office::find(folder)?.device_secret()?;
    Ok(())
}

/// What the practice office in a folder was made of; none when there is no practice office.
///
/// # Errors
/// As [`staff`].
pub fn plan(folder: &Path) -> Answer<Option<PracticePlan>> {
    if !folder.exists() {
        return Ok(None);
    }
    Ok(Office::find(folder)?.sign().practice_plan)
}

/// Takes a practice office away. Asks its own register whether it is one.
///
/// # Errors
/// When it is not, when somebody is logged in to it, or the folder holds anything else.
pub fn remove(folder: &Path) -> Answer<()> {
    let office = Office::find(folder)?;
    let staff = &office.sign().practice_staff;
    let administrator =
        staff.iter().find(|s| s.role == "administrator").ok_or_else(|| cannot("error-not-practice"))?;
    // Whoever is logged in would go on writing into files that nobody finds any more.
    let Some(_alone) = SessionLock::try_acquire(office.folder()).map_err(file)? else {
        return Err(cannot("error-practice-in-use"));
    };
    let mut world = OsWorld::new()?;
    let opened = Opened::by(&office, &administrator.login, &administrator.password, &mut world)?;
    opened.store.close()?;
    clear(office.folder())
}

/// Removes the files of an office and their folder; refuses a folder that holds anything else.
fn clear(folder: &Path) -> Answer<()> {
    empty(folder, "")?;
    std::fs::remove_dir(folder).map_err(|e| file(e.into()))
}

/// Removes the files of an office but the one of this name; refuses a folder that holds anything else.
fn empty(folder: &Path, but: &str) -> Answer<()> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| file(e.into()))? {
        let entry = entry.map_err(|e| file(e.into()))?;
        let name = entry.file_name();
        let known = name.to_str().is_some_and(|name| {
            FILES.contains(&name)
                || os::is_desk_lock(name)
                || FILES.iter().any(|f| name.strip_suffix(".new") == Some(f))
        });
        if !known {
            return Err(cannot("error-practice-other-files"));
        }
        if name.to_str() != Some(but) {
            found.push(entry.path());
        }
    }
    found.into_iter().try_for_each(|path| std::fs::remove_file(path).map_err(|e| file(e.into())))
}

fn password(text: &str) -> Answer<PasswordText> {
    PasswordText::from_text(text).ok_or_else(|| cannot("error-password-long"))
}

fn file(error: os::FileError) -> Refusal {
    cannot(error.message_id())
}

fn cannot(id: &'static str) -> Refusal {
    Refusal::Cannot(Message::new(id))
}
