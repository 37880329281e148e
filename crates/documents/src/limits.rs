//! The documents' limits: each has a name, a value and a reason.

/// Letters of a sheet's name: no spreadsheet program takes more.
pub const SHEET_NAME_CHARS: usize = 31;

/// Rows of a sheet: what XLSX holds. Its title, a line about it and the headings need three of them.
pub const SHEET_ROWS: usize = 1_048_576;

/// Columns of a sheet: LibreOffice opens 1,024 without a setting, and no list for people is wider.
pub const SHEET_COLUMNS: usize = 1_024;

/// Sixteen-bit units of a cell's text: what XLSX holds.
pub const CELL_UNITS: usize = 32_767;

/// Sixteen-bit units of a column's heading: what XLSX holds in the heading of a table.
pub const HEADING_UNITS: usize = 255;

/// Decimals of a number: more than any measure has, and fewer than a 64-bit number can carry.
pub const DECIMALS: u8 = 12;

/// Compilations for which the PDF compiler remembers a step that it took: those of the report before
/// this one, because the same report is often asked for twice.
pub const COMPILATIONS_REMEMBERED: usize = 1;
