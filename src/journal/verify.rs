//! The verifier of an access log (security design, section 10): takes rows in order, says what is wrong and where.
//!
//! A chain alone cannot show that its end was cut off, nor that rows and checkpoints were cut off together: for that
//! the newest n and c must be known from outside (the key store, the hub). See [`Verifier::known`].

use super::codes::{LogAction, Start};
use super::dot::Stream;
use super::hash::{self, Hash};
use super::log::{
    self, BEYOND_DEV, BEYOND_HELD, BEYOND_KNOWN, LogBody, LogHeader, PURGED_FROM, PURGED_TO, RESTORED_DEV,
    RESTORED_N,
};
use super::note::{KnownKey, SignedNote};
use crate::register::Id;
use std::collections::{BTreeMap, BTreeSet};

/// So many findings are listed; all are counted.
const MAX_LISTED: usize = 1000;

/// What the verifier says of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// All good.
    Intact,
    /// All good; there are rows after the last checkpoint, as is normal after a crash.
    OpenTail,
    /// A header does not give c, or a body does not give com, or a row is not the one a checkpoint signed.
    Altered,
    /// A number is missing.
    Gap,
    /// A number comes again or too early, or a row is not linked to the one before.
    Reordered,
    /// Fewer rows than a checkpoint, and no restore explains it.
    Short,
    /// Two checkpoints with the same number and different hashes.
    Fork,
    /// Time or the monotonic clock going back.
    Clock,
    /// A checkpoint's signature is bad, or nobody known signed it.
    Signature,
    /// A body is gone and no purge row covers it.
    BodyMissing,
}

impl Verdict {
    /// The exit code of `luukku log verify`.
    pub const fn exit_code(self) -> u8 {
        match self {
            Verdict::Intact | Verdict::OpenTail => 0,
            Verdict::Altered => 10,
            Verdict::Gap | Verdict::Reordered => 11,
            Verdict::Short => 12,
            Verdict::Fork => 13,
            Verdict::Clock => 14,
            Verdict::Signature => 15,
            Verdict::BodyMissing => 16,
        }
    }

    /// How much it says of what was done to the log, the most first: its rows are not those that were written; what
    /// vouches for them, or what they hold, is gone or wrong; a clock, which needs nobody's doing; nothing.
    pub const fn rank(self) -> u8 {
        match self {
            Verdict::Altered | Verdict::Gap | Verdict::Reordered | Verdict::Short | Verdict::Fork => 0,
            Verdict::Signature | Verdict::BodyMissing => 1,
            Verdict::Clock => 2,
            Verdict::Intact | Verdict::OpenTail => 3,
        }
    }

    /// The Fluent id of its sentence; its argument is the place, `n`.
    pub const fn message_id(self) -> &'static str {
        match self {
            Verdict::Intact => "log-verdict-intact",
            Verdict::OpenTail => "log-verdict-open-tail",
            Verdict::Altered => "log-verdict-altered",
            Verdict::Gap => "log-verdict-gap",
            Verdict::Reordered => "log-verdict-reordered",
            Verdict::Short => "log-verdict-short",
            Verdict::Fork => "log-verdict-fork",
            Verdict::Clock => "log-verdict-clock",
            Verdict::Signature => "log-verdict-signature",
            Verdict::BodyMissing => "log-verdict-body-missing",
        }
    }
}

/// A fault and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The number of the row it concerns: the first missing one of a gap or a short log; 0 for a note that cannot be
    /// read at all.
    pub n: u64,
    /// What is wrong there.
    pub verdict: Verdict,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Rows read.
    pub rows: u64,
    /// Number and hash of the last row.
    pub last: Option<(u64, Hash)>,
    /// The first row after the last checkpoint, if there is one.
    pub open_tail: Option<u64>,
    /// What is wrong, by place; at most the first 1 000.
    pub findings: Vec<Finding>,
    /// How much is wrong.
    pub total: u64,
    /// Streams that 417 rows of this log say were closed by a restore: incarnation, and its last row kept.
    pub restores: Vec<(Id, u64)>,
}

impl Report {
    /// The verdict on the whole log: of its gravest findings the first by place, with that place. A clock that went
    /// back must not hide that a row was changed. An intact log's place is its last row, an open tail's its first row.
    pub fn verdict(&self) -> Finding {
        match (self.findings.iter().min_by_key(|f| (f.verdict.rank(), **f)), self.open_tail) {
            (Some(first), _) => *first,
            (None, Some(n)) => Finding { n, verdict: Verdict::OpenTail },
            (None, None) => Finding { n: self.last.map_or(0, |(n, _)| n), verdict: Verdict::Intact },
        }
    }
}

