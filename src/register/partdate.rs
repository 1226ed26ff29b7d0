//! Part dates: a year, a month of a year, or a day, kept as exactly as they were known.
//!
//! Typed `2019`, `8.2019` or any form of a date; stored `2019`, `2019-08`, `2019-08-15`; shown `2019`, `8.2019`,
//! `15.8.2019`. Compared by the first day as a start and the last day as an end (register design, K2).

pub use super::dates::Fault;
use super::dates::{self, Nearest};

/// Reads a typed part date into its stored form. Stored forms are read too.
///
/// # Errors
/// [`Fault`], as for a date.
pub fn parse(text: &str, today: i32, nearest: Nearest) -> Result<String, Fault> {
    let tidy = dates::tidy(text);
    let dotted =
        tidy.split_once('.').map(|(month, year)| (year, month)).filter(|(_, m)| (1..=2).contains(&m.len()));
    let dashed = tidy.split_once('-').filter(|(_, month)| month.len() == 2);
    let (year, month) = match dotted.or(dashed) {
        Some((year, month)) => (year, Some(month)),
        None => (tidy.as_str(), None),
    };
    let Some(year) = dates::number(year, 4).filter(|_| year.len() == 4) else {
        return dates::parse(text, today, nearest).map(dates::iso);
    };
    let stored = match month {
        None => format!("{year:04}"),
        Some(month) => match dates::number(month, 2) {
            Some(month @ 1..=12) => format!("{year:04}-{month:02}"),
            Some(_) => return Err(Fault::NoSuchDate),
            None => return Err(Fault::Form),
        },
    };
    if dates::YEARS.contains(&year) { Ok(stored) } else { Err(Fault::Range) }
}

/// The stored form as people read it. What is no part date is returned as it is.
pub fn show(stored: &str) -> String {
    match split(stored) {
        Some((_, None, _)) | None => stored.to_owned(),
        Some((year, Some(month), None)) => format!("{month}.{year}"),
        Some((year, Some(month), Some(day))) => format!("{day}.{month}.{year}"),
    }
}

/// The first day a stored part date can mean.
pub fn first_day(stored: &str) -> Option<i32> {
    let (year, month, day) = split(stored)?;
    dates::from_ymd(year, month.unwrap_or(1), day.unwrap_or(1))
}

/// The last day a stored part date can mean.
pub fn last_day(stored: &str) -> Option<i32> {
    let (year, month, day) = split(stored)?;
    let month = month.unwrap_or(12);
    dates::from_ymd(year, month, day.unwrap_or(dates::month_length(year, month)))
}

fn split(stored: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    let mut parts = stored.split('-');
    let fixed = |text: &str, len: usize| (text.len() == len).then(|| dates::number(text, len)).flatten();
    let year = fixed(parts.next()?, 4)?;
    let month = parts.next().map(|m| fixed(m, 2).and_then(|m| u32::try_from(m).ok()));
    let day = parts.next().map(|d| fixed(d, 2).and_then(|d| u32::try_from(d).ok()));
    match (month, day, parts.next()) {
        (None, None, None) => Some((year, None, None)),
        (Some(Some(month)), None, None) => Some((year, Some(month), None)),
        (Some(Some(month)), Some(Some(day)), None) => Some((year, Some(month), Some(day))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, Fault> {
        parse(text, dates::from_ymd(2026, 6, 15).unwrap(), Nearest::Past)
    }

    #[test]
    fn kept_as_given() {
        for (typed, stored, shown) in [
            ("2019", "2019", "2019"),
            ("8.2019", "2019-08", "8.2019"),
            ("08.2019", "2019-08", "8.2019"),
            ("8. 2019", "2019-08", "8.2019"),
            ("2019-08", "2019-08", "8.2019"),
            ("15.8.2019", "2019-08-15", "15.8.2019"),
            ("15.8.19", "2019-08-15", "15.8.2019"),
            ("15.8.", "2025-08-15", "15.8.2025"),
            ("150819", "2019-08-15", "15.8.2019"),
            ("2019-08-15", "2019-08-15", "15.8.2019"),
            ("t", "2026-06-15", "15.6.2026"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(stored), "{typed}");
            assert_eq!(show(stored), shown);
        }
    }

    #[test]
    fn faults_by_kind() {
        for (typed, fault) in [
            ("", Fault::Empty),
            ("13.2019", Fault::NoSuchDate),
            ("2019-00", Fault::NoSuchDate),
            ("1799", Fault::Range),
            ("8.2200", Fault::Range),
            ("kesällä 2019", Fault::Form),
            ("x.2019", Fault::Form),
            ("201", Fault::Form),
        ] {
            assert_eq!(read(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn a_start_is_its_first_day_an_end_its_last() {
        for (stored, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-02-07", "2024-02-07", "2024-02-07"),
        ] {
            assert_eq!(first_day(stored).map(dates::iso).as_deref(), Some(first));
            assert_eq!(last_day(stored).map(dates::iso).as_deref(), Some(last));
        }
        for bad in ["", "24", "2024-2", "2024-02-30", "2024-13", "2024-02-07-1", "8.2019"] {
            assert_eq!((first_day(bad), last_day(bad)), (None, None), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn shown_part_dates_are_read_back(year in 1800i32..=2199, month in 1u32..=12, day in -62_091i32..=84_005) {
            for stored in [format!("{year}"), format!("{year}-{month:02}"), dates::iso(day)] {
                prop_assert_eq!(parse(&show(&stored), 0, Nearest::Past), Ok(stored.clone()));
                prop_assert_eq!(parse(&stored, 0, Nearest::Past), Ok(stored.clone()));
                prop_assert!(first_day(&stored).unwrap() <= last_day(&stored).unwrap());
            }
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "[0-9.\\-]{0,11}") {
            for s in [text, near] {
                if let Ok(stored) = parse(&s, 0, Nearest::Either) {
                    prop_assert!(first_day(&stored).is_some());
                }
                let _ = (show(&s), first_day(&s), last_day(&s));
            }
        }
    }
}
