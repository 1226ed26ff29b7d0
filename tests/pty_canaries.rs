//! What a session leaves behind when it is locked (security design, 11 and 14): nothing of a client, no password and
//! no key, neither in the memory of the running program nor in any file.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    dead_code
)]

mod pty;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use luukku::desk::PasswordText;
use luukku::desk::office::Office as Folder;
use luukku::vault::secret::{Secret, Seed};
use luukku::vault::{derive, kdf, wrap};
use pty::memory::{self, Needle};
use pty::office::{LUUKKU, Office};
use pty::steps::OSKARI;
use pty::{LIMIT, Pty};

/// Who may read protected contact data, and so holds a compartment key.
const OFFICER: &str = "case_officer";

/// Texts that stand nowhere else. Long, and without a word that the program knows.
const SEARCHED: &str = "Qvantarikylä Zorgoniemi Wexlaaren";
const SUBJECT: &str = "Qzimboritus kesällä xylofonivaja";
const NOTE: &str = "Wquokkarinne kertoi zeppeliinistä åkernisti";
const STREET: &str = "Zxeroksentie 77 qwaarnamäki taka";
const SEALED: &str = "Xylitolipolku 99 zwuurnanlahti piha";
const HALF: &str = "Qpuolitiehen jäänyt wombattikysely";
const NAME: &str = "Maija Inkeri";
const WRONG: &str = "Zwäärä quolukka xenon siilo";
const REASON: &str = "Zkanneljuttu wexelöinnin qperuste";

/// The keys of somebody, as the files and the password give them to whoever knows the formats.
fn keys(folder: &Path, login: &str, password: &str) -> Vec<(String, Vec<u8>)> {
    let office = Folder::find(folder).unwrap();
    let (ds, secrets) = (office.device_secret().unwrap(), office.slot_secrets().unwrap());
    let keyslots = office.files().keyslots(&ds).unwrap();
    let header = keyslots.header();
    let slot = keyslots.find(login, &secrets).unwrap();
    let ss = secrets.iter().find(|ss| derive::ss_id(ss) == slot.ss_id).unwrap();
    let pk = kdf::derive_pk(&PasswordText::from_text(password).unwrap(), &slot.salt, slot.kdf).unwrap();
    let ukek = derive::ukek(ss, &pk, header.office, slot.user, slot.slot_gen);
    let bytes = slot.to_bytes();
    let nonce: [u8; 24] = bytes[192..216].try_into().unwrap();
    let sealed = Payload { msg: &bytes[216..], aad: &bytes[..160] };
    let cipher = XChaCha20Poly1305::new(ukek.expose().into());
    let seed = cipher.decrypt(&XNonce::from(nonce), sealed).unwrap();
    let seed = Seed::new(Secret::from_slice(&seed).unwrap());
    let (private, _) = derive::user_kem(&seed);
    let mut keys = vec![
        ("device secret".to_owned(), ds.expose().to_vec()),
        ("slot secret".to_owned(), ss.expose().to_vec()),
        ("PK".to_owned(), pk.expose().to_vec()),
        ("UKEK".to_owned(), ukek.expose().to_vec()),
        ("seed".to_owned(), seed.expose().to_vec()),
        ("signing key".to_owned(), derive::user_sig(&seed).to_bytes().to_vec()),
    ];
    // The wraps as they stand in the file: security design, 6.2.
    let file = fs::read(office.files().keyslots_path()).unwrap();
    for record in file[136 + 264 * keyslots.slots().len()..file.len() - 32].chunks(104) {
        if record[8..24] != *slot.user.as_bytes() {
            continue;
        }
        let info: [&[u8]; 4] =
            [b"luukku/v1/wrap\0", header.machine.as_bytes(), header.db.as_bytes(), &record[..8]];
        let key = wrap::open_key(&private, &info, &record[8..24], record[24..].try_into().unwrap()).unwrap();
        let name = if record[0] == 1 { "DBK".to_owned() } else { format!("CK of compartment {}", record[1]) };
        keys.push((name, key.expose().to_vec()));
    }
    keys
}

/// A practice office whose sign does not tell the passwords, as it does on purpose.
fn discreet() -> Office {
    let office = Office::new();
    let sign = office.dir().join("office.toml");
    let text = fs::read_to_string(&sign).unwrap();
    let begin = text.find("[[practice_staff]]").unwrap();
    fs::write(&sign, &text[..begin]).unwrap();
    office
}

