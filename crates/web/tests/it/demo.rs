//! The pages by which a newcomer looks around the demo. That a link works once, here and in time is
//! shown in the room `people`, and the way from the command to a page by the program's own tests.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use people::{Key, Terms, Token};
use tempfile::TempDir;
use tower::ServiceExt;
use vault::Door;
use web::{Entrance, Settings, Site};

/// The route.
const LINK: &str = "/demo/{token}";

/// A demo with somebody in each role.
struct Demo {
    door: Door,
    links: Vec<String>,
    _folder: TempDir,
}

impl Demo {
    async fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let database = folder.path().join("demo.db");
        let door = Door::open_demo(&database.to_string_lossy()).await;
        let door = door.expect("a fresh database");
        let guests = people::demo::fill(&door, &Terms::default()).await;
        let guests = guests.expect("people").into_iter();
        Demo {
            door,
            links: guests
                .map(|guest| format!("/demo/{}", guest.token.reveal()))
                .collect(),
            _folder: folder,
        }
    }

    async fn asks(&self, entrance: Entrance, method: Method, address: &str) -> Response {
        let host = match &entrance {
            Entrance::Loopback => "127.0.0.1".to_owned(),
            Entrance::Encrypted { host } => host.clone(),
        };
        let settings = Settings {
            key: Key::fresh().ok(),
            entrance,
            ..Settings::default()
        };
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, host)
            .body(Body::empty())
            .expect("a request");
        let site = Site::with(self.door.clone(), settings).router();
        site.oneshot(request).await.expect("an answer")
    }

    async fn here(&self, method: Method, address: &str) -> (StatusCode, HeaderMap, String) {
        let answer = self.asks(Entrance::Loopback, method, address).await;
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&body).into_owned();
        (parts.status, parts.headers, text)
    }
}

/// Each page of the demo in each state, with the route that it is of.
pub async fn pages() -> Vec<(String, String)> {
    let demo = Demo::new().await;
    let (_, _, link) = demo.here(Method::GET, &demo.links[0]).await;
    let (_, _, gone) = demo.here(Method::GET, "/demo/unknown").await;
    vec![
        (format!("{LINK} (taken)"), link),
        (format!("{LINK} (used up)"), gone),
    ]
}

#[tokio::test]
async fn a_link_says_who_one_will_be_and_leads_in() {
    let demo = Demo::new().await;
    let link = &demo.links[0];
    let (status, headers, page) = demo.here(Method::GET, link).await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers.get(header::SET_COOKIE).is_none());
    for words in [
        "<title>Look around the demo – Lapwing</title>",
        "Wren Example",
        "Practitioner",
        "Works with children and keeps their records",
        "Everybody in this demo is invented",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (status, headers, _) = demo.here(Method::POST, link).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], "/");
    let cookie = headers[header::SET_COOKIE].to_str().expect("plain letters");
    let token = cookie.strip_prefix("lapwing=").expect("a session");
    let token = token.split(';').next().and_then(Token::read);
    let (terms, token) = (Terms::default(), token.expect("a token"));
    let found = people::sessions::find(&demo.door, &terms, &token).await;
    let found = found.expect("an answer");
    assert!(matches!(found, people::sessions::Found::Visitor(_)));
    for method in [Method::GET, Method::POST] {
        let (status, headers, page) = demo.here(method, link).await;
        assert_eq!(status, StatusCode::GONE);
        assert!(headers.get(header::SET_COOKIE).is_none());
        assert!(page.contains("A link of the demo works once"), "{page}");
    }
}

/// Not even behind a proxy on the same machine, whose requests come from other places.
#[tokio::test]
async fn where_other_machines_reach_the_pages_a_link_of_a_demo_leads_nowhere() {
    let demo = Demo::new().await;
    let public = Entrance::Encrypted {
        host: "lapwing.example".to_owned(),
    };
    for method in [Method::GET, Method::POST] {
        let answer = demo.asks(public.clone(), method, &demo.links[0]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(answer.headers().get(header::SET_COOKIE).is_none());
    }
    let (status, ..) = demo.here(Method::GET, &demo.links[0]).await;
    assert_eq!(status, StatusCode::OK, "nothing was used up");
}
