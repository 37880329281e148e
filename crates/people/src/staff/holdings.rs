//! Who holds which post, from when until when. What somebody may do follows from this alone.

use access::Asker;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use serde_json::json;
use vault::schema::people::holding;
use vault::{Act, Door, on_both};

use super::change::{Guard, change, number_text, row_of_holding, write_holding};
use super::days::{after, before, words};
use super::drafts::plausible;
use super::error::{Error, Mistake, Part, unless};
use super::{Days, Holding, Staffing, must_end};

/// Lets somebody hold a post for some days, and gives the number of the holding within the post. Asked
/// twice, it is done once.
///
/// # Errors
/// [`Error::Unusable`] for days outside the life of the post or on which somebody holds it, for a role
/// that must end without a last day, or for a post or a person that is not held.
pub async fn hold(
    door: &Door,
    asker: &Asker,
    post: &str,
    person: &str,
    days: Days,
) -> Result<u32, Error> {
    let (post, person) = (post.to_owned(), person.to_owned());
    let purpose = "letting somebody hold a post";
    change(door, asker, purpose, async move |act, held, today| {
        let same = held.holders_of(&post).into_iter();
        let mut same = same.filter(|own| own.person == person && own.days == days);
        if let Some(same) = same.next() {
            act.about("post", &post);
            return Ok(Ok(same.number));
        }
        let own = Holding {
            number: next_number(&held, &post),
            post,
            person,
            days,
        };
        if let Err(error) = fits(&held, &own, today) {
            return Ok(Err(error));
        }
        insert(act, &own).await?;
        Ok(Ok(own.number))
    })
    .await
}

