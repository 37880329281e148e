//! Files for people: finished data in, a file out.
//!
//! A [`Report`] is running text with tables and drawings; it becomes a tagged PDF or a page of HTML.
//! A [`Workbook`] is tables alone, laid out as government statistics are (a cover, contents, notes,
//! then one table a sheet); it becomes an ODS or an XLSX file. Whoever fills them has found all words
//! and figures; nothing is worked out here, nothing is read, and the same value gives the same bytes.
//!
//! What a cell holds is never taken for a formula: text stays text, whatever it begins with.

pub mod report;
pub mod workbook;

pub use report::{Block, Report, Section};
pub use workbook::{Cell, Column, Missing, Sheet, Table, Workbook};
