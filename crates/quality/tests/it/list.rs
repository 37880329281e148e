//! The register as a list, over the published inspections.

use quality::inspections::{self, Listing, Query, Sort, SortBy};

use crate::house::{House, medway, on_both, operator};

async fn list(house: &House, query: &Query) -> Listing {
    inspections::list(&house.door, &operator(), query)
        .await
        .expect("a list")
}

fn search(words: &str) -> Query {
    Query {
        search: Some(words.to_owned()),
        ..Query::default()
    }
}

#[test]
fn search_and_filters_narrow_the_list() {
    let texts = |words: &[&str]| -> Vec<String> { words.iter().map(|w| (*w).to_owned()).collect() };
    on_both(async |house| {
        house.fill().await;
        let table: Vec<(&str, Query, u64)> = vec![
            ("everything", Query::default(), 210),
            ("a name in capitals", search("MEDWAY"), 1),
            ("an id", search("hmip-2018-medway-2020"), 1),
            ("every word has to be met", search("medway 2021"), 0),
            ("letters of a pattern are letters", search("%_%"), 210),
            ("nothing of that name", search("atlantis"), 0),
            ("a quotation mark", search("'; DROP TABLE service; --"), 0),
            (
                "a framework",
                Query {
                    frameworks: texts(&["hmip-2021"]),
                    ..Query::default()
                },
                90,
            ),
            (
                "two frameworks",
                Query {
                    frameworks: texts(&["cci-2009", "fji-2012"]),
                    ..Query::default()
                },
                42,
            ),
            (
                "a rating",
                Query {
                    overall: texts(&["outstanding"]),
                    ..Query::default()
                },
                21,
            ),
            (
                "no rating",
                Query {
                    overall: texts(&["none"]),
                    ..Query::default()
                },
                49,
            ),
            (
                "a rating or none",
                Query {
                    overall: texts(&["inadequate", "none"]),
                    ..Query::default()
                },
                56,
            ),
            (
                "a region",
                Query {
                    regions: texts(&["Wales"]),
                    ..Query::default()
                },
                22,
            ),
            (
                "a type",
                Query {
                    kinds: texts(&["joint inspection"]),
                    ..Query::default()
                },
                15,
            ),
            (
                "together",
                Query {
                    frameworks: texts(&["hmip-2018"]),
                    overall: texts(&["inadequate"]),
                    ..Query::default()
                },
                4,
            ),
        ];
        for (name, query, expected) in table {
            let listing = list(&house, &query).await;
            assert_eq!(listing.total, expected, "{}: {name}", house.database);
            assert_eq!(listing.rows.len() as u64, expected, "{name}");
            assert_eq!(listing.held, 210, "{name}");
        }
    });
}

#[test]
fn names_are_found_without_their_accents_and_by_their_aliases() {
    on_both(async |house| {
        house.fill().await;
        let plain = list(&house, &search("ynys mon")).await;
        assert!(plain.total > 0, "the register holds Gwynedd and Ynys Môn");
        assert_eq!(list(&house, &search("Ynys Môn")).await, plain);
        let service = published::services()
            .iter()
            .find(|own| !own.aliases.is_empty() && inspected(&own.id, &plain_ids()))
            .expect("an inspected service with an alias");
        let by_alias = list(&house, &search(&service.aliases[0])).await;
        assert!(
            by_alias.rows.iter().any(|row| row.service.id == service.id),
            "{service:?}"
        );
    });
}

fn plain_ids() -> Vec<String> {
    let lines = published::inspections_csv().lines().skip(1);
    lines
        .filter_map(|line| line.split(',').next().map(str::to_owned))
        .collect()
}

fn inspected(service: &str, ids: &[String]) -> bool {
    ids.iter()
        .any(|id| id.starts_with(&format!("hmip-2021-{service}-")))
}

