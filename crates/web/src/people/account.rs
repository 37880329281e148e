//! Opened by somebody who wants to know what they may do here, who sees a device in the list that is not
//! theirs, or who wants another passphrase.

use ::people::accounts::{self, Account};
use ::people::limits::RECOVERY_CODES;
use ::people::own::{self, NotChanged};
use ::people::passphrase::Passphrase;
use ::people::sessions::{self, SessionLine, Visitor, Way};
use askama::Template;
use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::invitation::advice;
use super::next::see;
use super::sign_in::beside;
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs};
use crate::notice;
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::{Seen, Visit};
use crate::words;

/// `GET /account`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let visitor = visit.visitor()?;
    let (door, asker, terms) = (&visit.door, &visit.asker, visit.terms());
    let account = accounts::one(door, asker, terms, &visitor.account).await?;
    let account = account.ok_or(Problem::NotFound)?;
    let open = sessions::list(door, asker, terms, &visitor.account).await?;
    let codes_left = own::recovery_codes_left(door, visitor).await?;
    let page = Own {
        notice: notice::asked(&pairs),
        ..Own::new(visitor, &account, &open, codes_left)
    };
    visit.html(&page)
}

/// The page.
#[derive(Template)]
#[template(path = "people/account.html")]
struct Own {
    page: Page,
    notice: Option<&'static str>,
    facts: Vec<(&'static str, String)>,
    has_passphrase: bool,
    has_factor: bool,
    codes: String,
    /// Whether so few recovery codes are left that new ones are due.
    few: bool,
    /// This one first, then those used last.
    devices: Vec<Device>,
}

/// A device on which somebody is signed in.
struct Device {
    session: String,
    words: String,
    began: String,
    seen: String,
    /// Whether it is the one on which the page is shown.
    here: bool,
}

/// Recovery codes below which new ones are advised: one for a bad day, one in reserve.
const FEW_CODES: usize = 3;

impl Own {
    fn new(visitor: &Visitor, account: &Account, open: &[SessionLine], codes_left: usize) -> Self {
        let roles = visitor.roles.iter();
        let roles: Vec<String> = roles
            .map(|role| format!("{}. {}", role.title(), role.does()))
            .collect();
        let device = |line: &SessionLine| Device {
            session: line.id.clone(),
            words: line.device.clone(),
            began: words::moment(line.began_at),
            seen: words::moment(line.seen_at),
            here: line.id == visitor.session,
        };
        let mut devices: Vec<Device> = open.iter().map(device).collect();
        devices.sort_by_key(|device| !device.here);
        Own {
            page: Page::first("Your account", Section::Other),
            notice: None,
            facts: vec![
                ("Name", account.name.clone()),
                ("Sign-in name", account.sign_in_name.clone()),
                ("What you do here", roles.join("\n")),
                ("How you came in", came_in(visitor.way).to_owned()),
            ],
            has_passphrase: account.has_passphrase,
            has_factor: account.has_factor,
            codes: format!("{codes_left} of {RECOVERY_CODES}"),
            few: codes_left < FEW_CODES,
            devices,
        }
    }
}

fn came_in(way: Way) -> &'static str {
    match way {
        Way::Passphrase => "With passphrase and code",
        Way::SingleSignOn => "By your organisation’s own sign-in",
        Way::Invitation => "By the link with which you chose what you sign in with",
        Way::Demo => "By a link of the demo",
    }
}

/// `POST /account/sessions/end`
pub(crate) async fn end(visit: Visit, request: Request) -> Result<Response, Problem> {
    let visitor = visit.visitor()?;
    let session = Form::read(request).await?.text("session");
    let (door, asker) = (&visit.door, &visit.asker);
    let ended = sessions::end_one(door, asker, &visitor.account, &session).await?;
    let code = if ended {
        "own-session-ended"
    } else {
        "own-session-over"
    };
    Ok(notice::see("/account", code, "devices"))
}

/// `POST /account/sessions/end-others`
pub(crate) async fn end_others(visit: Visit) -> Result<Response, Problem> {
    let visitor = visit.visitor()?;
    let (door, asker) = (&visit.door, &visit.asker);
    let but = Some(visitor.session.as_str());
    sessions::end_all(door, asker, &visitor.account, but).await?;
    Ok(notice::see("/account", "own-sessions-ended", "devices"))
}

/// The form for another passphrase.
#[derive(Template)]
#[template(path = "people/passphrase.html")]
struct Another {
    page: Page,
    back: &'static str,
    errors: Vec<FieldError>,
    sign_in_name: String,
    present: Field,
    chosen: Field,
}

impl Another {
    async fn new(visit: &Visit, errors: Vec<FieldError>) -> Result<Self, Problem> {
        let id = &visit.visitor()?.account;
        let account = accounts::one(&visit.door, &visit.asker, visit.terms(), id).await?;
        let account = account.ok_or(Problem::NotFound)?;
        let field = |id, label, hint: &str| Field::new(id, label, hint).filled("", &errors);
        Ok(Another {
            page: Page::form("Change your passphrase", Section::Other, &errors),
            back: "/account",
            sign_in_name: account.sign_in_name,
            present: field("passphrase", "The passphrase that you have now", ""),
            chosen: field("new-passphrase", "New passphrase", &advice()),
            errors,
        })
    }
}

/// `GET /account/passphrase`
pub(crate) async fn passphrase(visit: Visit) -> Result<Response, Problem> {
    visit.html(&Another::new(&visit, Vec::new()).await?)
}

/// `POST /account/passphrase`
pub(crate) async fn change_passphrase(visit: Visit, request: Request) -> Result<Response, Problem> {
    let visitor = visit.visitor()?;
    let form = Form::read(request).await?;
    let typed = |name| Passphrase::new(&form.text(name));
    let (present, chosen) = (typed("passphrase"), typed("new-passphrase"));
    let (status, errors) = match own::change_passphrase(&visit.door, visitor, present, chosen).await
    {
        Ok(()) => {
            return Ok(notice::see(
                "/account",
                "passphrase-changed",
                "main-content",
            ));
        }
        // The time for which a code counts ran out while the form was filled in.
        Err(NotChanged::NotConfirmed) => return Ok(see("/confirm?next=%2Faccount%2Fpassphrase")),
        Err(NotChanged::Vault(error)) => return Err(error.into()),
        Err(NotChanged::NotIn(error)) => beside(error, "passphrase")?,
        Err(error) => {
            let field = match error {
                NotChanged::Weak(_) => "new-passphrase",
                _ => "passphrase",
            };
            let errors = vec![FieldError::new(field, error.to_string())];
            (StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
    };
    visit.answer(status, &Another::new(&visit, errors).await?)
}

/// How long a session still goes on, in seconds.
#[derive(Serialize)]
struct Left {
    /// Until it ends unless it is used.
    idle: i64,
    /// Until it ends in any case.
    over: i64,
}

/// `GET /account/stay`: asked for by the script that warns before a session ends. Asking is a use, like
/// opening any page.
pub(crate) async fn stay(visit: Visit) -> Response {
    match Seen::of(&visit).seconds {
        Some((idle, over)) => Json(Left { idle, over }).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}
