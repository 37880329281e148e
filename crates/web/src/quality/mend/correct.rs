//! Deciding which statement about a field is the record.

use askama::Template;
use axum::extract::{Path, Query as Pairs, Request};
use axum::http::StatusCode;
use axum::response::Response;
use quality::inspections::limits::REASON_CHARS;
use quality::inspections::{
    self, BASES, Choice as Choose, Claim, Decision, Inspection, MendError, Mended, Said,
};

use super::{Fields, Typed, errors, problem};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::encode;
use crate::names;
use crate::notice;
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::quality::inspection;
use crate::visit::Visit;
use crate::words;

/// `GET /inspections/{id}/correct?field=…`
pub(crate) async fn choose(
    visit: Visit,
    Path(id): Path<String>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let asked = pairs.iter().find(|(name, _)| name == "field");
    let (_, of) = asked.ok_or(Problem::NotFound)?;
    let inspection = inspection::find(&visit, &id).await?;
    known(&inspection, of)?;
    visit.html(&CorrectForm::new(
        &inspection,
        of,
        &Sent::default(),
        Vec::new(),
    ))
}

/// `POST /inspections/{id}/correct`
pub(crate) async fn decide(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(&Form::read(request).await?);
    let inspection = inspection::find(&visit, &id).await?;
    known(&inspection, &sent.field)?;
    let mut wrong = Vec::new();
    let mut changed = false;
    match sent.choice(&inspection) {
        None => wrong.push(FieldError::new(
            "choice",
            "Choose which statement is the record",
        )),
        Some(choice) => {
            let decision = Decision {
                field: sent.field.clone(),
                seen: sent.seen.clone(),
                choice,
                reason: sent.reason.clone(),
            };
            match inspections::correct(&visit.door, &visit.asker, &id, &decision).await {
                Ok(done) => return Ok(see(&id, done)),
                Err(MendError::Unusable(cells)) => wrong = errors(&cells),
                Err(MendError::Reason) => wrong.push(FieldError::new("reason", no_reason())),
                Err(MendError::NotByHand) => {
                    wrong.push(FieldError::new(
                        "choice",
                        "Choose a statement that is held, or none",
                    ));
                }
                Err(MendError::Changed(_)) => {
                    changed = true;
                    wrong.push(FieldError::new("choice", CHANGED));
                }
                Err(other) => return Err(problem(other)),
            }
        }
    }
    let inspection = inspection::find(&visit, &id).await?;
    let page = CorrectForm::new(&inspection, &sent.field, &sent, wrong);
    if !changed {
        return visit.unprocessable(&page);
    }
    let page = CorrectForm {
        changed: before_and_now(&inspection, &sent).into(),
        ..page
    };
    visit.answer(StatusCode::CONFLICT, &page)
}

const CHANGED: &str = "Somebody changed the record since you opened this page. Compare it with your choice, and save again";

fn no_reason() -> String {
    let most = words::thousands(REASON_CHARS as u64);
    format!("Enter why, in at most {most} characters")
}

fn see(id: &str, done: Mended) -> Response {
    let code = match done {
        Mended::Done => "record-corrected",
        Mended::Already => "record-same",
    };
    notice::see(&format!("/inspections/{}", encode(id)), code, "corrections")
}

/// Whether anything is said of a field that can be corrected.
fn known(inspection: &Inspection, field: &str) -> Result<(), Problem> {
    let is_known = field != "framework" && statements(inspection, field).next().is_some();
    is_known.then_some(()).ok_or(Problem::NotFound)
}

/// What is said of a field, the record first.
fn statements<'a>(
    inspection: &'a Inspection,
    field: &'a str,
) -> impl Iterator<Item = &'a Claim> + 'a {
    let claims = inspection.claims.iter();
    claims.filter(move |claim| claim.field == field)
}

fn said(claim: &Claim) -> Said {
    Said {
        value: claim.value.clone(),
        source: claim.source.clone(),
    }
}

/// The record of a field.
fn record(inspection: &Inspection, field: &str) -> Option<Said> {
    let mut claims = statements(inspection, field);
    claims.find(|claim| claim.record).map(said)
}

