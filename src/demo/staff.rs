//! Those who work at the practice office: made up, one for each role of `assets/policy.toml` that the counter needs,
//! with passwords that follow from the seed and are shown on the login screen of the practice office only.

use super::record::new_id;
use super::rng::{Rng, Stream};
use crate::register::Id;

/// The front desk clerk's place in the list.
pub const CLERK: usize = 0;
/// The case officer's.
pub const OFFICER: usize = 1;
/// The supervisor's.
pub const SUPERVISOR: usize = 2;

/// One who works there. No secret is kept here that protects anything: the practice office has no real client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The user.
    pub id: Id,
    /// Login name: surname and initial.
    pub login: String,
    /// Surname.
    pub surname: &'static str,
    /// First name.
    pub first_name: &'static str,
    /// Role, by its name in `assets/policy.toml`.
    pub role: &'static str,
    /// Place of work: an index of [`units`].
    pub unit: usize,
    /// Four Finnish words with blanks.
    pub password: String,
}

/// A unit of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The unit.
    pub id: Id,
    /// Its name in Finnish.
    pub fi: &'static str,
    /// Its name in Swedish.
    pub sv: &'static str,
    /// Its name in English.
    pub en: &'static str,
}

const PEOPLE: [(&str, &str, &str, usize); 6] = [
    ("Virtanen", "Marja", "front_desk", 0),
    ("Korhonen", "Sari", "case_officer", 1),
    ("Salmi", "Kimmo", "supervisor", 0),
    ("Laakso", "Petri", "log_auditor", 3),
    ("Heino", "Outi", "administrator", 3),
    ("Ranta", "Ilona", "guidance_psychologist", 1),
];

const UNITS: [(&str, &str, &str); 4] = [
    ("Neuvonta", "Rådgivningen", "Front desk"),
    ("Henkilöasiakaspalvelut", "Personkundstjänster", "Services for individuals"),
    ("Heinolan palvelupiste", "Heinola serviceställe", "Heinola service point"),
    ("Hallinto", "Förvaltningen", "Administration"),
];

/// Words for passwords: easy to type and to read aloud, none the name of a place, an office or somebody here.
const WORDS: [&str; 96] = [
    "aallokko",
    "aamukaste",
    "ahomansikka",
    "aitaovi",
    "avokado",
    "elokuu",
    "etana",
    "hanhi",
    "hattara",
    "havupuu",
    "heinäkuu",
    "helmiäinen",
    "hillopurkki",
    "hopeinen",
    "huhtikuu",
    "huopatossu",
    "hämärä",
    "ilmapallo",
    "jalava",
    "jauhosäkki",
    "joulutorttu",
    "jäätelö",
    "kaarnavene",
    "kahvipannu",
    "kaislikko",
    "kaksikko",
    "kanerva",
    "karviainen",
    "kastanja",
    "kellokas",
    "keltainen",
    "kesäyö",
    "kiikkustuoli",
    "kirsikka",
    "kissankello",
    "kivijalka",
    "korvapuusti",
    "kuukkeli",
    "kynttilä",
    "kärpänen",
    "laituri",
    "lakritsi",
    "lankakerä",
    "lehmus",
    "leppäkerttu",
    "lumihiutale",
    "luumupuu",
    "maitotonkka",
    "mansikka",
    "marraskuu",
    "metsäpolku",
    "muurahainen",
    "mustikka",
    "myllynkivi",
    "mäntykäpy",
    "niittyleinikki",
    "nokipannu",
    "ohdake",
    "omenapuu",
    "orvokki",
    "paistinpannu",
    "pellavainen",
    "pihakeinu",
    "piparkakku",
    "pohjatuuli",
    "puolukka",
    "puutarha",
    "pääskynen",
    "rantakivi",
    "ratamo",
    "revontuli",
    "rukkanen",
    "ruusunmarja",
    "saippuakupla",
    "sateenkaari",
    "savusauna",
    "siilinpesä",
    "sinikello",
    "sormustin",
    "suklaarasia",
    "sumuinen",
    "syreeni",
    "syyskuu",
    "talitintti",
    "tammenterho",
    "tuohikontti",
    "tuulimylly",
    "ukkonen",
    "untuvikko",
    "valkovuokko",
    "vanamo",
    "vesipisara",
    "viherkasvi",
    "villasukka",
    "voikukka",
    "ystävä",
];

/// When the office was opened, for the ids of what was there from the beginning: 2.1.2019.
pub(super) const OPENED: i64 = 1_546_416_000_000;

/// Everybody, in a fixed order of roles.
pub fn staff(seed: u64) -> Vec<Staff> {
    let people = PEOPLE.iter().enumerate().map(|(i, &(surname, first_name, role, unit))| {
        let mut rng = Rng::new(seed, Stream::Staff, i as u32);
        let id = new_id(&mut rng, OPENED);
        let initial = first_name.chars().take(1);
        let login = surname.chars().chain(initial).flat_map(char::to_lowercase).collect();
        Staff { id, login, surname, first_name, role, unit, password: password(&mut rng) }
    });
    people.collect()
}

/// The units of the office.
pub fn units(seed: u64) -> Vec<Unit> {
    let units = UNITS.iter().enumerate().map(|(i, &(fi, sv, en))| {
        let mut rng = Rng::new(seed, Stream::Staff, 100 + i as u32);
        Unit { id: new_id(&mut rng, OPENED), fi, sv, en }
    });
    units.collect()
}

/// Four different words.
fn password(rng: &mut Rng) -> String {
    let mut words: Vec<&str> = Vec::with_capacity(4);
    while words.len() < 4 {
        let word = rng.pick(&WORDS);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn one_for_each_role_with_a_long_password() {
        let policy: toml::Table = include_str!("../../assets/policy.toml").parse().expect("policy");
        let roles = policy["roles"].as_table().expect("roles");
        let staff = staff(7);
        assert_eq!(staff.iter().map(|s| s.role).collect::<HashSet<_>>().len(), staff.len());
        assert_eq!(staff.iter().map(|s| &s.login).collect::<HashSet<_>>().len(), staff.len());
        for s in &staff {
            assert!(roles.contains_key(s.role), "{}", s.role);
            assert!(s.password.chars().count() >= 15, "{}", s.password);
            assert!(!s.password.contains(&s.login));
            assert!(s.login.bytes().all(|b| b.is_ascii_lowercase()));
        }
        assert_eq!((staff[CLERK].login.as_str(), staff[OFFICER].surname), ("virtanenm", "Korhonen"));
        assert_eq!(staff[SUPERVISOR].role, "supervisor");
        assert_ne!(super::staff(8)[0].password, staff[0].password);
    }

    /// Passwords that refer to a place or the product are refused by the rules of the vault.
    #[test]
    fn words_are_neutral() {
        for word in WORDS {
            for no in ["lahti", "luukku", "hollola", "salasana", "virtanen", "ranta "] {
                assert!(!word.contains(no), "{word}");
            }
        }
        assert_eq!(WORDS.iter().collect::<HashSet<_>>().len(), WORDS.len());
    }
}
