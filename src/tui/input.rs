//! The thread that reads the keyboard and hears the system: bytes through [`super::decode`], signals through a pipe.
//!
//! It starts as early as the program does and never flushes what was typed before: every key counts. Operating-system
//! calls of the face stand here and in [`super::terminal`] only.

use super::decode::{Decoder, Input};
use std::io;
use std::sync::mpsc::Sender;

/// What the outside tells the face.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// Keys and pastes, in order.
    Inputs(Vec<Input>),
    /// The window has another size now; ask [`super::terminal::size`].
    Resized,
    /// SIGTERM, SIGHUP, or the terminal is gone: leave in order, now.
    Leave,
}

/// Starts the thread. It ends when the receiver is gone or standard input is.
///
/// # Errors
/// When signals cannot be heard or the thread cannot be started.
#[cfg(unix)]
pub fn start(sender: Sender<Event>) -> io::Result<std::thread::JoinHandle<()>> {
    let signals = unix::Signals::new()?;
    std::thread::Builder::new().name("input".into()).spawn(move || {
        let stdin = io::stdin();
        unix::run(&stdin, &signals, &sender);
    })
}

#[cfg(unix)]
mod unix {
    use super::{Decoder, Event, Input, Sender, io};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use signal_hook::consts::{SIGHUP, SIGTERM, SIGWINCH};
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    /// The reading ends of the two pipes that signals write into.
    pub struct Signals {
        resize: UnixStream,
        leave: UnixStream,
    }

    impl Signals {
        /// Registers the signals.
        pub fn new() -> io::Result<Signals> {
            let (resize, resize_write) = UnixStream::pair()?;
            let (leave, leave_write) = UnixStream::pair()?;
            resize.set_nonblocking(true)?;
            signal_hook::low_level::pipe::register(SIGWINCH, resize_write)?;
            signal_hook::low_level::pipe::register(SIGTERM, leave_write.try_clone()?)?;
            signal_hook::low_level::pipe::register(SIGHUP, leave_write)?;
            Ok(Signals { resize, leave })
        }
    }

    /// Reads until the terminal, the receiver or the patience of the system ends.
    pub fn run(stdin: &impl AsFd, signals: &Signals, sender: &Sender<Event>) {
        let mut decoder = Decoder::default();
        let mut bytes = [0u8; 4096];
        loop {
            let mut inputs: Vec<Input> = Vec::new();
            let mut fds = [
                PollFd::new(stdin, PollFlags::IN),
                PollFd::new(&signals.resize, PollFlags::IN),
                PollFd::new(&signals.leave, PollFlags::IN),
            ];
            let wait = decoder.wait().map(timespec);
            let ready = match poll(&mut fds, wait.as_ref()) {
                Ok(n) => n,
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => return drop(sender.send(Event::Leave)),
            };
            let [keys, resized, leave] = fds.map(|fd| !fd.revents().is_empty());
            if leave {
                return drop(sender.send(Event::Leave));
            }
            if resized {
                while matches!(rustix::io::read(&signals.resize, &mut bytes), Ok(n) if n > 0) {}
                if sender.send(Event::Resized).is_err() {
                    return;
                }
            }
            if keys {
                match rustix::io::read(stdin, &mut bytes) {
                    Ok(0) => return drop(sender.send(Event::Leave)),
                    Ok(n) => decoder.feed(bytes.get(..n).unwrap_or_default(), &mut inputs),
                    Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                    Err(_) => return drop(sender.send(Event::Leave)),
                }
                // Keys may be passwords: what was read does not stay.
                zeroize::Zeroize::zeroize(&mut bytes);
            } else if ready == 0 {
                decoder.timeout(&mut inputs);
            }
            if !inputs.is_empty() && sender.send(Event::Inputs(inputs)).is_err() {
                return;
            }
        }
    }

    fn timespec(wait: Duration) -> Timespec {
        Timespec { tv_sec: i64::try_from(wait.as_secs()).unwrap_or(1), tv_nsec: wait.subsec_nanos().into() }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::tui::key::{Code, Key};
        use std::io::Write;
        use std::sync::mpsc::channel;

        #[test]
        fn keys_written_before_and_after_the_start_arrive_and_the_end_is_told() {
            let (ours, mut theirs) = UnixStream::pair().unwrap();
            let (sender, receiver) = channel();
            theirs.write_all(b"meik\x1b[").unwrap();
            let signals = Signals::new().unwrap();
            let thread = std::thread::spawn(move || run(&ours, &signals, &sender));
            theirs.write_all(b"A\x1b").unwrap();
            let mut inputs = Vec::new();
            while inputs.len() < 6 {
                match receiver.recv().unwrap() {
                    Event::Inputs(some) => inputs.extend(some),
                    other => panic!("{other:?}"),
                }
            }
            drop(theirs);
            assert_eq!(receiver.recv(), Ok(Event::Leave));
            thread.join().unwrap();
            let keys = "meik".chars().map(Key::char).chain([Key::plain(Code::Up), Key::plain(Code::Esc)]);
            assert_eq!(inputs, keys.map(Input::Key).collect::<Vec<_>>());
        }
    }
}
