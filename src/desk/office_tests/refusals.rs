//! Whoever tries what the own role does not give leaves a row of the access log, whatever was tried.

use super::traces::{client, open};
use super::*;
use crate::desk::api::{Declaration, LogQuery};
use crate::desk::notes::tests::bare_note;
use crate::desk::recovery::{Again, Whom};
use crate::journal::codes::{LogAction as A, Outcome};

const WHY: &str = "tulkkaa turvakieltoasiakkaat";

/// An office with everybody who tries something, and the file of a client open at the supervisor's.
struct Tries {
    house: House,
    admin: Desk,
    boss: Desk,
    clerk: Desk,
    officer: Desk,
    auditor: Desk,
    me: Id,
    clerk_id: Id,
    officer_id: Id,
    bare: Id,
    /// A row of the log with a sealed text.
    sealed: (Id, u64),
    /// The client of the open file.
    person: Id,
}

impl Tries {
    fn new() -> Tries {
        let house = House::new();
        let mut boss = house.supervisor();
        let me = boss.session().unwrap().who().id;
        let (mut clerk, clerk_id) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
        clerk.reauthenticate(secret(CLERK)).unwrap();
        let (mut officer, officer_id) = house.member(&mut boss, "omav", "case_officer", CLERK);
        let (mut auditor, _) = house.member(&mut boss, "lokiv", "log_auditor", CLERK);
        let mut admin = house.administrator();
        let (bare, _, _) = admin.new_user(house.user("uusi", "")).unwrap();
        boss.grant_right(clerk_id, house.today() + 30, WHY).unwrap();
        let person = client(&mut officer);
        open(&mut boss, person);
        let session = auditor.session().unwrap();
        let review = session.review_log(&LogQuery::default()).unwrap();
        let row = review.lines.iter().find(|line| line.sealed).unwrap();
        let sealed = (row.dev, row.n);
        session.who.compartment_keys.clear();
        Tries { house, admin, boss, clerk, officer, auditor, me, clerk_id, officer_id, bare, sealed, person }
    }

    /// A role from today on.
    fn days(&self) -> (i32, i32) {
        (self.house.today(), self.house.today() + 30)
    }

    fn recover(&mut self, login: &str) -> Answer<()> {
        let (agreement, until) = self.days();
        let again = Again { login: login.to_owned(), until, agreement };
        self.admin.recover_supervisor(&secret(&self.house.recovery), again).map(|_| ())
    }

    fn renew(&mut self, login: &str) -> Answer<()> {
        let whom = Whom::User(login.to_owned());
        self.admin.recover(&secret(&self.house.recovery), whom).map(|_| ())
    }

    fn note(&mut self) -> Answer<()> {
        self.boss.session()?.file()?.note(bare_note()).map(|_| ())
    }

    fn accept(&mut self) -> Answer<()> {
        self.boss.session()?.file()?.accept(Id::default(), "online", false, None).map(|_| ())
    }

    fn read_sealed(&mut self) -> Answer<()> {
        let (dev, n) = self.sealed;
        self.auditor.session()?.log_detail(dev, n, WHY).map(|_| ())
    }

    /// About whom the newest refusal was.
    fn whom(&mut self) -> Option<Id> {
        let connection = self.admin.session().unwrap().store.connection();
        let stream = access_log::streams(connection).unwrap().pop().unwrap();
        let mut whom = None;
        access_log::each_row(connection, stream.number, |row| {
            if log::decode_header(&row.header).unwrap().action == A::Refused.code() {
                whom = log::decode_body(row.body.as_deref().unwrap()).unwrap().object;
            }
        })
        .unwrap();
        whom
    }

    fn refusals(&mut self) -> Vec<log::LogHeader> {
        let mut rows = headers(&mut self.admin);
        rows.retain(|row| row.action == A::Refused.code());
        rows
    }
}

fn own_code() -> Declaration {
    Declaration { own: Some("010594Y9032".into()), ..Declaration::default() }
}

/// About whom an act is.
type Whose = fn(&Tries) -> Option<Id>;

const NOBODY: Whose = |_| None;

/// What is tried, what is answered, about which user, and how.
type Try = (&'static str, &'static str, Whose, fn(&mut Tries) -> Answer<()>);

