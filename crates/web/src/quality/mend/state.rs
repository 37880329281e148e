//! Adding what a source says of one field.

use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;
use quality::inspections::{self, BASES, Inspection, MendError, Mended, Statement, column};

use super::{Fields, Typed, as_register, errors, problem};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::encode;
use crate::names;
use crate::notice;
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::quality::inspection;
use crate::visit::Visit;

/// `GET /inspections/{id}/statements/new`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let inspection = inspection::find(&visit, &id).await?;
    visit.html(&StatementForm::new(
        &inspection,
        "",
        &Typed::default(),
        Vec::new(),
    ))
}

/// `POST /inspections/{id}/statements/new`
pub(crate) async fn add(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let of = form.text("field");
    let typed = Typed::read(&form);
    let statement = typed.statement(&of);
    let wrong = match inspections::state(&visit.door, &visit.asker, &id, &statement).await {
        Ok(done) => return Ok(see(&id, done)),
        Err(MendError::Unusable(cells)) => errors(&cells),
        Err(MendError::NotByHand | MendError::Identity) => {
            vec![FieldError::new("field", "Choose what the source speaks of")]
        }
        Err(other) => return Err(problem(other)),
    };
    let inspection = inspection::find(&visit, &id).await?;
    visit.unprocessable(&StatementForm::new(&inspection, &of, &typed, wrong))
}

fn see(id: &str, done: Mended) -> Response {
    let code = match done {
        Mended::Done => "statement-added",
        Mended::Already => "statement-same",
    };
    notice::see(&format!("/inspections/{}", encode(id)), code, "sources")
}

impl Typed {
    pub(super) fn read(form: &Form) -> Self {
        Typed {
            value: form.text("value"),
            source: form.text("source"),
            basis: form.text("basis"),
            note: form.text("note"),
        }
    }

    /// What was typed, as a statement about a field. A score that is printed is a published one.
    pub(super) fn statement(&self, field: &str) -> Statement {
        let basis = match (field, self.basis.as_str()) {
            ("score", "printed") => "published",
            (_, basis) => basis,
        };
        Statement {
            field: field.to_owned(),
            value: as_register(field, &self.value),
            source: self.source.clone(),
            basis: basis.to_owned(),
            note: self.note.clone(),
        }
    }
}

/// The fields that a source can speak of under a framework.
fn choices(framework: &str) -> Vec<Choice> {
    let Some(held) = rules::framework(framework) else {
        return Vec::new();
    };
    let plain = [
        "kind",
        "reinspection",
        "fieldwork_start",
        "fieldwork_end",
        "published",
        "overall",
        "score",
        "counts",
        "counts_scope",
        "cases_inspected",
        "recommendations",
        "notes",
    ];
    let standards = held
        .standards()
        .iter()
        .flat_map(|own| [format!("rating.{}", own.id), format!("percent.{}", own.id)]);
    let fields = plain.map(str::to_owned).into_iter().chain(standards);
    let can_be = |field: &String| match field.as_str() {
        "overall" => held.result().overall,
        "score" => held.total_rule().is_some(),
        _ => column(held, field).is_some(),
    };
    let none = Choice::new("", "Choose one");
    let stated = fields
        .filter(can_be)
        .map(|field| Choice::new(&field, &names::field(framework, &field)));
    std::iter::once(none).chain(stated).collect()
}

/// The form.
#[derive(Template)]
#[template(path = "quality/mend_state.html")]
struct StatementForm {
    page: Page,
    back: String,
    caption: String,
    errors: Vec<FieldError>,
    of: Field,
    choices: Vec<Choice>,
    fields: Fields,
}

impl StatementForm {
    fn new(inspection: &Inspection, of: &str, typed: &Typed, errors: Vec<FieldError>) -> Self {
        let row = &inspection.row;
        StatementForm {
            page: Page::form(
                &format!("Add what a source says, {}", row.service.name),
                Section::Inspections,
                &errors,
            ),
            back: format!("/inspections/{}", encode(&row.id)),
            caption: row.service.name.clone(),
            of: Field::new("field", "What it speaks of", "").filled(of, &errors),
            choices: choices(&row.framework),
            fields: Fields::new(typed, &BASES, &errors),
            errors,
        }
    }
}
