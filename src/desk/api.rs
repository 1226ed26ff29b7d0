//! What a face may ask of the desk, and what it gets back.
//!
//! A face sends a [`Request`] and shows the [`Reply`]. Nothing of a client reaches a face in any other way, and every
//! reply that shows a client was checked and written to the access log before it was sent. Values travel as
//! [`Shown`]: the desk decides whether a value is there, empty, unknown or hidden; a face only draws the difference.
//! Sentences are message ids with arguments; the words stand in the locales.

// A face names these through the desk: it uses no floor below.
pub use crate::access::Identification;
pub use crate::vault::password::strength as password_strength;
pub use crate::vault::secret::PasswordText;

mod counter;
mod file;
mod form;
mod log;
mod reply;
mod request;
mod session;
mod shown;

pub use counter::{
    Draft, HistoryEntry, NewTime, NextTime, Note, Plan, PlanVersion, Template, TimeLine, TimeRow, Viewed,
};
pub use file::{
    Alert, Card, CardGroup, CardMay, ClientLine, Entered, Entry, Fact, Hit, Hits, Leads, List, Offered, Part,
    Register, Withdrawn,
};
pub use form::{Base, Form, FormField, SaveForm, Yes};
pub use log::{LogLine, LogQuery, LogReview, LogSum, LogSums};
pub use reply::Reply;
pub use request::Request;
pub use session::{Abilities, Declaration, LoggedIn, NewUser, User, Welcome};
pub use shown::{Allowed, Hidden, Message, Refusal, Shown, Unknown};
