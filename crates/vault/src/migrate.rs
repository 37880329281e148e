//! Steps of the schema, forward only.
//!
//! A step is one SQL file for each database under the same name, compiled in. Opening a database
//! takes the steps it has not taken, all in one transaction under the writer's lock, so two
//! processes that open a fresh database at once do not meet. The digest of each step is kept: a
//! step that was changed after it ran, or one that this program does not know because a newer one
//! made it, stops the opening with a clear answer instead of a half-fitting schema.
//!
//! (diesel's own migrations need a blocking connection, which the PostgreSQL side has not got, and
//! commit each step by itself.)

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;

use crate::conn::Conn;
use crate::error::Error;
use crate::schema::trail::schema_step;
use crate::trail::format::{digest, instant};
use crate::{Clock, on_both};

/// One step: its name and its text for each database.
struct Step {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Takes a step's texts in from its two files.
macro_rules! step {
    ($name:literal) => {
        Step {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// All steps in order. A step that has been released is never changed; the next one is added.
const STEPS: &[Step] = &[
    step!("0001_trail"),
    step!("0002_register"),
    step!("0003_kept_by_hand"),
    step!("0004_people"),
];

/// What keeps account of the steps; the same text serves both databases but for the collation.
const ACCOUNT_SQLITE: &str = "CREATE TABLE IF NOT EXISTS schema_step \
    (name TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, at TEXT NOT NULL)";
const ACCOUNT_POSTGRES: &str = "CREATE TABLE IF NOT EXISTS schema_step \
    (name TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, digest TEXT COLLATE \"C\" NOT NULL, \
    at TEXT COLLATE \"C\" NOT NULL)";

/// Names of all steps, in order.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|step| step.name)
}

/// Names of the steps that the database has taken, in order.
pub(crate) async fn taken(conn: &mut Conn) -> Result<Vec<String>, Error> {
    Ok(on_both!(conn, |c| schema_step::table
        .select(schema_step::name)
        .order(schema_step::name)
        .load(c)
        .await)?)
}

/// Takes the steps that are missing. The caller has opened a transaction and holds the lock.
pub(crate) async fn run(conn: &mut Conn, clock: &Clock) -> Result<(), Error> {
    run_first(conn, clock, STEPS.len()).await
}

/// As [`run`], but none after the first `count`.
pub(crate) async fn run_first(conn: &mut Conn, clock: &Clock, count: usize) -> Result<(), Error> {
    let account = match conn {
        Conn::Sqlite(_) => ACCOUNT_SQLITE,
        Conn::Postgres(_) => ACCOUNT_POSTGRES,
    };
    conn.batch(account).await?;
    let taken: Vec<(String, String)> = on_both!(conn, |c| schema_step::table
        .select((schema_step::name, schema_step::digest))
        .order(schema_step::name)
        .load(c)
        .await)?;
    if let Some((unknown, _)) = taken.iter().find(|(name, _)| !names().any(|n| n == name)) {
        return Err(Error::NewerSchema(unknown.clone()));
    }
    for step in STEPS.iter().take(count) {
        let text = match conn {
            Conn::Sqlite(_) => step.sqlite,
            Conn::Postgres(_) => step.postgres,
        };
        let print = digest(text.as_bytes());
        match taken.iter().find(|(name, _)| name == step.name) {
            Some((_, held)) if *held == print => {}
            Some(_) => return Err(Error::ChangedSchema(step.name)),
            None => {
                conn.batch(text).await?;
                let row = (
                    schema_step::name.eq(step.name),
                    schema_step::digest.eq(&print),
                    schema_step::at.eq(instant(clock.now())),
                );
                on_both!(conn, |c| diesel::insert_into(schema_step::table)
                    .values(row)
                    .execute(c)
                    .await)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_file_is_a_step_and_steps_are_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        let steps: Vec<String> = super::names().map(str::to_owned).collect();
        assert_eq!(files.into_iter().collect::<Vec<_>>(), steps);
    }
}
