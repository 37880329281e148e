//! Entering an inspection by hand.
//!
//! What is typed goes the way of an imported row: the same reader, the same look-up of the
//! inspection it is about, the same claims. A form and a file that say the same cannot differ.
//! Where the register holds the inspection already, nothing is merged unasked: the answer names it,
//! and its statements are added once whoever enters says so.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use rating::Framework;
use serde_json::json;
use vault::schema::register::service;
use vault::{Act, Conn, Deed, Door, Look, on_both};

use super::held::{Outcome, Register, unknown_service};
use super::limits::CELL_CHARS;
use super::reading::row::RowRead;
use super::reading::{self, OwnField};
use super::report::Cell;
use super::store::ServiceRow;
use super::types::{Inspection, Service};
use super::{identity, import, services, show};

/// An inspection as it was typed: texts by column of the register's own layout. A form has no lines,
/// so every remark about it stands on line 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry(BTreeMap<String, String>);

impl Entry {
    /// The text of a column; empty where nothing was typed.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }

    /// Reads the entry as a row of the register's own layout is read.
    ///
    /// # Errors
    /// Every cell that cannot be used: a form keeps nothing that it cannot read, because whoever
    /// typed it is there to mend it.
    pub(crate) fn read(&self) -> Result<RowRead, Vec<Cell>> {
        let mut wrong = Vec::new();
        for (column, reason, remedy) in self.missing() {
            wrong.push(Cell::new(1, column, "", reason, remedy));
        }
        match self.read_part() {
            Ok(row) if wrong.is_empty() => Ok(row),
            Ok(_) => Err(wrong),
            Err(cells) => {
                wrong.extend(cells);
                Err(wrong)
            }
        }
    }

    /// As [`read`](Entry::read), for what is to be said of an inspection that is known.
    pub(crate) fn read_part(&self) -> Result<RowRead, Vec<Cell>> {
        let mut wrong: Vec<Cell> = self.0.iter().filter_map(unusable).collect();
        let read = reading::typed(&self.0);
        wrong.extend(read.refused);
        match read.row {
            Some(row) if wrong.is_empty() => Ok(row),
            _ => Err(wrong),
        }
    }

    /// What an entry needs beside what the reader asks for.
    fn missing(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut missing = Vec::new();
        if self.text("published").is_empty() && self.text("fieldwork_start").is_empty() {
            missing.push((
                "published",
                "Neither a publication date nor the first day of fieldwork is given.",
                "Give one of them, as precisely as you know it, so that this inspection can be told from others.",
            ));
        }
        if self.text("source_url").is_empty() {
            missing.push((
                "source_url",
                "No source is given.",
                "Give the address of the report, or its title where it has none.",
            ));
        }
        missing
    }

    /// What reads well and should be looked at once more, such as an overall rating that does not
    /// fit the score.
    fn remarks(&self) -> Vec<Cell> {
        reading::typed(&self.0).notes
    }
}

impl<C: Into<String>, T: Into<String>> FromIterator<(C, T)> for Entry {
    /// Texts by column; empty ones say nothing and are left out.
    fn from_iter<I: IntoIterator<Item = (C, T)>>(cells: I) -> Self {
        let cells = cells.into_iter().map(|(column, text)| {
            let text: String = text.into();
            (column.into(), text.trim().replace("\r\n", "\n"))
        });
        Entry(cells.filter(|(_, text)| !text.is_empty()).collect())
    }
}

fn unusable((column, text): (&String, &String)) -> Option<Cell> {
    if text.chars().count() > CELL_CHARS {
        let reason = format!("This has more than {CELL_CHARS} characters.");
        return Some(Cell::new(1, column, text, reason, "Shorten it."));
    }
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    text.contains(control).then(|| {
        let reason = "This holds marks that no keyboard makes.";
        Cell::new(1, column, text, reason, "Type it instead of pasting it.")
    })
}

/// The column of the register's own layout in which a framework's inspections state a field; none
/// for what is not typed in by hand. A score has two: this one and `max_score`.
#[must_use]
pub fn column(framework: &Framework, field: &str) -> Option<&'static str> {
    OwnField::column_of(framework.id(), field)
}

/// An inspection that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub how: How,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The register did not hold the inspection.
    New,
    /// Its statements were added to an inspection that was held.
    Added,
    /// The register held all of it already, from the same source; nothing was changed.
    Already,
}

/// What an entry would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The inspection as it would stand.
    pub inspection: Inspection,
    /// What would become of the entry. [`How::Added`] needs the word of whoever enters it.
    pub how: How,
    /// What should be looked at once more.
    pub remarks: Vec<Cell>,
}

