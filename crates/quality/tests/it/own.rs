//! The register's own layout, cell by cell.

use quality::inspections::{ImportOptions, RatingState};

use crate::house::{csv, medway, on_both, outcome, places, record};

/// One cell a line: its column and text, the record field it becomes with its value, and whether
/// the cell is refused.
const CELLS: &str = "
# ratings in any case, other words kept as printed
overall_rating           | Requires improvement | overall                      | requires_improvement                                 | taken
overall_rating           | REQUIRES IMPROVEMENT | overall                      | requires_improvement                                 | taken
overall_rating           | requires_improvement | overall                      | requires_improvement                                 | taken
overall_rating           | adequate             | printed.overall              | adequate                                             | refused
2.1                      | Good                 | rating.2.1                   | good                                                 | taken
2.1                      | Not rated            | rating.2.1                   | not_rated                                            | taken
2.1                      | Very good            | printed.rating.2.1           | Very good                                            | refused
# a standard, an area or a theme of another framework
4.1                      | Good                 | printed.rating.4.1           | Good                                                 | refused
fji_governance           | Good                 | printed.rating.governance    | Good                                                 | refused
cci_safeguarding_percent | 64                   | printed.percent.safeguarding | 64                                                   | refused
# dates that do not tell the inspection from others
fieldwork_start          | 2020-02              | fieldwork_start              | 2020-02                                              | taken
fieldwork_start          | 24/02/2020           | fieldwork_start              | 2020-02-24                                           | taken
fieldwork_start          | 2020-02-30           | printed.fieldwork_start      | 2020-02-30                                           | refused
fieldwork_end            | soon                 | printed.fieldwork_end        | soon                                                 | refused
# numbers
reinspection_number      | 1                    | reinspection                 | 1                                                    | taken
reinspection_number      | 0                    | printed.reinspection         | 0                                                    | refused
cases_inspected          | 48                   | cases_inspected              | 48                                                   | taken
cases_inspected          | about 48             | printed.cases_inspected      | about 48                                             | refused
recommendations          | -1                   | printed.recommendations      | -1                                                   | refused
rating_counts            | I=1;R=4;G=7;O=0      | counts                       | inadequate=1;requires_improvement=4;good=7;outstanding=0 | taken
rating_counts            | good=7; inadequate=1 | counts                       | inadequate=1;good=7                                  | taken
rating_counts            | GO=10                | counts                       | good_or_outstanding=10                               | taken
rating_counts            | X=1                  | printed.counts               | X=1                                                  | refused
rating_counts            | G=1;G=2              | printed.counts               | G=1;G=2                                              | refused
rating_counts            | G=99                 | printed.counts               | G=99                                                 | refused
# a score never without its maximum
total_score              | 18                   | printed.total                | 18                                                   | refused
max_score                | 36                   | maximum                      | 36                                                   | taken
max_score                | 0                    | printed.maximum              | 0                                                    | refused
# types, and what is kept as it is
inspection_type          | Joint inspection     | kind                         | joint inspection                                     | taken
inspection_type          | a visit              | printed.kind                 | a visit                                              | refused
notes                    | kept, with a comma   | notes                        | kept, with a comma                                   | taken
d2i_assessment           | Good                 | unplaced.assessment          | good                                                 | taken
d2i_score_percent        | 50.0                 | printed.score_percent        | 50.0                                                 | taken
";

#[test]
fn a_cell_is_taken_or_refused_and_its_row_stays() {
    on_both(async |house| {
        let lines = CELLS.lines().filter(|line| line.contains('|'));
        for (number, line) in lines.enumerate() {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [column, cell, field, value, end] = parts[..] else {
                panic!("five parts: {line}");
            };
            // One inspection a cell, told apart by the year.
            let year = format!("{}-06-04", 2030 + number);
            let report = house
                .import(medway(&[("published", &year), (column, cell)]))
                .await;
            assert_eq!(outcome(&report), "new 1", "{column} {cell}");
            let expected = (end == "refused").then(|| format!("2 {column}"));
            let expected: Vec<String> = expected.into_iter().collect();
            assert_eq!(places(&report.refused), expected, "{column} {cell}");
            let id = format!("hmip-2018-medway-{}", 2030 + number);
            let inspection = house.show(&id).await;
            let record = record(&inspection);
            assert_eq!(
                record.get(field).copied(),
                Some(value),
                "{column} {cell}: {record:?}"
            );
        }
    });
}