const OF_RIGHT: &[Try] = &[
    ("the clerk verifies the log", "refused-not-this", NOBODY, |t| t.clerk.verify_log().map(|_| ())),
    ("the officer verifies the log", "refused-not-this", NOBODY, |t| t.officer.verify_log().map(|_| ())),
    ("a sealed text without the key", "refused-no-key", NOBODY, Tries::read_sealed),
    ("a quick note", "refused-not-this", NOBODY, Tries::note),
    ("a plan's acceptance", "refused-not-this", NOBODY, Tries::accept),
    (
        "a role to oneself",
        "refused-own-rights",
        |t| Some(t.me),
        |t| t.boss.grant_role(t.me, "case_officer", t.days(), t.house.today()),
    ),
    (
        "a role by the clerk to the own account",
        "refused-own-rights",
        |t| Some(t.clerk_id),
        |t| t.clerk.grant_role(t.clerk_id, "supervisor", t.days(), t.house.today()),
    ),
    (
        "a role by the administrator",
        "refused-supervisor-grants",
        |t| Some(t.bare),
        |t| t.admin.grant_role(t.bare, "front_desk", t.days(), t.house.today()),
    ),
    (
        "a role that is kept apart",
        "refused-roles-apart",
        |t| Some(t.house.administrator),
        |t| t.boss.grant_role(t.house.administrator, "log_auditor", t.days(), t.house.today()),
    ),
    ("a user by the clerk", "refused-not-this", NOBODY, |t| {
        t.clerk.new_user(t.house.user("y", "")).map(|_| ())
    }),
    ("a user with a role by the administrator", "refused-supervisor-grants", NOBODY, |t| {
        t.admin.new_user(t.house.user("y", "supervisor")).map(|_| ())
    }),
    (
        "the end of the own role",
        "refused-own-rights",
        |t| Some(t.me),
        |t| t.boss.end_role(t.me, "supervisor"),
    ),
    (
        "the end of a role by the administrator",
        "refused-supervisor-grants",
        |t| Some(t.clerk_id),
        |t| t.admin.end_role(t.clerk_id, "front_desk"),
    ),
    ("a code by the clerk", "refused-not-this", |t| Some(t.me), |t| t.clerk.new_code(t.me).map(|_| ())),
    (
        "a code for somebody with roles",
        "refused-supervisor-codes",
        |t| Some(t.officer_id),
        |t| t.admin.new_code(t.officer_id).map(|_| ()),
    ),
    ("a code for oneself", "refused-own-rights", |t| Some(t.me), |t| t.boss.new_code(t.me).map(|_| ())),
    ("the end of the own account", "refused-own-rights", |t| Some(t.me), |t| t.boss.passivate(t.me)),
    ("the end of an account by the clerk", "refused-not-this", |t| Some(t.me), |t| t.clerk.passivate(t.me)),
    (
        "a right to oneself",
        "refused-own-rights",
        |t| Some(t.me),
        |t| t.boss.grant_right(t.me, t.days().1, WHY),
    ),
    (
        "the end of rights by the administrator",
        "refused-supervisor-rights",
        |t| Some(t.clerk_id),
        |t| t.admin.end_rights(t.clerk_id),
    ),
    (
        "a code by the recovery key for oneself",
        "refused-own-rights",
        |t| Some(t.house.administrator),
        |t| t.renew("hallinta"),
    ),
    (
        "a supervisor's role again for oneself",
        "refused-own-rights",
        |t| Some(t.house.administrator),
        |t| t.recover("hallinta"),
    ),
    (
        "a supervisor's role for who never had it",
        "refused-supervisor-grants",
        |t| Some(t.clerk_id),
        |t| t.recover("neuvo"),
    ),
    (
        "a code by the recovery key by the clerk",
        "refused-not-this",
        |t| Some(t.officer_id),
        |t| t.clerk.recover(&secret(&t.house.recovery), Whom::User("omav".to_owned())).map(|_| ()),
    ),
    (
        "a declaration for another by the clerk",
        "refused-not-this",
        |t| Some(t.me),
        |t| t.clerk.declare(Some(t.me), &own_code()),
    ),
    (
        "another own code",
        "refused-declared",
        |t| Some(t.clerk_id),
        |t| {
            t.clerk.declare(None, &own_code())?;
            t.clerk.declare(None, &Declaration { own: Some("131052-308T".into()), ..own_code() })
        },
    ),
    (
        "a review by the clerk",
        "refused-not-this",
        |t| Some(t.me),
        |t| {
            let today = t.house.today();
            t.clerk.session()?.mark_reviewed(t.me, today, today, WHY).map(|_| ())
        },
    ),
    (
        "a review of oneself",
        "refused-own-review",
        |t| Some(t.me),
        |t| {
            let today = t.house.today();
            t.boss.session()?.mark_reviewed(t.me, today, today, WHY).map(|_| ())
        },
    ),
];

const OF_INPUT: &[Try] = &[
    ("no such role", "error-user-role", NOBODY, |t| {
        t.boss.grant_role(t.bare, "keisari", t.days(), t.house.today())
    }),
    ("no agreement", "error-user-agreement", NOBODY, |t| {
        t.boss.grant_role(t.bare, "front_desk", t.days(), 0)
    }),
    ("no such login", "error-user-unknown", NOBODY, |t| t.recover("kukaties")),
    ("a user without a name", "error-user-names", NOBODY, |t| {
        t.boss.new_user(t.house.user(" ", "")).map(|_| ())
    }),
    ("a role the user has not", "error-user-role-none", NOBODY, |t| {
        t.boss.end_role(t.clerk_id, "case_officer")
    }),
    ("a short reason", "error-reason-short", NOBODY, |t| {
        let (dev, n) = t.sealed;
        t.auditor.session()?.log_detail(dev, n, " x ").map(|_| ())
    }),
];

#[test]
fn every_right_that_is_missing_is_a_row_and_nothing_that_was_typed_wrong_is() {
    let mut t = Tries::new();
    let mut wrong = Vec::new();
    for (rows, tries) in [(1, OF_RIGHT), (0, OF_INPUT)] {
        for (what, id, whose, attempt) in tries {
            let before = t.refusals().len();
            let answer = attempt(&mut t);
            assert_eq!(
                (matches!(answer, Err(Refusal::NotAllowed(_))), refused(answer)),
                (rows == 1, *id),
                "{what}"
            );
            if t.refusals().len() != before + rows || (rows == 1 && t.whom() != whose(&t)) {
                wrong.push(*what);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(t.refusals().iter().all(|row| row.outcome == Outcome::Refused.code() && row.head.user.is_some()));
    let about = access_log::about(t.admin.session().unwrap().store.connection(), t.person, 100).unwrap();
    let named =
        about.iter().filter(|(header, _)| log::decode_header(header).unwrap().action == A::Refused.code());
    assert_eq!(named.count(), 2, "note and acceptance name the client");
    verified(&mut t.admin);
}
