//! Opened by an administrator or a head of service who wants to see which posts there are, who holds
//! them, and which are vacant and for how long.

use ::people::staff::establishment::Line;
use ::people::staff::lists::{self, Listing, PostState, SortBy};
use ::people::staff::{Staffing, day_words, hours};
use access::Action;
use askama::Template;
use axum::response::Response;
use figures::Table;
use jiff::civil::Date;

use super::list::{frame, lost, read, shown};
use super::{PEOPLE, look, person_address, post_address, today, words};
use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::list::{Asking, Column, Kind, List, Pairs};
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

/// The list.
const LIST: Kind = Kind {
    path: "/posts",
    title: "Posts",
    one: "post",
    many: "posts",
    all: "that are held here",
    search: (
        "Search by title, role, team or holder",
        "A part is enough, and accents need not be typed",
    ),
    advice: [
        "checking the spelling, or a shorter part of the title",
        "the role instead of the title, such as practitioner",
    ],
    filters: &[
        ("state", "State today"),
        ("service", "Service"),
        ("role", "Role"),
    ],
};

const COLUMNS: [Column<SortBy>; 4] = [
    Column::new(SortBy::Name, "name", "Post"),
    Column::new(SortBy::Role, "role", "Role"),
    Column::new(SortBy::Service, "service", "Service"),
    Column::new(SortBy::State, "state", "State"),
];

/// `GET /posts`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let (held, today) = (look(&visit).await?, today(&visit));
    let wanted = read(&visit, &pairs, &COLUMNS);
    let listing = lists::posts(&held, &wanted.query, today);
    let asked = wanted.asked(&LIST, &COLUMNS);
    let page = Posts {
        page: Page {
            wide: true,
            ..Page::below(&shown(&listing).title(&LIST), Section::People)
        },
        crumbs: [HOME, PEOPLE],
        list: frame(&asked, &listing, &held, &COLUMNS),
        search: "/posts/search",
        carried: wanted.carried(&COLUMNS),
        found: wanted.found(),
        lost: wanted.lost,
        rows: listing
            .lines
            .iter()
            .map(|own| row(&held, own, today))
            .collect(),
        may_change: visit.may(Action::PeopleSet),
    };
    visit.html(&page)
}

/// `GET /posts.csv`: the same list, every page of it.
pub(crate) async fn csv(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let (held, today) = (look(&visit).await?, today(&visit));
    let wanted = read(&visit, &pairs, &COLUMNS);
    if wanted.lost {
        return Ok(lost(&LIST, &pairs));
    }
    let listing = lists::posts(&held, &wanted.whole(), today);
    Ok(download::csv(
        "posts.csv",
        table(&held, &listing, today).csv(),
    ))
}

/// `GET /posts.ods`: as [`csv`].
pub(crate) async fn ods(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let (held, today) = (look(&visit).await?, today(&visit));
    let wanted = read(&visit, &pairs, &COLUMNS);
    if wanted.lost {
        return Ok(lost(&LIST, &pairs));
    }
    let listing = lists::posts(&held, &wanted.whole(), today);
    let asked = wanted.asked(&LIST, &COLUMNS);
    let chosen = asked.chosen_words(&|name, value| words::filter(&held, name, value));
    let about = About {
        title: "Posts and who holds them".to_owned(),
        paragraphs: vec![shown(&listing).words(&asked), chosen],
        notes: Vec::new(),
    };
    download::ods("posts.ods", &about, &[table(&held, &listing, today)])
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_posts.html")]
struct Posts {
    page: Page,
    crumbs: [Crumb; 2],
    list: List,
    search: &'static str,
    carried: Vec<(&'static str, String)>,
    found: String,
    lost: bool,
    rows: Vec<Row>,
    may_change: bool,
}

/// One post in the list.
struct Row {
    href: String,
    title: String,
    hours: String,
    role: &'static str,
    service: String,
    team: String,
    /// Whoever holds it, with the address of their page.
    holder: Option<(String, String)>,
    /// What is to be said besides: since when it is vacant, who comes next.
    note: String,
    state: Tag,
}

fn row(held: &Staffing, line: &Line, today: Date) -> Row {
    let post = &line.post;
    let holder = line.holder.as_ref();
    let team = post.team.as_deref().and_then(|id| held.team(id));
    Row {
        href: post_address(&post.id),
        title: post.title.clone(),
        hours: post.minutes.map_or_else(
            || "Hours not known".to_owned(),
            |own| format!("{} hours a week", hours(own)),
        ),
        role: post.role.title(),
        service: words::service(held, post.service.as_deref()),
        team: team.map(|own| own.name.clone()).unwrap_or_default(),
        holder: holder.map(|own| (own.person.name.clone(), person_address(&own.person.id))),
        note: note(line, today),
        state: words::post_state(PostState::of(line, today)),
    }
}

/// What is to be said of a post besides its state: `Since 1 June 2026`.
pub(super) fn note(line: &Line, today: Date) -> String {
    let days = line.post.days;
    let next = line
        .next
        .as_ref()
        .map(|own| day_words(own.holding.days.first));
    match (
        PostState::of(line, today),
        line.vacant_since,
        days.last,
        next,
    ) {
        (PostState::Vacant, Some(since), _, None) => format!("Since {}", day_words(since)),
        (PostState::Vacant, Some(since), _, Some(next)) => {
            format!("Since {}, filled from {next}", day_words(since))
        }
        (PostState::ToCome, ..) => format!("From {}", day_words(days.first)),
        (PostState::Closed, _, Some(last), _) => format!("After {}", day_words(last)),
        (PostState::Held, _, Some(last), _) => format!("Ends {}", day_words(last)),
        _ => String::new(),
    }
}

fn table(held: &Staffing, listing: &Listing<Line>, today: Date) -> Table {
    let rows = listing.lines.iter().map(|line| {
        let row = row(held, line, today);
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        vec![
            row.title,
            row.role.to_owned(),
            row.service,
            row.team,
            line.post.minutes.map(hours).unwrap_or_default(),
            row.holder.map(|(name, _)| name).unwrap_or_default(),
            row.state.text,
            day(line.vacant_since),
            day(Some(line.post.days.first)),
            day(line.post.days.last),
        ]
    });
    Table {
        caption: "Posts and who holds them".to_owned(),
        columns: vec![
            figures::Column::words("Post", "post"),
            figures::Column::words("Role", "role"),
            figures::Column::words("Service", "service"),
            figures::Column::words("Team", "team"),
            figures::Column::numbers("Hours a week", "hours_a_week"),
            figures::Column::words("Held by", "held_by"),
            figures::Column::words("State", "state"),
            figures::Column::words("Vacant since", "vacant_since"),
            figures::Column::words("First day", "first_day"),
            figures::Column::words("Last day", "last_day"),
        ],
        rows: rows.collect(),
    }
}
