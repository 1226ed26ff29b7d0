//! Education, work and skills: what the client brings along.

use super::{Life, part};
use crate::demo::days::{self, Part};
use crate::demo::names::{self, Group};
use crate::demo::record::Rec;
use crate::demo::work::{self, Trade};
use crate::register::Value;

/// Vocational schools, upper secondary schools and universities, by level.
const VOCATIONAL: [&str; 4] =
    ["Koulutuskeskus Salpaus", "Koulutuskeskus Salpaus", "Koulutuskeskus Salpaus", "Gradia"];
const HIGHER: [&str; 3] = ["LAB-ammattikorkeakoulu", "Hämeen ammattikorkeakoulu", "LUT-yliopisto"];
const GENERAL: [&str; 3] = ["Lahden lyseo", "Kannaksen lukio", "Heinolan lukio"];

impl Life<'_> {
    /// Everything that was told when the client came.
    pub(super) fn past(&mut self) {
        let free_from = self.education();
        self.work(free_from);
        self.skills();
        self.languages();
    }

    /// When told: at the start, one minute after the other.
    fn told(&mut self, kind: &'static str) -> Rec {
        let at = self.later(0);
        self.rec(kind, at, self.person.author)
    }

    /// School and after. Returns the month from which work is possible at all.
    fn education(&mut self) -> i32 {
        let year = days::year(self.person.code.birth);
        let (today, known_at) = (days::month_of(self.office.today - 1), self.person.start);
        let start_month = days::month_of(known_at);
        // May of the year of leaving school, August of the year of beginning the next.
        let may = |y: i32| y * 12 + 4;
        let august = |y: i32| y * 12 + 7;
        let school = may(year + 16);
        let abroad = names::language(self.person.group).1.filter(|_| self.rng.chance(650));
        let second = (august(year + 16), may(year + 19));
        let third = (august(year + 20), may(year + if self.trade.level == 7 { 26 } else { 24 }));
        let mut free = school + 1;
        if self.trade.level == 2 || second.0 > start_month {
            if school <= start_month {
                self.school("2", "Perusopetus", None, abroad, None, Some(school), true);
            }
            return free;
        }
        let higher = self.trade.level > 3 && third.0 <= start_month;
        let second_name = match self.trade.level {
            3 => self.trade.programme,
            _ => "Ylioppilastutkinto",
        };
        let place = if self.trade.level == 3 { self.rng.pick(&VOCATIONAL) } else { self.rng.pick(&GENERAL) };
        let done = (second.1 <= today).then_some(second.1);
        self.school("3", second_name, Some(place), abroad, Some(second.0), done, !higher);
        free = free.max(second.1 + 1);
        if higher {
            let level = if self.trade.level == 7 { "7" } else { "6" };
            let place = self.rng.pick(&HIGHER);
            let done = (third.1 <= today).then_some(third.1);
            self.school(level, self.trade.programme, Some(place), abroad, Some(third.0), done, true);
            free = free.max(third.1 + 1);
        }
        // Who still studies may have worked beside it.
        if free > start_month { school + 1 } else { free }
    }

    #[allow(clippy::too_many_arguments)] // the fields of one record
    fn school(
        &mut self,
        level: &'static str,
        name: &'static str,
        school: Option<&'static str>,
        abroad: Option<&'static str>,
        started: Option<i32>,
        completed: Option<i32>,
        main: bool,
    ) {
        let now = days::month_of(self.office.today);
        let date = |month: i32| {
            if now - month > 180 { part(Part::Year(month.div_euclid(12))) } else { part(Part::Month(month)) }
        };
        let broken = completed.is_some() && started.is_some() && self.rng.chance(50);
        let status = match (completed, broken) {
            (_, true) => "interrupted",
            (Some(_), _) => "completed",
            (None, _) => "ongoing",
        };
        let recognition =
            self.rng.pick(&["not_needed", "not_needed", "recognised", "pending", "not_recognised"]);
        let evidence = self.rng.pick(&["told", "told", "seen", "copy", "register"]);
        let rec = self
            .told("education")
            .set("programme", level)
            .when(!name.is_empty(), |r| r.set("name", name))
            .set("country", abroad.unwrap_or("246"))
            .maybe("started", started.map(date))
            .maybe("completed", completed.filter(|_| !broken).map(date))
            .set("status", status)
            .when(abroad.is_some(), |r| r.set("recognition", recognition))
            .set("main", main)
            .set("evidence", evidence)
            .set("source", "customer");
        let rec = match school {
            Some(school) if abroad.is_none() => rec.locating("school", school),
            _ => rec,
        };
        self.put_national(rec, self.person.start);
    }

    /// Jobs from the customership backwards, one before the other; those long ago by year only. Between two job
    /// searches and after the last one the client worked, if that is why it ended.
    fn work(&mut self, free_from: i32) {
        let start = self.person.start;
        let now = days::month_of(self.office.today);
        // Who is laid off or works part-time still has the job, unless a new one came after it.
        let search = self.search();
        let left = search.end.is_some() && matches!(search.why.0, "01" | "03");
        let open = matches!(self.situation, "03" | "09") && self.searches.len() == 1 && !left;
        // The first month that is taken.
        let mut taken = days::month_of(start);
        if open && taken - free_from > 3 {
            let from = taken - self.rng.range(2, 60).min(taken - free_from);
            self.job(Part::Month(from), None, true);
            taken = from;
        } else if taken - free_from > 1 && self.rng.chance(700) {
            // Out of work since the day before.
            let from = (taken - self.rng.range(3, 70)).max(free_from);
            let last = Part::Day(start - 1);
            if days::first_of(from) < start - 1 {
                self.job(Part::Month(from), Some(last), true);
                taken = from;
            }
        }
        // Back to the time after school: a job was looked for, the army done, a child born; nobody did nothing for years.
        let first = free_from + self.rng.range(0, 20);
        while taken - first > 2 {
            let end = taken - 1 - self.rng.range(0, 14);
            if end - free_from < 2 {
                break;
            }
            // Of what is long ago people tell the long jobs.
            let far = now - end > 144;
            let length = if far { self.rng.range(60, 240) } else { self.rng.range(6, 120) };
            let from = (end - length).max(free_from);
            if far {
                // December of the last year must lie before what follows.
                let last = (taken.div_euclid(12) - 1).min(end.div_euclid(12));
                let first = from.div_euclid(12).max((free_from + 11).div_euclid(12)).min(last);
                if first * 12 < free_from {
                    break;
                }
                self.job(Part::Year(first), Some(Part::Year(last)), false);
                taken = first * 12;
            } else {
                self.job(Part::Month(from), Some(Part::Month(end)), false);
                taken = from;
            }
        }
        for i in 0..self.searches.len() {
            let (Some(search), next) =
                (self.searches.get(i).copied(), self.searches.get(i + 1).map(|s| s.start))
            else {
                break;
            };
            let Some(end) =
                search.end.filter(|e| matches!(search.why.0, "01" | "03") && *e + 2 < self.office.today)
            else {
                continue;
            };
            self.job(Part::Day(end + 1), next.map(|n| Part::Day(n - 1)), true);
        }
    }

    fn job(&mut self, start: Part, end: Option<Part>, latest: bool) {
        let trade: Trade =
            if latest || self.rng.chance(600) { self.trade } else { work::untrained(&mut self.rng) };
        let office = self.office;
        let employer = work::of_sector(&mut self.rng, office.employers(), trade.sector);
        let (name, id, place) = match employer {
            Some(e) => (e.name.as_str(), Some(e.id), Some(e.place)),
            None => ("Puhto Oy", None, None),
        };
        let id = id.filter(|_| self.rng.chance(550));
        let cause = self.rng.pick(&[
            "fixed_term",
            "fixed_term",
            "fixed_term",
            "production",
            "production",
            "own_notice",
            "agreed",
            "trial_period",
            "bankruptcy",
            "unknown",
        ]);
        let minutes = self.rng.pick(&[2250i64, 2250, 2250, 2400, 1800, 1200, 900]);
        let titled = self.rng.chance(300);
        let evidence = self.rng.pick(&["told", "told", "told", "seen", "copy"]);
        // Months or days are remembered with their hours, years are not.
        let near = !matches!(start, Part::Year(_));
        // Who began after the first search ended told it when coming back.
        let entered = match start {
            Part::Day(day) if day > self.person.start => {
                end.map_or(day, |e| if let Part::Day(d) = e { d + 1 } else { day })
            }
            _ => self.person.start,
        };
        let at = if entered > self.person.start { self.entry(entered) } else { self.later(0) };
        let rec = self
            .rec("work_history", at, self.person.author)
            .locating("employer_name", name)
            .set("occupation", trade.occupation)
            .when(titled, |r| r.set("title", trade.title))
            .set("start", part(start))
            .when(near, |r| r.set("weekly_minutes", minutes).set("employment_type", "01"))
            .set("country", "246")
            .set("evidence", evidence)
            .set("source", "customer");
        let rec = match end {
            Some(end) => rec.set("end", part(end)).set("end_cause", cause),
            None => rec,
        };
        let rec = match id {
            Some(id) => rec.locating("employer", id),
            None => rec,
        };
        let rec = match place {
            Some(place) if near => rec.locating("municipality", place.municipality),
            _ => rec,
        };
        self.put_national(rec, entered);
    }

    fn skills(&mut self) {
        let adult = days::age(self.person.code.birth, self.person.start) >= 18;
        if adult && self.rng.chance(620) {
            let classes = match (self.trade.sector, self.rng.below(100)) {
                (6, 0..60) => Value::codes(["B", "C", "CE"]),
                (6, 60..75) => Value::codes(["B", "C", "D"]),
                (_, 0..8) => Value::codes(["A", "B"]),
                (_, 8..14) => Value::codes(["B", "BE", "T"]),
                _ => Value::codes(["B"]),
            };
            let rec = self
                .told("skill")
                .set("skill_type", "driving_licence")
                .set("name", "Ajokortti")
                .set("driving_classes", classes)
                .set("evidence", "told")
                .set("source", "customer");
            self.put(rec);
        }
        const CARDS: [&str; 14] = [
            "Työturvallisuuskortti",
            "Työturvallisuuskortti",
            "Hygieniapassi",
            "Hygieniapassi",
            "Kassajärjestelmät",
            "Anniskelupassi",
            "Tulityökortti",
            "Ensiapukortti EA 1",
            "Tieturvakortti",
            "Trukkikortti",
            "Työturvallisuuskortti",
            "Lääkehoidon lupa",
            "Hygieniapassi",
            "Järjestyksenvalvojakortti",
        ];
        if !self.rng.chance(480) {
            return;
        }
        let name = CARDS.get(self.trade.sector).copied().unwrap_or_default();
        let card = name != "Kassajärjestelmät";
        let expires = card && name != "Hygieniapassi" && name != "Anniskelupassi";
        let until = self.office.today + self.rng.range(-200, 1500);
        let experience = self.rng.pick(&["01", "01", "02"]);
        let rec = self
            .told("skill")
            .set("skill_type", if card { "card" } else { "skill" })
            .set("name", name)
            .when(!card, |r| r.set("experience", experience))
            .when(expires, |r| r.day("valid_to", until))
            .set("evidence", "told")
            .set("source", "customer");
        self.put(rec);
    }

    fn languages(&mut self) {
        let (mother, _) = names::language(self.person.group);
        self.language(mother, "01", None);
        let level = self.rng.pick(&["02", "03", "04", "05"]);
        match self.person.group {
            Group::Foreign(_) => {
                let tested = self.rng.pick(&["A1.3", "A2.1", "A2.2", "B1.1", "B1.2", "B2.1", "X"]);
                self.language("fi", level, Some(tested));
            }
            Group::Finnish if self.rng.chance(450) => self.language("en", level, None),
            Group::Finnish => {}
            _ => self.language("fi", "02", None),
        }
    }

    fn language(&mut self, language: &'static str, level: &'static str, general: Option<&'static str>) {
        let rec = self
            .told("language_skill")
            .set("language", language)
            .set("oral", level)
            .set("written", level)
            .maybe("general_level", general)
            .set("source", "customer");
        self.put(rec);
    }
}
