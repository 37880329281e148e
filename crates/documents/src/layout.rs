//! A workbook checked and laid out: a cover, contents, notes, then one table a sheet, each as rows of
//! plain cells. Whatever writes a file writes these sheets one after another and decides nothing.
//!
//! The layout is the one that the Analysis Function asks of government statistics: a title in A1, the
//! table in column A below it, one row of headings, nothing below the table, no merged, hidden or empty
//! cells, marks in square brackets in place of values and explained on the notes sheet.

use std::collections::BTreeSet;

use crate::text::{plain, units};
use crate::workbook::{Cell, Missing, Table, Workbook};
use crate::{CellFault, Error, limits};

/// Sheets that every workbook has of its own; no table's sheet may be called so.
const COVER: &str = "Cover";
const CONTENTS: &str = "Contents";
const NOTES: &str = "Notes";

/// Width of a column of running text, in letters.
const TEXT_WIDTH: usize = 80;

/// Widths between which a column of a table is made, in letters: a heading of one word fits, and four
/// columns of text are side by side on a screen.
const COLUMN_WIDTHS: (usize, usize) = (10, 45);

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    /// The name on its tab.
    pub(crate) name: String,
    /// The width of each column, in letters.
    pub(crate) widths: Vec<usize>,
    /// Its rows from the first; none of their cells is empty.
    pub(crate) rows: Vec<Vec<Content>>,
    /// The table among them; none where there is nothing to list.
    pub(crate) table: Option<Marked>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// The sheet's title, in A1.
    Title(String),
    /// A line of its own above a table; runs over the columns beside it.
    Line(String),
    /// A column's heading.
    Heading {
        /// Its words.
        words: String,
        /// Whether it stands to the right, above numbers.
        right: bool,
    },
    /// Words.
    Text {
        /// The words; `\n` begins a new line.
        words: String,
        /// Whether they stand to the right: a mark in place of a number.
        right: bool,
    },
    /// A number.
    Number {
        /// The number; finite.
        value: f64,
        /// With how many decimals it is shown.
        decimals: u8,
    },
    /// A link to another sheet, whose name is its words.
    Link(String),
}

/// The place of a table on its sheet: from column A, `first` being the row of its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Its name within the workbook: letters, digits and underscores.
    pub(crate) name: String,
    /// The row of its headings, from 0.
    pub(crate) first: usize,
    /// Its last row, from 0.
    pub(crate) last: usize,
    /// Its headings.
    pub(crate) headings: Vec<String>,
}

/// The workbook's sheets in order.
///
/// # Errors
/// What of the workbook no file can hold, or breaks the layout.
pub(crate) fn lay_out(workbook: &Workbook) -> Result<Vec<Grid>, Error> {
    names_are_free(workbook)?;
    let mut grids = vec![cover(workbook), contents(workbook)];
    grids.extend(notes(workbook));
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        check(&sheet.table)?;
        grids.push(table_sheet(index + 1, &sheet.name, &sheet.table));
    }
    grids.iter().try_for_each(texts_fit)?;
    Ok(grids)
}

/// Spreadsheet programs take two names for one if only their letters' case differs.
fn names_are_free(workbook: &Workbook) -> Result<(), Error> {
    let mut taken: BTreeSet<String> = [COVER, CONTENTS, NOTES].map(str::to_lowercase).into();
    for sheet in &workbook.sheets {
        let name = &sheet.name;
        let unusable = name.trim().is_empty()
            || units(name) > limits::SHEET_NAME_CHARS
            || name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            || name.starts_with('\'')
            || name.ends_with('\'')
            || plain(name) != *name
            || name.contains(['\n', '\t']);
        if unusable || !taken.insert(name.to_lowercase()) {
            return Err(Error::SheetName(name.clone()));
        }
    }
    Ok(())
}

