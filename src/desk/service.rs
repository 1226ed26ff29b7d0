//! The desk behind a thread: requests go in with a ticket, replies come out with it.
//!
//! One thread owns the database and does one request after another; lookups run on a second one with a connection
//! that only reads, where a newer text interrupts an older one. What a lookup found passes the owner, which writes
//! the log row and only then hands the hits out. With nothing to do both threads sleep without a deadline.

use super::api::{Hits, Refusal, Reply, Request};
use super::dispatch;
use super::login::Desk;
use super::search::{self, Found50};
use crate::cipherdb::{Interrupt, Reader};
use crate::store;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Names a request until its reply.
pub type Ticket = u64;

/// View rows must be durable within a second; half of it is kept for the disk.
const SETTLE: Duration = Duration::from_millis(500);
/// After so long without a request the write-ahead log is folded into the file.
const QUIET: Duration = Duration::from_secs(2);

/// A search whose typing pauses so long is written down as far as it went.
const TYPING_PAUSE: Duration = Duration::from_secs(1);
/// And at the latest after so long (security design, section 10).
const TYPING_LONGEST: Duration = Duration::from_secs(30);

/// Lookups that have no row of the log yet.
#[derive(Clone, Copy)]
struct Typing {
    since: Instant,
    last: Instant,
}

impl Typing {
    /// When they are to have one.
    fn due(self) -> Instant {
        (self.last + TYPING_PAUSE).min(self.since + TYPING_LONGEST)
    }
}

enum Job {
    Stop,
    Ask(Ticket, Request),
    Found(Ticket, u64, store::Result<Found50>),
}

enum Look {
    Reader(Box<Reader>),
    /// The reader is to be closed. The sender goes when it is.
    Shut(Sender<()>),
    Text {
        ticket: Ticket,
        text: String,
        run: u64,
        today: i32,
    },
}

type Shared<T> = Arc<Mutex<T>>;

/// The way in. Dropping it lets what was asked be done, ends the session and waits for that.
pub struct Port {
    jobs: Sender<Job>,
    owner: Option<JoinHandle<()>>,
    looks: Sender<Look>,
    interrupt: Shared<Option<Interrupt>>,
    superseded: Shared<BTreeSet<Ticket>>,
    today: Box<dyn Fn() -> i32 + Send>,
}

/// Starts the threads. `open` makes the desk on its own thread, so that a slow disk delays nobody's first frame.
pub fn start(
    open: impl FnOnce() -> Result<Desk, Refusal> + Send + 'static,
    today: impl Fn() -> i32 + Send + 'static,
) -> (Port, Receiver<(Ticket, Reply)>) {
    let (jobs, job_queue) = channel();
    let (looks, look_queue) = channel();
    let (replies, reply_queue) = channel();
    let interrupt: Shared<Option<Interrupt>> = Arc::default();
    let superseded: Shared<BTreeSet<Ticket>> = Arc::default();
    let mut port = Port {
        jobs: jobs.clone(),
        owner: None,
        looks: looks.clone(),
        interrupt: Arc::clone(&interrupt),
        superseded: Arc::clone(&superseded),
        today: Box::new(today),
    };
    thread::spawn(move || look_up(&look_queue, &jobs));
    port.owner = Some(thread::spawn(move || {
        let owner = Owner { replies, looks, interrupt, superseded, unsettled: None, typing: None };
        match open() {
            Ok(desk) => owner.run(desk, &job_queue),
            Err(refusal) => owner.refuse(&refusal, &job_queue),
        }
    }));
    (port, reply_queue)
}

