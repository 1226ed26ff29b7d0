//! Days: typed, shown, stored. A day is an `i32`, days since 1970-01-01 in the proleptic Gregorian calendar.
//!
//! No clock: what depends on today gets `today` as an argument.

pub use super::kind::Nearest;

/// The years a typed or stored date may lie in: the first century of henkilötunnus to well after any deadline.
pub const YEARS: std::ops::RangeInclusive<i32> = 1800..=2199;

/// Names a weekday may be typed by, Monday first, in the three languages of the screen.
const WEEKDAYS: [&[&str]; 7] = [
    &["ma", "maanantai", "mån", "måndag", "mon", "monday"],
    &["ti", "tiistai", "tis", "tisdag", "tue", "tuesday"],
    &["ke", "keskiviikko", "ons", "onsdag", "wed", "wednesday"],
    &["to", "torstai", "tor", "tors", "torsdag", "thu", "thursday"],
    &["pe", "perjantai", "fre", "fredag", "fri", "friday"],
    &["la", "lauantai", "lör", "lördag", "sat", "saturday"],
    &["su", "sunnuntai", "sön", "söndag", "sun", "sunday"],
];

/// Units a count of weeks or months may be typed with. No bare `v`: it is a week in Swedish and a year in Finnish.
const WEEKS: [&str; 3] = ["vk", "w", "wk"];
const MONTHS: [&str; 3] = ["kk", "mån", "m"];

/// Why a typed date is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// None of the forms a date may be typed in.
    Form,
    /// The calendar has no such day.
    NoSuchDate,
    /// A year outside [`YEARS`].
    Range,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-date-empty",
            Fault::Form => "error-date-form",
            Fault::NoSuchDate => "error-date-no-such",
            Fault::Range => "error-date-range",
        }
    }
}

/// Reads a typed date.
///
/// `d.m.yyyy`, `d.m.yy`, `d.m.`, `ddmmyyyy`, `ddmmyy`, `yyyy-mm-dd`, `t` today, `t+7`, `t-1`, `+2vk`, `+3kk`
/// (also after `t`, also with `-`, in the units of each language), a weekday for the next such day after today. What
/// is left out of a year is filled in by `nearest`: the nearest day in either direction, or the nearest that is not
/// after today.
///
/// # Errors
/// [`Fault`].
pub fn parse(text: &str, today: i32, nearest: Nearest) -> Result<i32, Fault> {
    let text = tidy(text);
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    let day = if let Some(day) = weekday_named(&text, today).or_else(|| relative(&text, today)) {
        day
    } else {
        written(&text, today, nearest)?
    };
    if YEARS.contains(&ymd(day).0) { Ok(day) } else { Err(Fault::Range) }
}

/// `d.m.yyyy`.
pub fn show(day: i32) -> String {
    let (year, month, day) = ymd(day);
    format!("{day}.{month}.{year}")
}

