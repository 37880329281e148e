//! The inspections over time, newest first, those of one framework together.

use quality::inspections::{Inspection, RatingState};
use rating::Framework;

use super::super::register::kind;
use super::super::services::when;
use crate::list;
use crate::names;
use crate::words::{self, Tag};

/// The inspections under one framework.
pub(super) struct Era {
    pub(super) framework: String,
    pub(super) href: Option<String>,
    /// What an inspection under it ends in.
    pub(super) about: &'static str,
    pub(super) items: Vec<Item>,
}

/// One inspection.
pub(super) struct Item {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) date: String,
    pub(super) overall: Tag,
    pub(super) score: Option<String>,
    /// What is known below the overall rating.
    pub(super) found: Option<String>,
}

/// The frameworks by their latest inspection, newest first; the inspections come oldest first.
pub(super) fn eras(inspections: &[Inspection]) -> Vec<Era> {
    let dated = |own: &&Inspection| {
        let row = &own.row;
        row.published
            .or(row.fieldwork_end)
            .or(row.fieldwork_start)
            .is_some()
    };
    let (dated, undated): (Vec<_>, Vec<_>) = inspections.iter().partition(dated);
    let mut eras: Vec<(&str, Era)> = Vec::new();
    for own in dated.into_iter().rev().chain(undated) {
        let code = own.row.framework.as_str();
        match eras.iter_mut().find(|(framework, _)| *framework == code) {
            Some((_, era)) => era.items.push(item(own)),
            None => eras.push((code, era(own))),
        }
    }
    eras.into_iter().map(|(_, era)| era).collect()
}

fn era(first: &Inspection) -> Era {
    let framework = rules::framework(&first.row.framework);
    Era {
        framework: names::framework(&first.row.framework),
        href: framework.map(|own| format!("/frameworks/{}", own.id())),
        about: framework.map_or("", ends_in),
        items: vec![item(first)],
    }
}

/// What an inspection under a framework ends in, so that nobody lays two on one scale.
fn ends_in(framework: &Framework) -> &'static str {
    // Where the rule is a working one that stands switched off, reports print no percentages.
    let percentages = framework
        .percent_rule()
        .is_some_and(|rule| rule.switch.is_none());
    match (framework.result().overall, framework.has_points()) {
        (true, true) => "Ends in an overall rating, from points for each standard.",
        (true, false) => {
            "Ends in an overall rating and a rating for each standard; no points are published."
        }
        (false, _) if !names::can_rate(framework) => {
            "Ends in findings and recommendations, without ratings."
        }
        (false, _) if percentages => {
            "Ends in percentages, each with a label; there is no overall rating."
        }
        (false, _) => "Ends in a word for each theme; there is no overall rating.",
    }
}

fn item(own: &Inspection) -> Item {
    let row = &own.row;
    Item {
        href: format!("/inspections/{}", list::encode(&row.id)),
        title: kind(row),
        date: words::sentence_case(&when(row)),
        overall: match &row.overall {
            Some(word) => names::rating_tag(&row.framework, word),
            None => Tag::words(names::no_overall(&row.framework)),
        },
        score: row
            .score
            .as_ref()
            .map(|score| format!("{} of {} points", score.total, score.maximum)),
        found: found(own),
    }
}

/// The percentages; else each rating where there is no overall one; else the numbers of ratings.
fn found(own: &Inspection) -> Option<String> {
    let framework = rules::framework(&own.row.framework)?;
    let standards = framework.standards().iter();
    if !own.percents.is_empty() {
        let parts = standards.filter_map(|standard| {
            let percent = own.percents.get(&standard.id)?;
            Some(format!("{} {percent} per cent", standard.name()))
        });
        return Some(parts.collect::<Vec<String>>().join("; "));
    }
    if !framework.result().overall {
        let parts = standards.filter_map(|standard| match own.ratings.get(&standard.id)? {
            RatingState::Rated { rating, .. } => {
                Some(format!("{}: {}", standard.name(), framework.label(rating)))
            }
            RatingState::NotRated => Some(format!("{}: not rated", standard.name())),
        });
        let parts: Vec<String> = parts.collect();
        return (!parts.is_empty()).then(|| parts.join("; "));
    }
    numbers(framework, own)
}

/// "7 Good, 4 Requires improvement, 1 Inadequate" of the standards whose rating is known.
fn numbers(framework: &Framework, own: &Inspection) -> Option<String> {
    if let Some(counts) = &own.counts {
        let numbers = counts.counts.iter();
        let numbers = numbers.map(|(word, number)| (word.as_str(), *number));
        let said = names::numbers_of_ratings(framework.id(), numbers);
        let scope = counts.scope.as_ref();
        let scope = scope.map_or_else(String::new, |scope| format!(" ({scope})"));
        return Some(format!("{said}{scope}"));
    }
    let ratings: Vec<&str> = own
        .ratings
        .values()
        .filter_map(|state| match state {
            RatingState::Rated { rating, .. } => Some(rating.as_str()),
            RatingState::NotRated => None,
        })
        .collect();
    let known = ratings.len();
    let all = framework.standards().len();
    let numbers = framework.words().iter().map(|word| {
        let same = ratings.iter().filter(|rating| **rating == word.id);
        (word.id.as_str(), same.count())
    });
    let said = names::numbers_of_ratings(framework.id(), numbers);
    (known > 0).then(|| format!("{said} ({known} of {all} standards known)"))
}
