//! What the office did: visits, the assessment of needs, the plan and its tasks, contacts, reminders.

use super::Life;
use crate::demo::days;
use crate::demo::names::Group;
use crate::demo::record::{Rec, Shape, last_entry};
use crate::demo::staff::{CLERK, OFFICER};
use crate::register::{Id, Value};

/// How many contacts a heavy client has.
const HEAVY: usize = 2000;

/// Contacts of every day: code of `yhteydenottotapa`, subject, text.
const CONTACTS: [(&str, &str, &str); 18] = [
    ("01", "Työnhaun tilanne", "Käyty läpi työnhaun tilanne. Asiakas on hakenut sovittuja paikkoja."),
    ("02", "Ei vastausta", "Soitettu, ei vastausta."),
    ("02", "Ei tavoitettu", "Ei vastausta, jätetty soittopyyntö."),
    ("04", "Muistutus ajasta", "Muistutettu varatusta ajasta."),
    ("05", "Ohjeita verkkopalveluun", "Lähetetty ohje verkkopalvelun käyttöön."),
    ("03", "Suunnitelma postitettu", "Suunnitelman jäljennös lähetetty kirjeellä."),
    ("31", "Kysyi ajankohtaa", "Asiakas kysyi seuraavan tapaamisen aikaa. Kerrottu."),
    ("31", "Kertoi haastattelusta", "Kutsuttu työhaastatteluun, kertoo tuloksen myöhemmin."),
    ("31", "Pyysi soittoa", "Pyytää omavirkailijaa soittamaan iltapäivällä."),
    ("34", "Kysymys koulutuksesta", "Kysyi työvoimakoulutuksen hakuajasta."),
    ("36", "Neuvontaa", "Neuvottu ilmoittamaan työnhakuvelvollisuudesta verkossa."),
    ("36", "Kysyi palveluista", "Kerrottu valmennuksista ja annettu esite."),
    ("97", "Ilmoitus verkossa", "Ilmoitti työnhakuvelvollisuuden täyttymisestä."),
    ("97", "Viesti verkossa", "Kysyi työnhakuprofiilin julkaisemisesta."),
    ("95", "Palvelun palaute", "Palveluntuottaja ilmoitti valmennuksen alkaneen."),
    ("01", "Työpaikkoja käyty läpi", "Käyty läpi avoimia paikkoja ja sovittu hakemisesta."),
    ("33", "Vahvisti ajan", "Asiakas vahvisti tulevansa."),
    ("96", "Tietoja tarkistettu", "Tarkistettu työnhaun voimassaolo."),
];

/// Tasks of a plan that say nothing of health, guidance or social services: code and days until it is due.
const PLAN_TASKS: [(&str, i32); 18] = [
    ("002", 30),
    ("046", 7),
    ("051", 14),
    ("058", 30),
    ("061", 45),
    ("063", 60),
    ("064", 14),
    ("066", 60),
    ("075", 21),
    ("077", 60),
    ("078", 90),
    ("080", 60),
    ("083", 45),
    ("065", 60),
    ("001", 10),
    ("013", 30),
    ("056", 21),
    ("057", 21),
];

/// How things are, in the words of the assessment.
pub(super) const SITUATIONS: [&str; 6] = [
    "Työsuhde päättyi, asiakas hakee alansa työtä. Työnhaku on hyvässä vauhdissa.",
    "Asiakas on ollut työttömänä joitakin kuukausia. Hakenut paikkoja, haastatteluun kutsuttu kerran.",
    "Lyhyitä työsuhteita peräkkäin, tavoitteena vakituinen työ.",
    "Osaaminen vastaa alan vaatimuksia, työnhakutaidot kaipaavat päivitystä.",
    "Harkitsee uutta alaa, koulutusvaihtoehtoja ei ole vielä selvitetty.",
    "Asiakas on motivoitunut ja tuntee alueen työnantajat.",
];

const REMINDERS: [(&str, &str); 7] = [
    ("callback", "Soita asiakkaalle"),
    ("check", "Tarkista suunnitelman tehtävät"),
    ("review", "Suunnitelman tarkistus"),
    ("check", "Onko todistus saapunut"),
    ("callback", "Asiakas pyysi soittoa"),
    ("correction", "Tarkista työhistorian päivät"),
    ("other", "Lähetä lista avoimista paikoista"),
];

