//! Working values: the list of all, the page of one, and the form on which another is chosen.

pub(crate) mod change;
pub(crate) mod list;
pub(crate) mod one;
mod words;

/// The address of a value's page; both parts hold letters, digits, full stops, hyphens and low lines
/// only.
pub(crate) fn address(framework: &str, key: &str) -> String {
    format!("/working-values/{framework}/{key}")
}
