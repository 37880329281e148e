//! Ratings in rows and columns: few services stand as columns, many as rows.

use figures::{Column, Table};
use quality::compare::{Comparison, Side};
use quality::inspections::RatingState;
use rating::Framework;

use crate::limits::SERVICES_AS_COLUMNS;
use crate::names;
use crate::words::{self, Tag};

/// The table on the page.
pub(crate) struct Grid {
    /// What heads the rows: "Standard" or "Service".
    pub(crate) of: &'static str,
    pub(crate) heads: Vec<Head>,
    pub(crate) rows: Vec<Row>,
}

/// A heading, linked where there is more behind it.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
    /// A second line: when its inspection was published.
    pub(crate) minor: Option<String>,
}

/// One row.
pub(crate) struct Row {
    pub(crate) head: Head,
    pub(crate) cells: Vec<Tag>,
}

impl Grid {
    /// The services that have an inspection under the framework.
    pub(crate) fn new(framework: &Framework, comparison: &Comparison) -> Self {
        let inspected = comparison.sides.iter().enumerate();
        let inspected: Vec<(usize, &Side)> = inspected
            .filter(|(_, side)| side.inspection.is_some())
            .collect();
        let plain = |text: &str| Head {
            text: text.to_owned(),
            href: None,
            minor: None,
        };
        let mut lines = vec![
            Row {
                head: plain("Overall rating"),
                cells: inspected
                    .iter()
                    .map(|(_, side)| overall(framework, side))
                    .collect(),
            },
            Row {
                head: plain("Score"),
                cells: inspected
                    .iter()
                    .map(|(_, side)| Tag::words(&score(framework, side)))
                    .collect(),
            },
        ];
        lines.extend(comparison.standards.iter().map(|line| {
            Row {
                head: plain(&names::standard(framework, &line.standard)),
                cells: inspected
                    .iter()
                    .map(|(at, _)| rating(framework, line.ratings[*at].as_ref()))
                    .collect(),
            }
        }));
        let services = inspected.iter().map(|(_, side)| service(side));
        let by_standards = Grid {
            of: "Standard",
            heads: services.collect(),
            rows: lines,
        };
        if inspected.len() > SERVICES_AS_COLUMNS {
            by_standards.turned("Service")
        } else {
            by_standards
        }
    }

    /// Rows as columns.
    fn turned(self, of: &'static str) -> Self {
        let rows = self.heads.into_iter().enumerate().map(|(at, head)| Row {
            head,
            cells: self.rows.iter().map(|row| row.cells[at].clone()).collect(),
        });
        Grid {
            of,
            rows: rows.collect(),
            heads: self.rows.iter().map(|row| row.head.clone()).collect(),
        }
    }
}

fn service(side: &Side) -> Head {
    let row = side.inspection.as_ref();
    Head {
        text: side.service.name.clone(),
        href: row.map(|row| format!("/inspections/{}", row.id)),
        minor: row.map(|row| published(row.published)),
    }
}

fn published(date: Option<rating::PartialDate>) -> String {
    date.map_or_else(
        || "Publication date not known".to_owned(),
        |date| format!("Published {}", words::date(date)),
    )
}

fn overall(framework: &Framework, side: &Side) -> Tag {
    let word = side
        .inspection
        .as_ref()
        .and_then(|row| row.overall.as_deref());
    match word {
        Some(word) => names::rating_tag_in(framework, word),
        None => Tag::words(names::no_overall(framework.id())),
    }
}

fn score(framework: &Framework, side: &Side) -> String {
    match side.inspection.as_ref().and_then(|row| row.score.as_ref()) {
        Some(score) => format!("{} of {}", score.total, score.maximum),
        None => names::no_score(framework.id()).to_owned(),
    }
}

fn rating(framework: &Framework, state: Option<&RatingState>) -> Tag {
    match state {
        Some(RatingState::Rated { rating, .. }) => names::rating_tag_in(framework, rating),
        Some(RatingState::NotRated) => Tag::unrated("Not rated"),
        None => Tag::words("Not known"),
    }
}

/// The same as a file: one row a service, one column a standard. A service without an inspection
/// under the framework says so.
pub(crate) fn table(framework: &Framework, comparison: &Comparison) -> Table {
    let mut columns = vec![
        Column::words("Service", "service"),
        Column::words("Region", "region"),
        Column::words("Inspection", "inspection_id"),
        Column::words("Published", "published"),
        Column::words("Overall rating", "overall_rating"),
        Column::numbers("Points", "points"),
        Column::numbers("Highest possible points", "maximum"),
    ];
    columns.extend(comparison.standards.iter().map(|line| {
        let title = names::standard(framework, &line.standard);
        Column::words(&title, &line.standard)
    }));
    let rows = comparison.sides.iter().enumerate().map(|(at, side)| {
        let row = side.inspection.as_ref();
        // Without an inspection nothing applies; with one, what is missing is not to hand.
        let missing = if row.is_some() { "[x]" } else { "[z]" };
        let known = |text: Option<String>| text.unwrap_or_else(|| missing.to_owned());
        let score = row.and_then(|row| row.score.as_ref());
        let mut cells = vec![
            side.service.name.clone(),
            side.service.region.clone(),
            known(row.map(|row| row.id.clone())),
            known(
                row.and_then(|row| row.published)
                    .map(|date| date.to_string()),
            ),
            known(
                row.and_then(|row| row.overall.as_deref())
                    .map(|word| framework.label(word).to_owned()),
            ),
            known(score.map(|score| score.total.to_string())),
            known(score.map(|score| score.maximum.to_string())),
        ];
        cells.extend(
            comparison
                .standards
                .iter()
                .map(|line| match &line.ratings[at] {
                    Some(RatingState::Rated { rating, .. }) => framework.label(rating).to_owned(),
                    Some(RatingState::NotRated) => "Not rated".to_owned(),
                    None => missing.to_owned(),
                }),
        );
        cells
    });
    Table {
        caption: format!("Services side by side, {}", framework.title()),
        rows: rows.collect(),
        columns,
    }
}
