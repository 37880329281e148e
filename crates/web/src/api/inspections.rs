//! The register of inspections: the list, and one inspection with all that is known of it.

use axum::extract::{Path, State};
use axum::response::Response;
use quality::inspections::{Inspection, Listing, Query, Row, Sort, SortBy};
use serde::Serialize;
use utoipa::ToSchema;

use super::paging::{PageOf, Paging};
use super::{Asked, Fault, ProblemDetails, asked};
use crate::Site;
use crate::limits::SEARCH_CHARS;
use crate::names;

/// Orders of the list by their names in an address.
const ORDERS: [(&str, SortBy); 5] = [
    ("service", SortBy::Service),
    ("framework", SortBy::Framework),
    ("published", SortBy::Published),
    ("score", SortBy::Score),
    ("overall", SortBy::Overall),
];

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
        ("page" = Option<u32>, Query, minimum = 1, description = "From 1", example = 1),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 200, description = "How many on a page; 25 unless given", example = 25),
    ),
    responses(
        (status = 200, description = "One page of the list, with `Link` headers to the others", body = PageOf<Row>),
        (status = 304, description = "Nothing has changed since the tag in `If-None-Match`"),
        (status = 400, description = "A parameter cannot be used", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(site): State<Site>, asked: Asked) -> Result<Response, Fault> {
    let paging = Paging::of(&asked)?;
    let query = query(&asked, paging)?;
    let listing = quality::inspections::list(&site.door, &site.asker, &query).await?;
    held(&query, &listing)?;
    paging.is_there(listing.total)?;
    let links = paging.links(&asked, listing.total);
    let page = PageOf {
        total: listing.total,
        page: listing.page,
        per_page: listing.per_page,
        items: listing.rows,
    };
    asked.answer_linked(&page, links)
}

/// One inspection: every statement about it with its source, and what Lapwing works out of it.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/{id}",
    tag = "Inspections",
    params(("id" = String, Path, description = "The inspection's id", example = "hmip-2018-medway-2020")),
    responses(
        (status = 200, description = "The inspection", body = InspectionAnswer<'_>),
        (status = 304, description = "Nothing has changed since the tag in `If-None-Match`"),
        (status = 404, description = "No inspection with this id is held", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Fault> {
    asked.only(&[])?;
    let inspection = quality::inspections::show(&site.door, &site.asker, &id).await?;
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
    let descending = asked.word("order", &[("ascending", false), ("descending", true)])?;
    Ok(Query {
        search: asked.words("q", SEARCH_CHARS)?,
        frameworks,
        overall,
        regions: asked.all("region"),
        kinds: asked.all("type"),
        sort: Sort {
            by: asked.word("sort", &ORDERS)?.unwrap_or_default(),
            descending: descending.unwrap_or_default(),
        },
        page: paging.page,
        per_page: paging.per_page,
    })
}

/// Refuses a region or a type that no inspection has: it would find nothing, and not say why.
fn held(query: &Query, listing: &Listing) -> Result<(), Fault> {
    let facets = &listing.facets;
    for (name, asked, held) in [
        ("region", &query.regions, &facets.regions),
        ("type", &query.kinds, &facets.kinds),
    ] {
        let held: Vec<&str> = held.iter().map(|(value, _)| value.as_str()).collect();
        if asked.iter().any(|value| !held.contains(&value.as_str())) {
            return Err(asked::one_of(name, &held));
        }
    }
    Ok(())
}
