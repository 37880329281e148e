//! What an import says about a file: every row in one of four counts, and every cell that needs a
//! look with its place, the reason, and a remedy.

use serde::Serialize;

use super::limits::VALUE_SHOWN;

/// How to read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportOptions {
    /// What a printed percentage is a share of, where it is a share neither of 36 nor of 24 points.
    pub maximum: Option<u32>,
}

/// What became of a file's rows. `new + same + changed + refused_rows == rows`, always.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// Rows below the header that hold anything.
    pub rows: u64,
    /// Rows that brought an inspection the register did not hold.
    pub new: u64,
    /// Rows that said nothing the register did not hold from that source.
    pub same: u64,
    /// Rows that added a value, a source or a contradiction to an inspection that was held.
    pub changed: u64,
    /// Rows of which nothing was taken, because service, framework or date cannot be read.
    pub refused_rows: u64,
    /// Cells that differ from the record; both values are kept.
    pub contradicting: Vec<Cell>,
    /// Cells (or whole rows) that could not be used.
    pub refused: Vec<Cell>,
    /// Cells that were used and that a reader should know about.
    pub notes: Vec<Cell>,
}

/// One cell of a file and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cell {
    /// Line of the file on which the cell's row begins; the header is line 1.
    pub line: u64,
    /// The column's name as the file spells it, or [`WHOLE_ROW`].
    pub column: String,
    /// What stands there; long text is cut.
    pub value: String,
    /// What is to be said: a sentence.
    pub reason: String,
    /// What to do about it: a sentence.
    pub remedy: String,
}

/// Stands for a column where a remark is about a row or the file as a whole.
pub const WHOLE_ROW: &str = "(whole row)";

impl Cell {
    /// A remark about a cell.
    pub(crate) fn new(
        line: u64,
        column: &str,
        value: &str,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Cell {
            line,
            column: column.to_owned(),
            value: shown(value),
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    /// A remark about a row or the file.
    pub(crate) fn row(line: u64, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Cell::new(line, WHOLE_ROW, "", reason, remedy)
    }
}

/// A value short enough for a report, on one line.
pub(crate) fn shown(value: &str) -> String {
    let mut chars = value.chars();
    let mut text: String = chars
        .by_ref()
        .take(VALUE_SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if chars.next().is_some() {
        text.push('…');
    }
    text
}

/// Why an import did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file as a whole cannot be used; nothing was done.
    #[error("{} {}", .0.reason, .0.remedy)]
    Unusable(Cell),
    /// The database did not take it, or the policy does not allow it.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}
