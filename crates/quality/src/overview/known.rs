//! What is known of an inspection's standards: the state of each, and the numbers of ratings.

use rating::Framework;
use rating::outcome::{Outcome, State};

use super::GOOD;
use crate::inspections::{Inspection, RatingState, worked};

/// What is known of one standard: the four states of a rating (ALL-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// Its rating.
    Rated(&'a str),
    /// It applied and was not rated.
    NotRated,
    /// Inspections of this type do not rate it.
    NotApplicable,
    /// No value to hand.
    NotKnown,
}

/// What is known of a standard by its id.
pub(crate) fn of<'a>(
    framework: &Framework,
    inspection: &'a Inspection,
    standard: &str,
) -> Found<'a> {
    match inspection.ratings.get(standard) {
        Some(RatingState::Rated { rating, .. }) => Found::Rated(rating),
        Some(RatingState::NotRated) => Found::NotRated,
        None if is_beyond_type(framework, inspection, standard) => Found::NotApplicable,
        None => Found::NotKnown,
    }
}

/// Whether inspections of this type rate other standards than this.
fn is_beyond_type(framework: &Framework, inspection: &Inspection, standard: &str) -> bool {
    let mut types = framework.types().iter();
    let own = types.find(|own| own.name == inspection.row.kind);
    let scope = own.and_then(|own| own.scope.as_ref());
    scope.is_some_and(|scope| !scope.iter().any(|id| id == standard))
}

/// Whether a rating stands below Good on its framework's scale.
pub(crate) fn is_below_good(framework: &Framework, word: &str) -> bool {
    framework.level(word) < framework.level(GOOD)
}

/// How many of the standards that count have each rating, worst first: from the ratings
/// themselves, else from numbers of ratings that cover exactly these standards. None where that
/// cannot be known, or where the kernel makes nothing of the inspection.
pub(crate) fn numbers(framework: &Framework, inspection: &Inspection) -> Option<Vec<u32>> {
    let outcome = worked(inspection).ok()?;
    by_standards(framework, &outcome).or_else(|| by_counts(framework, inspection, &outcome))
}

/// The standards that make up the result: those that add points or, without points, all of them.
fn makes_up_result(framework: &Framework, counts: bool) -> bool {
    counts || !framework.has_points()
}

fn by_standards(framework: &Framework, outcome: &Outcome) -> Option<Vec<u32>> {
    let mut numbers = vec![0; framework.words().len()];
    for own in &outcome.standards {
        match own.state {
            _ if !makes_up_result(framework, own.counts) => {}
            State::NotRated | State::NotApplicable => {}
            State::NotKnown => return None,
            State::Rated => {
                let level = framework.level(own.rating.as_deref()?)?;
                *numbers.get_mut(usize::from(level.0))? += 1;
            }
        }
    }
    numbers.iter().any(|number| *number > 0).then_some(numbers)
}

fn by_counts(
    framework: &Framework,
    inspection: &Inspection,
    outcome: &Outcome,
) -> Option<Vec<u32>> {
    let given = inspection.counts.as_ref()?;
    let mut numbers = vec![0; framework.words().len()];
    for (word, number) in &given.counts {
        *numbers.get_mut(usize::from(framework.level(word)?.0))? += number;
    }
    let top = framework
        .words()
        .iter()
        .filter_map(|word| word.points)
        .max();
    let wanted = outcome.maximum?.checked_div(top?)?;
    let surplus = numbers.iter().sum::<u32>().checked_sub(wanted)?;
    // A source that counts all standards counts those in that add nothing to the total.
    let beside = outcome.standards.iter().filter(|own| !own.counts);
    let beside: Vec<_> = beside.filter_map(|own| own.rating.as_deref()).collect();
    if surplus > 0 {
        if beside.len() != usize::try_from(surplus).ok()? {
            return None;
        }
        for word in beside {
            let number = numbers.get_mut(usize::from(framework.level(word)?.0))?;
            *number = number.checked_sub(1)?;
        }
    }
    Some(numbers)
}
