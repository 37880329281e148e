//! Opened by a head of service or an analyst who wants one service and knows its name, perhaps an old
//! one, or who wants to see which services of a region have been inspected, how often and when last.

use askama::Template;
use axum::response::Response;
use figures::{Column, Table};
use quality::services::{Line, Listing, Query};

use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::limits::ROWS_PER_PAGE;
use crate::list::{self, Asked, Asking, Kind, List, Pairs, Shown};
use crate::names;
use crate::page::{Crumb, HOME, Page, Section};
use crate::quality::register::inspection_address;
use crate::visit::Visit;
use crate::words::{self, Tag};

/// The list.
const SERVICES: Kind = Kind {
    path: "/services",
    title: "Services",
    one: "service",
    many: "services",
    all: "that are held",
    search: (
        "Search by service",
        "Former names and other spellings are found too",
    ),
    advice: [
        "checking the spelling, or a shorter part of the name",
        "the name of a neighbouring council, because some services are shared",
    ],
    filters: &[("region", "Region")],
};

/// `GET /services`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = quality::services::list(&visit.door, &visit.asker, &query).await?;
    visit.html(&Services::new(&query, &listing))
}

/// `GET /services.csv`: the same list, every page of it.
pub(crate) async fn csv(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let listing = whole(&visit, &read(&pairs)).await?;
    Ok(download::csv("services.csv", table(&listing).csv()))
}

/// `GET /services.ods`
pub(crate) async fn ods(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = whole(&visit, &query).await?;
    let about = About {
        title: "Youth justice services".to_owned(),
        paragraphs: vec![
            "Youth justice services of England and Wales, present and past, with their inspections as far as they are held.".to_owned(),
            asked(&query).chosen_words(&value_words),
        ],
        notes: Vec::new(),
    };
    download::ods("services.ods", &about, &[table(&listing)])
}

/// Every page of what is asked for.
async fn whole(visit: &Visit, query: &Query) -> Result<Listing, Problem> {
    let query = Query {
        page: 1,
        per_page: 0,
        ..query.clone()
    };
    Ok(quality::services::list(&visit.door, &visit.asker, &query).await?)
}

/// What is asked for in an address. What it does not understand it leaves out, so that an old
/// bookmark still gives a list.
fn read(pairs: &[(String, String)]) -> Query {
    Query {
        search: list::search(pairs),
        regions: list::texts(pairs, "region"),
        page: list::page(pairs),
        per_page: ROWS_PER_PAGE,
    }
}

/// The query as the list's addresses say it.
fn asked(query: &Query) -> Asked {
    Asked::new(&SERVICES, query.search.as_deref(), query.page).narrowed("region", &query.regions)
}

/// A region is its own name.
fn value_words(_: &str, value: &str) -> String {
    value.to_owned()
}

/// The page.
#[derive(Template)]
#[template(path = "quality/services.html")]
struct Services {
    page: Page,
    crumbs: [Crumb; 1],
    list: List,
    rows: Vec<Row>,
}

/// One service in the list.
struct Row {
    href: String,
    service: String,
    /// What stands below the name: an end, and the spelling that a search found.
    remarks: Vec<String>,
    region: String,
    inspections: String,
    latest: Option<Latest>,
}

/// The latest inspection of a service.
struct Latest {
    href: String,
    framework: String,
    published: String,
    overall: Tag,
}

impl Services {
    fn new(query: &Query, listing: &Listing) -> Self {
        let shown = Shown {
            lines: listing.lines.len(),
            total: listing.total,
            page: listing.page,
            per_page: listing.per_page,
            held: listing.held,
        };
        let facets = vec![("region", listing.regions.clone())];
        Services {
            page: Page {
                wide: true,
                ..Page::first(&shown.title(&SERVICES), Section::Services)
            },
            crumbs: [HOME],
            list: List::new(&asked(query), shown, facets, &value_words),
            rows: listing.lines.iter().map(row).collect(),
        }
    }
}

fn row(line: &Line) -> Row {
    let mut remarks = Vec::new();
    if let Some(until) = line.until {
        remarks.push(format!("Ended in {}", words::date(until)));
    }
    if let Some(spelling) = &line.found_by {
        remarks.push(format!("Found as {spelling}"));
    }
    Row {
        href: service_address(&line.service.id),
        service: line.service.name.clone(),
        remarks,
        region: line.service.region.clone(),
        inspections: line.inspections.to_string(),
        latest: line.latest.as_ref().map(|latest| Latest {
            href: inspection_address(&latest.id),
            framework: names::framework(&latest.framework),
            published: when(latest),
            overall: match &latest.overall {
                Some(code) => names::rating_tag(&latest.framework, code),
                None => Tag::words(names::no_overall(&latest.framework)),
            },
        }),
    }
}

/// The address of a service's page.
pub(crate) fn service_address(id: &str) -> String {
    format!("/services/{}", list::encode(id))
}

/// When an inspection was published, or when its fieldwork was where only that is known: `4 June 2020`,
/// `fieldwork July 2011`.
pub(crate) fn when(row: &quality::inspections::Row) -> String {
    match (
        row.published,
        words::dates(row.fieldwork_start, row.fieldwork_end),
    ) {
        (Some(date), _) => words::date(date),
        (None, Some(dates)) => format!("fieldwork {dates}"),
        (None, None) => "date not known".to_owned(),
    }
}

/// The list as a table: one service a row.
fn table(listing: &Listing) -> Table {
    let rows = listing.lines.iter().map(|line| {
        let latest = line.latest.as_ref();
        // What there is no latest inspection for does not apply; what is not known of it is absent.
        let of_latest = |value: Option<String>| match (latest, value) {
            (None, _) => "[z]".to_owned(),
            (Some(_), None) => "[x]".to_owned(),
            (Some(_), Some(value)) => value,
        };
        vec![
            line.service.id.clone(),
            line.service.name.clone(),
            line.service.region.clone(),
            line.until
                .map_or_else(|| "[z]".to_owned(), |date| date.to_string()),
            line.inspections.to_string(),
            of_latest(latest.map(|row| row.id.clone())),
            of_latest(latest.map(|row| row.framework.clone())),
            of_latest(
                latest
                    .and_then(|row| row.published)
                    .map(|date| date.to_string()),
            ),
            of_latest(latest.and_then(|row| row.overall.clone())),
        ]
    });
    Table {
        caption: "Youth justice services and their latest inspections".to_owned(),
        columns: vec![
            Column::words("Service id", "service_id"),
            Column::words("Service", "service"),
            Column::words("Region", "region"),
            Column::words("Ended", "ended"),
            Column::numbers("Inspections held", "inspections"),
            Column::words("Latest inspection", "latest_inspection_id"),
            Column::words("Its framework", "framework"),
            Column::words("Its publication", "published"),
            Column::words("Its overall rating", "overall_rating"),
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_asked_and_nothing_else() {
        for (pairs, given) in [
            (&[][..], "/services"),
            (&[("q", " "), ("region", "")], "/services"),
            (
                &[("q", "east sussex"), ("page", "1")],
                "/services?q=east+sussex",
            ),
            (
                &[("region", "Wales"), ("region", "Wales"), ("page", "2")],
                "/services?region=Wales&page=2",
            ),
            (&[("page", "many"), ("colour", "blue")], "/services"),
        ] {
            let pairs: Vec<(String, String)> = pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            assert_eq!(asked(&read(&pairs)).address(), given);
        }
    }
}
