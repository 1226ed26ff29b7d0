//! The scripted face on a practice office: the same doors and the same masks as the screens.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code
)]

mod cli;

use cli::{Practice, practice, run};

const CLERK: &str = "virtanenm";
const OFFICER: &str = "korhonens";

#[test]
fn the_practice_office_tells_its_staff_and_stays_the_same() {
    let office = practice();
    let roles: Vec<&str> =
        office.staff().as_array().unwrap().iter().map(|s| s["role"].as_str().unwrap()).collect();
    for role in ["front_desk", "case_officer", "supervisor", "log_auditor", "administrator"] {
        assert!(roles.contains(&role), "{role}");
    }
    let again = run(&["demo", "--dir", office.dir.to_str().unwrap(), "--no-open", "--json"], b"");
    assert_eq!(again.json()[0]["staff"], *office.staff());
    for entry in std::fs::read_dir(&office.dir).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for word in ["Meikäläinen", "010594Y9032", "Niskanen"] {
            assert!(!text.contains(word), "{word} stands in the clear");
        }
    }
}

#[test]
fn only_a_practice_office_is_ever_removed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("office");
    let dir = dir.to_str().unwrap();
    let made = run(
        &[
            "setup",
            "--dir",
            dir,
            "--office",
            "Lahti",
            "--machine",
            "TISKI-01",
            "--unit",
            "Neuvonta",
            "--login",
            "heinoo",
            "--name",
            "Outi Heino",
            "--backend",
            "file",
            "--password-stdin",
        ],
        "huopatossu tuohikontti nokipannu metsäpolku\n".as_bytes(),
    );
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.out.contains("Palautusavain"));
    let refused = run(&["demo", "--dir", dir, "--reset", "--no-open"], b"");
    assert_eq!(refused.code, 1);
    assert!(std::path::Path::new(dir).join("register.db").exists());
    let again = run(&["setup", "--dir", dir, "--office", "Lahti"], b"");
    assert_ne!(again.code, 0);

    // The key on the paper is confirmed, and made anew with the old one: both come after the password.
    let group = |g: &&str| g.len() == 4 && g.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    let groups: Vec<&str> = made.out.split_whitespace().filter(group).collect();
    assert_eq!(groups.len(), 14, "{}", made.out);
    let recovery = |what: &[&str], key: &str| {
        let mut args = vec!["recovery"];
        args.extend(what);
        args.extend(["--dir", dir, "--login", "heinoo", "--password-stdin", "--json"]);
        run(&args, format!("huopatossu tuohikontti nokipannu metsäpolku\n{key}\n").as_bytes())
    };
    let doctor = || {
        let args = ["doctor", "--dir", dir, "--login", "heinoo", "--password-stdin", "--json"];
        let told = run(&args, "huopatossu tuohikontti nokipannu metsäpolku\n".as_bytes());
        told.json().into_iter().find(|f| f["check"] == "recovery").unwrap()["state"].clone()
    };
    assert_eq!(doctor(), "warning");
    assert_eq!(recovery(&["confirm"], "ABCD-EFGH").code, 1);
    let right = recovery(&["confirm"], &groups.join("-"));
    assert_eq!(right.code, 0, "{}{}", right.out, right.err);
    assert_eq!(doctor(), "ok");
    let renewed = recovery(&["renew", "--old-key"], &groups.join(" "));
    assert_eq!(renewed.code, 0, "{}{}", renewed.out, renewed.err);
    let key = renewed.json()[0]["recovery_key"].as_str().unwrap().to_owned();
    assert_eq!(doctor(), "warning");
    assert_eq!(recovery(&["confirm"], &groups.join("-")).code, 1, "the old one is none any more");
    assert_eq!(recovery(&["confirm"], &key).code, 0);
    let nobody = recovery(&["user", "--user", "muu"], &key);
    assert_eq!(nobody.json()[0]["error"], "error-user-unknown", "{}{}", nobody.out, nobody.err);
}

