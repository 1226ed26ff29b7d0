//! The face on a real office: the screens on this terminal, the desk on its threads.

use super::keymap::KeysFile;
use super::msg::ReqId;
use super::runtime::{self, DeskPort, Options};
use super::theme::Theme;
use crate::desk::api::{Reply, Request};
use crate::desk::service::{self, Port};
use crate::desk::world;
use crate::register::words::Lang;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// The way to the desk's threads.
struct Threads(Port);

impl DeskPort for Threads {
    fn send(&self, req: ReqId, request: Request) {
        self.0.send(req.0, request);
    }

    fn supersede(&self, req: ReqId) {
        self.0.supersede(req.0);
    }
}

/// Opens the office in a folder on this terminal, with the user's own keys if there are any; gives the exit code.
///
/// # Errors
/// When there is no terminal, or it cannot be written to.
pub fn office(folder: PathBuf, lang: Lang, theme: Theme, keys: Option<KeysFile>) -> io::Result<u8> {
    let options = Options { lang, theme, clock: world::now, keys };
    runtime::run(options, move || start(folder))
}

fn start(folder: PathBuf) -> (Threads, Receiver<(ReqId, Reply)>) {
    let (port, tickets) = service::start(move || world::for_screens(&folder), world::today);
    let (replies, named) = channel();
    thread::spawn(move || {
        while let Ok((ticket, reply)) = tickets.recv() {
            if replies.send((ReqId(ticket), reply)).is_err() {
                return;
            }
        }
    });
    (Threads(port), named)
}
