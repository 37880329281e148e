//! Which services' work is kept in this installation: from a day on, until a day.

use access::Asker;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use serde_json::json;
use vault::schema::people::kept_service;
use vault::schema::register::service;
use vault::{Act, Door, on_both};

use super::change::change;
use super::days::words;
use super::drafts::plausible;
use super::error::{Error, Mistake, Part};
use super::store::KeptRow;
use super::{Days, Staffing};

/// Keeps a service's work here from a day on. One that is kept already is from then on; one that was
/// kept until a day is kept again.
///
/// # Errors
/// [`Error::Unusable`] for a service that the register does not hold, or a day that cannot be meant.
pub async fn keep(door: &Door, asker: &Asker, service: &str, since: Date) -> Result<(), Error> {
    let id = service.to_owned();
    let purpose = "keeping a service here";
    change(door, asker, purpose, async move |act, _, today| {
        if let Some(mistake) = plausible(since, today, Part::First, "First day") {
            return Ok(Err(mistake.into()));
        }
        keep_from(act, &id, since).await
    })
    .await
}

/// Sees to it that a registered service is kept here on a day and from then on: the first post of a
/// service is given with an account, before anybody chose services.
pub(crate) async fn see_to(act: &mut Act<'_>, id: &str, day: &str) -> Result<(), vault::Error> {
    let days = Days::read(day, None);
    let held = Staffing::read(act.conn()).await?;
    let kept = held.service(id).and_then(|own| own.kept);
    match kept {
        Some(kept) if !kept.over_by(days.first) => Ok(()),
        Some(kept) => write(act, id, Days::from(kept.first)).await,
        None => write(act, id, days).await,
    }
}

async fn keep_from(
    act: &mut Act<'_>,
    id: &str,
    since: Date,
) -> Result<Result<(), Error>, vault::Error> {
    let registered: i64 = on_both!(act.conn(), |c| service::table
        .filter(service::id.eq(id))
        .count()
        .get_result(c)
        .await)?;
    if registered == 0 {
        let text = "No service is held under this name. Choose one from the list of services";
        return Ok(Err(Mistake::new(Part::Service, text).into()));
    }
    write(act, id, Days::from(since)).await?;
    Ok(Ok(()))
}

/// Keeps a service's work here no longer than until a day. Its teams and posts are closed first, one by
/// one, so that nobody loses access by surprise.
///
/// # Errors
/// [`Error::NotHeld`]; [`Error::Unusable`] for a day before the first, or while teams and posts go on.
pub async fn stop_keeping(
    door: &Door,
    asker: &Asker,
    service: &str,
    last: Date,
) -> Result<(), Error> {
    let id = service.to_owned();
    let purpose = "keeping a service here no longer";
    change(door, asker, purpose, async move |act, held, today| {
        let kept = held.service(&id).and_then(|own| own.kept);
        let Some(kept) = kept else {
            return Ok(Err(Error::NotHeld));
        };
        if let Err(error) = may_stop(&held, &id, kept, last, today) {
            return Ok(Err(error));
        }
        let days = Days {
            last: Some(last),
            ..kept
        };
        write(act, &id, days).await?;
        Ok(Ok(()))
    })
    .await
}

fn may_stop(held: &Staffing, id: &str, kept: Days, last: Date, today: Date) -> Result<(), Error> {
    if let Some(mistake) = plausible(last, today, Part::Last, "Last day") {
        return Err(mistake.into());
    }
    if last < kept.first {
        let first = words(kept.first);
        let text = format!("Last day must be on or after {first}, when it was first kept here");
        return Err(Mistake::new(Part::Last, text).into());
    }
    let goes_on = |days: Days| days.last.is_none_or(|own| own > last);
    let teams = held.teams_of(id).into_iter();
    let teams = teams.filter(|own| goes_on(own.days)).count();
    let posts = held.posts().into_iter();
    let posts = posts
        .filter(|own| own.service.as_deref() == Some(id) && goes_on(own.days))
        .count();
    if teams + posts > 0 {
        let text = format!(
            "Close its teams and posts first: {teams} of its teams and {posts} of its posts go on \
             after this day"
        );
        return Err(Mistake::new(Part::Last, text).into());
    }
    Ok(())
}

async fn write(act: &mut Act<'_>, id: &str, days: Days) -> Result<(), vault::Error> {
    let row = KeptRow {
        service_id: id.to_owned(),
        since: days.first.to_string(),
        until: days.last_text(),
    };
    on_both!(act.conn(), |c| diesel::insert_into(kept_service::table)
        .values(&row)
        .on_conflict(kept_service::service_id)
        .do_update()
        .set(&row)
        .execute(c)
        .await)?;
    act.about("service", id);
    act.detail(json!({ "first": row.since, "last": row.until }));
    Ok(())
}
