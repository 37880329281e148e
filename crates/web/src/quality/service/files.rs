//! The lists of a service's page as files, of exactly what the page shows.

use axum::extract::{Path, Query as Pairs};
use axum::response::Response;
use figures::{Chart, Column, Table};
use quality::inspections::PartialDate;
use quality::services::History;

use super::{changes, figures as published_figures, find};
use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::visit::Visit;

/// `GET /services/{id}/{file}`: `inspections`, `changes`, `figures` or `neighbours`, each as `.csv` or
/// `.ods`; `figures` with a `series` is the figure of that series.
pub(crate) async fn file(
    visit: Visit,
    Path((id, file)): Path<(String, String)>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (list, kind) = file.rsplit_once('.').ok_or(Problem::NotFound)?;
    let history = find(&visit, &id).await?;
    let series = pairs.iter().find(|(name, _)| name == "series");
    let series = series.map(|(_, value)| value.as_str());
    let table = match (list, series) {
        ("inspections", _) => inspections(&history),
        ("changes", _) => changes::table(&history),
        ("figures", None) => published_figures::table(&history.service, None),
        ("figures", Some(series)) => of_series(&history, series)?,
        ("neighbours", _) => neighbours(&history),
        _ => return Err(Problem::NotFound),
    };
    let name = match series {
        // The id of a series that exists holds letters, digits and hyphens only.
        Some(series) if list == "figures" => format!("{}-{series}", history.service.id),
        _ => format!("{}-{list}", history.service.id),
    };
    match kind {
        "csv" => Ok(download::csv(&format!("{name}.csv"), table.csv())),
        "ods" => download::ods(&format!("{name}.ods"), &about(&history, &table), &[table]),
        _ => Err(Problem::NotFound),
    }
}

/// The table of one series, as it stands beside its chart.
fn of_series(history: &History, id: &str) -> Result<Table, Problem> {
    let all = quality::services::figures(&history.service);
    let series = all
        .iter()
        .find(|own| own.id == id)
        .ok_or(Problem::NotFound)?;
    let lines = published_figures::lines(series).ok_or(Problem::NotFound)?;
    Ok(lines.table())
}

fn about(history: &History, table: &Table) -> About {
    About {
        title: table.caption.clone(),
        paragraphs: vec![
            format!(
                "Youth justice service: {}, {}.",
                history.service.name, history.service.region
            ),
            "Published facts as they are held, with their sources. Results of different inspection frameworks are not on one scale, and figures of different series are not joined.".to_owned(),
        ],
        notes: Vec::new(),
    }
}

/// The inspections, oldest first.
fn inspections(history: &History) -> Table {
    let absent = || "[x]".to_owned();
    let date = |date: Option<PartialDate>| date.map_or_else(absent, |date| date.to_string());
    let rows = history.inspections.iter().map(|own| {
        let row = &own.row;
        let framework = rules::framework(&row.framework);
        // What a framework never gives does not apply; what it gives and nobody knows is absent.
        let if_given = |given: bool, value: Option<String>| match value {
            Some(value) => value,
            None if given => absent(),
            None => "[z]".to_owned(),
        };
        let score = row.score.as_ref();
        let points = framework.is_none_or(rating::Framework::has_points);
        vec![
            row.id.clone(),
            row.framework.clone(),
            row.kind.clone(),
            date(row.fieldwork_start),
            date(row.fieldwork_end),
            date(row.published),
            if_given(
                framework.is_none_or(|own| own.result().overall),
                row.overall.clone(),
            ),
            if_given(points, score.map(|score| score.total.to_string())),
            if_given(points, score.map(|score| score.maximum.to_string())),
        ]
    });
    Table {
        caption: format!("Inspections of {}", history.service.name),
        columns: vec![
            Column::words("Inspection", "inspection_id"),
            Column::words("Framework", "framework"),
            Column::words("Type", "inspection_type"),
            Column::words("First day of fieldwork", "fieldwork_start"),
            Column::words("Last day of fieldwork", "fieldwork_end"),
            Column::words("Published", "published"),
            Column::words("Overall rating", "overall_rating"),
            Column::numbers("Score", "total_score"),
            Column::numbers("Highest possible score", "max_score"),
        ],
        rows: rows.collect(),
    }
}

fn neighbours(history: &History) -> Table {
    let held = published::neighbours(&history.service.id);
    let rows = held.iter().map(|own| {
        vec![
            own.rank.to_string(),
            own.council.clone(),
            own.council_service.clone(),
            own.closeness.clone(),
            own.set.clone(),
            own.source.clone(),
        ]
    });
    Table {
        caption: format!("Statistical neighbours of {}", history.service.name),
        columns: vec![
            Column::numbers("Rank", "rank"),
            Column::words("Council", "council"),
            Column::words("Service that covers it", "service_id"),
            Column::words("How close", "closeness"),
            Column::words("Set", "set"),
            Column::words("Source", "source"),
        ],
        rows: rows.collect(),
    }
}
