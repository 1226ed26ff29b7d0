//! The people of the office: accounts, activation codes, roles, the end of all rights (register design, V3).
//!
//! What is decided is written with its log row first, durable; only then keys are handed over or taken away. A right
//! without its key harms nobody; a key that was handed over without a row would.

use super::accounts::{about_user, role_row, user_row};
use super::answer::Answer;
use super::api::{Allowed, Message, NewUser, Refusal, User};
use super::entered;
use super::grants::{self, Needed, hand_over, keys_due_to, keys_of, roles_given, roles_in_force};
use super::login::Desk;
use super::no_right;
use super::office::sealed_compartments;
use super::own_file;
use super::role_days::{RoleDay, RoleDays};
use super::role_ends::{self, SUPERVISOR};
use super::session::Session;
use super::slots::{recipient, use_wrap};
use crate::access::Ability;
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::Id;
use crate::store::{self, Entry, people, rights_rows};
use crate::vault::activation::ActivationCode;
use crate::vault::keyslots::{ACTIVATION_MS, CkUse, KeyslotsFault, Recipient, SlotType, WrapKind};
use crate::vault::seal::Ck;
use crate::vault::secret::Ds;

/// Name in `meta` of the moment since when the database key should be changed, because somebody's rights ended.
pub(super) const REKEY_DUE: &str = "rekey_due";

/// A role as it is to be given.
struct Wanted<'a> {
    role: &'a str,
    from: i32,
    until: i32,
    agreement: i32,
}

impl Desk {
    /// Everybody with an account here.
    ///
    /// # Errors
    /// Refused without the right to see the users.
    pub fn users(&mut self) -> Answer<Vec<User>> {
        let session = self.session()?;
        session.require_ability(Ability::UsersRead)?;
        let (me, today) = (session.who.id, session.today());
        let oldest = session.now() - i64::from(session.settings()?.password_max_age_days) * 86_400_000;
        let ages = session.settings()?.password_max_age_days > 0;
        let soon = session.role_warning_day()?;
        let grants = session.able(Ability::UsersGrant) || session.makes_first_supervisor()?;
        let keyslots = self.keyslots_now()?.1;
        let session = self.session.as_ref().ok_or(Refusal::NoSession)?;
        let connection = session.store.connection();
        let mut users = Vec::new();
        for account in people::accounts(connection)? {
            let had = people::roles_of(connection, account.user)?;
            let ever = !had.is_empty();
            let roles: Vec<(String, i32, i32)> = had
                .into_iter()
                .filter(|r| r.stands(today))
                .map(|r| (r.role, r.from_day, r.until_day))
                .collect();
            let ends_soon = !role_ends::ending(connection, account.user, today, soon)?.is_empty();
            let slot = keyslots.slot(account.user);
            let state = match (account.passivated, slot.map(|s| (s.slot_type, s.changed))) {
                (Some(_), _) => "user-passivated",
                (None, None) => "user-no-slot",
                (None, Some((SlotType::Activation, _))) => "user-waits-for-activation",
                (None, Some(_)) if ever && roles.is_empty() => "user-role-ended",
                (None, Some((_, changed))) if ages && changed < oldest => "user-password-too-old",
                (None, Some(_)) if ends_soon => "user-role-ends",
                (None, Some(_)) => "user-active",
            };
            let grant = if account.user == me {
                Allowed::No(Message::new("refused-own-rights"))
            } else if account.passivated.is_some() {
                Allowed::No(Message::new("refused-user-passivated"))
            } else if grants {
                Allowed::Yes
            } else {
                Allowed::No(no_right::able(Ability::UsersGrant))
            };
            let rights = grants::rights_in_force(connection, account.user, today)?;
            let right = match &grant {
                Allowed::No(why) => Allowed::No(why.clone()),
                Allowed::Yes => match session.right_open_to(account.user) {
                    Ok(_) => Allowed::Yes,
                    Err(Refusal::NotAllowed(why) | Refusal::Cannot(why)) => Allowed::No(why),
                    Err(fault) => return Err(fault),
                },
            };
            users.push(User {
                user: account.user,
                login: account.login,
                name: account.name,
                roles,
                rights: rights.iter().filter_map(grants::named).collect(),
                state,
                grant,
                right,
            });
        }
        Ok(users)
    }

