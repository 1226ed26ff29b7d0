//! A desk that answers from memory, and hands that type on the face: every reply may be held back and come late.

use crate::desk::api::*;
use crate::desk::drafts::UNDER;
use crate::register::kinds::by_name;
use crate::register::validate::FieldProblem;
use crate::register::{Id, Kind, dates, time};
use std::collections::BTreeMap;

mod shown;

/// 9.12.2026 klo 9.30 in Helsinki.
pub const NOW: i64 = 1_796_801_400_000;

pub fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

pub fn kind(name: &str) -> &'static Kind {
    by_name(name).unwrap()
}

/// A message whose words exist in every language.
pub fn words(text: &str) -> Message {
    Message::new("user-role").with("role", text).with("until", "1.2.2027")
}

pub struct FakeDesk {
    /// Every request, in short.
    pub log: Vec<String>,
    /// Put into every text of every reply.
    pub spice: String,
    kept: BTreeMap<String, String>,
    /// The typing run of each search.
    pub runs: Vec<u64>,
    user: String,
    pub drafts: BTreeMap<String, String>,
    /// The next save, new user or proof is refused with this.
    pub refuse: Option<Refusal>,
    /// The next typed reason is refused so.
    pub refuse_reason: Option<Refusal>,
    /// So many rows has every list of a kind, forty at a time.
    pub rows: Option<u8>,
    /// Name and state of every user.
    pub staff: (&'static str, &'static str),
    /// The last two hits are of the same day and surname.
    pub twins: bool,
    pub arrived: bool,
    /// The client has an appointment today.
    pub booked: bool,
    /// The next lock is refused with this.
    pub refuse_lock: Option<Refusal>,
    /// The channel of the visit that goes on.
    pub channel: &'static str,
    /// So many more are found wherever somebody is.
    pub crowd: u8,
    /// Whether hidden values may be shown.
    pub reveal: Allowed,
    /// The next text to be kept is refused with this.
    pub refuse_keep: Option<Refusal>,
    /// The next card is refused with this.
    pub refuse_card: Option<Refusal>,
    /// The version of every record, and the one the last save was typed over.
    pub version: u8,
    pub saved_over: Option<Base>,
    /// What the desk finds wrong with a form that its face finds wrong too.
    pub faults: Vec<FieldProblem>,
    /// The street on the card.
    pub street: Shown,
    /// What a form hides may be replaced unseen, the street too.
    pub unseen: bool,
    /// What is said of another window.
    pub elsewhere: Option<Message>,
    /// The client has a plan.
    pub plan: bool,
    /// The plan waits for the client.
    pub waits: bool,
    /// A group of the card leads to the orders of turvakielto.
    pub orders: bool,
    /// The version in force behind the plan.
    pub behind: Option<i64>,
    /// What the client needs, beside a plan.
    pub needs: Option<Vec<Part>>,
    /// The client's status, beside a plan.
    pub state: Option<Vec<Part>>,
    /// How many tasks the plan has.
    pub tasks: u8,
    /// What the plan says in each of its texts.
    pub plan_text: Option<String>,
    /// Whether a plan may be made, and changed.
    pub make_plan: Allowed,
    /// What the next note says that it did.
    pub effects: Option<Vec<Message>>,
    /// What a history tells.
    pub history: Option<Vec<HistoryEntry>>,
    /// The text of notes in forms; they may not be written then.
    pub note: Option<String>,
    /// Whether a form may be saved.
    pub save: Allowed,
    /// What the next who logs in may do.
    pub abilities: Abilities,
    /// Which values of a record that is there may not be written any more.
    pub written_once: fn(&Shown) -> bool,
    /// What stands beside every hit.
    pub remark: Option<Message>,
    /// How many employers there are, beside the one that every field offers.
    pub employers: u16,
}

