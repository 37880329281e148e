//! What went wrong, as problem details (RFC 9457): for a program to branch on and for whoever wrote
//! it to read.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::{Content, Ref, RefOr, Response as Described, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// The media type of [`ProblemDetails`].
const PROBLEM: &str = "application/problem+json";

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// A parameter that does not exist or cannot have this value.
    Parameter {
        /// Its name.
        name: String,
        /// What is wrong with it: a sentence.
        detail: String,
        /// What to write instead: a sentence.
        remedy: String,
    },
    /// The query string as a whole cannot be read.
    Query(String),
    /// What the address names is not held.
    NotHeld,
    /// Nobody is signed in.
    NotSignedIn,
    /// The asker may not do this.
    NotAllowed,
    /// A fault of ours. The text goes to the log, never to the answer.
    Ours(String),
}

/// What went wrong, in the form of RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDetails {
    /// Which kind of problem: a part of the page that explains the API.
    #[serde(rename = "type")]
    #[schema(example = "/api#problem-parameter")]
    kind: &'static str,
    /// The kind in a few words.
    #[schema(example = "A parameter cannot be used")]
    title: &'static str,
    /// The answer's status code.
    #[schema(example = 400)]
    status: u16,
    /// What is wrong in this case.
    detail: String,
    /// The parameter that it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// What to do about it.
    remedy: String,
}

impl Fault {
    /// A parameter that cannot have this value.
    pub(crate) fn parameter(
        name: &str,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Fault::Parameter {
            name: name.to_owned(),
            detail: detail.into(),
            remedy: remedy.into(),
        }
    }

    fn details(self) -> (StatusCode, ProblemDetails) {
        let (status, kind, title) = match &self {
            Fault::Parameter { .. } | Fault::Query(_) => (
                StatusCode::BAD_REQUEST,
                "/api#problem-parameter",
                "A parameter cannot be used",
            ),
            Fault::NotHeld => (
                StatusCode::NOT_FOUND,
                "/api#problem-not-held",
                "This is not held",
            ),
            Fault::NotSignedIn => (
                StatusCode::UNAUTHORIZED,
                "/api#problem-not-signed-in",
                "Nobody is signed in",
            ),
            Fault::NotAllowed => (
                StatusCode::FORBIDDEN,
                "/api#problem-not-allowed",
                "This may not be read",
            ),
            Fault::Ours(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "/api#problem-ours",
                "Lapwing has a fault",
            ),
        };
        let (parameter, detail, remedy) = match self {
            Fault::Parameter {
                name,
                detail,
                remedy,
            } => (Some(name), detail, remedy),
            Fault::Query(detail) => (
                None,
                detail,
                "Write the query as name=value pairs with & between them, percent-encoded in UTF-8."
                    .to_owned(),
            ),
            Fault::NotHeld => (
                None,
                "Nothing with this id is held.".to_owned(),
                "Take ids from a list of this API; they stay the same as long as a record exists."
                    .to_owned(),
            ),
            Fault::NotSignedIn => (
                None,
                "The request comes with no session that goes on.".to_owned(),
                "Sign in with a browser, and send its session's cookie along.".to_owned(),
            ),
            Fault::NotAllowed => (
                None,
                "Whoever asks may not read this.".to_owned(),
                "Ask whoever runs Lapwing for you.".to_owned(),
            ),
            Fault::Ours(_) => (
                None,
                "The fault is in the log of whoever runs Lapwing. Nothing was changed.".to_owned(),
                "Try again in a minute; if it stays, tell whoever runs Lapwing for you.".to_owned(),
            ),
        };
        let details = ProblemDetails {
            kind,
            title,
            status: status.as_u16(),
            detail,
            parameter,
            remedy,
        };
        (status, details)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if let Fault::Ours(reason) = &self {
            tracing::error!(%reason, "an answer failed");
        }
        let (status, details) = self.details();
        let body = serde_json::to_string(&details)
            .expect("texts and numbers under fixed names always become JSON");
        let kind = [(header::CONTENT_TYPE, PROBLEM)];
        (status, kind, body).into_response()
    }
}

/// What can go wrong at every address: each is strict about its parameters.
impl IntoResponses for Fault {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        [
            described("400", "A parameter cannot be used"),
            described("401", "Nobody is signed in"),
            described("403", "Whoever asks may not read this"),
            described("500", "The fault is Lapwing’s"),
        ]
        .into()
    }
}

/// What can go wrong besides where the address names a record.
pub(crate) struct NotHeld;

impl IntoResponses for NotHeld {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        [described("404", "Nothing with this id is held")].into()
    }
}

fn described(status: &str, words: &str) -> (String, RefOr<Described>) {
    let schema = Ref::from_schema_name(ProblemDetails::name());
    let response = ResponseBuilder::new()
        .description(words)
        .content(PROBLEM, Content::new(Some(schema)));
    (status.to_owned(), response.into())
}

impl From<vault::Error> for Fault {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::Refused(_) => Fault::NotAllowed,
            other => Fault::Ours(other.to_string()),
        }
    }
}
