//! Whatever stands in a cell comes back as it was.

use documents::{Sheet, Table, Workbook};
use proptest::prelude::*;

use crate::example::{column, text};
use crate::workbooks::{ods_cells, xlsx_cells};

/// A workbook with these words in a column.
fn of(words: &[String]) -> Workbook {
    Workbook {
        title: "Words".to_owned(),
        author: "Lapwing".to_owned(),
        language: "en-GB".to_owned(),
        about: Vec::new(),
        notes: Vec::new(),
        shorthand: Vec::new(),
        sheets: vec![Sheet {
            name: "Words".to_owned(),
            table: Table {
                caption: "Words".to_owned(),
                columns: vec![column("Words", false)],
                rows: words.iter().map(|own| vec![text(own)]).collect(),
            },
        }],
    }
}

/// The words that a reader finds in the column.
fn column_of(sheets: &[(String, Vec<Vec<String>>)]) -> Vec<String> {
    let (_, rows) = sheets.last().expect("a sheet");
    let cells = rows.iter().skip(3).map(|row| row.concat());
    cells.collect()
}

/// What XML can hold of the words: line ends in one form, a mark for each control character.
fn held(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |char: char| match char {
        '\n' | '\t' => char,
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ if char.is_control() => '\u{FFFD}',
        _ => char,
    };
    words.chars().map(kept).collect()
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        // What programs take for formulas, numbers, dates, marks of their own.
        "[=+@-]?[A-Z]{1,3}[0-9]{1,2}([(:*/].{0,6})?",
        "_x[0-9A-F]{4}_.{0,3}",
        "[ \t]{0,3}[a-z]{1,4}[ \t\r\n]{0,3}[a-z<>&\"']{0,4}[ \n]{0,2}",
        "0{0,3}[0-9]{1,20}(\\.[0-9]{0,3})?",
    ]
    .prop_filter("a cell has words", |words| !words.trim().is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn words_come_back_as_they_were(words in proptest::collection::vec(any_words(), 1..12)) {
        let workbook = of(&words);
        let wanted: Vec<String> = words.iter().map(|own| held(own)).collect();
        prop_assert_eq!(&column_of(&ods_cells(&workbook)), &wanted, "ODS");
        prop_assert_eq!(&column_of(&xlsx_cells(&workbook)), &wanted, "XLSX");
    }
}
