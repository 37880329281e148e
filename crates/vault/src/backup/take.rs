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
    take_tables(door, asker, out, lock, TABLES).await
}

/// As [`take`], of these tables.
async fn take_tables<W>(
    door: &Door,
    asker: &Asker,
    out: W,
    lock: Lock,
    catalogue: &'static [Table],
) -> Result<Summary, BackupError>
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
        async move |look: &mut Look<'_>| prepare(look.conn(), catalogue, is_open).await,
        async move |look: &mut Look<'_>, steps: Vec<String>| {
            let out = lock.around(BufWriter::new(out))?;
            let mut archive = Archive::begin(out, steps.clone())?;
            for table in tables_of(catalogue, &steps) {
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
async fn prepare(
    conn: &mut Conn,
    catalogue: &'static [Table],
    is_open: bool,
) -> Result<Vec<String>, BackupError> {
    let steps = migrate::taken(conn).await?;
    // Another process may have brought the schema further since this one opened the database.
    if let Some(newer) = steps
        .iter()
        .find(|step| !migrate::names().any(|n| n == *step))
    {
        return Err(Error::NewerSchema(newer.clone()).into());
    }
    if is_open {
        for table in catalogue.iter().filter(|table| table.personal) {
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

#[cfg(test)]
mod tests {
    use super::super::catalogue::Kind;
    use super::*;
    use crate::deed::Act;
    use crate::on_both;
    use crate::schema::register::working_value;
    use crate::trail::verify;
    use diesel::ExpressionMethods;
    use diesel_async::RunQueryDsl;

    /// As if working values were about people: no table is today.
    const PERSONAL: &[Table] = &[Table {
        name: "working_value",
        since: "0003_kept_by_hand",
        key: 3,
        personal: true,
        columns: &[
            ("framework", Kind::Text),
            ("setting", Kind::Text),
            ("number", Kind::Integer),
        ],
    }];

    async fn tried(door: &Door, lock: Lock) -> Result<Summary, BackupError> {
        take_tables(
            door,
            &Asker::local_operator(),
            std::io::sink(),
            lock,
            PERSONAL,
        )
        .await
    }

    async fn set_a_value(door: &Door) {
        let deed = Deed {
            action: Action::WorkingValuesSet,
            purpose: "a test",
        };
        door.act(&Asker::local_operator(), deed, async |act: &mut Act<'_>| {
            let row = (
                working_value::framework.eq("hmip-2018"),
                working_value::setting.eq("percent.good_from"),
                working_value::number.eq(1),
                working_value::reason.eq("a test"),
                working_value::changed_at.eq("2026-01-05T09:00:00.000000Z"),
                working_value::changed_by.eq("local-operator"),
            );
            on_both!(act.conn(), |c| diesel::insert_into(working_value::table)
                .values(row)
                .execute(c)
                .await)?;
            Ok(())
        })
        .await
        .unwrap();
    }

    #[tokio::test]
    async fn records_about_people_leave_encrypted_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("test.db");
        let door = Door::open(database.to_str().unwrap()).await.unwrap();
        let lock = || Lock::with_passphrase("four words are enough").unwrap();
        assert!(tried(&door, Lock::open()).await.is_ok(), "nobody is there");
        set_a_value(&door).await;
        assert_eq!(
            tried(&door, Lock::open()).await,
            Err(BackupError::MustEncrypt("working_value"))
        );
        assert_eq!(tried(&door, lock()).await.unwrap().rows(), 1);
        // The try that was turned away stands in the trail as well: four rows and no gap.
        let report = verify(&door, None).await.unwrap();
        assert_eq!((report.rows, report.problems_total), (4, 0));
    }
}
