//! How posts, stretches of days and states are said.

use ::people::staff::history::{Stay, When};
use ::people::staff::lists::{ALL_SERVICES, InPost, PostState};
use ::people::staff::{Days, Post, Staffing, day_words, hours};
use access::Role;
use jiff::civil::Date;
use rating::PartialDate;

use crate::form::typed_date;
use crate::page::FieldError;
use crate::words::{Tag, sentence_case};

/// What stands for the services of a post that works for all.
pub(super) const FOR_ALL: &str = "All services";

/// The name of a service, or that it is all of them.
pub(super) fn service(held: &Staffing, id: Option<&str>) -> String {
    let named = id.and_then(|id| held.service(id));
    match (id, named) {
        (None | Some(ALL_SERVICES), _) => FOR_ALL.to_owned(),
        (_, Some(own)) => own.name.clone(),
        // Only an address that somebody made up names a service that is not held.
        (_, None) => "Not known".to_owned(),
    }
}

/// Where a post is: `North, Medway`, `Medway` or `All services`.
pub(super) fn place(held: &Staffing, post: &Post) -> String {
    let service = service(held, post.service.as_deref());
    let team = post.team.as_deref().and_then(|id| held.team(id));
    match team {
        Some(team) => format!("{}, {service}", team.name),
        None => service,
    }
}

/// Hours a week, or that they are not known.
pub(super) fn hours_words(minutes: Option<u32>) -> String {
    minutes.map_or_else(|| "Not known".to_owned(), hours)
}

/// `from 1 June 2026`, `1 June 2026 to 4 June 2026`.
pub(super) fn days(days: Days) -> String {
    let first = day_words(days.first);
    match days.last {
        None => format!("from {first}"),
        Some(last) if last == days.first => format!("on {first}"),
        Some(last) => format!("{first} to {}", day_words(last)),
    }
}

/// A last day as a summary says it.
pub(super) fn last_day(days: Days) -> String {
    days.last.map_or_else(|| "None set".to_owned(), day_words)
}

/// The state of somebody, as a tag.
pub(super) fn in_post(state: InPost) -> Tag {
    match state {
        InPost::Now => Tag::new("In post", "green"),
        InPost::ToCome(first) => Tag::new(&format!("From {}", day_words(first)), "blue"),
        InPost::Left(last) => Tag::new(&format!("Left {}", day_words(last)), "grey"),
        InPost::Never => Tag::new("No post yet", "grey"),
    }
}

/// The state of a post, as a tag.
pub(super) fn post_state(state: PostState) -> Tag {
    match state {
        PostState::Held => Tag::new("Held", "green"),
        PostState::Vacant => Tag::new("Vacant", "yellow"),
        PostState::ToCome => Tag::new("To come", "blue"),
        PostState::Closed => Tag::new("Closed", "grey"),
    }
}

/// Where a holding lies from today, as a tag.
pub(super) fn when(stay: &Stay) -> Tag {
    match stay.when {
        When::ToCome => Tag::new("To come", "blue"),
        When::Now => Tag::new("Now", "green"),
        When::Over => Tag::new("Over", "grey"),
    }
}

/// The words of a filter's value.
pub(super) fn filter(held: &Staffing, name: &str, value: &str) -> String {
    match (name, value) {
        ("service", id) => service(held, Some(id)),
        ("role", code) => {
            Role::of_post(code).map_or_else(|| code.to_owned(), |own| own.title().to_owned())
        }
        (_, "in-post") => "In post".to_owned(),
        (_, "left") => "Left".to_owned(),
        (_, "never") => "No post yet".to_owned(),
        (_, code) => sentence_case(&code.replace('-', " ")),
    }
}

/// A whole day as it was typed, or what is wrong with it; none where nothing was typed. `label` is that
/// of the field.
pub(super) fn typed_day(field: &str, label: &str, typed: &str) -> Result<Option<Date>, FieldError> {
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = |text: &str| FieldError::new(field, format!("{label} {text}"));
    let Some(date) = typed_date(typed) else {
        return Err(wrong("must be a real date, such as 24 9 2026"));
    };
    let PartialDate {
        year,
        month: Some(month),
        day: Some(day),
    } = date
    else {
        return Err(wrong("must include a day, a month and a year"));
    };
    let day = Date::new(year, month, day);
    let day = day.map_err(|_| wrong("must be a real date, such as 24 9 2026"))?;
    Ok(Some(day))
}

/// As [`typed_day`], of a day that must be there.
pub(super) fn needed_day(field: &str, label: &str, typed: &str) -> Result<Date, FieldError> {
    let told = format!("Enter a {}", label.to_lowercase());
    typed_day(field, label, typed)?.ok_or_else(|| FieldError::new(field, told))
}
