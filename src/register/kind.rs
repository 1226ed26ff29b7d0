//! What a record kind is: the one declaration from which everything else follows.
//!
//! Written as constants with the builder functions below, so that a declaration reads like the catalogue:
//!
//! ```
//! use luukku::register::{Card, Compartment, Field, Group, Kind, Type};
//! const NOTE: Kind = Kind::new(900, "note", Compartment::Core, Card::Append, Group::Desk)
//!     .fields(&[
//!         Field::new(1, "at", Type::DateTime).required(),
//!         Field::new(2, "text", Type::Note),
//!     ])
//!     .list(&["at"])
//!     .sort("at", true);
//! assert_eq!(NOTE.field("text").map(|f| f.number), Some(2));
//! ```

use super::kinds::header;

pub use super::compartment::Compartment;
pub use super::need::{Given, Need};
pub use super::tab::Tab;

/// How many live records a client may have, and how they change (register design, K3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// At most one live record per client.
    One,
    /// Any number.
    Many,
    /// Write-once fields; a mistake is corrected by a new record that names the old one.
    Append,
    /// Not tied to one client.
    Office,
}

/// The row of the visibility matrix a kind belongs to (register design, section 3). Rights are given by group in
/// `assets/policy.toml`, so that a new kind needs no new policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names are the rows of the matrix
pub enum Group {
    Identity,
    Relation,
    Search,
    Desk,
    Competence,
    Plan,
    Matching,
    Services,
    Decisions,
    Rights,
    Registers,
    BenefitIncoming,
    Benefit,
    Payment,
    Health,
    Guidance,
    Multisector,
    Protected,
    Safety,
}

/// The type of a field: how it is typed, shown, stored and checked (register design, K2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// One line, at most so many characters.
    Text(u16),
    /// Many lines.
    Note,
    /// A day; stored as days since 1970-01-01.
    Date,
    /// `yyyy`, `m.yyyy` or `d.m.yyyy`, kept as given; stored as `2019`, `2019-08` or `2019-08-15`.
    PartDate,
    /// A moment; stored as UTC milliseconds, shown in Europe/Helsinki.
    DateTime,
    /// A whole number within bounds.
    Integer(i64, i64),
    /// Hours and minutes typed as `37,5` or `37.30`, stored in minutes, within bounds in minutes.
    Minutes(i64, i64),
    /// Euros typed as `1 234,50`, stored in cents.
    Money,
    /// Yes or no.
    Flag,
    /// One code of a list.
    Code(&'static str),
    /// One code of the first list, or of the second, which is offered after it (`kunta` and `kunta_ulkomaat`).
    CodeOf(&'static str, &'static str),
    /// A set of codes of a list.
    Codes(&'static str),
    /// Henkilötunnus.
    Hetu,
    /// Y-tunnus.
    BusinessId,
    /// Telephone number, stored as E.164.
    Phone,
    /// E-mail address.
    Email,
    /// Five digits.
    Postcode,
    /// Another person.
    PersonRef,
    /// An employer record.
    EmployerRef,
    /// A user of the office.
    UserRef,
    /// A unit of the office.
    UnitRef,
    /// A record of the named kind.
    Ref(&'static str),
    /// Another record of the same kind.
    Same,
}

impl Type {
    /// The Fluent id of what may be typed into a field of this type.
    pub const fn help_id(self) -> &'static str {
        match self {
            Type::Text(_) => "help-text",
            Type::Note => "help-note",
            Type::Date => "help-date",
            Type::PartDate => "help-part-date",
            Type::DateTime => "help-date-time",
            Type::Integer(..) => "help-integer",
            Type::Minutes(..) => "help-minutes",
            Type::Money => "help-money",
            Type::Flag => "help-flag",
            Type::Code(_) | Type::CodeOf(..) => "help-code",
            Type::Codes(_) => "help-codes",
            Type::Hetu => "help-hetu",
            Type::BusinessId => "help-business-id",
            Type::Phone => "help-phone",
            Type::Email => "help-email",
            Type::Postcode => "help-postcode",
            Type::PersonRef
            | Type::EmployerRef
            | Type::UserRef
            | Type::UnitRef
            | Type::Ref(_)
            | Type::Same => "help-reference",
        }
    }
}

/// What a new form begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing.
    Blank,
    /// Today.
    Today,
    /// This moment.
    Now,
    /// The user.
    User,
    /// The user's unit.
    Unit,
    /// A code.
    Code(&'static str),
    /// A flag that is off.
    Off,
}

/// Which way a two-digit year or a day without a year is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearest {
    /// The nearest day, past or future.
    Either,
    /// The nearest past day: births, things that happened.
    Past,
}

