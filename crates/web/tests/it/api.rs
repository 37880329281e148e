//! The API as a program meets it: it does what its description says, gives the same as the pages and
//! the commands, and answers every slip with what was wrong.

use std::collections::BTreeSet;

use access::Asker;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::Value;
use web::Routes;

use crate::house::{Answer, House, get, on_both_databases, on_sqlite, send};

/// An address with every response that it should give for it.
const ANSWERS: &[(&str, &str)] = &[
    ("/api/v1/inspections", "/api/v1/inspections"),
    (
        "/api/v1/inspections",
        "/api/v1/inspections?q=medway&framework=hmip-2018&rating=requires_improvement&sort=published&order=descending",
    ),
    ("/api/v1/services", "/api/v1/services?per_page=200"),
    ("/api/v1/overview/ratings", "/api/v1/overview/ratings"),
    (
        "/api/v1/overview/ratings",
        "/api/v1/overview/ratings?framework=hmip-2025",
    ),
    (
        "/api/v1/overview/distance",
        "/api/v1/overview/distance?service=medway&service=kent&service=bexley",
    ),
    (
        "/api/v1/overview/good-with-inadequate",
        "/api/v1/overview/good-with-inadequate",
    ),
    (
        "/api/v1/overview/below-good",
        "/api/v1/overview/below-good?framework=hmip-2021&year=2023",
    ),
    (
        "/api/v1/compare",
        "/api/v1/compare?framework=hmip-2018&service=medway&service=kent",
    ),
    (
        "/api/v1/compare",
        "/api/v1/compare?framework=hmip-2021&service=medway&service=bexley&service=surrey",
    ),
    ("/api/v1/recommendations", "/api/v1/recommendations"),
    (
        "/api/v1/recommendations",
        "/api/v1/recommendations?q=victims&state=standing&sort=due&order=descending",
    ),
    ("/api/v1/working-values", "/api/v1/working-values"),
    (
        "/api/v1/working-values",
        "/api/v1/working-values?framework=cci-2009",
    ),
    ("/api/v1/frameworks", "/api/v1/frameworks"),
];

#[test]
fn the_description_names_every_route_and_no_other() {
    on_sqlite(async |site| {
        let document = json(&get(site, "/api/v1/openapi.json").await);
        let described: BTreeSet<&str> = document["paths"]
            .as_object()
            .expect("paths")
            .keys()
            .map(String::as_str)
            .collect();
        let routes = Routes::all();
        let routed: BTreeSet<&str> = routes
            .iter()
            .filter(|route| route.method == Method::GET)
            .map(|route| route.path)
            .filter(|path| path.starts_with("/api/v1/") && *path != "/api/v1/openapi.json")
            .collect();
        assert_eq!(described, routed);
        assert!(described.len() >= 10);
    });
}

/// Every answer over the whole published register, checked against the schema that describes it.
#[test]
fn every_answer_is_as_described() {
    on_sqlite(async |site| {
        let document = json(&get(site, "/api/v1/openapi.json").await);
        let mut checked = 0;
        for (path, address) in ANSWERS {
            matches(&document, path, "200", &get(site, address).await);
            checked += 1;
        }
        for (list, path) in [
            (
                "/api/v1/inspections?per_page=200",
                "/api/v1/inspections/{id}",
            ),
            (
                "/api/v1/inspections?per_page=200&page=2",
                "/api/v1/inspections/{id}",
            ),
            ("/api/v1/services?per_page=200", "/api/v1/services/{id}"),
        ] {
            let page = json(&get(site, list).await);
            for item in page["items"].as_array().expect("items") {
                let id = item["id"].as_str().expect("an id");
                let answer = get(site, &path.replace("{id}", id)).await;
                matches(&document, path, "200", &answer);
                checked += 1;
            }
        }
        for framework in [
            "cci-2009",
            "fji-2012",
            "sqs-2012",
            "hmip-2018",
            "hmip-2021",
            "hmip-2025",
        ] {
            let answer = get(site, &format!("/api/v1/frameworks/{framework}")).await;
            matches(&document, "/api/v1/frameworks/{id}", "200", &answer);
            checked += 1;
        }
        assert!(checked > 350, "{checked}");
    });
}

