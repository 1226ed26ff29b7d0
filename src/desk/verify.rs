//! `luukku log verify`: follows the whole access log and says what is wrong and where (security design, section 10).

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::checkpoint;
use super::login::Desk;
use super::no_right;
use crate::access::Ability;
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::{Detail, LogBody};
use crate::journal::note::{self, KnownKey};
use crate::journal::verify::{Finding, Verdict};
use crate::register::{Id, Value};
use crate::store::log_verify::{self, LogReport};
use crate::store::{Entry, people};
use crate::vault::device::Backend;
use crate::vault::keyslots::Keyslots;

/// The verdict on the log of this terminal.
#[derive(Clone, Debug)]
pub struct LogCheck {
    /// In words, with the place as argument `n`.
    pub verdict: Message,
    /// Exit code of the command: 0 sound, 10 to 16 by the table of the design.
    pub exit_code: u8,
    /// The incarnation of the place.
    pub incarnation: Id,
    /// The row of the place: the first missing one of a gap or a short log.
    pub n: u64,
    /// Rows read, in all incarnations.
    pub rows: u64,
    /// Every finding: incarnation, row, verdict. At most the first thousand of each incarnation.
    pub findings: Vec<(Id, u64, Message)>,
    /// How many rows the key store vouches for; none if it knows nothing or did not answer.
    pub known_outside: Option<u64>,
    /// What this check could not have found: there always is such a thing.
    pub blind: Option<Message>,
}

/// Key of a 501 or 502 row's detail: the exit code.
pub const VERIFY_CODE: u16 = 1;
/// Key of a 501 or 502 row's detail: the place.
pub const VERIFY_N: u16 = 2;

impl Desk {
    /// Verifies the access log and writes down that it was done. An administrator may: the verdict tells places and
    /// nothing of any client.
    ///
    /// # Errors
    /// Refused without a right to the log or to the installation.
    pub fn verify_log(&mut self) -> Answer<LogCheck> {
        let session = self.session()?;
        let may = [Ability::LogAll, Ability::LogUnit, Ability::Configure];
        if !may.into_iter().any(|ability| session.able(ability)) {
            return Err(session.refused(None, Refusal::NotAllowed(no_right::to("log-verify"))));
        }
        session.settle()?;
        let ds = self.office.device_secret()?;
        let outside = self.office.device().get_checkpoint();
        let backend = self.office.device().backend();
        let machine = self.office.machine();
        let keyslots = self.office.files().keyslots(&ds).ok();
        let session = self.session()?;
        let connection = session.store.connection();
        let mut keys = vec![checkpoint::device_key(&ds, machine)];
        // The table of users lies in the file that is checked: a key counts where the keyslots, under their MAC, agree.
        let keyslots = keyslots.as_ref().map(Keyslots::slots).unwrap_or_default();
        for account in people::accounts(connection)? {
            let slot = keyslots.iter().find(|slot| slot.user == account.user).map(|slot| slot.sig_pub);
            if let Some(public) = account.sig_pub.filter(|public| slot == Some(*public)) {
                keys.push(KnownKey {
                    name: note::user_name(account.user),
                    public,
                    from_ms: account.created,
                    until_ms: account.passivated,
                });
            }
        }
        let known = outside.as_ref().ok().and_then(|o| o.as_deref()).and_then(checkpoint::known_from_bytes);
        let known: Vec<_> = known.into_iter().collect();
        let report = log_verify::verify(connection, session.store.here().office, &keys, &known)?;
        let mut check = told(&report);
        check.known_outside = known.first().map(|k| k.n);
        let gone = outside.as_ref().is_ok_and(Option::is_none) && log_verify::was_outside(connection)?;
        missed(&mut check, log_verify::checkpoints_lost(connection)?, gone, &report.unsigned);
        check.blind = Some(blind(backend, outside.is_ok(), check.known_outside));
        let sound = check.exit_code == 0;
        let detail = Detail::from([
            (VERIFY_CODE, Value::Int(i64::from(check.exit_code))),
            (VERIFY_N, Value::Int(i64::try_from(check.n).unwrap_or(i64::MAX))),
        ]);
        let body = LogBody { detail: Some(detail), ..LogBody::default() };
        let row = if sound {
            Entry::ok(LogAction::VerifyOk, body)
        } else {
            Entry::new(LogAction::VerifyAlarm, Outcome::Failed, report.stray.max(1), body)
        };
        session.log(vec![row])?;
        session.settle()?;
        Ok(check)
    }
}

