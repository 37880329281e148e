//! From the bytes of a file to rows of text with the lines they stand on.
//!
//! Old spreadsheets write Windows-1252, new ones a byte-order mark, some semicolons. What can be
//! read without a guess is read; the rest is refused with the way to save the file anew.

use std::borrow::Cow;
use std::io::Read;

use super::super::limits::{CELL_CHARS, COLUMNS, FILE_BYTES};
use super::super::report::{Cell, WHOLE_ROW};

/// A file as text in rows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// Column names as the file spells them, without surrounding blanks.
    pub(crate) header: Vec<String>,
    /// The line the header stands on.
    pub(crate) header_line: u64,
    /// Rows that hold anything.
    pub(crate) rows: Vec<Row>,
    /// Remarks about the file as a whole.
    pub(crate) notes: Vec<Cell>,
}

/// One row, or why it cannot be read as one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The physical line on which it begins.
    pub(crate) line: u64,
    /// Its cells, as many as the header has, without surrounding blanks.
    pub(crate) cells: Result<Vec<String>, Cell>,
}

/// What follows the file's last byte while it is read. If it does not come back as a row of its
/// own, a quotation mark swallowed it, so one was opened and never closed.
const SENTINEL: &str = "\n\u{1}\n";

/// Reads a file.
///
/// # Errors
/// A cell that says why the file as a whole cannot be used.
pub(crate) fn table(bytes: &[u8]) -> Result<Table, Cell> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > FILE_BYTES {
        return Err(unusable(
            format!("The file is larger than {} MB.", FILE_BYTES / 1_000_000),
            "Split it into smaller files, each with the header row.",
        ));
    }
    let (text, note) = decoded(bytes)?;
    if text.trim().is_empty() {
        return Err(unusable(
            "The file is empty.",
            "Save the sheet as comma-separated CSV, with its header row, and try again.",
        ));
    }
    let mut records = records(&text)?;
    let header = records.remove(0);
    let header_line = header.line;
    let header = sound_header(header)?;
    let width = header.len();
    let rows: Vec<Row> = records
        .into_iter()
        .map(|record| row(record, width))
        .collect();
    Ok(Table {
        header,
        header_line,
        rows,
        notes: note.into_iter().collect(),
    })
}

/// A record as the CSV reader hands it out.
struct Record {
    line: u64,
    fields: Vec<String>,
    /// Whether a quotation mark opens in it that never closes.
    unclosed: bool,
}

/// Text from bytes, and a note where they were no UTF-8.
fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<Cell>), Cell> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = &bytes[..bytes.len().min(1_000)];
    let noughts = start.iter().filter(|byte| **byte == 0).count();
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || noughts * 4 > start.len()
    {
        return Err(unusable(
            "The file is in UTF-16.",
            "Save it as “CSV UTF-8 (comma delimited)” and try again.",
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), None)),
        Err(error) => {
            let line = Lines::default().line_at(bytes, error.valid_up_to());
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            let note = Cell::new(
                line,
                WHOLE_ROW,
                "",
                "The file is no UTF-8 and was read as Windows-1252; this is the first line \
                 concerned.",
                "Check the names with accents and dashes, or save the file as CSV UTF-8.",
            );
            Ok((text, Some(note)))
        }
    }
}

/// All records of a text, the header first. There is at least one.
fn records(text: &str) -> Result<Vec<Record>, Cell> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().chain(SENTINEL.as_bytes()));
    let mut lines = Lines::default();
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    // The line feed that begins the sentinel may still end the file's last row.
    let end = u64::try_from(text.len() + 1).unwrap_or(u64::MAX);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                return Err(unusable(
                    "The file cannot be read as CSV.",
                    "Save the sheet as comma-separated CSV and try again.",
                ));
            }
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let past_end = reader.position().byte() > end;
        let last = record.iter().next_back().unwrap_or_default();
        if past_end && record.len() == 1 && last == SENTINEL.trim_matches('\n') {
            break;
        }
        let unclosed = past_end && last.ends_with(SENTINEL);
        let mut fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
        if unclosed && let Some(field) = fields.last_mut() {
            *field = field.trim_end_matches(['\n', '\u{1}']).to_owned();
        }
        if fields.iter().all(String::is_empty) {
            continue;
        }
        records.push(Record {
            line: lines.line_at(text.as_bytes(), start),
            fields,
            unclosed,
        });
    }
    if records.is_empty() {
        return Err(unusable(
            "The file holds only commas and blanks.",
            "Save the sheet as comma-separated CSV, with its header row, and try again.",
        ));
    }
    Ok(records)
}

/// The header, if it can be one.
fn sound_header(record: Record) -> Result<Vec<String>, Cell> {
    let at = |reason: String, remedy: &str| Cell::row(record.line, reason, remedy);
    if record.unclosed {
        return Err(at(
            "A quotation mark opens in the header and is never closed.".to_owned(),
            "Remove it, or close it before the next comma.",
        ));
    }
    if let [only] = record.fields.as_slice() {
        for (delimiter, name) in [(';', "semicolons"), ('\t', "tabs")] {
            if only.contains(delimiter) {
                return Err(at(
                    format!("The columns are parted by {name}."),
                    "Save the file as comma-separated CSV (in a spreadsheet: export, field \
                     delimiter “,”) and try again.",
                ));
            }
        }
    }
    if record.fields.len() > COLUMNS {
        return Err(at(
            format!("The header has more than {COLUMNS} columns."),
            "Keep the columns of the layout and remove the others.",
        ));
    }
    if record.fields.iter().any(|name| name.contains('\0')) {
        return Err(at(
            "The header holds characters that no text has.".to_owned(),
            "Save the file as “CSV UTF-8 (comma delimited)” and try again.",
        ));
    }
    Ok(record.fields)
}

