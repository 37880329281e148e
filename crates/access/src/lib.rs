//! Who may do what.
//!
//! Everything that a person can ask of Lapwing is an [`Action`]. Whoever asks is an [`Asker`], who
//! has a [`Role`]. [`may`] answers, for the two together, yes or a [`Refusal`]. Nothing is allowed
//! unless the policy names it, and the whole policy is printed by [`policy`] into the committed
//! file `policy.txt`, so a changed permission is a one-character change that a reviewer sees.
//!
//! Somebody who has signed in asks in the roles of the posts that they hold that day, and may do what
//! any one of these may do. The *local operator* is whoever can run the command on the machine. This
//! crate is a kernel: it does no input or output and reads no clock, and its answer depends on its
//! arguments only. Relations to a child and states of a record will become further arguments of
//! [`may`] and further columns of the same table.
//!
//! ```
//! use access::{may, Action, Asker};
//!
//! assert!(may(&Asker::local_operator(), Action::InspectionsList).is_ok());
//! let refusal = may(&Asker::nobody(), Action::InspectionsList).unwrap_err();
//! assert_eq!(
//!     refusal.to_string(),
//!     "Someone who has not signed in may not look through the register of inspections."
//! );
//! ```

mod action;
mod asker;
mod policy;

pub use action::Action;
pub use asker::{Asker, Role};
pub use policy::{Refusal, may, policy};
