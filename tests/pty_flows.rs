//! The few flows that only a terminal can show: the real program, a practice office of its own, keys and the screen.
//! What a screen does with its keys is tested below this level; here it is the wiring.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code
)]

mod pty;

use luukku::tui::key::parse_keys;
use pty::office::Office;
use pty::steps::OSKARI;
use pty::{LIMIT, Pty, bytes_of, count, find, readme};
use rustix::process::Signal;

/// The role that the README's first page is written for.
const CLERK: &str = "front_desk";

/// The well-known client of the documentation, with a plan that waits and a booking today.
fn oskari() -> String {
    hetu("240680", '-', "945")
}

/// A henkilötunnus of the practice office, with its check character.
fn hetu(day: &str, sign: char, number: &str) -> String {
    let digits: u32 = format!("{day}{number}").parse().unwrap();
    let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY"[digits as usize % 31];
    format!("{day}{sign}{number}{}", char::from(check))
}

/// The clerk with a client's card open.
fn at_card(office: &Office, (search, name): (&str, &str)) -> Pty {
    let mut pty = office.log_in(CLERK);
    pty.open_card(search, name);
    pty
}

/// The clerk in the text of a quick note about the client of the documentation.
fn at_note(office: &Office) -> Pty {
    let mut pty = at_card(office, OSKARI);
    pty.quick_note();
    pty.go("4", "Teksti");
    pty
}

/// The clerk in the form of a new contact about the same client, at the subject.
fn at_contact(office: &Office) -> Pty {
    let mut pty = at_card(office, OSKARI);
    pty.new_contact();
    pty.type_keys("<enter>36<enter>");
    pty
}

/// A visit from beginning to end as the first page of the README tells it, after a password that was wrong.
#[test]
fn the_first_page_of_the_readme_as_it_is_written() {
    let office = Office::new();
    let page = readme::first_page(office.staff(CLERK));
    let [log_in, find_client, read, note, lock, end] = &page[..] else { panic!("{page:?}") };

    let mut pty = office.open((80, 24));
    // A newcomer reads login and password off the screen.
    pty.wait_for(&office.staff(CLERK).password, LIMIT);
    assert!(pty.screen().contains(&office.staff(CLERK).login));
    let ((row, _), shown) = pty.cursor();
    assert!(shown && pty.row(row).contains("Tunnus"), "the cursor waits for the user's id");
    pty.go(
        &format!("{}<enter>vaara salasana<enter>", office.staff(CLERK).login),
        "Tunnus tai salasana on väärä",
    );
    // The page's first step types the user's id too: the field is emptied as a person would.
    pty.type_keys("<s-tab><c-u>");
    let [login] = &log_in[..] else { panic!("{log_in:?}") };
    pty.go(login, "Asiakashaku");

    let [name, how] = &find_client[..] else { panic!("{find_client:?}") };
    pty.go(name, "Miten tunnistettu?");
    assert!(pty.screen().contains("Niskanen Oskari"));
    pty.go(how, "Asiakaskortti");
    assert!(pty.row(2).starts_with("NISKANEN Oskari  s. 24.6.1980  240680-****"), "{}", pty.row(2));

    let [contacts, back] = &read[..] else { panic!("{read:?}") };
    pty.go(contacts, "Yhteydenotot");
    pty.wait_gone("Asiakaskortti", LIMIT);
    pty.go(back, "Asiakaskortti");

    let [quick, template, save] = &note[..] else { panic!("{note:?}") };
    pty.go(quick, "PIKAKIRJAUS");
    pty.go(template, "Tallennus tekee yhdellä kertaa");
    pty.type_keys(save);
    pty.wait_until("the word of it on row 23", LIMIT, |pty| pty.says("Tallennettu"));
    pty.wait_for("Asiakaskortti", LIMIT);

    let [quick, template, text, shut] = &lock[..] else { panic!("{lock:?}") };
    pty.go(quick, "PIKAKIRJAUS");
    pty.go(template, "Teksti");
    pty.go(text, "Kävi näyttämässä työtodistusta");
    pty.go(shut, "Lukittu klo");
    for secret in ["näyttämässä", "NISKANEN", "Niskanen", "240680"] {
        assert!(!pty.screen().contains(secret), "{secret} behind the lock:\n{}", pty.screen());
    }
    pty.go(&format!("{}<enter>", office.staff(CLERK).password), "Kävi näyttämässä työtodistusta");

    let [leave] = &end[..] else { panic!("{end:?}") };
    pty.go(leave, "Asiakashaku");
    pty.wait_gone("NISKANEN", LIMIT);
    pty.type_keys("<c-q>");
    // The note of the last step but one is a draft now.
    pty.wait_for("Sinulla on 1 luonnos tallessa", LIMIT);
    pty.type_keys("<f9>");
    assert!(pty.wait_exit(LIMIT).success());
}

