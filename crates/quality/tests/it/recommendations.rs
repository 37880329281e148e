//! Recommendations as a head of service writes them down. Every sentence here is invented for these
//! tests: what the inspectorate recommended stands in its own reports.

use quality::recommendations::{
    self, Done, Draft, Error, Line, Listing, Part, Query, Recommendation, Sort, SortBy, State,
};
use serde_json::Value;

use crate::house::{House, medway, on_both, one_row, operator};

const MEDWAY: &str = "hmip-2018-medway-2020";
const FIRST: &str = "hmip-2018-medway-2020-r1";

fn draft(addressed_to: &str, words: &str) -> Draft {
    Draft {
        addressed_to: addressed_to.to_owned(),
        words: words.to_owned(),
        ..Draft::default()
    }
}

/// Invented: what a board might be asked.
fn to_the_board() -> Draft {
    Draft {
        due: Some("2020-07-04".parse().expect("a date")),
        standard: Some("1.1".to_owned()),
        ..draft(
            "The chair of the management board",
            "See at every meeting how victims were asked (invented)",
        )
    }
}

async fn add(house: &House, inspection: &str, draft: &Draft) -> Result<Done, Error> {
    recommendations::add(&house.door, &operator(), inspection, draft).await
}

async fn added(house: &House, inspection: &str, draft: &Draft) -> Recommendation {
    let done = add(house, inspection, draft).await;
    let done = done.unwrap_or_else(|error| panic!("{}: {error}", house.database));
    assert!(!done.already, "{}", house.database);
    done.recommendation
}

async fn change(house: &House, seen: &Recommendation, draft: &Draft) -> Result<Done, Error> {
    recommendations::change(&house.door, &operator(), &seen.id, &seen.version(), draft).await
}

async fn withdraw(house: &House, seen: &Recommendation, reason: &str) -> Result<Done, Error> {
    recommendations::withdraw(&house.door, &operator(), &seen.id, &seen.version(), reason).await
}

async fn list(house: &House, query: &Query) -> Listing {
    recommendations::list(&house.door, &operator(), query)
        .await
        .expect("a list")
}

/// The rows of the trail about one kind of action: purpose, subject, outcome and detail.
pub async fn trail(house: &House, action: &str) -> Vec<(String, String, String, Value)> {
    let mut out = Vec::new();
    vault::trail::export(&house.door, &mut out)
        .await
        .expect("the trail");
    let text = String::from_utf8(out).expect("text");
    let rows = text
        .lines()
        .map(|line| -> Value { serde_json::from_str(line).expect("a line of JSON") });
    let word = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.filter(|row| row["action"] == action)
        .map(|row| {
            let detail = serde_json::from_str(&word(&row, "detail")).unwrap_or_default();
            (
                word(&row, "purpose"),
                word(&row, "subject_id"),
                word(&row, "outcome"),
                detail,
            )
        })
        .collect()
}

#[test]
fn recommendations_are_numbered_shown_and_taken_out_with_their_inspection() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let first = added(&house, MEDWAY, &to_the_board()).await;
        let second = added(
            &house,
            MEDWAY,
            &draft(" The  service manager ", "Improve planning"),
        )
        .await;
        assert_eq!(first.id, FIRST);
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(second.addressed_to, "The service manager");
        let inspection = house.show(MEDWAY).await;
        assert_eq!(inspection.recommendations, [first.clone(), second]);
        let export: Value = serde_json::from_str(&house.export().await).expect("JSON");
        assert_eq!(
            export["inspections"][0]["recommendations"][0],
            serde_json::json!({
                "id": FIRST,
                "number": 1,
                "addressed_to": "The chair of the management board",
                "words": "See at every meeting how victims were asked (invented)",
                "due": "2020-07-04",
                "standard": "1.1",
                "withdrawn": null,
            }),
            "no time of writing leaves the house"
        );
        let read = recommendations::show(&house.door, &operator(), FIRST).await;
        let line = read.expect("an answer").expect("it is held");
        assert_eq!(line.recommendation, first);
        assert_eq!(line.inspection, inspection.row);
        let none = recommendations::show(&house.door, &operator(), "nothing-r1").await;
        assert_eq!(none.expect("an answer"), None);
    });
}

