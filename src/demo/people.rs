//! A person as a search finds them: identity, contact data, customership, and what protects them.

use super::codes::Code;
use super::days;
use super::names::{self, Group};
use super::office::{Known, Office, Traits};
use super::places::{self, Place};
use super::record::{Made, Rec, last_entry, new_id};
use super::rng::{Rng, Stream};
use super::staff::{CLERK, OFFICER, OPENED};
use crate::register::{Id, Value};

/// A person, before it is written down as records.
pub(super) struct Person {
    pub traits: Traits,
    pub id: Id,
    pub code: Code,
    pub male: bool,
    pub group: Group,
    pub surname: String,
    pub first_names: String,
    pub call_name: Option<&'static str>,
    pub service_language: &'static str,
    pub place: Place,
    pub street: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// First day of the customership, and the day it ended.
    pub start: i32,
    pub end: Option<i32>,
    /// Whether it began over the network.
    pub online: bool,
    /// When it was entered.
    pub at: i64,
    pub author: usize,
    /// Draws what belongs to the person, after the above.
    rng: Rng,
}

/// The time in the ids of a client's records: as in an office that took an older register over, client by client. A
/// record's row follows from its id, so what belongs together lies together.
pub(super) fn entered_at(index: u32) -> i64 {
    OPENED + i64::from(index)
}

impl Person {
    /// Draws a client's person. Always the same draws in the same order: every shape has the same person.
    pub fn draw(office: &Office, index: u32) -> Person {
        let traits = office.traits(index);
        let known = traits.known;
        let code = office.code(index);
        let male = known.map_or(code.male(), |k| k.male);
        // Those with the same digits are twins: one family.
        let family = if traits.twin { index - 1 } else { index };
        let mut origin = Rng::new(office.seed, Stream::Origin, family);
        let group = known.map_or_else(|| names::group(&mut origin), |k| k.group);
        let surname = match known {
            Some(k) => k.surname.to_owned(),
            None => names::surname(&mut origin, group, male),
        };
        let mut rng = Rng::new(office.seed, Stream::Person, index);
        let (first_names, call_name) = match known {
            Some(k) => (k.first_names.to_owned(), None),
            None => names::first_names(&mut rng, group, male, code.birth),
        };
        let service_language = match (known.map(|k| k.service_language), group) {
            (Some(language), _) => language,
            (None, Group::Swedish) if rng.chance(920) => "sv",
            (None, Group::Sami) if rng.chance(500) => "se",
            (None, Group::Foreign(_)) if rng.chance(150) => "en",
            _ => "fi",
        };
        let (start, end) = customership(&mut rng, office.today, code.birth, &traits);
        let online = !days::is_business(start) || (known.is_none() && rng.chance(300));
        let minutes = if online { 5 * rng.range(84, 250) } else { 5 * rng.range(100, 170) };
        let mut at = days::moment(start, minutes);
        if online {
            // What came over the network is entered on the next working day, if that has been already.
            let entered = days::business_from(start + 1).min(last_entry(office.today).max(start));
            at = at.max(days::moment(entered, 490));
        }
        let place = known.and_then(|k| k.place).unwrap_or_else(|| places::place(&mut rng));
        let street = match known.and_then(|k| k.street) {
            Some(street) => street.to_owned(),
            None => places::street(&mut rng, place),
        };
        let phone = match known.and_then(|k| k.phone) {
            Some(phone) => Some(phone.to_owned()),
            None => rng.chance(880).then(|| phone(&mut rng)),
        };
        let email = (known.is_none() && rng.chance(680)).then(|| email(&mut rng, &first_names, &surname));
        let author = if rng.chance(700) { CLERK } else { OFFICER };
        let id = new_id(&mut rng, entered_at(traits.index));
        Person {
            traits,
            id,
            code,
            male,
            group,
            surname,
            first_names,
            call_name,
            service_language,
            place,
            street,
            phone,
            email,
            start,
            end,
            online,
            at,
            author,
            rng,
        }
    }

    /// The records that every shape has.
    pub fn records(&mut self, office: &Office, out: &mut Vec<Made>) {
        let changed = self.traits.changed.then(|| office.former_code(self.traits.index));
        let known = self.traits.known.is_some();
        out.push(self.person(changed));
        if let Some(old) = changed {
            self.changed_code(office, old, out);
        }
        if self.traits.protected {
            self.protection(office, out);
        } else {
            self.contact_info(out);
        }
        let rec = Rec::new("customership", self.new_id(), self.at, self.author, self.traits.protected)
            .day("start", self.start)
            .locating("home_unit", office.unit(self.home_unit()))
            .set("service_ground", self.ground());
        let rec = match self.end {
            Some(end) => rec.day("end", end).set("end_reason", self.end_reason()),
            None => rec,
        };
        let informed = known || self.rng.chance(960);
        let segmented = !known && self.rng.chance(800);
        let segment = self.rng.pick(&["00", "01", "01", "01", "02", "02", "03", "04"]);
        let rec = rec
            .when(segmented, |r| r.set("segment", segment).day("segment_on", self.start))
            .when(informed, |r| {
                r.day("informed_on", self.start)
                    .set("informed_how", if self.online { "online" } else { "desk" })
            })
            .set("source", "customer");
        out.push(national(rec, office, self.start).done());
    }

