//! Two hundred keys in one write: cut in two at every byte, byte by byte or all at once, they end where the hand ends
//! that waits for the screen after each key.

use super::office::Office;
use crate::tui::decode::{Decoder, Input};
use crate::tui::msg::Msg;

/// From the login to a half-filled form: a search, a file, a note that is saved, lists and what is typed into a field.
/// Letters of one to four bytes, keys of one to six, and a paste.
const SCRIPT: &str = "virtanenm\roikea salasana\rnisk\r1\x192\
    Kävi näyttämässä työtodistusta: 3 kk, 1200 € /kk ☎ 😀 Sovittu uusi aika ja liitteet; palaa asiaan ensi viikoll\
    \x1b[D\x1b[D\x1b[3~\x7f\x1b[F šžđŋ\x1b[200~liitetty\r\nteksti\x1b[201~ loppu\
    \x1b[20~1\x1b[B\x1bOB\x1b[A\r\x1b[1~\tKauppakatu 18 A\x1b[1;5D\x1b[C\x1b[8~\tx\x1b[Zy\x1b[Z\x15Åkerö 7\t\t";

/// The end of a hand that waits, or of bytes in pieces, each of which is read and dealt with before any reply comes.
fn end(pieces: &[&[u8]], waits: bool) -> (Office, usize) {
    let mut office = Office::new();
    office.hold = !waits;
    let (mut decoder, mut keys) = (Decoder::default(), 0);
    let mut take = |office: &mut Office, inputs: Vec<Input>| {
        keys += inputs.len();
        for input in inputs {
            office.send(Msg::Input(input));
            if waits {
                office.pump();
            }
        }
        office.pump();
    };
    for piece in pieces {
        let mut inputs = Vec::new();
        decoder.feed(piece, &mut inputs);
        take(&mut office, inputs);
    }
    while decoder.wait().is_some() {
        let mut inputs = Vec::new();
        decoder.timeout(&mut inputs);
        take(&mut office, inputs);
    }
    // What is typed is kept after a moment: the draft is a part of where it ends.
    office.wait(2_500);
    office.pump();
    (office, keys)
}

/// What the desk was asked to do and what stands on the screen. Searches on the way may be fewer: a newer text
/// takes the place of an older one.
fn state(office: &Office) -> (String, Vec<String>) {
    let acts = office.desk.log.iter().filter(|request| !request.starts_with("search")).cloned();
    (office.screen(), acts.collect())
}

#[test]
fn two_hundred_keys_cut_at_every_byte_end_in_the_same_state() {
    let bytes = SCRIPT.as_bytes();
    let (slow, keys) = end(&[bytes], true);
    assert_eq!(keys, 200, "the script is of two hundred keys");
    let slow = state(&slow);
    assert!(slow.0.contains("Åkerö 7"), "the script ends in the form:\n{}", slow.0);
    assert!(slow.1.iter().any(|act| act.starts_with("note ")), "and saved a note on the way: {:?}", slow.1);
    for cut in 0..bytes.len() {
        let (one, two) = bytes.split_at(cut);
        let (fast, keys) = end(&[one, two], false);
        assert_eq!((keys, state(&fast)), (200, slow.clone()), "cut at byte {cut}");
    }
    let (fast, keys) = end(&bytes.chunks(1).collect::<Vec<_>>(), false);
    assert_eq!((keys, state(&fast)), (200, slow), "byte by byte");
}
