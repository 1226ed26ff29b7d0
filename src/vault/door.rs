//! The file `door`: what happened at the login screen while the database was shut (security design, 6.3).
//!
//! Holds the counters of failures, the delays that follow from them, and the events that the next login takes
//! into the access log. Never locks anybody out: a delay has a longest (a setting, 60 seconds).

use super::bytes::Reader;
use super::derive;
use super::secret::Ds;
use crate::register::rules::RuleSets;
use crate::register::{Id, time};

const MAGIC: &[u8; 8] = b"LUUKKUDO";
const VERSION: u16 = 1;
/// Most events kept; what comes after is only counted.
pub const MAX_EVENTS: usize = 4_096;
/// One counter for each possible slot and one for all unknown logins.
const MAX_COUNTERS: usize = super::keyslots::MAX_SLOTS + 1;
const FIXED: usize = 8 + 2 + 16 + 8 + 2 + 2 + 32;
const COUNTER: usize = 16 + 2 + 8;
const EVENT: usize = 8 + 8 + 1 + 16;

/// The first number of a file that set-up made. One that was made because there was none begins before it, and so shows
/// what it is although its numbers may have grown beyond what the database remembers.
pub const FIRST_SEQ: u64 = 2;

/// The counter all unknown logins share has no success that could end it, so it is forgotten after this long
/// without a failure; else nine mistyped names in a year would slow every mistyped name after them.
const UNKNOWN_FORGET_MS: i64 = 15 * 60_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum DoorEventKind {
    /// Wrong password for a slot.
    WrongPassword = 1,
    /// No such login.
    UnknownLogin = 2,
    /// The key store did not answer, or not with the secret.
    KeyStore = 3,
    /// Tried while a delay was running.
    Blocked = 4,
}

/// One row for the access log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorEvent {
    /// Dense over the life of the machine.
    pub seq: u64,
    /// UTC milliseconds.
    pub ts: i64,
    /// What happened.
    pub kind: DoorEventKind,
    /// Whose slot; `None` when unknown.
    pub user: Option<Id>,
}

#[derive(Clone, Copy)]
struct Counter {
    /// Zero: all unknown logins.
    user: Id,
    fails: u16,
    not_before: i64,
}

/// What a login takes over into the access log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorImport {
    /// The events kept, in order.
    pub events: Vec<DoorEvent>,
    /// Events that happened and were only counted.
    pub uncounted: u64,
    /// The number the next event will get; to be remembered in the database.
    pub next_seq: u64,
}

/// What is wrong with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorFault {
    /// Not a door file.
    Magic,
    /// Written by a newer version of the program.
    Version(u16),
    /// Changed bytes, or another machine's device secret.
    Mac,
    /// Not the length, order or values of the format.
    Form,
}

impl DoorFault {
    /// The Fluent id of the sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            DoorFault::Magic => "error-door-magic",
            DoorFault::Version(_) => "error-door-version",
            DoorFault::Mac => "error-door-mac",
            DoorFault::Form => "error-door-form",
        }
    }
}

/// The checked content of a door file.
#[derive(Clone)]
pub struct Door {
    machine: Id,
    next_seq: u64,
    /// Sorted by user.
    counters: Vec<Counter>,
    events: Vec<DoorEvent>,
}

impl Door {
    /// Longest file there can be, in bytes.
    pub const MAX_FILE: usize = FIXED + MAX_COUNTERS * COUNTER + MAX_EVENTS * EVENT;

    /// A new one, at set-up; or after the file went missing, which is a log row of its own: `next_seq` is then
    /// what the database remembers.
    pub fn new(machine: Id, next_seq: u64) -> Door {
        Door { machine, next_seq, counters: Vec::new(), events: Vec::new() }
    }

    /// The machine it belongs to.
    pub fn machine(&self) -> Id {
        self.machine
    }

    /// The number of the next event. Lower than the database remembers: an older file was put in place.
    pub fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// Whether the file was made at the door, in the place of one that was missing or could not be believed.
    pub fn began_at_door(&self) -> bool {
        self.events.first().map_or(self.next_seq, |e| e.seq) < FIRST_SEQ
    }

