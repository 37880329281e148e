//! The teams of a service.

use access::Asker;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use serde_json::json;
use vault::schema::people::team;
use vault::{Act, Door, on_both};

use super::change::{Guard, change, end_post};
use super::days::words;
use super::drafts::{name, plausible};
use super::error::{Error, Mistake, Part, unless};
use super::store::{TeamRow, folded};
use super::{Days, Post, Staffing, Team};
use crate::id;

/// Opens a team of a service from a day on, and gives its id.
///
/// # Errors
/// [`Error::Unusable`] for a name that is empty, too long or another team's, a service that is not
/// kept here, or a day that cannot be meant.
pub async fn open(
    door: &Door,
    asker: &Asker,
    service: &str,
    named: &str,
    first: Date,
) -> Result<String, Error> {
    let (service, named) = (service.to_owned(), named.to_owned());
    let purpose = "opening a team";
    change(door, asker, purpose, async move |act, held, today| {
        let mut mistakes = Vec::new();
        let name = checked_name(&held, &service, None, &named, today, &mut mistakes);
        mistakes.extend(plausible(first, today, Part::First, "First day"));
        mistakes.extend(not_kept(&held, &service, first));
        if let Err(error) = unless(mistakes, ()) {
            return Ok(Err(error));
        }
        let kept = held.service(&service).and_then(|own| own.kept);
        let days = Days::from(first);
        let own = Team {
            id: id::fresh('g')?,
            service,
            name,
            days: match kept.and_then(|kept| kept.last) {
                Some(last) => days.until(last),
                None => days,
            },
        };
        let row = row(&own);
        on_both!(act.conn(), |c| diesel::insert_into(team::table)
            .values(&row)
            .execute(c)
            .await)?;
        tell(act, &own);
        Ok(Ok(own.id))
    })
    .await
}

/// Gives a team another name. `seen` is the [version](Team::version) that was shown.
///
/// # Errors
/// [`Error::NotHeld`], [`Error::Changed`]; [`Error::Unusable`] as in [`open`].
pub async fn rename(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    named: &str,
) -> Result<(), Error> {
    let (id, seen, named) = (id.to_owned(), seen.to_owned(), named.to_owned());
    let purpose = "renaming a team";
    change(door, asker, purpose, async move |act, held, today| {
        let own = match shown(&held, &id, &seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        let mut mistakes = Vec::new();
        let name = checked_name(&held, &own.service, Some(&id), &named, today, &mut mistakes);
        if let Err(error) = unless(mistakes, ()) {
            return Ok(Err(error));
        }
        write(act, &Team { name, ..own }).await?;
        Ok(Ok(()))
    })
    .await
}

/// Lets a team end with a day, and its posts and whoever holds them with it; without a day it goes on,
/// and its posts stay as they are. `seen` is as in [`rename`].
///
/// # Errors
/// As [`rename`]; [`Error::Unusable`] for a day before the team's first, while somebody is to begin in
/// it later, or if nobody who can give accounts would be left.
pub async fn close(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    last: Option<Date>,
) -> Result<(), Error> {
    let (id, seen) = (id.to_owned(), seen.to_owned());
    let purpose = "saying when a team ends";
    change(door, asker, purpose, async move |act, held, today| {
        let own = match shown(&held, &id, &seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        let days = Days { last, ..own.days };
        if let Err(error) = may_end(&held, &own, days, today) {
            return Ok(Err(error));
        }
        let guard = Guard::look(act, today, last).await?;
        write(act, &Team { days, ..own }).await?;
        if let Some(last) = last {
            for post in posts_of(&held, &id) {
                if post.days.last.is_none_or(|own| own > last) {
                    end_post(act, &held, post, last).await?;
                }
            }
        }
        guard.check(act).await
    })
    .await
}

fn may_end(held: &Staffing, own: &Team, days: Days, today: Date) -> Result<(), Error> {
    let kept = held.service(&own.service).and_then(|service| service.kept);
    if let Some(end) = kept.and_then(|kept| kept.last)
        && days.last.is_none_or(|last| last > end)
    {
        let end = words(end);
        let text =
            format!("Its service is kept here until {end}. Choose that day or an earlier one");
        return Err(Mistake::new(Part::Last, text).into());
    }
    let Some(last) = days.last else {
        return Ok(());
    };
    if let Some(mistake) = plausible(last, today, Part::Last, "Last day") {
        return Err(mistake.into());
    }
    if last < days.first {
        let first = words(days.first);
        let text = format!("Last day must be on or after {first}, the team’s first day");
        return Err(Mistake::new(Part::Last, text).into());
    }
    for post in posts_of(held, &own.id) {
        if post.days.first > last {
            let first = words(post.days.first);
            let text = format!(
                "A post of this team begins on {first}. Put it in another team or close it first"
            );
            return Err(Mistake::new(Part::Last, text).into());
        }
        let holders = held.holders_of(&post.id).into_iter();
        if let Some(later) = holders.map(|own| own.days.first).find(|day| *day > last) {
            let text = format!(
                "Somebody begins in one of its posts on {}. Take that back first",
                words(later)
            );
            return Err(Mistake::new(Part::Last, text).into());
        }
    }
    Ok(())
}

fn posts_of<'a>(held: &'a Staffing, team: &str) -> Vec<&'a Post> {
    let posts = held.posts().into_iter();
    posts
        .filter(|own| own.team.as_deref() == Some(team))
        .collect()
}

