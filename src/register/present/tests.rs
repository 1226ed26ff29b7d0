//! What is typed, stored and shown again.

use super::*;
use crate::register::kinds::by_name;
use crate::register::typed::{self, Context};
use crate::register::validate::{Values, check};
use crate::register::words::Lang;

/// 15.6.2026 at 9.00 in Helsinki.
const NOW: i64 = 20_619 * 86_400_000 + 6 * 3_600_000;

fn present(words: &Words) -> Present<'_> {
    Present { words, codes: CodeLists::embedded(), names: &|_| None }
}

fn read(kind: &str, field: &str, text: &str) -> Result<Option<Value>, FieldProblem> {
    let kind = by_name(kind).unwrap();
    let context = Context { now: NOW, kind, codes: CodeLists::embedded() };
    typed::parse(kind.field(field).unwrap(), text, &context)
}

#[test]
fn typing_becomes_what_is_shown() {
    let cases = [
        ("person", "hetu", " 010594y9032 ", "010594Y9032"),
        ("person", "birth_date", "010594", "1.5.1994"),
        ("person", "surname", "  Meikäläinen  Virtanen ", "Meikäläinen Virtanen"),
        ("person", "citizenships", "suomi, 752", "246 Suomi, 752 Ruotsi"),
        ("person", "protected", "k", "kyllä"),
        ("contact_info", "phone", "050 123 4567", "+358 50 123 4567"),
        ("contact_info", "postcode", "15140", "15140"),
        ("contact_info", "municipality", "lahti", "398 Lahti"),
        ("contact_info", "municipality", "200", "200 asuinpaikka muualla ulkomailla"),
        ("contact_info", "email", "a.b@EXAMPLE.fi", "a.b@example.fi"),
        ("employment_status", "status", "2", "02 työtön"),
        ("employment_status", "weekly_minutes", "37,5", "37.30"),
        ("work_history", "start", "8.2019", "8.2019"),
        ("visit", "channel", "puh", "puhelin"),
        ("visit", "at", "9.30", "15.6.2026 klo 9.30"),
        ("contact", "minutes", "15", "15"),
        ("task", "due", "t+7", "22.6.2026"),
        ("employer", "business_id", "FI01120389", "0112038-9"),
    ];
    let words = Words::full(Lang::Fi);
    for (kind, name, text, shown) in cases {
        let field = by_name(kind).unwrap().field(name).unwrap();
        let value = read(kind, name, text).unwrap().unwrap();
        assert_eq!(present(&words).value(field, &value), shown, "{kind}.{name} {text}");
        let buffer = present(&words).editable(field, &value);
        assert_eq!(read(kind, name, &buffer).unwrap(), Some(value), "{kind}.{name} edited as {buffer}");
    }
}

#[test]
fn nothing_typed_is_no_value() {
    for field in by_name("contact_info").unwrap().fields {
        assert_eq!(read("contact_info", field.name, "  ").unwrap(), None, "{}", field.name);
    }
}

#[test]
fn faults_say_which_fault() {
    let words = Words::full(Lang::Fi);
    let cases = [
        ("person", "hetu", "010594Y9033", "error-hetu-check"),
        ("person", "birth_date", "31.2.2000", "error-date-no-such"),
        ("person", "surname", "R2", "error-name-digit"),
        ("person", "citizenships", "246, qqq", "error-code-unknown"),
        ("person", "protected", "ehkä", "error-flag-form"),
        ("employment_status", "status", "työ", "error-code-several"),
        ("employment_status", "status", "06", "error-code-closed"),
        ("customership", "segment", "05", "error-code-sealed"),
        ("plan_task", "task", "034", "error-code-sealed"),
        ("employment_status", "weekly_minutes", "101", "error-minutes-bounds"),
        ("contact", "minutes", "-1", "error-number-bounds"),
        ("contact", "minutes", "x", "error-number-form"),
        ("contact", "subject", "a\u{7}b", "error-text-character"),
        ("contact", "officer", "virtanen", "error-reference-typed"),
    ];
    for (kind, name, text, id) in cases {
        let problem = read(kind, name, text).unwrap_err();
        assert_eq!(problem.id, id, "{kind}.{name} {text}");
        let sentence = present(&words).problem(by_name(kind).unwrap(), &problem);
        assert!(!sentence.contains('{') && sentence != id, "{sentence}");
    }
}

