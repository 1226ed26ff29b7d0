//! `luukku check` against the published vectors, and its form for people.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code
)]

mod cli;

use cli::run;

/// `\uHHHH` of the vector files.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        out.push_str(&rest[..at]);
        let code = u32::from_str_radix(&rest[at + 2..at + 6], 16).unwrap();
        out.push(char::from_u32(code).unwrap());
        rest = &rest[at + 6..];
    }
    out + rest
}

/// Rows of a vector file by column name.
fn vectors(text: &'static str) -> Vec<std::collections::BTreeMap<&'static str, &'static str>> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines.map(|line| names.iter().copied().zip(line.split('\t')).collect()).collect()
}

fn agrees(what: &str, text: &'static str) {
    // A line end cannot be part of a line.
    let rows: Vec<_> =
        vectors(text).into_iter().filter(|r| !unescaped(r["input"]).contains(['\n', '\r'])).collect();
    let input: String = rows.iter().map(|r| unescaped(r["input"]) + "\n").collect();
    let answered = run(&["check", what, "--json", "--on", "2026-06-15"], input.as_bytes());
    assert_eq!(answered.code, 0, "{}", answered.err);
    let answers = answered.json();
    assert_eq!(answers.len(), rows.len());
    assert!(rows.len() > 20);
    for (row, answer) in rows.iter().zip(&answers) {
        let id = row["id"];
        assert_eq!(answer["input"], unescaped(row["input"]), "{id}");
        assert_eq!(answer["valid"], row["valid"] == "1", "{id}");
        if row["valid"] == "1" {
            assert_eq!(answer["normalised"], row["normalised"], "{id}");
            assert!(answer["reason"].is_null(), "{id}");
        } else {
            assert_eq!(answer["reason"], row["reason"], "{id}");
            assert!(answer["normalised"].is_null(), "{id}");
        }
    }
}

#[test]
fn hetu_vectors_agree() {
    agrees("hetu", include_str!("data/hetu_vectors.tsv"));
}

#[test]
fn business_id_vectors_agree() {
    agrees("business-id", include_str!("data/business_id_vectors.tsv"));
}

#[test]
fn every_line_has_an_answer_even_one_that_is_no_text() {
    let answered = run(&["check", "hetu"], b"010594y9032\r\n\xff\n\n");
    assert_eq!(answered.code, 0);
    let lines: Vec<&str> = answered.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", answered.out);
    assert_eq!(lines[0], "oikein  010594Y9032");
    assert!(lines[1].starts_with("väärin"), "{}", lines[1]);
    assert_eq!(lines[2], "väärin    Henkilötunnus puuttuu.");
    let marked = run(&["check", "hetu"], "\u{feff}010594Y9032\n".as_bytes());
    assert_eq!(marked.out, "oikein  010594Y9032\n");
}

#[test]
fn what_is_shown_of_a_wrong_line_cannot_act_on_the_terminal() {
    let answered = run(&["check", "hetu"], "\u{1b}]0;x\u{7}\u{202e}abc\u{9b}2J\n".as_bytes());
    assert!(!answered.out.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{:?}", answered.out);
    let answered = run(&["check", "hetu", "--json"], "\u{9b}2J\u{202e}\n".as_bytes());
    assert!(!answered.out.contains(['\u{202e}', '\u{9b}']), "{:?}", answered.out);
    assert_eq!(answered.json()[0]["input"], "\u{9b}2J\u{202e}");
}

#[test]
fn the_command_line_is_answered_in_words_and_repeats_nobodys_data() {
    let wrong = run(&["find", "010594Y9032"], b"");
    assert_eq!(wrong.code, 2);
    assert!(!wrong.err.contains("010594"), "{}", wrong.err);
    assert!(wrong.err.contains("vakiosyötteestä"), "{}", wrong.err);
    for args in
        [&["check"][..], &["find"], &["nothing"], &["check", "hetu", "--nothing"], &["show", "--login", "x"]]
    {
        let wrong = run(args, b"");
        assert_eq!((wrong.code, wrong.out.as_str()), (2, ""), "{args:?}");
        assert!(!wrong.err.is_empty(), "{args:?}");
    }
    let help = run(&["--help", "--lang", "sv"], b"");
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Användning: luukku") && help.out.contains("Kommandon"), "{}", help.out);
}

#[test]
fn help_that_could_not_be_written_is_told_and_a_closed_pipe_is_not() {
    for args in [&["--help"][..], &["--version"], &["note", "--help"], &["check", "hetu", "--help", "--json"]]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let run: cli::Run = cli::luukku(args).stdout(full).output().unwrap().into();
        assert_eq!(run.code, 1, "{args:?}");
        assert!(run.err.contains("ei voi kirjoittaa"), "{args:?}: {}", run.err);

        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run: cli::Run = cli::luukku(args).stdout(writer).output().unwrap().into();
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{args:?}");
    }
    // Whole, and ended by one line end.
    let version = run(&["--version"], b"").out;
    assert_eq!(version, format!("luukku {}\n", env!("CARGO_PKG_VERSION")));
    assert!(run(&["--help"], b"").out.ends_with("tulos.\n"));
}