/// Follows one log stream. First tell it all it should know ([`note`](Verifier::note), [`known`](Verifier::known),
/// [`restored`](Verifier::restored)), then give it the rows, then [`finish`](Verifier::finish).
pub struct Verifier {
    stream: Stream,
    checkpoints: BTreeMap<u64, Hash>,
    outside: Option<(u64, Hash)>,
    restored: Option<u64>,
    rows: u64,
    last: Option<(u64, Hash)>,
    ts: i64,
    mono: u64,
    /// The row with which the monotonic clock began again, until one shows that the register was being opened there.
    started: Option<u64>,
    missing: Vec<(u64, u64)>,
    purged: Vec<(u64, u64)>,
    restores: Vec<(Id, u64)>,
    /// What alarms tell of this stream: the last row known outside, and the last row held when that was seen first.
    cuts: BTreeMap<u64, u64>,
    /// The row of the number known outside is another one.
    differs: bool,
    findings: Vec<Finding>,
    total: u64,
}

impl Verifier {
    /// A verifier of a whole stream, from its first row.
    pub const fn new(stream: Stream) -> Verifier {
        Verifier {
            stream,
            checkpoints: BTreeMap::new(),
            outside: None,
            restored: None,
            rows: 0,
            last: None,
            ts: -1,
            mono: 0,
            started: None,
            missing: Vec::new(),
            purged: Vec::new(),
            restores: Vec::new(),
            cuts: BTreeMap::new(),
            differs: false,
            findings: Vec::new(),
            total: 0,
        }
    }

    /// A verifier of what comes after a row that was verified before, as at the hub on receipt.
    pub fn after(stream: Stream, header: &LogHeader, c: Hash) -> Verifier {
        let mut verifier = Verifier::new(stream);
        verifier.last = Some((header.head.n, c));
        (verifier.ts, verifier.mono) = (header.head.ts, header.mono);
        verifier
    }

    fn find(&mut self, n: u64, verdict: Verdict) {
        self.total += 1;
        if self.findings.len() < MAX_LISTED {
            self.findings.push(Finding { n, verdict });
        }
    }

    /// A checkpoint of this stream, as it was kept.
    pub fn note(&mut self, note: &str, office: Id, keys: &[KnownKey]) {
        let Ok(note) = SignedNote::parse(note) else { return self.find(0, Verdict::Signature) };
        let claimed = *note.claimed();
        let ours = claimed.office == office && claimed.dev == self.stream.dev;
        if !ours || note.verify(keys).is_err() {
            return self.find(claimed.n, Verdict::Signature);
        }
        match self.checkpoints.insert(claimed.n, claimed.c) {
            Some(c) if c != claimed.c => self.find(claimed.n, Verdict::Fork),
            _ => {}
        }
    }

    /// The newest number and hash, known from outside: the key store, or the hub.
    pub const fn known(&mut self, n: u64, c: Hash) {
        self.outside = Some((n, c));
    }

    /// A verified 417 row of another stream says that a restored copy of this one holds rows up to `n`.
    pub const fn restored(&mut self, n: u64) {
        self.restored = Some(n);
    }

    /// The next row, in the order of the table. `body` is `None` where it is gone.
    pub fn row(&mut self, header: &[u8], body: Option<&[u8]>, c: &Hash) {
        self.rows += 1;
        let (last_n, last_c) = self.last.unwrap_or((0, hash::ZERO));
        let expected = last_n.saturating_add(1);
        // Nothing in an altered header is believed, its number least of all: it is taken for the row expected here.
        let row = match log::decode_header(header) {
            Ok(row) if row.head.stream() == self.stream && hash::header(header) == *c => row,
            _ => {
                self.find(expected, Verdict::Altered);
                self.last = Some((expected, *c));
                return;
            }
        };
        let n = row.head.n;
        if n < expected {
            return self.find(n, Verdict::Reordered);
        }
        if n > expected {
            self.find(expected, Verdict::Gap);
        } else if row.head.prev != last_c {
            self.find(n, Verdict::Reordered);
        }
        self.clocks(n, &row);
        self.body(n, &row, body);
        if self.checkpoints.get(&n).is_some_and(|signed| signed != c) {
            self.find(n, Verdict::Altered);
        } else if self.outside.is_some_and(|(known, outside)| known == n && outside != *c) {
            self.differs = true; // told at the end: an alarm may say better what happened
        }
        self.last = Some((n, *c));
        (self.ts, self.mono) = (row.head.ts.max(self.ts), row.mono);
    }

