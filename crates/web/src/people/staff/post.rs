//! Opened by an administrator who opens a post, changes its hours, or closes it; and by whoever wants to
//! know who held it when.

use ::people::staff::{
    Error, Post, PostDraft, Staffing, day_words, history, hours, minutes, needs_service, posts,
};
use access::{Action, Role};
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;
use jiff::civil::Date;

use super::form::{FormPage, Typed, errors};
use super::person::StayRow;
use super::{
    POSTS, establishment_address, look, look_at, person_address, post_address, today, words,
};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs, encode};
use crate::notice;
use crate::page::{Choice, Crumb, Field, FieldError, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

/// `GET /posts/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Pairs(pairs): Asking,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "post", &id).await?;
    let post = held.post(&id).ok_or(Problem::NotFound)?;
    visit.html(&PostPage::new(&visit, &held, post, &pairs))
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_post.html")]
struct PostPage {
    page: Page,
    crumbs: [Crumb; 2],
    notice: Option<&'static str>,
    title: String,
    state: Tag,
    /// What is to be said besides the state.
    note: String,
    facts: Vec<(&'static str, String)>,
    links: Vec<(&'static str, String)>,
    stays: Vec<StayRow>,
    may_change: bool,
}

impl PostPage {
    fn new(visit: &Visit, held: &Staffing, post: &Post, pairs: &[(String, String)]) -> Self {
        let today = today(visit);
        let line = ::people::staff::establishment::line(held, post, today);
        let state = ::people::staff::lists::PostState::of(&line, today);
        let address = post_address(&post.id);
        let may_change = visit.may(Action::PeopleSet);
        let mut links = Vec::new();
        if may_change {
            let id = encode(&post.id);
            links.push(("Let somebody hold it", format!("/holdings/new?post={id}")));
            links.push(("Change the post", format!("{address}/change")));
            links.push(("Say when it ends", format!("{address}/close")));
        }
        links.push((
            "All posts of its service",
            establishment_address(post.service.as_deref()),
        ));
        let stays = history::of_post(held, &post.id, today);
        let stays = stays.iter().map(|stay| {
            let href = person_address(&stay.person.id);
            StayRow::new(stay, href, &stay.person.name, String::new())
        });
        PostPage {
            page: Page::below("A post and who held it", Section::People),
            crumbs: [HOME, POSTS],
            notice: notice::asked(pairs),
            title: post.title.clone(),
            state: words::post_state(state),
            note: super::posts::note(&line, today),
            facts: facts(held, post),
            links,
            stays: stays.collect(),
            may_change,
        }
    }
}

/// What is held of a post.
fn facts(held: &Staffing, own: &Post) -> Vec<(&'static str, String)> {
    let team = own.team.as_deref().and_then(|id| held.team(id));
    let team = team.map_or("None", |team| &team.name);
    vec![
        ("Title", own.title.clone()),
        (
            "Role",
            format!("{}: {}", own.role.title(), uncapitalised(own.role.does())),
        ),
        ("Service", words::service(held, own.service.as_deref())),
        ("Team", team.to_owned()),
        ("Hours a week", words::hours_words(own.minutes)),
        ("First day", day_words(own.days.first)),
        ("Last day", words::last_day(own.days)),
    ]
}

fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(chars).collect()
}

const FIELDS: [&str; 7] = ["name", "role", "service", "team", "hours", "first", "seen"];

/// `GET /posts/new`
pub(crate) async fn new(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let typed = Typed::asked(&pairs, &["service", "team"]).with("first", day_words(today(&visit)));
    opening(&held, &typed, today(&visit)).show(&visit)
}

/// `POST /posts/new`
pub(crate) async fn open(visit: Visit, request: Request) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &FIELDS);
    let result = match draft(&typed) {
        Ok(draft) => posts::open(&visit.door, &visit.asker, &draft).await,
        Err(wrong) => {
            let held = look(&visit).await?;
            return opening(&held, &typed, today(&visit)).again(&visit, wrong);
        }
    };
    match result {
        Ok(id) => Ok(notice::see(
            &post_address(&id),
            "post-opened",
            "main-content",
        )),
        Err(error) => {
            let held = look(&visit).await?;
            opening(&held, &typed, today(&visit)).again(&visit, errors(error)?)
        }
    }
}

