//! Opened by a head of service or a chair of a board before a meeting, who wants to see what is due and
//! who must act, over all inspections or for one service, and to take that list along as a file.

use askama::Template;
use axum::extract::{Query as Pairs, State};
use axum::response::Response;
use figures::{Column, Table};
use quality::recommendations::{Line, Listing, Query, Sort, SortBy, State as Standing};

use super::{address as own_address, part, standard};
use crate::Site;
use crate::download::{self, About};
use crate::form::typed_date;
use crate::front::problem::{Problem, html};
use crate::limits::{ROWS_PER_PAGE, SEARCH_CHARS};
use crate::list::{self, Pages, Shown, encode};
use crate::page::{Choice, Crumb, Field, FieldError, HOME, Page, Section};
use crate::words::{self, Tag};

/// The columns as they are sorted by: order, name in an address, heading.
const COLUMNS: [(SortBy, &str, &str); 3] = [
    (SortBy::Service, "service", "Service"),
    (SortBy::AddressedTo, "addressed-to", "Who must act"),
    (SortBy::Due, "due", "Due date"),
];

/// `GET /recommendations`
pub(crate) async fn show(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let asked = Asked::read(&pairs);
    let listing = quality::recommendations::list(&site.door, &site.asker, &asked.query).await?;
    html(&Recommendations::new(&asked, &listing))
}

/// `GET /recommendations.csv`: the same list, every page of it.
pub(crate) async fn csv(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (_, listing) = whole(&site, &pairs).await?;
    Ok(download::csv("recommendations.csv", table(&listing).csv()))
}

/// `GET /recommendations.ods`
pub(crate) async fn ods(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (query, listing) = whole(&site, &pairs).await?;
    let chosen = chosen(&query, &listing).into_iter().map(|(words, _)| words);
    let chosen: Vec<String> = chosen.collect();
    let about = About {
        title: "Recommendations of inspections".to_owned(),
        paragraphs: vec![
            "Recommendations as they were written down here, in this service’s own words; the inspection’s report has the inspectorate’s.".to_owned(),
            if chosen.is_empty() {
                "All recommendations are listed.".to_owned()
            } else {
                format!("Chosen: {}.", chosen.join("; "))
            },
        ],
        notes: Vec::new(),
    };
    download::ods("recommendations.ods", &about, &[table(&listing)])
}

async fn whole(site: &Site, pairs: &[(String, String)]) -> Result<(Query, Listing), Problem> {
    let query = Query {
        page: 1,
        per_page: 0,
        ..Asked::read(pairs).query
    };
    let listing = quality::recommendations::list(&site.door, &site.asker, &query).await?;
    Ok((query, listing))
}

/// What an address asks for.
struct Asked {
    query: Query,
    /// The day as it was typed.
    due: String,
}

impl Asked {
    /// What it does not understand it leaves out, so that an old bookmark still gives a list; only a
    /// day that is none is told, because somebody has just typed it.
    fn read(pairs: &[(String, String)]) -> Self {
        let all = |name: &str| -> Vec<String> {
            let mut values: Vec<String> = Vec::new();
            for (key, value) in pairs {
                if key == name && !value.is_empty() && !values.contains(value) {
                    values.push(value.clone());
                }
            }
            values
        };
        let one = |name: &str| all(name).into_iter().next();
        let cut = |text: String| text.trim().chars().take(SEARCH_CHARS).collect::<String>();
        let due = one("due").map(cut).unwrap_or_default();
        let by = one("sort").and_then(|name| {
            let column = COLUMNS.iter().find(|column| column.1 == name)?;
            Some(column.0)
        });
        let states = all("state");
        let query = Query {
            search: one("q").map(cut).filter(|words| !words.is_empty()),
            services: all("service"),
            addressed_to: all("addressed-to"),
            states: Standing::ALL
                .into_iter()
                .filter(|state| states.iter().any(|code| code == state.code()))
                .collect(),
            due_by: typed_date(&due),
            sort: Sort {
                by: by.unwrap_or_default(),
                descending: one("order").as_deref() == Some("descending"),
            },
            page: one("page").and_then(|page| page.parse().ok()).unwrap_or(1),
            per_page: ROWS_PER_PAGE,
        };
        Asked { query, due }
    }

    /// What is wrong with the day that was typed.
    fn error(&self) -> Option<FieldError> {
        let wrong = self.query.due_by.is_none() && !self.due.is_empty();
        wrong.then(|| FieldError {
            field: "due".to_owned(),
            text:
                "The day must be a real date, such as 24 9 2026, or a part of one, such as 9 2026"
                    .to_owned(),
        })
    }
}

