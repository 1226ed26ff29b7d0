//! What makes the practice office believable, held over thousands of its clients.

use super::*;
use crate::register::kinds::by_name;
use crate::register::validate::{Check, Values};
use crate::register::{Id, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// 23.11.2026, a Monday.
const TODAY: i32 = 20_780;

/// A record as it is after all edits.
#[derive(Clone)]
struct Record {
    kind: &'static str,
    fields: BTreeMap<&'static str, Value>,
    at: i64,
}

fn records(client: &Client) -> HashMap<Id, Record> {
    let mut all: HashMap<Id, Record> = HashMap::new();
    for made in &client.records {
        let new = Record { kind: made.kind, fields: BTreeMap::new(), at: made.at };
        let record = all.entry(made.id).or_insert(new);
        record.fields.extend(made.fields.iter().chain(&made.sealed).cloned());
    }
    all
}

impl Record {
    fn int(&self, name: &str) -> Option<i64> {
        self.fields.get(name)?.as_int()
    }

    fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_text).unwrap_or_default()
    }
}

/// First day and last day of a part date.
fn bounds(text: &str) -> (i32, i32) {
    let parts: Vec<i32> = text.split('-').map(|p| p.parse().unwrap()).collect();
    match parts[..] {
        [y] => (days::day(y, 1, 1), days::day(y, 12, 31)),
        [y, m] => (days::day(y, m, 1), days::add_months(days::day(y, m, 1), 1) - 1),
        [y, m, d] => (days::day(y, m, d), days::day(y, m, d)),
        _ => unreachable!("{text}"),
    }
}

/// Periods of records of a kind, in order, with the end of time for those that are open.
fn periods(all: &HashMap<Id, Record>, kind: &str) -> Vec<(i64, i64)> {
    let of = all.values().filter(|r| r.kind == kind);
    let mut list: Vec<(i64, i64)> =
        of.map(|r| (r.int("start").unwrap(), r.int("end").unwrap_or(i64::MAX))).collect();
    list.sort_unstable();
    list
}

#[test]
fn the_same_seed_makes_the_same_office() {
    for (index, shape) in [(0, Shape::Full), (77, Shape::Heavy), (500, Shape::Full), (123_456, Shape::Light)]
    {
        let one = client(5, index, TODAY, shape);
        assert_eq!(one, Office::new(5, TODAY).client(index, shape));
        assert_ne!(one.records, client(6, index, TODAY, shape).records);
    }
}

/// Golden: an office made by another build or on another machine has these very people.
#[test]
fn the_first_people_stay_who_they_are() {
    let office = Office::new(1, TODAY);
    let person = |i| {
        let all = office.client(i, Shape::Light);
        let text = |name| {
            let value = all.records[0].fields.iter().find(|(n, _)| *n == name);
            value.and_then(|(_, v)| v.as_text()).unwrap_or_default().to_owned()
        };
        [text("surname"), text("first_names"), text("hetu")].join(" ")
    };
    assert_eq!(person(0), "Meikäläinen Maija Inkeri 010594Y9032");
    assert!(person(1).starts_with("Meikäläinen Maija Kristiina 121194-912"), "{}", person(1));
    assert!(person(4).starts_with("Niskanen Oskari 240680-945"), "{}", person(4));
    let clerk = office.staff().iter().find(|s| s.role == "front_desk").unwrap();
    assert!(person(8).ends_with(&office.own_code(clerk.id).unwrap()), "{}", person(8));
    assert!(person(8).starts_with(clerk.surname) && person(8).contains(clerk.first_name));
    assert_eq!(office.staff().iter().filter(|s| office.own_code(s.id).is_some()).count(), 1);
    let golden: Vec<String> = [9, 1000, 999_999].into_iter().map(person).collect();
    assert_eq!(golden, GOLDEN);
}

const GOLDEN: [&str; 3] =
    ["Länsman Sárá Marja 150476-9505", "Fedorov Viktor 291085-959M", "Pulkkinen Jari 091176-997E"];

