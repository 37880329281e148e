//! Opened by a head of service or an analyst who wants one service and knows its name, perhaps an old
//! one, or who wants to see which services of a region have been inspected, how often and when last.

use askama::Template;
use axum::extract::{Query as Pairs, State};
use axum::response::Response;
use figures::{Column, Table};
use quality::services::{Line, Listing, Query};

use crate::Site;
use crate::download::{self, About};
use crate::front::problem::{Problem, html};
use crate::limits::{ROWS_PER_PAGE, SEARCH_CHARS};
use crate::list::{self, Pages, Shown};
use crate::names;
use crate::page::{Choice, Crumb, HOME, Page, Section};
use crate::words::{self, Tag};

/// `GET /services`
pub(crate) async fn show(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let query = read(&pairs);
    let listing = quality::services::list(&site.door, &site.asker, &query).await?;
    html(&Services::new(&query, &listing))
}

/// `GET /services.csv`: the same list, every page of it.
pub(crate) async fn csv(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (_, listing) = whole(&site, &pairs).await?;
    Ok(download::csv("services.csv", table(&listing).csv()))
}

/// `GET /services.ods`
pub(crate) async fn ods(
    State(site): State<Site>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (query, listing) = whole(&site, &pairs).await?;
    let chosen = chosen(&query).into_iter().map(|(words, _)| words);
    let chosen: Vec<String> = chosen.collect();
    let about = About {
        title: "Youth justice services".to_owned(),
        paragraphs: vec![
            "Youth justice services of England and Wales, present and past, with their inspections as far as they are held.".to_owned(),
            if chosen.is_empty() {
                "All services are listed.".to_owned()
            } else {
                format!("Chosen: {}.", chosen.join("; "))
            },
        ],
        notes: Vec::new(),
    };
    download::ods("services.ods", &about, &[table(&listing)])
}

async fn whole(site: &Site, pairs: &[(String, String)]) -> Result<(Query, Listing), Problem> {
    let query = Query {
        page: 1,
        per_page: 0,
        ..read(pairs)
    };
    let listing = quality::services::list(&site.door, &site.asker, &query).await?;
    Ok((query, listing))
}

/// What is asked for in an address. What it does not understand it leaves out, so that an old
/// bookmark still gives a list.
fn read(pairs: &[(String, String)]) -> Query {
    let all = |name: &'static str| {
        let named = pairs
            .iter()
            .filter(move |(key, value)| key == name && !value.is_empty());
        named.map(|(_, value)| value.clone())
    };
    let search = all("q")
        .next()
        .map(|words| words.trim().chars().take(SEARCH_CHARS).collect::<String>())
        .filter(|words| !words.is_empty());
    let mut regions: Vec<String> = Vec::new();
    for region in all("region") {
        if !regions.contains(&region) {
            regions.push(region);
        }
    }
    Query {
        search,
        regions,
        page: all("page")
            .next()
            .and_then(|page| page.parse().ok())
            .unwrap_or(1),
        per_page: ROWS_PER_PAGE,
    }
}

/// The address at `path` that asks for `query`; what is the default is not said.
fn address(path: &str, query: &Query) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if let Some(search) = &query.search {
        pairs.push(("q", search.clone()));
    }
    pairs.extend(
        query
            .regions
            .iter()
            .map(|region| ("region", region.clone())),
    );
    if query.page > 1 {
        pairs.push(("page", query.page.to_string()));
    }
    list::address(path, &pairs)
}

/// The page.
#[derive(Template)]
#[template(path = "quality/services.html")]
struct Services {
    page: Page,
    crumbs: [Crumb; 1],
    search: String,
    regions: Regions,
    /// What narrows the list: words, and the address without it.
    chosen: Vec<(String, String)>,
    rows: Vec<Row>,
    /// "Showing 1 to 25 of 159 services".
    showing: String,
    pages: Option<Pages>,
    /// The query of the files of this list.
    query: String,
}

/// The regions to filter by.
struct Regions {
    legend: &'static str,
    name: &'static str,
    options: Vec<Choice>,
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
        };
        let last = shown.last_page();
        let title = if last > 1 {
            format!("Services (page {} of {last})", listing.page)
        } else {
            "Services".to_owned()
        };
        let first_page = Query {
            page: 1,
            ..query.clone()
        };
        let files = address("", &first_page);
        Services {
            page: Page {
                wide: true,
                ..Page::first(&title, Section::Services)
            },
            crumbs: [HOME],
            search: query.search.clone().unwrap_or_default(),
            regions: regions(query, listing),
            chosen: chosen(query),
            rows: listing.lines.iter().map(row).collect(),
            showing: showing(shown, query, listing.held),
            pages: list::pages(listing.page, last, |page| {
                let query = Query {
                    page,
                    ..query.clone()
                };
                address("/services", &query)
            }),
            query: files.trim_start_matches('?').to_owned(),
        }
    }
}

fn showing(shown: Shown, query: &Query, held: u64) -> String {
    let narrowed = query.search.is_some() || !query.regions.is_empty();
    let words = shown.words("services");
    if narrowed && shown.lines > 0 {
        format!("{words}, of {held} that are held")
    } else {
        words
    }
}

fn regions(query: &Query, listing: &Listing) -> Regions {
    let choice = |region: &str, count: u64| Choice {
        value: region.to_owned(),
        text: region.to_owned(),
        hint: String::new(),
        chosen: query.regions.iter().any(|asked| asked == region),
        count,
    };
    let held = listing.regions.iter();
    let mut options: Vec<Choice> = held.map(|(region, count)| choice(region, *count)).collect();
    // A region asked for that no service has still shows, so that it can be taken off.
    for asked in &query.regions {
        if !options.iter().any(|option| option.value == *asked) {
            options.push(choice(asked, 0));
        }
    }
    Regions {
        legend: "Region",
        name: "region",
        options,
    }
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
        chosen.push((format!("Search: {search}"), address("/services", &without)));
    }
    for region in &query.regions {
        let mut without = first_page();
        without.regions.retain(|other| other != region);
        chosen.push((format!("Region: {region}"), address("/services", &without)));
    }
    chosen
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
            href: format!("/inspections/{}", list::encode(&latest.id)),
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
            assert_eq!(address("/services", &read(&pairs)), given);
        }
    }
}
