//! Seeds in the repository: `tests/data/fuzz/<target>/`. In `*.hex` each line is one input as hexadecimal digits, in
//! `*.txt` each line is one as it stands; lines that begin with `#` say what follows. In `files.list`
//! each line names a file of the repository that is one. Any other file is one input.

use std::path::{Path, PathBuf};

/// An input that is known to be worth beginning with.
pub struct Seed {
    /// File and line.
    pub place: String,
    /// The input.
    pub bytes: Vec<u8>,
}

/// A target with the seeds that its own code makes, and what each is.
pub type Made = (&'static str, Vec<(&'static str, Vec<u8>)>);

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(target)
}

/// The seeds of a target.
pub fn of(target: &str) -> Vec<Seed> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder(target)).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Vec<Seed> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    if name == "files.list" {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let names = String::from_utf8(bytes).unwrap();
        let seed =
            |name: &str| Seed { place: name.to_owned(), bytes: std::fs::read(root.join(name)).unwrap() };
        return names.lines().map(seed).collect();
    }
    let decode = match path.extension().and_then(|e| e.to_str()) {
        Some("hex") => unhex,
        Some("txt") => |line: &str| line.as_bytes().to_vec(),
        _ => return vec![Seed { place: name, bytes }],
    };
    let text = String::from_utf8(bytes).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    lines.map(|(at, line)| Seed { place: format!("{name}:{}", at + 1), bytes: decode(line) }).collect()
}

/// Writes the seeds that a target's own code makes, when `LUUKKU_WRITE_FUZZ_SEEDS` asks for it.
pub fn write(target: &str, made: &[(&str, Vec<u8>)]) {
    std::fs::create_dir_all(folder(target)).unwrap();
    let lines: String = made.iter().map(|(what, bytes)| format!("# {what}\n{}\n", hex(bytes))).collect();
    std::fs::write(folder(target).join("made.hex"), lines).unwrap();
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The bytes of hexadecimal digits.
pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16).expect("a hexadecimal digit") as u8).collect();
    assert!(digits.len().is_multiple_of(2), "half a byte");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
