//! Opened by an analyst who has found a source that says something else than the register, or nothing
//! that it says, and who wants it added; or who knows which of several sources is right, and wants
//! that one to be the record, with the reason for everybody to read.

mod correct;
mod state;

pub(crate) use correct::{choose, decide};
pub(crate) use state::{add, form};

use quality::inspections::{Cell, Inspection, MendError};

use crate::front::problem::Problem;
use crate::list::encode;
use crate::names;
use crate::page::{Choice, Field, FieldError};
use crate::quality::enter::reason;
use crate::words;

/// One correction as the inspection's page shows it.
pub(crate) struct CorrectionView {
    pub(crate) field: String,
    pub(crate) when: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) source: Option<String>,
    pub(crate) reason: String,
}

/// The corrections of an inspection, in the order in which they were made.
pub(crate) fn corrections(inspection: &Inspection) -> Vec<CorrectionView> {
    let framework = &inspection.row.framework;
    let views = inspection.corrections.iter().map(|own| {
        let value = |value: &Option<String>| match value {
            Some(value) => names::value(framework, &own.field, value),
            None => "No record".to_owned(),
        };
        let day = own.made_at.get(..10).unwrap_or(&own.made_at);
        CorrectionView {
            field: names::field(framework, &own.field),
            when: day.parse().map_or_else(|_| day.to_owned(), words::date),
            from: value(&own.from),
            to: value(&own.to),
            source: own.source.clone(),
            reason: own.reason.clone(),
        }
    });
    views.collect()
}

/// Where the record of a field is corrected; none for the framework, which is no value of the record.
pub(crate) fn correct_address(inspection: &str, field: &str) -> Option<String> {
    let address = format!(
        "/inspections/{}/correct?field={}",
        encode(inspection),
        encode(field)
    );
    (field != "framework").then_some(address)
}

/// What was typed of a statement.
#[derive(Debug, Clone, Default)]
struct Typed {
    value: String,
    source: String,
    basis: String,
    note: String,
}

/// The fields of a statement with what was typed and what is wrong.
struct Fields {
    value: Field,
    source: Field,
    basis: Field,
    bases: Vec<Choice>,
    note: Field,
}

impl Fields {
    fn new(typed: &Typed, bases: &[&str], errors: &[FieldError]) -> Self {
        let source = "The address of the report, or its title where it has none";
        let bases = bases
            .iter()
            .map(|code| Choice::new(code, &words::sentence_case(words::basis(code))));
        let note = "Such as the page, and without any person’s name";
        Fields {
            value: Field::new("value", "What the source says", VALUE_HINT)
                .filled(&typed.value, errors),
            source: Field::new("source", "Source", source).filled(&typed.source, errors),
            basis: Field::new("basis", "How well founded it is", "").filled(&typed.basis, errors),
            bases: bases.collect(),
            note: Field::new("note", "Remark (optional)", note).filled(&typed.note, errors),
        }
    }
}

const VALUE_HINT: &str = "A rating in the framework’s words, a date such as 24 2 2020, a score such as 18 of 36, or a whole number";

/// What is wrong with a statement, each beside its field.
fn errors(cells: &[Cell]) -> Vec<FieldError> {
    let errors = cells.iter().map(|cell| {
        let (field, label) = match cell.column.as_str() {
            "source_url" => ("source", "Source"),
            "basis" => ("basis", "How well founded it is"),
            _ => ("value", "What the source says"),
        };
        FieldError::new(field, format!("{label}: {}", reason(cell)))
    });
    errors.collect()
}

/// A date as the register writes it, where the field is one; other values as they are typed.
fn as_register(field: &str, value: &str) -> String {
    let is_date = field == "published" || field.starts_with("fieldwork_");
    let date = is_date.then(|| crate::form::typed_date(value)).flatten();
    date.map_or_else(|| value.to_owned(), |date| date.to_string())
}

/// What a form cannot mend.
fn problem(error: MendError) -> Problem {
    match error {
        MendError::NotHeld | MendError::NoSuchStatement => Problem::NotFound,
        MendError::Vault(error) => error.into(),
        other => Problem::Fault(other.to_string()),
    }
}
