//! Occupations and the employers that clients share.

use super::days;
use super::names;
use super::places;
use super::record::{Made, Rec, new_id};
use super::rng::{Rng, Stream, Weighted};
use super::staff::{OPENED, SUPERVISOR};
use crate::register::Id;
use std::sync::LazyLock;

/// What somebody has learned to do. Codes are of the list `occupation` (ISCO-08).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trade {
    /// Occupation code.
    pub occupation: &'static str,
    /// The title people use.
    pub title: &'static str,
    /// Index of [`SECTORS`].
    pub sector: usize,
    /// Level of education it needs: 2, 3, 6 or 7 of the list `education`.
    pub level: u8,
    /// The qualification.
    pub programme: &'static str,
    /// How many men of a thousand-odd have it.
    men: u32,
    /// How many women.
    women: u32,
}

#[rustfmt::skip]
const fn trade(occupation: &'static str, title: &'static str, sector: usize, level: u8, programme: &'static str, men: u32, women: u32) -> Trade {
    Trade { occupation, title, sector, level, programme, men, women }
}

#[rustfmt::skip]
const TRADES: [Trade; 46] = [
    trade("5223", "Myyjä", 0, 3, "Merkonomi", 40, 80),
    trade("5230", "Kassanhoitaja", 0, 3, "Liiketoiminnan perustutkinto", 10, 30),
    trade("3322", "Myyntiedustaja", 0, 6, "Tradenomi", 25, 15),
    trade("9334", "Hyllyttäjä", 0, 2, "", 12, 15),
    trade("9112", "Siivooja", 1, 2, "", 10, 40),
    trade("5153", "Kiinteistönhoitaja", 1, 3, "Kiinteistönhoitajan ammattitutkinto", 30, 3),
    trade("5120", "Kokki", 2, 3, "Kokki, ravintola- ja catering-alan perustutkinto", 18, 30),
    trade("5131", "Tarjoilija", 2, 3, "Tarjoilija, ravintola- ja catering-alan perustutkinto", 8, 25),
    trade("9412", "Keittiöapulainen", 2, 2, "", 8, 20),
    trade("9411", "Pikaruokatyöntekijä", 2, 2, "", 8, 8),
    trade("5321", "Lähihoitaja", 3, 3, "Lähihoitaja", 12, 110),
    trade("3221", "Sairaanhoitaja", 3, 6, "Sairaanhoitaja (AMK)", 4, 40),
    trade("5322", "Kotiavustaja", 3, 3, "Kotityöpalvelujen ammattitutkinto", 2, 12),
    trade("7111", "Talonrakentaja", 4, 3, "Talonrakentaja", 40, 2),
    trade("7115", "Kirvesmies", 4, 3, "Talonrakentaja", 35, 1),
    trade("7131", "Maalari", 4, 3, "Pintakäsittelyalan perustutkinto", 20, 5),
    trade("7126", "Putkiasentaja", 4, 3, "Talotekniikan perustutkinto", 22, 1),
    trade("7411", "Sähköasentaja", 4, 3, "Sähköasentaja", 35, 2),
    trade("9313", "Rakennusapulainen", 4, 2, "", 25, 2),
    trade("3123", "Työnjohtaja", 4, 6, "Rakennusmestari (AMK)", 12, 2),
    trade("7212", "Hitsaaja", 5, 3, "Levyseppähitsaaja", 35, 2),
    trade("7223", "Koneistaja", 5, 3, "Koneistaja", 40, 4),
    trade("7231", "Ajoneuvoasentaja", 5, 3, "Ajoneuvoasentaja", 28, 2),
    trade("7522", "Puuseppä", 5, 3, "Puuseppä", 18, 4),
    trade("8219", "Kokoonpanija", 5, 2, "", 30, 20),
    trade("3115", "Konetekniikan suunnittelija", 5, 6, "Insinööri (AMK), konetekniikka", 28, 4),
    trade("8332", "Kuorma-autonkuljettaja", 6, 3, "Logistiikan perustutkinto", 40, 3),
    trade("8344", "Trukinkuljettaja", 6, 3, "Varastonhoitaja", 22, 3),
    trade("9333", "Varastotyöntekijä", 6, 2, "", 35, 12),
    trade("8331", "Linja-autonkuljettaja", 6, 3, "Linja-autonkuljettaja", 14, 2),
    trade("4110", "Toimistosihteeri", 7, 3, "Merkonomi", 6, 45),
    trade("3313", "Kirjanpitäjä", 7, 6, "Tradenomi, taloushallinto", 6, 30),
    trade("4311", "Taloushallinnon assistentti", 7, 3, "Merkonomi, talouspalvelut", 3, 20),
    trade("2411", "Controller", 7, 7, "Kauppatieteiden maisteri", 6, 8),
    trade("2512", "Ohjelmistokehittäjä", 8, 6, "Insinööri (AMK), tietotekniikka", 28, 8),
    trade("3512", "Tukihenkilö", 8, 3, "Datanomi", 25, 5),
    trade("2342", "Varhaiskasvatuksen opettaja", 9, 6, "Kasvatustieteen kandidaatti", 1, 20),
    trade("5311", "Lastenhoitaja", 9, 3, "Kasvatus- ja ohjausalan perustutkinto", 3, 35),
    trade("5312", "Koulunkäynninohjaaja", 9, 3, "Koulunkäynnin ohjaajan ammattitutkinto", 6, 22),
    trade("2330", "Aineenopettaja", 9, 7, "Filosofian maisteri", 6, 10),
    trade("5141", "Parturi-kampaaja", 10, 3, "Parturi-kampaaja", 2, 25),
    trade("5142", "Kosmetologi", 10, 3, "Kosmetologi", 0, 10),
    trade("6113", "Puutarhuri", 11, 3, "Puutarhuri", 6, 12),
    trade("8160", "Elintarviketyöntekijä", 12, 3, "Elintarvikealan perustutkinto", 14, 14),
    trade("7512", "Leipuri", 12, 3, "Leipuri-kondiittori", 8, 14),
    trade("5414", "Vartija", 13, 3, "Turvallisuusalan perustutkinto", 14, 4),
];

