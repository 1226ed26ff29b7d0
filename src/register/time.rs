//! Moments: stored as UTC milliseconds, typed, shown and counted in Europe/Helsinki whatever the machine is set to.
//!
//! No clock: the present moment comes in as an argument.

use chrono::{DateTime, LocalResult, NaiveTime, Offset, TimeDelta, TimeZone, Timelike};
use chrono_tz::{Europe::Helsinki, Tz};

use super::dates::{self, Nearest};

/// Why a typed moment is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// None of the forms a moment may be typed in.
    Form,
    /// No such time of day: `9.75`, `25.00`.
    NoSuchTime,
    /// The clocks jump over this time when summer time begins.
    Gap,
    /// The date in front of the time is not one.
    Date(dates::Fault),
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-time-empty",
            Fault::Form => "error-time-form",
            Fault::NoSuchTime => "error-time-no-such",
            Fault::Gap => "error-time-gap",
            Fault::Date(fault) => fault.id(),
        }
    }
}

/// Milliseconds of a day without a change of clocks.
pub const DAY_MS: i64 = 86_400_000;

/// Words that may stand between date and time.
const BETWEEN: [&str; 3] = ["klo", "kl", "at"];

/// Moments are held to the years 1 to 9999, outside of which nothing is written anywhere.
const MOMENTS: (i64, i64) = (-62_135_596_800_000 + DAY_MS, 253_402_300_799_999 - DAY_MS);

/// The day in Helsinki, days since 1970-01-01.
pub fn day_of(ms: i64) -> i32 {
    let seconds = utc(ms).div_euclid(1000) + i64::from(offset_seconds(ms));
    i32::try_from(seconds.div_euclid(86_400)).unwrap_or_default()
}

/// `d.m.yyyy klo H.mm`.
pub fn show(ms: i64) -> String {
    format!("{} klo {}", dates::show(day_of(ms)), clock(ms))
}

/// `H.mm`.
pub fn clock(ms: i64) -> String {
    let minutes = minutes_of(ms);
    format!("{}.{:02}", minutes / 60, minutes % 60)
}

/// `H.mm.ss`: when a try will be possible again.
pub fn clock_seconds(ms: i64) -> String {
    format!("{}.{:02}", clock(ms), ms.rem_euclid(60_000) / 1_000)
}

/// Minutes since midnight by the clock on the wall in Helsinki.
pub fn minutes_of(ms: i64) -> u32 {
    local(ms).map_or(0, |at| at.hour() * 60 + at.minute())
}

/// Minutes that Helsinki is ahead of UTC: 120 or 180.
pub fn offset_minutes(ms: i64) -> i32 {
    offset_seconds(ms).div_euclid(60)
}

/// The moment of a day and minutes since midnight by the clock on the wall. `None` where the clocks jump over it or
/// there is no such minute; where an hour comes twice, the earlier one.
pub fn from_day_and_minutes(day: i32, minutes: u32) -> Option<i64> {
    let (year, month, date) = dates::ymd(day);
    let date = chrono::NaiveDate::from_ymd_opt(year, month, date)?;
    let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)?;
    match Helsinki.from_local_datetime(&date.and_time(time)) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.timestamp_millis()),
        LocalResult::None => None,
    }
}

/// The first moment of a day in Helsinki, and the first of the next: the bounds of a search for the day.
pub fn bounds_of(day: i32) -> (i64, i64) {
    (midnight(day), midnight(day.saturating_add(1)))
}

/// Reads a typed moment: a time of day (`930`, `0930`, `9.30`, `9:30`, `9`), which means today, or a date in any form
/// that [`dates::parse`] reads and a time after it, `klo` between them or not.
///
/// # Errors
/// [`Fault`].
pub fn parse(text: &str, now_ms: i64) -> Result<i64, Fault> {
    let text = text.trim().to_lowercase();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let time = words.pop().ok_or(Fault::Empty)?;
    if words.last().is_some_and(|word| BETWEEN.contains(word)) {
        words.pop();
    }
    let today = day_of(now_ms);
    let minutes = clock_minutes(time)?;
    let day = if words.is_empty() {
        today
    } else {
        dates::parse(&words.join(" "), today, Nearest::Either).map_err(Fault::Date)?
    };
    from_day_and_minutes(day, minutes).ok_or(Fault::Gap)
}

/// Minutes since midnight of a typed time of day.
fn clock_minutes(text: &str) -> Result<u32, Fault> {
    let (hours, minutes) = match text.split_once(['.', ':']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return Err(Fault::Form),
        None if text.len() <= 2 => (text, "00"),
        None => text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)).ok_or(Fault::Form)?,
    };
    let digits = |s: &str| dates::number(s, 2).and_then(|n| u32::try_from(n).ok()).ok_or(Fault::Form);
    match (digits(hours)?, digits(minutes)?) {
        (hours @ 0..=23, minutes @ 0..=59) => Ok(hours * 60 + minutes),
        _ => Err(Fault::NoSuchTime),
    }
}

/// The first moment of a day; should the clocks ever jump at midnight, the first that exists.
fn midnight(day: i32) -> i64 {
    (0..=180)
        .step_by(30)
        .find_map(|minutes| from_day_and_minutes(day, minutes))
        .unwrap_or(i64::from(day) * DAY_MS)
}

