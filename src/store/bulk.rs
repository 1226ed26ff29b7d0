//! Many records at once, the same way as one: change, heads, rows and index. For the practice office and for
//! imports; a batch is one transaction.

use super::project::Projector;
use super::write::{Act, Actor, Scribe};
use super::{BULK_CACHE, Entry, Result, Store, WRITER_CACHE, World, access_log, cache, search};
use crate::register::Id;

/// How a batch went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Batch {
    /// Records written.
    pub records: u64,
    /// Clients written.
    pub clients: u64,
}

impl Store {
    /// Writes acts until `next` has no more of them, in one transaction, with one row of the access log.
    ///
    /// `next` answers whose act it is and the act. Search documents are written at the end of the batch.
    ///
    /// # Errors
    /// Nothing of the batch is kept then.
    pub fn bulk(
        &mut self,
        by: &Actor,
        entry: impl FnOnce(Batch) -> Entry,
        world: &mut dyn World,
        mut next: impl FnMut() -> Option<(Actor, Option<Id>, Act)>,
    ) -> Result<Batch> {
        self.durable(true)?;
        cache(&self.writer, BULK_CACHE)?;
        let batch = self.batch(by, entry, world, &mut next);
        cache(&self.writer, WRITER_CACHE)?;
        let batch = batch?;
        self.keep_short()?;
        Ok(batch)
    }

    fn batch(
        &mut self,
        by: &Actor,
        entry: impl FnOnce(Batch) -> Entry,
        world: &mut dyn World,
        next: &mut dyn FnMut() -> Option<(Actor, Option<Id>, Act)>,
    ) -> Result<Batch> {
        let here = self.here.clone();
        let tx = self.writer.transaction()?;
        search::begin_bulk(&tx)?;
        let moment = world.now();
        let mut scribe = Scribe::new(&tx, &here, moment, world)?;
        let mut batch = Batch::default();
        let mut projector = Projector::default();
        let mut client = None;
        // One transaction, one `t`: the row at its end answers for all its changes.
        let t = Id::v7(moment.utc_ms, scribe.entropy);
        while let Some((actor, person, act)) = next() {
            if person != client {
                client = person;
                batch.clients += u64::from(person.is_some());
            }
            scribe.changes(&actor, &act, t, &mut projector)?;
            batch.records += (act.edits.len() + act.sealed.len()) as u64;
        }
        projector.search(&tx)?;
        let t = scribe.has_changes().then_some(t);
        access_log::append(&mut scribe, by, &entry(batch), t)?;
        search::end_bulk(&tx)?;
        tx.commit()?;
        Ok(batch)
    }

    /// After the last of many batches: folds the index into one piece, so that a query reads from few places and no
    /// later save has to do it, and the write-ahead log into the file.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn end_bulk(&mut self) -> Result<()> {
        self.durable(true)?;
        cache(&self.writer, BULK_CACHE)?;
        let done = self.fold_index();
        cache(&self.writer, WRITER_CACHE)?;
        done?;
        self.fold()?;
        Ok(())
    }

    fn fold_index(&mut self) -> Result<()> {
        let tx = self.writer.transaction()?;
        search::merge(&tx)?;
        Ok(tx.commit()?)
    }
}
