//! Days of records as the desk reads and tells them: the day in a field, whether a period goes on, which days are
//! business days.

use super::api::Message;
use crate::register::dates;
use crate::register::rules::RuleSets;
use crate::store::read::Record;

/// Whether Saturdays are business days, as the setting of a day says.
pub(super) fn saturdays_count(day: i32) -> bool {
    RuleSets::embedded().calendar(day).is_some_and(|c| c.values.saturday_counts)
}

/// A message with a day: its weekday as a word to choose by, and the date.
pub(super) fn dated(message: Message, day: i32) -> Message {
    message.with("weekday", dates::weekday_word(day)).with("date", dates::show(day))
}

/// Whether a record with `start` and `end` is in force on a day.
pub(super) fn in_force(record: &Record, today: i32) -> bool {
    day(record, "start").is_none_or(|start| start <= today)
        && day(record, "end").is_none_or(|end| end >= today)
}

/// The day in a field.
pub(super) fn day(record: &Record, field: &str) -> Option<i32> {
    record.int(field).and_then(|d| i32::try_from(d).ok())
}
