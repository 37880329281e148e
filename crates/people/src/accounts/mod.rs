//! Accounts: what somebody signs in with, who may give and take them, and in which state each is.
//!
//! An account is open as long as nobody closed it, its owner holds a post, and it is used. None of
//! this is a column: [`state`] reads it from what is held, so an account that nobody uses closes by
//! itself, and somebody whose last post ended cannot get in although nobody thought of their account.

mod acts;
mod list;
mod store;

pub(crate) use acts::administrators;
pub use acts::{AccountError, Invited, NewAccount, Reset, close, invite, reopen, reset};
pub use list::{Account, Colleague, list, one, without_account};
pub(crate) use store::{AccountRow, find, find_by_name, normal_name, roles_on, update};

use access::Role;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use vault::schema::people::account;
use vault::{Door, Look, on_both};

use crate::{Terms, moment};

/// In which state an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its owner has not yet chosen what they sign in with.
    Invited,
    /// Its owner can sign in.
    Open,
    /// An administrator closed it.
    Closed,
    /// Nobody signed in with it for so long that it closed by itself.
    Dormant,
    /// Its owner holds no post today.
    WithoutPost,
}

impl State {
    /// Whether its owner can get in, or be let in by a link.
    #[must_use]
    pub fn lets_in(self) -> bool {
        matches!(self, State::Invited | State::Open)
    }
}

/// The state of an account at a moment, with the roles that its owner's posts carry that day.
pub(crate) fn state(row: &AccountRow, roles: &[Role], terms: &Terms, now: Timestamp) -> State {
    // Whichever was later: an account that was opened again has its time before it.
    let last = row.opened_at.as_str();
    let last = row.signed_in_at.as_deref().map_or(last, |at| at.max(last));
    if row.closed_at.is_some() {
        State::Closed
    } else if roles.is_empty() {
        State::WithoutPost
    } else if moment::since(moment::read(last), now) >= terms.dormant {
        State::Dormant
    } else if row.passphrase.is_none() && row.single_sign_on.is_none() {
        State::Invited
    } else {
        State::Open
    }
}

/// Whether there is any account yet. Until there is, whoever reaches the pages from this machine is
/// the local operator.
///
/// # Errors
/// As [`Door::identify`].
pub async fn exist(door: &Door) -> Result<bool, vault::Error> {
    door.identify(async |look: &mut Look<'_>| {
        let count: i64 = on_both!(look.conn(), |c| account::table.count().get_result(c).await)?;
        Ok(count > 0)
    })
    .await
}

/// Whether any account has a second factor, or has begun to set one up: from then on its codes come from
/// the installation's key, and from no other.
///
/// # Errors
/// As [`Door::identify`].
pub async fn factors_exist(door: &Door) -> Result<bool, vault::Error> {
    door.identify(async |look: &mut Look<'_>| {
        let with_factor = account::table.filter(account::factor.gt(0));
        let count: i64 = on_both!(look.conn(), |c| with_factor.count().get_result(c).await)?;
        Ok(count > 0)
    })
    .await
}
