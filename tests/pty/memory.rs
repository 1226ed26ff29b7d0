//! What stands in the memory of a running program and in its files: every writable mapping, page by page.
//!
//! Text is not only looked for as it is written. A cell of the screen, a typed key and a `char` hold one character
//! each, a step apart: what is found only by who knows the step is found all the same.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::SystemTime;

/// How far apart the characters of one text may stand: keys, cells, `char`s.
const STEPS: [usize; 12] = [1, 4, 8, 12, 16, 20, 24, 32, 40, 48, 56, 64];
/// What `free` leaves of a block begins behind its own two words.
const HEAD: usize = 16;

/// Something to look for, with the name that a failed test tells.
pub struct Needle {
    name: String,
    /// Bytes and their distance from the first.
    bytes: Vec<(usize, u8)>,
}

/// Needles for a text: whole, what a freed block keeps of it, and its characters spread out.
pub fn text(name: &str, text: &str) -> Vec<Needle> {
    let rest = &text[(HEAD..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())..];
    let mut found = Vec::new();
    // A short rest would be found by chance.
    for part in [text, rest].into_iter().filter(|part| part.len() >= 12) {
        for step in STEPS {
            let utf8 = spread(part.chars().map(|c| c.to_string().into_bytes()), step);
            let wide = spread(part.chars().map(|c| u32::from(c).to_ne_bytes().to_vec()), step);
            for (form, bytes) in [("UTF-8", utf8), ("characters", wide)] {
                if step > 1 || form == "UTF-8" {
                    found.push(Needle { name: format!("{name}: {part:?} as {form}, step {step}"), bytes });
                }
            }
        }
    }
    found
}

/// Needles for a key: whole, either half, and with the bytes of each word turned around.
pub fn key(name: &str, key: &[u8]) -> Vec<Needle> {
    let turned: Vec<u8> = key.chunks(4).flat_map(|word| word.iter().rev().copied()).collect();
    let hex: Vec<u8> = key.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
    [("", key.to_vec()), (" in words", turned), (" in hexadecimal", hex)]
        .into_iter()
        .flat_map(|(form, bytes)| {
            let half = bytes.len() / 2;
            [("first half", bytes[..half].to_vec()), ("second half", bytes[half..].to_vec())].map(
                |(part, bytes)| Needle {
                    name: format!("{name}{form}, {part}"),
                    bytes: bytes.into_iter().enumerate().collect(),
                },
            )
        })
        .collect()
}

/// The bytes of each character `step` after those of the one before; step 1: one behind the other.
fn spread(chars: impl Iterator<Item = Vec<u8>>, step: usize) -> Vec<(usize, u8)> {
    let mut at = 0;
    let mut bytes = Vec::new();
    for c in chars {
        bytes.extend(c.iter().enumerate().map(|(i, byte)| (at + i, *byte)));
        at += if step == 1 { c.len() } else { step };
    }
    bytes
}

/// A piece of memory or a file, for the message.
struct Piece {
    name: String,
    bytes: Vec<u8>,
}

/// Needles that are in the writable memory of a process, each with the mapping. `None` when the system does not let
/// us look: the process is closed and we are not root.
pub fn found_in_process(pid: u32, needles: &[&[Needle]]) -> Option<BTreeSet<String>> {
    let memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).ok()?;
    let mut found = BTreeSet::new();
    let mut seen = 0;
    for line in maps.lines() {
        let mut columns = line.split_whitespace();
        let (range, mode) = (columns.next().unwrap(), columns.next().unwrap());
        let place = columns.nth(3).unwrap_or("anonymous");
        if !mode.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue; // a page that is not there, as of a device
        }
        seen += bytes.len();
        look(&Piece { name: format!("{place} {range}"), bytes }, needles, &mut found);
    }
    assert!(seen > 1 << 20, "only {seen} bytes of memory were there to be read");
    Some(found)
}

/// Needles that are in the files of a folder and of those in it, each with the file. Only files written at or after
/// a moment are looked into.
pub fn found_in_files(folder: &Path, needles: &[&[Needle]], since: SystemTime) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    // What goes away meanwhile is somebody else's.
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(meta) = fs::symlink_metadata(&path) else { continue };
        if meta.is_dir() {
            found.extend(found_in_files(&path, needles, since));
        } else if meta.is_file() && meta.modified().is_ok_and(|at| at >= since) {
            let Ok(bytes) = fs::read(&path) else { continue };
            look(&Piece { name: path.display().to_string(), bytes }, needles, &mut found);
        }
    }
    found
}

/// Whether any of the needles is in bytes.
pub fn is_in(bytes: &[u8], needles: &[Needle]) -> bool {
    let mut found = BTreeSet::new();
    look(&Piece { name: String::new(), bytes: bytes.to_vec() }, &[needles], &mut found);
    !found.is_empty()
}

fn look(piece: &Piece, needles: &[&[Needle]], found: &mut BTreeSet<String>) {
    let mut by_first: Vec<Vec<&Needle>> = (0..256).map(|_| Vec::new()).collect();
    for needle in needles.iter().copied().flatten() {
        by_first[usize::from(needle.bytes[0].1)].push(needle);
    }
    let bytes = &piece.bytes[..];
    for (at, first) in bytes.iter().enumerate().filter(|(_, byte)| **byte != 0) {
        for needle in &by_first[usize::from(*first)] {
            if needle.bytes.iter().all(|(further, byte)| bytes.get(at + further) == Some(byte)) {
                found.insert(format!("{} in {} at {at:#x}", needle.name, piece.name));
            }
        }
    }
}
