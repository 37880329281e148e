//! What somebody changes about their own account, signed in, with both factors just shown.
//!
//! A session may end while a request of it is under way, so each act looks whether it still goes on:
//! what an administrator has reset must not be set again by whoever it was reset against.

use access::Action;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::people::{recovery_code, session};
use vault::{Act, Deed, Door, Look, on_both};

use crate::accounts::{self, AccountRow};
use crate::guessing::{self, Counts, What};
use crate::invitations::keep_codes;
use crate::passphrase::{self, Passphrase, Weakness};
use crate::sessions::{self, Visitor, Why};
use crate::sign_in::{self, NotIn};
use crate::{Key, factor};

/// Why an account is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotChanged {
    /// The passphrase cannot be chosen.
    #[error(transparent)]
    Weak(#[from] Weakness),
    /// Both factors were not shown of late, or the session has ended.
    #[error("Confirm that it is you first")]
    NotConfirmed,
    /// The passphrase that shall go is another one.
    #[error("The passphrase that you have now is not right")]
    WrongPassphrase,
    /// Too many wrong tries of late.
    #[error(transparent)]
    NotIn(#[from] NotIn),
    /// The database has something to say.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// Shows the second factor once more, which dangerous acts ask for. It counts for
/// [`Terms::confirmed`](crate::Terms::confirmed).
///
/// # Errors
/// [`NotIn`].
pub async fn confirm(door: &Door, key: &Key, visitor: &Visitor, typed: &str) -> Result<(), NotIn> {
    let deed = Deed {
        action: Action::OwnSet,
        purpose: "confirming who one is",
    };
    let counts = Counts::of_holder(What::Code, &visitor.session);
    sign_in::charge(door, &counts).await?;
    let (key, typed, now) = (key.clone(), typed.to_owned(), door.now());
    let (account, id) = (visitor.account.clone(), visitor.session.clone());
    let done = door
        .act(&visitor.asker(), deed, async move |act: &mut Act<'_>| {
            act.about("session", &id);
            let Some(row) = going_on(act, &account, &id).await? else {
                return Ok(Err(NotIn::BeginAgain));
            };
            let step = factor::step(&key, &account, row.factor, &typed, now, row.factor_step);
            let Some(step) = step else {
                act.detail(serde_json::json!({ "factor": "second", "right": false }));
                return Ok(Err(NotIn::WrongCode));
            };
            let row = AccountRow {
                factor_step: step,
                ..row
            };
            accounts::update(act.conn(), &row).await?;
            let at = act.at().to_owned();
            on_both!(act.conn(), |c| diesel::update(session::table.find(&id))
                .set(session::confirmed_at.eq(&at))
                .execute(c)
                .await)?;
            Ok(Ok(()))
        })
        .await?;
    if done.is_ok() {
        guessing::give_back(door, counts).await?;
    }
    done
}

/// Chooses another passphrase instead of the `present` one. All other sessions of the account end.
/// Whoever has none, because they come by the council's own sign-in, need not show any.
///
/// # Errors
/// [`NotChanged`].
pub async fn change_passphrase(
    door: &Door,
    visitor: &Visitor,
    present: Passphrase,
    typed: Passphrase,
) -> Result<(), NotChanged> {
    let deed = Deed {
        action: Action::OwnSet,
        purpose: "choosing another passphrase",
    };
    confirmed(door, visitor)?;
    let held = held(door, visitor).await?;
    passphrase::check(&typed, &[&visitor.name, &held.sign_in_name])?;
    let counts = Counts::of_holder(What::Passphrase, &visitor.session);
    sign_in::charge(door, &counts).await?;
    let held = held.passphrase;
    let right = held.is_none() || passphrase::verify(present, held.clone()).await?;
    let chosen = passphrase::digest(typed).await?;
    let (account, id) = (visitor.account.clone(), visitor.session.clone());
    let done = door
        .act(&visitor.asker(), deed, async move |act: &mut Act<'_>| {
            act.about("account", &account);
            let Some(row) = going_on(act, &account, &id).await? else {
                return Ok(Err(NotChanged::NotConfirmed));
            };
            if !right || row.passphrase != held {
                act.detail(serde_json::json!({ "factor": "passphrase", "right": false }));
                return Ok(Err(NotChanged::WrongPassphrase));
            }
            let row = AccountRow {
                passphrase: Some(chosen),
                ..row
            };
            accounts::update(act.conn(), &row).await?;
            sessions::end_of_account(act, &account, Some(&id), Why::Replaced).await?;
            Ok(Ok(()))
        })
        .await?;
    if right {
        guessing::give_back(door, counts).await?;
    }
    done
}

/// Makes new recovery codes; those before are worthless. They are shown once.
///
/// # Errors
/// [`NotChanged`].
pub async fn new_recovery_codes(door: &Door, visitor: &Visitor) -> Result<Vec<String>, NotChanged> {
    let deed = Deed {
        action: Action::OwnSet,
        purpose: "making new recovery codes",
    };
    confirmed(door, visitor)?;
    let codes = factor::recovery_codes()?;
    let digests: Vec<String> = codes
        .iter()
        .filter_map(|code| factor::recovery_digest(code))
        .collect();
    let (account, id) = (visitor.account.clone(), visitor.session.clone());
    door.undertake(&visitor.asker(), deed, async move |act: &mut Act<'_>| {
        act.about("account", &account);
        if going_on(act, &account, &id).await?.is_none() {
            return Ok(Err(NotChanged::NotConfirmed));
        }
        keep_codes(act, &account, &digests).await?;
        Ok(Ok(codes))
    })
    .await
}

/// How many recovery codes somebody has left.
///
/// # Errors
/// As [`Door::consult`].
pub async fn recovery_codes_left(door: &Door, visitor: &Visitor) -> Result<usize, vault::Error> {
    let deed = Deed {
        action: Action::OwnShow,
        purpose: "reading one's own account",
    };
    let account = visitor.account.clone();
    door.consult(&visitor.asker(), deed, async move |look: &mut Look<'_>| {
        look.about("account", &account);
        let left: i64 = on_both!(look.conn(), |c| recovery_code::table
            .filter(recovery_code::account_id.eq(&account))
            .filter(recovery_code::used_at.is_null())
            .count()
            .get_result(c)
            .await)?;
        Ok(usize::try_from(left).unwrap_or_default())
    })
    .await
}

/// The account as it stands before there is anything to do.
async fn held(door: &Door, visitor: &Visitor) -> Result<AccountRow, NotChanged> {
    let account = visitor.account.clone();
    let found = door
        .identify(async move |look: &mut Look<'_>| accounts::find(look.conn(), &account).await)
        .await?;
    found.map(|(row, _)| row).ok_or(NotChanged::NotConfirmed)
}

/// The account of a session, if the session has not been ended.
async fn going_on(
    act: &mut Act<'_>,
    account: &str,
    id: &str,
) -> Result<Option<AccountRow>, vault::Error> {
    let open: i64 = on_both!(act.conn(), |c| session::table
        .filter(session::id.eq(id))
        .filter(session::account_id.eq(account))
        .filter(session::ended_at.is_null())
        .count()
        .get_result(c)
        .await)?;
    if open == 0 {
        return Ok(None);
    }
    Ok(accounts::find(act.conn(), account).await?.map(|own| own.0))
}

/// Whether both factors were shown of late.
fn confirmed(door: &Door, visitor: &Visitor) -> Result<(), NotChanged> {
    let now = door.now();
    let confirmed = visitor.confirmed_until.is_some_and(|until| now < until);
    confirmed.then_some(()).ok_or(NotChanged::NotConfirmed)
}