#[test]
fn every_problem_has_its_sentence_in_every_language() {
    let kind = by_name("employment_status").unwrap();
    let values: Values =
        [(1, "02".into()), (2, Value::Int(20_787)), (3, Value::Int(20_485)), (1005, "customer".into())]
            .into();
    let problem = check(kind, &values, 20_787).remove(0);
    let expected = [
        (Lang::Fi, "”Päättyy” 1.2.2026 on aiempi kuin ”Alkaa” 30.11.2026. Tarkista vuosi."),
        (Lang::Sv, "”Slutar” 1.2.2026 är tidigare än ”Börjar” 30.11.2026. Kontrollera året."),
        (Lang::En, "“Ends” 1.2.2026 is earlier than “Starts” 30.11.2026. Check the year."),
    ];
    for (lang, sentence) in expected {
        let words = Words::full(lang);
        assert_eq!(present(&words).problem(kind, &problem), sentence);
    }
    let words = Words::full(Lang::Fi);
    let plan_task = by_name("plan_task").unwrap();
    let sealed = read("plan_task", "task", "034").unwrap_err();
    let sentence = present(&words).problem(plan_task, &sealed);
    assert_eq!(sentence, "034 kirjataan vain ryhmään terveystiedot. Siirry sinne tai valitse toinen.");
}

#[test]
fn lists_mask_identity_codes_and_leave_notes_out() {
    let words = Words::full(Lang::Fi);
    let show = present(&words);
    let person = by_name("person").unwrap();
    assert_eq!(show.masked(person.field("hetu").unwrap(), &"010594Y9032".into()), "010594Y****");
    let text = by_name("contact").unwrap().field("text").unwrap();
    assert_eq!(show.masked(text, &"pitkä teksti".into()), "");
}

#[test]
fn what_cannot_be_read_says_so() {
    let words = Words::full(Lang::Fi);
    let show = present(&words);
    let person = by_name("person").unwrap();
    let sex = person.field("sex").unwrap();
    assert_eq!(show.value(sex, &"17".into()), "? tuntematon koodi 17");
    assert_eq!(show.value(sex, &Value::Bytes(vec![1])), "? ei luettavissa");
    assert_eq!(show.value(sex, &"".into()), "–");
    let merged = person.field("merged_into").unwrap();
    assert_eq!(show.value(merged, &Value::Id(Id::ZERO)), "? ei laitteella");
    assert_eq!(
        Present { names: &|_| Some("Virtanen M.".into()), ..show }.value(merged, &Value::Id(Id::ZERO)),
        "Virtanen M."
    );
}

#[test]
fn moments_and_codes_follow_the_language() {
    let visit = by_name("visit").unwrap();
    let (at, channel) = (visit.field("at").unwrap(), visit.field("channel").unwrap());
    for (lang, moment, label) in [
        (Lang::Fi, "15.6.2026 klo 9.00", "käynti"),
        (Lang::Sv, "15.6.2026 kl. 9.00", "besök"),
        (Lang::En, "15.6.2026 at 9.00", "visit"),
    ] {
        let words = Words::full(lang);
        assert_eq!(present(&words).value(at, &Value::Int(NOW)), moment);
        assert_eq!(present(&words).value(channel, &"desk".into()), label);
    }
}

#[test]
fn a_record_that_is_called_by_a_code_is_referred_to_in_words() {
    let referred = |lang: Lang, kind: &str, field: &str, name: &str| {
        let words = Words::full(lang);
        present(&words).referred(by_name(kind).unwrap().field(field).unwrap(), name)
    };
    assert_eq!(referred(Lang::Fi, "plan_task", "plan", "01 4.9.2026"), "Työllistymissuunnitelma 4.9.2026");
    // What has no code stays as it is called: a plan whose kind nobody told, an appointment.
    assert_eq!(referred(Lang::Fi, "plan_task", "plan", "4.9.2026"), "4.9.2026");
    assert_eq!(referred(Lang::Fi, "contact", "booking", "01 4.9.2026"), "01 4.9.2026");
}

#[test]
fn a_part_date_that_is_none_is_told_the_forms_it_takes() {
    for text in ["kesällä", "13x2020"] {
        assert_eq!(read("work_history", "start", text).unwrap_err().id, "error-part-date-form", "{text}");
    }
    for text in ["2020", "5.2020", "1.5.2020"] {
        assert!(read("work_history", "start", text).is_ok(), "{text}");
    }
}
