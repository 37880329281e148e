//! Published facts with their sources.
//!
//! The files in `data/` travel inside the program: the services of England and Wales, 210 published
//! inspections, what several sources say about one field of an inspection, the comparison figures that
//! were printed beside Core Case Inspections, 917 performance figures of some services with the cases
//! in which they disagree, and which councils are alike. They were compiled from inspection reports
//! and press releases, the Youth Justice Board's local maps, the Department for Education's local
//! authority interactive tool, council papers and the press; every row names its source, and a cell
//! that no source fills is empty. [`NOTICE`] is the licence text that goes with them.
//!
//! Nothing here is judged: whoever reads these facts decides what follows from them. The one thing
//! computed is where printed figures disagree ([`conflicts`], [`contradictions`]). In every file a date is text as precise as it is known (`2020`, `2020-06`, `2020-06-04`; missing
//! parts are never filled in), and several values in one cell are parted by ` ; `.

mod claims;
mod comparisons;
mod conflicts;
mod figures;
mod neighbours;
mod services;
mod span;
mod spelling;
mod table;

pub use claims::{Basis, Claim, claims};
pub use comparisons::{Comparison, Statistic, comparisons};
pub use conflicts::{Conflict, ConflictKind, change_percent, conflicts};
pub use figures::{AreaType, Figure, Topic, contradictions, figures};
pub use neighbours::{Neighbour, neighbours};
pub use services::{Service, service_named, services};
pub use spelling::spelling_key;

/// The licences under which the facts of this crate stand, to be shown wherever they are shown: the
/// Open Government Licence for public sector information, and the MIT notice of the public dataset
/// through which some cells came.
pub const NOTICE: &str = include_str!("../NOTICE");

/// The published inspections as a CSV file, in the register's own layout: one header row, then one
/// row an inspection, 210 rows about services under 151 names, from 2009 to 2026.
///
/// Ratings are spelt as printed (`Requires improvement`; `Not rated` where the standard applied and
/// got none), and an empty cell means that no value is known, never that it was poor. A score stands
/// with its maximum and with `score_basis`, which says whether it was printed, printed as a
/// percentage, or follows from printed ratings. A row may rest on several sources (`source_url`,
/// `other_sources`); where these contradict each other, [`claims`] says which source says what.
///
/// Some of the cells came through the public dataset of Data to Insight. Its cells that cannot be
/// placed on one standard are left out.
pub fn inspections_csv() -> &'static str {
    include_str!("../data/inspections.csv")
}
