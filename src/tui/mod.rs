//! The face on the terminal: shows what `desk` hands out and asks it for more. It holds no rule of the register and
//! no right of anybody, knows no SQL, and prints text only through [`text`].
//!
//! | module | purpose |
//! |---|---|
//! | [`terminal`], [`input`] | the terminal taken and given back; bytes and signals read. All operating-system calls |
//! | [`decode`], [`key`] | bytes to keys, pure; keys and their names |
//! | [`action`], [`keymap`] | the one table of what can be done; which key does it |
//! | [`text`], [`theme`], [`shown`], [`speak`] | harmless text, roles and styles, the four states of a value, words |
//! | [`app`], [`msg`], [`mod@update`] | the whole state, what comes, what is to be done: one pure function
//! | [`route`], [`reply`], [`drafts`] | keys to screens, replies to screens, what is kept over a lock
//! | [`screen`], [`runtime`] | the screens; the loop around them
//! | [`widget`], [`form`] | parts of screens; forms out of declarations |

pub mod action;
pub mod app;
pub mod decode;
pub mod drafts;
pub mod form;
pub mod input;
pub mod key;
pub mod keymap;
pub mod msg;
pub mod open;
pub mod overlaid;
pub mod refusal;
pub mod reply;
pub mod route;
pub mod runtime;
pub mod screen;
mod sequence;
pub mod session;
pub mod shown;
pub mod speak;
pub mod terminal;
#[cfg(test)]
pub mod testing;
pub mod text;
pub mod theme;
pub mod update;
pub mod want;
pub mod widget;

pub use runtime::{DeskPort, Options, run};

#[cfg(test)]
mod tests;
