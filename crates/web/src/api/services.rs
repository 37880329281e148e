//! The services: the list, and one with its inspections over time and its published figures.

use axum::extract::Path;
use axum::response::Response;
use quality::inspections::{Row, Service};
use quality::services::{self, FigureSeries, History, Line, Query};
use serde::Serialize;
use utoipa::ToSchema;

use super::paging::{PageOf, Paging};
use super::{Answer, Asked, Fault, NotHeld, asked};
use crate::limits::SEARCH_CHARS;
use crate::visit::Visit;

/// A service in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServiceLine {
    /// The service.
    #[serde(flatten)]
    service: Service,
    /// Until when it existed; null for one that still stands.
    #[schema(example = "2024-03-31")]
    until: Option<String>,
    /// How many inspections of it are held.
    inspections: u64,
    /// The latest of them, as far as dates are known.
    latest: Option<Row>,
}

/// A service with everything that is held of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServiceAnswer {
    /// The service.
    #[serde(flatten)]
    service: Service,
    /// `England` or `Wales`.
    country: String,
    /// Since when it exists, as precisely as known.
    from: Option<String>,
    /// Until when it existed, if it no longer does.
    to: Option<String>,
    /// Other spellings of its name, as sources print them.
    aliases: Vec<String>,
    /// Ids of services whose area, or a part of it, this one took over.
    predecessors: Vec<String>,
    /// Ids of services that took over its area, or a part of it.
    successors: Vec<String>,
    /// A remark for readers.
    note: Option<String>,
    /// Its inspections, oldest first; never to be put on one scale across frameworks.
    inspections: Vec<Row>,
    /// Published figures, a series at a time; figures of different series are not to be compared.
    series: Vec<SeriesAnswer>,
}

/// Figures counted in one way by one source in one release.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesAnswer {
    /// Its own name among the series of the service.
    id: String,
    /// What was measured, as the source calls it.
    measure: String,
    /// Each figure.
    figures: Vec<FigureAnswer>,
}

/// One published figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct FigureAnswer {
    /// Whose it is.
    area: String,
    /// The period, as printed.
    period: String,
    /// The value.
    value: f64,
    /// What it counts.
    unit: String,
    /// Where it is published.
    source: String,
    /// Which release; null where the source names none.
    vintage: Option<String>,
    /// A remark for readers.
    note: Option<String>,
}

/// Services by name, searched and narrowed to regions.
#[utoipa::path(
    get,
    path = "/api/v1/services",
    tag = "Services",
    params(
        ("q" = Option<String>, Query, description = "Words to find in the service's name and its other spellings", example = "kent"),
        ("region" = Option<Vec<String>>, Query, description = "Regions; may be given again", example = json!(["South East"])),
        Paging,
    ),
    responses(
        (status = 200, description = "One page of the list, with `Link` headers to the others", body = PageOf<ServiceLine>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn list(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&["q", "region", "page", "per_page"])?;
    let paging = Paging::of(&asked)?;
    let query = Query {
        search: asked.words("q", SEARCH_CHARS)?,
        regions: asked.all("region"),
        page: paging.page,
        per_page: paging.per_page,
    };
    let listing = services::list(&visit.door, &visit.asker, &query).await?;
    asked::held("region", &query.regions, &listing.regions)?;
    let lines = listing.lines.into_iter().map(line).collect();
    paging.answer(&asked, listing.total, lines)
}

/// One service: who it is, its inspections over time, and its published figures with their sources.
#[utoipa::path(
    get,
    path = "/api/v1/services/{id}",
    tag = "Services",
    params(("id" = String, Path, description = "The service's id", example = "medway")),
    responses(
        (status = 200, description = "The service", body = ServiceAnswer),
        NotHeld,
        Answer,
        Fault,
    )
)]
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Fault> {
    asked.only(&[])?;
    let history = services::show(&visit.door, &visit.asker, &id).await?;
    let history = history.ok_or(Fault::NotHeld)?;
    let series = services::figures(&history.service);
    asked.answer(&answer(history, &series))
}

fn line(line: Line) -> ServiceLine {
    ServiceLine {
        service: line.service,
        until: line.until.map(|date| date.to_string()),
        inspections: line.inspections,
        latest: line.latest,
    }
}

fn answer(history: History, series: &[FigureSeries]) -> ServiceAnswer {
    let ids = |related: Vec<services::Related>| related.into_iter().map(|own| own.id).collect();
    ServiceAnswer {
        country: history.country,
        from: history.from.map(|date| date.to_string()),
        to: history.to.map(|date| date.to_string()),
        aliases: history.aliases,
        predecessors: ids(history.predecessors),
        successors: ids(history.successors),
        note: history.note,
        inspections: history.inspections.into_iter().map(|own| own.row).collect(),
        series: series.iter().map(series_answer).collect(),
        service: history.service,
    }
}

fn series_answer(series: &FigureSeries) -> SeriesAnswer {
    let figures: Vec<_> = series
        .traces
        .iter()
        .flat_map(|trace| {
            trace
                .figures
                .iter()
                .flatten()
                .map(|figure| (&trace.area, *figure))
        })
        .collect();
    SeriesAnswer {
        id: series.id.clone(),
        measure: figures
            .first()
            .map(|(_, figure)| figure.measure.clone())
            .unwrap_or_default(),
        figures: figures
            .into_iter()
            .map(|(area, figure)| FigureAnswer {
                area: area.clone(),
                period: figure.period.clone(),
                value: figure.number(),
                unit: figure.unit.clone(),
                source: figure.source.clone(),
                vintage: figure.vintage.clone(),
                note: figure.note.clone(),
            })
            .collect(),
    }
}
