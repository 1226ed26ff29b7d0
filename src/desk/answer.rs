//! What a use case answers, and what the faults of the floors below become in it.

use super::api::{Message, Refusal};
use super::office_fault::OfficeFault;
use crate::store;

/// What a use case answers.
pub type Answer<T> = Result<T, Refusal>;

/// A fault of the program, with the code by which its support finds the place.
pub(super) fn fault(id: &'static str, code: &str) -> Refusal {
    Refusal::Fault(Message::new(id), code.to_owned())
}

impl From<OfficeFault> for Refusal {
    fn from(fault: OfficeFault) -> Refusal {
        Refusal::Cannot(fault.0)
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Refusal {
        match error {
            store::Error::TooLarge
            | store::Error::Full
            | store::Error::Busy
            | store::Error::Missing
            | store::Error::Moved
            | store::Error::KeysChanged
            | store::Error::TooBroad => Refusal::Cannot(Message::new(error.message_id())),
            _ => Refusal::Fault(Message::new(error.message_id()), error.support_code()),
        }
    }
}
