//! Who is who in the practice office: the well-known clients that the documentation speaks of, the traits of all
//! others, and how many have a whole file.

use super::codes::{Code, Codes, MOST};
use super::days;
use super::names::Group;
use super::places::Place;
use super::record::{Made, Shape};
use super::rng::{Rng, Stream};
use super::staff::{CLERK, Staff, Unit, staff, units};
use super::work::{Employer, employers, records};
use crate::register::Id;

/// A client whom documentation, tests and screens know by name.
#[derive(Debug, PartialEq)]
pub struct Known {
    /// Surname.
    pub surname: &'static str,
    /// First names.
    pub first_names: &'static str,
    /// Whether a man.
    pub male: bool,
    /// Date of birth.
    pub birth: (i32, i32, i32),
    /// Individual number.
    pub number: u32,
    /// Intermediate character.
    pub sign: char,
    /// Service language.
    pub service_language: &'static str,
    /// Language group.
    pub group: Group,
    /// Whether under turvakielto.
    pub protected: bool,
    /// How many days before today the customership began.
    pub days_back: i32,
    /// Whether it has ended.
    pub ended: bool,
    /// Where they live, if that is told.
    pub place: Option<Place>,
    /// Street address, if that is told.
    pub street: Option<&'static str>,
    /// Telephone, if that is told.
    pub phone: Option<&'static str>,
    /// Occupation.
    pub occupation: &'static str,
    /// State of the plan.
    pub plan: &'static str,
    /// The next booking: business days from today, minutes after midnight, service.
    pub next: Option<(i32, i32, &'static str)>,
}

impl Known {
    const fn code(&self) -> Code {
        let (year, month, dom) = self.birth;
        Code { birth: days::day(year, month, dom), number: self.number, sign: self.sign }
    }
}

const SOMEBODY: Known = Known {
    surname: "",
    first_names: "",
    male: false,
    birth: (1994, 1, 1),
    number: 900,
    sign: '-',
    service_language: "fi",
    group: Group::Finnish,
    protected: false,
    days_back: 30,
    ended: false,
    place: None,
    street: None,
    phone: None,
    occupation: "5223",
    plan: "in_force",
    next: None,
};

/// The well-known clients; they have the first indices.
pub const KNOWN: [Known; 9] = [
    Known {
        surname: "Meikäläinen",
        first_names: "Maija Inkeri",
        birth: (1994, 5, 1),
        number: 903,
        sign: 'Y',
        service_language: "sv",
        protected: true,
        days_back: 9,
        plan: "waiting",
        next: Some((3, 570, "initial")),
        ..SOMEBODY
    },
    Known {
        surname: "Meikäläinen",
        first_names: "Maija Kristiina",
        birth: (1994, 11, 12),
        number: 912,
        days_back: 5,
        plan: "draft",
        next: Some((0, 570, "initial")),
        ..SOMEBODY
    },
    Known {
        surname: "Meikäläinen",
        first_names: "Mainio",
        male: true,
        birth: (1994, 2, 3),
        number: 921,
        days_back: 420,
        ended: true,
        ..SOMEBODY
    },
    Known {
        surname: "Meikänen",
        first_names: "Maija",
        birth: (1994, 6, 24),
        number: 934,
        days_back: 200,
        occupation: "5321",
        next: Some((12, 780, "discussion")),
        ..SOMEBODY
    },
    Known {
        surname: "Niskanen",
        first_names: "Oskari",
        male: true,
        birth: (1980, 6, 24),
        number: 945,
        days_back: 22,
        phone: Some("+358500000011"),
        place: Some(Place::named("15140", "Lahti", "398")),
        street: Some("Kauppakatu 18"),
        plan: "waiting",
        next: Some((0, 615, "discussion")),
        ..SOMEBODY
    },
    Known {
        surname: "Salo",
        first_names: "Aino Helena",
        birth: (1971, 9, 8),
        number: 956,
        days_back: 300,
        ..SOMEBODY
    },
    Known {
        surname: "Lindström",
        first_names: "Erik Gustav",
        male: true,
        birth: (1988, 3, 17),
        number: 967,
        service_language: "sv",
        group: Group::Swedish,
        days_back: 120,
        occupation: "7411",
        ..SOMEBODY
    },
    Known {
        surname: "Rantala",
        first_names: "Tuomas Olavi",
        male: true,
        birth: (2001, 10, 30),
        number: 979,
        sign: 'A',
        days_back: 150,
        occupation: "9333",
        ..SOMEBODY
    },
    // The front desk clerk as a client: her own file does not open for her.
    Known {
        surname: "Virtanen",
        first_names: "Marja Kaarina",
        birth: (1979, 2, 14),
        number: 988,
        days_back: 60,
        ..SOMEBODY
    },
];

/// Which of the well-known is the front desk clerk herself.
const CLERK_HERSELF: usize = 8;

/// The codes of the well-known clients.
const KNOWN_CODES: [Code; 9] = {
    let [a, b, c, d, e, f, g, h, i] = &KNOWN;
    [a.code(), b.code(), c.code(), d.code(), e.code(), f.code(), g.code(), h.code(), i.code()]
};

/// What is special about a client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traits {
    /// Which client.
    pub index: u32,
    /// One of the well-known.
    pub known: Option<&'static Known>,
    /// Under turvakielto (0.6 %).
    pub protected: bool,
    /// Until when; without it until further notice.
    pub protected_until: Option<i32>,
    /// The henkilötunnus was changed (1.5 %).
    pub changed: bool,
    /// The same digits as the client before, with another intermediate character (1 of 1000).
    pub twin: bool,
    /// A client for years: 2,000 contacts when the file is full (1 of 1000).
    pub heavy: bool,
}

