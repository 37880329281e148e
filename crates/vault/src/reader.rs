//! The readers: a few threads, each with a connection of its own, that serve one queue.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::JoinHandle;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::address::{Address, Use};
use crate::deed::{Look, Notes};
use crate::error::Error;
use crate::limits::{DEEDS_WAITING, READERS};
use crate::seat::{Seat, thread};

/// What a consultation does, once its type is forgotten. It answers by itself.
pub(crate) type Job = Box<dyn for<'a> FnOnce(&'a mut Seat) -> LocalBoxFuture<'a, ()> + Send>;

/// What a reader answers: what was read with what the trail shall say of it, or why nothing was.
type Answer<T> = Result<(Result<T, Error>, Notes), Error>;

/// Forgets the type of a consultation.
pub(crate) fn job<T, F>(f: F, tell: oneshot::Sender<Answer<T>>) -> Job
where
    F: AsyncFnOnce(&mut Look<'_>) -> Result<T, Error> + Send + 'static,
    T: Send + 'static,
{
    Box::new(move |seat| {
        Box::pin(async move {
            let answer = read(seat, f).await;
            // Whoever asked may have stopped waiting.
            let _ = tell.send(answer);
        })
    })
}

/// Runs `f` on a snapshot, and lets go of the snapshot.
async fn read<T, F>(seat: &mut Seat, f: F) -> Answer<T>
where
    F: AsyncFnOnce(&mut Look<'_>) -> Result<T, Error>,
{
    let mut look = Look::new(seat.begin().await?);
    // Nothing can be left half done: a consultation cannot write.
    let result = AssertUnwindSafe(async { f(&mut look).await })
        .catch_unwind()
        .await
        .unwrap_or(Err(Error::Panicked));
    let notes = look.notes;
    let result = result.and_then(|value| notes.check().map(|()| value));
    seat.end_reading().await;
    Ok((result, notes))
}

/// The threads and the way to them.
pub(crate) struct Readers {
    queue: mpsc::Sender<Job>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    /// Starts the threads. They connect when they are first needed.
    pub(crate) fn start(address: &Address, statements: &Arc<AtomicU64>) -> Result<Self, Error> {
        let (queue, jobs) = mpsc::channel(DEEDS_WAITING);
        let jobs = Arc::new(Mutex::new(jobs));
        let threads = (0..READERS)
            .map(|_| {
                let seat = Seat::new(address.clone(), Use::Reading, Arc::clone(statements));
                let jobs = Arc::clone(&jobs);
                thread("vault-reader", move || serve(seat, jobs))
            })
            .collect::<Result<_, _>>()?;
        Ok(Readers { queue, threads })
    }

    /// Hands a consultation in; it answers by itself.
    pub(crate) async fn hand_in(&self, job: Job) -> Result<(), Error> {
        self.queue.send(job).await.map_err(|_| Error::Closed)
    }

    /// Takes no more; the threads end when they have done what they have.
    pub(crate) fn dismiss(self) -> Vec<JoinHandle<()>> {
        self.threads
    }
}

/// Takes one job after the other until nobody can hand in any more.
async fn serve(mut seat: Seat, jobs: Arc<Mutex<mpsc::Receiver<Job>>>) {
    loop {
        // The lock is held while waiting, not while working: whoever is free waits for the next.
        let next = jobs.lock().await.recv().await;
        match next {
            Some(job) => job(&mut seat).await,
            None => return,
        }
    }
}
