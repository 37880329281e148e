//! `lapwing working-values`: the list, and what would follow from another value.

use std::process::{Command, Output};

use serde_json::Value;

/// Runs `lapwing` with a database that this test owns.
fn lapwing(database: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lapwing"))
        .args(args)
        .env("LAPWING_DATABASE", database)
        .output()
        .expect("the binary starts")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {}", said(&output.stderr));
    })
}

/// Arguments after `working-values effect`; the exit code; what is said on either channel.
const EFFECTS: [(&[&str], i32, &str); 7] = [
    (
        &["cci-2009", "cci.label.moderate_from=59"],
        0,
        "cci-2009-kent-2011, safeguarding: published substantial; substantial becomes moderate",
    ),
    (
        &["cci-2009", "cci.label.moderate_from=59"],
        0,
        "with 59: 14 reproduced, 1 not as published, 0 cannot be worked out",
    ),
    (
        &["hmip-2025", "n25.points=on"],
        0,
        "hmip-2025-derby-city-2025, overall: published outstanding; nothing becomes outstanding",
    ),
    (
        &["cci-2009", "cci.label.moderate_from=80"],
        2,
        "do not rise from 1 to 100",
    ),
    (
        &["cci-2009", "cci.label.moderate_from"],
        2,
        "is not KEY=VALUE",
    ),
    (
        &["cci-2009", "n25.points=on"],
        2,
        "cci-2009 has no working value n25.points",
    ),
    (&["hmip-1999", "n25.points=on"], 2, "is not a framework"),
];

#[tokio::test]
async fn values_are_listed_and_weighed_at_a_terminal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let published = folder.path().join("published.csv");
    std::fs::write(&published, published::inspections_csv()).expect("a file");
    let published = published.to_string_lossy();
    let sqlite = folder.path().join("lapwing.db");
    let sqlite = sqlite.to_string_lossy();
    let postgres = testkit::postgres_database().await;
    for database in [&sqlite, postgres.url()] {
        let imported = lapwing(database, &["import", "inspections", &published]);
        assert_eq!(imported.status.code(), Some(0));
        let listed = json(&lapwing(database, &["working-values", "--json"]));
        let values = listed.as_array().expect("a list");
        assert_eq!(values.len(), rules::working_values().len());
        let lines = said(&lapwing(database, &["working-values"]).stdout);
        assert_eq!(lines.lines().count(), values.len());
        for (args, code, words) in EFFECTS {
            let output = lapwing(database, &[&["working-values", "effect"], args].concat());
            let all = said(&output.stdout) + &said(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{args:?}: {all}");
            assert!(all.contains(words), "{args:?}: {all}");
        }
        let args = ["working-values", "effect", "--json", "cci-2009"];
        let args = [&args[..], &["cci.label.moderate_from=69"]].concat();
        let effect = json(&lapwing(database, &args));
        assert_eq!(effect["from"]["reproduced"], 15);
        assert_eq!(effect["to"]["reproduced"], 14);
        assert_eq!(
            effect["differences"][0]["what"]["standard"],
            "likelihood_of_reoffending"
        );
    }
}
