//! The quick-note templates: data out of `assets/rules/quick_notes.toml`, filled for this client and moment. What they
//! write is written in the language of the office, not in that of the screen: colleagues read it.

use super::answer::Answer;
use super::api::{Allowed, Message, Template};
use super::client_line::Ahead;
use super::days::saturdays_count;
use super::file::ClientFile;
use super::kind;
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::register::words::Lang;
use crate::register::{calendar, dates, time};
use crate::store::read::Record;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../assets/rules/quick_notes.toml");

/// Name of the text of the task about somebody who lives outside the authority's area.
pub(super) const OUTSIDE_AREA: &str = "outside_area";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuickNotes {
    interview: BTreeMap<String, BTreeMap<String, String>>,
    template: Vec<NoteTemplate>,
    words: BTreeMap<String, BTreeMap<String, String>>,
}

/// One template as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteTemplate {
    pub digit: u8,
    label: String,
    method: BTreeMap<String, String>,
    /// The method instead, when the client came for a booking of today.
    booked_method: Option<String>,
    /// The method follows the interview that the booking is.
    #[serde(default)]
    interview: bool,
    pub purpose: Option<String>,
    pub booking: Option<String>,
    reminder: Option<u32>,
    pub task: Option<String>,
    pub assignee: Option<String>,
    #[serde(default)]
    pub acceptance: bool,
    fi: NoteWords,
    sv: NoteWords,
    en: NoteWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteWords {
    pub subject: String,
    pub text: String,
    pub reminder: Option<String>,
}

impl QuickNotes {
    /// The templates shipped with the program; parsed once.
    pub fn embedded() -> &'static QuickNotes {
        static NOTES: LazyLock<QuickNotes> = LazyLock::new(|| {
            // A test reads the file; a fault can only come with a changed asset.
            toml::from_str(FILE).unwrap_or_default()
        });
        &NOTES
    }

    /// The template of a digit.
    pub fn get(&self, digit: u8) -> Option<&NoteTemplate> {
        self.template.iter().find(|t| t.digit == digit)
    }

    /// A text of the program's own, filled.
    pub fn word(&self, lang: Lang, name: &str, values: &[(&str, &str)]) -> String {
        let text = self.words.get(lang.code()).and_then(|w| w.get(name));
        fill(text.map(String::as_str).unwrap_or_default(), values)
    }

    /// Texts of the program's own tasks that tell where a client lives, in each language an office may write.
    pub fn telling(&self) -> Vec<String> {
        Lang::ALL.into_iter().map(|lang| self.word(lang, OUTSIDE_AREA, &[])).collect()
    }

    /// A moment as entries write it.
    pub fn moment(&self, lang: Lang, ms: i64) -> String {
        let (date, clock) = (dates::show(time::day_of(ms)), time::clock(ms));
        self.word(lang, "at", &[("{date}", &date), ("{time}", &clock)])
    }
}

impl NoteTemplate {
    /// Its words in a language.
    pub fn words(&self, lang: Lang) -> &NoteWords {
        match lang {
            Lang::Fi => &self.fi,
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }

    /// The contact's method, by the channel of the visit and the booking it speaks of.
    pub fn method(&self, channel: &str, booking: Option<&Record>, arrived: bool) -> String {
        let interview = || {
            let booking = booking?;
            let modes = QuickNotes::embedded().interview.get(booking.text("service")?)?;
            modes.get(booking.text("mode")?).cloned()
        };
        let booked = || self.booked_method.clone().filter(|_| arrived && channel == "desk");
        let by_channel = || self.method.get(channel).or_else(|| self.method.get("other")).cloned();
        let interview = if self.interview { interview() } else { None };
        interview.or_else(booked).or_else(by_channel).unwrap_or_default()
    }

    /// The reminder's day as proposed.
    pub fn reminder_day(&self, today: i32) -> Option<i32> {
        let days = self.reminder?;
        Some(calendar::add_business_days(today, days, saturdays_count(today)))
    }
}

/// Puts values into the places of a text.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

impl ClientFile<'_> {
    /// The quick-note templates, filled for this client and moment, with what each will do.
    ///
    /// # Errors
    /// When the records cannot be read or the view cannot be logged.
    pub fn templates(&mut self) -> Answer<Vec<Template>> {
        let contact = kind::named("contact")?;
        self.session.require(contact, Action::Create)?;
        let ahead = self.ahead()?;
        let mut templates = Vec::new();
        for template in &QuickNotes::embedded().template {
            templates.push(self.filled(template, &ahead)?);
        }
        let body = self.about(contact, None);
        self.session.viewed(LogAction::List, body)?;
        Ok(templates)
    }

