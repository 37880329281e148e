//! Opened by an administrator or a head of service who looks for a colleague, or wants to see who works
//! for a service and who has left; and who may want that list as a file.

use ::people::staff::Staffing;
use ::people::staff::lists::{self, Listing, PersonLine, SortBy};
use access::Action;
use askama::Template;
use axum::response::Response;
use figures::Table;

use super::list::{Wanted, frame, lost, read, shown};
use super::{look, person_address, post_address, today, words};
use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::list::{Asking, Column, Kind, List, Pairs};
use crate::notice;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

/// The list.
const LIST: Kind = Kind {
    path: "/people",
    title: "People",
    one: "person",
    many: "people",
    all: "who are held here",
    search: (
        "Search by name or e-mail address",
        "A part is enough, and accents need not be typed",
    ),
    advice: [
        "checking the spelling, or a shorter part of the name",
        "the address at work, if you know it",
    ],
    filters: &[
        ("state", "Whether in post"),
        ("service", "Service today"),
        ("role", "Role today"),
    ],
};

const COLUMNS: [Column<SortBy>; 4] = [
    Column::new(SortBy::Name, "name", "Name"),
    Column::new(SortBy::Role, "role", "Posts today"),
    Column::new(SortBy::Service, "service", "Service"),
    Column::new(SortBy::State, "state", "State"),
];

/// `GET /people`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let wanted = read(&visit, &pairs, &COLUMNS);
    let listing = lists::people(&held, &wanted.query, today(&visit));
    let asked = wanted.asked(&LIST, &COLUMNS);
    let page = People {
        page: Page {
            wide: true,
            ..Page::first(&shown(&listing).title(&LIST), Section::People)
        },
        crumbs: [HOME],
        notice: notice::asked(&pairs),
        list: frame(&asked, &listing, &held, &COLUMNS),
        search: "/people/search",
        carried: wanted.carried(&COLUMNS),
        found: wanted.found(),
        lost: wanted.lost,
        rows: listing.lines.iter().map(|own| row(&held, own)).collect(),
        may_change: visit.may(Action::PeopleSet),
    };
    visit.html(&page)
}

/// `GET /people.csv`: the same list, every page of it.
pub(crate) async fn csv(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let wanted = read(&visit, &pairs, &COLUMNS);
    if wanted.lost {
        return Ok(lost(&LIST, &pairs));
    }
    let listing = lists::people(&held, &wanted.whole(), today(&visit));
    Ok(download::csv("people.csv", table(&held, &listing).csv()))
}

/// `GET /people.ods`: as [`csv`].
pub(crate) async fn ods(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let held = look(&visit).await?;
    let wanted = read(&visit, &pairs, &COLUMNS);
    if wanted.lost {
        return Ok(lost(&LIST, &pairs));
    }
    let listing = lists::people(&held, &wanted.whole(), today(&visit));
    let about = about(&held, &wanted, &listing, "People and their posts");
    download::ods("people.ods", &about, &[table(&held, &listing)])
}

/// What a file of this list says of itself.
fn about(held: &Staffing, wanted: &Wanted, listing: &Listing<PersonLine>, title: &str) -> About {
    let asked = wanted.asked(&LIST, &COLUMNS);
    let chosen = asked.chosen_words(&|name, value| words::filter(held, name, value));
    About {
        title: title.to_owned(),
        paragraphs: vec![shown(listing).words(&asked), chosen],
        notes: Vec::new(),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_people.html")]
struct People {
    page: Page,
    crumbs: [Crumb; 1],
    notice: Option<&'static str>,
    list: List,
    search: &'static str,
    carried: Vec<(&'static str, String)>,
    found: String,
    lost: bool,
    rows: Vec<Row>,
    may_change: bool,
}

/// Somebody in the list.
struct Row {
    href: String,
    name: String,
    email: String,
    /// Titles of posts with their addresses.
    posts: Vec<(String, String)>,
    services: String,
    state: Tag,
}

fn row(held: &Staffing, line: &PersonLine) -> Row {
    let posts = line.posts.iter();
    let mut services: Vec<String> = line
        .posts
        .iter()
        .map(|own| words::service(held, own.service.as_deref()))
        .collect();
    services.sort_unstable();
    services.dedup();
    Row {
        href: person_address(&line.person.id),
        name: line.person.name.clone(),
        email: line.person.email.clone().unwrap_or_default(),
        posts: posts
            .map(|own| (own.title.clone(), post_address(&own.id)))
            .collect(),
        services: services.join(", "),
        state: words::in_post(line.state),
    }
}

fn table(held: &Staffing, listing: &Listing<PersonLine>) -> Table {
    let rows = listing.lines.iter().map(|line| {
        let row = row(held, line);
        let titles: Vec<String> = row.posts.into_iter().map(|(title, _)| title).collect();
        let roles: Vec<&str> = line.posts.iter().map(|own| own.role.title()).collect();
        vec![
            row.name,
            row.email,
            titles.join("; "),
            roles.join("; "),
            row.services,
            row.state.text,
        ]
    });
    Table {
        caption: "People and their posts".to_owned(),
        columns: vec![
            figures::Column::words("Name", "name"),
            figures::Column::words("E-mail address", "email"),
            figures::Column::words("Posts today", "posts"),
            figures::Column::words("Roles today", "roles"),
            figures::Column::words("Services today", "services"),
            figures::Column::words("State", "state"),
        ],
        rows: rows.collect(),
    }
}
