//! Dated rule sets from `assets/rules/`: numbers that a law or a decision of the authority gives. A change of law is
//! a new set in a file; no such number stands in code.
//!
//! A set is chosen by the start day of the clock it measures. Deadlines that were stored are never changed here. The
//! arithmetic of days is in `calendar`; this module holds numbers and must not count with them.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

const SERVICE_PROCESS: &str = include_str!("../../assets/rules/service_process.toml");
const SECURITY: &str = include_str!("../../assets/rules/security_settings.toml");
const CALENDAR: &str = include_str!("../../assets/rules/calendar.toml");
const OFFICE: &str = include_str!("../../assets/rules/office.toml");

/// A rule set and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// Permanent name.
    pub id: String,
    /// First day, days since 1970-01-01.
    pub valid_from: i32,
    /// Last day, if it has one.
    pub valid_to: Option<i32>,
    /// Where the numbers come from; shown to users.
    pub basis: String,
    /// Whether the authority has confirmed it.
    pub confirmed: bool,
    /// The numbers.
    pub values: T,
}

impl<T> Dated<T> {
    fn holds_on(&self, day: i32) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// R1: the service process (380/2023 § 31–33 and what was before). What is `None` or empty is no rule of the set;
/// `unconfirmed` names the keys that wait for confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceProcess {
    /// Business days within which the initial interview is held; the day after the start is the first.
    pub initial_interview_business_days: u32,
    /// Code of `booking_service` that may come in its place first.
    pub initial_may_be_replaced_first_by: Option<String>,
    /// Where it is held unless there is a weighty reason: `office`, `service_point`.
    pub initial_places: Vec<String>,
    /// A new initial interview when so many months have passed since the last search ended.
    pub new_initial_after_months_from_search_end: u32,
    /// The supplementary discussions after the initial interview; `None`: by the need for services, no fixed number.
    pub supplementary_after_initial: Option<SupplementaryAfterInitial>,
    /// A job-search discussion every so many months.
    pub discussion_every_months: u32,
    /// From which of `initial`, `discussion`, `last_first_supplementary` (the latest one).
    pub discussion_counted_from: Vec<String>,
    /// The supplementary discussions each half year.
    pub half_year_supplementary: Option<HalfYear>,
    /// Somebody laid off has supplementary discussions on request only; `None`: not known.
    pub laid_off_supplementary_on_request_only: Option<bool>,
    /// No discussions during these, when they are estimated to last longer than `no_discussions_over_months`.
    pub no_discussions_while: Vec<String>,
    /// No supplementary discussions during these.
    #[serde(default)]
    pub no_supplementary_while: Vec<String>,
    /// See `no_discussions_while`.
    pub no_discussions_over_months: Option<u32>,
    /// One discussion so many months before such a service ends.
    pub discussion_months_before_end: Option<u32>,
    /// One supplementary discussion within so many months after it.
    pub supplementary_months_after_end: Option<u32>,
    /// When a discussion need not be held.
    pub not_held: Option<NotHeld>,
    /// Where the ends of a search are laid down.
    pub search_end_rules: String,
    /// The day from which those rules are reworded.
    #[serde(default, deserialize_with = "day_or_none")]
    pub search_end_reworded_from: Option<i32>,
    /// The job-seeker profile: `none` or `voluntary`.
    pub job_seeker_profile: String,
    /// The day from which making one is a duty.
    #[serde(default, deserialize_with = "day_or_none")]
    pub job_seeker_profile_duty_from: Option<i32>,
    /// The plan of multi-sector support is made within so many months.
    pub multisector_plan_within_months: u32,
    /// And reviewed at least so often.
    pub multisector_review_every_months: u32,
    /// Where that is laid down.
    pub multisector_basis: String,
    /// Keys that the deploying authority has yet to confirm.
    pub unconfirmed: Vec<String>,
}

