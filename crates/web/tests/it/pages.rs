//! Every address of the one table answers, with the headers that keep a browser safe.

use axum::http::{Method, StatusCode};
use web::{CONTENT_SECURITY_POLICY, Routes};

use crate::house::{Answer, get, on_both_databases};

/// An address for each route that answers `GET`; a route that is not here fails the test below.
pub(crate) const EXAMPLES: [(&str, &str); 12] = [
    ("/", "/"),
    ("/inspections", "/inspections"),
    ("/inspections.csv", "/inspections.csv"),
    ("/inspections/{id}", "/inspections/hmip-2018-medway-2020"),
    (
        "/inspections/{id}/points.csv",
        "/inspections/hmip-2018-medway-2020/points.csv",
    ),
    (
        "/inspections/{id}/percentages.csv",
        "/inspections/cci-2009-bexley-2012/percentages.csv",
    ),
    ("/rate", "/rate"),
    ("/frameworks", "/frameworks"),
    ("/frameworks/{id}", "/frameworks/hmip-2018"),
    ("/accessibility", "/accessibility"),
    ("/health", "/health"),
    ("/assets/{name}", "/assets/lapwing.css"),
];

/// Further states of pages that are checked like pages of their own.
pub(crate) const STATES: [&str; 21] = [
    "/inspections?q=medway",
    "/inspections?q=nothing+has+this+name",
    "/inspections?rating=good&framework=hmip-2021&sort=score&order=descending&page=2",
    "/inspections/cci-2009-bexley-2012",
    "/inspections/hmip-2021-ceredigion-2024",
    "/inspections/hmip-2025-south-tees-2025",
    "/inspections/hmip-2025-barking-and-dagenham-2026",
    "/inspections/fji-2012-wakefield-2014",
    "/inspections/fji-2012-warwickshire-2013",
    "/inspections/sqs-2012-hampshire-2016",
    "/inspections/cci-2009-greenwich-2012",
    "/rate?",
    "/rate?framework=hmip-2018",
    "/rate?framework=hmip-2025",
    "/rate?framework=fji-2012",
    "/rate?framework=sqs-2012",
    "/rate?framework=unheard-of",
    "/frameworks/sqs-2012",
    "/frameworks/cci-2009",
    "/frameworks/fji-2012",
    "/frameworks/hmip-2025",
];

#[test]
fn every_route_has_an_example() {
    for route in Routes::all().iter().filter(|r| r.method == Method::GET) {
        assert!(
            EXAMPLES.iter().any(|(path, _)| *path == route.path),
            "{} has no example address in this test",
            route.path
        );
    }
}

#[test]
fn every_address_answers_with_the_safe_headers() {
    on_both_databases(async |site| {
        let examples = EXAMPLES.iter().map(|(_, address)| *address);
        for address in examples.chain(STATES) {
            let answer = get(site, address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_safe(&answer, address);
        }
    });
}

#[test]
fn what_is_not_there_says_so_in_plain_words() {
    on_both_databases(async |site| {
        for address in [
            "/inspections/hmip-2018-atlantis-2020",
            "/inspections/hmip-2018-atlantis-2020/points.csv",
            "/inspections/cci-2009-bexley-2012/points.csv",
            "/frameworks/unheard-of",
            "/nowhere",
        ] {
            let answer = get(site, address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert!(answer.text.contains("Page not found"), "{address}");
            assert_safe(&answer, address);
        }
        let answer = get(site, "/assets/nothing.css").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    });
}

fn assert_safe(answer: &Answer, address: &str) {
    let header = |name: &str| answer.header(name);
    assert_eq!(
        header("content-security-policy"),
        CONTENT_SECURITY_POLICY,
        "{address}"
    );
    assert_eq!(header("x-content-type-options"), "nosniff", "{address}");
    assert_eq!(header("x-frame-options"), "DENY", "{address}");
    assert_eq!(header("referrer-policy"), "same-origin", "{address}");
    assert!(!header("cache-control").is_empty(), "{address}");
    assert!(answer.header("set-cookie").is_empty(), "{address}");
}

#[test]
fn a_page_is_not_kept_and_a_file_with_its_digest_is() {
    on_both_databases(async |site| {
        let page = get(site, "/").await;
        assert_eq!(page.header("cache-control"), "no-store");
        let start = page
            .text
            .find("/assets/lapwing.css?v=")
            .expect("style sheet");
        let address = page.text[start..].split('"').next().expect("address");
        let file = get(site, address).await;
        assert!(file.header("cache-control").contains("immutable"));
        assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
        let plain = get(site, "/assets/lapwing.css").await;
        assert_eq!(plain.header("cache-control"), "no-cache");
    });
}
