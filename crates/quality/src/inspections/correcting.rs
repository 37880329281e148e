//! Mending what is held of an inspection: adding what a source says, and saying which statement is
//! the record, with the reason.
//!
//! Nothing is ever lost by it. What was the record stays as a statement, and the decision stands in
//! the inspection's corrections. An import afterwards does not undo it, because only the first
//! statement about a field becomes the record by itself.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use vault::schema::register::{claim, correction, inspection, inspection_source, service};
use vault::{Act, Conn, Deed, Door, on_both};

use super::entering::Entry;
use super::held::{Added, Held, put_claim, put_source};
use super::limits::{CORRECTIONS, REASON_CHARS};
use super::reading::{OwnField, SCORE_BASES};
use super::record;
use super::report::Cell;
use super::store::{ClaimRow, InspectionRow, SourceRow};
use super::types::Correction;

/// What the basis of a statement can be, unless it is about a score.
pub const BASES: [&str; 4] = ["printed", "derived", "inferred", "working"];

/// What a source says of one field, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// The field: see [`Claim::field`](super::Claim::field).
    pub field: String,
    /// What it says. A score is given with its maximum: `18 of 36`.
    pub value: String,
    /// Who says it.
    pub source: String,
    /// How well founded: one of [`BASES`]; of a score what [`Score::basis`](super::Score::basis)
    /// lists.
    pub basis: String,
    /// A remark, such as the page; may be empty.
    pub note: String,
}

/// One statement among those about a field: no source says the same twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The value in the register's form.
    pub value: String,
    /// Who says it.
    pub source: String,
}

/// What is to be the record of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A statement that is held.
    Held(Said),
    /// A new one.
    New(Statement),
    /// None: no source is believed.
    Nothing,
}

/// A decision about the record of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The field.
    pub field: String,
    /// The record as whoever decides had it before them; none where there was none.
    pub seen: Option<Said>,
    /// What is to be the record.
    pub choice: Choice,
    /// Why.
    pub reason: String,
}

/// What came of mending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mended {
    /// It was done.
    Done,
    /// It stood so already; nothing was changed.
    Already,
}

/// Why nothing was mended.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// The register does not hold the inspection.
    #[error("the register does not hold this inspection")]
    NotHeld,
    /// The framework tells which inspection this is and is not corrected as a field.
    #[error(
        "the framework tells which inspection this is; enter the inspection anew under the right one"
    )]
    Identity,
    /// The field cannot be stated by hand.
    #[error("this field cannot be stated by hand")]
    NotByHand,
    /// The value, source, basis or note cannot be used.
    #[error("{} of the values cannot be used", .0.len())]
    Unusable(Vec<Cell>),
    /// No reason is given, or it is too long.
    #[error("a reason is needed, of at most {REASON_CHARS} characters")]
    Reason,
    /// The statement that was chosen is not held.
    #[error("the statement that was chosen is not held")]
    NoSuchStatement,
    /// The record is another by now than the one that was seen.
    #[error("the record was changed meanwhile")]
    Changed(Option<Said>),
    /// The inspection has as many corrections as can be kept.
    #[error("an inspection has at most {CORRECTIONS} corrections")]
    TooMany,
    /// The database did not take it, or the policy does not allow it.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// Adds what a source says of a field. It becomes the record only where nothing was said of the field
/// before.
///
/// # Errors
/// [`MendError`]; nothing was changed then.
pub async fn state(
    door: &Door,
    asker: &Asker,
    id: &str,
    statement: &Statement,
) -> Result<Mended, MendError> {
    check_field(&statement.field)?;
    let (id, statement) = (id.to_owned(), statement.clone());
    door.undertake(
        asker,
        deed("statement added"),
        async move |act: &mut Act<'_>| {
            let Some(mut own) = Own::find(act.conn(), &id).await? else {
                return Ok(Err(MendError::NotHeld));
            };
            act.about("inspection", &id);
            let mut added = Added::default();
            if let Err(error) = own.add(&statement, &mut added) {
                return Ok(Err(error));
            }
            own.write(act.conn(), &added).await?;
            act.detail(json!({ "field": statement.field, "added": added.claims.len() }));
            Ok(Ok(if added.claims.is_empty() {
                Mended::Already
            } else {
                Mended::Done
            }))
        },
    )
    .await
}

/// Decides what the record of a field is.
///
/// # Errors
/// [`MendError`]; nothing was changed then.
pub async fn correct(
    door: &Door,
    asker: &Asker,
    id: &str,
    decision: &Decision,
) -> Result<Mended, MendError> {
    check_field(&decision.field)?;
    let reason = decision.reason.trim().replace("\r\n", "\n");
    let control = |c: char| c.is_control() && c != '\n';
    if reason.is_empty() || reason.chars().count() > REASON_CHARS || reason.contains(control) {
        return Err(MendError::Reason);
    }
    let id = id.to_owned();
    let decision = Decision {
        reason,
        ..decision.clone()
    };
    door.undertake(
        asker,
        deed("record corrected"),
        async move |act: &mut Act<'_>| corrected(act, &id, &decision).await,
    )
    .await
}