/// A name as it is kept. Two teams of a service that are there at once need names of their own.
fn checked_name(
    held: &Staffing,
    service: &str,
    own: Option<&str>,
    typed: &str,
    today: Date,
    mistakes: &mut Vec<Mistake>,
) -> String {
    let name = name(typed, "Name", mistakes);
    let mut others = held.teams_of(service).into_iter();
    let taken = others.any(|other| {
        Some(other.id.as_str()) != own
            && !other.days.over_by(today)
            && folded(&other.name) == folded(&name)
    });
    if taken {
        let text = "A team of this service has this name already. Choose another";
        mistakes.push(Mistake::new(Part::Name, text));
    }
    name
}

/// What is wrong with a service for something that begins on a day.
pub(super) fn not_kept(held: &Staffing, service: &str, first: Date) -> Option<Mistake> {
    let kept = held.service(service).and_then(|own| own.kept);
    let text = match kept {
        None => {
            "This service is not kept here. Choose one that is, or keep it here first".to_owned()
        }
        Some(kept) => {
            let last = kept.last.filter(|last| *last < first)?;
            format!(
                "This service is kept here until {}. Choose that day or an earlier one",
                words(last)
            )
        }
    };
    Some(Mistake::new(Part::Service, text))
}

/// The team as somebody saw it.
fn shown<'a>(held: &'a Staffing, id: &str, seen: &str) -> Result<&'a Team, Error> {
    let own = held.team(id).ok_or(Error::NotHeld)?;
    (own.version() == seen).then_some(own).ok_or(Error::Changed)
}

async fn write(act: &mut Act<'_>, own: &Team) -> Result<(), vault::Error> {
    let row = row(own);
    on_both!(act.conn(), |c| diesel::update(team::table.find(&row.id))
        .set(&row)
        .execute(c)
        .await)?;
    tell(act, own);
    Ok(())
}

fn row(own: &Team) -> TeamRow {
    TeamRow {
        id: own.id.clone(),
        service_id: own.service.clone(),
        name: own.name.clone(),
        opened: own.days.first.to_string(),
        closed: own.days.last_text(),
    }
}

fn tell(act: &mut Act<'_>, own: &Team) {
    act.about("team", &own.id);
    act.detail(json!({
        "service": own.service,
        "name": own.name,
        "first": own.days.first.to_string(),
        "last": own.days.last_text(),
    }));
}
