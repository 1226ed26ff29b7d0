//! Tests of the floor as a whole.

mod change;
mod log;
mod merge;
mod vectors;
