//! Working values as pages: the list of all, what would change, and setting one here.

use axum::http::StatusCode;

use crate::house::{get, on_both_databases, on_both_fresh, on_sqlite, post_form};

const MODERATE: &str = "/working-values/cci-2009/cci.label.moderate_from";

#[test]
fn every_value_stands_on_the_list_with_what_it_rests_on() {
    on_both_databases(async |site| {
        let page = get(site, "/working-values").await.text;
        for value in rules::working_values() {
            let href = format!(
                "href=\"/working-values/{}/{}\"",
                value.framework.id(),
                value.key()
            );
            assert!(page.contains(&href), "{href}");
        }
        for words in [
            "Every value is the framework’s own; none is set otherwise here.",
            "As it is: 15 of 15 published results are reproduced.",
            "With 59 per cent: 1 is no longer reproduced.",
            "With 61 per cent: nothing changes.",
            "As it is: 0 of 17 published results are reproduced, because none can be worked out.",
            "With On: 2 more can be worked out.",
            "No published result in this register can be worked out with it",
            "Nothing in Lapwing uses it yet.",
            "Always so in Lapwing: it cannot be set otherwise.",
        ] {
            assert!(page.contains(words), "{words}");
        }
    });
}

#[test]
fn the_files_hold_the_same_list() {
    on_both_databases(async |site| {
        let csv = get(site, "/working-values.csv").await;
        assert_eq!(csv.text.lines().count(), 1 + rules::working_values().len());
        assert!(csv.text.starts_with("key,framework,title,value,own_value,"));
        let ods = get(site, "/working-values.ods").await;
        assert!(ods.header("content-type").ends_with("spreadsheet"));
    });
}

/// What is on the page of a value: the address, words.
const SHOWN: [(&str, &[&str]); 6] = [
    (
        "/working-values/cci-2009/cci.label.moderate_from",
        &[
            "With 59 per cent: 1 result comes out otherwise",
            "href=\"/inspections/cci-2009-kent-2011\"",
            "href=\"/frameworks/cci-2009#CCI-4\"",
            "It was never set otherwise here.",
        ],
    ),
    (
        "/working-values/cci-2009/cci.label.moderate_from?value=75",
        &["There is a problem", "value=\"75\"", "do not rise"],
    ),
    (
        "/working-values/cci-2009/cci.label.moderate_from?value=70",
        &["With 70 per cent: 1 result comes out otherwise"],
    ),
    (
        "/working-values/hmip-2025/n25.overall.bands",
        &["Weighed with “Add points up” set to on", "Lambeth"],
    ),
    (
        "/working-values/hmip-2021/sample.margin",
        &["Nothing in Lapwing uses it yet", "Youth inspection 2018"],
    ),
    (
        "/working-values/hmip-2018/framework.from.hmip-2021?value=2021-07-01",
        &["Cheshire", "Another framework"],
    ),
];

#[test]
fn the_page_of_a_value_says_what_would_change() {
    on_both_databases(async |site| {
        for (address, parts) in SHOWN {
            let page = get(site, address).await.text;
            for part in parts {
                assert!(page.contains(part), "{address}: {part}");
            }
        }
    });
}

#[test]
fn what_is_no_working_value_is_not_there() {
    on_sqlite(async |site| {
        for address in [
            "/working-values/cci-2009/n25.points",
            "/working-values/hmip-1999/percent.good_from",
            "/working-values/hmip-2018/standard.from_key_questions/change",
            "/working-values/hmip-2018/sample.margin/change",
        ] {
            let answer = get(site, address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        }
    });
}

/// What cannot be set, as it is sent: value, reason, number of the last choice that was seen; what is
/// said of it.
const WRONG: [(&str, &str, &str, &str); 5] = [
    (
        "sixty",
        "Tried.",
        "0",
        "It must be a whole number from 0 to 100.",
    ),
    ("75", "Tried.", "0", "do not rise"),
    ("59", "", "0", "There is no reason."),
    ("60", "Tried.", "0", "this one holds already"),
    (
        "59",
        "Tried.",
        "7",
        "Somebody changed this after you opened the form",
    ),
];

#[test]
fn what_cannot_be_set_is_said_beside_the_field_and_kept() {
    on_both_databases(async |site| {
        let address = format!("{MODERATE}/change");
        for (value, reason, seen, words) in WRONG {
            for then in ["", "set"] {
                // What holds already is told before it is sent for good, and changes nothing after.
                if (value, then) == ("60", "set") {
                    continue;
                }
                let fields = [
                    ("value", value),
                    ("reason", reason),
                    ("seen", seen),
                    ("then", then),
                ];
                let answer = post_form(site, &address, &fields).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
                assert!(answer.text.contains("<title>Error: "), "{value}");
                assert!(answer.text.contains(words), "{value}: {words}");
                assert!(
                    answer.text.contains(&format!("value=\"{value}\"")),
                    "{value}"
                );
            }
        }
        let page = get(site, MODERATE).await.text;
        assert!(page.contains("It was never set otherwise here."));
    });
}

#[test]
fn a_value_is_checked_set_shown_and_taken_back() {
    on_both_fresh(async |site| {
        let address = format!("{MODERATE}/change");
        let typed = [
            ("value", "59"),
            ("reason", "The board <asked>."),
            ("seen", "0"),
        ];
        let check = post_form(&site, &address, &typed).await;
        assert_eq!(check.status, StatusCode::OK);
        for words in [
            "Check before the value is set",
            "59 per cent",
            "The board &#60;asked&#62;.",
        ] {
            assert!(check.text.contains(words), "{words}");
        }
        assert!(get(&site, MODERATE).await.text.contains("It was never set"));

        let edit = [&typed[..], &[("then", "edit")]].concat();
        let form = post_form(&site, &address, &edit).await.text;
        assert!(form.contains("value=\"59\"") && form.contains("The board &#60;asked&#62;."));

        let set = [&typed[..], &[("then", "set")]].concat();
        for code in ["working-value-set", "working-value-same"] {
            let answer = post_form(&site, &address, &set).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
            let next = format!("{MODERATE}?done={code}#history");
            assert_eq!(answer.header("location"), next);
        }
        let page = get(&site, &format!("{MODERATE}?done=working-value-set"))
            .await
            .text;
        for words in [
            "The value has been set",
            "Set here",
            "The board &#60;asked&#62;.",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let list = get(&site, "/working-values").await.text;
        assert!(list.contains("One value is set otherwise here; it is marked."));

        let kent = get(&site, "/inspections/cci-2009-kent-2011").await.text;
        for words in [
            "Worked out with “Lowest per cent of Moderate” set to 59 per cent; the framework’s own is 60 per cent.",
            "href=\"/working-values/cci-2009/cci.label.moderate_from\"",
        ] {
            assert!(kent.contains(words), "{words}");
        }
        let medway = get(&site, "/inspections/hmip-2018-medway-2020").await.text;
        assert!(!medway.contains("Worked out with"));

        let back = [
            ("value", "60"),
            ("reason", "No longer."),
            ("seen", "1"),
            ("then", "set"),
        ];
        let answer = post_form(&site, &address, &back).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let kent = get(&site, "/inspections/cci-2009-kent-2011").await.text;
        assert!(!kent.contains("Worked out with"));
        let page = get(&site, MODERATE).await.text;
        assert!(page.contains("60 per cent, the framework’s own"));
    });
}
