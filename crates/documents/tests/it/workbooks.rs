//! Both kinds of workbook, opened as archives and through a reader that is not ours.

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Reader, Xlsx};
use documents::Workbook;

use crate::example::{sheets, workbook};

/// The words of every cell that calamine finds, sheet by sheet.
pub fn cells<R>(mut reader: R) -> Vec<(String, Vec<Vec<String>>)>
where
    R: Reader<Cursor<Vec<u8>>, Error: std::fmt::Debug>,
{
    let names = reader.sheet_names();
    let sheets = names.into_iter().map(|name| {
        let range = reader.worksheet_range(&name).expect("a sheet");
        let rows = range.rows().map(|row| {
            let mut words: Vec<String> = row.iter().map(words).collect();
            // A short line above a table is as wide as the table to calamine.
            while words.last().is_some_and(String::is_empty) {
                words.pop();
            }
            words
        });
        (name, rows.collect())
    });
    sheets.collect()
}

fn words(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::String(words) => words.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is neither words nor a number"),
    }
}

pub fn ods_cells(workbook: &Workbook) -> Vec<(String, Vec<Vec<String>>)> {
    let bytes = documents::ods(workbook).expect("an ODS file");
    cells(Ods::new(Cursor::new(bytes)).expect("a readable ODS file"))
}

pub fn xlsx_cells(workbook: &Workbook) -> Vec<(String, Vec<Vec<String>>)> {
    let bytes = documents::xlsx(workbook).expect("an XLSX file");
    cells(Xlsx::new(Cursor::new(bytes)).expect("a readable XLSX file"))
}

/// Every part of an archive: its path and its text.
pub fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn part(bytes: Vec<u8>, name: &str) -> String {
    let parts = parts(bytes);
    let (_, text) = parts.into_iter().find(|(own, _)| own == name).expect(name);
    text
}

fn ods() -> Vec<u8> {
    documents::ods(&workbook()).expect("an ODS file")
}

fn xlsx() -> Vec<u8> {
    documents::xlsx(&workbook()).expect("an XLSX file")
}

#[test]
fn every_cell_stands_where_it_should() {
    for found in [ods_cells(&workbook()), xlsx_cells(&workbook())] {
        for ((name, rows), (own, own_rows)) in sheets().iter().zip(&found) {
            assert_eq!(name, own);
            assert_eq!(rows, own_rows, "{name}");
        }
        assert_eq!(found.len(), sheets().len());
    }
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    assert_eq!(ods(), ods());
    assert_eq!(xlsx(), xlsx());
}

#[test]
fn nothing_is_hidden_and_nothing_can_run() {
    // What would be a comment, a formula, a macro, an earlier value, a hidden thing or a picture.
    let ods_words = [
        "office:annotation",
        "table:formula",
        "office:script",
        "table:tracked-changes",
        "visibility=\"collapse\"",
        "table:display=\"false\"",
        "draw:",
        "number-columns-spanned",
        "fo:background-color",
    ];
    let xlsx_words = [
        "<f>",
        "<f ",
        "state=\"hidden\"",
        "hidden=\"1\"",
        "mergeCell",
        "<comment",
        "<autoFilter",
        "<pane",
        "externalLink",
        "vbaProject",
        "headerFooter",
        "patternType=\"solid\"",
    ];
    for (bytes, words) in [(ods(), &ods_words[..]), (xlsx(), &xlsx_words[..])] {
        for (name, text) in parts(bytes) {
            for word in words {
                assert!(!text.contains(word), "{name} holds {word}");
            }
        }
    }
    let names = |bytes: Vec<u8>| parts(bytes).into_iter().map(|part| part.0);
    let ods_parts: Vec<String> = names(ods()).collect();
    assert_eq!(
        ods_parts,
        [
            "mimetype",
            "META-INF/manifest.xml",
            "meta.xml",
            "settings.xml",
            "styles.xml",
            "content.xml"
        ]
    );
    for name in names(xlsx()) {
        let known = ["[Content_Types].xml", "_rels/", "docProps/", "xl/"];
        assert!(known.iter().any(|start| name.starts_with(start)), "{name}");
        assert!(!name.contains("Cache") && !name.contains("media"), "{name}");
    }
}

