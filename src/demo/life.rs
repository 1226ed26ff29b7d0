//! What has happened in a client's life and at the office, as of today: one coherent story.
//!
//! The order of things: school, work, the customership begins on the day of the request, the job search with it, the
//! first interview within the limit of its day, at which the need for services is assessed and the plan made, then
//! discussions every three months. Everything that is said to have been entered was entered before today.

mod meetings;
mod past;
mod service;

use super::days::{self, Part};
use super::names::Group;
use super::office::Office;
use super::people::{self, Person};
use super::record::{Made, Rec, Shape, last_entry, new_id};
use super::rng::{Rng, Stream};
use super::staff::{CLERK, OFFICER};
use super::work::{self, Trade};
use crate::register::Id;

/// A job search of the client.
#[derive(Clone, Copy, Debug)]
struct Search {
    start: i32,
    end: Option<i32>,
    /// Why it ended: codes of `paattymissyy` and `job_search_legal_end`.
    why: (&'static str, &'static str),
}

/// The story while it is being told.
struct Life<'a> {
    office: &'a Office,
    person: &'a Person,
    rng: Rng,
    trade: Trade,
    /// The last search's situation at its beginning: a code of `tyollisyyskoodi`.
    situation: &'static str,
    searches: Vec<Search>,
    out: &'a mut Vec<Made>,
}

/// Makes all further records of a client with a whole file.
pub(super) fn live(office: &Office, person: &Person, shape: Shape, out: &mut Vec<Made>) {
    let mut rng = Rng::new(office.seed, Stream::Life, person.traits.index);
    let trade = match person.traits.known {
        Some(known) => work::trade_of(known.occupation),
        None => work::draw(&mut rng, person.male),
    };
    let situation = match (person.traits.known, rng.below(100)) {
        (Some(_), _) | (None, 0..78) => "02",
        (None, 78..90) => "03",
        (None, _) => "09",
    };
    let mut life = Life { office, person, rng, trade, situation, searches: Vec::with_capacity(2), out };
    life.plan_searches();
    life.history_of_contact_data();
    life.search_records();
    life.statuses();
    life.payer();
    life.officer();
    life.past();
    life.service(shape);
}

