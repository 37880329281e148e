//! Reports kept as files: which are kept, which are not and what is said then.

use std::io::{Cursor, Write};

use quality::reports::{self, Error, Kept, Kind, limits};
use testkit::{bad, fuzz};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::house::{House, medway, on_both, operator};
use crate::recommendations::trail;

const MEDWAY: &str = "hmip-2018-medway-2020";

/// The smallest file that begins and ends as a PDF.
fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n".to_vec()
}

/// A package of parts, in this order.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

fn odt() -> Vec<u8> {
    package(&[
        ("mimetype", Kind::Odt.media_type()),
        ("content.xml", "<office:document-content/>"),
    ])
}

/// A package of Office Open XML whose main part has this type.
fn office(main: &str) -> Vec<u8> {
    let types = format!(
        "<Types><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>"
    );
    package(&[
        ("[Content_Types].xml", &types),
        ("word/document.xml", "<w:document/>"),
    ])
}

fn docx() -> Vec<u8> {
    office("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
}

async fn keep(house: &House, name: &str, bytes: Vec<u8>) -> Result<Kept, Error> {
    reports::keep(&house.door, &operator(), MEDWAY, name, bytes).await
}

#[test]
fn three_kinds_are_kept_and_handed_out_byte_for_byte() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        for (place, (name, bytes, kind)) in [
            ("Medway.pdf", pdf(), Kind::Pdf),
            ("Medway.odt", odt(), Kind::Odt),
            ("Medway.DOCX", docx(), Kind::Docx),
        ]
        .into_iter()
        .enumerate()
        {
            let number = u32::try_from(place).expect("small") + 1;
            let kept = keep(&house, name, bytes.clone()).await;
            let kept = kept.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(
                (kept.file.number, kept.file.kind, kept.already),
                (number, kind, false)
            );
            assert_eq!(kept.file.size_bytes, bytes.len() as u64);
            let opened = reports::open(&house.door, &operator(), MEDWAY, number).await;
            let opened = opened.expect("an answer").expect("it is kept");
            assert_eq!(opened.bytes, bytes, "{} {name}", house.database);
            assert_eq!(opened.file, kept.file);
        }
        let none = reports::open(&house.door, &operator(), MEDWAY, 4).await;
        assert_eq!(none.expect("an answer"), None);
        let files = house.show(MEDWAY).await.reports;
        assert_eq!(files.len(), 3);
        assert_eq!(files[2].name, "Medway.docx");
        let export: serde_json::Value = serde_json::from_str(&house.export().await).expect("JSON");
        let first = &export["inspections"][0]["reports"][0];
        assert_eq!(first["kind"], "pdf");
        assert_eq!(
            first.as_object().map(serde_json::Map::len),
            Some(5),
            "{first}"
        );
    });
}

#[test]
fn the_same_bytes_are_kept_once() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        keep(&house, "Medway.pdf", pdf()).await.expect("kept");
        let again = keep(&house, "Another name.pdf", pdf())
            .await
            .expect("taken");
        assert!(again.already);
        assert_eq!(
            (again.file.number, again.file.name.as_str()),
            (1, "Medway.pdf")
        );
        assert_eq!(house.show(MEDWAY).await.reports.len(), 1);
    });
}

