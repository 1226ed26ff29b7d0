//! The store on real SQLCipher files.

mod basics;
mod crash;
mod log;
mod protect;
mod search;
mod whole;
