//! An answer that a browser saves as a file.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A CSV file with a header row.
pub(crate) fn csv(name: &str, text: String) -> Response {
    file("text/csv; charset=utf-8; header=present", name, text)
}

/// A JSON file.
pub(crate) fn json(name: &str, text: String) -> Response {
    file("application/json", name, text)
}

/// `name` holds letters, digits, hyphens and a full stop only, so it needs no escape.
fn file(kind: &'static str, name: &str, text: String) -> Response {
    let kind = (header::CONTENT_TYPE, kind.to_owned());
    let name = (
        header::CONTENT_DISPOSITION,
        format!("attachment; filename=\"{name}\""),
    );
    ([kind, name], text).into_response()
}
