//! All recommendations as a list: searched, narrowed, sorted, a page at a time; and one of them.
//!
//! A full register has a few thousand of them, so one statement reads them all and the rest is done
//! here: a search then finds the same on both databases, whatever its capitals and accents.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use published::spelling_key;
use vault::schema::register::{inspection, recommendation, service};
use vault::{Conn, Deed, Door, Look, on_both};

use super::limits::SEARCH_WORDS;
use super::store::RecommendationRow;
use super::types::{Facets, Line, Listing, Query, SortBy, State};
use crate::inspections::{InspectionRow, ServiceRow, row};

/// Lists the recommendations of all inspections.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn list(door: &Door, asker: &Asker, query: &Query) -> Result<Listing, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsList,
        purpose: "recommendations looked through",
    };
    let held = door
        .consult(asker, deed, async |look: &mut Look<'_>| {
            held(look.conn(), None).await
        })
        .await?;
    Ok(listing(held, query))
}

/// One recommendation by its id, with its inspection; none when it is not held.
///
/// # Errors
/// As [`list`].
pub async fn show(door: &Door, asker: &Asker, id: &str) -> Result<Option<Line>, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsShow,
        purpose: "recommendation read",
    };
    let id = id.to_owned();
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let found = held(look.conn(), Some(&id)).await?.pop();
        if found.is_some() {
            look.about("recommendation", &id);
        }
        Ok(found.map(|held| held.line))
    })
    .await
}

/// A recommendation with what a search looks in.
struct Held {
    line: Line,
    text: String,
}

type Rows = Vec<(RecommendationRow, InspectionRow, ServiceRow)>;

/// Every recommendation, or the one with this id.
async fn held(conn: &mut Conn, id: Option<&str>) -> Result<Vec<Held>, vault::Error> {
    let rows: Rows = on_both!(conn, |c| {
        let mut found = recommendation::table
            .inner_join(inspection::table.inner_join(service::table))
            .select((
                RecommendationRow::as_select(),
                InspectionRow::as_select(),
                ServiceRow::as_select(),
            ))
            .order((recommendation::inspection_id, recommendation::number))
            .into_boxed();
        if let Some(id) = id {
            found = found.filter(recommendation::id.eq(id));
        }
        found.load(c).await
    })?;
    let held = rows.into_iter().map(|(own, inspection, service)| {
        let text = format!(
            "{} {} {} {}",
            own.addressed_to.to_lowercase(),
            own.words.to_lowercase(),
            service.search_text,
            own.inspection_id
        );
        Held {
            line: Line {
                recommendation: own.into_recommendation(),
                inspection: row(inspection, service),
            },
            text,
        }
    });
    Ok(held.collect())
}

/// What the list shows of what is held.
fn listing(held: Vec<Held>, query: &Query) -> Listing {
    let facets = facets(&held);
    let number = held.len() as u64;
    let words = words(query);
    let mut lines: Vec<Line> = held
        .into_iter()
        .filter(|held| matches(held, query, &words))
        .map(|held| held.line)
        .collect();
    lines.sort_by(|one, other| order(one, other, query));
    let total = lines.len() as u64;
    let (page, lines) = page(lines, query);
    Listing {
        lines,
        total,
        page,
        per_page: query.per_page,
        held: number,
        facets,
    }
}

/// The words looked for: each as it was typed, and without its accents.
fn words(query: &Query) -> Vec<[String; 2]> {
    let search = query.search.as_deref().unwrap_or_default();
    let words = search.split_whitespace().take(SEARCH_WORDS);
    words
        .map(|word| {
            let word = word.to_lowercase();
            let key = spelling_key(&word);
            // A filler such as "council" has no key, and must still be found as it was typed.
            let plain = if key.is_empty() { word.clone() } else { key };
            [word, plain]
        })
        .collect()
}

fn matches(held: &Held, query: &Query, words: &[[String; 2]]) -> bool {
    let line = &held.line;
    let own = &line.recommendation;
    let among = |values: &[String], value: &String| values.is_empty() || values.contains(value);
    let in_time = |by: rating::PartialDate| own.due.is_some_and(|due| due.last() <= by.last());
    words
        .iter()
        .all(|either| either.iter().any(|word| held.text.contains(word)))
        && among(&query.services, &line.inspection.service.id)
        && among(&query.addressed_to, &own.addressed_to)
        && (query.states.is_empty() || query.states.contains(&State::of(own)))
        && query.due_by.is_none_or(in_time)
}

/// Unknown values stand last in either direction; inspection and number break ties.
fn order(one: &Line, other: &Line, query: &Query) -> Ordering {
    let turned = |ordering: Ordering| {
        if query.sort.descending {
            ordering.reverse()
        } else {
            ordering
        }
    };
    let (own, theirs) = (&one.recommendation, &other.recommendation);
    let by = match query.sort.by {
        SortBy::Due => own
            .due
            .is_none()
            .cmp(&theirs.due.is_none())
            .then(turned(own.due.cmp(&theirs.due))),
        SortBy::Service => turned(
            one.inspection
                .service
                .name
                .cmp(&other.inspection.service.name),
        ),
        SortBy::AddressedTo => turned(own.addressed_to.cmp(&theirs.addressed_to)),
    };
    by.then_with(|| one.inspection.id.cmp(&other.inspection.id))
        .then_with(|| own.number.cmp(&theirs.number))
}

/// The page asked for, if it is there, otherwise the first; with its lines.
fn page(lines: Vec<Line>, query: &Query) -> (u32, Vec<Line>) {
    let size = query.per_page as usize;
    if size == 0 {
        return (1, lines);
    }
    let asked = query.page.max(1);
    let first = (asked as usize - 1).saturating_mul(size);
    let (page, skipped) = if first < lines.len() {
        (asked, first)
    } else {
        (1, 0)
    };
    (page, lines.into_iter().skip(skipped).take(size).collect())
}

/// The values that can be filtered by, with their numbers, whatever is asked for.
fn facets(held: &[Held]) -> Facets {
    let mut services = BTreeMap::new();
    let mut addressed_to = BTreeMap::new();
    let mut states = BTreeMap::new();
    for Held { line, .. } in held {
        let service = &line.inspection.service;
        let own = &line.recommendation;
        let key = (service.name.clone(), service.id.clone());
        services.entry(key).or_insert((service.clone(), 0)).1 += 1;
        *addressed_to.entry(own.addressed_to.clone()).or_insert(0) += 1;
        *states.entry(State::of(own)).or_insert(0) += 1;
    }
    Facets {
        services: services.into_values().collect(),
        addressed_to: addressed_to.into_iter().collect(),
        states: states.into_iter().collect(),
    }
}
