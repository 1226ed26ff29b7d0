//! The timestamp rule (sync design, section 5, "Clock"; security design, section 6.5, "Time").
//!
//! A timestamp is `ms << 16 | counter`, strictly rising per incarnation. It only picks the value shown and never
//! decides causality, so a wrong clock loses nothing. Times come in from outside.

/// Beyond these the clock is not believed. Settings with the defaults of the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockLimits {
    /// A forward jump beyond so many milliseconds waits for confirmation.
    pub forward_ms: i64,
    /// A clock so many milliseconds before the last seen time is a clock put back.
    pub back_ms: i64,
}

impl Default for ClockLimits {
    fn default() -> ClockLimits {
        ClockLimits { forward_ms: 24 * 3_600_000, back_ms: 10 * 60_000 }
    }
}

/// What the clock says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It may be adopted into `last_seen` and `last`.
    Plausible,
    /// It jumped ahead by so many milliseconds: adopt it nowhere until hub time or an administrator confirms it.
    /// For the expiry of rights it counts at once.
    Ahead(i64),
    /// It lies so many milliseconds before the time last seen: compartments shut, core stays open.
    Behind(i64),
}

impl Reading {
    /// Whether the time may enter `last_seen`.
    pub const fn adopted(self) -> bool {
        matches!(self, Reading::Plausible)
    }
}

/// Judges a reading of the clock against the time that was to be expected.
///
/// While running, `expected_ms` is an earlier reading plus the monotonic time since. At start it is `last_seen` plus
/// the closed days of the office calendar since then, in milliseconds.
pub fn judge(expected_ms: i64, local_ms: i64, limits: ClockLimits) -> Reading {
    let ahead = local_ms.saturating_sub(expected_ms);
    if ahead > limits.forward_ms {
        Reading::Ahead(ahead)
    } else if ahead < limits.back_ms.saturating_neg() {
        Reading::Behind(ahead.saturating_neg())
    } else {
        Reading::Plausible
    }
}

/// `max(last + 1, (local + offset) << 16)`; `offset_ms` is what the last contact with the hub found, else 0.
pub fn next_ts(last: i64, local_ms: i64, offset_ms: i64) -> i64 {
    let ms = local_ms.saturating_add(offset_ms).clamp(0, i64::MAX >> 16);
    (ms << 16).max(last.saturating_add(1))
}

/// The next timestamp under a reading: as [`next_ts`], but `last + 1` while a jump ahead is not confirmed.
pub fn stamp(last: i64, local_ms: i64, offset_ms: i64, reading: Reading) -> i64 {
    match reading {
        Reading::Ahead(_) => last.saturating_add(1),
        Reading::Plausible | Reading::Behind(_) => next_ts(last, local_ms, offset_ms),
    }
}

/// The milliseconds of a timestamp.
pub const fn ts_ms(ts: i64) -> i64 {
    ts >> 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000;
    const T0: i64 = 1_790_000_000_000;

    #[test]
    fn a_jump_over_a_day_waits_and_a_clock_put_back_is_seen() {
        let judge = |local| judge(T0, local, ClockLimits::default());
        assert_eq!(judge(T0 + 24 * HOUR), Reading::Plausible);
        assert_eq!(judge(T0 + 25 * HOUR), Reading::Ahead(25 * HOUR));
        assert_eq!(judge(T0 - 10 * 60_000), Reading::Plausible);
        assert_eq!(judge(T0 - HOUR), Reading::Behind(HOUR));
        assert!(!judge(T0 + 10 * 365 * 24 * HOUR).adopted());
    }

    #[test]
    fn an_unconfirmed_jump_does_not_enter_the_timestamps() {
        let last = T0 << 16;
        assert_eq!(stamp(last, T0 + 25 * HOUR, 0, Reading::Ahead(25 * HOUR)), last + 1);
        assert_eq!(stamp(last, T0 + HOUR, -5, Reading::Plausible), (T0 + HOUR - 5) << 16);
        assert_eq!(stamp(last, T0 - HOUR, 0, Reading::Behind(HOUR)), last + 1);
    }

    proptest! {
        #[test]
        fn timestamps_rise_whatever_the_clock_does(last in 0..i64::MAX - 1, local: i64, offset: i64) {
            prop_assert!(next_ts(last, local, offset) > last);
        }
    }
}
