//! What the fake desk shows of its one client: lines, cards, forms, samples of every type.

use super::{FakeDesk, NOW, id, kind, words};
use crate::desk::api::*;
use crate::register::{Id, Kind, Type, Value, dates};

impl FakeDesk {
    /// What is remarked of a hit is never long, but for what a test puts into every text.
    pub(super) fn hit_ended(&self) -> Message {
        if self.spice.is_empty() { Message::new("hit-ended") } else { words(&self.text("")) }
    }

    pub(super) fn text(&self, text: &str) -> String {
        format!("{text}{}", self.spice)
    }

    pub(super) fn value(&self, value: Value) -> Shown {
        Shown::Value { value, label: None }
    }

    /// A reference to a colleague.
    pub(super) fn officer(&self) -> Shown {
        Shown::Value { value: Value::Id(id(9)), label: Some(self.text("Sari Korhonen")) }
    }

    pub(super) fn line(&self) -> ClientLine {
        let alert = |grave, text: &str| Alert { grave, message: words(&self.text(text)) };
        ClientLine {
            person: id(1),
            name: self.text("MEIKÄLÄINEN Maija Inkeri"),
            born: dates::from_ymd(1994, 5, 1),
            hetu: Some(self.text("010594Y****")),
            language: Some("sv".into()),
            alerts: [
                Some(alert(true, "TURVAKIELTO")),
                Some(alert(false, "MÄÄRÄAIKA ma 14.12.2026")),
                self.waits.then(|| alert(false, "Suunnitelma odottaa")),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ground: words(&self.text("Avausperuste: käynti")),
            channel: Some(self.channel),
        }
    }

    /// A value of any type, for lists and forms.
    pub(super) fn sample(&self, kind: &'static Kind, number: u16) -> Shown {
        let field = kind.field_number(number).unwrap();
        let day = dates::from_ymd(2026, 12, 2).unwrap();
        match field.ty {
            _ if field.locating => Shown::Hidden(Hidden::Protected),
            _ if number % 5 == 4 => Shown::Unknown(Unknown::NeverAsked),
            _ if number % 7 == 6 => Shown::Empty,
            Type::Text(_) | Type::Note => self.value(self.text("Suunnitelma käyty läpi").into()),
            Type::Date => self.value(i64::from(day).into()),
            Type::DateTime => self.value((NOW - 86_400_000).into()),
            Type::PartDate => self.value("2023-08".into()),
            Type::Integer(low, _) | Type::Minutes(low, _) => self.value(low.max(1).into()),
            Type::Money => self.value(12_345.into()),
            Type::Flag => self.value(true.into()),
            Type::Code(list) | Type::CodeOf(list, _) | Type::Codes(list) => {
                let codes = crate::register::codes::CodeLists::embedded();
                let code =
                    codes.get(list).and_then(|l| l.rows().first()).map_or("01".into(), |c| c.code.clone());
                self.value(if matches!(field.ty, Type::Codes(_)) {
                    Value::codes([code])
                } else {
                    code.into()
                })
            }
            Type::UserRef
            | Type::UnitRef
            | Type::EmployerRef
            | Type::PersonRef
            | Type::Ref(_)
            | Type::Same => self.officer(),
            Type::Hetu => self.value("010594Y9032".into()),
            Type::Phone => self.value("+358501234567".into()),
            _ => self.value(self.text("x").into()),
        }
    }

    pub(super) fn entry(&self, kind: &'static Kind, n: u8) -> Entry {
        let number = |name: &&str| kind.field(name).unwrap().number;
        Entry {
            record: id(n),
            kind,
            cells: kind.list.iter().map(|name| (number(name), self.sample(kind, number(name)))).collect(),
            entered: Entered {
                by: self.text("Korhonen S."),
                at: NOW - 7 * 86_400_000,
                changed: (n == 41).then(|| (self.text("Virtanen M."), NOW - 86_400_000)),
            },
            waits_national: [21, 71].contains(&n),
        }
    }

    pub(super) fn card(&self) -> Card {
        let person = kind("person");
        let contact = kind("contact_info");
        let fact = |label, parts: Vec<Part>, from| Fact { label, from, parts, alert: false };
        let language = person.field("service_language").unwrap().number;
        let group = |digit, label, leads, count| CardGroup {
            digit,
            label,
            leads,
            count: Some(count),
            alert: digit == 4,
        };
        let kinds = |names: &[&str]| Leads::Kinds(names.iter().map(|name| kind(name)).collect());
        Card {
            client: self.line(),
            facts: vec![
                fact(
                    "person-service-language",
                    vec![Part::Field(person, language, self.value("sv".into()))],
                    Some((person, Some(id(1)), language)),
                ),
                fact(
                    "contact-info-phone",
                    vec![Part::Field(contact, 7, Shown::Hidden(Hidden::Protected))],
                    Some((contact, Some(id(12)), 7)),
                ),
                fact(
                    "contact-info-street",
                    vec![Part::Field(contact, 1, self.street.clone())],
                    Some((contact, Some(id(12)), 1)),
                ),
                fact(
                    "contact-info-email",
                    vec![Part::Field(contact, 9, Shown::Empty)],
                    Some((contact, Some(id(12)), 9)),
                ),
                fact(
                    "employment-plan",
                    vec![Part::Words(words(&self.text("odottaa"))), Part::Plain(self.text("12"))],
                    None,
                ),
            ],
            groups: vec![
                group(1, "person", kinds(&["contact_info", "person", "former_identifier"]), 3),
                group(2, "job-search-period", kinds(&["job_search_period"]), 0),
                group(3, "work-history", Leads::TimeLine, 5),
                group(4, "employment-plan", Leads::Plan, 1),
                group(5, "contact", Leads::Contacts, 14),
            ]
            .into_iter()
            .chain(self.orders.then(|| group(8, "security-prohibition", kinds(&["security_prohibition"]), 0)))
            .collect(),
            latest: vec![self.entry(kind("contact"), 20), self.entry(kind("contact"), 21)],
            sees_latest: true,
            plan_waits: self.waits.then(|| id(30)),
            arrival: self.booked.then(|| id(31)),
            came: self.arrived,
            may: CardMay {
                note: Allowed::Yes,
                accept: Allowed::Yes,
                make_plan: self.make_plan.clone(),
                reveal: self.reveal.clone(),
                who_viewed: Allowed::Yes,
            },
        }
    }

    pub(super) fn form(&self, kind: &'static Kind, record: Option<Id>) -> Form {
        let shown = |field: &'static crate::register::Field| {
            if let (Type::Note, Some(text)) = (field.ty, &self.note) {
                self.value(self.text(text).into())
            } else if record.is_none() {
                Shown::Unknown(Unknown::NeverAsked)
            } else if kind.name == "contact_info" {
                self.value_or(field.number)
            } else if field.ty == Type::Hetu {
                Shown::Hidden(Hidden::Masked("010594Y****".to_owned()))
            } else {
                self.sample(kind, field.number)
            }
        };
        let field = |field: &'static crate::register::Field| FormField {
            number: field.number,
            shown: shown(field),
            suggested: None,
            writable: self.save == Allowed::Yes
                && (field.ty != Type::Note || self.note.is_none())
                && !(record.is_some() && (self.written_once)(&shown(field))),
            replace_unseen: match shown(field) {
                Shown::Hidden(Hidden::Masked(_)) => true,
                shown => self.unseen && matches!(shown, Shown::Hidden(_)),
            },
        };
        let choices = kind
            .fields
            .iter()
            .filter(|f| matches!(f.ty, Type::UserRef | Type::UnitRef | Type::Ref(_) | Type::EmployerRef))
            .map(|f| (f.number, vec![(id(9), self.text("Sari Korhonen"))]));
        let many = |number: &u16| {
            self.employers > 0 && kind.field_number(*number).is_some_and(|f| f.ty == Type::EmployerRef)
        };
        let all = |(number, one): (u16, Vec<_>)| match many(&number) {
            true => (number, self.offered("").entries),
            false => (number, one),
        };
        let choices: Vec<_> = choices.map(all).collect();
        let searched = choices.iter().map(|(number, _)| *number).filter(many);
        let searched = searched.map(|number| (number, self.employers.into())).collect();
        Form {
            client: Some(self.line()),
            kind,
            record,
            corrects: None,
            fields: kind.fields.iter().map(field).collect(),
            base: Base(vec![self.version]),
            save: self.save.clone(),
            choices,
            searched,
            remarks: Vec::new(),
        }
    }

    pub(super) fn value_or(&self, number: u16) -> Shown {
        match number {
            1 if self.unseen || self.reveal != Allowed::Yes => Shown::Hidden(Hidden::Protected),
            1 => self.value(self.text("Vanhatie 1").into()),
            2 => self.value("15110".into()),
            13 => self.value(20_000.into()),
            _ => Shown::Unknown(Unknown::NeverAsked),
        }
    }

    pub(super) fn list(&self, kind: &'static Kind, from: u32, reason: &str) -> List {
        let wants = kind.name == "security_prohibition";
        let shut = wants && reason.is_empty();
        let entries = match kind.name {
            _ if shut => vec![],
            _ if self.rows.is_some() => {
                let from = u8::try_from(from).unwrap();
                (from..self.rows.unwrap().min(from + 40)).map(|n| self.entry(kind, n)).collect()
            }
            "security_prohibition" => vec![self.hidden(kind, 80)],
            "contact_info" => vec![self.entry(kind, 12)],
            "special_arrangement" | "job_search_period" => vec![],
            _ => (0..3).map(|n| self.entry(kind, 40 + n)).collect(),
        };
        List {
            client: self.line(),
            kind,
            from,
            total: self.rows.map_or(u32::try_from(entries.len()).unwrap() + from, u32::from),
            entries,
            create: Allowed::Yes,
            change: Allowed::No(Message::new("reason-no-right")),
            readable: true,
            shut,
            seconds: (wants && !shut).then_some(30),
            withdrawn: if kind.name == "contact" || wants && !shut { 2 } else { 0 },
        }
    }

    /// An entry of which nothing but that it is there may be seen.
    fn hidden(&self, kind: &'static Kind, n: u8) -> Entry {
        let mut entry = self.entry(kind, n);
        entry.cells.iter_mut().for_each(|(_, shown)| *shown = Shown::Hidden(Hidden::Protected));
        entry
    }
}
