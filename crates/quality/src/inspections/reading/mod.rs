//! From a file to rows that say something: pure, so that any bytes can be thrown at it.
//!
//! [`table`] makes rows of text out of bytes, [`layout`] recognises the header, and [`own`] and
//! [`scrape`] read a row each. Which service a name means and what the register already holds is
//! not known here; [`super::import`] finds that out.

mod cells;
mod checks;
pub(crate) mod layout;
mod own;
mod own_columns;
pub(crate) mod row;
mod say;
mod scrape;
mod table;

use std::collections::BTreeMap;

pub(crate) use self::own::SCORE_BASES;
pub(crate) use self::own_columns::OwnField;

use self::layout::Layout;
use self::row::{Read, RowRead};
use super::limits::MAXIMUM_POINTS;
use super::report::{Cell, ImportOptions};

/// How the public dataset is named as a source: by its address, as the published register names it.
pub(crate) const DATASET: &str =
    "https://github.com/data-to-insight/hmi-probation-youth-justice-scrape";

/// A file as read: what its rows say, and what is to be said about its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// Rows of which something can be taken.
    pub(crate) rows: Vec<RowRead>,
    /// How many rows were refused.
    pub(crate) refused_rows: u64,
    /// Cells (or whole rows) that could not be used.
    pub(crate) refused: Vec<Cell>,
    /// Cells that were used and that a reader should know about.
    pub(crate) notes: Vec<Cell>,
}

impl FileRead {
    /// How many rows the file holds below its header, refused ones included.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.refused_rows + u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    /// Cells (or whole rows) that could not be used.
    #[must_use]
    pub fn refused(&self) -> &[Cell] {
        &self.refused
    }

    /// Cells that were used and that a reader should know about.
    #[must_use]
    pub fn notes(&self) -> &[Cell] {
        &self.notes
    }
}

/// Reads a file of inspections without touching a register: recognises the layout by the header
/// and reads every row.
///
/// # Errors
/// A cell that says why the file as a whole cannot be used, with line and remedy.
pub fn read(bytes: &[u8], options: ImportOptions) -> Result<FileRead, Cell> {
    let table = table::table(bytes)?;
    let (layout, header_notes) = layout::layout(&table)?;
    if table.rows.is_empty() {
        return Err(Cell::row(
            table.header_line,
            "The file has a header and no rows.",
            "Add a row for each inspection below the header.",
        ));
    }
    let maximum = options
        .maximum
        .filter(|maximum| (1..=MAXIMUM_POINTS).contains(maximum));
    let mut file = FileRead {
        rows: Vec::new(),
        refused_rows: 0,
        refused: Vec::new(),
        notes: table.notes,
    };
    file.notes.extend(header_notes);
    for row in table.rows {
        let cells = match row.cells {
            Ok(cells) => without_control(row.line, &table.header, cells, &mut file.notes),
            Err(cell) => {
                file.refused_rows += 1;
                file.refused.push(cell);
                continue;
            }
        };
        file.take(match &layout {
            Layout::Own(columns) => own::read(row.line, &table.header, columns, &cells, maximum),
            Layout::Scrape(columns) => {
                scrape::read(row.line, &table.header, columns, &cells, maximum)
            }
        });
    }
    Ok(file)
}

/// Reads one inspection as it was typed, by column of the register's own layout.
pub(crate) fn typed(cells: &BTreeMap<String, String>) -> Read {
    let header: Vec<String> = cells.keys().cloned().collect();
    let texts: Vec<String> = cells.values().cloned().collect();
    let named = |(index, name): (usize, &String)| Some((index, OwnField::named(name)?));
    let columns: Vec<_> = header.iter().enumerate().filter_map(named).collect();
    own::read(1, &header, &columns, &texts, None)
}

impl FileRead {
    fn take(&mut self, read: Read) {
        self.refused.extend(read.refused);
        self.notes.extend(read.notes);
        match read.row {
            Some(row) => self.rows.push(row),
            None => self.refused_rows += 1,
        }
    }
}

/// Cells without control characters, which no text of ours holds and PostgreSQL cannot store. Each
/// becomes the sign for an unreadable character, so that a cell changed by it is seen.
fn without_control(
    line: u64,
    header: &[String],
    cells: Vec<String>,
    notes: &mut Vec<Cell>,
) -> Vec<String> {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let mut sound = Vec::with_capacity(cells.len());
    for (index, cell) in cells.into_iter().enumerate() {
        if !cell.contains(control) {
            sound.push(cell);
            continue;
        }
        notes.push(Cell::new(
            line,
            header.get(index).map_or("", String::as_str),
            &cell,
            "The cell holds characters that no text has; each was replaced by �.",
            "Save the file as CSV UTF-8 and check the cell.",
        ));
        sound.push(cell.replace(control, "\u{FFFD}"));
    }
    sound
}

/// Says that a row names no service.
fn no_service(line: u64, column: &str) -> Cell {
    Cell::new(
        line,
        column,
        "",
        "The row names no service, so it was refused.",
        "Fill in the service's name.",
    )
}
