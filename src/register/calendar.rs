//! The calendar of limits: Finnish holidays, business days, months, week numbers (rule set R10).
//!
//! Sources: Gregorian computus; 150/1930 § 5 for a customer's time limit that ends on a day off; ISO 8601 weeks.

pub use super::dates::add_months;
use super::dates::{self, civil};

/// A day off of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Message id of its name.
    pub name: &'static str,
    /// Juhannusaatto and jouluaatto: no holidays, but no business days either.
    pub eve: bool,
}

/// Days whose date is the same every year: month, day, name, eve.
const FIXED: [(u32, u32, &str, bool); 7] = [
    (1, 1, "holiday-new-year", false),
    (1, 6, "holiday-epiphany", false),
    (5, 1, "holiday-may-day", false),
    (12, 6, "holiday-independence", false),
    (12, 24, "holiday-christmas-eve", true),
    (12, 25, "holiday-christmas", false),
    (12, 26, "holiday-boxing-day", false),
];

/// Days counted from Easter Sunday.
const MOVING: [(i32, &str); 5] = [
    (-2, "holiday-good-friday"),
    (0, "holiday-easter"),
    (1, "holiday-easter-monday"),
    (39, "holiday-ascension"),
    (49, "holiday-pentecost"),
];

const SATURDAY: u32 = 6;
const SUNDAY: u32 = 7;

/// Easter Sunday by the Gregorian computus (anonymous algorithm, Meeus).
pub fn easter(year: i32) -> i32 {
    let y = i64::from(year);
    let a = y.rem_euclid(19);
    let (b, c) = (y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let after_1_march = h + l - 7 * m + 21;
    civil(year, 3, 1).saturating_add(i32::try_from(after_1_march).unwrap_or_default())
}

/// The days off of a year in their order, the two eves among them. Sundays that are no holidays are not listed.
pub fn holidays(year: i32) -> Vec<Holiday> {
    let mut all: Vec<Holiday> = every(year).collect();
    all.sort_by_key(|h| h.day);
    all
}

/// The name of a day off, as message id.
pub fn holiday(day: i32) -> Option<&'static str> {
    every(dates::ymd(day).0).find(|h| h.day == day).map(|h| h.name)
}

/// Whether a day is a business day: Monday to Friday (to Saturday when the office's setting says so), no holiday,
/// not juhannusaatto or jouluaatto.
pub fn is_business_day(day: i32, saturday_counts: bool) -> bool {
    match dates::weekday(day) {
        SUNDAY => false,
        SATURDAY if !saturday_counts => false,
        _ => holiday(day).is_none(),
    }
}

/// The day on which a limit of `n` business days ends; the day after `start` is the first that can count.
/// Saturdays do not count: the default of the setting, see [`add_business_days_counting`].
pub fn add_business_days(start: i32, n: u32) -> i32 {
    add_business_days_counting(start, n, false)
}

/// As [`add_business_days`], by the office's setting for Saturdays.
pub fn add_business_days_counting(start: i32, n: u32, saturday_counts: bool) -> i32 {
    let mut day = start;
    let mut left = n;
    while left > 0 && day < i32::MAX {
        day += 1;
        left -= u32::from(is_business_day(day, saturday_counts));
    }
    day
}

/// Where a customer's limit ends that falls on this day: the day itself or, after a Saturday, Sunday, holiday,
/// juhannusaatto or jouluaatto, the next business day (150/1930 § 5). An authority's own limit is not moved, nor a
/// presumed day of receipt.
pub fn move_to_business_day(day: i32) -> i32 {
    let mut day = day;
    while !is_business_day(day, false) && day < i32::MAX {
        day += 1;
    }
    day
}

/// ISO 8601 week: its year and its number, 1 to 53.
pub fn week(day: i32) -> (i32, u32) {
    // A week belongs to the year of its Thursday.
    let thursday = i64::from(day) + 4 - i64::from(dates::weekday(day));
    let thursday = i32::try_from(thursday).unwrap_or(day);
    let year = dates::ymd(thursday).0;
    let days = thursday.saturating_sub(civil(year, 1, 1));
    (year, u32::try_from(days / 7 + 1).unwrap_or(1))
}

fn every(year: i32) -> impl Iterator<Item = Holiday> {
    let easter = easter(year);
    let midsummer = saturday_from(civil(year, 6, 20));
    let all_saints = saturday_from(civil(year, 10, 31));
    let fixed = FIXED.into_iter().map(move |(month, day, name, eve)| Holiday {
        day: civil(year, month, day),
        name,
        eve,
    });
    let moving = MOVING.into_iter().map(move |(days, name)| Holiday {
        day: easter.saturating_add(days),
        name,
        eve: false,
    });
    fixed.chain(moving).chain([
        Holiday { day: midsummer.saturating_sub(1), name: "holiday-midsummer-eve", eve: true },
        Holiday { day: midsummer, name: "holiday-midsummer", eve: false },
        Holiday { day: all_saints, name: "holiday-all-saints", eve: false },
    ])
}

