//! `luukku log verify`: follows the access log and says what is wrong with it and where. The exit code is the verdict.

use super::data;
use super::find::log_in;
use super::output::Out;
use super::{Done, End, Host};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

/// Verifies the log.
pub fn verify(matches: &ArgMatches, out: &Out, host: &Host) -> Done {
    let (_, mut script) = log_in(matches, out, host)?;
    let checked = script.desk().verify_log();
    let ended = script.log_out();
    let check = checked?;
    ended?;
    if out.json {
        let findings: Vec<Json> = check
            .findings
            .iter()
            .map(|(incarnation, n, verdict)| {
                json!({ "incarnation": incarnation.to_string(), "n": n, "verdict": data::message(out, verdict) })
            })
            .collect();
        out.json(&json!({
            "verdict": check.verdict.id,
            "text": out.sentence(&check.verdict),
            "exit_code": check.exit_code,
            "incarnation": check.incarnation.to_string(),
            "n": check.n,
            "rows": check.rows,
            "known_outside": check.known_outside,
            "blind": check.blind.as_ref().map(|m| data::message(out, m)),
            "findings": findings,
        }))?;
    } else {
        out.line(&out.sentence(&check.verdict))?;
        for (incarnation, n, finding) in &check.findings {
            out.line(&format!("  {incarnation}  {n}  {}", out.sentence(finding)))?;
        }
        if let Some(blind) = &check.blind {
            out.line(&out.sentence(blind))?;
        }
    }
    Ok(End::Exit(check.exit_code))
}
