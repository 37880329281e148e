//! Opened by an analyst or a head of service, before a board meeting or after news of an inspection,
//! who wants to find one service's inspections, or to see how services of a region or a framework
//! came out, and to take that list away as a file.

use askama::Template;
use axum::extract::{Query as Pairs, State};
use axum::response::Response;
use quality::inspections::{Listing, Query, Row, Score, Sort, SortBy};
use rating::PartialDate;

use crate::Site;
use crate::download::{self, About};
use crate::front::problem::{Problem, html};
use crate::limits::{ROWS_PER_PAGE, SEARCH_CHARS};
use crate::list::{self, Pages, Shown};
use crate::names;
use crate::page::{Choice, Crumb, HOME, Page, Section};
use crate::quality::services::service_address;
use crate::words::{self, Tag};

/// The register's columns as they are sorted by: order, name in an address, heading, numeric.
const COLUMNS: [(SortBy, &str, &str, bool); 5] = [
    (SortBy::Service, "service", "Service", false),
    (SortBy::Framework, "framework", "Framework", false),
    (SortBy::Published, "published", "Published", false),
    (SortBy::Score, "score", "Score", true),
    (SortBy::Overall, "overall", "Overall rating", false),
];

/// `GET /inspections`
pub(crate) async fn show(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = quality::inspections::list(&site.door, &site.asker, &query).await?;
    html(&Register::new(&query, &listing))
}

/// `GET /inspections.csv`: the same list, every page of it.
pub(crate) async fn csv(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let listing = whole(&site, &read(&pairs)).await?;
    Ok(download::csv("inspections.csv", table(&listing).csv()))
}

/// `GET /inspections.ods`: the same list in the words of the page.
pub(crate) async fn ods(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = whole(&site, &query).await?;
    let mut paragraphs = vec![showing(&listing, narrowed(&query))];
    paragraphs.extend(chosen(&query).into_iter().map(|(words, _)| words));
    let about = About {
        title: "Published inspections of youth justice services".to_owned(),
        paragraphs,
        notes: Vec::new(),
    };
    download::ods("inspections.ods", &about, &[shown_table(&listing)])
}

/// Every page of what is asked for.
async fn whole(site: &Site, query: &Query) -> Result<Listing, Problem> {
    let query = Query {
        page: 1,
        per_page: 0,
        ..query.clone()
    };
    Ok(quality::inspections::list(&site.door, &site.asker, &query).await?)
}