/// What a check on this backend cannot find. `answered`: the key store did; `n`: the row that it vouches
/// for.
fn blind(backend: Backend, answered: bool, n: Option<u64>) -> Message {
    match (answered, backend, n) {
        (true, Backend::File, _) => Message::new("log-blind-file"),
        // Nothing goes out to it on the way out: what a session wrote after its login can be cut until the next one.
        (true, _, Some(n)) => Message::new("log-blind-key-store-later").with("n", n.to_string()),
        _ => Message::new("log-blind-key-store"),
    }
}

/// Exit code of a log that is shorter than what vouched for it.
const SHORT: u8 = Verdict::Short.exit_code();
/// Exit code of a log whose clock went back, and of one that is sound: what is worse is told in their place.
const MILD: [u8; 2] = [Verdict::Clock.exit_code(), Verdict::Intact.exit_code()];

/// Checkpoints that are gone, in the file or from the key store: what they vouched for may have been cut with them. A
/// fault of the chain itself goes before, it has a place; a clock that went back is none.
fn missed(check: &mut LogCheck, lost: u64, gone_outside: bool, unsigned: &[(Id, u64)]) {
    let mut told = Vec::new();
    if gone_outside {
        told.push(Message::new("log-verdict-checkpoint-outside"));
    }
    if lost > 0 {
        told.push(Message::new("log-verdict-checkpoints").with("n", lost.to_string()));
    }
    let mut told: Vec<_> = told.into_iter().map(|message| (check.incarnation, check.n, message)).collect();
    for (dev, n) in unsigned {
        told.push((*dev, *n, Message::new("log-verdict-unsigned").with("n", n.to_string())));
    }
    for (dev, n, message) in told {
        check.findings.push((dev, n, message.clone()));
        if MILD.contains(&check.exit_code) {
            (check.exit_code, check.verdict) = (SHORT, message);
            (check.incarnation, check.n) = (dev, n);
        }
    }
}

fn told(report: &LogReport) -> LogCheck {
    let (incarnation, worst) = report.verdict();
    let message =
        |finding: Finding| Message::new(finding.verdict.message_id()).with("n", finding.n.to_string());
    let findings = report
        .streams
        .iter()
        .flat_map(|s| s.report.findings.iter().map(|f| (s.dev, f.n, message(*f))))
        .collect();
    LogCheck {
        verdict: message(worst),
        exit_code: report.exit_code(),
        incarnation,
        n: worst.n,
        rows: report.streams.iter().map(|s| s.report.rows).sum(),
        findings,
        known_outside: None,
        blind: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run of the command line logs in and out: what it wrote in between is known to the platform's key store from
    /// the next login on.
    #[test]
    fn a_key_store_of_the_platform_says_what_it_cannot_vouch_for() {
        for backend in [Backend::SecretService, Backend::Keychain, Backend::CredentialManager] {
            let said = blind(backend, true, Some(7));
            assert_eq!((said.id, said.args.len()), ("log-blind-key-store-later", 1));
            assert_eq!(blind(backend, false, None).id, "log-blind-key-store");
            assert_eq!(blind(backend, true, None).id, "log-blind-key-store", "bytes that are none of ours");
        }
        assert_eq!(blind(Backend::File, true, Some(7)).id, "log-blind-file");
        assert_eq!(blind(Backend::File, true, None).id, "log-blind-file");
        assert_eq!(blind(Backend::File, false, None).id, "log-blind-key-store");
    }
}
