//! What no file can hold is named.

use documents::{Cell, CellFault, Error, Workbook};

use crate::example::{column, number, text, workbook};

/// The fault, which must be the same for both kinds of file.
fn fault(change: impl Fn(&mut Workbook)) -> String {
    let mut workbook = workbook();
    change(&mut workbook);
    let found = documents::ods(&workbook).expect_err("no ODS file");
    assert_eq!(documents::xlsx(&workbook).expect_err("no XLSX file"), found);
    found.to_string()
}

/// A change that spoils a workbook.
type Change = fn(&mut Workbook);

#[test]
fn what_cannot_stand_on_a_sheet_is_named() {
    let long = |units: usize| "a".repeat(units);
    let cases: [(Change, &str); 11] = [
        (
            |w| w.sheets[0].name = "Notes".to_owned(),
            "the sheet name “Notes” is too long, holds a character that none may hold, or is taken",
        ),
        (
            |w| w.sheets[0].name = "KENT'S SHARES".to_owned(),
            "the sheet name “Kent's shares” is too long, holds a character that none may hold, or is taken",
        ),
        (
            |w| w.sheets[0].name = "2020/21".to_owned(),
            "the sheet name “2020/21” is too long, holds a character that none may hold, or is taken",
        ),
        (
            |w| w.sheets[1].table.columns.clear(),
            "the table “Shares” has no columns",
        ),
        (
            |w| w.sheets[1].table.columns[1] = column("YEAR", true),
            "the heading “YEAR” of the table “Shares” is empty, too long, or not its own",
        ),
        (
            |w| w.sheets[1].table.columns[1] = column(" ", true),
            "the heading “ ” of the table “Shares” is empty, too long, or not its own",
        ),
        (
            |w| w.sheets[1].table.rows[1].truncate(1),
            "row 2 of the table “Shares” has not one cell a column",
        ),
        (
            |w| w.sheets[0].table.rows[0][2] = text(" \n"),
            "row 1, column “Remark” of the table “Ratings of standards”: it is empty without a reason",
        ),
        (
            |w| w.sheets[1].table.rows[0][1] = number(f64::NAN, 1),
            "row 1, column “Per cent” of the table “Shares”: its number is not finite, or has too many decimals",
        ),
        (
            |w| w.sheets[1].table.rows[0][1] = number(1.0, 13),
            "row 1, column “Per cent” of the table “Shares”: its number is not finite, or has too many decimals",
        ),
        (
            |w| w.sheets[0].table.rows[0][2] = text(&"a".repeat(32_768)),
            "row 1, column “Remark” of the table “Ratings of standards”: its text is longer than a cell holds",
        ),
    ];
    for (change, said) in cases {
        assert_eq!(fault(change), said);
    }
    let title = fault(|w| w.title = long(32_768));
    assert_eq!(title, "a text of 32768 letters is longer than a cell holds");
}

#[test]
fn the_kind_of_a_fault_holds_nothing_of_the_document() {
    let secret = "17 High Street";
    let faults = [
        Error::SheetName(secret.to_owned()),
        Error::Heading {
            table: secret.to_owned(),
            heading: secret.to_owned(),
        },
        Error::Cell {
            table: secret.to_owned(),
            row: 1,
            column: secret.to_owned(),
            fault: CellFault::Empty,
        },
    ];
    for fault in faults {
        assert!(fault.to_string().contains(secret));
        assert!(!fault.kind().contains(secret));
    }
}

#[test]
fn the_largest_text_fits() {
    let mut workbook = workbook();
    workbook.sheets[0].table.rows[0][2] = Cell::Text("a".repeat(32_767));
    documents::ods(&workbook).expect("an ODS file");
    documents::xlsx(&workbook).expect("an XLSX file");
}
