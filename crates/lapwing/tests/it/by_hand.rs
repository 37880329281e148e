//! What people add by hand, from a terminal: the report as a file, and what was recommended as data.
//! The recommendation is invented for these tests.

use access::Asker;
use quality::recommendations::{self, Draft};
use vault::Door;

use crate::program::{file, filled, json, lapwing, says, text};

/// The smallest file that begins and ends as a PDF.
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n";

#[test]
fn a_report_is_attached_once_and_refused_with_reasons() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let file = |name: &str, bytes: &[u8]| file(folder.path(), name, bytes);
    let pdf = file("Medway.pdf", PDF);
    let medway = "hmip-2018-medway-2020";
    for (id, path, code, words) in [
        (
            medway,
            pdf.as_str(),
            0,
            "is kept as file 1 of hmip-2018-medway-2020: PDF, 63 bytes",
        ),
        (medway, &pdf, 0, "was kept already as file 1"),
        ("atlantis", &pdf, 2, "holds no inspection atlantis"),
        (medway, &file("page.pdf", b"<html>"), 3, "is a web page"),
        (medway, &file("Medway.docx", PDF), 3, "does not end in .pdf"),
        (medway, &file("empty.pdf", b""), 3, "The file is empty"),
        (medway, "/nonexistent/a.pdf", 3, "cannot be read"),
    ] {
        let said = says(&database, &["report", "attach", id, path], code);
        assert!(said.contains(words), "{words}: {said}");
    }
    // What cannot be kept is told before a database is made for it.
    let none = folder.path().join("none.db");
    let empty = file("empty.pdf", b"");
    lapwing(
        &none.to_string_lossy(),
        &["report", "attach", medway, &empty],
    );
    assert!(!none.exists());
}

#[test]
fn recommendations_are_listed_as_text_and_as_data() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let door = Door::open(&database).await.expect("a database");
        let draft = Draft {
            addressed_to: "The management board".to_owned(),
            words: "Ask victims (invented)".to_owned(),
            due: Some("2020-07-04".parse().expect("a date")),
            standard: None,
        };
        let asker = Asker::local_operator();
        recommendations::add(&door, &asker, "hmip-2018-medway-2020", &draft)
            .await
            .expect("written down");
        door.close().await;
    });
    let output = lapwing(&database, &["recommendations"]);
    let said = text(&output.stdout);
    for words in [
        "hmip-2018-medway-2020-r1",
        "2020-07-04 The management board",
        "\n    Ask victims (invented)",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(text(&output.stderr).contains("1 of 1 recommendations"));
    let output = lapwing(
        &database,
        &["recommendations", "--json", "--search", "board"],
    );
    let data = json(&output);
    assert_eq!(data[0]["id"], "hmip-2018-medway-2020-r1");
    assert_eq!(data[0]["inspection"]["service"]["name"], "Medway");
    let output = lapwing(&database, &["recommendations", "--search", "atlantis"]);
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("0 of 1 recommendations"));
}
