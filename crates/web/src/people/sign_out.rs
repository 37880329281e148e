//! Chosen at the end of the day, and on a shared computer before somebody else sits down at it.

use ::people::sessions;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use super::next::see;
use crate::cookies;
use crate::front::problem::Problem;
use crate::visit::{Visit, Who};

/// `POST /sign-out`. It works for whoever asks: somebody whose session has ended meanwhile is no less
/// out.
pub(crate) async fn send(visit: Visit) -> Result<Response, Problem> {
    if let Who::Visitor(visitor) = &visit.who {
        sessions::sign_out(&visit.door, visitor).await?;
    }
    let mut response = see("/sign-in?done=signed-out");
    let headers = response.headers_mut();
    cookies::clear_session(visit.site(), headers);
    // Whatever the browser kept of the pages goes. Its cookies stay, because by one of them it is
    // known again, which keeps guessers from shutting its owner out.
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}