/// A row, and the cell for which it is refused.
#[test]
fn a_row_is_refused_when_service_framework_or_date_cannot_be_read() {
    on_both(async |house| {
        for (column, cell) in [
            ("service", "Atlantis"),
            ("service", ""),
            ("framework", "hmip-1999"),
            ("framework", ""),
            ("published", "2020-13-04"),
            ("published", "31/06/2020"),
            ("published", "last summer"),
        ] {
            let report = house
                .import(medway(&[(column, cell), ("overall_rating", "Good")]))
                .await;
            assert_eq!(outcome(&report), "refused 1", "{column} {cell}");
            assert_eq!(places(&report.refused), [format!("2 {column}")], "{cell}");
            assert_eq!(report.refused[0].value, cell);
            assert!(
                report.refused[0].reason.contains("refused"),
                "{:?}",
                report.refused[0]
            );
        }
        let undated = medway(&[("published", ""), ("fieldwork_start", "2020-02-30")]);
        let report = house.import(undated).await;
        assert_eq!(outcome(&report), "refused 1");
        assert_eq!(places(&report.refused), ["2 fieldwork_start"]);
        assert_eq!(house.ids().await, Vec::<String>::new());
    });
}

#[test]
fn a_score_stands_with_its_maximum_and_its_basis() {
    on_both(async |house| {
        for (year, total, maximum, basis, expected) in [
            (2031, "18", "36", "counts", Some((18, 36, "counts"))),
            (2032, "1", "24", "derived", Some((1, 24, "derived"))),
            (2033, "0", "36", "", Some((0, 36, "published"))),
            (2034, "37", "36", "published", None),
            (2035, "18", "", "published", None),
            (2036, "many", "36", "published", None),
            (2037, "18", "36", "a guess", Some((18, 36, "published"))),
        ] {
            let published = format!("{year}-01");
            let file = medway(&[
                ("published", &published),
                ("total_score", total),
                ("max_score", maximum),
                ("score_basis", basis),
            ]);
            let report = house.import(file).await;
            let refused = usize::from(expected.is_none() || basis == "a guess");
            assert_eq!(report.refused.len(), refused, "{year}: {report:?}");
            let inspection = house.show(&format!("hmip-2018-medway-{year}")).await;
            let score = inspection.row.score.as_ref();
            let score = score.map(|score| (score.total, score.maximum, score.basis.as_str()));
            assert_eq!(score, expected, "{year}");
        }
    });
}

/// A maximum that the framework has no bands for is asked about, and taken once it is named.
#[test]
fn an_unusual_maximum_must_be_named() {
    on_both(async |house| {
        for (year, named, refused, score) in [
            (2031, None, 1, None),
            (2032, Some(24), 1, None),
            (2033, Some(30), 0, Some((25, 30))),
        ] {
            let published = format!("{year}-01");
            let file = medway(&[
                ("published", published.as_str()),
                ("total_score", "25"),
                ("max_score", "30"),
            ]);
            let options = ImportOptions { maximum: named };
            let report = house
                .try_import(file, options)
                .await
                .expect("a usable file");
            assert_eq!(report.refused.len(), refused, "{year}: {report:?}");
            let told = report
                .refused
                .iter()
                .all(|cell| cell.remedy.contains("--maximum"));
            assert!(told, "{report:?}");
            let inspection = house.show(&format!("hmip-2018-medway-{year}")).await;
            let found = inspection
                .row
                .score
                .map(|score| (score.total, score.maximum));
            assert_eq!(found, score, "{year}");
        }
    });
}