/// How many clients there are, and how many have a whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// All clients, at most 1.86 million.
    pub clients: u32,
    /// Those with a whole file: the first ones.
    pub full: u32,
    seed: u64,
    today: i32,
}

impl Plan {
    /// The shape of a client: the first `full` have a whole file, one of a thousand among them 2,000 contacts.
    pub fn shape(&self, index: u32) -> Shape {
        match index < self.full {
            false => Shape::Light,
            true if heavy(index) => Shape::Heavy,
            true => Shape::Full,
        }
    }

    /// Every client's index and shape.
    pub fn shapes(&self) -> impl Iterator<Item = (u32, Shape)> + use<> {
        let plan = *self;
        (0..plan.clients).map(move |i| (i, plan.shape(i)))
    }

    /// Every client's traits.
    pub fn traits(&self) -> impl Iterator<Item = Traits> + use<> {
        let plan = *self;
        (0..plan.clients).map(move |i| traits(plan.seed, plan.today, i))
    }
}

/// What an office of so many clients is made of. `full` is at most `clients`.
pub fn office(seed: u64, today: i32, clients: u32, full: u32) -> Plan {
    let clients = clients.min(MOST);
    Plan { clients, full: full.min(clients), seed, today }
}

const fn heavy(index: u32) -> bool {
    index % 1000 == 77
}

/// The traits of a client.
pub fn traits(seed: u64, today: i32, index: u32) -> Traits {
    let mut rng = Rng::new(seed, Stream::Traits, index);
    let known = KNOWN.get(index as usize);
    let protected = known.map_or(rng.chance(6), |k| k.protected);
    let open_ended = known.is_none() && rng.chance(400);
    let months = if known.is_some() { 6 } else { rng.range(2, 24) };
    let until = days::first_of(days::month_of(today) + months + 1) - 1;
    let twin = index % 1000 == 500;
    Traits {
        index,
        known,
        protected,
        protected_until: (protected && !open_ended).then_some(until),
        changed: known.is_none() && !twin && rng.chance(15),
        twin,
        heavy: heavy(index),
    }
}

/// The practice office: what all clients share.
#[derive(Clone, Debug)]
pub struct Office {
    pub(super) seed: u64,
    pub(super) today: i32,
    staff: Vec<Staff>,
    units: Vec<Unit>,
    employers: Vec<Employer>,
    codes: Codes,
}

impl Office {
    /// The office of a seed as of a day (days since 1970-01-01).
    pub fn new(seed: u64, today: i32) -> Office {
        Office {
            seed,
            today,
            staff: staff(seed),
            units: units(seed),
            employers: employers(seed),
            codes: Codes::new(seed, today),
        }
    }

    /// Those who work there; `author` of a record is an index of it.
    pub fn staff(&self) -> &[Staff] {
        &self.staff
    }

    /// The henkilötunnus of somebody who works there and is a client too: exactly one is, the front desk clerk.
    pub fn own_code(&self, user: Id) -> Option<String> {
        let clerk = self.staff.get(CLERK).filter(|clerk| clerk.id == user)?;
        debug_assert_eq!(KNOWN.get(CLERK_HERSELF).map(|k| k.surname), Some(clerk.surname));
        KNOWN_CODES.get(CLERK_HERSELF).map(|code| code.text())
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The employers.
    pub fn employers(&self) -> &[Employer] {
        &self.employers
    }

    /// The records of the office that belong to no client: employers.
    pub fn records(&self) -> Vec<Made> {
        records(self.seed, &self.employers)
    }

    /// What is special about a client.
    pub fn traits(&self, index: u32) -> Traits {
        let mut traits = traits(self.seed, self.today, index);
        // One former code in millions could be that of a well-known client.
        traits.changed = traits.changed && !KNOWN_CODES.contains(&self.former_code(index));
        traits
    }

    /// A client's henkilötunnus.
    pub fn code(&self, index: u32) -> Code {
        match KNOWN_CODES.get(index as usize) {
            Some(code) => *code,
            None if index % 1000 == 500 => self.codes.twin(index - 1, &KNOWN_CODES),
            None => self.codes.own(index, &KNOWN_CODES),
        }
    }

    /// The henkilötunnus that a client had before, if it was changed.
    pub fn former_code(&self, index: u32) -> Code {
        self.codes.former(index, &KNOWN_CODES)
    }

    pub(super) fn user(&self, staff: usize) -> Id {
        self.staff.get(staff).map_or(Id::ZERO, |s| s.id)
    }

    pub(super) fn unit(&self, unit: usize) -> Id {
        self.units.get(unit).map_or(Id::ZERO, |u| u.id)
    }
}