#[test]
fn a_search_a_line_and_nothing_unmasked() {
    let found = practice().run(
        CLERK,
        &["find", "--json"],
        "meikäl maija\n010594Y9032\nei löydy kukaan\n010594Y9033\n",
    );
    assert_eq!(found.code, 0, "{}", found.err);
    let answers = found.json();
    assert_eq!(answers.len(), 4);
    let hits = answers[0]["hits"].as_array().unwrap();
    assert_eq!(hits[0]["name"], "Meikäläinen Maija Inkeri");
    assert_eq!(hits[0]["hetu"], "010594Y****");
    assert_eq!(hits[0]["municipality"]["state"], "hidden");
    assert_eq!(hits[1]["municipality"]["state"], "value");
    assert_eq!(answers[1]["hits"].as_array().unwrap().len(), 1);
    assert_eq!(answers[2]["note"]["id"], "search-none");
    assert_eq!(answers[3]["note"]["id"], "error-hetu-check");
    assert!(!found.out.contains("010594Y903\""));
}

#[test]
fn a_wrong_password_opens_nothing_and_an_administrator_sees_no_client() {
    let office = Practice::new(10, 2);
    let dir = office.dir.to_str().unwrap();
    let wrong = run(&["find", "--dir", dir, "--login", CLERK, "--password-stdin"], b"wrong\nmeik\n");
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
    let refused = office.run("heinoo", &["find", "--json"], "meikäl\n");
    assert_eq!(refused.code, 1);
    assert!(!refused.out.contains("Maija"), "{}", refused.out);
    assert_eq!(refused.json()[0]["error"], "refused-no-clients", "why, and what to do");
}

#[test]
fn a_wrong_way_of_identifying_names_the_right_ones() {
    let office = Practice::new(4, 1);
    for command in ["show", "note"] {
        let wrong = office.run(CLERK, &[command, "--identified", "9"], "meikäl\n");
        assert_eq!(wrong.code, 2);
        for way in ["1 henkilökortti", "5 tunnettu", "7 vahva"] {
            assert!(wrong.err.contains(way), "{command}: {}", wrong.err);
        }
    }
    let wrong = office.run(CLERK, &["show", "--purpose", "huvi"], "meikäl\n");
    assert!(wrong.err.contains("own-client, booking"), "{}", wrong.err);
}

#[test]
fn a_card_needs_how_the_client_was_identified_and_hides_what_the_screen_hides() {
    let office = practice();
    let no_ground = office.run(CLERK, &["show", "--json"], "010594Y9032\n");
    assert_eq!(no_ground.code, 2);
    let shown = office.run(CLERK, &["show", "--identified", "1", "--json"], "010594Y9032\n");
    assert_eq!(shown.code, 0, "{}{}", shown.out, shown.err);
    let card = &shown.json()[0];
    assert_eq!(card["hetu"], "010594Y****");
    assert!(!shown.out.contains("010594Y9032"));
    assert!(card["facts"].as_array().unwrap().len() > 3);
    let plain = office.run(CLERK, &["show", "--identified", "1"], "010594Y9032\n");
    assert_eq!(plain.code, 0);
    assert!(plain.out.contains("Maija"));
    let kind =
        office.run(CLERK, &["show", "--identified", "5", "--kind", "contact", "--json"], "010594Y9032\n");
    let list = &kind.json()[0];
    assert_eq!(list["total"].as_u64().unwrap() as usize, list["records"].as_array().unwrap().len());
}

