//! What the rating kernel makes of an inspection's record.
//!
//! Only what the record says goes in: ratings, percentages, numbers of ratings where they are
//! complete, the overall rating, the published score with its maximum. What the kernel works out
//! stands beside the record and never in its place (ALL-9).

use std::collections::BTreeMap;

use rating::input::{Counts, Entered, Input, Score};
use rating::outcome::Outcome;
use rating::{Finding, Framework};

use super::types::{Inspection, RatingState};
use crate::working_values::for_ratings;

/// Works an inspection out from its record, by the working values that hold here.
///
/// # Errors
/// Findings, when the kernel can make nothing of it: a framework without ratings, or one that is
/// not held.
pub fn worked(inspection: &Inspection) -> Result<Outcome, Vec<Finding>> {
    let Some(framework) = rules::framework(&inspection.row.framework) else {
        return Err(vec![Finding {
            line: None,
            column: Some("framework".to_owned()),
            value: Some(inspection.row.framework.clone()),
            reason: "This framework is not held.".to_owned(),
            remedy: "Import the inspection with the code of a framework that is held.".to_owned(),
        }]);
    };
    let set = for_ratings(framework.id(), &inspection.working_values);
    worked_with(framework, inspection, set)
}

/// Works an inspection out with these working values, by key, whatever holds here.
pub(crate) fn worked_with(
    framework: &Framework,
    inspection: &Inspection,
    set: BTreeMap<String, String>,
) -> Result<Outcome, Vec<Finding>> {
    let input = Input {
        set,
        ..input(framework, inspection)
    };
    rating::rate(framework, &input)
}

/// The record as the kernel takes it.
fn input(framework: &Framework, inspection: &Inspection) -> Input {
    let ratings = inspection.ratings.iter().filter_map(|(id, state)| {
        let entered = match state {
            RatingState::Rated { rating, .. } => Entered::Rated(framework.level(rating)?),
            RatingState::NotRated => Entered::NotRated,
        };
        Some((id.clone(), entered))
    });
    let overall = inspection.row.overall.as_deref();
    Input {
        ratings: ratings.collect(),
        percentages: inspection.percents.clone(),
        overall: overall.and_then(|word| framework.level(word)),
        counts: counts(framework, inspection),
        score: inspection.row.score.as_ref().map(|score| Score {
            total: score.total,
            maximum: score.maximum,
        }),
        scope: scope(framework, inspection),
        fieldwork: inspection.row.fieldwork_start,
        ..Input::default()
    }
}

/// The standards that an inspection of this type rates, where not all. A rating beyond them says
/// that more was looked at than the type tells.
fn scope(framework: &Framework, inspection: &Inspection) -> Option<Vec<String>> {
    let own = framework
        .types()
        .iter()
        .find(|own| own.name == inspection.row.kind)?;
    let scope = own.scope.clone()?;
    inspection
        .ratings
        .keys()
        .all(|id| scope.contains(id))
        .then_some(scope)
}

/// Numbers of ratings, where they are about the inspection as a whole: a source may count Good and
/// Outstanding together, or one domain only.
fn counts(framework: &Framework, inspection: &Inspection) -> Option<Counts> {
    let given = inspection.counts.as_ref()?;
    let scope = given.scope.as_deref()?.split(' ').next()?.parse().ok()?;
    if !whole_scopes(framework, inspection).contains(&scope) {
        return None;
    }
    let levels = given.counts.iter();
    levels
        .map(|(word, number)| Some((framework.level(word)?, *number)))
        .collect()
}

/// How many standards a source can mean that counts all of them: every standard, or those that add
/// points, or those that are left of them below the score's maximum.
fn whole_scopes(framework: &Framework, inspection: &Inspection) -> Vec<usize> {
    let standards = framework.standards();
    let mut scopes = vec![standards.len()];
    if framework.has_points() {
        scopes.push(standards.iter().filter(|standard| standard.counts).count());
        let top = framework.words().last().and_then(|word| word.points);
        let maximum = inspection.row.score.as_ref().map(|score| score.maximum);
        let left = maximum
            .zip(top)
            .and_then(|(maximum, top)| maximum.checked_div(top));
        scopes.extend(left.and_then(|left| usize::try_from(left).ok()));
    }
    scopes
}
