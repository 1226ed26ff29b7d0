//! Forms out of the declarations of record kinds: what is typed, where the focus is, how it is painted.
//!
//! A form knows no parsing, no rule of the register and no right: it asks a function whether a text is a value, and
//! shows what `desk` decided may be shown. A field the user may not know of is not in it.

pub mod field;
mod layout;
pub mod state;

pub use field::FieldState;
pub use state::{FormEvent, FormState};

#[cfg(test)]
mod tests;
