//! How many services, and how many inspections, have which overall rating.

use rating::Framework;
use serde::Serialize;

use super::{Register, count};
use crate::inspections::Inspection;

/// The overall ratings under every framework of which an inspection is held, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ratings {
    /// One entry a framework.
    pub frameworks: Vec<RatingsUnder>,
}

/// The overall ratings under one framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RatingsUnder {
    /// Framework code.
    pub framework: String,
    /// Whether an inspection under it ends in an overall rating at all.
    pub has_overall: bool,
    /// Services by their latest inspection under this framework, each counted once.
    pub services: Numbers,
    /// All inspections under this framework, each counted.
    pub inspections: Numbers,
    /// How many of the inspections are pilots, which are no part of the rated series.
    pub pilots: u32,
}

/// How many have which rating. The numbers and `without` add up to `counted`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// How many there are.
    pub counted: u32,
    /// The framework's word and its number, worst first.
    pub ratings: Vec<(String, u32)>,
    /// How many have no overall rating that is known.
    pub without: u32,
}

/// Counts the overall ratings of a register.
#[must_use]
pub fn ratings(register: &Register) -> Ratings {
    let frameworks = rules::frameworks().iter();
    let held = frameworks.filter(|framework| !register.under(framework).is_empty());
    Ratings {
        frameworks: held.map(|framework| under(register, framework)).collect(),
    }
}

fn under(register: &Register, framework: &Framework) -> RatingsUnder {
    let inspections = register.under(framework);
    let pilots = inspections
        .iter()
        .filter(|own| own.row.kind == "pilot inspection");
    RatingsUnder {
        framework: framework.id().to_owned(),
        has_overall: framework.result().overall,
        services: numbers(framework, &register.latest(framework)),
        pilots: u32::try_from(pilots.count()).unwrap_or(u32::MAX),
        inspections: numbers(framework, &inspections),
    }
}

fn numbers(framework: &Framework, inspections: &[&Inspection]) -> Numbers {
    let words: &[_] = if framework.result().overall {
        framework.words()
    } else {
        &[]
    };
    let with = |word: &str| {
        let rated = inspections
            .iter()
            .filter(|own| own.row.overall.as_deref() == Some(word));
        u32::try_from(rated.count()).unwrap_or(u32::MAX)
    };
    let ratings: Vec<(String, u32)> = words
        .iter()
        .map(|word| (word.id.clone(), with(&word.id)))
        .collect();
    let counted = count(inspections);
    let rated: u32 = ratings.iter().map(|(_, number)| number).sum();
    Numbers {
        counted,
        ratings,
        without: counted.saturating_sub(rated),
    }
}