/// Somebody without case data has no search to find anybody with, and is told so in words.
#[test]
fn the_administrator_has_no_client_search() {
    let office = Office::new();
    let mut pty = office.open((80, 24));
    office.type_login(&mut pty, "administrator");
    pty.wait_gone("Salasana", LIMIT);
    pty.wait_for("Käyttäjät", LIMIT);
    pty.go("<f3>", "asiakashaku ei kuulu rooliisi");
    pty.type_keys("niskanen osk<enter>");
    assert!(!pty.screen().contains("Niskanen Oskari"), "{}", pty.screen());
}

/// Two windows on one office: the second one says so at its login, and both work.
#[test]
fn a_second_window_on_the_same_office_says_so() {
    let office = Office::new();
    let mut first = office.log_in(CLERK);
    let mut second = office.open((80, 24));
    second.wait_for("toisessa ikkunassa", LIMIT);
    office.type_login(&mut second, "case_officer");
    second.wait_for("Asiakashaku", LIMIT);
    first.go("niskanen osk<enter>1", "NISKANEN Oskari");
    second.go("niskanen osk<enter>1", "NISKANEN Oskari");
    first.type_keys("<f3>");
    first.wait_gone("NISKANEN", LIMIT);
    first.type_keys("<c-q>");
    assert!(first.wait_exit(LIMIT).success());
    // The only one now: behind its lock it does not speak of another any more.
    second.go("<c-l>", "Lukittu klo");
    second.wait_gone("toisessa ikkunassa", LIMIT);
}

/// A client who cannot be identified: the file stays shut, and so does the clerk's own, who is a client too.
#[test]
fn without_identification_the_file_stays_shut() {
    let office = Office::new();
    let mut pty = office.log_in(CLERK);
    pty.go("rantala tuomas<enter>0", "Ei avattu: asiakasta ei tunnistettu.");
    assert!(!pty.screen().contains("Asiakaskortti"));
    pty.go("<f3>virtanen marja kaa<enter>1", "käyttö on rajoitettu.");
    assert!(!pty.screen().contains("Asiakaskortti"));
}

/// What is typed and pasted stands there as it was: three lines, signs of the third level, Finnish letters.
#[test]
fn three_pasted_lines_and_finnish_letters_stand_in_a_note() {
    let office = Office::new();
    let mut pty = at_contact(&office);
    pty.type_keys("Todistus @ ÅÄÖ<enter>");
    pty.paste("ensimmäinen rivi\ntoinen @ rivi\nKOLMAS ÅÄÖ");
    pty.type_keys(" åäö €@{}[]|\\ šžđ");
    let last = "KOLMAS ÅÄÖ åäö €@{}[]|\\ šžđ";
    pty.wait_for(last, LIMIT);
    let row = |text: &str| (1..=24).find(|row| pty.row(*row).contains(text)).unwrap();
    let (first, second, third) = (row("ensimmäinen rivi"), row("toinen @ rivi"), row(last));
    assert_eq!((second, third), (first + 1, first + 2), "Enter in a paste is a new line and submits nothing");
    pty.save();
}

/// A case officer makes the plan of a client who has none, sees it, and changes it.
#[test]
fn a_case_officer_makes_a_plan_and_changes_it() {
    let office = Office::new();
    let mut pty = office.log_in("case_officer");
    // His job search is over, and his plan ended with it.
    pty.go(&format!("{}<enter>1", hetu("030294", '-', "921")), "Asiakaskortti");
    pty.go("4", "suunnitelmaa ei ole");
    pty.go("<f7>", "Työllistymissuunnitelma: uusi");
    pty.go("<enter><enter>Alan vaihdon tuki<f6><enter>t+14<f9>", "TOIMINTASUUNNITELMA");
    pty.wait_for("Alan vaihdon tuki", LIMIT);
    pty.go("m", "Työllistymissuunnitelma: muokkaa");
    pty.go("<tab><tab><tab>Myyjän työ<f9>", "tavoite: Myyjän työ");
    pty.wait_gone("muokkaa", LIMIT);
}

