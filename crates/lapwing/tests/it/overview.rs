//! `lapwing overview` over the published register, as a person and as another program see it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn lapwing(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lapwing"))
        .args(args)
        .current_dir(folder)
        .env("LAPWING_DATABASE", folder.join("register.db"))
        .output()
        .expect("the binary starts")
}

/// A folder with the published register in a database.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("inspections.csv");
    std::fs::write(&file, published::inspections_csv()).expect("a temporary file");
    let output = lapwing(
        folder.path(),
        &["import", "inspections", &file.to_string_lossy()],
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    folder
}

#[test]
fn the_four_questions_are_one_command_each() {
    let folder = filled();
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
        let output = lapwing(folder.path(), args);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(said.contains(expected), "{args:?}: {expected}\n{said}");
    }
}

#[test]
fn another_program_gets_the_same_as_data() {
    let folder = filled();
    let data = |args: &[&str]| -> Value {
        let output = lapwing(folder.path(), &[args, &["--json"]].concat());
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let distance = data(&["overview", "distance", "Kent"]);
    assert_eq!(distance[0]["inspection"]["id"], "hmip-2018-kent-2021");
    assert_eq!(distance[0]["standing"]["good"]["points"], 1);
    let below = data(&["overview", "below-good"]);
    assert_eq!(below[1]["standards"][0]["standard"], "2.4");
    assert_eq!(data(&["overview", "good-with-inadequate"])["good"], 80);
}

#[test]
fn what_nobody_has_is_named() {
    let folder = filled();
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
        let output = lapwing(folder.path(), args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        assert!(said.contains(expected), "{said}");
    }
}
