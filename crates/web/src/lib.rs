//! Everything a browser sees. Pages are drawn on the server and work with scripts off: the register of
//! inspections, one inspection, a rating worked out, and the frameworks behind them.
//!
//! A page is a module of its own (`quality/register.rs`) with a template of the same name
//! (`templates/quality/register.html`). Its handler asks a subject room for what is known, builds a
//! plain struct from it, and askama fills the template; the struct is made by a function without input
//! or output, so that tests need no database. [`Routes`] is the one table of addresses.
//!
//! Who asks is found out once for each request, before its page is: `visit.rs`. Until there is an
//! account, whoever reaches the pages from this machine is the local operator; from then on everybody
//! signs in with two factors.
//!
//! Absent on purpose: scripts and styles within a page, requests to other sites, any cookie but the two
//! of `cookies.rs`.

mod api;
mod assets;
#[cfg(test)]
mod components;
mod cookies;
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
mod people;
mod quality;
mod reach;
mod routes;
mod security;
mod visit;
mod words;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ::people::{Key, Terms};
use axum::Router;
use axum::handler::Handler;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use vault::Door;

pub use assets::frontend_missing;
pub use quality::report::{ReportError, ReportForm, inspection_report};
pub use reach::{Certificate, CertificateError, Reach, serve};
pub use routes::{Entry, Leaves, Route, Routes};
pub use security::CONTENT_SECURITY_POLICY;

/// The version shown at the foot of every page.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The site: where its data is, and how it is reached.
#[derive(Clone)]
pub struct Site {
    pub(crate) door: Door,
    settings: Arc<Settings>,
    /// Set once there is an account; there is no way back.
    accounts: Arc<AtomicBool>,
}

/// How a site is set up.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The installation's key. Without it nobody can sign in.
    pub key: Option<Key>,
    /// How long sessions and links hold.
    pub terms: Terms,
    /// How pages are reached.
    pub entrance: Entrance,
}

/// How pages are reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Entrance {
    /// From this machine only.
    #[default]
    Loopback,
    /// From other machines under a name, over TLS: our own, or a proxy's.
    Encrypted {
        /// The host's name that browsers ask for.
        host: String,
    },
}

impl Site {
    /// A site that is reached from this machine only.
    #[must_use]
    pub fn new(door: Door) -> Self {
        Self::with(door, Settings::default())
    }

    /// A site as it is set up.
    #[must_use]
    pub fn with(door: Door, settings: Settings) -> Self {
        Site {
            door,
            settings: Arc::new(settings),
            accounts: Arc::default(),
        }
    }

    pub(crate) fn terms(&self) -> &Terms {
        &self.settings.terms
    }

    pub(crate) fn key(&self) -> Option<&Key> {
        self.settings.key.as_ref()
    }

    pub(crate) fn entrance(&self) -> &Entrance {
        &self.settings.entrance
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        matches!(self.settings.entrance, Entrance::Encrypted { .. })
    }

    /// Whether whoever asks is the local operator: only this machine reaches the site, and there is no
    /// account yet.
    pub(crate) async fn is_local(&self) -> Result<bool, vault::Error> {
        if self.is_encrypted() || self.accounts.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let exist = ::people::accounts::exist(&self.door).await?;
        if exist {
            self.accounts.store(true, Ordering::Relaxed);
        }
        Ok(!exist)
    }

    /// What answers requests: the pages of [`Routes`] behind the checks that every request passes.
    pub fn router(self) -> Router {
        use axum::http::StatusCode;
        use axum::response::IntoResponse;
        use front::problem::Problem;
        let anybody = middleware::from_fn_with_state((self.clone(), Entry::Anybody), visit::admit);
        let entrance = self.settings.entrance.clone();
        Routes::all()
            .router(&self)
            .fallback(front::problem::not_found.layer(anybody))
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
            .layer(middleware::from_fn(visit::draw_problems))
            .layer(packing::layer())
            .layer(middleware::from_fn_with_state(
                entrance.clone(),
                security::only_our_host,
            ))
            .layer(middleware::from_fn_with_state(entrance, security::headers))
    }
}
