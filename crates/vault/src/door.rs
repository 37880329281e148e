//! The door itself: what is asked goes to a thread, and the answer comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::Asker;
use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::address::Address;
use crate::clock::Clock;
use crate::deed::{Act, Deed, Look, Notes};
use crate::error::Error;
use crate::reader::Readers;
use crate::trail::{self, Class, Heading, Outcome};
use crate::writer::{Job, SYSTEM, Work, Writer};

/// The one way to the database. Cloning it is cheap, and all clones share one writer and a few
/// readers; when the last clone goes, what was handed in is finished and the threads end.
#[derive(Clone)]
pub struct Door {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Writer,
    readers: Readers,
    clock: Clock,
    statements: Arc<AtomicU64>,
}

impl Door {
    /// Opens the database: the path of a SQLite file, which is made if absent, or a `postgres://`
    /// address. Steps of the schema that it has not taken are taken.
    ///
    /// # Errors
    /// [`Error::Address`] for a text that is neither; [`Error::Database`] when it cannot be opened;
    /// [`Error::NewerSchema`] or [`Error::ChangedSchema`] when it does not fit this program.
    pub async fn open(database: &str) -> Result<Self, Error> {
        Self::open_with(database, Clock::system()).await
    }

    /// As [`open`](Door::open), for a new database that begins its trail by saying that it is a demo.
    ///
    /// # Errors
    /// As [`open`](Door::open), and [`Error::NotFresh`] if the database is in use.
    pub async fn open_demo(database: &str) -> Result<Self, Error> {
        let door = Self::open(database).await?;
        let heading = Heading {
            asker: SYSTEM.to_owned(),
            action: DEMO,
            class: Class::System,
            purpose: "a demo: nothing in this database is a record of a service's work",
        };
        door.write(heading, async |act: &mut Act<'_>| {
            match trail::head(act.conn()).await?.seq {
                0 => Ok(()),
                _ => Err(Error::NotFresh),
            }
        })
        .await?;
        Ok(door)
    }

    /// As [`open`](Door::open), with the clock that rows of the trail take their time from.
    ///
    /// # Errors
    /// As [`open`](Door::open).
    pub async fn open_with(database: &str, clock: Clock) -> Result<Self, Error> {
        let address = Address::parse(database)?;
        let statements = Arc::new(AtomicU64::new(0));
        let writer = Writer::start(address.clone(), clock.clone(), Arc::clone(&statements)).await?;
        let readers = Readers::start(&address, &statements)?;
        Ok(Door {
            inner: Arc::new(Inner {
                writer,
                readers,
                clock,
                statements,
            }),
        })
    }

    /// Does `f`, which changes records, in one transaction with its rows in the trail.
    ///
    /// `f` is `async move |act: &mut Act<'_>| { … }`. It runs on the writer's thread, in its own
    /// savepoint among the acts that waited with it, and need not be `Send` while it runs; what it
    /// captures and returns must be. It is done even if the caller stops waiting.
    ///
    /// # Errors
    /// [`Error::Refused`] by the policy; what `f` returns; [`Error::Panicked`] if it did. In each case
    /// nothing was changed and the trail says so. [`Error::Database`] or [`Error::Closed`] when the
    /// transaction itself failed, and the trail has nothing either.
    pub async fn act<T, F>(&self, asker: &Asker, deed: Deed, f: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.admit(asker, deed).await?;
        self.write(heading(asker, deed, Class::Act), f).await
    }

    /// Reads with `f` on a snapshot, and hands out what it read once the trail says so.
    ///
    /// `f` is `async move |look: &mut Look<'_>| { … }`, under the same terms as in
    /// [`act`](Door::act), and cannot change anything.
    ///
    /// # Errors
    /// As [`act`](Door::act). If the row in the trail cannot be written, what was read is not handed
    /// out.
    pub async fn consult<T, F>(&self, asker: &Asker, deed: Deed, f: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Look<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.admit(asker, deed).await?;
        let (read, notes) = self.read(f).await?;
        let heading = heading(asker, deed, Class::Consultation);
        let (outcome, notes) = match &read {
            Ok(_) => (Outcome::Done, notes),
            Err(_) => (Outcome::Failed, notes.undone()),
        };
        self.inner
            .writer
            .hand_in(Work::Note(heading, outcome, notes))
            .await?;
        read
    }

    /// As [`consult`](Door::consult), for what is too large to be held until its row is written.
    /// `prepare` reads first and fixes the moment; then the row is written, also when that failed; and
    /// once it is durable, `give` reads on at the same moment and may let out what it reads.
    ///
    /// # Errors
    /// As [`consult`](Door::consult).
    pub(crate) async fn hand_out<P, T, E, F, G>(
        &self,
        asker: &Asker,
        deed: Deed,
        prepare: F,
        give: G,
    ) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Look<'_>) -> Result<P, E> + Send + 'static,
        G: AsyncFnOnce(&mut Look<'_>, P) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.admit(asker, deed).await?;
        let heading = heading(asker, deed, Class::Consultation);
        let door = self.clone();
        let (read, _) = self
            .read(async move |look: &mut Look<'_>| {
                let prepared = prepare(look).await;
                let outcome = match prepared {
                    Ok(_) => Outcome::Done,
                    Err(_) => Outcome::Failed,
                };
                let row = Work::Note(heading, outcome, Notes::default());
                door.inner.writer.hand_in(row).await?;
                Ok(match prepared {
                    Ok(prepared) => give(look, prepared).await,
                    Err(error) => Err(error),
                })
            })
            .await?;
        read?
    }

    /// Now, by the clock that rows of the trail take their time from.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Asks the policy before there is anything to do or to read: a page that is only a form. A
    /// refusal is written down before it is given; a yes leaves no row.
    ///
    /// # Errors
    /// [`Error::Refused`] by the policy, or what keeps its row from being written.
    pub async fn admit(&self, asker: &Asker, deed: Deed) -> Result<(), Error> {
        let Err(refusal) = access::may(asker, deed.action) else {
            return Ok(());
        };
        let heading = heading(asker, deed, Class::Refusal);
        let row = Work::Note(heading, Outcome::Refused, Notes::default());
        self.inner.writer.hand_in(row).await?;
        Err(refusal.into())
    }

    /// Finds out who asks, so it has no asker and leaves no row: the deed that follows names them.
    /// For the room `people` alone, which reads sessions and accounts with it and hands out nothing
    /// of them but an [`Asker`]; a house rule keeps others away.
    ///
    /// # Errors
    /// What `f` returns, and as [`consult`](Door::consult).
    pub async fn identify<T, F>(&self, f: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Look<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.read(f).await?.0
    }

    /// Keeps what is no record but the door-keeper's own memory: when a session was last seen, how
    /// often somebody guessed wrongly. Leaves no row, and is in no backup. For the room `people`
    /// alone; a house rule keeps others away.
    ///
    /// # Errors
    /// What `f` returns, and as [`act`](Door::act).
    pub async fn remember<T, F>(&self, f: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.hand_job_in(Work::Memory, f).await
    }

    /// Whether this database began as a demo, as its first row says.
    ///
    /// # Errors
    /// As [`identify`](Door::identify).
    pub async fn is_demo(&self) -> Result<bool, Error> {
        self.identify(async |look: &mut Look<'_>| {
            Ok(trail::first_action(look.conn()).await?.as_deref() == Some(DEMO))
        })
        .await
    }

    /// Statements sent to the database through this door and its clones since it was opened, as
    /// diesel's instrumentation counts them; beginnings and ends of transactions are among them.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// Waits until everything handed in so far is written, and gives this handle back. With the last
    /// handle the connections are closed too.
    pub async fn close(self) {
        // A writer that has gone has nothing left to write.
        let _ = self.inner.writer.hand_in(Work::Nothing).await;
        let Some(inner) = Arc::into_inner(self.inner) else {
            return;
        };
        let Inner {
            writer, readers, ..
        } = inner;
        let threads = [writer.dismiss()].into_iter().chain(readers.dismiss());
        let joined = tokio::task::spawn_blocking({
            let threads: Vec<_> = threads.collect();
            // A thread that ended by a panic has ended all the same.
            move || threads.into_iter().for_each(|thread| drop(thread.join()))
        });
        let _ = joined.await;
    }

    /// Has the writer do `f`; what it returns arrives once it is committed.
    async fn write<T, F>(&self, heading: Heading, f: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.hand_job_in(|job| Work::Act(heading, job), f).await
    }

    async fn hand_job_in<T, F>(&self, work: impl FnOnce(Job) -> Work, f: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        let (keep, kept) = oneshot::channel();
        let job: Job = Box::new(move |act| {
            Box::pin(async move {
                let value = f(act).await?;
                // If nobody waits any more, the act is done all the same.
                let _ = keep.send(value);
                Ok(())
            })
        });
        self.inner.writer.hand_in(work(job)).await?;
        kept.await.map_err(|_| Error::Closed)
    }

    /// Has a reader do `f`. What it gives back must not leave the door before a row is written.
    pub(crate) async fn read<T, F>(&self, f: F) -> Result<(Result<T, Error>, Notes), Error>
    where
        F: AsyncFnOnce(&mut Look<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job = crate::reader::job(f, tell);
        self.inner.readers.hand_in(job).await?;
        told.await.map_err(|_| Error::Closed)?
    }
}

/// The action of the first row of a demo's trail.
const DEMO: &str = "database.demo";

/// What the rows of a deed have in common.
fn heading(asker: &Asker, deed: Deed, class: Class) -> Heading {
    Heading {
        asker: asker.code().to_owned(),
        action: deed.action.code(),
        class,
        purpose: deed.purpose,
    }
}
