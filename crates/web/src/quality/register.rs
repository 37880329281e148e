//! Opened by an analyst or a head of service, before a board meeting or after news of an inspection,
//! who wants to find one service's inspections, or to see how services of a region or a framework
//! came out, and to take that list away as a file.

use askama::Template;
use axum::response::Response;
use quality::inspections::{Listing, Query, Row, Score, Sort, SortBy};
use rating::PartialDate;

use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::limits::ROWS_PER_PAGE;
use crate::list::{self, Asked, Asking, Column, Facet, Kind, List, Pairs, Shown};
use crate::names;
use crate::page::{Crumb, HOME, Page, Section};
use crate::quality::services::service_address;
use crate::visit::Visit;
use crate::words::{self, Tag};

/// The list.
const REGISTER: Kind = Kind {
    path: "/inspections",
    title: "Inspections",
    one: "inspection",
    many: "inspections",
    all: "in the register",
    search: (
        "Search by service",
        "Former names and other spellings are found too",
    ),
    advice: [
        "checking the spelling, or a shorter part of the name",
        "the name of the council or of a neighbouring council, because some services are shared",
    ],
    filters: &[
        ("rating", "Overall rating"),
        ("framework", "Framework"),
        ("region", "Region"),
        ("type", "Type of inspection"),
    ],
};

/// The register's columns as they are sorted by.
pub(crate) const COLUMNS: [Column<SortBy>; 5] = [
    Column::new(SortBy::Service, "service", "Service"),
    Column::new(SortBy::Framework, "framework", "Framework"),
    Column::new(SortBy::Published, "published", "Published").downwards(),
    Column::new(SortBy::Score, "score", "Score")
        .numeric()
        .downwards(),
    Column::new(SortBy::Overall, "overall", "Overall rating").downwards(),
];

/// `GET /inspections`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = quality::inspections::list(&visit.door, &visit.asker, &query).await?;
    visit.html(&Register::new(&query, &listing))
}

/// `GET /inspections.csv`: the same list, every page of it.
pub(crate) async fn csv(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let listing = whole(&visit, &read(&pairs)).await?;
    Ok(download::csv("inspections.csv", table(&listing).csv()))
}

/// `GET /inspections.ods`: the same list in the words of the page.
pub(crate) async fn ods(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = whole(&visit, &query).await?;
    let asked = asked(&query);
    let mut paragraphs = vec![shown(&listing).words(&asked)];
    paragraphs.extend(
        asked
            .chosen(&value_words)
            .into_iter()
            .map(|(words, _)| words),
    );
    let about = About {
        title: "Published inspections of youth justice services".to_owned(),
        paragraphs,
        notes: Vec::new(),
    };
    download::ods("inspections.ods", &about, &[shown_table(&listing)])
}

/// Every page of what is asked for.
async fn whole(visit: &Visit, query: &Query) -> Result<Listing, Problem> {
    let query = Query {
        page: 1,
        per_page: 0,
        ..query.clone()
    };
    Ok(quality::inspections::list(&visit.door, &visit.asker, &query).await?)
}

/// What is asked for in an address. What it does not understand it leaves out, so that an old
/// bookmark still gives a list.
fn read(pairs: &[(String, String)]) -> Query {
    let (by, descending) = list::sort(pairs, &COLUMNS);
    Query {
        search: list::search(pairs),
        frameworks: list::texts(pairs, "framework"),
        overall: list::texts(pairs, "rating"),
        regions: list::texts(pairs, "region"),
        kinds: list::texts(pairs, "type"),
        sort: Sort { by, descending },
        page: list::page(pairs),
        per_page: ROWS_PER_PAGE,
    }
}

/// The query as the list's addresses say it.
fn asked(query: &Query) -> Asked {
    Asked::new(&REGISTER, query.search.as_deref(), query.page)
        .narrowed("rating", &query.overall)
        .narrowed("framework", &query.frameworks)
        .narrowed("region", &query.regions)
        .narrowed("type", &query.kinds)
        .sorted(&COLUMNS, query.sort.by, query.sort.descending)
}

/// The page.
#[derive(Template)]
#[template(path = "quality/register.html")]
struct Register {
    page: Page,
    crumbs: [Crumb; 1],
    list: List,
    rows: Vec<Line>,
}

/// One inspection in the list.
struct Line {
    href: String,
    /// The page of the service, with all its inspections.
    history: String,
    service: String,
    /// Tells links with the same words apart for those who hear them.
    hidden: String,
    region: String,
    framework: String,
    kind: String,
    published: String,
    score: String,
    overall: Tag,
}

impl Register {
    fn new(query: &Query, listing: &Listing) -> Self {
        let asked = asked(query);
        let shown = shown(listing);
        Register {
            page: Page {
                wide: true,
                ..Page::first(&shown.title(&REGISTER), Section::Inspections)
            },
            crumbs: [HOME],
            list: List::new(&asked, shown, facets(listing), &value_words)
                .sorted_by(&asked, &COLUMNS),
            rows: listing.rows.iter().map(line).collect(),
        }
    }
}

fn shown(listing: &Listing) -> Shown {
    Shown {
        lines: listing.rows.len(),
        total: listing.total,
        page: listing.page,
        per_page: listing.per_page,
        held: listing.held,
    }
}

