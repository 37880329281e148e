//! A place at the database, and the thread it stands on.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::JoinHandle;

use crate::address::{Address, Use};
use crate::conn::Conn;
use crate::error::{Error, Fault};

/// A connection that is opened when first needed, and again after it was given up.
pub(crate) struct Seat {
    address: Address,
    purpose: Use,
    statements: Arc<AtomicU64>,
    conn: Option<Conn>,
}

impl Seat {
    pub(crate) fn new(address: Address, purpose: Use, statements: Arc<AtomicU64>) -> Self {
        Seat {
            address,
            purpose,
            statements,
            conn: None,
        }
    }

    /// Opens a transaction for what the seat is for. A connection that broke while nobody used it is
    /// replaced once: nothing has been done yet that could be done twice.
    pub(crate) async fn begin(&mut self) -> Result<&mut Conn, Error> {
        let fresh = self.conn.is_none();
        match self.try_begin().await {
            Err(Error::Database(Fault::Unreachable)) if !fresh => self.try_begin().await?,
            other => other?,
        }
        self.conn().await
    }

    /// Ends a snapshot.
    pub(crate) async fn end_reading(&mut self) {
        if let Some(conn) = &mut self.conn
            && conn.roll_back_to(0).await.is_err()
        {
            self.leave();
        }
    }

    /// Gives up a connection that is in doubt; the database rolls back what it had begun.
    pub(crate) fn leave(&mut self) {
        self.conn = None;
    }

    async fn try_begin(&mut self) -> Result<(), Error> {
        let purpose = self.purpose;
        let conn = self.conn().await?;
        let begun = match purpose {
            Use::Writing => conn.begin_writing().await,
            Use::Reading => conn.begin_reading().await,
        };
        if begun.is_err() {
            self.leave();
        }
        begun
    }

    async fn conn(&mut self) -> Result<&mut Conn, Error> {
        match &mut self.conn {
            Some(conn) => Ok(conn),
            empty => {
                let mut conn = self.address.connect(self.purpose).await?;
                conn.count_statements(Arc::clone(&self.statements));
                Ok(empty.insert(conn))
            }
        }
    }
}

/// Runs what `work` makes to its end on a thread of its own. The thread drives everything that the
/// work needs, a PostgreSQL connection included, so none of it runs among the callers' tasks, and
/// none of it need be `Send`.
pub(crate) fn thread<F, W>(name: &str, work: W) -> Result<JoinHandle<()>, Error>
where
    W: FnOnce() -> F + Send + 'static,
    F: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Error::NotStarted)?;
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || runtime.block_on(work()))
        .map_err(|_| Error::NotStarted)
}
