//! The private heap that keys lie in: 64 KiB that the system keeps in RAM, cut into slots of 32 bytes.
//!
//! An ordinary heap may be written to the swap area page by page, keys and all. The pages of this one are locked when
//! the first key is made. They are asked of the ordinary allocator once, aligned, and live as long as the process;
//! each slot is a mutable borrow of its own that is lent out and handed back, so there is no pointer to get wrong. That
//! they are kept out of core dumps is the work of [`super::os::harden_process`].
//!
//! Nothing here refuses work. Where the system does not lock the pages (a low `RLIMIT_MEMLOCK`), keys lie in them all
//! the same; when all slots are lent, a key gets memory of the ordinary kind. Either is told by [`state`], for `doctor`.

use super::os;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use zeroize::Zeroize;

/// Bytes of a slot, the length of every key.
pub const SLOT: usize = 32;
/// 64 KiB: some two thousand keys. A session holds some dozens.
const PAGES: usize = 16;
const PAGE: usize = 4096;

/// A page, where the system has pages of this size; where they are larger, the lock covers a little more.
#[repr(align(4096))]
struct Page([u8; PAGE]);

/// How keys lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In locked pages.
    Locked,
    /// The system did not lock the pages: they may be written to the swap area.
    NotLocked,
    /// There were more keys than slots at some time: some lay in ordinary memory.
    Overflowed,
}

/// A heap. There is one for the process; tests make their own.
struct KeyHeap {
    free: Mutex<Vec<&'static mut [u8; SLOT]>>,
    locked: bool,
    overflowed: AtomicBool,
}

impl KeyHeap {
    fn new(pages: usize) -> KeyHeap {
        let pages: Vec<Page> = (0..pages).map(|_| Page([0; PAGE])).collect();
        let (pages, locked) = os::lock_for_life(pages.into_boxed_slice());
        let free = pages.iter_mut().flat_map(|page| page.0.as_chunks_mut::<SLOT>().0).collect();
        KeyHeap { free: Mutex::new(free), locked, overflowed: AtomicBool::new(false) }
    }

    fn slot(&'static self) -> Slot {
        let lent = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match lent {
            Some(bytes) => Slot(Bytes::Lent(bytes, self)),
            None => {
                self.overflowed.store(true, Ordering::Relaxed);
                Slot(Bytes::Ordinary(Box::new([0; SLOT])))
            }
        }
    }

    fn state(&self) -> State {
        match (self.locked, self.overflowed.load(Ordering::Relaxed)) {
            (false, _) => State::NotLocked,
            (true, true) => State::Overflowed,
            (true, false) => State::Locked,
        }
    }
}

fn heap() -> &'static KeyHeap {
    static HEAP: OnceLock<KeyHeap> = OnceLock::new();
    HEAP.get_or_init(|| KeyHeap::new(PAGES))
}

/// How the keys of this process lie.
pub fn state() -> State {
    heap().state()
}

enum Bytes {
    Lent(&'static mut [u8; SLOT], &'static KeyHeap),
    Ordinary(Box<[u8; SLOT]>),
    /// Handed back already, while it is being dropped.
    Gone,
}

/// Room for one key, wiped when it is dropped. A move copies where it is and not what it holds.
pub(super) struct Slot(Bytes);

impl Slot {
    /// An empty one.
    pub(super) fn new() -> Slot {
        heap().slot()
    }

    pub(super) fn bytes(&self) -> &[u8; SLOT] {
        match &self.0 {
            Bytes::Lent(bytes, _) => bytes,
            Bytes::Ordinary(bytes) => bytes,
            Bytes::Gone => &[0; SLOT],
        }
    }

    pub(super) fn bytes_mut(&mut self) -> Option<&mut [u8; SLOT]> {
        match &mut self.0 {
            Bytes::Lent(bytes, _) => Some(bytes),
            Bytes::Ordinary(bytes) => Some(bytes),
            Bytes::Gone => None,
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(bytes) = self.bytes_mut() {
            bytes.zeroize();
        }
        if let Bytes::Lent(bytes, home) = std::mem::replace(&mut self.0, Bytes::Gone) {
            // Never more than there were at the start: the list does not grow, and so leaves no copy of anything.
            home.free.lock().unwrap_or_else(PoisonError::into_inner).push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_page() -> &'static KeyHeap {
        Box::leak(Box::new(KeyHeap::new(1)))
    }

    fn place(slot: &Slot) -> usize {
        slot.bytes().as_ptr().addr()
    }

    #[test]
    fn a_slot_that_comes_back_is_lent_again_and_empty() {
        let heap = one_page();
        let mut slot = heap.slot();
        slot.bytes_mut().unwrap().fill(0x5a);
        let before = place(&slot);
        drop(slot);
        let again = heap.slot();
        assert_eq!((place(&again), again.bytes()), (before, &[0; SLOT]));
    }

    #[test]
    fn slots_do_not_overlap_and_stay_within_their_pages() {
        let heap = one_page();
        let slots: Vec<Slot> = (0..PAGE / SLOT).map(|_| heap.slot()).collect();
        let mut places: Vec<usize> = slots.iter().map(place).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|pair| pair[1] == pair[0] + SLOT));
        assert_eq!(places[0] % PAGE, 0);
        assert!(!heap.overflowed.load(Ordering::Relaxed));
    }

    #[test]
    fn with_all_slots_lent_a_key_gets_ordinary_memory_and_it_is_told() {
        let heap = one_page();
        let all: Vec<Slot> = (0..PAGE / SLOT).map(|_| heap.slot()).collect();
        let mut further = heap.slot();
        further.bytes_mut().unwrap().fill(7);
        assert_eq!(further.bytes(), &[7; SLOT]);
        assert_ne!(heap.state(), State::Locked);
        drop((all, further));
        assert_eq!(heap.free.lock().unwrap().len(), PAGE / SLOT);
    }
}
