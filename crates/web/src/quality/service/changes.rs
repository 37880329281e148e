//! What changed between two inspections of one framework, as a table.

use figures::{Column, Table};
use quality::inspections::{Inspection, Score};
use quality::services::{Change, Changes, Direction, History, Standing, changes_over_time};
use rating::Framework;

use super::super::services::when;
use crate::names;
use crate::words::{self, Tag};

/// One pair of inspections.
pub(super) struct ChangesView {
    /// "From December 2018 to September 2021".
    pub(super) heading: String,
    pub(super) framework: String,
    pub(super) earlier: String,
    pub(super) later: String,
    pub(super) rows: Vec<Row>,
    /// What is not in the table, and why.
    pub(super) remark: Option<String>,
}

/// One thing that was judged at both.
pub(super) struct Row {
    pub(super) of: String,
    pub(super) from: Tag,
    pub(super) to: Tag,
    pub(super) change: String,
}

/// Each pair, newest first.
pub(super) fn views(history: &History) -> Vec<ChangesView> {
    let all = changes_over_time(&history.inspections);
    let views = all.iter().rev().filter_map(|own| view(history, own));
    views.collect()
}

fn view(history: &History, changes: &Changes) -> Option<ChangesView> {
    let framework = rules::framework(&changes.framework)?;
    let dated = |id: &str| {
        let mut inspections = history.inspections.iter();
        let own: Option<&Inspection> = inspections.find(|own| own.row.id == id);
        own.map(|own| when(&own.row))
    };
    let (earlier, later) = (dated(&changes.earlier)?, dated(&changes.later)?);
    let known =
        |change: &Change| change.from != Standing::NotKnown || change.to != Standing::NotKnown;
    let mut rows = Vec::new();
    rows.extend(
        changes
            .overall
            .as_ref()
            .map(|change| rating_row(framework, "Overall rating".to_owned(), change)),
    );
    if let Some(score) = changes
        .score
        .as_ref()
        .filter(|score| score.from.is_some() || score.to.is_some())
    {
        rows.push(Row {
            of: "Score".to_owned(),
            from: score_tag(score.from.as_ref()),
            to: score_tag(score.to.as_ref()),
            change: score_words(score.from.as_ref(), score.to.as_ref(), score.direction),
        });
    }
    for own in &changes.percents {
        let name = names::standard(framework, &own.standard);
        rows.push(Row {
            of: format!("{name}, per cent"),
            from: percent_tag(own.from),
            to: percent_tag(own.to),
            change: percent_words(own.from, own.to, own.direction),
        });
    }
    let standards = changes.standards.iter();
    let (told, untold): (Vec<_>, Vec<_>) = standards.partition(|own| known(&own.change));
    rows.extend(told.iter().map(|own| {
        let name = names::standard(framework, &own.standard);
        rating_row(framework, name, &own.change)
    }));
    Some(ChangesView {
        heading: format!("From {earlier} to {later}"),
        framework: framework.title().to_owned(),
        earlier: words::sentence_case(&earlier),
        later: words::sentence_case(&later),
        rows,
        remark: remark(untold.len(), changes.standards.len()),
    })
}

/// Standards of which neither inspection says anything are counted and not listed.
fn remark(untold: usize, all: usize) -> Option<String> {
    match untold {
        0 => None,
        _ if untold == all => {
            Some("The ratings of single standards are not known for either inspection.".to_owned())
        }
        _ => Some(format!(
            "{untold} of {all} standards are left out, because their ratings are not known at either inspection."
        )),
    }
}

fn rating_row(framework: &Framework, of: String, change: &Change) -> Row {
    Row {
        of,
        from: standing_tag(framework, &change.from),
        to: standing_tag(framework, &change.to),
        change: direction_words(change.direction).to_owned(),
    }
}

fn standing_tag(framework: &Framework, standing: &Standing) -> Tag {
    match standing {
        Standing::Rated(word) => names::rating_tag_in(framework, word),
        Standing::NotRated => Tag::unrated("Not rated"),
        Standing::NotKnown => Tag::words("Not known"),
    }
}

/// Which way it went, in words with a sign that repeats them.
fn direction_words(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "▲ Better",
        Direction::Same => "The same",
        Direction::Down => "▼ Worse",
        Direction::OnlyEarlier => "Known at the earlier only",
        Direction::OnlyLater => "Known at the later only",
        Direction::Neither => "Not to be compared",
    }
}

fn score_tag(score: Option<&Score>) -> Tag {
    match score {
        Some(score) => Tag::words(&format!("{} of {}", score.total, score.maximum)),
        None => Tag::words("Not known"),
    }
}

fn score_words(from: Option<&Score>, to: Option<&Score>, direction: Direction) -> String {
    match (from, to, direction) {
        (Some(_), Some(_), Direction::Neither) => {
            "Not to be compared: the maximums differ".to_owned()
        }
        (Some(from), Some(to), Direction::Up | Direction::Down) => {
            let points = words::count(u64::from(from.total.abs_diff(to.total)), "point", "points");
            by(direction, &points)
        }
        _ => direction_words(direction).to_owned(),
    }
}

fn percent_tag(percent: Option<u8>) -> Tag {
    match percent {
        Some(percent) => Tag::words(&format!("{percent} per cent")),
        None => Tag::words("Not known"),
    }
}

fn percent_words(from: Option<u8>, to: Option<u8>, direction: Direction) -> String {
    match (from, to, direction) {
        (Some(from), Some(to), Direction::Up | Direction::Down) => {
            let points = u64::from(from.abs_diff(to));
            by(
                direction,
                &words::count(points, "percentage point", "percentage points"),
            )
        }
        _ => direction_words(direction).to_owned(),
    }
}

/// "▲ Up by 3 points".
fn by(direction: Direction, amount: &str) -> String {
    match direction {
        Direction::Down => format!("▼ Down by {amount}"),
        _ => format!("▲ Up by {amount}"),
    }
}

/// Every pair as one table, as the page has them.
pub(super) fn table(history: &History) -> Table {
    let views = views(history);
    let rows = views.iter().flat_map(|view| {
        view.rows.iter().map(|row| {
            vec![
                view.framework.clone(),
                view.earlier.clone(),
                view.later.clone(),
                row.of.clone(),
                row.from.text.clone(),
                row.to.text.clone(),
                row.change.trim_start_matches(['▲', '▼', ' ']).to_owned(),
            ]
        })
    });
    Table {
        caption: format!(
            "What changed between inspections of {} under one framework",
            history.service.name
        ),
        columns: vec![
            Column::words("Framework", "framework"),
            Column::words("Earlier inspection", "earlier"),
            Column::words("Later inspection", "later"),
            Column::words("What was judged", "judged"),
            Column::words("At the earlier", "from"),
            Column::words("At the later", "to"),
            Column::words("Change", "change"),
        ],
        rows: rows.collect(),
    }
}