/// Changes when somebody holds a post: ends it, lets it go on, or mends a slip. Access follows the days
/// at once. `seen` is the [version](Holding::version) that was shown.
///
/// # Errors
/// [`Error::NotHeld`], [`Error::Changed`]; [`Error::Unusable`] as in [`hold`], or if nobody who can give
/// accounts would be left.
pub async fn change_to(
    door: &Door,
    asker: &Asker,
    post: &str,
    number: u32,
    seen: &str,
    days: Days,
) -> Result<(), Error> {
    let (post, seen) = (post.to_owned(), seen.to_owned());
    let purpose = "saying when somebody holds a post";
    change(door, asker, purpose, async move |act, held, today| {
        let own = match shown(&held, &post, number, &seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        let own = Holding { days, ..own };
        if let Err(error) = fits(&held, &own, today) {
            return Ok(Err(error));
        }
        let guard = Guard::look(act, today, days.last).await?;
        write_holding(act, &own).await?;
        tell(act, &own);
        guard.check(act).await
    })
    .await
}

/// Takes back that somebody holds a post, as if it had never been said. Only while it has not begun, or
/// on its first day: afterwards somebody has been in the post, and that stays on record.
///
/// # Errors
/// As [`change_to`].
pub async fn take_back(
    door: &Door,
    asker: &Asker,
    post: &str,
    number: u32,
    seen: &str,
) -> Result<(), Error> {
    let (post, seen) = (post.to_owned(), seen.to_owned());
    let purpose = "taking back that somebody holds a post";
    change(door, asker, purpose, async move |act, held, today| {
        let own = match shown(&held, &post, number, &seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        if own.days.first < today {
            let text = "This began before today, so it stays on record. Enter a last day instead";
            return Ok(Err(Mistake::new(Part::Last, text).into()));
        }
        let guard = Guard::look(act, today, own.days.last).await?;
        let key = (&own.post, number_text(own.number));
        on_both!(act.conn(), |c| diesel::delete(holding::table.find(key))
            .execute(c)
            .await)?;
        tell(act, &own);
        guard.check(act).await
    })
    .await
}

/// A move from one post to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The post that is left.
    pub from: String,
    /// Which of its holdings ends.
    pub number: u32,
    /// The [version](Holding::version) that was shown.
    pub seen: String,
    /// The post that is taken up.
    pub to: String,
    /// When that is held. The other ends the day before.
    pub days: Days,
}

/// Moves somebody from one post to another, and gives the number of the holding there.
///
/// # Errors
/// As [`change_to`] and [`hold`].
pub async fn move_to(door: &Door, asker: &Asker, wanted: Move) -> Result<u32, Error> {
    let purpose = "moving somebody to another post";
    change(door, asker, purpose, async move |act, held, today| {
        let left = match shown(&held, &wanted.from, wanted.number, &wanted.seen) {
            Ok(own) => own.clone(),
            Err(error) => return Ok(Err(error)),
        };
        if let Err(error) = may_move(&left, &wanted) {
            return Ok(Err(error));
        }
        let own = Holding {
            number: next_number(&held, &wanted.to),
            post: wanted.to,
            person: left.person.clone(),
            days: wanted.days,
        };
        if let Err(error) = fits(&held, &own, today) {
            return Ok(Err(error));
        }
        let last = before(own.days.first);
        let guard = Guard::look(act, today, Some(last)).await?;
        let left = Holding {
            days: left.days.until(last),
            ..left
        };
        write_holding(act, &left).await?;
        tell(act, &left);
        insert(act, &own).await?;
        Ok(guard.check(act).await?.map(|()| own.number))
    })
    .await
}

fn may_move(left: &Holding, wanted: &Move) -> Result<(), Error> {
    if wanted.from == wanted.to {
        let text = "They hold this post already. Choose another";
        return Err(Mistake::new(Part::Post, text).into());
    }
    if wanted.days.first <= left.days.first {
        let text = format!(
            "First day must be after {}, the first day in the present post",
            words(left.days.first)
        );
        return Err(Mistake::new(Part::First, text).into());
    }
    Ok(())
}

/// Whether somebody can hold a post as it is said; the holding itself, if it is held already, does not
/// stand in its own way.
fn fits(held: &Staffing, own: &Holding, today: Date) -> Result<(), Error> {
    let mut mistakes = Vec::new();
    if held.person(&own.person).is_none() {
        mistakes.push(Mistake::new(Part::Person, "Choose somebody who works here"));
    }
    mistakes.extend(plausible(own.days.first, today, Part::First, "First day"));
    if let Some(last) = own.days.last {
        mistakes.extend(plausible(last, today, Part::Last, "Last day"));
        if last < own.days.first {
            let first = words(own.days.first);
            let text = format!("Last day must be on or after {first}, the first day");
            mistakes.push(Mistake::new(Part::Last, text));
        }
    }
    let Some(post) = held.post(&own.post) else {
        mistakes.push(Mistake::new(Part::Post, "Choose a post"));
        return unless(mistakes, ());
    };
    if must_end(post.role) && own.days.last.is_none() {
        let role = post.role.words();
        mistakes.push(Mistake::new(
            Part::Last,
            format!(
                "Enter a last day: {} is here for a time",
                role.to_lowercase()
            ),
        ));
    }
    if mistakes.is_empty() {
        mistakes.extend(outside(own.days, post.days));
    }
    if mistakes.is_empty() {
        let others = held.holders_of(&own.post).into_iter();
        let mut others = others.filter(|other| other.number != own.number);
        let other = others.find(|other| other.days.meet(own.days));
        mistakes.extend(other.map(|other| in_the_way(own.days, other.days)));
    }
    unless(mistakes, ())
}

/// What is wrong with days that leave the life of the post.
fn outside(own: Days, post: Days) -> Option<Mistake> {
    if own.first < post.first {
        let first = words(post.first);
        let text = format!("This post begins on {first}. Choose that day or a later one");
        return Some(Mistake::new(Part::First, text));
    }
    let last = post.last?;
    let text = format!(
        "This post ends on {}. Choose that day or an earlier one",
        words(last)
    );
    if own.first > last {
        Some(Mistake::new(Part::First, text))
    } else if own.last.is_none_or(|own| own > last) {
        Some(Mistake::new(Part::Last, text))
    } else {
        None
    }
}

/// Why two holdings cannot both be, and which day would do.
fn in_the_way(own: Days, other: Days) -> Mistake {
    match other.last {
        _ if own.first < other.first => Mistake::new(
            Part::Last,
            format!(
                "Somebody begins in this post on {}. Enter {} or an earlier day as the last",
                words(other.first),
                words(before(other.first))
            ),
        ),
        Some(last) => Mistake::new(
            Part::First,
            format!(
                "Somebody holds this post until {}. Choose {} or a later day",
                words(last),
                words(after(last))
            ),
        ),
        None => Mistake::new(
            Part::First,
            "Somebody holds this post and no last day is set. Enter one for them first, or open a \
             post for each who shares the work",
        ),
    }
}

fn next_number(held: &Staffing, post: &str) -> u32 {
    let holders = held.holders_of(post).into_iter();
    let highest = holders.map(|own| own.number).max();
    highest.unwrap_or_default().saturating_add(1)
}

/// The holding as somebody saw it.
fn shown<'a>(
    held: &'a Staffing,
    post: &str,
    number: u32,
    seen: &str,
) -> Result<&'a Holding, Error> {
    let own = held.holding(post, number).ok_or(Error::NotHeld)?;
    (own.version() == seen).then_some(own).ok_or(Error::Changed)
}

async fn insert(act: &mut Act<'_>, own: &Holding) -> Result<(), vault::Error> {
    let row = row_of_holding(own);
    on_both!(act.conn(), |c| diesel::insert_into(holding::table)
        .values(&row)
        .execute(c)
        .await)?;
    tell(act, own);
    Ok(())
}

/// Names the post and the person in the trail by their ids.
fn tell(act: &mut Act<'_>, own: &Holding) {
    act.about("post", &own.post);
    act.detail(json!({
        "holding": own.number,
        "person": own.person,
        "first": own.days.first.to_string(),
        "last": own.days.last_text(),
    }));
    act.about("person", &own.person);
}
