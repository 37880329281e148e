//! Who works here and holds which post, for whoever looks after that: people, posts, the establishment
//! of a service on a day, teams, and the services kept here.
//!
//! Names of people stand on these pages and in their files, never in an address or a page's title:
//! a search is sent as a form and kept for a while under a random id, which stands for its words.

pub(crate) mod establishment;
mod form;
pub(crate) mod holdings;
pub(crate) mod list;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod post;
pub(crate) mod posts;
mod searches;
pub(crate) mod services;
pub(crate) mod teams;
mod words;

use ::people::staff::{self, Staffing};
use jiff::civil::Date;

use crate::front::problem::Problem;
use crate::list::encode;
use crate::page::Crumb;
use crate::visit::Visit;

/// The first page of this part as a crumb.
const PEOPLE: Crumb = Crumb {
    href: "/people",
    text: "People",
};

/// The list of posts as a crumb.
const POSTS: Crumb = Crumb {
    href: "/posts",
    text: "Posts",
};

/// All that is held, for a page that is about no one record or about many.
async fn look(visit: &Visit) -> Result<Staffing, Problem> {
    Ok(staff::look(&visit.door, &visit.asker, None).await?)
}

/// All that is held, for the page of one record.
async fn look_at(visit: &Visit, kind: &'static str, id: &str) -> Result<Staffing, Problem> {
    Ok(staff::look(&visit.door, &visit.asker, Some((kind, id))).await?)
}

/// Today, by the clock of the database.
fn today(visit: &Visit) -> Date {
    ::people::today(visit.door.now())
}

fn person_address(id: &str) -> String {
    format!("/people/{}", encode(id))
}

fn post_address(id: &str) -> String {
    format!("/posts/{}", encode(id))
}

fn team_address(id: &str) -> String {
    format!("/teams/{}", encode(id))
}

/// The address of a service's establishment; that of the whole installation for none.
fn establishment_address(service: Option<&str>) -> String {
    let service = service.unwrap_or(staff::lists::ALL_SERVICES);
    format!("/establishment?service={}", encode(service))
}
