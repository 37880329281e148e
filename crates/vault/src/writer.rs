//! The one writer of a process: it takes what waits, commits once, and answers all.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::JoinHandle;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use crate::address::{Address, Use};
use crate::clock::Clock;
use crate::conn::Conn;
use crate::deed::{Act, Notes};
use crate::error::Error;
use crate::limits::{ACTS_A_COMMIT, DEEDS_WAITING};
use crate::migrate;
use crate::seat::{Seat, thread};
use crate::trail::format::instant;
use crate::trail::{self, Head, Heading, Outcome};

/// Who does what the program does by itself.
pub(crate) const SYSTEM: &str = "lapwing";

/// What an act does, once its type is forgotten.
pub(crate) type Job =
    Box<dyn for<'a> FnOnce(&'a mut Act<'_>) -> LocalBoxFuture<'a, Result<(), Error>> + Send>;

/// What the writer can be asked for.
pub(crate) enum Work {
    /// An act with its rows.
    Act(Heading, Job),
    /// What is remembered and is no record: no row.
    Memory(Job),
    /// Rows alone: a consultation, a refusal.
    Note(Heading, Outcome, Notes),
    /// An answer once everything before it is written.
    Nothing,
}

/// Work, and who waits for it.
struct Task {
    work: Work,
    answer: oneshot::Sender<Result<(), Error>>,
}

/// The thread and the way to it.
pub(crate) struct Writer {
    queue: mpsc::Sender<Task>,
    thread: JoinHandle<()>,
}

impl Writer {
    /// Starts the thread, opens the database, and brings its schema up to date.
    pub(crate) async fn start(
        address: Address,
        clock: Clock,
        statements: Arc<AtomicU64>,
    ) -> Result<Self, Error> {
        let (queue, tasks) = mpsc::channel(DEEDS_WAITING);
        let (tell, ready) = oneshot::channel();
        let desk = Desk {
            seat: Seat::new(address, Use::Writing, statements),
            clock,
        };
        let thread = thread("vault-writer", move || desk.work(tasks, tell))?;
        ready.await.map_err(|_| Error::NotStarted)??;
        Ok(Writer { queue, thread })
    }

    /// Hands work in and waits until it is committed.
    pub(crate) async fn hand_in(&self, work: Work) -> Result<(), Error> {
        let (answer, answered) = oneshot::channel();
        self.queue
            .send(Task { work, answer })
            .await
            .map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }

    /// Takes no more work; the thread ends when it has done what it has.
    pub(crate) fn dismiss(self) -> JoinHandle<()> {
        self.thread
    }
}

/// Where the writer sits.
struct Desk {
    seat: Seat,
    clock: Clock,
}

impl Desk {
    /// Makes ready, says so, and works until nobody can hand in any more.
    async fn work(
        mut self,
        mut tasks: mpsc::Receiver<Task>,
        tell: oneshot::Sender<Result<(), Error>>,
    ) {
        let ready = self.prepare().await;
        let good = ready.is_ok();
        if tell.send(ready).is_err() || !good {
            return;
        }
        let mut group = Vec::with_capacity(ACTS_A_COMMIT);
        while tasks.recv_many(&mut group, ACTS_A_COMMIT).await > 0 {
            self.settle(std::mem::take(&mut group)).await;
        }
    }

    /// Brings the schema up to date.
    async fn prepare(&mut self) -> Result<(), Error> {
        let conn = self.seat.begin().await?;
        migrate::run(conn, &self.clock).await?;
        conn.commit().await
    }

    /// Does a group and answers everybody: each its own result once all is committed, or all the
    /// same error when the transaction failed and nothing happened.
    async fn settle(&mut self, group: Vec<Task>) {
        let (work, answers): (Vec<_>, Vec<_>) = group
            .into_iter()
            .map(|task| (task.work, task.answer))
            .unzip();
        let results = match self.transaction(work).await {
            Ok(results) => results,
            Err(error) => {
                tracing::error!(%error, acts = answers.len(), "a transaction failed");
                vec![Err(error); answers.len()]
            }
        };
        for (answer, result) in answers.into_iter().zip(results) {
            // Whoever asked may have stopped waiting.
            let _ = answer.send(result);
        }
    }

    async fn transaction(&mut self, group: Vec<Work>) -> Result<Vec<Result<(), Error>>, Error> {
        let done = perform_all(self.seat.begin().await?, &self.clock, group).await;
        if done.is_err() {
            // The database rolls back what a lost connection had begun.
            self.seat.leave();
        }
        done
    }
}

/// Does each piece of work and commits all.
async fn perform_all(
    conn: &mut Conn,
    clock: &Clock,
    group: Vec<Work>,
) -> Result<Vec<Result<(), Error>>, Error> {
    let mut head = trail::head(conn).await?;
    let mut results = Vec::with_capacity(group.len());
    for work in group {
        results.push(perform(conn, clock, &mut head, work).await?);
    }
    conn.commit().await?;
    Ok(results)
}

/// Does one piece of work. The outer error is the transaction's, the inner one the act's own.
async fn perform(
    conn: &mut Conn,
    clock: &Clock,
    head: &mut Head,
    work: Work,
) -> Result<Result<(), Error>, Error> {
    match work {
        Work::Nothing => Ok(Ok(())),
        Work::Note(heading, outcome, notes) => {
            trail::append(conn, head, clock.now(), &heading, outcome, notes).await?;
            Ok(Ok(()))
        }
        Work::Memory(job) => {
            let done = attempt(conn, clock.now(), SYSTEM, job).await?;
            Ok(done.result)
        }
        Work::Act(heading, job) => {
            let now = clock.now();
            let done = attempt(conn, now, &heading.asker, job).await?;
            let (outcome, notes) = match done.result {
                Ok(()) => (Outcome::Done, done.notes),
                Err(_) => (Outcome::Failed, done.notes.undone()),
            };
            trail::append(conn, head, now, &heading, outcome, notes).await?;
            Ok(done.result)
        }
    }
}

/// What came of a job: whether it stands, and what it told the trail.
struct Attempt {
    result: Result<(), Error>,
    notes: Notes,
}

/// Does a job in a savepoint of its own, and undoes it if it fails.
async fn attempt(conn: &mut Conn, now: Timestamp, asker: &str, job: Job) -> Result<Attempt, Error> {
    conn.begin_savepoint().await?;
    let mut act = Act::new(conn, instant(now), asker.to_owned());
    let result = run(&mut act, job).await;
    let notes = act.notes;
    if result.is_ok() {
        conn.commit().await?;
    } else {
        conn.roll_back_to(1).await?;
    }
    Ok(Attempt { result, notes })
}

/// Runs an act. Its panic is its own failure and nobody else's.
async fn run(act: &mut Act<'_>, job: Job) -> Result<(), Error> {
    // What a panic may leave half done is in the savepoint, which is then undone.
    let result = AssertUnwindSafe(async { job(act).await })
        .catch_unwind()
        .await
        .unwrap_or(Err(Error::Panicked));
    result.and_then(|()| act.notes.check())
}
