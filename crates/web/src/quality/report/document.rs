//! An inspection as a document for a board: what was found first, then why, then where it comes from.

use documents::{Block, Cell, Column, Missing, Report, Section, Table};
use quality::inspections::Inspection;
use rating::outcome::NOTICE;

use crate::download::{AUTHOR, LANGUAGE, document_table};
use crate::figure::Figure;
use crate::quality::inspection::{Field, InspectionPage};
use crate::quality::outcome::{DomainView, OutcomeView, WaysView, lower_first};
use crate::words;

/// The report of an inspection.
pub(super) fn report(inspection: &Inspection) -> Report {
    let page = InspectionPage::new(inspection);
    let outcome = page.outcome.as_ref();
    let parts = [
        outcome.and_then(result),
        outcome.and_then(flags),
        Some(about(&page)),
        outcome.and_then(standards),
        outcome.and_then(ways),
        recommendations(inspection),
        disagreement(&page),
        outcome.and_then(working),
        Some(sources(&page)),
        outcome.map(trust),
    ];
    Report {
        title: title(&page),
        subtitle: subtitle(inspection),
        author: AUTHOR.to_owned(),
        language: LANGUAGE.to_owned(),
        summary: summary(&page),
        sections: parts.into_iter().flatten().collect(),
        foot: NOTICE.to_owned(),
    }
}

/// "Medway: inspection, published 4 June 2020".
pub(super) fn title(page: &InspectionPage) -> String {
    format!("{}: {}", page.service, lower_first(&page.caption))
}

/// "Youth Offending Service inspections 2018. Prepared by Lapwing from its register."
pub(super) fn subtitle(inspection: &Inspection) -> String {
    let framework = crate::names::framework(&inspection.row.framework);
    format!("{framework}. What the register holds, and what follows from it.")
}

/// What a reader must know before all else.
pub(super) fn summary(page: &InspectionPage) -> Vec<String> {
    match &page.outcome {
        Some(outcome) => {
            let mut summary = vec![outcome.headline.clone()];
            if !outcome.notes.is_empty() {
                summary.push(outcome.notes.join(" "));
            }
            summary
        }
        None => {
            let mut summary = vec![format!(
                "{}. The rating cannot be worked out.",
                page.overall.text
            )];
            summary.extend(page.refusals.iter().cloned());
            summary
        }
    }
}

fn part(heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        heading: heading.to_owned(),
        blocks,
    }
}

/// A part, unless nothing stands in it.
fn part_of(heading: &str, blocks: Vec<Block>) -> Option<Section> {
    (!blocks.is_empty()).then(|| part(heading, blocks))
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(words.to_owned())
}

fn text(words: &str) -> Cell {
    match words.trim() {
        "" => Cell::Missing(Missing::NotApplicable),
        _ => Cell::Text(words.to_owned()),
    }
}

fn column(heading: &str, numeric: bool) -> Column {
    Column {
        heading: heading.to_owned(),
        numeric,
    }
}

/// The drawings of the result, each with its table.
fn result(outcome: &OutcomeView) -> Option<Section> {
    let figures = [&outcome.ladder, &outcome.percentages];
    let mut blocks: Vec<Block> = figures.into_iter().flatten().flat_map(drawn).collect();
    if outcome.percentages.is_some() {
        blocks.extend(outcome.comparison_notes.iter().map(|note| paragraph(note)));
    }
    part_of("Where this result stands", blocks)
}

/// A figure: the drawing with its sentence, then the table with a key to its marks.
fn drawn(figure: &Figure) -> Vec<Block> {
    let mut blocks = vec![
        Block::Drawing {
            svg: figure.wide.clone(),
            alt: figure.sentence.clone(),
            caption: figure.sentence.clone(),
        },
        Block::Table(document_table(&figure.table)),
    ];
    let key = figure.key();
    if !key.is_empty() {
        blocks.push(Block::Paragraph(key));
    }
    blocks
}

fn flags(outcome: &OutcomeView) -> Option<Section> {
    let flags = outcome.flags.iter().map(|flag| {
        let standards: Vec<String> = flag.standards.iter().map(|own| own.0.clone()).collect();
        match standards.as_slice() {
            [] => flag.text.clone(),
            standards => format!("{} See {}.", flag.text, words::list(standards)),
        }
    });
    let flags: Vec<String> = flags.collect();
    (!flags.is_empty()).then(|| part("Before you rely on this", vec![Block::List(flags)]))
}

fn about(page: &InspectionPage) -> Section {
    let facts = page.facts.iter();
    let facts = facts.map(|fact| (fact.name.to_owned(), fact.value.clone()));
    part("About this inspection", vec![Block::Facts(facts.collect())])
}

fn standards(outcome: &OutcomeView) -> Option<Section> {
    let mut blocks = Vec::new();
    if outcome.has_ratings {
        blocks.extend(outcome.standards_notes.iter().map(|note| paragraph(note)));
    } else {
        blocks.push(paragraph(
            "These were looked at. None was rated, so there is nothing to add up.",
        ));
    }
    if outcome.has_ratings && !outcome.standards_folded {
        let domains = outcome.domains.iter();
        blocks.extend(domains.map(|domain| Block::Table(domain_table(outcome, domain))));
    } else {
        let standards = outcome.domains.iter().flat_map(|domain| &domain.standards);
        let names = standards.map(|standard| match &standard.number {
            Some(number) => format!("{number} {}", standard.title),
            None => standard.title.clone(),
        });
        blocks.push(Block::List(names.collect()));
    }
    for questions in &outcome.questions {
        blocks.push(Block::Heading(questions.heading.clone()));
        blocks.extend(drawn(&questions.figure));
    }
    part_of("Standards", blocks)
}

