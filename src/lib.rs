//! Luukku, the front desk of the employment services' person-customer register.
//!
//! The map of the house. A module uses those below it, never those above; `tests/architecture.rs`
//! reads the sources and holds the rule.
//!
//! ```text
//!    tui   cli                     faces: show, ask, and nothing else
//!         desk                     use cases       demo (beside desk, through store)
//!         store                    the terminal's register in SQL, the only SQL there is
//!    vault   cipherdb   journal   access           mechanisms
//!         register                 vocabulary (pure)
//! ```
//!
//! | module | purpose |
//! |---|---|
//! | [`register`] | WHAT is kept: record kinds, fields, values, code lists, identifiers, calendar, dated rules, words |
//! | [`access`] | WHO may: roles, compartments, purposes, the visibility matrix |
//! | [`journal`] | HOW a change and a log row are written down, merged and verified |
//! | [`vault`] | KEYS: device and slot secret, keyslots, passwords, wrapping, sealing |
//! | [`cipherdb`] | the SQLCipher file itself: the asserted open sequence, backup, the one unsafe file |
//! | [`store`] | the terminal's register in that file: write, apply, project, search, access log |
//! | [`desk`] | the use cases, the only door from a face to the register |
//! | [`demo`] | the practice office: a made-up population, made-up staff |
//! | [`tui`], [`cli`] | the two faces |
//!
//! Absences that matter: `register`, `access` and `journal` do no I/O and know no clock; `journal`
//! knows numbers, never names; nothing below `desk` decides who may see; nothing above `store`
//! knows SQL; a face holds no rule.

pub mod access;
pub mod cipherdb;
pub mod cli;
pub mod demo;
pub mod desk;
pub mod journal;
pub mod register;
pub mod store;
pub mod tui;
pub mod vault;