/// `GET /posts/{id}/change`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let held = look_at(&visit, "post", &id).await?;
    let own = held.post(&id).ok_or(Problem::NotFound)?;
    changing(&held, own, &of_post(own), today(&visit)).show(&visit)
}

/// `POST /posts/{id}/change`
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &FIELDS);
    let result = match draft(&typed) {
        Ok(draft) => {
            let seen = typed.get("seen");
            posts::change_to(&visit.door, &visit.asker, &id, seen, &draft)
                .await
                .map_err(Ok)
        }
        Err(wrong) => Err(Err(wrong)),
    };
    let why = match result {
        Ok(()) => {
            return Ok(notice::see(
                &post_address(&id),
                "post-changed",
                "main-content",
            ));
        }
        Err(why) => why,
    };
    let held = look_at(&visit, "post", &id).await?;
    let own = held.post(&id).ok_or(Problem::NotFound)?;
    let today = today(&visit);
    match why {
        Ok(Error::Changed) => {
            let typed = typed.with("seen", own.version());
            changing(&held, own, &typed, today).beside(&visit, facts(&held, own))
        }
        Ok(error) => changing(&held, own, &typed, today).again(&visit, errors(error)?),
        Err(wrong) => changing(&held, own, &typed, today).again(&visit, wrong),
    }
}

/// `GET /posts/{id}/close`
pub(crate) async fn form_of_close(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "post", &id).await?;
    let own = held.post(&id).ok_or(Problem::NotFound)?;
    let last = own.days.last.map(day_words).unwrap_or_default();
    let typed = Typed::default()
        .with("last", last)
        .with("seen", own.version());
    closing(&held, own, &typed).show(&visit)
}

/// `POST /posts/{id}/close`
pub(crate) async fn close(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &["last", "seen"]);
    let result = match words::typed_day("last", "Last day", typed.get("last")) {
        Ok(last) => posts::close(&visit.door, &visit.asker, &id, typed.get("seen"), last)
            .await
            .map_err(Ok),
        Err(wrong) => Err(Err(vec![wrong])),
    };
    let why = match result {
        Ok(()) => {
            return Ok(notice::see(
                &post_address(&id),
                "post-changed",
                "main-content",
            ));
        }
        Err(why) => why,
    };
    let held = look_at(&visit, "post", &id).await?;
    let own = held.post(&id).ok_or(Problem::NotFound)?;
    match why {
        Ok(Error::Changed) => {
            let typed = typed.with("seen", own.version());
            closing(&held, own, &typed).beside(&visit, facts(&held, own))
        }
        Ok(error) => closing(&held, own, &typed).again(&visit, errors(error)?),
        Err(wrong) => closing(&held, own, &typed).again(&visit, wrong),
    }
}

/// What was typed as a post, or what cannot be read.
fn draft(typed: &Typed) -> Result<PostDraft, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let role = Role::of_post(typed.get("role"));
    if role.is_none() {
        wrong.push(FieldError::new("role", "Choose a role"));
    }
    let hours = typed.get("hours");
    let minutes = minutes(hours);
    if minutes.is_none() && !hours.is_empty() {
        let told = "Hours a week must be a number, such as 37, 18.5 or 18:30";
        wrong.push(FieldError::new("hours", told));
    }
    if typed.get("name").is_empty() {
        wrong.push(FieldError::new("name", "Enter a title"));
    }
    let first = words::needed_day("first", "First day", typed.get("first"));
    match (role, first) {
        (Some(role), Ok(first)) if wrong.is_empty() => Ok(PostDraft {
            service: typed.some("service"),
            team: typed.some("team"),
            role,
            title: typed.get("name").to_owned(),
            minutes,
            first,
        }),
        (_, first) => {
            wrong.extend(first.err());
            Err(wrong)
        }
    }
}