/// An employer of many: the 450th is `Yritys 450 Oy`.
fn employer(n: u16) -> (Id, String) {
    let mut bytes = [0xEE; 16];
    bytes[14..].copy_from_slice(&n.to_be_bytes());
    (Id::from_bytes(bytes), format!("Yritys {n:03} Oy"))
}

const PEOPLE: [(u8, &str, &str, bool); 4] = [
    (1, "Meikäläinen Maija Inkeri", "010594Y9032", true),
    (2, "Meikäläinen Maija Kristiina", "131052-308T", false),
    (3, "Meikäläinen Mainio", "030294-9022", false),
    (4, "Niskanen Oskari", "240680-9022", false),
];

impl FakeDesk {
    pub fn new() -> FakeDesk {
        FakeDesk {
            log: Vec::new(),
            spice: String::new(),
            kept: BTreeMap::new(),
            runs: Vec::new(),
            user: String::new(),
            drafts: BTreeMap::new(),
            refuse: None,
            refuse_reason: None,
            rows: None,
            staff: ("Sari Korhonen", "user-active"),
            twins: false,
            arrived: false,
            booked: true,
            version: 0,
            saved_over: None,
            faults: Vec::new(),
            refuse_lock: None,
            channel: "desk",
            crowd: 0,
            reveal: Allowed::Yes,
            refuse_keep: None,
            refuse_card: None,
            street: Shown::Unknown(Unknown::NeverAsked),
            unseen: false,
            elsewhere: None,
            plan: true,
            waits: true,
            orders: false,
            behind: None,
            needs: Some(needs()),
            state: Some(state()),
            tasks: 3,
            plan_text: None,
            make_plan: Allowed::Yes,
            effects: None,
            history: None,
            note: None,
            save: Allowed::Yes,
            written_once: |_| false,
            remark: None,
            abilities: Abilities {
                clients: true,
                users: true,
                accounts: true,
                grants: true,
                log: true,
                log_sums: true,
                configure: false,
            },
            employers: 0,
        }
    }

    /// The first of the many employers that a text fits.
    fn offered(&self, text: &str) -> Offered {
        let wanted = text.to_lowercase();
        let fits = |(_, name): &(Id, String)| {
            let name = name.to_lowercase();
            wanted.split(' ').all(|word| name.split(' ').any(|of| of.starts_with(word)))
        };
        let fit: Vec<_> = (0..self.employers).map(employer).filter(fits).collect();
        Offered { text: text.to_owned(), fit: fit.len(), entries: fit.into_iter().take(200).collect() }
    }

    fn logged_in(&mut self, login: &str) -> LoggedIn {
        self.user = login.to_owned();
        LoggedIn {
            user: id(9),
            name: self.text("Virtanen M."),
            office: self.text("Lahti"),
            roles: vec!["front_desk".into()],
            unsent: Some(3),
            conflicts: 2,
            notices: Vec::new(),
            kept: self.kept.remove(login),
            idle: (2, 10, 60),
            lock_warning: 60,
            must_change: false,
            abilities: self.abilities,
            registers: vec![kind("employer")],
        }
    }

    pub fn answer(&mut self, request: Request) -> Reply {
        let (name, reply) = self.reply(request);
        self.log.push(name);
        reply
    }