#[test]
fn what_is_sent_twice_is_written_once() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let first = added(&house, MEDWAY, &to_the_board()).await;
        let again = add(&house, MEDWAY, &to_the_board()).await.expect("taken");
        assert!(again.already);
        assert_eq!(again.recommendation, first);
        let changed = change(&house, &first, &draft("The police", "Share data")).await;
        assert!(!changed.expect("changed").already);
        let changed = change(&house, &first, &draft("The police", "Share data")).await;
        let now = changed.expect("the same form again");
        assert!(now.already);
        let reason = "Written under the wrong inspection";
        assert!(
            !withdraw(&house, &now.recommendation, reason)
                .await
                .expect("done")
                .already
        );
        assert!(
            withdraw(&house, &now.recommendation, reason)
                .await
                .expect("done")
                .already
        );
        assert_eq!(house.show(MEDWAY).await.recommendations.len(), 1);
    });
}

#[test]
fn a_number_is_never_used_again() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let first = added(&house, MEDWAY, &to_the_board()).await;
        let gone = withdraw(&house, &first, "A slip").await.expect("withdrawn");
        assert_eq!(gone.recommendation.withdrawn.as_deref(), Some("A slip"));
        // The same words may be written down anew: the withdrawn one does not stand.
        let second = added(&house, MEDWAY, &to_the_board()).await;
        assert_eq!(second.number, 2);
        let numbers = house.show(MEDWAY).await.recommendations;
        let numbers: Vec<(u32, bool)> = numbers.iter().map(|r| (r.number, r.stands())).collect();
        assert_eq!(numbers, [(1, false), (2, true)]);
    });
}

#[test]
fn a_change_made_meanwhile_is_told_and_not_overwritten() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let seen = added(&house, MEDWAY, &to_the_board()).await;
        let theirs = draft("The police", "Share data");
        change(&house, &seen, &theirs).await.expect("theirs first");
        let ours = draft("The health board", "Share other data");
        let Err(Error::Changed(now)) = change(&house, &seen, &ours).await else {
            panic!("{}: the change was overwritten", house.database);
        };
        assert_eq!(now.draft(), theirs);
        let Err(Error::Changed(_)) = withdraw(&house, &seen, "No longer needed").await else {
            panic!("{}: it was withdrawn unread", house.database);
        };
        assert_eq!(house.show(MEDWAY).await.recommendations[0].draft(), theirs);
        // Having read what stands, they may change it.
        change(&house, &now, &ours).await.expect("now seen");
        let now = house.show(MEDWAY).await.recommendations.remove(0);
        withdraw(&house, &now, "Done with")
            .await
            .expect("withdrawn");
        let Err(Error::Withdrawn(_)) = change(&house, &now, &theirs).await else {
            panic!("{}: what is withdrawn was changed", house.database);
        };
        let Err(Error::Withdrawn(_)) = withdraw(&house, &now, "Another reason").await else {
            panic!("{}: the reason was overwritten", house.database);
        };
    });
}

#[test]
fn two_who_add_at_once_get_two_numbers() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let (board, police) = (to_the_board(), draft("The police", "Share data"));
        let (one, other) = tokio::join!(add(&house, MEDWAY, &board), add(&house, MEDWAY, &police));
        let mut numbers = [one, other].map(|done| done.expect("added").recommendation.number);
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2], "{}", house.database);
    });
}

#[test]
fn what_cannot_be_taken_says_why_and_changes_nothing() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let long = "x".repeat(recommendations::limits::WORDS_CHARS + 1);
        let due = |text: &str| Some(text.parse().expect("a date"));
        for (draft, parts) in [
            (Draft::default(), &[Part::AddressedTo, Part::Words][..]),
            (draft("The board", &long), &[Part::Words]),
            (draft("The board", "a\u{0}b"), &[Part::Words]),
            (
                Draft {
                    due: due("2020-07"),
                    ..to_the_board()
                },
                &[Part::Due],
            ),
            (
                Draft {
                    standard: Some("safeguarding".to_owned()),
                    ..to_the_board()
                },
                &[Part::Standard],
            ),
        ] {
            let Err(Error::Unusable(mistakes)) = add(&house, MEDWAY, &draft).await else {
                panic!("{}: taken: {draft:?}", house.database);
            };
            let found: Vec<Part> = mistakes.iter().map(|mistake| mistake.part).collect();
            assert_eq!(found, parts);
            assert!(mistakes.iter().all(|mistake| !mistake.text.is_empty()));
        }
        let unheard = add(&house, "hmip-2018-atlantis-2020", &to_the_board()).await;
        assert_eq!(unheard, Err(Error::NotHeld));
        assert_eq!(house.show(MEDWAY).await.recommendations, []);
        let first = added(&house, MEDWAY, &to_the_board()).await;
        let Err(Error::Unusable(mistakes)) = withdraw(&house, &first, "  ").await else {
            panic!("withdrawn without a reason");
        };
        assert_eq!(mistakes[0].part, Part::Reason);
        let unheard = recommendations::withdraw(&house.door, &operator(), "x-r1", "", "why").await;
        assert_eq!(unheard, Err(Error::NotHeld));
    });
}

