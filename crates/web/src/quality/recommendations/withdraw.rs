//! Opened by somebody who wrote a recommendation down twice, or under the wrong inspection, and wants
//! it out of the way without hiding that it was there.

use askama::Template;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use quality::recommendations::{self, Error, Line, limits};

use super::form::{beside, errors, find, problem, see};
use super::section::facts;
use super::{address, id};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::Visit;
use crate::words;

/// `GET /inspections/{id}/recommendations/{number}/withdraw`
pub(crate) async fn show(
    visit: Visit,
    Path((inspection, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let line = find(&visit, &inspection, number).await?;
    visit.html(&Withdraw::new(&line, "", Vec::new()))
}

/// `POST /inspections/{id}/recommendations/{number}/withdraw`
pub(crate) async fn withdraw(
    visit: Visit,
    Path((inspection, number)): Path<(String, u32)>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let (reason, seen) = (form.text("reason"), form.text("seen"));
    let own = id(&inspection, number);
    let done = recommendations::withdraw(&visit.door, &visit.asker, &own, &seen, &reason).await;
    match done {
        Ok(done) => Ok(see(&inspection, "recommendation-withdrawn", &done)),
        Err(Error::Unusable(mistakes)) => {
            let line = find(&visit, &inspection, number).await?;
            visit.unprocessable(&Withdraw::new(&line, &reason, errors(&mistakes)))
        }
        Err(Error::Changed(_)) => told(&visit, &inspection, number, &reason, CHANGED).await,
        Err(Error::Withdrawn(_)) => told(&visit, &inspection, number, &reason, GONE).await,
        Err(error) => Err(problem(error)),
    }
}

const CHANGED: &str = "Somebody changed this recommendation since you opened it. Read what it says now, and withdraw it if that is still right";

const GONE: &str = "Somebody withdrew this recommendation before you, for a reason of their own. There is nothing left to do";

/// The page with how the recommendation stands now.
async fn told(
    visit: &Visit,
    inspection: &str,
    number: u32,
    reason: &str,
    text: &str,
) -> Result<Response, Problem> {
    let line = find(visit, inspection, number).await?;
    let page = Withdraw::new(&line, reason, vec![beside("reason", text)]);
    visit.answer(StatusCode::CONFLICT, &page)
}

/// The question.
#[derive(Template)]
#[template(path = "quality/recommendation_withdraw.html")]
struct Withdraw {
    page: Page,
    back: String,
    action: String,
    caption: String,
    title: String,
    errors: Vec<FieldError>,
    facts: Vec<(&'static str, String)>,
    reason: Field,
    seen: String,
}

impl Withdraw {
    fn new(line: &Line, reason: &str, errors: Vec<FieldError>) -> Self {
        let own = &line.recommendation;
        let title = format!("Withdraw recommendation {}", own.number);
        let service = &line.inspection.service.name;
        let back = address(&line.inspection.id, own.number);
        let hint = format!(
            "The reason stays beside it, up to {} characters",
            words::thousands(limits::REASON_CHARS as u64)
        );
        Withdraw {
            page: Page::form(
                &format!("{title}, {service}"),
                Section::Inspections,
                &errors,
            ),
            action: format!("{back}/withdraw"),
            back,
            caption: service.clone(),
            title,
            facts: facts(&line.inspection.framework, own),
            reason: Field::new("reason", "Why is it withdrawn?", &hint).filled(reason, &errors),
            seen: own.version(),
            errors,
        }
    }
}
