//! Appointments: the first interview, discussions, and the next one.

use super::Life;
use super::service::SITUATIONS;
use crate::demo::days;
use crate::demo::record::Rec;
use crate::demo::staff::{CLERK, OFFICER};
use crate::register::Id;

/// Beginnings of appointments in minutes after midnight. The well-known clients' times are not among them.
const SLOTS: [i32; 12] = [480, 510, 540, 660, 720, 750, 780, 810, 840, 870, 900, 930];
/// How many working days ahead there are appointments.
const AHEAD: u32 = 60;

/// An appointment to be made.
struct Slot {
    day: i32,
    minutes: i32,
    service: &'static str,
    /// Whether the case officer holds it.
    hosted: bool,
}

impl Life<'_> {
    fn booking(&mut self, at: i64, slot: &Slot, mode: &'static str) -> Rec {
        let start = days::moment(slot.day, slot.minutes);
        let unit = self.office.unit(1);
        let host = slot.hosted.then(|| self.office.user(OFFICER));
        self.rec("booking", at, OFFICER)
            .set("start", start)
            .set("minutes", if slot.service == "initial" { 45i64 } else { 30 })
            .set("service", slot.service)
            .maybe("host", host)
            .set("unit", unit)
            .set("mode", mode)
            .set("source", "officer")
    }

    /// The interview within the limit of its day (register design, R1: 5 business days, from 2026 on 10). Returns
    /// the day on which it was held.
    pub(super) fn initial_interview(&mut self) -> Option<i32> {
        let search = self.search();
        let today = self.office.today;
        let limit = if search.start < days::day(2026, 1, 1) { 5 } else { 10 };
        let deadline = days::add_business(search.start, limit);
        let known = self.person.traits.known;
        let planned = known.and_then(|k| k.next).filter(|(_, _, service)| *service == "initial");
        let late = planned.is_none() && known.is_none() && self.rng.chance(50);
        let wait = if late { limit + self.rng.range(1, 6) } else { self.rng.range(2, limit) };
        let mut slot = Slot {
            day: days::add_business(search.start, wait),
            minutes: self.rng.pick(&SLOTS),
            service: "initial",
            hosted: true,
        };
        if let Some((ahead, minutes, _)) = planned {
            (slot.day, slot.minutes) = (days::add_business(days::business_from(today), ahead), minutes);
        }
        if search.end.is_some_and(|end| slot.day > end) {
            return None;
        }
        let deadline = if planned.is_some() { deadline.max(slot.day) } else { deadline };
        let remote = planned.is_none() && self.rng.chance(130);
        let mode = if remote { self.rng.pick(&["phone", "phone", "video"]) } else { "office" };
        let reason = self.rng.pick(&["no_slot", "no_slot", "customer", "interpreter", "staff"]);
        let far = self.rng.chance(500);
        let made =
            if search.start > self.person.start { self.entry(search.start) } else { self.later(0) - 600_000 };
        slot.hosted = slot.day < today || planned.is_some();
        let rec = self
            .booking(made, &slot, mode)
            .when(remote, |r| r.set("remote_reason", if far { "distance" } else { "weighty" }))
            .day("deadline", deadline)
            .when(slot.day > deadline, |r| r.set("late_reason", reason));
        let id = rec.id();
        self.put(rec.set("state", "booked"));
        // Today's appointments are still to come.
        if slot.day >= today {
            return None;
        }
        let at = days::moment(slot.day, slot.minutes).max(made + 60_000);
        if known.is_none() && self.rng.chance(70) {
            let why = self.rng.pick(&["told_before", "accepted", "no_reason", "open"]);
            let edit = self
                .edit("booking", id, at + 20 * 60_000, OFFICER)
                .set("state", "absent")
                .set("absence_reason", why);
            self.put(edit);
            return self.second_try(slot.day, deadline);
        }
        self.held(id, at, mode, ["21", "22", "23"], "Alkuhaastattelu pidetty");
        Some(slot.day)
    }

    /// After an absence: another time, after the limit for that reason.
    fn second_try(&mut self, missed: i32, deadline: i32) -> Option<i32> {
        let day = days::add_business(missed, self.rng.range(2, 8));
        if day >= self.office.today || self.search().end.is_some_and(|end| day > end) {
            return None;
        }
        let slot = Slot { day, minutes: self.rng.pick(&SLOTS), service: "initial", hosted: true };
        let made = days::moment(missed, 945);
        let rec = self
            .booking(made, &slot, "office")
            .day("deadline", deadline)
            .when(day > deadline, |r| r.set("late_reason", "absence"));
        let id = rec.id();
        self.put(rec.set("state", "booked"));
        self.held(
            id,
            days::moment(day, slot.minutes),
            "office",
            ["21", "22", "23"],
            "Alkuhaastattelu pidetty",
        );
        Some(day)
    }

    /// An appointment that was kept: arrival, state, contact.
    fn held(
        &mut self,
        booking: Id,
        at: i64,
        mode: &'static str,
        methods: [&'static str; 3],
        subject: &'static str,
    ) {
        if mode == "office" && self.rng.chance(400) {
            let rec = self.visit(at - 5 * 60_000, "arrival", Some(4));
            self.put(rec);
        }
        let edit = self.edit("booking", booking, at + 25 * 60_000, OFFICER).set("state", "done");
        self.put(edit);
        let [office, video, phone] = methods;
        let method = match mode {
            "video" => video,
            "phone" => phone,
            _ => office,
        };
        let minutes = i64::from(5 * self.rng.range(4, 10));
        let text = self.rng.pick(&SITUATIONS);
        let at = at + 30 * 60_000;
        let rec = self
            .contact(at, method, subject, Some(booking), OFFICER)
            .set("text", text)
            .set("minutes", minutes);
        self.put_national(rec, (at / 86_400_000) as i32);
    }

    /// Supplementary discussions in the first three months, then one in three months; of these only the last is
    /// kept here.
    pub(super) fn discussions(&mut self, initial: i32, until: i32) {
        if self.rng.chance(450) {
            let day = days::business_from(initial + 14 * self.rng.range(1, 5));
            if day < until {
                self.discussion(day, "supplementary", ["24", "25", "26"], "Täydentävä työnhakukeskustelu");
            }
        }
        let quarter = (days::month_of(until) - days::month_of(initial)) / 3;
        if quarter > 0 {
            let day = days::business_from(days::add_months(initial, 3 * quarter) + self.rng.range(-4, 4));
            if day < until {
                self.discussion(day, "discussion", ["27", "28", "29"], "Työnhakukeskustelu");
            }
        }
    }

    fn discussion(
        &mut self,
        day: i32,
        service: &'static str,
        methods: [&'static str; 3],
        subject: &'static str,
    ) {
        let mode = self.rng.pick(&["phone", "phone", "office", "office", "video"]);
        let slot = Slot { day, minutes: self.rng.pick(&SLOTS), service, hosted: true };
        let back = self.rng.range(5, 12);
        let made = self.entry(days::business_until(day - back)).min(days::moment(day, 470));
        let rec = self.booking(made, &slot, mode).set("state", "booked");
        let id = rec.id();
        self.put(rec);
        let at = days::moment(day, slot.minutes);
        if self.rng.chance(60) {
            let by = self.rng.pick(&["customer", "customer", "office"]);
            let edit = self
                .edit("booking", id, at - 30 * 60_000, CLERK)
                .set("state", "cancelled")
                .set("cancelled_by", by);
            self.put(edit);
            return;
        }
        self.held(id, at, mode, methods, subject);
    }

    /// The next appointment of those whose search runs. The case officer's calendar has no two at one time: who is
    /// beyond its places waits for a host.
    pub(super) fn next_booking(&mut self, held: Option<i32>) {
        let (index, today) = (self.person.traits.index, self.office.today);
        let search = self.search();
        if search.end.is_some() {
            return;
        }
        let back = self.rng.range(1, 9);
        let made = self.entry(days::business_until(today - back));
        let from = days::business_from(today);
        if let Some(known) = self.person.traits.known {
            if let Some((ahead, minutes, service)) = known.next.filter(|(_, _, s)| *s != "initial") {
                let slot = Slot { day: days::add_business(from, ahead), minutes, service, hosted: true };
                let rec = self.booking(made, &slot, "office").set("state", "booked");
                self.put(rec);
            }
            return;
        }
        // Who is still before the first interview has that; one in six has been forgotten.
        if held.is_none() || self.rng.chance(160) {
            return;
        }
        let (ahead, place) = (index % AHEAD, (index / AHEAD) as usize);
        let hosted = place < SLOTS.len();
        let (ahead, minutes) = match SLOTS.get(place) {
            Some(minutes) => (ahead, *minutes),
            None => (1 + self.rng.below(AHEAD), self.rng.pick(&SLOTS)),
        };
        let slot =
            Slot { day: days::add_business(from, ahead as i32), minutes, service: "discussion", hosted };
        let mode = self.rng.pick(&["phone", "phone", "office", "video"]);
        let rec = self.booking(made, &slot, mode).set("state", "booked");
        self.put(rec);
    }
}
