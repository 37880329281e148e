//! How rare a result is: how many inspections under the same framework had one like it.
//!
//! Each question has a base of its own, the inspections of which enough is known to answer it, and
//! how many are left out stands beside it. The inspection itself is counted too.

use rating::Framework;
use rating::input::{Level, Score};
use serde::Serialize;

use super::known::{self, Found};
use super::{Register, count, count_if};
use crate::inspections::{Inspection, worked};

/// How rare one inspection's result is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rarity {
    /// The inspection.
    pub inspection: String,
    /// Framework code.
    pub framework: String,
    /// Inspections under the framework, this one among them.
    pub inspections: u32,
    /// Its total; none where it is not known.
    pub total: Option<TotalRarity>,
    /// Its set of ratings, whichever standard has which; none where it is not known.
    pub set: Option<SetRarity>,
    /// Each standard of which its rating is known, in the framework's order.
    pub standards: Vec<StandardRarity>,
}

/// How many had such a total. Totals on different maximums are never put together (ALL-5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalRarity {
    /// Points.
    pub total: u32,
    /// Out of.
    pub maximum: u32,
    /// Inspections whose total on that maximum is known.
    pub of: u32,
    /// How many had this total or less.
    pub or_less: u32,
    /// How many had this total or more.
    pub or_more: u32,
    /// How many had this very total.
    pub same: u32,
    /// Inspections with a total on another maximum.
    pub other_maximum: u32,
    /// Inspections whose total is not known.
    pub not_known: u32,
}

/// How many had the same set of ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetRarity {
    /// The framework's word and the number of standards with it, worst first, over the standards
    /// that add points.
    pub numbers: Vec<(String, u32)>,
    /// Inspections of which the ratings of all these standards, or their numbers, are known.
    pub of: u32,
    /// How many had the same numbers.
    pub same: u32,
    /// Inspections of which they are not known.
    pub not_known: u32,
}

/// How many had such a rating of one standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardRarity {
    /// The standard's id.
    pub standard: String,
    /// Its rating, in the framework's word.
    pub rating: String,
    /// Inspections of which this standard's rating is known.
    pub of: u32,
    /// How many had this rating of it.
    pub same: u32,
    /// How many had this rating or a worse one.
    pub or_worse: u32,
    /// How many had this rating or a better one.
    pub or_better: u32,
    /// Inspections of which it is not known, or in which it was not rated.
    pub without: u32,
}

/// Says how rare an inspection's result is among all inspections under its framework. None where
/// the framework is not held or rates nothing.
#[must_use]
pub fn rarity(register: &Register, inspection: &Inspection) -> Option<Rarity> {
    let framework = rules::framework(&inspection.row.framework)?;
    if framework.words().is_empty() {
        return None;
    }
    let all = register.under(framework);
    let own = total_of(inspection);
    let numbers = known::numbers(framework, inspection);
    let standards = framework.standards().iter();
    Some(Rarity {
        inspection: inspection.row.id.clone(),
        framework: framework.id().to_owned(),
        inspections: count(&all),
        total: own.map(|own| total(own, &all)),
        set: numbers.map(|numbers| set(framework, &numbers, &all)),
        standards: standards
            .filter_map(|own| standard(framework, &own.id, inspection, &all))
            .collect(),
    })
}

/// The total as published or, where none is, as the kernel adds it up.
fn total_of(inspection: &Inspection) -> Option<Score> {
    if let Some(score) = &inspection.row.score {
        return Some(Score {
            total: score.total,
            maximum: score.maximum,
        });
    }
    let outcome = worked(inspection).ok()?;
    let (total, maximum) = outcome.total.zip(outcome.maximum)?;
    Some(Score { total, maximum })
}

fn total(own: Score, all: &[&Inspection]) -> TotalRarity {
    let known: Vec<Score> = all.iter().filter_map(|other| total_of(other)).collect();
    let (alike, others): (Vec<Score>, Vec<Score>) =
        known.iter().partition(|score| score.maximum == own.maximum);
    TotalRarity {
        total: own.total,
        maximum: own.maximum,
        of: count(&alike),
        or_less: count_if(&alike, |other| other.total <= own.total),
        or_more: count_if(&alike, |other| other.total >= own.total),
        same: count_if(&alike, |other| other.total == own.total),
        other_maximum: count(&others),
        not_known: count(all) - count(&known),
    }
}

fn set(framework: &Framework, own: &[u32], all: &[&Inspection]) -> SetRarity {
    let known = all
        .iter()
        .filter_map(|other| known::numbers(framework, other));
    let known: Vec<Vec<u32>> = known.collect();
    let words = framework.words().iter().map(|word| word.id.clone());
    SetRarity {
        numbers: words.zip(own.iter().copied()).collect(),
        of: count(&known),
        same: count_if(&known, |other| other == own),
        not_known: count(all) - count(&known),
    }
}

fn standard(
    framework: &Framework,
    id: &str,
    inspection: &Inspection,
    all: &[&Inspection],
) -> Option<StandardRarity> {
    let level = |inspection: &Inspection| match known::of(framework, inspection, id) {
        Found::Rated(word) => framework.level(word),
        Found::NotRated | Found::NotApplicable | Found::NotKnown => None,
    };
    let own = level(inspection)?;
    let known: Vec<Level> = all.iter().filter_map(|other| level(other)).collect();
    Some(StandardRarity {
        standard: id.to_owned(),
        rating: framework.word(own)?.id.clone(),
        of: count(&known),
        same: count_if(&known, |other| *other == own),
        or_worse: count_if(&known, |other| *other <= own),
        or_better: count_if(&known, |other| *other >= own),
        without: count(all) - count(&known),
    })
}
