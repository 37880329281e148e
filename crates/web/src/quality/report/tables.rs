//! An inspection as tables, for those who go on working with them.

use documents::{Cell, Column, Missing, Sheet, Table, Workbook};
use quality::inspections::Inspection;
use rating::outcome::NOTICE;

use super::document::{recommendations_table, subtitle, summary, title};
use crate::download::{AUTHOR, LANGUAGE, document_table};
use crate::figure::Figure;
use crate::quality::inspection::InspectionPage;
use crate::quality::outcome::OutcomeView;

/// The tables of an inspection.
pub(super) fn workbook(inspection: &Inspection) -> Workbook {
    let page = InspectionPage::new(inspection);
    let mut sheets = vec![sheet("Facts", facts(&page))];
    let mut shorthand = Vec::new();
    if let Some(outcome) = &page.outcome {
        sheets.push(sheet("Standards", standards(outcome)));
        for (name, figure) in figures(outcome) {
            shorthand.extend(figures::shorthand::used(&figure.table));
            sheets.push(sheet(&name, document_table(&figure.table)));
        }
        sheets.push(sheet("Ways", ways(outcome)));
        sheets.push(sheet("Working", working(outcome)));
    }
    if let Some(table) = recommendations_table(inspection) {
        sheets.push(sheet("Recommendations", table));
    }
    sheets.push(sheet("Statements", statements(&page)));
    sheets.retain(|sheet| !sheet.table.rows.is_empty());
    let mut about = vec![subtitle(inspection)];
    about.extend(summary(&page));
    about.push(NOTICE.to_owned());
    let own = |(mark, meaning): (&str, &str)| (mark.to_owned(), meaning.to_owned());
    Workbook {
        title: title(&page),
        author: AUTHOR.to_owned(),
        language: LANGUAGE.to_owned(),
        about,
        notes: Vec::new(),
        shorthand: shorthand.into_iter().map(own).collect(),
        sheets,
    }
}

fn sheet(name: &str, table: Table) -> Sheet {
    Sheet {
        name: name.to_owned(),
        table,
    }
}

/// The figures with the names of their sheets.
fn figures(outcome: &OutcomeView) -> Vec<(String, &Figure)> {
    let ladder = outcome.ladder.iter().map(|own| ("Points".to_owned(), own));
    let percentages = outcome.percentages.iter();
    let percentages = percentages.map(|own| ("Percentages".to_owned(), own));
    let questions = outcome.questions.iter().zip(1u32..);
    let questions = questions.map(|(own, number)| (format!("Questions {number}"), &own.figure));
    ladder.chain(percentages).chain(questions).collect()
}

/// A cell of words; what is empty does not apply.
fn text(words: &str) -> Cell {
    match words.trim() {
        "" => Cell::Missing(Missing::NotApplicable),
        _ => Cell::Text(words.to_owned()),
    }
}

fn table(caption: &str, headings: &[(&str, bool)], rows: Vec<Vec<Cell>>) -> Table {
    let columns = headings.iter().map(|(heading, numeric)| Column {
        heading: (*heading).to_owned(),
        numeric: *numeric,
    });
    Table {
        caption: caption.to_owned(),
        columns: columns.collect(),
        rows,
    }
}

fn facts(page: &InspectionPage) -> Table {
    let facts = page.facts.iter();
    let rows = facts.map(|fact| vec![text(fact.name), text(&fact.value)]);
    table(
        "About this inspection",
        &[("Fact", false), ("Value", false)],
        rows.collect(),
    )
}

fn standards(outcome: &OutcomeView) -> Table {
    let mut rows = Vec::new();
    for domain in &outcome.domains {
        for standard in &domain.standards {
            let points = match standard.points.parse() {
                Ok(value) => Cell::Number { value, decimals: 0 },
                Err(_) => Cell::Missing(Missing::NotAvailable),
            };
            let title = match &standard.number {
                Some(number) => format!("{number} {}", standard.title),
                None => standard.title.clone(),
            };
            let mut row = vec![text(&title), text(&domain.title)];
            if outcome.has_ratings {
                row.push(text(&standard.tag.text));
            }
            if outcome.has_points {
                row.push(points);
            }
            row.push(text(&standard.basis));
            row.push(text(&standard.remarks.join("; ")));
            rows.push(row);
        }
    }
    let mut headings = vec![("Standard", false), ("Domain", false)];
    if outcome.has_ratings {
        headings.push(("Rating", false));
    }
    if outcome.has_points {
        headings.push(("Points", true));
    }
    headings.extend([("Where it comes from", false), ("Remarks", false)]);
    table("Standards", &headings, rows)
}

fn ways(outcome: &OutcomeView) -> Table {
    let mut rows = Vec::new();
    for ways in &outcome.ways {
        for list in &ways.lists {
            for way in list.first.iter().chain(&list.others) {
                rows.push(vec![text(ways.heading), text(list.heading), text(way)]);
            }
        }
    }
    table(
        "What would change the rating",
        &[("Direction", false), ("How", false), ("Change", false)],
        rows,
    )
}

fn working(outcome: &OutcomeView) -> Table {
    let steps = outcome.steps.iter().zip(1u32..).map(|(step, number)| {
        let number = Cell::Number {
            value: f64::from(number),
            decimals: 0,
        };
        vec![
            number,
            text(&step.text),
            text(&step.rule),
            text(&step.status),
        ]
    });
    table(
        "The working, step by step",
        &[
            ("Step", true),
            ("What is done", false),
            ("Rule", false),
            ("Status of the rule", false),
        ],
        steps.collect(),
    )
}

fn statements(page: &InspectionPage) -> Table {
    let mut rows = Vec::new();
    for field in &page.statements {
        for claim in &field.claims {
            rows.push(vec![
                text(&field.name),
                text(&claim.value),
                text(&claim.source),
                text(&claim.standing.text),
                text(&claim.basis),
                text(claim.note.as_deref().unwrap_or_default()),
            ]);
        }
    }
    table(
        "Every statement that is held of this inspection",
        &[
            ("Field", false),
            ("Value", false),
            ("Source", false),
            ("Standing", false),
            ("How it is known", false),
            ("Note", false),
        ],
        rows,
    )
}
