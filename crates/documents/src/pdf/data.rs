//! A report as the template takes it.

use serde_json::{Value, json};

use crate::report::{Block, Report, Section};
use crate::text::plain;
use crate::workbook::{Cell, Table};

/// Widths of columns are shares; a column has at most so many shares more than another.
const WIDEST_SHARE: usize = 40;

/// The least share: room for a word and its heading.
const NARROWEST_SHARE: usize = 9;

/// The report as JSON.
pub(super) fn data(report: &Report) -> Value {
    let (language, region) = language_and_region(&report.language);
    json!({
        "title": plain(&report.title),
        "subtitle": plain(&report.subtitle),
        "author": plain(&report.author),
        "language": language,
        "region": region,
        "summary": texts(&report.summary),
        "foot": plain(&report.foot),
        "sections": report.sections.iter().map(section).collect::<Vec<_>>(),
    })
}

/// `en` and `GB` of `en-GB`.
fn language_and_region(tag: &str) -> (&str, Option<&str>) {
    match tag.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (tag, None),
    }
}

fn texts(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| plain(text)).collect()
}

fn section(section: &Section) -> Value {
    json!({
        "heading": plain(&section.heading),
        "blocks": section.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

fn block(block: &Block) -> Value {
    match block {
        Block::Heading(words) => json!({ "kind": "heading", "words": plain(words) }),
        Block::Paragraph(words) => json!({ "kind": "paragraph", "words": plain(words) }),
        Block::List(points) => json!({ "kind": "list", "points": texts(points) }),
        Block::Facts(pairs) => {
            let pairs = pairs.iter();
            let pairs: Vec<Value> = pairs
                .map(|(name, value)| json!([plain(name), plain(value)]))
                .collect();
            json!({ "kind": "facts", "pairs": pairs })
        }
        Block::Table(table) => json!({ "kind": "table", "table": self::table(table) }),
        Block::Drawing { svg, alt, caption } => json!({
            "kind": "drawing",
            "svg": svg,
            "alt": plain(alt),
            "caption": plain(caption),
        }),
        Block::Link { words, address } => json!({
            "kind": "link",
            "words": plain(words),
            "address": address,
        }),
    }
}

fn table(table: &Table) -> Value {
    let columns = table
        .columns
        .iter()
        .map(|column| json!({ "heading": plain(&column.heading), "right": column.numeric }));
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(Cell::shown);
        cells.map(|words| plain(&words)).collect::<Vec<_>>()
    });
    json!({
        "caption": plain(&table.caption),
        "columns": columns.collect::<Vec<_>>(),
        "widths": (0..table.columns.len()).map(|column| share(table, column)).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// How much of the page's width a column takes: by its longest cell, so that short columns stay narrow
/// and long texts wrap.
fn share(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let longest = cells.map(|cell| cell.shown().chars().count()).max();
    let heading = table.columns.get(column);
    let words = heading.into_iter().flat_map(|own| own.heading.split(' '));
    let word = words.map(|word| word.chars().count()).max();
    let wanted = longest.max(word).unwrap_or(0);
    wanted.clamp(NARROWEST_SHARE, WIDEST_SHARE)
}
