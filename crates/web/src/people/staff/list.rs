//! What the lists of people and of posts have in common: what an address asks for, and a search whose
//! words stay out of it.

use ::people::staff::Staffing;
use ::people::staff::lists::{Listing, Query, SortBy};
use access::Role;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};

use super::{searches, words};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::limits::{ROWS_PER_PAGE, SEARCH_CHARS};
use crate::list::{self, Asked, Column, Facet, Kind, List, Shown};
use crate::visit::Visit;

/// What narrows a list besides a search.
const FILTERS: [&str; 3] = ["state", "service", "role"];

/// What an address asks for, and how its search is kept.
pub(super) struct Wanted {
    pub(super) query: Query,
    /// The id that stands for the words of the search.
    found: Option<String>,
    /// Whether the address names a search that is no longer kept.
    pub(super) lost: bool,
}

/// Reads an address. What it does not understand it leaves out, so that an old bookmark still gives a
/// list.
pub(super) fn read(
    visit: &Visit,
    pairs: &[(String, String)],
    columns: &[Column<SortBy>],
) -> Wanted {
    let (by, descending) = list::sort(pairs, columns);
    let found = list::values(pairs, "found").first().copied();
    let search = found.and_then(|id| searches::find(visit, id));
    let roles = list::texts(pairs, "role");
    Wanted {
        lost: found.is_some() && search.is_none(),
        found: found.filter(|_| search.is_some()).map(str::to_owned),
        query: Query {
            search,
            services: list::texts(pairs, "service"),
            roles: roles
                .iter()
                .filter_map(|code| Role::of_post(code))
                .collect(),
            states: list::texts(pairs, "state"),
            by,
            descending,
            page: list::page(pairs),
            per_page: ROWS_PER_PAGE,
        },
    }
}

impl Wanted {
    /// The same, every page of it.
    pub(super) fn whole(&self) -> Query {
        Query {
            page: 1,
            per_page: 0,
            ..self.query.clone()
        }
    }

    /// The query as the list's addresses say it.
    pub(super) fn asked(&self, kind: &'static Kind, columns: &[Column<SortBy>]) -> Asked {
        let query = &self.query;
        Asked::new(kind, query.search.as_deref(), query.page)
            .kept_as(self.found.as_deref())
            .narrowed("state", &query.states)
            .narrowed("service", &query.services)
            .narrowed("role", query.roles.iter().map(|role| role.code()))
            .sorted(columns, query.by, query.descending)
    }

    /// What a search carries along: the filters that are chosen, and the order.
    pub(super) fn carried(&self, columns: &[Column<SortBy>]) -> Vec<(&'static str, String)> {
        let query = &self.query;
        let states = query.states.iter().map(|own| ("state", own.clone()));
        let services = query.services.iter().map(|own| ("service", own.clone()));
        let roles = query
            .roles
            .iter()
            .map(|own| ("role", own.code().to_owned()));
        let column = columns.iter().find(|column| column.by == query.by);
        let sort = column.map(|column| ("sort", column.name.to_owned()));
        let order = query.descending.then(|| ("order", "descending".to_owned()));
        states
            .chain(services)
            .chain(roles)
            .chain(sort)
            .chain(order)
            .collect()
    }

    /// The id that the filter's form carries along; empty where nothing is searched for.
    pub(super) fn found(&self) -> String {
        self.found.clone().unwrap_or_default()
    }
}

/// Instead of a file of a search that is no longer kept: the page that says so. A file of everything
/// would not be what the reader had before them.
pub(super) fn lost(kind: &'static Kind, pairs: &[(String, String)]) -> Response {
    let pairs: Vec<(&str, String)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    Redirect::to(&list::address(kind.path, &pairs)).into_response()
}

/// The head and the filters of a list.
pub(super) fn frame<L>(
    asked: &Asked,
    listing: &Listing<L>,
    held: &Staffing,
    columns: &[Column<SortBy>],
) -> List {
    let words = |name: &str, value: &str| words::filter(held, name, value);
    List::new(asked, shown(listing), facets(listing), &words).sorted_by(asked, columns)
}

pub(super) fn shown<L>(listing: &Listing<L>) -> Shown {
    Shown {
        lines: listing.lines.len(),
        total: listing.total,
        page: listing.page,
        per_page: listing.per_page,
        held: listing.held,
    }
}

fn facets<L>(listing: &Listing<L>) -> Vec<Facet> {
    let text = |code: &str, number: &u64| (code.to_owned(), *number);
    let states = listing
        .states
        .iter()
        .map(|(code, number)| text(code, number));
    let roles = listing.roles.iter();
    vec![
        ("state", states.collect()),
        ("service", listing.services.clone()),
        (
            "role",
            roles
                .map(|(role, number)| text(role.code(), number))
                .collect(),
        ),
    ]
}

/// `POST /people/search`
pub(crate) async fn search_people(visit: Visit, request: Request) -> Result<Response, Problem> {
    search(&visit, "/people", request).await
}

/// `POST /posts/search`
pub(crate) async fn search_posts(visit: Visit, request: Request) -> Result<Response, Problem> {
    search(&visit, "/posts", request).await
}

/// Keeps the words, and sends the browser to what they find.
async fn search(visit: &Visit, path: &str, request: Request) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let words: String = form.text("q").chars().take(SEARCH_CHARS).collect();
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if !words.is_empty() {
        pairs.push(("found", searches::keep(visit, &words)?));
    }
    let typed = form.typed();
    for name in FILTERS.into_iter().chain(["sort", "order"]) {
        let own = typed.iter().filter(|(own, _)| own == name);
        pairs.extend(own.map(|(_, value)| (name, value.clone())));
    }
    Ok(Redirect::to(&list::address(path, &pairs)).into_response())
}
