//! `lapwing working-values`: the list, and what would follow from another value.

use crate::program::{json, lapwing, path, published, says, text};

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
    let published = published(folder.path());
    let sqlite = path(folder.path(), "lapwing.db");
    let postgres = testkit::postgres_database().await;
    for database in [&sqlite, postgres.url()] {
        says(database, &["import", "inspections", &published], 0);
        let listed = json(&lapwing(database, &["working-values", "--json"]));
        let values = listed.as_array().expect("a list");
        assert_eq!(values.len(), rules::working_values().len());
        let lines = text(&lapwing(database, &["working-values"]).stdout);
        assert_eq!(lines.lines().count(), values.len());
        for (args, code, words) in EFFECTS {
            let all = says(
                database,
                &[&["working-values", "effect"], args].concat(),
                code,
            );
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