fn deed(purpose: &'static str) -> Deed {
    Deed {
        action: Action::InspectionsMend,
        purpose,
    }
}

fn check_field(field: &str) -> Result<(), MendError> {
    match field {
        "framework" | "service" => Err(MendError::Identity),
        _ => Ok(()),
    }
}

async fn corrected(
    act: &mut Act<'_>,
    id: &str,
    decision: &Decision,
) -> Result<Result<Mended, MendError>, vault::Error> {
    let Some(mut own) = Own::find(act.conn(), id).await? else {
        return Ok(Err(MendError::NotHeld));
    };
    act.about("inspection", id);
    let before = own.record(&decision.field);
    let mut added = Added::default();
    let wanted = match own.wanted(decision, &mut added) {
        Ok(wanted) => wanted,
        Err(error) => return Ok(Err(error)),
    };
    if before == wanted && added.claims.is_empty() {
        return Ok(Ok(Mended::Already));
    }
    if before != decision.seen {
        return Ok(Err(MendError::Changed(before)));
    }
    let number = last_number(act.conn(), id).await? + 1;
    if number > CORRECTIONS {
        return Ok(Err(MendError::TooMany));
    }
    own.make_record(&decision.field, wanted.as_ref());
    own.write(act.conn(), &added).await?;
    own.write_records(act.conn(), &decision.field).await?;
    let row = CorrectionRow {
        inspection_id: id.to_owned(),
        number,
        field: decision.field.clone(),
        from_value: before.map(|said| said.value),
        to_value: wanted.as_ref().map(|said| said.value.clone()),
        source: wanted.map(|said| said.source).unwrap_or_default(),
        reason: decision.reason.clone(),
        made_at: act.at().to_owned(),
        made_by: act.asker().to_owned(),
    };
    on_both!(act.conn(), |c| {
        diesel::insert_into(correction::table)
            .values(&row)
            .execute(c)
            .await
    })?;
    act.detail(json!({
        "field": row.field,
        "from": row.from_value,
        "to": row.to_value,
        "reason": row.reason,
    }));
    Ok(Ok(Mended::Done))
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = correction, treat_none_as_default_value = false)]
pub(crate) struct CorrectionRow {
    pub(crate) inspection_id: String,
    pub(crate) number: i32,
    pub(crate) field: String,
    pub(crate) from_value: Option<String>,
    pub(crate) to_value: Option<String>,
    pub(crate) source: String,
    pub(crate) reason: String,
    pub(crate) made_at: String,
    pub(crate) made_by: String,
}

impl CorrectionRow {
    /// As pages and exports show it.
    pub(crate) fn into_correction(self) -> Correction {
        Correction {
            number: u32::try_from(self.number).unwrap_or_default(),
            field: self.field,
            from: self.from_value,
            to: self.to_value,
            source: Some(self.source).filter(|source| !source.is_empty()),
            reason: self.reason,
            made_at: self.made_at,
        }
    }
}

/// The corrections of an inspection, in the order of the decisions.
pub(crate) async fn of_inspection(
    conn: &mut Conn,
    id: &str,
) -> Result<Vec<CorrectionRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        correction::table
            .filter(correction::inspection_id.eq(id))
            .order(correction::number)
            .select(CorrectionRow::as_select())
            .load(c)
            .await
    })?)
}

/// All corrections, by inspection and number.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<CorrectionRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        correction::table
            .order((correction::inspection_id, correction::number))
            .select(CorrectionRow::as_select())
            .load(c)
            .await
    })?)
}

async fn last_number(conn: &mut Conn, id: &str) -> Result<i32, vault::Error> {
    let held = of_inspection(conn, id).await?;
    Ok(held.last().map_or(0, |last| last.number))
}

/// The inspection that is mended, with the name of its service.
struct Own {
    held: Held,
    service: String,
}

impl Own {
    async fn find(conn: &mut Conn, id: &str) -> Result<Option<Self>, vault::Error> {
        let found: Option<(InspectionRow, String)> = on_both!(conn, |c| {
            inspection::table
                .inner_join(service::table)
                .filter(inspection::id.eq(id))
                .select((InspectionRow::as_select(), service::name))
                .first(c)
                .await
                .optional()
        })?;
        let Some((row, service)) = found else {
            return Ok(None);
        };
        let claims = on_both!(conn, |c| {
            claim::table
                .filter(claim::inspection_id.eq(id))
                .order((claim::field, claim::position))
                .select(ClaimRow::as_select())
                .load(c)
                .await
        })?;
        let sources = on_both!(conn, |c| {
            inspection_source::table
                .filter(inspection_source::inspection_id.eq(id))
                .order(inspection_source::position)
                .select(SourceRow::as_select())
                .load(c)
                .await
        })?;
        let held = Held {
            row,
            claims,
            sources,
        };
        Ok(Some(Own { held, service }))
    }

    /// The record of a field.
    fn record(&self, field: &str) -> Option<Said> {
        let mut claims = self.held.claims.iter();
        let record = claims.find(|claim| claim.record && claim.field == field)?;
        Some(said(record))
    }

