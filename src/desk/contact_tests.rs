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
