//! The turvakielto ledger replayed in a backup that is being restored (security design, section 7): a client who was
//! protected after the backup's date is protected in the copy too before anybody can open it, by the same act as at the
//! desk, with its log rows. What was erased does not come back with an old copy.

use super::answer::Answer;
use super::grants::roles_in_force;
use super::kind;
use super::save::numbers;
use super::session::{Session, Who};
use super::show::missing;
use crate::access::Policy;
use crate::journal::codes::{Face, LogAction};
use crate::journal::log::LogBody;
use crate::register::{Id, Value, time};
use crate::store::ledger::{self, Ledger};
use crate::store::{Act, Entry, Store, World, people, read};
use crate::vault::user::UserKeys;

/// Protects again, in the copy, each client whom the register that it replaces knows as protected or erased later than
/// the copy does. Who was, and is no longer, is protected all the same: the values went for good, and only the flag
/// keeps them out. Answers the copy and how many clients these were.
///
/// # Errors
/// When one cannot be protected: such a copy must not open.
pub(super) fn protections(
    store: Store,
    world: Box<dyn World>,
    (user, face): (Option<Id>, Face),
    replaced: &Ledger,
) -> Answer<(Store, u64)> {
    let copy = ledger::of(store.connection())?;
    let later = |(person, entry): &(&Id, &ledger::Entry)| {
        let then = copy.get(person).copied().unwrap_or_default();
        !then.protected && (entry.protected || entry.erasures > then.erasures)
    };
    let due: Vec<_> = replaced.iter().filter(later).map(|(person, entry)| (*person, entry.until)).collect();
    let mut session = session(store, world, user, face)?;
    let mut count = 0;
    for (person, until) in due {
        count += u64::from(session.protect_again(person, until)?);
    }
    if count > 0 {
        session.store.erase_traces(session.world.as_ref())?;
    }
    Ok((session.store, count))
}

/// Whoever restores, without a key of any compartment: what is sealed here is sealed unseen. With the recovery key it is
/// nobody.
fn session(store: Store, mut world: Box<dyn World>, user: Option<Id>, face: Face) -> Answer<Session> {
    let account = user.map(|user| people::account_of(store.connection(), user)).transpose()?.flatten();
    let id = user.unwrap_or_default();
    let roles = roles_in_force(store.connection(), id, time::day_of(world.now().utc_ms))?;
    let keys = UserKeys::generate(id, world.entropy()); // of nobody: it opens nothing
    let who = Who::of(store.connection(), account.as_ref(), roles, keys)?;
    let policy = Policy::embedded().map_err(|_| super::answer::fault("error-policy", "D-POLICY"))?;
    Ok(Session::new(store, world, policy, who, face))
}

impl Session {
    /// Switches the flag on as it was; false for somebody whom the copy does not know.
    fn protect_again(&mut self, person: Id, until: Option<i64>) -> Answer<bool> {
        let kind = kind::named("person")?;
        if read::one(self.store.connection(), kind, person)?.is_none() {
            return Ok(false);
        }
        let number = |name: &str| kind.field(name).map(|f| f.number).ok_or_else(missing);
        let flag = vec![
            (number("protected")?, Some(Value::Bool(true))),
            (number("protected_until")?, until.map(Value::Int)),
        ];
        let body = LogBody {
            subject: Some(person),
            comp: Some(kind.compartment.code()),
            kind: Some(kind.number),
            object: Some(person),
            detail: Some(numbers(&flag)),
            ..LogBody::default()
        };
        let mut act = Act { log: vec![Entry::ok(LogAction::Change, body)], ..Act::default() };
        act.edits.push(self.changed(kind, person, Some(person), &flag, None)?);
        self.protect(person, None, &mut act)?;
        self.write(&act)?;
        Ok(true)
    }
}
