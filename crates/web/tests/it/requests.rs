//! Requests that are refused before or instead of a page: from other sites, for other names, too large.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::house::{get, on_sqlite, post_form, send};

#[test]
fn a_form_of_another_site_is_refused() {
    on_sqlite(async |site| {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://example.org"),
        ] {
            let request = Request::post("/rate")
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .header(name, value)
                .body(Body::empty())
                .expect("request");
            let answer = send(site, request).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
            assert!(answer.text.contains("This form came from another site"));
        }
    });
}

#[test]
fn another_name_for_this_machine_is_refused() {
    on_sqlite(async |site| {
        for (host, status) in [
            ("127.0.0.1:8080", StatusCode::OK),
            ("localhost", StatusCode::OK),
            ("[::1]:8080", StatusCode::OK),
            ("attacker.example", StatusCode::MISDIRECTED_REQUEST),
            (
                "127.0.0.1.attacker.example:8080",
                StatusCode::MISDIRECTED_REQUEST,
            ),
        ] {
            let request = Request::get("/health")
                .header(header::HOST, host)
                .body(Body::empty())
                .expect("request");
            assert_eq!(send(site, request).await.status, status, "{host}");
        }
    });
}

#[test]
fn a_form_that_is_too_large_gets_a_clear_answer() {
    on_sqlite(async |site| {
        let large = "1,2.1.1,yes\n".repeat(web::limits::FORM_BYTES / 12 + 1);
        let fields = [("framework", "hmip-2018"), ("judgements", large.as_str())];
        let answer = post_form(site, "/rate", &fields).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text.contains("What you sent is too large"));
        assert!(answer.text.contains("8 MB"));
    });
}

#[test]
fn a_form_that_is_no_form_gets_a_clear_answer() {
    on_sqlite(async |site| {
        for kind in ["text/plain", "multipart/form-data; boundary=x"] {
            let request = Request::post("/rate")
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from("--x\r\nbroken"))
                .expect("request");
            let answer = send(site, request).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{kind}");
            assert!(answer.text.contains("The form could not be read"), "{kind}");
        }
    });
}

#[test]
fn nothing_is_reached_by_a_method_it_does_not_have() {
    on_sqlite(async |site| {
        let answer = post_form(site, "/inspections", &[("q", "x")]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(get(site, "/health").await.text, "ok\n");
    });
}

/// What a browser that takes packed answers gets packed: words of some size, and nothing else.
#[test]
fn large_pages_are_sent_packed_to_who_takes_them() {
    on_sqlite(async |site| {
        for (path, accepted, packed) in [
            ("/inspections", "gzip", "gzip"),
            ("/assets/lapwing.css", "gzip, br", "gzip"),
            ("/inspections.csv", "gzip", "gzip"),
            ("/inspections", "identity", ""),
            // Too small to be worth it, and packed already.
            ("/health", "gzip", ""),
            ("/inspections.ods", "gzip", ""),
        ] {
            let request = Request::get(path)
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::ACCEPT_ENCODING, accepted)
                .body(Body::empty())
                .expect("request");
            let answer = send(site, request).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.header("content-encoding"), packed, "{path}");
        }
    });
}

/// A file that the browser holds already is not sent again.
#[test]
fn a_file_that_is_held_is_not_sent_again() {
    on_sqlite(async |site| {
        let path = "/assets/lapwing.css";
        let tag = get(site, path).await.header("etag").to_owned();
        for (held, status) in [
            (tag.as_str(), StatusCode::NOT_MODIFIED),
            ("W/\"of another version\"", StatusCode::OK),
        ] {
            let request = Request::get(path)
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::IF_NONE_MATCH, held)
                .body(Body::empty())
                .expect("request");
            let answer = send(site, request).await;
            assert_eq!(answer.status, status, "{held}");
            assert_eq!(answer.text.is_empty(), status == StatusCode::NOT_MODIFIED);
        }
    });
}