/// The address at `path` that asks for `query`; what is the default is not said.
fn address(path: &str, query: &Query) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if let Some(search) = &query.search {
        pairs.push(("q", search.clone()));
    }
    pairs.extend(query.services.iter().map(|id| ("service", id.clone())));
    let addressed_to = query.addressed_to.iter();
    pairs.extend(addressed_to.map(|who| ("addressed-to", who.clone())));
    let states = query.states.iter();
    pairs.extend(states.map(|state| ("state", state.code().to_owned())));
    if let Some(day) = query.due_by {
        pairs.push(("due", words::date(day)));
    }
    if query.sort.by != SortBy::default() {
        pairs.push(("sort", sort_name(query.sort.by).to_owned()));
    }
    if query.sort.descending {
        pairs.push(("order", "descending".to_owned()));
    }
    if query.page > 1 {
        pairs.push(("page", query.page.to_string()));
    }
    list::address(path, &pairs)
}

fn sort_name(by: SortBy) -> &'static str {
    COLUMNS
        .iter()
        .find(|column| column.0 == by)
        .map_or("due", |column| column.1)
}

/// The page.
#[derive(Template)]
#[template(path = "quality/recommendations.html")]
struct Recommendations {
    page: Page,
    crumbs: [Crumb; 2],
    errors: Vec<FieldError>,
    search: String,
    due: Field,
    /// Sort order, carried along when filters are applied.
    hidden: Vec<(&'static str, String)>,
    groups: Vec<Group>,
    /// What narrows the list: words, and the address without it.
    chosen: Vec<(String, String)>,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    /// "Showing 1 to 25 of 60 recommendations".
    showing: String,
    pages: Option<Pages>,
    /// The query of the files of this list.
    query: String,
    /// Whether anything is held at all.
    held: bool,
    /// The same order without search and filters.
    clear: String,
}

/// One group of a filter's values.
struct Group {
    legend: &'static str,
    name: &'static str,
    options: Vec<Choice>,
}

/// A column's heading, which sorts by it.
struct Heading {
    text: &'static str,
    href: String,
    /// `ascending`, `descending` or `none`.
    order: &'static str,
    /// What following the link does.
    hint: &'static str,
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
    fn new(asked: &Asked, listing: &Listing) -> Self {
        let query = &asked.query;
        let shown = Shown {
            lines: listing.lines.len(),
            total: listing.total,
            page: listing.page,
            per_page: listing.per_page,
        };
        let last = shown.last_page();
        let title = if last > 1 {
            format!("Recommendations (page {} of {last})", listing.page)
        } else {
            "Recommendations".to_owned()
        };
        let errors: Vec<FieldError> = asked.error().into_iter().collect();
        let sorted_only = Query {
            sort: query.sort,
            ..Query::default()
        };
        let first_page = Query {
            page: 1,
            ..query.clone()
        };
        let files = address("", &first_page);
        Recommendations {
            page: Page {
                wide: true,
                failed: !errors.is_empty(),
                ..Page::below(&title, Section::Inspections)
            },
            crumbs: [
                HOME,
                Crumb {
                    href: "/inspections",
                    text: "Inspections",
                },
            ],
            search: query.search.clone().unwrap_or_default(),
            due: Field {
                value: asked.due.clone(),
                errors: errors.iter().map(|error| error.text.clone()).collect(),
                ..Field::new(
                    "due",
                    "Due on or before",
                    "For example 24 9 2026, or 9 2026",
                )
            },
            errors,
            hidden: vec![
                ("sort", sort_name(query.sort.by).to_owned()),
                ("order", order_name(query.sort.descending).to_owned()),
            ],
            groups: groups(query, listing),
            chosen: chosen(query, listing),
            headings: headings(query),
            rows: listing.lines.iter().map(row).collect(),
            showing: showing(shown, query, listing.held),
            pages: list::pages(listing.page, last, |page| {
                let query = Query {
                    page,
                    ..query.clone()
                };
                address("/recommendations", &query)
            }),
            query: files.trim_start_matches('?').to_owned(),
            held: listing.held > 0,
            clear: address("/recommendations", &sorted_only),
        }
    }
}

fn order_name(descending: bool) -> &'static str {
    if descending {
        "descending"
    } else {
        "ascending"
    }
}

fn showing(shown: Shown, query: &Query, held: u64) -> String {
    let everything = Query {
        sort: query.sort,
        page: query.page,
        per_page: query.per_page,
        ..Query::default()
    };
    let words = shown.words("recommendations");
    if *query != everything && shown.lines > 0 {
        format!("{words}, of {held} that are held")
    } else {
        words
    }
}

