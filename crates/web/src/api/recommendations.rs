//! What inspections recommend to whom, as it was written down here.

use axum::response::Response;
use quality::recommendations::{self, Line, Query, Sort, State as Standing};

use super::paging::{PageOf, Paging};
use super::{Answer, Asked, Fault, asked};
use crate::limits::SEARCH_CHARS;
use crate::quality::recommendations::list::COLUMNS;
use crate::visit::Visit;

/// Recommendations of all inspections, searched, narrowed and sorted; withdrawn ones among them.
#[utoipa::path(
    get,
    path = "/api/v1/recommendations",
    tag = "Inspections",
    params(
        ("q" = Option<String>, Query, description = "Words to find in what is recommended, to whom, in the service's names or the inspection's id", example = "medway"),
        ("due" = Option<String>, Query, description = "Due on or before this day, or within this month or year; one without a date is due by none", example = "2026-09-24"),
        ("addressed-to" = Option<Vec<String>>, Query, description = "Who must act, as it stands; may be given again", example = json!(["The board"])),
        ("state" = Option<Vec<String>>, Query, description = "standing or withdrawn; may be given again", example = json!(["standing"])),
        ("service" = Option<Vec<String>>, Query, description = "Ids of services; may be given again", example = json!(["medway"])),
        ("sort" = Option<String>, Query, description = "due (the default), service or addressed-to", example = "service"),
        ("order" = Option<String>, Query, description = "ascending (the default) or descending", example = "descending"),
        Paging,
    ),
    responses(
        (status = 200, description = "One page of the list, with `Link` headers to the others", body = PageOf<Line>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn list(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&[
        "q",
        "due",
        "addressed-to",
        "state",
        "service",
        "sort",
        "order",
        "page",
        "per_page",
    ])?;
    let paging = Paging::of(&asked)?;
    let (by, descending) = asked.sort(&COLUMNS)?;
    let query = Query {
        search: asked.words("q", SEARCH_CHARS)?,
        services: asked.all("service"),
        addressed_to: asked.all("addressed-to"),
        states: states(&asked)?,
        due_by: asked.date("due")?,
        sort: Sort { by, descending },
        page: paging.page,
        per_page: paging.per_page,
    };
    let listing = recommendations::list(&visit.door, &visit.asker, &query).await?;
    let facets = &listing.facets;
    let services = facets.services.iter();
    let services: Vec<(String, u64)> = services.map(|(own, n)| (own.id.clone(), *n)).collect();
    asked::held("service", &query.services, &services)?;
    asked::held("addressed-to", &query.addressed_to, &facets.addressed_to)?;
    paging.answer(&asked, listing.total, listing.lines)
}

fn states(asked: &Asked) -> Result<Vec<Standing>, Fault> {
    let find = |word: String| {
        let mut states = Standing::ALL.into_iter();
        states
            .find(|state| state.code() == word)
            .ok_or_else(|| asked::one_of("state", &Standing::ALL.map(Standing::code)))
    };
    asked.all("state").into_iter().map(find).collect()
}