/// The record as the form showed it, and as it stands now.
fn before_and_now(inspection: &Inspection, sent: &Sent) -> [(&'static str, String); 2] {
    let framework = &inspection.row.framework;
    let words = |own: Option<&Said>| match own {
        Some(own) => {
            let value = names::value(framework, &sent.field, &own.value);
            format!("{value}\n{}", own.source)
        }
        None => "No record".to_owned(),
    };
    let now = record(inspection, &sent.field);
    [
        ("When you opened this page", words(sent.seen.as_ref())),
        ("Now", words(now.as_ref())),
    ]
}

/// A form as it was sent.
#[derive(Debug, Clone, Default)]
struct Sent {
    field: String,
    /// The place of a statement among those of the field, `new` or `none`.
    choice: String,
    /// The statement at that place, as it was shown.
    chosen: Option<Said>,
    /// The record as it was shown.
    seen: Option<Said>,
    typed: Typed,
    reason: String,
}

impl Sent {
    fn read(form: &Form) -> Self {
        let shown = |name: &str| {
            let source = form.text(&format!("{name}-source"));
            (!source.is_empty()).then(|| Said {
                value: form.text(&format!("{name}-value")),
                source,
            })
        };
        let choice = form.text("choice");
        Sent {
            field: form.text("field"),
            chosen: shown(&format!("statement-{choice}")),
            choice,
            seen: shown("seen"),
            typed: Typed::read(form),
            reason: form.text("reason"),
        }
    }

    /// What is to be the record; none where nothing was chosen. A statement is told by what the form
    /// showed of it, and not by its place, which may be another by now.
    fn choice(&self, inspection: &Inspection) -> Option<Choose> {
        match self.choice.as_str() {
            "none" => Some(Choose::Nothing),
            "new" => Some(Choose::New(self.typed.statement(&self.field))),
            _ => {
                let mut claims = statements(inspection, &self.field).map(said);
                let held = claims.find(|own| Some(own) == self.chosen.as_ref())?;
                Some(Choose::Held(held))
            }
        }
    }
}

/// The form.
#[derive(Template)]
#[template(path = "quality/mend_correct.html")]
struct CorrectForm {
    page: Page,
    back: String,
    caption: String,
    /// The record as it was and as it is, where somebody changed it since the form was shown.
    changed: Vec<(&'static str, String)>,
    field: String,
    errors: Vec<FieldError>,
    choice: Field,
    choices: Vec<Choice>,
    /// What is held, as the form showed it.
    statements: Vec<Said>,
    seen: Option<Said>,
    fields: Fields,
    reason: Field,
}

impl CorrectForm {
    fn new(inspection: &Inspection, of: &str, sent: &Sent, errors: Vec<FieldError>) -> Self {
        let row = &inspection.row;
        let name = names::field(&row.framework, of);
        let held: Vec<&Claim> = statements(inspection, of).collect();
        let statements: Vec<Said> = held.iter().map(|claim| said(claim)).collect();
        let own = held.iter().enumerate().map(|(place, claim)| {
            let standing = if claim.record {
                ", the record until now"
            } else {
                ""
            };
            Choice {
                hint: format!("{}{standing}", claim.source),
                chosen: sent.chosen.as_ref() == Some(&said(claim)),
                ..Choice::new(
                    &place.to_string(),
                    &names::value(&row.framework, of, &claim.value),
                )
            }
        });
        let others = [
            ("new", "Another value", "Enter it below, with its source"),
            ("none", "None of them", "The field is left without a record"),
        ];
        let others = others.map(|(code, text, hint)| Choice {
            hint: hint.to_owned(),
            chosen: sent.choice == code,
            ..Choice::new(code, text)
        });
        let legend = format!("{name}: which statement is right?");
        let choice = Field::new(
            "choice",
            &legend,
            "The others stay beside it; nothing is lost",
        );
        let hint = "For everybody who reads the page, and without any person’s name";
        CorrectForm {
            page: Page::form(
                &format!("Correct the record, {}", row.service.name),
                Section::Inspections,
                &errors,
            ),
            back: format!("/inspections/{}", encode(&row.id)),
            caption: row.service.name.clone(),
            changed: Vec::new(),
            field: of.to_owned(),
            choice: choice.filled(&sent.choice, &errors),
            choices: own.chain(others).collect(),
            statements,
            seen: record(inspection, of),
            fields: Fields::new(&sent.typed, &BASES, &errors),
            reason: Field::new("reason", "Reason", hint).filled(&sent.reason, &errors),
            errors,
        }
    }
}
