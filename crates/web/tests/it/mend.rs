//! The record mended on pages: a statement added, one of several believed, with a reason.

use axum::http::StatusCode;

use crate::house::{get, on_both_fresh, post_form};

const HOME: &str = "/inspections/hmip-2018-medway-2020";
const STATE: &str = "/inspections/hmip-2018-medway-2020/statements/new";
const CORRECT: &str = "/inspections/hmip-2018-medway-2020/correct";
const PAPER: &str = "https://example.org/paper";

/// Invented.
const STATED: [(&str, &str); 4] = [
    ("field", "published"),
    ("value", "5 June 2020"),
    ("source", PAPER),
    ("basis", "printed"),
];

/// The value of a hidden part of a page's form.
fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let value = after.and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("{name}")).to_owned()
}

/// What a summary list says under a name.
fn summary<'p>(page: &'p str, name: &str) -> &'p str {
    let after = page.split(&format!("{name}</dt>")).nth(1);
    let value = after.and_then(|rest| rest.split(['<', '>']).nth(2));
    value.unwrap_or_else(|| panic!("{name}"))
}

#[test]
fn a_statement_is_added_and_then_made_the_record() {
    on_both_fresh(async |site| {
        for code in ["statement-added", "statement-same"] {
            let added = post_form(&site, STATE, &STATED).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
            let wanted = format!("{HOME}?done={code}#sources");
            assert_eq!(added.header("location"), wanted);
        }
        let page = get(&site, &format!("{CORRECT}?field=published")).await.text;
        let place = (0..9)
            .find(|place| {
                page.contains(&format!(
                    "name=\"statement-{place}-source\" value=\"{PAPER}\""
                ))
            })
            .expect("the new statement among the choices")
            .to_string();
        let value = format!("statement-{place}-value");
        let source = format!("statement-{place}-source");
        let (seen, by) = (hidden(&page, "seen-value"), hidden(&page, "seen-source"));
        let mut sent = vec![
            ("field", "published"),
            ("choice", place.as_str()),
            (value.as_str(), "2020-06-05"),
            (source.as_str(), PAPER),
            ("seen-value", seen.as_str()),
            ("seen-source", by.as_str()),
        ];
        let refused = post_form(&site, CORRECT, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .text
                .contains("Enter why, in at most 1,000 characters")
        );
        sent.push(("reason", "The report says so."));
        let done = post_form(&site, CORRECT, &sent).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let wanted = format!("{HOME}?done=record-corrected#corrections");
        assert_eq!(done.header("location"), wanted);
        let home = get(&site, HOME).await.text;
        for words in ["From 4 June 2020 to 5 June 2020", "The report says so."] {
            assert!(home.contains(words), "{words}");
        }
        sent[1] = ("choice", "none");
        let late = post_form(&site, CORRECT, &sent).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Somebody changed the record"));
        let then = summary(&late.text, "When you opened this page");
        assert_eq!(then, format!("4 June 2020\n{by}"));
        let now = summary(&late.text, "Now");
        assert_eq!(now, format!("5 June 2020\n{PAPER}"));
        assert!(
            late.text.contains("The report says so."),
            "what was typed is kept"
        );
    });
}

#[test]
fn errors_stand_beside_their_fields() {
    on_both_fresh(async |site| {
        for (field, text, said) in [
            ("field", "", "Choose what the source speaks of"),
            (
                "value",
                "soon",
                "What the source says: this is not a date between",
            ),
            ("source", "", "Source: no source is given"),
            (
                "basis",
                "rumour",
                "How well founded it is: this does not say",
            ),
        ] {
            let mut sent = STATED.to_vec();
            sent.retain(|(name, _)| *name != field);
            sent.push((field, text));
            let answer = post_form(&site, STATE, &sent).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(answer.text.contains(said), "{said}");
            assert!(
                answer.text.contains(&format!("id=\"{field}-error\"")),
                "{field}"
            );
        }
        let nothing = post_form(&site, CORRECT, &[("field", "overall"), ("reason", "Why")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            nothing
                .text
                .contains("Choose which statement is the record")
        );
    });
}

#[test]
fn a_field_of_which_nothing_is_said_and_the_framework_have_no_page() {
    on_both_fresh(async |site| {
        for field in ["", "nothing", "framework"] {
            let answer = get(&site, &format!("{CORRECT}?field={field}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{field}");
        }
    });
}