/// A row of the header's width, or why it is none.
fn row(record: Record, width: usize) -> Row {
    let line = record.line;
    let refused = if record.unclosed {
        Some(Cell::row(
            line,
            "A quotation mark opens in this row and is never closed, so the rest of the file was \
             read as one cell.",
            "Remove it, or close it before the next comma; then import the file again.",
        ))
    } else if record.fields.len() != width {
        Some(Cell::row(
            line,
            format!(
                "The row has {} cells, and the header has {width}.",
                record.fields.len()
            ),
            "Put text that holds a comma in quotation marks, and leave unknown cells empty.",
        ))
    } else {
        record
            .fields
            .iter()
            .any(|field| field.chars().nth(CELL_CHARS).is_some())
            .then(|| {
                Cell::row(
                    line,
                    format!("A cell of the row has more than {CELL_CHARS} characters."),
                    "Shorten it; often a quotation mark is missing before a line break.",
                )
            })
    };
    Row {
        line,
        cells: match refused {
            Some(cell) => Err(cell),
            None => Ok(record.fields),
        },
    }
}

fn unusable(reason: impl Into<String>, remedy: impl Into<String>) -> Cell {
    Cell::row(1, reason, remedy)
}

/// Counts physical lines up to places that only move forward. Lines end with LF, CR LF or CR.
#[derive(Default)]
struct Lines {
    at: usize,
    ends: u64,
}

impl Lines {
    /// The line (from 1) of the first character at or after `place` that does not end a line.
    fn line_at(&mut self, bytes: &[u8], place: usize) -> u64 {
        let is_end = |byte: u8| byte == b'\n' || byte == b'\r';
        while let Some(&byte) = bytes.get(self.at) {
            if self.at >= place && !is_end(byte) {
                break;
            }
            let before = self.at.checked_sub(1).and_then(|index| bytes.get(index));
            if byte == b'\r' || (byte == b'\n' && before != Some(&b'\r')) {
                self.ends += 1;
            }
            self.at += 1;
        }
        self.ends + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u64, Option<Vec<String>>)> {
        let table = table(text.as_bytes()).expect("a table");
        table
            .rows
            .into_iter()
            .map(|row| (row.line, row.cells.ok()))
            .collect()
    }

    #[test]
    fn a_row_knows_the_line_it_begins_on() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,2", "", "\"x", "y\",3", ",", "4,5"].join(end);
            let found: Vec<u64> = lines(&text).into_iter().map(|(line, _)| line).collect();
            assert_eq!(found, [2, 4, 7], "{end:?}");
        }
    }

    #[test]
    fn an_unclosed_quotation_mark_takes_its_own_row_only() {
        let found = lines("a,b\n1,2\n3,\"4\n5,6\n");
        assert_eq!(found.len(), 2);
        assert!(found[0].1.is_some());
        assert_eq!((found[1].0, &found[1].1), (3, &None));
    }

    #[test]
    fn the_last_row_may_end_in_any_way() {
        for end in [
            "",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "\r\n\r\n",
            "\n\u{1}",
            "\n\u{1}\n",
        ] {
            let found = lines(&format!("a\n1{end}"));
            assert_eq!(found[0], (2, Some(vec!["1".to_owned()])), "{end:?}");
            let odd = end.contains('\u{1}');
            assert_eq!(found.len(), 1 + usize::from(odd), "{end:?}");
        }
    }

    #[test]
    fn what_is_no_table_says_why() {
        let table_of = [
            (&b""[..], "empty"),
            (b"\xEF\xBB\xBF", "empty"),
            (b" \n\n", "empty"),
            (b",,\n,", "only commas"),
            (b"a;b\n1;2\n", "semicolons"),
            (b"a\tb\n1\t2\n", "tabs"),
            (b"\xFF\xFEa\0,\0b\0", "UTF-16"),
            (b"a\0,\0b\0\n\x001\0", "UTF-16"),
            (b"\"a,b\n1,2", "never closed"),
        ];
        for (bytes, reason) in table_of {
            let cell = table(bytes).expect_err("no table");
            assert!(cell.reason.contains(reason), "{bytes:?}: {}", cell.reason);
            assert!(!cell.remedy.is_empty());
        }
    }

    #[test]
    fn windows_1252_is_read_with_a_note() {
        let table = table(b"a,b\nx,y\nYnys M\xF4n,\x96\n").expect("a table");
        assert_eq!(table.notes.len(), 1);
        assert_eq!(table.notes[0].line, 3);
        let cells = table.rows[1].cells.as_ref().expect("cells");
        assert_eq!(cells, &["Ynys Môn", "–"]);
    }
}