#[test]
fn older_frameworks_bring_percentages_labels_and_themes() {
    on_both(async |house| {
        let report = house
            .import(csv(
                "service,framework,published,cci_safeguarding_percent,cci_safeguarding_label,cci_risk_of_harm_percent,cci_risk_of_harm_label,cci_label_basis,fji_sentence_served,overall_rating",
                &[
                    "Medway,cci-2009,2011-05,64,minimal,101,drastic,newspaper,,",
                    "Medway,fji-2012,2013-01,,,,,,Very good,",
                    "Medway,sqs-2012,2014-01,,,,,,,Good",
                ],
            ))
            .await;
        assert_eq!(outcome(&report), "new 3");
        assert_eq!(
            places(&report.refused),
            [
                "2 cci_risk_of_harm_percent",
                "3 fji_sentence_served",
                "4 overall_rating"
            ]
        );
        assert_eq!(places(&report.notes), ["2 cci_safeguarding_label"]);
        let cci = house.show("cci-2009-medway-2011").await;
        assert_eq!(cci.percents.get("safeguarding"), Some(&64));
        assert_eq!(cci.percents.get("risk_of_harm"), None);
        let label = |id: &str| match cci.ratings.get(id) {
            Some(RatingState::Rated { rating, .. }) => rating.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(label("safeguarding"), "minimum");
        assert_eq!(label("risk_of_harm"), "drastic");
        assert_eq!(cci.row.kind, "core case inspection");
        let claim = cci
            .claims
            .iter()
            .find(|claim| claim.field == "rating.risk_of_harm");
        assert_eq!(
            claim.and_then(|claim| claim.note.as_deref()),
            Some("newspaper")
        );
        let fji = house.show("fji-2012-medway-2013").await;
        assert_eq!(record(&fji)["printed.rating.sentence_served"], "Very good");
        assert!(fji.ratings.is_empty());
        let sqs = house.show("sqs-2012-medway-2014").await;
        assert_eq!(record(&sqs)["printed.overall"], "Good");
        assert_eq!(sqs.row.overall, None);
    });
}

#[test]
fn a_rating_that_follows_is_marked_as_derived() {
    on_both(async |house| {
        let file = medway(&[
            ("standards_derived", "2.1 2.2"),
            ("2.1", "Good"),
            ("2.3", "Good"),
        ]);
        house.import(file).await;
        let inspection = house.show("hmip-2018-medway-2020").await;
        let basis = |id: &str| match inspection.ratings.get(id) {
            Some(RatingState::Rated { basis, .. }) => basis.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            (basis("2.1").as_str(), basis("2.3").as_str()),
            ("derived", "printed")
        );
    });
}

#[test]
fn columns_may_come_in_any_order_and_unknown_ones_are_noted_once() {
    on_both(async |house| {
        let file = csv(
            "colour,published,Framework,overall_rating,service,shape",
            &[
                "red,2020-06,hmip-2018,Good,Medway,",
                "blue,2021-06,hmip-2018,Good,Kent,round",
            ],
        );
        let report = house.import(file).await;
        assert_eq!(outcome(&report), "new 2");
        assert_eq!(places(&report.notes), ["1 colour", "1 shape"]);
        assert_eq!(
            house.ids().await,
            ["hmip-2018-kent-2021", "hmip-2018-medway-2020"]
        );
    });
}

#[test]
fn values_that_do_not_fit_each_other_are_noted_and_kept() {
    on_both(async |house| {
        let all: Vec<String> = ["1", "2", "3"]
            .iter()
            .flat_map(|domain| (1..=4).map(move |number| format!("{domain}.{number}")))
            .collect();
        let mut goods: Vec<(&str, &str)> = all.iter().map(|id| (id.as_str(), "Good")).collect();
        goods.extend([
            ("published", "2031"),
            ("total_score", "23"),
            ("max_score", "36"),
        ]);
        for (cells, noted) in [
            (
                vec![
                    ("published", "2030"),
                    ("overall_rating", "Good"),
                    ("total_score", "18"),
                    ("max_score", "36"),
                ],
                "overall_rating",
            ),
            (goods, "total_score"),
            (
                vec![
                    ("published", "2032"),
                    ("rating_counts", "G=12"),
                    ("total_score", "23"),
                    ("max_score", "36"),
                ],
                "rating_counts",
            ),
            (
                vec![("published", "2020-01"), ("fieldwork_start", "2020-02-24")],
                "published",
            ),
            (vec![("published", "2034"), ("region", "Wales")], "region"),
        ] {
            let report = house.import(medway(&cells)).await;
            assert_eq!(outcome(&report), "new 1");
            assert_eq!(places(&report.notes), [format!("2 {noted}")]);
            assert!(report.refused.is_empty(), "{:?}", report.refused);
        }
    });
}
