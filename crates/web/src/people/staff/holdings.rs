//! Opened by an administrator when somebody takes a post up, leaves it, or moves to another. What is
//! saved here decides what they may do, from their first day in the post to the end of their last.

use ::people::staff::holdings::{self, Move};
use ::people::staff::{Days, Error, Holding, Staffing, day_words};
use axum::extract::{Path, Request};
use axum::response::Response;
use jiff::civil::Date;

use super::form::{FormPage, Typed, errors};
use super::{look, look_at, person_address, post_address, today, words};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs};
use crate::notice;
use crate::page::{Choice, Field, FieldError};
use crate::visit::Visit;

/// The address of a holding.
pub(super) fn address(post: &str, number: u32) -> String {
    format!("{}/holdings/{number}", post_address(post))
}

const FIELDS: [&str; 5] = ["post", "person", "first", "last", "seen"];

/// `GET /holdings/new`
pub(crate) async fn new(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let today = today(&visit);
    let typed = Typed::asked(&pairs, &["post", "person"]).with("first", day_words(today));
    holding(&held, &typed, today).show(&visit)
}

/// `POST /holdings/new`
pub(crate) async fn hold(visit: Visit, request: Request) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &FIELDS);
    let (post, person) = (typed.get("post"), typed.get("person"));
    let result = match days(&typed) {
        Ok(days) => holdings::hold(&visit.door, &visit.asker, post, person, days)
            .await
            .map_err(Ok),
        Err(wrong) => Err(Err(wrong)),
    };
    let wrong = match result {
        Ok(_) => {
            return Ok(notice::see(
                &person_address(person),
                "holding-added",
                "main-content",
            ));
        }
        Err(Ok(error)) => errors(error)?,
        Err(Err(wrong)) => wrong,
    };
    let held = look(&visit).await?;
    holding(&held, &typed, today(&visit)).again(&visit, wrong)
}

