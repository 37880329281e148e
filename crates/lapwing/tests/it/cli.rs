//! The command line as another program sees it: arguments in; JSON, findings and exit codes out.

use std::path::Path;
use std::process::Output;

use crate::program::{file, filled, json, lapwing, path, published, says, text};

/// Runs `lapwing rate`, which needs no database.
fn rate(args: &[&str]) -> Output {
    lapwing("/nonexistent/never-opened.db", &[&["rate"], args].concat())
}

#[test]
fn medway_2020_by_counts_is_one_point_short_of_good() {
    let output = rate(&[
        "--framework",
        "hmip-2018",
        "--counts",
        "good=7,requires_improvement=4,inadequate=1",
        "--json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let result = json(&output);
    assert_eq!(result["total"], 18);
    assert_eq!(result["maximum"], 36);
    assert_eq!(result["overall"], "requires_improvement");
    assert_eq!(result["points_to_next"], 1);
    assert_eq!(result["points_to_lose"], 12);
    assert_eq!(result["ways_up"][0]["cost"], 1);
    assert_eq!(
        result["notice"],
        "Computed by Lapwing from its reading of the method; the published rating is the record. \
         Not connected with HM Inspectorate of Probation."
    );
}

#[test]
fn the_working_can_be_followed_on_a_terminal() {
    let output = rate(&[
        "--framework",
        "hmip-2018",
        "--counts",
        "good=7,requires_improvement=4,inadequate=1",
        "--explain",
    ]);
    let said = text(&output.stdout);
    for part in [
        "18",
        "36",
        "Requires improvement",
        "Not connected with HM Inspectorate",
    ] {
        assert!(said.contains(part), "{part} is missing from:\n{said}");
    }
}

#[test]
fn judgements_are_rated_and_the_cheapest_change_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut csv = String::from("case_id,question,answer\n");
    for case in 1..=20 {
        for (question, yes) in [("2.1.1", 16), ("2.1.2", 13), ("2.1.3", 12)] {
            let answer = if case <= yes { "yes" } else { "no" };
            csv.push_str(&format!("case-{case:02},{question},{answer}\n"));
        }
    }
    let judgements = file(folder.path(), "audit.csv", csv);
    let output = rate(&[
        "--framework",
        "hmip-2021",
        "--scope",
        "2.1",
        "--judgements",
        &judgements,
        "--json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let result = json(&output);
    let standard = result["standards"]
        .as_array()
        .and_then(|all| all.iter().find(|s| s["id"] == "2.1"))
        .expect("2.1 is there")
        .clone();
    // 12 of 20 is 60 per cent, the lowest of the three: Requires improvement.
    assert_eq!(standard["rating"], "requires_improvement");
    assert_eq!(standard["questions"][2]["percent"], 60);
    assert_eq!(result["total"], 1);
    assert_eq!(result["maximum"], 3);
    let cheapest = result["ways_up"]
        .as_array()
        .and_then(|ways| ways.iter().find(|w| w["by"] == "judgements"))
        .expect("a way by judgements")
        .clone();
    assert_eq!(cheapest["cost"], 1);
    assert_eq!(cheapest["changes"][0]["question"], "2.1.3");
}

#[test]
fn bad_input_is_named_with_line_and_remedy_and_ends_with_3() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let judgements = file(
        folder.path(),
        "bad.csv",
        "case_id,question,answer\nc1,2.1.1,yes\nc2,9.9.9,yes\nc3,2.1.2,perhaps\n",
    );
    let output = rate(&[
        "--framework",
        "hmip-2021",
        "--judgements",
        &judgements,
        "--json",
    ]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        output.stdout.is_empty(),
        "nothing half-done: {}",
        text(&output.stdout)
    );
    let said = text(&output.stderr);
    for part in ["line 3", "9.9.9", "line 4", "perhaps"] {
        assert!(said.contains(part), "{part} is missing from:\n{said}");
    }
}

#[test]
fn unusable_arguments_end_with_2() {
    let table: &[(&[&str], &str)] = &[
        (
            &["--framework", "hmip-1999", "--counts", "good=12"],
            "hmip-1999",
        ),
        (&["--framework", "hmip-2018"], "--counts"),
        (
            &["--framework", "hmip-2018", "--counts", "good=many"],
            "many",
        ),
        (
            &[
                "--framework",
                "hmip-2018",
                "--counts",
                "good=12",
                "--fieldwork",
                "2020-02-30",
            ],
            "2020-02-30",
        ),
        (
            &[
                "--framework",
                "hmip-2018",
                "--counts",
                "good=12",
                "--set",
                "nonsense",
            ],
            "nonsense",
        ),
        (
            &[
                "--framework",
                "hmip-2018",
                "--judgements",
                "no-such-file.csv",
            ],
            "no-such-file.csv",
        ),
        (&["--nonsense"], "--nonsense"),
    ];
    for (args, named) in table {
        let output = rate(args);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(
            said.contains(named),
            "{args:?} does not name {named}: {said}"
        );
    }
}

#[test]
fn pages_are_refused_beyond_this_machine() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "x.db");
    for address in ["0.0.0.0:0", "192.0.2.1:8080", "[::]:0", "foo", "127.0.0.1"] {
        let said = says(&database, &["serve", "--listen", address], 2);
        assert!(said.contains("127.0.0.1"), "{said}");
    }
}

