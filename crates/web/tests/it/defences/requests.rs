//! Forms of other sites, bodies that are too large or of the wrong kind, and methods that no address
//! has: over every address that takes a form.

use access::Role;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use web::{Entrance, Route};

use super::{Everybody, address, routes};
use crate::crew::{Answer, Crew, form, run};

/// What a browser says of where a form comes from, and whether it is taken.
const FROM: &[(&str, &str, bool)] = &[
    // Sec-Fetch-Site  Origin                     taken
    ("same-origin", "http://127.0.0.1:8080", true),
    ("same-origin", "", true),
    ("none", "", true),
    ("", "http://127.0.0.1:8080", true),
    ("same-site", "http://127.0.0.1:9090", false),
    ("same-site", "http://127.0.0.1:8080", false),
    ("cross-site", "https://example.org", false),
    ("cross-site", "http://127.0.0.1:8080", false),
    ("cross-site", "null", false),
    ("cross-site", "", false),
    ("nonsense", "", false),
    ("", "https://example.org", false),
    ("", "http://127.0.0.1:9090", false),
    ("", "http://127.0.0.1.example.org:8080", false),
    ("", "http://localhost:8080", false),
    ("", "null", false),
    // No browser of the last years sends a form without either; a program on the command line does.
    ("", "", true),
];

fn sent(crew: &Crew, to: &str, token: &people::Token) -> axum::http::request::Builder {
    Request::post(to)
        .header(header::HOST, crew.host())
        .header(header::COOKIE, crew.cookie(token))
        .header(
            header::CONTENT_TYPE,
            "multipart/form-data; boundary=lapwing-test",
        )
}

fn is_foreign(answer: &Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN
        && answer.text.contains("This form came from another site")
}

