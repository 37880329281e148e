//! Opened by a newcomer who has started the demo and wants to see what Lapwing looks like for somebody
//! in one role: one step, and they are in.

use ::people::invitations::NotTaken;
use ::people::{Token, demo};
use access::Role;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::next::see;
use crate::cookies;
use crate::front::problem::Problem;
use crate::page::{Page, Section};
use crate::visit::Visit;

/// `GET /demo/{token}`
///
/// Looking uses nothing up: browsers open addresses before anybody asks them to.
pub(crate) async fn show(visit: Visit, Path(text): Path<String>) -> Result<Response, Problem> {
    let found = match of_here(&visit, &text) {
        Some(token) => demo::open(&visit.door, &token, &visit.origin).await?,
        None => None,
    };
    let Some((name, roles)) = found else {
        return gone(&visit).await;
    };
    visit.html(&Guest {
        page: Page::below("Look around the demo", Section::Other),
        action: format!("/demo/{text}"),
        name,
        roles,
    })
}

/// `POST /demo/{token}`
pub(crate) async fn enter(visit: Visit, Path(text): Path<String>) -> Result<Response, Problem> {
    let Some(token) = of_here(&visit, &text) else {
        return gone(&visit).await;
    };
    let entered = demo::enter(&visit.door, visit.terms(), &token, &visit.origin).await;
    let session = match entered {
        Ok(session) => session,
        Err(NotTaken::Vault(error)) => return Err(error.into()),
        Err(_) => return gone(&visit).await,
    };
    let mut response = see("/");
    cookies::set_session(visit.site(), response.headers_mut(), &session);
    Ok(response)
}

/// The token of a link, where pages are reached from this machine only.
fn of_here(visit: &Visit, text: &str) -> Option<Token> {
    let here = !visit.site().is_encrypted();
    here.then(|| Token::read(text)).flatten()
}

/// What stands where a link leads nowhere. Where there is no demo, nothing stands there.
async fn gone(visit: &Visit) -> Result<Response, Problem> {
    if visit.site().is_encrypted() || !visit.door.is_demo().await? {
        return Err(Problem::NotFound);
    }
    let page = Gone {
        page: Page::below("This link of the demo is used up", Section::Other),
    };
    visit.answer(StatusCode::GONE, &page)
}

/// The page of a link that is taken.
#[derive(Template)]
#[template(path = "people/demo.html")]
struct Guest {
    page: Page,
    action: String,
    name: String,
    roles: Vec<Role>,
}

/// The page of one that is not.
#[derive(Template)]
#[template(path = "people/demo_gone.html")]
struct Gone {
    page: Page,
}
