//! Everything a browser sees. Pages are drawn on the server and work with scripts off: the register of
//! inspections, one inspection, a rating worked out, and the frameworks behind them.
//!
//! A page is a module of its own (`quality/register.rs`) with a template of the same name
//! (`templates/quality/register.html`). Its handler asks a subject room for what is known, builds a
//! plain struct from it, and askama fills the template; the struct is made by a function without input
//! or output, so that tests need no database. [`Routes`] is the one table of addresses.
//!
//! Absent on purpose: scripts and styles within a page, requests to other sites, cookies, a session.
//! There are no accounts yet, so [`serve`] refuses to listen anywhere but on this machine.

mod api;
mod assets;
#[cfg(test)]
mod components;
mod download;
mod figure;
mod form;
mod front;
pub mod limits;
mod list;
mod names;
mod notice;
mod packing;
mod page;
mod quality;
mod routes;
mod security;
mod words;

use std::future::Future;
use std::io;

use access::Asker;
use axum::Router;
use axum::middleware;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use vault::Door;

pub use assets::frontend_missing;
pub use quality::report::{ReportError, ReportForm, inspection_report};
pub use routes::{Route, Routes};
pub use security::CONTENT_SECURITY_POLICY;

/// The version shown at the foot of every page.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The site: where its data is and who asks.
#[derive(Clone)]
pub struct Site {
    pub(crate) door: Door,
    pub(crate) asker: Asker,
}

impl Site {
    /// A site over a database. Until there are accounts every request is `asker`'s.
    #[must_use]
    pub fn new(door: Door, asker: Asker) -> Self {
        Site { door, asker }
    }

    /// What answers requests: the pages of [`Routes`] behind the checks that every request passes.
    pub fn router(self) -> Router {
        use axum::http::StatusCode;
        use axum::response::IntoResponse;
        use front::problem::Problem;
        Routes::all()
            .router()
            .fallback(front::problem::not_found)
            .method_not_allowed_fallback(front::problem::wrong_method)
            .with_state(self)
            .layer(CatchPanicLayer::custom(|_| {
                Problem::Fault("a handler panicked".to_owned()).into_response()
            }))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                limits::PAGE_TIME,
            ))
            .layer(CsrfLayer::new().with_rejection_response(|_| Problem::Foreign.into_response()))
            .layer(packing::layer())
            .layer(middleware::from_fn(security::only_loopback))
            .layer(middleware::from_fn(security::headers))
    }
}

/// Answers requests until `shutdown` ends, then finishes those under way.
///
/// # Errors
///
/// When the listener fails, or listens anywhere but on this machine: without accounts whoever reaches
/// the address is the operator.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "{address} can be reached from other machines; until accounts exist, pages are served on this machine only"
            ),
        ));
    }
    axum::serve(listener, site.router())
        .with_graceful_shutdown(shutdown)
        .await
}
