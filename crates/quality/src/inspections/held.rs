//! The part of the register that an import touches, held in memory while rows are put to it.
//!
//! Rows are taken in the file's order. What they add is gathered and written afterwards in one go,
//! so an act costs few statements, and nothing is written when nothing is new.

use std::collections::BTreeMap;

use super::identity::{self, Found};
use super::reading::row::{RowRead, Said};
use super::record;
use super::report::{Cell, shown};
use super::services::{Known, Services};
use super::store::{ClaimRow, InspectionRow, SourceRow};

/// One inspection as held.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) row: InspectionRow,
    pub(crate) claims: Vec<ClaimRow>,
    pub(crate) sources: Vec<SourceRow>,
}

/// Inspections by id, and what has been added to them.
#[derive(Debug, Default)]
pub(crate) struct Register {
    pub(crate) held: BTreeMap<String, Held>,
    pub(crate) added: Added,
}

/// What has to be written.
#[derive(Debug, Default)]
pub(crate) struct Added {
    /// Ids of inspections that the database does not hold.
    pub(crate) new: Vec<String>,
    /// Ids of inspections that it holds and whose record values changed.
    pub(crate) changed_columns: Vec<String>,
    /// Ids of inspections that gained a claim or a source.
    pub(crate) touched: Vec<String>,
    pub(crate) claims: Vec<ClaimRow>,
    pub(crate) sources: Vec<SourceRow>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    New,
    Same,
    Changed,
    Refused,
}

/// A row's outcome with what is to be said about its cells.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) outcome: Outcome,
    pub(crate) contradicting: Vec<Cell>,
    pub(crate) refused: Vec<Cell>,
    pub(crate) notes: Vec<Cell>,
}

impl Register {
    /// The register as the database holds it for some services.
    pub(crate) fn of(
        inspections: Vec<InspectionRow>,
        claims: Vec<ClaimRow>,
        sources: Vec<SourceRow>,
    ) -> Self {
        let mut register = Register::default();
        for row in inspections {
            let id = row.id.clone();
            let held = Held {
                row,
                claims: Vec::new(),
                sources: Vec::new(),
            };
            register.held.insert(id, held);
        }
        for claim in claims {
            if let Some(held) = register.held.get_mut(&claim.inspection_id) {
                held.claims.push(claim);
            }
        }
        for source in sources {
            if let Some(held) = register.held.get_mut(&source.inspection_id) {
                held.sources.push(source);
            }
        }
        register
    }

    /// Takes one row.
    pub(crate) fn take(&mut self, row: &RowRead, services: &Services) -> Taken {
        let mut taken = Taken {
            outcome: Outcome::Refused,
            contradicting: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
        };
        let Some(service) = services.named(&row.service.text) else {
            taken.refused.push(unknown_service(row));
            return taken;
        };
        taken.notes.extend(other_region(row, service));
        let Found {
            id,
            is_new,
            refused,
        } = identity::find(&self.held, services, service, row);
        taken.refused.extend(refused);
        if is_new {
            taken.notes.extend(row.if_new.iter().cloned());
            let blank = blank(&id, service, row);
            self.held.insert(id.clone(), blank);
            self.added.new.push(id.clone());
        }
        let Some(held) = self.held.get_mut(&id) else {
            return taken;
        };
        let added = put(held, row, &mut self.added, &mut taken.contradicting);
        taken.outcome = match (is_new, added) {
            (true, _) => Outcome::New,
            (false, true) => Outcome::Changed,
            (false, false) => Outcome::Same,
        };
        taken
    }
}

/// Puts a row's statements to an inspection, then what the published record says of it. True when
/// anything was added.
fn put(held: &mut Held, row: &RowRead, added: &mut Added, contradicting: &mut Vec<Cell>) -> bool {
    let id = held.row.id.clone();
    let published = published::claims()
        .iter()
        .filter(|claim| claim.inspection_id == id);
    let published: Vec<&published::Claim> = published.collect();
    let before = (held.claims.len(), held.sources.len());
    for source in &row.sources {
        put_source(held, source, added);
    }
    for said in &row.said {
        put_claim(held, claim(said, who_says(said, row, &published)), added);
        contradicting.extend(contradiction(held, row, said));
    }
    for stated in published {
        put_source(held, &stated.source, added);
        put_claim(held, stated_claim(stated), added);
    }
    let grew = before != (held.claims.len(), held.sources.len());
    if grew {
        let old = held.row.clone();
        record::write_columns(&mut held.row, &held.claims);
        note_once(&mut added.touched, &id);
        if held.row != old && !added.new.contains(&id) {
            note_once(&mut added.changed_columns, &id);
        }
    }
    grew
}