#[test]
fn a_note_is_confirmed_line_by_line_and_stands_in_the_contact_log() {
    let office = Practice::new(10, 5);
    let notes = "240680-945\tx\n{\"client\":\"NISKANEN\",\"text\":\"x\"}\nno tab\n";
    let wrong = office.run(
        CLERK,
        &["note", "--identified", "1", "--method", "36", "--subject", "A", "--json"],
        notes,
    );
    assert_eq!(wrong.code, 1);
    assert!(wrong.json().iter().all(|a| a["ok"] == false), "{}", wrong.out);

    let notes = "010594Y9032\tYksi\n{\"client\":\"010594Y9032\",\"text\":\"Kaksi\",\"subject\":\"Toinen\",\"ref\":7}\n";
    let done = office.run(
        CLERK,
        &["note", "--identified", "1", "--method", "36", "--subject", "Käynti", "--json"],
        notes,
    );
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let answers = done.json();
    assert_eq!(answers.len(), 2);
    assert_eq!((&answers[1]["line"], &answers[1]["ref"]), (&2.into(), &7.into()));

    let list =
        office.run(CLERK, &["show", "--identified", "1", "--kind", "contact", "--json"], "010594Y9032\n");
    let list = &list.json()[0];
    let texts: Vec<&str> = list["records"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|r| r["fields"]["text"]["value"].as_str())
        .collect();
    assert!(texts.contains(&"Yksi") && texts.contains(&"Kaksi"), "{texts:?}");
    let subjects: Vec<&str> = list["records"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|r| r["fields"]["subject"]["value"].as_str())
        .collect();
    assert!(subjects.contains(&"Käynti") && subjects.contains(&"Toinen"), "{subjects:?}");

    let template = office.run(
        CLERK,
        &["note", "--identified", "1", "--template", "1", "--json"],
        "{\"client\":\"010594Y9032\"}\n",
    );
    assert_eq!(template.code, 0, "{}{}", template.out, template.err);
    // The next time is a quick note's, and typed as a person would.
    let next = "{\"client\":\"010594Y9032\",\"text\":\"x\",\"next\":\"9.12. 13.00\"}\n\
                {\"client\":\"010594Y9032\",\"template\":1,\"next\":\"huomenna\"}\n";
    let args = ["note", "--identified", "1", "--method", "36", "--subject", "A", "--json"];
    let refused = office.run(CLERK, &args, next);
    let errors: Vec<_> = refused.json().iter().map(|answer| answer["error"].clone()).collect();
    assert_eq!(errors, ["cli-note-next", "error-time-form"]);
}

#[test]
fn the_log_of_a_lived_in_office_verifies_and_doctor_is_content() {
    let office = Practice::new(10, 5);
    office.run(CLERK, &["find"], "meikäl\nniskanen\n");
    let log = office.run("laaksop", &["log", "verify", "--json"], "");
    assert_eq!(log.code, 0, "{}{}", log.out, log.err);
    assert_eq!(log.json()[0]["exit_code"], 0);
    let refused = office.run(CLERK, &["log", "verify"], "");
    assert_eq!(refused.code, 1);
    let doctor = office.run("heinoo", &["doctor", "--json"], "");
    assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
    let state = |name: &str| doctor.json().iter().find(|f| f["check"] == name).unwrap()["state"].clone();
    let names = [
        "integrity",
        "chains",
        "rows",
        "search",
        "schema",
        "modes",
        "door",
        "journal",
        "history",
        "log-of-changes",
        "changes-of-log",
        "rights",
        "account-keys",
        "compartment-keys",
    ];
    for name in names {
        assert_eq!(state(name), "ok", "{name}");
    }
    assert!(doctor.out.contains("laitesalaisuus: tiedosto"));
    assert!(!doctor.out.contains("palautusavain: vahvistettu"), "nobody has seen one");
    assert!(doctor.out.contains("harjoitustoimistossa sitä ei näytetä"), "{}", doctor.out);
    let without = run(&["doctor", "--dir", office.dir.to_str().unwrap()], b"");
    assert_eq!(without.code, 0, "{}", without.out);
}

#[test]
fn what_is_wrong_with_the_folder_is_found_without_a_login() {
    use std::os::unix::fs::PermissionsExt;
    let office = Practice::new(4, 1);
    let file = office.dir.join("door");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let doctor = run(&["doctor", "--dir", office.dir.to_str().unwrap(), "--json"], b"");
    assert_eq!(doctor.code, 1);
    let modes = doctor.json().into_iter().find(|f| f["check"] == "modes").unwrap();
    assert_eq!(modes["state"], "fault");
    let nothing = run(&["doctor", "--dir", office.dir.join("nothing").to_str().unwrap()], b"");
    assert_eq!(nothing.code, 1);
}

/// Whoever is logged in would go on writing into files that nobody finds any more.
#[test]
fn a_practice_office_in_which_somebody_is_logged_in_is_not_taken_away() {
    let office = Practice::new(4, 1);
    let dir = office.dir.to_str().unwrap();
    let reset = || run(&["demo", "--dir", dir, "--reset", "--no-open", "--clients", "4", "--full", "1"], b"");
    // What every open session holds.
    let session = luukku::vault::os::SessionLock::try_share(&office.dir).unwrap().unwrap();
    let before = std::fs::metadata(office.dir.join("register.db")).unwrap().modified().unwrap();
    let refused = reset();
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("auki toisessa ohjelmassa"), "{}", refused.err);
    assert_eq!(std::fs::metadata(office.dir.join("register.db")).unwrap().modified().unwrap(), before);
    drop(session);
    let done = reset();
    assert_eq!(done.code, 0, "{}", done.err);
}

