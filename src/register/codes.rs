//! Code lists: the register's own and the product's, embedded from `assets/codes/`, and rows imported over them.
//!
//! A code in use is never deleted and never renamed: it is closed, or its validity ends. This module finds and
//! judges codes; it must not know of records or of who may see them.

use super::kind::Compartment;
use super::words::{Lang, Word};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The rows shipped with the program.
const EMBEDDED: &str = include_str!("../../assets/codes/ura_codes.tsv");

/// Lists that hold nothing until the administrator imports the official file (register design, section 5).
pub const IMPORT_ONLY: &[&str] = &["industry"];

/// One row of a code list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, zeros kept.
    pub code: String,
    /// Finnish label.
    pub fi: String,
    /// Swedish label.
    pub sv: String,
    /// English label.
    pub en: String,
    /// Shown for old data, refused for new.
    pub closed: bool,
    /// A first row of an official list; the official file is imported over it.
    pub starter: bool,
    /// The code would tell of a sealed compartment: it may be written only there (K6).
    pub sealed: Option<Compartment>,
    /// First day of validity, as days since 1970-01-01.
    pub valid_from: Option<i32>,
    /// Last day of validity.
    pub valid_to: Option<i32>,
    /// The parts of the note: `direction=out`, `interview=initial`, `kunta=398`, `eea`, free remarks.
    notes: Vec<String>,
}

impl Code {
    /// The label in a language.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fi => &self.fi,
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }

    /// The value of a `key=value` part of the note: `direction`, `interview`, `issuer`, `days`, `purpose`, `kunta`.
    pub fn note_value(&self, key: &str) -> Option<&str> {
        self.notes.iter().find_map(|n| n.strip_prefix(key)?.strip_prefix('='))
    }

    /// Whether the note has this part, such as `eea` or `ura`.
    pub fn noted(&self, part: &str) -> bool {
        self.notes.iter().any(|n| n == part)
    }

    /// `in`, `out` or `both`, of a way of contact.
    pub fn direction(&self) -> Option<&str> {
        self.note_value("direction")
    }

    /// `initial`, `discussion` or `supplementary`, of a way of contact that is an interview.
    pub fn interview(&self) -> Option<&str> {
        self.note_value("interview")
    }

    /// The municipality of a postcode.
    pub fn kunta(&self) -> Option<&str> {
        self.note_value("kunta")
    }

    /// Whether it may be used for something that happens on this day.
    pub fn valid_on(&self, day: i32) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether a new entry in this compartment may hold it: open, and not a code of another, sealed compartment.
    pub fn usable_in(&self, compartment: Compartment) -> bool {
        !self.closed && self.sealed.is_none_or(|c| c == compartment)
    }
}

/// A code list in the order it is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeList {
    rows: Vec<Code>,
    by_code: HashMap<String, usize>,
    folded: Vec<[String; 3]>,
}

