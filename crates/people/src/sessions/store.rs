//! Sessions as rows.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::people::session;
use vault::{Act, Conn, Error, on_both};

use super::{Stage, Way};
use crate::limits::SESSIONS;
use crate::{Token, id};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = session, treat_none_as_default_value = false)]
pub(crate) struct SessionRow {
    pub(crate) id: String,
    pub(crate) digest: String,
    pub(crate) account_id: String,
    pub(crate) stage: String,
    pub(crate) way: String,
    pub(crate) began_at: String,
    pub(crate) seen_at: String,
    pub(crate) confirmed_at: Option<String>,
    pub(crate) claimed_roles: Option<String>,
    pub(crate) device: String,
    pub(crate) ended_at: Option<String>,
    pub(crate) ended_why: Option<String>,
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    SignedOut,
    Elsewhere,
    Administrator,
    Replaced,
    Closed,
}

impl Why {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Why::SignedOut => "signed-out",
            Why::Elsewhere => "ended-elsewhere",
            Why::Administrator => "ended-by-administrator",
            Why::Replaced => "replaced",
            Why::Closed => "closed",
        }
    }
}

/// What a session begins with.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) account: String,
    pub(crate) stage: Stage,
    pub(crate) way: Way,
    pub(crate) device: String,
    /// Whether both factors were just shown.
    pub(crate) confirmed: bool,
    pub(crate) claimed_roles: Option<String>,
}

/// Begins a session, and ends the one of the account that was used longest ago where there would be too
/// many. Half sessions are counted apart: whoever knows no more than the passphrase must not push out
/// somebody who is in. Gives the token that the browser is to hold.
pub(crate) async fn begin(act: &mut Act<'_>, beginning: Beginning) -> Result<Token, Error> {
    let token = Token::fresh()?;
    let now = act.at().to_owned();
    let row = SessionRow {
        id: id::fresh('s')?,
        digest: token.digest(),
        account_id: beginning.account,
        stage: beginning.stage.code().to_owned(),
        way: beginning.way.code().to_owned(),
        began_at: now.clone(),
        seen_at: now.clone(),
        confirmed_at: beginning.confirmed.then(|| now.clone()),
        claimed_roles: beginning.claimed_roles,
        device: beginning.device,
        ended_at: None,
        ended_why: None,
    };
    let open: Vec<(String, String)> = on_both!(act.conn(), |c| session::table
        .filter(session::account_id.eq(&row.account_id))
        .filter(session::ended_at.is_null())
        .order((
            session::seen_at.desc(),
            session::began_at.desc(),
            session::id
        ))
        .select((session::id, session::stage))
        .load(c)
        .await)?;
    let is_whole = |stage: &str| stage == Stage::Whole.code();
    let alike = open
        .iter()
        .filter(|(_, stage)| is_whole(stage) == is_whole(&row.stage));
    let surplus: Vec<&String> = alike.skip(SESSIONS - 1).map(|(id, _)| id).collect();
    on_both!(act.conn(), |c| diesel::update(
        session::table.filter(session::id.eq_any(surplus))
    )
    .set((
        session::ended_at.eq(&now),
        session::ended_why.eq(Why::Replaced.code()),
    ))
    .execute(c)
    .await)?;
    on_both!(act.conn(), |c| diesel::insert_into(session::table)
        .values(&row)
        .execute(c)
        .await)?;
    Ok(token)
}

/// The session of a token.
pub(crate) async fn by_digest(conn: &mut Conn, digest: &str) -> Result<Option<SessionRow>, Error> {
    Ok(on_both!(conn, |c| session::table
        .filter(session::digest.eq(digest))
        .select(SessionRow::as_select())
        .first(c)
        .await
        .optional())?)
}

/// Ends all sessions of an account that have not ended, but for one. Gives their number.
pub(crate) async fn end_of_account(
    act: &mut Act<'_>,
    account: &str,
    but: Option<&str>,
    why: Why,
) -> Result<usize, Error> {
    let now = act.at().to_owned();
    let open = session::table
        .filter(session::account_id.eq(account))
        .filter(session::ended_at.is_null())
        .filter(session::id.ne(but.unwrap_or_default()));
    Ok(on_both!(act.conn(), |c| diesel::update(open)
        .set((
            session::ended_at.eq(&now),
            session::ended_why.eq(why.code())
        ))
        .execute(c)
        .await)?)
}

/// Ends the half sessions of an account in which a second factor is being set up.
pub(crate) async fn end_enrolments(act: &mut Act<'_>, account: &str) -> Result<(), Error> {
    let now = act.at().to_owned();
    let open = session::table
        .filter(session::account_id.eq(account))
        .filter(session::stage.eq(Stage::Enrolment.code()))
        .filter(session::ended_at.is_null());
    on_both!(act.conn(), |c| diesel::update(open)
        .set((
            session::ended_at.eq(&now),
            session::ended_why.eq(Why::Replaced.code())
        ))
        .execute(c)
        .await)?;
    Ok(())
}

/// Ends half a session, because the other half is there.
pub(crate) async fn end_half(act: &mut Act<'_>, id: &str) -> Result<(), Error> {
    let now = act.at().to_owned();
    on_both!(act.conn(), |c| diesel::update(session::table.find(id))
        .set((
            session::ended_at.eq(&now),
            session::ended_why.eq(Why::Replaced.code())
        ))
        .execute(c)
        .await)?;
    Ok(())
}
