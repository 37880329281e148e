//! The styles, scripts and pictures that travel inside the binary.
//!
//! Two folders: `frontend/`, which `cargo xtask frontend` fills from the GOV.UK and MoJ packages and
//! which is not committed, and `static/`, which is ours. Each address carries a piece of the file's
//! digest, so that a browser may keep a file for ever and still sees a new one at once.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "frontend"]
struct Frontend;

#[derive(RustEmbed)]
#[folder = "static"]
struct Static;

/// Files without which no page looks as it should.
const NEEDED: [&str; 3] = [
    "govuk-frontend.min.css",
    "govuk-frontend.min.js",
    "moj-frontend.min.css",
];

/// What to do when the front end's files are not in this binary; none when they are.
#[must_use]
pub fn frontend_missing() -> Option<&'static str> {
    if NEEDED.iter().all(|name| Frontend::get(name).is_some()) {
        return None;
    }
    Some(
        "the front-end files are missing, so pages cannot be served. Run `cargo xtask frontend`, then build again.",
    )
}

/// The address of a file, with the beginning of its digest.
pub(crate) fn address(name: &str) -> String {
    match get(name) {
        Some(file) => format!("/assets/{name}?v={}", digest(&file)),
        None => format!("/assets/{name}"),
    }
}

/// `GET /assets/{name}`.
pub(crate) async fn show(Path(name): Path<String>, uri: Uri, asked: HeaderMap) -> Response {
    let Some(file) = get(&name) else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let digest = digest(&file);
    let keep = if uri.query() == Some(&format!("v={digest}")) {
        "public, max-age=31536000, immutable"
    } else {
        // Scripts name one another without a digest; they are asked for anew, and sent when changed.
        "no-cache"
    };
    // Weak, because the same file may travel packed or not.
    let tag = format!("W/\"{digest}\"");
    let held = asked.get(header::IF_NONE_MATCH);
    let is_held = held.is_some_and(|held| held.as_bytes() == tag.as_bytes());
    let headers = [
        (header::CACHE_CONTROL, keep.to_owned()),
        (header::ETAG, tag),
    ];
    if is_held {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let kind = [(header::CONTENT_TYPE, kind(&name))];
    (headers, kind, file.data).into_response()
}

fn get(name: &str) -> Option<EmbeddedFile> {
    Static::get(name).or_else(|| Frontend::get(name))
}

fn digest(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
