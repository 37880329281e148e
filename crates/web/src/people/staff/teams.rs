//! Opened by an administrator when a service divides its work anew: a team begins, gets another name, or
//! ends.

use ::people::staff::{Error, Staffing, Team, day_words, teams};
use axum::extract::{Path, Request};
use axum::response::Response;
use jiff::civil::Date;

use super::form::{FormPage, Typed, errors};
use super::{establishment_address, look, look_at, team_address, today, words};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs};
use crate::page::{Field, FieldError};
use crate::visit::Visit;

/// `GET /teams/new`
pub(crate) async fn new(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let typed = Typed::asked(&pairs, &["service"]).with("first", day_words(today(&visit)));
    opening(&held, &typed, today(&visit)).show(&visit)
}

/// `POST /teams/new`
pub(crate) async fn open(visit: Visit, request: Request) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let typed = Typed::read(&form, &["name", "service", "first"]);
    let service = typed.get("service");
    let result = match words::needed_day("first", "First day", typed.get("first")) {
        Ok(first) => {
            let name = typed.get("name");
            teams::open(&visit.door, &visit.asker, service, name, first)
                .await
                .map_err(Ok)
        }
        Err(wrong) => Err(Err(vec![wrong])),
    };
    let wrong = match result {
        Ok(_) => return Ok(see(service, "team-opened")),
        Err(Ok(error)) => errors(error)?,
        Err(Err(wrong)) => wrong,
    };
    let held = look(&visit).await?;
    opening(&held, &typed, today(&visit)).again(&visit, wrong)
}

/// `GET /teams/{id}`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let held = look_at(&visit, "team", &id).await?;
    let own = held.team(&id).ok_or(Problem::NotFound)?;
    let typed = Typed::default()
        .with("name", own.name.as_str())
        .with("seen", own.version());
    naming(&held, own, &typed).show(&visit)
}

/// `POST /teams/{id}`
pub(crate) async fn rename(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &["name", "seen"]);
    let (name, seen) = (typed.get("name"), typed.get("seen"));
    let result = teams::rename(&visit.door, &visit.asker, &id, seen, name).await;
    let held = look_at(&visit, "team", &id).await?;
    let own = held.team(&id).ok_or(Problem::NotFound)?;
    match result {
        Ok(()) => Ok(see(&own.service, "team-changed")),
        Err(Error::Changed) => {
            let typed = typed.with("seen", own.version());
            naming(&held, own, &typed).beside(&visit, facts(own))
        }
        Err(error) => naming(&held, own, &typed).again(&visit, errors(error)?),
    }
}

/// `GET /teams/{id}/close`
pub(crate) async fn form_of_close(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "team", &id).await?;
    let own = held.team(&id).ok_or(Problem::NotFound)?;
    let typed = Typed::default()
        .with("last", own.days.last.map(day_words).unwrap_or_default())
        .with("seen", own.version());
    closing(&held, own, &typed).show(&visit)
}

/// `POST /teams/{id}/close`
pub(crate) async fn close(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &["last", "seen"]);
    let result: Result<(), Result<Error, FieldError>> =
        match words::typed_day("last", "Last day", typed.get("last")) {
            Ok(last) => teams::close(&visit.door, &visit.asker, &id, typed.get("seen"), last)
                .await
                .map_err(Ok),
            Err(wrong) => Err(Err(wrong)),
        };
    let held = look_at(&visit, "team", &id).await?;
    let own = held.team(&id).ok_or(Problem::NotFound)?;
    match result {
        Ok(()) => Ok(see(&own.service, "team-changed")),
        Err(Ok(Error::Changed)) => {
            let typed = typed.with("seen", own.version());
            closing(&held, own, &typed).beside(&visit, facts(own))
        }
        Err(Ok(error)) => closing(&held, own, &typed).again(&visit, errors(error)?),
        Err(Err(wrong)) => closing(&held, own, &typed).again(&visit, vec![wrong]),
    }
}

/// Sends the browser to the establishment of the service, where its teams stand.
fn see(service: &str, code: &'static str) -> Response {
    super::establishment::see(service, code)
}

fn facts(own: &Team) -> Vec<(&'static str, String)> {
    vec![
        ("Name", own.name.clone()),
        ("First day", day_words(own.days.first)),
        ("Last day", words::last_day(own.days)),
    ]
}

fn opening(held: &Staffing, typed: &Typed, today: Date) -> FormPage {
    let back = match typed.get("service") {
        "" => "/establishment".to_owned(),
        service => establishment_address(Some(service)),
    };
    let services = super::post::services(held, today, "Choose a service");
    FormPage::new("Open a team", "/teams/new", &back)
        .line(
            Field::new("name", "Name", "As the service calls it"),
            "",
            typed,
        )
        .select(Field::new("service", "Service", ""), services, typed)
        .day("first", "First day", "", typed)
        .button("Open the team")
}

fn naming(held: &Staffing, own: &Team, typed: &Typed) -> FormPage {
    let action = team_address(&own.id);
    let back = establishment_address(Some(&own.service));
    FormPage::new("Change the name of a team", &action, &back)
        .about(&about(held, own))
        .hidden("seen", typed.get("seen"))
        .line(
            Field::new("name", "Name", "As the service calls it"),
            "",
            typed,
        )
        .link("Say when this team ends", format!("{action}/close"))
}

fn closing(held: &Staffing, own: &Team, typed: &Typed) -> FormPage {
    let back = team_address(&own.id);
    let posts = held.posts().into_iter();
    let posts = posts.filter(|post| post.team.as_deref() == Some(&own.id));
    let open = posts.filter(|post| post.days.last.is_none()).count();
    let open = crate::words::count(open as u64, "of its posts goes on", "of its posts go on");
    FormPage::new("Say when a team ends", &format!("{back}/close"), &back)
        .about(&about(held, own))
        .says(format!(
            "{open} today. They end with the team, and whoever holds one loses what it allows when the day is over. Move people and posts first where the work goes on elsewhere."
        ))
        .hidden("seen", typed.get("seen"))
        .day("last", "Last day", "Leave it empty if the team goes on", typed)
        .warning()
}

fn about(held: &Staffing, own: &Team) -> String {
    format!("{}, {}", own.name, words::service(held, Some(&own.service)))
}
