//! Opened by an administrator when a colleague begins, moves, changes their name or leaves; and by a
//! head of service who wants to know what somebody did when.

use ::people::staff::history::{self, History, Stay, When};
use ::people::staff::persons::{self, Namesake};
use ::people::staff::{Error, Person, PersonDraft, Staffing, day_words};
use access::Action;
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;

use super::form::{FormPage, Typed, errors};
use super::{PEOPLE, look_at, person_address, post_address, today, words};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs, encode};
use crate::notice;
use crate::page::{Crumb, Field, FieldError, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

/// `GET /people/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Pairs(pairs): Asking,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "person", &id).await?;
    let history = history::of(&held, &id, today(&visit)).ok_or(Problem::NotFound)?;
    visit.html(&PersonPage::new(&visit, &held, history, &pairs))
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_person.html")]
struct PersonPage {
    page: Page,
    crumbs: [Crumb; 2],
    notice: Option<&'static str>,
    name: String,
    facts: Vec<(&'static str, String)>,
    /// Ids of people, posts and accounts stand in these addresses, and nothing else.
    links: Vec<(&'static str, String)>,
    stays: Vec<StayRow>,
    may_change: bool,
}

/// One line of a history: on the page of a person it names the post, on that of a post the person.
pub(super) struct StayRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) minor: String,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) state: Tag,
    /// Where the days can be changed.
    pub(super) days: String,
    /// Where whoever holds it can be moved elsewhere; none once it is over.
    pub(super) move_on: Option<String>,
}

impl StayRow {
    /// A line with a name that leads somewhere, and what stands below it.
    pub(super) fn new(stay: &Stay, href: String, name: &str, minor: String) -> Self {
        let own = &stay.holding;
        let address = super::holdings::address(&own.post, own.number);
        StayRow {
            href,
            name: name.to_owned(),
            minor,
            first: day_words(own.days.first),
            last: words::last_day(own.days),
            state: words::when(stay),
            move_on: (stay.when == When::Now).then(|| format!("{address}/move")),
            days: address,
        }
    }
}

impl PersonPage {
    fn new(visit: &Visit, held: &Staffing, history: History, pairs: &[(String, String)]) -> Self {
        let person = history.person;
        let id = encode(&person.id);
        let may_change = visit.may(Action::PeopleSet);
        let mut links = Vec::new();
        if may_change {
            links.push(("Let them hold a post", format!("/holdings/new?person={id}")));
            let change = format!("{}/change", person_address(&person.id));
            links.push(("Change the name or the address", change));
        }
        match held.account_of(&person.id) {
            Some(account) if visit.may(Action::AccountsList) => {
                links.push(("Their account", format!("/accounts/{}", encode(account))));
            }
            None if visit.may(Action::AccountsInvite) => {
                let invite = format!("/accounts/new?for=staff&person={id}");
                links.push(("Give them an account", invite));
            }
            _ => {}
        }
        let stays = history.stays.iter().map(|stay| {
            let minor = words::place(held, &stay.post);
            StayRow::new(stay, post_address(&stay.post.id), &stay.post.title, minor)
        });
        PersonPage {
            page: Page::below("A person and their posts", Section::People),
            crumbs: [HOME, PEOPLE],
            notice: notice::asked(pairs),
            facts: facts(&person),
            name: person.name,
            links,
            stays: stays.collect(),
            may_change,
        }
    }
}

/// What is held of somebody besides their posts.
fn facts(own: &Person) -> Vec<(&'static str, String)> {
    let email = own.email.clone();
    vec![
        ("Name", own.name.clone()),
        (
            "E-mail address",
            email.unwrap_or_else(|| "Not known".to_owned()),
        ),
    ]
}

const FIELDS: [&str; 3] = ["name", "email", "seen"];

/// `GET /people/new`
pub(crate) async fn new(visit: Visit) -> Result<Response, Problem> {
    adding(&Typed::default()).show(&visit)
}

/// `POST /people/new`
pub(crate) async fn add(visit: Visit, request: Request) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let typed = Typed::read(&form, &FIELDS);
    let namesake = match form.text("another").as_str() {
        "yes" => Namesake::Another,
        _ => Namesake::Ask,
    };
    match persons::add(&visit.door, &visit.asker, &draft(&typed), namesake).await {
        Ok(id) => Ok(notice::see(
            &person_address(&id),
            "person-added",
            "main-content",
        )),
        Err(Error::SameName(ids)) => {
            let page = ids.into_iter().fold(adding(&typed), |page, id| {
                page.link("Look at somebody of this name", person_address(&id))
            });
            let told = "Somebody of this name works here already. Tick this if you mean another";
            page.tick(Field::new("another", "This is another person", ""))
                .again(&visit, vec![FieldError::new("another", told)])
        }
        Err(error) => adding(&typed).again(&visit, errors(error)?),
    }
}

/// `GET /people/{id}/change`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let own = find(&visit, &id).await?;
    changing(&own, &of_person(&own)).show(&visit)
}

/// `POST /people/{id}/change`
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &FIELDS);
    let (draft, seen) = (draft(&typed), typed.get("seen"));
    match persons::change_to(&visit.door, &visit.asker, &id, seen, &draft).await {
        Ok(()) => Ok(notice::see(
            &person_address(&id),
            "person-changed",
            "main-content",
        )),
        Err(Error::Changed) => {
            let own = find(&visit, &id).await?;
            let typed = typed.with("seen", own.version());
            changing(&own, &typed).beside(&visit, facts(&own))
        }
        Err(error) => {
            let own = find(&visit, &id).await?;
            changing(&own, &typed).again(&visit, errors(error)?)
        }
    }
}

async fn find(visit: &Visit, id: &str) -> Result<Person, Problem> {
    let held = look_at(visit, "person", id).await?;
    held.person(id).cloned().ok_or(Problem::NotFound)
}

fn draft(typed: &Typed) -> PersonDraft {
    PersonDraft {
        name: typed.get("name").to_owned(),
        email: typed.get("email").to_owned(),
    }
}

fn of_person(own: &Person) -> Typed {
    Typed::default()
        .with("name", own.name.as_str())
        .with("email", own.email.clone().unwrap_or_default())
        .with("seen", own.version())
}

fn adding(typed: &Typed) -> FormPage {
    let page = FormPage::new("Add somebody who works here", "/people/new", "/people")
        .says("They can do nothing yet: what somebody may do follows from the posts that they hold, and they need an account to sign in.");
    fields(page, typed).button("Add")
}

fn changing(own: &Person, typed: &Typed) -> FormPage {
    let back = person_address(&own.id);
    let page = FormPage::new(
        "Change a name or an address",
        &format!("{back}/change"),
        &back,
    )
    .about(&own.name)
    .says("What they sign in with stays as it is.")
    .hidden("seen", typed.get("seen"));
    fields(page, typed)
}

fn fields(page: FormPage, typed: &Typed) -> FormPage {
    page.line(
        Field::new("name", "Name", "As colleagues know them, without a title"),
        "",
        typed,
    )
    .line(
        Field::new(
            "email",
            "E-mail address at work (optional)",
            "For example name@example.gov.uk",
        ),
        "",
        typed,
    )
}