#[test]
fn every_order_puts_unknown_values_last_and_breaks_ties_by_id() {
    on_both(async |house| {
        house.fill().await;
        for by in [
            SortBy::Service,
            SortBy::Published,
            SortBy::Framework,
            SortBy::Overall,
            SortBy::Score,
        ] {
            for descending in [false, true] {
                let query = Query {
                    sort: Sort { by, descending },
                    ..Query::default()
                };
                let listing = list(&house, &query).await;
                let keys: Vec<(Option<String>, String)> = listing
                    .rows
                    .iter()
                    .map(|row| (key(by, row), row.id.clone()))
                    .collect();
                let mut expected = keys.clone();
                expected.sort_by(|(one, id), (other, other_id)| {
                    let known = one.is_none().cmp(&other.is_none());
                    let order = if descending {
                        other.cmp(one)
                    } else {
                        one.cmp(other)
                    };
                    known.then(order).then(id.cmp(other_id))
                });
                assert_eq!(keys, expected, "{} {by:?} {descending}", house.database);
            }
        }
    });
}

fn key(by: SortBy, row: &inspections::Row) -> Option<String> {
    match by {
        SortBy::Service => Some(row.service.name.clone()),
        SortBy::Published => row.published.map(|date| date.to_string()),
        SortBy::Framework => Some(row.framework.clone()),
        SortBy::Overall => {
            let level = rules::framework(&row.framework)?.level(row.overall.as_deref()?)?;
            Some(level.0.to_string())
        }
        SortBy::Score => row
            .score
            .as_ref()
            .map(|score| format!("{:05}", score.total * 10_000 / score.maximum)),
    }
}

#[test]
fn pages_cover_the_list_once_and_a_page_that_is_not_there_is_the_first() {
    on_both(async |house| {
        house.fill().await;
        let mut ids = Vec::new();
        for page in 1..=9 {
            let sort = Sort {
                by: SortBy::Score,
                descending: true,
            };
            let listing = list(
                &house,
                &Query {
                    page,
                    per_page: 25,
                    sort,
                    ..Query::default()
                },
            )
            .await;
            assert_eq!((listing.page, listing.total), (page, 210));
            ids.extend(listing.rows.into_iter().map(|row| row.id));
        }
        assert_eq!(ids.len(), 210);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 210, "a row stands on two pages");
        for page in [0, 10, u32::MAX] {
            let listing = list(
                &house,
                &Query {
                    page,
                    per_page: 25,
                    ..Query::default()
                },
            )
            .await;
            assert_eq!((listing.page, listing.rows.len()), (1, 25), "{page}");
        }
    });
}

#[test]
fn facets_count_what_the_register_holds() {
    on_both(async |house| {
        house.fill().await;
        let listing = list(&house, &search("medway")).await;
        let facets = listing.facets;
        let number = |facet: &[(String, u64)], word: &str| {
            facet
                .iter()
                .find(|(own, _)| own == word)
                .map(|(_, number)| *number)
        };
        assert_eq!(number(&facets.frameworks, "hmip-2018"), Some(57));
        assert_eq!(number(&facets.overall, "good"), Some(80));
        assert_eq!(number(&facets.overall, "none"), Some(49));
        assert_eq!(number(&facets.regions, "London"), Some(51));
        assert_eq!(number(&facets.kinds, "joint inspection"), Some(15));
        for facet in [
            &facets.frameworks,
            &facets.overall,
            &facets.regions,
            &facets.kinds,
        ] {
            assert_eq!(facet.iter().map(|(_, number)| number).sum::<u64>(), 210);
        }
    });
}

#[test]
fn statements_do_not_depend_on_the_number_of_rows() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let few = statements(&house).await;
        house.fill().await;
        assert_eq!(statements(&house).await, few, "{}", house.database);
    });
}

/// Statements of a list, a page, an inspection and an export.
async fn statements(house: &House) -> [u64; 4] {
    let mut counted = [0; 4];
    let mut before = house.door.statements();
    let mut next = |house: &House, place: usize| {
        let now = house.door.statements();
        counted[place] = now - before;
        before = now;
    };
    list(house, &Query::default()).await;
    next(house, 0);
    list(
        house,
        &Query {
            page: 1,
            per_page: 5,
            search: Some("medway".to_owned()),
            ..Query::default()
        },
    )
    .await;
    next(house, 1);
    house.show("hmip-2018-medway-2020").await;
    next(house, 2);
    house.export().await;
    next(house, 3);
    counted
}
