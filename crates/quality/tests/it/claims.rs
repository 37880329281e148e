//! Claims: the first is the record, one that agrees adds its source, one that disagrees stands
//! beside it.

use crate::house::{claims, medway, on_both, outcome, places};

const FIRST: &str = "https://example.org/first";
const SECOND: &str = "https://example.org/second";

#[test]
fn a_second_source_that_agrees_is_added_once() {
    on_both(async |house| {
        let first = medway(&[("overall_rating", "Good")]);
        let second = medway(&[("overall_rating", "Good"), ("source_url", SECOND)]);
        assert_eq!(outcome(&house.import(&first).await), "new 1");
        let report = house.import(&second).await;
        assert_eq!(outcome(&report), "changed 1");
        assert!(report.contradicting.is_empty());
        assert_eq!(outcome(&house.import(&second).await), "same 1");
        assert_eq!(outcome(&house.import(&first).await), "same 1");
        let inspection = house.show("hmip-2018-medway-2020").await;
        assert_eq!(
            claims(&inspection, "overall"),
            [("good", FIRST, true), ("good", SECOND, false)]
        );
    });
}

#[test]
fn a_source_that_disagrees_stands_beside_the_record() {
    on_both(async |house| {
        house
            .import(medway(&[
                ("overall_rating", "Good"),
                ("total_score", "19"),
                ("max_score", "36"),
            ]))
            .await;
        let second = medway(&[
            ("overall_rating", "Inadequate"),
            ("total_score", "18"),
            ("max_score", "36"),
            ("source_url", SECOND),
        ]);
        let report = house.import(&second).await;
        assert_eq!(outcome(&report), "changed 1");
        assert_eq!(
            places(&report.contradicting),
            ["2 overall_rating", "2 total_score"]
        );
        let cell = &report.contradicting[0];
        assert_eq!(cell.value, "Inadequate");
        assert!(
            cell.reason.contains("Good") && cell.reason.contains(FIRST),
            "{}",
            cell.reason
        );
        let inspection = house.show("hmip-2018-medway-2020").await;
        assert_eq!(inspection.row.overall.as_deref(), Some("good"));
        assert_eq!(
            inspection.row.score.as_ref().map(|score| score.total),
            Some(19)
        );
        assert_eq!(
            claims(&inspection, "overall"),
            [("good", FIRST, true), ("inadequate", SECOND, false)]
        );
        assert_eq!(claims(&inspection, "score").len(), 2);
        // The file still differs from the record, and nothing is left to add.
        let again = house.import(&second).await;
        assert_eq!(outcome(&again), "same 1");
        assert_eq!(again.contradicting, report.contradicting);
    });
}

#[test]
fn a_field_that_was_unknown_becomes_the_record_and_is_listed() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let before = house.show("hmip-2018-medway-2020").await;
        assert_eq!((before.row.overall, before.row.score), (None, None));
        let more = medway(&[
            ("overall_rating", "Good"),
            ("total_score", "20"),
            ("max_score", "36"),
            ("source_url", SECOND),
        ]);
        assert_eq!(outcome(&house.import(more).await), "changed 1");
        let after = house.show("hmip-2018-medway-2020").await;
        assert_eq!(after.row.overall.as_deref(), Some("good"));
        assert_eq!(
            after.row.score.map(|score| (score.total, score.maximum)),
            Some((20, 36))
        );
    });
}

#[test]
fn remarks_and_less_precise_dates_are_not_at_odds() {
    on_both(async |house| {
        house
            .import(medway(&[
                ("notes", "one"),
                ("fieldwork_start", "2020-02-24"),
            ]))
            .await;
        let second = medway(&[
            ("notes", "two"),
            ("fieldwork_start", "2020-02"),
            ("published", "2020-06"),
            ("source_url", SECOND),
        ]);
        let report = house.import(second).await;
        assert_eq!(outcome(&report), "changed 1");
        assert!(
            report.contradicting.is_empty(),
            "{:?}",
            report.contradicting
        );
        let third = medway(&[("fieldwork_start", "2020-03"), ("source_url", SECOND)]);
        let report = house.import(third).await;
        assert_eq!(places(&report.contradicting), ["2 fieldwork_start"]);
    });
}

#[test]
fn every_source_of_a_row_is_kept_once_and_in_order() {
    on_both(async |house| {
        let file = medway(&[(
            "other_sources",
            "A council paper ; https://example.org/first ; B",
        )]);
        house.import(&file).await;
        let inspection = house.show("hmip-2018-medway-2020").await;
        let ids: Vec<&str> = inspection
            .sources
            .iter()
            .map(|source| source.id.as_str())
            .collect();
        // What the published record says of Medway 2020 brings its own sources after these.
        assert_eq!(ids[..3], [FIRST, "A council paper", "B"]);
        let addresses: Vec<bool> = inspection.sources[..3]
            .iter()
            .map(|source| source.address.is_some())
            .collect();
        assert_eq!(addresses, [true, false, false]);
    });
}

#[test]
fn two_rows_about_one_inspection_are_taken_in_order() {
    on_both(async |house| {
        let first = medway(&[("overall_rating", "Good")]);
        let second = medway(&[("overall_rating", "Inadequate"), ("source_url", SECOND)]);
        let row = second.lines().nth(1).expect("a row");
        let report = house.import(format!("{first}{row}\n{row}\n")).await;
        assert_eq!(outcome(&report), "new 1, same 1, changed 1");
        assert_eq!(
            places(&report.contradicting),
            ["3 overall_rating", "4 overall_rating"]
        );
    });
}