/// Why nothing was entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// Cells that cannot be used.
    #[error("{} of the values cannot be used", .0.len())]
    Unusable(Vec<Cell>),
    /// The register holds this inspection, and nobody said that the statements belong to it.
    #[error("the register holds this inspection as {0}")]
    Held(String),
    /// The database did not take it, or the policy does not allow it.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// Enters an inspection. `onto` is the id of an inspection that is held and that the statements are
/// to be added to; none for one that is thought to be new. Done twice, it finds its own work.
///
/// # Errors
/// [`EnterError`]; nothing was changed then.
pub async fn enter(
    door: &Door,
    asker: &Asker,
    entry: &Entry,
    onto: Option<&str>,
) -> Result<Entered, EnterError> {
    let row = entry.read().map_err(EnterError::Unusable)?;
    let onto = onto.map(str::to_owned);
    services::load(door, asker).await?;
    door.undertake(
        asker,
        deed("inspection entered"),
        async move |act: &mut Act<'_>| entered(act, &row, onto.as_deref()).await,
    )
    .await
}

/// What an entry would come to; nothing is changed.
///
/// # Errors
/// [`EnterError::Unusable`] and [`EnterError::Vault`].
pub async fn preview(door: &Door, asker: &Asker, entry: &Entry) -> Result<Preview, EnterError> {
    let row = entry.read().map_err(EnterError::Unusable)?;
    let unknown = EnterError::Unusable(vec![unknown_service(&row)]);
    services::load(door, asker).await?;
    let deed = deed("inspection checked before it is entered");
    let put = door
        .consult(asker, deed, async move |look: &mut Look<'_>| {
            let Some(put) = put(look.conn(), &row).await? else {
                return Ok(None);
            };
            look.about("inspection", &put.id);
            let service = service_row(look.conn(), &put.service).await?;
            Ok(Some((put, service)))
        })
        .await?;
    let Some((mut put, service)) = put else {
        return Err(unknown);
    };
    let Some(held) = put.register.held.remove(&put.id) else {
        return Err(unknown);
    };
    Ok(Preview {
        inspection: show::whole(held.row, service, held.claims, held.sources),
        how: put.how,
        remarks: entry.remarks(),
    })
}

/// Every service that an inspection can be about, by name.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn services_to_choose(door: &Door, asker: &Asker) -> Result<Vec<Service>, vault::Error> {
    services::load(door, asker).await?;
    let deed = deed("services offered for an inspection");
    door.consult(asker, deed, async |look: &mut Look<'_>| {
        services::all(look.conn()).await.map(|all| all.by_name())
    })
    .await
}

fn deed(purpose: &'static str) -> Deed {
    Deed {
        action: Action::InspectionsEnter,
        purpose,
    }
}

/// A row put to the part of the register that it is about.
struct Put {
    id: String,
    service: String,
    register: Register,
    how: How,
}

/// Puts the row to what is held; none where its service is not known.
async fn put(conn: &mut Conn, row: &RowRead) -> Result<Option<Put>, vault::Error> {
    let services = services::all(conn).await?;
    let Some(service) = services.named(&row.service.text) else {
        return Ok(None);
    };
    let mut register = import::held(conn, std::slice::from_ref(&service.id)).await?;
    let id = identity::find(&register.held, &services, service, row).id;
    let how = match register.take(row, &services).outcome {
        Outcome::New => How::New,
        Outcome::Changed => How::Added,
        Outcome::Same => How::Already,
        Outcome::Refused => return Ok(None),
    };
    Ok(Some(Put {
        id,
        service: service.id.clone(),
        register,
        how,
    }))
}

async fn entered(
    act: &mut Act<'_>,
    row: &RowRead,
    onto: Option<&str>,
) -> Result<Result<Entered, EnterError>, vault::Error> {
    let Some(put) = put(act.conn(), row).await? else {
        return Ok(Err(EnterError::Unusable(vec![unknown_service(row)])));
    };
    act.about("inspection", &put.id);
    if put.how == How::Added && onto != Some(&put.id) {
        return Ok(Err(EnterError::Held(put.id)));
    }
    import::write(act.conn(), &put.register).await?;
    act.detail(json!({
        "new": put.how == How::New,
        "statements": put.register.added.claims.len(),
    }));
    Ok(Ok(Entered {
        id: put.id,
        how: put.how,
    }))
}

async fn service_row(conn: &mut Conn, id: &str) -> Result<ServiceRow, vault::Error> {
    Ok(on_both!(conn, |c| {
        service::table
            .find(id)
            .select(ServiceRow::as_select())
            .first(c)
            .await
    })?)
}