#[test]
fn a_file_says_what_it_is_and_not_when_it_was_made() {
    let meta = part(ods(), "meta.xml");
    for words in [
        "<dc:title>Ratings &amp; “percentages” &lt;2024&gt;</dc:title>",
        "<dc:creator>Lapwing</dc:creator>",
        "<dc:language>en-GB</dc:language>",
    ] {
        assert!(meta.contains(words), "{words} in {meta}");
    }
    assert!(!meta.contains("date"));
    let core = part(xlsx(), "docProps/core.xml");
    for words in [
        "<dc:title>Ratings &amp; “percentages” &lt;2024&gt;</dc:title>",
        "<dc:creator>Lapwing</dc:creator>",
        "<dc:language>en-GB</dc:language>",
        ">1900-01-01T00:00:00Z<",
    ] {
        assert!(core.contains(words), "{words} in {core}");
    }
}

#[test]
fn titles_are_headings_and_tables_are_tables() {
    let content = part(ods(), "content.xml").replace("&apos;", "'");
    let titles = content.matches("table:style-name=\"Heading_20_1\"").count();
    assert_eq!(titles, sheets().len());
    assert!(part(ods(), "styles.xml").contains("style:display-name=\"Heading 1\""));
    for range in [
        "table:name=\"contents\" table:target-range-address=\"'Contents'.A3:'Contents'.B5\"",
        "table:name=\"table_1_ratings_of_standards\" table:target-range-address=\"'Ratings'.A3:'Ratings'.C8\"",
        "table:name=\"table_2_shares\" table:target-range-address=\"'Kent''s shares'.A3:'Kent''s shares'.B5\"",
    ] {
        assert!(content.contains(range), "{range}");
    }
    assert_eq!(content.matches("<table:table-header-rows>").count(), 4);

    let styles = part(xlsx(), "xl/styles.xml");
    assert!(styles.contains("<cellStyle name=\"Heading 1\" xfId=\"2\" builtinId=\"16\"/>"));
    assert!(
        styles.contains("<cellStyles count=\"3\">")
            && styles.contains("<cellStyleXfs count=\"3\">")
    );
    assert_eq!(
        styles.matches(" xfId=\"2\"").count(),
        2,
        "one format, and its name"
    );
    let tables: Vec<String> = parts(xlsx())
        .into_iter()
        .filter(|(name, _)| name.starts_with("xl/tables/"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(tables.len(), 4);
    assert!(tables[2].contains("displayName=\"table_1_ratings_of_standards\" ref=\"A3:C8\""));
    assert!(tables[3].contains("name=\"Per cent\""));
}

#[test]
fn contents_lead_to_each_sheet() {
    let content = part(ods(), "content.xml").replace("&apos;", "'");
    for link in [
        "xlink:href=\"#'Ratings'.A1\">Ratings</text:a>",
        "xlink:href=\"#'Kent''s shares'.A1\">Kent's shares</text:a>",
    ] {
        assert!(content.contains(link), "{link}");
    }
    let sheet = part(xlsx(), "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("location=\"'Kent''s shares'!A1\""),
        "{sheet}"
    );
}

#[test]
fn a_list_of_nothing_says_so_and_has_no_table() {
    let mut empty = workbook();
    empty.notes.clear();
    empty.shorthand.clear();
    empty.sheets.truncate(1);
    empty.sheets[0].table.rows.clear();
    for found in [ods_cells(&empty), xlsx_cells(&empty)] {
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Cover", "Contents", "Ratings"]);
        assert_eq!(found[2].1[1], ["There is nothing to list here."]);
        assert_eq!(found[2].1.len(), 3);
    }
}

#[test]
fn spaces_that_a_reader_may_take_for_layout_are_written_as_such() {
    let content = part(ods(), "content.xml");
    for words in [
        "<text:p>2.3 <text:s/>Implementation</text:p>",
        "<text:p><text:s/>2.4 Reviewing<text:s/></text:p>",
    ] {
        assert!(content.contains(words), "{words}");
    }
}