#[test]
fn a_form_of_another_site_is_taken_nowhere() {
    run(async {
        let crew = Crew::empty().await;
        let everybody = Everybody::in_house(&crew).await;
        let token = &everybody.member(Role::Administrator).token;
        let mut wrong = Vec::new();
        for route in routes().iter().filter(|own| own.method == Method::POST) {
            let to = address(route, &everybody);
            for (site, origin, taken) in FROM {
                // What is taken signs out, and would leave nobody to ask with.
                if *taken && route.path == "/sign-out" {
                    continue;
                }
                let mut request = sent(&crew, &to, token);
                for (name, value) in [("sec-fetch-site", *site), ("origin", *origin)] {
                    if !value.is_empty() {
                        request = request.header(name, value);
                    }
                }
                let request = request.body(Body::from(form(&[]))).expect("a request");
                let answer = crew.send(request).await;
                if is_foreign(&answer) == *taken {
                    wrong.push(format!(
                        "{:<45} site {site:<12} origin {origin:<34} {} should be {}",
                        route.path,
                        answer.status,
                        if *taken { "taken" } else { "refused" }
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    });
}

/// What changes something is sent as a form: asking for the same address with `GET`, `HEAD` or anything
/// else changes nothing.
#[test]
fn no_other_method_reaches_a_form() {
    run(async {
        let crew = Crew::empty().await;
        let everybody = Everybody::in_house(&crew).await;
        let token = &everybody.member(Role::Administrator).token;
        let own = |path: &str, method: &Method| {
            routes()
                .iter()
                .any(|own| own.path == path && own.method == *method)
        };
        for route in routes() {
            let to = address(&route, &everybody);
            for name in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"] {
                let method = Method::from_bytes(name.as_bytes()).expect("a method");
                if own(route.path, &method) {
                    continue;
                }
                let request = Request::builder()
                    .method(method)
                    .uri(&to)
                    .header(header::HOST, crew.host())
                    .header("sec-fetch-site", "same-origin")
                    .header(header::COOKIE, crew.cookie(token));
                let answer = crew
                    .send(request.body(Body::empty()).expect("a request"))
                    .await;
                let expected = StatusCode::METHOD_NOT_ALLOWED;
                assert_eq!(answer.status, expected, "{name} {}", route.path);
                assert!(
                    !answer.text.contains("lapwing="),
                    "{name} gives the cookie back"
                );
            }
        }
    });
}

/// Addresses that take a form and look at what it says.
fn forms() -> Vec<Route> {
    let mut forms = routes();
    let bare = [
        "/sign-out",
        "/accounts/{id}/close",
        "/accounts/{id}/reopen",
        "/accounts/{id}/sessions/end-all",
        "/account/sessions/end-others",
        "/account/recovery-codes",
        "/demo/{token}",
    ];
    forms.retain(|own| own.method == Method::POST && !bare.contains(&own.path));
    forms
}

#[test]
fn a_body_of_the_wrong_kind_is_told_so_and_never_a_fault_of_ours() {
    run(async {
        let crew = Crew::with_register().await;
        let everybody = Everybody::in_house(&crew).await;
        for route in forms() {
            let to = address(&route, &everybody);
            let token = asker(&route, &everybody);
            for (kind, body) in [
                ("application/json", "{\"name\": \"x\"}"),
                ("text/plain", "name=x"),
                ("application/x-www-form-urlencoded", "name=x"),
                ("multipart/form-data", "--x--"),
                (
                    "multipart/form-data; boundary=lapwing-test",
                    "--lapwing-test\r\nbroken",
                ),
                ("multipart/form-data; boundary=lapwing-test", ""),
                ("", "\u{0}\u{1}\u{2}"),
            ] {
                let mut request = Request::post(&to)
                    .header(header::HOST, crew.host())
                    .header("sec-fetch-site", "same-origin");
                if let Some(token) = token {
                    request = request.header(header::COOKIE, crew.cookie(token));
                }
                if !kind.is_empty() {
                    request = request.header(header::CONTENT_TYPE, kind);
                }
                let request = request.body(Body::from(body)).expect("a request");
                let answer = crew.send(request).await;
                let status = answer.status;
                assert!(
                    status.is_client_error() || status == StatusCode::SEE_OTHER,
                    "{} {kind}: {status}",
                    route.path
                );
            }
        }
    });
}

/// Somebody whom an address lets in.
fn asker<'a>(route: &Route, everybody: &'a Everybody) -> Option<&'a people::Token> {
    use web::Entry;
    let action = match route.entry {
        Entry::Bare | Entry::Anybody => return None,
        Entry::HalfWay if route.path == "/sign-in/set-up" => return Some(&everybody.at_set_up),
        Entry::HalfWay => return Some(&everybody.at_code),
        Entry::SignedIn => None,
        Entry::May(action) | Entry::Confirmed(action) => Some(action),
    };
    let may = |role: Role| {
        let asker = access::Asker::account("a-1", [role]);
        action.is_none_or(|action| access::may(&asker, action).is_ok())
    };
    let mut members = everybody.members.iter();
    members
        .find(|(role, _)| may(*role))
        .map(|(_, own)| &own.token)
}

#[test]
fn a_body_that_is_too_large_is_told_so() {
    run(async {
        let crew = Crew::empty().await;
        let everybody = Everybody::in_house(&crew).await;
        let large = "x".repeat(web::limits::FORM_BYTES + 1);
        let body = form(&[("name", &large), ("reason", "x")]);
        for route in forms() {
            // A report may be larger, and its own limit is tested with it; what is sent to a link that
            // leads nowhere is not even read.
            if ["/inspections/{id}/reports/new", "/invitations/{token}"].contains(&route.path) {
                continue;
            }
            let token = asker(&route, &everybody);
            let mut request = Request::post(address(&route, &everybody))
                .header(header::HOST, crew.host())
                .header("sec-fetch-site", "same-origin")
                .header(
                    header::CONTENT_TYPE,
                    "multipart/form-data; boundary=lapwing-test",
                );
            if let Some(token) = token {
                request = request.header(header::COOKIE, crew.cookie(token));
            }
            let answer = crew
                .send(request.body(Body::from(body.clone())).expect("a request"))
                .await;
            assert_eq!(
                answer.status,
                StatusCode::PAYLOAD_TOO_LARGE,
                "{}",
                route.path
            );
            assert!(
                answer.text.contains("What you sent is too large"),
                "{}",
                route.path
            );
        }
    });
}

/// A foreign site that points a name of its own at our address reads nothing.
#[test]
fn only_our_own_name_is_answered_to() {
    run(async {
        let mut crew = Crew::empty().await;
        let encrypted = Entrance::Encrypted {
            host: "lapwing.example.gov.uk".to_owned(),
        };
        for (entrance, host, status) in [
            (&Entrance::Loopback, "127.0.0.1:8080", 200),
            (&Entrance::Loopback, "localhost", 200),
            (&Entrance::Loopback, "lapwing.example.gov.uk", 421),
            (&encrypted, "lapwing.example.gov.uk", 200),
            (&encrypted, "LAPWING.example.gov.uk:8443", 200),
            (&encrypted, "lapwing.example.gov.uk.example.org", 421),
            (&encrypted, "127.0.0.1", 421),
            (&encrypted, "", 421),
        ] {
            crew.entrance = entrance.clone();
            for to in ["/health", "/sign-in", "/assets/lapwing.css", "/nowhere"] {
                let request = Request::get(to).header(header::HOST, host);
                let request = request.body(Body::empty()).expect("a request");
                let answer = crew.send(request).await;
                let expected = if status == 200 && to == "/nowhere" {
                    404
                } else {
                    status
                };
                // Until there is an account, somebody at this machine has nothing to sign in to.
                let fine = answer.status.as_u16() == expected
                    || (to == "/sign-in"
                        && answer.status == StatusCode::SEE_OTHER
                        && status == 200);
                assert!(fine, "{entrance:?} {host} {to}: {}", answer.status);
            }
        }
    });
}

/// Nothing is served from a folder, so there is no list of one and no way out of one.
#[test]
fn nothing_but_the_table_is_served() {
    run(async {
        let crew = Crew::empty().await;
        let everybody = Everybody::in_house(&crew).await;
        let token = &everybody.member(Role::Administrator).token;
        for to in [
            "/.git/config",
            "/.env",
            "/assets",
            "/assets/",
            "/assets/..",
            "/assets/..%2f..%2fCargo.toml",
            "/assets/%2e%2e/%2e%2e/etc/passwd",
            "/assets/lapwing.css.map",
            "/assets/..%5clapwing.css",
            "/Cargo.toml",
            "/server-status",
            "/api/v1",
            "/people/../accounts",
        ] {
            let answer = crew.get(Some(token), to).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{to}");
            assert!(!answer.text.contains("[package]"), "{to}");
        }
    });
}
