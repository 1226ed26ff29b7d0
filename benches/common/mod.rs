//! What the benches share: the office of N, times and their printing, the same rows by raw SQL.
#![allow(dead_code)]

pub mod office;
pub mod people;
pub mod raw;

use luukku::register::Id;
use std::path::Path;
use std::time::Instant;

/// The key of databases that hold nothing but a bench.
pub const KEY: [u8; 32] = [0x5b; 32];
/// Their id.
pub const DB_ID: Id = Id::from_bytes(*b"bench database!!");

/// A number from the environment.
pub fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// The first bytes of a database file.
pub fn salt(path: &Path) -> [u8; 16] {
    let mut salt = [0; 16];
    std::io::Read::read_exact(&mut std::fs::File::open(path).unwrap(), &mut salt).unwrap();
    salt
}

/// Times in milliseconds.
#[derive(Default)]
pub struct Times(pub Vec<f64>);

impl Times {
    pub fn new() -> Times {
        Times(Vec::new())
    }

    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push(start.elapsed().as_secs_f64() * 1e3);
        result
    }

    pub fn at(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        sorted.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
    }

    pub fn line(&self) -> String {
        format!("p50 {:.3} ms, p99 {:.3} ms, max {:.3} ms", self.at(0.5), self.at(0.99), self.at(1.0))
    }
}
