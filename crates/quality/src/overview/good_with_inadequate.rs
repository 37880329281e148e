//! Who was rated Good although a standard was Inadequate (H-24, H-25: the total alone decides).

use serde::Serialize;
use utoipa::ToSchema;

use super::known::{self, Found};
use super::{GOOD, Register, count};
use crate::inspections::{Inspection, Row};
use rating::Framework;

/// Every inspection rated Good with a standard that was Inadequate, and how far that can be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct GoodWithInadequate {
    /// The inspections, newest first within a framework, frameworks oldest first.
    pub inspections: Vec<WithInadequate>,
    /// How many inspections are rated Good.
    pub good: u32,
    /// How many of these have a standard of which nothing is known, so that there may be more.
    pub not_all_known: u32,
}

/// One inspection rated Good with a standard that was Inadequate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WithInadequate {
    /// The inspection.
    pub inspection: Row,
    /// The standards' ids, in the framework's order.
    pub standards: Vec<String>,
    /// How many more were Inadequate, where it is known how many and not which.
    pub not_named: u32,
}

/// Finds them.
#[must_use]
pub fn good_with_inadequate(register: &Register) -> GoodWithInadequate {
    let mut found = GoodWithInadequate {
        inspections: Vec::new(),
        good: 0,
        not_all_known: 0,
    };
    for framework in rules::frameworks() {
        for own in register.under(framework) {
            if own.row.overall.as_deref() != Some(GOOD) {
                continue;
            }
            found.good += 1;
            found.not_all_known += u32::from(!all_known(framework, own));
            found.inspections.extend(inadequate(framework, own));
        }
    }
    found
}

/// Whether every standard is rated or known not to be, or the numbers of all ratings are known.
fn all_known(framework: &Framework, inspection: &Inspection) -> bool {
    let mut standards = framework.standards().iter();
    standards.all(|own| known::of(framework, inspection, &own.id) != Found::NotKnown)
        || known::numbers(framework, inspection).is_some()
}

fn inadequate(framework: &Framework, inspection: &Inspection) -> Option<WithInadequate> {
    let lowest = framework.words().first()?.id.as_str();
    let standards = framework.standards().iter();
    let standards: Vec<String> = standards
        .filter(|own| known::of(framework, inspection, &own.id) == Found::Rated(lowest))
        .map(|own| own.id.clone())
        .collect();
    let counted = inspection.counts.as_ref();
    let counted = counted.and_then(|given| given.counts.get(lowest)).copied();
    // Claims here are record values only: what belongs to one of two standards.
    let unplaced = inspection.claims.iter();
    let unplaced =
        unplaced.filter(|claim| claim.field.starts_with("unplaced.") && claim.value == lowest);
    let unplaced = u32::try_from(unplaced.count()).unwrap_or_default();
    let beyond = counted
        .unwrap_or_default()
        .saturating_sub(count(&standards));
    let not_named = beyond.max(unplaced);
    let any = !standards.is_empty() || not_named > 0;
    any.then(|| WithInadequate {
        inspection: inspection.row.clone(),
        standards,
        not_named,
    })
}