/// `yyyy-mm-dd`.
pub fn iso(day: i32) -> String {
    let (year, month, day) = ymd(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of `yyyy-mm-dd`, exactly so written.
pub fn from_iso(text: &str) -> Option<i32> {
    let mut parts = text.split('-');
    let (year, month, day) =
        (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    if parts.next().is_some() || text.len() != 10 {
        return None;
    }
    from_ymd(year, month.try_into().ok()?, day.try_into().ok()?)
}

/// The day of a year (1–9999), month and day of month; `None` where the calendar has none.
pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<i32> {
    let ok = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && day >= 1
        && day <= month_length(year, month);
    ok.then(|| civil(year, month, day))
}

/// Year, month and day of month of a day.
pub fn ymd(day: i32) -> (i32, u32, u32) {
    // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days; years begin in March.
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    let small = |n: i64| u32::try_from(n).unwrap_or_default();
    (i32::try_from(year).unwrap_or_default(), small(month), small(doy - (153 * mp + 2) / 5 + 1))
}

/// The weekday: Monday 1 to Sunday 7, as ISO 8601 counts them.
pub fn weekday(day: i32) -> u32 {
    // 1970-01-01 was a Thursday.
    u32::try_from((i64::from(day) + 3).rem_euclid(7) + 1).unwrap_or_default()
}

/// The weekday as a word that sentences choose by: `mon` to `sun`.
pub fn weekday_word(day: i32) -> &'static str {
    const WORDS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let place = usize::try_from(weekday(day)).unwrap_or(1).saturating_sub(1);
    WORDS.get(place).copied().unwrap_or("mon")
}

/// So many months later (earlier when negative): the same day of the month, or the last day of that month.
pub fn add_months(day: i32, months: i32) -> i32 {
    let (year, month, day) = ymd(day);
    let count = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let year = i32::try_from(count.div_euclid(12)).unwrap_or(if months < 0 { 1 } else { 9999 });
    let month = u32::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    civil(year, month, day.min(month_length(year, month)))
}

/// The number of days of a month (1–12).
pub fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day that is known to exist; days_from_civil of the same source as in [`ymd`]. Saturates at the ends of `i32`.
pub(super) fn civil(year: i32, month: u32, day: u32) -> i32 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let yoe = year.rem_euclid(400);
    let mp = (i64::from(month) + 9) % 12;
    let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    let days = era * 146_097 + doe - 719_468;
    i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX })
}

/// At most `max` ASCII digits and at least one, as a number.
pub(super) fn number(text: &str, max: usize) -> Option<i32> {
    let ok = !text.is_empty() && text.len() <= max.min(9) && text.bytes().all(|b| b.is_ascii_digit());
    ok.then(|| text.parse().ok()).flatten()
}

/// Lower case, outer blanks off, blanks after a full stop off, dashes as hyphens.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' | '\u{a0}' if out.ends_with('.') => {}
            '\u{2010}'..='\u{2014}' | '\u{2212}' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

fn weekday_named(text: &str, today: i32) -> Option<i32> {
    let wanted = WEEKDAYS.iter().position(|names| names.contains(&text))?;
    let ahead = (i64::try_from(wanted).ok()? + 1 - i64::from(weekday(today))).rem_euclid(7);
    Some(today.saturating_add(if ahead == 0 { 7 } else { i32::try_from(ahead).ok()? }))
}

fn relative(text: &str, today: i32) -> Option<i32> {
    if text == "t" {
        return Some(today);
    }
    let from_t = text.strip_prefix('t');
    let rest = from_t.unwrap_or(text);
    let (sign, rest) = match rest.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, rest.strip_prefix('-')?),
    };
    let count = |units: [&str; 3]| units.iter().find_map(|unit| rest.strip_suffix(unit));
    if let Some(weeks) = count(WEEKS) {
        return Some(today.saturating_add(sign * 7 * number(weeks.trim_end(), 4)?));
    }
    if let Some(months) = count(MONTHS) {
        return Some(add_months(today, sign * number(months.trim_end(), 4)?));
    }
    // A bare number of days needs its `t`: `+7` alone is more often a slip than a date.
    from_t?;
    Some(today.saturating_add(sign * number(rest, 5)?))
}

fn written(text: &str, today: i32, nearest: Nearest) -> Result<i32, Fault> {
    if text.contains('-') {
        let shape: Vec<usize> = text.split('-').map(str::len).collect();
        let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        return if shape == [4, 2, 2] && digits {
            from_iso(text).ok_or(Fault::NoSuchDate)
        } else {
            Err(Fault::Form)
        };
    }
    if text.contains('.') {
        let mut parts = text.split('.');
        let (Some(day), Some(month), Some(year), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Fault::Form);
        };
        let (day, month) = (number(day, 2).ok_or(Fault::Form)?, number(month, 2).ok_or(Fault::Form)?);
        return complete(day, month, year, today, nearest);
    }
    if !matches!(text.len(), 6 | 8) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::Form);
    }
    let (day, rest) = text.split_at_checked(2).ok_or(Fault::Form)?;
    let (month, year) = rest.split_at_checked(2).ok_or(Fault::Form)?;
    complete(number(day, 2).ok_or(Fault::Form)?, number(month, 2).ok_or(Fault::Form)?, year, today, nearest)
}