/// Fields of business, by the word that stands in an employer's name.
pub const SECTORS: [&str; 14] = [
    "Kauppa",
    "Puhtauspalvelu",
    "Ravintolat",
    "Hoiva",
    "Rakennus",
    "Metalli",
    "Kuljetus",
    "Tilitoimisto",
    "Ohjelmistot",
    "Opetuspalvelut",
    "Kauneushoitola",
    "Puutarha",
    "Elintarvike",
    "Vartiointi",
];

/// First halves of made-up company names.
const STEMS: [&str; 18] = [
    "Puhtola",
    "Kuhmasalpa",
    "Vesitorppa",
    "Harjunkulma",
    "Ristipelto",
    "Enokorpi",
    "Salpakivi",
    "Kalliovirta",
    "Hirsiniemi",
    "Luhtaniitty",
    "Mustakorpi",
    "Kuusituuli",
    "Haukkasalo",
    "Tervaranta",
    "Koivukumpu",
    "Peltotähti",
    "Järvikaarre",
    "Ahjola",
];

/// How many employers there are.
pub const EMPLOYERS: usize = SECTORS.len() * STEMS.len() + 2;

static TRADES_BY_SEX: LazyLock<[Weighted<Trade>; 2]> = LazyLock::new(|| {
    [Weighted::new(TRADES.map(|t| (t, t.men))), Weighted::new(TRADES.map(|t| (t, t.women)))]
});

static UNTRAINED: LazyLock<Vec<Trade>> =
    LazyLock::new(|| TRADES.into_iter().filter(|t| t.level == 2).collect());

/// Draws a trade.
pub fn draw(rng: &mut Rng, male: bool) -> Trade {
    let [men, women] = &*TRADES_BY_SEX;
    if male { men.draw(rng) } else { women.draw(rng) }
}

/// Draws a trade that needs no qualification.
pub fn untrained(rng: &mut Rng) -> Trade {
    rng.pick(&UNTRAINED)
}

/// The trade of an occupation.
pub fn trade_of(occupation: &str) -> Trade {
    TRADES.into_iter().find(|t| t.occupation == occupation).unwrap_or_default()
}

/// An employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employer {
    /// Its record.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Y-tunnus, `NNNNNNN-N`.
    pub business_id: String,
    /// Where its places of work are.
    pub place: places::Place,
}

/// Everybody's employers: two that the documentation speaks of, then those of each sector in turn.
pub fn employers(seed: u64) -> Vec<Employer> {
    let mut next_number = 9_000_001;
    let all = (0..EMPLOYERS).map(|i| {
        let mut rng = Rng::new(seed, Stream::Employers, i as u32);
        let (name, number) = match i {
            0 => ("Salpa-Market Oy".to_owned(), 1_234_567),
            1 => ("Puhto Oy".to_owned(), next_number),
            _ => {
                let stem = STEMS.get((i - 2) / SECTORS.len()).copied().unwrap_or_default();
                let sector = SECTORS.get(sector_of(i)).copied().unwrap_or_default();
                let form = rng.pick(&["Oy", "Oy", "Oy", "Oy", "Ky", "Tmi"]);
                ([stem, " ", sector, " ", form].concat(), next_number)
            }
        };
        let business_id = business_id(number, &mut next_number);
        Employer { id: new_id(&mut rng, OPENED), name, business_id, place: places::place(&mut rng) }
    });
    all.collect()
}