    fn filled(&mut self, template: &'static NoteTemplate, ahead: &Ahead) -> Answer<Template> {
        let notes = QuickNotes::embedded();
        let lang = self.session.office_language()?;
        let now = self.session.now();
        let today = self.session.today();
        let booking = self.booking_of(template, ahead)?;
        let method = self.method_of(template, booking.as_ref())?;
        let at =
            |record: Option<&Record>| record.and_then(|b| b.int("start")).map(|ms| notes.moment(lang, ms));
        // The time that the client came for is not the next one.
        let next = self.still_booked(None)?.map(|ms| notes.moment(lang, ms));
        let next = next.unwrap_or_else(|| notes.word(lang, "no_booking", &[]));
        let (date, clock) = (dates::show(today), time::clock(now));
        let spoken_of = at(booking.as_ref()).unwrap_or_default();
        let values =
            [("{date}", date.as_str()), ("{time}", &clock), ("{next}", &next), ("{booking}", &spoken_of)];
        let reminder = template.reminder_day(today);
        let (_, reminds) = self.reminded(template)?;
        let mut effects = vec![Message::new("effect-contact").with("method", method.as_str())];
        if let Some(day) = reminder {
            effects.push(reminder_effect(day, &reminds));
        }
        match template.booking.as_deref() {
            Some("moved") => {
                effects.push(Message::new("effect-booking-moved").with("at", spoken_of.as_str()))
            }
            Some("absent") => {
                effects.push(Message::new("effect-booking-absent").with("at", spoken_of.as_str()));
            }
            _ => {}
        }
        if template.acceptance {
            effects.push(Message::new("effect-plan-accepted").with("way", "other"));
        }
        let (purpose, unless_ahead) = self.follows(template, ahead, booking.as_ref())?;
        effects.extend(purpose);
        Ok(Template {
            digit: template.digit,
            label: &template.label,
            method,
            subject: fill(&template.words(lang).subject, &values),
            text: fill(&template.words(lang).text, &values),
            reminder,
            reminds,
            effects,
            unless_ahead,
            next: self.next_time(template, ahead, booking.as_ref())?,
            acceptance: template.acceptance,
            may: self.may_use(template, booking.as_ref(), ahead)?,
        })
    }

    /// The contact's method for this client and moment.
    pub(super) fn method_of(&self, template: &NoteTemplate, booking: Option<&Record>) -> Answer<String> {
        let came = self.booking_today("arrived")?.is_some();
        Ok(template.method(self.open.channel, booking, came))
    }

    /// The booking that a template speaks of: the next one to be moved, the last one to which nobody came.
    pub(super) fn booking_of(&self, template: &NoteTemplate, ahead: &Ahead) -> Answer<Option<Record>> {
        let booked = |b: &Record| b.text("state") == Some("booked");
        let now = self.session.now();
        match template.booking.as_deref() {
            Some("moved") => Ok(ahead.booking.clone().filter(booked)),
            Some("absent") => {
                self.find("booking", |b| booked(b) && b.int("start").is_some_and(|at| at <= now))
            }
            _ => Ok(None),
        }
    }

    /// Whether a template may be used now.
    pub(super) fn may_use(
        &self,
        template: &NoteTemplate,
        booking: Option<&Record>,
        ahead: &Ahead,
    ) -> Answer<Allowed> {
        let mut needs = vec![("contact", Action::Create)];
        if template.task.is_some() {
            needs.push(("task", Action::Create));
        }
        if template.booking.is_some() {
            needs.push(("booking", Action::Change));
        }
        for (kind, action) in needs {
            match self.session.permits(kind::named(kind)?, action) {
                Ok(_) => {}
                Err(super::api::Refusal::NotAllowed(why)) => return Ok(Allowed::No(why)),
                Err(other) => return Err(other),
            }
        }
        if template.booking.is_some() && booking.is_none() {
            return Ok(Allowed::No(Message::new("error-note-no-booking")));
        }
        if template.acceptance {
            return match &ahead.waiting_plan {
                Some(plan) => self.may_accept(plan.id),
                None => Ok(Allowed::No(Message::new("error-plan-not-waiting"))),
            };
        }
        Ok(Allowed::Yes)
    }
}

/// A reminder, and whom it goes to.
pub(super) fn reminder_effect(due: i32, to: &str) -> Message {
    Message::new("effect-reminder").with("date", dates::show(due)).with("to", to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::codes::CodeLists;
    use crate::register::words::Words;

    #[test]
    fn the_file_is_whole_and_speaks_in_codes_and_words_that_exist() {
        let notes: QuickNotes = toml::from_str(FILE).unwrap();
        let digits: Vec<u8> = notes.template.iter().map(|t| t.digit).collect();
        assert_eq!(digits, [1, 2, 3, 4, 5, 6, 7, 8]);
        let lists = CodeLists::embedded();
        let there = |list: &str, code: &str| assert!(lists.code(list, code).is_some(), "{list} {code}");
        let words = Words::full(Lang::Fi);
        for template in &notes.template {
            assert!(words.has(&template.label), "{}", template.label);
            assert!(template.method.contains_key("other"), "{}", template.label);
            for (channel, method) in &template.method {
                there("yhteydenottotapa", method);
                there("channel", channel);
            }
            for (list, code) in [
                ("yhteydenottotapa", &template.booked_method),
                ("visit_purpose", &template.purpose),
                ("booking_state", &template.booking),
                ("task_type", &template.task),
            ] {
                code.iter().for_each(|code| there(list, code));
            }
            for words in [&template.fi, &template.sv, &template.en] {
                assert!(words.subject.chars().count() <= 80);
                assert_eq!(words.reminder.is_some(), template.task.is_some(), "{}", template.label);
                assert!(words.reminder.iter().all(|r| r.chars().count() <= 120));
            }
            assert!(template.task.is_some() || template.reminder.is_none(), "{}", template.label);
            assert!(template.assignee.iter().all(|a| ["me", "officer"].contains(&a.as_str())));
        }
        for (service, modes) in &notes.interview {
            there("booking_service", service);
            for (mode, method) in modes {
                there("meeting_mode", mode);
                let interview = lists.code("yhteydenottotapa", method).unwrap().interview();
                assert_eq!(interview, Some(service.as_str()), "{method}");
            }
        }
        let keys: Vec<Vec<&String>> = notes.words.values().map(|w| w.keys().collect()).collect();
        assert_eq!(notes.words.len(), 3);
        assert!(keys.windows(2).all(|k| k[0] == k[1]));
    }
}