/// The window shrinks below what the program can show, and grows again.
#[test]
fn a_window_that_is_too_small_keeps_what_is_typed() {
    let office = Office::new();
    let mut pty = at_note(&office);
    pty.go("<c-u>keskeneräinen", "keskeneräinen");
    let before = pty.screen();
    pty.resize(40, 10);
    pty.wait_for("Ikkuna on liian pieni: 40×10.", LIMIT);
    assert!(!pty.screen().contains("NISKANEN") && pty.cursor().1, "{}", pty.screen());
    let begin = pty.raw_bytes().len();
    pty.type_keys("x");
    pty.wait_until("a bell: the key is refused", LIMIT, |pty| pty.raw_bytes()[begin..].contains(&7));
    pty.resize(80, 24);
    pty.wait_until("the same screen as before", LIMIT, |pty| same(&pty.screen(), &before));
    pty.resize(120, 40);
    pty.wait_for("keskeneräinen", LIMIT);
    pty.wait_until("the key bar on the last row", LIMIT, |pty| pty.row(40).contains("F1"));
}

/// Two screens that differ at most in moments: of the kept draft, and of a contact that begins now.
fn same(one: &str, other: &str) -> bool {
    let lines = |screen: &str| -> Vec<String> {
        let moment =
            |line: &str| line.contains("tallessa") || line.contains("* Aika") || line.trim().is_empty();
        screen.lines().filter(|line| !moment(line)).map(|line| line.trim_end().to_owned()).collect()
    };
    lines(one) == lines(other)
}

/// The privacy cover: nothing of a client is on the screen, other keys are refused, the text is kept.
#[test]
fn the_cover_hides_everything_and_gives_it_back() {
    let office = Office::new();
    let mut pty = at_note(&office);
    pty.go("<c-u>ei muiden silmille", "ei muiden silmille");
    pty.type_keys("<f8>");
    pty.wait_gone("ei muiden silmille", LIMIT);
    let covered = pty.screen();
    for secret in ["NISKANEN", "Niskanen", "240680", "silmille", "PIKAKIRJAUS"] {
        assert!(!covered.contains(secret), "{secret} on the cover:\n{covered}");
    }
    pty.go("xyz<enter><f8>", "ei muiden silmille");
    assert!(!pty.screen().contains("xyz"));
}

/// The system ends the program: the terminal is given back as it was taken.
#[test]
fn the_terminal_is_given_back_at_a_signal() {
    for signal in [Signal::TERM, Signal::HUP] {
        let office = Office::new();
        let mut pty = at_card(&office, OSKARI);
        assert!(pty.alternate_screen());
        for taken in [&b"\x1b[?1049h"[..], b"\x1b[?2004h", b"\x1b[>1u"] {
            assert!(find(pty.raw_bytes(), taken), "{}", taken.escape_ascii());
        }
        let raw = pty.discipline();
        let begin = pty.raw_bytes().len();
        pty.kill(signal);
        pty.wait_exit(LIMIT);
        let end = &pty.raw_bytes()[begin..];
        // Kitty flags popped, paste mode off, cursor shown, alternate screen left, scrollback erased.
        for given in [&b"\x1b[<1u"[..], b"\x1b[?2004l", b"\x1b[?25h", b"\x1b[?1049l", b"\x1b[3J"] {
            assert!(find(end, given), "{signal:?}: no {} in {}", given.escape_ascii(), end.escape_ascii());
        }
        assert!(!pty.alternate_screen() && pty.cursor().1);
        assert_ne!(pty.discipline(), raw, "{signal:?}: the line discipline is still raw");
        assert!(!pty.screen().contains("NISKANEN"), "{}", pty.screen());
    }
}

/// Nobody has a chance to say anything at a kill: what was typed comes back all the same.
#[test]
fn a_draft_survives_kill_9() {
    let typed = "Katoamaton katu 7";
    let office = Office::new();
    let mut pty = at_card(&office, OSKARI);
    pty.go(&format!("1<enter>{typed}"), typed);
    pty.wait_for("luonnos tallessa", LIMIT);
    pty.kill(Signal::KILL);
    pty.wait_exit(LIMIT);
    let files = std::fs::read_dir(office.dir()).unwrap().map(|e| e.unwrap().path());
    for file in files.filter(|f| f.is_file()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!find(&bytes, typed.as_bytes()), "the text lies in {}", file.display());
    }
    let mut pty = at_card(&office, OSKARI);
    assert!(!pty.screen().contains(typed), "a draft is not a record");
    pty.go("1<enter>", "Lomakkeesta on luonnos");
    pty.go("<f9>", typed);
}

