//! What can be asked.

use super::{Declaration, Identification, LogQuery, NewUser, Note, PasswordText, SaveForm};
use crate::register::{Id, Kind};

/// What can be asked.
pub enum Request {
    /// The login screen's texts. Needs no session.
    Welcome,
    /// Log in, or come back after a lock.
    Login {
        /// The user's id as typed.
        login: String,
        /// The password.
        password: PasswordText,
    },
    /// First login with an activation code and a password of one's own.
    Activate {
        /// The user's id as typed.
        login: String,
        /// The code as typed.
        code: PasswordText,
        /// The new password.
        password: PasswordText,
    },
    /// Change the own password.
    ChangePassword {
        /// The password in force.
        current: PasswordText,
        /// The new one.
        new: PasswordText,
    },
    /// Type the own password again: wanted before rights are given or taken.
    Reauthenticate {
        /// The password.
        password: PasswordText,
    },
    /// Take the machine's clock for right after a jump ahead.
    ConfirmClock,
    /// Lock: keep the drafts sealed, drop every key, close the database.
    Lock {
        /// By time, not by hand.
        automatic: bool,
        /// What is on the screens, to be kept for the same user: an opaque text of the face.
        keep: Option<String>,
    },
    /// End the session.
    Logout,

    /// Look clients up. A newer search interrupts an older one.
    Search {
        /// The text as typed.
        text: String,
        /// One typing run, from entering the field to leaving it; queries of one run are one search in the log.
        run: u64,
    },
    /// Open a hit: how the client was identified writes the visit, which is the relation.
    Open {
        /// The person of the hit.
        person: Id,
        /// How the client was identified.
        how: Identification,
        /// At the desk or by telephone, as the service situation says (code of list `channel`).
        channel: &'static str,
    },
    /// End the visit and shut the file.
    EndVisit,
    /// The card of the open file, again.
    Card,
    /// Records of one kind of the open file, newest first.
    List {
        /// The kind.
        kind: &'static Kind,
        /// How many to skip.
        from: u32,
        /// The typed reason, for a kind that is read with one alone: empty, where none was given.
        reason: String,
    },
    /// Entries of a register of the office, such as employers, by what is typed.
    Register {
        /// The kind.
        kind: &'static Kind,
        /// Beginnings of words of the name, or of the number; all there is, where it is empty.
        text: String,
    },
    /// What a field that refers to a register may name, by what is typed.
    Offered {
        /// The kind of the register.
        kind: &'static Kind,
        /// Beginnings of words of the name, or of the number.
        text: String,
    },
    /// A form: of a record, or of a new one.
    Form {
        /// The kind.
        kind: &'static Kind,
        /// The record; none for a new one.
        record: Option<Id>,
    },
    /// The form of a new record in the place of one that is written once.
    Correction {
        /// The kind.
        kind: &'static Kind,
        /// The record to be corrected.
        record: Id,
    },
    /// Save a form.
    Save(SaveForm),
    /// What is wrong with a form that cannot be saved yet: the face knows of faults already, and all of them are to be
    /// told at once. Nothing is written.
    Faults {
        /// What can be read of it.
        form: SaveForm,
        /// Fields whose text is no value.
        unread: Vec<u16>,
    },
    /// Withdraw a record: it is no longer in force, its history stays.
    Withdraw {
        /// The kind.
        kind: &'static Kind,
        /// The record.
        record: Id,
        /// Why.
        reason: String,
    },
    /// The records of these kinds that were withdrawn.
    Withdrawn {
        /// The kinds, each with the reason that opened its list; empty, where it wants none.
        kinds: Vec<(&'static Kind, String)>,
    },
    /// The changes of one record: who, when, from what to what.
    History {
        /// The kind.
        kind: &'static Kind,
        /// The record.
        record: Id,
        /// The typed reason, for a kind that is read with one alone: empty, where it wants none.
        reason: String,
    },
    /// The same with the values that are hidden, for a while.
    RevealHistory {
        /// The kind.
        kind: &'static Kind,
        /// The record.
        record: Id,
        /// The typed reason.
        reason: String,
    },
    /// Show a hidden value for a while.
    Reveal {
        /// The kind that holds the field.
        kind: &'static Kind,
        /// The record.
        record: Id,
        /// The field's number.
        field: u16,
        /// The typed reason.
        reason: String,
    },
    /// Who has viewed this client.
    WhoViewed,
    /// Work and education on one time line.
    TimeLine,
    /// The plan in force or waiting, with its tasks.
    Plan,
    /// The versions of the plan.
    PlanVersions,
    /// One version of the plan, with its tasks.
    PlanVersion {
        /// The plan.
        plan: Id,
    },
    /// Record the client's acceptance of the plan.
    Accept {
        /// The plan.
        plan: Id,
        /// How (code of list `plan_acceptance`).
        way: String,
        /// Content and meaning were gone through.
        understood: bool,
        /// How the copy is delivered (code of list `channel`).
        delivered: Option<String>,
    },
    /// The client has arrived for the next booking.
    Arrived,
    /// The quick-note templates, filled for this client and moment.
    Templates,
    /// Write a quick note with all its effects.
    Note(Note),

    /// Keep a form's text, sealed to the user.
    SaveDraft {
        /// Which form: an opaque text of the face.
        place: String,
        /// The text of the form: an opaque text of the face.
        text: String,
    },
    /// The newest kept text of a form, if there is any: kept at the place, or at a place of its own under it.
    TakeDraft {
        /// Which form.
        place: String,
        /// The places of texts that were offered and left as they are.
        but: Vec<String>,
    },
    /// How many texts of the user are kept.
    Drafts,
    /// Forget a kept text.
    DropDraft {
        /// Which form.
        place: String,
    },

    /// Rows of the access log.
    Log(LogQuery),
    /// What stands sealed in a row of the access log: what was looked for, a typed reason.
    LogDetail {
        /// The incarnation in whose log it stands.
        dev: Id,
        /// Its number there.
        n: u64,
        /// Why it must be known.
        reason: String,
    },
    /// The name of the client behind a row of the access log.
    LogName {
        /// The incarnation in whose log it stands.
        dev: Id,
        /// Its number there.
        n: u64,
        /// Why it must be known.
        reason: String,
    },
    /// What each user did in some days, in numbers; 0 and 0 are the last week.
    LogSums {
        /// First day, days since 1970-01-01.
        from: i32,
        /// Last day.
        until: i32,
    },
    /// What a user did in some days was reviewed.
    LogReviewed {
        /// The user.
        user: Id,
        /// First day, days since 1970-01-01.
        from: i32,
        /// Last day.
        until: i32,
        /// What was found.
        note: String,
    },

    /// Everybody with a slot here.
    Users,
    /// Make an account with an activation code.
    NewUser(NewUser),
    /// Give a role from a day until a day.
    GrantRole {
        /// The user.
        user: Id,
        /// The role's name in the policy.
        role: String,
        /// First day, days since 1970-01-01.
        from: i32,
        /// Last day, days since 1970-01-01.
        until: i32,
        /// Day of the written security agreement.
        agreement: i32,
    },
    /// End one role of a user now.
    EndRole {
        /// The user.
        user: Id,
        /// The role's name in the policy.
        role: String,
    },
    /// Give the individual right that the user's role leaves open, until a day.
    GrantRight {
        /// The user.
        user: Id,
        /// Last day, days since 1970-01-01.
        until: i32,
        /// The typed reason.
        reason: String,
    },
    /// End the individual rights of a user now.
    EndRights {
        /// The user.
        user: Id,
    },
    /// Declare the own identity code of a user, or that of somebody close: their files never open for that user.
    Declare {
        /// The user; the one of the session when nobody is named.
        user: Option<Id>,
        /// The codes.
        codes: Declaration,
    },
    /// A new activation code for somebody who has lost the password.
    NewCode {
        /// The user.
        user: Id,
    },
    /// End all rights at once.
    Passivate {
        /// The user.
        user: Id,
    },
}
