//! The posts of services and of the installation.

use access::Asker;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use serde_json::json;
use vault::schema::people::post;
use vault::{Act, Door, on_both};

use super::change::{Guard, change, end_post, row_of_post, write_post};
use super::days::words;
use super::drafts::plausible;
use super::error::{Error, Mistake, Part, unless};
use super::teams::not_kept;
use super::{Days, Post, PostDraft, Staffing};
use crate::id;

/// Opens a post, and gives its id. In a team or a service that has a last day it ends with that.
///
/// # Errors
/// [`Error::Unusable`] with everything that cannot be taken: see [`PostDraft::checked`]; a service that
/// is not kept here, a team that is not its own or is over, a day that cannot be meant.
pub async fn open(door: &Door, asker: &Asker, draft: &PostDraft) -> Result<String, Error> {
    let draft = draft.checked()?;
    let purpose = "opening a post";
    change(door, asker, purpose, async move |act, held, today| {
        if let Err(error) = fits(&held, &draft, today) {
            return Ok(Err(error));
        }
        let days = Days::from(draft.first);
        let own = Post {
            id: id::fresh('t')?,
            days: match end_around(&held, &draft) {
                Some((last, _)) => days.until(last),
                None => days,
            },
            ..of_draft(draft)
        };
        let row = row_of_post(&own);
        on_both!(act.conn(), |c| diesel::insert_into(post::table)
            .values(&row)
            .execute(c)
            .await)?;
        tell(act, &own);
        Ok(Ok(own.id))
    })
    .await
}

