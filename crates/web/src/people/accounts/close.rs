//! Used by an administrator when somebody leaves at once or an account is misused, and again when it
//! turns out that they are back.

use ::people::accounts::{self, Account};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::{address, beside, find};
use crate::front::problem::Problem;
use crate::notice;
use crate::page::{FieldError, Page, Section};
use crate::visit::Visit;

/// The button's id, which errors lead to.
const BUTTON: &str = "close";

/// `GET /accounts/{id}/close`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    visit.html(&Close::new(&account, Vec::new()))
}

/// `POST /accounts/{id}/close`
pub(crate) async fn close(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    match accounts::close(&visit.door, &visit.asker, &id).await {
        Ok(()) => Ok(notice::see(&address(&id), "account-closed", "main-content")),
        Err(error) => {
            let errors = beside(error, BUTTON)?;
            let account = find(&visit, &id).await?;
            visit.unprocessable(&Close::new(&account, errors))
        }
    }
}

/// `GET /accounts/{id}/reopen`
pub(crate) async fn show_reopen(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    visit.html(&Reopen::new(&account, Vec::new()))
}

/// `POST /accounts/{id}/reopen`
pub(crate) async fn reopen(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    match accounts::reopen(&visit.door, &visit.asker, &id).await {
        Ok(()) => Ok(notice::see(&address(&id), "account-opened", "main-content")),
        Err(error) => {
            let errors = beside(error, BUTTON)?;
            let account = find(&visit, &id).await?;
            visit.unprocessable(&Reopen::new(&account, errors))
        }
    }
}

/// The question whether an account shall be closed.
#[derive(Template)]
#[template(path = "people/account_close.html")]
struct Close {
    page: Page,
    back: String,
    errors: Vec<FieldError>,
    name: String,
}

impl Close {
    fn new(account: &Account, errors: Vec<FieldError>) -> Self {
        Close {
            page: Page::form("Close an account", Section::Accounts, &errors),
            back: address(&account.id),
            errors,
            name: account.name.clone(),
        }
    }
}

/// The question whether an account shall be opened again.
#[derive(Template)]
#[template(path = "people/account_reopen.html")]
struct Reopen {
    page: Page,
    back: String,
    errors: Vec<FieldError>,
    name: String,
}

impl Reopen {
    fn new(account: &Account, errors: Vec<FieldError>) -> Self {
        Reopen {
            page: Page::form("Open an account again", Section::Accounts, &errors),
            back: address(&account.id),
            errors,
            name: account.name.clone(),
        }
    }
}
