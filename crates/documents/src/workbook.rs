//! Tables, before they are a file of sheets.

/// Tables with a cover, contents and notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// What it holds: the title of the file and of the cover.
    pub title: String,
    /// Who made it, for the file's own description.
    pub author: String,
    /// The language of its words: `en-GB`.
    pub language: String,
    /// Paragraphs of the cover: what was asked for, from which data, under which licence.
    pub about: Vec<String>,
    /// Notes that tables refer to as `[note 1]`, in order.
    pub notes: Vec<String>,
    /// Marks that stand beside numbers, such as `[p]`, each with its meaning. Those of [`Missing`]
    /// values are explained by themselves.
    pub shorthand: Vec<(String, String)>,
    /// The tables, one a sheet.
    pub sheets: Vec<Sheet>,
}

/// One sheet with its table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name on its tab: at most 31 characters, none of `[]:*?/\\`, its own within the workbook, and
    /// neither `Cover`, `Contents` nor `Notes`.
    pub name: String,
    /// The table.
    pub table: Table,
}

/// A table: a caption, one row of headings, rows of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// Its columns; the first heads each row.
    pub columns: Vec<Column>,
    /// Its rows; each has one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, each its own within the table.
    pub heading: String,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
}

/// One cell. None is empty without a reason.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words; never a formula, whatever they begin with.
    Text(String),
    /// A number, and with how many decimals it is shown.
    Number {
        /// The number.
        value: f64,
        /// Decimals.
        decimals: u8,
    },
    /// No value, and why.
    Missing(Missing),
}

impl Cell {
    /// As it is read.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(words) => words.clone(),
            Cell::Number { value, decimals } => format!("{value:.*}", usize::from(*decimals)),
            Cell::Missing(missing) => missing.mark().to_owned(),
        }
    }
}

/// Why a cell has no value. Written as a letter in square brackets, explained on the notes sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// `[c]`: suppressed to protect a person.
    Suppressed,
    /// `[x]`: not available.
    NotAvailable,
    /// `[z]`: not applicable.
    NotApplicable,
}

impl Missing {
    /// All reasons, in the order in which the notes list them.
    pub const ALL: [Missing; 3] = [
        Missing::Suppressed,
        Missing::NotAvailable,
        Missing::NotApplicable,
    ];

    /// The mark that stands in the cell.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Missing::Suppressed => "[c]",
            Missing::NotAvailable => "[x]",
            Missing::NotApplicable => "[z]",
        }
    }

    /// What the mark means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Missing::Suppressed => "suppressed to protect a person",
            Missing::NotAvailable => "not available",
            Missing::NotApplicable => "not applicable",
        }
    }

    /// The reason whose mark `text` is.
    #[must_use]
    pub fn from_mark(text: &str) -> Option<Self> {
        Missing::ALL
            .into_iter()
            .find(|missing| missing.mark() == text)
    }
}
