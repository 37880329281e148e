//! How far an inspection was from the next rating and from Good, and how much stood between it and
//! the rating below.

use rating::Framework;
use rating::framework::Band;
use rating::outcome::Outcome;
use serde::Serialize;

use super::{GOOD, known};
use crate::inspections::{Inspection, Row, worked};
use crate::working_values::for_ratings;

/// How far one inspection was from other ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Distance {
    /// The inspection.
    pub inspection: Row,
    /// Where it stands; none where that cannot be known.
    pub standing: Option<Standing>,
    /// Why it cannot be known; none where it can.
    pub why_unknown: Option<WhyUnknown>,
}

/// A score with what lies above and below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Points.
    pub total: u32,
    /// Out of.
    pub maximum: u32,
    /// The bands that it meets, as they hold here, lowest first.
    #[serde(skip)]
    pub bands: Vec<Band>,
    /// The overall rating of that score, in the framework's word.
    pub overall: String,
    /// The next rating; none at the top.
    pub next: Option<Step>,
    /// Good; none for what is Good or better.
    pub good: Option<Step>,
    /// The rating below, and the fewest points whose loss leads there; none at the bottom.
    pub below: Option<(String, u32)>,
}

/// The way to a better rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The rating, in the framework's word.
    pub rating: String,
    /// Points that are missing.
    pub points: u32,
    /// The fewest standards that would have to rise, each as far as it can: at least and at most.
    /// Equal where the ratings of the standards, or their numbers, settle it.
    pub standards: [u32; 2],
}

/// Why a distance cannot be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum WhyUnknown {
    /// No rule that is in force adds points up under this framework.
    NoPoints,
    /// No score was published, and the ratings that are known leave it open.
    NoTotal {
        /// Lowest and highest total that they allow.
        range: Option<[u32; 2]>,
        /// Out of.
        maximum: Option<u32>,
    },
    /// The record contradicts itself, or cannot be worked out.
    NotWorked,
}

/// How far an inspection was from other ratings.
#[must_use]
pub fn distance(inspection: &Inspection) -> Distance {
    let found = match rules::framework(&inspection.row.framework) {
        Some(framework) => found(framework, inspection),
        None => Err(WhyUnknown::NotWorked),
    };
    let (standing, why_unknown) = match found {
        Ok(standing) => (Some(standing), None),
        Err(why) => (None, Some(why)),
    };
    Distance {
        inspection: inspection.row.clone(),
        standing,
        why_unknown,
    }
}

fn found(framework: &Framework, inspection: &Inspection) -> Result<Standing, WhyUnknown> {
    let outcome = worked(inspection).map_err(|_| WhyUnknown::NotWorked)?;
    let Some((total, maximum)) = outcome.total.zip(outcome.maximum) else {
        return Err(no_total(&outcome));
    };
    standing(framework, inspection, total, maximum).ok_or(WhyUnknown::NotWorked)
}

fn no_total(outcome: &Outcome) -> WhyUnknown {
    match outcome.total_range {
        Some(range) => WhyUnknown::NoTotal {
            range: Some(range),
            maximum: outcome.maximum,
        },
        None => WhyUnknown::NoPoints,
    }
}

fn standing(
    framework: &Framework,
    inspection: &Inspection,
    total: u32,
    maximum: u32,
) -> Option<Standing> {
    let set = for_ratings(framework.id(), &inspection.working_values);
    let bands = framework.bands_with(maximum, &set);
    let at = bands
        .iter()
        .position(|band| (band.low..=band.high).contains(&total))?;
    let numbers = known::numbers(framework, inspection);
    let step = |band: &Band| {
        let points = band.low - total;
        Step {
            rating: band.word.clone(),
            points,
            standards: fewest(framework, numbers.as_deref(), points),
        }
    };
    let good = bands.iter().skip(at + 1).find(|band| band.word == GOOD);
    let below = at.checked_sub(1).and_then(|below| bands.get(below));
    Some(Standing {
        total,
        maximum,
        overall: bands[at].word.clone(),
        next: bands.get(at + 1).map(step),
        good: good.map(step),
        below: below.map(|band| (band.word.clone(), total - band.high)),
        bands,
    })
}

/// The fewest standards whose rise brings so many points. With the number of standards of each
/// rating: those with the most room first. Without: between every standard rising from the bottom
/// to the top, and each by one rating.
fn fewest(framework: &Framework, numbers: Option<&[u32]>, points: u32) -> [u32; 2] {
    let earned: Vec<u32> = framework
        .words()
        .iter()
        .filter_map(|word| word.points)
        .collect();
    let top = earned.iter().copied().max().unwrap_or(1).max(1);
    let Some(numbers) = numbers else {
        return [points.div_ceil(top), points];
    };
    let mut missing = points;
    let mut rising = 0;
    // Words stand worst first, so the standards with the most room come first.
    for (earned, number) in earned.iter().zip(numbers) {
        let room = top - earned;
        if room == 0 || missing == 0 {
            break;
        }
        let taken = missing.div_ceil(room).min(*number);
        rising += taken;
        missing = missing.saturating_sub(taken * room);
    }
    [rising, rising]
}
