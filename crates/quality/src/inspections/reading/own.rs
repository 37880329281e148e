//! The register's own layout: the columns of the published inspections, in any order; with or
//! without the columns that came from the public dataset.
//!
//! The row's first source speaks for the row, except for the `d2i_` columns, where the public
//! dataset does. A cell that cannot be used is refused and kept as printed; the row stays.

use rating::Framework;

use super::super::limits::{CASES, MAXIMUM_POINTS, RECOMMENDATIONS, REINSPECTIONS, SOURCES};
use super::super::report::Cell;
use super::cells::{self, refused};
use super::layout::Columns;
use super::own_columns::OwnField;
use super::row::{Builder, Read, RowRead};
use super::{DATASET, checks, say};

/// Types of inspection, as the register calls them.
const KINDS: [&str; 8] = [
    "inspection",
    "joint inspection",
    "pilot inspection",
    "core case inspection",
    "full joint inspection",
    "short quality screening",
    "children and victims inspection",
    "full inspection",
];

/// How a score can be founded, and what a score without a word on it is taken for.
pub(crate) const SCORE_BASES: [&str; 5] =
    ["published", "percentage", "counts", "derived", "inferred"];

/// What stands for a source where the file names none.
const NO_SOURCE: &str = "Source not given";

/// The cells of one row, by what they hold.
struct Cells<'a> {
    columns: &'a Columns<OwnField>,
    cells: &'a [String],
}

impl Cells<'_> {
    /// The column and text of a cell that is not empty.
    fn get(&self, field: OwnField) -> Option<(usize, &str)> {
        let (index, _) = self.columns.iter().find(|(_, own)| *own == field)?;
        let text = self.cells.get(*index)?.as_str();
        (!text.is_empty()).then_some((*index, text))
    }

    fn text(&self, field: OwnField) -> &str {
        self.get(field).map_or("", |(_, text)| text)
    }
}

/// Reads one row.
pub(crate) fn read(
    line: u64,
    header: &[String],
    columns: &Columns<OwnField>,
    cells: &[String],
    named: Option<u32>,
) -> Read {
    let cells = Cells { columns, cells };
    let sources = sources(&cells);
    let first = sources.first().map_or(NO_SOURCE, String::as_str);
    let mut row = Builder::new(line, first, header);
    row.notes.extend(too_many_sources(line, &sources));
    let Some(framework) = framework(&mut row, &cells) else {
        return row.without_row();
    };
    let Some((column, text)) = cells.get(OwnField::Service) else {
        row.refused.push(super::no_service(line, "service"));
        return row.without_row();
    };
    let service = row.place(column, text);
    identity(&mut row, &cells, framework);
    if !dates(&mut row, &cells) {
        return row.without_row();
    }
    results(&mut row, &cells, framework, named);
    ratings(&mut row, &cells, framework);
    rest(&mut row, &cells, framework);
    let place = |field| {
        cells
            .get(field)
            .map(|(column, text)| row.place(column, text))
    };
    let read = RowRead {
        line,
        service,
        framework: framework.id(),
        given_id: place(OwnField::Id),
        region: place(OwnField::Region),
        said: row.said,
        sources: kept_sources(sources),
        if_new: row.if_new,
    };
    row.notes.extend(checks::notes(&read));
    Read {
        row: Some(read),
        refused: row.refused,
        notes: row.notes,
    }
}

fn kept_sources(mut sources: Vec<String>) -> Vec<String> {
    sources.truncate(SOURCES);
    if sources.is_empty() {
        sources.push(NO_SOURCE.to_owned());
    }
    sources
}

fn too_many_sources(line: u64, sources: &[String]) -> Option<Cell> {
    (sources.len() > SOURCES).then(|| {
        let reason =
            format!("The row names more than {SOURCES} sources; the first {SOURCES} were kept.");
        Cell::new(
            line,
            "other_sources",
            "",
            reason,
            "Name the ones that the values come from.",
        )
    })
}

/// The row's sources, each once, the one it follows first.
fn sources(cells: &Cells) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for field in [OwnField::Source, OwnField::OtherSources] {
        for source in cells.text(field).split(" ; ").map(str::trim) {
            if !source.is_empty() && !sources.iter().any(|known| known == source) {
                sources.push(source.to_owned());
            }
        }
    }
    sources
}

/// The framework, without which nothing else in the row can be read.
fn framework(row: &mut Builder, cells: &Cells) -> Option<&'static Framework> {
    let (column, text) = cells.get(OwnField::Framework).unwrap_or_default();
    let framework = rules::framework(&text.to_lowercase());
    if framework.is_none() {
        let known: Vec<&str> = rules::frameworks().iter().map(Framework::id).collect();
        let mut place = row.place(column, text);
        if text.is_empty() {
            "framework".clone_into(&mut place.column);
        }
        let reason = "The framework cannot be read, so the row was refused.";
        row.refuse(
            &place,
            refused(reason, format!("Write one of: {}.", known.join(", "))),
        );
    }
    framework
}