#[test]
fn a_slip_gets_what_was_wrong_and_how_to_mend_it() {
    let cases = [
        (
            "/api/v1/inspections?colour=blue",
            "colour",
            "It takes: q, framework",
        ),
        (
            "/api/v1/inspections?framework=hmip-1998",
            "framework",
            "Use one of: cci-2009",
        ),
        (
            "/api/v1/inspections?rating=splendid",
            "rating",
            "Use one of: ",
        ),
        (
            "/api/v1/inspections?region=Atlantis",
            "region",
            "South East",
        ),
        ("/api/v1/inspections?type=chat", "type", "joint inspection"),
        (
            "/api/v1/inspections?sort=luck",
            "sort",
            "Use one of: service",
        ),
        (
            "/api/v1/inspections?order=up",
            "order",
            "ascending, descending",
        ),
        ("/api/v1/inspections?page=0", "page", "from 1"),
        ("/api/v1/inspections?page=99", "page", "The last page is 9"),
        ("/api/v1/inspections?page=x", "page", "whole number"),
        ("/api/v1/inspections?page=1&page=2", "page", "Give it once"),
        (
            "/api/v1/inspections?per_page=201",
            "per_page",
            "from 1 to 200",
        ),
        ("/api/v1/overview/distance", "service", "at least one"),
        (
            "/api/v1/overview/distance?service=atlantis",
            "service",
            "/api/v1/services",
        ),
        (
            "/api/v1/overview/below-good",
            "framework",
            "never counted together",
        ),
        (
            "/api/v1/overview/below-good?framework=cci-2009",
            "framework",
            "Inadequate to Outstanding",
        ),
        ("/api/v1/services?region=Atlantis", "region", "South East"),
        (
            "/api/v1/compare?framework=hmip-2018&service=medway",
            "service",
            "at least two",
        ),
        (
            "/api/v1/compare?service=medway&service=kent",
            "framework",
            "never put on one scale",
        ),
        (
            "/api/v1/recommendations?state=lost",
            "state",
            "standing, withdrawn",
        ),
        ("/api/v1/recommendations?due=soon", "due", "2026"),
        (
            "/api/v1/working-values?framework=hmip-1998",
            "framework",
            "Use one of: cci-2009",
        ),
        ("/api/v1/frameworks?page=1", "page", "takes none"),
    ];
    on_both_databases(async |site| {
        let document = json(&get(site, "/api/v1/openapi.json").await);
        let schema = schema(
            &document,
            &document["components"]["schemas"]["ProblemDetails"],
        );
        for (address, parameter, words) in cases {
            let answer = get(site, address).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            let problem = json(&answer);
            assert!(schema.is_valid(&problem), "{address}: {problem}");
            assert_eq!(problem["parameter"], parameter, "{address}: {problem}");
            assert!(answer.text.contains(words), "{address}: {problem}");
        }
        for address in [
            "/api/v1/inspections/hmip-2018-atlantis-2020",
            "/api/v1/services/atlantis",
            "/api/v1/frameworks/hmip-1998",
        ] {
            let answer = get(site, address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert!(schema.is_valid(&json(&answer)), "{address}");
        }
    });
}

#[test]
fn pages_linked_by_next_hold_every_inspection_once() {
    on_both_databases(async |site| {
        let mut ids = Vec::new();
        let mut address =
            Some("/api/v1/inspections?sort=score&order=descending&per_page=40".to_owned());
        while let Some(own) = address {
            let answer = get(site, &own).await;
            let page = json(&answer);
            for item in page["items"].as_array().expect("items") {
                ids.push(item["id"].as_str().expect("an id").to_owned());
            }
            address = link(&answer, "next");
        }
        let once: BTreeSet<&String> = ids.iter().collect();
        assert_eq!((ids.len(), once.len()), (210, 210));
        let last = get(site, "/api/v1/inspections?q=qwertyuiop").await;
        assert_eq!(json(&last)["total"], 0);
        assert_eq!(link(&last, "next"), None);
    });
}

#[test]
fn an_answer_that_is_held_is_not_sent_again() {
    on_both_databases(async |site| {
        for (_, address) in ANSWERS {
            let first = get(site, address).await;
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.len() > 20, "{address}: {tag}");
            assert_eq!(first.header("cache-control"), "private, no-cache");
            for held in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
                let again = conditional(site, address, &held).await;
                assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address} {held}");
                assert!(again.text.is_empty());
                assert_eq!(again.header("etag"), tag);
            }
            let changed = conditional(site, address, "\"other\"").await;
            assert_eq!(changed.status, StatusCode::OK, "{address}");
            assert_eq!(changed.text, first.text);
        }
    });
}

/// A record that was looked at was looked at, whether or not its bytes were sent again.
#[test]
fn every_answer_leaves_its_row_in_the_trail() {
    on_both_databases(async |site| {
        let address = "/api/v1/inspections/hmip-2018-medway-2020";
        let tag = get(site, address).await.header("etag").to_owned();
        let before = site.rows_about("hmip-2018-medway-2020").await;
        conditional(site, address, &tag).await;
        get(site, address).await;
        let after = site.rows_about("hmip-2018-medway-2020").await;
        assert_eq!(after - before, 2);
    });
}

#[test]
fn head_gives_the_headers_alone() {
    on_sqlite(async |site| {
        let request = Request::head("/api/v1/frameworks")
            .header(header::HOST, "127.0.0.1:8080")
            .body(Body::empty())
            .expect("a request");
        let answer = send(site, request).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.is_empty());
        let tag = get(site, "/api/v1/frameworks")
            .await
            .header("etag")
            .to_owned();
        assert_eq!(answer.header("etag"), tag);
    });
}

