//! Pages about the quality of the work: the register of inspections, a rating worked out, and the
//! frameworks behind both. The modules carry the same names as the templates they fill.

mod choose;
pub(crate) mod compare;
pub(crate) mod enter;
pub(crate) mod frameworks;
pub(crate) mod inspection;
pub(crate) mod mend;
pub(crate) mod outcome;
pub(crate) mod overview;
pub(crate) mod rate;
pub(crate) mod recommendations;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod service;
pub(crate) mod services;
pub(crate) mod working_values;
