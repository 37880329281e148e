//! Services kept here, their teams and posts, the people who work in them, and who holds which post
//! from when until when.
//!
//! - [`services`] says whose work is kept in this installation, [`teams`] and [`posts`] how it is
//!   divided, [`persons`] who works here, and [`holdings`] who does what.
//! - [`Staffing`] is all of it, read once; what a day looks like ([`establishment`]), who was where
//!   ([`history`]) and the lists ([`lists`]) are pure questions to it.
//!
//! Four rules hold. A post is held by one person at a time; who shares a job holds a post of their own
//! with the hours that are theirs. A holding lies within the life of its post, and a post of a team
//! ends with the team at the latest. A last day is a whole day: access ends when it is over. And
//! nothing here leaves an installation without somebody who can give accounts.

mod change;
mod days;
mod drafts;
mod error;
pub mod establishment;
pub mod history;
pub mod holdings;
pub mod lists;
pub mod persons;
pub mod posts;
mod roles;
pub mod services;
mod staffing;
mod store;
pub mod teams;
mod types;

pub use days::{Days, words as day_words};
pub use drafts::{PersonDraft, PostDraft, hours, minutes};
pub use error::{Error, Mistake, Part};
pub use roles::{must_end, needs_service};
pub use staffing::{Staffing, look};
pub(crate) use store::{HoldingRow, PersonRow, PostRow, folded};
pub use types::{Holding, Person, Post, Service, Team};