    /// Makes an account with an activation code; with an empty role the supervisor gives one later. Answers the user,
    /// the code in groups of four, shown once, and until when it works (UTC milliseconds).
    ///
    /// # Errors
    /// Refused without the right, or when the role may not be given ([`Desk::grant_role`]).
    pub fn new_user(&mut self, new: NewUser) -> Answer<(Id, String, i64)> {
        self.require_proof()?;
        let session = self.session()?;
        session.require_ability(Ability::UsersAccount)?;
        let name = entered::line(&new.name);
        let login = entered::login(&new.login).filter(|_| !name.is_empty());
        let login = login.ok_or_else(|| Refusal::Cannot(Message::new("error-user-names")))?;
        let connection = session.store.connection();
        if people::accounts(connection)?.iter().any(|a| a.login == login) {
            return Err(Refusal::Cannot(Message::new(KeyslotsFault::LoginTaken.message_id())));
        }
        let wanted = (!new.role.is_empty()).then_some(Wanted {
            role: &new.role,
            from: new.from.unwrap_or(session.today()),
            until: new.until,
            agreement: new.agreement,
        });
        let user = session.new_id();
        let needed = match &wanted {
            Some(wanted) => session.attempted(None, session.may_grant(user, wanted))?,
            None => Needed::new(),
        };
        let own_hetu = session.own_tag(new.hetu.as_deref())?;
        let now = session.now();
        let account = people::Account {
            user,
            login: login.clone(),
            name,
            unit: session.who.unit,
            slot_gen: 0,
            sig_pub: None,
            kem_pub: None,
            own_hetu,
            created: now,
            passivated: None,
        };
        let hetu_key = own_file::hetu_key(session.store.connection())?;
        let role = wanted.as_ref().map(|w| session.role(user, w));
        let mut rows = vec![user_row(user, rights_rows::account(&account, hetu_key.as_deref()))];
        rows.extend(role.as_ref().map(|role| role_row(role, &needed)));
        rows.push(Entry::ok(LogAction::ActivationMade, about_user(user)));
        session.change(rows, |c| {
            people::put_account(c, &account)?;
            role.as_ref().map_or(Ok(()), |role| people::put_role(c, role))
        })?;
        self.session()?.forget_names();
        let (code, until) = self.activation_slot(user, &login, &needed)?;
        Ok((user, code, until))
    }

    /// Gives a role from a day until a day, with the keys that go with it: they are of use once the role is in force.
    ///
    /// # Errors
    /// Refused to oneself, without the right, with a first day that is past, without end date or agreement, with a
    /// role that may not be joined to one the user has, and when this session does not hold the keys that go with it.
    pub fn grant_role(
        &mut self,
        user: Id,
        role: &str,
        (from, until): (i32, i32),
        agreement: i32,
    ) -> Answer<()> {
        self.require_proof()?;
        let session = self.session()?;
        let wanted = Wanted { role, from, until, agreement };
        let needed = session.attempted_over(user, session.may_grant(user, &wanted))?;
        self.give_role(user, &wanted, &needed)
    }

    /// Gives the role of supervisor again to somebody who had it until it ended or is about to, where nobody else gives
    /// rights: with the keys of the recovery key, which this session holds now.
    pub(super) fn supervisor_again(&mut self, user: Id, until: i32, agreement: i32) -> Answer<()> {
        let session = self.session()?;
        session.require_ability_over(user, Ability::UsersAccount)?;
        session.attempted_over(user, session.not_oneself(user))?;
        let had = people::roles_of(session.store.connection(), user)?;
        let had = had.iter().any(|role| role.role == SUPERVISOR && role.ended_at.is_none());
        if !had || !session.nobody_grants_but(Some(user))? {
            let refusal = Refusal::NotAllowed(Message::new("refused-supervisor-grants"));
            return Err(session.refused_over(user, refusal));
        }
        let wanted = Wanted { role: SUPERVISOR, from: session.today(), until, agreement };
        let needed = session.attempted_over(user, session.may_have(user, &wanted))?;
        self.give_role(user, &wanted, &needed)
    }

    fn give_role(&mut self, user: Id, wanted: &Wanted<'_>, needed: &Needed) -> Answer<()> {
        let session = self.session()?;
        let account = session.active(user)?;
        if !needed.is_empty() {
            self.may_receive(&account)?;
        }
        let session = self.session()?;
        let granted = session.role(user, wanted);
        let row = role_row(&granted, needed);
        session.change(vec![row], |c| people::put_role(c, &granted))?;
        if needed.is_empty() {
            return Ok(());
        }
        self.change_slots(|k, work| {
            let to = recipient(k, &account)?;
            work.wrap(k, needed, to)
        })
    }

