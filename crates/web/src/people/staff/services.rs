//! Opened by whoever sets an installation up, or runs one for a region, when a service's work comes to
//! be kept here, or no longer is.

use ::people::staff::{Days, Service, Staffing, day_words, services};
use access::Action;
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;

use super::form::{FormPage, Typed, errors};
use super::{PEOPLE, establishment_address, look, look_at, today, words};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs, encode};
use crate::notice;
use crate::page::{Choice, Crumb, Field, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

const PATH: &str = "/kept-services";

/// `GET /kept-services`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let may_change = visit.may(Action::PeopleSet);
    let today = today(&visit);
    let kept = held.services().into_iter().filter_map(|own| {
        let days = own.kept?;
        Some(Row {
            href: establishment_address(Some(&own.id)),
            name: own.name.clone(),
            first: day_words(days.first),
            last: words::last_day(days),
            state: state(days, today),
            end: format!("{PATH}/{}", encode(&own.id)),
        })
    });
    visit.html(&Services {
        page: Page::below("Services kept here", Section::People),
        crumbs: [HOME, PEOPLE],
        notice: notice::asked(&pairs),
        rows: kept.collect(),
        may_change,
    })
}

fn state(days: Days, today: jiff::civil::Date) -> Tag {
    if days.include(today) {
        Tag::new("Kept", "green")
    } else if days.over_by(today) {
        Tag::new("Over", "grey")
    } else {
        Tag::new("To come", "blue")
    }
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_services.html")]
struct Services {
    page: Page,
    crumbs: [Crumb; 2],
    notice: Option<&'static str>,
    rows: Vec<Row>,
    may_change: bool,
}

/// A service that is kept here.
struct Row {
    href: String,
    name: String,
    first: String,
    last: String,
    state: Tag,
    /// Where it is said that it ends.
    end: String,
}

/// `GET /kept-services/new`
pub(crate) async fn new(visit: Visit) -> Result<Response, Problem> {
    let typed = Typed::default().with("first", day_words(today(&visit)));
    keeping(&visit, &typed).await?.show(&visit)
}

/// `POST /kept-services/new`
pub(crate) async fn keep(visit: Visit, request: Request) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &["service", "first"]);
    let result = match words::needed_day("first", "First day", typed.get("first")) {
        Ok(first) => services::keep(&visit.door, &visit.asker, typed.get("service"), first)
            .await
            .map_err(Ok),
        Err(wrong) => Err(Err(vec![wrong])),
    };
    let wrong = match result {
        Ok(()) => return Ok(notice::see(PATH, "service-kept", "main-content")),
        Err(Ok(error)) => errors(error)?,
        Err(Err(wrong)) => wrong,
    };
    keeping(&visit, &typed).await?.again(&visit, wrong)
}

/// `GET /kept-services/{id}`
pub(crate) async fn form_of_end(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let held = look_at(&visit, "service", &id).await?;
    let (own, days) = find(&held, &id)?;
    let typed = Typed::default().with("last", day_words(days.last.unwrap_or(today(&visit))));
    ending(own, days, &typed).show(&visit)
}

/// `POST /kept-services/{id}`
pub(crate) async fn end(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &["last"]);
    let result = match words::needed_day("last", "Last day", typed.get("last")) {
        Ok(last) => services::stop_keeping(&visit.door, &visit.asker, &id, last)
            .await
            .map_err(Ok),
        Err(wrong) => Err(Err(vec![wrong])),
    };
    let wrong = match result {
        Ok(()) => return Ok(notice::see(PATH, "service-ended", "main-content")),
        Err(Ok(error)) => errors(error)?,
        Err(Err(wrong)) => wrong,
    };
    let held = look_at(&visit, "service", &id).await?;
    let (own, days) = find(&held, &id)?;
    ending(own, days, &typed).again(&visit, wrong)
}

fn find<'a>(held: &'a Staffing, id: &str) -> Result<(&'a Service, Days), Problem> {
    let own = held.service(id).ok_or(Problem::NotFound)?;
    Ok((own, own.kept.ok_or(Problem::NotFound)?))
}

/// The form with every service of the register to choose from.
async fn keeping(visit: &Visit, typed: &Typed) -> Result<FormPage, Problem> {
    let query = quality::services::Query::default();
    let all = quality::services::list(&visit.door, &visit.asker, &query).await?;
    let choices = all.lines.iter().map(|line| {
        let own = &line.service;
        match line.until {
            Some(until) => {
                let until = crate::words::date(until);
                Choice::new(&own.id, &format!("{} (until {until})", own.name))
            }
            None => Choice::new(&own.id, &own.name),
        }
    });
    let choices = std::iter::once(Choice::new("", "Choose a service")).chain(choices);
    Ok(FormPage::new("Keep a service here", &format!("{PATH}/new"), PATH)
        .says("Its teams, posts and people can then be held here. A service that is kept already gets another first day.")
        .select(Field::new("service", "Service", "From the list of services"), choices.collect(), typed)
        .day("first", "First day", "", typed))
}

fn ending(own: &Service, days: Days, typed: &Typed) -> FormPage {
    FormPage::new("Keep a service here no longer", &format!("{PATH}/{}", encode(&own.id)), PATH)
        .about(&own.name)
        .says(format!(
            "It is kept here {}. Its teams and posts are closed first, one by one, so that nobody loses access by surprise. What is held of it stays.",
            words::days(days)
        ))
        .day("last", "Last day", "", typed)
        .warning()
}