#[test]
fn the_trail_says_what_was_changed_and_what_was_not() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let first = added(&house, MEDWAY, &to_the_board()).await;
        let next = Draft {
            due: None,
            ..to_the_board()
        };
        change(&house, &first, &next).await.expect("changed");
        change(&house, &first, &to_the_board())
            .await
            .expect_err("out of date");
        let rows = trail(&house, "recommendations.set").await;
        let heads: Vec<(&str, &str, &str)> = rows
            .iter()
            .map(|(purpose, id, outcome, _)| (purpose.as_str(), id.as_str(), outcome.as_str()))
            .collect();
        assert_eq!(
            heads,
            [
                ("recommendation written down", FIRST, "done"),
                ("recommendation changed", FIRST, "done"),
                ("recommendation changed", FIRST, "failed"),
            ],
            "{}",
            house.database
        );
        assert_eq!(rows[0].3["to"]["standard"], "1.1");
        assert_eq!(
            rows[1].3,
            serde_json::json!({ "from": { "due": "2020-07-04" }, "to": { "due": null } })
        );
        let read = recommendations::show(&house.door, &operator(), FIRST).await;
        read.expect("an answer").expect("it is held");
        let rows = trail(&house, "inspections.show").await;
        assert!(
            rows.iter()
                .any(|row| row.1 == FIRST && row.0 == "recommendation read")
        );
    });
}

#[test]
fn nobody_may_neither_write_nor_read() {
    on_both(async |house| {
        let nobody = access::Asker::nobody();
        let refused = recommendations::add(&house.door, &nobody, MEDWAY, &to_the_board()).await;
        assert!(matches!(
            refused,
            Err(Error::Vault(vault::Error::Refused(_)))
        ));
        let refused = recommendations::list(&house.door, &nobody, &Query::default()).await;
        assert!(matches!(refused, Err(vault::Error::Refused(_))));
    });
}

/// Three services, five recommendations (invented), one of them withdrawn.
async fn fill(house: &House) {
    house.import(medway(&[])).await;
    for (service, published) in [
        ("Kent", "2021-10-05"),
        ("Gwynedd and Ynys Môn", "2022-03-01"),
    ] {
        let row = [
            ("service", service),
            ("framework", "hmip-2021"),
            ("published", published),
            ("source_url", "https://example.org/own"),
        ];
        house.import(one_row(&row)).await;
    }
    let dated = |who: &str, what: &str, due: &str| Draft {
        due: Some(due.parse().expect("a date")),
        ..draft(who, what)
    };
    let (kent, gwynedd) = ("hmip-2021-kent-2021", "hmip-2021-gwynedd-and-ynys-mon-2022");
    for (inspection, draft) in [
        (MEDWAY, dated("The board", "Ask victims", "2020-07-04")),
        (MEDWAY, draft("The service manager", "Improve planning")),
        (kent, dated("The board", "Look at housing", "2021-11-05")),
        (kent, dated("The police", "Share data", "2021-12-31")),
        (
            gwynedd,
            dated("The health board", "Offer speech therapy", "2022-04-01"),
        ),
    ] {
        added(house, inspection, &draft).await;
    }
    let police = "hmip-2021-kent-2021-r2";
    let seen = recommendations::show(&house.door, &operator(), police).await;
    let seen: Line = seen.expect("an answer").expect("it is held");
    withdraw(house, &seen.recommendation, "Said twice")
        .await
        .expect("withdrawn");
}

