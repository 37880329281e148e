//! What a proxy says of a request: where it came from, and that it came over TLS. Nobody else is
//! believed, because anybody can write such headers.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// What proxies add to requests.
const TRACES: [HeaderName; 4] = [
    FORWARDED_FOR,
    FORWARDED_PROTO,
    header::FORWARDED,
    header::VIA,
];

/// Why a request is not answered. Whoever sets the proxy up reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Unheard {
    #[error("Lapwing answers its proxy only. Ask for its public address instead.")]
    Elsewhere,
    #[error(
        "Lapwing answers requests over HTTPS only. Whoever runs the proxy sets it to send others to \
         HTTPS, and to say “X-Forwarded-Proto: https” of those that came over it."
    )]
    NotEncrypted,
    #[error(
        "The proxy does not say where this request came from. Whoever runs it sets it to add \
         “X-Forwarded-For” with the address of whoever asked."
    )]
    FromNowhere,
    #[error(
        "This request came through a proxy, and Lapwing was not told of one. Start it with \
         --behind-proxy and the proxy’s address."
    )]
    Untold,
}

impl IntoResponse for Unheard {
    fn into_response(self) -> Response {
        let status = match self {
            Unheard::Elsewhere | Unheard::Untold => StatusCode::FORBIDDEN,
            Unheard::NotEncrypted | Unheard::FromNowhere => StatusCode::BAD_REQUEST,
        };
        (status, format!("{self}\n")).into_response()
    }
}

/// Lets requests through that come from the proxy, as coming from where it says.
pub(super) async fn only(
    State(proxy): State<IpAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|peer| peer.0.ip());
    match whence(proxy, peer, request.headers()) {
        Ok(from) => {
            let from = SocketAddr::new(from, 0);
            request.extensions_mut().insert(ConnectInfo(from));
            next.run(request).await
        }
        Err(unheard) => unheard.into_response(),
    }
}

/// Refuses requests that a proxy has passed on which nobody told of. A proxy on this machine would
/// otherwise make the whole world the local operator.
pub(super) async fn none(request: Request, next: Next) -> Response {
    if TRACES
        .iter()
        .any(|name| request.headers().contains_key(name))
    {
        return Unheard::Untold.into_response();
    }
    next.run(request).await
}

/// Where a request comes from: the last hop that the proxy names, which is the one that it has seen
/// itself. What stands before that was written by others.
fn whence(proxy: IpAddr, peer: Option<IpAddr>, headers: &HeaderMap) -> Result<IpAddr, Unheard> {
    let same = |peer: IpAddr| peer.to_canonical() == proxy.to_canonical();
    if !peer.is_some_and(same) {
        return Err(Unheard::Elsewhere);
    }
    let last = |name: &HeaderName| {
        let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next().map(str::trim)
    };
    if !last(&FORWARDED_PROTO).is_some_and(|proto| proto.eq_ignore_ascii_case("https")) {
        return Err(Unheard::NotEncrypted);
    }
    last(&FORWARDED_FOR)
        .and_then(address)
        .ok_or(Unheard::FromNowhere)
}

/// An address as proxies write it: with or without brackets, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|own| own.strip_suffix(']'));
    let alone = bare.unwrap_or(text).parse();
    let address = alone.or_else(|_| text.parse().map(|with_port: SocketAddr| with_port.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The proxy of these tests.
    const PROXY: &str = "10.0.0.5";

    #[tokio::test]
    async fn a_page_sees_where_the_proxy_says_that_a_request_came_from() {
        use axum::Router;
        use axum::body::{Body, to_bytes};
        use axum::middleware::from_fn_with_state;
        use tower::ServiceExt;
        let proxy: IpAddr = PROXY.parse().expect("an address");
        let tells = async |ConnectInfo(from): ConnectInfo<SocketAddr>| from.ip().to_string();
        let pages = Router::new()
            .fallback(tells)
            .layer(from_fn_with_state(proxy, only));
        let mut request = Request::get("/")
            .header(FORWARDED_PROTO, "https")
            .header(FORWARDED_FOR, "127.0.0.1, 192.0.2.1")
            .body(Body::empty())
            .expect("a request");
        let peer = SocketAddr::new(proxy, 40_000);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = pages.oneshot(request).await.expect("an answer");
        let told = to_bytes(answer.into_body(), 100).await.expect("a body");
        assert_eq!(told, "192.0.2.1");
    }

    /// Each row: who connects, what they say, and where the request comes from.
    #[test]
    fn the_proxy_is_believed_and_nobody_else() {
        use Unheard::{Elsewhere, FromNowhere, NotEncrypted};
        let proto = "x-forwarded-proto";
        let from = "x-forwarded-for";
        for (peer, said, expected) in [
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "192.0.2.1")][..],
                Ok("192.0.2.1"),
            ),
            (
                "::ffff:10.0.0.5",
                &[(proto, "HTTPS"), (from, "192.0.2.1")],
                Ok("192.0.2.1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "2001:db8::1")],
                Ok("2001:db8::1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "[2001:db8::1]")],
                Ok("2001:db8::1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "[2001:db8::1]:443")],
                Ok("2001:db8::1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "192.0.2.1:5000")],
                Ok("192.0.2.1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "::ffff:192.0.2.1")],
                Ok("192.0.2.1"),
            ),
            // What a browser wrote itself stands first, or in a header of its own.
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "127.0.0.1, 192.0.2.1")],
                Ok("192.0.2.1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "127.0.0.1"), (from, "192.0.2.1")],
                Ok("192.0.2.1"),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "192.0.2.1,")],
                Err(FromNowhere),
            ),
            (
                "10.0.0.5",
                &[(proto, "https"), (from, "unknown")],
                Err(FromNowhere),
            ),
            ("10.0.0.5", &[(proto, "https")], Err(FromNowhere)),
            (
                "10.0.0.5",
                &[(proto, "http"), (from, "192.0.2.1")],
                Err(NotEncrypted),
            ),
            (
                "10.0.0.5",
                &[(proto, "https, http"), (from, "192.0.2.1")],
                Err(NotEncrypted),
            ),
            ("10.0.0.5", &[(from, "192.0.2.1")], Err(NotEncrypted)),
            (
                "10.0.0.6",
                &[(proto, "https"), (from, "192.0.2.1")],
                Err(Elsewhere),
            ),
            (
                "127.0.0.1",
                &[(proto, "https"), (from, "192.0.2.1")],
                Err(Elsewhere),
            ),
            ("", &[(proto, "https"), (from, "192.0.2.1")], Err(Elsewhere)),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in said {
                headers.append(*name, value.parse().expect("a header"));
            }
            let proxy = PROXY.parse().expect("an address");
            let found = whence(proxy, peer.parse().ok(), &headers);
            let expected = expected.map(|own| own.parse().expect("an address"));
            assert_eq!(found, expected, "{peer} {said:?}");
        }
    }
}
