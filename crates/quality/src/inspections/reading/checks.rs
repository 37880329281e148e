//! Whether the values of one row fit each other. Nothing is changed or refused for it: a reader is
//! told, because one of the values may be a slip.

use rating::Framework;

use super::super::record;
use super::super::report::Cell;
use super::row::{RowRead, Said};

/// What a reader should know about a row.
pub(crate) fn notes(row: &RowRead) -> Vec<Cell> {
    let Some(framework) = row.framework() else {
        return Vec::new();
    };
    let mut notes: Vec<Cell> = Vec::new();
    notes.extend(overall_against_score(row, framework));
    notes.extend(ratings_against_score(row, framework));
    notes.extend(counts_against_score(row, framework));
    notes.extend(dates_in_order(row));
    notes
}

fn said<'a>(row: &'a RowRead, field: &str) -> Option<&'a Said> {
    row.said.iter().find(|said| said.field == field)
}

fn note(row: &RowRead, said: &Said, reason: String) -> Cell {
    let remedy = "All values were kept as they stand; check them against the report.";
    Cell::new(
        row.line,
        &said.place.column,
        &said.place.text,
        reason,
        remedy,
    )
}

/// The overall rating against the band of the score (H-23, H-31).
fn overall_against_score(row: &RowRead, framework: &Framework) -> Option<Cell> {
    let overall = said(row, "overall")?;
    let (total, maximum) = record::score(row.value("score")?)?;
    let bands = framework.bands(maximum);
    let band = bands
        .iter()
        .find(|band| (band.low..=band.high).contains(&total))?;
    (band.word != overall.value).then(|| {
        let reason = format!(
            "The overall rating {} does not fit the score: {total} of {maximum} is {}.",
            framework.label(&overall.value),
            framework.label(&band.word)
        );
        note(row, overall, reason)
    })
}

/// The sum of the points of all standards that count against the score (H-20, H-21).
fn ratings_against_score(row: &RowRead, framework: &Framework) -> Option<Cell> {
    let score = said(row, "score")?;
    let (total, maximum) = record::score(&score.value)?;
    let counted = framework
        .standards()
        .iter()
        .filter(|standard| standard.counts);
    let mut sum = 0;
    for standard in counted {
        match row.value(&format!("rating.{}", standard.id))? {
            "not_rated" => {}
            word => sum += points(framework, word)?,
        }
    }
    (framework.has_points() && sum != total).then(|| {
        let reason = format!(
            "The ratings of the standards add up to {sum} points; the score is {total} of {maximum}."
        );
        note(row, score, reason)
    })
}

/// The points of the numbers of ratings against the score, where they are of all that count.
fn counts_against_score(row: &RowRead, framework: &Framework) -> Option<Cell> {
    let counts = said(row, "counts")?;
    let (total, maximum) = record::score(row.value("score")?)?;
    let numbers = record::counts(&counts.value);
    let top = framework.words().last()?.points?;
    let standards: u32 = numbers.values().sum();
    if !framework.has_points() || standards * top != maximum {
        return None;
    }
    let mut sum = 0;
    for (word, number) in &numbers {
        sum += points(framework, word)? * number;
    }
    (sum != total).then(|| {
        let reason =
            format!("These ratings add up to {sum} points; the score is {total} of {maximum}.");
        note(row, counts, reason)
    })
}

fn points(framework: &Framework, word: &str) -> Option<u32> {
    framework.word(framework.level(word)?)?.points
}

/// Fieldwork begins before it ends, and a report comes after it.
fn dates_in_order(row: &RowRead) -> Option<Cell> {
    let order = ["fieldwork_start", "fieldwork_end", "published"];
    let dates = order
        .into_iter()
        .filter_map(|field| Some((said(row, field)?, row.date(field)?)));
    let dates: Vec<_> = dates.collect();
    let wrong = dates.windows(2).find(|pair| match pair {
        [(_, earlier), (_, later)] => later.last() < earlier.first(),
        _ => false,
    })?;
    let (later, _) = wrong.get(1)?;
    let reason = "This lies before a date that it should follow: fieldwork begins, ends, and is \
                  then reported."
        .to_owned();
    Some(note(row, later, reason))
}
