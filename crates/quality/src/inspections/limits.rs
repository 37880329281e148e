//! Every limit of the register: its name, its value, and why it is that.

/// Bytes of a file that an import takes. The whole public record since 2009 is a fifth of a
/// megabyte, so a file a hundred times larger is another kind of file.
pub const FILE_BYTES: u64 = 20_000_000;

/// Characters of one cell. The longest remark of the published register has some hundreds; a cell
/// far beyond that is usually a quotation mark that was never closed.
pub const CELL_CHARS: usize = 10_000;

/// Characters of a cell that a report repeats: enough to find it again.
pub const VALUE_SHOWN: usize = 120;

/// Columns of a file. The widest layout has 62; a spreadsheet's stray columns are few.
pub const COLUMNS: usize = 400;

/// Days between two publication dates that may still be one inspection, where service and
/// framework are the same: a report's date and its page's date lie days apart, and no service was
/// inspected twice within two months.
pub const SAME_INSPECTION_DAYS: i32 = 60;

/// Points of the highest maximum that a score may have: thirteen standards of three points.
pub const MAXIMUM_POINTS: u32 = 39;

/// Cases of one inspection. The largest sample known is 125.
pub const CASES: u32 = 10_000;

/// Recommendations of one report. The most known is 14.
pub const RECOMMENDATIONS: u32 = 1_000;

/// Number of a re-inspection that is called so. The highest known is 2.
pub const REINSPECTIONS: u32 = 9;

/// Sources that one row may name.
pub const SOURCES: usize = 50;

/// Bytes of an id that a row gives itself. The longest of the published register has 53, and the
/// trail keeps ids of at most 200.
pub const ID_BYTES: usize = 120;

/// Words of a search that are looked for; more words than a name has find nothing more.
pub const SEARCH_WORDS: usize = 10;

/// Characters of the reason for a correction: some sentences, and not a report.
pub const REASON_CHARS: usize = 1_000;

/// Corrections of one inspection. It has some fifty fields, and none is decided about this often.
pub const CORRECTIONS: i32 = 1_000;
