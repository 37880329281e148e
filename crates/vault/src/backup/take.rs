//! Taking a backup.

use std::io::{BufWriter, Write};

use access::{Action, Asker};

use super::catalogue::{TABLES, Table};
use super::encryption::Lock;
use super::error::BackupError;
use super::form::{Summary, tables_of};
use super::query;
use super::writing::Archive;
use crate::conn::Conn;
use crate::deed::{Deed, Look};
use crate::door::Door;
use crate::error::Error;
use crate::migrate;

/// Writes everything that the database holds to `out`, as it is at one moment, while acts go on. A
/// row in the trail says so before the first byte leaves; it comes after the moment, so the archive
/// does not hold it, and the same records give the same archive.
///
/// # Errors
/// [`BackupError::Vault`] by the policy or the database; [`BackupError::MustEncrypt`] when `lock` is
/// open and there are records about people; [`BackupError::Output`] when `out` cannot be written to.
/// What was written until then is no archive.
pub async fn take<W>(door: &Door, asker: &Asker, out: W, lock: Lock) -> Result<Summary, BackupError>
where
    W: Write + Send + 'static,
{
    let deed = Deed {
        action: Action::BackupTake,
        purpose: "taking a backup",
    };
    let is_open = lock.is_open();
    door.hand_out(
        asker,
        deed,
        async move |look: &mut Look<'_>| prepare(look.conn(), is_open).await,
        async move |look: &mut Look<'_>, steps: Vec<String>| {
            let out = lock.around(BufWriter::new(out))?;
            let mut archive = Archive::begin(out, steps.clone())?;
            for table in tables_of(TABLES, &steps) {
                write_table(look.conn(), table, &mut archive).await?;
            }
            let (out, summary) = archive.seal()?;
            out.finish().map_err(BackupError::output)?;
            Ok(summary)
        },
    )
    .await
}

/// Whether this may leave, and the steps of the schema.
async fn prepare(conn: &mut Conn, is_open: bool) -> Result<Vec<String>, BackupError> {
    let steps = migrate::taken(conn).await?;
    // Another process may have brought the schema further since this one opened the database.
    if let Some(newer) = steps
        .iter()
        .find(|step| !migrate::names().any(|n| n == *step))
    {
        return Err(Error::NewerSchema(newer.clone()).into());
    }
    if is_open {
        for table in TABLES.iter().filter(|table| table.personal) {
            if !query::is_empty(conn, table).await? {
                return Err(BackupError::MustEncrypt(table.name));
            }
        }
    }
    Ok(steps)
}

/// One table, page by page.
async fn write_table(
    conn: &mut Conn,
    table: &'static Table,
    archive: &mut Archive<impl Write>,
) -> Result<(), BackupError> {
    archive.begin_table(table)?;
    let mut last = None;
    loop {
        let mut rows = query::page(conn, table, last.as_ref(), table.rows_at_once()).await?;
        for row in &rows {
            archive.row(table, row)?;
        }
        last = rows.pop();
        if last.is_none() {
            return archive.end_table(table);
        }
    }
}
