//! Where published figures disagree: with each other, with their own counts, with their own words.

use std::collections::BTreeSet;

use published::Figure;
use quality::inspections::Service;
use quality::services::{conflicts, figures};

use super::figures::value_words;
use super::{Source, sources};

/// A case in a sentence.
pub(super) struct ConflictView {
    pub(super) measure: String,
    pub(super) words: String,
    pub(super) sources: Vec<Source>,
}

/// One figure with every value that is printed for it.
pub(super) struct Disagreement {
    /// "First time entrant rate, children aged 10 to 17, South East".
    pub(super) of: String,
    pub(super) values: Vec<Printed>,
}

/// One printed value.
pub(super) struct Printed {
    pub(super) value: String,
    pub(super) period: String,
    /// In whose papers it stands, where that is another area's.
    pub(super) printed_for: Option<String>,
    pub(super) source: Source,
    pub(super) vintage: Option<String>,
}

/// The cases in the papers of a service.
pub(super) fn views(service: &Service) -> Vec<ConflictView> {
    let own = conflicts(service).into_iter().map(|own| ConflictView {
        measure: match &own.of {
            Some(of) => format!("{}, {of}", own.measure),
            None => own.measure.clone(),
        },
        words: own.words.clone(),
        sources: sources(&own.source),
    });
    own.collect()
}

/// Figures on the service's page, its own and those beside them, for which another source prints
/// another value.
pub(super) fn disagreements(service: &Service) -> Vec<Disagreement> {
    let shown: BTreeSet<*const Figure> = figures(service)
        .iter()
        .flat_map(|series| &series.traces)
        .flat_map(|trace| trace.figures.iter().flatten())
        .map(|figure| std::ptr::from_ref::<Figure>(figure))
        .collect();
    let all = published::contradictions().iter();
    let own = all.filter(|group| {
        let mut figures = group.iter();
        figures.any(|figure| shown.contains(&std::ptr::from_ref::<Figure>(figure)))
    });
    own.filter_map(|group| disagreement(group)).collect()
}

fn disagreement(group: &[&Figure]) -> Option<Disagreement> {
    let first = group.first()?;
    let values = group.iter().map(|figure| Printed {
        value: value_words(figure),
        period: figure.period.clone(),
        printed_for: figure.comparator_area.as_ref().map(|_| figure.area.clone()),
        source: super::source(&figure.source),
        vintage: figure.vintage.clone(),
    });
    Some(Disagreement {
        of: format!("{}, {}", first.measure, first.of()),
        values: values.collect(),
    })
}