/// Whether a table can stand on a sheet of its own.
pub(crate) fn check(table: &Table) -> Result<(), Error> {
    let caption = || table.caption.clone();
    if table.columns.is_empty() {
        return Err(Error::NoColumns(caption()));
    }
    let rows = table.rows.len().saturating_add(3);
    if rows > limits::SHEET_ROWS || table.columns.len() > limits::SHEET_COLUMNS {
        return Err(Error::TooLarge(caption()));
    }
    let mut taken = BTreeSet::new();
    for column in &table.columns {
        let heading = plain(&column.heading);
        let unusable = heading.trim().is_empty() || units(&heading) > limits::HEADING_UNITS;
        if unusable || !taken.insert(heading.to_lowercase()) {
            return Err(Error::Heading {
                table: caption(),
                heading: column.heading.clone(),
            });
        }
    }
    for (index, row) in table.rows.iter().enumerate() {
        let number = index + 1;
        if row.len() != table.columns.len() {
            return Err(Error::RowLength {
                table: caption(),
                row: number,
            });
        }
        for (cell, column) in row.iter().zip(&table.columns) {
            if let Some(fault) = fault(cell) {
                return Err(Error::Cell {
                    table: caption(),
                    row: number,
                    column: column.heading.clone(),
                    fault,
                });
            }
        }
    }
    Ok(())
}

fn fault(cell: &Cell) -> Option<CellFault> {
    match cell {
        Cell::Text(words) if words.trim().is_empty() => Some(CellFault::Empty),
        Cell::Text(words) if units(&plain(words)) > limits::CELL_UNITS => Some(CellFault::TooLong),
        Cell::Number { value, decimals } if !value.is_finite() || *decimals > limits::DECIMALS => {
            Some(CellFault::NotANumber)
        }
        _ => None,
    }
}

/// Titles and notes have the limit that cells have.
fn texts_fit(grid: &Grid) -> Result<(), Error> {
    for content in grid.rows.iter().flatten() {
        let words = content.words();
        if units(words) > limits::CELL_UNITS {
            return Err(Error::TextLength(units(words)));
        }
    }
    Ok(())
}

impl Content {
    /// Its words; none of a number.
    fn words(&self) -> &str {
        match self {
            Content::Title(words) | Content::Line(words) | Content::Link(words) => words,
            Content::Heading { words, .. } | Content::Text { words, .. } => words,
            Content::Number { .. } => "",
        }
    }

    fn text(words: &str) -> Self {
        Content::Text {
            words: plain(words),
            right: false,
        }
    }

    fn heading(words: &str, right: bool) -> Self {
        Content::Heading {
            words: plain(words),
            right,
        }
    }
}

fn cover(workbook: &Workbook) -> Grid {
    let about = workbook.about.iter().map(|text| vec![Content::text(text)]);
    Grid {
        name: COVER.to_owned(),
        widths: vec![TEXT_WIDTH],
        rows: std::iter::once(vec![Content::Title(plain(&workbook.title))])
            .chain(about)
            .collect(),
        table: None,
    }
}

fn contents(workbook: &Workbook) -> Grid {
    let rows = workbook.sheets.iter().map(|sheet| {
        vec![
            Content::Link(sheet.name.clone()),
            Content::text(&sheet.table.caption),
        ]
    });
    listing(
        CONTENTS,
        "Each sheet after this one and the notes has one table.",
        ["Sheet", "What it holds"],
        rows.collect(),
    )
}

/// The notes and the marks that stand in cells; no sheet where there are neither.
fn notes(workbook: &Workbook) -> Option<Grid> {
    let notes = workbook.notes.iter().enumerate();
    let notes = notes.map(|(index, text)| (format!("[note {}]", index + 1), text.clone()));
    let rows: Vec<Vec<Content>> = notes
        .chain(shorthand(workbook))
        .map(|(mark, meaning)| vec![Content::text(&mark), Content::text(&meaning)])
        .collect();
    (!rows.is_empty()).then(|| {
        listing(
            NOTES,
            "What the marks in square brackets mean.",
            ["Mark", "Meaning"],
            rows,
        )
    })
}

/// The marks of missing values that stand in a table, then those that were handed over, each once.
fn shorthand(workbook: &Workbook) -> Vec<(String, String)> {
    let cells = || {
        let tables = workbook.sheets.iter().map(|sheet| &sheet.table);
        tables.flat_map(|table| table.rows.iter().flatten())
    };
    let stands = |missing: &Missing| cells().any(|cell| *cell == Cell::Missing(*missing));
    let mut marks: Vec<(String, String)> = Missing::ALL
        .into_iter()
        .filter(stands)
        .map(|missing| (missing.mark().to_owned(), missing.meaning().to_owned()))
        .collect();
    for (mark, meaning) in &workbook.shorthand {
        if !marks.iter().any(|(own, _)| own == mark) {
            marks.push((mark.clone(), meaning.clone()));
        }
    }
    marks
}

