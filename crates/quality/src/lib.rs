//! Inspections, and later samples, audits, moderation: the register and what follows from it.

pub mod inspections;
