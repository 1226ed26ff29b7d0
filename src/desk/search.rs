//! Looking clients up, and the hits as summaries (register design, V13, L15).
//!
//! The lookup itself runs on a read connection of its own; a newer text interrupts an older one. The row of the log
//! is written before the hits are handed out (`search_run`).

use super::answer::Answer;
use super::api::{Hidden, Hit, Hits, Message, Shown, Unknown};
use super::kind;
use super::meaning::{Meaning, understand};
use super::own_file;
use super::session::Session;
use crate::access::Action;
use crate::cipherdb::Reader;
use crate::register::{Value, hetu};
use crate::store;
use crate::store::search::{Found, PROTECTED, Query, find, has_ended};

/// Hits shown of one search.
pub const MOST_HITS: usize = 50;

/// What a lookup found, before it may be shown.
pub struct Found50 {
    text: String,
    understood: Option<Message>,
    note: Option<Message>,
    found: Vec<Found>,
    more: bool,
    /// By the day of birth that the digits may be too, where somebody has them as a number: shown behind those, and
    /// alone to those who may not look numbers up.
    by_day: Option<Box<Found50>>,
}

impl Found50 {
    fn of(text: &str, understood: Message, answer: store::search::Answer) -> Found50 {
        let mut found = answer.found;
        found.truncate(MOST_HITS);
        let note = match (answer.cut, found.is_empty()) {
            (true, _) => Some(Message::new("search-too-many")),
            (false, true) => Some(Message::new("search-none")),
            (false, false) => None,
        };
        let understood = Some(understood);
        Found50 { text: text.to_owned(), understood, note, found, more: answer.cut, by_day: None }
    }

    /// Who has the number, and behind them who was born on the day: among many clients six digits are nearly always
    /// the end of somebody's number.
    fn with_day(mut self) -> Found50 {
        let Some(day) = self.by_day.take().filter(|day| !day.found.is_empty()) else { return self };
        let new = |other: &Found| self.found.iter().all(|found| found.person != other.person);
        let others: Vec<Found> = day.found.into_iter().filter(new).collect();
        self.more = self.more || day.more || self.found.len() + others.len() > MOST_HITS;
        self.found.extend(others);
        self.found.truncate(MOST_HITS);
        self.note = self.more.then(|| Message::new("search-too-many"));
        self.understood = Some(Message::new("search-by-phone-or-date"));
        self
    }

    /// What somebody may see of it who may not read telephone numbers.
    fn without_phone(self) -> Found50 {
        match (self.understood.as_ref().is_some_and(|m| m.id == BY_PHONE), self.by_day) {
            (true, Some(by_day)) => *by_day,
            (true, None) => {
                let note = Some(Message::new("search-no-phone"));
                Found50 { note, found: Vec::new(), more: false, by_day: None, ..self }
            }
            (false, by_day) => Found50 { by_day, ..self },
        }
    }
}

/// How a text was understood that is a telephone number.
const BY_PHONE: &str = "search-by-phone";

/// Looks up on a read connection. Answers nothing that a face may show: that is [`Session::hits`].
///
/// # Errors
/// [`store::Error::Interrupted`] when a newer text came.
pub fn look_up(reader: &Reader, text: &str, today: i32) -> store::Result<Found50> {
    let find = |query: &Query| find(reader, query, MOST_HITS + 1);
    let nothing = |note| Found50 {
        text: text.to_owned(),
        understood: None,
        note,
        found: Vec::new(),
        more: false,
        by_day: None,
    };
    Ok(match understand(text, today) {
        Meaning::Nothing(note) => nothing(note),
        Meaning::Wrong(message) => nothing(Some(message)),
        Meaning::Query(query, understood) => Found50::of(text, understood, find(&query)?),
        Meaning::PhoneOrDay(phone, day) => {
            let by_phone = find(&phone)?;
            let by_day = Found50::of(text, Message::new("search-by-birth-date"), find(&day)?);
            match by_phone.found.is_empty() {
                true => by_day,
                false => Found50 {
                    by_day: Some(Box::new(by_day)),
                    ..Found50::of(text, Message::new(BY_PHONE), by_phone)
                },
            }
        }
    })
}

