//! The headers of every answer, whatever it is, and the flags of every cookie.

use access::Role;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use web::{CONTENT_SECURITY_POLICY, Entrance};

use super::{Everybody, address, routes};
use crate::crew::{Answer, Crew, PASSPHRASE, run};

/// What is missing from an answer, or wrong with it.
fn wrong_with(answer: &Answer, encrypted: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, value) in [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-robots-tag", "noindex"),
        (
            "strict-transport-security",
            if encrypted {
                "max-age=31536000; includeSubDomains"
            } else {
                ""
            },
        ),
        ("access-control-allow-origin", ""),
        ("server", ""),
        ("x-powered-by", ""),
    ] {
        if answer.header(name) != value {
            wrong.push(format!("{name} is {:?}", answer.header(name)));
        }
    }
    let kind = answer.header("content-type");
    if !answer.text.is_empty() && kind.is_empty() {
        wrong.push("a body without a type".to_owned());
    }
    if kind.starts_with("text/") && !kind.contains("charset=utf-8") {
        wrong.push(format!("{kind} without its charset"));
    }
    let kept = answer.header("cache-control");
    let is_asset = kept == "no-cache" || kept.starts_with("public, max-age=31536000");
    // A program asks anew each time, and is told when nothing has changed.
    let is_api = kind == "application/json" && kept == "private, no-cache";
    if kept != "no-store" && !is_asset && !is_api {
        wrong.push(format!("cache-control is {kept:?}"));
    }
    wrong
}

/// The policy names every kind of thing that a page can load, and none may come from elsewhere.
#[test]
fn the_policy_lets_nothing_in_but_our_own_files() {
    let policy: Vec<(&str, &str)> = CONTENT_SECURITY_POLICY
        .split("; ")
        .filter_map(|directive| directive.split_once(' '))
        .collect();
    for (name, value) in [
        ("default-src", "'none'"),
        ("object-src", "'none'"),
        ("base-uri", "'none'"),
        ("frame-ancestors", "'none'"),
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("img-src", "'self'"),
        ("form-action", "'self'"),
    ] {
        assert!(policy.contains(&(name, value)), "{name} {value}");
    }
    assert!(
        policy
            .iter()
            .all(|(_, value)| ["'none'", "'self'"].contains(value))
    );
}

#[test]
fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    run(async {
        let mut crew = Crew::with_register().await;
        let everybody = Everybody::in_house(&crew).await;
        let chief = &everybody.member(Role::Administrator).token;
        let mut wrong = Vec::new();
        for entrance in [
            Entrance::Loopback,
            Entrance::Encrypted {
                host: "lapwing.example.gov.uk".to_owned(),
            },
        ] {
            let encrypted = entrance != Entrance::Loopback;
            crew.entrance = entrance;
            let mut answers = Vec::new();
            for route in routes().iter().filter(|own| own.method == Method::GET) {
                let to = address(route, &everybody);
                answers.push((
                    format!("GET {to}, signed in"),
                    crew.get(Some(chief), &to).await,
                ));
                answers.push((format!("GET {to}, signed out"), crew.get(None, &to).await));
            }
            for (name, request) in [
                (
                    "an unknown page",
                    Request::get("/nowhere").body(Body::empty()),
                ),
                (
                    "an unknown file",
                    Request::get("/assets/none.css").body(Body::empty()),
                ),
                (
                    "an unknown API",
                    Request::get("/api/v1/none").body(Body::empty()),
                ),
                (
                    "a wrong method",
                    Request::delete("/accounts").body(Body::empty()),
                ),
                (
                    "a form of another site",
                    Request::post("/sign-in")
                        .header("sec-fetch-site", "cross-site")
                        .body(Body::empty()),
                ),
                (
                    "a form that is no form",
                    Request::post("/sign-in").body(Body::from("x")),
                ),
                (
                    "a form that came too late",
                    Request::post("/accounts/new")
                        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                        .body(Body::from("--x--\r\n")),
                ),
                (
                    "a file that is held",
                    Request::get("/assets/lapwing.css")
                        .header(header::IF_NONE_MATCH, "*")
                        .body(Body::empty()),
                ),
            ] {
                let mut request = request.expect("a request");
                let host = crew.host().parse().expect("a host");
                request.headers_mut().insert(header::HOST, host);
                answers.push((name.to_owned(), crew.send(request).await));
            }
            let stranger = Request::get("/").header(header::HOST, "example.org");
            let stranger = stranger.body(Body::empty()).expect("a request");
            answers.push(("another name".to_owned(), crew.send(stranger).await));
            for (name, answer) in &answers {
                let own = wrong_with(answer, encrypted);
                wrong.extend(own.into_iter().map(|what| format!("{name}: {what}")));
            }
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    });
}

/// Where pages come over TLS, cookies are sent over nothing else and no other host can set them; on
/// this machine there is no TLS, and browsers would drop such a cookie.
#[test]
fn cookies_carry_their_flags() {
    run(async {
        let mut crew = Crew::empty().await;
        let wren = crew.member("Wren Example", Role::Practitioner).await;
        for (entrance, prefix, flags) in [
            (
                Entrance::Loopback,
                "lapwing=",
                "Path=/; HttpOnly; SameSite=Lax",
            ),
            (
                Entrance::Encrypted {
                    host: "lapwing.example.gov.uk".to_owned(),
                },
                "__Host-lapwing=",
                "Path=/; HttpOnly; SameSite=Lax; Secure",
            ),
        ] {
            crew.entrance = entrance;
            crew.turn(1);
            let fields = [
                ("sign-in-name", wren.sign_in_name.as_str()),
                ("passphrase", PASSPHRASE),
            ];
            let first = crew.post(None, "/sign-in", &fields).await;
            let half = cookies(&first);
            assert_eq!(half.len(), 1, "{half:?}");
            assert!(
                half[0].starts_with(prefix) && half[0].ends_with(flags),
                "{half:?}"
            );
            let value = half[0].split([';', '=']).nth(1).expect("a value");
            let token = people::Token::read(value).expect("a token");
            let code = people::factor::code(&crew.key, &wren.account, 1, crew.now());
            let code = code.expect("a code");
            let second = crew
                .post(Some(&token), "/sign-in/code", &[("code", &code)])
                .await;
            assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text);
            let whole = cookies(&second);
            assert_eq!(whole.len(), 2, "{whole:?}");
            for cookie in &whole {
                let name = prefix.trim_end_matches('=');
                assert!(cookie.starts_with(name), "{cookie}");
                assert!(cookie.contains(flags), "{cookie}");
                assert!(!cookie.contains("Domain"), "{cookie}");
                assert!(cookie.len() < 4096, "{cookie}");
                // Nothing of a person, and nothing of the token on the page.
                assert!(!cookie.contains("wren"), "{cookie}");
                let value = cookie.split([';', '=']).nth(1).expect("a value");
                assert!(!second.text.contains(value));
            }
        }
    });
}

fn cookies(answer: &Answer) -> Vec<String> {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    cookies
        .map(|cookie| cookie.to_str().expect("plain letters").to_owned())
        .collect()
}
