//! The table that stands beside every drawing, and the CSV file made from it.

/// A table: what a figure shows, as numbers and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table holds; shown above it.
    pub caption: String,
    /// Its columns, the first of which heads each row.
    pub columns: Vec<Column>,
    /// Its rows; each has one cell a column. No cell is empty: what is missing says why.
    pub rows: Vec<Vec<String>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Heading on screen, in sentence case.
    pub title: String,
    /// Heading in a CSV file: lower case with underscores.
    pub name: String,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(title: &str, name: &str) -> Self {
        Column {
            title: title.to_owned(),
            name: name.to_owned(),
            numeric: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(title: &str, name: &str) -> Self {
        Column {
            title: title.to_owned(),
            name: name.to_owned(),
            numeric: true,
        }
    }
}

/// A heading as a CSV file has it: `Requires improvement` becomes `requires_improvement`.
pub(crate) fn snake(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

impl Table {
    /// The table as CSV: UTF-8, one header row, CRLF line ends (RFC 4180).
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let header = self.columns.iter().map(|c| c.name.clone()).collect();
        let records = std::iter::once(header).chain(
            self.rows
                .iter()
                .map(|row| row.iter().enumerate().map(|(at, cell)| self.cell(at, cell)))
                .map(Iterator::collect),
        );
        for record in records {
            let record: Vec<String> = record;
            // Writing to memory fails only when rows differ in length, and `table()` of every
            // figure gives one cell a column; a shorter file is then the gentler fault.
            if writer.write_record(&record).is_err() {
                break;
            }
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A cell of the column `at` as a file holds it. A number below nought begins like a formula and
    /// is none.
    fn cell(&self, at: usize, cell: &str) -> String {
        let numeric = self.columns.get(at).is_some_and(|column| column.numeric);
        if numeric && cell.parse::<f64>().is_ok() {
            cell.to_owned()
        } else {
            harmless(cell)
        }
    }
}

/// Puts an apostrophe before a cell that a spreadsheet would take for a formula.
#[must_use]
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
