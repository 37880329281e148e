//! Who was rated Good although a standard was Inadequate.

use figures::{Column, Distribution, Spread, Table};
use quality::inspections::{Inspection, RatingState};
use quality::overview::{GoodWithInadequate, Register, WithInadequate, good_with_inadequate};
use rating::Framework;

use super::ratings::labels;
use crate::figure::{Downloads, Figure};
use crate::names;
use crate::words;

/// The section of the page.
pub(crate) struct GoodView {
    pub(crate) sentence: String,
    /// Why there may be more.
    pub(crate) gap: Option<String>,
    pub(crate) rows: Vec<Line>,
    /// A figure for each framework under which there is one.
    pub(crate) figures: Vec<Figure>,
}

/// One inspection.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) service: String,
    pub(crate) framework: String,
    pub(crate) published: String,
    pub(crate) score: String,
    /// The standards that were Inadequate, each a line.
    pub(crate) standards: Vec<String>,
}

pub(crate) fn view(register: &Register) -> GoodView {
    let found = good_with_inadequate(register);
    let good = words::count(
        found.good.into(),
        "inspection rated Good",
        "inspections rated Good",
    );
    let number = found.inspections.len() as u64;
    GoodView {
        sentence: match number {
            0 => format!("Of {good}, none is known to have a standard that was Inadequate."),
            1 => format!("Of {good}, 1 is known to have a standard that was Inadequate."),
            _ => format!("Of {good}, {number} are known to have a standard that was Inadequate."),
        },
        gap: (found.not_all_known > 0).then(|| {
            format!(
                "In {} of these the rating of at least one standard is not known, so there may be more.",
                found.not_all_known
            )
        }),
        rows: found.inspections.iter().map(line).collect(),
        figures: figures(register, &found),
    }
}

fn line(own: &WithInadequate) -> Line {
    let row = &own.inspection;
    Line {
        href: format!("/inspections/{}", row.id),
        service: row.service.name.clone(),
        framework: names::framework(&row.framework),
        published: row
            .published
            .map_or_else(|| "Not known".to_owned(), words::date),
        score: match &row.score {
            Some(score) => format!("{} of {}", score.total, score.maximum),
            None => names::no_score(&row.framework).to_owned(),
        },
        standards: standards(own),
    }
}

/// The standards in words, and how many more there are whose names are not known.
fn standards(own: &WithInadequate) -> Vec<String> {
    let framework = rules::framework(&own.inspection.framework);
    let name = |id: &String| framework.map_or_else(|| id.clone(), |held| names::standard(held, id));
    let mut names: Vec<String> = own.standards.iter().map(name).collect();
    if own.not_named > 0 {
        let number = own.not_named.into();
        names.push(format!(
            "{} whose name is not known",
            words::count(number, "standard", "standards")
        ));
    }
    names
}

/// The ratings of all standards of each inspection that was found.
fn figures(register: &Register, found: &GoodWithInadequate) -> Vec<Figure> {
    let frameworks = rules::frameworks().iter().rev();
    let charts = frameworks.filter_map(|framework| {
        let rows: Vec<Spread> = found
            .inspections
            .iter()
            .filter(|own| own.inspection.framework == framework.id())
            .filter_map(|own| register.inspection(&own.inspection.id))
            .map(|own| spread(framework, own))
            .collect();
        let chart = Distribution {
            title: format!(
                "Standards of those rated Good with one Inadequate, {}",
                framework.title()
            ),
            of: "Inspection".to_owned(),
            levels: labels(framework),
            counted: "standards".to_owned(),
            chosen: None,
            rows,
        };
        let id = format!("good-{}", framework.id());
        (!chart.rows.is_empty()).then(|| Figure::of(&chart, &id, Downloads::default()))
    });
    charts.collect()
}

fn spread(framework: &Framework, inspection: &Inspection) -> Spread {
    let mut counts = vec![0; framework.words().len()];
    let mut without = 0;
    for standard in framework.standards() {
        let level = match inspection.ratings.get(&standard.id) {
            Some(RatingState::Rated { rating, .. }) => framework.level(rating),
            Some(RatingState::NotRated) | None => None,
        };
        match level.and_then(|level| counts.get_mut(usize::from(level.0))) {
            Some(count) => *count += 1,
            None => without += 1,
        }
    }
    let row = &inspection.row;
    let year = row
        .published
        .map_or_else(|| "not dated".to_owned(), |date| date.year.to_string());
    Spread {
        id: String::new(),
        label: format!("{}, {year}", row.service.name),
        counts,
        without,
        chosen: None,
    }
}

/// The list as a file: one row an inspection.
pub(crate) fn table(register: &Register) -> Table {
    let found = good_with_inadequate(register);
    let rows = found.inspections.iter().map(|own| {
        let row = &own.inspection;
        let score = row.score.as_ref();
        let number = |number: Option<u32>| {
            number.map_or_else(|| "[x]".to_owned(), |number| number.to_string())
        };
        vec![
            row.id.clone(),
            row.service.name.clone(),
            row.service.region.clone(),
            names::framework(&row.framework),
            row.published
                .map_or_else(|| "[x]".to_owned(), |date| date.to_string()),
            number(score.map(|score| score.total)),
            number(score.map(|score| score.maximum)),
            standards(own).join("; "),
        ]
    });
    Table {
        caption: "Rated Good with a standard that was Inadequate".to_owned(),
        columns: vec![
            Column::words("Inspection", "inspection_id"),
            Column::words("Service", "service"),
            Column::words("Region", "region"),
            Column::words("Framework", "framework"),
            Column::words("Published", "published"),
            Column::numbers("Points", "points"),
            Column::numbers("Highest possible points", "maximum"),
            Column::words("Inadequate", "inadequate_standards"),
        ],
        rows: rows.collect(),
    }
}
