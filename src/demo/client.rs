//! A client's file, put together: the person, and what has happened.

use super::life;
use super::office::Office;
use super::people::Person;
use super::record::{Client, Shape};

/// One client of the office. Make an [`Office`] once when there are many to make.
pub fn client(seed: u64, index: u32, today: i32, shape: Shape) -> Client {
    Office::new(seed, today).client(index, shape)
}

impl Office {
    /// A client's file.
    pub fn client(&self, index: u32, shape: Shape) -> Client {
        let mut person = Person::draw(self, index);
        let mut records = Vec::with_capacity(match shape {
            Shape::Light => 6,
            Shape::Full => 48,
            Shape::Heavy => 2100,
        });
        person.records(self, &mut records);
        if shape != Shape::Light {
            life::live(self, &person, shape, &mut records);
        }
        // Stable: what was entered in one go keeps its order, the person stays first.
        records.sort_by_key(|r| r.at);
        Client { person: person.id, records }
    }
}
