//! Met first thing in the morning and again after lunch, by somebody who wants to get on with their
//! work; by somebody new, who has a link and not yet a passphrase; and by somebody whose session has
//! ended, who wants to know why. The first of two steps: name and passphrase.

use ::people::passphrase::Passphrase;
use ::people::sessions::{self, Ending};
use ::people::sign_in::{self, HalfIn, NotIn};
use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::next::{Next, see};
use crate::cookies;
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs, values};
use crate::notice;
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::{Visit, Who, second_step};

/// `GET /sign-in`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    match &visit.who {
        Who::Visitor(_) | Who::LocalOperator => Ok(next.lead_on()),
        Who::Nobody | Who::Ended(_) | Who::HalfWay(_) => {
            let done = notice::asked(&pairs);
            let again = !values(&pairs, BEGIN).is_empty();
            let page = SignIn {
                notice: done,
                why: why(&visit.who, again).filter(|_| done.is_none()),
                ..SignIn::new(&next, "", Vec::new())
            };
            visit.html(&page)
        }
    }
}

/// `POST /sign-in`
pub(crate) async fn send(
    visit: Visit,
    Pairs(pairs): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    let form = Form::read(request).await?;
    let (name, passphrase) = (form.text("sign-in-name"), form.text("passphrase"));
    let errors = missing(&name, &passphrase);
    if !errors.is_empty() {
        return visit.unprocessable(&SignIn::new(&next, &name, errors));
    }
    let typed = Passphrase::new(&passphrase);
    let (door, terms) = (&visit.door, visit.terms());
    match sign_in::with_passphrase(door, terms, &name, typed, &visit.origin).await {
        Ok(half) => half_in(&visit, half, &next).await,
        Err(error) => {
            let (status, errors) = beside(error, "passphrase")?;
            visit.answer(status, &SignIn::new(&next, &name, errors))
        }
    }
}

fn missing(name: &str, passphrase: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push(FieldError::new("sign-in-name", "Enter your sign-in name"));
    }
    if passphrase.is_empty() {
        errors.push(FieldError::new("passphrase", "Enter your passphrase"));
    }
    errors
}

/// Why somebody is asked to sign in who was on their way, or in already.
fn why(who: &Who, again: bool) -> Option<&'static str> {
    Some(match who {
        _ if again => "That took too long, or was done already. Begin again with your sign-in name",
        Who::Ended(Ending::Idle) => {
            "You have been signed out, because nothing was done here for a while"
        }
        Who::Ended(Ending::Over) => {
            "You have been signed out, because it is long ago that you signed in"
        }
        Who::Ended(Ending::Ended) => {
            "You have been signed out here. You signed out from another device, chose another \
             passphrase, or signed in on many others"
        }
        Who::Ended(Ending::ByAdministrator) => {
            "An administrator has signed you out. Ask them if you do not know why"
        }
        Who::Ended(Ending::NotLetIn) => {
            "You have been signed out, because your account is closed or you hold no post here \
             today. If that is wrong, ask an administrator"
        }
        Who::Nobody | Who::HalfWay(_) | Who::Visitor(_) | Who::LocalOperator => return None,
    })
}

/// What an address says when a step has to be begun again.
const BEGIN: &str = "begin";

/// Leads back to the first step.
pub(crate) fn begin_again(next: &Next) -> Response {
    see(&beginning(next))
}

/// The page on which somebody begins again, and is told why.
pub(super) fn beginning(next: &Next) -> String {
    let page = next.after("/sign-in");
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}{BEGIN}=again")
}

/// The first step is taken: the browser gets what it needs for the second. Whoever was signed in here
/// before is signed out, so that nobody goes on in another's name.
pub(super) async fn half_in(visit: &Visit, half: HalfIn, next: &Next) -> Result<Response, Problem> {
    if let Who::Visitor(visitor) = &visit.who {
        sessions::sign_out(&visit.door, visitor).await?;
    }
    let mut response = see(&next.after(second_step(half.stage)));
    cookies::set_session(visit.site(), response.headers_mut(), &half.token);
    Ok(response)
}

/// What is wrong, beside its field, and the status that goes with it. Where a step has to be begun
/// again there is no field to mend; [`begin_again`] answers that.
pub(super) fn beside(error: NotIn, field: &str) -> Result<(StatusCode, Vec<FieldError>), Problem> {
    let status = match error {
        NotIn::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
        NotIn::Vault(error) => return Err(error.into()),
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, vec![FieldError::new(field, error.to_string())]))
}

/// The page.
#[derive(Template)]
#[template(path = "people/sign_in.html")]
struct SignIn {
    page: Page,
    action: String,
    notice: Option<&'static str>,
    why: Option<&'static str>,
    errors: Vec<FieldError>,
    name: Field,
    passphrase: Field,
}

impl SignIn {
    fn new(next: &Next, name: &str, errors: Vec<FieldError>) -> Self {
        SignIn {
            page: Page::form("Sign in", Section::Other, &errors),
            action: next.after("/sign-in"),
            notice: None,
            why: None,
            name: Field::new("sign-in-name", "Sign-in name", "").filled(name, &errors),
            passphrase: Field::new("passphrase", "Passphrase", "").filled("", &errors),
            errors,
        }
    }
}