#[test]
fn a_file_over_20_megabytes_is_refused_unread() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let large = path(folder.path(), "large.csv");
    let sparse = std::fs::File::create(&large).expect("a temporary file");
    sparse.set_len(20_000_001).expect("a sparse file");
    let database = path(folder.path(), "x.db");
    let said = says(&database, &["import", "inspections", &large], 3);
    assert!(said.contains("20 MB"), "{said}");
}

#[test]
fn an_unusable_file_is_named_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "x.db");
    let table: &[(&str, &[u8], &str)] = &[
        ("empty.csv", b"", "line 1"),
        (
            "other.csv",
            b"question,percent\n2.1.1,64\n",
            "inspection_id",
        ),
        (
            "semicolons.csv",
            b"inspection_id;service;framework;published\n",
            "semicolons",
        ),
        ("utf16.csv", b"\xFF\xFEi\0n\0s\0", "UTF-16"),
    ];
    for (name, bytes, named) in table {
        let path = file(folder.path(), name, bytes);
        let said = says(&database, &["import", "inspections", &path], 3);
        assert!(said.contains(named), "{name}: {said}");
    }
    let said = says(&database, &["import", "inspections", "no-such-file.csv"], 3);
    assert!(said.contains("no-such-file.csv"), "{said}");
    assert!(
        !Path::new(&database).exists(),
        "a database was made for nothing"
    );
}

#[test]
fn a_bad_cell_leaves_its_row_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "x.db");
    let rows = "inspection_id,service,framework,published,overall_rating,total_score,max_score\n\
        hmip-2018-medway-2020,Medway,hmip-2018,2020-06-04,Splendid,18,36\n\
        hmip-2018-kent-2020,Kent,hmip-2018,2020-13-04,Good,19,36\n\
        hmip-2018-atlantis-2020,Atlantis,hmip-2018,2020-06-04,Good,19,36\n\
        hmip-2021-bexley-2024,Bexley,hmip-2021,2024-07-12,Good,40,36\n";
    let path = file(folder.path(), "rows.csv", rows);
    let output = lapwing(&database, &["import", "inspections", &path, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report = json(&output);
    assert_eq!(
        (&report["rows"], &report["new"], &report["refused_rows"]),
        (&4.into(), &2.into(), &2.into()),
        "{report}"
    );
    let refused = report["refused"].as_array().expect("a list");
    let found: Vec<_> = refused
        .iter()
        .map(|cell| {
            (
                cell["line"].as_u64(),
                cell["column"].as_str(),
                cell["value"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some(2), Some("overall_rating"), Some("Splendid")),
            (Some(3), Some("published"), Some("2020-13-04")),
            (Some(4), Some("service"), Some("Atlantis")),
            (Some(5), Some("total_score"), Some("40")),
        ],
        "{report}"
    );
    assert!(
        refused
            .iter()
            .all(|cell| !cell["remedy"].as_str().unwrap_or_default().is_empty())
    );
}

#[tokio::test]
async fn the_published_register_is_the_same_in_both_databases() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let published = published(folder.path());
    let postgres = testkit::postgres_database().await;
    let sqlite = path(folder.path(), "lapwing.db");
    let mut exports = Vec::new();
    for database in [sqlite.as_str(), postgres.url()] {
        let first = json(&lapwing(
            database,
            &["import", "inspections", &published, "--json"],
        ));
        assert_eq!(first["rows"], 210, "{first}");
        assert_eq!(first["new"], 210, "{first}");
        let once = lapwing(database, &["inspections", "--json"]).stdout;
        let second = json(&lapwing(
            database,
            &["import", "inspections", &published, "--json"],
        ));
        assert_eq!(second["same"], 210, "{second}");
        let twice = lapwing(database, &["inspections", "--json"]).stdout;
        assert_eq!(
            text(&once),
            text(&twice),
            "importing twice changed something"
        );
        says(database, &["audit", "verify"], 0);
        exports.push(text(&twice));
    }
    assert!(exports[0].contains("hmip-2018-medway-2020"));
    assert_eq!(
        exports[0], exports[1],
        "the two databases give different exports"
    );
}

/// Services and one service's story, for a person and for another program.
#[test]
fn a_service_is_told_over_time_and_never_across_frameworks() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let output = lapwing(&database, &["services", "--search", "blackpool"]);
    assert!(text(&output.stdout).contains("hmip-2025-blackpool-2025"));
    assert_eq!(text(&output.stderr), "1 of 159 services\n");
    let output = lapwing(&database, &["service", "Blackpool"]);
    let said = text(&output.stdout);
    assert!(
        said.contains("Overall rating: Inadequate to Good"),
        "{said}"
    );
    assert!(!said.contains("to Requires improvement"), "{said}");
    let medway = json(&lapwing(&database, &["service", "medway", "--json"]));
    assert_eq!(medway["history"]["service"]["name"], "Medway");
    assert_eq!(medway["neighbours"][0]["council"], "Swindon");
    assert_eq!(medway["figures"][0]["traces"][0]["area"], "Medway");
    let said = says(&database, &["service", "Atlantis"], 3);
    assert!(said.contains("no service is called “Atlantis”"), "{said}");
}
