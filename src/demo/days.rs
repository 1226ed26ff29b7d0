//! Days and hours as the practice office needs them: days since 1970-01-01, the Gregorian calendar, business days
//! (register design, R10) and Helsinki time. Plain arithmetic, because a made-up population asks millions of times.

use super::rng::Rng;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// The day of a date. Months outside 1-12 and days outside the month are not checked.
pub const fn day(year: i32, month: i32, dom: i32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + dom - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

/// Year, month and day of the month of a day.
pub const fn date(day: i32) -> (i32, i32, i32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + (month <= 2) as i32, month, doy - (153 * mp + 2) / 5 + 1)
}

/// The year of a day.
pub const fn year(day: i32) -> i32 {
    date(day).0
}

/// 0 for Sunday to 6 for Saturday.
pub const fn weekday(day: i32) -> i32 {
    (day + 4).rem_euclid(7)
}

/// Months since the year 0 of a day, and the first day of such a month.
pub const fn month_of(day: i32) -> i32 {
    let (y, m, _) = date(day);
    y * 12 + m - 1
}

/// The first day of a month counted as in [`month_of`].
pub const fn first_of(month: i32) -> i32 {
    day(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

/// The same day so many months later, or the last of that month.
pub const fn add_months(from: i32, months: i32) -> i32 {
    let month = month_of(from) + months;
    let wanted = first_of(month) + date(from).2 - 1;
    let last = first_of(month + 1) - 1;
    if wanted < last { wanted } else { last }
}

/// Age in whole years on a day. Somebody born on 29 February has their birthday on 1 March in common years.
pub const fn age(birth: i32, on: i32) -> i32 {
    let (by, bm, bd) = date(birth);
    let (y, m, d) = date(on);
    y - by - (m < bm || m == bm && d < bd) as i32
}

/// Easter Sunday of a year (the anonymous Gregorian computus).
const fn easter(year: i32) -> i32 {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, n / 31, n % 31 + 1)
}

/// Whether the office works on a day: Monday to Friday, no holiday, neither eve of Midsummer nor of Christmas.
pub const fn is_business(d: i32) -> bool {
    let weekday = weekday(d);
    if weekday == 0 || weekday == 6 {
        return false;
    }
    let (year, month, dom) = date(d);
    match (month, dom) {
        (1, 1) | (1, 6) | (5, 1) | (12, 6) | (12, 24) | (12, 25) | (12, 26) => false,
        (6, 19..=25) if weekday == 5 => false,
        (3..=5, _) => !matches!(d - easter(year), -2 | 1 | 39),
        _ => true,
    }
}

/// The first business day on a day or after it.
pub const fn business_from(mut d: i32) -> i32 {
    while !is_business(d) {
        d += 1;
    }
    d
}

/// The last business day on a day or before it.
pub const fn business_until(mut d: i32) -> i32 {
    while !is_business(d) {
        d -= 1;
    }
    d
}

/// So many business days after a day; the day itself is not counted.
pub const fn add_business(mut d: i32, n: i32) -> i32 {
    let mut left = n;
    while left > 0 {
        d += 1;
        left -= is_business(d) as i32;
    }
    d
}

/// UTC milliseconds of a time of day in Helsinki, in minutes after midnight. Exact from 4 in the morning on: on the
/// two days of a change the clock has been changed by then.
pub const fn moment(d: i32, minutes: i32) -> i64 {
    let (year, month, _) = date(d);
    let summer = match month {
        4..=9 => true,
        3 => d >= last_sunday(year, 3),
        10 => d < last_sunday(year, 10),
        _ => false,
    };
    d as i64 * 1440 * MINUTE + (minutes as i64 - if summer { 180 } else { 120 }) * MINUTE
}

/// The last Sunday of March or October.
const fn last_sunday(year: i32, month: i32) -> i32 {
    let last = day(year, month, 31);
    last - weekday(last)
}

/// A moment within office hours, 8.00 to 15.55, in steps of five minutes.
pub fn office_hours(rng: &mut Rng, d: i32) -> i64 {
    moment(d, 480 + 5 * rng.range(0, 95))
}

/// A part date as values hold it: `2019`, `2019-08` or `2019-08-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A year.
    Year(i32),
    /// A month as in [`month_of`].
    Month(i32),
    /// A day.
    Day(i32),
}

impl Part {
    /// The text form.
    pub fn text(self) -> String {
        let mut out = String::with_capacity(10);
        match self {
            Part::Year(y) => digits(&mut out, y, 4),
            Part::Month(m) => {
                digits(&mut out, m.div_euclid(12), 4);
                out.push('-');
                digits(&mut out, m.rem_euclid(12) + 1, 2);
            }
            Part::Day(d) => {
                let (y, m, d) = date(d);
                digits(&mut out, y, 4);
                out.push('-');
                digits(&mut out, m, 2);
                out.push('-');
                digits(&mut out, d, 2);
            }
        }
        out
    }
}

/// Writes a number with leading zeros; quicker than formatting, and there are millions of them.
pub fn digits(out: &mut String, n: i32, width: u32) {
    for place in (0..width).rev() {
        out.push(char::from(b'0' + (n.unsigned_abs() / 10u32.pow(place) % 10) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate, TimeZone};

    #[test]
    fn days_agree_with_chrono() {
        for d in day(1949, 12, 25)..day(2060, 1, 5) {
            let (y, m, dom) = date(d);
            let theirs = NaiveDate::from_ymd_opt(y, m as u32, dom as u32).expect("a date");
            assert_eq!(theirs.num_days_from_ce() - 719_163, d);
            assert_eq!(theirs.weekday().num_days_from_sunday() as i32, weekday(d));
            assert_eq!(day(y, m, dom), d);
        }
    }

    #[test]
    fn hours_agree_with_the_zone_database() {
        for d in day(2015, 1, 1)..day(2035, 1, 1) {
            let (y, m, dom) = date(d);
            let local =
                NaiveDate::from_ymd_opt(y, m as u32, dom as u32).and_then(|d| d.and_hms_opt(8, 30, 0));
            let theirs = chrono_tz::Europe::Helsinki.from_local_datetime(&local.expect("a time")).unwrap();
            assert_eq!(theirs.timestamp_millis(), moment(d, 510), "{y}-{m}-{dom}");
        }
    }

    /// The check values of register design R10.
    #[test]
    fn business_days_agree_with_the_check_values() {
        for (from, n, to) in [
            ((2025, 4, 28), 5, (2025, 5, 6)),
            ((2025, 12, 22), 5, (2026, 1, 2)),
            ((2026, 1, 2), 10, (2026, 1, 19)),
            ((2026, 3, 27), 10, (2026, 4, 14)),
            ((2026, 6, 12), 10, (2026, 6, 29)),
            ((2026, 12, 18), 10, (2027, 1, 7)),
        ] {
            assert_eq!(date(add_business(day(from.0, from.1, from.2), n)), to);
        }
        assert_eq!(date(add_months(day(2026, 1, 31), 1)), (2026, 2, 28));
        assert!(!is_business(day(2027, 5, 6)) && !is_business(day(2026, 6, 19)));
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let birth = day(2008, 2, 29);
        assert_eq!(age(birth, day(2026, 2, 28)), 17);
        assert_eq!(age(birth, day(2026, 3, 1)), 18);
    }
}