#[test]
fn a_backup_is_made_and_restored_beside_a_lost_office() {
    let office = Practice::new(6, 2);
    let copy = office.dir.with_file_name("copy");
    let copy = copy.to_str().unwrap();
    let refused = office.run(CLERK, &["backup", copy], "");
    assert_eq!(refused.code, 1, "{}", refused.out);
    let made = office.run("heinoo", &["backup", copy, "--json"], "");
    assert_eq!(made.code, 0, "{}{}", made.out, made.err);
    office.run(CLERK, &["find"], "meikäl\n");
    let restored = office.run("heinoo", &["restore", copy, "--json"], "");
    assert_eq!(restored.code, 0, "{}{}", restored.out, restored.err);
    assert_eq!(restored.json()[0]["users"].as_array().unwrap().len(), 6);
    let found = office.run(CLERK, &["find", "--json"], "meikäl\n");
    assert_eq!(found.code, 0, "{}{}", found.out, found.err);
    let log = office.run("laaksop", &["log", "verify"], "");
    assert_eq!(log.code, 0, "{}{}", log.out, log.err);
}

#[test]
fn nothing_that_people_read_is_the_name_of_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("practice");
    let dir = dir.to_str().unwrap();
    let copy = folder.path().join("copy");
    let copy = copy.to_str().unwrap();
    let made = run(&["demo", "--dir", dir, "--clients", "3", "--full", "1", "--no-open", "--json"], b"");
    let staff = made.json().remove(0)["staff"].clone();
    let admin = staff.as_array().unwrap().iter().find(|s| s["login"] == "heinoo").unwrap();
    let line = format!("{}\n", admin["password"].as_str().unwrap());
    let with = |args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--dir", dir, "--login", "heinoo", "--password-stdin"]);
        run(&all, line.as_bytes())
    };
    let again = run(&["demo", "--dir", dir, "--no-open"], b"");
    assert!(again.out.contains("neuvonta ja asiakaspalvelu (front_desk)"), "{}", again.out);
    let (doctor, backup, restored) = (with(&["doctor"]), with(&["backup", copy]), with(&["restore", copy]));
    assert_eq!(restored.code, 0, "{}{}", restored.out, restored.err);
    let mut told = vec![again, doctor, backup, restored];
    for command in ["", "demo", "restore", "backup", "doctor", "find", "log"] {
        told.push(run(&[command, "--help"].into_iter().filter(|a| !a.is_empty()).collect::<Vec<_>>(), b""));
    }
    told.push(run(&["doctor", "--dir", folder.path().join("nothing").to_str().unwrap()], b""));
    let kinds =
        ["role-", "error-", "cli-", "doctor-", "demo-", "fault-", "code-", "kind-", "field-", "command-"];
    for text in told.iter().flat_map(|run| [&run.out, &run.err]) {
        for word in text.split(|c: char| c.is_whitespace() || "(),:;[]<>\"".contains(c)) {
            assert!(!kinds.iter().any(|kind| word.starts_with(kind)), "{word} in:\n{text}");
        }
    }
}

