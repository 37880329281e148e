//! The published figures of a service, grouped so that what stands in one line may stand there.

use published::{AreaType, Conflict, Figure};

use super::types::{FigureSeries, Trace};
use crate::inspections::Service;

/// The series that hold figures of a service, by topic and then in the order of the published table;
/// empty where nothing is held. Beside the service's own figures stand those of its region, of
/// England and Wales, and of the areas that were printed to compare it with, where they belong to the
/// very same series.
#[must_use]
pub fn figures(service: &Service) -> Vec<FigureSeries> {
    let mut found: Vec<Vec<&'static Figure>> = Vec::new();
    for figure in published::figures()
        .iter()
        .filter(|own| is_of(own, service))
    {
        let same = |series: &&mut Vec<&'static Figure>| {
            series.first().is_some_and(|first| {
                first.same_series(figure) && first.area_type == figure.area_type
            })
        };
        match found.iter_mut().find(same) {
            Some(series) => series.push(figure),
            None => found.push(vec![figure]),
        }
    }
    let mut series: Vec<FigureSeries> = found
        .into_iter()
        .filter_map(|own| grouped(&own, service))
        .collect();
    series.sort_by_key(|own| own.topic);
    name(&mut series);
    series
}

/// The cases in which figures in the service's papers disagree, by the service's name.
#[must_use]
pub fn conflicts(service: &Service) -> Vec<&'static Conflict> {
    let conflicts = published::conflicts().iter();
    conflicts.filter(|own| own.area == service.name).collect()
}

/// Whether a figure is the service's own, or of the county of the same name.
fn is_of(figure: &Figure, service: &Service) -> bool {
    let local = matches!(figure.area_type, AreaType::Service | AreaType::County);
    local && figure.area == service.name && figure.comparator_area.is_none()
}

/// A series from the service's own figures of it.
fn grouped(own: &[&'static Figure], service: &Service) -> Option<FigureSeries> {
    let first = *own.first()?;
    let mut all: Vec<(String, &'static Figure)> = Vec::new();
    for figure in own {
        all.push((area_words(figure), figure));
    }
    for figure in published::figures() {
        if figure.same_series(first) && is_beside(figure, first, service) {
            all.push((figure.of().to_owned(), figure));
        }
    }
    // Within one series periods are spelt alike, so that the order of texts is that of time.
    let mut periods: Vec<String> = all.iter().map(|(_, own)| own.period.clone()).collect();
    periods.sort();
    periods.dedup();
    let mut traces: Vec<Trace> = Vec::new();
    for (area, _) in &all {
        if !traces.iter().any(|trace| trace.area == *area) {
            traces.push(trace(area, &all, &periods));
        }
    }
    Some(FigureSeries {
        id: String::new(),
        topic: first.topic,
        periods,
        traces,
    })
}

/// Whether a figure of the same series may stand beside the service's own: printed with them, or of
/// its region, or of England and Wales.
fn is_beside(figure: &Figure, own: &Figure, service: &Service) -> bool {
    match (&figure.comparator_area, figure.area_type) {
        (Some(_), _) => figure.area == own.area && figure.area_type == own.area_type,
        (None, AreaType::Region) => figure.area == service.region,
        (None, AreaType::National) => true,
        (None, _) => false,
    }
}

/// The area as a line is labelled: a county is never taken for the service of its name.
fn area_words(figure: &Figure) -> String {
    match figure.area_type {
        AreaType::County => format!("{} (county)", figure.area),
        _ => figure.area.clone(),
    }
}

fn trace(area: &str, all: &[(String, &'static Figure)], periods: &[String]) -> Trace {
    let at = |period: &String| {
        let mut own = all.iter();
        own.find(|(of, figure)| of == area && figure.period == *period)
            .map(|(_, figure)| *figure)
    };
    Trace {
        area: area.to_owned(),
        figures: periods.iter().map(at).collect(),
    }
}

/// Gives each series a name of its own, from its measure.
fn name(series: &mut [FigureSeries]) {
    let mut taken: Vec<String> = Vec::new();
    for own in series {
        let base = own.measure().map(slug).unwrap_or_default();
        let same = taken.iter().filter(|name| **name == base).count();
        own.id = match same {
            0 => base.clone(),
            number => format!("{base}-{}", number + 1),
        };
        taken.push(base);
    }
}

/// Small letters and digits, with hyphens between the words.
fn slug(text: &str) -> String {
    let letters = text.to_lowercase();
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

impl FigureSeries {
    /// Any of the service's own figures, for what all of them share: measure, unit, source, release.
    #[must_use]
    pub fn example(&self) -> Option<&'static Figure> {
        self.traces
            .first()?
            .figures
            .iter()
            .flatten()
            .next()
            .copied()
    }

    /// The measure.
    #[must_use]
    pub fn measure(&self) -> Option<&'static str> {
        self.example().map(|figure| figure.measure.as_str())
    }

    /// The periods of which the service's own figure is absent while another's is held.
    #[must_use]
    pub fn missing(&self) -> Vec<&str> {
        let own = self.traces.first().map(|trace| trace.figures.as_slice());
        let own = own.unwrap_or_default().iter();
        own.zip(&self.periods)
            .filter(|(figure, _)| figure.is_none())
            .map(|(_, period)| period.as_str())
            .collect()
    }
}
