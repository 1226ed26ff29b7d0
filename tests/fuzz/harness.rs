//! Runs a target: its seeds as they are, then mutations of them, the same ones in every run.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::mutate::{Rng, Shape, mutate};
use super::seeds::{self, Seed};

/// Something that reads bytes from outside, and what must hold whatever they are.
pub struct Target {
    /// Its folder under `tests/data/fuzz`.
    pub name: &'static str,
    /// What its inputs are made of.
    pub shape: Shape,
    /// Pieces that its grammar gives a meaning to.
    pub words: &'static [&'static str],
    /// Inputs in a round: as many as take about half a second unoptimised.
    pub inputs: u32,
    /// Reads an input, and panics when it should not have been read so.
    pub check: fn(&[u8]),
}

/// How many rounds, and whether somebody asked for them.
fn rounds() -> (u32, bool) {
    let told = std::env::var("LUUKKU_FUZZ_ROUNDS").ok();
    let rounds = told.as_deref().map_or(1, |n| n.parse().expect("LUUKKU_FUZZ_ROUNDS is a number"));
    (rounds, told.is_some())
}

/// Where inputs are left that a person has to look at.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&folder).expect("a folder for findings");
    folder
}

struct Run<'t> {
    target: &'t Target,
    /// Where the input under way is written before it is tried, for those that end the process or never end.
    under_way: Option<PathBuf>,
    slowest: (Duration, String),
}

impl Run<'_> {
    fn attempt(&mut self, input: &[u8], place: &str) {
        if let Some(path) = &self.under_way {
            std::fs::write(path, seeds::hex(input)).expect("written");
        }
        let begun = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| (self.target.check)(input)));
        let took = begun.elapsed();
        if took > self.slowest.0 {
            self.slowest = (took, format!("{place}, {} bytes", input.len()));
        }
        if let Err(panic) = result {
            let name = self.target.name;
            let path = folder().join(format!("{name}.found.hex"));
            std::fs::write(&path, seeds::hex(input)).expect("written");
            let shown = if input.len() <= 2_048 { seeds::hex(input) } else { "in the file".to_owned() };
            eprintln!(
                "\nfuzz target {name}: {place} is a finding.\ninput ({} bytes): {shown}\nwritten to {}\n\
                 Mend the cause, then add the line to tests/data/fuzz/{name}/found.hex.\n",
                input.len(),
                path.display()
            );
            resume_unwind(panic);
        }
    }
}

/// Runs a target.
pub fn run(target: &Target) {
    let seeds: Vec<Seed> = seeds::of(target.name);
    assert!(!seeds.is_empty(), "no seeds in tests/data/fuzz/{}", target.name);
    let (rounds, by_hand) = rounds();
    let under_way = by_hand.then(|| folder().join(format!("{}.under-way.hex", target.name)));
    let mut run = Run { target, under_way, slowest: (Duration::ZERO, String::new()) };
    for seed in &seeds {
        run.attempt(&seed.bytes, &seed.place);
    }
    for round in 0..rounds {
        for input in 0..target.inputs {
            let mut rng = Rng::of(target.name, round, input);
            let bytes = mutate(&seeds, target.shape, target.words, &mut rng);
            run.attempt(&bytes, &format!("round {round}, input {input}"));
        }
    }
    if let Some(path) = run.under_way {
        let _ = std::fs::remove_file(path);
    }
    // A figure for people: what takes long here is what grows faster than its input.
    let inputs = u64::from(rounds) * u64::from(target.inputs);
    println!("{}: {inputs} inputs, the slowest {:?} ({})", target.name, run.slowest.0, run.slowest.1);
}
