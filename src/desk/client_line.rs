//! The client line and the alerts of every screen in client context, in the desk's order: turvakielto first, then
//! what forbids telling anything, deadlines, tasks, the plan, the service language, arrangements.

use super::answer::Answer;
use super::api::{Alert, ClientLine, Message};
use super::days::{dated, day, in_force, saturdays_count};
use super::file::ClientFile;
use super::kind;
use crate::journal::codes::Purpose;
use crate::register::codes::CodeLists;
use crate::register::rules::RuleSets;
use crate::register::{calendar, dates, hetu, time};
use crate::store::read::{self, Record};

/// What a new search begins with.
pub(super) const INITIAL: &str = "initial";
/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;
/// How many open tasks are looked at.
const TASKS: u32 = 50;
/// How many contacts are looked at that may have been the initial interview; missed ones are contacts too.
const INTERVIEWS: u32 = 10;

/// What the desk knows of a client's dates and that lines, card and templates share.
#[derive(Clone, Debug, Default)]
pub(super) struct Ahead {
    /// The next booking that has not begun, or of today.
    pub booking: Option<Record>,
    /// The last legal day of the initial interview, while it has not been held.
    pub initial: Option<i32>,
    /// Open tasks, the earliest due first.
    pub tasks: Vec<Record>,
    /// The plan that waits for the client.
    pub waiting_plan: Option<Record>,
}

