//! Each component on its own, as a snapshot: what a change to a macro does to every page shows here.

use askama::Template;

use crate::page::{Choice, Field, FieldError};
use crate::words::Tag;

/// A page that is nothing but components.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% import "components/back_link.html" as back -%}
{% import "components/error_summary.html" as summary -%}
{% import "components/file_upload.html" as upload -%}
{% import "components/radios.html" as radios -%}
{% import "components/select.html" as select -%}
{% import "components/tag.html" as tag -%}
{% import "components/text_input.html" as input -%}
{% import "components/textarea.html" as textarea -%}
{{ back::back_link("/rate") }}
{{ tag::tag(rated) }} {{ tag::tag(unknown) }}
{{ summary::error_summary(errors) }}
{{ input::text_input(wrong, "govuk-input--width-3", true) }}
{{ input::text_input(right, "govuk-input--width-3", false) }}
{{ textarea::textarea(wrong) }}
{{ upload::file_upload(right, ".csv,text/csv,text/plain") }}
{{ select::select(right, choices) }}
{{ radios::radios(framework, choices) }}
"#
)]
struct Components {
    rated: Tag,
    unknown: Tag,
    errors: Vec<FieldError>,
    wrong: Field,
    right: Field,
    choices: Vec<Choice>,
    framework: Field,
}

#[test]
fn components_look_as_they_did() {
    let field = |value: &str, errors: &[&str]| Field {
        value: value.to_owned(),
        errors: errors.iter().map(|text| (*text).to_owned()).collect(),
        ..Field::new("count-good", "Good", "A number")
    };
    let choice = |value: &str, text: &str| Choice {
        hint: "From 2018".to_owned(),
        chosen: value == "4",
        ..Choice::new(value, text)
    };
    let page = Components {
        rated: Tag::rating("Good", 2, 4),
        unknown: Tag::words("Not known"),
        errors: vec![FieldError::new(
            "count-good",
            "Good must be a number, not <b>",
        )],
        wrong: field("<b>", &["Good must be a number", "like 4"]),
        right: field("4", &[]),
        choices: vec![choice("4", "Four"), choice("5", "Five")],
        framework: Field::new("framework", "Which framework?", "One of them")
            .filled("", &[FieldError::new("framework", "Choose one")]),
    };
    insta::assert_snapshot!(page.render().expect("rendered"));
}
