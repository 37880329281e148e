//! The public dataset's layout, cell by cell, with rows made for the purpose.

use quality::inspections::ImportOptions;

use crate::house::{claims, csv, medway, on_both, outcome, places, record, scraped};

const DATASET: &str = "https://github.com/data-to-insight/hmi-probation-youth-justice-scrape";

#[test]
fn the_dataset_speaks_and_the_report_is_named_beside_it() {
    on_both(async |house| {
        let file = scraped(&[
            ("score_%", "72.22"),
            ("overall_rating", "Good"),
            ("staff", "Outstanding"),
            ("planning", "Good"),
            ("reviewing", ""),
            ("la_ref", "medwayyjs"),
        ]);
        let report = house.import(file).await;
        assert_eq!(outcome(&report), "new 1");
        assert!(
            report.refused.is_empty() && report.notes.is_empty(),
            "{report:?}"
        );
        let inspection = house.show("hmip-2021-medway-2022").await;
        let record = record(&inspection);
        assert_eq!(record["score"], "26 of 36");
        assert_eq!(record["rating.1.2"], "outstanding");
        assert_eq!(record["rating.3.4"], "good");
        assert_eq!(record["unplaced.planning"], "good");
        assert_eq!(record["printed.reference"], "medwayyjs");
        // An empty cell is not known; it is never Inadequate.
        assert!(!inspection.ratings.contains_key("2.4"));
        assert!(!inspection.ratings.contains_key("2.2"));
        assert!(
            inspection
                .claims
                .iter()
                .all(|claim| claim.source == DATASET)
        );
        let sources: Vec<&str> = inspection.sources.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(sources, [DATASET, "https://example.org/report"]);
        let score = inspection.row.score.expect("a score");
        assert_eq!(
            (score.total, score.maximum, score.basis.as_str()),
            (26, 36, "percentage")
        );
    });
}

/// Cells of a row by column.
type Cells<'a> = &'a [(&'a str, &'a str)];

/// A date of publication and cells; the id, none when the row is refused; whether the framework is
/// certain.
type Told<'a> = (&'a str, Cells<'a>, Option<&'a str>, bool);

/// Filled columns, and the framework with how certain it is; none when the row is refused.
#[test]
fn the_framework_is_told_by_columns_else_by_the_date() {
    let none = ("outofcourt_disposal_policy_and_provision", "");
    on_both(async |house| {
        let table: &[Told] = &[
            ("04/06/22", &[], Some("hmip-2021-medway-2022"), true),
            (
                "04/06/23",
                &[none, ("policy_and_provision", "Good")],
                Some("hmip-2021-medway-2023"),
                true,
            ),
            (
                "04/06/24",
                &[none, ("resettlement_policy_and_provision", "Good")],
                Some("hmip-2021-medway-2024"),
                true,
            ),
            (
                "05/10/21",
                &[none, ("joint_working", "Good")],
                Some("hmip-2018-medway-2021"),
                true,
            ),
            ("04/06/25", &[none], Some("hmip-2021-medway-2025"), false),
            ("04/06/19", &[none], Some("hmip-2018-medway-2019"), false),
            ("04/06/26", &[("joint_working", "Good")], None, true),
            ("04/06/12", &[none], None, true),
        ];
        for (date, cells, id, certain) in table {
            let cells: Vec<(&str, &str)> = std::iter::once(("publication_date", *date))
                .chain(cells.iter().copied())
                .collect();
            let report = house.import(scraped(&cells)).await;
            let Some(id) = id else {
                assert_eq!(outcome(&report), "refused 1", "{date}");
                continue;
            };
            assert_eq!(outcome(&report), "new 1", "{date}");
            let noted: &[&str] = if *certain {
                &[]
            } else {
                &["2 publication_date"]
            };
            assert_eq!(places(&report.notes), noted, "{date}");
            let inspection = house.show(id).await;
            let framework = inspection
                .claims
                .iter()
                .find(|claim| claim.field == "framework");
            let basis = framework.map(|claim| claim.basis.as_str());
            assert_eq!(
                basis,
                Some(if *certain { "derived" } else { "working" }),
                "{date}"
            );
        }
    });
}