    /// Tries that delay the next one: failures since the last login of this user, and tries that nobody has judged yet
    /// or that were cut short. What was judged wrong stands in the events.
    pub fn fails(&self, user: Option<Id>) -> u16 {
        self.counter(user).map_or(0, |c| c.fails)
    }

    /// Milliseconds the user (or, for `None`, any unknown login) has to wait still; 0 when none. A clock that was
    /// put back does not make a wait longer than a delay can be.
    pub fn wait_ms(&self, user: Option<Id>, now: i64) -> i64 {
        self.counter(user).map_or(0, |c| c.not_before.saturating_sub(now).clamp(0, longest_ms(now)))
    }

    /// A failed try: counts it, sets the delay, keeps the event. Write the file after it.
    pub fn record_failure(&mut self, user: Option<Id>, now: i64) {
        self.count_try(user, now);
        self.record_wrong(user, now);
    }

    /// Keeps the event of a try that was counted before and turned out wrong; its delay begins now.
    pub fn record_wrong(&mut self, user: Option<Id>, now: i64) {
        let kind = if user.is_some() { DoorEventKind::WrongPassword } else { DoorEventKind::UnknownLogin };
        self.record_event(kind, user, now);
        let counter = self.counter_mut(user);
        counter.not_before = counter.not_before.max(now.saturating_add(delay_ms(counter.fails, now)));
    }

    /// Counts a try as a failure before anything is derived, so that tries side by side wait for each other; one
    /// that is cut short stays counted. Write the file after it.
    pub fn count_try(&mut self, user: Option<Id>, now: i64) {
        let counter = self.counter_mut(user);
        if counter.user == Id::ZERO && now.saturating_sub(counter.not_before) > UNKNOWN_FORGET_MS {
            counter.fails = 0;
        }
        counter.fails = counter.fails.saturating_add(1);
        counter.not_before = now.saturating_add(delay_ms(counter.fails, now));
    }

    /// A try counted by [`Door::count_try`] was none: takes it back. Who knew the password does not wait.
    pub fn take_back_try(&mut self, user: Option<Id>, now: i64) {
        let counter = self.counter_mut(user);
        counter.fails = counter.fails.saturating_sub(1);
        counter.not_before = counter.not_before.min(now);
        self.counters.retain(|c| c.fails > 0);
    }

    /// A try while a delay was running. It does not make the delay longer; but a delay that a clock put back has
    /// stretched starts anew from now, so that it ends. An event only where a try was judged wrong before: who waits for
    /// the own other tries, made side by side, has done nothing that anybody must be told of.
    pub fn record_blocked(&mut self, user: Option<Id>, now: i64) {
        let wrong = |e: &DoorEvent| e.kind == DoorEventKind::WrongPassword && e.user == user;
        if user.is_none() || self.events.len() >= MAX_EVENTS || self.events.iter().any(wrong) {
            self.record_event(DoorEventKind::Blocked, user, now);
        }
        let counter = self.counter_mut(user);
        if counter.not_before.saturating_sub(now) > longest_ms(now) {
            counter.not_before = now.saturating_add(delay_ms(counter.fails, now));
        }
    }

    /// The key store did not give the device secret or slot secret.
    pub fn record_key_store(&mut self, now: i64) {
        self.record_event(DoorEventKind::KeyStore, None, now);
    }

    /// A login that went well: the user's counter is gone. Returns how many failures there were.
    pub fn succeeded(&mut self, user: Id) -> u16 {
        let fails = self.fails(Some(user));
        self.counters.retain(|c| c.user != user);
        fails
    }

    /// What the access log takes over. Call [`Door::clear_imported`] once those rows are durable.
    pub fn import(&self) -> DoorImport {
        let kept = u64::try_from(self.events.len()).unwrap_or(u64::MAX);
        let first = self.events.first().map_or(self.next_seq, |e| e.seq);
        let uncounted = self.next_seq.saturating_sub(first).saturating_sub(kept);
        DoorImport { events: self.events.clone(), uncounted, next_seq: self.next_seq }
    }

    /// Lets go of the events below `next_seq`, which the access log holds now.
    pub fn clear_imported(&mut self, next_seq: u64) {
        self.events.retain(|e| e.seq >= next_seq);
    }

