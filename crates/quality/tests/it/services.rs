//! Services with their history, over the published inspections.

use quality::inspections::{Inspection, PartialDate};
use quality::services::{
    self, Direction, History, Listing, Query, Standing, changes, changes_over_time,
};

use crate::house::{House, csv, on_both, operator};

async fn list(house: &House, query: &Query) -> Listing {
    services::list(&house.door, &operator(), query)
        .await
        .expect("a list")
}

async fn show(house: &House, id: &str) -> History {
    let found = services::show(&house.door, &operator(), id)
        .await
        .expect("an answer");
    found.unwrap_or_else(|| panic!("{}: {id} is not held", house.database))
}

fn search(words: &str) -> Query {
    Query {
        search: Some(words.to_owned()),
        ..Query::default()
    }
}

/// An inspection in short: framework, date and overall rating.
fn in_short(inspection: &Inspection) -> String {
    let row = &inspection.row;
    let date = row.published.or(row.fieldwork_start);
    let date = date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let overall = row.overall.as_deref().unwrap_or("-");
    format!("{} {date} {overall}", row.framework)
}

#[test]
fn search_and_region_narrow_the_list() {
    let wales = Query {
        regions: vec!["Wales".to_owned()],
        ..Query::default()
    };
    on_both(async |house| {
        house.fill().await;
        for (what, query, total) in [
            ("everything", Query::default(), 159),
            ("a name in capitals", search("MEDWAY"), 1),
            ("every word has to be met", search("bexley kent"), 0),
            ("a region", wales.clone(), 18),
            ("letters of a pattern are letters", search("%_%"), 159),
            ("a quotation mark", search("'; DROP TABLE service; --"), 0),
        ] {
            let listing = list(&house, &query).await;
            assert_eq!(listing.total, total, "{}: {what}", house.database);
            assert_eq!(listing.held, 159, "{what}");
            assert_eq!(listing.lines.len() as u64, total, "{what}");
        }
    });
}

#[test]
fn a_search_says_by_which_spelling_it_found_a_service() {
    on_both(async |house| {
        house.fill().await;
        for (words, name, found_by) in [
            ("medway", "Medway", None),
            (
                "rutland",
                "Leicestershire",
                Some("Leicestershire and Rutland"),
            ),
            ("combined", "Dorset", Some("Dorset Combined YOS")),
        ] {
            let listing = list(&house, &search(words)).await;
            let [line] = listing.lines.as_slice() else {
                panic!("{}: {words}: {:?}", house.database, listing.lines)
            };
            assert_eq!(line.service.name, name);
            assert_eq!(line.found_by.as_deref(), found_by, "{words}");
        }
    });
}

#[test]
fn pages_cover_the_list_once_and_an_absent_page_is_the_first() {
    on_both(async |house| {
        house.fill().await;
        let mut ids = Vec::new();
        for page in 1..=7 {
            let query = Query {
                page,
                per_page: 25,
                ..Query::default()
            };
            let listing = list(&house, &query).await;
            assert_eq!(listing.page, page);
            ids.extend(listing.lines.into_iter().map(|line| line.service.id));
        }
        assert_eq!(ids.len(), 159);
        assert!(ids.is_sorted());
        let query = Query {
            page: 8,
            per_page: 25,
            ..Query::default()
        };
        assert_eq!(list(&house, &query).await.page, 1);
    });
}

#[test]
fn a_line_has_the_number_of_inspections_and_the_latest() {
    on_both(async |house| {
        house.fill().await;
        for (name, inspections, latest) in [
            ("blackpool", 4, Some("hmip-2025-blackpool-2025")),
            ("hounslow", 3, Some("hmip-2025-hounslow-2026")),
            ("western bay", 1, Some("hmip-2018-western-bay-2019")),
            ("cumbria", 0, None),
        ] {
            let listing = list(&house, &search(name)).await;
            let line = &listing.lines[0];
            assert_eq!(line.inspections, inspections, "{name}");
            let found = line.latest.as_ref().map(|row| row.id.as_str());
            assert_eq!(found, latest, "{name}");
        }
        let bay = list(&house, &search("western bay")).await;
        let until: PartialDate = "2019".parse().expect("a year");
        assert_eq!(bay.lines[0].until, Some(until));
    });
}