/// What the history of a record tells of a header field that the program fills, and nobody edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing: it stands in the columns of the change itself.
    Never,
    /// Every step after the first.
    Steps,
    /// Also how it began.
    Always,
}

/// One field of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Permanent number within the kind; a change of type is a new number.
    pub number: u16,
    /// Permanent name: column of its table, and `<kind>-<field>` in the locales.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// When it must be filled.
    pub need: Need,
    /// It tells where a person can be found: sealed while turvakielto is on (`^` of the catalogue, K7).
    pub locating: bool,
    /// Filled by the program, never typed (`=` of the catalogue).
    pub computed: bool,
    /// The program proposes a value and a person may change it (`=` of the catalogue with "may be changed").
    pub proposed: bool,
    /// Section of the form, from 1.
    pub section: u8,
    /// The field group it shares one cell with; the group's number is a number of its own in the kind.
    pub cell: Option<u16>,
    /// What a new form begins with.
    pub start: Start,
    /// How a short date is completed.
    pub nearest: Nearest,
    /// Codes of its list that this field refuses.
    pub refused: &'static [&'static str],
    /// It is shown in the form only while the named field is filled, or holds one of the codes.
    pub visible: Need,
    /// Ctrl-D may copy it from the previous record.
    pub dup: bool,
    /// What the history of a record tells of it where the program fills it.
    pub told: Told,
}

impl Field {
    /// A field that may be left empty.
    pub const fn new(number: u16, name: &'static str, ty: Type) -> Field {
        Field {
            number,
            name,
            ty,
            need: Need::Optional,
            locating: false,
            computed: false,
            proposed: false,
            section: 1,
            cell: None,
            start: Start::Blank,
            nearest: Nearest::Either,
            refused: &[],
            visible: Need::Always,
            dup: false,
            told: Told::Never,
        }
    }

    /// It must always be filled (`!` of the catalogue).
    pub const fn required(mut self) -> Field {
        self.need = Need::Always;
        self
    }

    /// It must be filled when so.
    pub const fn needed(mut self, need: Need) -> Field {
        self.need = need;
        self
    }

    /// It tells where a person can be found (`^`).
    pub const fn locating(mut self) -> Field {
        self.locating = true;
        self
    }

    /// The program fills it (`=`).
    pub const fn computed(mut self) -> Field {
        self.computed = true;
        self
    }

    /// The program proposes it, a person may change it.
    pub const fn proposed(mut self) -> Field {
        self.proposed = true;
        self
    }

    /// It stands in this section of the form.
    pub const fn section(mut self, section: u8) -> Field {
        self.section = section;
        self
    }

    /// It shares one cell with the other fields of this group.
    pub const fn cell(mut self, group: u16) -> Field {
        self.cell = Some(group);
        self
    }

    /// A new form begins with this.
    pub const fn start(mut self, start: Start) -> Field {
        self.start = start;
        self
    }

    /// Short dates mean the past.
    pub const fn past(mut self) -> Field {
        self.nearest = Nearest::Past;
        self
    }

    /// These codes are refused here.
    pub const fn refuse(mut self, codes: &'static [&'static str]) -> Field {
        self.refused = codes;
        self
    }

    /// It is shown only when so.
    pub const fn visible(mut self, when: Need) -> Field {
        self.visible = when;
        self
    }

    /// Ctrl-D may copy it from the previous record.
    pub const fn dup(mut self) -> Field {
        self.dup = true;
        self
    }

    /// The history tells it although the program fills it.
    pub const fn told(mut self, told: Told) -> Field {
        self.told = told;
        self
    }

    /// The number of the cell that holds it: its group's, or its own.
    pub const fn cell_number(&self) -> u16 {
        match self.cell {
            Some(group) => group,
            None => self.number,
        }
    }
}

/// A field group: fields that share one cell, so that a mixed value cannot arise (sync design, section 6 rule 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldGroup {
    /// Permanent number of the cell, from 101 (header groups from 1001); never a field's number.
    pub number: u16,
    /// Permanent name, `<kind>-<name>` in the locales.
    pub name: &'static str,
}

