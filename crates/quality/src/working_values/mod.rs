//! Working values: what no public source settles, which value holds here, and what would come out
//! otherwise.
//!
//! A value and what it rests on stand in `rules`. Here stands what this installation has chosen
//! instead: [`list`] gives every value with who chose what, when and why; [`set`] chooses another or
//! goes back to the framework's own. Choices are only added, and the last one holds; it reaches a
//! rating through [`Inspection::working_values`](crate::inspections::Inspection::working_values), and
//! nothing worked out is stored, so nothing has to be worked out anew.
//!
//! Whether a value is right can be tried on the register: [`weigh`] reads it, and [`effects()`] works every inspection out with
//! one value and with another, and puts what comes out beside what was published.

mod chosen;
mod effects;
pub mod limits;
mod list;
mod plans;
mod set;
mod weighing;

pub(crate) use chosen::{Chosen, chosen, for_ratings};
pub use effects::{Difference, Effect, OUTSIDE, Side, What, effects};
pub use list::{Choice, Value, list};
pub use plans::{plan_due, plan_months};
pub use set::{Change, Made, SetError, check, set};
pub use weighing::{Weighed, Weighing, weigh};