    /// The id of a further record of this person's basic data.
    fn new_id(&mut self) -> Id {
        new_id(&mut self.rng, entered_at(self.traits.index))
    }

    fn person(&mut self, old: Option<Code>) -> Made {
        let (language, country) = names::language(self.group);
        let citizenships = match (country, self.rng.below(100)) {
            (None, 0..2) => Value::codes(["246", "752"]),
            (None, _) | (Some(_), 0..20) => Value::codes(["246"]),
            (Some(country), 20..35) => Value::codes(["246", country]),
            (Some(_), 35..37) => Value::codes(["999"]),
            (Some(country), _) => Value::codes([country]),
        };
        let identity = match self.rng.below(100) {
            _ if self.traits.known.is_some() => "verified",
            0..93 => "verified",
            93..99 => "not_verified",
            _ => "doubtful",
        };
        let death = self.end.filter(|_| self.end_reason() == "deceased");
        // The code in the documentation's example is a man's by its number; her sex is left unasked.
        let asked = self.code.male() == self.male;
        Rec::new("person", self.id, self.at, self.author, false)
            .set("hetu", old.unwrap_or(self.code).text())
            .set("surname", self.surname.as_str())
            .set("first_names", self.first_names.as_str())
            .maybe("call_name", self.call_name)
            .day("birth_date", self.code.birth)
            .when(asked, |r| r.set("sex", if self.male { "M" } else { "N" }))
            .set("mother_tongue", language)
            .set("service_language", self.service_language)
            .set("citizenships", citizenships)
            .set("protected", self.traits.protected)
            .when(self.traits.protected, |r| {
                r.maybe("protected_until", self.traits.protected_until.map(i64::from))
            })
            .set("identity_state", identity)
            .maybe("death_date", death.map(i64::from))
            .set("source", "customer")
            .done()
    }

    /// The code was changed at some time: the person was entered with the old one.
    fn changed_code(&mut self, office: &Office, old: Code, out: &mut Vec<Made>) {
        let last = last_entry(office.today);
        let first = days::business_from(self.start + 1).min(last);
        let on = days::business_from(self.rng.range(first, last)).min(last);
        let at = (days::moment(on, 600)).max(self.at + 60_000);
        let reason = self.rng.pick(&["vtj_change", "vtj_change", "temporary_replaced", "typing_error"]);
        let former = Rec::new("former_identifier", self.new_id(), at, CLERK, false)
            .set("old_hetu", old.text())
            .set("new_hetu", self.code.text())
            .day("changed_on", on)
            .set("reason", reason)
            .set("source", "vtj")
            .set("source_detail", "VTJ");
        out.push(former.done());
        out.push(Rec::edit("person", self.id, at, CLERK, false).set("hetu", self.code.text()).done());
    }

    fn contact_info(&mut self, out: &mut Vec<Made>) {
        let id = self.new_id();
        let since = self.start - self.rng.range(0, 2000);
        let channel = self.channel();
        let consent = self.rng.below(100);
        let rec = Rec::new("contact_info", id, self.at, self.author, false);
        let rec = address(rec, &self.street, self.place)
            .maybe("phone", self.phone.as_deref())
            .maybe("email", self.email.as_deref())
            .maybe("preferred_channel", channel)
            .when(consent < 70, |r| r.set("electronic_consent", consent < 55))
            .day("valid_from", since);
        let rec = if self.traits.index.is_multiple_of(3) {
            rec.set("source", "vtj").set("source_detail", "VTJ")
        } else {
            rec.set("source", "customer")
        };
        out.push(rec.done());
    }

    /// What a protected person has instead of contact data.
    fn protection(&mut self, office: &Office, out: &mut Vec<Made>) {
        let (at, author) = (self.at, OFFICER);
        let core = Rec::new("contact_info", self.new_id(), at, author, true)
            .set("contact_address", "PL 17, 15100 Lahti")
            .set("preferred_channel", "letter")
            .day("valid_from", self.start)
            .set("source", "customer");
        out.push(core.done());
        let since = self.start - self.rng.range(10, 400);
        let vtj = self.rng.chance(900);
        let prohibition = Rec::new("security_prohibition", self.new_id(), at, author, true)
            .set("ground", if vtj { "vtj" } else { "own_request" })
            .day("start", since)
            .maybe("end", self.traits.protected_until.map(i64::from))
            .set("told_by", if vtj { "VTJ" } else { "asiakas itse" });
        let prohibition = if vtj {
            prohibition.set("source", "vtj").set("source_detail", "VTJ")
        } else {
            prohibition.set("source", "customer")
        };
        out.push(prohibition.done());
        let protected = Rec::new("protected_contact", self.new_id(), at, author, true);
        let protected = address(protected, &self.street, self.place)
            .maybe("phone", self.phone.as_deref())
            .maybe("email", self.email.as_deref())
            .set("safe_way", self.rng.pick(&SAFE_WAYS))
            .set("source", "customer");
        out.push(protected.done());
        debug_assert!(self.traits.protected_until.is_none_or(|until| until >= office.today));
    }