/// What makes the inspection this one: framework, type, number.
fn identity(row: &mut Builder, cells: &Cells, framework: &'static Framework) {
    if let Some((column, text)) = cells.get(OwnField::Framework) {
        let why = cells.text(OwnField::FrameworkBasis);
        // A publication date fixes no framework: that follows the fieldwork (ALL-1).
        let basis = match why {
            "publication date" => "working",
            _ => "derived",
        };
        let note = (!why.is_empty()).then(|| why.to_owned());
        row.say_so(
            row.place(column, text),
            "framework",
            framework.id(),
            basis,
            note,
        );
    }
    if let Some((column, text)) = cells.get(OwnField::Kind) {
        let place = row.place(column, text);
        let kind = text.to_lowercase();
        if KINDS.contains(&kind.as_str()) {
            row.say(place, "kind", kind);
        } else {
            let remedy = format!(
                "The text is kept as printed. Write one of: {}.",
                KINDS.join(", ")
            );
            row.refuse(&place, refused("This is not a type of inspection.", remedy));
            row.keep_as_printed(place, "kind");
        }
    }
    whole_number(
        row,
        cells,
        OwnField::Reinspection,
        "reinspection",
        1,
        REINSPECTIONS,
    );
}

/// Dates of publication and fieldwork. False when the date that tells the inspection from others
/// cannot be read.
fn dates(row: &mut Builder, cells: &Cells) -> bool {
    let decides = match cells.get(OwnField::Published) {
        Some(_) => OwnField::Published,
        None => OwnField::FieldworkStart,
    };
    let fields = [
        (OwnField::Published, "published"),
        (OwnField::FieldworkStart, "fieldwork_start"),
        (OwnField::FieldworkEnd, "fieldwork_end"),
    ];
    for (field, name) in fields {
        let Some((column, text)) = cells.get(field) else {
            continue;
        };
        let place = row.place(column, text);
        match cells::date(text) {
            Ok(date) => row.say(place, name, date.to_string()),
            Err(refused) if field == decides => {
                row.refuse(&place, refused.with_row());
                return false;
            }
            Err(refused) => row.refuse_and_keep(place, name, refused),
        }
    }
    true
}

/// Overall rating and score.
fn results(row: &mut Builder, cells: &Cells, framework: &'static Framework, named: Option<u32>) {
    if let Some((column, text)) = cells.get(OwnField::Overall) {
        say::overall(row, row.place(column, text), framework);
    }
    score(row, cells, framework, named);
    if let Some((column, text)) = cells.get(OwnField::DatasetScore) {
        let place = row.place(column, text);
        by_dataset(row, |row| row.keep_as_printed(place, "score_percent"));
    }
}

/// The score, never without its maximum (ALL-5); a maximum may stand alone. A maximum that the
/// framework has no bands for must have been named.
fn score(row: &mut Builder, cells: &Cells, framework: &Framework, named: Option<u32>) {
    let maximum = cells.get(OwnField::Maximum).and_then(|(column, text)| {
        let place = row.place(column, text);
        match cells::number(text, 1..=MAXIMUM_POINTS) {
            Ok(maximum) => Some((place, maximum)),
            Err(refused) => {
                row.refuse(&place, refused);
                row.keep_as_printed(place, "maximum");
                None
            }
        }
    });
    let basis = score_basis(row, cells);
    let Some((column, text)) = cells.get(OwnField::Total) else {
        if let Some((place, maximum)) = maximum {
            row.say(place, "maximum", maximum.to_string());
        }
        return;
    };
    let place = row.place(column, text);
    let read = match &maximum {
        _ if framework.total_rule().is_none() => Err(refused(
            format!("{} has no points.", framework.title()),
            "The text is kept as printed; leave the cell empty.",
        )),
        Some((_, maximum)) if Some(*maximum) != named && !is_usual(framework, *maximum) => {
            Err(refused(
                format!("{} is no usual maximum of {}.", maximum, framework.title()),
                "Check it; if it is right, import the file again with --maximum and that number.",
            ))
        }
        Some((_, maximum)) => cells::score(text, *maximum),
        None => Err(refused(
            "A score is never shown without its maximum, and none can be read here.",
            "Fill in max_score: 36, or 24 where a case domain was not rated.",
        )),
    };
    match read {
        Ok(share) => {
            let value = format!("{} of {}", share.points, share.maximum);
            row.say_so(place, "score", value, basis, None);
        }
        Err(refused) => {
            row.refuse(&place, refused);
            row.keep_as_printed(place, "total");
            if let Some((place, maximum)) = maximum {
                row.say(place, "maximum", maximum.to_string());
            }
        }
    }
}

