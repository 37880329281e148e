//! How the ratings of each standard are spread over the services, with one inspection's place.

use rating::Framework;
use serde::Serialize;

use super::known::{self, Found};
use super::{Register, count};
use crate::inspections::Inspection;

/// The spread of every standard's ratings under a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// Framework code.
    pub framework: String,
    /// The framework's rating words, worst first.
    pub words: Vec<String>,
    /// Services whose latest inspection under the framework is counted, each once.
    pub services: u32,
    /// The inspection whose place is marked.
    pub chosen: Option<String>,
    /// One entry a standard, in the framework's order.
    pub standards: Vec<Spread>,
}

/// One standard's ratings. The numbers and those without a rating add up to the services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// The standard's id.
    pub standard: String,
    /// How many services have each rating, worst first.
    pub numbers: Vec<u32>,
    /// At how many it applied and was not rated.
    pub not_rated: u32,
    /// At how many it did not apply, because inspections of that type do not rate it.
    pub not_applicable: u32,
    /// Of how many nothing is known.
    pub not_known: u32,
    /// The chosen inspection's rating, in the framework's word; none where it is not known.
    pub chosen: Option<String>,
}

/// Spreads the ratings out. `chosen` need not be the latest inspection of its service.
#[must_use]
pub fn distribution(
    register: &Register,
    framework: &Framework,
    chosen: Option<&Inspection>,
) -> Distribution {
    let latest = register.latest(framework);
    let standards = framework.standards().iter();
    Distribution {
        framework: framework.id().to_owned(),
        words: framework
            .words()
            .iter()
            .map(|word| word.id.clone())
            .collect(),
        services: count(&latest),
        chosen: chosen.map(|own| own.row.id.clone()),
        standards: standards
            .map(|own| spread(framework, &own.id, &latest, chosen))
            .collect(),
    }
}

fn spread(
    framework: &Framework,
    standard: &str,
    latest: &[&Inspection],
    chosen: Option<&Inspection>,
) -> Spread {
    let mut spread = Spread {
        standard: standard.to_owned(),
        numbers: vec![0; framework.words().len()],
        not_rated: 0,
        not_applicable: 0,
        not_known: 0,
        chosen: None,
    };
    for inspection in latest {
        match known::of(framework, inspection, standard) {
            Found::Rated(word) => {
                let level = framework.level(word).map(|level| usize::from(level.0));
                // A word that the framework has not is no rating of it.
                match level.and_then(|level| spread.numbers.get_mut(level)) {
                    Some(number) => *number += 1,
                    None => spread.not_known += 1,
                }
            }
            Found::NotRated => spread.not_rated += 1,
            Found::NotApplicable => spread.not_applicable += 1,
            Found::NotKnown => spread.not_known += 1,
        }
    }
    if let Some(Found::Rated(word)) = chosen.map(|own| known::of(framework, own, standard)) {
        spread.chosen = Some(word.to_owned());
    }
    spread
}