impl Life<'_> {
    /// Everything from the first visit to the next appointment.
    pub(super) fn service(&mut self, shape: Shape) {
        self.first_visit();
        let held = self.initial_interview();
        let search = self.search();
        let last = last_entry(self.office.today);
        let until = search.end.unwrap_or(last).min(last);
        if let Some(held) = held {
            self.assess(held);
            self.plan(held, until);
            self.discussions(held, until);
        } else if self.person.traits.known.is_some_and(|k| k.plan == "waiting") {
            // A plan drawn up on the telephone before the first interview.
            let day = days::business_until(last.min(search.start + 2)).max(search.start);
            self.assess(day);
            self.plan(day, until);
        }
        self.next_booking(held);
        self.contacts(shape, search.start, until);
        self.reminders(until);
    }

    /// Coming to the desk or over the network.
    fn first_visit(&mut self) {
        let at = self.person.at;
        let online = self.person.online;
        if !online {
            let rec = self.visit(at, "register", Some(25));
            self.put(rec);
        }
        let rec = self.contact(
            at + 20 * 60_000,
            if online { "97" } else { "36" },
            "Työnhaku aloitettu",
            None,
            CLERK,
        );
        let rec = rec.set("text", "Työnhaun aloitus, kerrottu oikeuksista ja velvollisuuksista.");
        self.put_national(rec, self.person.start);
    }

    pub(super) fn visit(&mut self, at: i64, purpose: &'static str, minutes: Option<i64>) -> Rec {
        let (method, document) = match self.rng.below(100) {
            0..48 => ("document", Some("id_card")),
            48..70 => ("document", Some("driving_licence")),
            70..82 => ("document", Some("passport")),
            82..86 if matches!(self.person.group, Group::Foreign(_)) => ("document", Some("residence_card")),
            _ => ("known", None),
        };
        let queue = self.rng.range(1, 160);
        let mut number = String::with_capacity(4);
        number.push('A');
        days::digits(&mut number, queue, 3);
        let desk = self.rng.pick(&["1", "2", "3", "4"]);
        self.rec("visit", at, CLERK)
            .set("at", at)
            .set("channel", "desk")
            .when(purpose != "arrival", |r| r.set("queue_no", number))
            .set("purpose", purpose)
            .set("id_method", method)
            .maybe("id_document", document)
            .set("id_result", "ok")
            .set("desk", desk)
            .set("served_by", self.office.user(CLERK))
            .maybe("closed", minutes.map(|m| at + m * 60_000))
            .set("source", "customer")
    }

    pub(super) fn contact(
        &mut self,
        at: i64,
        method: &'static str,
        subject: &'static str,
        booking: Option<Id>,
        author: usize,
    ) -> Rec {
        let rec = self
            .rec("contact", at, author)
            .set("at", at)
            .set("method", method)
            .set("subject", subject)
            .set("officer", self.office.user(author))
            .maybe("booking", booking);
        if matches!(method, "31" | "33" | "34" | "36" | "97") {
            rec.set("source", "customer")
        } else {
            rec.set("source", "officer")
        }
    }

    fn assess(&mut self, day: i32) {
        let at = self.later(days::moment(day, 955));
        let needs = match (self.person.group, self.rng.below(10)) {
            (Group::Foreign(_), 0..6) => Value::codes(["language", "integration", "job_search"]),
            (_, 0..5) => Value::codes(["job_search"]),
            (_, 5) => Value::codes(["skills", "training"]),
            (_, 6) => Value::codes(["job_search", "skills"]),
            (_, 7) => Value::codes(["trial", "job_search"]),
            (_, 8) => Value::codes(["enterprise"]),
            _ => Value::codes(["career", "training"]),
        };
        let (situation, competence) = (self.rng.pick(&SITUATIONS), self.rng.chance(350));
        let risk = self.rng.pick(&["low", "low", "low", "raised", "raised", "high"]);
        let rec = self
            .rec("service_need", at, OFFICER)
            .day("assessed_on", day)
            .set("assessed_by", self.office.user(OFFICER))
            .set("situation", situation)
            .when(competence, |r| {
                r.set("competence", "Ammatillinen osaaminen ajan tasalla, tietotekniset taidot hyvät.")
            })
            .set("risk", risk)
            .set("needs", needs)
            .day("next_assessment", days::add_months(day, 6))
            .set("source", "officer");
        self.put(rec);
    }

    fn plan(&mut self, day: i32, until: i32) {
        let today = self.office.today;
        let search = self.search();
        let at = self.later(days::moment(day, 970));
        let known = self.person.traits.known;
        let state = match (known.map(|k| k.plan), search.end, self.rng.below(100)) {
            (Some(state), None, _) => state,
            (_, Some(_), _) => "ended",
            (_, None, 0..80) => "in_force",
            (_, None, 80..92) => "waiting",
            _ => "draft",
        };
        let accepted = matches!(state, "in_force" | "ended");
        let integration = matches!(self.person.group, Group::Foreign(_)) && self.rng.chance(350);
        let mut goals = String::with_capacity(80);
        goals.push_str("Tavoitteena työ: ");
        goals.push_str(self.trade.title);
        goals.push_str(if self.rng.chance(700) { ", kokoaika." } else { ", koko- tai osa-aika." });
        let mut review = days::add_months(day, 3);
        // Some reviews are overdue, most have been moved on.
        while review < today && search.end.is_none() && self.rng.chance(930) {
            review = days::add_months(review, 3);
        }
        let mapping = self.rng.pick(&SITUATIONS);
        let how = self.rng.pick(&["online", "online", "signed", "other"]);
        let on = (day + self.rng.range(0, 6)).min(until).max(day);
        let direct = on == day;
        let acceptance = |r: Rec| {
            r.day("customer_accepted_on", on)
                .set("acceptance", how)
                .set("understood", true)
                .set("delivered", if how == "online" { "online" } else { "handed" })
        };
        let rec = self
            .rec("employment_plan", at, OFFICER)
            .set("plan_kind", if integration { "04" } else { "01" })
            .set("mapping", mapping)
            .set("goals", goals)
            .set(
                "follow_up",
                "Asiakas ilmoittaa etenemisestä verkkopalvelussa, keskustelu kolmen kuukauden välein.",
            )
            .day("report_due", days::add_months(day, 1))
            .day("next_review", review)
            .when(how == "signed" && accepted && direct, |r| r.day("signed_on", on))
            .when(state != "draft", |r| r.set("authority_accepted_by", self.office.user(OFFICER)))
            .when(accepted && direct, acceptance)
            .set(
                "status",
                match accepted {
                    true if direct => "in_force",
                    true => "waiting",
                    false => state,
                },
            )
            .set("version", 1i64)
            .set("source", "officer");
        let plan = rec.id();
        self.put_national(rec, day);
        if accepted && !direct {
            let at = self.entry(on).max(at + 60_000);
            let edit = acceptance(self.edit("employment_plan", plan, at, CLERK))
                .when(how == "signed", |r| r.day("signed_on", on))
                .set("status", "in_force");
            self.put(edit);
        }
        self.plan_tasks(plan, at, day);
        if let Some(end) = search.end {
            let at = self.entry(end).max(at + 120_000);
            let edit = self.edit("employment_plan", plan, at, OFFICER).set("status", "ended");
            self.put(edit);
        }
    }

    fn plan_tasks(&mut self, plan: Id, at: i64, day: i32) {
        let wanted = self.rng.below(3);
        let mut first = self.rng.below(PLAN_TASKS.len() as u32) as usize;
        let (author, source) = (OFFICER, "officer");
        let duty = self
            .rec("plan_task", at, author)
            .set("plan", plan)
            .set("task", "079")
            .set("text", "Haettava neljää työmahdollisuutta kuukaudessa.")
            .day("due", days::first_of(days::month_of(self.office.today.max(day)) + 1) - 1)
            .set("outcome", "open")
            .set("source", source);
        self.put_national(duty, day);
        for _ in 0..wanted {
            let (code, within) = PLAN_TASKS.get(first % PLAN_TASKS.len()).copied().unwrap_or(("002", 30));
            first += 5;
            let due = day + within;
            let outcome = match self.rng.below(100) {
                _ if due >= self.office.today => "open",
                0..66 => "done",
                66..80 => "not_done",
                _ => "open",
            };
            let rec = self
                .rec("plan_task", at, author)
                .set("plan", plan)
                .set("task", code)
                .day("due", due)
                .set("outcome", "open")
                .set("source", source);
            let id = rec.id();
            self.put_national(rec, day);
            if outcome != "open" {
                let on = days::business_until(due).max(day);
                let at = self.entry(on).max(at + 60_000);
                let edit =
                    self.edit("plan_task", id, at, author).set("outcome", outcome).day("outcome_on", on);
                self.put(edit);
            }
        }
    }

    /// Telephone calls and the like; of a heavy client two thousand.
    fn contacts(&mut self, shape: Shape, from: i32, until: i32) {
        let (wanted, from) = match shape {
            Shape::Heavy => (HEAVY, self.person.start),
            _ => (1 + self.rng.below(3) as usize, from),
        };
        for _ in 0..wanted {
            let day = self.rng.range(from + 1, until);
            let at = self.entry(day);
            let (method, subject, text) = self.rng.pick(&CONTACTS);
            let author = if ("30"..="90").contains(&method) { CLERK } else { OFFICER };
            let follow_up = self.rng.chance(80).then(|| i64::from(day) + 14);
            let rec = self
                .contact(at, method, subject, None, author)
                .set("text", text)
                .maybe("follow_up", follow_up);
            self.put_national(rec, day);
        }
    }

    fn reminders(&mut self, until: i32) {
        let today = self.office.today;
        if self.rng.chance(550) {
            return;
        }
        let (task_type, text) = self.rng.pick(&REMINDERS);
        let open = self.search().end.is_none() && self.rng.chance(600);
        let made = days::business_until(self.rng.range((until - 25).max(self.person.start), until));
        let at = self.entry(made);
        let due = days::business_from(if open { today + self.rng.range(-4, 15) } else { made + 3 }).max(made);
        let rec = self.rec("task", at, OFFICER).day("due", due).set("text", text).set("task_type", task_type);
        let rec = match self.rng.below(4) {
            0 => rec.set("assignee_unit", self.office.unit(0)),
            1 => rec.set("assignee", self.office.user(CLERK)),
            _ => rec.set("assignee", self.office.user(OFFICER)),
        };
        let rec = rec.set("source", "officer");
        let id = rec.id();
        self.put(rec);
        if !open && due < today {
            let at = self.entry(due).max(at + 60_000);
            let edit = self
                .edit("task", id, at, OFFICER)
                .day("done_on", days::business_from(due).min(last_entry(today)))
                .set("done_by", self.office.user(OFFICER));
            self.put(edit);
        }
    }
}
