//! Pages about the quality of the work: the register of inspections, a rating worked out, and the
//! frameworks behind both. The modules carry the same names as the templates they fill.

pub(crate) mod frameworks;
pub(crate) mod inspection;
pub(crate) mod outcome;
pub(crate) mod rate;
pub(crate) mod register;
