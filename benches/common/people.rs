//! A made-up population: the same for the same seed.

use luukku::register::kinds::by_name;
use luukku::register::{Entropy, Id, Kind, Value};
use luukku::store::{Act, Edit, What};
use std::collections::BTreeMap;

pub const SEED: u64 = 20_260_922;
pub const NOW: i64 = 1_790_000_000_000;
const TODAY: i64 = 20_717;
/// Who wrote it all.
pub const OFFICER: Id = Id::from_bytes([0x22; 16]);

/// xorshift: the same numbers for the same seed, on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: u64) -> u64 {
        (self.next() >> 11) % n
    }

    /// The small ones more often, as names are.
    fn skewed(&mut self, n: usize) -> usize {
        let x = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((n as f64 + 1.0).powf(x)) - 1.0) as usize % n
    }
}

impl Entropy for Random {
    fn fill(&mut self, buf: &mut [u8]) {
        for chunk in buf.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

const SURNAMES: &str = "Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen \
    Lehtonen Lehtinen Saarinen Niemi Salminen Heinonen Heikkilä Kinnunen Salonen Salo Turunen Laitinen Tuominen \
    Jokinen Rantanen Karjalainen Mattila Räsänen Savolainen Lahtinen Ahonen Leppänen Ojala Väisänen Hiltunen \
    Miettinen Pitkänen Aaltonen Manninen Hakala Koivisto Anttila Laaksonen Hirvonen Räty Lehto Laakso Toivonen \
    Mustonen Rantala Aalto Peltonen Moilanen Hänninen Partanen Nurmi Lappalainen Karppinen Kallio Kauppinen \
    Pesonen Seppälä Seppänen Kettunen Koponen Lindholm Lindqvist Johansson Karlsson Nyman Sjöberg Åkerblom Öhman \
    Le Ng Li Åh Nguyen Ivanov Ivanova Ahmed Mohamed Ali Hassan Abdi Petrov Kuznetsova Tamm Saar Aikio Näkkäläjärvi \
    Magga Valkeapää Länsman Sarre Nuorgam Pöyhönen Yli-Mäki Ala-Nissilä Uusi-Kokko";
const FIRST: &str = "Maria Juhani Helena Johannes Anneli Mikael Johanna Olavi Kaarina Antero Kristiina Tapani Annika \
    Tapio Marjatta Kalevi Hannele Petteri Sofia Ilmari Liisa Matti Elina Pekka Inkeri Timo Katariina Jari Emilia \
    Antti Irmeli Mika Tuulikki Kari Susanna Markku Marika Jukka Aino Ville Eeva Janne Amanda Mikko Päivi Heikki \
    Riitta Jaakko Ritva Esa Tuula Seppo Pirjo Hannu Sari Juha Minna Sami Leena Erkki Åsa Björn Göran Märta Iida \
    Oona Väinö Eetu Onni Elias Leo Eino Oliver Noel Ellen Venla Siiri Vilma Mohammed Fatima Olga Sergei Natalia \
    Anh Thi Minh Yusuf Zahra Aleksi Henna Katja Satu Outi Tiina Jenni Laura Hanna";
const STEMS: &str = "Mäki Koski Niemi Lahti Salo Järvi Saari Kangas Lampi Ranta Kivi Suo Vaara Harju Joki Metsä Kallio \
    Pelto Luoma Nurmi Aho Halme Hauta Heikki Hieta Honka Huhta Hyvä Ilma Jänis Kanto Kari Karhu Kaski Katai Kauppi \
    Keski Ketola Kettu Kiuru Koivu Kokko Korpi Kota Kuja Kulma Kuusi Kylä Laakso Laur Lehto Lepistö Lepo Lumi Länsi \
    Manni Marti Mattil Mylly Mönkä Neva Nousi Oja Oksa Orava Palo Parkki Pasa Peura Piha Pirtti Poika Puro Pyy Pöll \
    Raja Rauta Riihi Rinta Roiha Ruoho Räi Rönkä Saha Sakar Sauna Savi Sepp Sihvo Silta Sirkk Soini Suvi Syrjä Tammi";
const TAILS: &str = "nen la lä nkoski nmäki nniemi vaara kangas ranta maa salo lahti joki järvi aho luoma lampi puro \
    harju niitty oja sto stö kka kkö ri ru mo tala tola vainio virta kari perä pää suo rinne";

pub struct People {
    surnames: Vec<String>,
    first: Vec<String>,
}

impl People {
    pub fn new() -> People {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut surnames = list(SURNAMES);
        for tail in list(TAILS) {
            surnames.extend(list(STEMS).into_iter().map(|stem| format!("{stem}{tail}")));
        }
        People { surnames, first: list(FIRST) }
    }

    pub fn name(&self, random: &mut Random) -> (String, String) {
        let surname = self.surnames[random.skewed(self.surnames.len())].clone();
        let first = &self.first[random.skewed(self.first.len())];
        let second = &self.first[random.skewed(self.first.len())];
        (surname, format!("{first} {second}"))
    }
}

/// An identity code of the range that is never given to anybody, unique by number.
fn hetu(number: u64, born: i64) -> String {
    let (year, month, day) = luukku::register::dates::ymd(i32::try_from(born).unwrap());
    // Ten signs of the century times a hundred test numbers; the bench needs uniqueness, not a check of rules.
    let signs = if year < 2000 { b"-YXWVU" } else { b"ABCDEF" };
    let sign = char::from(signs[usize::try_from(number % 6).unwrap()]);
    let individual = 900 + number / 6 % 100;
    let nine =
        (u64::from(day) * 10_000 + u64::from(month) * 100 + year.rem_euclid(100) as u64) * 1000 + individual;
    let check = char::from(b"0123456789ABCDEFHJKLMNPRSTUVWXY"[usize::try_from(nine % 31).unwrap()]);
    format!("{day:02}{month:02}{:02}{sign}{individual}{check}", year.rem_euclid(100))
}

fn kind(name: &str) -> &'static Kind {
    by_name(name).unwrap()
}

/// An edit that sets fields by name.
pub fn set(kind_name: &str, entity: Id, person: Id, fields: &[(&str, Value)]) -> Edit {
    let kind = kind(kind_name);
    let mut cells: BTreeMap<u16, Option<Value>> = BTreeMap::new();
    for (name, value) in fields {
        let field = kind.field(name).unwrap_or_else(|| panic!("{kind_name}.{name}"));
        match field.cell {
            None => {
                cells.insert(field.number, Some(value.clone()));
            }
            Some(group) => {
                if let Some(Value::Group(members)) =
                    cells.entry(group).or_insert_with(|| Some(Value::Group(BTreeMap::new())))
                {
                    members.insert(field.number, value.clone());
                }
            }
        }
    }
    Edit { kind, entity, person: Some(person), what: What::Set(cells.into_iter().collect(), None) }
}

fn int(n: i64) -> Value {
    Value::Int(n)
}

/// A contact entered as it happens.
pub fn contact(random: &mut Random, person: Id, at: i64) -> Edit {
    past_contact(Id::v7(at, random), person, at)
}

/// One that was entered at another time than it happened.
fn past_contact(id: Id, person: Id, at: i64) -> Edit {
    set(
        "contact",
        id,
        person,
        &[
            ("at", int(at)),
            ("method", "visit".into()),
            ("subject", "Työnhaku".into()),
            ("officer", Value::Id(OFFICER)),
            ("text", "Asiakas kävi tiskillä, keskusteltiin työnhausta ja seuraavasta käynnistä.".into()),
        ],
    )
}

/// One person's acts: the person alone, or a full file of 20 records.
pub fn client(people: &People, random: &mut Random, number: u64, full: bool) -> (Id, Act) {
    // Entered client by client, as an import does.
    let entered = NOW - 1_000_000_000 + i64::try_from(number).unwrap();
    let person = Id::v7(entered, random);
    let (surname, first_names) = people.name(random);
    let born = TODAY - 6_570 - i64::try_from(random.below(18_000)).unwrap();
    let mut edits = vec![set(
        "person",
        person,
        person,
        &[
            ("hetu", hetu(number, born).into()),
            ("surname", surname.into()),
            ("first_names", first_names.into()),
            ("birth_date", int(born)),
            ("mother_tongue", "fi".into()),
            ("service_language", "fi".into()),
            ("citizenships", Value::codes(["246"])),
            ("protected", Value::Bool(false)),
            ("identity_state", "strong".into()),
        ],
    )];
    if full {
        let phone = format!("+3584{:08}", random.below(100_000_000));
        let id = luukku::journal::hash::one_id(person, 12);
        edits.push(set(
            "contact_info",
            id,
            person,
            &[
                ("street", format!("Kauppakatu {}", random.below(90) + 1).into()),
                ("postcode", "15110".into()),
                ("post_office", "Lahti".into()),
                ("municipality", "398".into()),
                ("country", "246".into()),
                ("phone", phone.into()),
                ("valid_from", int(TODAY - 400)),
            ],
        ));
        let id = |random: &mut Random| Id::v7(entered, random);
        edits.push(set(
            "customership",
            id(random),
            person,
            &[("start", int(TODAY - 400)), ("segment", "01".into())],
        ));
        edits.push(set("job_search_period", id(random), person, &[("start", int(TODAY - 400))]));
        edits.push(set(
            "employment_status",
            id(random),
            person,
            &[("status", "02".into()), ("start", int(TODAY - 400))],
        ));
        for i in 0..8 {
            edits.push(past_contact(id(random), person, NOW - i * 86_400_000 * 20));
        }
        for i in 0..3 {
            edits.push(set(
                "task",
                id(random),
                person,
                &[("text", "Tarkista työnhaun voimassaolo".into()), ("due", int(TODAY + i * 7))],
            ));
        }
        for i in 0..4 {
            edits.push(set(
                "skill",
                id(random),
                person,
                &[("skill_type", "other".into()), ("name", format!("Taito {i}").into())],
            ));
        }
    }
    (person, Act { edits, ..Act::default() })
}
