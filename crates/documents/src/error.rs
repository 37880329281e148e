//! Why there is no file.

/// Why there is no file. All but [`Error::Writing`] are about what was handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A sheet's name cannot stand on a tab, or another sheet has it.
    #[error("the sheet name “{0}” is too long, holds a character that none may hold, or is taken")]
    SheetName(String),
    /// A table without columns is none.
    #[error("the table “{0}” has no columns")]
    NoColumns(String),
    /// A table is larger than a sheet.
    #[error("the table “{0}” has more rows or columns than a sheet holds")]
    TooLarge(String),
    /// Two columns have the same heading, or one has none, or one too long.
    #[error("the heading “{heading}” of the table “{table}” is empty, too long, or not its own")]
    Heading {
        /// The table's caption.
        table: String,
        /// The heading.
        heading: String,
    },
    /// A row has more or fewer cells than there are columns.
    #[error("row {row} of the table “{table}” has not one cell a column")]
    RowLength {
        /// The table's caption.
        table: String,
        /// The row, from 1.
        row: usize,
    },
    /// A cell is empty without a reason, holds too much text, or a number that is none.
    #[error("row {row}, column “{column}” of the table “{table}”: {fault}")]
    Cell {
        /// The table's caption.
        table: String,
        /// The row, from 1.
        row: usize,
        /// The column's heading.
        column: String,
        /// What is wrong.
        fault: CellFault,
    },
    /// A title or a note is longer than a cell holds.
    #[error("a text of {0} letters is longer than a cell holds")]
    TextLength(usize),
    /// A report has no title.
    #[error("the report has no title")]
    NoTitle,
    /// A drawing has no words for those who cannot see it.
    #[error("the drawing “{0}” has no alternative text")]
    NoAlternative(String),
    /// The file could not be written: a fault of ours or of a library.
    #[error("the file could not be written: {0}")]
    Writing(String),
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CellFault {
    /// Nothing stands in it, and no reason why.
    #[error("it is empty without a reason")]
    Empty,
    /// More text than a cell holds.
    #[error("its text is longer than a cell holds")]
    TooLong,
    /// Neither infinity nor "not a number" can be shown.
    #[error("its number is not finite, or has too many decimals")]
    NotANumber,
}

impl Error {
    /// A fault in writing, in the words of the library that met it.
    pub(crate) fn writing(fault: impl std::fmt::Display) -> Self {
        Error::Writing(fault.to_string())
    }

    /// What kind of fault it is, in words that hold nothing of the document: fit for a log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Error::SheetName(_) => "a sheet's name cannot be used",
            Error::NoColumns(_) => "a table has no columns",
            Error::TooLarge(_) => "a table is larger than a sheet",
            Error::Heading { .. } => "a heading cannot be used",
            Error::RowLength { .. } => "a row has too many or too few cells",
            Error::Cell { .. } => "a cell is empty without a reason, or cannot be shown",
            Error::TextLength(_) => "a text is too long",
            Error::NoTitle => "a report has no title",
            Error::NoAlternative(_) => "a drawing has no alternative text",
            Error::Writing(_) => "the file could not be written",
        }
    }
}