impl Session {
    /// Logs a lookup and turns it into hits.
    ///
    /// # Errors
    /// Refused to those without case data; nothing is shown when the row cannot be written.
    pub fn hits(&mut self, found: Found50, run: u64) -> Answer<Hits> {
        self.require_clients(None)?;
        let may = self.seen_in_hits()?;
        let found = if may.phone { found.with_day() } else { found.without_phone() };
        // What was too short or wrong looked for nobody.
        if found.understood.is_some() || !found.found.is_empty() {
            let shown = found.found.iter().map(|f| f.person).collect();
            self.log_search(&found.text, shown, run)?;
        }
        let today = self.today();
        let mut hits: Vec<Hit> = found.found.iter().map(|found| hit(found, &may, today)).collect();
        mark_twins(&mut hits, &found.found);
        // Of a file that never opens there is nothing to ask.
        for (hit, found) in hits.iter_mut().zip(&found.found) {
            if own_file::is_own_or_close(&self.store, &self.who, found.person)? {
                hit.remark = Some(Message::new("hit-restricted"));
            }
        }
        Ok(Hits { text: found.text, understood: found.understood, hits, more: found.more, note: found.note })
    }

    /// What of a client the user may read in hits: the same fields as on the card (V13 within the matrix).
    fn seen_in_hits(&self) -> Answer<Seen> {
        let covers = |kind: &str, field: &str| -> Answer<bool> {
            let kind = kind::named(kind)?;
            let decision = self.decide(kind, Action::Read);
            Ok(kind.field(field).is_some_and(|field| decision.covers(field)))
        };
        Ok(Seen {
            born: covers("person", "birth_date")?,
            hetu: covers("person", "hetu")?,
            municipality: covers("contact_info", "municipality")?,
            phone: covers("contact_info", "phone")?,
        })
    }
}

/// Which fields of a hit may be read.
struct Seen {
    born: bool,
    hetu: bool,
    municipality: bool,
    phone: bool,
}

fn hit(found: &Found, may: &Seen, today: i32) -> Hit {
    let protected = found.flags & PROTECTED != 0;
    let municipality = match (&found.municipality, protected) {
        (_, true) => Shown::Hidden(Hidden::Protected),
        (_, false) if !may.municipality => Shown::Hidden(Hidden::NoRight),
        (Some(code), false) => Shown::Value { value: Value::Text(code.clone()), label: None },
        (None, false) => Shown::Unknown(Unknown::NeverAsked),
    };
    let remark = if found.former {
        Some(Message::new("hit-former-hetu"))
    } else if has_ended(found.flags, today) {
        Some(Message::new("hit-ended"))
    } else if found.similar {
        Some(Message::new("hit-similar"))
    } else {
        None
    };
    Hit {
        person: found.person,
        name: found.name.clone(),
        born: found.born.filter(|_| may.born),
        hetu: found.hetu.as_deref().filter(|_| may.hetu).map(hetu::mask),
        municipality,
        protected,
        remark,
        ask_whole_hetu: false,
    }
}