    /// After a missing or older file has been noticed and logged: numbers go on from what the database
    /// remembers, so that none is given twice.
    pub fn go_on_from(&mut self, next_seq: u64) {
        self.next_seq = self.next_seq.max(next_seq);
    }

    fn record_event(&mut self, kind: DoorEventKind, user: Option<Id>, ts: i64) {
        let seq = self.next_seq;
        // Behind the last number there is none that could be the next one: a file without it would not be read again.
        let Some(next) = seq.checked_add(1) else { return };
        self.next_seq = next;
        if self.events.len() < MAX_EVENTS {
            self.events.push(DoorEvent { seq, ts, kind, user });
        }
    }

    fn counter(&self, user: Option<Id>) -> Option<&Counter> {
        let user = user.unwrap_or(Id::ZERO);
        self.counters.iter().find(|c| c.user == user)
    }

    fn counter_mut(&mut self, user: Option<Id>) -> &mut Counter {
        let user = user.unwrap_or(Id::ZERO);
        let found = self.counters.binary_search_by_key(&user, |c| c.user);
        let at = match found {
            Ok(at) => at,
            Err(at) => {
                // Counters of users whose slots are gone make room: those that wait longest ago first.
                if self.counters.len() >= MAX_COUNTERS
                    && let Some(old) = self
                        .counters
                        .iter()
                        .filter(|c| c.user != Id::ZERO)
                        .min_by_key(|c| c.not_before)
                        .map(|c| c.user)
                {
                    self.counters.retain(|c| c.user != old);
                }
                let at = self.counters.partition_point(|c| c.user < user).min(at);
                self.counters.insert(at, Counter { user, fails: 0, not_before: i64::MIN });
                at
            }
        };
        // Just found or inserted there.
        match self.counters.get_mut(at) {
            Some(counter) => counter,
            None => unreachable!("counter was inserted"),
        }
    }

    /// Reads a file made with this machine's device secret.
    pub fn parse(bytes: &[u8], ds: &Ds) -> Result<Door, DoorFault> {
        let mut start = Reader::new(bytes);
        match start.slice(MAGIC.len()) {
            Some(magic) if magic == MAGIC => {}
            _ => return Err(DoorFault::Magic),
        }
        match start.u16() {
            Some(VERSION) => {}
            Some(other) => return Err(DoorFault::Version(other)),
            None => return Err(DoorFault::Form),
        }
        if bytes.len() < FIXED || bytes.len() > Door::MAX_FILE {
            return Err(DoorFault::Form);
        }
        let (content, mac) = bytes.split_at_checked(bytes.len() - 32).ok_or(DoorFault::Form)?;
        if !derive::hmac_ok(&derive::door_mac_key(ds), &[content], mac) {
            return Err(DoorFault::Mac);
        }
        let mut r = Reader::new(content);
        let door = read(&mut r).filter(|_| r.is_empty()).ok_or(DoorFault::Form)?;
        let sound = door.counters.len() <= MAX_COUNTERS
            && door.events.len() <= MAX_EVENTS
            && door.counters.is_sorted_by(|a, b| a.user < b.user)
            && door.events.is_sorted_by(|a, b| a.seq < b.seq)
            && door.events.last().is_none_or(|e| e.seq < door.next_seq);
        if sound { Ok(door) } else { Err(DoorFault::Form) }
    }

    /// The bytes of the file, with its MAC.
    pub fn to_bytes(&self, ds: &Ds) -> Vec<u8> {
        let mut out = Vec::with_capacity(FIXED + self.counters.len() * COUNTER + self.events.len() * EVENT);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_be_bytes());
        out.extend_from_slice(self.machine.as_bytes());
        out.extend_from_slice(&self.next_seq.to_be_bytes());
        // Both counts are kept within limits far below 65 536.
        out.extend_from_slice(&u16::try_from(self.counters.len()).unwrap_or(u16::MAX).to_be_bytes());
        for c in &self.counters {
            out.extend_from_slice(c.user.as_bytes());
            out.extend_from_slice(&c.fails.to_be_bytes());
            out.extend_from_slice(&c.not_before.to_be_bytes());
        }
        out.extend_from_slice(&u16::try_from(self.events.len()).unwrap_or(u16::MAX).to_be_bytes());
        for e in &self.events {
            out.extend_from_slice(&e.seq.to_be_bytes());
            out.extend_from_slice(&e.ts.to_be_bytes());
            out.push(e.kind as u8);
            out.extend_from_slice(e.user.unwrap_or(Id::ZERO).as_bytes());
        }
        let mac = derive::hmac(&derive::door_mac_key(ds), &[&out]);
        out.extend_from_slice(&mac);
        out
    }
}

