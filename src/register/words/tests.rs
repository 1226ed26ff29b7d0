//! Every word in every language, and none wider than its place.

use super::*;
use crate::register::kind::Type;
use crate::register::kinds::ALL;
use fluent_syntax::ast;
use std::collections::{BTreeMap, BTreeSet};
use unicode_width::UnicodeWidthStr;

/// id or id.attribute -> variables used in it.
fn ids(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for file in lang.files() {
        let resource = FluentResource::try_new(file.to_owned())
            .unwrap_or_else(|(_, faults)| panic!("{lang:?}: {faults:?}"));
        for entry in resource.entries() {
            let ast::Entry::Message(message) = entry else {
                assert!(!matches!(entry, ast::Entry::Term(_) | ast::Entry::Junk { .. }), "{entry:?}");
                continue;
            };
            let mut add = |id: String, pattern: &ast::Pattern<&str>| {
                let mut variables = BTreeSet::new();
                of_pattern(pattern, &mut variables);
                assert!(found.insert(id.clone(), variables).is_none(), "{lang:?}: {id} stands twice");
            };
            if let Some(value) = &message.value {
                add(message.id.name.to_owned(), value);
            }
            for attribute in &message.attributes {
                add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
            }
        }
    }
    found
}

fn of_pattern(pattern: &ast::Pattern<&str>, out: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, out);
        }
    }
}

fn of_expression(expression: &ast::Expression<&str>, out: &mut BTreeSet<String>) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            variants.iter().for_each(|v| of_pattern(&v.value, out));
            selector
        }
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            out.insert(id.name.to_owned());
        }
        ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
        other => panic!("{other:?}: only variables and literals are used in the words"),
    }
}

#[test]
fn the_same_ids_and_variables_stand_in_all_languages() {
    let fi = ids(Lang::Fi);
    for lang in [Lang::Sv, Lang::En] {
        let other = ids(lang);
        for (id, variables) in &fi {
            assert_eq!(other.get(id), Some(variables), "{lang:?}: {id}");
        }
        for id in other.keys() {
            assert!(fi.contains_key(id), "{lang:?}: {id} is not in Finnish");
        }
    }
}

#[test]
fn every_kind_field_group_and_section_has_its_label() {
    for lang in Lang::ALL {
        let known = ids(lang);
        let mut asked = BTreeSet::new();
        for kind in ALL.iter() {
            let name = id_of(kind.name);
            assert!(
                known.contains_key(&name) && known.contains_key(&format!("{name}.plural")),
                "{lang:?}: {name}"
            );
            let mut own: Vec<String> = kind.fields.iter().map(|f| field_id(kind, f)).collect();
            own.extend(kind.groups.iter().map(|g| member_id(kind, false, g.name)));
            own.extend((1..=kind.sections()).map(|n| format!("{name}-section-{n}")));
            own.push(name);
            for id in own {
                assert!(known.contains_key(&id), "{lang:?}: {id}");
                assert!(asked.insert(id.clone()), "{id} would name two things");
            }
            for field in kind.every_field() {
                assert!(known.contains_key(&field_id(kind, field)), "{lang:?}: {}", field_id(kind, field));
            }
        }
    }
}

#[test]
fn no_label_of_a_field_that_is_not_there() {
    let asked: BTreeSet<String> = ALL
        .iter()
        .flat_map(|kind| {
            let name = id_of(kind.name);
            let fields = kind.every_field().map(|f| field_id(kind, f));
            let groups = kind.groups.iter().map(|g| member_id(kind, false, g.name));
            let sections = (1..=kind.sections()).map(|n| format!("{name}-section-{n}"));
            fields.chain(groups).chain(sections).chain([name.clone()]).collect::<Vec<_>>()
        })
        .chain(["header", "header-origin", "header-national", "header-section-1"].map(str::to_owned))
        .collect();
    let [_, kinds, ..] = Lang::Fi.files();
    let resource = FluentResource::try_new(kinds.to_owned()).unwrap();
    for entry in resource.entries() {
        if let ast::Entry::Message(message) = entry {
            assert!(asked.contains(message.id.name), "{} names nothing", message.id.name);
        }
    }
}

