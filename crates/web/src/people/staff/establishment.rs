//! Opened by a head of service before a meeting about staffing, who wants to know on one page which
//! posts there are, who holds them, which are vacant since when, and how many hours that is.

use ::people::staff::establishment::{self, Establishment, Group, Holder, Line, Totals};
use ::people::staff::lists::ALL_SERVICES;
use ::people::staff::{Staffing, day_words, hours};
use access::Action;
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use figures::Table;
use jiff::civil::Date;

use super::{PEOPLE, look, person_address, post_address, team_address, today, words};
use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::list::{self, Asking, Pairs, encode};
use crate::notice;
use crate::page::{Choice, Crumb, Field, FieldError, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::{count, list as and};

const PATH: &str = "/establishment";

/// What is asked for.
struct Asked {
    held: Staffing,
    today: Date,
    /// The service's id, or that of all.
    service: String,
    typed: String,
    day: Date,
    wrong: Vec<FieldError>,
}

async fn read(visit: &Visit, pairs: &[(String, String)]) -> Result<Asked, Problem> {
    let held = look(visit).await?;
    let today = today(visit);
    let service = list::values(pairs, "service")
        .first()
        .map(|id| (*id).to_owned());
    // Most installations keep one service, and then that is meant.
    let first = held.services().first().map(|own| own.id.clone());
    let service = service.or(first).unwrap_or_else(|| ALL_SERVICES.to_owned());
    let typed = list::typed(pairs, "day").unwrap_or_default();
    let (day, wrong) = match words::typed_day("day", "Day", &typed) {
        Ok(day) => (day.unwrap_or(today), Vec::new()),
        Err(wrong) => (today, vec![wrong]),
    };
    Ok(Asked {
        held,
        today,
        service,
        typed,
        day,
        wrong,
    })
}

impl Asked {
    fn establishment(&self) -> Result<Establishment, Problem> {
        let service = Some(self.service.as_str()).filter(|id| *id != ALL_SERVICES);
        establishment::on(&self.held, service, self.day).ok_or(Problem::NotFound)
    }
}

/// `GET /establishment`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let asked = read(&visit, &pairs).await?;
    let own = asked.establishment()?;
    let page = EstablishmentPage::new(&visit, &asked, &own, &pairs);
    if asked.wrong.is_empty() {
        visit.html(&page)
    } else {
        visit.unprocessable(&page)
    }
}

/// `GET /establishment.csv`: the same posts, one a row.
pub(crate) async fn csv(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let asked = read(&visit, &pairs).await?;
    let own = asked.establishment()?;
    Ok(download::csv("establishment.csv", table(&own).csv()))
}

/// `GET /establishment.ods`: the same, with what the page says of them.
pub(crate) async fn ods(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let asked = read(&visit, &pairs).await?;
    let own = asked.establishment()?;
    let mut paragraphs = vec![sentence(&own)];
    paragraphs.extend(caution(&asked));
    let about = About {
        title: format!("Posts and vacancies: {}", name(&own)),
        paragraphs,
        notes: Vec::new(),
    };
    download::ods("establishment.ods", &about, &[table(&own)])
}