impl ClientFile<'_> {
    /// The client line with its alerts.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn client_line(&mut self) -> Answer<ClientLine> {
        let person = self.person_record()?;
        let ahead = self.ahead()?;
        self.line(&person, &ahead)
    }

    /// The client line of what was read already.
    pub(super) fn line(&mut self, person: &Record, ahead: &Ahead) -> Answer<ClientLine> {
        let kind = kind::named("person")?;
        let decision = self.session.decide(kind, crate::access::Action::Read);
        let may = |field: &str| kind.field(field).is_some_and(|f| decision.covers(f));
        let text = |field: &str| person.text(field).filter(|_| may(field));
        let names = text("first_names").unwrap_or_default();
        let name = format!("{} {names}", text("surname").unwrap_or_default().to_uppercase());
        let language = text("service_language").filter(|l| *l != "fi").map(str::to_owned);
        Ok(ClientLine {
            person: self.open.person,
            name: name.trim().to_owned(),
            born: day(person, "birth_date").filter(|_| may("birth_date")),
            hetu: text("hetu").map(hetu::mask),
            alerts: self.alerts(person, ahead, language.as_deref())?,
            language,
            ground: self.ground(ahead),
            channel: self.open.visit.map(|_| self.open.channel),
        })
    }

    /// What lies ahead of the client.
    pub(super) fn ahead(&mut self) -> Answer<Ahead> {
        let tasks = kind::named("task")?;
        let tasks =
            if self.reads(tasks) { self.session.open_tasks(self.open.person, TASKS)? } else { Vec::new() };
        Ok(Ahead {
            booking: self.next_booking()?,
            initial: self.initial_deadline()?,
            tasks,
            waiting_plan: self.waiting_plan()?,
        })
    }

    /// The next booking: the earliest one that lies ahead or goes on. None of these: one of today whose time has passed
    /// and of which nobody has said what became of it, because the client may still come or wish for another.
    fn next_booking(&self) -> Answer<Option<Record>> {
        let (from, _) = time::bounds_of(self.session.today());
        let now = self.session.now();
        let mut next = None;
        let mut open = None;
        // Bookings come newest first, so those ahead are the first ones.
        self.find("booking", |record| {
            let Some(start) = record.int("start") else { return false };
            let end = start + record.int("minutes").unwrap_or(0) * MINUTE_MS;
            let ahead = match record.text("state") {
                Some("booked") => end > now,
                Some("arrived") => start >= from && end > now,
                _ => false,
            };
            if ahead {
                next = Some(record.clone());
            } else if start >= from && record.text("state") == Some("booked") {
                open = Some(record.clone());
            }
            start < from
        })?;
        Ok(next.or(open))
    }

    /// The last legal day of the initial interview of the search in force, while none has been held (R1).
    pub(super) fn initial_deadline(&self) -> Answer<Option<i32>> {
        let searches = self.some("job_search_period", 0, 2)?;
        let Some(search) = searches.first().filter(|s| in_force(s, self.session.today())) else {
            return Ok(None);
        };
        let Some(start) = day(search, "start") else { return Ok(None) };
        let sets = RuleSets::embedded();
        let Some(rules) = sets.service_process(start) else { return Ok(None) };
        let since_last = searches.get(1).and_then(|s| day(s, "end"));
        let months = i32::try_from(rules.values.new_initial_after_months_from_search_end).unwrap_or(i32::MAX);
        if since_last.is_some_and(|end| dates::add_months(end, months) > start) {
            return Ok(None);
        }
        if self.interviewed_since(time::bounds_of(start).0)? {
            return Ok(None);
        }
        let n = rules.values.initial_interview_business_days;
        Ok(Some(calendar::add_business_days(start, n, saturdays_count(start))))
    }

    /// Whether the initial interview was held since that moment: its booking was kept, or a contact says so.
    fn interviewed_since(&self, from: i64) -> Answer<bool> {
        let mut held = false;
        self.find("booking", |b| {
            let start = b.int("start").unwrap_or(i64::MIN);
            held |= start >= from && b.text("service") == Some(INITIAL) && b.text("state") == Some("done");
            held || start < from
        })?;
        if held {
            return Ok(true);
        }
        let contact = kind::named("contact")?;
        if !self.reads(contact) {
            return Ok(false);
        }
        let methods: Vec<&str> = CodeLists::embedded()
            .get("yhteydenottotapa")
            .into_iter()
            .flat_map(|list| list.rows())
            .filter(|row| row.interview() == Some(INITIAL))
            .map(|row| row.code.as_str())
            .collect();
        let connection = self.session.store.connection();
        let booking = kind::named("booking")?;
        for found in read::contacts_by(connection, contact, self.open.person, from, &methods, INTERVIEWS)? {
            // A missed interview is a contact of that method too; its booking says that nobody came.
            let missed = match found.id("booking") {
                Some(id) => read::one(connection, booking, id)?
                    .is_some_and(|b| b.text("state").is_some_and(|s| s != "done" && s != "arrived")),
                None => false,
            };
            if !missed {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn alerts(&mut self, person: &Record, ahead: &Ahead, language: Option<&str>) -> Answer<Vec<Alert>> {
        let today = self.session.today();
        let mut alerts = Vec::new();
        let mut tell = |message| alerts.push(Alert { grave: false, message });
        if self.open.visit.is_some() && !self.open.identified {
            tell(Message::new("alert-not-identified"));
        }
        if person.text("identity_state") == Some("doubtful") {
            tell(Message::new("alert-identity-doubtful"));
        }
        if let Some(died) = day(person, "death_date") {
            tell(Message::new("alert-deceased").with("date", dates::show(died)));
        }
        if let Some(message) = initial_alert(ahead.initial, today) {
            tell(message);
        }
        if let Some(booking) = &ahead.booking
            && let Some(start) = booking.int("start").filter(|at| time::day_of(*at) == today)
        {
            let service = booking.text("service").unwrap_or("other");
            tell(
                Message::new("alert-booking-today").with("time", time::clock(start)).with("service", service),
            );
        }
        let due = |task: &Record| {
            let due = day(task, "due").filter(|due| *due <= today)?;
            let id = if due < today { "alert-task-late" } else { "alert-task-due" };
            let message = dated(Message::new(id), due);
            Some(message.with("task", task.text("text").unwrap_or_default()))
        };
        // The word to the host that the client has arrived is a task of today too, and no deadline: it comes last, so
        // that it pushes nothing off the card.
        let (words, tasks): (Vec<&Record>, Vec<&Record>) = ahead
            .tasks
            .iter()
            .partition(|t| t.text("task_type") == Some("other") && day(t, "due") == Some(today));
        tasks.into_iter().filter_map(due).for_each(&mut tell);
        if ahead.waiting_plan.is_some() {
            tell(Message::new("alert-plan-waits"));
        }
        if let Some(language) = language {
            tell(Message::new("alert-service-language").with("language", language));
        }
        for arrangement in self.arrangements(today)? {
            if let Some(code) = arrangement.text("arrangement") {
                tell(Message::new("alert-arrangement").with("arrangement", code));
            }
        }
        words.into_iter().filter_map(due).for_each(&mut tell);
        let protected = person.flag("protected").then(|| match day(person, "protected_until") {
            Some(until) => Message::new("alert-protected-until").with("date", dates::show(until)),
            None => Message::new("alert-protected"),
        });
        if let Some(message) = protected {
            alerts.insert(0, Alert { grave: true, message });
        }
        Ok(alerts)
    }

    /// Special arrangements in force.
    pub(super) fn arrangements(&self, today: i32) -> Answer<Vec<Record>> {
        let all = self.every("special_arrangement")?;
        Ok(all.into_iter().filter(|a| in_force(a, today)).collect())
    }

    /// Why the file is open, in words.
    fn ground(&self, ahead: &Ahead) -> Message {
        let today = self.session.today();
        let booked = ahead
            .booking
            .as_ref()
            .and_then(|b| b.int("start"))
            .filter(|at| time::day_of(*at) == today)
            .map(time::clock);
        match (self.open.purpose, booked) {
            (Purpose::VisitNow, Some(at)) => Message::new("ground-visit-booked").with("time", at),
            (Purpose::VisitNow, None) => Message::new("ground-visit"),
            (Purpose::Call, _) => Message::new("ground-call"),
            (Purpose::Booking, Some(at)) => Message::new("ground-booking-at").with("time", at),
            (Purpose::Booking, None) => Message::new("ground-booking"),
            (Purpose::OwnClient, _) => Message::new("ground-own-client"),
            (Purpose::QueueNumber, _) => Message::new("ground-queue"),
            (Purpose::TaskDue, _) => Message::new("ground-task"),
            (Purpose::BreakGlass, _) => Message::new("ground-break-glass"),
            (Purpose::DataRequest, _) => Message::new("ground-data-request"),
            (Purpose::Review, _) => Message::new("ground-review"),
        }
    }
}

/// The alert about the initial interview: how many business days are left, or that they are over.
fn initial_alert(deadline: Option<i32>, today: i32) -> Option<Message> {
    let deadline = deadline?;
    if deadline < today {
        return Some(dated(Message::new("alert-initial-late"), deadline));
    }
    if deadline == today {
        return Some(Message::new("alert-initial-today"));
    }
    // The day after today is the first that counts, as with every limit (R10).
    let left = (today + 1..=deadline).filter(|d| calendar::is_business_day(*d, saturdays_count(*d))).count();
    Some(match left {
        1 => dated(Message::new("alert-initial-one-day"), deadline),
        _ => dated(Message::new("alert-initial"), deadline).with("days", left.to_string()),
    })
}

#[cfg(test)]
mod tests;