#[test]
fn the_list_is_searched_and_narrowed() {
    let texts = |words: &[&str]| -> Vec<String> { words.iter().map(|w| (*w).to_owned()).collect() };
    let search = |words: &str| Query {
        search: Some(words.to_owned()),
        ..Query::default()
    };
    let due_by = |text: &str| Query {
        due_by: Some(text.parse().expect("a date")),
        ..Query::default()
    };
    let table: Vec<(&str, Query, &[&str])> = vec![
        (
            "everything, soonest first, undated last",
            Query::default(),
            &[
                "medway 1",
                "kent 1",
                "kent 2",
                "gwynedd-and-ynys-mon 1",
                "medway 2",
            ],
        ),
        ("a word of the text", search("HOUSING"), &["kent 1"]),
        ("whom it is addressed to", search("police"), &["kent 2"]),
        (
            "every word has to be met",
            search("kent police"),
            &["kent 2"],
        ),
        (
            "a name without its accent",
            search("ynys mon"),
            &["gwynedd-and-ynys-mon 1"],
        ),
        (
            "a name with it",
            search("Ynys Môn"),
            &["gwynedd-and-ynys-mon 1"],
        ),
        ("letters of a pattern are letters", search("%"), &[]),
        (
            "a service",
            Query {
                services: texts(&["medway"]),
                ..Query::default()
            },
            &["medway 1", "medway 2"],
        ),
        (
            "whom, at two services",
            Query {
                addressed_to: texts(&["The board"]),
                ..Query::default()
            },
            &["medway 1", "kent 1"],
        ),
        (
            "withdrawn",
            Query {
                states: vec![State::Withdrawn],
                ..Query::default()
            },
            &["kent 2"],
        ),
        (
            "due on a day",
            due_by("2021-11-05"),
            &["medway 1", "kent 1"],
        ),
        ("due the day before", due_by("2021-11-04"), &["medway 1"]),
        (
            "due within a year",
            due_by("2021"),
            &["medway 1", "kent 1", "kent 2"],
        ),
        (
            "together",
            Query {
                addressed_to: texts(&["The board"]),
                services: texts(&["kent"]),
                ..due_by("2021")
            },
            &["kent 1"],
        ),
    ];
    on_both(async |house| {
        fill(&house).await;
        for (name, query, expected) in &table {
            let listing = list(&house, query).await;
            assert_eq!(places(&listing), *expected, "{}: {name}", house.database);
            assert_eq!((listing.total, listing.held), (expected.len() as u64, 5));
        }
    });
}

fn places(listing: &Listing) -> Vec<String> {
    let lines = listing.lines.iter();
    lines
        .map(|line| {
            format!(
                "{} {}",
                line.inspection.service.id, line.recommendation.number
            )
        })
        .collect()
}

#[test]
fn orders_pages_and_facets() {
    on_both(async |house| {
        fill(&house).await;
        for (by, descending, expected) in [
            (
                SortBy::Due,
                true,
                "gwynedd-and-ynys-mon 1, kent 2, kent 1, medway 1, medway 2",
            ),
            (
                SortBy::Service,
                false,
                "gwynedd-and-ynys-mon 1, kent 1, kent 2, medway 1, medway 2",
            ),
            (
                SortBy::AddressedTo,
                false,
                "medway 1, kent 1, gwynedd-and-ynys-mon 1, kent 2, medway 2",
            ),
        ] {
            let query = Query {
                sort: Sort { by, descending },
                ..Query::default()
            };
            let listing = list(&house, &query).await;
            assert_eq!(places(&listing).join(", "), expected, "{by:?}");
        }
        for (page, given, lines) in [(1, 1, 2), (3, 3, 1), (4, 1, 2), (0, 1, 2)] {
            let query = Query {
                page,
                per_page: 2,
                ..Query::default()
            };
            let listing = list(&house, &query).await;
            assert_eq!(
                (listing.page, listing.lines.len()),
                (given, lines),
                "page {page}"
            );
        }
        let facets = list(&house, &Query::default()).await.facets;
        let services: Vec<(&str, u64)> = facets
            .services
            .iter()
            .map(|(service, number)| (service.name.as_str(), *number))
            .collect();
        assert_eq!(
            services,
            [("Gwynedd and Ynys Mon", 1), ("Kent", 2), ("Medway", 2)]
        );
        assert_eq!(facets.addressed_to[0], ("The board".to_owned(), 2));
        assert_eq!(facets.states, [(State::Standing, 4), (State::Withdrawn, 1)]);
    });
}

#[test]
fn statements_do_not_depend_on_how_many_there_are() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let none = statements(&house).await;
        fill(&house).await;
        assert_eq!(statements(&house).await, none, "{}", house.database);
    });
}

async fn statements(house: &House) -> [u64; 3] {
    let count = house.door.statements();
    list(house, &Query::default()).await;
    let listed = house.door.statements();
    house.show(MEDWAY).await;
    let shown = house.door.statements();
    house.export().await;
    [
        listed - count,
        shown - listed,
        house.door.statements() - shown,
    ]
}