/// Two hits with the same birth day and surname: only the whole identity code tells them apart. There is room for one
/// remark, and this has to be asked before anything else.
fn mark_twins(hits: &mut [Hit], found: &[Found]) {
    let surname = |f: &Found| f.name.split(' ').next().unwrap_or_default().to_lowercase();
    for (i, hit) in hits.iter_mut().enumerate() {
        let Some(own) = found.get(i) else { continue };
        hit.ask_whole_hetu = found.iter().enumerate().any(|(j, other)| {
            i != j && own.born.is_some() && own.born == other.born && surname(own) == surname(other)
        });
        if hit.ask_whole_hetu {
            hit.remark = Some(Message::new("hit-ask-hetu"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::log;
    use crate::register::{Id, dates};
    use crate::store::access_log;

    const TODAY: i32 = 20_718; // 22.9.2026

    #[test]
    fn who_has_the_number_is_found_before_who_was_born_on_the_day() {
        let mut desk = crate::desk::testing::TestDesk::new("front_desk");
        let day = dates::from_ymd(1994, 5, 1).unwrap();
        let born = desk.person("Salo", "Aino", &[("birth_date", Value::Int(day.into()))]);
        let found = |desk: &crate::desk::testing::TestDesk, text: &str| {
            let reader = desk.session.store.reader(&crate::desk::testing::KEY).unwrap();
            let answer = look_up(&reader, text, TODAY).unwrap();
            (answer.found.iter().map(|f| f.person).collect::<Vec<_>>(), answer.understood.unwrap().id)
        };
        for text in ["01051994", "1994-05-01", "010594"] {
            assert_eq!(found(&desk, text), (vec![born], "search-by-birth-date"), "{text}");
        }
        let later = Value::Int(i64::from(day) + 1);
        let caller = desk.person("Niskanen", "Oskari", &[("birth_date", later)]);
        desk.record("contact_info", caller, &[("phone", "+35801051994".into())]);
        assert_eq!(found(&desk, "01051994"), (vec![caller], "search-by-phone"));
        // Both are shown: among a million numbers six digits are nearly always somebody's.
        let reader = desk.session.store.reader(&crate::desk::testing::KEY).unwrap();
        for text in ["01051994", "1051994"] {
            let answer = look_up(&reader, text, TODAY).unwrap();
            let hits = desk.session.hits(answer, 1).unwrap();
            let shown: Vec<Id> = hits.hits.iter().map(|hit| hit.person).collect();
            match text.len() {
                8 => {
                    assert_eq!(shown, [caller, born], "{text}");
                    assert_eq!(hits.understood.unwrap().id, "search-by-phone-or-date");
                }
                _ => assert_eq!(shown, [caller], "{text}: no day"),
            }
        }
    }

    /// A lookup that found somebody.
    fn looked_up(text: &str) -> Found50 {
        let found = Found {
            person: Id::from_bytes([3; 16]),
            name: "SALO Aino".to_owned(),
            born: None,
            hetu: None,
            municipality: None,
            flags: 0,
            former: false,
            similar: false,
        };
        Found50 {
            text: text.to_owned(),
            understood: None,
            note: None,
            found: vec![found],
            more: false,
            by_day: None,
        }
    }

    #[test]
    fn what_begins_otherwise_is_no_part_of_the_typing_run_before() {
        let mut desk = crate::desk::testing::TestDesk::new("front_desk");
        let rows = |session: &Session| {
            let mut rows = 0;
            for log in access_log::streams(session.store.connection()).unwrap() {
                access_log::each_row(session.store.connection(), log.number, |_| rows += 1).unwrap();
            }
            rows
        };
        let mut typed = |text: &str, run| {
            let before = rows(&desk.session);
            desk.session.hits(looked_up(text), run).unwrap();
            rows(&desk.session) - before
        };
        assert_eq!(typed("sa", 1), 1, "the first of a run");
        assert_eq!(typed("sal", 1), 0);
        assert_eq!(typed("  Salo", 1), 0, "counted");
        assert_eq!(typed("nis", 1), 2, "the run before as one row, and one of its own");
        assert_eq!(typed("nisk", 1), 0);
        assert_eq!(typed("nisk", 2), 2, "the face began a new run");
    }

    /// What the rows of searches say, oldest first: action, count, hits shown, sealed text.
    fn searches(desk: &crate::desk::testing::TestDesk) -> Vec<(u16, u64, Option<u64>, String)> {
        let connection = desk.session.store.connection();
        let office = desk.session.store.here().office;
        let mut rows = Vec::new();
        for stream in access_log::streams(connection).unwrap() {
            access_log::each_row(connection, stream.number, |row| {
                let header = log::decode_header(&row.header).unwrap();
                let body = log::decode_body(row.body.as_deref().unwrap()).unwrap();
                if body.search_id.is_none() {
                    return;
                }
                let text = match body.detail.as_ref().and_then(|detail| detail.get(&1)) {
                    Some(Value::Bytes(sealed)) => {
                        let key = crate::desk::testing::ck(crate::desk::office::LOG_DETAIL);
                        let place = (stream.dev, header.head.n);
                        let text = key.open_log_detail(office, place, sealed).unwrap();
                        String::from_utf8(text.to_vec()).unwrap()
                    }
                    _ => String::new(),
                };
                rows.push((header.action, header.count, body.shown_n, text));
            })
            .unwrap();
        }
        rows
    }

    /// A lookup that found nobody.
    fn in_vain(text: &str) -> Found50 {
        let understood = Some(Message::new("search-by-name"));
        Found50 {
            text: text.to_owned(),
            understood,
            note: None,
            found: Vec::new(),
            more: false,
            by_day: None,
        }
    }

    #[test]
    fn every_name_that_was_looked_for_stands_in_the_log() {
        let mut desk = crate::desk::testing::TestDesk::new("front_desk");
        for text in ["ha", "halo", "halonen", "ha", "h", "hak", "hakala"] {
            desk.session.hits(looked_up(text), 1).unwrap();
        }
        desk.session.end_search().unwrap();
        let row = |action, count, shown, text: &str| (action, count, shown, text.to_owned());
        assert_eq!(
            searches(&desk),
            [
                row(204, 1, Some(1), "ha"),
                row(212, 4, None, "halonen → h"),
                row(204, 1, Some(1), "hak"),
                row(212, 1, None, "hakala"),
            ]
        );
    }

    #[test]
    fn a_name_that_nobody_has_was_looked_for_too() {
        let mut desk = crate::desk::testing::TestDesk::new("front_desk");
        let row = |action, count, shown, text: &str| (action, count, shown, text.to_owned());
        for text in ["xav", "xavi"] {
            desk.session.hits(in_vain(text), 1).unwrap();
            assert_eq!(searches(&desk), [], "nothing is written while it is typed");
        }
        desk.session.hits(in_vain("niskanen"), 1).unwrap();
        assert_eq!(searches(&desk), [row(204, 1, Some(0), "xav"), row(212, 1, None, "xavi")]);
        // What a text that found somebody begins with is told by that text; what went further is told by itself.
        desk.session.hits(looked_up("nisk"), 1).unwrap();
        assert_eq!(searches(&desk)[2..], [row(204, 1, Some(0), "niskanen"), row(204, 1, Some(1), "nisk")]);
        desk.session.hits(in_vain("240680"), 2).unwrap();
        desk.session.hits(looked_up("240680-9031"), 2).unwrap();
        assert_eq!(searches(&desk)[4..], [row(204, 1, Some(1), "240680-9031")]);
        // A text too short to look for anything is none.
        let found = Found50 { understood: None, ..in_vain("s") };
        desk.session.hits(found, 3).unwrap();
        desk.session.end_search().unwrap();
        assert_eq!(searches(&desk).len(), 5);
        desk.session.hits(in_vain("salo"), 4).unwrap();
        desk.session.end_search().unwrap();
        assert_eq!(searches(&desk)[5..], [row(204, 1, Some(0), "salo")]);
    }

    #[test]
    fn of_twins_the_whole_code_is_asked_unless_their_file_never_opens() {
        use crate::desk::testing::{KEY, TestDesk};
        let mut desk = TestDesk::new("front_desk");
        let day = |day: i32| crate::register::Value::Int(day.into());
        let codes = ["010594Y9032", "010594Y9021"].map(|code| ("hetu", crate::register::Value::from(code)));
        let [first, second] = codes.map(|code| desk.person("Salo", "Aino", &[code]));
        desk.person("Salonen", "Aino", &[]);
        // Her customership has ended, too: what has to be asked goes before.
        desk.record("customership", second, &[("start", day(100)), ("end", day(200))]);
        let remarks = |desk: &mut TestDesk| {
            let reader = desk.session.store.reader(&KEY).unwrap();
            let found = look_up(&reader, "salo", desk.session.today()).unwrap();
            let hits = desk.session.hits(found, 1).unwrap().hits;
            let of = |person: Id| {
                let hit = hits.iter().find(|hit| hit.person == person).unwrap();
                (hit.ask_whole_hetu, hit.remark.as_ref().map(|m| m.id))
            };
            [of(first), of(second)]
        };
        assert_eq!(remarks(&mut desk), [(true, Some("hit-ask-hetu")); 2]);
        desk.session.who.own_hetu = desk.session.own_tag(Some("010594Y9032")).unwrap();
        assert_eq!(remarks(&mut desk), [(true, Some("hit-restricted")), (true, Some("hit-ask-hetu"))]);
    }

    #[test]
    fn a_pause_in_the_typing_writes_what_was_looked_for_and_the_run_goes_on() {
        let mut desk = crate::desk::testing::TestDesk::new("front_desk");
        let row = |action, count, shown, text: &str| (action, count, shown, text.to_owned());
        desk.session.hits(looked_up("ni"), 1).unwrap();
        assert!(!desk.session.search_waits(), "the first has its row");
        for text in ["nis", "niskanen", "niskanen osk"] {
            desk.session.hits(looked_up(text), 1).unwrap();
        }
        assert!(desk.session.search_waits());
        assert_eq!(searches(&desk).len(), 1, "no write for a key");
        for _ in 0..2 {
            desk.session.tell_search().unwrap();
            assert!(!desk.session.search_waits());
            let told = [row(204, 1, Some(1), "ni"), row(212, 3, None, "niskanen osk")];
            assert_eq!(searches(&desk), told, "once");
        }
        desk.session.hits(looked_up("niskanen oskari"), 1).unwrap();
        desk.session.end_search().unwrap();
        assert_eq!(searches(&desk)[2..], [row(212, 1, None, "niskanen oskari")]);
        // Who found nobody and paused gets the row of the first result before it is shown, as ever.
        desk.session.hits(in_vain("xav"), 2).unwrap();
        assert!(desk.session.search_waits());
        desk.session.tell_search().unwrap();
        assert_eq!(searches(&desk)[3..], [row(204, 1, Some(0), "xav")]);
        desk.session.hits(looked_up("xavi"), 2).unwrap();
        assert_eq!(searches(&desk)[4..], [row(204, 1, Some(1), "xavi")]);
    }

    #[test]
    fn a_customership_that_ends_later_is_in_force_until_its_last_day_has_passed() {
        use crate::desk::testing::{KEY, TestDesk};
        let mut desk = TestDesk::new("front_desk");
        let today = desk.session.today();
        let day = |day: i32| crate::register::Value::Int(day.into());
        let person = desk.person("Salo", "Aino", &[]);
        desk.record("customership", person, &[("start", day(today - 300)), ("end", day(today - 100))]);
        desk.record("customership", person, &[("start", day(today - 50)), ("end", day(today + 1))]);
        let remark = |desk: &mut TestDesk| {
            let reader = desk.session.store.reader(&KEY).unwrap();
            let found = look_up(&reader, "salo", desk.session.today()).unwrap();
            desk.session.hits(found, 1).unwrap().hits[0].remark.as_ref().map(|m| m.id)
        };
        assert_eq!(remark(&mut desk), None);
        desk.clock.wait(86_400_000);
        assert_eq!(remark(&mut desk), None, "the last day");
        desk.clock.wait(86_400_000);
        assert_eq!(remark(&mut desk), Some("hit-ended"), "nothing was written meanwhile");
        desk.record("customership", person, &[("start", day(today + 2))]);
        assert_eq!(remark(&mut desk), None);
    }

    /// Who reads names and identity codes alone (matrix, P) is told no more by a search, and finds nobody by a number.
    #[test]
    fn a_hit_tells_no_more_than_the_role_may_read() {
        let mut desk = crate::desk::testing::TestDesk::new("front_desk");
        let day = dates::from_ymd(1994, 5, 1).unwrap();
        let born = ("birth_date", Value::Int(day.into()));
        let person = desk.person("Salo", "Aino", &[("hetu", "010594Y9032".into()), born.clone()]);
        let caller = desk.person("Niskanen", "Oskari", &[("birth_date", Value::Int(i64::from(day) + 1))]);
        desk.record(
            "contact_info",
            person,
            &[("municipality", "398".into()), ("phone", "+358500000011".into())],
        );
        desk.record("contact_info", caller, &[("phone", "+35801051994".into())]);
        let mut found = |role: &str, text: &str| {
            desk.session.who.roles = vec![role.to_owned()];
            let reader = desk.session.store.reader(&crate::desk::testing::KEY).unwrap();
            let found = look_up(&reader, text, TODAY).unwrap();
            desk.session.hits(found, 1).unwrap()
        };
        let whole = found("front_desk", "salo aino").hits.remove(0);
        assert!(whole.born.is_some() && matches!(whole.municipality, Shown::Value { .. }));
        let hit = found("payments_officer", "salo aino").hits.remove(0);
        assert_eq!(hit.hetu.as_deref(), Some("010594Y****"));
        assert_eq!((hit.born, hit.municipality), (None, Shown::Hidden(Hidden::NoRight)));
        assert_eq!(found("front_desk", "050 000 0011").hits.len(), 1);
        let refused = found("payments_officer", "050 000 0011");
        assert!(refused.hits.is_empty(), "nobody by a number");
        assert_eq!(refused.note.map(|m| m.id), Some("search-no-phone"));
        let nobody = found("payments_officer", "050 000 0012").note;
        assert_eq!(nobody.map(|m| m.id), Some("search-no-phone"), "nor that there is nobody");
        // Digits that are a day too look for the day, whether or not somebody has the number.
        let by_day = found("payments_officer", "01051994");
        assert_eq!(by_day.hits.iter().map(|hit| hit.person).collect::<Vec<_>>(), [person]);
        assert_eq!(found("front_desk", "01051994").hits[0].person, caller);
    }
}