#[test]
fn what_is_not_kept_says_why_and_what_to_do() {
    let html = b"\xEF\xBB\xBF \n<!DOCTYPE html><html></html>".to_vec();
    let old_word = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec();
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let template =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
    let with_project = package(&[
        ("[Content_Types].xml", "wordprocessingml.document.main+xml"),
        ("word/vbaProject.bin", "x"),
    ]);
    let with_basic = package(&[
        ("mimetype", Kind::Odt.media_type()),
        ("Basic/Standard/Module1.xml", "x"),
    ]);
    let ods = package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
    let table: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("nothing at all", "a.pdf", Vec::new(), "The file is empty"),
        (
            "a text",
            "a.pdf",
            b"Report".to_vec(),
            "not a PDF, ODT or DOCX",
        ),
        ("a web page", "a.pdf", html, "is a web page"),
        (
            "rich text",
            "a.docx",
            b"{\\rtf1}".to_vec(),
            "Rich Text Format",
        ),
        (
            "old Word, or a password",
            "a.docx",
            old_word,
            "one with a password",
        ),
        (
            "a program",
            "a.pdf",
            b"MZ\x90\0".to_vec(),
            "not a PDF, ODT or DOCX",
        ),
        (
            "a PDF that broke off",
            "a.pdf",
            half(pdf()),
            "its end is missing",
        ),
        (
            "a DOCX that broke off",
            "a.docx",
            half(docx()),
            "damaged or not whole",
        ),
        (
            "a DOCX with macros",
            "a.docx",
            office(macros),
            "holds macros",
        ),
        (
            "a project of macros",
            "a.docx",
            with_project,
            "holds macros",
        ),
        ("an ODT with Basic", "a.odt", with_basic, "holds macros"),
        (
            "a spreadsheet, XLSX",
            "a.docx",
            office(sheet),
            "no text document",
        ),
        ("a template", "a.docx", office(template), "no text document"),
        ("a spreadsheet, ODS", "a.odt", ods, "no text document"),
        (
            "any zip",
            "a.docx",
            package(&[("a.txt", "x")]),
            "package of other files",
        ),
        ("a PDF called DOCX", "a.docx", pdf(), "does not end in .pdf"),
        (
            "a DOCX called PDF",
            "a.pdf",
            docx(),
            "does not end in .docx",
        ),
        ("no ending", "report", odt(), "does not end in .odt"),
        ("no name", "", pdf(), "has no name"),
        ("only an ending", "folder/.pdf", pdf(), "has no name"),
    ];
    on_both(async |house| {
        house.import(medway(&[])).await;
        for (what, name, bytes, words) in &table {
            let error = keep(&house, name, bytes.clone()).await;
            let error = error.expect_err(what).to_string();
            assert!(error.contains(words), "{what}: {error}");
            assert!(
                error.ends_with('.') && error.matches(". ").count() == 1,
                "{what}: {error}"
            );
        }
        let unheard = reports::keep(&house.door, &operator(), "atlantis", "a.pdf", pdf()).await;
        assert_eq!(unheard, Err(Error::NotHeld));
        assert_eq!(house.show(MEDWAY).await.reports, []);
    });
}

#[test]
fn limits_hold() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let mut large = pdf();
        large.splice(8..8, vec![b'x'; limits::FILE_BYTES - large.len()]);
        keep(&house, "a.pdf", large.clone())
            .await
            .expect("just so large");
        large.insert(8, b'x');
        assert_eq!(keep(&house, "a.pdf", large).await, Err(Error::TooLarge));
        // A part that unpacks to far more than it takes up is read up to the limit only.
        let bomb = "0".repeat(50_000_000);
        let bomb = package(&[("[Content_Types].xml", &bomb)]);
        assert!(matches!(
            keep(&house, "a.docx", bomb).await,
            Err(Error::Kind(_))
        ));
        for number in 2..=limits::FILES {
            let mut own = pdf();
            own.splice(8..8, number.to_string().into_bytes());
            keep(&house, "a.pdf", own).await.expect("one more");
        }
        let more = keep(&house, "b.odt", odt()).await;
        assert_eq!(more, Err(Error::TooMany(limits::FILES)));
    });
}

#[test]
fn keeping_and_opening_leave_rows_in_the_trail() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        keep(&house, "Medway.pdf", pdf()).await.expect("kept");
        keep(&house, "Medway.pdf", pdf())
            .await
            .expect("kept already");
        reports::open(&house.door, &operator(), MEDWAY, 1)
            .await
            .expect("opened");
        let kept = trail(&house, "reports.keep").await;
        let id = "hmip-2018-medway-2020-f1";
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|row| row.1 == id && row.2 == "done"));
        assert_eq!(kept[0].3["size_bytes"], pdf().len());
        assert_eq!(kept[1].3["already"], true);
        assert!(
            !format!("{kept:?}").contains("Medway.pdf"),
            "a name may hold a person’s"
        );
        let opened = trail(&house, "reports.open").await;
        assert_eq!((opened.len(), opened[0].1.as_str()), (1, id));
        let nobody = access::Asker::nobody();
        let refused = reports::open(&house.door, &nobody, MEDWAY, 1).await;
        assert!(matches!(refused, Err(vault::Error::Refused(_))));
    });
}

/// Whatever is put to it, the reader answers; and what it takes begins as what it says it is.
#[test]
fn damaged_files_get_an_answer() {
    let good = [pdf(), odt(), docx()];
    let corpus: Vec<&[u8]> = good.iter().map(Vec::as_slice).collect();
    let spoilt = bad::variants(&String::from_utf8_lossy(&pdf()))
        .into_iter()
        .map(|(_, bytes)| bytes);
    for bytes in fuzz::inputs(&corpus, 20, fuzz::count()).chain(spoilt) {
        for name in ["a.pdf", "a.odt", "a.docx"] {
            let Ok(kind) = reports::check(name, &bytes) else {
                continue;
            };
            let beginning: &[u8] = match kind {
                Kind::Pdf => b"%PDF-",
                Kind::Odt | Kind::Docx => b"PK",
            };
            assert!(bytes.starts_with(beginning));
        }
    }
}