#[test]
fn both_databases_give_the_same_bytes() {
    let mut given: Vec<Vec<String>> = Vec::new();
    let answers = std::sync::Mutex::new(&mut given);
    on_both_databases(async |site| {
        let mut texts = Vec::new();
        for (_, address) in ANSWERS {
            texts.push(get(site, address).await.text);
        }
        answers.lock().expect("no test panicked here").push(texts);
    });
    assert_eq!(given.len(), 2);
    assert_eq!(given.first(), given.last());
}

/// The four questions, answered by the rooms below and by the API alike.
#[test]
fn the_four_answers_are_those_of_the_register() {
    on_both_databases(async |site| {
        let asker = Asker::local_operator();
        let register = quality::overview::read(site.door(), &asker, &[])
            .await
            .expect("the register");
        let ratings = json(&get(site, "/api/v1/overview/ratings").await);
        for own in quality::overview::ratings(&register).frameworks {
            let given = ratings.as_array().expect("a list").iter();
            let given = given.filter(|answer| answer["framework"] == own.framework.as_str());
            let given: Vec<&Value> = given.collect();
            assert_eq!(given.len(), 1, "{}", own.framework);
            let numbers: Vec<(String, u32)> = given[0]["services"]["ratings"]
                .as_array()
                .expect("ratings")
                .iter()
                .map(|rating| {
                    let number = rating["number"].as_u64().expect("a number");
                    let word = rating["rating"].as_str().expect("a word");
                    (
                        word.to_owned(),
                        u32::try_from(number).expect("a small number"),
                    )
                })
                .collect();
            assert_eq!(numbers, own.services.ratings, "{}", own.framework);
        }
        let distance = json(&get(site, "/api/v1/overview/distance?service=Medway").await);
        assert_eq!(distance[0]["inspection"]["id"], "hmip-2018-medway-2020");
        assert_eq!(distance[0]["total"], 18);
        assert_eq!(distance[0]["good"]["points"], 1);
        let found = json(&get(site, "/api/v1/overview/good-with-inadequate").await);
        let ids = |list: &Value| -> Vec<String> {
            let list = list.as_array().expect("a list").iter();
            list.map(|own| own["inspection"]["id"].as_str().expect("an id").to_owned())
                .collect()
        };
        let own = quality::overview::good_with_inadequate(&register);
        let own: Vec<String> = own
            .inspections
            .into_iter()
            .map(|own| own.inspection.id)
            .collect();
        assert_eq!(ids(&found["inspections"]), own);
        assert!(!own.is_empty());
        let framework = rules::framework("hmip-2021").expect("held");
        let below = json(&get(site, "/api/v1/overview/below-good?framework=hmip-2021").await);
        let own = quality::overview::below_good(&register, framework, None).expect("rated");
        assert_eq!(
            below["standards"][0]["standard"],
            own.standards[0].standard.as_str()
        );
        assert_eq!(below["standards"][0]["below"], own.standards[0].below);
    });
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// Whatever a program asks, it gets an answer or hears of its slip.
    #[test]
    fn any_query_is_answered(
        name in "(q|framework|rating|region|type|sort|order|page|per_page|service|year|[a-z%&=+]{0,8})",
        value in "([0-9]{1,12}|good|none|hmip-2021|medway|[ -~]{0,20}|\\PC{0,8})",
    ) {
        let encoded: String = value
            .bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect();
        on_sqlite(async |site| {
            for path in ["inspections", "services", "overview/ratings", "overview/distance", "overview/below-good"] {
                let address = format!("/api/v1/{path}?{name}={encoded}");
                let answer = get(site, &address).await;
                assert!(
                    matches!(answer.status, StatusCode::OK | StatusCode::BAD_REQUEST),
                    "{address}: {}",
                    answer.status
                );
            }
        });
    }
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|error| panic!("{error}: {}", answer.text))
}

/// The address that a `Link` header gives for a relation.
fn link(answer: &Answer, relation: &str) -> Option<String> {
    let wanted = format!("rel=\"{relation}\"");
    let links = answer.header("link").split(", ");
    let own = links.filter_map(|link| link.split_once("; "));
    own.filter(|(_, rel)| *rel == wanted)
        .map(|(address, _)| address.trim_matches(['<', '>']).to_owned())
        .next()
}

async fn conditional(site: &House, address: &str, held: &str) -> Answer {
    let request = Request::get(address)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::IF_NONE_MATCH, held)
        .body(Body::empty())
        .expect("a request");
    send(site, request).await
}

/// Demands that an answer is what the description says of a path and status.
fn matches(document: &Value, path: &str, status: &str, answer: &Answer) {
    let content = &document["paths"][path]["get"]["responses"][status]["content"];
    let own = &content["application/json"]["schema"];
    assert!(own.is_object(), "{path} is not described: {content}");
    let value = json(answer);
    let validator = schema(document, own);
    let faults: Vec<String> = validator
        .iter_errors(&value)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .take(5)
        .collect();
    assert!(faults.is_empty(), "{path}: {faults:#?}");
}

/// A schema of the description, able to follow its references.
fn schema(document: &Value, own: &Value) -> jsonschema::Validator {
    let mut whole = own.clone();
    whole["components"] = document["components"].clone();
    jsonschema::draft202012::new(&whole).expect("a schema that can be used")
}
