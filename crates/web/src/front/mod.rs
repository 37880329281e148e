//! Pages that stand before and beside the work: the start page, the accessibility statement, and the
//! pages that say what went wrong.

pub(crate) mod accessibility;
pub(crate) mod held;
pub(crate) mod problem;
pub(crate) mod start;
