//! Looking at one's own sessions, and ending them.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use vault::schema::people::session;
use vault::{Act, Deed, Door, Error, Look, on_both};

use super::store::Why;
use super::{Visitor, end_of_account};
use crate::id::is_plain;
use crate::{Terms, moment};

/// A session as its owner, or an administrator, sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Its id.
    pub id: String,
    /// The browser and system, in words.
    pub device: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used, to within a minute.
    pub seen_at: Timestamp,
}

/// The sessions of an account that go on, the latest used first. Its owner asks as
/// [`Action::OwnShow`]; anybody else as [`Action::AccountsList`].
///
/// # Errors
/// As [`Door::consult`].
pub async fn list(
    door: &Door,
    asker: &Asker,
    terms: &Terms,
    account: &str,
) -> Result<Vec<SessionLine>, Error> {
    let deed = Deed {
        action: of_whom(asker, account, Action::OwnShow, Action::AccountsList),
        purpose: "looking through sessions",
    };
    let (now, terms, account) = (door.now(), *terms, account.to_owned());
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        look.about("account", &account);
        let rows: Vec<(String, String, String, String)> =
            on_both!(look.conn(), |c| session::table
                .filter(session::account_id.eq(&account))
                .filter(session::ended_at.is_null())
                .filter(session::stage.eq(super::Stage::Whole.code()))
                .order((session::seen_at.desc(), session::id))
                .select((
                    session::id,
                    session::device,
                    session::began_at,
                    session::seen_at
                ))
                .load(c)
                .await)?;
        let lines = rows
            .into_iter()
            .map(|(id, device, began, seen)| SessionLine {
                id,
                device,
                began_at: moment::read(&began),
                seen_at: moment::read(&seen),
            });
        let goes_on = |line: &SessionLine| {
            moment::since(line.began_at, now) < terms.absolute
                && moment::since(line.seen_at, now) < terms.idle
        };
        Ok(lines.filter(goes_on).collect())
    })
    .await
}

/// The action that fits: one's own, or somebody else's.
fn of_whom(asker: &Asker, account: &str, own: Action, others: Action) -> Action {
    if asker.code() == account { own } else { others }
}

/// Ends the session in which somebody asks.
///
/// # Errors
/// As [`Door::act`].
pub async fn sign_out(door: &Door, visitor: &Visitor) -> Result<(), Error> {
    let deed = Deed {
        action: Action::OwnSet,
        purpose: "signing out",
    };
    let (account, id) = (visitor.account.clone(), visitor.session.clone());
    door.act(&visitor.asker(), deed, async move |act: &mut Act<'_>| {
        act.about("session", &id);
        end(act, &account, &id, Why::SignedOut).await?;
        Ok(())
    })
    .await
}

/// Ends one session of an account, by its owner or an administrator. Whether there was one that went
/// on.
///
/// # Errors
/// As [`Door::act`].
pub async fn end_one(
    door: &Door,
    asker: &Asker,
    account: &str,
    session: &str,
) -> Result<bool, Error> {
    let deed = Deed {
        action: of_whom(asker, account, Action::OwnSet, Action::SessionsEnd),
        purpose: "ending a session",
    };
    let why = why(asker, account);
    let (account, id) = (account.to_owned(), session.to_owned());
    door.act(asker, deed, async move |act: &mut Act<'_>| {
        let ended = is_plain(&id) && end(act, &account, &id, why).await? > 0;
        // Only an id that is one of ours stands in the trail, never what somebody made up.
        if ended {
            act.about("session", &id);
        }
        Ok(ended)
    })
    .await
}

/// Ends all sessions of an account but the one that is named, by its owner or an administrator. Gives
/// their number.
///
/// # Errors
/// As [`Door::act`].
pub async fn end_all(
    door: &Door,
    asker: &Asker,
    account: &str,
    but: Option<&str>,
) -> Result<usize, Error> {
    let deed = Deed {
        action: of_whom(asker, account, Action::OwnSet, Action::SessionsEnd),
        purpose: "ending all sessions",
    };
    let why = why(asker, account);
    let (account, but) = (account.to_owned(), but.map(str::to_owned));
    door.act(asker, deed, async move |act: &mut Act<'_>| {
        act.about("account", &account);
        end_of_account(act, &account, but.as_deref(), why).await
    })
    .await
}

fn why(asker: &Asker, account: &str) -> Why {
    if asker.code() == account {
        Why::Elsewhere
    } else {
        Why::Administrator
    }
}

/// Ends a session of an account, if it goes on.
async fn end(act: &mut Act<'_>, account: &str, id: &str, why: Why) -> Result<usize, Error> {
    let now = act.at().to_owned();
    let open = session::table
        .filter(session::id.eq(id))
        .filter(session::account_id.eq(account))
        .filter(session::ended_at.is_null());
    Ok(on_both!(act.conn(), |c| diesel::update(open)
        .set((
            session::ended_at.eq(&now),
            session::ended_why.eq(why.code())
        ))
        .execute(c)
        .await)?)
}
