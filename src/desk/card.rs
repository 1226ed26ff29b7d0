//! The card of a client: facts, groups with their counts, the newest entries, what may be done.
//!
//! Only counts and newest pages are read, so that a file of thousands of events opens like any other.

use super::answer::Answer;
use super::api::{Allowed, Card, CardGroup, CardMay, Fact, Hidden, Leads, Message, Part, Shown, Unknown};
use super::client_line::Ahead;
use super::days::{day, in_force};
use super::file::ClientFile;
use super::kind;
use super::no_right;
use crate::access::{Ability, Action};
use crate::journal::codes::LogAction;
use crate::register::{Tab, dates, kinds, time};
use crate::store::read::{self, Record};

/// How many entries of the contact log the card shows.
const LATEST: u32 = 3;

impl ClientFile<'_> {
    /// The card. The row of opening covers its first showing; showing it again within half a minute is counted.
    ///
    /// # Errors
    /// When the view cannot be logged, or the records cannot be read.
    pub fn card(&mut self) -> Answer<Card> {
        let person = self.person_record()?;
        let ahead = self.ahead()?;
        let client = self.line(&person, &ahead)?;
        let protected = person.flag("protected");
        let facts = self.facts(&person, &ahead)?;
        let groups = self.groups(&ahead)?;
        let mut latest = Vec::new();
        for record in self.some("contact", 0, LATEST)? {
            latest.push(self.entry(&record, protected)?);
        }
        let arrival = self.arrivable()?.map(|booking| booking.id);
        let card = Card {
            client,
            facts,
            groups,
            latest,
            sees_latest: self.reads(kind::named("contact")?),
            plan_waits: ahead.waiting_plan.as_ref().map(|plan| plan.id),
            came: arrival.is_none() && self.booking_today("arrived")?.is_some(),
            arrival,
            may: self.card_may(&ahead)?,
        };
        let body = self.about(person.kind, Some(self.open.person));
        self.session.viewed(LogAction::Open, body)?;
        Ok(card)
    }

    /// The groups by digit. A kind that the user may neither read nor make is in none of them, and a group without
    /// kinds is absent: nothing tells whether it is empty or not for this user.
    fn groups(&self, ahead: &Ahead) -> Answer<Vec<CardGroup>> {
        let today = self.session.today();
        let mut groups = Vec::new();
        for tab in Tab::ALL {
            let mut kinds = kinds::of_tab(tab);
            kinds.retain(|kind| self.sees(kind) || self.session.decide(kind, Action::Create).yes());
            if kinds.is_empty() {
                continue;
            }
            let mut count = None;
            for kind in kinds.iter().filter(|kind| self.sees(kind)) {
                // What is a part of something in this group is counted with it; sealed records have no count.
                let counts = !kinds.iter().any(|whole| kind.part_of(whole));
                let n = if counts { self.count(kind.name)? } else { 0 };
                count = Some(count.unwrap_or(0) + n);
            }
            let alert = match tab {
                Tab::Plan => ahead.waiting_plan.is_some(),
                Tab::Dates => ahead.tasks.iter().any(|t| day(t, "due").is_some_and(|due| due <= today)),
                _ => false,
            };
            let leads = match tab {
                Tab::TimeLine => Leads::TimeLine,
                Tab::Plan => Leads::Plan,
                Tab::Contacts => Leads::Contacts,
                _ => Leads::Kinds(kinds),
            };
            groups.push(CardGroup { digit: tab.digit(), label: tab.label(), leads, count, alert });
        }
        Ok(groups)
    }

    fn card_may(&self, ahead: &Ahead) -> Answer<CardMay> {
        let session = &self.session;
        let may = |kind: &str, action| -> Answer<Allowed> {
            Ok(match session.permits(kind::named(kind)?, action) {
                Ok(_) => Allowed::Yes,
                Err(super::api::Refusal::NotAllowed(why)) => Allowed::No(why),
                Err(other) => return Err(other),
            })
        };
        let log = [Ability::LogOwn, Ability::LogUnit, Ability::LogAll].into_iter().any(|a| session.able(a));
        Ok(CardMay {
            note: may("contact", Action::Create)?,
            accept: match &ahead.waiting_plan {
                Some(plan) => self.may_accept(plan.id)?,
                None => Allowed::No(Message::new("error-plan-not-waiting")),
            },
            make_plan: may("employment_plan", Action::Create)?,
            reveal: may("protected_contact", Action::Read)?,
            who_viewed: if log { Allowed::Yes } else { Allowed::No(no_right::able(Ability::LogOwn)) },
        })
    }

    /// The lines of the two columns: seven to the left, the rest to the right (tui design, 4.2).
    fn facts(&mut self, person: &Record, ahead: &Ahead) -> Answer<Vec<Fact>> {
        let today = self.session.today();
        let mut facts = Vec::new();
        facts.extend(self.language(person)?);
        facts.extend(self.arrangement_fact(today)?);
        facts.extend(self.current("card-officer", "officer_assignment", "officer", today)?);
        facts.extend(self.current("card-payer", "benefit_payer", "payer", today)?);
        facts.extend(self.contact_facts(person.flag("protected"))?);
        facts.extend(self.search_fact(today)?);
        facts.extend(self.status_fact(today)?);
        facts.extend(self.plan_fact(ahead)?);
        facts.extend(self.booking_fact()?);
        Ok(facts)
    }

    fn language(&mut self, person: &Record) -> Answer<Option<Fact>> {
        let shown = self.shown(person, "service_language", false)?;
        Ok(fact_of("card-language", person, "service_language", shown))
    }

    fn arrangement_fact(&mut self, today: i32) -> Answer<Option<Fact>> {
        let kind = kind::named("special_arrangement")?;
        if !self.reads(kind) {
            return Ok(None);
        }
        let mut parts = Vec::new();
        for record in self.arrangements(today)? {
            let shown = self.shown(&record, "arrangement", false)?;
            parts.extend(kind.field("arrangement").map(|f| Part::Field(kind, f.number, shown)));
        }
        if parts.is_empty() {
            parts.push(Part::Words(Message::new("value-empty")));
        }
        Ok(Some(Fact { label: "card-arrangements", from: None, parts, alert: false }))
    }

    /// One field of the record that is in force today.
    fn current(&mut self, label: &'static str, name: &str, field: &str, today: i32) -> Answer<Option<Fact>> {
        let kind = kind::named(name)?;
        if !self.reads(kind) {
            return Ok(None);
        }
        let Some(number) = kind.field(field).map(|f| f.number) else { return Ok(None) };
        let found = self.some(name, 0, 10)?.into_iter().find(|r| in_force(r, today));
        Ok(match found {
            Some(record) => {
                let shown = self.shown(&record, field, false)?;
                fact_of(label, &record, field, shown)
            }
            None => {
                let shown = Shown::Unknown(Unknown::NeverAsked);
                let parts = vec![Part::Field(kind, number, shown)];
                Some(Fact { label, from: Some((kind, None, number)), parts, alert: false })
            }
        })
    }

    /// Address, phone, e-mail. While turvakielto is on they are hidden whether there are any or not (K7).
    fn contact_facts(&mut self, protected: bool) -> Answer<Vec<Fact>> {
        let kind = kind::named("contact_info")?;
        if !self.reads(kind) {
            return Ok(Vec::new());
        }
        let record = self.some("contact_info", 0, 1)?.into_iter().next();
        let lines: [(&'static str, &[&str]); 3] = [
            ("card-address", &["street", "postcode", "post_office"]),
            ("card-phone", &["phone", "phone_note"]),
            ("card-email", &["email"]),
        ];
        let mut facts = Vec::new();
        for (label, fields) in lines {
            let mut parts = Vec::new();
            let mut from = None;
            for name in fields {
                let Some(field) = kind.field(name) else { continue };
                let shown = match &record {
                    Some(record) => self.shown(record, name, protected)?,
                    None => self.shown_of_none(kind, name, protected)?,
                };
                if from.is_none() {
                    if shown == Shown::Hidden(Hidden::NoRight) {
                        break;
                    }
                    from = Some((kind, record.as_ref().map(|r| r.id), field.number));
                    parts.push(Part::Field(kind, field.number, shown));
                } else if matches!(shown, Shown::Value { .. } | Shown::Hidden(Hidden::Protected)) {
                    parts.push(Part::Field(kind, field.number, shown));
                }
            }
            if from.is_some() {
                facts.push(Fact { label, from, parts, alert: false });
            }
        }
        if protected
            && let Some(record) = &record
            && record.text("contact_address").is_some()
        {
            let shown = self.shown(record, "contact_address", true)?;
            facts.extend(fact_of("card-contact-address", record, "contact_address", shown));
        }
        Ok(facts)
    }

    fn search_fact(&mut self, today: i32) -> Answer<Option<Fact>> {
        let kind = kind::named("job_search_period")?;
        if !self.reads(kind) {
            return Ok(None);
        }
        let start = kind.field("start").map(|f| f.number).unwrap_or_default();
        let newest = self.some("job_search_period", 0, 1)?.into_iter().next();
        let from = Some((kind, newest.as_ref().map(|r| r.id), start));
        let words = match &newest {
            None => Message::new("card-search-none"),
            Some(search) => match (day(search, "start"), day(search, "end")) {
                (_, Some(end)) if end < today => {
                    Message::new("card-search-ended").with("date", dates::show(end))
                }
                (Some(start), Some(end)) => Message::new("card-search-until")
                    .with("start", dates::show(start))
                    .with("end", dates::show(end)),
                (Some(start), None) => Message::new("card-search-since").with("date", dates::show(start)),
                (None, _) => Message::new("value-not-asked"),
            },
        };
        let mut parts = vec![Part::Words(words)];
        let waits = newest.as_ref().is_some_and(|s| in_force(s, today) && s.value("registered_on").is_none());
        if waits {
            parts.push(Part::Words(Message::new("card-waits-national")));
        }
        Ok(Some(Fact { label: "card-search", from, parts, alert: waits }))
    }

    /// The employment status that is in force today, and since when.
    pub(super) fn status_fact(&mut self, today: i32) -> Answer<Option<Fact>> {
        let mut fact = self.current("card-status", "employment_status", "status", today)?;
        if let Some(fact) = &mut fact
            && let Some((kind, Some(id), _)) = fact.from
            && let Some(record) = read::one(self.session.store.connection(), kind, id)?
            && let Some(start) = day(&record, "start")
        {
            fact.parts.push(Part::Words(Message::new("card-since").with("date", dates::show(start))));
        }
        Ok(fact)
    }

    fn plan_fact(&mut self, ahead: &Ahead) -> Answer<Option<Fact>> {
        let kind = kind::named("employment_plan")?;
        if !self.reads(kind) {
            return Ok(None);
        }
        let plan = match &ahead.waiting_plan {
            Some(plan) => Some(plan.clone()),
            None => self.plan_record()?,
        };
        let Some(plan) = plan else {
            let words = Part::Words(Message::new("value-empty"));
            return Ok(Some(Fact { label: "card-plan", from: None, parts: vec![words], alert: false }));
        };
        if plan.text("status") == Some("waiting") {
            let status = kind.field("status").map(|f| (kind, Some(plan.id), f.number));
            let words = Part::Words(Message::new("card-plan-waits"));
            return Ok(Some(Fact { label: "card-plan", from: status, parts: vec![words], alert: true }));
        }
        let shown = self.shown(&plan, "status", false)?;
        let mut fact = fact_of("card-plan", &plan, "status", shown);
        if let (Some(fact), Some(review)) = (&mut fact, day(&plan, "next_review")) {
            fact.parts.push(Part::Words(Message::new("card-review").with("date", dates::show(review))));
        }
        Ok(fact)
    }

    fn booking_fact(&mut self) -> Answer<Option<Fact>> {
        let kind = kind::named("booking")?;
        if !self.reads(kind) {
            return Ok(None);
        }
        let Some(booking) = self.next_booked(None)? else {
            let words = Part::Words(Message::new("value-empty"));
            return Ok(Some(Fact { label: "card-next", from: None, parts: vec![words], alert: false }));
        };
        let start = booking.int("start").unwrap_or_default();
        let shown = self.shown(&booking, "service", false)?;
        let Some(mut fact) = fact_of("card-next", &booking, "service", shown) else { return Ok(None) };
        let (day, today) = (time::day_of(start), self.session.today());
        let date = dates::show(day);
        // The year is said only when it is another one: the line is narrow.
        let year = dates::ymd(day).0;
        let date = match date.strip_suffix(&year.to_string()) {
            Some(short) if year == dates::ymd(today).0 => short.to_owned(),
            _ => date,
        };
        let when = Message::new("card-moment").with("date", date).with("time", time::clock(start));
        fact.parts.insert(0, Part::Words(when));
        Ok(Some(fact))
    }
}

/// A line that is one field of one record.
fn fact_of(label: &'static str, record: &Record, field: &str, shown: Shown) -> Option<Fact> {
    if shown == Shown::Hidden(Hidden::NoRight) {
        return None;
    }
    let number = record.kind.field(field)?.number;
    Some(Fact {
        label,
        from: Some((record.kind, Some(record.id), number)),
        parts: vec![Part::Field(record.kind, number, shown)],
        alert: false,
    })
}

#[cfg(test)]
mod tests;