/// The words of a filter's value.
fn value_words(name: &str, value: &str) -> String {
    match name {
        "framework" => names::framework(value),
        "rating" if value == "none" => "No overall rating".to_owned(),
        "rating" => names::overall_label(value),
        "type" => words::sentence_case(value),
        _ => value.to_owned(),
    }
}

/// The values to filter by, the best rating first.
fn facets(listing: &Listing) -> Vec<Facet> {
    let facets = &listing.facets;
    let mut overall = facets.overall.clone();
    overall.sort_by_key(|(code, _)| std::cmp::Reverse(names::overall_level(code)));
    vec![
        ("rating", overall),
        ("framework", facets.frameworks.clone()),
        ("region", facets.regions.clone()),
        ("type", facets.kinds.clone()),
    ]
}

fn line(row: &Row) -> Line {
    let framework = names::framework(&row.framework);
    let published = match row.published {
        Some(date) => words::date(date),
        None => "Not known".to_owned(),
    };
    Line {
        href: inspection_address(&row.id),
        history: service_address(&row.service.id),
        service: row.service.name.clone(),
        hidden: format!("{framework}, published {}", published.to_lowercase()),
        region: row.service.region.clone(),
        kind: kind(row),
        score: match &row.score {
            Some(score) => format!("{} of {}", score.total, score.maximum),
            None => names::no_score(&row.framework).to_owned(),
        },
        overall: match &row.overall {
            Some(code) => names::rating_tag(&row.framework, code),
            None => Tag::words(names::no_overall(&row.framework)),
        },
        framework,
        published,
    }
}

/// The address of an inspection's page.
pub(crate) fn inspection_address(id: &str) -> String {
    format!("/inspections/{}", list::encode(id))
}

/// The type of an inspection, with the number of a re-inspection: `Re-inspection 1` or
/// `Joint inspection, re-inspection 2`.
pub(crate) fn kind(row: &Row) -> String {
    let kind = words::sentence_case(&row.kind);
    match row.reinspection {
        Some(number) => format!("{kind}, re-inspection {number}"),
        None => kind,
    }
}

/// The list as a page shows it, the points as numbers.
fn shown_table(listing: &Listing) -> figures::Table {
    let rows = listing.rows.iter().map(|row| {
        let line = line(row);
        let points = |points: fn(&Score) -> u32| match &row.score {
            Some(score) => points(score).to_string(),
            None => "[x]".to_owned(),
        };
        vec![
            line.service,
            line.region,
            line.framework,
            line.kind,
            line.published,
            points(|score| score.total),
            points(|score| score.maximum),
            line.overall.text,
        ]
    });
    figures::Table {
        caption: "Inspections".to_owned(),
        columns: vec![
            figures::Column::words("Service", "service"),
            figures::Column::words("Region", "region"),
            figures::Column::words("Framework", "framework"),
            figures::Column::words("Type of inspection", "inspection_type"),
            figures::Column::words("Published", "published"),
            figures::Column::numbers("Points", "total_score"),
            figures::Column::numbers("Highest possible points", "max_score"),
            figures::Column::words("Overall rating", "overall_rating"),
        ],
        rows: rows.collect(),
    }
}

/// The list as a file: one inspection a row, codes as the command line knows them.
fn table(listing: &Listing) -> figures::Table {
    let columns = [
        "inspection_id",
        "service",
        "region",
        "framework",
        "inspection_type",
        "reinspection_number",
        "fieldwork_start",
        "fieldwork_end",
        "published",
        "overall_rating",
        "total_score",
        "max_score",
        "score_basis",
    ];
    let rows = listing
        .rows
        .iter()
        .map(|row| {
            let score = row.score.as_ref();
            let date =
                |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
            vec![
                row.id.clone(),
                row.service.name.clone(),
                row.service.region.clone(),
                row.framework.clone(),
                row.kind.clone(),
                row.reinspection.map(|n| n.to_string()).unwrap_or_default(),
                date(row.fieldwork_start),
                date(row.fieldwork_end),
                date(row.published),
                row.overall.clone().unwrap_or_default(),
                score.map(|s| s.total.to_string()).unwrap_or_default(),
                score.map(|s| s.maximum.to_string()).unwrap_or_default(),
                score.map(|s| s.basis.clone()).unwrap_or_default(),
            ]
        })
        .collect();
    figures::Table {
        caption: "Inspections".to_owned(),
        columns: columns
            .into_iter()
            .map(|name| figures::Column::words(name, name))
            .collect(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        text.split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.replace('+', " ")))
            .collect()
    }

    #[test]
    fn an_address_says_what_was_asked_and_nothing_else() {
        for (asked, address_given) in [
            ("", "/inspections"),
            ("q=&rating=", "/inspections"),
            ("sort=service&order=ascending&page=1", "/inspections"),
            ("q=east+sussex", "/inspections?q=east+sussex"),
            (
                "rating=good&rating=outstanding&rating=good&framework=hmip-2021&page=2",
                "/inspections?rating=good&rating=outstanding&framework=hmip-2021&page=2",
            ),
            (
                "sort=score&order=descending",
                "/inspections?sort=score&order=descending",
            ),
            ("sort=nonsense&page=many&colour=blue", "/inspections"),
        ] {
            let query = read(&pairs(asked));
            assert_eq!(super::asked(&query).address(), address_given, "{asked}");
        }
    }
}
