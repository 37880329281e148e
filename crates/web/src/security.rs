//! What every answer carries so that a browser refuses what our pages never do, and which requests
//! are refused before a page sees them.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Entrance;

/// Nothing but our own files: no script or style within a page, no frame, no other site.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Our own pages may know where a request came from (the check against foreign forms does);
    // other sites may not.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Tells browsers for a year never to ask for this host in the clear, nor for any below it: none answers
/// in the clear under the name of a service that holds children's records (ASVS 5.0, 3.4.1).
const ENCRYPTED_ONLY: &str = "max-age=31536000; includeSubDomains";

/// Adds the headers to every answer. A page is never kept by a browser or a proxy unless it says so.
pub(crate) async fn headers(
    State(entrance): State<Entrance>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let held = response.headers_mut();
    if matches!(entrance, Entrance::Encrypted { .. }) {
        let value = HeaderValue::from_static(ENCRYPTED_ONLY);
        held.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    for (name, value) in HEADERS {
        held.insert(name, HeaderValue::from_static(value));
    }
    held.entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses a request whose `Host` is not this site's.
///
/// A page of a foreign site could point a name of its own at our address and so read our pages as if
/// they were its own; its requests carry that name.
pub(crate) async fn only_our_host(
    State(entrance): State<Entrance>,
    request: Request,
    next: Next,
) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().host());
    let ours = match (&entrance, host) {
        // A browser always says which host it means; a program on this machine need not.
        (Entrance::Loopback, None) => true,
        (Entrance::Loopback, Some(host)) => is_loopback(host),
        (Entrance::Encrypted { .. }, None) => false,
        (Entrance::Encrypted { host: ours }, Some(host)) => name(host).eq_ignore_ascii_case(ours),
    };
    if ours {
        return next.run(request).await;
    }
    let words = match entrance {
        Entrance::Loopback => "Lapwing answers on this machine only, at 127.0.0.1 or localhost.\n",
        Entrance::Encrypted { .. } => "Lapwing does not answer to this name.\n",
    };
    (StatusCode::MISDIRECTED_REQUEST, words).into_response()
}

/// A host without its port.
fn name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(host: &str) -> bool {
    let name = name(host);
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn hosts_of_this_machine() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:8080",
            "localhost:1",
            "LOCALHOST",
            "[::1]:80",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "example.org",
            "127.0.0.1.example.org",
            "10.0.0.1:80",
            "",
            "[::2]",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
