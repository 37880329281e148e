//! What changed between two inspections of one framework.

use std::cmp::Ordering;

use rating::Framework;

use super::types::{
    Change, Changes, Direction, PercentChange, ScoreChange, StandardChange, Standing,
};
use crate::inspections::{Inspection, RatingState, Score};

/// What changed from the earlier inspection to the later one. None where their frameworks differ,
/// because results of two frameworks are never put on one scale (ALL-2), or where the framework is
/// not held.
#[must_use]
pub fn changes(earlier: &Inspection, later: &Inspection) -> Option<Changes> {
    if earlier.row.framework != later.row.framework {
        return None;
    }
    let framework = rules::framework(&earlier.row.framework)?;
    let standards = framework.standards().iter();
    let categories = standards.clone().filter(|standard| {
        let id = &standard.id;
        earlier.percents.contains_key(id) || later.percents.contains_key(id)
    });
    Some(Changes {
        framework: framework.id().to_owned(),
        earlier: earlier.row.id.clone(),
        later: later.row.id.clone(),
        overall: framework.result().overall.then(|| {
            let (from, to) = (overall(earlier), overall(later));
            change(framework, from, to)
        }),
        score: framework
            .has_points()
            .then(|| score(earlier.row.score.as_ref(), later.row.score.as_ref())),
        percents: categories
            .map(|standard| percent(&standard.id, earlier, later))
            .collect(),
        standards: standards
            .map(|standard| StandardChange {
                standard: standard.id.clone(),
                change: change(
                    framework,
                    rating(earlier, &standard.id),
                    rating(later, &standard.id),
                ),
            })
            .collect(),
    })
}

/// What changed from each inspection to the next of the same framework, oldest first. The
/// inspections are given in the order of their dates; an inspection without a date has no place
/// among them and is left out.
#[must_use]
pub fn changes_over_time(inspections: &[Inspection]) -> Vec<Changes> {
    let dated: Vec<&Inspection> = inspections
        .iter()
        .filter(|own| super::show::when(&own.row).is_some())
        .collect();
    let mut found = Vec::new();
    for (place, later) in dated.iter().enumerate() {
        let before = dated[..place].iter().rev();
        let mut same = before.filter(|own| own.row.framework == later.row.framework);
        found.extend(same.next().and_then(|earlier| changes(earlier, later)));
    }
    found
}

fn overall(inspection: &Inspection) -> Standing {
    match &inspection.row.overall {
        Some(word) => Standing::Rated(word.clone()),
        None => Standing::NotKnown,
    }
}

fn rating(inspection: &Inspection, standard: &str) -> Standing {
    match inspection.ratings.get(standard) {
        Some(RatingState::Rated { rating, .. }) => Standing::Rated(rating.clone()),
        Some(RatingState::NotRated) => Standing::NotRated,
        None => Standing::NotKnown,
    }
}

fn change(framework: &Framework, from: Standing, to: Standing) -> Change {
    let level = |standing: &Standing| match standing {
        Standing::Rated(word) => framework.level(word),
        Standing::NotRated | Standing::NotKnown => None,
    };
    Change {
        direction: direction(level(&from), level(&to)),
        from,
        to,
    }
}

fn direction<T: Ord>(from: Option<T>, to: Option<T>) -> Direction {
    match (from, to) {
        (Some(from), Some(to)) => match to.cmp(&from) {
            Ordering::Greater => Direction::Up,
            Ordering::Equal => Direction::Same,
            Ordering::Less => Direction::Down,
        },
        (Some(_), None) => Direction::OnlyEarlier,
        (None, Some(_)) => Direction::OnlyLater,
        (None, None) => Direction::Neither,
    }
}

fn score(from: Option<&Score>, to: Option<&Score>) -> ScoreChange {
    let comparable = match (from, to) {
        (Some(from), Some(to)) => from.maximum == to.maximum,
        _ => true,
    };
    ScoreChange {
        direction: if comparable {
            direction(from.map(|score| score.total), to.map(|score| score.total))
        } else {
            Direction::Neither
        },
        from: from.cloned(),
        to: to.cloned(),
    }
}

fn percent(standard: &str, earlier: &Inspection, later: &Inspection) -> PercentChange {
    let from = earlier.percents.get(standard).copied();
    let to = later.percents.get(standard).copied();
    PercentChange {
        standard: standard.to_owned(),
        from,
        to,
        direction: direction(from, to),
    }
}
