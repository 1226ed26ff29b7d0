//! The days of a role that is to be given: its first and last day, and the day of the security agreement. One judge for
//! the desk, which gives no role without it, and for a face, which tells what is wrong beside the field.

/// A day of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleDay {
    /// Its first day.
    First,
    /// Its last day.
    Last,
    /// The day of the security agreement of its holder.
    Agreement,
}

/// What the days of a role are measured by, in days since 1970-01-01.
#[derive(Clone, Copy, Debug)]
pub struct RoleDays {
    /// Today.
    pub today: i32,
    /// Its first day, where one is named; today otherwise.
    pub first: Option<i32>,
}

impl RoleDays {
    /// The message id of what is wrong with a day: nothing begins in the past, ends before it begins, or rests on an
    /// agreement to come.
    pub fn fault(&self, which: RoleDay, day: i32) -> Option<&'static str> {
        let (wrong, id) = match which {
            RoleDay::First => (day < self.today, "error-user-from"),
            RoleDay::Last => (day < self.first.unwrap_or(self.today), "error-user-until"),
            RoleDay::Agreement => (day > self.today || day <= 0, "error-user-agreement"),
        };
        wrong.then_some(id)
    }
}
