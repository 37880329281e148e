//! How often each standard was below Good, by year of publication.

use std::collections::BTreeSet;

use rating::Framework;
use serde::Serialize;

use super::known::{self, Found};
use super::{GOOD, Register, count};
use crate::inspections::Inspection;

/// How often the standards of a framework were below Good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BelowGood {
    /// Framework code.
    pub framework: String,
    /// The year of publication that this is about; none for all of them.
    pub year: Option<i16>,
    /// How many inspections this is about.
    pub inspections: u32,
    /// How many services were inspected in these.
    pub services: u32,
    /// How many services are held, inspected or not.
    pub services_held: u32,
    /// Years of publication under this framework, whatever `year` is; none stands for inspections
    /// of which the year is not known.
    pub years: Vec<Option<i16>>,
    /// The standards, the one most often below Good first; among equals the larger share of what
    /// is known, then the framework's order.
    pub standards: Vec<StandardBelow>,
}

/// How often one standard was below Good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardBelow {
    /// The standard's id.
    pub standard: String,
    /// How often it was below Good.
    pub below: u32,
    /// How often its rating is known.
    pub known: u32,
    /// How often it applied and was not rated.
    pub not_rated: u32,
    /// How often it did not apply, because inspections of that type do not rate it.
    pub not_applicable: u32,
    /// How often nothing is known of it. Were it below Good in all of these, it would be so
    /// `below + not_known` times: the true number lies between the two.
    pub not_known: u32,
    /// The same for each of [`BelowGood::years`] that this is about.
    pub years: Vec<YearBelow>,
}

/// How often a standard was below Good in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearBelow {
    /// Year of publication; none where it is not known.
    pub year: Option<i16>,
    /// How often it was below Good.
    pub below: u32,
    /// How often its rating is known.
    pub known: u32,
    /// How often nothing is known of it.
    pub not_known: u32,
}

impl StandardBelow {
    /// The share below Good among what is known, as a whole per cent, half up; none where nothing
    /// is known.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        percent(self.below, self.known)
    }
}

impl YearBelow {
    /// The share below Good among what is known, as a whole per cent, half up; none where nothing
    /// is known.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        percent(self.below, self.known)
    }
}

fn percent(part: u32, whole: u32) -> Option<u32> {
    (200 * part + whole).checked_div(2 * whole)
}

/// Counts them, over all inspections under the framework or over those published in one year. None
/// where the framework has no rating Good.
#[must_use]
pub fn below_good(
    register: &Register,
    framework: &Framework,
    year: Option<i16>,
) -> Option<BelowGood> {
    framework.level(GOOD)?;
    let all = register.under(framework);
    let years: BTreeSet<Option<i16>> = all.iter().map(|own| published_in(own)).collect();
    let mut years: Vec<Option<i16>> = years.into_iter().collect();
    // What has no year stands last.
    years.sort_by_key(|year| (year.is_none(), *year));
    let about: Vec<&Inspection> = all
        .into_iter()
        .filter(|own| year.is_none() || published_in(own) == year)
        .collect();
    let services: BTreeSet<&str> = about
        .iter()
        .map(|own| own.row.service.id.as_str())
        .collect();
    let rated = framework.standards().iter();
    let mut standards: Vec<StandardBelow> = rated
        .map(|own| standard(framework, &own.id, &about, &years))
        .collect();
    standards.sort_by_key(|own| std::cmp::Reverse((own.below, own.percent())));
    Some(BelowGood {
        framework: framework.id().to_owned(),
        year,
        inspections: count(&about),
        services: u32::try_from(services.len()).unwrap_or(u32::MAX),
        services_held: count(register.services()),
        standards,
        years,
    })
}

fn published_in(inspection: &Inspection) -> Option<i16> {
    inspection.row.published.map(|date| date.year)
}

fn standard(
    framework: &Framework,
    id: &str,
    about: &[&Inspection],
    years: &[Option<i16>],
) -> StandardBelow {
    let by_year = years.iter().filter_map(|year| {
        let own: Vec<&Inspection> = about
            .iter()
            .copied()
            .filter(|own| published_in(own) == *year)
            .collect();
        let counts = Counts::of(framework, id, &own);
        (!own.is_empty()).then_some(YearBelow {
            year: *year,
            below: counts.below,
            known: counts.known,
            not_known: counts.not_known,
        })
    });
    let counts = Counts::of(framework, id, about);
    StandardBelow {
        standard: id.to_owned(),
        below: counts.below,
        known: counts.known,
        not_rated: counts.not_rated,
        not_applicable: counts.not_applicable,
        not_known: counts.not_known,
        years: by_year.collect(),
    }
}

/// One standard counted over some inspections.
#[derive(Default)]
struct Counts {
    below: u32,
    known: u32,
    not_rated: u32,
    not_applicable: u32,
    not_known: u32,
}

impl Counts {
    fn of(framework: &Framework, standard: &str, inspections: &[&Inspection]) -> Self {
        let mut counts = Counts::default();
        for inspection in inspections {
            match known::of(framework, inspection, standard) {
                Found::Rated(word) => {
                    counts.known += 1;
                    counts.below += u32::from(known::is_below_good(framework, word));
                }
                Found::NotRated => counts.not_rated += 1,
                Found::NotApplicable => counts.not_applicable += 1,
                Found::NotKnown => counts.not_known += 1,
            }
        }
        counts
    }
}