fn utc(ms: i64) -> i64 {
    ms.clamp(MOMENTS.0, MOMENTS.1)
}

fn local(ms: i64) -> Option<DateTime<Tz>> {
    let at = DateTime::UNIX_EPOCH.checked_add_signed(TimeDelta::try_milliseconds(utc(ms))?)?;
    Some(at.with_timezone(&Helsinki))
}

fn offset_seconds(ms: i64) -> i32 {
    local(ms).map_or(0, |at| at.offset().fix().local_minus_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    #[test]
    fn shown_in_helsinki() {
        assert_eq!(show(at("2026-12-14T07:30:59Z")), "14.12.2026 klo 9.30");
        assert_eq!(show(at("2026-06-15T22:05:00Z")), "16.6.2026 klo 1.05");
        assert_eq!(clock(at("2026-06-15T21:00:00Z")), "0.00");
        assert_eq!(day_of(at("2026-06-15T20:59:59Z")), dates::from_ymd(2026, 6, 15).unwrap());
        assert_eq!(day_of(at("2026-06-15T21:00:00Z")), dates::from_ymd(2026, 6, 16).unwrap());
        assert_eq!(offset_minutes(at("2026-12-14T07:30:00Z")), 120);
        assert_eq!(offset_minutes(at("2026-06-15T07:30:00Z")), 180);
    }

    #[test]
    fn typed_forms() {
        let now = at("2026-12-10T10:00:00+02:00");
        for (typed, want) in [
            ("930", "2026-12-10T09:30:00+02:00"),
            ("0930", "2026-12-10T09:30:00+02:00"),
            ("1405", "2026-12-10T14:05:00+02:00"),
            ("9.30", "2026-12-10T09:30:00+02:00"),
            ("9:30", "2026-12-10T09:30:00+02:00"),
            ("9", "2026-12-10T09:00:00+02:00"),
            ("klo 9.30", "2026-12-10T09:30:00+02:00"),
            ("14.12.2026 9.30", "2026-12-14T09:30:00+02:00"),
            ("14.12. klo 9.30", "2026-12-14T09:30:00+02:00"),
            ("14.12. kl 9.30", "2026-12-14T09:30:00+02:00"),
            ("5.1. 9.30", "2027-01-05T09:30:00+02:00"),
            ("t 9.30", "2026-12-10T09:30:00+02:00"),
            ("t+1 930", "2026-12-11T09:30:00+02:00"),
            ("Ma 9.30", "2026-12-14T09:30:00+02:00"),
            ("15.6.2027 12.00", "2027-06-15T12:00:00+03:00"),
        ] {
            assert_eq!(parse(typed, now), Ok(at(want)), "{typed}");
        }
        for (typed, fault) in [
            ("", Fault::Empty),
            ("t", Fault::Form),
            ("9.5", Fault::Form),
            ("14.12.2026", Fault::Form),
            ("24.00", Fault::NoSuchTime),
            ("9.60", Fault::NoSuchTime),
            ("31.2.2026 9.30", Fault::Date(dates::Fault::NoSuchDate)),
            ("joskus 9.30", Fault::Date(dates::Fault::Form)),
        ] {
            assert_eq!(parse(typed, now), Err(fault), "{typed}");
        }
    }

    #[test]
    fn the_hour_that_is_missing_and_the_hour_that_comes_twice() {
        let now = at("2026-03-01T10:00:00+02:00");
        assert_eq!(parse("29.3.2026 3.30", now), Err(Fault::Gap));
        assert_eq!(parse("29.3.2026 4.00", now), Ok(at("2026-03-29T04:00:00+03:00")));
        assert_eq!(parse("25.10.2026 3.30", now), Ok(at("2026-10-25T03:30:00+03:00")));
        assert_eq!(show(at("2026-10-25T03:30:00+02:00")), "25.10.2026 klo 3.30");
    }

    #[test]
    fn a_day_has_23_24_or_25_hours() {
        for (text, hours) in [("2026-03-29", 23), ("2026-06-15", 24), ("2026-10-25", 25)] {
            let (from, to) = bounds_of(dates::from_iso(text).unwrap());
            assert_eq!((to - from) / 3_600_000, hours, "{text}");
        }
    }

    proptest! {
        #[test]
        fn shown_moments_are_read_back(minute in 0i64..=63_000_000) {
            let ms = minute * 60_000;
            let back = parse(&show(ms), 0).unwrap();
            // Only the hour that comes twice is read as its earlier self.
            prop_assert!(back == ms || (back == ms - 3_600_000 && show(back) == show(ms)));
            let (from, to) = bounds_of(day_of(ms));
            prop_assert!(from <= ms && ms < to);
            prop_assert_eq!(from_day_and_minutes(day_of(ms), minutes_of(ms)), Some(back));
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "[t0-9.: ]{0,16}", ms: i64, day: i32, minutes: u32) {
            let _ = (parse(&text, ms), parse(&near, ms), show(ms), offset_minutes(ms));
            let _ = (from_day_and_minutes(day, minutes), bounds_of(day));
        }
    }
}
