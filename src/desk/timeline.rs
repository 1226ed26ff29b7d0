//! Work and education on one time line, newest first, with the gaps between them.
//!
//! Part dates are compared by their first day as a start and their last day as an end (register design, K2). A gap is
//! told only where both its sides are known, and from one whole month on.

use super::answer::Answer;
use super::api::{Allowed, Message, Part, Refusal, Shown, TimeLine, TimeRow};
use super::file::ClientFile;
use super::kind;
use super::show::waits_national;
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::register::validate::Values;
use crate::register::{Kind, Value, dates, partdate};
use crate::store::read::Record;
use std::cmp::Reverse;

/// Something on the line: when it was, by whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    /// First day; none if unknown.
    start: Option<i32>,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Unknown,
    On(i32),
    GoesOn,
}

impl ClientFile<'_> {
    /// Work and education on one time line.
    ///
    /// # Errors
    /// Refused when the role may not read them.
    pub fn time_line(&mut self) -> Answer<TimeLine> {
        let (work, education) = (kind::named("work_history")?, kind::named("education")?);
        self.session.require(work, Action::Read)?;
        self.session.require(education, Action::Read)?;
        let client = self.client_line()?;
        let protected = self.is_protected()?;
        let mut rows = Vec::new();
        for record in self.every("work_history")? {
            rows.push((span(work, &record.values), self.work(&record, protected)?));
        }
        for record in self.every("education")? {
            rows.push((span(education, &record.values), self.study(&record, protected)?));
        }
        let spans: Vec<Span> = rows.iter().map(|(span, _)| *span).collect();
        rows.extend(gaps(&spans).into_iter().map(gap_row));
        // Newest first: by the end, then by the start; what has no known start began longest ago.
        rows.sort_by_key(|(span, _)| Reverse((order_of(span), span.start)));
        let mut skills = Vec::new();
        for kind in ["skill", "language_skill"] {
            for record in self.every(kind)? {
                skills.push(self.entry(&record, protected)?);
            }
        }
        for kind in ["work_history", "education", "skill", "language_skill"] {
            let body = self.about(kind::named(kind)?, None);
            self.session.viewed(LogAction::List, body)?;
        }
        let create = match self.session.permits(work, Action::Create) {
            Ok(_) => Allowed::Yes,
            Err(Refusal::NotAllowed(why)) => Allowed::No(why),
            Err(other) => return Err(other),
        };
        Ok(TimeLine { client, rows: rows.into_iter().map(|(_, row)| row).collect(), skills, create })
    }

    fn work(&mut self, record: &Record, protected: bool) -> Answer<TimeRow> {
        let named = if record.value("occupation").is_some() { "occupation" } else { "title" };
        let fields = [named, "weekly_minutes"];
        self.row(record, ("start", "end"), &fields, ("employer_name", "evidence"), protected)
    }

    fn study(&mut self, record: &Record, protected: bool) -> Answer<TimeRow> {
        let named = if record.value("name").is_some() { "name" } else { "programme" };
        let mut row =
            self.row(record, ("started", "completed"), &[named], ("school", "evidence"), protected)?;
        if row.end.is_none() && record.text("status") != Some("ongoing") {
            row.end = Some("?".to_owned());
        }
        Ok(row)
    }

    fn row(
        &mut self,
        record: &Record,
        (start, end): (&str, &str),
        fields: &[&str],
        (place, evidence): (&str, &str),
        protected: bool,
    ) -> Answer<TimeRow> {
        let mut what = Vec::new();
        for (i, name) in fields.iter().enumerate() {
            let Some(field) = record.kind.field(name) else { continue };
            let shown = self.shown(record, name, protected)?;
            if i == 0 || matches!(shown, Shown::Value { .. }) {
                what.push(Part::Field(record.kind, field.number, shown));
            }
        }
        Ok(TimeRow {
            record: Some((record.kind, record.id)),
            start: record.text(start).map(str::to_owned),
            end: record.text(end).map(str::to_owned),
            what,
            place: self.shown(record, place, protected)?,
            evidence: self.shown(record, evidence, protected)?,
            entered: Some(self.entered(record)?),
            waits_national: waits_national(record),
        })
    }
}

/// The fields that say when something on the line began and ended; none of what is not on it.
pub(super) fn ends(kind: &Kind) -> Option<(&'static str, &'static str)> {
    match kind.name {
        "work_history" => Some(("start", "end")),
        "education" => Some(("started", "completed")),
        _ => None,
    }
}

fn span(kind: &Kind, values: &Values) -> Span {
    let text = |name: &str| values.get(&kind.field(name)?.number).and_then(Value::as_text);
    let (start, end) = ends(kind).unwrap_or_default();
    // Work without an end goes on; of a study its status says whether it does.
    let goes_on = kind.name == "work_history" || text("status") == Some("ongoing");
    Span {
        start: text(start).and_then(partdate::first_day),
        end: match text(end).and_then(partdate::last_day) {
            Some(day) => End::On(day),
            None if goes_on && text(end).is_none() => End::GoesOn,
            None => End::Unknown,
        },
    }
}

/// Whether two records of one kind cover some of the same days, as far as is known.
pub(super) fn overlap(kind: &Kind, one: &Values, other: &Values) -> bool {
    let days = |values: &Values| {
        let span = span(kind, values);
        let last = match span.end {
            End::Unknown => return None,
            End::On(day) => day,
            End::GoesOn => i32::MAX,
        };
        Some((span.start?, last))
    };
    let (Some((a, b)), Some((c, d))) = (days(one), days(other)) else { return false };
    a <= d && c <= b
}

