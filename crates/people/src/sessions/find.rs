//! Whose token this is, on every request.

use access::{Asker, Role};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use vault::schema::people::session;
use vault::{Act, Door, Error, Look, on_both};

use super::{SessionRow, Stage, Way, by_digest};
use crate::accounts::{self, State};
use crate::limits::SEEN_SECONDS;
use crate::{Terms, Token, moment};

/// Who holds a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody that is known.
    Nobody,
    /// Somebody whose session has ended.
    Ended(Ending),
    /// Somebody who has shown one factor of two.
    HalfWay(HalfWay),
    /// Somebody who has signed in.
    Visitor(Box<Visitor>),
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It was not used for too long.
    Idle,
    /// It went on for as long as any may.
    Over,
    /// Its owner ended it, or signed in on too many others.
    Ended,
    /// An administrator ended it.
    ByAdministrator,
    /// Its owner may no longer sign in.
    NotLetIn,
}

/// Somebody who has shown one factor of two. They may do nothing but show the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfWay {
    /// The account's id.
    pub account: String,
    /// What is still to come.
    pub stage: Stage,
}

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The session's id, which pages may show.
    pub session: String,
    /// The account's id.
    pub account: String,
    /// The person's id.
    pub person: String,
    /// The person's name, for their own eyes.
    pub name: String,
    /// The roles of today.
    pub roles: Vec<Role>,
    /// How they came in.
    pub way: Way,
    /// When the session ends unless it is used.
    pub idle_at: Timestamp,
    /// When it ends in any case.
    pub over_at: Timestamp,
    /// Until when both factors count as just shown; none when they do not.
    pub confirmed_until: Option<Timestamp>,
}

impl Visitor {
    /// Who asks, for acts and consultations.
    #[must_use]
    pub fn asker(&self) -> Asker {
        Asker::account(&self.account, self.roles.iter().copied())
    }
}

/// Finds out whose token this is. What it finds holds for one request: the next one asks again.
///
/// # Errors
/// As [`Door::identify`].
pub async fn find(door: &Door, terms: &Terms, token: &Token) -> Result<Found, Error> {
    let now = door.now();
    let terms = *terms;
    let digest = token.digest();
    let (found, stale) = door
        .identify(async move |look: &mut Look<'_>| {
            let Some(row) = by_digest(look.conn(), &digest).await? else {
                return Ok((Found::Nobody, None));
            };
            let Some((account, name)) = accounts::find(look.conn(), &row.account_id).await? else {
                return Ok((Found::Nobody, None));
            };
            let day = moment::today(now);
            let held = accounts::roles_on(look.conn(), &account.person_id, day).await?;
            let state = accounts::state(&account, &held, &terms, now);
            let roles = claimed(held, row.claimed_roles.as_deref());
            let owner = Owner {
                person: account.person_id,
                name,
                roles,
                state,
            };
            let found = judge(&row, owner, &terms, now);
            let unseen = is_stale(moment::read(&row.seen_at), now);
            let stale = (matches!(found, Found::Visitor(_)) && unseen).then_some(row.id);
            Ok((found, stale))
        })
        .await?;
    if let Some(id) = stale {
        seen(door, id).await?;
    }
    Ok(found)
}

/// Whether a use is so long ago that this one is written down.
fn is_stale(seen: Timestamp, now: Timestamp) -> bool {
    moment::since(seen, now) >= SignedDuration::from_secs(SEEN_SECONDS)
}

/// The roles that are left where the council's sign-in says which it allows: those of posts that it
/// names too. It takes away and never gives.
fn claimed(held: Vec<Role>, claimed: Option<&str>) -> Vec<Role> {
    match claimed {
        None => held,
        Some(codes) => held
            .into_iter()
            .filter(|role| codes.split(' ').any(|code| code == role.code()))
            .collect(),
    }
}

/// Whose session it is.
struct Owner {
    person: String,
    name: String,
    roles: Vec<Role>,
    state: State,
}

/// What a session is at a moment.
fn judge(row: &SessionRow, owner: Owner, terms: &Terms, now: Timestamp) -> Found {
    if row.ended_at.is_some() {
        return Found::Ended(match row.ended_why.as_deref() {
            Some("ended-by-administrator") => Ending::ByAdministrator,
            Some("closed") => Ending::NotLetIn,
            _ => Ending::Ended,
        });
    }
    let (Some(stage), Some(way)) = (Stage::of_code(&row.stage), Way::of_code(&row.way)) else {
        return Found::Nobody;
    };
    if !owner.state.lets_in() || owner.roles.is_empty() {
        return Found::Ended(Ending::NotLetIn);
    }
    let (began, seen) = (moment::read(&row.began_at), moment::read(&row.seen_at));
    if stage != Stage::Whole {
        return if moment::since(began, now) >= terms.half_way {
            Found::Ended(Ending::Idle)
        } else {
            Found::HalfWay(HalfWay {
                account: row.account_id.clone(),
                stage,
            })
        };
    }
    if moment::since(began, now) >= terms.absolute {
        return Found::Ended(Ending::Over);
    }
    if moment::since(seen, now) >= terms.idle {
        return Found::Ended(Ending::Idle);
    }
    // Use is written down once a minute; until then the earlier one counts.
    let seen = if is_stale(seen, now) { now } else { seen };
    let over = moment::later(began, terms.absolute);
    let confirmed = row.confirmed_at.as_deref().map(moment::read);
    let confirmed = confirmed
        .filter(|at| moment::since(*at, now) < terms.confirmed)
        .map(|at| moment::later(at, terms.confirmed));
    // Whoever came by a link of a demo has nothing that they could show again.
    let confirmed = if way == Way::Demo {
        Some(over)
    } else {
        confirmed
    };
    Found::Visitor(Box::new(Visitor {
        session: row.id.clone(),
        account: row.account_id.clone(),
        person: owner.person,
        name: owner.name,
        roles: owner.roles,
        way,
        idle_at: moment::later(seen, terms.idle),
        over_at: over,
        confirmed_until: confirmed,
    }))
}

/// Writes down that a session was just used, unless it has ended meanwhile. Time does not run back.
async fn seen(door: &Door, id: String) -> Result<(), Error> {
    let now = door.now();
    door.remember(async move |act: &mut Act<'_>| {
        let at = moment::text(now);
        // What is a little old already is not worth a write of its own.
        let before = moment::text(moment::later(now, -SignedDuration::from_secs(SEEN_SECONDS)));
        on_both!(act.conn(), |c| diesel::update(
            session::table
                .filter(session::id.eq(&id))
                .filter(session::ended_at.is_null())
                .filter(session::seen_at.le(&before))
        )
        .set(session::seen_at.eq(&at))
        .execute(c)
        .await)?;
        Ok(())
    })
    .await
}