fn groups(query: &Query, listing: &Listing) -> Vec<Group> {
    let choice = |value: &str, text: &str, chosen: bool, count: u64| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        hint: String::new(),
        chosen,
        count,
    };
    let facets = &listing.facets;
    let services = facets.services.iter().map(|(service, count)| {
        let chosen = query.services.contains(&service.id);
        choice(&service.id, &service.name, chosen, *count)
    });
    let addressed_to = facets.addressed_to.iter().map(|(who, count)| {
        let chosen = query.addressed_to.contains(who);
        choice(who, who, chosen, *count)
    });
    let states = facets.states.iter().map(|(state, count)| {
        let chosen = query.states.contains(state);
        choice(state.code(), state_words(*state), chosen, *count)
    });
    let group = |legend, name, options: Vec<Choice>| Group {
        legend,
        name,
        options,
    };
    vec![
        group("Who must act", "addressed-to", addressed_to.collect()),
        group("State", "state", states.collect()),
        group("Service", "service", services.collect()),
    ]
}

fn state_words(state: Standing) -> &'static str {
    match state {
        Standing::Standing => "Standing",
        Standing::Withdrawn => "Withdrawn",
    }
}

fn chosen(query: &Query, listing: &Listing) -> Vec<(String, String)> {
    let mut chosen = Vec::new();
    let mut narrowed = |words: String, change: &dyn Fn(&mut Query)| {
        let mut without = Query {
            page: 1,
            ..query.clone()
        };
        change(&mut without);
        chosen.push((words, address("/recommendations", &without)));
    };
    if let Some(search) = &query.search {
        narrowed(format!("Search: {search}"), &|without| {
            without.search = None;
        });
    }
    if let Some(day) = query.due_by {
        narrowed(
            format!("Due on or before: {}", words::date(day)),
            &|without| without.due_by = None,
        );
    }
    for who in &query.addressed_to {
        narrowed(format!("Who must act: {who}"), &|without| {
            without.addressed_to.retain(|other| other != who);
        });
    }
    for state in &query.states {
        narrowed(format!("State: {}", state_words(*state)), &|without| {
            without.states.retain(|other| other != state);
        });
    }
    for id in &query.services {
        let mut services = listing.facets.services.iter();
        let held = services.find(|(service, _)| service.id == *id);
        let name = held.map_or(id, |(service, _)| &service.name);
        narrowed(format!("Service: {name}"), &|without| {
            without.services.retain(|other| other != id);
        });
    }
    chosen
}

fn headings(query: &Query) -> Vec<Heading> {
    let heading = |(by, _, text): &(SortBy, &'static str, &'static str)| {
        let current = query.sort.by == *by;
        let descending = current && !query.sort.descending;
        let sorted = Query {
            sort: Sort {
                by: *by,
                descending,
            },
            page: 1,
            ..query.clone()
        };
        Heading {
            text,
            href: address("/recommendations", &sorted),
            order: if current {
                order_name(query.sort.descending)
            } else {
                "none"
            },
            hint: if descending {
                "sort descending"
            } else {
                "sort ascending"
            },
        }
    };
    COLUMNS.iter().map(heading).collect()
}

fn row(line: &Line) -> Row {
    let own = &line.recommendation;
    let inspection = &line.inspection;
    let framework = rules::framework(&inspection.framework);
    let home = format!("/inspections/{}", encode(&inspection.id));
    Row {
        href: if own.stands() {
            own_address(&inspection.id, own.number)
        } else {
            format!("{home}#{}", part(own.number))
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
                "number" => Column::numbers(name, name),
                _ => Column::words(name, name),
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
        for (asked, given) in [
            ("", "/recommendations"),
            (
                "q=&due=&sort=due&order=ascending&page=1",
                "/recommendations",
            ),
            (
                "due=4/7/2020&state=standing&state=lost",
                "/recommendations?state=standing&due=4+July+2020",
            ),
            (
                "service=medway&addressed-to=The+board&sort=service&page=2",
                "/recommendations?service=medway&addressed-to=The+board&sort=service&page=2",
            ),
            ("due=soon&sort=colour", "/recommendations"),
        ] {
            let asked_for = Asked::read(&pairs(asked));
            assert_eq!(
                address("/recommendations", &asked_for.query),
                given,
                "{asked}"
            );
            assert_eq!(
                asked_for.error().is_some(),
                asked.contains("soon"),
                "{asked}"
            );
        }
    }
}
