//! `lapwing overview` over the published register, as a person and as another program see it.

use crate::program::{filled, json, lapwing, says};

#[test]
fn the_four_questions_are_one_command_each() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    for (args, expected) in [
        (
            &["overview", "ratings"][..],
            "90: Outstanding 8, Good 49, Requires improvement 30, Inadequate 3, not known 0",
        ),
        (
            &["overview", "distance", "Medway", "Kent"],
            "hmip-2018-medway-2020: 18 of 36 points, Requires improvement; 1 to Good",
        ),
        (
            &["overview", "distance", "Surrey"],
            "hmip-2018-surrey-2019: no score is held; what is known leaves 4 to 12 of 36 points",
        ),
        (
            &["overview", "good-with-inadequate"],
            "hmip-2021-east-sussex-2024: 2.2 Planning",
        ),
        (
            &["overview", "good-with-inadequate"],
            "3 of 80 inspections rated Good; in 71 of these not every standard's rating is known",
        ),
        (
            &["overview", "below-good", "--framework", "hmip-2021"],
            "below Good 11 of 56 known; not rated or not applicable 0, not known 34",
        ),
    ] {
        let said = says(&database, args, 0);
        assert!(said.contains(expected), "{args:?}: {expected}\n{said}");
    }
}

#[test]
fn another_program_gets_the_same_as_data() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let data = |args: &[&str]| json(&lapwing(&database, &[args, &["--json"]].concat()));
    let distance = data(&["overview", "distance", "Kent"]);
    assert_eq!(distance[0]["inspection"]["id"], "hmip-2018-kent-2021");
    assert_eq!(distance[0]["standing"]["good"]["points"], 1);
    let below = data(&["overview", "below-good"]);
    assert_eq!(below[1]["standards"][0]["standard"], "2.4");
    assert_eq!(data(&["overview", "good-with-inadequate"])["good"], 80);
}

#[test]
fn what_nobody_has_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    for (args, expected) in [
        (
            &["overview", "distance", "Atlantis"][..],
            "no service is called “Atlantis”",
        ),
        (
            &["overview", "below-good", "--framework", "sqs-2012"],
            "hmip-2018, hmip-2021, hmip-2025",
        ),
    ] {
        let said = says(&database, args, 3);
        assert!(said.contains(expected), "{said}");
    }
}
