//! Opened by a head of service or a chair of a board before a meeting, who wants to see what is due and
//! who must act, over all inspections or for one service, and to take that list along as a file.

use askama::Template;
use axum::response::Response;
use figures::{Column as Cell, Table};
use quality::recommendations::{Line, Listing, Query, Sort, SortBy, State as Standing};

use super::{address as own_address, part, standard};
use crate::download::{self, About};
use crate::form::typed_date;
use crate::front::problem::Problem;
use crate::limits::ROWS_PER_PAGE;
use crate::list::{self, Asked, Asking, Column, Facet, Kind, List, Pairs, Shown};
use crate::page::{Crumb, Field, FieldError, HOME, Page, Section};
use crate::quality::register::inspection_address;
use crate::visit::Visit;
use crate::words::{self, Tag};

/// The list.
const RECOMMENDATIONS: Kind = Kind {
    path: "/recommendations",
    title: "Recommendations",
    one: "recommendation",
    many: "recommendations",
    all: "that are held",
    search: (
        "Search the recommendations",
        "Words of the text, who must act, or a service",
    ),
    advice: [
        "fewer or shorter words",
        "a later day, because a recommendation without a due date is due by no day",
    ],
    filters: &[
        ("due", "Due on or before"),
        ("addressed-to", "Who must act"),
        ("state", "State"),
        ("service", "Service"),
    ],
};

/// The columns as they are sorted by.
pub(crate) const COLUMNS: [Column<SortBy>; 3] = [
    Column::new(SortBy::Service, "service", "Service"),
    Column::new(SortBy::AddressedTo, "addressed-to", "Who must act"),
    Column::new(SortBy::Due, "due", "Due date"),
];

/// `GET /recommendations`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = quality::recommendations::list(&visit.door, &visit.asker, &query).await?;
    let due = list::typed(&pairs, "due").unwrap_or_default();
    visit.html(&Recommendations::new(&query, &due, &listing))
}

/// `GET /recommendations.csv`: the same list, every page of it.
pub(crate) async fn csv(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let listing = whole(&visit, &read(&pairs)).await?;
    Ok(download::csv("recommendations.csv", table(&listing).csv()))
}

/// `GET /recommendations.ods`
pub(crate) async fn ods(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = whole(&visit, &query).await?;
    let about = About {
        title: "Recommendations of inspections".to_owned(),
        paragraphs: vec![
            "Recommendations as they were written down here, in this service’s own words; the inspection’s report has the inspectorate’s.".to_owned(),
            asked(&query).chosen_words(&|name, value| value_words(&listing, name, value)),
        ],
        notes: Vec::new(),
    };
    download::ods("recommendations.ods", &about, &[table(&listing)])
}

/// Every page of what is asked for.
async fn whole(visit: &Visit, query: &Query) -> Result<Listing, Problem> {
    let query = Query {
        page: 1,
        per_page: 0,
        ..query.clone()
    };
    Ok(quality::recommendations::list(&visit.door, &visit.asker, &query).await?)
}

/// What is asked for in an address. What it does not understand it leaves out, so that an old
/// bookmark still gives a list; only a day that is none is told, because somebody has just typed it.
fn read(pairs: &[(String, String)]) -> Query {
    let states = list::values(pairs, "state");
    let (by, descending) = list::sort(pairs, &COLUMNS);
    Query {
        search: list::search(pairs),
        services: list::texts(pairs, "service"),
        addressed_to: list::texts(pairs, "addressed-to"),
        states: Standing::ALL
            .into_iter()
            .filter(|state| states.contains(&state.code()))
            .collect(),
        due_by: list::typed(pairs, "due").and_then(|due| typed_date(&due)),
        sort: Sort { by, descending },
        page: list::page(pairs),
        per_page: ROWS_PER_PAGE,
    }
}

/// The query as the list's addresses say it.
fn asked(query: &Query) -> Asked {
    Asked::new(&RECOMMENDATIONS, query.search.as_deref(), query.page)
        .narrowed("due", query.due_by.map(words::date))
        .narrowed("addressed-to", &query.addressed_to)
        .narrowed("state", query.states.iter().map(|state| state.code()))
        .narrowed("service", &query.services)
        .sorted(&COLUMNS, query.sort.by, query.sort.descending)
}

/// What is wrong with the day that was typed.
fn mistake(query: &Query, due: &str) -> Option<FieldError> {
    let wrong = query.due_by.is_none() && !due.is_empty();
    wrong.then(|| FieldError {
        field: "due".to_owned(),
        text: "The day must be a real date, such as 24 9 2026, or a part of one, such as 9 2026"
            .to_owned(),
    })
}

/// The page.
#[derive(Template)]
#[template(path = "quality/recommendations.html")]
struct Recommendations {
    page: Page,
    crumbs: [Crumb; 2],
    errors: Vec<FieldError>,
    due: Field,
    list: List,
    rows: Vec<Row>,
}

/// One recommendation in the list.
struct Row {
    href: String,
    service: String,
    number: u32,
    inspection: String,
    addressed_to: String,
    words: String,
    standard: Option<String>,
    due: String,
    state: Tag,
}

