//! What every act of this topic has in common: it reads what is held, lets plain rules judge, writes
//! rows, and looks whether somebody is left who can give accounts.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use vault::schema::people::{holding, post};
use vault::{Act, Deed, Door, on_both};

use super::days::after;
use super::error::{Error, Mistake, Part};
use super::store::{HoldingRow, PostRow};
use super::{Holding, Post, Staffing};
use crate::{accounts, moment};

/// What comes of an act, unless the database fails it.
pub(super) type Outcome<T> = Result<Result<T, Error>, vault::Error>;

/// Does something to what is held. `today` is the day by the door's clock.
pub(super) async fn change<T, F>(
    door: &Door,
    asker: &Asker,
    purpose: &'static str,
    f: F,
) -> Result<T, Error>
where
    F: AsyncFnOnce(&mut Act<'_>, Staffing, Date) -> Outcome<T> + Send + 'static,
    T: Send + 'static,
{
    let deed = Deed {
        action: Action::PeopleSet,
        purpose,
    };
    let today = moment::today(door.now());
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        let held = Staffing::read(act.conn()).await?;
        f(act, held, today).await
    })
    .await
}

/// Days on which somebody must be there who can give accounts, and how many there were.
pub(super) struct Guard {
    before: Vec<(Date, i64)>,
}

impl Guard {
    /// Looks before anything ends with `last`: at today, and at the day after the last.
    pub(super) async fn look(
        act: &mut Act<'_>,
        today: Date,
        last: Option<Date>,
    ) -> Result<Self, vault::Error> {
        let mut days = vec![today];
        days.extend(last.map(after).filter(|day| *day > today));
        let mut before = Vec::with_capacity(days.len());
        for day in days {
            let number = accounts::administrators(act, &day.to_string()).await?;
            before.push((day, number));
        }
        Ok(Guard { before })
    }

    /// Looks again: a day that had somebody still has. What was done is undone otherwise.
    pub(super) async fn check(self, act: &mut Act<'_>) -> Outcome<()> {
        for (day, number) in self.before {
            if number > 0 && accounts::administrators(act, &day.to_string()).await? == 0 {
                return Ok(Err(Mistake::new(
                    Part::Last,
                    "This would leave nobody who can give accounts. Give another administrator a \
                     post and an account first",
                )
                .into()));
            }
        }
        Ok(Ok(()))
    }
}

/// A number from 1 as a column holds it.
pub(super) fn number_text(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Writes a post as it now is.
pub(super) async fn write_post(act: &mut Act<'_>, own: &Post) -> Result<(), vault::Error> {
    let row = row_of_post(own);
    on_both!(act.conn(), |c| diesel::update(post::table.find(&row.id))
        .set(&row)
        .execute(c)
        .await)?;
    Ok(())
}

pub(super) fn row_of_post(own: &Post) -> PostRow {
    PostRow {
        id: own.id.clone(),
        service_id: own.service.clone(),
        team_id: own.team.clone(),
        role: own.role.code().to_owned(),
        title: own.title.clone(),
        minutes_a_week: own.minutes.and_then(|own| i32::try_from(own).ok()),
        opened: own.days.first.to_string(),
        closed: own.days.last_text(),
    }
}

/// Writes a holding as it now is.
pub(super) async fn write_holding(act: &mut Act<'_>, own: &Holding) -> Result<(), vault::Error> {
    let row = row_of_holding(own);
    let key = (&row.post_id, row.number);
    on_both!(act.conn(), |c| diesel::update(holding::table.find(key))
        .set(&row)
        .execute(c)
        .await)?;
    Ok(())
}

pub(super) fn row_of_holding(own: &Holding) -> HoldingRow {
    HoldingRow {
        post_id: own.post.clone(),
        number: number_text(own.number),
        person_id: own.person.clone(),
        starts: own.days.first.to_string(),
        ends: own.days.last_text(),
    }
}

/// Ends a post, and with it whoever holds it. `held` is how things stand.
pub(super) async fn end_post(
    act: &mut Act<'_>,
    held: &Staffing,
    own: &Post,
    last: Date,
) -> Result<(), vault::Error> {
    act.about("post", &own.id);
    act.detail(serde_json::json!({ "last": last.to_string() }));
    let ended = Post {
        days: own.days.until(last),
        ..own.clone()
    };
    write_post(act, &ended).await?;
    for holding in held.holders_of(&own.id) {
        let days = holding.days.until(last);
        if days != holding.days {
            let ended = Holding {
                days,
                ..holding.clone()
            };
            write_holding(act, &ended).await?;
            act.about("person", &holding.person);
        }
    }
    Ok(())
}
