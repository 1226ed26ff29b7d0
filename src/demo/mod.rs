//! The practice office: a made-up population and made-up staff, the same for the same seed and year of today.
//!
//! Pure but for [`write`](mod@write), which hands what is made here to the store: no I/O, no SQL, no clock. Nobody is
//! real: identity codes have the numbers 900-999, which are never given for life, e-mail addresses lie in domains
//! reserved for examples (RFC 2606), telephone numbers in blocks of zeros.
//!
//! | module | makes |
//! |---|---|
//! | [`rng`], [`days`] | random numbers, the calendar |
//! | [`codes`] | henkilötunnus, one for everybody |
//! | [`names`], [`places`] | the tables behind people: names by group and age, streets, postcodes |
//! | [`people`] | a person: identity, contact data, customership (all that a search needs) |
//! | [`work`] | occupations and the employers that clients share |
//! | [`life`] | what has happened: education, work, job search, plan, bookings, contacts |
//! | `client` | a client's file out of these two |
//! | [`office`] | who is who: which client has which trait, the well-known clients |
//! | [`staff`] | those who work there |
//! | [`write`](mod@write) | the records into the store |
//!
//! ```
//! use luukku::demo::{Office, Shape};
//! let office = Office::new(1, 20_780);
//! let client = office.client(4, Shape::Full);
//! assert!(client.records.iter().any(|r| r.kind == "employment_plan"));
//! ```

mod client;
pub mod codes;
pub mod days;
pub mod life;
pub mod names;
pub mod office;
pub mod people;
pub mod places;
mod record;
pub mod rng;
pub mod staff;
pub mod work;
pub mod write;

pub use client::client;
pub use office::{Office, Plan, Traits, office};
pub use record::{Client, Made, NATIONAL, Shape};
pub use staff::{Staff, Unit};

#[cfg(test)]
mod tests;
