//! A session: one user, logged in, with the register open. It exists only after a login and holds every key that the
//! user has; dropping it drops them.

use super::answer::Answer;
use super::api::{Message, Refusal, Shown};
use super::entered;
use super::no_right;
use super::office;
use super::open_file::OpenFile;
use super::search_run::{SearchRun, looked_up};
use super::views::{Views, WINDOW_MS};
use crate::access::{Ability, Action, Decision, Individual, Policy, Reason};
use crate::journal::clock::Reading;
use crate::journal::codes::{Face, LogAction, Outcome};
use crate::journal::log::LogBody;
use crate::register::rules::{RuleSets, SecuritySettings};
use crate::register::words::Lang;
use crate::register::{Id, Kind, Type, Value, time};
use crate::store::{self, Act, Actor, Entry, Store, World, open_sessions, people};
use crate::vault::os::Run;
use crate::vault::seal::Ck;
use crate::vault::user::UserKeys;
use std::collections::BTreeMap;

/// Roles whose holders' names would tell of a sealed file (register design, K5, V5).
pub(super) const SEALED_ROLES: [&str; 2] = ["guidance_psychologist", "multisector_worker"];

/// Who is logged in, with the user's keys.
pub struct Who {
    /// The user.
    pub id: Id,
    /// The login name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: Id,
    /// The unit's name.
    pub unit_name: String,
    /// Names of the roles in force today.
    pub roles: Vec<String>,
    /// Sealed groups to which there is an individual dated right.
    pub individual: Individual,
    /// The user's key pairs.
    pub keys: UserKeys,
    /// The compartment keys that may be used; hand-over copies are not among them.
    pub compartment_keys: Vec<Ck>,
    /// Hand-over copies: they give rights and never open a cell here.
    pub handover_keys: Vec<Ck>,
    /// Keyed hash of the user's own henkilötunnus.
    pub own_hetu: Option<Vec<u8>>,
}

impl Who {
    /// The user of an account, or nobody (the recovery key): with no key of a compartment and no individual right yet.
    pub(super) fn of(
        connection: &store::Connection,
        account: Option<&people::Account>,
        roles: Vec<String>,
        keys: UserKeys,
    ) -> Answer<Who> {
        let unit = account.map(|account| account.unit).unwrap_or_default();
        let unit_name = people::units(connection)?.into_iter().find(|(id, _)| *id == unit);
        Ok(Who {
            id: keys.user(),
            login: account.map(|account| account.login.clone()).unwrap_or_default(),
            name: account.map(|account| account.name.clone()).unwrap_or_default(),
            unit,
            unit_name: unit_name.map(|(_, name)| name).unwrap_or_default(),
            roles,
            individual: Individual::new(),
            keys,
            compartment_keys: Vec::new(),
            handover_keys: Vec::new(),
            own_hetu: account.and_then(|account| account.own_hetu.clone()),
        })
    }
}

/// A session.
pub struct Session {
    pub(super) store: Store,
    pub(super) world: Box<dyn World>,
    pub(super) policy: Policy,
    pub(super) who: Who,
    pub(super) face: Face,
    pub(super) file: Option<OpenFile>,
    pub(super) views: Views,
    /// The typing run whose queries are one search in the log.
    pub(super) search_run: Option<SearchRun>,
    /// Sealed groups stay shut: an older file or log was put in place, or the clock was put back.
    pub(super) shut: bool,
    /// The run of the program that it is a session of; none where nobody could tell whether that goes on.
    pub(super) run: Option<Run>,
    names: BTreeMap<Id, String>,
}

impl Session {
    /// A session over an open register. Made by the login only.
    pub(super) fn new(store: Store, world: Box<dyn World>, policy: Policy, who: Who, face: Face) -> Session {
        Session {
            store,
            world,
            policy,
            who,
            face,
            file: None,
            views: Views::default(),
            search_run: None,
            shut: false,
            run: None,
            names: BTreeMap::new(),
        }
    }

    /// Who is logged in.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// Today in Helsinki, days since 1970-01-01.
    pub fn today(&self) -> i32 {
        time::day_of(self.now())
    }

    /// Now, UTC milliseconds, for rights, ages and the length of the session: the clock, but never earlier than what
    /// the register has seen, so that a clock put back gives nobody a right that has ended.
    pub fn now(&self) -> i64 {
        now_after(&self.store, self.world.as_ref())
    }

