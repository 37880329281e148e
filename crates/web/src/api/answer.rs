//! An answer as JSON: with a tag that changes when the bytes do, so that a program that asks again
//! gets nothing sent twice.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response as Described};

use super::Fault;

/// JSON on its way out.
pub(crate) struct Answer {
    body: Vec<u8>,
    /// Addresses of other pages of a list, each with its relation: `next`.
    links: Vec<(&'static str, String)>,
}

impl Answer {
    /// A value as JSON.
    pub(crate) fn of(value: &impl Serialize) -> Result<Self, Fault> {
        let body = serde_json::to_vec(value).map_err(|error| Fault::Ours(error.to_string()))?;
        Ok(Answer {
            body,
            links: Vec::new(),
        })
    }

    /// The same with links to other pages.
    pub(crate) fn linked(self, links: Vec<(&'static str, String)>) -> Self {
        Answer { links, ..self }
    }

    /// The response: in full, or only that nothing has changed where the asker holds these bytes.
    pub(crate) fn to(self, headers: &HeaderMap) -> Response {
        let tag = tag(&self.body);
        let mut own = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(&tag) {
            own.insert(header::ETAG, value);
        }
        // A copy may be kept, and is asked about each time: the register may have changed.
        own.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
        let links: Vec<String> = self
            .links
            .iter()
            .map(|(relation, address)| format!("<{address}>; rel=\"{relation}\""))
            .collect();
        if let Ok(value) = HeaderValue::from_str(&links.join(", "))
            && !links.is_empty()
        {
            own.insert(header::LINK, value);
        }
        if holds(headers, &tag) {
            return (StatusCode::NOT_MODIFIED, own).into_response();
        }
        own.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        (own, self.body).into_response()
    }
}

/// What every address may answer besides its own.
impl IntoResponses for Answer {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let words = "Nothing has changed since the tag in `If-None-Match`";
        [("304".to_owned(), Described::new(words).into())].into()
    }
}

/// A strong tag: the beginning of the bytes' digest, long enough that two answers never share one.
fn tag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!("\"{hex}\"")
}

/// Whether `If-None-Match` names this tag. Weak tags match too: the bytes are the same.
fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH);
    values
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.trim_start_matches("W/") == tag)
}