/// The sector of an employer: the first two sell and clean.
const fn sector_of(i: usize) -> usize {
    match i {
        0 => 0,
        1 => 1,
        _ => (i - 2) % SECTORS.len(),
    }
}

/// One employer of a sector.
pub fn of_sector<'e>(rng: &mut Rng, employers: &'e [Employer], sector: usize) -> Option<&'e Employer> {
    let turn = rng.below(STEMS.len() as u32 + 1) as usize;
    let i = match (turn, sector) {
        (0, 0 | 1) => sector,
        (0, _) => 2 + sector,
        _ => 2 + (turn - 1) * SECTORS.len() + sector,
    };
    employers.get(i)
}

/// A valid Y-tunnus of a number, or of the first number after it that has one: a remainder of 1 is never issued.
/// Numbers from nine million on have not been issued to anybody.
fn business_id(mut number: i32, next: &mut i32) -> String {
    loop {
        let digits = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1].map(|p| number / p % 10);
        let sum: i32 = digits.iter().zip([7, 9, 10, 5, 8, 4, 2]).map(|(d, w)| d * w).sum();
        if number >= *next {
            *next = number + 37;
        }
        if sum % 11 == 1 {
            number += 1;
            continue;
        }
        let mut out = String::with_capacity(9);
        days::digits(&mut out, number, 7);
        out.push('-');
        days::digits(&mut out, (11 - sum % 11) % 11, 1);
        return out;
    }
}

/// The employers as records of the office.
pub fn records(seed: u64, employers: &[Employer]) -> Vec<Made> {
    let made = employers.iter().enumerate().map(|(i, employer)| {
        let mut rng = Rng::new(seed, Stream::Employers, 10_000 + i as u32);
        let mut email = "toimisto@".to_owned();
        names::plain(&mut email, &employer.name);
        email.push_str(".example");
        let street = places::street(&mut rng, employer.place);
        let form = match employer.name.rsplit(' ').next() {
            Some("Ky") => "kommandiittiyhtiö",
            Some("Tmi") => "toiminimi",
            _ => "osakeyhtiö",
        };
        let at = OPENED + 60_000 * i as i64;
        Rec::new("employer", employer.id, at, SUPERVISOR, false)
            .set("business_id", employer.business_id.clone())
            .set("name", employer.name.clone())
            .set("form", form)
            .set("street", street)
            .set("postcode", employer.place.postcode)
            .set("post_office", employer.place.office)
            .set("email", email)
            .set("employer_register", true)
            .set("ytj_status", "registered")
            .set("source", "ytj")
            .set("source_detail", "YTJ")
            .done()
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn employers_differ_and_their_numbers_are_valid() {
        let all = employers(3);
        assert_eq!(all.len(), EMPLOYERS);
        assert_eq!(all[0].business_id, "1234567-1");
        assert_eq!(all.iter().map(|e| &e.name).collect::<HashSet<_>>().len(), all.len());
        assert_eq!(all.iter().map(|e| &e.business_id).collect::<HashSet<_>>().len(), all.len());
        for e in &all {
            let digits: Vec<i32> =
                e.business_id.bytes().filter(|b| *b != b'-').map(|b| i32::from(b - b'0')).collect();
            // The check digit weighs 1: all eight together must be divisible by eleven.
            let sum: i32 = digits.iter().zip([7, 9, 10, 5, 8, 4, 2, 1]).map(|(d, w)| d * w).sum();
            assert_eq!((digits.len(), sum % 11), (8, 0), "{}", e.business_id);
        }
    }

    #[test]
    fn an_employer_of_a_sector_is_of_it() {
        let all = employers(3);
        let mut rng = Rng::new(1, Stream::Life, 1);
        for sector in 0..SECTORS.len() {
            for _ in 0..40 {
                let e = of_sector(&mut rng, &all, sector).expect("one");
                let i = all.iter().position(|x| x.id == e.id).expect("of the list");
                assert_eq!(sector_of(i), sector);
            }
        }
    }
}
