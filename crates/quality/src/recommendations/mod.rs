//! Recommendations: what an inspection asks of whom, written down so that a plan can grow from it.
//!
//! A recommendation names who must act (H-53), says what in this service's own words, and may name a
//! standard and a day. It is never deleted: one that was a mistake is withdrawn with a reason, keeps
//! its number, and stays in sight. What a change replaced stands in the trail's detail.
//!
//! [`add`], [`change`] and [`withdraw`] are the acts; [`list`] and [`show`] take out, and an
//! inspection carries its own ([`Inspection::recommendations`](crate::inspections::Inspection)).

mod acts;
mod draft;
pub mod limits;
mod list;
mod store;
mod types;

pub use acts::{add, change, withdraw};
pub use draft::check;
pub use list::{list, show};
pub(crate) use store::{RecommendationRow, all, of_inspection};
pub use types::{
    Done, Draft, Error, Facets, Line, Listing, Mistake, Part, Query, Recommendation, Sort, SortBy,
    State,
};
