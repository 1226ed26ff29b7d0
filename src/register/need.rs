//! Conditions over the fields of one record: when one must be filled, and when it is shown. One place decides, for what
//! is being typed as for what is saved; it knows neither forms nor values, only what they answer.

/// When a field must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// May be left.
    Optional,
    /// Always.
    Always,
    /// When the named field is filled.
    With(&'static str),
    /// Unless the named field is filled (a flag counts as filled when it is on).
    Unless(&'static str),
    /// When the named field holds one of these codes.
    When(&'static str, &'static [&'static str]),
    /// When the named field is filled with anything but one of these codes.
    WhenNot(&'static str, &'static [&'static str]),
    /// When the first named day is filled and lies after the second one (a moment counts as its day in Helsinki).
    WhenAfter(&'static str, &'static str),
    /// When all of these hold.
    All(&'static [Need]),
}

/// What a form or a record says of its fields.
pub trait Given {
    /// Whether the field is filled; a flag is when it is on.
    fn filled(&self, field: &str) -> bool;
    /// The code in the field.
    fn code(&self, field: &str) -> Option<&str>;
    /// The day in the field, days since 1970-01-01; of a moment its day in Helsinki.
    fn day(&self, field: &str) -> Option<i32>;
}

impl Need {
    /// Whether the condition holds.
    pub fn holds(self, given: &impl Given) -> bool {
        match self {
            Need::Optional => false,
            Need::Always => true,
            Need::With(field) => given.filled(field),
            Need::Unless(field) => !given.filled(field),
            Need::When(field, codes) => given.code(field).is_some_and(|code| codes.contains(&code)),
            Need::WhenNot(field, codes) => given.code(field).is_some_and(|code| !codes.contains(&code)),
            Need::WhenAfter(moment, day) => {
                matches!((given.day(moment), given.day(day)), (Some(moment), Some(day)) if moment > day)
            }
            Need::All(needs) => needs.iter().all(|need| need.holds(given)),
        }
    }
}