/// What a clerk's typing means in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Exactly this code.
    One(&'a Code),
    /// Several labels begin so: the list is opened with these.
    Several(Vec<&'a Code>),
    /// The code exists and is closed.
    Closed(&'a Code),
    /// The code exists and belongs to a sealed compartment: the form offers to write the entry there.
    Sealed(&'a Code, Compartment),
    /// Nothing begins so.
    None,
}

impl CodeList {
    /// A list of these rows; of two rows with one code the later one stays, at the place of the first.
    pub fn new(rows: impl IntoIterator<Item = Code>) -> CodeList {
        let mut list = CodeList::default();
        for row in rows {
            let labels = [fold(&row.fi), fold(&row.sv), fold(&row.en)];
            let known = list.by_code.get(&row.code).copied();
            if let Some((old, old_labels)) =
                known.and_then(|i| list.rows.get_mut(i).zip(list.folded.get_mut(i)))
            {
                *old = row;
                *old_labels = labels;
            } else {
                list.by_code.insert(row.code.clone(), list.rows.len());
                list.rows.push(row);
                list.folded.push(labels);
            }
        }
        list
    }

    /// All rows, closed ones too.
    pub fn rows(&self) -> &[Code] {
        &self.rows
    }

    /// The row of a code.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.by_code.get(code).and_then(|i| self.rows.get(*i))
    }

    /// The rows a form of this compartment offers on this day, those in `refused` left out.
    pub fn offered<'a>(
        &'a self,
        compartment: Compartment,
        day: i32,
        refused: &'a [&str],
    ) -> impl Iterator<Item = &'a Code> + 'a {
        self.rows.iter().filter(move |c| {
            c.usable_in(compartment) && c.valid_on(day) && !refused.contains(&c.code.as_str())
        })
    }

    /// What `typed` means: a code (leading zeros may be left out), or the start of a label in any of the three
    /// languages, or of a word in it. Whole codes win over labels.
    pub fn find(&self, typed: &str, compartment: Compartment, day: i32, refused: &[&str]) -> Found<'_> {
        let typed = fold(typed.trim());
        if typed.is_empty() {
            return Found::None;
        }
        if let Some(code) = self.by_typed_code(&typed) {
            return match code.sealed {
                Some(c) if c != compartment => Found::Sealed(code, c),
                _ if code.closed || !code.valid_on(day) || refused.contains(&code.code.as_str()) => {
                    Found::Closed(code)
                }
                _ => Found::One(code),
            };
        }
        for matches in [whole_starts as fn(&str, &str) -> bool, word_starts] {
            let hits: Vec<&Code> = self
                .rows
                .iter()
                .zip(&self.folded)
                .filter(|(_, labels)| labels.iter().any(|l| matches(l, &typed)))
                .map(|(c, _)| c)
                .filter(|c| {
                    c.usable_in(compartment) && c.valid_on(day) && !refused.contains(&c.code.as_str())
                })
                .collect();
            match hits.as_slice() {
                [] => {}
                [one] => return Found::One(one),
                _ => {
                    // `ei` when the list has both `ei` and `ei tiedossa`: the whole label is meant.
                    let mut exact = hits.iter().filter(|c| self.labelled_exactly(c, &typed));
                    return match (exact.next(), exact.next()) {
                        (Some(one), None) => Found::One(one),
                        _ => Found::Several(hits),
                    };
                }
            }
        }
        let mut elsewhere = self.rows.iter().zip(&self.folded).filter_map(|(code, labels)| {
            let sealed = code.sealed.filter(|c| *c != compartment && !code.closed)?;
            labels.iter().any(|l| whole_starts(l, &typed)).then_some((code, sealed))
        });
        match (elsewhere.next(), elsewhere.next()) {
            (Some((code, sealed)), None) => Found::Sealed(code, sealed),
            _ => Found::None,
        }
    }

    fn labelled_exactly(&self, code: &Code, typed: &str) -> bool {
        self.by_code
            .get(&code.code)
            .and_then(|i| self.folded.get(*i))
            .is_some_and(|l| l.iter().any(|l| l == typed))
    }

    fn by_typed_code(&self, folded: &str) -> Option<&Code> {
        if let Some(code) = self.rows.iter().find(|c| fold(&c.code) == folded) {
            return Some(code);
        }
        if !folded.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let bare = folded.trim_start_matches('0');
        let mut hits = self.rows.iter().filter(|c| {
            c.code.len() > folded.len()
                && c.code.bytes().all(|b| b.is_ascii_digit())
                && c.code.trim_start_matches('0') == bare
        });
        match (hits.next(), hits.next()) {
            (Some(code), None) => Some(code),
            _ => None,
        }
    }
}

fn whole_starts(label: &str, typed: &str) -> bool {
    label.starts_with(typed)
}

fn word_starts(label: &str, typed: &str) -> bool {
    label.split([' ', '-', '/', '(', ',']).any(|word| word.starts_with(typed))
}

/// Lower case without marks: how typing is compared with labels.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect::<String>()
        .to_lowercase()
}

/// All code lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeLists {
    lists: BTreeMap<String, CodeList>,
}

/// Why a file of code rows cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeFileFault {
    /// A column of the header is missing.
    Column(&'static str),
    /// A line (from 1) has fewer columns than needed, or an empty code or label.
    Row(usize),
    /// A line (from 1) has a date that is none.
    Date(usize),
    /// A line (from 1) names a compartment that does not exist.
    Compartment(usize),
}

impl CodeFileFault {
    /// The message id.
    pub fn id(&self) -> &'static str {
        match self {
            CodeFileFault::Column(_) => "error-codes-column",
            CodeFileFault::Row(_) => "error-codes-row",
            CodeFileFault::Date(_) => "error-codes-date",
            CodeFileFault::Compartment(_) => "error-codes-compartment",
        }
    }

    /// The argument of the message: `column` or `line`.
    pub fn arg(&self) -> (&'static str, Word) {
        match self {
            CodeFileFault::Column(name) => ("column", Word::from(*name)),
            CodeFileFault::Row(n) | CodeFileFault::Date(n) | CodeFileFault::Compartment(n) => {
                ("line", Word::Number(i64::try_from(*n).unwrap_or(i64::MAX)))
            }
        }
    }
}

