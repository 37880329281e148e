//! Met by somebody who sends a form after their session has ended, or before they have confirmed that
//! it is they, and who fears that what they typed is gone. It is on this page: they sign in, or
//! confirm, in another tab, come back, and send it again.

use askama::Template;
use axum::extract::Request;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::form::Form;
use crate::front::problem::Problem;
use crate::list;
use crate::page::{Page, Section};
use crate::visit::Visit;

/// Why a form was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Nobody is signed in.
    SignedOut,
    /// Both factors were not shown of late.
    Confirm,
}

impl Reason {
    /// The address of the page that helps, which then leads on to `wanted`.
    pub(crate) fn way(self, wanted: &Uri) -> String {
        let page = match self {
            Reason::SignedOut => "/sign-in",
            Reason::Confirm => "/confirm",
        };
        match wanted.path_and_query().map(|own| own.as_str()) {
            None | Some("/") => page.to_owned(),
            Some(wanted) => list::address(page, &[("next", wanted.to_owned())]),
        }
    }
}

/// Names of fields that are never handed back.
const SECRET: [&str; 4] = ["passphrase", "new-passphrase", "code", "again"];

/// The page.
#[derive(Template)]
#[template(path = "front/held.html")]
struct Held {
    page: Page,
    signed_out: bool,
    /// The page that helps, to be opened beside this one.
    way: &'static str,
    /// Where the form goes.
    action: String,
    /// What was typed.
    fields: Vec<(String, String)>,
    /// Whether files were chosen, which a page cannot hand back.
    files: bool,
}

/// What was sent, handed back.
pub(crate) async fn page(
    visit: &Visit,
    reason: Reason,
    request: Request,
) -> Result<Response, Problem> {
    let action = request.uri().path_and_query();
    let action = action.map_or_else(String::new, |own| own.as_str().to_owned());
    let form = Form::read(request).await?;
    let signed_out = reason == Reason::SignedOut;
    let title = if signed_out {
        "Sign in to go on"
    } else {
        "Confirm that it is you to go on"
    };
    let fields = form.typed();
    let page = Held {
        page: Page::below(title, Section::Other),
        signed_out,
        way: if signed_out { "/sign-in" } else { "/confirm" },
        action,
        fields: fields
            .into_iter()
            .filter(|(name, _)| !SECRET.contains(&name.as_str()))
            .collect(),
        files: form.has_files(),
    };
    let status = if signed_out {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::FORBIDDEN
    };
    visit.answer(status, &page)
}
