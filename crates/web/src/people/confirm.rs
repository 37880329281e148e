//! Met by somebody who is signed in and about to do something that others would be harmed by if it were
//! not they: they show once more that they hold their phone.

use ::people::own;
use ::people::sign_in::NotIn;
use askama::Template;
use axum::extract::Request;
use axum::response::Response;

use super::next::Next;
use super::second_step::code_field;
use super::sign_in::{begin_again, beside};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs};
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::{Visit, Who};

/// `GET /confirm`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    match &visit.who {
        // There is nothing to confirm with while there are no accounts.
        Who::LocalOperator => Ok(next.lead_on()),
        _ => visit.html(&Confirm::new(&next, Vec::new())),
    }
}

/// `POST /confirm`
pub(crate) async fn send(
    visit: Visit,
    Pairs(pairs): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    let visitor = visit.visitor()?;
    let typed = Form::read(request).await?.text("code");
    if typed.is_empty() {
        let errors = vec![FieldError::new(
            "code",
            "Enter the code that your app shows",
        )];
        return visit.unprocessable(&Confirm::new(&next, errors));
    }
    match own::confirm(&visit.door, visit.key()?, visitor, &typed).await {
        Ok(()) => Ok(next.lead_on()),
        Err(NotIn::BeginAgain) => Ok(begin_again(&next)),
        Err(error) => {
            let (status, errors) = beside(error, "code")?;
            visit.answer(status, &Confirm::new(&next, errors))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "people/confirm.html")]
struct Confirm {
    page: Page,
    action: String,
    errors: Vec<FieldError>,
    code: Field,
}

impl Confirm {
    fn new(next: &Next, errors: Vec<FieldError>) -> Self {
        Confirm {
            page: Page::form("Confirm that it is you", Section::Other, &errors),
            action: next.after("/confirm"),
            code: code_field(&errors),
            errors,
        }
    }
}
