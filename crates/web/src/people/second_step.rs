//! Met a moment after the passphrase, phone in hand; or without the phone, because it is lost, flat or
//! at home, and with a sheet of recovery codes.

use ::people::sessions::{HalfWay, Stage};
use ::people::sign_in::{self, NotIn, SignedIn};
use ::people::{Token, limits::RECOVERY_CODES};
use askama::Template;
use axum::extract::Request;
use axum::response::Response;

use super::next::{Next, see};
use super::sign_in::{begin_again, beginning, beside};
use crate::cookies;
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs};
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::{Visit, Who, second_step};

/// `GET /sign-in/code`
pub(crate) async fn code(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    if let Err(elsewhere) = half(&visit, Stage::Factor, &next) {
        return Ok(see(&elsewhere));
    }
    visit.html(&Code::new(&next, Vec::new()))
}

/// `POST /sign-in/code`
pub(crate) async fn send_code(
    visit: Visit,
    Pairs(pairs): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    let token = match half(&visit, Stage::Factor, &next) {
        Ok(token) => token,
        Err(elsewhere) => return Ok(see(&elsewhere)),
    };
    let typed = Form::read(request).await?.text("code");
    if typed.is_empty() {
        let errors = vec![FieldError::new(
            "code",
            "Enter the code that your app shows",
        )];
        return visit.unprocessable(&Code::new(&next, errors));
    }
    let (door, key, terms) = (&visit.door, visit.key()?, visit.terms());
    match sign_in::with_code(door, key, terms, token, &typed, &visit.origin).await {
        Ok(done) => Ok(whole(&visit, &done, next.lead_on())),
        Err(NotIn::BeginAgain) => Ok(begin_again(&next)),
        Err(error) => {
            let (status, errors) = beside(error, "code")?;
            visit.answer(status, &Code::new(&next, errors))
        }
    }
}

/// `GET /sign-in/recovery-code`
pub(crate) async fn recovery_code(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    if let Err(elsewhere) = half(&visit, Stage::Factor, &next) {
        return Ok(see(&elsewhere));
    }
    visit.html(&RecoveryCode::new(&next, Vec::new()))
}

/// `POST /sign-in/recovery-code`
pub(crate) async fn send_recovery_code(
    visit: Visit,
    Pairs(pairs): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    let token = match half(&visit, Stage::Factor, &next) {
        Ok(token) => token,
        Err(elsewhere) => return Ok(see(&elsewhere)),
    };
    let typed = Form::read(request).await?.text("code");
    if typed.is_empty() {
        let errors = vec![FieldError::new("code", "Enter one of your recovery codes")];
        return visit.unprocessable(&RecoveryCode::new(&next, errors));
    }
    let (door, terms) = (&visit.door, visit.terms());
    match sign_in::with_recovery_code(door, terms, token, &typed, &visit.origin).await {
        Ok(done) => {
            let page = In {
                page: Page::below("You have signed in", Section::Other),
                left: done.codes_left,
                next: next.page().to_owned(),
            };
            Ok(whole(&visit, &done, visit.html(&page)?))
        }
        Err(NotIn::BeginAgain) => Ok(begin_again(&next)),
        Err(error) => {
            let (status, errors) = beside(error, "code")?;
            visit.answer(status, &RecoveryCode::new(&next, errors))
        }
    }
}

/// What the browser shows of half a session that is at this stage; else the page to go to.
pub(super) fn half<'a>(visit: &'a Visit, at: Stage, next: &Next) -> Result<&'a Token, String> {
    match (&visit.who, &visit.token) {
        (Who::HalfWay(HalfWay { stage, .. }), Some(token)) if *stage == at => Ok(token),
        (Who::HalfWay(HalfWay { stage, .. }), Some(_)) => Err(next.after(second_step(*stage))),
        _ => Err(beginning(next)),
    }
}

/// Both steps are taken: the browser gets what a session needs, and what it is known by next time.
pub(super) fn whole(visit: &Visit, done: &SignedIn, mut response: Response) -> Response {
    cookies::set_session(visit.site(), response.headers_mut(), &done.token);
    cookies::set_known(visit.site(), response.headers_mut(), &done.known);
    response
}

/// The code of an app, as each form asks for it.
pub(super) fn code_field(errors: &[FieldError]) -> Field {
    let hint = "Six digits. Your app shows new ones every half minute";
    Field::new("code", "Code from your app", hint).filled("", errors)
}

/// The page that asks for the code of the app.
#[derive(Template)]
#[template(path = "people/code.html")]
struct Code {
    page: Page,
    action: String,
    without: String,
    again: String,
    errors: Vec<FieldError>,
    code: Field,
}

impl Code {
    fn new(next: &Next, errors: Vec<FieldError>) -> Self {
        Code {
            page: Page::form("Enter the code from your app", Section::Other, &errors),
            action: next.after("/sign-in/code"),
            without: next.after("/sign-in/recovery-code"),
            again: next.after("/sign-in"),
            code: code_field(&errors),
            errors,
        }
    }
}

/// The page that asks for a recovery code.
#[derive(Template)]
#[template(path = "people/recovery_code.html")]
struct RecoveryCode {
    page: Page,
    action: String,
    with: String,
    errors: Vec<FieldError>,
    code: Field,
}

impl RecoveryCode {
    fn new(next: &Next, errors: Vec<FieldError>) -> Self {
        let hint =
            "Four groups of four letters and digits. Capitals, spaces and hyphens do not matter";
        RecoveryCode {
            page: Page::form("Enter a recovery code", Section::Other, &errors),
            action: next.after("/sign-in/recovery-code"),
            with: next.after("/sign-in/code"),
            code: Field::new("code", "Recovery code", hint).filled("", &errors),
            errors,
        }
    }
}

/// The page after a recovery code, which says how many are left and what to do about the phone.
#[derive(Template)]
#[template(path = "people/in_by_recovery.html")]
struct In {
    page: Page,
    left: usize,
    next: String,
}

impl In {
    fn of(&self) -> usize {
        RECOVERY_CODES
    }
}
