//! What somebody held and holds, the latest first.

use jiff::civil::Date;

use super::{Holding, Person, Post, Service, Staffing, Team};

/// Somebody with all that they held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Who.
    pub person: Person,
    /// What they held, the latest first.
    pub stays: Vec<Stay>,
}

/// One holding with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The holding.
    pub holding: Holding,
    /// Who.
    pub person: Person,
    /// The post.
    pub post: Post,
    /// Its service; none for a post of the whole installation.
    pub service: Option<Service>,
    /// Its team, if it is in one.
    pub team: Option<Team>,
    /// Where it lies from today.
    pub when: When,
}

/// Where a holding lies from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It begins later.
    ToCome,
    /// The day is in it.
    Now,
    /// It is over.
    Over,
}

/// Somebody's history as it is seen on a day; none if they are not held.
#[must_use]
pub fn of(held: &Staffing, person: &str, today: Date) -> Option<History> {
    let person = held.person(person)?.clone();
    let holdings = held.held_by(&person.id).into_iter().rev();
    let stays = holdings.filter_map(|own| stay(held, own, today)).collect();
    Some(History { person, stays })
}

/// Who held a post, the latest first.
#[must_use]
pub fn of_post(held: &Staffing, post: &str, today: Date) -> Vec<Stay> {
    let holdings = held.holders_of(post).into_iter().rev();
    holdings.filter_map(|own| stay(held, own, today)).collect()
}

/// One holding with what surrounds it.
#[must_use]
pub fn stay(held: &Staffing, own: &Holding, today: Date) -> Option<Stay> {
    let post = held.post(&own.post)?.clone();
    let service = post.service.as_deref().and_then(|id| held.service(id));
    let team = post.team.as_deref().and_then(|id| held.team(id));
    Some(Stay {
        holding: own.clone(),
        person: held.person(&own.person)?.clone(),
        service: service.cloned(),
        team: team.cloned(),
        post,
        when: if own.is_to_come(today) {
            When::ToCome
        } else if own.days.include(today) {
            When::Now
        } else {
            When::Over
        },
    })
}