impl Recommendations {
    fn new(query: &Query, due: &str, listing: &Listing) -> Self {
        let asked = asked(query);
        let shown = Shown {
            lines: listing.lines.len(),
            total: listing.total,
            page: listing.page,
            per_page: listing.per_page,
            held: listing.held,
        };
        let words = |name: &str, value: &str| value_words(listing, name, value);
        let errors: Vec<FieldError> = mistake(query, due).into_iter().collect();
        Recommendations {
            page: Page {
                wide: true,
                ..Page::form(
                    &shown.title(&RECOMMENDATIONS),
                    Section::Inspections,
                    &errors,
                )
            },
            crumbs: [
                HOME,
                Crumb {
                    href: "/inspections",
                    text: "Inspections",
                },
            ],
            due: Field::new(
                "due",
                "Due on or before",
                "For example 24 9 2026, or 9 2026",
            )
            .filled(due, &errors),
            errors,
            list: List::new(&asked, shown, facets(listing), &words).sorted_by(&asked, &COLUMNS),
            rows: listing.lines.iter().map(row).collect(),
        }
    }
}

/// The values to filter by.
fn facets(listing: &Listing) -> Vec<Facet> {
    let facets = &listing.facets;
    let services = facets.services.iter();
    let states = facets.states.iter();
    vec![
        ("addressed-to", facets.addressed_to.clone()),
        (
            "state",
            states
                .map(|(state, count)| (state.code().to_owned(), *count))
                .collect(),
        ),
        (
            "service",
            services
                .map(|(service, count)| (service.id.clone(), *count))
                .collect(),
        ),
    ]
}

/// The words of a filter's value; a service is held by its id.
fn value_words(listing: &Listing, name: &str, value: &str) -> String {
    match name {
        "state" => words::sentence_case(value),
        "service" => {
            let mut services = listing.facets.services.iter();
            let held = services.find(|(service, _)| service.id == value);
            held.map_or_else(|| value.to_owned(), |(service, _)| service.name.clone())
        }
        _ => value.to_owned(),
    }
}

fn row(line: &Line) -> Row {
    let own = &line.recommendation;
    let inspection = &line.inspection;
    let framework = rules::framework(&inspection.framework);
    Row {
        href: if own.stands() {
            own_address(&inspection.id, own.number)
        } else {
            format!(
                "{}#{}",
                inspection_address(&inspection.id),
                part(own.number)
            )
        },
        service: inspection.service.name.clone(),
        number: own.number,
        inspection: match inspection.published {
            Some(date) => format!("Inspection published {}", words::date(date)),
            None => "Inspection, date not known".to_owned(),
        },
        addressed_to: own.addressed_to.clone(),
        words: own.words.clone(),
        standard: own.standard.as_deref().map(|id| standard(framework, id)),
        due: own.due.map_or_else(|| "No date".to_owned(), words::date),
        state: if own.stands() {
            Tag::new("Standing", "blue")
        } else {
            Tag::new("Withdrawn", "grey")
        },
    }
}

/// The list as a file: one recommendation a row.
fn table(listing: &Listing) -> Table {
    let columns = [
        "recommendation_id",
        "service",
        "inspection_id",
        "number",
        "addressed_to",
        "recommendation",
        "standard",
        "due",
        "state",
        "withdrawn_because",
    ];
    let rows = listing.lines.iter().map(|line| {
        let own = &line.recommendation;
        // What was left open is absent; a reason for what stands does not apply.
        let given = |value: Option<String>| value.unwrap_or_else(|| "[x]".to_owned());
        vec![
            own.id.clone(),
            line.inspection.service.name.clone(),
            line.inspection.id.clone(),
            own.number.to_string(),
            own.addressed_to.clone(),
            own.words.clone(),
            given(own.standard.clone()),
            given(own.due.map(|due| due.to_string())),
            Standing::of(own).code().to_owned(),
            own.withdrawn.clone().unwrap_or_else(|| "[z]".to_owned()),
        ]
    });
    Table {
        caption: "Recommendations".to_owned(),
        columns: columns
            .into_iter()
            .map(|name| match name {
                "number" => Cell::numbers(name, name),
                _ => Cell::words(name, name),
            })
            .collect(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_asked_and_nothing_else() {
        let pairs = |text: &str| -> Vec<(String, String)> {
            text.split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.replace('+', " ")))
                .collect()
        };
        for (asked_for, given) in [
            ("", "/recommendations"),
            (
                "q=&due=&sort=due&order=ascending&page=1",
                "/recommendations",
            ),
            (
                "due=4/7/2020&state=standing&state=lost",
                "/recommendations?due=4+July+2020&state=standing",
            ),
            (
                "service=medway&addressed-to=The+board&sort=service&page=2",
                "/recommendations?addressed-to=The+board&service=medway&sort=service&page=2",
            ),
            ("due=soon&sort=colour", "/recommendations"),
        ] {
            let query = read(&pairs(asked_for));
            assert_eq!(asked(&query).address(), given, "{asked_for}");
        }
    }
}