struct Canaries {
    texts: Vec<Needle>,
    passwords: Vec<Needle>,
    keys: Vec<Needle>,
    /// Files that were last written before are not ours.
    begun: SystemTime,
}

impl Canaries {
    fn of(office: &Office) -> Canaries {
        let staff = office.staff(OFFICER);
        let texts = [
            ("search", SEARCHED),
            ("subject", SUBJECT),
            ("note", NOTE),
            ("address", STREET),
            ("sealed address", SEALED),
            ("half-written form", HALF),
            ("reason", REASON),
            ("client", NAME),
        ];
        let keys = keys(office.dir(), &staff.login, &staff.password);
        assert!(keys.iter().any(|(name, _)| name == "DBK"), "no key of the database");
        assert!(keys.iter().any(|(name, _)| name.starts_with("CK")), "no key of a compartment");
        let passwords = [memory::text("password", &staff.password), memory::text("wrong password", WRONG)];
        Canaries {
            texts: texts.into_iter().flat_map(|(name, text)| memory::text(name, text)).collect(),
            passwords: passwords.into_iter().flatten().collect(),
            keys: keys.iter().flat_map(|(name, key)| memory::key(name, key)).collect(),
            begun: SystemTime::now(),
        }
    }

    /// What of all this is in the process; a word and nothing when we may not look.
    fn in_process(&self, pty: &Pty) -> Option<BTreeSet<String>> {
        let needles = [&self.texts[..], &self.passwords, &self.keys];
        let found = memory::found_in_process(pty.pid(), &needles);
        if found.is_none() {
            eprintln!("not looked at: the memory of a closed process opens for root only");
        }
        found
    }

    /// In the middle of a session some of it is there: the search can find, and what it finds then is what must go.
    fn there(&self, pty: &Pty, names: &[&str]) {
        let Some(found) = self.in_process(pty) else { return };
        let found: Vec<&String> = found.iter().collect();
        for name in names {
            assert!(found.iter().any(|f| f.starts_with(name)), "no {name} in memory: {found:#?}");
        }
        let password = found.iter().find(|f| f.contains("password"));
        assert!(password.is_none(), "a password outlives the login: {password:?}");
    }

    /// Nothing of it is anywhere.
    fn gone(&self, pty: &Pty, office: &Office) {
        let found: Vec<String> = self.in_process(pty).into_iter().flatten().collect();
        assert!(found.is_empty(), "in memory behind the lock:\n{}", found.join("\n"));
        self.no_file(office);
    }

    fn no_file(&self, office: &Office) {
        let mut found = memory::found_in_files(Path::new("/tmp"), &[&self.texts], self.begun);
        for folder in [office.dir(), office.home()] {
            let needles = [&self.texts[..], &self.passwords];
            found.extend(memory::found_in_files(folder, &needles, SystemTime::UNIX_EPOCH));
        }
        let found: Vec<String> = found.into_iter().collect();
        assert!(found.is_empty(), "in files:\n{}", found.join("\n"));
    }
}

/// The client of the documentation, with a turvakielto, in the form of her contact data.
fn at_protected_form(pty: &mut Pty) {
    pty.go("<f3>meikäläinen maija ink<enter>1", "TURVAKIELTO");
    pty.go("1", "Yhteystiedot");
    pty.go("<enter>", "Yhteystiedot: muokkaa");
}

/// Saves the street in the form of the contact data, and goes back into the form.
fn save_and_return(pty: &mut Pty, street: &str) {
    pty.go(&format!("{street}<f9>"), "Tallennettu");
    pty.go("<enter>", "Yhteystiedot: muokkaa");
}

fn reveal(pty: &mut Pty) {
    pty.go("<c-e>", "Näytä salattu tieto");
    pty.type_keys(&format!("{REASON}<f9>"));
    // The field shows the end of a text that is longer than it is.
    pty.wait_for(&SEALED[SEALED.len() - 20..], LIMIT);
}

#[test]
fn a_lock_leaves_nothing_of_a_session_in_memory_or_in_a_file() {
    let office = discreet();
    let canaries = Canaries::of(&office);
    let mut pty = office.log_in(OFFICER);
    pty.go(SEARCHED, "Ei osumia");
    at_protected_form(&mut pty);
    save_and_return(&mut pty, SEALED);
    reveal(&mut pty);
    pty.go("<esc><esc>5", "Yhteydenotot");
    pty.go("<f7>", "Yhteydenotto: uusi");
    pty.go(&format!("<enter>36<enter>{SUBJECT}<enter>{NOTE}<f9>"), "Tallennettu");
    pty.go("<f3>niskanen osk<enter>1", "NISKANEN Oskari");
    pty.edit_contact_data();
    save_and_return(&mut pty, STREET);
    pty.go(HALF, &HALF[HALF.len() - 20..]);
    canaries.there(&pty, &["note", "half-written form", "client", "DBK", "seed", "CK of compartment"]);
    canaries.no_file(&office);

    pty.go("<c-l>", "lomakkeesi on tallessa");
    canaries.gone(&pty, &office);
}

