//! How wide a terminal is that the program writes to without painting on it.

use rustix::fd::AsFd;
use rustix::termios::tcgetwinsize;

/// Cells in a line of it; none where it is no terminal, or one that does not tell.
#[must_use]
pub fn columns(stream: impl AsFd) -> Option<u16> {
    tcgetwinsize(stream).ok().map(|size| size.ws_col).filter(|columns| *columns > 0)
}
