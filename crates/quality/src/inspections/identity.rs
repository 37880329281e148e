//! Which inspection a row is about: by the id that it gives itself, else by service, framework and
//! date.

use std::collections::BTreeMap;

use rating::PartialDate;

use super::held::Held;
use super::limits::{ID_BYTES, SAME_INSPECTION_DAYS};
use super::reading::row::{Place, RowRead};
use super::report::Cell;
use super::services::{Known, Services};

/// The inspection that a row is about.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its id.
    pub(crate) id: String,
    /// Whether the register does not hold it yet.
    pub(crate) is_new: bool,
    /// The id that the row gives itself, where it cannot be used.
    pub(crate) refused: Option<Cell>,
}

/// Finds the inspection or makes its id.
pub(crate) fn find(
    held: &BTreeMap<String, Held>,
    services: &Services,
    service: &Known,
    row: &RowRead,
) -> Found {
    let given = row.given_id.as_ref();
    if let Some(place) = given.filter(|place| is_sound(&place.text, services, service, row)) {
        let known = held.get(&place.text);
        let taken = known.is_some_and(|held| {
            held.row.service_id != service.id || held.row.framework != row.framework
        });
        if !taken {
            return Found {
                id: place.text.clone(),
                is_new: known.is_none(),
                refused: None,
            };
        }
    }
    let known = held_as(held, service, row);
    let id = known.clone().unwrap_or_else(|| free_id(held, service, row));
    Found {
        refused: given.map(|place| refused_id(row, place, &id)),
        is_new: known.is_none(),
        id,
    }
}

/// Framework, service and year, as they make an id: `hmip-2018-medway-2020`. The service may be
/// spelt as any of its names; a number from 2 follows where a year has several inspections.
fn is_sound(given: &str, services: &Services, service: &Known, row: &RowRead) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if given.len() > ID_BYTES || given.contains("--") || !given.bytes().all(plain) {
        return false;
    }
    let after_framework = given.strip_prefix(row.framework);
    let Some(rest) = after_framework.and_then(|rest| rest.strip_prefix('-')) else {
        return false;
    };
    let year = year(row);
    let numbered = (2..=9).map(|number| format!("-{year}-{number}"));
    let mut ends = std::iter::once(format!("-{year}")).chain(numbered);
    let Some(name) = ends.find_map(|end| rest.strip_suffix(end.as_str())) else {
        return false;
    };
    let named = services.named(&name.replace('-', " "));
    name == service.id || named.is_some_and(|named| named.id == service.id)
}

fn year(row: &RowRead) -> String {
    row.identity_date()
        .map_or_else(|| "undated".to_owned(), |date| date.year.to_string())
}

fn free_id(held: &BTreeMap<String, Held>, service: &Known, row: &RowRead) -> String {
    let first = format!("{}-{}-{}", row.framework, service.id, year(row));
    let mut numbered = (2_u32..).map(|number| format!("{first}-{number}"));
    if held.contains_key(&first) {
        numbered.find(|id| !held.contains_key(id)).unwrap_or(first)
    } else {
        first
    }
}

fn refused_id(row: &RowRead, place: &Place, id: &str) -> Cell {
    Cell::new(
        row.line,
        &place.column,
        &place.text,
        format!("An id is made of framework, service and year; the row was taken as {id}."),
        format!("Write {id}, or leave the cell empty."),
    )
}

/// The inspection of the service that the row is about, by the first of these that finds one:
/// a source of the row has said this date of it before, so a file finds its own inspections again;
/// it was published on the same day, whatever the framework; the framework is the same and the
/// dates agree as far as both are precise; the framework is the same and the publications lie
/// within two months; the framework is the same and neither has a date.
fn held_as(held: &BTreeMap<String, Held>, service: &Known, row: &RowRead) -> Option<String> {
    let own = || held.values().filter(|own| own.row.service_id == service.id);
    let alike = || own().filter(|own| own.row.framework == row.framework);
    let found = own()
        .find(|own| said_before(own, row))
        .or_else(|| alike().find(|own| same_day(own, row)))
        .or_else(|| own().find(|own| same_day(own, row)))
        .or_else(|| alike().find(|own| agrees(own, row)))
        .or_else(|| nearest(alike(), row))
        .or_else(|| alike().find(|own| neither_dated(own, row)));
    found.map(|own| own.row.id.clone())
}

/// The field whose date tells the row's inspection from others.
fn telling(row: &RowRead) -> &'static str {
    match row.date("published") {
        Some(_) => "published",
        None => "fieldwork_start",
    }
}

fn said_before(own: &Held, row: &RowRead) -> bool {
    let said = |field: &str, value: &str| {
        own.claims.iter().any(|claim| {
            claim.field == field && claim.value == value && row.sources.contains(&claim.source)
        })
    };
    let framework = own.row.framework == row.framework || said("framework", row.framework);
    let field = telling(row);
    framework && row.value(field).is_some_and(|value| said(field, value))
}

fn same_day(own: &Held, row: &RowRead) -> bool {
    let day = row.date("published").filter(|date| date.day.is_some());
    day.is_some() && known(own, "published") == day
}

/// Dates of publication agree, or dates of fieldwork where a publication is not known to both.
fn agrees(own: &Held, row: &RowRead) -> bool {
    let both = |field| known(own, field).zip(row.date(field));
    let pair = both("published").or_else(|| both("fieldwork_start"));
    pair.is_some_and(|(own, row)| own.agrees_with(row))
}

fn neither_dated(own: &Held, row: &RowRead) -> bool {
    row.identity_date().is_none()
        && own.row.published.is_none()
        && own.row.fieldwork_start.is_none()
}

/// The most precise date that any source gives; the first of several.
fn known(own: &Held, field: &str) -> Option<PartialDate> {
    let claims = own.claims.iter().filter(|claim| claim.field == field);
    let dates = claims.filter_map(|claim| claim.value.parse::<PartialDate>().ok());
    dates.min_by_key(|date| (date.day.is_none(), date.month.is_none()))
}

fn nearest<'a>(alike: impl Iterator<Item = &'a Held>, row: &RowRead) -> Option<&'a Held> {
    let published = row.date("published")?;
    let apart = alike.filter_map(|own| {
        let days = days_apart(known(own, "published")?, published)?;
        (days <= SAME_INSPECTION_DAYS).then_some((days, own))
    });
    let nearest = apart.min_by_key(|(days, own)| (*days, own.row.id.clone()));
    nearest.map(|(_, own)| own)
}

/// Days between two dates at the most, as precise as they are known: a year alone is near nothing.
fn days_apart(one: PartialDate, other: PartialDate) -> Option<i32> {
    let first = one.first().min(other.first());
    let last = one.last().max(other.last());
    first.until(last).ok().map(|span| span.get_days())
}