#[test]
fn labels_keep_to_their_width() {
    for lang in Lang::ALL {
        let words = Words::full(lang);
        for kind in ALL.iter() {
            for field in kind.every_field() {
                let label = words.field(kind, field);
                assert!(label.width() <= 24, "{lang:?} {}.{}: {label}", kind.name, field.name);
                let short = words.short(kind, field);
                let listed = kind.list.contains(&field.name);
                assert!(!listed || short.width() <= 16, "{lang:?} {}.{}: {short}", kind.name, field.name);
                let help = words.help(kind, field);
                assert!(help.width() <= 156, "{lang:?} {}.{}: {help}", kind.name, field.name);
            }
        }
    }
}

#[test]
fn types_and_compartments_have_words() {
    for lang in Lang::ALL {
        let words = Words::full(lang);
        for compartment in Compartment::ALL {
            assert!(words.has(compartment.label_id()), "{compartment:?}");
        }
        for ty in [
            Type::Text(1),
            Type::Note,
            Type::Date,
            Type::PartDate,
            Type::DateTime,
            Type::Integer(0, 1),
            Type::Minutes(0, 1),
            Type::Money,
            Type::Flag,
            Type::Code("channel"),
            Type::Codes("channel"),
            Type::Hetu,
            Type::BusinessId,
            Type::Phone,
            Type::Email,
            Type::Postcode,
            Type::PersonRef,
            Type::EmployerRef,
            Type::UserRef,
            Type::UnitRef,
            Type::Ref("person"),
        ] {
            assert!(words.has(ty.help_id()), "{ty:?}");
        }
    }
}

#[test]
fn a_missing_word_falls_back_to_finnish_and_then_to_its_id() {
    let words = Words::full(Lang::Sv);
    assert_eq!(words.get("no-such-word"), "no-such-word");
    assert_eq!(Words::shell(Lang::Sv).get("person"), "person");
    let mut half = Words::full(Lang::Sv);
    half.bundles[0] = bundle(Lang::Sv, &["value-yes = javisst"]);
    assert_eq!(half.get("value-yes"), "javisst");
    assert_eq!(half.get("value-no"), "ei");
}

#[test]
fn values_stand_in_sentences_without_invisible_marks() {
    let words = Words::full(Lang::Fi);
    let text =
        words.get_with("error-text-long", &[("max", Word::Number(80)), ("length", Word::Number(1234))]);
    assert!(text.contains("80") && text.contains("1234"), "{text}");
    for lang in Lang::ALL {
        for file in lang.files() {
            let marks =
                ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200e}', '\u{200f}', '\u{ad}', '\u{a0}'];
            assert!(!file.contains(marks), "{lang:?}");
        }
    }
    assert!(!text.contains('\u{2068}'));
    assert_eq!(words.get("value-hidden"), "[salattu]");
}

#[test]
fn the_words_of_the_law_are_used() {
    let sv = Words::full(Lang::Sv);
    let kind = crate::register::kinds::by_name("job_search_period").unwrap();
    assert_eq!(sv.label(kind), "Jobbsökningens giltighetstid");
    let booking = crate::register::kinds::by_name("booking").unwrap();
    let help = sv.help(booking, booking.field("service").unwrap());
    assert!(help.contains("samtal om jobbsökning och kompletterande samtal om jobbsökning"), "{help}");
}

#[test]
fn words_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Words>();
}

/// The message ids that stand as literals in the sources, outside of tests.
fn ids_in(path: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            ids_in(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let literals = code.split('"').filter(|part| {
                ["error-", "warning-", "refused-"]
                    .iter()
                    .any(|family| part.len() > family.len() && part.starts_with(family))
                    && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            });
            found.extend(literals.map(str::to_owned));
        }
    }
}

