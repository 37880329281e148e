//! What was just done, said at the top of the page that a form leads to.
//!
//! A form that has done its work answers with the address of a page, so that loading that page again
//! does nothing twice. There is no session, so the address says by a code what was done; a code that
//! is not in the table says nothing.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The codes with their sentences.
const NOTICES: &[(&str, &str)] = &[
    ("statement-added", "What the source says has been added"),
    (
        "statement-same",
        "This source said the same already, and nothing was changed",
    ),
    ("record-corrected", "The record has been corrected"),
    (
        "record-same",
        "The record stood so already, and nothing was changed",
    ),
    ("inspection-entered", "The inspection has been entered"),
    (
        "statements-added",
        "What the source says has been added to the inspection",
    ),
    (
        "inspection-same",
        "The inspection was entered so already, and nothing was changed",
    ),
    (
        "recommendation-added",
        "The recommendation has been written down",
    ),
    (
        "recommendation-changed",
        "The recommendation has been changed",
    ),
    (
        "recommendation-withdrawn",
        "The recommendation has been withdrawn",
    ),
    (
        "recommendation-same",
        "The recommendation stood so already, and nothing was changed",
    ),
    ("report-kept", "The report has been kept"),
    (
        "report-same",
        "This very file was kept already, and nothing was changed",
    ),
    ("working-value-set", "The value has been set"),
    (
        "working-value-same",
        "This value held already, and nothing was changed",
    ),
    ("account-closed", "The account has been closed"),
    ("account-opened", "The account has been opened again"),
    ("session-ended", "They have been signed out on that device"),
    ("sessions-ended", "They have been signed out everywhere"),
    (
        "session-over",
        "They were no longer signed in there, and nothing was changed",
    ),
    ("signed-out", "You have signed out"),
    ("passphrase-changed", "Your passphrase has been changed"),
    ("own-session-ended", "You have been signed out there"),
    (
        "own-sessions-ended",
        "You have been signed out everywhere else",
    ),
    (
        "own-session-over",
        "You were no longer signed in there, and nothing was changed",
    ),
    (
        "person-added",
        "They have been added. Let them hold a post next, and give them an account",
    ),
    ("person-changed", "The name and the address have been saved"),
    ("post-opened", "The post has been opened"),
    ("post-changed", "The post has been changed"),
    (
        "holding-added",
        "They hold the post from the day that you entered",
    ),
    ("holding-changed", "The days have been changed"),
    ("holding-taken-back", "It has been taken back"),
    ("holding-moved", "They move on the day that you entered"),
    ("team-opened", "The team has been opened"),
    ("team-changed", "The team has been changed"),
    ("service-kept", "The service is kept here"),
    (
        "service-ended",
        "The last day of the service here has been saved",
    ),
];

/// The sentence that an address asks for.
pub(crate) fn asked(pairs: &[(String, String)]) -> Option<&'static str> {
    let (_, code) = pairs.iter().find(|(name, _)| name == "done")?;
    let (_, words) = NOTICES.iter().find(|(own, _)| own == code)?;
    Some(words)
}

/// Sends the browser to the part of a page where what was done can be seen. `path` and `part` hold
/// ids only.
pub(crate) fn see(path: &str, code: &str, part: &str) -> Response {
    debug_assert!(NOTICES.iter().any(|(own, _)| *own == code), "{code}");
    let address = format!("{path}?done={code}#{part}");
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response()
}
