//! Any bytes at all: the reader answers, keeps its sums, and does not panic.

use quality::inspections::{ImportOptions, read};

use crate::house::{csv, medway, scraped};

fn check(bytes: &[u8], options: ImportOptions) {
    match read(bytes, options) {
        Ok(file) => {
            assert!(file.rows() > 0);
            for cell in file.refused().iter().chain(file.notes()) {
                assert!(cell.line > 0 && !cell.reason.is_empty() && !cell.remedy.is_empty());
            }
        }
        Err(cell) => assert!(cell.line > 0 && !cell.remedy.is_empty()),
    }
}

#[test]
fn fuzz_the_own_layout() {
    let one = medway(&[
        ("overall_rating", "Good"),
        ("total_score", "18"),
        ("max_score", "36"),
    ]);
    let published = published::inspections_csv();
    let head: Vec<&str> = published.lines().take(4).collect();
    let some = csv(head[0], &head[1..]);
    let corpus = [
        one.as_bytes(),
        some.as_bytes(),
        b"service,framework\n\"",
        b"\xEF\xBB\xBF",
    ];
    for input in testkit::fuzz::inputs(&corpus, 1, testkit::fuzz::count()) {
        check(&input, ImportOptions::default());
    }
}

#[test]
fn fuzz_the_dataset_layout() {
    let one = scraped(&[
        ("overall_rating", "Good"),
        ("score_%", "72.22"),
        ("staff", "Good"),
    ]);
    let two = scraped(&[("joint_working", "Good"), ("la_name", "Hackney - JI")]);
    let corpus = [
        one.as_bytes(),
        two.as_bytes(),
        b"la_name,publication_date\nMedway,04/06/22\n",
    ];
    let named = ImportOptions { maximum: Some(39) };
    for input in testkit::fuzz::inputs(&corpus, 2, testkit::fuzz::count()) {
        check(&input, named);
    }
}