    /// The keys of the sealed groups are gone until the next login.
    pub(super) fn shut_sealed(&mut self) {
        self.shut = true;
        self.who.compartment_keys.clear();
        self.who.handover_keys.clear();
    }

    /// The language in which the office writes; Finnish in an office that never said.
    pub(super) fn office_language(&self) -> Answer<Lang> {
        let said = store::meta(self.store.connection(), office::LANGUAGE)?;
        Ok(said.and_then(|code| Lang::from_code(std::str::from_utf8(&code).ok()?)).unwrap_or(Lang::Fi))
    }

    /// What the clock says of itself against what the register has seen.
    pub(super) fn clock(&self) -> Answer<Reading> {
        Ok(self.world.reading(self.world.now(), store::last_seen(self.store.connection())?))
    }

    /// The settings in force today.
    pub fn settings(&self) -> Answer<&'static SecuritySettings> {
        RuleSets::embedded()
            .security(self.today())
            .map(|dated| &dated.values)
            .ok_or_else(|| Refusal::Cannot(Message::new("error-no-rule-set")))
    }

    /// May the user do this to records of that kind?
    pub fn decide(&self, kind: &Kind, action: Action) -> Decision {
        self.policy.decide(&self.who.roles, &self.who.individual, kind, action)
    }

    /// The same as a refusal. Reasons count as given: the use case asks for them where the policy wants one.
    pub(super) fn permits(&self, kind: &Kind, action: Action) -> Answer<Decision> {
        match self.decide(kind, action) {
            Decision::Refused(reason) => Err(Refusal::NotAllowed(no_right::of_kind(reason, kind, action))),
            decision => Ok(decision),
        }
    }

    /// The right to do something with records of a kind. A refusal is a row of the log, about the client whose file is
    /// open.
    pub(super) fn require(&mut self, kind: &Kind, action: Action) -> Answer<Decision> {
        let person = self.file.as_ref().map(|open| open.person);
        self.require_logged(person, kind, action)
    }

    /// The same about a client, or about nobody.
    pub(super) fn require_logged(
        &mut self,
        person: Option<Id>,
        kind: &Kind,
        action: Action,
    ) -> Answer<Decision> {
        self.attempted(person, self.permits(kind, action))
    }

    /// The right to look clients up at all: some roles have no case data. A refusal is a row of the log, about the
    /// client who was asked for.
    pub(super) fn require_clients(&mut self, asked: Option<Id>) -> Answer<()> {
        let person = super::kind::named("person")?;
        let refusal = match self.decide(person, Action::Read) {
            Decision::Refused(Reason::NoGroup) => Message::new("refused-no-clients"),
            Decision::Refused(reason) => no_right::of_kind(reason, person, Action::Read),
            _ => return Ok(()),
        };
        Err(self.refused(asked, Refusal::NotAllowed(refusal)))
    }

    /// Whether the user has an ability beside case data.
    pub fn able(&self, ability: Ability) -> bool {
        self.policy.able(&self.who.roles, ability)
    }

    /// An ability beside case data. A refusal is a row of the log.
    pub(super) fn require_ability(&mut self, ability: Ability) -> Answer<()> {
        if self.able(ability) {
            return Ok(());
        }
        let person = self.file.as_ref().map(|open| open.person);
        Err(self.refused(person, Refusal::NotAllowed(no_right::able(ability))))
    }

    /// The same for an act about a user: no client has a part in it, whosever file is open.
    pub(super) fn require_ability_over(&mut self, user: Id, ability: Ability) -> Answer<()> {
        if self.able(ability) {
            return Ok(());
        }
        Err(self.refused_over(user, Refusal::NotAllowed(no_right::able(ability))))
    }

    pub(super) fn actor(&self) -> Actor {
        // The recovery key, at a restore, is nobody's.
        let user = Some(self.who.id).filter(|id| *id != Id::default());
        Actor { user, role: self.who.roles.first().cloned(), face: self.face }
    }

    /// A new id.
    pub(super) fn new_id(&mut self) -> Id {
        let now = self.now();
        Id::v7(now, self.world.entropy())
    }

    /// Writes an act, durable when it returns. No text in it acts or hides; what the national repository keeps too
    /// waits for it.
    pub(super) fn write(&mut self, act: &Act) -> Answer<()> {
        let actor = self.actor();
        let act = self.waits(act);
        let act = self.acted_in(entered::act(&act));
        self.store.write(&actor, &act, self.world.as_mut())?;
        Ok(())
    }

    /// The same for an act that was judged over a state of the register ([`crate::store::Store::state`]): false, and
    /// nothing is kept, when it is another one by now.
    pub(super) fn write_over(&mut self, judged: i64, act: &Act) -> Answer<bool> {
        let actor = self.actor();
        let act = self.waits(act);
        let act = self.acted_in(entered::act(&act));
        let written = self.store.write_over(judged, &actor, &act, self.world.as_mut())?;
        Ok(written.is_some())
    }

    /// A change of people and rights with its rows, durable.
    pub(super) fn change(
        &mut self,
        rows: Vec<Entry>,
        change: impl FnOnce(&store::Connection) -> store::Result<()>,
    ) -> Answer<()> {
        let (actor, rows) = (self.actor(), self.acted(rows));
        Ok(self.store.with(&actor, rows, self.world.as_mut(), |c, _| change(c))?)
    }

    /// Writes log rows. No row, no display: the caller shows nothing when this fails.
    pub(super) fn log(&mut self, rows: Vec<Entry>) -> Answer<()> {
        let durable = self.face == Face::Cli || rows.iter().any(|row| row.action.durable());
        let actor = self.actor();
        let rows = self.acted(entered::rows(rows));
        self.store.log(&actor, rows, durable, self.world.as_mut())?;
        Ok(())
    }

    /// Writes the rows with which the session ends, and that it has ended.
    pub(super) fn leave(&mut self, rows: Vec<Entry>) -> Answer<()> {
        let (actor, rows, run) = (self.actor(), self.acted(entered::rows(rows)), self.run);
        self.store.with(&actor, rows, self.world.as_mut(), |c, _| match run {
            Some(run) => open_sessions::end(c, run).map(|_| ()),
            None => Ok(()),
        })?;
        Ok(())
    }

    /// Logs a view of the open file, or counts it when it repeats one of the last half minute.
    pub(super) fn viewed(&mut self, action: LogAction, body: LogBody) -> Answer<()> {
        let now = self.now();
        // Taken over only when its row stands: a second try at what could not be logged is no repeat.
        let mut views = self.views.clone();
        let rows = views.seen(action, body, now, WINDOW_MS);
        if !rows.is_empty() {
            self.log(rows)?;
        }
        self.views = views;
        Ok(())
    }

    /// Logs a view for a typed reason, which stands sealed in the row: each is a row of its own. Without one as
    /// [`Session::viewed`].
    pub(super) fn viewed_for(&mut self, action: LogAction, body: LogBody, reason: &str) -> Answer<()> {
        if reason.trim().is_empty() {
            return self.viewed(action, body);
        }
        let row = Entry::ok(action, body).secret(reason.trim());
        self.write(&Act { log: vec![row], ..Act::default() })
    }

    /// Writes down a lookup and whom it shows: before they are shown.
    pub(super) fn log_search(&mut self, text: &str, shown: Vec<Id>, run: u64) -> Answer<()> {
        let looked = looked_up(&mut self.search_run, text, shown, run, self.world.entropy());
        let Some((rows, run)) = looked else { return Ok(()) };
        if !rows.is_empty() {
            self.log(rows)?;
        }
        self.search_run = Some(run);
        Ok(())
    }

    /// Whether lookups of the typing run have no row yet.
    pub(super) fn search_waits(&self) -> bool {
        self.search_run.as_ref().is_some_and(SearchRun::waits)
    }

    /// Writes down what has no row yet of a typing run that may go on: what was shown must not be gone from the log
    /// with the terminal. What fails stays, and is tried again at the run's end.
    pub(super) fn tell_search(&mut self) -> Answer<()> {
        let rows = self.search_run.as_ref().map_or_else(Vec::new, SearchRun::rows);
        if rows.is_empty() {
            return Ok(());
        }
        self.log(rows)?;
        self.search_run.iter_mut().for_each(SearchRun::told);
        Ok(())
    }

    /// Ends a typing run: what has no row yet becomes one.
    pub(super) fn end_search(&mut self) -> Answer<()> {
        let rows = self.search_run.take().map_or_else(Vec::new, |run| run.rows());
        if rows.is_empty() { Ok(()) } else { self.log(rows) }
    }

    /// Logs a refusal about a client.
    pub(super) fn refused(&mut self, person: Option<Id>, refusal: Refusal) -> Refusal {
        self.refused_act(LogBody { subject: person, ..LogBody::default() }, refusal)
    }

    /// Logs a refusal of an act about a user: account, role, right, code, review.
    pub(super) fn refused_over(&mut self, user: Id, refusal: Refusal) -> Refusal {
        self.refused_act(LogBody { object: Some(user), ..LogBody::default() }, refusal)
    }

    fn refused_act(&mut self, body: LogBody, refusal: Refusal) -> Refusal {
        let row = Entry::new(LogAction::Refused, Outcome::Refused, 1, body);
        match self.log(vec![row]) {
            Ok(()) => refusal,
            Err(fault) => fault,
        }
    }

    /// An attempt as it was judged: a right that is missing is a row of the log about the client, or about nobody. What
    /// was typed wrong is none.
    pub(super) fn attempted<T>(&mut self, person: Option<Id>, judged: Answer<T>) -> Answer<T> {
        judged.map_err(|refusal| match refusal {
            Refusal::NotAllowed(_) => self.refused(person, refusal),
            other => other,
        })
    }

    /// The same of an act about a user.
    pub(super) fn attempted_over<T>(&mut self, user: Id, judged: Answer<T>) -> Answer<T> {
        judged.map_err(|refusal| match refusal {
            Refusal::NotAllowed(_) => self.refused_over(user, refusal),
            other => other,
        })
    }

    /// The name of a user as this user may see it, wherever somebody is named. Whoever works in a sealed compartment is
    /// shown to others by the name of the unit, because the name would tell of a sealed file (register design, V5).
    pub(super) fn author(&mut self, user: Id) -> Answer<String> {
        if self.is_quiet(user)?
            && let Some(account) = people::account_of(self.store.connection(), user)?
        {
            // One word for a face that shortens the names of people.
            return Ok(self.unit_name(account.unit)?.replace(' ', "\u{a0}"));
        }
        self.user_name(user)
    }

    /// Whether the name of a user would tell this user of a sealed file. A role that has ended counts too: what was
    /// done in it is still there.
    pub(super) fn is_quiet(&self, user: Id) -> Answer<bool> {
        if user == self.who.id {
            return Ok(false);
        }
        let roles = people::roles_of(self.store.connection(), user)?;
        Ok(roles.iter().any(|r| SEALED_ROLES.contains(&r.role.as_str()) && !self.who.roles.contains(&r.role)))
    }

    /// Of users who are named by their unit the name alone: see [`super::script::Script::discreet`].
    pub(super) fn discreet(&self, kind: &Kind, cells: &mut [(u16, Shown)]) -> Answer<()> {
        for (number, shown) in cells {
            let user = kind.field_number(*number).is_some_and(|field| field.ty == Type::UserRef);
            if let Shown::Value { value, label: Some(label) } = shown
                && user
                && let Some(id) = value.as_id()
                && self.is_quiet(id)?
            {
                *value = Value::Text(label.clone());
            }
        }
        Ok(())
    }

    /// The name of a unit.
    pub(super) fn unit_name(&self, unit: Id) -> Answer<String> {
        let units = people::units(self.store.connection())?;
        let found = units.into_iter().find(|(id, _)| *id == unit).map(|(_, name)| name);
        Ok(found.unwrap_or_else(|| "?".to_owned()))
    }

    /// The name behind a user's id.
    fn user_name(&mut self, user: Id) -> Answer<String> {
        if let Some(name) = self.names.get(&user) {
            return Ok(name.clone());
        }
        let name = people::name_of(self.store.connection(), user)?.unwrap_or_else(|| "?".to_owned());
        self.names.insert(user, name.clone());
        Ok(name)
    }

    /// Forgets cached names after somebody was renamed or added.
    pub(super) fn forget_names(&mut self) {
        self.names.clear();
    }

    /// Makes view rows durable that were written without waiting; the face's thread calls it within a second.
    pub fn settle(&mut self) -> Answer<()> {
        Ok(self.store.make_durable(self.world.as_ref())?)
    }
}

/// The clock, but never earlier than what the register has seen.
pub(super) fn now_after(store: &Store, world: &dyn World) -> i64 {
    let clock = world.now().utc_ms;
    // A register that cannot be read now fails at the next step; the clock alone decides nothing before it.
    store::last_seen(store.connection()).map_or(clock, |seen| seen.max(clock))
}
