//! The calendar of limits: Finnish holidays and business days (rule set R10). Source: Gregorian computus.

use super::dates::{self, civil};

/// Days off whose date is the same every year, month and day; jouluaatto is no holiday, but no business day either.
const FIXED: [(u32, u32); 7] = [(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)];

/// Days off counted from Easter Sunday: Good Friday, Easter, Easter Monday, helatorstai, helluntai.
const MOVING: [i32; 5] = [-2, 0, 1, 39, 49];

const SATURDAY: u32 = 6;
const SUNDAY: u32 = 7;

/// Easter Sunday by the Gregorian computus (anonymous algorithm, Meeus).
fn easter(year: i32) -> i32 {
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

/// Whether a day is a business day: Monday to Friday (to Saturday when the office's setting says so), no holiday,
/// not juhannusaatto or jouluaatto.
pub fn is_business_day(day: i32, saturday_counts: bool) -> bool {
    match dates::weekday(day) {
        SUNDAY => false,
        SATURDAY if !saturday_counts => false,
        _ => !off(dates::ymd(day).0).any(|off| off == day),
    }
}

/// The day on which a limit of `n` business days ends; the day after `start` is the first that can count. Whether
/// Saturdays do is the office's setting.
pub fn add_business_days(start: i32, n: u32, saturday_counts: bool) -> i32 {
    let mut day = start;
    let mut left = n;
    while left > 0 && day < i32::MAX {
        day += 1;
        left -= u32::from(is_business_day(day, saturday_counts));
    }
    day
}

/// The days off of a year, juhannusaatto and jouluaatto among them. Sundays that are no holidays are not listed.
fn off(year: i32) -> impl Iterator<Item = i32> {
    let easter = easter(year);
    let midsummer = saturday_from(civil(year, 6, 20));
    let all_saints = saturday_from(civil(year, 10, 31));
    let fixed = FIXED.into_iter().map(move |(month, day)| civil(year, month, day));
    let moving = MOVING.into_iter().map(move |days| easter.saturating_add(days));
    fixed.chain(moving).chain([midsummer.saturating_sub(1), midsummer, all_saints])
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
    fn days_off_of_2026() {
        let mut days: Vec<i32> = off(2026).collect();
        days.sort_unstable();
        let shown: Vec<String> =
            days.into_iter().map(|d| show(d).trim_end_matches("2026").to_owned()).collect();
        assert_eq!(
            shown.join(", "),
            "1.1., 6.1., 3.4., 5.4., 6.4., 1.5., 14.5., 24.5., 19.6., 20.6., 31.10., 6.12., 24.12., 25.12., 26.12."
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
            assert!(off(2027).any(|off| off == day(text)), "{text}");
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
            assert_eq!(show(add_business_days(day(start), n, false)), end, "{start} + {n}");
        }
    }

    #[test]
    fn a_setting_makes_saturdays_count() {
        // Friday + 1: Saturday, unless that Saturday is a holiday.
        assert_eq!(show(add_business_days(day("12.6.2026"), 1, true)), "13.6.2026");
        assert_eq!(show(add_business_days(day("18.6.2026"), 1, true)), "22.6.2026");
    }

    proptest! {
        #[test]
        fn business_days_are_counted_one_by_one(start in -60_000i32..=80_000, n in 0u32..=40) {
            let end = add_business_days(start, n, false);
            let counted = (start + 1..=end).filter(|d| is_business_day(*d, false)).count();
            prop_assert_eq!(counted, n as usize);
            prop_assert!(n == 0 || is_business_day(end, false));
        }

        #[test]
        fn any_year_is_answered(year: i32, day: i32) {
            prop_assert_eq!(off(year).count(), 15);
            let _ = is_business_day(day, true);
        }
    }
}
