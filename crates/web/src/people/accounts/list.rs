//! Opened by an administrator in a hurry, because a colleague at the door says that they cannot get
//! in; or by a data protection officer who wants to know who could get in at all.
//!
//! A name that is searched for never stands in an address, because addresses stay in a browser's
//! history and in a proxy's log; so the search is sent as a form, and filters, which name nobody, as an
//! address.

use ::people::Terms;
use ::people::accounts::{self, Account};
use access::{Action, Role};
use askama::Template;
use axum::extract::Request;
use axum::response::Response;

use super::address;
use super::standing::{Standing, hindrance, last_signed_in, role_title, roles};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::limits::{ROWS_PER_PAGE, SEARCH_CHARS};
use crate::list::{self, Asked, Asking, Facet, Kind, List, Pairs, Shown};
use crate::page::{Crumb, Field, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

/// The list.
const ACCOUNTS: Kind = Kind {
    path: "/accounts",
    title: "Accounts",
    one: "account",
    many: "accounts",
    all: "in all",
    search: ("", ""),
    advice: [
        "checking the spelling, or a shorter part of the name",
        "the list of people, because somebody who works here may have no account yet",
    ],
    filters: &[("state", "State"), ("role", "Role today")],
};

/// What a list of accounts is asked for.
#[derive(Debug, Default)]
struct Query {
    /// Part of a name or of a sign-in name.
    search: String,
    states: Vec<String>,
    roles: Vec<String>,
    page: u32,
}

/// `GET /accounts`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let query = Query {
        search: String::new(),
        states: list::texts(&pairs, "state"),
        roles: list::texts(&pairs, "role"),
        page: list::page(&pairs),
    };
    page(&visit, query).await
}

/// `POST /accounts`: the accounts of somebody by their name.
pub(crate) async fn search(visit: Visit, request: Request) -> Result<Response, Problem> {
    let typed = Form::read(request).await?.text("name");
    let query = Query {
        search: typed.chars().take(SEARCH_CHARS).collect(),
        page: 1,
        ..Query::default()
    };
    page(&visit, query).await
}

async fn page(visit: &Visit, query: Query) -> Result<Response, Problem> {
    let held = accounts::list(&visit.door, &visit.asker, visit.terms()).await?;
    visit.html(&Accounts::new(
        &query,
        &held,
        visit.terms(),
        visit.may(Action::AccountsInvite),
    ))
}

/// The page.
#[derive(Template)]
#[template(path = "people/accounts.html")]
struct Accounts {
    page: Page,
    crumbs: [Crumb; 1],
    list: List,
    name: Field,
    rows: Vec<Row>,
    may_invite: bool,
}

/// One account in the list.
struct Row {
    href: String,
    name: String,
    sign_in_name: String,
    roles: String,
    state: Tag,
    hindrance: Option<String>,
    last: String,
}

impl Query {
    fn asks_for(&self, account: &Account) -> bool {
        let standing = Standing::of(account);
        let state = self.states.is_empty() || self.states.iter().any(|own| own == standing.code());
        let has = |role: &String| account.roles.iter().any(|own| own.code() == role);
        let role = self.roles.is_empty() || self.roles.iter().any(has);
        state && role && account.is_named(&self.search)
    }
}

impl Accounts {
    fn new(query: &Query, held: &[Account], terms: &Terms, may_invite: bool) -> Self {
        let found: Vec<&Account> = held.iter().filter(|own| query.asks_for(own)).collect();
        // What a search finds stands on one page: the address of another would need the name.
        let pages = match query.search.as_str() {
            "" => found.chunks(ROWS_PER_PAGE as usize).collect(),
            _ => vec![found.as_slice()],
        };
        let last = u32::try_from(pages.len()).unwrap_or(u32::MAX).max(1);
        let page = query.page.clamp(1, last);
        let lines = pages.get(page as usize - 1).copied().unwrap_or_default();
        let rows: Vec<Row> = lines.iter().map(|own| Row::new(own, terms)).collect();
        let shown = Shown {
            lines: rows.len(),
            total: found.len() as u64,
            page,
            per_page: if pages.len() > 1 { ROWS_PER_PAGE } else { 0 },
            held: held.len() as u64,
        };
        let asked = Asked::new(&ACCOUNTS, None, page)
            .narrowed("state", &query.states)
            .narrowed("role", &query.roles);
        let title = shown.title(&ACCOUNTS);
        Accounts {
            page: Page {
                wide: true,
                ..Page::first(&title, Section::Accounts)
            },
            crumbs: [HOME],
            list: List::new(&asked, shown, facets(held), &value_words),
            name: Field {
                value: query.search.clone(),
                ..Field::new(
                    "name",
                    "Search by name",
                    "A part of the name or of the sign-in name is enough",
                )
            },
            rows,
            may_invite,
        }
    }
}

impl Row {
    fn new(account: &Account, terms: &Terms) -> Self {
        Row {
            href: address(&account.id),
            name: account.name.clone(),
            sign_in_name: account.sign_in_name.clone(),
            roles: roles(account),
            state: Standing::of(account).tag(),
            hindrance: hindrance(account, terms),
            last: last_signed_in(account),
        }
    }
}

/// The values of each filter with how many accounts have them.
fn facets(held: &[Account]) -> Vec<Facet> {
    let count = |has: &dyn Fn(&Account) -> bool| held.iter().filter(|own| has(own)).count() as u64;
    let states = Standing::ALL.iter().map(|standing| {
        let has = |own: &Account| Standing::of(own) == *standing;
        (standing.code().to_owned(), count(&has))
    });
    let roles = Role::POSTS.iter().map(|role| {
        let has = |own: &Account| own.roles.contains(role);
        (role.code().to_owned(), count(&has))
    });
    let present = |values: Vec<(String, u64)>| -> Vec<(String, u64)> {
        values.into_iter().filter(|(_, count)| *count > 0).collect()
    };
    vec![
        ("state", present(states.collect())),
        ("role", present(roles.collect())),
    ]
}

/// The words of a filter's value.
fn value_words(name: &str, value: &str) -> String {
    if name == "role" {
        return role_title(value);
    }
    let mut all = Standing::ALL.iter();
    let own = all.find(|standing| standing.code() == value);
    own.map_or_else(|| value.to_owned(), |standing| standing.words().to_owned())
}
