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
        assert!(
            points
                .text
                .contains("Requires improvement,7,18,This result: 18"),
            "{}",
            points.text
        );
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
        let fields = [
            ("framework", "hmip-2018"),
            ("judgements", judgements.as_str()),
        ];
        let page = post_form(site, "/rate", &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text.contains("64 per cent (16 of 25)"),
            "{}",
            page.text
        );
        let csv = post_form(site, "/rate", &with(&fields, &[("then", "questions")]))
            .await
            .text;
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
            (
                "count-good",
                "Number of standards rated Good must be a whole number, like 4",
            ),
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
        let page = post_form(site, "/rate", &with(&MEDWAY, &[("then", "edit")]))
            .await
            .text;
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
        let page = post_form(site, "/rate", &[("framework", "hmip-2018")])
            .await
            .text;
        assert!(
            page.contains("Enter answers about cases, percentages, ratings or numbers of ratings")
        );
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

#[test]
fn a_panels_decision_shows_beside_what_the_arithmetic_gives() {
    on_sqlite(async |site| {
        let percentages = "question,percent\n2.1.1,64\n2.1.2,70\n2.1.3,80\n";
        let panel =
            "standard,rating,who,why\n2.1,good,Ratings panel,One case turned the percentage\n";
        let fields = [
            ("framework", "hmip-2018"),
            ("percentages", percentages),
            ("panel", panel),
        ];
        let page = post_form(site, "/rate", &fields).await.text;
        for words in [
            "Ratings panel decided on Good: One case turned the percentage.",
            "The arithmetic gives Requires improvement.",
            "<a class=\"govuk-link\" href=\"#standard-2.1\">2.1 Assessment</a>",
        ] {
            assert!(page.contains(words), "{words}");
        }
    });
}

#[test]
fn a_score_alone_says_how_far_it_is_and_no_more() {
    on_sqlite(async |site| {
        let fields = [
            ("framework", "hmip-2021"),
            ("score", "18/36"),
            ("overall", "requires_improvement"),
        ];
        let page = post_form(site, "/rate", &fields).await.text;
        assert!(page.contains(
            "You entered Requires improvement with 18 of 36 points: 1 point more would make it Good"
        ));
        assert!(page.contains("Too few ratings are known to say which standards would do it."));
        let page = post_form(site, "/rate", &with(&fields[..1], &[("score", "half")]))
            .await
            .text;
        assert!(page.contains("Score must be points and their maximum, such as 18 of 36"));
    });
}

#[test]
fn points_of_2025_are_added_up_only_when_switched_on() {
    on_sqlite(async |site| {
        let fields = [
            ("framework", "hmip-2025"),
            ("rating-assessing", "good"),
            ("rating-planning", "outstanding"),
            ("rating-delivering", "outstanding"),
            ("rating-victims", "requires_improvement"),
        ];
        let page = post_form(site, "/rate", &fields).await.text;
        assert!(page.contains("No published rule adds points up under this framework."));
        assert!(!page.contains("Ways up"));
        let on = with(&fields, &[("set-n25.points", "on")]);
        let page = post_form(site, "/rate", &on).await.text;
        assert!(
            page.contains("What you entered comes to Good with 9 of 12 points"),
            "{page}"
        );
        assert!(
            page.contains("name=\"set-n25.points\" value=\"on\""),
            "sent again with the next form"
        );
        assert!(page.contains("href=\"/frameworks/hmip-2025#n25.points\""));
        let form = post_form(site, "/rate", &with(&on, &[("then", "edit")]))
            .await
            .text;
        assert!(form.contains("name=\"set-n25.points\" type=\"checkbox\" value=\"on\" checked"));
    });
}

#[test]
fn fieldwork_is_taken_as_precisely_as_it_is_known() {
    on_sqlite(async |site| {
        for (typed, outside) in [
            ("2 2020", false),
            ("2019", false),
            ("24 February 2024", true),
            ("2016", true),
        ] {
            let page = post_form(site, "/rate", &with(&MEDWAY, &[("fieldwork", typed)]))
                .await
                .text;
            let warns = page.contains("Check which framework the report names.");
            assert_eq!(warns, outside, "{typed}");
        }
    });
}

#[test]
fn a_framework_without_ratings_has_nothing_to_work_out() {
    on_sqlite(async |site| {
        let words = "Short Quality Screening has no ratings, so there is nothing to work out";
        let page = get(site, "/rate?framework=sqs-2012").await.text;
        assert!(page.contains(words));
        assert!(!page.contains("value=\"sqs-2012\""));
        let answer = post_form(
            site,
            "/rate",
            &[("framework", "sqs-2012"), ("score", "1/2")],
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(words));
    });
}

#[test]
fn a_standard_out_of_scope_lowers_the_maximum() {
    on_sqlite(async |site| {
        let mut fields = vec![("framework", "hmip-2018")];
        for field in ["rating-3.1", "rating-3.2", "rating-3.3", "rating-3.4"] {
            fields.push((field, "out_of_scope"));
        }
        fields.extend([("count-good", "5"), ("count-requires_improvement", "3")]);
        let page = post_form(site, "/rate", &fields).await.text;
        assert!(page.contains("13 of 24 points"), "{page}");
        assert!(page.contains("Not in scope"));
    });
}

#[test]
fn an_audit_of_some_standards_is_rated_by_itself() {
    on_sqlite(async |site| {
        let mut judgements = "case_id,question,answer\n".to_owned();
        for case in 1..=20 {
            for (question, yes) in [("2.1.1", 16), ("2.1.2", 13), ("2.1.3", 12)] {
                let answer = if case <= yes { "yes" } else { "no" };
                judgements.push_str(&format!("{case},{question},{answer}\n"));
            }
        }
        let fields = [
            ("framework", "hmip-2021"),
            ("judgements", judgements.as_str()),
        ];
        let whole = post_form(site, "/rate", &fields).await.text;
        assert!(whole.contains("of 36 points"), "all standards are in scope");
        let audit = with(&fields, &[("scope", "entered")]);
        let page = post_form(site, "/rate", &audit).await.text;
        assert!(page.contains("1 of 3 points"));
        let again = post_form(site, "/rate", &with(&audit, &[("then", "edit")])).await;
        assert!(again.text.contains("value=\"entered\" checked"));
    });
}
