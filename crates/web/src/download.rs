//! An answer that a browser saves as a file.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Cell, Missing, Sheet, Workbook};
use figures::{Chart, shorthand};

use crate::front::problem::Problem;

/// Who made a document, as its own description says.
pub(crate) const AUTHOR: &str = "Lapwing";

/// The language of every document's words.
pub(crate) const LANGUAGE: &str = "en-GB";

/// What a workbook says of itself on its cover and its notes.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    /// What it holds; the title of the document too.
    pub(crate) title: String,
    /// What stands on the cover: what was asked for, from which data.
    pub(crate) paragraphs: Vec<String>,
    /// Texts that the tables refer to as `[note 1]`, `[note 2]` and so on.
    pub(crate) notes: Vec<String>,
}

/// A CSV file with a header row.
pub(crate) fn csv(name: &str, text: String) -> Response {
    file("text/csv; charset=utf-8; header=present", name, text)
}

/// A JSON file.
pub(crate) fn json(name: &str, text: String) -> Response {
    file("application/json", name, text)
}

/// Tables as an ODS workbook, one a sheet.
pub(crate) fn ods(
    name: &str,
    about: &About,
    tables: &[figures::Table],
) -> Result<Response, Problem> {
    let bytes = documents::ods(&workbook(about, tables))?;
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    Ok(file(kind, name, bytes))
}

/// The table of a figure as an ODS workbook.
pub(crate) fn chart_ods(name: &str, chart: &dyn Chart) -> Result<Response, Problem> {
    let about = About {
        title: chart.title(),
        paragraphs: vec![chart.sentence()],
        notes: Vec::new(),
    };
    ods(name, &about, &[chart.table()])
}

/// `name` holds letters, digits, hyphens and a full stop only, so it needs no escape.
pub(crate) fn file(kind: &'static str, name: &str, content: impl Into<Body>) -> Response {
    let kind = (header::CONTENT_TYPE, kind.to_owned());
    let name = (
        header::CONTENT_DISPOSITION,
        format!("attachment; filename=\"{name}\""),
    );
    ([kind, name], content.into()).into_response()
}

/// Tables as a workbook, with the marks that stand in them explained.
pub(crate) fn workbook(about: &About, tables: &[figures::Table]) -> Workbook {
    let mut marks: Vec<(String, String)> = Vec::new();
    for (mark, meaning) in tables.iter().flat_map(shorthand::used) {
        if !marks.iter().any(|(own, _)| own == mark) {
            marks.push((mark.to_owned(), meaning.to_owned()));
        }
    }
    let sheets = (1..).zip(tables).map(|(number, table)| Sheet {
        name: format!("Table {number}"),
        table: document_table(table),
    });
    Workbook {
        title: about.title.clone(),
        author: AUTHOR.to_owned(),
        language: LANGUAGE.to_owned(),
        about: about.paragraphs.clone(),
        notes: about.notes.clone(),
        shorthand: marks,
        sheets: sheets.collect(),
    }
}

/// A figure's or a list's table as documents take it.
pub(crate) fn document_table(table: &figures::Table) -> documents::Table {
    let columns = table.columns.iter().map(|column| documents::Column {
        heading: column.title.clone(),
        numeric: column.numeric,
    });
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().zip(&table.columns);
        cells
            .map(|(text, column)| cell(text, column.numeric))
            .collect()
    });
    documents::Table {
        caption: table.caption.clone(),
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

/// A cell that holds nothing is one whose value is not to hand.
fn cell(text: &str, numeric: bool) -> Cell {
    if text.trim().is_empty() {
        return Cell::Missing(Missing::NotAvailable);
    }
    if let Some(missing) = Missing::from_mark(text) {
        return Cell::Missing(missing);
    }
    match number(text).filter(|_| numeric) {
        Some(number) => number,
        None => Cell::Text(text.to_owned()),
    }
}

/// Digits that a spreadsheet program keeps of a number.
const DIGITS_KEPT: usize = 15;

/// A number written with digits, and nothing else that a program would take for one: no exponent, no
/// "inf", no leading nought as identifiers have, and no more digits than the programs keep.
fn number(text: &str) -> Option<Cell> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let padded = whole.len() > 1 && whole.starts_with('0');
    let cut = unsigned.ends_with('.');
    let long = whole.len() + decimals.len() > DIGITS_KEPT;
    if whole.is_empty() || padded || cut || long || !digits(whole) || !digits(decimals) {
        return None;
    }
    let places = u8::try_from(decimals.len()).ok();
    Some(Cell::Number {
        value: text.parse().ok()?,
        decimals: places.filter(|places| *places <= documents::limits::DECIMALS)?,
    })
}

impl From<documents::Error> for Problem {
    /// The words of the fault name cells and headings, which may hold what nobody but the reader of
    /// the list may see, so the log gets its kind only.
    fn from(error: documents::Error) -> Self {
        Problem::Fault(format!("a document could not be made: {}", error.kind()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_numeric_column_become_numbers_where_they_are_numbers() {
        let number = |value: f64, decimals: u8| Cell::Number { value, decimals };
        let text = |words: &str| Cell::Text(words.to_owned());
        for (given, numeric, made) in [
            ("18", true, number(18.0, 0)),
            ("0", true, number(0.0, 0)),
            ("-2.50", true, number(-2.5, 2)),
            ("18", false, text("18")),
            ("007", true, text("007")),
            ("1e3", true, text("1e3")),
            ("inf", true, text("inf")),
            ("12.", true, text("12.")),
            ("1234567890123456", true, text("1234567890123456")),
            ("12 [p]", true, text("12 [p]")),
            ("=1+1", true, text("=1+1")),
            ("[z]", true, Cell::Missing(Missing::NotApplicable)),
            ("[c]", true, Cell::Missing(Missing::Suppressed)),
            ("", false, Cell::Missing(Missing::NotAvailable)),
        ] {
            assert_eq!(cell(given, numeric), made, "{given:?}");
        }
    }
}
