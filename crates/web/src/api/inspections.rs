//! The register of inspections: the list, and one inspection with all that is known of it.

use axum::extract::Path;
use axum::response::Response;
use quality::inspections::{Inspection, Query, Row, Sort};
use serde::Serialize;
use utoipa::ToSchema;

use super::paging::{PageOf, Paging};
use super::{Answer, Asked, Fault, NotHeld, asked};
use crate::limits::SEARCH_CHARS;
use crate::names;
use crate::quality::register::COLUMNS;
use crate::visit::Visit;

/// An inspection with all that is known of it, and what Lapwing makes of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct InspectionAnswer<'a> {
    /// What is known.
    #[serde(flatten)]
    inspection: &'a Inspection,
    /// What the rating kernel works out of the record; null where it can make nothing of it. Never
    /// the inspectorate's own: see its `notice`. The same as `lapwing rate --json` prints.
    #[schema(value_type = Option<Object>)]
    worked: Option<rating::outcome::Outcome>,
}

/// Inspections, searched, narrowed and sorted.
#[utoipa::path(
    get,
    path = "/api/v1/inspections",
    tag = "Inspections",
    params(
        ("q" = Option<String>, Query, description = "Words to find in the service's names or the inspection's id", example = "medway"),
        ("framework" = Option<Vec<String>>, Query, description = "Framework codes; may be given again", example = json!(["hmip-2018"])),
        ("rating" = Option<Vec<String>>, Query, description = "Overall ratings; `none` finds inspections without one; may be given again", example = json!(["good"])),
        ("region" = Option<Vec<String>>, Query, description = "Regions; may be given again", example = json!(["South East"])),
        ("type" = Option<Vec<String>>, Query, description = "Types of inspection; may be given again", example = json!(["joint inspection"])),
        ("sort" = Option<String>, Query, description = "service (the default), framework, published, score or overall", example = "published"),
        ("order" = Option<String>, Query, description = "ascending (the default) or descending", example = "descending"),
        Paging,
    ),
    responses(
        (status = 200, description = "One page of the list, with `Link` headers to the others", body = PageOf<Row>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn list(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    let paging = Paging::of(&asked)?;
    let query = query(&asked, paging)?;
    let listing = quality::inspections::list(&visit.door, &visit.asker, &query).await?;
    asked::held("region", &query.regions, &listing.facets.regions)?;
    asked::held("type", &query.kinds, &listing.facets.kinds)?;
    paging.answer(&asked, listing.total, listing.rows)
}

/// One inspection: every statement about it with its source, and what Lapwing works out of it.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/{id}",
    tag = "Inspections",
    params(("id" = String, Path, description = "The inspection's id", example = "hmip-2018-medway-2020")),
    responses(
        (status = 200, description = "The inspection", body = InspectionAnswer<'_>),
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
    let inspection = quality::inspections::show(&visit.door, &visit.asker, &id).await?;
    let inspection = inspection.ok_or(Fault::NotHeld)?;
    asked.answer(&InspectionAnswer {
        worked: quality::inspections::worked(&inspection).ok(),
        inspection: &inspection,
    })
}

fn query(asked: &Asked, paging: Paging) -> Result<Query, Fault> {
    asked.only(&[
        "q",
        "framework",
        "rating",
        "region",
        "type",
        "sort",
        "order",
        "page",
        "per_page",
    ])?;
    let frameworks = asked.all("framework");
    for id in &frameworks {
        asked::framework(id)?;
    }
    let overall = asked.all("rating");
    for word in &overall {
        if word != "none" && names::overall_level(word).is_none() {
            return Err(asked::one_of("rating", &names::overall_words()));
        }
    }
    let (by, descending) = asked.sort(&COLUMNS)?;
    Ok(Query {
        search: asked.words("q", SEARCH_CHARS)?,
        frameworks,
        overall,
        regions: asked.all("region"),
        kinds: asked.all("type"),
        sort: Sort { by, descending },
        page: paging.page,
        per_page: paging.per_page,
    })
}