    /// Ends one role of a user now, also one that has not begun, and takes back the keys that only it gives. The other
    /// roles stand.
    ///
    /// # Errors
    /// Refused to others than supervisors and for oneself, and when the user does not have that role.
    pub fn end_role(&mut self, user: Id, role: &str) -> Answer<()> {
        self.require_proof()?;
        let session = self.session()?;
        session.attempted_over(user, session.not_oneself(user))?;
        if !session.able(Ability::UsersGrant) {
            let refusal = Refusal::NotAllowed(Message::new("refused-supervisor-grants"));
            return Err(session.refused_over(user, refusal));
        }
        let (now, today) = (session.now(), session.today());
        if !roles_given(session.store.connection(), user, today)?.iter().any(|given| given == role) {
            return Err(Refusal::Cannot(Message::new("error-user-role-none")));
        }
        let detail = rights_rows::ended(Some(role), now);
        let row = Entry::ok(LogAction::RightOrder, LogBody { detail: Some(detail), ..about_user(user) });
        session.change(vec![row], |c| people::end_role(c, user, role, now))?;
        let due = keys_due_to(session.store.connection(), &session.policy, user, session.today())?;
        let roles = roles_given(session.store.connection(), user, today)?;
        let hands_over = hand_over(&session.policy, &roles);
        self.change_slots(|k, _| {
            k.remove_wraps(|w| match w.kind() {
                WrapKind::Ck { ck_use: CkUse::Handover, .. } => w.user() == Some(user) && !hands_over,
                _ => use_wrap(w).is_some_and(|(whose, comp)| whose == user && !due.contains(&comp)),
            });
            Ok(())
        })
    }

    /// A new activation code for somebody who has lost the password: new keys, the old slot is gone. Whoever reads
    /// the code can be that user, so that for somebody with roles it is a supervisor's decision, as the roles are.
    ///
    /// # Errors
    /// Refused for oneself, without the right, and when this session does not hold the keys the user's roles need.
    pub fn new_code(&mut self, user: Id) -> Answer<(String, i64)> {
        self.require_proof()?;
        let session = self.session()?;
        session.require_ability_over(user, Ability::UsersAccount)?;
        let has_roles = !roles_given(session.store.connection(), user, session.today())?.is_empty();
        if has_roles && !session.able(Ability::UsersGrant) {
            let refusal = Refusal::NotAllowed(Message::new("refused-supervisor-codes"));
            return Err(session.refused_over(user, refusal));
        }
        self.make_code(user)
    }

    /// The same once it is decided.
    pub(super) fn make_code(&mut self, user: Id) -> Answer<(String, i64)> {
        let session = self.session()?;
        session.attempted_over(user, session.not_oneself(user))?;
        let account = session.active(user)?;
        let mut needed = Needed::new();
        let roles = roles_given(session.store.connection(), user, session.today())?;
        for role in &roles {
            needed.extend(keys_of(&session.policy, role));
        }
        let rights = grants::rights_in_force(session.store.connection(), user, session.today())?;
        needed.extend(grants::opened(&session.policy, &roles, &rights).map(|comp| (comp, CkUse::Use)));
        needed.sort_unstable();
        needed.dedup();
        session.holds_all(&needed)?;
        session.change(vec![Entry::ok(LogAction::ActivationMade, about_user(user))], |_| Ok(()))?;
        self.activation_slot(user, &account.login, &needed)
    }

    /// Ends all rights of a user at once: roles, slot, keys. Who is logged in fails at the next call.
    ///
    /// # Errors
    /// Refused for oneself and without the right.
    pub fn passivate(&mut self, user: Id) -> Answer<()> {
        self.require_proof()?;
        let session = self.session()?;
        session.require_ability_over(user, Ability::UsersAccount)?;
        session.attempted_over(user, session.not_oneself(user))?;
        let account = session.active(user)?;
        let now = session.now();
        let detail = Some(rights_rows::ended(None, now));
        let row = Entry::ok(LogAction::Passivated, LogBody { detail, ..about_user(user) });
        session.change(vec![row], |c| {
            people::put_account(c, &people::Account { passivated: Some(now), ..account.clone() })?;
            people::end_roles(c, user, now)?;
            people::end_rights(c, user, now)?;
            store::put_meta(c, REKEY_DUE, &now.to_be_bytes())
        })?;
        self.change_slots(|k, _| {
            k.remove_user(user);
            Ok(())
        })
    }

    /// Whether somebody's rights ended since the database key was made: a copy of slot and database from before still
    /// opens with that password until the key is changed.
    ///
    /// # Errors
    /// When nobody is logged in.
    pub fn rekey_due(&mut self) -> Answer<bool> {
        Ok(store::meta(self.session()?.store.connection(), REKEY_DUE)?.is_some())
    }