impl CodeLists {
    /// The lists shipped with the program; parsed once.
    pub fn embedded() -> &'static CodeLists {
        static LISTS: LazyLock<CodeLists> = LazyLock::new(|| {
            // A test reads the whole file; a fault can only come with a changed asset.
            CodeLists::parse(EMBEDDED).unwrap_or_default()
        });
        &LISTS
    }

    /// Reads tab-separated rows `list code fi sv en note`, with the optional columns `valid_from` and `valid_to`
    /// (`yyyy-mm-dd`), found by the header line.
    pub fn parse(text: &str) -> Result<CodeLists, CodeFileFault> {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| header.iter().position(|h| *h == name);
        let need = |name: &'static str| column(name).ok_or(CodeFileFault::Column(name));
        let (list, code, note) = (need("list")?, need("code")?, need("note")?);
        let (fi, sv, en) = (need("fi")?, need("sv")?, need("en")?);
        let (from, to) = (column("valid_from"), column("valid_to"));
        let mut rows: BTreeMap<String, Vec<Code>> = BTreeMap::new();
        for (i, line) in lines.enumerate().filter(|(_, l)| !l.is_empty()) {
            let number = i + 2;
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |at: usize| cells.get(at).copied().map(str::trim).ok_or(CodeFileFault::Row(number));
            let filled = |at: usize| {
                cell(at).and_then(|c| match c {
                    "" => Err(CodeFileFault::Row(number)),
                    c => Ok(c.nfc().collect::<String>()),
                })
            };
            let notes: Vec<String> =
                cell(note)?.split(';').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
            let noted = |key: &str| notes.iter().find_map(|n| n.strip_prefix(key)?.strip_prefix('='));
            let date = |at: Option<usize>, key: &str| {
                let cell = at.and_then(|at| cells.get(at).copied()).filter(|c| !c.is_empty());
                cell.or_else(|| noted(key)).map(|d| iso_day(d).ok_or(CodeFileFault::Date(number))).transpose()
            };
            let sealed = noted("sealed")
                .map(|name| compartment_of(name).ok_or(CodeFileFault::Compartment(number)))
                .transpose()?;
            rows.entry(filled(list)?).or_default().push(Code {
                code: filled(code)?,
                fi: filled(fi)?,
                sv: filled(sv)?,
                en: filled(en)?,
                closed: notes.iter().any(|n| n == "closed"),
                starter: notes.iter().any(|n| n == "starter"),
                sealed,
                valid_from: date(from, "valid_from")?,
                valid_to: date(to, "valid_to")?,
                notes,
            });
        }
        let mut lists: BTreeMap<String, CodeList> =
            rows.into_iter().map(|(name, rows)| (name, CodeList::new(rows))).collect();
        for name in IMPORT_ONLY {
            lists.entry((*name).to_owned()).or_default();
        }
        Ok(CodeLists { lists })
    }

    /// The same lists with imported rows laid over them: a row replaces the one of its code, the others stay.
    pub fn with(mut self, over: CodeLists) -> CodeLists {
        for (name, list) in over.lists {
            let below = self.lists.remove(&name).unwrap_or_default();
            self.lists.insert(name, CodeList::new(below.rows.into_iter().chain(list.rows)));
        }
        self
    }

    /// The list of a name.
    pub fn get(&self, name: &str) -> Option<&CodeList> {
        self.lists.get(name)
    }

    /// The row of a code in a list.
    pub fn code(&self, list: &str, code: &str) -> Option<&Code> {
        self.get(list)?.get(code)
    }

    /// What a code says in a language; the code itself where the list has none such.
    pub fn label<'a>(&'a self, list: &str, code: &'a str, lang: Lang) -> &'a str {
        self.code(list, code).map_or(code, |row| row.label(lang))
    }

    /// The names of all lists.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }
}

/// The compartment that a `sealed=` note names.
fn compartment_of(name: &str) -> Option<Compartment> {
    match name {
        "health" => Some(Compartment::Health),
        "guidance" => Some(Compartment::Guidance),
        "multisector" => Some(Compartment::Multisector),
        "safety" => Some(Compartment::Safety),
        _ => None,
    }
}

