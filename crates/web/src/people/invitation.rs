//! Opened by somebody new from the link that an administrator gave them, or by somebody who has lost
//! what they sign in with. The link lets them choose what is missing; what is not missing is still
//! asked for.

use ::people::Token;
use ::people::invitations::{self, Invitation, Kind, NotTaken};
use ::people::limits::PASSPHRASE_CHARS_MIN;
use ::people::passphrase::Passphrase;
use askama::Template;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;

use super::next::Next;
use super::sign_in::{beside, half_in};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::Visit;

/// `GET /invitations/{token}`
pub(crate) async fn show(visit: Visit, Path(token): Path<String>) -> Result<Response, Problem> {
    match open(&visit, &token).await? {
        Some((_, invitation)) => visit.html(&Link::new(&token, &invitation, Vec::new())),
        None => gone(&visit),
    }
}

/// `POST /invitations/{token}`
pub(crate) async fn send(
    visit: Visit,
    Path(text): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let Some((token, invitation)) = open(&visit, &text).await? else {
        return gone(&visit);
    };
    let typed = Passphrase::new(&Form::read(request).await?.text("passphrase"));
    let (door, terms, origin) = (&visit.door, visit.terms(), &visit.origin);
    let taken = match invitation.kind {
        Kind::Factor => invitations::show_passphrase(door, terms, &token, typed, origin).await,
        _ => invitations::choose_passphrase(door, terms, &token, typed, origin).await,
    };
    let (status, errors) = match taken {
        Ok(half) => return half_in(&visit, half, &Next::default()).await,
        Err(NotTaken::Gone) => return gone(&visit),
        Err(NotTaken::Vault(error)) => return Err(error.into()),
        Err(NotTaken::NotIn(error)) => beside(error, "passphrase")?,
        Err(NotTaken::Weak(weak)) => {
            let errors = vec![FieldError::new("passphrase", weak.to_string())];
            (StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
    };
    visit.answer(status, &Link::new(&text, &invitation, errors))
}

/// The link, while it is taken and is for choosing something.
async fn open(visit: &Visit, token: &str) -> Result<Option<(Token, Invitation)>, Problem> {
    let Some(token) = Token::read(token) else {
        return Ok(None);
    };
    let found = invitations::open(&visit.door, visit.terms(), &token).await?;
    let chosen = found.filter(|link| link.kind != Kind::Demo);
    Ok(chosen.map(|link| (token, link)))
}

fn gone(visit: &Visit) -> Result<Response, Problem> {
    let page = Gone {
        page: Page::below("This link is no longer taken", Section::Other),
    };
    visit.answer(StatusCode::GONE, &page)
}

/// The page of a link that is taken.
#[derive(Template)]
#[template(path = "people/invitation.html")]
struct Link {
    page: Page,
    action: String,
    errors: Vec<FieldError>,
    /// Whose account it is for.
    name: String,
    sign_in_name: String,
    passphrase: Field,
    kind: Kind,
}

impl Link {
    fn new(token: &str, invitation: &Invitation, errors: Vec<FieldError>) -> Self {
        let (title, label, hint) = match invitation.kind {
            Kind::Factor => ("Set up your app again", "Your passphrase", String::new()),
            Kind::Passphrase => ("Choose a new passphrase", "New passphrase", advice()),
            Kind::Invitation | Kind::Demo => ("Choose your passphrase", "Passphrase", advice()),
        };
        Link {
            page: Page::form(title, Section::Other, &errors),
            action: format!("/invitations/{token}"),
            name: invitation.name.clone(),
            sign_in_name: invitation.sign_in_name.clone(),
            passphrase: Field::new("passphrase", label, &hint).filled("", &errors),
            kind: invitation.kind,
            errors,
        }
    }

    /// Whether a passphrase is chosen, and not shown.
    fn chooses(&self) -> bool {
        self.kind != Kind::Factor
    }
}

/// What a passphrase has to be, in a line.
pub(super) fn advice() -> String {
    format!("At least {PASSPHRASE_CHARS_MIN} characters: three or four words will do")
}

/// The page of a link that is not taken.
#[derive(Template)]
#[template(path = "people/link_gone.html")]
struct Gone {
    page: Page,
}