/// The supplementary discussions that follow the initial interview.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplementaryAfterInitial {
    /// How many.
    pub count: u32,
    /// How many, when one came before the initial interview.
    pub count_if_one_came_first: u32,
    /// Within how many months.
    pub within_months: u32,
    /// In principle every so many weeks.
    pub every_weeks: Option<u32>,
}

/// The supplementary discussions of each half year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HalfYear {
    /// How many.
    pub count: u32,
    /// Within how many months.
    pub within_months: u32,
    /// Every how many months.
    pub every_months: u32,
}

/// When a discussion need not be held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotHeld {
    /// `search_ends` or `unemployment_ends`.
    pub when: String,
    /// Within how many months.
    pub within_months: u32,
    /// For at least how many months.
    pub for_at_least_months: Option<u32>,
    /// It is held on the customer's request all the same.
    #[serde(default)]
    pub on_request: bool,
}

/// R9: settings of security. How they work is in the security design.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // each name says what is counted and its unit
pub struct SecuritySettings {
    pub password_min_characters: u32,
    pub password_max_age_days: u32,
    pub password_warning_days: u32,
    pub role_warning_days: u32,
    pub login_delay_from_wrong_try: u32,
    pub login_delay_max_seconds: u32,
    pub cover_idle_minutes: u32,
    pub lock_idle_minutes: u32,
    pub lock_idle_minutes_outreach: u32,
    pub lock_warning_seconds: u32,
    pub called_cover_locks_after_seconds: u32,
    pub session_max_hours: u32,
    pub reveal_seconds: u32,
    pub break_glass_reason_min_characters: u32,
}

/// R10: settings of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSettings {
    /// Whether Saturday is a business day.
    pub saturday_counts: bool,
}

/// What the deploying authority settles of its own area and ways of work.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeSettings {
    /// The area of the authority: codes of list `kunta`.
    pub municipalities: Vec<String>,
    /// A task that the program makes is due after so many business days.
    pub task_business_days: u32,
    /// The tasks of a chain stand in lists at once, and not one after the other.
    pub chained_tasks_at_once: bool,
}

/// Why a rule file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulesFault {
    /// It cannot be read: the name of the file and where.
    Form(&'static str, String),
    /// Sets overlap, leave a gap between them, or end before they begin.
    Dates(&'static str),
}

impl RulesFault {
    /// The message id; its argument `set` is the name of the file.
    pub fn id(&self) -> &'static str {
        match self {
            RulesFault::Form(..) => "error-rules-form",
            RulesFault::Dates(_) => "error-rules-dates",
        }
    }
}

/// All rule sets, by date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSets {
    service_process: Vec<Dated<ServiceProcess>>,
    security: Vec<Dated<SecuritySettings>>,
    calendar: Vec<Dated<CalendarSettings>>,
    office: Vec<Dated<OfficeSettings>>,
}