/// Changes what a post is called, its hours, its team and its first day; and its role and its service
/// as long as nobody has held it, because afterwards it would be said of people what they never were.
/// `seen` is the [version](Post::version) that was shown.
///
/// # Errors
/// [`Error::NotHeld`], [`Error::Changed`]; [`Error::Unusable`] as in [`open`].
pub async fn change_to(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    draft: &PostDraft,
) -> Result<(), Error> {
    let draft = draft.checked()?;
    let (id, seen) = (id.to_owned(), seen.to_owned());
    let purpose = "changing a post";
    change(door, asker, purpose, async move |act, held, today| {
        let own = match shown(&held, &id, &seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        let may = fits(&held, &draft, today).and_then(|()| may_become(&held, &own, &draft));
        if let Err(error) = may {
            return Ok(Err(error));
        }
        let own = Post {
            id,
            days: Days {
                first: draft.first,
                ..own.days
            },
            ..of_draft(draft)
        };
        write_post(act, &own).await?;
        tell(act, &own);
        Ok(Ok(()))
    })
    .await
}

/// Lets a post end with a day, and whoever holds it with it; without a day it goes on, and whoever held
/// it until then does not come back by that. `seen` is as in [`change_to`].
///
/// # Errors
/// As [`change_to`]; [`Error::Unusable`] for a day before the post's first or after the end of its team
/// or service, while somebody is to begin in it later, or if nobody who can give accounts would be left.
pub async fn close(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    last: Option<Date>,
) -> Result<(), Error> {
    let (id, seen) = (id.to_owned(), seen.to_owned());
    let purpose = "saying when a post ends";
    change(door, asker, purpose, async move |act, held, today| {
        let own = match shown(&held, &id, &seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        if let Err(error) = may_end(&held, &own, last, today) {
            return Ok(Err(error));
        }
        let guard = Guard::look(act, today, last).await?;
        let days = Days { last, ..own.days };
        let own = Post { days, ..own };
        match last {
            Some(last) => end_post(act, &held, &own, last).await?,
            None => write_post(act, &own).await?,
        }
        tell(act, &own);
        guard.check(act).await
    })
    .await
}

/// Whether a draft fits what is held around it.
fn fits(held: &Staffing, draft: &PostDraft, today: Date) -> Result<(), Error> {
    let mut mistakes = Vec::new();
    mistakes.extend(plausible(draft.first, today, Part::First, "First day"));
    if let Some(service) = &draft.service {
        mistakes.extend(not_kept(held, service, draft.first));
    }
    if let Some(id) = &draft.team {
        let team = held.team(id);
        let own = team.filter(|team| Some(&team.service) == draft.service.as_ref());
        mistakes.extend(match own {
            None => Some(Mistake::new(
                Part::Team,
                "Choose a team of the post’s service, or none",
            )),
            Some(team) if team.days.over_by(draft.first.max(today)) => Some(Mistake::new(
                Part::Team,
                "This team is over by then. Choose another, or none",
            )),
            Some(_) => None,
        });
    }
    unless(mistakes, ())
}

/// The last day of the team or the service around a post, and what ends with it.
fn end_around(held: &Staffing, draft: &PostDraft) -> Option<(Date, Part)> {
    let team = draft.team.as_ref().and_then(|id| held.team(id));
    let team = team.and_then(|team| team.days.last);
    let service = draft.service.as_ref().and_then(|id| held.service(id));
    let service = service.and_then(|service| service.kept?.last);
    let ends = [
        team.map(|last| (last, Part::Team)),
        service.map(|last| (last, Part::Service)),
    ];
    ends.into_iter().flatten().min()
}

/// Whether a post that is held can become what the draft says.
fn may_become(held: &Staffing, own: &Post, draft: &PostDraft) -> Result<(), Error> {
    let mut mistakes = Vec::new();
    let mut holders = held.holders_of(&own.id).into_iter();
    if let Some(first) = holders.next() {
        if own.role != draft.role {
            mistakes.push(Mistake::new(
                Part::Role,
                "Somebody has held this post, so its role stays. Close it and open another",
            ));
        }
        if own.service != draft.service {
            mistakes.push(Mistake::new(
                Part::Service,
                "Somebody has held this post, so its service stays. Close it and open another",
            ));
        }
        if first.days.first < draft.first {
            let day = words(first.days.first);
            mistakes.push(Mistake::new(
                Part::First,
                format!("Somebody held this post from {day}. Choose that day or an earlier one"),
            ));
        }
    }
    if let Some(last) = own.days.last.filter(|last| *last < draft.first) {
        let text = format!("First day must be on or before {}, its last", words(last));
        mistakes.push(Mistake::new(Part::First, text));
    }
    if let Some((last, part)) = end_around(held, draft)
        && own.days.last.is_none_or(|own| own > last)
    {
        let what = around_words(part);
        let day = words(last);
        mistakes.push(Mistake::new(
            part,
            format!(
                "{what} ends on {day}. Choose another, or say first that the post ends by then"
            ),
        ));
    }
    unless(mistakes, ())
}

fn may_end(held: &Staffing, own: &Post, last: Option<Date>, today: Date) -> Result<(), Error> {
    if let Some((end, part)) = end_around(held, &draft_of(own))
        && last.is_none_or(|last| last > end)
    {
        let (what, end) = (around_words(part), words(end));
        let text = format!("{what} ends on {end}. Choose that day or an earlier one");
        return Err(Mistake::new(Part::Last, text).into());
    }
    let Some(last) = last else {
        return Ok(());
    };
    if let Some(mistake) = plausible(last, today, Part::Last, "Last day") {
        return Err(mistake.into());
    }
    if last < own.days.first {
        let first = words(own.days.first);
        let text = format!("Last day must be on or after {first}, the post’s first day");
        return Err(Mistake::new(Part::Last, text).into());
    }
    let holders = held.holders_of(&own.id).into_iter();
    if let Some(later) = holders.map(|own| own.days.first).find(|day| *day > last) {
        let text = format!(
            "Somebody begins in this post on {}. Take that back first",
            words(later)
        );
        return Err(Mistake::new(Part::Last, text).into());
    }
    Ok(())
}

fn around_words(part: Part) -> &'static str {
    if part == Part::Team {
        "Its team"
    } else {
        "Its service"
    }
}

/// The post as somebody saw it.
fn shown<'a>(held: &'a Staffing, id: &str, seen: &str) -> Result<&'a Post, Error> {
    let own = held.post(id).ok_or(Error::NotHeld)?;
    (own.version() == seen).then_some(own).ok_or(Error::Changed)
}

/// A post without an id yet.
fn of_draft(draft: PostDraft) -> Post {
    Post {
        id: String::new(),
        service: draft.service,
        team: draft.team,
        role: draft.role,
        title: draft.title,
        minutes: draft.minutes,
        days: Days::from(draft.first),
    }
}

/// A post as somebody would have drawn it up.
fn draft_of(own: &Post) -> PostDraft {
    PostDraft {
        service: own.service.clone(),
        team: own.team.clone(),
        role: own.role,
        title: own.title.clone(),
        minutes: own.minutes,
        first: own.days.first,
    }
}

fn tell(act: &mut Act<'_>, own: &Post) {
    act.about("post", &own.id);
    act.detail(json!({
        "service": own.service,
        "team": own.team,
        "role": own.role.code(),
        "title": own.title,
        "minutes": own.minutes,
        "first": own.days.first.to_string(),
        "last": own.days.last_text(),
    }));
}