    /// The statement that a decision makes the record; a new one is added.
    fn wanted(
        &mut self,
        decision: &Decision,
        added: &mut Added,
    ) -> Result<Option<Said>, MendError> {
        match &decision.choice {
            Choice::Nothing => Ok(None),
            Choice::Held(wanted) => {
                let mut claims = self.held.claims.iter();
                let is_held =
                    claims.any(|claim| claim.field == decision.field && said(claim) == *wanted);
                is_held
                    .then(|| Some(wanted.clone()))
                    .ok_or(MendError::NoSuchStatement)
            }
            Choice::New(statement) => {
                let statement = Statement {
                    field: decision.field.clone(),
                    ..statement.clone()
                };
                self.add(&statement, added).map(Some)
            }
        }
    }

    /// Adds a statement as a row of a file would state it.
    fn add(&mut self, statement: &Statement, added: &mut Added) -> Result<Said, MendError> {
        let claim = self.read(statement)?;
        let own = said(&claim);
        put_source(&mut self.held, &claim.source, added);
        put_claim(&mut self.held, claim, added);
        record::write_columns(&mut self.held.row, &self.held.claims);
        Ok(own)
    }

    fn read(&self, statement: &Statement) -> Result<ClaimRow, MendError> {
        let framework = &self.held.row.framework;
        let field = statement.field.as_str();
        let column = OwnField::column_of(framework, field).ok_or(MendError::NotByHand)?;
        let value = statement.value.trim();
        let (value, maximum) = match (field, value.split_once(" of ")) {
            ("score", Some((total, maximum))) => (total.trim(), maximum.trim()),
            _ => (value, ""),
        };
        let cells = [
            ("service", self.service.as_str()),
            ("framework", framework),
            ("source_url", statement.source.as_str()),
            ("max_score", maximum),
        ];
        // The value comes last: a maximum by itself is stated in the column of a score's maximum.
        let cells = cells.into_iter().chain([(column, value)]);
        let entry: Entry = cells.collect();
        let mut wrong = Vec::new();
        if value.is_empty() {
            let reason = "No value is given.";
            wrong.push(Cell::new(
                1,
                column,
                "",
                reason,
                "Give what the source says.",
            ));
        }
        if statement.source.trim().is_empty() {
            let remedy = "Give the address of the report, or its title where it has none.";
            wrong.push(Cell::new(
                1,
                "source_url",
                "",
                "No source is given.",
                remedy,
            ));
        }
        wrong.extend(basis(statement).err());
        let row = match entry.read_part() {
            Ok(row) => row,
            Err(cells) => {
                wrong.extend(cells);
                return Err(MendError::Unusable(wrong));
            }
        };
        match row.value(field) {
            Some(value) if wrong.is_empty() => Ok(ClaimRow {
                inspection_id: String::new(),
                field: field.to_owned(),
                position: 0,
                value: value.to_owned(),
                source: row.sources.as_slice().first().cloned().unwrap_or_default(),
                basis: statement.basis.clone(),
                record: false,
                note: Some(statement.note.trim().to_owned()).filter(|note| !note.is_empty()),
            }),
            _ => Err(MendError::Unusable(wrong)),
        }
    }

    /// Makes one statement of a field the record, or none.
    fn make_record(&mut self, field: &str, wanted: Option<&Said>) {
        for claim in self.held.claims.iter_mut().filter(|own| own.field == field) {
            claim.record = wanted == Some(&said(claim));
        }
        record::write_columns(&mut self.held.row, &self.held.claims);
    }

    /// Writes what was added, and the columns by which the inspection is listed.
    async fn write(&self, conn: &mut Conn, added: &Added) -> Result<(), vault::Error> {
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
        let row = &self.held.row;
        on_both!(conn, |c| {
            diesel::update(inspection::table.find(&row.id))
                .set(row)
                .execute(c)
                .await
        })?;
        Ok(())
    }

    /// Writes which statement of a field is the record.
    async fn write_records(&self, conn: &mut Conn, field: &str) -> Result<(), vault::Error> {
        for own in self.held.claims.iter().filter(|own| own.field == field) {
            let key = (&own.inspection_id, &own.field, own.position);
            on_both!(conn, |c| {
                diesel::update(claim::table.find(key))
                    .set(claim::record.eq(own.record))
                    .execute(c)
                    .await
            })?;
        }
        Ok(())
    }
}

fn said(claim: &ClaimRow) -> Said {
    Said {
        value: claim.value.clone(),
        source: claim.source.clone(),
    }
}

fn basis(statement: &Statement) -> Result<(), Cell> {
    let known: &[&str] = match statement.field.as_str() {
        "score" => &SCORE_BASES,
        _ => &BASES,
    };
    if known.contains(&statement.basis.as_str()) {
        return Ok(());
    }
    let remedy = format!("Choose one of: {}.", known.join(", "));
    let reason = "This does not say how well founded the statement is.";
    Err(Cell::new(1, "basis", &statement.basis, reason, remedy))
}