/// A long script ends in the same screen however its bytes come: all in one write, cut in two at any place, one by one.
#[test]
fn two_hundred_keys_end_in_the_same_screen_however_they_come() {
    // Arrows, Esc and letters of two and three bytes are what a cut can spoil.
    let begin = "niskanen osk<enter>15<f7><enter>36<enter>Käynti<enter>";
    let mut script = String::from(begin);
    let piece = "Åke: äö<left><right><home><end>€<bs><del>a<f1><esc>";
    while count(&script) + count(piece) + count(" loppu") <= 200 {
        script.push_str(piece);
    }
    script.push_str(&"ö".repeat(200 - count(&script) - count(" loppu")));
    script.push_str(" loppu");
    assert_eq!(count(&script), 200);
    let bytes = bytes_of(&script);

    let office = Office::new();
    let mut slow = at_contact(&office);
    slow.type_keys("Käynti<enter>");
    for key in parse_keys(&script[begin.len()..]).unwrap() {
        slow.type_keys(&key.to_string());
    }
    slow.wait_for(" loppu", LIMIT);
    slow.wait_for("luonnos tallessa", LIMIT);
    let wanted = slow.screen();
    drop(slow);

    // Cuts within sequences of keys and within letters, and every byte alone.
    let inside = (1..bytes.len()).filter(|i| bytes[i - 1] == 0x1b || bytes[*i] & 0xc0 == 0x80);
    let cuts: Vec<usize> = inside.step_by(17).take(4).collect();
    let mut ways: Vec<Vec<&[u8]>> = vec![vec![&bytes[..]], bytes.chunks(1).collect()];
    ways.extend(cuts.iter().map(|i| vec![&bytes[..*i], &bytes[*i..]]));
    for way in ways {
        let office = Office::new();
        let mut pty = office.log_in(CLERK);
        for piece in &way {
            pty.send(piece);
        }
        pty.wait_for(" loppu", LIMIT);
        pty.wait_for("luonnos tallessa", LIMIT);
        let screen = pty.screen();
        assert!(same(&screen, &wanted), "{} pieces:\n{screen}\nslowly:\n{wanted}", way.len());
    }
}

/// The most frequent visits, counted in keys from the empty search to the empty search (tui design, 4.8).
#[test]
fn key_counts_of_the_most_frequent_visits() {
    let office = Office::new();
    let mut pty = office.log_in(CLERK);
    let visits: [(&str, String, usize, &str); 3] = [
        ("state and next date", format!("{}<enter>1|<c-y>1<f9>|<f3>", oskari()), 17, "yhteydenotto 36"),
        ("arrival", format!("{}<enter>1|s|<f3>", oskari()), 15, "saapui ajalle 10.15"),
        (
            "address change",
            format!("{}<enter>1|1<enter>Aleksintie 12<enter>15110<enter><f9>|<f3>", oskari()),
            37,
            "Tallennettu",
        ),
    ];
    for (visit, script, keys, done) in visits {
        let parts: Vec<&str> = script.split('|').collect();
        assert_eq!(parts.iter().map(|part| count(part)).sum::<usize>(), keys, "{visit}: {script}");
        pty.go(parts[0], "NISKANEN Oskari");
        pty.type_keys(parts[1]);
        // On a day when the office is closed nobody has a booking, and the key says so.
        let closed = |pty: &Pty| visit == "arrival" && pty.row(23).contains("ei ole aikaa");
        pty.wait_until(&format!("{visit}: {done} on row 23"), LIMIT, |pty| pty.says(done) || closed(pty));
        pty.go(parts[2], "Asiakashaku");
        pty.wait_gone("NISKANEN", LIMIT);
    }
}

/// The office is made by another process: the one that stays for the day keeps to its budget.
#[cfg(target_os = "linux")]
#[test]
fn a_session_that_made_the_practice_office_keeps_to_its_memory() {
    let home = tempfile::tempdir().unwrap();
    let args = ["demo", "--clients", "300", "--full", "100"];
    let mut pty = Pty::spawn(pty::office::LUUKKU, &args, home.path(), home.path(), (80, 24));
    pty.wait_for("Salasana", LIMIT);
    let status = std::fs::read_to_string(format!("/proc/{}/status", pty.pid())).unwrap();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() / 1024
    };
    assert!(of("VmHWM:") <= 64, "{} MiB now, {} MiB at most", of("VmRSS:"), of("VmHWM:"));
    assert!(home.path().join("practice").join("keyslots").exists());
}
