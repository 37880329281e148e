//! Which inspection a row is about: by the id that it gives itself, else by service, framework and
//! date.

use std::collections::BTreeMap;

use rating::PartialDate;

use super::held::Held;
use super::limits::{ID_BYTES, SAME_INSPECTION_DAYS};
use super::reading::row::{Place, RowRead};
use super::report::Cell;
use super::services::{Known, Services};
use super::store::InspectionRow;

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

/// The inspection of the service that the row's dates belong to: the one published on the same
/// day; else one of the same framework with a date that agrees as far as both are precise; else
/// the nearest of the same framework within two months; else, where neither has a date, the one
/// without.
fn held_as(held: &BTreeMap<String, Held>, service: &Known, row: &RowRead) -> Option<String> {
    let own = || {
        held.values()
            .map(|held| &held.row)
            .filter(|own| own.service_id == service.id)
    };
    let alike = || own().filter(|own| own.framework == row.framework);
    let published = row.date("published");
    let same_day = published
        .filter(|date| date.day.is_some())
        .and_then(|date| {
            let mut found: Vec<_> = own()
                .filter(|own| known(&own.published) == Some(date))
                .collect();
            found.sort_by_key(|own| own.framework != row.framework);
            found.first().map(|own| own.id.clone())
        });
    same_day
        .or_else(|| {
            alike()
                .find(|own| agrees(own, row))
                .map(|own| own.id.clone())
        })
        .or_else(|| nearest(alike(), published?))
        .or_else(|| {
            let undated =
                |own: &&InspectionRow| own.published.is_none() && own.fieldwork_start.is_none();
            let none = row.identity_date().is_none();
            none.then(|| alike().find(undated).map(|own| own.id.clone()))
                .flatten()
        })
}

fn known(text: &Option<String>) -> Option<PartialDate> {
    text.as_deref()?.parse().ok()
}

/// Dates of publication that agree, or dates of fieldwork where a publication is not known to both.
fn agrees(own: &InspectionRow, row: &RowRead) -> bool {
    let pair = known(&own.published)
        .zip(row.date("published"))
        .or_else(|| known(&own.fieldwork_start).zip(row.date("fieldwork_start")));
    pair.is_some_and(|(own, row)| own.agrees_with(row))
}

fn nearest<'a>(
    alike: impl Iterator<Item = &'a InspectionRow>,
    published: PartialDate,
) -> Option<String> {
    let apart = alike.filter_map(|own| Some((days_apart(known(&own.published)?, published)?, own)));
    apart
        .filter(|(days, _)| *days <= SAME_INSPECTION_DAYS)
        .min_by_key(|(days, own)| (*days, own.id.clone()))
        .map(|(_, own)| own.id.clone())
}

/// Days between two dates at the most, as precise as they are known: a year alone is near nothing.
fn days_apart(one: PartialDate, other: PartialDate) -> Option<i32> {
    let first = one.first().min(other.first());
    let last = one.last().max(other.last());
    first.until(last).ok().map(|span| span.get_days())
}