/// Every literal given to `Message::new` in a folder of the sources, outside of tests.
fn messages_in(path: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            messages_in(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let called = code.split("Message::new(").skip(1);
            found.extend(
                called
                    .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
                    .map(str::to_owned),
            );
        }
    }
}

#[test]
fn every_message_of_the_desk_has_its_sentence_in_every_language() {
    let mut used = BTreeSet::new();
    messages_in(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk"), &mut used);
    assert!(used.len() > 100, "the scan found {} ids", used.len());
    for lang in Lang::ALL {
        let words = Words::full(lang);
        let missing: Vec<&String> = used.iter().filter(|id| !words.has(id)).collect();
        assert!(missing.is_empty(), "no sentence in assets/locales/{}: {missing:?}", lang.code());
    }
}

#[test]
fn every_fault_in_the_sources_has_its_sentence() {
    let mut used = BTreeSet::new();
    ids_in(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
    assert!(used.len() > 50, "the scan found {} ids", used.len());
    let words = Words::full(Lang::Fi);
    let missing: Vec<&String> = used.iter().filter(|id| !words.has(id)).collect();
    assert!(missing.is_empty(), "no sentence in assets/locales/*/messages.ftl: {missing:?}");
}

/// Ids that the sources put together: of everything else the whole id stands in them as a literal.
const COMPOSED: &[(&str, &str)] = &[
    ("cli-use-", "how a command is used, by its name (cli/args.rs)"),
    ("cli-value-", "what an option takes, by its name (cli/args.rs)"),
    ("function-", "what a right is missing for, by ability or action (desk/no_right.rs)"),
    ("search-identify-", "what each digit of the identification means (tui)"),
    ("short-", "short names of codes, by list and code (tui)"),
    ("quick-note-", "fields of the form of that name (tui)"),
    ("new-user-", "fields of the form of that name (tui)"),
    ("grant-role-", "fields of the form of that name (tui)"),
    ("grant-right-", "fields of the form of that name (tui)"),
    ("end-role-", "fields of the form of that name (tui)"),
    ("declare-", "fields of the form of that name, and whose code it is (tui)"),
    ("log-sums-days-", "fields of the form of that name (tui)"),
    ("log-filter-", "fields of the form of that name (tui)"),
];

/// Every literal of the sources that could be an id, but those of this file. An action's is its name with dots.
fn literals_in(path: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            literals_in(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "toml")
            && !path.ends_with("words/tests.rs")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let id = |part: &&str| {
                part.starts_with(|c: char| c.is_ascii_lowercase())
                    && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c))
            };
            found.extend(text.split('"').filter(id).map(|part| part.replace(['.', '_'], "-")));
        }
    }
}

/// Ids of the words that no source uses; those of the kinds have a test of their own.
fn unused(used: &BTreeSet<String>, files: &[&'static str]) -> Vec<String> {
    let known = files.iter().flat_map(|file| {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap();
        let names = resource.entries().filter_map(|entry| match entry {
            ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        });
        names.collect::<Vec<_>>()
    });
    let composed = |id: &String| COMPOSED.iter().any(|(prefix, _)| id.starts_with(prefix));
    known.filter(|id| !used.contains(id) && !composed(id)).collect()
}

#[test]
fn no_sentence_that_nobody_says() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    for folder in ["src", "assets"] {
        literals_in(&root.join(folder), &mut used);
    }
    assert_eq!(unused(&used, &["error-of-nobody = x\ncli-use-find = y\n"]), ["error-of-nobody"]);
    let [shell, _, rest @ ..] = Lang::Fi.files();
    let files: Vec<&str> = std::iter::once(shell).chain(rest).collect();
    assert_eq!(unused(&used, &files), Vec::<String>::new(), "in assets/locales, and no source uses it");
}