/// `GET /posts/{id}/holdings/{number}`
pub(crate) async fn form(
    visit: Visit,
    Path((post, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "post", &post).await?;
    let own = held.holding(&post, number).ok_or(Problem::NotFound)?;
    changing(&held, own, &of_holding(own), today(&visit)).show(&visit)
}

/// `POST /posts/{id}/holdings/{number}`
pub(crate) async fn change(
    visit: Visit,
    Path((post, number)): Path<(String, u32)>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &FIELDS);
    let result = match days(&typed) {
        Ok(days) => {
            let seen = typed.get("seen");
            holdings::change_to(&visit.door, &visit.asker, &post, number, seen, days)
                .await
                .map_err(Ok)
        }
        Err(wrong) => Err(Err(wrong)),
    };
    let why = match result {
        Ok(()) => {
            return Ok(notice::see(
                &post_address(&post),
                "holding-changed",
                "main-content",
            ));
        }
        Err(why) => why,
    };
    let held = look_at(&visit, "post", &post).await?;
    let own = held.holding(&post, number).ok_or(Problem::NotFound)?;
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

/// `GET /posts/{id}/holdings/{number}/take-back`
pub(crate) async fn ask_to_take_back(
    visit: Visit,
    Path((post, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "post", &post).await?;
    let own = held.holding(&post, number).ok_or(Problem::NotFound)?;
    taking_back(&held, own).show(&visit)
}

/// `POST /posts/{id}/holdings/{number}/take-back`
pub(crate) async fn take_back(
    visit: Visit,
    Path((post, number)): Path<(String, u32)>,
    request: Request,
) -> Result<Response, Problem> {
    let seen = Form::read(request).await?.text("seen");
    let result = holdings::take_back(&visit.door, &visit.asker, &post, number, &seen).await;
    let error = match result {
        Ok(()) => {
            return Ok(notice::see(
                &post_address(&post),
                "holding-taken-back",
                "main-content",
            ));
        }
        Err(error) => error,
    };
    let held = look_at(&visit, "post", &post).await?;
    let own = held.holding(&post, number).ok_or(Problem::NotFound)?;
    match error {
        Error::Changed => taking_back(&held, own).beside(&visit, facts(&held, own)),
        error => taking_back(&held, own).again(&visit, errors(error)?),
    }
}

/// `GET /posts/{id}/holdings/{number}/move`
pub(crate) async fn form_of_move(
    visit: Visit,
    Path((post, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let held = look_at(&visit, "post", &post).await?;
    let own = held.holding(&post, number).ok_or(Problem::NotFound)?;
    let typed = Typed::default().with("seen", own.version());
    moving(&held, own, &typed, today(&visit)).show(&visit)
}

/// `POST /posts/{id}/holdings/{number}/move`
pub(crate) async fn move_on(
    visit: Visit,
    Path((post, number)): Path<(String, u32)>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?, &FIELDS);
    let result = match days(&typed) {
        Ok(days) => {
            let wanted = Move {
                from: post.clone(),
                number,
                seen: typed.get("seen").to_owned(),
                to: typed.get("post").to_owned(),
                days,
            };
            let moved = holdings::move_to(&visit.door, &visit.asker, wanted).await;
            moved.map_err(Ok)
        }
        Err(wrong) => Err(Err(wrong)),
    };
    let held = look_at(&visit, "post", &post).await?;
    let own = held.holding(&post, number).ok_or(Problem::NotFound)?;
    let today = today(&visit);
    match result {
        Ok(_) => Ok(notice::see(
            &person_address(&own.person),
            "holding-moved",
            "main-content",
        )),
        Err(Ok(Error::Changed)) => {
            let typed = typed.with("seen", own.version());
            moving(&held, own, &typed, today).beside(&visit, facts(&held, own))
        }
        Err(Ok(error)) => moving(&held, own, &typed, today).again(&visit, errors(error)?),
        Err(Err(wrong)) => moving(&held, own, &typed, today).again(&visit, wrong),
    }
}

/// The days that were typed, or what cannot be read.
fn days(typed: &Typed) -> Result<Days, Vec<FieldError>> {
    let first = words::needed_day("first", "First day", typed.get("first"));
    let last = words::typed_day("last", "Last day", typed.get("last"));
    match (first, last) {
        (Ok(first), Ok(last)) => Ok(Days { first, last }),
        (first, last) => Err(first.err().into_iter().chain(last.err()).collect()),
    }
}

/// A holding as somebody would have typed it.
fn of_holding(own: &Holding) -> Typed {
    Typed::default()
        .with("first", day_words(own.days.first))
        .with("last", own.days.last.map(day_words).unwrap_or_default())
        .with("seen", own.version())
}

/// What is held of a holding.
fn facts(held: &Staffing, own: &Holding) -> Vec<(&'static str, String)> {
    vec![
        ("Post", post_words(held, own)),
        ("Held by", person_name(held, own)),
        ("First day", day_words(own.days.first)),
        ("Last day", words::last_day(own.days)),
    ]
}

fn holding(held: &Staffing, typed: &Typed, today: Date) -> FormPage {
    let back = match (typed.get("post"), typed.get("person")) {
        ("", "") => "/people".to_owned(),
        ("", person) => person_address(person),
        (post, _) => post_address(post),
    };
    let page = FormPage::new("Let somebody hold a post", "/holdings/new", &back)
        .select(Field::new("person", "Who", ""), people(held), typed)
        .select(
            Field::new("post", "Post", "A post is held by one person at a time"),
            posts(held, today),
            typed,
        );
    with_days(page, typed).button("Save")
}

fn changing(held: &Staffing, own: &Holding, typed: &Typed, today: Date) -> FormPage {
    let (back, action) = (post_address(&own.post), address(&own.post, own.number));
    let page = FormPage::new("Change when somebody holds a post", &action, &back)
        .about(&format!(
            "{}, {}",
            person_name(held, own),
            post_words(held, own)
        ))
        .says("A last day of yesterday or before ends what the post allows at once.")
        .hidden("seen", typed.get("seen"));
    let page = with_days(page, typed);
    if own.days.first < today {
        page
    } else {
        page.link(
            "Take it back: they never held this post",
            format!("{action}/take-back"),
        )
    }
}

fn taking_back(held: &Staffing, own: &Holding) -> FormPage {
    let back = address(&own.post, own.number);
    FormPage::new("Take back that somebody holds a post", &format!("{back}/take-back"), &back)
        .about(&format!("{}, {}", person_name(held, own), post_words(held, own)))
        .says(format!(
            "They hold it {}. It will be as if this had never been said; what was done stays in the trail.",
            words::days(own.days)
        ))
        .hidden("seen", &own.version())
        .button("Take it back")
        .warning()
}

fn moving(held: &Staffing, own: &Holding, typed: &Typed, today: Date) -> FormPage {
    let action = format!("{}/move", address(&own.post, own.number));
    let page = FormPage::new(
        "Move somebody to another post",
        &action,
        &person_address(&own.person),
    )
    .about(&format!(
        "{}, {}",
        person_name(held, own),
        post_words(held, own)
    ))
    .says("Their present post ends the day before they take the other up.")
    .hidden("seen", typed.get("seen"))
    .select(
        Field::new("post", "To which post", ""),
        posts(held, today),
        typed,
    );
    with_days(page, typed).button("Move")
}

fn with_days(page: FormPage, typed: &Typed) -> FormPage {
    page.day("first", "First day", "", typed).day(
        "last",
        "Last day (optional)",
        "What the post allows ends when this day is over",
        typed,
    )
}

fn person_name(held: &Staffing, own: &Holding) -> String {
    let person = held.person(&own.person);
    person.map(|person| person.name.clone()).unwrap_or_default()
}

fn post_words(held: &Staffing, own: &Holding) -> String {
    let post = held.post(&own.post);
    post.map(|post| format!("{}, {}", post.title, words::place(held, post)))
        .unwrap_or_default()
}

/// Everybody, to choose from; an address tells namesakes apart.
fn people(held: &Staffing) -> Vec<Choice> {
    let people = held.people().into_iter().map(|own| match &own.email {
        Some(email) => Choice::new(&own.id, &format!("{} ({email})", own.name)),
        None => Choice::new(&own.id, &own.name),
    });
    std::iter::once(Choice::new("", "Choose somebody"))
        .chain(people)
        .collect()
}

/// The posts that go on, to choose from: those that are vacant first.
fn posts(held: &Staffing, today: Date) -> Vec<Choice> {
    let open = held.posts().into_iter();
    let open = open.filter(|own| !own.days.over_by(today));
    let (vacant, others): (Vec<_>, Vec<_>) =
        open.partition(|own| held.vacant_since(own, today).is_some());
    let choices = vacant.into_iter().chain(others).map(|own| {
        let state = match (
            held.vacant_since(own, today),
            held.holder_on(&own.id, today),
        ) {
            (Some(since), _) => format!("vacant since {}", day_words(since)),
            (None, Some(holder)) => match holder.days.last {
                Some(last) => format!("held until {}", day_words(last)),
                None => "held".to_owned(),
            },
            (None, None) => format!("from {}", day_words(own.days.first)),
        };
        let text = format!("{}, {}: {state}", own.title, words::place(held, own));
        Choice::new(&own.id, &text)
    });
    std::iter::once(Choice::new("", "Choose a post"))
        .chain(choices)
        .collect()
}