/// Each history as it is known from the published inspections, oldest first.
#[test]
fn a_history_stands_in_the_order_of_its_dates() {
    on_both(async |house| {
        house.fill().await;
        for (id, expected) in [
            (
                "blackpool",
                &[
                    "fji-2012 2013-05 -",
                    "hmip-2018 2018-12 inadequate",
                    "hmip-2018 2021-09 good",
                    "hmip-2025 2025 requires_improvement",
                ][..],
            ),
            (
                "surrey",
                &["hmip-2018 2019-08 inadequate", "hmip-2021 2022-03-15 good"],
            ),
            (
                "cardiff",
                &[
                    "fji-2012 2016-05 -",
                    "hmip-2018 2020-07 inadequate",
                    "hmip-2021 2022-08 requires_improvement",
                ],
            ),
            (
                "hounslow",
                &[
                    "hmip-2018 2019-01 good",
                    "hmip-2025 2026-01-27 requires_improvement",
                    "cci-2009 undated -",
                ],
            ),
            (
                "bridgend",
                &[
                    "hmip-2021 2022-06-14 requires_improvement",
                    "hmip-2025 2026 outstanding",
                ],
            ),
            ("cumbria", &[]),
        ] {
            let history = show(&house, id).await;
            let found: Vec<String> = history.inspections.iter().map(in_short).collect();
            assert_eq!(found, expected, "{}: {id}", house.database);
        }
    });
}

/// Results of two frameworks are never put on one scale: the only change that is told of Blackpool is
/// that of the two inspections of 2018 and 2021, which had one framework.
#[test]
fn nothing_is_compared_across_frameworks() {
    on_both(async |house| {
        house.fill().await;
        let blackpool = show(&house, "blackpool").await.inspections;
        let told = changes_over_time(&blackpool);
        let [only] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert_eq!(only.earlier, "hmip-2018-blackpool-2018");
        assert_eq!(only.later, "hmip-2018-blackpool-2021");
        let overall = only.overall.as_ref().expect("an overall rating");
        assert_eq!(overall.from, Standing::Rated("inadequate".to_owned()));
        assert_eq!(overall.to, Standing::Rated("good".to_owned()));
        assert_eq!(overall.direction, Direction::Up);
        for earlier in &blackpool {
            for later in &blackpool {
                let same = earlier.row.framework == later.row.framework;
                assert_eq!(changes(earlier, later).is_some(), same);
            }
        }
        for id in ["surrey", "cardiff", "hounslow", "bridgend"] {
            let inspections = show(&house, id).await.inspections;
            assert_eq!(changes_over_time(&inspections), [], "{id}");
        }
    });
}

/// Percentages of one framework are compared in points: Bournemouth and Poole's two re-inspections.
#[test]
fn percentages_of_one_framework_are_compared() {
    on_both(async |house| {
        house.fill().await;
        let inspections = show(&house, "bournemouth-and-poole").await.inspections;
        let told = changes_over_time(&inspections);
        let percents: Vec<_> = told[0]
            .percents
            .iter()
            .map(|own| (own.standard.as_str(), own.from, own.to, own.direction))
            .collect();
        assert_eq!(
            percents,
            [
                ("safeguarding", Some(36), Some(75), Direction::Up),
                ("risk_of_harm", Some(36), Some(71), Direction::Up),
                (
                    "likelihood_of_reoffending",
                    Some(45),
                    Some(75),
                    Direction::Up
                ),
            ]
        );
        assert_eq!(told[0].overall, None);
        assert_eq!(told[0].score, None);
    });
}

/// Two invented inspections of one service, in one framework.
const HEADER: &str = "service,framework,published,overall_rating,total_score,max_score,score_basis,1.1,1.2,1.3,2.1,2.2,4.1,source_url";
const EARLIER: &str = "Barnsley,hmip-2021,2022-03-01,Good,20,36,published,Good,Good,Good,,Good,Not rated,https://example.org/1";

