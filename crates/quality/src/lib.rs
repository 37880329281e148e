//! Inspections, and later samples, audits, moderation: the register and what follows from it.

pub mod compare;
pub mod inspections;
pub mod overview;
pub mod recommendations;
pub mod reports;
pub mod services;
pub mod working_values;