fn note_once(ids: &mut Vec<String>, id: &str) {
    if !ids.iter().any(|known| known == id) {
        ids.push(id.to_owned());
    }
}

pub(crate) fn put_source(held: &mut Held, source: &str, added: &mut Added) {
    if held.sources.iter().any(|known| known.source == source) {
        return;
    }
    let source = SourceRow {
        inspection_id: held.row.id.clone(),
        position: place(held.sources.len()),
        source: source.to_owned(),
    };
    held.sources.push(source.clone());
    added.sources.push(source);
}

/// Adds a claim unless the same source has said the same of the field before. The first claim of a
/// field is the record.
pub(crate) fn put_claim(held: &mut Held, mut claim: ClaimRow, added: &mut Added) {
    let of_field = held
        .claims
        .iter()
        .filter(|known| known.field == claim.field);
    let mut number = 0;
    for known in of_field {
        if known.value == claim.value && known.source == claim.source {
            return;
        }
        number += 1;
    }
    claim.inspection_id.clone_from(&held.row.id);
    claim.position = place(number);
    claim.record = number == 0;
    held.claims.push(claim.clone());
    added.claims.push(claim);
}

fn place(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Which source says it, where the row does not. A row names its sources together; where the
/// published record knows which of them gives this value, the claim is that one's.
fn who_says<'a>(
    said: &Said,
    row: &RowRead,
    published: &[&'a published::Claim],
) -> Option<&'a published::Claim> {
    let follows_row = row.sources.first() == Some(&said.source);
    let mut known = published.iter().filter(|claim| {
        follows_row
            && claim.field == said.field
            && claim.value == said.value
            && row.sources.contains(&claim.source)
    });
    known.next().copied()
}

fn claim(said: &Said, says: Option<&published::Claim>) -> ClaimRow {
    let source = says.map_or(&said.source, |claim| &claim.source);
    ClaimRow {
        inspection_id: String::new(),
        field: said.field.clone(),
        position: 0,
        value: said.value.clone(),
        source: source.clone(),
        basis: said.basis.to_owned(),
        record: false,
        note: said.note.clone().or_else(|| says?.note.clone()),
    }
}

fn stated_claim(stated: &published::Claim) -> ClaimRow {
    ClaimRow {
        inspection_id: String::new(),
        field: stated.field.clone(),
        position: 0,
        value: stated.value.clone(),
        source: stated.source.clone(),
        basis: stated.basis.code().to_owned(),
        record: false,
        note: stated.note.clone(),
    }
}

/// A cell that differs from the record.
fn contradiction(held: &Held, row: &RowRead, said: &Said) -> Option<Cell> {
    let record = held
        .claims
        .iter()
        .find(|claim| claim.record && claim.field == said.field)?;
    record::at_odds(&said.field, &record.value, &said.value).then(|| {
        let value = record::in_words(row.framework(), &said.field, &record.value);
        Cell::new(
            row.line,
            &said.place.column,
            &said.place.text,
            format!(
                "The record of {} is {}, by {}.",
                held.row.id,
                shown(&value),
                shown(&record.source)
            ),
            "Both are kept side by side, each with its source; nothing needs to be done.",
        )
    })
}

fn blank(id: &str, service: &Known, row: &RowRead) -> Held {
    Held {
        row: InspectionRow {
            id: id.to_owned(),
            service_id: service.id.clone(),
            framework: row.framework.to_owned(),
            kind: String::new(),
            reinspection: None,
            fieldwork_start: None,
            fieldwork_end: None,
            published: None,
            overall: None,
            overall_rank: None,
            total: None,
            maximum: None,
            score_basis: None,
            score_share: None,
        },
        claims: Vec::new(),
        sources: Vec::new(),
    }
}

pub(crate) fn unknown_service(row: &RowRead) -> Cell {
    Cell::new(
        row.line,
        &row.service.column,
        &row.service.text,
        "No service in the register has this name, so the row was refused.",
        "Write the service's name as the register lists it, without the names of other services.",
    )
}

fn other_region(row: &RowRead, service: &Known) -> Option<Cell> {
    let region = row.region.as_ref()?;
    let same = published::spelling_key(&region.text) == published::spelling_key(&service.region);
    (!same).then(|| {
        Cell::new(
            row.line,
            &region.column,
            &region.text,
            format!(
                "The register has {} in the region {}; that was kept.",
                service.name, service.region
            ),
            "Nothing needs to be done; a service has one region in the register.",
        )
    })
}
