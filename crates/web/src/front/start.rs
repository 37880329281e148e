//! Opened by whoever hears of Lapwing, or begins a day with it, wanting to know what it is and to get
//! to the register, to a rating, or to the frameworks in one step.

use askama::Template;
use axum::response::Response;
use quality::inspections::Query;

use crate::front::problem::Problem;
use crate::page::{Page, Section};
use crate::visit::Visit;

/// The page.
#[derive(Template)]
#[template(path = "front/start.html")]
struct Start {
    page: Page,
    inspections: u64,
    frameworks: usize,
}

/// `GET /`
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    // One line is enough: the listing says how many there are.
    let query = Query {
        page: 1,
        per_page: 1,
        ..Query::default()
    };
    let listing = quality::inspections::list(&visit.door, &visit.asker, &query).await?;
    visit.html(&Start {
        page: Page::first(
            "Inspections and ratings of youth justice services",
            Section::Other,
        ),
        inspections: listing.held,
        frameworks: rules::frameworks().len(),
    })
}