/// Sends the browser to a service's establishment, with what was just done.
pub(super) fn see(service: &str, code: &'static str) -> Response {
    let service = encode(service);
    let address = format!("{PATH}?service={service}&done={code}#main-content");
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response()
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_establishment.html")]
struct EstablishmentPage {
    page: Page,
    crumbs: [Crumb; 2],
    notice: Option<&'static str>,
    errors: Vec<FieldError>,
    name: String,
    service: Field,
    services: Vec<Choice>,
    day: Field,
    sentence: String,
    caution: Option<String>,
    groups: Vec<GroupPart>,
    links: Vec<(&'static str, String)>,
    query: String,
}

/// A team with its posts.
struct GroupPart {
    name: String,
    sentence: String,
    /// Where the team can be changed.
    change: Option<String>,
    rows: Vec<Row>,
}

/// A post.
struct Row {
    href: String,
    title: String,
    role: &'static str,
    hours: String,
    /// Whoever holds it, with the address of their page.
    holder: Option<(String, String)>,
    since: String,
    next: String,
}

impl EstablishmentPage {
    fn new(visit: &Visit, asked: &Asked, own: &Establishment, pairs: &[(String, String)]) -> Self {
        let may_change = visit.may(Action::PeopleSet);
        let held = &asked.held;
        let services = held.services().into_iter();
        let mut services: Vec<Choice> = services
            .map(|own| Choice::new(&own.id, &own.name))
            .collect();
        services.push(Choice::new(ALL_SERVICES, words::FOR_ALL));
        let mut links = Vec::new();
        if may_change && let Some(service) = &own.service {
            let id = encode(&service.id);
            links.push(("Open a post", format!("/posts/new?service={id}")));
            links.push(("Open a team", format!("/teams/new?service={id}")));
        }
        let mut query = vec![("service", asked.service.clone())];
        if asked.wrong.is_empty() && !asked.typed.is_empty() {
            query.push(("day", asked.typed.clone()));
        }
        let query = list::address("", &query);
        EstablishmentPage {
            page: Page {
                failed: !asked.wrong.is_empty(),
                wide: true,
                ..Page::below("Posts and vacancies on a day", Section::People)
            },
            crumbs: [HOME, PEOPLE],
            notice: notice::asked(pairs),
            name: name(own),
            service: Field::new("service", "Service", "").filled(&asked.service, &[]),
            services,
            day: Field::new("day", "Day", "For example 24 9 2026; today if left empty")
                .filled(&asked.typed, &asked.wrong),
            errors: asked.wrong.clone(),
            sentence: sentence(own),
            caution: caution(asked),
            groups: own
                .groups
                .iter()
                .map(|group| part(group, may_change))
                .collect(),
            links,
            query: query.trim_start_matches('?').to_owned(),
        }
    }
}

fn part(group: &Group, may_change: bool) -> GroupPart {
    let change = group.team.as_ref().map(|team| team_address(&team.id));
    GroupPart {
        name: team_name(group),
        sentence: totals(group.totals),
        change: change.filter(|_| may_change),
        rows: group.lines.iter().map(row).collect(),
    }
}

fn row(line: &Line) -> Row {
    let post = &line.post;
    let since = match (&line.holder, line.vacant_since) {
        (Some(holder), _) => format!("since {}", day_words(holder.holding.days.first)),
        (None, Some(since)) => format!("since {}", day_words(since)),
        (None, None) => String::new(),
    };
    let leaves = |holder: &Holder| holder.holding.days.last;
    let last = line.holder.as_ref().and_then(leaves);
    let since = match last {
        Some(last) => format!("{since}, until {}", day_words(last)),
        None => since,
    };
    let next = line.next.as_ref().map(|next| {
        let first = day_words(next.holding.days.first);
        format!("{} from {first}", next.person.name)
    });
    Row {
        href: post_address(&post.id),
        title: post.title.clone(),
        role: post.role.title(),
        hours: words::hours_words(post.minutes),
        holder: line.holder.as_ref().map(|holder| {
            let person = &holder.person;
            (person.name.clone(), person_address(&person.id))
        }),
        since,
        next: next.unwrap_or_default(),
    }
}

fn name(own: &Establishment) -> String {
    let service = own.service.as_ref();
    service.map_or_else(|| words::FOR_ALL.to_owned(), |own| own.name.clone())
}

fn team_name(group: &Group) -> String {
    let team = group.team.as_ref();
    team.map_or_else(|| "In no team".to_owned(), |team| team.name.clone())
}

/// What the page says in one sentence, for a paper or somebody who cannot see the tables.
fn sentence(own: &Establishment) -> String {
    let day = day_words(own.day);
    match &own.service {
        Some(service) => format!("On {day} {} has {}", service.name, totals(own.totals)),
        None => format!(
            "On {day} there are, for all services, {}",
            totals(own.totals)
        ),
    }
}

/// `12 posts, 2 of them vacant. …`
fn totals(own: Totals) -> String {
    let posts = count(own.posts.into(), "post", "posts");
    let vacant = match (own.posts, own.vacant) {
        (0, _) => return "no posts.".to_owned(),
        (_, 0) => "none of them vacant".to_owned(),
        (_, number) => format!("{number} of them vacant"),
    };
    let known = own.posts > own.hours_unknown;
    let mut sentences = vec![format!("{posts}, {vacant}.")];
    if known {
        sentences.push(format!(
            "They come to {} hours a week, {} of these vacant.",
            hours(own.minutes),
            hours(own.vacant_minutes)
        ));
    }
    if own.hours_unknown > 0 {
        let unknown = count(own.hours_unknown.into(), "post", "posts");
        sentences.push(format!(
            "The hours of {unknown} are not known and not in this."
        ));
    }
    sentences.join(" ")
}

/// What the reader must know about another day than today.
fn caution(asked: &Asked) -> Option<String> {
    let told = |when: &str| {
        let parts = ["titles", "teams", "hours"].map(str::to_owned);
        format!(
            "Who holds which post is as it {when} that day. The {} of posts are as they are today: what they were before a change is not kept here.",
            and(&parts)
        )
    };
    match asked.day.cmp(&asked.today) {
        std::cmp::Ordering::Less => Some(told("was on")),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(
            "This day lies ahead: it shows what is known today of who comes and who leaves."
                .to_owned(),
        ),
    }
}

fn table(own: &Establishment) -> Table {
    let service = name(own);
    let rows = own.groups.iter().flat_map(|group| {
        let team = group.team.as_ref();
        let team = team.map(|team| team.name.clone()).unwrap_or_default();
        let service = service.clone();
        group.lines.iter().map(move |line| {
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let holder = line.holder.as_ref();
            let next = line.next.as_ref();
            vec![
                service.clone(),
                team.clone(),
                line.post.title.clone(),
                line.post.role.title().to_owned(),
                line.post.minutes.map(hours).unwrap_or_default(),
                holder
                    .map(|own| own.person.name.clone())
                    .unwrap_or_default(),
                day(holder.map(|own| own.holding.days.first)),
                day(holder.and_then(|own| own.holding.days.last)),
                day(line.vacant_since),
                next.map(|own| own.person.name.clone()).unwrap_or_default(),
                day(next.map(|own| own.holding.days.first)),
            ]
        })
    });
    Table {
        caption: format!("Posts and vacancies on {}", day_words(own.day)),
        columns: vec![
            figures::Column::words("Service", "service"),
            figures::Column::words("Team", "team"),
            figures::Column::words("Post", "post"),
            figures::Column::words("Role", "role"),
            figures::Column::numbers("Hours a week", "hours_a_week"),
            figures::Column::words("Held by", "held_by"),
            figures::Column::words("Held since", "held_since"),
            figures::Column::words("Held until", "held_until"),
            figures::Column::words("Vacant since", "vacant_since"),
            figures::Column::words("Next holder", "next_holder"),
            figures::Column::words("Next from", "next_from"),
        ],
        rows: rows.collect(),
    }
}