#[test]
fn a_light_client_is_the_beginning_of_the_full_one() {
    let office = Office::new(2, TODAY);
    for index in 0..600 {
        let light = office.client(index, Shape::Light);
        let full = records(&office.client(index, Shape::Full));
        for (id, record) in records(&light) {
            let same = full.get(&id).expect("the same record");
            // Who has moved since is found at the new address either way; since when, the full file knows better.
            let but_since = |r: &Record| {
                let fields = r.fields.clone().into_iter().filter(|(name, _)| *name != "valid_from");
                fields.collect::<Vec<_>>()
            };
            assert_eq!(but_since(&record), but_since(same), "{index} {}", record.kind);
        }
    }
}

#[test]
fn two_hundred_thousand_clients_have_codes_of_their_own() {
    let office = Office::new(1, TODAY);
    let mut seen = HashSet::new();
    let mut signs = HashMap::new();
    for index in 0..200_000 {
        let code = office.code(index);
        let text = code.text();
        let bytes = text.as_bytes();
        let nine: u64 =
            [&bytes[..6], &bytes[7..10]].concat().iter().fold(0, |n, b| n * 10 + u64::from(b - b'0'));
        assert_eq!(bytes[10], b"0123456789ABCDEFHJKLMNPRSTUVWXY"[(nine % 31) as usize], "{text}");
        assert!((900..1000).contains(&code.number), "{text}");
        let century = if "ABCDEF".contains(code.sign) { 2000 } else { 1900 };
        assert!("-YXWVUABCDEF".contains(code.sign));
        let (y, m, d) = days::date(code.birth);
        assert!(text.starts_with(&format!("{d:02}{m:02}{:02}", y - century)), "{text}");
        let age = days::age(code.birth, TODAY);
        assert!((16..=67).contains(&age), "{text} {age}");
        assert!(crate::register::hetu::normalise(&text, TODAY).is_ok(), "{text}");
        *signs.entry(code.sign).or_insert(0) += 1;
        assert!(seen.insert(text));
    }
    assert_eq!(signs.len(), 12);
    assert!(signs[&'-'] > 100_000, "{signs:?}");
}

#[test]
fn twins_differ_in_the_intermediate_character_only() {
    let office = Office::new(1, TODAY);
    for index in (500..200_000).step_by(1000) {
        let (one, two) = (office.code(index - 1).text(), office.code(index).text());
        assert_ne!(one, two);
        let differing: Vec<usize> =
            one.bytes().zip(two.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|p| p.0).collect();
        assert_eq!(differing, [6]);
        let surname = |i| office.client(i, Shape::Light).records[0].fields[1].clone();
        let (a, b) = (surname(index - 1), surname(index));
        assert_eq!((a.0, b.0), ("surname", "surname"));
        assert_eq!(a, b);
    }
}

