//! Taking a file into the register.
//!
//! The file is read first, all of it, and nothing is touched if it is no file of inspections. Then
//! the published services are made sure of, and the rows go to the register in acts of at most
//! [`vault::limits::IMPORT_ROWS_AN_ACT`], in the file's order. An act is a transaction: a row is
//! taken with all its claims or not at all, and importing the file again finds everything there.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::limits::IMPORT_ROWS_AN_ACT;
use vault::schema::register::{claim, inspection, inspection_source};
use vault::{Act, Conn, Deed, Door, on_both};

use super::held::{Added, Outcome, Register, Taken};
use super::reading::{self, row::RowRead};
use super::report::{ImportError, ImportOptions, Report};
use super::services;
use super::store::{ClaimRow, InspectionRow, SourceRow};

/// Takes a file of inspections into the register. Its layout is recognised by its header: the
/// register's own, or the public dataset's.
///
/// # Errors
/// [`ImportError::Unusable`] when the file as a whole cannot be read; nothing was done then.
/// [`ImportError::Vault`] when the policy does not allow it or the database did not take it.
pub async fn import(
    door: &Door,
    asker: &Asker,
    bytes: &[u8],
    options: ImportOptions,
) -> Result<Report, ImportError> {
    let mut file = reading::read(bytes, options).map_err(ImportError::Unusable)?;
    services::load(door, asker).await?;
    let mut report = Report {
        rows: file.rows(),
        refused_rows: file.refused_rows,
        refused: file.refused,
        notes: file.notes,
        ..Report::default()
    };
    while !file.rows.is_empty() {
        let rest = file.rows.split_off(file.rows.len().min(IMPORT_ROWS_AN_ACT));
        let rows = std::mem::replace(&mut file.rows, rest);
        for taken in take(door, asker, rows).await? {
            report.add(taken);
        }
    }
    for cells in [
        &mut report.contradicting,
        &mut report.refused,
        &mut report.notes,
    ] {
        cells.sort_by_key(|cell| cell.line);
    }
    Ok(report)
}

/// Takes the published inspections into the register. Doing it again changes nothing.
///
/// # Errors
/// As [`import`].
pub async fn fill(door: &Door, asker: &Asker) -> Result<Report, ImportError> {
    let bytes = published::inspections_csv().as_bytes();
    import(door, asker, bytes, ImportOptions::default()).await
}

impl Report {
    fn add(&mut self, taken: Taken) {
        match taken.outcome {
            Outcome::New => self.new += 1,
            Outcome::Same => self.same += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Refused => self.refused_rows += 1,
        }
        self.contradicting.extend(taken.contradicting);
        self.refused.extend(taken.refused);
        self.notes.extend(taken.notes);
    }
}

/// One act: the rows are put to what is held of their services, and what they add is written.
async fn take(door: &Door, asker: &Asker, rows: Vec<RowRead>) -> Result<Vec<Taken>, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsImport,
        purpose: "inspections imported",
    };
    door.act(asker, deed, async move |act: &mut Act<'_>| {
        let services = services::all(act.conn()).await?;
        let named = rows
            .iter()
            .filter_map(|row| services.named(&row.service.text));
        let mut ids: Vec<String> = named.map(|service| service.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut register = held(act.conn(), &ids).await?;
        let taken: Vec<Taken> = rows
            .iter()
            .map(|row| register.take(row, &services))
            .collect();
        write(act.conn(), &register).await?;
        leave_trail(act, &register.added, &taken);
        Ok(taken)
    })
    .await
}

/// What the register holds of some services: three statements, however many there are.
pub(crate) async fn held(conn: &mut Conn, services: &[String]) -> Result<Register, vault::Error> {
    let inspections: Vec<InspectionRow> = on_both!(conn, |c| {
        inspection::table
            .filter(inspection::service_id.eq_any(services))
            .select(InspectionRow::as_select())
            .load(c)
            .await
    })?;
    let claims: Vec<ClaimRow> = on_both!(conn, |c| {
        claim::table
            .inner_join(inspection::table)
            .filter(inspection::service_id.eq_any(services))
            .order((claim::inspection_id, claim::field, claim::position))
            .select(ClaimRow::as_select())
            .load(c)
            .await
    })?;
    let sources: Vec<SourceRow> = on_both!(conn, |c| {
        inspection_source::table
            .inner_join(inspection::table)
            .filter(inspection::service_id.eq_any(services))
            .order((
                inspection_source::inspection_id,
                inspection_source::position,
            ))
            .select(SourceRow::as_select())
            .load(c)
            .await
    })?;
    Ok(Register::of(inspections, claims, sources))
}

/// Writes what was added. diesel-async has no insert of many rows for SQLite, so a row is a
/// statement on both.
pub(crate) async fn write(conn: &mut Conn, register: &Register) -> Result<(), vault::Error> {
    let added = &register.added;
    let rows = |ids: &[String]| -> Vec<InspectionRow> {
        let held = ids.iter().filter_map(|id| register.held.get(id));
        held.map(|held| held.row.clone()).collect()
    };
    for row in &rows(&added.new) {
        on_both!(conn, |c| {
            diesel::insert_into(inspection::table)
                .values(row)
                .execute(c)
                .await
        })?;
    }
    for row in &rows(&added.changed_columns) {
        on_both!(conn, |c| {
            diesel::update(inspection::table.find(&row.id))
                .set(row)
                .execute(c)
                .await
        })?;
    }
    for row in &added.sources {
        on_both!(conn, |c| {
            diesel::insert_into(inspection_source::table)
                .values(row)
                .execute(c)
                .await
        })?;
    }
    for row in &added.claims {
        on_both!(conn, |c| {
            diesel::insert_into(claim::table)
                .values(row)
                .execute(c)
                .await
        })?;
    }
    Ok(())
}

/// Says how many rows came to what, and names the inspections that were made or added to.
fn leave_trail(act: &mut Act<'_>, added: &Added, taken: &[Taken]) {
    let number = |outcome| taken.iter().filter(|row| row.outcome == outcome).count();
    let contradicting: usize = taken.iter().map(|row| row.contradicting.len()).sum();
    act.detail(serde_json::json!({
        "new": number(Outcome::New),
        "same": number(Outcome::Same),
        "changed": number(Outcome::Changed),
        "refused_rows": number(Outcome::Refused),
        "contradicting": contradicting,
    }));
    for id in &added.touched {
        act.about("inspection", id);
    }
}