/// Fills in the year: four digits as they stand, two digits within the century around today, none within the year
/// around today.
fn complete(day: i32, month: i32, year: &str, today: i32, nearest: Nearest) -> Result<i32, Fault> {
    let (Ok(day), Ok(month)) = (u32::try_from(day), u32::try_from(month)) else { return Err(Fault::Form) };
    let this = ymd(today).0;
    let years: Vec<i32> = match year.len() {
        0 => (this - 1..=this + 1).collect(),
        2 => {
            let two = number(year, 2).ok_or(Fault::Form)?;
            let base = this - this.rem_euclid(100) + two;
            vec![base - 100, base, base + 100]
        }
        4 => {
            let year = number(year, 4).ok_or(Fault::Form)?;
            // An existing day of a far year is out of range, not impossible.
            return from_ymd(year, month, day).ok_or(if year == 0 {
                Fault::Range
            } else {
                Fault::NoSuchDate
            });
        }
        _ => return Err(Fault::Form),
    };
    let days = years.into_iter().filter_map(|y| from_ymd(y, month, day));
    match nearest {
        Nearest::Either => days.min_by_key(|d| i64::from(*d).abs_diff(i64::from(today))),
        Nearest::Past => days.filter(|d| *d <= today).max(),
    }
    .ok_or(Fault::NoSuchDate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Monday 15.6.2026.
    fn today() -> i32 {
        from_ymd(2026, 6, 15).unwrap()
    }

    fn either(text: &str) -> Result<String, Fault> {
        parse(text, today(), Nearest::Either).map(iso)
    }

    fn past(text: &str) -> Result<String, Fault> {
        parse(text, today(), Nearest::Past).map(iso)
    }

    #[test]
    fn typed_forms() {
        for (typed, want) in [
            ("1.2.2026", "2026-02-01"),
            ("01.02.2026", "2026-02-01"),
            (" 1. 2. 2026 ", "2026-02-01"),
            ("1.2.26", "2026-02-01"),
            ("010226", "2026-02-01"),
            ("01022026", "2026-02-01"),
            ("2026-02-01", "2026-02-01"),
            ("2026\u{2013}02\u{2013}01", "2026-02-01"),
            ("1.2.", "2026-02-01"),
            ("t", "2026-06-15"),
            ("T", "2026-06-15"),
            ("t+7", "2026-06-22"),
            ("t-1", "2026-06-14"),
            ("ma", "2026-06-22"),
            ("ti", "2026-06-16"),
            ("su", "2026-06-21"),
            ("ons", "2026-06-17"),
            ("Friday", "2026-06-19"),
            ("+2vk", "2026-06-29"),
            ("+2w", "2026-06-29"),
            ("+3kk", "2026-09-15"),
            ("+3mån", "2026-09-15"),
            ("t+3m", "2026-09-15"),
            ("t+3kk", "2026-09-15"),
            ("-1kk", "2026-05-15"),
            ("29.2.2024", "2024-02-29"),
        ] {
            assert_eq!(either(typed).as_deref(), Ok(want), "{typed}");
        }
    }

    #[test]
    fn short_years_by_the_rule_of_the_field() {
        for (typed, near, behind) in [
            ("010594", "1994-05-01", "1994-05-01"),
            ("1.5.60", "2060-05-01", "1960-05-01"),
            ("1.7.26", "2026-07-01", "1926-07-01"),
            ("150626", "2026-06-15", "2026-06-15"),
            ("160626", "2026-06-16", "1926-06-16"),
            ("5.1.", "2026-01-05", "2026-01-05"),
            ("1.7.", "2026-07-01", "2025-07-01"),
            ("29.2.00", "2000-02-29", "2000-02-29"),
        ] {
            assert_eq!(either(typed).as_deref(), Ok(near), "{typed}");
            assert_eq!(past(typed).as_deref(), Ok(behind), "{typed}");
        }
    }

    #[test]
    fn around_new_year_the_nearest_day_is_meant() {
        let december = from_ymd(2026, 12, 20).unwrap();
        assert_eq!(parse("5.1.", december, Nearest::Either).map(iso).as_deref(), Ok("2027-01-05"));
        assert_eq!(parse("5.1.", december, Nearest::Past).map(iso).as_deref(), Ok("2026-01-05"));
    }

    #[test]
    fn faults_by_kind() {
        for (typed, fault) in [
            ("", Fault::Empty),
            ("  ", Fault::Empty),
            ("2019", Fault::Form),
            ("8.2019", Fault::Form),
            ("1.2", Fault::Form),
            ("+7", Fault::Form),
            ("1.2.202", Fault::Form),
            ("huomenna", Fault::Form),
            ("１.2.2026", Fault::Form),
            ("1-2-2026", Fault::Form),
            ("31.2.2026", Fault::NoSuchDate),
            ("2026-02-30", Fault::NoSuchDate),
            ("310226", Fault::NoSuchDate),
            ("0.1.2026", Fault::NoSuchDate),
            ("1.13.2026", Fault::NoSuchDate),
            ("29.2.", Fault::NoSuchDate),
            ("1.1.1799", Fault::Range),
            ("1.1.2200", Fault::Range),
            ("t+99999", Fault::Range),
        ] {
            assert_eq!(either(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-06-15", -18, "2024-12-15"),
            ("2026-12-01", 1, "2027-01-01"),
        ] {
            assert_eq!(iso(add_months(from_iso(from).unwrap(), months)), to, "{from} {months}");
        }
    }

    #[test]
    fn the_epoch_was_a_thursday() {
        assert_eq!(from_iso("1970-01-01"), Some(0));
        assert_eq!(weekday(0), 4);
        assert_eq!(weekday(-4), 7);
        assert_eq!(from_iso("1970-1-1"), None);
        assert_eq!(from_iso("1970-01-01x"), None);
    }

    proptest! {
        #[test]
        fn shown_dates_are_read_back(day in -62_091i32..=84_005, today in -30_000i32..=80_000) {
            for nearest in [Nearest::Either, Nearest::Past] {
                prop_assert_eq!(parse(&show(day), today, nearest), Ok(day));
                prop_assert_eq!(parse(&iso(day), today, nearest), Ok(day));
            }
            let (y, m, d) = ymd(day);
            prop_assert_eq!(from_ymd(y, m, d), Some(day));
            prop_assert_eq!(from_iso(&iso(day)), Some(day));
            prop_assert_eq!(weekday(day + 1), weekday(day) % 7 + 1);
        }

        #[test]
        fn agrees_with_chrono(day in -700_000i32..=2_900_000) {
            use chrono::Datelike;
            let date = chrono::NaiveDate::from_num_days_from_ce_opt(day + 719_163).unwrap();
            prop_assert_eq!(ymd(day), (date.year(), date.month(), date.day()));
            prop_assert_eq!(weekday(day), date.weekday().number_from_monday());
        }

        #[test]
        fn two_digits_in_the_past_are_never_after_today(day in -30_000i32..=36_000, today in -20_000i32..=60_000) {
            let (y, m, d) = ymd(day);
            let typed = format!("{d:02}{m:02}{:02}", y.rem_euclid(100));
            if let Ok(got) = parse(&typed, today, Nearest::Past) {
                prop_assert!(got <= today && got > today - 73_050);
                prop_assert_eq!(ymd(got).0.rem_euclid(100), y.rem_euclid(100));
            }
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "[t+\\-]?[0-9.\\-]{0,10}(vk|kk|w|mån|m)?", today: i32, months: i32) {
            let _ = parse(&text, today, Nearest::Either);
            let _ = parse(&near, today, Nearest::Past);
            let _ = add_months(today, months);
            let _ = show(today);
        }
    }
}