fn iso_day(text: &str) -> Option<i32> {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|d| d.to_epoch_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i32 = 20_600;
    const CORE: Compartment = Compartment::Core;

    fn list(name: &str) -> &'static CodeList {
        CodeLists::embedded().get(name).unwrap()
    }

    #[test]
    fn the_embedded_file_is_whole() {
        let lists = CodeLists::parse(EMBEDDED).unwrap();
        let rows: usize = lists.names().map(|n| lists.get(n).unwrap().rows().len()).sum();
        assert_eq!(rows, EMBEDDED.lines().count() - 1, "a code stands twice in its list");
        assert_eq!(rows, 1244);
        assert_eq!(list("suunnitelmatehtava").rows().len(), 91);
    }

    #[test]
    fn notes_are_understood() {
        assert!(list("tyollisyyskoodi").get("06").unwrap().closed);
        assert_eq!(list("segmentti").get("05").unwrap().sealed, Some(Compartment::Multisector));
        assert_eq!(list("suunnitelmatehtava").get("034").unwrap().sealed, Some(Compartment::Health));
        assert_eq!(list("yhteydenottotapa").get("01").unwrap().direction(), Some("out"));
        assert_eq!(list("yhteydenottotapa").get("21").unwrap().interview(), Some("initial"));
        assert_eq!(list("postcode").get("15140").unwrap().kunta(), Some("398"));
        assert!(list("country").get("752").unwrap().noted("eea"));
        assert!(list("kunta").get("398").unwrap().starter);
        assert!(list("kunta_ulkomaat").get("200").is_some());
        assert!(list("industry").rows().is_empty());
    }

    #[test]
    fn typing_finds_codes_and_labels() {
        let one = |name: &str, typed: &str| match list(name).find(typed, CORE, DAY, &[]) {
            Found::One(c) => c.code.clone(),
            other => panic!("{name} {typed}: {other:?}"),
        };
        assert_eq!(one("tyollisyyskoodi", "02"), "02");
        assert_eq!(one("tyollisyyskoodi", "2"), "02");
        assert_eq!(one("tyollisyyskoodi", "työtö"), "02");
        assert_eq!(one("tyollisyyskoodi", "TYOTO"), "02");
        assert_eq!(one("tyollisyyskoodi", "arbetsl"), "02");
        assert_eq!(one("country", "246"), "246");
        assert_eq!(one("country", "4"), "004");
        assert_eq!(one("kunta", "lahti"), "398");
        assert_eq!(one("channel", "puh"), "phone");
        assert_eq!(one("arrangement", "tulkki"), "interpreter");
        assert!(matches!(list("tyollisyyskoodi").find("työ", CORE, DAY, &[]), Found::Several(_)));
        assert!(matches!(list("tyollisyyskoodi").find("qqq", CORE, DAY, &[]), Found::None));
        assert!(matches!(list("tyollisyyskoodi").find(" ", CORE, DAY, &[]), Found::None));
    }

    #[test]
    fn closed_and_sealed_codes_are_named_but_never_offered() {
        assert!(matches!(list("tyollisyyskoodi").find("06", CORE, DAY, &[]), Found::Closed(_)));
        assert!(matches!(
            list("segmentti").find("05", CORE, DAY, &[]),
            Found::Sealed(_, Compartment::Multisector)
        ));
        let health = Compartment::Health;
        assert!(matches!(list("suunnitelmatehtava").find("034", health, DAY, &[]), Found::One(_)));
        assert!(list("segmentti").offered(CORE, DAY, &[]).all(|c| c.code != "05"));
        assert!(list("segmentti").offered(CORE, DAY, &["04"]).all(|c| c.code != "04"));
        assert!(matches!(list("segmentti").find("monialainen", CORE, DAY, &[]), Found::Sealed(..)));
    }

    #[test]
    fn imported_rows_lie_over_starter_rows_and_delete_nothing() {
        let over = CodeLists::parse(
            "list\tcode\tfi\tsv\ten\tnote\tvalid_from\tvalid_to\n\
             kunta\t398\tLahti\tLahtis\tLahti\town\t\t\n\
             kunta\t015\tArtjärvi\tArtsjö\tArtjärvi\town\t1970-01-02\t2010-12-31\n",
        )
        .unwrap();
        let lists = CodeLists::embedded().clone().with(over);
        assert!(!lists.code("kunta", "398").unwrap().starter);
        let old = lists.code("kunta", "015").unwrap();
        assert_eq!((old.valid_from, old.valid_to), (Some(1), Some(14_974)));
        assert!(old.valid_on(14_974) && !old.valid_on(14_975));
        assert!(lists.code("kunta", "016").is_some());
        assert!(matches!(lists.get("kunta").unwrap().find("015", CORE, DAY, &[]), Found::Closed(_)));
    }

    #[test]
    fn faults_of_a_file_name_the_line() {
        let head = "list\tcode\tfi\tsv\ten\tnote\n";
        assert_eq!(CodeLists::parse("list\tcode\n"), Err(CodeFileFault::Column("note")));
        assert_eq!(CodeLists::parse(&format!("{head}a\t1\tx\t\ty\t\n")), Err(CodeFileFault::Row(2)));
        assert_eq!(
            CodeLists::parse(&format!("{head}a\t1\tx\ty\tz\tsealed=secret\n")),
            Err(CodeFileFault::Compartment(2))
        );
    }

    #[test]
    fn labels_follow_the_language() {
        let code = list("tyollisyyskoodi").get("02").unwrap();
        assert_eq!(
            [Lang::Fi, Lang::Sv, Lang::En].map(|l| code.label(l)),
            ["työtön", "arbetslös", "unemployed"]
        );
    }
}
