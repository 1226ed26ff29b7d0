//! What a contact may say of its time.

use super::records_tests::{new_form, problems, yes};
use super::testing::{TestDesk, user};
use crate::register::Value;

#[test]
fn a_contact_that_lies_ahead_is_a_booking() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let now = desk.session.now();
    let at = |ms: i64| {
        yes(new_form(
            "contact",
            &[
                ("at", Value::Int(ms)),
                ("method", "36".into()),
                ("subject", "Käynti".into()),
                ("officer", Value::Id(user("front_desk"))),
                ("source", "customer".into()),
            ],
        ))
    };
    for ahead in [5 * 60_000, 3_600_000, 3 * 86_400_000] {
        assert_eq!(problems(desk.file().save(at(now + ahead))), ["error-contact-ahead"], "{ahead}");
    }
    desk.file().save(at(now + 30_000)).unwrap(); // clocks differ
    desk.file().save(at(now - 3_600_000)).unwrap();
}

#[test]
fn a_visit_and_a_request_later_today_lie_in_the_future_too() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let (now, today) = (desk.session.now(), desk.session.today());
    let visit = |ms: i64| {
        yes(new_form(
            "visit",
            &[
                ("at", Value::Int(ms)),
                ("channel", "desk".into()),
                ("purpose", "other".into()),
                ("id_method", "known".into()),
                ("id_result", "ok".into()),
                ("served_by", Value::Id(user("case_officer"))),
            ],
        ))
    };
    let request = |ms: i64| {
        yes(new_form(
            "job_search_period",
            &[
                ("requested_at", Value::Int(ms)),
                ("start", Value::Int(i64::from(today))),
                ("start_channel", "desk".into()),
            ],
        ))
    };
    let later = now + 3_600_000;
    assert_eq!(crate::register::time::day_of(later), today);
    for form in [visit(later), request(later)] {
        assert_eq!(problems(desk.file().save(form)), ["error-future-moment"]);
    }
    desk.file().save(visit(now - 60_000)).unwrap();
    desk.file().save(request(now - 60_000)).unwrap();
}
