//! Recovery codes, for the day the phone is lost: shown once, to be printed or written down, and made
//! anew by somebody who has used most of them or cannot find the sheet.

use ::people::own::{self, NotChanged};
use askama::Template;
use axum::response::Response;

use super::next::see;
use crate::front::problem::Problem;
use crate::page::{Page, Section};
use crate::visit::Visit;

/// The page that shows them, once.
#[derive(Template)]
#[template(path = "people/recovery_codes.html")]
pub(super) struct Codes {
    page: Page,
    codes: Vec<String>,
    /// Where to go on.
    next: String,
}

impl Codes {
    pub(super) fn new(codes: Vec<String>, next: &str) -> Self {
        Codes {
            page: Page::below("Keep your recovery codes", Section::Other),
            codes,
            next: next.to_owned(),
        }
    }
}

/// The page that asks whether to make new ones.
#[derive(Template)]
#[template(path = "people/recovery_codes_new.html")]
struct New {
    page: Page,
    back: &'static str,
}

/// `GET /account/recovery-codes`
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.html(&New {
        page: Page::below("Make new recovery codes", Section::Other),
        back: "/account",
    })
}

/// `POST /account/recovery-codes`
pub(crate) async fn make(visit: Visit) -> Result<Response, Problem> {
    match own::new_recovery_codes(&visit.door, visit.visitor()?).await {
        Ok(codes) => visit.html(&Codes::new(codes, "/account")),
        // The time for which a code counts ran out between the page and its button.
        Err(NotChanged::NotConfirmed) => Ok(see("/confirm?next=%2Faccount%2Frecovery-codes")),
        Err(NotChanged::Vault(error)) => Err(error.into()),
        Err(other) => Err(Problem::Fault(other.to_string())),
    }
}
