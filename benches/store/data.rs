//! A made-up register of N persons, the same for the same seed, built once and kept in the cache folder.

use luukku::journal::codes::{Face, LogAction};
use luukku::journal::log::LogBody;
use luukku::register::kinds::by_name;
use luukku::register::{Entropy, Id, Kind, Value};
use luukku::store::{self, Act, Actor, Edit, Entry, Here, Moment, Store, What, World};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub const KEY: [u8; 32] = [0x5b; 32];
pub const SEED: u64 = 20_260_922;
const NOW: i64 = 1_790_000_000_000;
const TODAY: i64 = 20_717;

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

pub struct BenchWorld {
    pub random: Random,
    pub now: i64,
}

impl World for BenchWorld {
    fn now(&self) -> Moment {
        Moment { utc_ms: self.now, mono_ms: self.now - NOW + 1 }
    }
    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.random
    }
}

pub fn world() -> BenchWorld {
    BenchWorld { random: Random(SEED), now: NOW }
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

pub fn actor() -> Actor {
    Actor { user: Some(Id::from_bytes([0x22; 16])), role: Some("front_desk".to_owned()), face: Face::Cli }
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

pub fn contact(random: &mut Random, person: Id, at: i64) -> Edit {
    let id = Id::v7(at, random);
    set(
        "contact",
        id,
        person,
        &[
            ("at", int(at)),
            ("method", "visit".into()),
            ("subject", "Työnhaku".into()),
            ("officer", Value::Id(Id::from_bytes([0x22; 16]))),
            ("text", "Asiakas kävi tiskillä, keskusteltiin työnhausta ja seuraavasta käynnistä.".into()),
        ],
    )
}

/// One person's acts: the person alone, or a full file of 20 records.
pub fn client(people: &People, random: &mut Random, number: u64, full: bool) -> (Id, Act) {
    let person = Id::v7(NOW - 1_000_000_000 + i64::try_from(number).unwrap(), random);
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
        let id = |random: &mut Random| Id::v7(NOW - 900_000_000, random);
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
            edits.push(contact(random, person, NOW - i * 86_400_000 * 20));
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

/// Where things of the bench are kept between runs.
pub fn cache() -> PathBuf {
    let dirs = directories::ProjectDirs::from("", "", "luukku-bench").expect("a home folder");
    let folder = dirs.cache_dir().to_owned();
    std::fs::create_dir_all(&folder).expect("a cache folder");
    std::fs::canonicalize(folder).expect("a path")
}

pub const DB_ID: Id = Id::from_bytes(*b"bench database!!");

/// An empty database.
pub fn empty(path: &Path) -> Store {
    let mut random = Random(SEED);
    let mut id = || Id::v7(NOW, &mut random);
    let here = Here {
        dev: id(),
        machine: id(),
        office: id(),
        office_name: "Lahti".to_owned(),
        machine_name: "BENCH".to_owned(),
        practice: true,
    };
    let salt = Store::create(path, &KEY, DB_ID, &here, |_| Ok(())).expect("made");
    Store::open(path, &KEY, salt, DB_ID).expect("opened")
}

pub fn salt(path: &Path) -> [u8; 16] {
    let mut salt = [0; 16];
    std::io::Read::read_exact(&mut std::fs::File::open(path).unwrap(), &mut salt).unwrap();
    salt
}

pub fn open(path: &Path) -> Store {
    Store::open(path, &KEY, salt(path), DB_ID).expect("opened")
}

/// So many clients are one transaction.
const BATCH: u64 = 10_000;

/// Fills a register with `n` persons, `full` of them with full files; answers how many records that was.
pub fn fill(store: &mut Store, n: u64, full: u64) -> store::Result<u64> {
    let people = People::new();
    let mut random = Random(SEED);
    let mut world = world();
    let mut records = 0;
    let mut number = 0;
    while number < n {
        let until = (number + if number < full { BATCH / 4 } else { BATCH }).min(n);
        let entry = |batch: store::bulk::Batch| Entry {
            count: batch.records,
            ..Entry::ok(LogAction::Create, LogBody::default())
        };
        let batch = store.bulk(&actor(), entry, &mut world, || {
            (number < until).then(|| {
                let (person, act) = client(&people, &mut random, number, number < full);
                number += 1;
                (actor(), Some(person), act)
            })
        })?;
        records += batch.records;
    }
    store.end_bulk()?;
    Ok(records)
}

/// A client with 2 000 events.
pub const BUSY: Id = Id::from_bytes(*b"busy client 2000");

/// The register of N, built when it is not there yet.
pub fn office() -> PathBuf {
    let (n, full) = (super::number("LUUKKU_BENCH_N", 1_000_000), super::number("LUUKKU_BENCH_FULL", 50_000));
    let schema = luukku::journal::hash::header(store::schema::TEXT.as_bytes());
    let schema: String = schema.iter().take(4).map(|b| format!("{b:02x}")).collect();
    let path = cache().join(format!("office-{n}-{full}-{SEED}-{schema}.db"));
    if path.exists() {
        return path;
    }
    let new = path.with_extension("new");
    let _ = std::fs::remove_file(&new);
    let mut store = empty(&new);
    let start = std::time::Instant::now();
    let records = fill(&mut store, n, full.min(n)).unwrap();
    let took = start.elapsed().as_secs_f64();
    let mut random = Random(1);
    let edits = (0..2_000).map(|i| contact(&mut random, BUSY, NOW - i * 3_600_000));
    let mut world = world();
    let person =
        set("person", BUSY, BUSY, &[("surname", "Kiireinen".into()), ("first_names", "Kiia".into())]);
    store.write(&actor(), &Act { edits: vec![person], ..Act::default() }, &mut world).unwrap();
    for edit in edits {
        store.log(&actor(), vec![], false, &mut world).unwrap();
        store.write(&actor(), &Act { edits: vec![edit], ..Act::default() }, &mut world).unwrap();
    }
    store.close().unwrap();
    std::fs::rename(&new, &path).unwrap();
    println!(
        "office: built {n} persons, {full} full files, {records} records in {took:.1} s: {:.0} records/s; {} MiB",
        records as f64 / took,
        std::fs::metadata(&path).unwrap().len() >> 20
    );
    path
}

/// The same search tables in a plain SQLite file, for comparison.
pub fn plain(office: &Path) -> PathBuf {
    let path = office.with_extension("plain");
    if path.exists() {
        return path;
    }
    let new = office.with_extension("plain-new");
    let _ = std::fs::remove_file(&new);
    let to = rusqlite::Connection::open(&new).unwrap();
    to.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    to.pragma_update(None, "cache_size", -192 * 1024).unwrap();
    to.execute_batch(store::schema::TEXT).unwrap();
    let from = super::raw::keyed(office);
    let tx = to.unchecked_transaction().unwrap();
    for table in ["search_doc", "search_hetu"] {
        let mut select = from.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = select.column_count();
        let marks: Vec<String> = (1..=width).map(|i| format!("?{i}")).collect();
        let mut insert = tx.prepare(&format!("INSERT INTO {table} VALUES ({})", marks.join(","))).unwrap();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<rusqlite::types::Value> = (0..width).map(|i| row.get(i).unwrap()).collect();
            insert.execute(rusqlite::params_from_iter(values)).unwrap();
        }
    }
    tx.execute_batch(
        "INSERT INTO search (search) VALUES ('rebuild'); INSERT INTO search (search) VALUES ('optimize')",
    )
    .unwrap();
    tx.commit().unwrap();
    to.close().unwrap();
    std::fs::rename(&new, &path).unwrap();
    path
}