impl FieldGroup {
    /// A field group.
    pub const fn new(number: u16, name: &'static str) -> FieldGroup {
        FieldGroup { number, name }
    }
}

/// Between which records a value must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All live records of the kind.
    Register,
    /// The live records of the kind of one person.
    Person,
}

/// A rule between the fields of one record, or between the records of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The second field may not lie before the first.
    Order(&'static str, &'static str),
    /// Periods given by these two fields may not overlap between records of one client.
    NoOverlap(&'static str, &'static str),
    /// No two live records may hold the same value in this field.
    Unique(Scope, &'static str),
    /// The day, or the moment, may not lie in the future.
    NotFuture(&'static str),
    /// The moment may not lie ahead: what is still to come is a booking.
    NotAhead(&'static str),
    /// The birth date (first) must agree with the henkilötunnus (second).
    AgreesWithHetu(&'static str, &'static str),
    /// The moment (first) and the day (second) are the same day in Helsinki.
    SameDay(&'static str, &'static str),
    /// The first field may be filled (a flag: be on) only when the second holds one of these codes.
    OnlyWhen(&'static str, &'static str, &'static [&'static str]),
    /// Exactly one of these two fields is filled.
    OneOf(&'static str, &'static str),
    /// It is a person's name: letters, blanks, hyphens, apostrophes, full stops (register design, section 6).
    Name(&'static str),
}

impl Rule {
    /// The names of the fields it speaks of; the first is the one an error stands beside.
    pub const fn fields(&self) -> [Option<&'static str>; 2] {
        match *self {
            Rule::Order(a, b) => [Some(b), Some(a)],
            Rule::NoOverlap(a, b)
            | Rule::SameDay(b, a)
            | Rule::AgreesWithHetu(a, b)
            | Rule::OnlyWhen(a, b, _)
            | Rule::OneOf(a, b) => [Some(a), Some(b)],
            Rule::Unique(_, a) | Rule::NotFuture(a) | Rule::NotAhead(a) | Rule::Name(a) => [Some(a), None],
        }
    }

    /// Whether it needs other records: such a rule is checked by `desk`, not by `validate`.
    pub const fn between_records(&self) -> bool {
        matches!(self, Rule::NoOverlap(..) | Rule::Unique(..))
    }
}

/// A record kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// Permanent number.
    pub number: u16,
    /// Permanent name: its table, and its key in the locales.
    pub name: &'static str,
    /// Its compartment.
    pub compartment: Compartment,
    /// How many, and how they change.
    pub card: Card,
    /// Its row of the visibility matrix.
    pub group: Group,
    /// Lines of the two register descriptions it answers (`S1-8`, `S2-3`).
    pub seeds: &'static [&'static str],
    /// Its own fields in the order of the form; the header is beside them, see [`Kind::every_field`].
    pub fields: &'static [Field],
    /// Its field groups.
    pub groups: &'static [FieldGroup],
    /// Names of the fields shown in lists.
    pub list: &'static [&'static str],
    /// The field lists are sorted by.
    pub sort: &'static str,
    /// Newest or largest first.
    pub descending: bool,
    /// Rules beyond single fields.
    pub rules: &'static [Rule],
    /// What a visit is for whose first act is a new record of the kind, and what one is for whose first act changes a
    /// record of it (codes of list `visit_purpose`); none when the kind does not tell.
    pub visit: Option<(&'static str, &'static str)>,
    /// The group of the client card it stands in.
    pub tab: Tab,
    /// Its place there: small numbers first, equal ones in the order of declaration.
    pub rank: u8,
}

impl Kind {
    /// A kind without fields; go on with [`Kind::fields`].
    pub const fn new(
        number: u16,
        name: &'static str,
        compartment: Compartment,
        card: Card,
        group: Group,
    ) -> Kind {
        Kind {
            number,
            name,
            compartment,
            card,
            group,
            seeds: &[],
            fields: &[],
            groups: &[],
            list: &[],
            sort: "created_at",
            descending: true,
            rules: &[],
            visit: None,
            tab: Tab::Other,
            rank: 5,
        }
    }