/// The first Saturday on or after a day.
fn saturday_from(day: i32) -> i32 {
    let ahead = (SATURDAY + 7 - dates::weekday(day)) % 7;
    day.saturating_add(i32::try_from(ahead).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::dates::{Nearest, parse, show};

    fn day(text: &str) -> i32 {
        parse(text, 0, Nearest::Either).unwrap()
    }

    #[test]
    fn easter_sundays() {
        for text in [
            "23.3.1913",
            "25.4.1943",
            "23.4.2000",
            "20.4.2025",
            "5.4.2026",
            "28.3.2027",
            "25.4.2038",
            "18.4.2049",
        ] {
            assert_eq!(show(easter(dates::ymd(day(text)).0)), text);
        }
    }

    #[test]
    fn holidays_of_2026() {
        let shown: Vec<String> = holidays(2026)
            .into_iter()
            .map(|h| format!("{}{}", show(h.day).trim_end_matches("2026"), if h.eve { " (eve)" } else { "" }))
            .collect();
        assert_eq!(
            shown.join(", "),
            "1.1., 6.1., 3.4., 5.4., 6.4., 1.5., 14.5., 24.5., 19.6. (eve), 20.6., 31.10., 6.12., 24.12. (eve), \
             25.12., 26.12."
        );
    }

    #[test]
    fn moving_holidays_of_2027() {
        for text in [
            "26.3.2027",
            "28.3.2027",
            "29.3.2027",
            "6.5.2027",
            "16.5.2027",
            "25.6.2027",
            "26.6.2027",
            "6.11.2027",
        ] {
            assert!(holiday(day(text)).is_some(), "{text}");
        }
    }

    #[test]
    fn limits_in_business_days() {
        for (start, n, end) in [
            ("28.4.2025", 5, "6.5.2025"),
            ("22.12.2025", 5, "2.1.2026"),
            ("2.1.2026", 10, "19.1.2026"),
            ("27.3.2026", 10, "14.4.2026"),
            ("12.6.2026", 10, "29.6.2026"),
            ("18.12.2026", 10, "7.1.2027"),
        ] {
            assert_eq!(show(add_business_days(day(start), n)), end, "{start} + {n}");
        }
    }

    #[test]
    fn a_setting_makes_saturdays_count() {
        // Friday + 1: Saturday, unless that Saturday is a holiday.
        assert_eq!(show(add_business_days_counting(day("12.6.2026"), 1, true)), "13.6.2026");
        assert_eq!(show(add_business_days_counting(day("18.6.2026"), 1, true)), "22.6.2026");
    }

    #[test]
    fn limits_in_days_and_months() {
        // Clarification received 24.6.2026: municipality 7 days, KEHA 30 days.
        assert_eq!(show(day("24.6.2026") + 7), "1.7.2026");
        assert_eq!(show(day("24.6.2026") + 30), "24.7.2026");
        // Letter sent 1.6.2026: received on the 7th day, appeal within 30 days.
        assert_eq!(show(day("1.6.2026") + 7), "8.6.2026");
        assert_eq!(show(move_to_business_day(day("8.6.2026") + 30)), "8.7.2026");
        // One month from 31.1.2026 ends on a Saturday.
        let month = add_months(day("31.1.2026"), 1);
        assert_eq!(show(month), "28.2.2026");
        assert_eq!(show(move_to_business_day(month)), "2.3.2026");
    }

    #[test]
    fn eves_move_a_limit() {
        assert_eq!(show(move_to_business_day(day("19.6.2026"))), "22.6.2026");
        assert_eq!(show(move_to_business_day(day("24.12.2026"))), "28.12.2026");
        assert_eq!(show(move_to_business_day(day("23.12.2026"))), "23.12.2026");
    }

    #[test]
    fn weeks() {
        for (text, want) in [
            ("1.1.2026", (2026, 1)),
            ("31.12.2026", (2026, 53)),
            ("3.1.2027", (2026, 53)),
            ("4.1.2027", (2027, 1)),
            ("30.12.2024", (2025, 1)),
        ] {
            assert_eq!(week(day(text)), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn business_days_are_counted_one_by_one(start in -60_000i32..=80_000, n in 0u32..=40) {
            let end = add_business_days(start, n);
            let counted = (start + 1..=end).filter(|d| is_business_day(*d, false)).count();
            prop_assert_eq!(counted, n as usize);
            prop_assert!(n == 0 || is_business_day(end, false));
            prop_assert!(is_business_day(move_to_business_day(start), false));
        }

        #[test]
        fn any_year_is_answered(year: i32, day: i32) {
            prop_assert_eq!(holidays(year).len(), 15);
            let _ = (holiday(day), week(day), is_business_day(day, true), move_to_business_day(day));
        }

        #[test]
        fn weeks_agree_with_chrono(day in -200_000i32..=200_000) {
            use chrono::Datelike;
            let iso = chrono::NaiveDate::from_num_days_from_ce_opt(day + 719_163).unwrap().iso_week();
            prop_assert_eq!(week(day), (iso.year(), iso.week()));
        }
    }
}
