//! Reads the sources and holds the floors of the house and what must never be.
//!
//! The rules are tables in `architecture/rules.rs`; the sources that each must catch are in `architecture/cases.rs`.
//! What a rule sees is code: comments, docs and everything under `#[cfg(test)]` are taken out first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

#[path = "architecture/cases.rs"]
mod cases;
#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/lexer.rs"]
mod lexer;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;

use std::path::Path;

use rules::{FILE_WORK, Fault, LONG, NOT_FOR_PEOPLE, RULES, TOO_LONG, check, check_form};
use source::{Source, read_all};

fn sources() -> (Vec<Source>, Vec<Source>) {
    read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// A case as the file that it would be.
fn case(path: &str, text: &str) -> Source {
    if text == "NO DOCS" {
        Source::new(path, "fn f() {}")
    } else {
        Source::new(path, &format!("//! A case.\n{text}"))
    }
}

#[test]
fn the_sources_keep_the_rules() {
    let (sources, for_tests) = sources();
    assert!(sources.len() > 10, "only {} sources found", sources.len());
    for source in sources.iter().chain(&for_tests).filter(|s| s.lines > LONG) {
        println!("long: src/{} has {} lines", source.path, source.lines);
    }
    let faults: Vec<Fault> =
        sources.iter().flat_map(check).chain(for_tests.iter().flat_map(check_form)).collect();
    let told: Vec<String> = faults.iter().map(|f| format!("{}: {}: {}", f.place, f.rule, f.what)).collect();
    assert!(
        faults.is_empty(),
        "{} broken rules (tests/architecture/rules.rs):\n{}",
        told.len(),
        told.join("\n")
    );
}

#[test]
fn each_case_is_judged_as_it_should_be() {
    for (rule, path, text) in cases::CASES {
        let found: Vec<&str> = check(&case(path, text)).iter().map(|f| f.rule).collect();
        match rule {
            Some(rule) => {
                assert!(found.contains(rule), "{rule} did not catch {path}: {text}; caught: {found:?}")
            }
            None => assert!(found.is_empty(), "{found:?} caught {path}: {text}"),
        }
    }
}

#[test]
fn each_rule_has_a_case_that_it_catches() {
    for rule in RULES.iter().filter(|rule| **rule != "length") {
        assert!(cases::CASES.iter().any(|(caught, ..)| caught == &Some(*rule)), "nothing is fed to {rule}");
    }
    for (rule, ..) in cases::CASES {
        assert!(rule.is_none_or(|rule| RULES.contains(&rule)), "{rule:?} is no rule");
    }
}

#[test]
fn a_file_may_be_long_but_not_too_long() {
    let of = |lines: usize| check(&case("store/x.rs", &"const A: u8 = 1;\n".repeat(lines - 1)));
    assert_eq!(of(TOO_LONG), []);
    assert_eq!(of(TOO_LONG + 1)[0].rule, "length");
}

#[test]
fn files_for_tests_alone_may_use_what_they_need() {
    let text = "use crate::store::Store; fn f() { unsafe { println!(\"Press any key\") } }";
    assert_eq!(check_form(&case("journal/testing.rs", text)), []);
    assert_eq!(check_form(&case("journal/testing.rs", "NO DOCS"))[0].rule, "module-docs");
}

#[test]
fn exceptions_are_still_needed() {
    let (sources, _) = sources();
    for (file, text, reason) in NOT_FOR_PEOPLE {
        let used = sources.iter().any(|s| s.path == *file && s.tokens.iter().any(|t| t.text == *text));
        assert!(used, "{file} no longer says {text:?} ({reason})");
    }
    for (file, path, reason) in FILE_WORK {
        let used =
            sources.iter().any(|s| s.path == *file && s.names.iter().any(|n| n.segments.join("::") == *path));
        assert!(used, "{file} no longer uses {path} ({reason})");
    }
}

/// A use case is read from the ground up. What two of them need of one another stands in a file below both.
#[test]
fn the_files_of_the_desk_import_one_another_in_no_circle() {
    let (sources, _) = sources();
    let imports = circles::imports(&sources, "desk", "desk/api");
    assert!(imports.len() > 10, "only {} files found", imports.len());
    let circles = circles::in_circles(imports);
    assert!(circles.is_empty(), "files that import one another:\n{}", circles.join("\n"));
}

/// A setting that nothing reads promises what does not hold. The service process (R1) is a table of the law: what is
/// not counted yet of it stays in it.
#[test]
fn each_setting_is_read_somewhere() {
    let (sources, _) = sources();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/rules");
    let mut settings = Vec::new();
    for file in ["security_settings", "calendar", "office"] {
        let text = std::fs::read_to_string(rules.join(file).with_extension("toml")).unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap();
        for set in file["set"].as_array().unwrap() {
            settings.extend(set["values"].as_table().unwrap().keys().cloned());
        }
    }
    assert!(settings.len() > 10, "{settings:?}");
    let read = |name: &String| {
        let elsewhere = sources.iter().filter(|s| s.path != "register/rules.rs");
        elsewhere.flat_map(|s| &s.tokens).any(|t| t.text == *name)
    };
    let unread: Vec<&String> = settings.iter().filter(|name| !read(name)).collect();
    assert!(unread.is_empty(), "nothing reads {unread:?}");
}
