//! The register of inspections: services, what was published about them, and every claim with its
//! source.
//!
//! An inspection is an identity (service, framework, date) and a set of *claims*: one statement
//! about one field by one source. The first claim about a field is the record and is repeated in
//! the columns by which the register is listed; a claim that agrees adds its source, and one that
//! disagrees stands beside it.
//!
//! - [`import`] takes a file in, [`fill`] the published inspections; [`read`] is the pure part of
//!   both and touches no register.
//! - [`enter`] takes what was typed, [`state`] and [`correct`] mend what is held.
//! - [`list`], [`show`] and [`export`] take out.
//! - [`worked`] hands a record to the rating kernel.
//!
//! Inside, `reading` turns bytes into rows that say something, `identity` finds the inspection a row
//! is about, `held` puts rows to what is held, and `record` works the record values out of claims.

mod comparisons;
mod correcting;
mod entering;
mod export;
mod held;
mod identity;
mod import;
pub mod limits;
mod list;
mod reading;
mod record;
mod report;
mod services;
mod show;
mod store;
pub mod types;
mod worked;

pub use correcting::{BASES, Choice, Decision, MendError, Mended, Said, Statement, correct, state};
pub use entering::{
    EnterError, Entered, Entry, How, Preview, column, enter, preview, services_to_choose,
};
pub(crate) use export::all;
pub use export::export;
pub use import::{fill, import};
pub use list::list;
pub use reading::{FileRead, read};
pub use record::at_odds;
pub use report::{Cell, ImportError, ImportOptions, Report, WHOLE_ROW};
pub use show::show;
pub(crate) use show::{row, whole};
pub(crate) use store::{AliasRow, ClaimRow, InspectionRow, PredecessorRow, ServiceRow, SourceRow};
pub use types::{
    Claim, Comparison, Correction, Facets, Inspection, Listing, PartialDate, Query, RatingCounts,
    RatingState, Row, Score, Service, Sort, SortBy, Source,
};
pub use worked::worked;
pub(crate) use worked::worked_with;
