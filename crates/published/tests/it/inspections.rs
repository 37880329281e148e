//! The inspections table.

use std::collections::{BTreeMap, BTreeSet};

use crate::tables::{inspections, is_date, rows};

#[test]
fn it_holds_210_inspections_of_151_services_under_ids_of_their_own() {
    let all = rows(published::inspections_csv());
    let services: BTreeSet<_> = all.iter().map(|row| &row["service"]).collect();
    assert_eq!(all.len(), 210);
    assert_eq!(services.len(), 151);
    assert_eq!(inspections().len(), 210, "two rows share an id");
}

#[test]
fn each_framework_has_its_number_of_inspections() {
    let mut numbers = BTreeMap::new();
    for row in inspections().into_values() {
        *numbers.entry(row["framework"].clone()).or_insert(0) += 1;
    }
    let expected = [
        ("cci-2009", 26),
        ("fji-2012", 16),
        ("hmip-2018", 57),
        ("hmip-2021", 90),
        ("hmip-2025", 17),
        ("sqs-2012", 4),
    ];
    assert_eq!(
        numbers,
        expected
            .map(|(code, number)| (code.to_owned(), number))
            .into()
    );
}

#[test]
fn every_id_begins_with_its_framework() {
    for (id, row) in inspections() {
        assert!(id.starts_with(&format!("{}-", row["framework"])), "{id}");
    }
}

#[test]
fn every_inspection_names_its_source() {
    for (id, row) in inspections() {
        assert!(!row["source_url"].is_empty(), "{id}");
    }
}

#[test]
fn cells_that_cannot_be_placed_are_left_out() {
    let header = published::inspections_csv()
        .lines()
        .next()
        .unwrap_or_default();
    assert_eq!(
        header
            .split(',')
            .filter(|column| column.contains("d2i"))
            .count(),
        0,
        "{header}"
    );
    assert_eq!(header.split(',').count(), 57);
}

#[test]
fn every_service_is_one_that_the_services_table_knows_in_the_same_region() {
    for (id, row) in inspections() {
        let service = published::service_named(&row["service"]);
        let region = service.map(|service| service.region.as_str());
        assert_eq!(region, Some(row["region"].as_str()), "{id}");
    }
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    for (id, row) in inspections() {
        for column in ["fieldwork_start", "fieldwork_end", "published"] {
            assert!(
                row[column].is_empty() || is_date(&row[column]),
                "{id}: {column}"
            );
        }
    }
}

/// A score without its maximum says nothing: 1 of 24 and 1 of 36 are different results.
#[test]
fn a_score_stands_with_its_maximum_and_its_basis() {
    for (id, row) in inspections() {
        if !row["total_score"].is_empty() {
            assert!(matches!(row["max_score"].as_str(), "24" | "36"), "{id}");
            assert!(!row["score_basis"].is_empty(), "{id}");
        }
    }
}

/// Published results that other parts of the system are measured by.
#[test]
fn known_results_stand_as_printed() {
    let all = inspections();
    for (id, column, value) in [
        ("hmip-2018-medway-2020", "total_score", "18"),
        ("hmip-2018-medway-2020", "rating_counts", "I=1;R=4;G=7;O=0"),
        ("hmip-2021-ceredigion-2024", "max_score", "24"),
        ("hmip-2021-reading-2024", "4.1", "Not rated"),
        ("cci-2009-bexley-2012", "cci_safeguarding_percent", "64"),
        ("cci-2009-bexley-2012", "cci_risk_of_harm_percent", "51"),
        (
            "cci-2009-bexley-2012",
            "cci_risk_of_harm_label",
            "substantial",
        ),
        (
            "cci-2009-bexley-2012",
            "cci_likelihood_of_reoffending_percent",
            "66",
        ),
        (
            "fji-2012-warwickshire-2013",
            "fji_sentence_served",
            "Very good",
        ),
    ] {
        assert_eq!(all[id][column], value, "{id}: {column}");
    }
}