    /// The lines of the register descriptions it answers.
    pub const fn seeds(mut self, seeds: &'static [&'static str]) -> Kind {
        self.seeds = seeds;
        self
    }

    /// Its fields.
    pub const fn fields(mut self, fields: &'static [Field]) -> Kind {
        self.fields = fields;
        self
    }

    /// Whether a field tells that something came to its end: until it did, there was nothing to ask.
    pub fn tells_an_end(&self, field: &Field) -> bool {
        const ENDS: [&str; 4] = ["ending", "done", "result", "customer_acceptance"];
        let group = self.group_number(field.cell_number());
        field.name == "end" || group.is_some_and(|group| ENDS.contains(&group.name))
    }

    /// The code field that its list begins with: what its records are called by where another one refers to them.
    pub fn coded(&self) -> Option<&Field> {
        self.field(self.list.first()?).filter(|field| matches!(field.ty, Type::Code(_)))
    }

    /// Its field groups.
    pub const fn groups(mut self, groups: &'static [FieldGroup]) -> Kind {
        self.groups = groups;
        self
    }

    /// The fields shown in lists.
    pub const fn list(mut self, names: &'static [&'static str]) -> Kind {
        self.list = names;
        self
    }

    /// The order of lists.
    pub const fn sort(mut self, field: &'static str, descending: bool) -> Kind {
        self.sort = field;
        self.descending = descending;
        self
    }

    /// Its rules.
    pub const fn rules(mut self, rules: &'static [Rule]) -> Kind {
        self.rules = rules;
        self
    }

    /// What a visit is for whose first act makes a record of it, or changes one.
    pub const fn visit(mut self, made: &'static str, changed: &'static str) -> Kind {
        self.visit = Some((made, changed));
        self
    }

    /// Its group of the client card; without one it stands among the other groups.
    pub const fn tab(mut self, tab: Tab) -> Kind {
        self.tab = tab;
        self
    }

    /// Its place in its group of the card: before those of 5, which is where a kind stands by itself, or behind.
    pub const fn rank(mut self, rank: u8) -> Kind {
        self.rank = rank;
        self
    }

    /// Whether it has a place on the client card: of a client, and with something that a person types. What only the
    /// program writes is shown where it belongs.
    pub fn on_card(&self) -> bool {
        self.of_person() && self.fields.iter().any(|field| !field.computed)
    }

    /// Whether each record of it belongs to a record of another kind: where that is shown, this one is a part of it.
    pub fn part_of(&self, whole: &Kind) -> bool {
        let names = |field: &Field| field.need == Need::Always && field.ty == Type::Ref(whole.name);
        self.name != whole.name && self.fields.iter().any(names)
    }

    /// Its own fields, then those of the header that every record has (register design, K1 and K12).
    pub fn every_field(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let corrects: &[Field] = if self.corrected_anew() { header::CORRECTS } else { &[] };
        self.fields.iter().chain(header::ORIGIN).chain(corrects).chain(header::NATIONAL)
    }

    /// Whether a mistake in it is corrected by a new record that names the old one (register design, K3).
    pub fn corrected_anew(&self) -> bool {
        self.card == Card::Append
    }

    /// The field of a name, the header's included.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.every_field().find(|f| f.name == name)
    }

    /// The field of a number, the header's included.
    pub fn field_number(&self, number: u16) -> Option<&'static Field> {
        self.every_field().find(|f| f.number == number)
    }

    /// The field group of a number, the header's included.
    pub fn group_number(&self, number: u16) -> Option<&'static FieldGroup> {
        self.groups.iter().chain(header::GROUPS).find(|g| g.number == number)
    }

    /// The fields that share the cell of this number: the members of a group, or the one field.
    pub fn members(&self, cell: u16) -> impl Iterator<Item = &'static Field> + use<> {
        self.every_field().filter(move |f| f.cell_number() == cell)
    }

    /// How many sections its form has; the header's section comes after them.
    pub fn sections(&self) -> u8 {
        self.fields.iter().map(|f| f.section).max().unwrap_or(1)
    }

    /// Whether all that a list says of it, beside days, tells where somebody is: under a turvakielto nothing is left
    /// of such a record but that there was one.
    pub fn is_place(&self) -> bool {
        let fields = self.list.iter().filter_map(|name| self.field(name));
        let mut said = fields.filter(|field| field.ty != Type::Date).peekable();
        said.peek().is_some() && said.all(|field| field.locating)
    }

    /// Whether it is tied to a person.
    pub fn of_person(&self) -> bool {
        self.card != Card::Office
    }
}