fn lock<T>(shared: &Shared<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Port {
    fn drop(&mut self) {
        let _ = self.jobs.send(Job::Stop);
        if let Some(owner) = self.owner.take() {
            let _ = owner.join();
        }
    }
}

impl Port {
    /// Asks. The reply comes with the ticket, unless the request was superseded.
    pub fn send(&self, ticket: Ticket, request: Request) {
        match request {
            Request::Search { text, run } => {
                self.interrupt();
                let _ = self.looks.send(Look::Text { ticket, text, run, today: (self.today)() });
            }
            other => {
                let _ = self.jobs.send(Job::Ask(ticket, other));
            }
        }
    }

    /// The face wants no reply to this any more. A write that has begun goes on; a lookup stops.
    pub fn supersede(&self, ticket: Ticket) {
        lock(&self.superseded).insert(ticket);
        self.interrupt();
    }

    fn interrupt(&self) {
        if let Some(interrupt) = lock(&self.interrupt).as_ref() {
            interrupt.interrupt();
        }
    }
}

/// The lookup thread: always the newest text.
fn look_up(queue: &Receiver<Look>, jobs: &Sender<Job>) {
    let mut reader: Option<Box<Reader>> = None;
    while let Ok(first) = queue.recv() {
        let mut newest = None;
        for look in std::iter::once(first).chain(queue.try_iter()) {
            match look {
                Look::Reader(next) => reader = Some(next),
                Look::Shut(done) => {
                    reader = None;
                    newest = None;
                    drop(done);
                }
                text @ Look::Text { .. } => newest = Some(text),
            }
        }
        let Some(Look::Text { ticket, text, run, today }) = newest else { continue };
        let found = match &reader {
            Some(reader) => search::look_up(reader, &text, today),
            None => continue, // nobody is logged in: the face has no search then
        };
        if jobs.send(Job::Found(ticket, run, found)).is_err() {
            return;
        }
    }
}

struct Owner {
    replies: Sender<(Ticket, Reply)>,
    looks: Sender<Look>,
    interrupt: Shared<Option<Interrupt>>,
    superseded: Shared<BTreeSet<Ticket>>,
    /// Since when a view row waits to be durable.
    unsettled: Option<Instant>,
    /// Lookups that wait for their row.
    typing: Option<Typing>,
}

impl Owner {
    fn run(mut self, mut desk: Desk, queue: &Receiver<Job>) {
        let mut quiet_since: Option<Instant> = None;
        loop {
            let job = match self.deadline(quiet_since) {
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => queue.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match job {
                Ok(Job::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    let _ = desk.logout();
                    return;
                }
                Ok(job) => {
                    self.job(&mut desk, job);
                    // After the reply, so that no key waits for it; also while the keys never stop.
                    self.typed(&mut desk);
                    quiet_since = Some(Instant::now());
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.typed(&mut desk);
                    self.settle(&mut desk);
                    if quiet_since.is_some_and(|since| since.elapsed() >= QUIET) {
                        desk.rest();
                        quiet_since = None;
                    }
                }
            }
            if !desk.is_open() {
                // Also of a session that ended by itself: its rights or its time ran out.
                self.shut_reader();
            }
        }
    }

    fn deadline(&self, quiet_since: Option<Instant>) -> Option<Instant> {
        let settle = self.unsettled.map(|since| since + SETTLE);
        let rest = quiet_since.map(|since| since + QUIET);
        settle.into_iter().chain(rest).chain(self.typing.map(Typing::due)).min()
    }

    /// Writes down what was looked for when it is due: a terminal that is killed must not take it along.
    fn typed(&mut self, desk: &mut Desk) {
        if self.typing.is_none_or(|typing| Instant::now() < typing.due()) {
            return;
        }
        self.typing = None;
        if let Ok(session) = desk.session()
            && session.search_waits()
        {
            // What fails here is tried again with the next lookup and when the session ends.
            let _ = session.tell_search();
            self.unsettled.get_or_insert_with(Instant::now);
        }
    }

    /// After a lookup: whether it waits for its row, and since when.
    fn note_typing(&mut self, desk: &Desk) {
        let now = Instant::now();
        let since = self.typing.map_or(now, |typing| typing.since);
        self.typing = desk.search_waits().then_some(Typing { since, last: now });
    }

    fn settle(&mut self, desk: &mut Desk) {
        if self.unsettled.is_some_and(|since| since.elapsed() >= SETTLE) {
            self.unsettled = None;
            if let Ok(session) = desk.session() {
                let _ = session.settle();
            }
        }
    }

    fn job(&mut self, desk: &mut Desk, job: Job) {
        let (ticket, reply) = match job {
            Job::Stop => return,
            Job::Ask(ticket, _) if self.dropped(ticket) => return,
            Job::Ask(ticket, request) => (ticket, self.ask(desk, request)),
            Job::Found(_, _, Err(store::Error::Interrupted)) => return,
            Job::Found(ticket, _, _) if self.dropped(ticket) => return,
            Job::Found(ticket, run, found) => {
                let reply = hits(desk, found, run);
                self.note_typing(desk);
                (ticket, reply)
            }
        };
        if self.dropped(ticket) {
            // A login that nobody waits for any more must not leave a session open behind the login screen.
            if matches!(reply, Reply::In(_)) {
                self.shut_reader();
                let _ = desk.logout();
            }
            return;
        }
        self.unsettled.get_or_insert_with(Instant::now);
        let _ = self.replies.send((ticket, reply));
    }

    fn ask(&self, desk: &mut Desk, request: Request) -> Reply {
        let leaves = matches!(request, Request::Lock { .. } | Request::Logout);
        if leaves {
            self.shut_reader();
        }
        let reply = dispatch::handle(desk, request);
        // None yet: a login just now, or one that had to change its password first.
        let none = lock(&self.interrupt).is_none();
        if (none || matches!(reply, Reply::In(_)))
            && let Ok(reader) = desk.reader()
        {
            *lock(&self.interrupt) = Some(reader.interrupt());
            let _ = self.looks.send(Look::Reader(Box::new(reader)));
        }
        reply
    }

    /// A lock is answered when every connection is closed, the lookup's too: its pages in clear go with it.
    fn shut_reader(&self) {
        let Some(interrupt) = lock(&self.interrupt).take() else { return };
        interrupt.interrupt();
        let (done, closed) = channel();
        if self.looks.send(Look::Shut(done)).is_ok() {
            // Nothing is ever sent: the end of the sender is the answer.
            let _ = closed.recv();
        }
    }

    fn dropped(&self, ticket: Ticket) -> bool {
        lock(&self.superseded).remove(&ticket)
    }

    /// There is no office here, or it cannot be read: every request hears it.
    fn refuse(self, refusal: &Refusal, queue: &Receiver<Job>) {
        while let Ok(job) = queue.recv() {
            match job {
                Job::Stop => return,
                Job::Ask(ticket, _) => {
                    let _ = self.replies.send((ticket, Reply::Refused(refusal.clone())));
                }
                Job::Found(..) => {}
            }
        }
    }
}

fn hits(desk: &mut Desk, found: store::Result<Found50>, run: u64) -> Reply {
    let answer: Result<Hits, _> = match found {
        Ok(found) => desk.session().and_then(|session| session.hits(found, run)),
        Err(error) => Err(error.into()),
    };
    answer.map_or_else(Reply::Refused, Reply::Hits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_written_down_when_its_typing_pauses_and_while_it_does_not() {
        let since = Instant::now();
        let after = |ms| since + Duration::from_millis(ms);
        assert_eq!(Typing { since, last: since }.due(), after(1_000));
        assert_eq!(Typing { since, last: after(700) }.due(), after(1_700));
        assert_eq!(Typing { since, last: after(29_900) }.due(), after(30_000));
    }
}