/// A post as somebody would have typed it.
fn of_post(own: &Post) -> Typed {
    Typed::default()
        .with("name", own.title.as_str())
        .with("role", own.role.code())
        .with("service", own.service.clone().unwrap_or_default())
        .with("team", own.team.clone().unwrap_or_default())
        .with("hours", own.minutes.map(hours).unwrap_or_default())
        .with("first", day_words(own.days.first))
        .with("seen", own.version())
}

fn opening(held: &Staffing, typed: &Typed, today: Date) -> FormPage {
    let page = FormPage::new("Open a post", "/posts/new", "/posts");
    fields(page, held, typed, today).button("Open the post")
}

fn changing(held: &Staffing, own: &Post, typed: &Typed, today: Date) -> FormPage {
    let back = post_address(&own.id);
    let page = FormPage::new("Change a post", &format!("{back}/change"), &back)
        .about(&own.title)
        .hidden("seen", typed.get("seen"));
    let held_once = !held.holders_of(&own.id).is_empty();
    let page = if held_once {
        page.says("Somebody has held this post, so its role and its service stay as they are. For another role close it and open a new post.")
    } else {
        page
    };
    fields(page, held, typed, today)
}

fn fields(page: FormPage, held: &Staffing, typed: &Typed, today: Date) -> FormPage {
    let roles = Role::POSTS.iter();
    let roles = roles.map(|role| Choice::new(role.code(), role.title()));
    let needing: Vec<&str> = Role::POSTS
        .into_iter()
        .filter(|role| !needs_service(*role))
        .map(Role::title)
        .collect();
    let for_all = format!(
        "These may work for all services: {}",
        needing
            .join(", ")
            .to_lowercase()
            .replace("caldicott guardian", "Caldicott Guardian")
    );
    page.line(
        Field::new(
            "name",
            "Title",
            "As the service calls it, without anybody’s name",
        ),
        "",
        typed,
    )
    .select(
        Field::new(
            "role",
            "Role",
            "It decides what whoever holds the post may do",
        ),
        std::iter::once(Choice::new("", "Choose a role"))
            .chain(roles)
            .collect(),
        typed,
    )
    .with_roles()
    .select(
        Field::new("service", "Service", &for_all),
        services(held, today, words::FOR_ALL),
        typed,
    )
    .select(
        Field::new("team", "Team (optional)", ""),
        teams(held, today),
        typed,
    )
    .line(
        Field::new(
            "hours",
            "Hours a week (optional)",
            "For example 37, 18.5 or 18:30",
        ),
        "govuk-input--width-5",
        typed,
    )
    .day("first", "First day of the post", "", typed)
}

fn closing(held: &Staffing, own: &Post, typed: &Typed) -> FormPage {
    let back = post_address(&own.id);
    FormPage::new("Say when a post ends", &format!("{back}/close"), &back)
        .about(&format!("{}, {}", own.title, words::place(held, own)))
        .says("Whoever holds the post that day loses what it allows when the day is over. Who held it stays on record.")
        .hidden("seen", typed.get("seen"))
        .day("last", "Last day", "Leave it empty if the post goes on", typed)
        .warning()
}

/// The services that are kept here, to choose from; `none` is what stands for none of them.
pub(super) fn services(held: &Staffing, today: Date, none: &str) -> Vec<Choice> {
    let services = held.services().into_iter();
    let kept = services.filter(|own| own.kept.is_some_and(|kept| !kept.over_by(today)));
    std::iter::once(Choice::new("", none))
        .chain(kept.map(|own| Choice::new(&own.id, &own.name)))
        .collect()
}

/// The teams that go on, to choose from.
fn teams(held: &Staffing, today: Date) -> Vec<Choice> {
    let services = held.services().into_iter();
    let teams = services.flat_map(|service| {
        let teams = held.teams_of(&service.id).into_iter();
        let teams = teams.filter(|team| !team.days.over_by(today));
        teams.map(|team| Choice::new(&team.id, &format!("{}: {}", service.name, team.name)))
    });
    std::iter::once(Choice::new("", "None"))
        .chain(teams)
        .collect()
}
