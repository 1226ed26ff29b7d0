//! Everything that reads bytes from outside is fed with damaged ones: it refuses them or reads them rightly, never
//! panics, never takes more than it was given room for, and takes nothing that is authenticated but as it was written.
//!
//! A target is a function over bytes, its seeds and what they are made of; the table of a module is its `TARGETS`.
//! Inputs are the seeds and mutations of them, the same ones in every run on every machine.
//!
//! | | |
//! |---|---|
//! | `cargo test --test fuzz` | one round of each target, some seconds |
//! | `LUUKKU_FUZZ_ROUNDS=500 cargo test --release --test fuzz change -- --nocapture` | 500 rounds of one target |
//! | `LUUKKU_WRITE_FUZZ_SEEDS=1 cargo test --test fuzz seeds` | writes `made.hex` of each target anew |
//!
//! A finding is printed with its target, round and number, and written as `<target>.found.hex` into the folder `tmp/fuzz`
//! of the target folder; with rounds asked for, `<target>.under-way.hex` there is the input being tried, which tells
//! what ended the process or never ended. To keep it as a regression, add the line to
//! `tests/data/fuzz/<target>/found.hex` with a `#` line before it that names the fault.
//!
//! Why a harness of our own: cargo-fuzz needs a nightly compiler. bolero on a stable one replays its corpus and then
//! draws random bytes for a second: it does not mutate seeds, and random bytes end at the first magic. proptest, which
//! the unit tests use, makes values and has no seeds in files. A target is a plain function, so that a
//! coverage-guided engine can be put around it where there is one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr
)]

#[path = "fuzz/files.rs"]
mod files;
#[path = "fuzz/harness.rs"]
mod harness;
#[path = "fuzz/journal.rs"]
mod journal;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/seeds.rs"]
mod seeds;
#[path = "fuzz/store.rs"]
mod store;
#[path = "fuzz/typed.rs"]
mod typed;
#[path = "fuzz/vault.rs"]
mod vault;

use harness::{Target, run};

/// One test for each target, so that they run side by side and one finding does not hide another.
macro_rules! targets {
    ($($name:ident: $target:literal,)+) => {
        $(#[test]
        fn $name() {
            run(target($target));
        })+

        const TESTED: &[&str] = &[$($target),+];
    };
}

targets! {
    keyslots: "keyslots",
    door: "door",
    cell: "cell",
    sealed_body: "sealed-body",
    subject_key_wrap: "subject-key-wrap",
    sealed_to_a_key: "sealed-to-a-key",
    cbor: "cbor",
    value: "value",
    change: "change",
    packed_heads: "packed-heads",
    seen: "seen",
    log_row: "log-row",
    log_verifier: "log-verifier",
    checkpoint: "checkpoint",
    checkpoint_outside: "checkpoint-outside",
    identifiers: "identifiers",
    dates_and_numbers: "dates-and-numbers",
    fields: "fields",
    shown_values: "shown-values",
    display_text: "display-text",
    terminal_input: "terminal-input",
    secrets_typed: "secrets-typed",
    device_key: "device-key",
    slot_key: "slot-key",
    keyring_values: "keyring-values",
    backup_manifest: "backup-manifest",
    office_sign: "office-sign",
    policy: "policy",
    rules: "rules",
    keymap_and_codes: "keymap-and-codes",
    kept_screens: "kept-screens",
    search: "search",
    database_pages: "database-pages",
    database_values: "database-values",
}

fn all() -> impl Iterator<Item = &'static Target> {
    vault::TARGETS
        .iter()
        .chain(&journal::TARGETS)
        .chain(&typed::TARGETS)
        .chain(&files::TARGETS)
        .chain(&store::TARGETS)
}

fn target(name: &str) -> &'static Target {
    all().find(|target| target.name == name).expect("a target of that name")
}

#[test]
fn every_target_is_tested_and_has_seeds() {
    assert!(all().map(|target| target.name).eq(TESTED.iter().copied()));
    let made = [vault::made(), journal::made(), files::made()].concat();
    for (name, made) in &made {
        if std::env::var_os("LUUKKU_WRITE_FUZZ_SEEDS").is_some() {
            seeds::write(name, made);
        }
        let kept = seeds::of(name);
        // The formats are permanent: what is made today is what was made when the seeds were kept.
        for (what, bytes) in made {
            assert!(kept.iter().any(|seed| seed.bytes == *bytes), "{name}: {what} is not among the seeds");
        }
    }
}
