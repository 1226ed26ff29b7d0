//! The groups of the client card (tui design, 4.2): where a record kind is found by people.

/// A group of the client card. The digit opens it; the kinds of a group stand in the order of their rank, then of
/// their declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// Who the client is and how to reach them.
    Identity,
    /// The relation to the office, the job search, the situation.
    Search,
    /// Work and education, on one time line.
    TimeLine,
    /// The employment plan with its tasks.
    Plan,
    /// The contact log.
    Contacts,
    /// Booked times and tasks.
    Dates,
    /// Everything else: where a kind stands that names no other group.
    Other,
}

impl Tab {
    /// Every group, by digit. Digits 7 and 8 stay free for groups that come with later kinds.
    pub const ALL: [Tab; 7] =
        [Tab::Identity, Tab::Search, Tab::TimeLine, Tab::Plan, Tab::Contacts, Tab::Dates, Tab::Other];

    /// The digit that opens it.
    pub const fn digit(self) -> u8 {
        match self {
            Tab::Identity => 1,
            Tab::Search => 2,
            Tab::TimeLine => 3,
            Tab::Plan => 4,
            Tab::Contacts => 5,
            Tab::Dates => 6,
            Tab::Other => 9,
        }
    }

    /// The Fluent id of its name.
    pub const fn label(self) -> &'static str {
        match self {
            Tab::Identity => "card-group-identity",
            Tab::Search => "card-group-search",
            Tab::TimeLine => "card-group-time-line",
            Tab::Plan => "card-group-plan",
            Tab::Contacts => "card-group-contacts",
            Tab::Dates => "card-group-dates",
            Tab::Other => "card-group-other",
        }
    }
}