/// Whether the framework has bands of its own for this maximum.
fn is_usual(framework: &Framework, maximum: u32) -> bool {
    let bands = framework.total_rule().map(|rule| rule.bands.as_slice());
    let mut bands = bands.unwrap_or_default().iter();
    bands.any(|bands| bands.maximum == maximum)
}

fn score_basis(row: &mut Builder, cells: &Cells) -> &'static str {
    let Some((column, text)) = cells.get(OwnField::ScoreBasis) else {
        return "published";
    };
    let lower = text.to_lowercase();
    if let Some(basis) = SCORE_BASES.iter().find(|basis| **basis == lower) {
        return basis;
    }
    let place = row.place(column, text);
    let remedy = format!(
        "Write one of: {}. The score is kept as published.",
        SCORE_BASES.join(", ")
    );
    row.refuse(
        &place,
        refused("This does not say what the score rests on.", remedy),
    );
    row.keep_as_printed(place, "score_basis");
    "published"
}

/// Ratings of standards, percentages, labels.
fn ratings(row: &mut Builder, cells: &Cells, framework: &'static Framework) {
    let derived = cells.text(OwnField::StandardsDerived);
    let derived: Vec<&str> = derived
        .split([' ', ',', ';'])
        .filter(|id| !id.is_empty())
        .collect();
    for &(column, field) in cells.columns {
        let text = cells.cells.get(column).map_or("", String::as_str);
        if text.is_empty() {
            continue;
        }
        match field {
            OwnField::Rating(frameworks, id) => {
                let basis = if derived.contains(&id) {
                    "derived"
                } else {
                    "printed"
                };
                let place = row.place(column, text);
                if frameworks.contains(&framework.id()) {
                    say::rating(row, place, framework, id, basis);
                } else {
                    let refused = say::no_standard(framework);
                    row.refuse_and_keep(place, &format!("rating.{id}"), refused);
                }
            }
            OwnField::Percent(id) => percent(row, column, text, framework, id),
            OwnField::Unplaced(id) => {
                let place = row.place(column, text);
                by_dataset(row, |row| say::unplaced(row, place, framework, id));
            }
            _ => {}
        }
    }
    let why = cells.text(OwnField::LabelBasis);
    if !why.is_empty() {
        for said in row
            .said
            .iter_mut()
            .filter(|said| said.field.starts_with("rating."))
        {
            said.note = Some(why.to_owned());
        }
    }
}

fn percent(row: &mut Builder, column: usize, text: &str, framework: &Framework, id: &str) {
    let place = row.place(column, text);
    let field = format!("percent.{id}");
    let read = match framework.standard(id) {
        Some(_) => cells::percent(text),
        None => Err(say::no_standard(framework)),
    };
    match read {
        Ok(percent) => row.say(place, field, percent.to_string()),
        Err(refused) => row.refuse_and_keep(place, &field, refused),
    }
}

/// Lets the public dataset speak for a cell.
fn by_dataset(row: &mut Builder, say: impl FnOnce(&mut Builder)) {
    let own = std::mem::replace(&mut row.source, DATASET.to_owned());
    say(row);
    row.source = own;
}

/// Numbers of ratings, numbers, remarks.
fn rest(row: &mut Builder, cells: &Cells, framework: &Framework) {
    if let Some((column, text)) = cells.get(OwnField::Counts) {
        let place = row.place(column, text);
        match cells::counts(framework, text) {
            Ok(counts) => row.say(place, "counts", counts),
            Err(refused) => row.refuse_and_keep(place, "counts", refused),
        }
    }
    whole_number(row, cells, OwnField::Cases, "cases_inspected", 0, CASES);
    let field = OwnField::Recommendations;
    whole_number(row, cells, field, "recommendations", 0, RECOMMENDATIONS);
    for &(column, field) in cells.columns {
        let text = cells.cells.get(column).map_or("", String::as_str);
        if let (OwnField::Text(name), false) = (field, text.is_empty()) {
            row.say(row.place(column, text), name, text);
        }
    }
}

fn whole_number(
    row: &mut Builder,
    cells: &Cells,
    field: OwnField,
    name: &str,
    least: u32,
    most: u32,
) {
    let Some((column, text)) = cells.get(field) else {
        return;
    };
    let place = row.place(column, text);
    match cells::number(text, least..=most) {
        Ok(number) => row.say(place, name, number.to_string()),
        Err(refused) => row.refuse_and_keep(place, name, refused),
    }
}