/// Every record fits its declaration: kind, fields, codes, required fields, rules within a record.
#[test]
fn every_record_passes_the_checks_of_the_register() {
    let office = Office::new(1, TODAY);
    let plan = super::office(1, TODAY, 3000, 3000);
    let shapes = plan.shapes().map(|(i, shape)| {
        let c = office.client(i, shape);
        let protected = plan_protected(&office, i);
        (i, records(&c), protected)
    });
    let registers = office.records().into_iter().map(|made| {
        let made = Client { person: Id::ZERO, records: vec![made] };
        (u32::MAX, records(&made), false)
    });
    let mut problems: BTreeMap<String, usize> = BTreeMap::new();
    for (index, all, protected) in shapes.chain(registers) {
        for record in all.values() {
            let kind = by_name(record.kind).unwrap_or_else(|| panic!("no kind {}", record.kind));
            let mut values = Values::new();
            for (name, value) in &record.fields {
                let field = kind.field(name).unwrap_or_else(|| panic!("{} has no {name}", record.kind));
                values.insert(field.number, value.clone());
            }
            for (name, value) in [
                ("created_at", Value::Int(record.at)),
                ("entered_by", Value::Id(office.staff()[0].id)),
                ("entered_unit", Value::Id(office.units()[0].id)),
            ] {
                values.insert(kind.field(name).unwrap().number, value);
            }
            for problem in Check::new(kind, TODAY).protected(protected).run(&values) {
                let field = kind.field_number(problem.field).map_or("?", |f| f.name);
                let line = format!("{}.{field} {}", record.kind, problem.id);
                let first = problems.len();
                *problems.entry(line).or_insert(0) += 1;
                if problems.len() > first {
                    println!("client {index}: {problem:?} {:?}", record.fields);
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

fn plan_protected(office: &Office, index: u32) -> bool {
    office.traits(index).protected
}

#[test]
fn lives_fit_together() {
    let office = Office::new(1, TODAY);
    let plan = super::office(1, TODAY, 4000, 4000);
    for (index, shape) in plan.shapes() {
        let client = office.client(index, shape);
        let all = records(&client);
        let of = |kind: &'static str| all.values().filter(move |r| r.kind == kind);
        let person = &all[&client.person];
        assert_eq!(client.records[0].kind, "person");
        let birth = person.int("birth_date").unwrap() as i32;

        // Nothing was entered before what came earlier, nor today or later.
        assert!(client.records.is_sorted_by_key(|r| r.at), "{index}");
        let mut seen = HashSet::new();
        for made in &client.records {
            assert_eq!(seen.contains(&made.id), made.edits, "{index} {}", made.kind);
            seen.insert(made.id);
            assert!(made.at < days::moment(TODAY, 0), "{index} {}", made.kind);
            for (name, value) in made.fields.iter().chain(&made.sealed) {
                let Value::Id(id) = value else { continue };
                let known = seen.contains(id)
                    || office.staff().iter().any(|s| s.id == *id)
                    || office.units().iter().any(|u| u.id == *id)
                    || office.employers().iter().any(|e| e.id == *id);
                assert!(known, "{index} {}.{name} refers to nothing", made.kind);
            }
        }

        // Periods do not overlap; the search lies within the customership, and has a situation from its first day.
        for kind in ["customership", "job_search_period", "employment_status", "benefit_payer"] {
            let list = periods(&all, kind);
            assert!(list.iter().all(|(from, to)| from <= to), "{index} {kind} {list:?}");
            assert!(list.windows(2).all(|w| w[0].1 < w[1].0), "{index} {kind} {list:?}");
        }
        let [(start, end)] = periods(&all, "customership")[..] else { panic!("{index}") };
        assert!(start - i64::from(birth) >= 16 * 365, "{index}: a client before 16");
        let searches = periods(&all, "job_search_period");
        assert!(searches.iter().all(|s| s.0 >= start && (s.1 <= end || end == i64::MAX)), "{index}");
        let statuses = periods(&all, "employment_status");
        for (from, to) in &searches {
            assert!(statuses.iter().any(|s| s.0 == *from), "{index} {statuses:?} {searches:?}");
            let chain: Vec<_> = statuses.iter().filter(|s| s.0 >= *from && s.0 <= *to).collect();
            assert!(chain.windows(2).all(|w| w[0].1 + 1 == w[1].0), "{index} {chain:?}");
            assert_eq!(chain.last().unwrap().1, *to, "{index} {chain:?}");
        }

        // School and work.
        let mut jobs: Vec<(i32, i32)> = of("work_history")
            .map(|r| {
                let end = if r.fields.contains_key("end") { bounds(r.text("end")).1 } else { i32::MAX };
                (bounds(r.text("start")).0, end)
            })
            .collect();
        jobs.sort_unstable();
        assert!(
            jobs.iter().all(|j| j.0 - birth >= 14 * 365 && j.0 <= j.1 && j.0 < TODAY),
            "{index} {jobs:?}"
        );
        assert!(jobs.windows(2).all(|w| w[0].1 < w[1].0), "{index} {jobs:?}");
        for school in of("education").filter(|r| r.fields.contains_key("completed")) {
            let done = bounds(school.text("completed"));
            assert!(done.0 - birth > 14 * 365 && done.0 < TODAY, "{index} {}", school.text("completed"));
            if school.fields.contains_key("started") {
                assert!(bounds(school.text("started")).0 < done.1, "{index}");
            }
        }

        // Nobody did nothing for years, but for looking for work. A school whose end is unknown may have taken seven.
        let mut spans = jobs.clone();
        spans.extend(of("education").filter_map(|r| {
            let day = |name| r.fields.contains_key(name).then(|| bounds(r.text(name)));
            let (start, end) = (day("started").or(day("completed"))?.0, day("completed"));
            Some((start, end.map_or(start + 7 * 365, |d| d.1)))
        }));
        spans.sort_unstable();
        let mut known = spans.first().map_or(TODAY, |s| s.1);
        for (from, to) in spans {
            let (gap_from, gap_to) = (i64::from(known), i64::from(from));
            let searched: i64 = searches.iter().map(|s| (s.1.min(gap_to) - s.0.max(gap_from)).max(0)).sum();
            assert!(gap_to - gap_from - searched < 900, "{index} {known} {from}");
            known = known.max(to);
        }

        // The office's own work follows the customership.
        for (kind, field) in
            [("service_need", "assessed_on"), ("plan_task", "due"), ("employment_plan", "next_review")]
        {
            assert!(of(kind).all(|r| r.int(field).unwrap() >= start), "{index} {kind}");
        }
        for plan in of("employment_plan").filter(|p| p.text("status") == "in_force") {
            assert!(
                plan.fields.contains_key("customer_accepted_on")
                    && plan.fields.contains_key("authority_accepted_by")
            );
        }
        for booking in of("booking") {
            let begins = booking.int("start").unwrap();
            let future = begins >= days::moment(TODAY, 0);
            let day = (begins / 86_400_000) as i32;
            assert!(days::is_business(day), "{index}");
            assert!(begins > booking.at, "{index}: booked after it began");
            assert_eq!(booking.text("state") == "booked", future, "{index} {}", booking.text("state"));
            if let Some(deadline) = booking.int("deadline") {
                assert_eq!(i64::from(day) > deadline, booking.fields.contains_key("late_reason"), "{index}");
            }
        }
        for (kind, field) in [("contact", "at"), ("visit", "at")] {
            for r in of(kind) {
                let at = r.int(field).unwrap();
                assert!(at >= days::moment(start as i32, 0) && at < days::moment(TODAY, 0), "{index} {kind}");
            }
        }
    }
}

/// What a protected person's file says in core of where they are: nothing.
#[test]
fn protected_persons_have_no_locating_value_in_core() {
    let office = Office::new(1, TODAY);
    let mut found = 0;
    for index in 0..3000 {
        let client = office.client(index, Shape::Full);
        let protected = office.traits(index).protected;
        found += usize::from(protected);
        let kinds: HashSet<&str> = client.records.iter().map(|r| r.kind).collect();
        for kind in ["security_prohibition", "protected_contact"] {
            assert_eq!(kinds.contains(kind), protected, "{index} {kind}");
        }
        for made in &client.records {
            let kind = by_name(made.kind).unwrap();
            assert!(protected || made.sealed.is_empty());
            assert!(made.sealed.iter().all(|(name, _)| kind.field(name).unwrap().locating));
            let open = made.fields.iter().find(|(name, _)| kind.field(name).unwrap().locating);
            assert!(!protected || open.is_none(), "{index} {} {open:?}", made.kind);
        }
        let flag = client.records[0].fields.iter().find(|(n, _)| *n == "protected");
        assert_eq!(flag.and_then(|(_, v)| v.as_bool()), Some(protected));
    }
    assert!((8..40).contains(&found), "{found}");
}

#[test]
fn proportions_are_as_planned() {
    const N: u32 = 20_000;
    let office = Office::new(1, TODAY);
    let mut counts: HashMap<&str, u32> = HashMap::new();
    let mut count = |what| *counts.entry(what).or_insert(0) += 1;
    for index in 0..N {
        let client = office.client(index, Shape::Light);
        let person = &records(&client)[&client.person];
        match person.text("mother_tongue") {
            "fi" => count("fi"),
            "sv" => count("sv"),
            "se" => count("se"),
            _ => count("foreign"),
        }
        if person.text("sex") == "M" {
            count("men");
        }
        if person.text("service_language") == "sv" {
            count("in Swedish");
        }
        for r in &client.records {
            match r.kind {
                "former_identifier" => count("changed"),
                "security_prohibition" => count("protected"),
                "customership" if r.fields.iter().any(|(n, _)| *n == "end") => count("ended"),
                _ => {}
            }
        }
    }
    let mut share = |what, low, high| {
        let n = counts.remove(what).unwrap_or(0) * 1000 / N;
        assert!((low..=high).contains(&n), "{what}: {n} of 1000");
    };
    share("sv", 50, 70);
    share("in Swedish", 45, 65);
    share("se", 1, 8);
    share("foreign", 75, 105);
    share("men", 480, 520);
    share("changed", 10, 20);
    share("protected", 3, 9);
    share("ended", 250, 350);
}

#[test]
fn files_have_the_size_that_the_budgets_speak_of() {
    let office = Office::new(1, TODAY);
    let made: usize = (0..2000).map(|i| office.client(i, Shape::Full).records.len()).sum();
    assert!((20..=45).contains(&(made / 2000)), "{}", made / 2000);
    let heavy = office.client(77, Shape::Heavy);
    assert!(heavy.records.iter().filter(|r| r.kind == "contact").count() >= 2000);
    assert!(office.client(9, Shape::Light).records.len() <= 6);
    let plan = super::office(1, TODAY, 5000, 2000);
    assert_eq!(plan.shapes().filter(|(_, s)| *s == Shape::Heavy).count(), 2);
    assert_eq!(plan.shapes().filter(|(_, s)| *s == Shape::Light).count(), 3000);
    assert_eq!(plan.traits().count(), 5000);
    assert_eq!(super::office(1, TODAY, 10, 20).full, 10);
}

#[test]
fn national_kinds_are_those_of_the_policy() {
    let policy: toml::Table = include_str!("../../assets/policy.toml").parse().expect("policy");
    let table = policy["national"].as_table().expect("national");
    let master: HashSet<&str> =
        table.iter().filter(|(_, v)| v.as_str() == Some("national")).map(|(k, _)| k.as_str()).collect();
    assert_eq!(master, NATIONAL.into_iter().collect());
    for made in Office::new(1, TODAY).client(5, Shape::Full).records.iter().filter(|m| !m.edits) {
        let state = made.fields.iter().any(|(n, _)| *n == "national_state");
        assert_eq!(state, NATIONAL.contains(&made.kind), "{}", made.kind);
    }
}

/// The office can be made on any day of any coming year, holidays and New Year too.
#[test]
fn any_day_will_do() {
    for today in (days::day(2026, 11, 20)..days::day(2028, 3, 1)).step_by(3) {
        let office = Office::new(1, today);
        for index in 0..40 {
            let client = office.client(index, Shape::Full);
            assert!(client.records.iter().all(|r| r.at < days::moment(today, 0)), "{today} {index}");
            let all = records(&client);
            for kind in ["employment_status", "job_search_period", "benefit_payer"] {
                let list = periods(&all, kind);
                assert!(list.windows(2).all(|w| w[0].1 < w[1].0), "{today} {index} {kind} {list:?}");
                assert!(list.iter().all(|(from, to)| from <= to), "{today} {index} {kind} {list:?}");
            }
        }
    }
}

/// The well-known clients are as the documentation draws them.
#[test]
fn well_known_clients_are_as_drawn() {
    let office = Office::new(1, TODAY);
    let file = |i| records(&office.client(i, Shape::Full));
    let maija = file(0);
    let waiting = |all: &HashMap<Id, Record>| {
        all.values()
            .filter(|r| r.kind == "employment_plan")
            .map(|r| r.text("status").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(waiting(&maija), ["waiting"]);
    assert!(maija.values().any(|r| r.kind == "security_prohibition"));
    assert!(!maija.values().any(|r| r.kind == "benefit_payer"), "nobody has asked");
    assert!(maija.values().any(|r| r.text("service_language") == "sv"));
    let at = |all: &HashMap<Id, Record>, minutes| {
        all.values().any(|r| r.kind == "booking" && r.int("start") == Some(days::moment(TODAY, minutes)))
    };
    assert!(at(&file(1), 570), "Meikäläinen M. K. at 9.30 today");
    let oskari = file(4);
    assert!(at(&oskari, 615), "Niskanen at 10.15 today");
    assert_eq!(waiting(&oskari), ["waiting"]);
    assert!(
        oskari.values().any(|r| r.text("street") == "Kauppakatu 18" && r.text("phone") == "+358500000011")
    );
}
