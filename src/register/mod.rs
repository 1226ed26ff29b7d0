//! WHAT is kept: the vocabulary of the register. Pure: no I/O, no SQL, no clock, no randomness.
//!
//! A record kind is declared once, as a constant [`Kind`] in [`kinds`]; form, list, validation, SQL columns,
//! permissions, change operations and their tests follow from that declaration.

pub mod business_id;
pub mod calendar;
pub mod codes;
pub mod compartment;
pub mod dates;
pub mod email;
pub mod harmless;
pub mod hetu;
pub mod id;
pub mod kind;
pub mod kinds;
pub mod money;
pub mod names;
pub mod need;
pub mod partdate;
pub mod phone;
pub mod postcode;
pub mod present;
pub mod rules;
pub mod tab;
pub mod time;
pub mod typed;
pub mod validate;
pub mod value;
#[cfg(test)]
pub(crate) mod vectors;
pub mod words;

pub use id::{Entropy, Id};
pub use kind::{Card, Compartment, Field, FieldGroup, Group, Kind, Need, Told, Type};
pub use tab::Tab;
pub use value::Value;
