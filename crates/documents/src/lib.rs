//! Files for people: finished data in, a file out.
//!
//! A [`Report`] is running text with tables and drawings; it becomes a tagged PDF or a page of HTML.
//! A [`Workbook`] is tables alone, laid out as government statistics are (a cover, contents, notes,
//! then one table a sheet); it becomes an ODS or an XLSX file. Whoever fills them has found all words
//! and figures; nothing is worked out here, nothing is read, and the same value gives the same bytes.
//!
//! What a cell holds is never taken for a formula: text stays text, whatever it begins with.
//!
//! Inside, `layout` checks a workbook and lays it out as sheets of plain cells; `ods` and `xlsx` turn
//! these into a file and know nothing of covers or notes, so that both files say the same.

mod error;
mod html;
mod layout;
pub mod limits;
mod ods;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
pub mod report;
mod text;
pub mod workbook;
mod xlsx;
mod xml;

pub use error::{CellFault, Error};
pub use html::html;
pub use ods::ods;
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use report::{Block, Report, Section};
pub use workbook::{Cell, Column, Missing, Sheet, Table, Workbook};
pub use xlsx::xlsx;