    /// Once a supervisor holds hand-over copies, nobody does whose role does not give them.
    pub(super) fn release_handover(&mut self, ds: &Ds) {
        let Some(session) = &mut self.session else { return };
        let held = session.who.handover_keys.iter().map(Ck::comp);
        let held: Vec<u8> = held.collect();
        let complete = sealed_compartments().all(|comp| held.contains(&comp));
        if !complete || !hand_over(&session.policy, &session.who.roles) {
            return;
        }
        let Ok(keyslots) = self.office.files().keyslots(ds) else { return };
        let mut former: Vec<Id> = keyslots
            .wraps()
            .iter()
            .filter(|w| matches!(w.kind(), WrapKind::Ck { ck_use: CkUse::Handover, .. }))
            .filter_map(|w| w.user())
            .collect();
        former.sort_unstable();
        former.dedup();
        let today = session.today();
        former.retain(|user| {
            roles_in_force(session.store.connection(), *user, today)
                .is_ok_and(|roles| !hand_over(&session.policy, &roles))
        });
        if former.is_empty() {
            return;
        }
        let rows = former.iter().map(|user| Entry::ok(LogAction::RightOrder, about_user(*user))).collect();
        if session.change(rows, |_| Ok(())).is_err() {
            return; // at the next login again
        }
        let _ = self.change_slots(|k, _| {
            k.remove_wraps(|w| {
                matches!(w.kind(), WrapKind::Ck { ck_use: CkUse::Handover, .. })
                    && w.user().is_some_and(|user| former.contains(&user))
            });
            Ok(())
        });
    }

    /// Makes the slot that a code opens, with every key the user's roles need.
    fn activation_slot(&mut self, user: Id, login: &str, needed: &Needed) -> Answer<(String, i64)> {
        let mut world = (self.worlds)()?;
        let now = world.now().utc_ms;
        let code = ActivationCode::generate(world.entropy());
        let text = code.to_password().ok_or_else(|| Refusal::Cannot(Message::new("error-kdf-memory")))?;
        let new = self.new_password(text, world.as_mut())?;
        let secrets = self.office.slot_secrets()?;
        self.change_slots(|k, work| {
            let keys = k.add_activation(user, login, &new, &secrets, now, world.entropy())?;
            let to = Recipient::of(&keys);
            work.dbk(k, to)?;
            work.wrap(k, needed, to)
        })?;
        Ok((code.shown().to_string(), now + ACTIVATION_MS))
    }
}

impl Session {
    /// In an office without a supervisor the administrator makes the first one.
    fn makes_first_supervisor(&self) -> Answer<bool> {
        Ok(self.able(Ability::UsersAccount) && self.nobody_grants_but(None)?)
    }

    /// Whether nobody gives rights now, or only this user.
    fn nobody_grants_but(&self, user: Option<Id>) -> Answer<bool> {
        let (connection, today) = (self.store.connection(), self.today());
        for account in people::accounts(connection)?.into_iter().filter(|a| a.passivated.is_none()) {
            if Some(account.user) == user {
                continue;
            }
            let roles = roles_in_force(connection, account.user, today)?;
            if self.policy.able(&roles, Ability::UsersGrant) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether this session may give that role to that user; which keys go with it.
    fn may_grant(&self, user: Id, wanted: &Wanted<'_>) -> Answer<Needed> {
        self.not_oneself(user)?;
        if !self.policy.roles().any(|name| name == wanted.role) {
            return Err(Refusal::Cannot(Message::new("error-user-role")));
        }
        let first = || -> Answer<bool> {
            let grants = self.policy.able(&[wanted.role.to_owned()], Ability::UsersGrant);
            Ok(grants && self.makes_first_supervisor()?)
        };
        if !self.able(Ability::UsersGrant) && !first()? {
            return Err(Refusal::NotAllowed(Message::new("refused-supervisor-grants")));
        }
        self.may_have(user, wanted)
    }

    /// Whether that user may have that role, whoever decides it; which keys go with it.
    fn may_have(&self, user: Id, wanted: &Wanted<'_>) -> Answer<Needed> {
        let today = self.today();
        let days = RoleDays { today, first: Some(wanted.from) };
        let named = [
            (RoleDay::First, wanted.from),
            (RoleDay::Last, wanted.until),
            (RoleDay::Agreement, wanted.agreement),
        ];
        if let Some(id) = named.into_iter().find_map(|(which, day)| days.fault(which, day)) {
            return Err(Refusal::Cannot(Message::new(id)));
        }
        for role in roles_given(self.store.connection(), user, today)? {
            if !self.policy.may_join(&role, wanted.role) {
                return Err(Refusal::NotAllowed(Message::new("refused-roles-apart")));
            }
        }
        let needed = keys_of(&self.policy, wanted.role);
        self.holds_all(&needed)?;
        Ok(needed)
    }

    fn role(&self, user: Id, wanted: &Wanted<'_>) -> people::Role {
        people::Role {
            user,
            role: wanted.role.to_owned(),
            from_day: wanted.from,
            until_day: wanted.until,
            agreement_day: wanted.agreement,
            granted_by: self.who.id,
            granted_at: self.now(),
            ended_at: None,
        }
    }
}