impl Life<'_> {
    /// A record entered at a moment.
    fn rec(&mut self, kind: &'static str, at: i64, author: usize) -> Rec {
        let id = new_id(&mut self.rng, people::entered_at(self.person.traits.index));
        Rec::new(kind, id, at, author, self.person.traits.protected)
    }

    /// A later edit.
    fn edit(&self, kind: &'static str, id: Id, at: i64, author: usize) -> Rec {
        Rec::edit(kind, id, at, author, self.person.traits.protected)
    }

    fn put(&mut self, rec: Rec) {
        self.out.push(rec.done());
    }

    /// With the national fields.
    fn put_national(&mut self, rec: Rec, entered: i32) {
        let rec = people::national(rec, self.office, entered);
        self.put(rec);
    }

    /// The search that is running or ran last.
    fn search(&self) -> Search {
        self.searches.last().copied().unwrap_or(Search {
            start: self.person.start,
            end: self.person.end,
            why: ("06", "other"),
        })
    }

    /// The moment of a day's entry: office hours, never before the client came nor after the last working day.
    fn entry(&mut self, day: i32) -> i64 {
        let day = days::business_from(day).min(last_entry(self.office.today));
        let at = days::office_hours(&mut self.rng, day);
        self.later(at)
    }

    /// Not before the client was entered, at any rate.
    fn later(&self, at: i64) -> i64 {
        at.max(self.person.at + 30 * 60_000)
    }

    /// One search, or two with work in between.
    fn plan_searches(&mut self) {
        let (start, today) = (self.person.start, self.office.today);
        let last = last_entry(today);
        let mut latest = start;
        if self.person.end.is_none()
            && self.person.traits.known.is_none()
            && today - start > 400
            && self.rng.chance(450)
        {
            let end = days::business_until(start + self.rng.range(60, (today - start) / 2));
            let again = days::business_until(self.rng.range(end + 60, (end + 500).min(today - 10)));
            if again > end + 45 && again < last {
                self.searches.push(Search { start, end: Some(end), why: ("03", "own_wish") });
                latest = again;
            }
        }
        let end = match self.person.end {
            Some(end) => Some(end),
            None if self.person.traits.known.is_none() && last - latest > 60 && self.rng.chance(80) => {
                Some(days::business_until(self.rng.range(latest + 30, last)).max(latest))
            }
            None => None,
        };
        let why = match (end, self.person.end_reason()) {
            (Some(_), "deceased") if self.person.end.is_some() => ("06", "death"),
            _ => self.rng.pick(&[
                ("03", "own_wish"),
                ("03", "own_wish"),
                ("03", "own_wish"),
                ("01", "own_wish"),
                ("10", "not_renewed"),
                ("10", "not_renewed"),
                ("08", "own_wish"),
                ("05", "own_wish"),
                ("06", "missing_clarification"),
            ]),
        };
        self.searches.push(Search { start: latest, end, why });
    }

    /// Some moved, got another number or another name since they came: the old value is the history of the new.
    fn history_of_contact_data(&mut self) {
        let (person, today) = (self.person, self.office.today);
        let first = person.start + 20;
        if person.traits.protected || first + 10 > today {
            return;
        }
        let day = days::business_until(self.rng.range(first, person.end.unwrap_or(today - 2).max(first)));
        let at = self.entry(day);
        if self.rng.chance(160) && person.traits.known.is_none() {
            let old_street = super::places::street(&mut self.rng, person.place);
            let old_phone = people::phone(&mut self.rng);
            let moved = self.rng.chance(500);
            let Some(made) = self.out.iter_mut().find(|r| r.kind == "contact_info") else { return };
            let id = made.id;
            let mut changed = false;
            for (name, value) in &mut made.fields {
                match *name {
                    "street" if moved => *value = old_street.as_str().into(),
                    "phone" if !moved => *value = old_phone.as_str().into(),
                    _ => continue,
                }
                changed = true;
            }
            if changed {
                let edit = self.edit("contact_info", id, at, CLERK);
                let edit = match (moved, &person.phone) {
                    (false, Some(phone)) => edit.set("phone", phone.as_str()),
                    _ => people::address(edit, &person.street, person.place).day("valid_from", day),
                };
                self.put(edit);
            }
        } else if !person.male && person.traits.known.is_none() && self.rng.chance(25) {
            let old = super::names::surname(&mut self.rng, person.group, false);
            let Some(made) = self.out.first_mut() else { return };
            if let Some((_, value)) = made.fields.iter_mut().find(|(name, _)| *name == "surname") {
                *value = old.into();
            }
            let edit = self
                .edit("person", person.id, at, CLERK)
                .set("surname", person.surname.as_str())
                .set("first_names", person.first_names.as_str())
                .maybe("call_name", person.call_name);
            self.put(edit);
        }
    }

    fn search_records(&mut self) {
        for i in 0..self.searches.len() {
            let Some(&search) = self.searches.get(i) else { break };
            let first = i == 0;
            let online = (first && self.person.online) || !days::is_business(search.start);
            let asked = match first && !self.person.online {
                true => self.person.at,
                false => days::moment(search.start, if online { 5 * self.rng.range(84, 250) } else { 600 }),
            };
            let entered = match first {
                true => self.person.at,
                false => asked.max(self.entry(search.start)),
            };
            let stored = days::add_business(search.start, 1);
            let rec = self
                .rec("job_search_period", entered, self.person.author)
                .set("requested_at", asked)
                .day("start", search.start)
                .when(stored < self.office.today, |r| r.day("registered_on", stored))
                .set("start_channel", if online { "online" } else { "desk" })
                .day("information_given", search.start)
                .when(search.end.is_none(), |r| {
                    r.day("renew_by", days::add_months(self.office.today.max(search.start), 2))
                })
                .set("source", if online { "customer_online" } else { "customer" })
                .when(online, |r| r.set("source_detail", "Verkkopalvelu"));
            let id = rec.id();
            let end = search.end;
            self.put_national(rec, search.start);
            if let Some(end) = end {
                let at = self.entry(end).max(entered + 60_000);
                let (reason, legal) = search.why;
                let edit = self
                    .edit("job_search_period", id, at, OFFICER)
                    .day("end", end)
                    .set("end_reason", reason)
                    .set("legal_end", legal)
                    .when(legal == "missing_clarification", |r| r.set("online_restart_barred", true));
                self.put(edit);
            }
        }
    }

    /// The chain of situations: without overlap, and without gap while a search runs.
    fn statuses(&mut self) {
        let count = self.searches.len();
        for i in 0..count {
            let Some(&search) = self.searches.get(i) else { break };
            let last = i + 1 == count;
            let next = self.searches.get(i + 1).map(|s| s.start);
            let first = if last { self.situation } else { "02" };
            let until = search.end.unwrap_or(self.office.today - 2);
            let mut from = search.start;
            let mut status = first;
            // A service, training or short job in the middle, and back again.
            if last && until - from > 120 && self.rng.chance(450) {
                let change = self.rng.range(from + 30, until - 60);
                let back = self.rng.range(change + 14, (change + 150).min(until - 5));
                let (code, why) =
                    self.rng.pick(&[("07", "11"), ("07", "11"), ("08", "04"), ("01", "03"), ("09", "03")]);
                self.status(status, from, Some(change - 1), Some(why));
                self.status(code, change, Some(back - 1), None);
                (status, from) = ("02", back);
            }
            self.status(status, from, search.end, search.end.map(|_| search.why.0));
            let Some(end) = search.end else { continue };
            let after = match search.why.0 {
                "03" | "01" => "01",
                "08" => "08",
                "05" => "05",
                _ => continue,
            };
            if end + 1 < self.office.today {
                self.status(after, end + 1, next.map(|n| n - 1), next.map(|_| "06"));
            }
        }
    }

    fn status(&mut self, code: &'static str, from: i32, to: Option<i32>, why: Option<&'static str>) {
        let at = if from <= self.person.start { self.person.at } else { self.entry(from) };
        let employed = matches!(code, "01" | "03" | "09");
        let employer =
            work::of_sector(&mut self.rng, self.office.employers(), self.trade.sector).map(|e| e.id);
        let minutes = match code {
            "01" => Some(2250i64),
            "09" => Some(60 * i64::from(self.rng.range(10, 24))),
            _ => None,
        };
        let expected = (to.is_none() && code == "03").then(|| self.office.today + self.rng.range(10, 90));
        let rec = self
            .rec("employment_status", at, self.person.author)
            .set("status", code)
            .day("start", from)
            .when(expected.is_some(), |r| r.maybe("expected_end", expected.map(i64::from)))
            .maybe("weekly_minutes", minutes)
            .set("source", "customer");
        let rec = match employer {
            Some(id) if employed => rec.locating("employer", id),
            _ => rec,
        };
        let id = rec.id();
        // Ended some time after it began: a later edit. What is short was entered with its end.
        match to {
            Some(to) if to - from > 20 => {
                self.put_national(rec, from);
                let at = self.entry(to).max(at + 60_000);
                let edit =
                    self.edit("employment_status", id, at, OFFICER).day("end", to).maybe("end_reason", why);
                self.put(edit);
            }
            _ => {
                let rec =
                    rec.maybe("end", to.map(i64::from)).when(to.is_some(), |r| r.maybe("end_reason", why));
                self.put_national(rec, from);
            }
        }
    }

    fn payer(&mut self) {
        // Of one in nine nobody has asked.
        if self.person.traits.index == 0 || self.rng.chance(110) {
            return;
        }
        let search = self.search();
        let fund = self.rng.pick(&[
            "ytk", "ytk", "ytk", "a_kassa", "aaria", "jhl", "pam", "pro", "super", "koko", "yrittaja",
        ]);
        let kela = self.rng.chance(480);
        let fund_ends = search.start + 400 + self.rng.range(0, 150);
        let to = search.end;
        let source = |r: Rec| r.set("source", "customer");
        if kela || fund_ends + 20 >= to.unwrap_or(self.office.today) {
            let rec = self
                .rec("benefit_payer", self.person.at, self.person.author)
                .set("payer", if kela { "kela" } else { fund })
                .day("start", search.start)
                .maybe("end", to.map(i64::from));
            // An earlier customership's payer is not known; this one was entered when this search began.
            let mut rec = source(rec).done();
            if search.start > self.person.start {
                rec.at = self.entry(search.start);
                rec.day = search.start;
            }
            self.out.push(rec);
            return;
        }
        let at = self.entry(search.start);
        let rec = self
            .rec("benefit_payer", at, self.person.author)
            .set("payer", fund)
            .day("start", search.start)
            .day("end", fund_ends);
        self.put(source(rec));
        let at = self.entry(fund_ends + 1);
        let rec = self
            .rec("benefit_payer", at, OFFICER)
            .set("payer", "kela")
            .day("start", fund_ends + 1)
            .maybe("end", to.map(i64::from))
            .set("source", "fund")
            .set("source_detail", "Enimmäisaika täynnä");
        self.put(rec);
    }

    fn officer(&mut self) {
        let search = self.search();
        let at = self.entry(search.start);
        let rec = self
            .rec("officer_assignment", at, OFFICER)
            .set("officer", self.office.user(OFFICER))
            .set("role", "responsible")
            .day("start", search.start)
            .maybe("end", search.end.map(i64::from))
            .set("source", "officer");
        self.put(rec);
        let foreign = matches!(self.person.group, Group::Foreign(_)) && self.rng.chance(350);
        let other = self.rng.chance(45);
        if self.person.traits.index == 0 {
            self.arrangement("interpreter", Some("sv"));
            self.arrangement("accessible_room", None);
        } else if foreign {
            self.arrangement("interpreter", Some(super::names::language(self.person.group).0));
        } else if other {
            let what = self.rng.pick(&[
                "accessible_room",
                "plain_language",
                "long_time",
                "quiet_room",
                "support_person",
                "induction_loop",
                "written_only",
            ]);
            self.arrangement(what, None);
        }
    }

    fn arrangement(&mut self, what: &'static str, language: Option<&'static str>) {
        let rec = self
            .rec("special_arrangement", self.person.at, self.person.author)
            .set("arrangement", what)
            .maybe("language", language)
            .day("start", self.person.start)
            .set("source", "customer");
        self.put(rec);
    }
}

/// A part date as a value.
fn part(part: Part) -> String {
    part.text()
}