/// A sheet of the workbook's own with two columns: a short name, and what it means.
fn listing(name: &str, line: &str, headings: [&str; 2], rows: Vec<Vec<Content>>) -> Grid {
    let head = vec![
        vec![Content::Title(name.to_owned())],
        vec![Content::Line(line.to_owned())],
        headings.map(|words| Content::heading(words, false)).into(),
    ];
    let table = marked(
        name.to_lowercase(),
        &rows,
        headings.map(str::to_owned).into(),
    );
    Grid {
        name: name.to_owned(),
        widths: vec![limits::SHEET_NAME_CHARS, TEXT_WIDTH],
        rows: head.into_iter().chain(rows).collect(),
        table,
    }
}

fn table_sheet(number: usize, name: &str, table: &Table) -> Grid {
    let headings = table.columns.iter();
    let headings = headings.map(|column| Content::heading(&column.heading, column.numeric));
    let rows: Vec<Vec<Content>> = table.rows.iter().map(|row| cells(table, row)).collect();
    let names = table.columns.iter().map(|column| plain(&column.heading));
    let mark = marked(table_name(number, &table.caption), &rows, names.collect());
    let widths = (0..table.columns.len()).map(|column| width(table, column));
    let head = vec![
        vec![Content::Title(plain(&table.caption))],
        vec![Content::Line(line(table))],
        headings.collect(),
    ];
    Grid {
        name: name.to_owned(),
        widths: widths.collect(),
        rows: head.into_iter().chain(rows).collect(),
        table: mark,
    }
}

fn marked(name: String, rows: &[Vec<Content>], headings: Vec<String>) -> Option<Marked> {
    let first = 2;
    (!rows.is_empty()).then(|| Marked {
        name,
        first,
        last: first + rows.len(),
        headings,
    })
}

fn cells(table: &Table, row: &[Cell]) -> Vec<Content> {
    let cells = row.iter().zip(&table.columns);
    cells
        .map(|(cell, column)| match cell {
            Cell::Text(words) => Content::Text {
                words: plain(words),
                right: column.numeric,
            },
            Cell::Number { value, decimals } => Content::Number {
                value: *value,
                decimals: *decimals,
            },
            Cell::Missing(missing) => Content::Text {
                words: missing.mark().to_owned(),
                right: column.numeric,
            },
        })
        .collect()
}

/// What is said above a table.
fn line(table: &Table) -> String {
    let rows = match table.rows.len() {
        0 => return "There is nothing to list here.".to_owned(),
        1 => "1 row".to_owned(),
        number => format!("{number} rows"),
    };
    let missing = |cell: &Cell| matches!(cell, Cell::Missing(_));
    if table.rows.iter().flatten().any(missing) {
        format!(
            "One table of {rows}. A letter in square brackets stands for a value that is missing; the sheet {NOTES} says why."
        )
    } else {
        format!("One table of {rows}.")
    }
}

/// A name such as `table_1_ratings_of_standards`: its number makes it its own, and keeps it from being
/// taken for a cell.
fn table_name(number: usize, caption: &str) -> String {
    const LONGEST: usize = 60;
    let mut name = format!("table_{number}");
    let words = caption.split(|char: char| !char.is_ascii_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        if name.len() + 1 + word.len() > LONGEST {
            break;
        }
        name.push('_');
        name.push_str(&word.to_lowercase());
    }
    name
}

/// The width that a column needs, within bounds beyond which its text wraps.
fn width(table: &Table, column: usize) -> usize {
    let (least, most) = COLUMN_WIDTHS;
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let lines = cells.map(|cell| cell.shown().lines().map(units).max());
    let longest = lines.max().flatten().unwrap_or(0);
    let words = table.columns.get(column);
    let words = words.into_iter().flat_map(|own| own.heading.split(' '));
    let word = words.map(units).max().unwrap_or(0);
    // Two letters of room: a bold heading is wider than the digits that widths are counted in.
    (longest.max(word) + 2).clamp(least, most)
}
