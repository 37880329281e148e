//! Used by an administrator for a colleague who has forgotten a passphrase, lost a phone, or fears that
//! somebody else knows either.

use ::people::accounts::{self, Account, Reset};
use askama::Template;
use axum::extract::{Path, Request};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{address, beside, find, link};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::visit::Visit;

/// What can be chosen anew: code in the form, words, and what it means.
const CHOICES: [(Reset, &str, &str, &str); 3] = [
    (
        Reset::Passphrase,
        "passphrase",
        "The passphrase",
        "They have forgotten it, or somebody else may know it. Their app keeps working, and its code is asked for",
    ),
    (
        Reset::Factor,
        "factor",
        "The second factor",
        "Their phone is lost or new. Their passphrase keeps working, and is asked for",
    ),
    (
        Reset::Both,
        "both",
        "Both",
        "Neither is left. Be sure who they are: whoever has the link chooses both",
    ),
];

/// `GET /accounts/{id}/reset`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    visit.html(&ResetPage::new(&account, Vec::new()))
}

/// `POST /accounts/{id}/reset`
pub(crate) async fn send(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let chosen = Form::read(request).await?.text("what");
    let account = find(&visit, &id).await?;
    let mut choices = CHOICES.iter();
    let Some((what, ..)) = choices.find(|choice| choice.1 == chosen) else {
        let errors = vec![FieldError::new(
            "what",
            "Choose what they shall choose anew",
        )];
        return visit.unprocessable(&ResetPage::new(&account, errors));
    };
    let (door, asker, terms) = (&visit.door, &visit.asker, visit.terms());
    match accounts::reset(door, asker, terms, &account.id, *what).await {
        Ok(invited) => link::page(&visit, &headers, &account.name, &invited),
        Err(error) => {
            let errors = beside(error, "what")?;
            visit.unprocessable(&ResetPage::new(&account, errors))
        }
    }
}

/// The question.
#[derive(Template)]
#[template(path = "people/account_reset.html")]
struct ResetPage {
    page: Page,
    back: String,
    errors: Vec<FieldError>,
    name: String,
    what: Field,
    choices: Vec<Choice>,
}

impl ResetPage {
    fn new(account: &Account, errors: Vec<FieldError>) -> Self {
        let choices = CHOICES.iter().map(|(_, code, words, hint)| Choice {
            hint: (*hint).to_owned(),
            ..Choice::new(code, words)
        });
        let label = format!("What shall {} choose anew?", account.name);
        let hint = "What they had is worthless at once, and they are signed out everywhere";
        ResetPage {
            page: Page::form("Reset an account", Section::Accounts, &errors),
            back: address(&account.id),
            name: account.name.clone(),
            what: Field::new("what", &label, hint).filled("", &errors),
            choices: choices.collect(),
            errors,
        }
    }
}