    /// Time goes on. The monotonic clock begins again where the machine was started, and the rows that come first then
    /// open the register: a session that was open cannot have written them.
    fn clocks(&mut self, n: u64, row: &LogHeader) {
        let action = LogAction::from_code(row.action);
        let start = action.map_or(Start::Within, |action| action.start(row.role.is_some()));
        let again = row.mono < self.mono;
        match start {
            Start::Opens => self.started = None,
            Start::Leads if again => self.started = self.started.or(Some(n)),
            Start::Leads => {}
            Start::Within => {
                if let Some(first) = self.started.take() {
                    self.find(first, Verdict::Clock);
                }
            }
        }
        if row.head.ts <= self.ts || (again && start == Start::Within) {
            self.find(n, Verdict::Clock);
        }
    }

    fn body(&mut self, n: u64, row: &LogHeader, body: Option<&[u8]>) {
        let Some(body) = body else {
            match self.missing.last_mut() {
                Some((_, to)) if to.saturating_add(1) == n => *to = n,
                _ => self.missing.push((n, n)),
            }
            return;
        };
        if !log::body_matches(&row.com, body) {
            return self.find(n, Verdict::Altered);
        }
        let action = LogAction::from_code(row.action);
        if !matches!(action, Some(LogAction::LogPurge | LogAction::Restore | LogAction::Rollback)) {
            return;
        }
        let Ok(body) = log::decode_body(body) else { return self.find(n, Verdict::Altered) };
        let int = |key| body.detail_int(key).and_then(|n| u64::try_from(n).ok());
        match action {
            Some(LogAction::LogPurge) => {
                if let (Some(from), Some(to)) = (int(PURGED_FROM), int(PURGED_TO)) {
                    self.purged.push((from, to.min(n.saturating_sub(1))));
                }
            }
            Some(LogAction::Rollback) => self.alarm(n, &body),
            _ => {
                if let (Some(dev), Some(n)) = (body.detail_id(RESTORED_DEV), int(RESTORED_N)) {
                    self.restores.push((dev, n));
                }
            }
        }
    }

    /// Row n was written when rows were known outside that the file did not hold any more. The first alarm tells the
    /// place: what was written since lies where they were, and the log looks shorter by less each time.
    fn alarm(&mut self, n: u64, body: &LogBody) {
        let int = |key| body.detail_int(key).and_then(|n| u64::try_from(n).ok());
        let (Some(known), Some(held)) = (int(BEYOND_KNOWN), int(BEYOND_HELD)) else { return };
        if body.detail_id(BEYOND_DEV) == Some(self.stream.dev) && held < known && held < n {
            self.cuts.entry(known).and_modify(|first| *first = held.min(*first)).or_insert(held);
        }
    }

    /// Whether an alarm told already that the row of this number was taken away.
    fn is_cut(&self, n: u64) -> bool {
        self.cuts.iter().any(|(known, held)| *held < n && n <= *known)
    }

    /// The first number of a run of missing bodies that no purge covers.
    fn uncovered(&self, (from, to): (u64, u64)) -> Option<u64> {
        let mut next = from;
        while let Some((_, end)) = self.purged.iter().find(|(start, end)| (*start..=*end).contains(&next)) {
            next = end.saturating_add(1);
        }
        (next <= to).then_some(next)
    }

    /// All rows were given.
    pub fn finish(mut self) -> Report {
        let last_n = self.last.map_or(0, |(n, _)| n);
        let signed = self.checkpoints.last_key_value().map_or(0, |(n, _)| *n);
        // What an alarm has told with its place is not told once more with another.
        let told = self.outside.is_some_and(|(n, _)| self.is_cut(n));
        let outside = self.outside.filter(|_| !told).map_or(0, |(n, _)| n);
        if let Some((n, _)) = self.outside.filter(|_| self.differs && !told) {
            self.find(n, Verdict::Altered);
        }
        if let Some((n, c)) = self.outside
            && self.checkpoints.get(&n).is_some_and(|signed| *signed != c)
        {
            self.find(n, Verdict::Fork);
        }
        for held in std::mem::take(&mut self.cuts).into_values().collect::<BTreeSet<_>>() {
            self.find(held.saturating_add(1), Verdict::Short);
        }
        let explained = self.restored.is_some_and(|kept| last_n >= kept);
        if signed.max(outside) > last_n && !explained {
            self.find(last_n.saturating_add(1), Verdict::Short);
        }
        for run in std::mem::take(&mut self.missing) {
            if let Some(n) = self.uncovered(run) {
                self.find(n, Verdict::BodyMissing);
            }
        }
        let covered = self.checkpoints.range(..=last_n).next_back().map_or(0, |(n, _)| *n);
        self.findings.sort_unstable();
        Report {
            rows: self.rows,
            last: self.last,
            open_tail: (covered < last_n).then(|| covered.saturating_add(1)),
            findings: self.findings,
            total: self.total,
            restores: self.restores,
        }
    }
}
