//! The words of the house: every text a person reads, in Finnish, Swedish and English, from `assets/locales`.
//!
//! A word that is missing in a language is taken from Finnish, and if it is missing there too its id is shown: a
//! screen is never empty because of a word. This module must not decide what is shown, only how it is called.

use super::kind::{Compartment, Field, Kind};
use super::kinds::{by_name, header};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language of the screen or of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Lang {
    /// All of them, in the order they are offered.
    pub const ALL: [Lang; 3] = [Lang::Fi, Lang::Sv, Lang::En];

    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Fi => "fi",
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|l| l.code() == code)
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::Fi => "suomi",
            Lang::Sv => "svenska",
            Lang::En => "English",
        }
    }

    /// What the first frame needs.
    const fn shell(self) -> &'static str {
        match self {
            Lang::Fi => include_str!("../../assets/locales/fi/shell.ftl"),
            Lang::Sv => include_str!("../../assets/locales/sv/shell.ftl"),
            Lang::En => include_str!("../../assets/locales/en/shell.ftl"),
        }
    }

    /// The names of what can be done: the key bar of the first frame has them.
    const fn actions(self) -> &'static str {
        match self {
            Lang::Fi => include_str!("../../assets/locales/fi/actions.ftl"),
            Lang::Sv => include_str!("../../assets/locales/sv/actions.ftl"),
            Lang::En => include_str!("../../assets/locales/en/actions.ftl"),
        }
    }

    /// Everything.
    const fn files(self) -> [&'static str; 6] {
        match self {
            Lang::Fi => [
                self.shell(),
                include_str!("../../assets/locales/fi/kinds.ftl"),
                self.actions(),
                include_str!("../../assets/locales/fi/messages.ftl"),
                include_str!("../../assets/locales/fi/cli.ftl"),
                include_str!("../../assets/locales/fi/screens.ftl"),
            ],
            Lang::Sv => [
                self.shell(),
                include_str!("../../assets/locales/sv/kinds.ftl"),
                self.actions(),
                include_str!("../../assets/locales/sv/messages.ftl"),
                include_str!("../../assets/locales/sv/cli.ftl"),
                include_str!("../../assets/locales/sv/screens.ftl"),
            ],
            Lang::En => [
                self.shell(),
                include_str!("../../assets/locales/en/kinds.ftl"),
                self.actions(),
                include_str!("../../assets/locales/en/messages.ftl"),
                include_str!("../../assets/locales/en/cli.ftl"),
                include_str!("../../assets/locales/en/screens.ftl"),
            ],
        }
    }

    fn tag(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

/// A value inside a sentence.
#[derive(Clone, PartialEq, Eq)]
pub enum Word {
    /// Text as it stands.
    Text(String),
    /// A number; it also chooses the plural form.
    Number(i64),
}

impl From<&str> for Word {
    fn from(text: &str) -> Word {
        Word::Text(text.to_owned())
    }
}

impl From<String> for Word {
    fn from(text: String) -> Word {
        Word::Text(text)
    }
}

impl From<i64> for Word {
    fn from(number: i64) -> Word {
        Word::Number(number)
    }
}

/// The words of one language, with Finnish behind them.
pub struct Words {
    lang: Lang,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl Words {
    /// What the first frame needs: login, lock, key bar. Nothing else is parsed.
    pub fn shell(lang: Lang) -> Words {
        Words::of(lang, |l| vec![l.shell(), l.actions()])
    }

    /// All words.
    pub fn full(lang: Lang) -> Words {
        Words::of(lang, |l| l.files().to_vec())
    }

    fn of(lang: Lang, files: impl Fn(Lang) -> Vec<&'static str>) -> Words {
        let mut langs = vec![lang];
        if lang != Lang::Fi {
            langs.push(Lang::Fi);
        }
        Words { lang, bundles: langs.into_iter().map(|l| bundle(l, &files(l))).collect() }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether the id has words.
    pub fn has(&self, id: &str) -> bool {
        self.bundles.iter().any(|b| b.get_message(id).is_some_and(|m| m.value().is_some()))
    }

    /// The words of an id.
    pub fn get(&self, id: &str) -> String {
        self.get_with(id, &[])
    }

    /// The words of an id with values in them.
    pub fn get_with(&self, id: &str, args: &[(&str, Word)]) -> String {
        self.find(id, None, args).unwrap_or_else(|| id.to_owned())
    }

    /// The words of an attribute of an id (`short`, `help`, `plural`), if it has that attribute.
    pub fn attribute(&self, id: &str, attribute: &str) -> Option<String> {
        self.find(id, Some(attribute), &[])
    }

    fn find(&self, id: &str, attribute: Option<&str>, args: &[(&str, Word)]) -> Option<String> {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, word) in args {
            values.set(
                (*name).to_owned(),
                match word {
                    Word::Text(text) => FluentValue::from(text.clone()),
                    Word::Number(number) => FluentValue::from(*number),
                },
            );
        }
        self.bundles.iter().find_map(|bundle| {
            let message = bundle.get_message(id)?;
            let pattern = match attribute {
                None => message.value()?,
                Some(name) => message.get_attribute(name)?.value(),
            };
            // A variable that was not given is shown by its name: better than no sentence.
            let mut faults = Vec::new();
            Some(bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned())
        })
    }

    /// The name of a kind.
    pub fn label(&self, kind: &Kind) -> String {
        self.get(&id_of(kind.name))
    }

    /// An argument of a message that names something by its id: a kind, or the function that a right is missing for.
    /// None for one that is text already.
    pub fn argument(&self, name: &str, value: &str, all: &[(&str, String)]) -> Option<String> {
        let label = |value: &str| by_name(value).map(|kind| self.label(kind));
        match name {
            "kind" => label(value),
            "function" => {
                let kind = all.iter().find(|(name, _)| *name == "kind").and_then(|(_, kind)| label(kind));
                let kind = kind.map(|kind| ("kind", Word::Text(kind)));
                Some(self.get_with(&format!("function-{value}"), kind.as_slice()))
            }
            _ => None,
        }
    }

    /// The name of a list of records of a kind.
    pub fn plural(&self, kind: &Kind) -> String {
        self.attribute(&id_of(kind.name), "plural").unwrap_or_else(|| self.label(kind))
    }

    /// The name of a field; at most 24 cells wide.
    pub fn field(&self, kind: &Kind, field: &Field) -> String {
        self.get(&field_id(kind, field))
    }

    /// The name of a field over a list column; at most 16 cells wide.
    pub fn short(&self, kind: &Kind, field: &Field) -> String {
        self.attribute(&field_id(kind, field), "short").unwrap_or_else(|| self.field(kind, field))
    }

    /// What to fill in: the field's own help, or that of its type.
    pub fn help(&self, kind: &Kind, field: &Field) -> String {
        self.attribute(&field_id(kind, field), "help").unwrap_or_else(|| self.get(field.ty.help_id()))
    }

    /// The name of the cell of this number: of its group, or of its one field.
    pub fn cell(&self, kind: &Kind, cell: u16) -> String {
        match (kind.group_number(cell), kind.field_number(cell)) {
            (Some(group), _) => self.get(&member_id(kind, cell >= header::ORIGIN_CELL, group.name)),
            (None, Some(field)) => self.field(kind, field),
            (None, None) => self.get_with("cell-unknown", &[("number", Word::Number(cell.into()))]),
        }
    }

    /// The heading of a section of the form; the one after the last is the header's.
    pub fn section(&self, kind: &Kind, section: u8) -> String {
        if section > kind.sections() {
            return self.get("header-section-1");
        }
        self.get(&format!("{}-section-{section}", id_of(kind.name)))
    }

    /// The name of a compartment, as it may be told to those who can see it.
    pub fn compartment(&self, compartment: Compartment) -> String {
        self.get(compartment.label_id())
    }
}

/// The Fluent id of a field: `<kind>-<field>`, of a header field `header-<field>`.
pub fn field_id(kind: &Kind, field: &Field) -> String {
    member_id(kind, field.number >= header::ORIGIN_CELL, field.name)
}

fn member_id(kind: &Kind, of_header: bool, name: &str) -> String {
    format!("{}-{}", if of_header { "header".to_owned() } else { id_of(kind.name) }, id_of(name))
}

fn id_of(name: &str) -> String {
    name.replace('_', "-")
}

fn bundle(lang: Lang, files: &[&'static str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.tag()]);
    // Isolating marks are invisible, and terminals count or print them: never.
    bundle.set_use_isolating(false);
    for file in files {
        // A line that cannot be read is left out and the rest is used; a test reads every file strictly.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests;