/// Passwords come key by key, one of them wrong; the text that a lock kept comes back and is locked away again, the
/// second time while a sealed value is shown; and the end of the program, asked for and confirmed, keeps nothing.
#[test]
fn a_second_lock_and_the_end_of_the_program_leave_nothing_either() {
    let office = discreet();
    let canaries = Canaries::of(&office);
    let staff = office.staff(OFFICER);
    let key_by_key =
        |pty: &mut Pty, text: &str| text.chars().for_each(|c| pty.send(c.to_string().as_bytes()));
    let mut pty = office.open((80, 24));
    key_by_key(&mut pty, &format!("{}\r{WRONG}\r", staff.login));
    pty.wait_for("Tunnus tai salasana on väärä", LIMIT);
    key_by_key(&mut pty, &format!("{}\r", staff.password));
    pty.wait_for("Asiakashaku", LIMIT);
    pty.open_card(OSKARI.0, OSKARI.1);
    pty.edit_contact_data();
    pty.paste(HALF);
    pty.wait_for(&HALF[HALF.len() - 20..], LIMIT);
    pty.type_keys("<f8>");
    pty.wait_gone("Yhteystiedot", LIMIT);
    pty.go("<c-l>", "lomakkeesi on tallessa");
    canaries.gone(&pty, &office);

    key_by_key(&mut pty, &format!("{}\r", staff.password));
    pty.wait_for(&HALF[HALF.len() - 20..], LIMIT);
    canaries.there(&pty, &["half-written form", "DBK", "seed", "CK of compartment"]);
    at_protected_form(&mut pty);
    save_and_return(&mut pty, SEALED);
    reveal(&mut pty);
    canaries.there(&pty, &["sealed address"]);
    pty.type_keys("x"); // something to keep, so that the lock says when the desk has answered it
    pty.go("<c-l>", "Lukittu klo");
    pty.wait_for("on tallessa", LIMIT);
    canaries.gone(&pty, &office);

    key_by_key(&mut pty, &format!("{}\r", staff.password));
    pty.wait_for("Yhteystiedot: muokkaa", LIMIT);
    pty.go(HALF, &HALF[HALF.len() - 20..]);
    pty.go("<c-q>", "Lopeta F9");
    pty.type_keys("<f9>");
    assert!(pty.wait_exit(LIMIT).success());
    canaries.no_file(&office);
    assert!(!memory::is_in(pty.screen().as_bytes(), &canaries.texts), "{}", pty.screen());
}

/// Whether this process has `CAP_IPC_LOCK` of `capabilities(7)`.
fn may_lock_anything() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let mine = status.lines().find_map(|line| line.strip_prefix("CapEff:")).unwrap();
    u64::from_str_radix(mine.trim(), 16).unwrap() & 1 << 14 != 0
}

/// Where the system locks no memory for the program, `doctor` says so, and everything goes on.
#[test]
fn memory_that_cannot_be_locked_is_a_warning_and_nothing_else() {
    let office = Office::new();
    let staff = office.staff(OFFICER);
    // Root may lock any amount, and gives that up first.
    let bare: &[&str] = match may_lock_anything() {
        true => &["setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock", "--"],
        false => &[],
    };
    if !bare.is_empty() && Command::new(bare[0]).arg("--version").output().is_err() {
        eprintln!("not looked at: without setpriv nobody here is bound by the limit");
        return;
    }
    let limited = ["/bin/sh", "-c", "ulimit -l 0; exec \"$@\"", "sh", LUUKKU, "doctor", "--json"];
    let words: Vec<&str> = bare.iter().copied().chain(limited).collect();
    let mut child = Command::new(words[0])
        .args(&words[1..])
        .args(["--login", &staff.login, "--password-stdin", "--dir"])
        .arg(office.dir())
        .env("HOME", office.home())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{}", staff.password).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    let warned = said.lines().any(|line| line.contains("doctor-keys-not-locked") && line.contains("warning"));
    assert!(warned, "{said}");
}
