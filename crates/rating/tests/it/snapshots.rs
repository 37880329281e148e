//! What a person and a program get to see, whole: a change of a word shows here.

use rating::input::{Counts, Input, Level};

#[test]
fn medway_2020_as_text_and_as_data() {
    let framework = rules::framework("hmip-2018").expect("held");
    let counts: Counts = [(Level(2), 7), (Level(1), 4), (Level(0), 1)].into();
    let outcome = rating::rate(
        framework,
        &Input {
            counts: Some(counts),
            ..Input::default()
        },
    )
    .expect("rated");
    insta::assert_snapshot!(
        "medway-text",
        without_version(&rating::explain::explain(framework, &outcome))
    );
    let mut data = serde_json::to_value(&outcome).expect("JSON");
    data["standards"] = data["standards"][0].take();
    data["rules_version"] = "(version)".into();
    insta::assert_snapshot!(
        "medway-data",
        serde_json::to_string_pretty(&data).expect("JSON")
    );
}

#[test]
fn an_audit_of_twenty_cases_as_text() {
    let framework = rules::framework("hmip-2021").expect("held");
    let mut csv = "case_id,question,answer\n".to_owned();
    for case in 1..=20 {
        for (question, yes) in [("2.1.1", 16), ("2.1.2", 13), ("2.1.3", 12)] {
            csv.push_str(&format!(
                "{case},{question},{}\n",
                if case <= yes { "yes" } else { "no" }
            ));
        }
    }
    let judgements = rating::read::judgements(framework, csv.as_bytes()).expect("read");
    let scope = Some(vec!["2.1".to_owned()]);
    let outcome = rating::rate(
        framework,
        &Input {
            judgements,
            scope,
            ..Input::default()
        },
    )
    .expect("rated");
    insta::assert_snapshot!(
        "audit-text",
        without_version(&rating::explain::explain(framework, &outcome))
    );
}

/// A framework's text changes more often than the words around it.
fn without_version(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("Rules version:"));
    lines.collect::<Vec<_>>().join("\n")
}
