//! Whether the register is what journal and access log come to (security design, section 3): the part of
//! `luukku doctor` that finds what was changed past the program by somebody with the database key.
//!
//! Each finding names its places: a record by its id, a change by compartment and number, a log row by its number, a user
//! by login name. What this cannot find is said in [`crate::store::replay`] and [`crate::store::rights_log`], and in the
//! sentence of each finding where it matters.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::doctor::{Finding, State};
use super::login::Desk;
use super::office::sealed_compartments;
use super::office_fault::OfficeFault;
use super::users::REKEY_DUE;
use crate::register::{Id, dates, time};
use crate::store::rights_log::{self, Disagrees};
use crate::store::{self, Connection, doctor, keys, migrate, people, replay};
use crate::vault::keyslots::{Keyslots, SlotType, WrapKind};
use crate::vault::seal::Ck;
use std::collections::BTreeSet;

/// So many places stand in a sentence; how many there are stands beside them.
const NAMED: usize = 5;

impl Desk {
    /// Compares tables, indexes and triggers with those of the program.
    pub(super) fn recount_schema(&mut self) -> Answer<Option<Finding>> {
        let names = migrate::differing(self.session()?.store.connection())?;
        // Whoever made an object named it too.
        let shown = names.iter().map(|name| name.chars().filter(|c| !c.is_control()).take(60).collect());
        let message = Message::new("doctor-schema-wrong")
            .with("n", names.len().to_string())
            .with("places", places(shown));
        Ok((!names.is_empty()).then(|| Finding::new("schema", State::Wrong, message)))
    }

    /// Compares records, history, keys, roles and rights with what journal and log say. Takes long on a large register.
    pub(super) fn recount(&mut self) -> Answer<Vec<Finding>> {
        let ds = self.office.device_secret()?;
        let keyslots = self.office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        let session = self.session()?;
        let connection = session.store.connection();
        let one = |finding: Answer<Finding>| finding.map(|finding| vec![finding]);
        let mut found = seen("journal", records(connection))?;
        found.extend(seen("log-of-changes", acts(connection))?);
        found.extend(seen("rights", rights(connection))?);
        found.extend(seen("account-keys", one(accounts(connection, &keyslots)))?);
        let halves = compartment_keys(connection, &keyslots, session.keys_held());
        found.extend(seen("compartment-keys", one(halves))?);
        found.extend(rekey(connection)?);
        Ok(found)
    }
}

impl Desk {
    /// Compares what is found of everybody with their rows.
    pub(super) fn recount_search(&mut self) -> Answer<Vec<Finding>> {
        let report = doctor::search(self.session()?.store.connection()).map_err(Refusal::from);
        let told = report.map(|report| {
            let people = places(report.wrong.first.iter().map(Id::to_string));
            vec![told("search-documents", report.wrong.total, people, report.checked)]
        });
        seen("search-documents", told)
    }
}

/// A table that cannot be read is a finding, and the others are looked at all the same.
fn seen(name: &'static str, found: Answer<Vec<Finding>>) -> Answer<Vec<Finding>> {
    match found {
        Err(Refusal::Fault(message, _) | Refusal::Cannot(message)) => {
            Ok(vec![Finding::new(name, State::Wrong, message)])
        }
        other => other,
    }
}

fn records(connection: &Connection) -> Answer<Vec<Finding>> {
    let report = replay::whole(connection)?;
    let names = |ids: &[Id]| places(ids.iter().map(Id::to_string));
    let journal = told("journal", report.wrong.total, names(&report.wrong.first), report.checked);
    let past = report.past.total + report.stray_past;
    Ok(vec![journal, told("history", past, names(&report.past.first), report.checked)])
}

fn acts(connection: &Connection) -> Answer<Vec<Finding>> {
    let report = replay::acts(connection)?;
    let changes = report.unlogged.first.iter().map(|(comp, n)| format!("{comp}/{n}"));
    let rows = report.unwritten.first.iter().map(u64::to_string);
    Ok(vec![
        told("log-of-changes", report.unlogged.total, places(changes), report.checked),
        told("changes-of-log", report.unwritten.total, places(rows), report.checked),
    ])
}

fn rights(connection: &Connection) -> Answer<Vec<Finding>> {
    let report = rights_log::compare(connection)?;
    let mut users = Vec::new();
    for (user, what) in &report.wrong {
        let login = people::account_of(connection, *user)?.map_or_else(|| user.to_string(), |a| a.login);
        let row = match what {
            Disagrees::Account | Disagrees::Declared => "401",
            Disagrees::Role | Disagrees::Right => "402",
            Disagrees::Ended => "403",
            Disagrees::Passivated => "404",
        };
        users.push(format!("{login} ({row})"));
    }
    let mut found =
        vec![told("rights", report.wrong.len() as u64, places(users.into_iter()), report.checked)];
    if report.other_key {
        let message = Message::new("doctor-own-file-key-wrong").with("places", "hetu_key (401)");
        found.push(Finding::new("own-file-key", State::Wrong, message));
    }
    Ok(found)
}

