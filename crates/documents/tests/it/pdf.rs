//! The PDF as other programs read it: its tags, its words, its letters.

use std::process::Command;

use documents::{Block, Error, Report};

use crate::example::report;

fn made(report: &Report) -> Vec<u8> {
    documents::pdf(report).expect("a PDF")
}

/// What one of the Poppler programs prints about the PDF.
fn read(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, pdf).expect("a file");
    let output = Command::new(program)
        .args(arguments)
        .arg(&path)
        // pdftotext would otherwise write a file beside its input.
        .args((program == "pdftotext").then_some("-"))
        .output()
        .expect("Poppler's programs; `cargo xtask setup` installs them");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = made(&report());
    let information = read("pdfinfo", &[], &pdf);
    for (name, value) in [
        ("Title:", "Medway & #strong[all] <of> it"),
        ("Author:", "Lapwing"),
        ("Creator:", "Lapwing"),
        ("Tagged:", "yes"),
        ("JavaScript:", "no"),
        ("Encrypted:", "no"),
        ("Page size:", "595.276 x 841.89 pts (A4)"),
    ] {
        let line = information.lines().find(|line| line.starts_with(name));
        let line = line.unwrap_or_else(|| panic!("{name} in {information}"));
        assert_eq!(line[name.len()..].trim(), value);
    }
    assert!(!information.contains("Date:"), "{information}");
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.contains("/Lang(en-GB)") || raw.contains("/Lang (en-GB)"));
    let metadata = read("pdfinfo", &["-meta"], &pdf);
    assert!(
        metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
        "{metadata}"
    );
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(made(&report()), made(&report()));
}

#[test]
fn tags_and_words_stand_as_they_did() {
    let mut short = report();
    let Some(Block::Table(long)) = short.sections[1].blocks.last_mut() else {
        panic!("a long table");
    };
    long.rows.truncate(2);
    insta::assert_snapshot!(read("pdfinfo", &["-struct-text"], &made(&short)));
}

#[test]
fn words_are_never_markup() {
    let text = read("pdftotext", &["-layout"], &made(&report()));
    for words in [
        "Medway & #strong[all] <of> it",
        "*Requires improvement*",
        "About $this$ inspection",
        "= the second begins with a sign.",
        "#two",
        "=1+1",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn a_long_table_repeats_its_headings_and_each_page_has_its_foot() {
    let text = read("pdftotext", &["-layout"], &made(&report()));
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert!(pages.len() >= 3, "{} pages", pages.len());
    let total = pages.len();
    for (page, number) in pages.iter().zip(1..) {
        assert!(page.contains(&format!("Page {number} of {total}")));
        assert!(page.contains("Lapwing’s reading; not the inspectorate’s."));
        if page.contains("Row ") {
            assert!(page.contains("Standard"), "headings on page {number}");
        }
    }
}

#[test]
fn every_letter_travels_with_the_file() {
    let fonts = read("pdffonts", &[], &made(&report()));
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!lines.is_empty());
    for line in lines {
        // Columns from the right: object, generation, unicode, subset, embedded.
        let columns: Vec<&str> = line.split_whitespace().rev().collect();
        assert_eq!(columns[4], "yes", "{line}");
    }
}

#[test]
fn what_somebody_could_not_read_is_no_report() {
    let mut untitled = report();
    untitled.title = " ".to_owned();
    assert_eq!(documents::pdf(&untitled), Err(Error::NoTitle));
    assert_eq!(documents::html(&untitled), Err(Error::NoTitle));

    let mut unseen = report();
    if let Block::Drawing { alt, .. } = &mut unseen.sections[1].blocks[0] {
        alt.clear();
    }
    let missing = Error::NoAlternative("18 of 36 points".to_owned());
    assert_eq!(documents::pdf(&unseen), Err(missing.clone()));
    assert_eq!(documents::html(&unseen), Err(missing));
}