#[test]
fn each_standard_is_up_the_same_down_or_known_in_one_only() {
    let later = "Barnsley,hmip-2021,2024-03-01,Good,22,36,published,Outstanding,Good,Inadequate,Good,,Good,https://example.org/2";
    on_both(async |house| {
        house.import(csv(HEADER, &[EARLIER, later])).await;
        let inspections = show(&house, "barnsley").await.inspections;
        let told = changes_over_time(&inspections).remove(0);
        let of = |standard: &str| {
            let mut standards = told.standards.iter();
            let found = standards.find(|own| own.standard == standard);
            found.expect("a standard").change.direction
        };
        for (standard, direction) in [
            ("1.1", Direction::Up),
            ("1.2", Direction::Same),
            ("1.3", Direction::Down),
            ("2.1", Direction::OnlyLater),
            ("2.2", Direction::OnlyEarlier),
            ("3.1", Direction::Neither),
            // Not rated is no rating that a later one could be better than.
            ("4.1", Direction::OnlyLater),
        ] {
            assert_eq!(of(standard), direction, "{standard}");
        }
        assert_eq!(told.standards.len(), 13);
        let score = told.score.as_ref().expect("a score");
        assert_eq!(score.direction, Direction::Up);
        let overall = told.overall.as_ref().expect("an overall rating");
        assert_eq!(overall.direction, Direction::Same);
    });
}

/// 20 of 36 and 20 of 24 are different results (ALL-5).
#[test]
fn scores_of_different_maximums_are_not_compared() {
    let later = "Barnsley,hmip-2021,2024-03-01,Outstanding,20,24,published,Good,Good,Good,Good,Good,Good,https://example.org/2";
    on_both(async |house| {
        house.import(csv(HEADER, &[EARLIER, later])).await;
        let inspections = show(&house, "barnsley").await.inspections;
        let told = changes_over_time(&inspections).remove(0);
        let score = told.score.expect("a score");
        assert_eq!(score.direction, Direction::Neither);
        assert!(score.from.is_some() && score.to.is_some());
    });
}

#[test]
fn services_before_and_after_are_named() {
    on_both(async |house| {
        house.fill().await;
        let names = |related: &[services::Related]| -> Vec<String> {
            related.iter().map(|own| own.name.clone()).collect()
        };
        let bridgend = show(&house, "bridgend").await;
        assert_eq!(names(&bridgend.predecessors), ["Western Bay"]);
        assert_eq!(names(&bridgend.successors), [""; 0]);
        let bay = show(&house, "western-bay").await;
        assert_eq!(names(&bay.predecessors), [""; 0]);
        assert_eq!(
            names(&bay.successors),
            ["Bridgend", "Neath Port Talbot", "Swansea"]
        );
        assert!(bay.sources.len() > 1 && bay.note.is_some());
        let dorset = show(&house, "dorset").await;
        assert_eq!(dorset.aliases, ["Dorset Combined YOS"]);
        let missing = services::show(&house.door, &operator(), "atlantis").await;
        assert_eq!(missing.expect("an answer"), None);
    });
}

/// The number of statements is fixed, whatever is held.
#[test]
fn statements_do_not_depend_on_the_number_of_rows() {
    on_both(async |house| {
        house.fill().await;
        let mut counts = Vec::new();
        for query in [Query::default(), search("medway"), search("atlantis")] {
            let before = house.door.statements();
            list(&house, &query).await;
            counts.push(house.door.statements() - before);
        }
        assert_eq!(counts[0], counts[1], "{}", house.database);
        assert_eq!(counts[0], counts[2], "{}", house.database);
        let mut counts = Vec::new();
        for id in ["blackpool", "cumbria", "western-bay"] {
            let before = house.door.statements();
            show(&house, id).await;
            counts.push(house.door.statements() - before);
        }
        assert_eq!(counts[0], counts[1], "{}", house.database);
        assert_eq!(counts[0], counts[2], "{}", house.database);
    });
}

#[test]
fn reading_a_service_leaves_its_id_in_the_trail() {
    on_both(async |house| {
        house.fill().await;
        show(&house, "kent").await;
        let mut trail = Vec::new();
        vault::trail::export(&house.door, &mut trail)
            .await
            .expect("a trail");
        let trail = String::from_utf8(trail).expect("text");
        let mut rows = trail.lines().filter(|line| line.contains("services.show"));
        assert!(rows.any(|row| row.contains("\"kent\"")), "{trail}");
    });
}
