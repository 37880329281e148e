//! What holds for any files: rows add up, importing again changes nothing, and both databases end
//! with the same bytes.

use std::sync::Mutex;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::house::{csv, on_both, outcome};

/// Files that are put to one register, one after the other.
const FILES: usize = 24;

const HEADER: &str =
    "service,framework,published,overall_rating,2.1,total_score,max_score,notes,source_url";

/// Files of a few rows that meet each other: few services, dates, words and sources.
fn files() -> impl Strategy<Value = Vec<String>> {
    let one_of = |words: &'static [&'static str]| prop::sample::select(words);
    let row = (
        one_of(&["Medway", "Kent", "Bexley", "Atlantis"]),
        one_of(&["hmip-2018", "hmip-2021", "hmip-1999"]),
        one_of(&[
            "2021",
            "2021-06",
            "2021-06-04",
            "2021-12-01",
            "2022-01-15",
            "2021-02-30",
            "",
        ]),
        one_of(&["Good", "Requires improvement", "adequate", ""]),
        one_of(&["Good", "Not rated", ""]),
        one_of(&["18", "19", "40", ""]),
        one_of(&["36", "24", ""]),
        one_of(&["a remark", "another", ""]),
        one_of(&["https://example.org/a", "https://example.org/b", ""]),
    );
    let row = row.prop_map(|(a, b, c, d, e, f, g, h, i)| [a, b, c, d, e, f, g, h, i].join(","));
    let file = prop::collection::vec(row, 1..8).prop_map(|rows| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        csv(HEADER, &rows)
    });
    prop::collection::vec(file, FILES)
}

#[test]
fn any_files_in_any_order_hold_together() {
    let mut runner = TestRunner::deterministic();
    let files = files().new_tree(&mut runner).expect("files").current();
    let exports = Mutex::new(Vec::new());
    on_both(async |house| {
        let mut own = Vec::new();
        for file in &files {
            let report = house.import(file).await;
            outcome(&report);
            let export = house.export().await;
            let again = house.import(file).await;
            assert_eq!(
                again.same + again.refused_rows,
                again.rows,
                "{file}\n{again:?}"
            );
            assert_eq!(again.refused_rows, report.refused_rows, "{file}");
            assert_eq!(again.contradicting, report.contradicting, "{file}");
            assert_eq!(house.export().await, export, "{file}");
            own.push(export);
        }
        exports.lock().expect("no panic").push(own);
    });
    let exports = exports.into_inner().expect("no panic");
    assert_eq!(exports.len(), 2);
    assert!(exports[0] == exports[1], "the databases differ");
}
