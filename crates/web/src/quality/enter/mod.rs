//! Opened by an analyst or a head of service with a report at hand that the register does not hold
//! yet, on the day it is published, who wants it in the register as the report has it, and to see
//! before it is kept whether what was typed fits together.

mod fields;

use askama::Template;
use axum::extract::{Query as Pairs, Request};
use axum::http::StatusCode;
use axum::response::Response;
use quality::inspections::{self, Cell, EnterError, Entry, How, Preview};
use rating::Framework;

use crate::form::{Form, typed_date};
use crate::front::problem::Problem;
use crate::list::encode;
use crate::notice;
use crate::page::{FieldError, Page, Section};
use crate::quality::choose::{ChooseFramework, Question};
use crate::quality::inspection::InspectionPage;
use crate::words;

use crate::visit::Visit;
pub(crate) use fields::reason;
use fields::{Group, Typed, groups};

/// `GET /inspections/new`: the choice of a framework, or the form for the one chosen.
pub(crate) async fn form(
    visit: Visit,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let asked = pairs.iter().find(|(name, _)| name == "framework");
    match asked {
        None if pairs.is_empty() => visit.html(&choose(None)),
        asked => match asked.and_then(|(_, id)| rules::framework(id)) {
            Some(framework) => {
                let services = services(&visit).await?;
                let typed = Typed::default();
                visit.html(&EnterForm::new(framework, services, &typed, Vec::new()))
            }
            None => visit.html(&choose(Some(NO_CHOICE))),
        },
    }
}

/// `POST /inspections/new`: what was typed once more for checking, the form again, or the inspection.
pub(crate) async fn send(visit: Visit, request: Request) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let Some(framework) = rules::framework(&form.text("framework")) else {
        return visit.unprocessable(&choose(Some(NO_CHOICE)));
    };
    let typed = Typed::read(framework, &form);
    let entry = entry(framework, &typed);
    let then = form.text("then");
    if then == "edit" {
        let services = services(&visit).await?;
        return visit.html(&EnterForm::new(framework, services, &typed, Vec::new()));
    }
    let mut status = StatusCode::OK;
    if then == "enter" {
        let onto = Some(form.text("onto")).filter(|onto| !onto.is_empty());
        match inspections::enter(&visit.door, &visit.asker, &entry, onto.as_deref()).await {
            Ok(entered) => {
                let path = format!("/inspections/{}", encode(&entered.id));
                return Ok(notice::see(&path, code(entered.how), "about"));
            }
            Err(EnterError::Vault(error)) => return Err(error.into()),
            // Somebody entered it meanwhile: shown with the inspection as it stands now.
            Err(EnterError::Held(_)) => status = StatusCode::CONFLICT,
            Err(EnterError::Unusable(_)) => {}
        }
    }
    match inspections::preview(&visit.door, &visit.asker, &entry).await {
        Ok(preview) => visit.answer(status, &Check::new(framework, &typed, &preview)),
        Err(EnterError::Unusable(cells)) => {
            let services = services(&visit).await?;
            let errors = fields::errors(framework, &cells);
            visit.unprocessable(&EnterForm::new(framework, services, &typed, errors))
        }
        Err(EnterError::Vault(error)) => Err(error.into()),
        Err(error @ EnterError::Held(_)) => Err(Problem::Fault(error.to_string())),
    }
}

const NO_CHOICE: &str = "Choose the framework that the inspection was made under";

/// The names of services that are suggested.
async fn services(visit: &Visit) -> Result<Vec<String>, Problem> {
    let services = inspections::services_to_choose(&visit.door, &visit.asker).await?;
    Ok(services.into_iter().map(|own| own.name).collect())
}

fn code(how: How) -> &'static str {
    match how {
        How::New => "inspection-entered",
        How::Added => "statements-added",
        How::Already => "inspection-same",
    }
}

