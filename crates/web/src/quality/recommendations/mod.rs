//! Recommendations: the list of all of them, the section of an inspection's page, and the pages on
//! which they are written down, changed and withdrawn.

pub(crate) mod form;
pub(crate) mod list;
mod section;
pub(crate) mod withdraw;

use rating::Framework;

use crate::list::encode;

pub(crate) use section::{Section, section};

/// The address of one recommendation, where it can be changed.
fn address(inspection: &str, number: u32) -> String {
    format!(
        "/inspections/{}/recommendations/{number}",
        encode(inspection)
    )
}

/// The id of a recommendation in its inspection.
fn id(inspection: &str, number: u32) -> String {
    format!("{inspection}-r{number}")
}

/// Where on an inspection's page a recommendation stands.
fn part(number: u32) -> String {
    format!("recommendation-{number}")
}

/// The standard with this id as it is named in a sentence.
fn standard(framework: Option<&Framework>, id: &str) -> String {
    framework.map_or_else(
        || id.to_owned(),
        |framework| crate::names::standard(framework, id),
    )
}