    fn channel(&mut self) -> Option<&'static str> {
        match (&self.phone, &self.email, self.rng.below(10)) {
            (Some(_), _, 0..=3) => Some("phone"),
            (Some(_), _, 4 | 5) => Some("sms"),
            (_, Some(_), 0..=6) => Some("online"),
            (_, _, 7) => Some("letter"),
            _ => None,
        }
    }

    /// The service point of the east serves the east; protected persons go to the main office.
    fn home_unit(&self) -> usize {
        match self.place.municipality {
            "111" | "081" | "781" if !self.traits.protected => 2,
            _ => 1,
        }
    }

    fn ground(&self) -> &'static str {
        match places::AREA.contains(&self.place.municipality) {
            true => "home",
            false if self.service_language == "sv" => "language",
            false => "stay",
        }
    }

    /// Why the customership ended; a function of the person, so that its parts agree.
    pub fn end_reason(&self) -> &'static str {
        match self.code.number + self.code.birth.unsigned_abs() % 97 {
            n if n % 10 == 0 => "moved",
            n if n % 10 == 1 => "own_request",
            n if n % 83 == 2 => "deceased",
            _ => "search_ended",
        }
    }
}

/// How a protected person can be reached safely.
const SAFE_WAYS: [&str; 4] = [
    "Vain kirje yhteysosoitteeseen.",
    "Soitto arkisin kello 9–11, ei viestiä vastaajaan.",
    "Ota yhteys asianajajan välityksellä.",
    "Vain verkkoasioinnin viesti.",
];

/// The address group of contact data.
pub(super) fn address(rec: Rec, street: &str, place: Place) -> Rec {
    rec.set("street", street)
        .set("postcode", place.postcode)
        .set("post_office", place.office)
        .set("municipality", place.municipality)
        .set("country", "246")
}

/// A telephone number in a block of zeros, as E.164. The last seven digits begin with `00`.
pub(super) fn phone(rng: &mut Rng) -> String {
    let mut out = String::with_capacity(13);
    out.push_str("+358");
    out.push_str(rng.pick(&["50", "44", "45", "46"]));
    out.push_str("000");
    days::digits(&mut out, rng.below(10_000) as i32, 4);
    out
}

/// An address in a domain reserved for examples.
fn email(rng: &mut Rng, first_names: &str, surname: &str) -> String {
    let mut out = String::with_capacity(40);
    names::plain(&mut out, first_names.split(' ').next().unwrap_or_default());
    out.push('.');
    names::plain(&mut out, surname);
    if rng.chance(300) {
        days::digits(&mut out, rng.range(10, 99), 2);
    }
    out.push_str(rng.pick(&["@example.com", "@example.org", "@example.net"]));
    out
}

/// When somebody became a client, and ceased to be one. Nearly all come on working days; nobody before they are 16;
/// nobody today or later, because the office is made in the course of the day.
fn customership(rng: &mut Rng, today: i32, birth: i32, traits: &Traits) -> (i32, Option<i32>) {
    let sixteen = days::add_months(birth, 16 * 12);
    let last = last_entry(today);
    let (back, ended) = match traits.known {
        Some(&Known { days_back, ended, .. }) => (days_back, ended),
        None => {
            let ended = !traits.heavy && rng.chance(300);
            let back = match rng.below(100) {
                _ if traits.heavy => rng.range(1500, 2700),
                _ if ended => rng.range(120, 1900),
                0..35 => rng.range(2, 90),
                35..70 => rng.range(90, 365),
                _ => rng.range(365, 1500),
            };
            (back, ended)
        }
    };
    let mut start = days::business_until(today - back);
    if traits.known.is_none() && rng.chance(60) {
        start = today - back;
    }
    let start = start.max(sixteen).min(today - 1);
    let end = ended.then(|| {
        let shortest = (start + 40).min(last);
        days::business_until(rng.range(shortest, last.min(start + 900))).max(start)
    });
    (start, end)
}

/// The national fields of a record entered on a day: what is two working days old has been stored there, of the
/// newer most wait.
pub(super) fn national(rec: Rec, office: &Office, entered: i32) -> Rec {
    let on = days::add_business(entered, 1);
    if on >= office.today || (on + 4 > office.today && office.today % 3 == 0) {
        return rec.set("national_state", "waiting");
    }
    rec.set("national_state", if on + 60 < office.today { "confirmed" } else { "stored" })
        .day("national_on", on)
        .set("national_by", office.user(OFFICER))
}
