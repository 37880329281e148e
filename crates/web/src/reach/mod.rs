//! How requests come to the pages: from this machine, over TLS of our own, or through a proxy that has
//! the TLS.
//!
//! | reach | who can connect | what is believed of an address |
//! |---|---|---|
//! | [`Reach::Loopback`] | this machine, in the clear | nothing: there is no other |
//! | [`Reach::Tls`] | whoever the network lets | the connection's own |
//! | [`Reach::Proxy`] | the proxy, in the clear | what the proxy says, and nobody else |
//!
//! Whoever connects is given little time and little room before a page is asked for; how little stands
//! in [`limits`].

mod certificate;
mod proxy;
mod turnstile;

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::middleware;
use axum_server::tls_rustls::RustlsAcceptor;
use axum_server::{Handle, Server};
use tokio::net::TcpListener;

use crate::{Site, limits};

pub use certificate::{Certificate, CertificateError};
use turnstile::Turnstile;

/// How requests come to the pages.
#[derive(Debug, Clone)]
pub enum Reach {
    /// From this machine only.
    Loopback,
    /// Over TLS, with this certificate.
    Tls(Certificate),
    /// Through the proxy at this address, which has the TLS.
    Proxy(IpAddr),
}

/// Answers requests until `shutdown` ends, then finishes those under way, for as long as
/// [`limits::STOP_TIME`].
///
/// # Errors
///
/// When the listener fails; when it listens anywhere but on this machine and `reach` is
/// [`Reach::Loopback`]; when `reach` and the [`Entrance`](crate::Entrance) of the site do not fit.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    reach: Reach,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let loopback = matches!(reach, Reach::Loopback);
    if loopback && !address.ip().is_loopback() {
        return Err(unfit(format!(
            "{address} can be reached from other machines, which takes a certificate or a proxy"
        )));
    }
    if loopback == site.is_encrypted() {
        return Err(unfit(
            "the site is not set up for the way in which it is reached",
        ));
    }
    let handle = Handle::new();
    let stop = handle.clone();
    tokio::spawn(async move {
        shutdown.await;
        stop.graceful_shutdown(Some(limits::STOP_TIME));
    });
    let server = limited(Server::from_listener(listener).handle(handle), &reach);
    let turnstile = Turnstile::new(limits::CONNECTIONS);
    let pages = told_apart(site.router(), &reach);
    let pages = pages.into_make_service_with_connect_info::<SocketAddr>();
    match reach {
        Reach::Tls(certificate) => {
            let tls = RustlsAcceptor::new(certificate.config())
                .handshake_timeout(limits::FIRST_REQUEST_TIME)
                .acceptor(turnstile);
            server.acceptor(tls).serve(pages).await
        }
        Reach::Loopback | Reach::Proxy(_) => server.acceptor(turnstile).serve(pages).await,
    }
}

fn unfit(words: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, words.into())
}

/// A server that waits for nobody longer than [`limits`] say. Of HTTP it speaks the first version only:
/// a page has a handful of files, and the second brings limits of its own that somebody has to keep.
fn limited(server: Server<SocketAddr>, reach: &Reach) -> Server<SocketAddr> {
    let mut server = server.http1_only();
    let proxied = matches!(reach, Reach::Proxy(_));
    server
        .http_builder()
        .http1()
        .max_buf_size(limits::HEADER_BYTES)
        .max_headers(limits::HEADERS)
        // The time between two requests counts as time for the next one's head.
        .header_read_timeout(if proxied {
            limits::PROXY_IDLE_TIME
        } else {
            limits::HEADER_TIME
        });
    server.first_request_timeout((!proxied).then_some(limits::FIRST_REQUEST_TIME))
}

/// The pages behind whatever the way to them asks for.
fn told_apart(pages: Router, reach: &Reach) -> Router {
    match reach {
        Reach::Loopback => pages.layer(middleware::from_fn(proxy::none)),
        Reach::Tls(_) => pages,
        Reach::Proxy(proxy) => pages.layer(middleware::from_fn_with_state(*proxy, proxy::only)),
    }
}