/// What is asked for in an address. What it does not understand it leaves out, so that an old
/// bookmark still gives a list.
pub(crate) fn read(pairs: &[(String, String)]) -> Query {
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
    let search = one("q")
        .map(|words| words.trim().chars().take(SEARCH_CHARS).collect::<String>())
        .filter(|words| !words.is_empty());
    let by = one("sort").and_then(|name| {
        let column = COLUMNS.iter().find(|column| column.1 == name)?;
        Some(column.0)
    });
    Query {
        search,
        frameworks: all("framework"),
        overall: all("rating"),
        regions: all("region"),
        kinds: all("type"),
        sort: Sort {
            by: by.unwrap_or_default(),
            descending: one("order").as_deref() == Some("descending"),
        },
        page: one("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        per_page: ROWS_PER_PAGE,
    }
}

/// The address at `path` that asks for `query`; what is the default is not said.
pub(crate) fn address(path: &str, query: &Query) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if let Some(search) = &query.search {
        pairs.push(("q", search.clone()));
    }
    for (name, values) in filters(query) {
        pairs.extend(values.iter().map(|value| (name, value.clone())));
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

/// The filters with their names in an address.
fn filters(query: &Query) -> [(&'static str, &Vec<String>); 4] {
    [
        ("rating", &query.overall),
        ("framework", &query.frameworks),
        ("region", &query.regions),
        ("type", &query.kinds),
    ]
}

fn sort_name(by: SortBy) -> &'static str {
    COLUMNS
        .iter()
        .find(|column| column.0 == by)
        .map_or("service", |column| column.1)
}

/// The page.
#[derive(Template)]
#[template(path = "quality/register.html")]
pub(crate) struct Register {
    page: Page,
    crumbs: [Crumb; 1],
    search: String,
    /// Sort order, carried along when filters are applied.
    hidden: Vec<(&'static str, String)>,
    groups: Vec<Group>,
    /// What narrows the list: words, and the address without it.
    chosen: Vec<(String, String)>,
    headings: Vec<Heading>,
    rows: Vec<Line>,
    /// "Showing 1 to 25 of 210 inspections".
    showing: String,
    pages: Option<Pages>,
    csv: String,
    ods: String,
    /// Whether anything narrows the list.
    narrowed: bool,
    /// The same order without search and filters.
    clear: String,
}

/// One group of a filter's values.
pub(crate) struct Group {
    legend: &'static str,
    name: &'static str,
    options: Vec<Choice>,
}

/// A column's heading, which sorts by it.
pub(crate) struct Heading {
    text: &'static str,
    href: String,
    /// `ascending`, `descending` or `none`.
    order: &'static str,
    /// What following the link does.
    hint: &'static str,
    numeric: bool,
}

/// One inspection in the list.
pub(crate) struct Line {
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
    /// The page for what was asked and what was found.
    pub(crate) fn new(query: &Query, listing: &Listing) -> Self {
        let shown = shown(listing);
        let last = shown.last_page();
        let title = if last > 1 {
            format!("Inspections (page {} of {last})", listing.page)
        } else {
            "Inspections".to_owned()
        };
        let sorted_only = Query {
            sort: query.sort,
            ..Query::default()
        };
        let narrowed = narrowed(query);
        let whole = Query {
            page: 1,
            ..query.clone()
        };
        Register {
            page: Page {
                wide: true,
                ..Page::first(&title, Section::Inspections)
            },
            crumbs: [HOME],
            search: query.search.clone().unwrap_or_default(),
            hidden: vec![
                ("sort", sort_name(query.sort.by).to_owned()),
                (
                    "order",
                    if query.sort.descending {
                        "descending"
                    } else {
                        "ascending"
                    }
                    .to_owned(),
                ),
            ],
            groups: groups(query, listing),
            chosen: chosen(query),
            headings: headings(query),
            rows: listing.rows.iter().map(line).collect(),
            showing: showing(listing, narrowed),
            pages: list::pages(listing.page, last, |page| {
                let query = Query {
                    page,
                    ..query.clone()
                };
                address("/inspections", &query)
            }),
            csv: address("/inspections.csv", &whole),
            ods: address("/inspections.ods", &whole),
            narrowed,
            clear: address("/inspections", &sorted_only),
        }
    }
}

fn shown(listing: &Listing) -> Shown {
    Shown {
        lines: listing.rows.len(),
        total: listing.total,
        page: listing.page,
        per_page: listing.per_page,
    }
}

/// Whether anything narrows the list.
fn narrowed(query: &Query) -> bool {
    query.search.is_some() || filters(query).iter().any(|own| !own.1.is_empty())
}

fn showing(listing: &Listing, narrowed: bool) -> String {
    let words = shown(listing).words("inspections");
    if narrowed && !listing.rows.is_empty() {
        format!("{words}, of {} in the register", listing.held)
    } else {
        words
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

const LEGENDS: [(&str, &str); 4] = [
    ("rating", "Overall rating"),
    ("framework", "Framework"),
    ("region", "Region"),
    ("type", "Type of inspection"),
];

fn groups(query: &Query, listing: &Listing) -> Vec<Group> {
    let facets = &listing.facets;
    let mut overall = facets.overall.clone();
    overall.sort_by_key(|(code, _)| std::cmp::Reverse(names::overall_level(code)));
    let present = [&overall, &facets.frameworks, &facets.regions, &facets.kinds];
    LEGENDS
        .iter()
        .zip(filters(query))
        .zip(present)
        .map(|(((name, legend), (_, asked)), present)| {
            let mut options: Vec<Choice> = present
                .iter()
                .map(|(value, count)| Choice {
                    value: value.clone(),
                    text: value_words(name, value),
                    hint: String::new(),
                    chosen: asked.contains(value),
                    count: *count,
                })
                .collect();
            // A value asked for that nothing has still shows, so that it can be taken off.
            let unknown = asked
                .iter()
                .filter(|value| !present.iter().any(|(code, _)| code == *value));
            options.extend(unknown.map(|value| Choice {
                value: value.clone(),
                text: value_words(name, value),
                hint: String::new(),
                chosen: true,
                count: 0,
            }));
            Group {
                legend,
                name,
                options,
            }
        })
        .collect()
}

fn chosen(query: &Query) -> Vec<(String, String)> {
    let mut chosen = Vec::new();
    let first_page = || Query {
        page: 1,
        ..query.clone()
    };
    if let Some(search) = &query.search {
        let without = Query {
            search: None,
            ..first_page()
        };
        chosen.push((
            format!("Search: {search}"),
            address("/inspections", &without),
        ));
    }
    for ((name, legend), (_, values)) in LEGENDS.iter().zip(filters(query)) {
        for value in values {
            let mut without = first_page();
            let held = match *name {
                "rating" => &mut without.overall,
                "framework" => &mut without.frameworks,
                "region" => &mut without.regions,
                _ => &mut without.kinds,
            };
            held.retain(|other| other != value);
            let words = format!("{legend}: {}", value_words(name, value));
            chosen.push((words, address("/inspections", &without)));
        }
    }
    chosen
}

fn headings(query: &Query) -> Vec<Heading> {
    COLUMNS
        .iter()
        .map(|(by, _, text, numeric)| {
            let current = query.sort.by == *by;
            // Newest and best first is what people want of these; names begin with A.
            let first_descending = !matches!(by, SortBy::Service | SortBy::Framework);
            let descending = if current {
                !query.sort.descending
            } else {
                first_descending
            };
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
                href: address("/inspections", &sorted),
                order: match (current, query.sort.descending) {
                    (false, _) => "none",
                    (true, false) => "ascending",
                    (true, true) => "descending",
                },
                hint: if descending {
                    "sort descending"
                } else {
                    "sort ascending"
                },
                numeric: *numeric,
            }
        })
        .collect()
}

fn line(row: &Row) -> Line {
    let framework = names::framework(&row.framework);
    let published = match row.published {
        Some(date) => words::date(date),
        None => "Not known".to_owned(),
    };
    Line {
        href: format!("/inspections/{}", list::encode(&row.id)),
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
            assert_eq!(address("/inspections", &query), address_given, "{asked}");
        }
    }
}