/// From which failure on one waits, and how many seconds at most: the settings of that day (rule set R9).
fn limits(now: i64) -> (u16, i64) {
    let settings = RuleSets::embedded().security(time::day_of(now));
    settings.map_or(STRICTEST, |set| {
        let from = u16::try_from(set.values.login_delay_from_wrong_try).unwrap_or(u16::MAX);
        (from, i64::from(set.values.login_delay_max_seconds))
    })
}

/// Where there are no settings, which a test forbids.
const STRICTEST: (u16, i64) = (1, 60);

fn longest_ms(now: i64) -> i64 {
    limits(now).1.saturating_mul(1_000)
}

/// One second after the first failure that waits, then twice as long each time, then the longest for ever.
fn delay_ms(fails: u16, now: i64) -> i64 {
    let (from, longest_s) = limits(now);
    let Some(step) = fails.checked_sub(from) else { return 0 };
    let seconds = 1_i64.checked_shl(step.into()).filter(|s| (1..longest_s).contains(s)).unwrap_or(longest_s);
    seconds.saturating_mul(1_000)
}

fn read(r: &mut Reader<'_>) -> Option<Door> {
    r.slice(MAGIC.len() + 2)?;
    let mut door = Door::new(r.id()?, r.u64()?);
    for _ in 0..r.u16()? {
        door.counters.push(Counter { user: r.id()?, fails: r.u16()?, not_before: r.i64()? });
    }
    for _ in 0..r.u16()? {
        let (seq, ts) = (r.u64()?, r.i64()?);
        let kind = match r.u8()? {
            1 => DoorEventKind::WrongPassword,
            2 => DoorEventKind::UnknownLogin,
            3 => DoorEventKind::KeyStore,
            4 => DoorEventKind::Blocked,
            _ => return None,
        };
        let user = r.id()?;
        door.events.push(DoorEvent { seq, ts, kind, user: (user != Id::ZERO).then_some(user) });
    }
    Some(door)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::{self, MACHINE, T0, USER};
    use proptest::prelude::*;

    fn roundtrip(door: &Door) -> Door {
        Door::parse(&door.to_bytes(&testing::ds()), &testing::ds()).unwrap()
    }

    #[test]
    fn delays_grow_from_the_third_failure_to_a_minute_and_others_wait_not() {
        let mut door = Door::new(MACHINE, 1);
        let mut waits = Vec::new();
        for i in 0..20 {
            let now = T0 + i * 100_000;
            door.record_failure(Some(USER), now);
            door = roundtrip(&door);
            waits.push(door.wait_ms(Some(USER), now) / 1_000);
        }
        assert_eq!(waits[..10], [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert!(waits[10..].iter().all(|w| *w == 60), "never a lock-out");
        assert_eq!(door.wait_ms(Some(MACHINE), T0), 0);
        assert_eq!(door.wait_ms(None, T0), 0);
        assert_eq!(door.fails(Some(USER)), 20);
        assert_eq!(door.import().events.len(), 20);
        assert_eq!(door.succeeded(USER), 20);
        assert_eq!(door.wait_ms(Some(USER), T0), 0);
    }

    #[test]
    fn the_delays_are_the_settings_of_the_day() {
        let settings = &RuleSets::embedded().security(time::day_of(T0)).unwrap().values;
        let (from, longest) = (settings.login_delay_from_wrong_try, settings.login_delay_max_seconds);
        let from = u16::try_from(from).unwrap();
        assert_eq!((delay_ms(from - 1, T0), delay_ms(from, T0)), (0, 1_000));
        assert_eq!(delay_ms(u16::MAX, T0), i64::from(longest) * 1_000);
        assert_eq!(longest_ms(T0), i64::from(longest) * 1_000);
        // Nobody waits less because the clock is in no year that the settings know.
        assert!(longest_ms(i64::MIN) > 0 && delay_ms(u16::MAX, i64::MIN) > 0);
    }

    #[test]
    fn unknown_logins_share_a_counter_that_is_forgotten_in_quiet() {
        let mut door = Door::new(MACHINE, 1);
        for _ in 0..4 {
            door.record_failure(None, T0);
        }
        assert_eq!(door.wait_ms(None, T0), 2_000);
        assert_eq!(door.wait_ms(Some(USER), T0), 0);
        door.record_failure(None, T0 + 2_000 + UNKNOWN_FORGET_MS + 1);
        assert_eq!(door.fails(None), 1);
    }

    #[test]
    fn a_clock_put_back_does_not_lock_the_door() {
        let mut door = Door::new(MACHINE, 1);
        for _ in 0..5 {
            door.record_failure(Some(USER), T0);
        }
        let earlier = T0 - 86_400_000;
        assert_eq!(door.wait_ms(Some(USER), earlier), 60_000);
        door.record_blocked(Some(USER), earlier);
        assert_eq!(door.wait_ms(Some(USER), earlier), 4_000);
        assert_eq!(door.fails(Some(USER)), 5, "a blocked try is no failure");
    }

    #[test]
    fn beyond_the_limit_events_are_counted() {
        let mut door = Door::new(MACHINE, 7);
        for i in 0..5_000 {
            door.record_failure(None, T0 + i);
        }
        door.record_key_store(T0);
        let door = roundtrip(&door);
        let import = door.import();
        assert_eq!(import.events.len(), MAX_EVENTS);
        assert_eq!(import.uncounted, 5_001 - 4_096);
        assert_eq!(import.next_seq, 7 + 5_001);
        let mut cleared = door;
        cleared.clear_imported(import.next_seq);
        cleared.record_failure(Some(USER), T0);
        let again = cleared.import();
        assert_eq!((again.events[0].seq, again.events.len(), again.uncounted), (5_008, 1, 0));
    }

    #[test]
    fn a_changed_byte_anywhere_is_an_error() {
        let mut door = Door::new(MACHINE, 1);
        door.record_failure(Some(USER), T0);
        door.record_blocked(None, T0);
        let bytes = door.to_bytes(&testing::ds());
        assert_eq!(bytes.len(), FIXED + 2 * COUNTER + 2 * EVENT);
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 1;
            assert!(Door::parse(&bad, &testing::ds()).is_err(), "byte {at}");
            assert!(Door::parse(&bytes[..at], &testing::ds()).is_err(), "length {at}");
        }
    }

    #[test]
    fn counters_never_outgrow_the_file() {
        let mut e = testing::TestEntropy::new(1);
        let mut door = Door::new(MACHINE, 1);
        door.record_failure(None, T0);
        for i in 0..300 {
            door.record_failure(Some(Id::v7(T0, &mut e)), T0 + i);
        }
        let door = roundtrip(&door);
        assert_eq!(door.counters.len(), MAX_COUNTERS);
        assert_eq!(door.fails(None), 1);
    }

    proptest! {
        #[test]
        fn reading_a_mutated_file_never_panics(at in 0usize..120, byte: u8, right_mac: bool) {
            let mut door = Door::new(MACHINE, 1);
            door.record_failure(Some(USER), T0);
            door.record_failure(None, T0);
            let mut bytes = door.to_bytes(&testing::ds());
            bytes[at] = byte;
            if right_mac {
                bytes.truncate(bytes.len() - 32);
                let mac = derive::hmac(&derive::door_mac_key(&testing::ds()), &[&bytes]);
                bytes.extend_from_slice(&mac);
            }
            if let Ok(door) = Door::parse(&bytes, &testing::ds()) {
                prop_assert_eq!(door.to_bytes(&testing::ds()), bytes);
            }
        }

        #[test]
        fn reading_anything_never_panics(bytes: Vec<u8>) {
            let _ = Door::parse(&bytes, &testing::ds());
        }
    }
}
