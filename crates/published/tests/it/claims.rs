//! Claims: what contradicts what, and who says so.

use std::collections::{BTreeMap, BTreeSet};

use published::{Basis, Claim, claims};

use crate::tables::{inspections, is_date};

/// The claims about each field of each inspection, in the order of the file.
fn by_field() -> BTreeMap<(&'static str, &'static str), Vec<&'static Claim>> {
    let mut fields = BTreeMap::<_, Vec<_>>::new();
    for claim in claims() {
        fields
            .entry((claim.inspection_id.as_str(), claim.field.as_str()))
            .or_default()
            .push(claim);
    }
    fields
}

/// The cell of the inspections table that holds a field, in the words of the claims.
fn cell(id: &str, field: &str) -> Option<String> {
    let row = &inspections()[id];
    match field {
        "fieldwork_start" | "fieldwork_end" | "published" => Some(row[field].clone()),
        "overall" => Some(row["overall_rating"].to_lowercase().replace(' ', "_")),
        _ => None,
    }
}

#[test]
fn every_claim_is_about_an_inspection_and_names_its_source() {
    let known = inspections();
    for claim in claims() {
        assert!(
            known.contains_key(&claim.inspection_id),
            "{}",
            claim.inspection_id
        );
        assert!(
            !claim.source.is_empty() && !claim.value.is_empty(),
            "{claim:?}"
        );
    }
}

#[test]
fn fields_are_those_that_the_register_keeps() {
    for claim in claims() {
        match claim.field.as_str() {
            "fieldwork_start" | "fieldwork_end" | "published" => {
                assert!(is_date(&claim.value), "{claim:?}");
            }
            "overall" | "tone" => {}
            other => panic!("{other} is no field of a claim"),
        }
    }
}

#[test]
fn no_source_says_two_things_about_one_field() {
    let said: BTreeSet<_> = claims()
        .iter()
        .map(|claim| (&claim.inspection_id, &claim.field, &claim.source))
        .collect();
    assert_eq!(said.len(), claims().len());
}

#[test]
fn the_first_claim_about_a_field_is_the_value_in_the_inspections_table() {
    for ((id, field), said) in by_field() {
        if let Some(cell) = cell(id, field) {
            assert_eq!(said[0].value, cell, "{id}: {field}");
        }
    }
}

/// A claim about a field of the table stands here because another source contradicts it.
#[test]
fn every_contradiction_has_both_sides() {
    let mut contradictions = Vec::new();
    for ((id, field), said) in by_field() {
        let values: BTreeSet<_> = said.iter().map(|claim| &claim.value).collect();
        assert!(field == "tone" || values.len() == 2, "{id}: {field}");
        if values.len() > 1 {
            contradictions.push((id, field));
        }
    }
    assert_eq!(
        contradictions,
        [
            ("cci-2009-bexley-2012", "tone"),
            ("hmip-2018-medway-2020", "fieldwork_end"),
            ("hmip-2018-medway-2020", "fieldwork_start"),
            ("hmip-2018-western-bay-2019", "published"),
            ("hmip-2021-carmarthenshire-2024", "published"),
            ("hmip-2021-west-sussex-2022", "overall"),
        ]
    );
}

#[test]
fn medways_fieldwork_was_in_february_by_the_council_and_in_march_by_the_inspectorate() {
    let said = &by_field()[&("hmip-2018-medway-2020", "fieldwork_start")];
    let told: Vec<_> = said
        .iter()
        .map(|claim| (claim.value.as_str(), claim.basis))
        .collect();
    assert_eq!(
        told,
        [
            ("2020-02-24", Basis::Printed),
            ("2020-02-24", Basis::Printed),
            ("2020-03", Basis::Printed)
        ]
    );
    assert!(
        said[0]
            .source
            .starts_with("Medway Council, Cabinet, 9 June 2020")
    );
    assert!(said[2].source.contains("justiceinspectorates.gov.uk"));
}

#[test]
fn a_basis_has_the_word_of_the_table() {
    for (basis, code) in [
        (Basis::Printed, "printed"),
        (Basis::Derived, "derived"),
        (Basis::Inferred, "inferred"),
        (Basis::Working, "working"),
    ] {
        assert_eq!(basis.code(), code);
    }
}
