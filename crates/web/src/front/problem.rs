//! Met by somebody who followed an old link, sent a file that is too large, or came upon a fault of
//! ours, and who wants to know in plain words what happened and what to do next.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::limits::FORM_BYTES;
use crate::page::{Page, Section};
use crate::visit::Visit;

/// Why there is no page.
#[derive(Debug, Clone)]
pub(crate) enum Problem {
    /// Nothing stands at this address.
    NotFound,
    /// Something stands there, and it does not take what was sent.
    WrongMethod,
    /// More was sent than is read.
    TooLarge,
    /// The form could not be read at all: a browser does not send such a thing.
    Unreadable,
    /// The asker may not do this.
    NotAllowed,
    /// The request came from another site's page.
    Foreign,
    /// This build makes no PDF files.
    NoPdf,
    /// A fault of ours. The text goes to the log, never to the page.
    Fault(String),
}

/// The page.
#[derive(Template)]
#[template(path = "front/problem.html")]
struct ProblemPage {
    page: Page,
    paragraphs: Vec<String>,
}

impl Problem {
    /// The status that goes with it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Unreadable => StatusCode::BAD_REQUEST,
            Problem::NotAllowed | Problem::Foreign => StatusCode::FORBIDDEN,
            Problem::NoPdf => StatusCode::NOT_IMPLEMENTED,
            Problem::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page that says so, in the frame of whoever sees it.
    pub(crate) fn page(&self, visit: Option<&Visit>) -> Response {
        let (title, paragraphs) = self.words();
        let page = ProblemPage {
            page: Page::below(title, Section::Other),
            paragraphs,
        };
        let status = self.status();
        let text = match visit {
            Some(visit) => {
                return visit
                    .answer(status, &page)
                    .unwrap_or_else(|_| bare(status, title));
            }
            None => page.render(),
        };
        match text {
            Ok(text) => (status, Html(text)).into_response(),
            Err(_) => bare(status, title),
        }
    }

    fn words(&self) -> (&'static str, Vec<String>) {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        match self {
            Problem::NotFound => (
                "Page not found",
                own(&[
                    "If you typed the address, check that it is right. If you pasted it, check that you copied all of it.",
                    "If you followed a link within Lapwing, the inspection may have been taken out of the register, or be held under another name.",
                ]),
            ),
            Problem::WrongMethod => (
                "This page takes no forms",
                own(&["Go to the page itself and begin again from there."]),
            ),
            Problem::TooLarge => (
                "What you sent is too large",
                vec![
                    format!(
                        "Lapwing reads up to {} MB in one form. Nothing of it was kept.",
                        FORM_BYTES / 1_000_000
                    ),
                    "A file of judgements has one line for each case and question. Check that this is the file you meant, or rate it with `lapwing rate` on the command line.".to_owned(),
                ],
            ),
            Problem::Unreadable => (
                "The form could not be read",
                own(&["It may have been cut off on its way. Go back and send it again."]),
            ),
            Problem::NotAllowed => (
                "You cannot do this",
                own(&["Your account does not include this. Whoever set it up can change that."]),
            ),
            Problem::Foreign => (
                "This form came from another site",
                own(&[
                    "For your safety Lapwing takes forms from its own pages only. Open the page here and fill it in again.",
                ]),
            ),
            Problem::NoPdf => (
                "This build of Lapwing makes no PDF",
                own(&[
                    "It was built without the part that sets pages. Go back and take the report as HTML, which prints well, or ask whoever runs Lapwing for you for a build with PDF.",
                ]),
            ),
            Problem::Fault(_) => (
                "Sorry, there is a problem with Lapwing",
                own(&[
                    "The fault is ours and is in the log. Nothing was changed. Try again in a minute; if it stays, tell whoever runs Lapwing for you.",
                ]),
            ),
        }
    }
}

/// Only a fault of the template itself comes here; its words still reach the reader.
fn bare(status: StatusCode, title: &'static str) -> Response {
    (status, title).into_response()
}

/// `GET` of anything that no route knows.
pub(crate) async fn not_found() -> Problem {
    Problem::NotFound
}

/// A known address asked in a way that it does not answer.
pub(crate) async fn wrong_method() -> Problem {
    Problem::WrongMethod
}

impl From<vault::Error> for Problem {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::Refused(_) => Problem::NotAllowed,
            other => Problem::Fault(other.to_string()),
        }
    }
}
