//! Opened by somebody who uses a screen reader, a keyboard or large text, before relying on Lapwing or
//! after meeting a fault, who wants to know what was tested, what is known to be wrong, and whom to tell.

use askama::Template;
use axum::response::Response;

use crate::front::problem::Problem;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;

/// The page.
#[derive(Template)]
#[template(path = "front/accessibility.html")]
struct Accessibility {
    page: Page,
    crumbs: [Crumb; 1],
}

/// `GET /accessibility`
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.html(&Accessibility {
        page: Page::first("Accessibility statement", Section::Other),
        crumbs: [HOME],
    })
}