/// The keys of an account are those of its slot: with others a checkpoint, a draft or a wrap would be somebody else's.
fn accounts(connection: &Connection, keyslots: &Keyslots) -> Answer<Finding> {
    let all = people::accounts(connection)?;
    let known: BTreeSet<Id> = all.iter().filter(|a| a.passivated.is_none()).map(|a| a.user).collect();
    let mut wrong: Vec<String> = Vec::new();
    for slot in keyslots.slots() {
        let account = all.iter().find(|a| a.user == slot.user);
        let same = match (account, slot.slot_type) {
            (Some(account), SlotType::Password) => {
                (account.sig_pub, account.kem_pub) == (Some(slot.sig_pub), Some(*slot.kem_pub.as_bytes()))
            }
            _ => true,
        };
        if !same || !known.contains(&slot.user) {
            wrong.push(account.map_or_else(|| slot.user.to_string(), |a| a.login.clone()));
        }
    }
    Ok(told("account-keys", wrong.len() as u64, places(wrong.into_iter()), all.len() as u64))
}

/// Every compartment has the public half that those without its key write to, and it is the half of the key that is
/// held: what is sealed to another one is whose that is. A half whose key this session does not hold is only seen to be
/// there.
fn compartment_keys<'a>(
    connection: &Connection,
    keyslots: &Keyslots,
    held: impl Iterator<Item = &'a Ck>,
) -> Answer<Finding> {
    let there = keys::public_keys(connection)?;
    let wrapped = keyslots.wraps().iter().filter_map(|wrap| match wrap.kind() {
        WrapKind::Ck { comp, key_epoch, .. } => Some((comp, key_epoch)),
        _ => None,
    });
    let known: BTreeSet<(u8, u32)> = wrapped.collect();
    let mut wrong: BTreeSet<(u8, u32)> = BTreeSet::new();
    wrong.extend(known.iter().filter(|(c, e)| !there.iter().any(|(comp, epoch, _)| (c, e) == (comp, epoch))));
    wrong.extend(there.iter().map(|(comp, epoch, _)| (*comp, *epoch)).filter(|one| !known.contains(one)));
    wrong.extend(sealed_compartments().filter(|c| !there.iter().any(|(comp, ..)| comp == c)).map(|c| (c, 0)));
    for ck in held {
        let half = ck.cpk();
        let of = |(comp, epoch, _): &&(u8, u32, [u8; 32])| (*comp, *epoch) == (half.comp, half.key_epoch);
        if there.iter().find(of).is_none_or(|(.., public)| public != half.public.as_bytes()) {
            wrong.insert((half.comp, half.key_epoch));
        }
    }
    let named = wrong.iter().map(|(comp, epoch)| format!("{comp}/{epoch}"));
    Ok(told("compartment-keys", wrong.len() as u64, places(named), there.len() as u64))
}

/// Rights ended, and the database key is still the one that a copy from before opens with.
fn rekey(connection: &Connection) -> Answer<Option<Finding>> {
    let Some(since) = store::meta(connection, REKEY_DUE)? else { return Ok(None) };
    let since = since.try_into().map_or(0, i64::from_be_bytes);
    let message = Message::new("doctor-rekey-due").with("day", dates::show(time::day_of(since)));
    Ok(Some(Finding::new("rekey", State::Mind, message)))
}

fn places(all: impl Iterator<Item = String>) -> String {
    all.take(NAMED).collect::<Vec<_>>().join(", ")
}

fn told(name: &'static str, wrong: u64, places: String, checked: u64) -> Finding {
    let ids = match name {
        "search-documents" => ("doctor-search-documents", "doctor-search-documents-wrong"),
        "journal" => ("doctor-journal", "doctor-journal-wrong"),
        "history" => ("doctor-history", "doctor-history-wrong"),
        "log-of-changes" => ("doctor-log-of-changes", "doctor-log-of-changes-wrong"),
        "changes-of-log" => ("doctor-changes-of-log", "doctor-changes-of-log-wrong"),
        "rights" => ("doctor-rights", "doctor-rights-wrong"),
        "account-keys" => ("doctor-account-keys", "doctor-account-keys-wrong"),
        _ => ("doctor-compartment-keys", "doctor-compartment-keys-wrong"),
    };
    match wrong {
        0 => Finding::new(name, State::Fine, Message::new(ids.0).with("n", checked.to_string())),
        n => {
            let message = Message::new(ids.1).with("n", n.to_string()).with("places", places);
            Finding::new(name, State::Wrong, message)
        }
    }
}