fn domain_table(outcome: &OutcomeView, domain: &DomainView) -> Table {
    let mut columns = vec![column("Standard", false), column("Rating", false)];
    if outcome.has_points {
        columns.push(column("Points", true));
    }
    columns.push(column("Where it comes from", false));
    let rows = domain.standards.iter().map(|standard| {
        let name = match &standard.number {
            Some(number) => format!("{number} {}", standard.title),
            None => standard.title.clone(),
        };
        let basis = std::iter::once(&standard.basis).chain(&standard.remarks);
        let basis: Vec<&str> = basis.map(|line| line.trim_end_matches('.')).collect();
        let mut row = vec![text(&name), text(&standard.tag.text)];
        if outcome.has_points {
            row.push(text(&standard.points));
        }
        row.push(text(&format!("{}.", basis.join(". "))));
        row
    });
    Table {
        caption: domain.title.clone(),
        columns,
        rows: rows.collect(),
    }
}

fn ways(outcome: &OutcomeView) -> Option<Section> {
    let mut blocks: Vec<Block> = outcome.ways.iter().flat_map(ways_blocks).collect();
    if !blocks.is_empty() {
        let unit = "A step moves one standard by one rating. An answer is about one key question of one case.";
        blocks.insert(0, paragraph(unit));
    }
    part_of("What would change the rating", blocks)
}

fn ways_blocks(ways: &WaysView) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(ways.heading.to_owned()),
        paragraph(&ways.lead),
    ];
    for list in &ways.lists {
        let more = match list.others.is_empty() {
            true => String::new(),
            false => format!(" ({} in Lapwing)", list.others_heading),
        };
        blocks.push(Block::Paragraph(format!("{}{more}:", list.heading)));
        blocks.push(Block::List(list.first.clone()));
    }
    blocks
}

fn recommendations(inspection: &Inspection) -> Option<Section> {
    let table = recommendations_table(inspection)?;
    Some(part("Recommendations", vec![Block::Table(table)]))
}

/// The recommendations that stand; those withdrawn are in the register alone.
pub(super) fn recommendations_table(inspection: &Inspection) -> Option<Table> {
    let standing = inspection.recommendations.iter().filter(|own| own.stands());
    let rows: Vec<Vec<Cell>> = standing
        .map(|own| {
            let due = own.due.map(words::date).unwrap_or_default();
            vec![
                Cell::Number {
                    value: f64::from(own.number),
                    decimals: 0,
                },
                text(&own.words),
                text(&own.addressed_to),
                text(&due),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        caption: "Recommendations, in this service’s own words".to_owned(),
        columns: vec![
            column("Number", true),
            column("What is recommended", false),
            column("Addressed to", false),
            column("Due", false),
        ],
        rows,
    })
}

fn disagreement(page: &InspectionPage) -> Option<Section> {
    let mut blocks: Vec<Block> = page
        .contradictions
        .iter()
        .map(|field| Block::Table(claims(field)))
        .collect();
    if !blocks.is_empty() {
        let lead = "Lapwing keeps every statement beside the others. The one marked as the record is what this report goes by.";
        blocks.insert(0, paragraph(lead));
    }
    part_of("Where sources disagree", blocks)
}

fn claims(field: &Field) -> Table {
    let rows = field.claims.iter().map(|claim| {
        let source = match &claim.note {
            Some(note) => format!("{}\n{note}", claim.source),
            None => claim.source.clone(),
        };
        let standing = format!("{}; {}", claim.standing.text, lower_first(&claim.basis));
        vec![text(&claim.value), text(&source), text(&standing)]
    });
    Table {
        caption: field.name.clone(),
        columns: vec![
            column("Value", false),
            column("Source", false),
            column("Standing", false),
        ],
        rows: rows.collect(),
    }
}

fn working(outcome: &OutcomeView) -> Option<Section> {
    let steps = outcome.steps.iter().zip(1u32..).map(|(step, number)| {
        vec![
            Cell::Number {
                value: f64::from(number),
                decimals: 0,
            },
            text(&step.text),
            text(&format!("{} {}, {}", step.kind, step.rule, step.status)),
        ]
    });
    let rows: Vec<Vec<Cell>> = steps.collect();
    (!rows.is_empty()).then(|| {
        let lead = "Each step names the rule it follows. With these steps the result can be worked out with a pencil.";
        let table = Table {
            caption: "How the result comes about".to_owned(),
            columns: vec![
                column("Step", true),
                column("What is done", false),
                column("By which rule", false),
            ],
            rows,
        };
        part("The working", vec![paragraph(lead), Block::Table(table)])
    })
}

fn sources(page: &InspectionPage) -> Section {
    let mut blocks: Vec<Block> = page
        .sources
        .iter()
        .map(|source| match &source.href {
            Some(address) => Block::Link {
                words: source.text.clone(),
                address: address.clone(),
            },
            None => paragraph(&source.text),
        })
        .collect();
    if blocks.is_empty() {
        blocks.push(paragraph("No source is recorded."));
    }
    let remarks = page.remarks.iter();
    blocks.extend(remarks.map(|remark| Block::Paragraph(format!("Remark: {remark}"))));
    part("Sources", blocks)
}

fn trust(outcome: &OutcomeView) -> Section {
    let mut blocks = vec![paragraph(outcome.notice)];
    let statuses = outcome.statuses.iter();
    let statuses: Vec<String> = statuses
        .map(|(status, words)| format!("{}: {words}", status.text))
        .collect();
    if !statuses.is_empty() {
        blocks.push(paragraph("The rules used here are:"));
        blocks.push(Block::List(statuses));
    }
    blocks.push(Block::Paragraph(format!(
        "Rules version {}",
        outcome.rules_version
    )));
    part("How far to trust this", blocks)
}