impl RuleSets {
    /// The sets shipped with the program; parsed once.
    pub fn embedded() -> &'static RuleSets {
        static SETS: LazyLock<RuleSets> = LazyLock::new(|| {
            // A test reads the files; a fault can only come with a changed asset.
            RuleSets::parse([SERVICE_PROCESS, SECURITY, CALENDAR, OFFICE]).unwrap_or_default()
        });
        &SETS
    }

    /// Reads the texts of the files: service process, security, calendar, office.
    ///
    /// # Errors
    /// [`RulesFault`] of the first file that cannot be used.
    pub fn parse(texts: [&str; 4]) -> Result<RuleSets, RulesFault> {
        let [service_process, security, calendar, office] = texts;
        Ok(RuleSets {
            service_process: sets("service_process", service_process)?,
            security: sets("security_settings", security)?,
            calendar: sets("calendar", calendar)?,
            office: sets("office", office)?,
        })
    }

    /// R1 for a clock that starts on this day; `None` before the first set.
    pub fn service_process(&self, on: i32) -> Option<&Dated<ServiceProcess>> {
        self.service_process.iter().find(|s| s.holds_on(on))
    }

    /// R9 on this day.
    pub fn security(&self, on: i32) -> Option<&Dated<SecuritySettings>> {
        self.security.iter().find(|s| s.holds_on(on))
    }

    /// R10 on this day.
    pub fn calendar(&self, on: i32) -> Option<&Dated<CalendarSettings>> {
        self.calendar.iter().find(|s| s.holds_on(on))
    }

    /// The settings of the office on this day.
    pub fn office(&self, on: i32) -> Option<&Dated<OfficeSettings>> {
        self.office.iter().find(|s| s.holds_on(on))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<T> {
    set: Vec<Set<T>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set<T> {
    id: String,
    #[serde(deserialize_with = "day")]
    valid_from: i32,
    #[serde(default, deserialize_with = "day_or_none")]
    valid_to: Option<i32>,
    basis: String,
    confirmed: bool,
    values: T,
}

fn sets<T: DeserializeOwned>(name: &'static str, text: &str) -> Result<Vec<Dated<T>>, RulesFault> {
    let file: File<T> = toml::from_str(text).map_err(|e| RulesFault::Form(name, e.to_string()))?;
    let mut found: Vec<Dated<T>> = file
        .set
        .into_iter()
        .map(|s| Dated {
            id: s.id,
            valid_from: s.valid_from,
            valid_to: s.valid_to,
            basis: s.basis,
            confirmed: s.confirmed,
            values: s.values,
        })
        .collect();
    found.sort_by_key(|s| s.valid_from);
    let ordered = found.iter().all(|s| s.valid_to.is_none_or(|to| s.valid_from <= to));
    let joined = found
        .iter()
        .zip(found.iter().skip(1))
        .all(|(a, b)| a.valid_to.and_then(|to| to.checked_add(1)) == Some(b.valid_from));
    if found.is_empty() || !ordered || !joined { Err(RulesFault::Dates(name)) } else { Ok(found) }
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    let moment = toml::value::Datetime::deserialize(deserializer)?;
    moment
        .date
        .filter(|_| moment.time.is_none())
        .and_then(|d| super::dates::from_ymd(d.year.into(), d.month.into(), d.day.into()))
        .ok_or_else(|| serde::de::Error::custom("a day is expected"))
}

fn day_or_none<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<i32>, D::Error> {
    day(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::calendar;
    use crate::register::codes::CodeLists;
    use crate::register::dates::from_ymd;

    fn on(year: i32, month: u32, day: u32) -> Option<&'static Dated<ServiceProcess>> {
        RuleSets::embedded().service_process(from_ymd(year, month, day).unwrap())
    }

    #[test]
    fn the_embedded_files_are_whole() {
        let sets = RuleSets::parse([SERVICE_PROCESS, SECURITY, CALENDAR, OFFICE]).unwrap();
        assert_eq!(sets.service_process.len(), 3);
        assert_eq!(&sets, RuleSets::embedded());
    }

    #[test]
    fn the_set_is_that_of_the_day() {
        let cases = [
            ((2022, 5, 1), None),
            ((2022, 5, 2), Some(("service_process_2022", 5))),
            ((2024, 12, 31), Some(("service_process_2022", 5))),
            ((2025, 1, 1), Some(("service_process_2025", 5))),
            ((2025, 12, 31), Some(("service_process_2025", 5))),
            ((2026, 1, 1), Some(("service_process_2026", 10))),
            ((2030, 1, 1), Some(("service_process_2026", 10))),
        ];
        for ((y, m, d), expected) in cases {
            let found = on(y, m, d).map(|s| (s.id.as_str(), s.values.initial_interview_business_days));
            assert_eq!(found, expected, "{d}.{m}.{y}");
        }
    }

    #[test]
    fn the_last_day_of_the_first_interview_comes_from_the_set() {
        // Check values of the register design, R10.
        let cases = [
            ((2025, 4, 28), (2025, 5, 6)),
            ((2025, 12, 22), (2026, 1, 2)),
            ((2026, 1, 2), (2026, 1, 19)),
            ((2026, 3, 27), (2026, 4, 14)),
            ((2026, 6, 12), (2026, 6, 29)),
            ((2026, 12, 18), (2027, 1, 7)),
        ];
        for ((y, m, d), (ey, em, ed)) in cases {
            let start = from_ymd(y, m, d).unwrap();
            let days = on(y, m, d).unwrap().values.initial_interview_business_days;
            assert_eq!(
                calendar::add_business_days(start, days, false),
                from_ymd(ey, em, ed).unwrap(),
                "{d}.{m}.{y}"
            );
        }
    }

    #[test]
    fn what_differs_between_the_versions() {
        let (old, now, new) = (on(2024, 1, 1).unwrap(), on(2025, 6, 1).unwrap(), on(2026, 6, 1).unwrap());
        assert_eq!([old, now, new].map(|s| s.confirmed), [true, true, false]);
        assert_eq!([old, now, new].map(|s| s.values.multisector_review_every_months), [6, 3, 3]);
        let every =
            |s: &Dated<ServiceProcess>| s.values.supplementary_after_initial.as_ref().map(|x| x.every_weeks);
        assert_eq!([every(old), every(now), every(new)], [Some(None), Some(Some(2)), None]);
        assert_eq!(new.values.job_seeker_profile_duty_from, from_ymd(2026, 9, 1));
        assert!(new.values.half_year_supplementary.is_none());
    }

    #[test]
    fn rules_speak_in_codes_and_keys_that_exist() {
        let keys: toml::Table = toml::from_str(SERVICE_PROCESS).unwrap();
        let known: Vec<String> = keys["set"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|s| s["values"].as_table().unwrap().keys().cloned())
            .collect();
        for set in &RuleSets::embedded().office {
            for code in &set.values.municipalities {
                assert!(CodeLists::embedded().code("kunta", code).is_some(), "{code}");
            }
        }
        for set in &RuleSets::embedded().service_process {
            if let Some(code) = &set.values.initial_may_be_replaced_first_by {
                assert!(CodeLists::embedded().code("booking_service", code).is_some(), "{code}");
            }
            for key in &set.values.unconfirmed {
                assert!(known.contains(key), "{}: {key}", set.id);
            }
        }
    }

    #[test]
    fn settings_are_the_defaults_of_the_design() {
        let day = from_ymd(2026, 6, 15).unwrap();
        let security = &RuleSets::embedded().security(day).unwrap().values;
        assert_eq!((security.password_min_characters, security.password_max_age_days), (15, 180));
        assert_eq!((security.cover_idle_minutes, security.lock_idle_minutes), (2, 10));
        assert!(!RuleSets::embedded().calendar(day).unwrap().values.saturday_counts);
    }

    #[test]
    fn files_with_gaps_overlaps_or_unknown_keys_are_refused() {
        let set = |id: &str, from: &str, to: &str| {
            format!(
                "[[set]]\nid = \"{id}\"\nvalid_from = {from}\n{to}\nbasis = \"x\"\nconfirmed = true\n[set.values]\n\
                 saturday_counts = false\n"
            )
        };
        let read = |text: String| sets::<CalendarSettings>("calendar", &text);
        let first = set("a", "2020-01-01", "valid_to = 2020-12-31");
        assert_eq!(read(format!("{}{}", set("b", "2021-01-01", ""), first)).unwrap().len(), 2);
        for wrong in [
            format!("{first}{}", set("b", "2021-01-02", "")),
            format!("{first}{}", set("b", "2020-12-31", "")),
            set("a", "2020-01-01", "valid_to = 2019-12-31"),
        ] {
            assert_eq!(read(wrong), Err(RulesFault::Dates("calendar")));
        }
        assert!(matches!(read(format!("{first}more = 1\n")), Err(RulesFault::Form("calendar", _))));
        assert!(matches!(read("[[set]]".to_owned()), Err(RulesFault::Form("calendar", _))));
    }
}