/// When something on the line was, as it was given.
pub(super) fn when(kind: &Kind, values: &Values) -> String {
    let (start, end) = ends(kind).unwrap_or_default();
    let shown =
        |name: &str| kind.field(name).and_then(|f| values.get(&f.number)?.as_text()).map(partdate::show);
    format!("{}–{}", shown(start).unwrap_or_default(), shown(end).unwrap_or_default())
}

/// Where a span stands in the order: by its end, by its start when the end is unknown.
fn order_of(span: &Span) -> End {
    match (span.end, span.start) {
        (End::Unknown, Some(start)) => End::On(start),
        (end, _) => end,
    }
}

/// The gaps: first and last day, and whole months.
fn gaps(spans: &[Span]) -> Vec<(i32, i32, i32)> {
    let mut spans = spans.to_vec();
    // Unknown starts first: nothing can be said about the time before them.
    spans.sort_by_key(|s| s.start);
    let mut gaps = Vec::new();
    let mut covered: Option<i32> = None;
    // After something whose end is unknown, nobody can tell whether there was a gap.
    let mut sure = true;
    for span in spans {
        if let (Some(covered), Some(start)) = (covered, span.start)
            && sure
            && start > covered.saturating_add(1)
        {
            let first = covered + 1;
            let months = whole_months(first, start);
            if months > 0 {
                gaps.push((first, start - 1, months));
            }
        }
        match span.end {
            End::GoesOn => return gaps,
            End::On(day) => {
                sure = sure || span.start.is_some_and(|start| covered.is_none_or(|c| start > c));
                covered = Some(covered.map_or(day, |c| c.max(day)));
            }
            End::Unknown => sure = false,
        }
    }
    gaps
}

/// Whole months from a day to the day on which the next thing begins.
fn whole_months(first: i32, next: i32) -> i32 {
    let ((y1, m1, _), (y2, m2, _)) = (dates::ymd(first), dates::ymd(next));
    let month = |m: u32| i32::try_from(m).unwrap_or(1);
    let months = (y2 - y1) * 12 + month(m2) - month(m1);
    if dates::add_months(first, months) > next { months - 1 } else { months }
}

fn gap_row((first, last, months): (i32, i32, i32)) -> (Span, TimeRow) {
    let row = TimeRow {
        record: None,
        start: Some(dates::iso(first)),
        end: Some(dates::iso(last)),
        what: vec![Part::Words(Message::new("time-line-gap").with("months", months.to_string()))],
        place: Shown::Empty,
        evidence: Shown::Empty,
        entered: None,
        waits_national: false,
    };
    (Span { start: Some(first), end: End::On(last) }, row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::dates::from_ymd;

    fn at(start: Option<&str>, end: Option<&str>) -> Span {
        Span {
            start: start.and_then(partdate::first_day),
            end: match end {
                Some("?") => End::Unknown,
                Some(end) => End::On(partdate::last_day(end).unwrap()),
                None => End::GoesOn,
            },
        }
    }

    fn found(spans: &[Span]) -> Vec<(String, String, i32)> {
        gaps(spans).into_iter().map(|(a, b, m)| (dates::show(a), dates::show(b), m)).collect()
    }

    #[test]
    fn gaps_lie_between_what_is_known() {
        // The line of the design's sketch.
        let line = [
            at(Some("2023-08-01"), Some("2026-11-30")),
            at(Some("2019-08-15"), Some("2022-05-31")),
            at(None, Some("2019")),
        ];
        assert_eq!(found(&line), [("1.6.2022".to_owned(), "31.7.2023".to_owned(), 14)]);
        let less_than_a_month = [at(Some("2020-01-01"), Some("2020-03-31")), at(Some("2020-04-30"), None)];
        assert!(found(&less_than_a_month).is_empty());
        let month = [at(Some("2020-01-01"), Some("2020-03-31")), at(Some("2020-05-01"), None)];
        assert_eq!(found(&month)[0].2, 1);
    }

    #[test]
    fn overlaps_part_dates_and_unknown_ends_make_no_gap() {
        let inside = [at(Some("2015"), Some("2020")), at(Some("2016"), Some("2017")), at(Some("2021"), None)];
        assert!(found(&inside).is_empty());
        let unknown = [at(Some("2010"), Some("?")), at(Some("2015"), Some("2016"))];
        assert!(found(&unknown).is_empty());
        let then_known =
            [at(Some("2010"), Some("?")), at(Some("2015"), Some("2016")), at(Some("2018"), Some("2019"))];
        assert_eq!(found(&then_known), [("1.1.2017".to_owned(), "31.12.2017".to_owned(), 12)]);
        assert!(found(&[at(Some("2010"), None), at(Some("2020"), None)]).is_empty());
    }

    #[test]
    fn months_are_whole() {
        let day = |y, m, d| from_ymd(y, m, d).unwrap();
        assert_eq!(whole_months(day(2022, 6, 1), day(2023, 8, 1)), 14);
        assert_eq!(whole_months(day(2022, 1, 31), day(2022, 2, 28)), 1);
        assert_eq!(whole_months(day(2022, 1, 15), day(2022, 3, 14)), 1);
    }
}

#[cfg(test)]
mod desk_tests;