#[test]
fn other_clients_than_the_office_has_are_not_promised_in_silence() {
    let office = Practice::new(6, 2);
    let dir = office.dir.to_str().unwrap();
    let demo = |more: &[&str]| run(&[&["demo", "--dir", dir], more].concat(), b"");
    let told = demo(&["--no-open", "--json", "--clients", "12"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(told.json()[0]["staff"], *office.staff(), "the answer is as ever");
    assert!(told.err.contains("6 asiakasta") && told.err.contains("--reset"), "{}", told.err);
    let same = demo(&["--no-open", "--clients", "6", "--full", "2", "--seed", "1"]);
    assert_eq!((same.code, same.err.as_str()), (0, ""));
    assert_eq!(demo(&["--no-open"]).err, "", "nothing was asked for");
    // Where the screens would cover the sentence nothing opens.
    let stopped = demo(&["--seed", "2"]);
    assert_eq!(stopped.code, 1);
    assert!(stopped.err.contains("6 asiakasta") && stopped.out.is_empty(), "{}{}", stopped.out, stopped.err);
    let anew = demo(&["--no-open", "--clients", "12", "--full", "1", "--reset"]);
    assert_eq!(anew.code, 0, "{}", anew.err);
    assert!(anew.err.contains("12 asiakasta"), "{}", anew.err);
}

#[test]
fn what_was_cut_off_half_way_is_cleared_and_what_somebody_makes_is_left_alone() {
    use luukku::vault::os::{self, WindowLock};
    let folder = tempfile::tempdir().unwrap();
    let (dir, making) = (folder.path().join("practice"), folder.path().join("practice.making"));
    os::create_private_dir(&making).unwrap();
    std::fs::write(making.join("register.db"), b"half").unwrap();
    let demo =
        || run(&["demo", "--dir", dir.to_str().unwrap(), "--clients", "3", "--full", "1", "--no-open"], b"");
    let lock = WindowLock::try_acquire(&making).unwrap().unwrap();
    let refused = demo();
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.err.contains("juuri nyt"), "{}", refused.err);
    assert_eq!(std::fs::read(making.join("register.db")).unwrap(), b"half");
    drop(lock);
    let made = demo();
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(dir.join("keyslots").exists() && !making.exists());
}

#[test]
fn the_scripted_face_names_what_is_wrong_and_what_would_do() {
    let office = practice();
    let args = ["note", "--identified", "1", "--method", "31", "--subject", "A", "--json"];
    let lines = "{\"client\":\"x\",\"txet\":\"salaista\"}\n{\"client\":\"x\",\"template\":\"yksi\"}\n{\"text\":\"x\"}\n\
                 {\"client\":\"010594Y9032\",\"template\":1}\n";
    let told = office.run(CLERK, &args, lines);
    let answers = told.json();
    let of = |n: usize| answers[n]["message"].as_str().unwrap();
    assert!(of(0).contains("txet") && of(0).contains("no_next") && !of(0).contains("salaista"), "{}", of(0));
    assert!(of(1).contains("template") && of(1).contains("luku"), "{}", of(1));
    assert!(of(2).contains("client"), "{}", of(2));
    let effect = answers[3]["effects"][0]["text"].as_str().unwrap();
    assert!(effect.contains("36 Asiakkaan käynti"), "{effect}");
    let help = run(&["note", "--help"], b"");
    for key in ["client", "template", "no_next", "confirmed", "ref"] {
        assert!(help.out.contains(&format!("\n  {key} ")), "{key} in {}", help.out);
    }
    for wrong in ["contcat", "employer"] {
        let kinds = office.run(CLERK, &["show", "--identified", "1", "--kind", wrong], "");
        assert_eq!(kinds.code, 2);
        assert!(kinds.err.contains("contact,") && !kinds.err.contains("employer"), "{}", kinds.err);
    }
    assert!(run(&["show", "--help"], b"").out.contains("job_search_period"));
    for (args, help) in [
        (&["note", "--nothing"][..], "luukku note --help"),
        (&["log", "verify", "--nothing"], "luukku log verify --help"),
        (&["--nothing"], "luukku --help"),
    ] {
        let wrong = run(args, b"");
        assert!(wrong.err.contains(help), "{args:?}: {}", wrong.err);
    }
    let nothing = run(&["doctor", "--dir", office.dir.join("nothing").to_str().unwrap()], b"");
    assert!(nothing.out.contains("ei ole toimistoa"), "{}", nothing.out);
    assert!(nothing.err.contains("luukku setup"), "{}", nothing.err);
}

#[test]
fn days_and_moments_of_json_answers_say_what_they_are() {
    let office = practice();
    let show = |kind: &str| {
        let args = ["show", "--identified", "1", "--kind", kind, "--json"];
        office.run(CLERK, &args, "010594Y9032\n").json().remove(0)["records"][0].clone()
    };
    let contact = show("contact");
    let at = contact["fields"]["at"]["value"].as_str().unwrap().to_owned();
    let entered = contact["entered_at"].as_str().unwrap().to_owned();
    for moment in [at, entered] {
        assert!(moment.starts_with("20") && moment.ends_with('Z') && moment.len() == 24, "{moment}");
    }
    let person = show("person");
    assert_eq!(person["fields"]["birth_date"]["value"], "1994-05-01");
}

#[test]
fn without_a_terminal_the_screens_say_what_they_need() {
    let office = practice();
    let dir = office.dir.to_str().unwrap();
    for args in [&["--dir", dir][..], &["demo", "--dir", dir]] {
        let run = run(args, b"");
        assert_eq!(run.code, 1, "{args:?}");
        assert!(run.err.contains("pääte") && run.err.contains("luukku --help"), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_question_to_a_script_says_how_a_script_answers() {
    let office = Practice::new(6, 2);
    let args = ["note", "--identified", "1", "--method", "36", "--subject", "Kysymys", "--json"];
    let told = office.run(CLERK, &args, "010594Y9032\tYksi\n010594Y9032\tYksi\n");
    let again = &told.json()[1];
    assert_eq!(again["error"], "confirm-note-again", "{}", told.out);
    let said = again["message"].as_str().unwrap();
    assert!(said.contains("\"confirmed\": true") && said.contains("--confirmed"), "{said}");
    assert!(!said.contains("F9"), "{said}");
}

#[test]
fn every_fault_of_a_command_line_with_json_is_an_answer_in_json() {
    for args in [
        &["show", "--login", "x", "--identified", "9", "--json"][..],
        &["find", "--login", "x", "--lang", "xx", "--json"],
        &["find", "--json", "--foo"],
        &["--foo", "--json"],
        &["show", "--login", "x", "--json"],
    ] {
        let run = run(args, b"");
        assert_eq!((run.code, run.err.as_str()), (2, ""), "{args:?}");
        let answer = run.json().remove(0);
        assert_eq!(answer["ok"], false, "{args:?}");
        assert!(answer["error"].as_str().unwrap().starts_with("cli-usage"), "{answer}");
        assert!(!answer["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_backup_folder_is_no_practice_office_that_can_be_opened() {
    let office = Practice::new(6, 2);
    let copy = office.dir.with_file_name("copy");
    let copy = copy.to_str().unwrap();
    let made = office.run("heinoo", &["backup", copy], "");
    assert_eq!(made.code, 0, "{}{}", made.out, made.err);
    let shown = run(&["demo", "--dir", copy, "--no-open"], b"");
    assert_eq!(shown.code, 1, "{}", shown.out);
    assert!(!shown.out.contains("virtanenm"), "{}", shown.out);
    assert!(shown.err.contains("luukku restore"), "{}", shown.err);
}

#[test]
fn what_was_not_given_or_not_written_is_named() {
    let office = Practice::new(6, 2);
    let copy = office.dir.with_file_name("copy");
    let copy = copy.to_str().unwrap();
    assert_eq!(office.run("heinoo", &["backup", copy], "").code, 0);
    let elsewhere = office.dir.with_file_name("elsewhere");
    let restored = run(&["restore", copy, "--dir", elsewhere.to_str().unwrap()], b"");
    assert_eq!(restored.code, 1);
    assert!(!restored.err.contains("Salasanaa"), "{}", restored.err);
    assert!(restored.err.contains("Palautusavainta ei saatu"), "{}", restored.err);
    // The output has no room: it is no reader who went away.
    for json in [&["check", "hetu", "--json"][..], &["check", "hetu"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut child = cli::luukku(json)
            .stdin(std::process::Stdio::piped())
            .stdout(full)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"010594Y9032\n").unwrap();
        let run: cli::Run = child.wait_with_output().unwrap().into();
        assert_eq!(run.code, 1);
        assert!(run.err.contains("ei voi kirjoittaa"), "{}", run.err);
    }
    let card = office.run(OFFICER, &["show", "--identified", "1"], "240680-945E\n");
    assert!(card.out.contains(", 15"), "the parts of an address as on the card: {}", card.out);
}

#[test]
fn the_officer_of_a_contact_is_told_once() {
    let told = practice().run(CLERK, &["show", "--identified", "1"], "010594Y9032\n");
    let twice = |line: &&str| {
        let name = line.rsplit_once(" (").and_then(|(_, name)| name.strip_suffix(')'));
        name.is_some_and(|name| line.matches(name).count() > 1)
    };
    assert!(told.out.contains("Marja Virtanen"), "{}{}", told.out, told.err);
    assert!(told.out.lines().find(twice).is_none(), "{}", told.out);
}

#[test]
fn without_a_key_store_setup_says_so_before_it_asks_anything() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("uusi toimisto");
    let told = run(&["setup", "--dir", dir.to_str().unwrap()], b"Lahti\nTISKI-01\n");
    assert_eq!(told.code, 1);
    let command = format!("luukku setup --backend file --dir '{}'", dir.display());
    assert!(told.err.contains(&command), "{}", told.err);
    assert!(!told.err.contains("ylläpitäjälle") && !told.err.contains("Toimiston nimi"), "{}", told.err);
    let empty = run(
        &["setup", "--dir", dir.to_str().unwrap(), "--backend", "file", "--unit", " ", "--office", "x"],
        b"TISKI-01\n",
    );
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("--unit") && !dir.exists(), "{}", empty.err);
}

#[test]
fn a_kind_that_is_read_for_a_reason_alone_is_shown_for_one() {
    let office = practice();
    let show = |line: &str| {
        let args = ["show", "--identified", "1", "--kind", "security_prohibition", "--json"];
        office.run(OFFICER, &args, line)
    };
    let shut = show("010594Y9032\n");
    assert_eq!(shut.code, 1);
    assert!(shut.out.contains("cli-show-reason") && !shut.out.contains("records"), "{}", shut.out);
    let short = show("010594Y9032\tmiksi\n");
    assert!(short.code == 1 && short.out.contains("error-reason-short"), "{}", short.out);
    let told = show("010594Y9032\ttarkistan voimassaolon\n");
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.json()[0]["records"].is_array(), "{}", told.out);
    let card =
        office.run(OFFICER, &["show", "--identified", "1", "--json"], "010594Y9032\ttarkistan keston\n");
    assert_eq!(card.code, 1, "a card is read without one");
    assert!(card.out.contains("cli-show-no-reason"), "{}", card.out);
}

/// Hidden does not look empty: who may make records of a kind and not read them is told so.
#[test]
fn what_may_not_be_read_is_told_as_that() {
    let office = practice();
    let show = |kind: &str, more: &[&str]| {
        let args = [&["show", "--identified", "1", "--kind", kind], more].concat();
        office.run(CLERK, &args, "010594Y9032\n")
    };
    let told = show("protected_contact", &["--json"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let told = &told.json()[0];
    assert_eq!(told["readable"], false, "{told}");
    assert!(told.get("records").is_none() && told.get("total").is_none(), "{told}");
    let plain = show("protected_contact", &[]);
    assert!(plain.out.contains("eivät näy sinulle") && !plain.out.contains("(0)"), "{}", plain.out);
    assert_eq!(show("contact", &["--json"]).json()[0]["readable"], true);
}

/// A yes to "the same was written today" is none to the question about a word of health, which nothing repeats.
#[test]
fn a_word_of_health_has_a_yes_of_its_own_and_is_not_repeated() {
    let office = Practice::new(4, 1);
    let note = |more: &[&str], line: &str| {
        let args =
            [&["note", "--identified", "1", "--method", "36", "--subject", "A", "--json"], more].concat();
        office.run(CLERK, &args, line)
    };
    let line = "010594Y9032\tSairausloma jatkuu\n";
    for (more, line) in [
        (&[][..], line),
        (&["--confirmed"][..], line),
        (&[][..], "{\"client\":\"010594Y9032\",\"text\":\"Sairausloma jatkuu\",\"confirmed\":true}\n"),
    ] {
        let asked = note(more, line);
        assert_eq!(asked.code, 1, "{more:?} {}", asked.out);
        assert_eq!(asked.json()[0]["error"], "confirm-health-words", "{more:?}");
        assert!(!asked.out.to_lowercase().contains("sairausloma"), "{}", asked.out);
        assert!(!asked.err.to_lowercase().contains("sairausloma"), "{}", asked.err);
    }
    assert_eq!(note(&["--not-health"], line).code, 0);
    let again = note(&["--not-health"], line);
    assert_eq!(again.json()[0]["error"], "confirm-note-again", "nor the other way round");
    assert_eq!(note(&["--not-health", "--confirmed"], line).code, 0);
    let told =
        "{\"client\":\"010594Y9032\",\"text\":\"Sairausloma\",\"subject\":\"B\",\"not_health\":true}\n";
    assert_eq!(note(&[], told).code, 0);
}
