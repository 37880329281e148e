//! An inspection entered on pages: the form, the check, and what is kept.

use axum::http::StatusCode;

use crate::house::{get, on_both_fresh, post_form};

const NEW: &str = "/inspections/new";

/// Invented, for a year in which the register holds nothing of Medway.
const ENTERED: [(&str, &str); 7] = [
    ("framework", "hmip-2018"),
    ("service", "Medway"),
    ("published", "4 June 2019"),
    ("overall_rating", "good"),
    ("2.1", "not_rated"),
    ("source_url", "https://example.org/report"),
    ("notes", "Of <b>one</b> source"),
];

fn with<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = ENTERED
        .iter()
        .filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    kept.chain(others).copied().collect()
}

#[test]
fn an_inspection_is_checked_and_then_kept_once() {
    on_both_fresh(async |site| {
        let check = post_form(&site, NEW, &ENTERED).await;
        assert_eq!(check.status, StatusCode::OK, "{}", check.text);
        for words in ["4 June 2019", "Not rated", "Keep this inspection", "Good"] {
            assert!(check.text.contains(words), "{words}");
        }
        assert!(!check.text.contains("<b>one</b>"));
        for code in ["inspection-entered", "inspection-same"] {
            let kept = post_form(&site, NEW, &with(&[("then", "enter")])).await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
            assert_eq!(
                kept.header("location"),
                format!("/inspections/hmip-2018-medway-2019?done={code}#about")
            );
        }
        let page = get(
            &site,
            "/inspections/hmip-2018-medway-2019?done=inspection-entered",
        )
        .await;
        assert!(page.text.contains("The inspection has been entered"));
    });
}

#[test]
fn errors_stand_beside_their_fields_and_what_was_typed_is_kept() {
    on_both_fresh(async |site| {
        for (field, text, said) in [
            (
                "service",
                "Nowhere",
                "Service: no service in the register has this name",
            ),
            (
                "published",
                "31 2 2019",
                "Date of publication: this is not a date between",
            ),
            ("source_url", "", "Source: no source is given"),
            (
                "cases_inspected",
                "some",
                "Cases inspected: this is not a whole number",
            ),
        ] {
            let answer = post_form(&site, NEW, &with(&[(field, text)])).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(answer.text.contains(said), "{said}");
            assert!(
                answer.text.contains(&format!("href=\"#{field}\"")),
                "{field}"
            );
            assert!(
                answer.text.contains(&format!("id=\"{field}-error\"")),
                "{field}"
            );
            assert!(
                answer.text.contains(&format!("value=\"{text}\"")),
                "{field}"
            );
            assert!(answer.text.contains("<title>Error: "), "{field}");
        }
    });
}

#[test]
fn an_inspection_that_is_held_is_named_and_added_to_only_when_asked() {
    on_both_fresh(async |site| {
        let held = with(&[("published", "4 6 2020")]);
        let check = post_form(&site, NEW, &held).await.text;
        assert!(check.contains("href=\"/inspections/hmip-2018-medway-2020\""));
        let unasked = with(&[("published", "4 6 2020"), ("then", "enter")]);
        let unasked = post_form(&site, NEW, &unasked).await;
        assert_eq!(unasked.status, StatusCode::CONFLICT);
        let onto = ("onto", "hmip-2018-medway-2020");
        let asked = with(&[("published", "4 6 2020"), ("then", "enter"), onto]);
        let added = post_form(&site, NEW, &asked).await;
        assert_eq!(
            added.header("location"),
            "/inspections/hmip-2018-medway-2020?done=statements-added#about"
        );
    });
}

#[test]
fn every_framework_has_its_form() {
    on_both_fresh(async |site| {
        for framework in rules::frameworks() {
            let form = get(&site, &format!("{NEW}?framework={}", framework.id())).await;
            assert_eq!(form.status, StatusCode::OK);
            for name in ["service", "published", "source_url", "cases_inspected"] {
                assert!(form.text.contains(&format!("id=\"{name}\"")), "{name}");
            }
        }
        let none = get(&site, &format!("{NEW}?framework=")).await;
        assert!(
            none.text
                .contains("Choose the framework that the inspection was made under")
        );
    });
}
