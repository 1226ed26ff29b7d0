//! The code lists of the access log (security design, sections 6.6 and 10). Numbers are permanent.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident: $($variant:ident = $code:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        #[allow(missing_docs)] // the names are the words of the design's table
        pub enum $name {
            $($variant = $code),+
        }

        impl $name {
            /// Every code in ascending order.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// Its number on disk and wire.
            pub const fn code(self) -> u16 {
                self as u16
            }

            /// The code of a number; `None` for one of a newer program.
            pub fn from_code(code: u16) -> Option<$name> {
                $name::ALL.iter().copied().find(|c| c.code() == code)
            }
        }
    };
}

codes! {
    /// What was done (section 10).
    LogAction:
    // 1xx session
    Login = 101, FailedLogin = 102, Lock = 103, AutoLock = 104, Unlock = 105, Switch = 106, Logout = 107,
    ClockBack = 108, GrantExpired = 109, KeyStore = 110, NoticeAccepted = 111, ClockJumpConfirmed = 112,
    // 2xx client
    Open = 201, CompartmentTab = 202, Reveal = 203, Search = 204, List = 205, Create = 206, Change = 207,
    Withdraw = 208, ConflictResolved = 209, SealedWithoutReading = 210, Refused = 211, RepeatedView = 212,
    History = 213,
    // 3xx disclosure
    Print = 301, Export = 302, Clipboard = 303, ClientPrintout = 304, Disclosure = 305, BundleOut = 306,
    BundleIn = 307, Lookup = 308,
    // 4xx rights
    User = 401, Grant = 402, RightOrder = 403, Passivated = 404, Password = 405, ActivationMade = 406,
    ActivationUsed = 407, BreakGlassAsked = 408, BreakGlassGrantedA = 409, BreakGlassGrantedB = 410,
    BreakGlassEnded = 411, AfterReview = 412, Rekey = 413, KeyEpoch = 414, Policy = 415, Backup = 416,
    Restore = 417, RecoveryKey = 418,
    // 5xx integrity
    VerifyOk = 501, VerifyAlarm = 502, Rollback = 503, IntegrityCheck = 504, Erasure = 505, SyncStart = 506,
    SyncEnd = 507, LogPurge = 508, LogRead = 509, CrashMarker = 510, DoorFileMissing = 511,
}

impl LogAction {
    /// Whether its row must be durable before anything goes on: edits, disclosures, rights, break-glass, erasure.
    /// View rows may wait for a durable commit within a second (README, section 8, "Durability of view rows").
    pub const fn durable(self) -> bool {
        matches!(self.code(), 206..=210 | 300..=499 | 505 | 508)
    }

    /// How its row bears on a monotonic clock that begins again, as it does where the machine was started anew.
    ///
    /// Nobody is at work then: the rows that come first are those of opening the register and of what was found before
    /// it. `in_role`: the row was written in a role, which who opens the register by the recovery key does not have.
    pub const fn start(self, in_role: bool) -> Start {
        match self {
            LogAction::Login
            | LogAction::FailedLogin
            | LogAction::ClockBack
            | LogAction::KeyStore
            | LogAction::ActivationUsed
            | LogAction::Restore
            | LogAction::Rollback
            | LogAction::CrashMarker
            | LogAction::DoorFileMissing => Start::Opens,
            LogAction::RecoveryKey if !in_role => Start::Opens,
            LogAction::ClockJumpConfirmed | LogAction::VerifyAlarm => Start::Leads,
            _ => Start::Within,
        }
    }
}

/// Whether a row can be the first one after the machine was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It can: it is written at opening and at no other time.
    Opens,
    /// It is written at opening and at work too: it can, where a row that opens follows before any of a session.
    Leads,
    /// It cannot: who wrote it was in.
    Within,
}

codes! {
    /// How it ended.
    Outcome: Ok = 0, Refused = 1, Failed = 2,
}

codes! {
    /// Through which face.
    Face: Tui = 1, Cli = 2, Sync = 3,
}

codes! {
    /// Why a client's file was opened (section 6.6).
    Purpose:
    Booking = 1, OwnClient = 2, QueueNumber = 3, Call = 4, TaskDue = 5, VisitNow = 6, BreakGlass = 7,
    DataRequest = 8, Review = 9,
}
