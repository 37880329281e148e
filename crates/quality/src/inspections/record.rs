//! What an inspection's claims come to: the record values, one a field.
//!
//! Everything here is worked out from claims alone, so a list, a page and an export cannot differ.

use std::collections::BTreeMap;

use rating::{Framework, PartialDate};

use super::store::{ClaimRow, InspectionRow};
use super::types::{RatingCounts, RatingState};

/// The points and the maximum of a score's text, `18 of 36`.
pub(crate) fn score(text: &str) -> Option<(u32, u32)> {
    let (total, maximum) = text.split_once(" of ")?;
    Some((total.parse().ok()?, maximum.parse().ok()?))
}

/// Numbers of ratings from their text, `inadequate=1;good=7`.
pub(crate) fn counts(text: &str) -> BTreeMap<String, u32> {
    let parts = text.split(';').filter_map(|part| part.split_once('='));
    parts
        .filter_map(|(word, number)| Some((word.to_owned(), number.parse().ok()?)))
        .collect()
}

/// The claim that is the record of a field.
fn record<'a>(claims: &'a [ClaimRow], field: &str) -> Option<&'a ClaimRow> {
    claims
        .iter()
        .find(|claim| claim.record && claim.field == field)
}

fn value<'a>(claims: &'a [ClaimRow], field: &str) -> Option<&'a str> {
    record(claims, field).map(|claim| claim.value.as_str())
}

/// What an inspection is called where no source names its type: the usual one of its framework.
fn usual_kind(framework: Option<&Framework>) -> String {
    let types = framework.map(Framework::types).unwrap_or_default();
    types
        .first()
        .map_or_else(|| "inspection".to_owned(), |usual| usual.name.clone())
}

/// Writes the record values into the columns by which the register is listed and sorted.
pub(crate) fn write_columns(row: &mut InspectionRow, claims: &[ClaimRow]) {
    let text = |field: &str| value(claims, field).map(str::to_owned);
    let framework = rules::framework(&row.framework);
    let overall = text("overall");
    let rank = framework
        .zip(overall.as_deref())
        .and_then(|(f, word)| f.level(word));
    let known = record(claims, "score").and_then(|claim| Some((score(&claim.value)?, claim)));
    let whole = |number: u32| i32::try_from(number).ok();
    row.kind = text("kind").unwrap_or_else(|| usual_kind(framework));
    row.reinspection = value(claims, "reinspection").and_then(|number| number.parse().ok());
    row.fieldwork_start = text("fieldwork_start");
    row.fieldwork_end = text("fieldwork_end");
    row.published = text("published");
    row.overall = overall;
    row.overall_rank = rank.map(|level| i32::from(level.0));
    row.total = known.and_then(|((total, _), _)| whole(total));
    row.maximum = match known {
        Some(((_, maximum), _)) => whole(maximum),
        None => value(claims, "maximum").and_then(|number| number.parse().ok()),
    };
    row.score_basis = known.map(|(_, claim)| claim.basis.clone());
    row.score_share = known
        .and_then(|((total, maximum), _)| (total * 10_000).checked_div(maximum).and_then(whole));
}

/// Ratings by standard.
pub(crate) fn ratings(claims: &[ClaimRow]) -> BTreeMap<String, RatingState> {
    by_id(claims, "rating.", |claim| {
        Some(match claim.value.as_str() {
            "not_rated" => RatingState::NotRated,
            word => RatingState::Rated {
                rating: word.to_owned(),
                basis: claim.basis.clone(),
            },
        })
    })
}

/// Percentages by category.
pub(crate) fn percents(claims: &[ClaimRow]) -> BTreeMap<String, u8> {
    by_id(claims, "percent.", |claim| claim.value.parse().ok())
}

fn by_id<T>(
    claims: &[ClaimRow],
    prefix: &str,
    read: impl Fn(&ClaimRow) -> Option<T>,
) -> BTreeMap<String, T> {
    let records = claims.iter().filter(|claim| claim.record);
    records
        .filter_map(|claim| {
            let id = claim.field.strip_prefix(prefix)?;
            Some((id.to_owned(), read(claim)?))
        })
        .collect()
}

/// Numbers of ratings and what they count over.
pub(crate) fn rating_counts(claims: &[ClaimRow]) -> Option<RatingCounts> {
    Some(RatingCounts {
        counts: counts(value(claims, "counts")?),
        scope: value(claims, "counts_scope").map(str::to_owned),
    })
}

/// Whether two values of a field are at odds. Remarks of two sources are two remarks, what has no
/// place says nothing about a place, and a date agrees with one that is less precise.
pub fn at_odds(field: &str, one: &str, other: &str) -> bool {
    const REMARKS: [&str; 3] = ["notes", "confidence", "tone"];
    let remark =
        REMARKS.contains(&field) || field.starts_with("printed.") || field.starts_with("unplaced.");
    if remark || one == other {
        return false;
    }
    let is_date = field == "published" || field.starts_with("fieldwork_");
    let dates = one
        .parse::<PartialDate>()
        .ok()
        .zip(other.parse::<PartialDate>().ok());
    !(is_date && dates.is_some_and(|(one, other)| one.agrees_with(other)))
}

/// A value as a reader knows it: a rating by its label.
pub(crate) fn in_words(framework: Option<&Framework>, field: &str, value: &str) -> String {
    let is_rating = field == "overall" || field.starts_with("rating.");
    match framework {
        Some(framework) if is_rating => framework.label(value).to_owned(),
        _ => value.to_owned(),
    }
}
