//! A connection to one of the two databases, and what differs between them.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::SqliteConnection;
use diesel::connection::InstrumentationEvent;
use diesel_async::sync_connection_wrapper::{SpawnBlocking, SyncConnectionWrapper};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    TransactionManager,
};
use futures_util::future::BoxFuture;

use crate::error::Error;
use crate::on_both;

/// The lock under which the trail grows on PostgreSQL: one order across processes. The number is
/// "lapwing" in ASCII; locks of other programs in the same database hardly have it too.
const CHAIN_LOCK: i64 = 0x006c_6170_7769_6e67;

/// A connection, lent to an act or a consultation. Query through [`on_both!`](crate::on_both) only:
/// a match by hand is a query that one of the two databases does not run.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one a thread, it never moves, and a box would stand between it and diesel"
)]
pub enum Conn {
    /// SQLite.
    Sqlite(SyncConnectionWrapper<SqliteConnection, InPlace>),
    /// PostgreSQL.
    Postgres(AsyncPgConnection),
}

/// Runs SQLite's calls where they are made: the door's threads are there to be blocked, so an act
/// changes threads once and not at every statement.
#[derive(Debug, Clone, Copy)]
pub struct InPlace;

impl SpawnBlocking for InPlace {
    fn spawn_blocking<'a, R>(
        &mut self,
        task: impl FnOnce() -> R + Send + 'static,
    ) -> BoxFuture<'a, Result<R, Box<dyn StdError + Send + Sync + 'static>>>
    where
        R: Send + 'static,
    {
        Box::pin(std::future::ready(Ok(task())))
    }

    fn get_runtime() -> Self {
        InPlace
    }
}

impl Conn {
    /// Runs statements that return nothing. For our own texts only; they have no arguments.
    pub(crate) async fn batch(&mut self, text: &str) -> Result<(), Error> {
        Ok(on_both!(self, |c| c.batch_execute(text).await)?)
    }

    /// Whether a text may hold the character NUL here. PostgreSQL takes every other one.
    pub(crate) fn keeps_nul(&self) -> bool {
        matches!(self, Conn::Sqlite(_))
    }

    /// Counts every statement from here on.
    pub(crate) fn count_statements(&mut self, counter: Arc<AtomicU64>) {
        let count = move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        };
        on_both!(self, |c| c.set_instrumentation(count));
    }

    /// Opens the writer's transaction: from here on nobody else, in this process or another,
    /// appends to the trail.
    pub(crate) async fn begin_writing(&mut self) -> Result<(), Error> {
        match self {
            // Taking the write lock at once avoids the deadlock of two readers that both want it.
            Conn::Sqlite(c) => {
                c.spawn_blocking(|inner| {
                    diesel::connection::AnsiTransactionManager::begin_transaction_sql(
                        inner,
                        "BEGIN IMMEDIATE",
                    )
                })
                .await?;
            }
            Conn::Postgres(c) => {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN").await?;
                c.batch_execute(&format!("SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
                    .await?;
            }
        }
        Ok(())
    }

    /// Opens a reader's transaction, whose queries all see one state of the records.
    pub(crate) async fn begin_reading(&mut self) -> Result<(), Error> {
        match self {
            Conn::Sqlite(c) => begin(c).await?,
            Conn::Postgres(c) => {
                let begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
                AnsiTransactionManager::begin_transaction_sql(c, begin).await?;
            }
        }
        Ok(())
    }

    /// Begins a savepoint within the transaction.
    pub(crate) async fn begin_savepoint(&mut self) -> Result<(), Error> {
        Ok(on_both!(self, |c| begin(c).await)?)
    }

    /// Keeps what was done since the last savepoint or, outside of any, in the transaction.
    pub(crate) async fn commit(&mut self) -> Result<(), Error> {
        Ok(on_both!(self, |c| commit(c).await)?)
    }

    /// Undoes everything down to the transaction's own level, or with `levels` 0 the transaction
    /// too. There may be more than one savepoint to undo: an act can have begun its own and failed.
    pub(crate) async fn roll_back_to(&mut self, levels: u32) -> Result<(), Error> {
        Ok(on_both!(self, |c| roll_back_to(c, levels).await)?)
    }
}

async fn begin<C: AsyncConnection>(c: &mut C) -> diesel::QueryResult<()> {
    C::TransactionManager::begin_transaction(c).await
}

async fn commit<C: AsyncConnection>(c: &mut C) -> diesel::QueryResult<()> {
    C::TransactionManager::commit_transaction(c).await
}

async fn roll_back_to<C: AsyncConnection>(c: &mut C, levels: u32) -> diesel::QueryResult<()> {
    loop {
        let depth = C::TransactionManager::transaction_manager_status_mut(c).transaction_depth()?;
        if depth.map_or(0, u32::from) <= levels {
            return Ok(());
        }
        C::TransactionManager::rollback_transaction(c).await?;
    }
}