/// What was typed as the register reads it: dates in its own form. A date that cannot be read goes
/// on as it is, and the register says so.
fn entry(framework: &Framework, typed: &Typed) -> Entry {
    let cells = typed.iter().map(|(column, text)| {
        let is_date = fields::DATES.contains(&column);
        let date = is_date.then(|| typed_date(text)).flatten();
        (
            column,
            date.map_or_else(|| text.to_owned(), |date| date.to_string()),
        )
    });
    cells
        .chain([("framework", framework.id().to_owned())])
        .collect()
}

/// The choice of a framework.
fn choose(wrong: Option<&str>) -> ChooseFramework {
    let question = Question {
        page: Page::below("Enter an inspection", Section::Inspections),
        back: "/inspections",
        action: "/inspections/new",
        words: "Which framework was the inspection made under?",
        hint: "The one that held when its fieldwork began",
    };
    let frameworks = rules::frameworks().iter();
    let frameworks = frameworks.map(|own| (own, words::sentence_case(own.about())));
    ChooseFramework::new(question, frameworks, wrong.map(str::to_owned))
}

/// The form.
#[derive(Template)]
#[template(path = "quality/enter.html")]
struct EnterForm {
    page: Page,
    back: &'static str,
    framework: &'static str,
    framework_title: String,
    errors: Vec<FieldError>,
    groups: Vec<Group>,
    services: Vec<String>,
}

impl EnterForm {
    fn new(
        framework: &'static Framework,
        services: Vec<String>,
        typed: &Typed,
        errors: Vec<FieldError>,
    ) -> Self {
        EnterForm {
            page: Page::form("Enter an inspection", Section::Inspections, &errors),
            back: "/inspections/new",
            framework: framework.id(),
            framework_title: framework.title().to_owned(),
            groups: groups(framework, typed, &errors),
            errors,
            services,
        }
    }
}

/// What was typed, once more before it is kept.
#[derive(Template)]
#[template(path = "quality/enter_check.html")]
struct Check {
    page: Page,
    back: &'static str,
    framework: &'static str,
    framework_title: String,
    service: String,
    /// Field and value, as the register reads them.
    statements: Vec<(String, String)>,
    /// What the register would make of it.
    headline: Option<String>,
    /// What should be looked at once more.
    remarks: Vec<String>,
    /// The inspection that is held, with its address; none where this one is new.
    held: Option<String>,
    /// Whether all of it is held already.
    already: bool,
    /// The id that statements are to be added to; empty for a new inspection.
    onto: String,
    /// Name and text of every field, sent on.
    typed: Vec<(String, String)>,
}

impl Check {
    fn new(framework: &'static Framework, typed: &Typed, preview: &Preview) -> Self {
        let inspection = &preview.inspection;
        let id = inspection.row.id.clone();
        let view = InspectionPage::new(inspection);
        let statements = view.statements.into_iter().flat_map(|field| {
            let name = field.name;
            let claims = field.claims.into_iter();
            claims.map(move |claim| (name.clone(), claim.value))
        });
        let (headline, flags) = match view.outcome {
            Some(outcome) => (Some(outcome.headline), outcome.flags),
            None => (None, Vec::new()),
        };
        let remark = |cell: &Cell| cell.reason.clone();
        let flags = flags.into_iter().map(|flag| flag.text);
        Check {
            page: Page::below("Check the inspection", Section::Inspections),
            back: "/inspections/new",
            framework: framework.id(),
            framework_title: framework.title().to_owned(),
            service: inspection.row.service.name.clone(),
            statements: statements.collect(),
            headline,
            remarks: preview.remarks.iter().map(remark).chain(flags).collect(),
            held: (preview.how != How::New).then(|| format!("/inspections/{}", encode(&id))),
            already: preview.how == How::Already,
            onto: match preview.how {
                How::Added => id,
                How::New | How::Already => String::new(),
            },
            typed: typed
                .iter()
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect(),
        }
    }
}
