//! Services: who they are, what was found of them over time, and what is published about them.
//!
//! A service's inspections stand in the order of their dates, each under its own framework. Results
//! of two frameworks are never put on one scale (ALL-2): [`changes`] compares two inspections of the
//! same framework and of no other. Published figures are grouped by [`figures`] so that what stands in
//! one line was counted in one way, by one source, in one release.
//!
//! - [`list`] and [`show`] read; nothing here changes anything. The list of services itself is taken in
//!   with the register ([`inspections`](crate::inspections)).

mod changes;
mod figures;
pub mod limits;
mod list;
mod show;
pub mod types;

pub use changes::{changes, changes_over_time};
pub use figures::{conflicts, figures};
pub use list::list;
pub use show::show;
pub use types::{
    Change, Changes, Direction, FigureSeries, History, Line, Listing, PercentChange, Query,
    Related, ScoreChange, StandardChange, Standing, Trace,
};
