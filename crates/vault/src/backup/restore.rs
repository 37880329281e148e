//! Restoring a backup.

use std::io::{BufRead, Read, Seek};

use diesel::dsl::max;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use tokio::sync::oneshot;

use super::catalogue::{TABLES, Table};
use super::encryption::{self, Key};
use super::error::BackupError;
use super::form::{Summary, tables_of};
use super::query;
use super::reading::{self, Archive};
use super::value::{Row, Value};
use crate::address::{Address, Use};
use crate::clock::Clock;
use crate::conn::Conn;
use crate::error::Error;
use crate::schema::trail::restoration;
use crate::seat::thread;
use crate::trail::format::instant;
use crate::{migrate, on_both, trail};

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was in the archive.
    pub summary: Summary,
    /// What a check of the restored trail found.
    pub trail: trail::Report,
}

/// Reads a whole archive: its form, the digest of each table, and its seal.
///
/// # Errors
/// [`BackupError::Archive`] at the first line that is not as it was written;
/// [`BackupError::NewerArchive`]; [`BackupError::Key`] if it is encrypted and `key` does not open it;
/// [`BackupError::Input`] when it cannot be read.
pub fn check<R>(archive: R, key: Option<&Key>) -> Result<Summary, BackupError>
where
    R: Read + Seek + Send + 'static,
{
    reading::check(encryption::open(archive, key)?, TABLES)
}

/// Fills a database, which must hold no records, from an archive of either database. The whole
/// archive is checked before anything is touched; then all of it arrives, or nothing. The trail is
/// the archive's own and gets no row for this; that the copy was filled from an archive stands in
/// the table `restoration`, and a check of the trail says so.
///
/// # Errors
/// As [`check`]; [`BackupError::NotEmpty`] or [`BackupError::NewerDatabase`] when it does not go into
/// this database; [`BackupError::Vault`] as [`Door::open`](crate::Door::open). Nothing was changed.
pub async fn restore<R>(
    database: &str,
    archive: R,
    key: Option<Key>,
) -> Result<Restored, BackupError>
where
    R: Read + Seek + Send + 'static,
{
    let address = Address::parse(database)?;
    let (tell, told) = oneshot::channel();
    let _thread = thread("vault-restore", move || async move {
        // Whoever asked may have stopped waiting.
        let _ = tell.send(run(&address, archive, key.as_ref()).await);
    })?;
    told.await.map_err(|_| Error::Closed)?
}

async fn run<R>(address: &Address, archive: R, key: Option<&Key>) -> Result<Restored, BackupError>
where
    R: Read + Seek + Send + 'static,
{
    let mut source = encryption::open(archive, key)?;
    reading::check(&mut source, TABLES)?;
    source.rewind().map_err(|e| BackupError::Input(e.kind()))?;
    let mut conn = address.connect(Use::Writing).await?;
    conn.begin_writing().await?;
    let restored = fill(&mut conn, &mut source).await;
    match restored {
        Ok(_) => conn.commit().await?,
        // A connection that broke is rolled back by the database itself.
        Err(_) => drop(conn.roll_back_to(0).await),
    }
    restored
}

/// Everything within the transaction. The archive is checked a second time as it is read again.
async fn fill(conn: &mut Conn, source: impl BufRead) -> Result<Restored, BackupError> {
    let clock = Clock::system();
    let mut archive = Archive::begin(source, TABLES)?;
    make_room(conn, archive.steps(), &clock).await?;
    while let Some(table) = archive.next_table()? {
        fill_table(conn, table, &mut archive).await?;
    }
    let summary = archive.summary();
    // What later steps do to records, they do to these.
    migrate::run(conn, &clock).await?;
    remember(conn, &summary.sha256, &clock).await?;
    let trail = trail::check(conn, None).await?;
    Ok(Restored { summary, trail })
}

/// Brings the schema to where the archive's was, and makes sure that nothing is there.
async fn make_room(conn: &mut Conn, steps: &[String], clock: &Clock) -> Result<(), BackupError> {
    migrate::run_first(conn, clock, steps.len()).await?;
    for table in tables_of(TABLES, steps) {
        if !query::is_empty(conn, table).await? {
            return Err(BackupError::NotEmpty(table.name));
        }
    }
    let taken = migrate::taken(conn).await?;
    match migrate::names().nth(steps.len()) {
        Some(next) if taken.len() > steps.len() => Err(BackupError::NewerDatabase(next)),
        _ => Ok(()),
    }
}

/// One table, some rows at a time.
async fn fill_table<R: BufRead>(
    conn: &mut Conn,
    table: &'static Table,
    archive: &mut Archive<R>,
) -> Result<(), BackupError> {
    loop {
        let rows = archive.rows(table.rows_at_once())?;
        if rows.is_empty() {
            return Ok(());
        }
        if !conn.keeps_nul() && rows.iter().any(holds_nul) {
            return Err(BackupError::HoldsNul(table.name));
        }
        query::insert(conn, table, &rows).await?;
    }
}

fn holds_nul(row: &Row) -> bool {
    let mut values = row.0.iter();
    values.any(|value| matches!(value, Value::Text(text) if text.contains('\0')))
}

/// Keeps in mind which archive this copy was filled from.
async fn remember(conn: &mut Conn, archive: &str, clock: &Clock) -> Result<(), Error> {
    let last: Option<i64> = on_both!(conn, |c| restoration::table
        .select(max(restoration::number))
        .first(c)
        .await)?;
    let row = (
        restoration::number.eq(last.unwrap_or(0).saturating_add(1)),
        restoration::archive_sha256.eq(archive),
        restoration::restored_at.eq(instant(clock.now())),
    );
    on_both!(conn, |c| diesel::insert_into(restoration::table)
        .values(row)
        .execute(c)
        .await)?;
    Ok(())
}