    fn reply(&mut self, request: Request) -> (String, Reply) {
        let short = |name: &str| name.to_owned();
        let reasoned = match &request {
            Request::Reveal { .. } | Request::RevealHistory { .. } | Request::Withdraw { .. } => true,
            Request::List { reason, .. } => !reason.is_empty(),
            _ => false,
        };
        if let Some(refusal) = self.refuse_reason.take_if(|_| reasoned) {
            return (short("reason refused"), Reply::Refused(refusal));
        }
        match request {
            Request::Welcome => (
                short("welcome"),
                Reply::Welcome(Welcome {
                    office: self.text("Lahden työllisyysalue"),
                    machine: self.text("TISKI-03"),
                    practice_staff: vec![(
                        self.text("virtanenm"),
                        self.text("front_desk"),
                        self.text("salainen lause"),
                    )],
                    trouble: None,
                    elsewhere: self.elsewhere.clone(),
                }),
            ),
            Request::Login { login, password } => {
                let reply = match password.expose() {
                    "oikea salasana" => Reply::In(self.logged_in(&login)),
                    "vanha" => Reply::In(LoggedIn { must_change: true, ..self.logged_in(&login) }),
                    _ => Reply::Refused(Refusal::Cannot(Message::new("shell-login-refused"))),
                };
                (format!("login {login}"), reply)
            }
            Request::Activate { login, code, .. } => {
                let reply = match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => Reply::In(self.logged_in(&login)),
                };
                (format!("activate {login} {}", code.expose()), reply)
            }
            Request::Reauthenticate { .. } => (
                short("prove"),
                match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => Reply::Done(None),
                },
            ),
            Request::ConfirmClock => (
                short("clock"),
                match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => Reply::Done(Some(Message::new("clock-confirmed"))),
                },
            ),
            Request::ChangePassword { .. } => (
                short("password"),
                match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => Reply::Done(None),
                },
            ),
            Request::Lock { keep, automatic } => {
                let user = self.user.clone();
                self.kept.extend(keep.map(|keep| (user, keep)));
                // What is not on the disk the desk holds all the same.
                if let Some(refusal) = self.refuse_lock.take() {
                    return (format!("lock {automatic}"), Reply::Refused(refusal));
                }
                (format!("lock {automatic}"), Reply::Locked)
            }
            Request::Logout => (short("logout"), Reply::Done(None)),
            Request::Search { text, run } => {
                self.runs.push(run);
                let wanted = text.to_lowercase();
                let found = |name: &str, hetu: &str| {
                    let name = name.to_lowercase();
                    hetu.to_lowercase() == wanted
                        || (!wanted.trim().is_empty()
                            && wanted.split_whitespace().all(|w| name.split(' ').any(|n| n.starts_with(w))))
                };
                let hits = PEOPLE
                    .iter()
                    .filter(|p| found(p.1, p.2))
                    .map(|(n, name, hetu, protected)| {
                        (n, name, hetu, protected, *n == 3 || self.twins && *n < 3)
                    })
                    .map(|(n, name, hetu, protected, twin)| Hit {
                        person: id(*n),
                        name: self.text(name),
                        born: dates::from_ymd(1994, 5, u32::from(*n)),
                        hetu: Some(self.text(&crate::register::hetu::mask(hetu))),
                        municipality: match n {
                            1 => Shown::Hidden(Hidden::Protected),
                            2 => self.value("398".into()),
                            3 => Shown::Unknown(Unknown::NotHere),
                            _ => Shown::Empty,
                        },
                        protected: *protected,
                        remark: self
                            .remark
                            .clone()
                            .or_else(|| twin.then(|| Message::new("hit-ask-hetu")))
                            .or_else(|| (*n == 2).then(|| self.hit_ended())),
                        ask_whole_hetu: twin,
                    })
                    .collect();
                let mut hits: Vec<Hit> = hits;
                if let Some(one) = hits.first().cloned() {
                    let of_crowd = |n| Hit { person: id(100 + n), ask_whole_hetu: false, ..one.clone() };
                    hits.extend((0..self.crowd).map(of_crowd));
                }
                let understood = Some(words(&self.text("nimi")));
                (
                    format!("search {text}"),
                    Reply::Hits(Hits { text, understood, hits, more: false, note: None }),
                )
            }
            Request::Open { person, how, channel } => {
                self.channel = channel;
                let name = format!("open {} {} {channel}", person.as_bytes()[0], how.digit());
                (name, Reply::Card(Box::new(self.card())))
            }
            Request::EndVisit => (short("end"), Reply::Done(None)),
            Request::Card if self.refuse_card.is_some() => {
                let refusal = self.refuse_card.take().unwrap();
                (short("card refused"), Reply::Refused(refusal))
            }
            Request::Card => (short("card"), Reply::Card(Box::new(self.card()))),
            Request::List { kind, from, reason } => {
                let name = format!("list {} {reason}", kind.name).trim_end().to_owned();
                (name, Reply::List(self.list(kind, from, &reason)))
            }
            Request::Register { kind, text } => {
                let entries: Vec<Entry> = (0..3).map(|n| self.entry(kind, 60 + n)).collect();
                let entries = if text == "toinen" { Vec::new() } else { entries };
                let name = format!("register {} {text}", kind.name);
                (name, Reply::Register(Register { kind, text, entries, more: false, create: Allowed::Yes }))
            }
            Request::Correction { kind, record } => {
                let mut form = self.form(kind, None);
                form.corrects = Some(record);
                (format!("correction {}", kind.name), Reply::Form(form))
            }
            Request::Offered { kind, text } => {
                (format!("offered {} {text}", kind.name), Reply::Offered(self.offered(&text)))
            }
            Request::Form { kind, record } => {
                (format!("form {} {}", kind.name, record.is_some()), Reply::Form(self.form(kind, record)))
            }
            Request::Save(form) => {
                self.saved_over = Some(form.base.clone());
                let name =
                    format!("save {} {:?} {}", form.kind.name, form.values, form.yes != Yes::default());
                let reply = match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => {
                        self.plan |= form.kind.name == "employment_plan";
                        Reply::Saved { record: id(50), effects: vec![words(&self.text("Tallennettu."))] }
                    }
                };
                (name, reply)
            }
            Request::Faults { form, unread } => {
                let name = format!("faults {} {:?} {unread:?}", form.kind.name, form.values);
                (name, Reply::Faults(std::mem::take(&mut self.faults)))
            }
            Request::Withdraw { kind, record, reason } => {
                let effects = vec![Message::new("record-withdrawn").with("kind", kind.name)];
                (format!("withdraw {} {reason}", kind.name), Reply::Saved { record, effects })
            }
            Request::Withdrawn { kinds } => {
                let one = |kind: &&'static Kind, corrected: bool| Withdrawn {
                    entry: self.entry(kind, if corrected { 71 } else { 70 }),
                    by: (self.text("Salmi Kaisa"), NOW - 86_400_000),
                    corrected,
                };
                let both = |kind| [one(kind, false), one(kind, true)];
                let whys: Vec<&str> = kinds.iter().map(|(_, why)| why.as_str()).collect();
                let name = format!("withdrawn {}", whys.join(" ")).trim_end().to_owned();
                (name, Reply::Withdrawn(kinds.iter().map(|(kind, _)| kind).flat_map(both).collect()))
            }
            Request::History { kind, reason, .. } => {
                let number = kind.fields[0].number;
                let entry = HistoryEntry {
                    at: NOW,
                    by: self.text("Virtanen M."),
                    field: number,
                    from: Shown::Empty,
                    to: self.sample(kind, number),
                };
                let told = self.history.clone().unwrap_or_else(|| vec![entry]);
                (format!("history {} {reason}", kind.name).trim_end().to_owned(), Reply::History(told))
            }
            Request::RevealHistory { kind, reason, .. } => {
                let number = kind.fields[0].number;
                let entry = |to: &str| HistoryEntry {
                    at: NOW,
                    by: self.text("Virtanen M."),
                    field: number,
                    from: Shown::Empty,
                    to: self.value(self.text(to).into()),
                };
                let entries = vec![entry("Salakuja 2"), entry("Salakuja 1")];
                (format!("reveal history {} {reason}", kind.name), Reply::HistoryRevealed(entries, 30))
            }
            Request::Reveal { kind, field, reason, .. } => (
                format!("reveal {} {field} {reason}", kind.name),
                match kind.field_number(field).unwrap().ty {
                    crate::register::Type::Hetu => Reply::Revealed(self.value("010594Y9021".into()), 30),
                    _ => Reply::Revealed(self.value(self.text("+358501234567").into()), 30),
                },
            ),
            Request::WhoViewed => {
                let viewed = Viewed {
                    at: NOW,
                    by: self.text("Korhonen S."),
                    unit: self.text("neuvonta"),
                    action: words(&self.text("avasi")),
                    purpose: None,
                    count: 2,
                };
                (short("viewed"), Reply::Viewed(vec![viewed]))
            }
            Request::TimeLine => {
                let row = |record, start: Option<&str>, end: Option<&str>, what: &str| TimeRow {
                    record,
                    start: start.map(str::to_owned),
                    end: end.map(str::to_owned),
                    what: vec![Part::Plain(self.text(what))],
                    place: Shown::Hidden(Hidden::Protected),
                    evidence: self.value("told".into()),
                    entered: Some(Entered { by: self.text("Virtanen M."), at: NOW, changed: None }),
                    waits_national: record.is_some_and(|(_, record)| record == id(61)),
                };
                let work = kind("work_history");
                let rows = vec![
                    row(Some((work, id(60))), Some("2023-08-01"), None, "5223 Myyjä"),
                    row(None, Some("2022-06"), Some("2023-07-31"), "14 kk"),
                    row(
                        Some((kind("education"), id(61))),
                        Some("2019-08-15"),
                        Some("2022-05-31"),
                        "Merkonomi",
                    ),
                    row(Some((work, id(62))), None, Some("2019"), "9112 Siivooja"),
                ];
                let skills = vec![self.entry(kind("skill"), 63), self.entry(kind("language_skill"), 64)];
                let line = TimeLine { client: self.line(), rows, skills, create: Allowed::Yes };
                (short("timeline"), Reply::TimeLine(line))
            }
            Request::Plan if !self.plan => (short("no plan"), Reply::Plan(None)),
            Request::Plan => {
                let plan_kind = kind("employment_plan");
                let said = |field: &crate::register::Field| match (&self.plan_text, field.ty) {
                    _ if field.name == "authority_accepted_by" => self.officer(),
                    (Some(text), crate::register::Type::Note) => self.value(self.text(text).into()),
                    _ => self.sample(plan_kind, field.number),
                };
                let plan = Plan {
                    client: self.line(),
                    plan: self.entry(plan_kind, 30),
                    fields: plan_kind.fields.iter().map(|f| (f.number, said(f))).collect(),
                    tasks: (70..70 + self.tasks).map(|n| self.entry(kind("plan_task"), n)).collect(),
                    waits: self.waits,
                    accept: Allowed::Yes,
                    create_task: Allowed::Yes,
                    change: self.make_plan.clone(),
                    version: Some(3),
                    behind: self.behind,
                    older: false,
                    authority_on: Some(NOW - 7 * 86_400_000 + 42 * 60_000),
                    needs: self.needs.clone(),
                    state: self.state.clone(),
                };
                (short("plan"), Reply::Plan(Some(Box::new(plan))))
            }
            Request::PlanVersions => {
                let version = |n: u8| PlanVersion {
                    plan: id(28 + n),
                    version: Some(i64::from(n)),
                    status: self.value(if n == 2 { "waiting" } else { "replaced" }.into()),
                    plan_kind: self.value("01".into()),
                    accepted: if n == 2 { Shown::Empty } else { self.value(20_000.into()) },
                    entered: Entered { by: self.text("Korhonen S."), at: NOW, changed: None },
                };
                (short("versions"), Reply::PlanVersions(vec![version(2), version(1)]))
            }
            Request::PlanVersion { plan } => {
                let older = plan == id(29);
                let (_, reply) = self.reply(Request::Plan);
                let Reply::Plan(Some(mut shown)) = reply else { panic!("a plan") };
                let no = || Allowed::No(Message::new("error-plan-older"));
                if older {
                    (shown.accept, shown.create_task, shown.change) = (no(), no(), no());
                }
                (shown.waits, shown.older, shown.version) = (!older, older, Some(if older { 1 } else { 2 }));
                (format!("version {older}"), Reply::Plan(Some(shown)))
            }
            Request::Accept { way, understood, delivered, .. } => {
                (format!("accept {way} {understood} {delivered:?}"), Reply::Done(None))
            }
            Request::Arrived => {
                self.arrived = true;
                (short("arrived"), Reply::Done(Some(words(&self.text("Saapui klo 9.30")))))
            }
            Request::Templates => {
                let template = |digit: u8, text: &str| Template {
                    digit,
                    label: "contact",
                    method: "01".into(),
                    subject: self.text("Neuvottu"),
                    text: self.text(text),
                    reminder: (digit == 2).then_some(time::day_of(NOW) + 2),
                    reminds: if digit == 2 { "Sari Korhonen" } else { "own" }.into(),
                    effects: vec![words(&self.text("yhteydenotto"))],
                    unless_ahead: Some(Message::new("effect-unit-task")),
                    next: match digit {
                        5 => NextTime::Asked(NewTime {
                            service: "discussion".into(),
                            last_day: Some(time::day_of(NOW) + 14),
                        }),
                        4 => NextTime::Free(NewTime { service: "initial".into(), last_day: None }),
                        3 => NextTime::NotHere,
                        _ => NextTime::Booked(NOW + 5 * 86_400_000),
                    },
                    acceptance: digit == 7,
                    may: if digit == 6 {
                        Allowed::No(Message::new("reason-no-booking"))
                    } else {
                        Allowed::Yes
                    },
                };
                (
                    short("templates"),
                    Reply::Templates((1..=8).map(|n| template(n, "Tila ja seuraava aika.")).collect()),
                )
            }
            Request::Note(note) => {
                let mut name = format!(
                    "note {} {:?} {:?} {:?} {}",
                    note.template,
                    note.text,
                    note.reminder,
                    note.acceptance,
                    note.yes != Yes::default()
                );
                if note.next.is_some() || note.no_next.is_some() {
                    name = format!("{name} {:?} {:?}", note.next, note.no_next);
                }
                let reply = match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => {
                        let usual = vec![words(&self.text("Kirjattu."))];
                        let effects = self.effects.take().unwrap_or(usual);
                        Reply::Saved { record: id(80), effects }
                    }
                };
                (name, reply)
            }
            Request::SaveDraft { place, text } => {
                if let Some(refusal) = self.refuse_keep.take() {
                    return (short("draft refused"), Reply::Refused(refusal));
                }
                self.drafts.insert(place, text);
                (short("draft"), Reply::Done(None))
            }
            Request::TakeDraft { place, but } => {
                let mut found = self
                    .drafts
                    .iter()
                    .filter(|(at, _)| at.split(UNDER).next() == Some(&place) && !but.contains(at));
                let one = found.next_back();
                let draft = one.map(|(at, text)| Draft { place: at.clone(), text: text.clone(), at: NOW });
                (short("take"), Reply::Draft(draft))
            }
            Request::Drafts => (
                short("drafts"),
                match self.refuse.take() {
                    Some(refusal) => Reply::Refused(refusal),
                    None => Reply::Drafts(self.drafts.len()),
                },
            ),
            Request::DropDraft { place } => {
                self.drafts.remove(&place);
                (short("drop"), Reply::Done(None))
            }
            Request::Log(query) => {
                let name = format!("log {} {} {}", query.user, query.action, query.client);
                if let Some(refusal) = self.refuse.take() {
                    return (name, Reply::Refused(refusal));
                }
                (name, Reply::Log(Box::new(super::log::review(&self.spice, query))))
            }
            Request::LogDetail { n, reason, .. } => {
                (format!("log detail {n} {reason}"), Reply::LogDetail(self.text("meikäl mai")))
            }
            Request::LogName { n, reason, .. } => {
                (format!("log name {n} {reason}"), Reply::LogName(self.text("Meikäläinen Maija")))
            }
            Request::LogSums { from, until } => {
                (short("log sums"), Reply::LogSums(Box::new(super::log::sums(&self.spice, from, until))))
            }
            Request::LogReviewed { note, .. } => {
                let done = Message::new("log-marked").with("name", self.text("Marja Virtanen"));
                (format!("log reviewed {note}"), Reply::Done(Some(done)))
            }
            Request::Users => {
                let granted = || match self.abilities.grants {
                    true => Allowed::Yes,
                    false => Allowed::No(Message::new("reason-no-right")),
                };
                let user = |n: u8, login: &str| User {
                    user: id(n),
                    login: self.text(login),
                    name: self.text(self.staff.0),
                    roles: vec![(self.text("case_officer"), 20_000, 21_000)],
                    rights: if n == 90 { vec![("compartment-safety", 20_700)] } else { Vec::new() },
                    state: self.staff.1,
                    grant: granted(),
                    right: granted(),
                };
                let mut users = vec![user(90, "korhonens"), user(91, "salmik")];
                if self.log.iter().any(|asked| asked.starts_with("new user uusi")) {
                    users.push(user(92, "uusi"));
                }
                (short("users"), Reply::Users(users))
            }
            Request::NewUser(user) => {
                let code = Reply::Code { user: id(92), code: self.text("ABCD-EFGH"), until: NOW };
                match self.refuse.take() {
                    Some(refusal) => (short("new user refused"), Reply::Refused(refusal)),
                    None => (format!("new user {} {}", user.login, user.role), code),
                }
            }
            Request::GrantRole { role, until, .. } => {
                let done = Message::new("role-given").with("from", "1.12.2026").with("until", "31.12.2027");
                (format!("grant {role} {until}"), Reply::Done(Some(done)))
            }
            Request::EndRole { role, .. } => {
                (format!("end role {role}"), Reply::Done(Some(Message::new("role-ended"))))
            }
            Request::GrantRight { until, reason, .. } => match self.refuse.take() {
                Some(refusal) => (short("right refused"), Reply::Refused(refusal)),
                None => {
                    let done = Some(Message::new("right-given"));
                    (format!("right {until} {reason}"), Reply::Done(done))
                }
            },
            Request::Declare { user, codes } => {
                let whose = if user.is_some() { "another" } else { "own" };
                let typed = [codes.own, codes.close, codes.close_ended].map(Option::unwrap_or_default);
                let done = Reply::Done(Some(Message::new("declared")));
                (format!("declare {whose} {}", typed.join("/")), done)
            }
            Request::EndRights { .. } => {
                (short("end rights"), Reply::Done(Some(Message::new("rights-ended"))))
            }
            Request::NewCode { .. } => {
                (short("code"), Reply::Code { user: id(92), code: self.text("ABCD"), until: NOW })
            }
            Request::Passivate { .. } => {
                (short("passivate"), Reply::Done(Some(Message::new("user-rights-removed"))))
            }
        }
    }
}

/// What a client needs, as a plan shows it.
pub fn needs() -> Vec<Part> {
    let kind = kind("service_need");
    let codes = crate::register::Value::codes(["job_search", "skills"]);
    let shown = Shown::Value { value: codes, label: None };
    vec![Part::Field(kind, kind.field("needs").unwrap().number, shown)]
}

/// A client's status, as a plan shows it.
pub fn state() -> Vec<Part> {
    let kind = kind("employment_status");
    let shown = Shown::Value { value: "02".into(), label: None };
    let since = Part::Words(Message::new("card-since").with("date", "30.11.2026"));
    vec![Part::Field(kind, kind.field("status").unwrap().number, shown), since]
}
