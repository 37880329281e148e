//! A rating worked out on a page: the worked examples, what is wrong with what was typed, and that
//! nothing typed is lost.

use axum::http::StatusCode;

use crate::house::{get, on_sqlite, post_form};

const MEDWAY: [(&str, &str); 4] = [
    ("framework", "hmip-2018"),
    ("count-good", "7"),
    ("count-requires_improvement", "4"),
    ("count-inadequate", "1"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().chain(more).copied().collect()
}

#[test]
fn medway_by_counts_is_one_point_short_of_good() {
    on_sqlite(async |site| {
        let page = post_form(site, "/rate", &MEDWAY).await.text;
        for words in [
            "18 of 36 points",
            "Requires improvement",
            "1 point more would make it Good",
            "1 point short of Good",
            "The working",
            "Ways up",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let json = post_form(site, "/rate", &with(&MEDWAY, &[("then", "json")])).await;
        assert_eq!(json.header("content-type"), "application/json");
        assert!(json.header("content-disposition").contains("rating.json"));
        let outcome: serde_json::Value = serde_json::from_str(&json.text).expect("JSON");
        assert_eq!(outcome["total"], 18);
        assert_eq!(outcome["overall"], "requires_improvement");
        assert_eq!(outcome["points_to_next"], 1);
        let points = post_form(site, "/rate", &with(&MEDWAY, &[("then", "points")])).await;
        assert!(points.text.contains("Requires improvement,7,18,This result: 18"), "{}", points.text);
    });
}

#[test]
fn judgements_become_percentages_with_their_questions() {
    on_sqlite(async |site| {
        let mut judgements = "case_id,question,answer\n".to_owned();
        for case in 1..=25 {
            let answer = if case <= 16 { "yes" } else { "no" };
            judgements.push_str(&format!("{case},2.1.1,{answer}\n"));
        }
        let fields = [("framework", "hmip-2018"), ("judgements", judgements.as_str())];
        let page = post_form(site, "/rate", &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("64 per cent (16 of 25)"), "{}", page.text);
        let csv = post_form(site, "/rate", &with(&fields, &[("then", "questions")])).await.text;
        assert!(csv.contains(",64,16,25,"), "{csv}");
    });
}

#[test]
fn nothing_typed_is_lost_when_something_is_wrong() {
    on_sqlite(async |site| {
        let judgements = "case_id,question,answer\n17,2.1.1,perhaps\n";
        let fields = [
            ("framework", "hmip-2018"),
            ("judgements", judgements),
            ("percentages", "question,percent\n2.2.1,64\n"),
            ("rating-1.1", "good"),
            ("count-good", "seven"),
            ("overall", "outstanding"),
            ("fieldwork", "31 2 2020"),
            ("cases", "all"),
        ];
        let answer = post_form(site, "/rate", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text;
        assert!(page.contains("<title>Error: "));
        for kept in [
            "17,2.1.1,perhaps",
            "2.2.1,64",
            "<option value=\"good\" selected>",
            "value=\"seven\"",
            "<option value=\"outstanding\" selected>",
            "value=\"31 2 2020\"",
            "value=\"all\" checked",
        ] {
            assert!(page.contains(kept), "{kept} is lost");
        }
        for (field, words) in [
            ("judgements", "Line 2"),
            ("count-good", "Number of standards rated Good must be a whole number, like 4"),
            ("fieldwork", "First day of fieldwork must be a real date"),
        ] {
            assert!(page.contains(&format!("<a href=\"#{field}\">")), "{field}");
            // Once in the summary, once beside the field.
            assert!(page.matches(words).count() >= 2, "{words}");
            assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}");
        }
    });
}

#[test]
fn what_was_entered_can_be_changed() {
    on_sqlite(async |site| {
        let page = post_form(site, "/rate", &with(&MEDWAY, &[("then", "edit")])).await.text;
        for kept in ["value=\"7\"", "value=\"4\"", "value=\"1\""] {
            assert!(page.contains(kept), "{kept}");
        }
        assert!(!page.contains("There is a problem"));
    });
}

#[test]
fn markup_that_is_typed_stays_text() {
    on_sqlite(async |site| {
        let fields = [
            ("framework", "hmip-2018"),
            ("judgements", "</textarea><script>alert(1)</script>"),
            ("fieldwork", "\"><script>alert(2)</script>"),
        ];
        let page = post_form(site, "/rate", &fields).await.text;
        assert!(!page.contains("<script>alert"));
    });
}

#[test]
fn an_empty_form_asks_for_something() {
    on_sqlite(async |site| {
        let page = post_form(site, "/rate", &[("framework", "hmip-2018")]).await.text;
        assert!(page.contains("Enter answers about cases, percentages, ratings or numbers of ratings"));
        let page = post_form(site, "/rate", &[]).await.text;
        assert!(page.contains("Choose the framework you want to use"));
        // The choice sent without a choice, as a browser sends it.
        let page = get(site, "/rate?framework=").await.text;
        assert!(page.contains("There is a problem"));
    });
}

#[test]
fn a_standard_rated_twice_is_asked_about() {
    on_sqlite(async |site| {
        let fields = [
            ("framework", "hmip-2018"),
            ("ratings", "standard,rating\n2.1,good\n"),
            ("rating-2.1", "outstanding"),
        ];
        let page = post_form(site, "/rate", &fields).await.text;
        assert!(page.contains("keep one"));
    });
}
