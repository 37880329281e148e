//! Which comparison figures stand beside an inspection (ALL-8).
//!
//! Averages and ranges moved with every service inspected, so a figure belongs to the inspection it
//! was printed with. Where none was printed with an inspection, the newest complete set of averages
//! that was in print before it is shown, and says so.

use published::Statistic;
use rating::PartialDate;

use super::types::{Comparison, Row};

/// The figures beside an inspection; none where there are none to show.
pub(crate) fn beside(row: &Row) -> Vec<Comparison> {
    let figures = published::comparisons();
    let of = |id: &str| -> Vec<Comparison> {
        let printed = figures.iter().filter(|figure| figure.inspection_id == id);
        printed.map(|figure| comparison(figure, &row.id)).collect()
    };
    let own = of(&row.id);
    if !own.is_empty() {
        return own;
    }
    if row.framework != "cci-2009" {
        return Vec::new();
    }
    let newest = row.published.and_then(newest_before);
    newest.map(of).unwrap_or_default()
}

/// The inspection with which the newest complete set of averages was printed before a date.
fn newest_before(date: PartialDate) -> Option<&'static str> {
    let figures = published::comparisons();
    let is_complete = |id: &str| {
        ["safeguarding", "risk_of_harm", "likelihood_of_reoffending"]
            .iter()
            .all(|category| {
                figures.iter().any(|figure| {
                    figure.inspection_id == id
                        && figure.category == *category
                        && figure.statistic == Statistic::Average
                })
            })
    };
    let dated = figures.iter().filter_map(|figure| {
        let as_at: PartialDate = figure.as_at.as_deref()?.parse().ok()?;
        Some((as_at, figure.inspection_id.as_str()))
    });
    dated
        .filter(|(as_at, id)| as_at.last() < date.first() && is_complete(id))
        .max_by_key(|(as_at, id)| (as_at.first(), *id))
        .map(|(_, id)| id)
}

fn comparison(figure: &published::Comparison, shown_with: &str) -> Comparison {
    let statistic = match figure.statistic {
        Statistic::Lowest => "lowest",
        Statistic::Highest => "highest",
        Statistic::Average => "average",
    };
    Comparison {
        category: figure.category.clone(),
        statistic: statistic.to_owned(),
        percent: figure.percent,
        printed_with: figure.inspection_id.clone(),
        own: figure.inspection_id == shown_with,
        as_at_words: figure.as_at_words.clone(),
        source: figure.source.clone(),
    }
}
