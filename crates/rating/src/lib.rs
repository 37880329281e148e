//! Frameworks and judgements in; ratings, points, totals, steps, ways up and down out.
//!
//! A youth justice service is rated by its inspectorate: answers about cases become percentages,
//! percentages become ratings of key questions, the lowest of these rates its standard, standards
//! score points, points add up, the total gives the overall rating. This kernel does that sum for
//! every [`Framework`] that is described as data, and gives back more than the result: each step
//! with the rule it follows and how well founded that rule is, remarks that a reader should know,
//! and the cheapest changes that would lift or lose the rating.
//!
//! Start at [`rate()`]: a [`Framework`] and an [`Input`](input::Input) in, an
//! [`Outcome`](outcome::Outcome) out, or [`Finding`]s that say what to mend. [`read`] turns files
//! into inputs, [`explain`] turns an outcome into a page of text, and [`sheet`] does the bare sum
//! for many services at once.
//!
//! It is a kernel: no input or output, no clock, no randomness, and nothing that can fail for
//! outside reasons.

mod check;
mod date;
pub mod explain;
mod finding;
pub mod flags;
pub mod framework;
pub mod input;
pub mod interval;
pub mod limits;
mod notebook;
pub mod outcome;
pub mod percent;
mod pool;
mod rate;
pub mod read;
pub mod settings;
pub mod sheet;
mod standards;
mod total;
mod ways;

pub use date::{DateError, PartialDate};
pub use finding::Finding;
pub use flags::FlagCode;
pub use framework::{Framework, FrameworkError};
pub use rate::rate;