/// A percentage, the maximum that is named, and the score; none when it is refused.
#[test]
fn a_score_needs_a_maximum_it_fits() {
    on_both(async |house| {
        for (year, percent, named, score, noted) in [
            (30, "50.0", None, Some("18 of 36"), false),
            (31, "4.17", None, Some("1 of 24"), true),
            (32, "4.56", None, None, false),
            (33, "12.82", None, None, false),
            (34, "12.82", Some(39), Some("5 of 39"), true),
            (35, "33.33", Some(39), Some("12 of 36"), false),
            (36, "105", None, None, false),
            (37, "Good", None, None, false),
        ] {
            let date = format!("04/06/{year}");
            let file = scraped(&[("publication_date", &date), ("score_%", percent)]);
            let options = ImportOptions { maximum: named };
            let report = house
                .try_import(file, options)
                .await
                .expect("a usable file");
            assert_eq!(outcome(&report), "new 1", "{percent}");
            assert_eq!(
                report.notes.len(),
                usize::from(noted),
                "{percent}: {:?}",
                report.notes
            );
            let inspection = house.show(&format!("hmip-2021-medway-20{year}")).await;
            let record = record(&inspection);
            assert_eq!(record.get("score").copied(), score, "{percent}");
            assert_eq!(record["printed.score_percent"], percent);
            let refused: &[&str] = if score.is_some() { &[] } else { &["2 score_%"] };
            assert_eq!(places(&report.refused), refused, "{percent}");
        }
        let file = scraped(&[("publication_date", "04/06/38"), ("score_%", "4.56")]);
        let report = house.import(file).await;
        assert!(
            report.refused[0].remedy.contains("--maximum"),
            "{:?}",
            report.refused
        );
    });
}

#[test]
fn a_footnote_is_no_rating_and_is_kept() {
    on_both(async |house| {
        let footnote = "1 This standard does not contribute to the overall rating.";
        let report = house.import(scraped(&[("overall_rating", footnote)])).await;
        assert_eq!(outcome(&report), "new 1");
        assert_eq!(places(&report.refused), ["2 overall_rating"]);
        let inspection = house.show("hmip-2021-medway-2022").await;
        assert_eq!(record(&inspection)["printed.overall"], footnote);
        assert_eq!(inspection.row.overall, None);
    });
}

#[test]
fn a_misread_grade_contradicts_the_record_and_clashes_with_its_score() {
    on_both(async |house| {
        house
            .import(medway(&[
                ("framework", "hmip-2021"),
                ("published", "2022-06-04"),
                ("overall_rating", "Good"),
                ("total_score", "26"),
                ("max_score", "36"),
            ]))
            .await;
        let file = scraped(&[
            ("overall_rating", "Requires Improvement"),
            ("score_%", "72.22"),
        ]);
        let report = house.import(&file).await;
        assert_eq!(outcome(&report), "changed 1");
        assert_eq!(places(&report.contradicting), ["2 overall_rating"]);
        assert_eq!(places(&report.notes), ["2 overall_rating"]);
        assert!(
            report.notes[0].reason.contains("26 of 36 is Good"),
            "{:?}",
            report.notes
        );
        let inspection = house.show("hmip-2021-medway-2022").await;
        assert_eq!(
            claims(&inspection, "overall"),
            [
                ("good", "https://example.org/first", true),
                ("requires_improvement", DATASET, false)
            ]
        );
        assert_eq!(outcome(&house.import(&file).await), "same 1");
    });
}

#[test]
fn a_joint_inspection_and_a_report_title_are_recognised() {
    on_both(async |house| {
        let header = "la_name,publication_date,overall_rating";
        let report = house
            .import(csv(
                header,
                &[
                    "Hackney - JI,04/06/30,Good",
                    "An inspection of Medway,04/06/30,Good",
                    "Royal Borough of Greenwich,04/06/30,Good",
                ],
            ))
            .await;
        assert_eq!(outcome(&report), "new 3");
        assert_eq!(
            house.ids().await,
            [
                "hmip-2021-greenwich-2030",
                "hmip-2021-hackney-2030",
                "hmip-2021-medway-2030"
            ]
        );
        let kind = async |id| house.show(id).await.row.kind;
        assert_eq!(kind("hmip-2021-hackney-2030").await, "joint inspection");
        assert_eq!(kind("hmip-2021-medway-2030").await, "inspection");
    });
}

#[test]
fn a_row_without_a_readable_date_or_a_known_service_is_refused() {
    on_both(async |house| {
        for (column, cell) in [
            ("publication_date", "31/02/22"),
            ("publication_date", ""),
            ("publication_date", "June"),
            ("la_name", "Atlantis"),
            ("la_name", ""),
        ] {
            let report = house.import(scraped(&[(column, cell)])).await;
            assert_eq!(outcome(&report), "refused 1", "{column} {cell}");
            assert_eq!(places(&report.refused), [format!("2 {column}")]);
        }
    });
}
