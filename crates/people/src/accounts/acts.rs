//! Giving somebody an account, letting them choose anew, closing and opening again.

use access::{Action, Asker, Role};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use vault::schema::people::{account, holding, person, post, recovery_code};
use vault::schema::register::service;
use vault::{Act, Deed, Door, on_both};

use super::{AccountRow, find, find_by_name, normal_name, update};
use crate::guessing::{self, What};
use crate::invitations::{self, Kind};
use crate::limits::NAME_CHARS;
use crate::sessions::{self, Why};
use crate::staff::{HoldingRow, PersonRow, PostRow, folded, services};
use crate::{Terms, Token, id, moment};

/// Why an account is not given or changed; the texts stand beside the field that they are about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// A name is empty or too long.
    #[error("Enter a name of at most {NAME_CHARS} characters")]
    Name,
    /// A sign-in name cannot be one.
    #[error(
        "Enter a sign-in name of 3 to {NAME_CHARS} characters without spaces, such as an e-mail \
         address"
    )]
    SignInName,
    /// Somebody else signs in with it.
    #[error("Somebody signs in with this name already. Choose another")]
    Taken,
    /// The person has an account already.
    #[error("This person has an account already. Reset it if they cannot sign in")]
    HasOne,
    /// No such service is held.
    #[error("No service is held under this name. Choose one from the list of services")]
    Service,
    /// No such person is held.
    #[error("This person is not held here")]
    Person,
    /// No such account is held.
    #[error("This account is not held here")]
    NotHeld,
    /// Nobody closes their own account, so that somebody is left who can open it; nor resets it, which
    /// would let whoever sits at a device that was left signed in have both factors.
    #[error("You cannot close or reset your own account. Ask another administrator")]
    Own,
    /// The last administrator cannot be closed by a page.
    #[error(
        "This is the last account that can give accounts. Give another administrator an account \
         first"
    )]
    Last,
    /// The database has something to say.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// Whose account it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewAccount {
    /// Somebody who works here already; their id.
    Of(String),
    /// Somebody new, in a post of their own from today.
    Newcomer {
        /// The name that colleagues know.
        name: String,
        /// The role of the post.
        role: Role,
        /// The id of the service; none for a post of the whole installation.
        service: Option<String>,
    },
}

/// What somebody shall choose anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// The passphrase; the second factor stays.
    Passphrase,
    /// The second factor; the passphrase stays.
    Factor,
    /// Both.
    Both,
}

/// Somebody was invited, or shall choose anew.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The account's id.
    pub account: String,
    /// What their link shows. It is given once, and only its digest is kept.
    pub token: Token,
    /// What the link is for.
    pub kind: Kind,
    /// Until when it is taken.
    pub until: Timestamp,
}

/// Gives somebody an account, and a link by which they choose what they sign in with.
///
/// # Errors
/// [`AccountError`].
pub async fn invite(
    door: &Door,
    asker: &Asker,
    terms: &Terms,
    owner: NewAccount,
    sign_in_name: &str,
) -> Result<Invited, AccountError> {
    let name = normal_name(sign_in_name);
    let length = name.chars().count();
    if !(3..=NAME_CHARS).contains(&length)
        || name.chars().any(|c| c.is_whitespace() || c.is_control())
    {
        return Err(AccountError::SignInName);
    }
    let deed = Deed {
        action: Action::AccountsInvite,
        purpose: "inviting somebody",
    };
    let (terms, now) = (*terms, door.now());
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        if find_by_name(act.conn(), &name).await?.is_some() {
            return Ok(Err(AccountError::Taken));
        }
        let person = match owner {
            NewAccount::Of(id) => known_person(act, id).await?,
            NewAccount::Newcomer {
                name,
                role,
                service,
            } => newcomer(act, &name, role, service, &moment::today(now).to_string()).await?,
        };
        let person = match person {
            Ok(person) => person,
            Err(error) => return Ok(Err(error)),
        };
        let row = AccountRow {
            id: id::fresh('a')?,
            person_id: person,
            sign_in_name: name,
            passphrase: None,
            factor: 0,
            factor_step: 0,
            single_sign_on: None,
            opened_at: act.at().to_owned(),
            signed_in_at: None,
            closed_at: None,
            closed_by: None,
        };
        on_both!(act.conn(), |c| diesel::insert_into(account::table)
            .values(&row)
            .execute(c)
            .await)?;
        act.about("account", &row.id);
        let kind = Kind::Invitation;
        let token = invitations::make(act, &row.id, kind, &terms, now).await?;
        Ok(Ok(Invited {
            account: row.id,
            token,
            kind,
            until: moment::later(now, terms.invitation),
        }))
    })
    .await
}

/// The person, if they are held and have no account.
async fn known_person(
    act: &mut Act<'_>,
    id: String,
) -> Result<Result<String, AccountError>, vault::Error> {
    let held: i64 = on_both!(act.conn(), |c| person::table
        .filter(person::id.eq(&id))
        .count()
        .get_result(c)
        .await)?;
    if held == 0 {
        return Ok(Err(AccountError::Person));
    }
    let accounts: i64 = on_both!(act.conn(), |c| account::table
        .filter(account::person_id.eq(&id))
        .count()
        .get_result(c)
        .await)?;
    Ok(match accounts {
        0 => Ok(id),
        _ => Err(AccountError::HasOne),
    })
}

/// Somebody new in a post of their own from a day on. Gives the person's id.
async fn newcomer(
    act: &mut Act<'_>,
    name: &str,
    role: Role,
    in_service: Option<String>,
    day: &str,
) -> Result<Result<String, AccountError>, vault::Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
        return Ok(Err(AccountError::Name));
    }
    if let Some(id) = &in_service {
        let held: i64 = on_both!(act.conn(), |c| service::table
            .filter(service::id.eq(id))
            .count()
            .get_result(c)
            .await)?;
        if held == 0 {
            return Ok(Err(AccountError::Service));
        }
        services::see_to(act, id, day).await?;
    }
    let own = PersonRow {
        id: id::fresh('p')?,
        name: name.to_owned(),
        search_text: folded(name),
        email: None,
        added_at: act.at().to_owned(),
        added_by: act.asker().to_owned(),
    };
    let own_post = PostRow {
        id: id::fresh('t')?,
        service_id: in_service,
        team_id: None,
        role: role.code().to_owned(),
        title: role.title().to_owned(),
        minutes_a_week: None,
        opened: day.to_owned(),
        closed: None,
    };
    let holds = HoldingRow {
        post_id: own_post.id.clone(),
        number: 1,
        person_id: own.id.clone(),
        starts: day.to_owned(),
        ends: None,
    };
    on_both!(act.conn(), |c| {
        diesel::insert_into(person::table)
            .values(&own)
            .execute(c)
            .await?;
        diesel::insert_into(post::table)
            .values(&own_post)
            .execute(c)
            .await?;
        diesel::insert_into(holding::table)
            .values(&holds)
            .execute(c)
            .await
    })?;
    act.about("person", &own.id);
    act.about("post", &own_post.id);
    Ok(Ok(own.id))
}

/// Lets somebody choose anew. What they had is worthless at once, and they are signed out everywhere.
///
/// # Errors
/// [`AccountError`].
pub async fn reset(
    door: &Door,
    asker: &Asker,
    terms: &Terms,
    account: &str,
    what: Reset,
) -> Result<Invited, AccountError> {
    let deed = Deed {
        action: Action::AccountsReset,
        purpose: match what {
            Reset::Passphrase => "resetting a passphrase",
            Reset::Factor => "resetting a second factor",
            Reset::Both => "resetting an account",
        },
    };
    if asker.code() == account {
        return Err(AccountError::Own);
    }
    let (terms, now, id) = (*terms, door.now(), account.to_owned());
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        let Some((row, _)) = find(act.conn(), &id).await? else {
            return Ok(Err(AccountError::NotHeld));
        };
        act.about("account", &id);
        // Who is to show the factor that they keep must have it; otherwise both are chosen.
        let (kind, row) = match what {
            Reset::Passphrase if row.has_factor() => (Kind::Passphrase, without_passphrase(row)),
            Reset::Factor if row.passphrase.is_some() => (Kind::Factor, row.with_factor_anew()),
            Reset::Passphrase | Reset::Factor | Reset::Both => {
                let row = without_passphrase(row);
                // Everything anew: the council's sign-in finds its owner by the address once more.
                let bound = row.single_sign_on.clone().filter(|_| what != Reset::Both);
                let row = AccountRow {
                    single_sign_on: bound,
                    ..row
                };
                (Kind::Invitation, row.with_factor_anew())
            }
        };
        update(act.conn(), &row).await?;
        // Whoever guessed at the code knew the passphrase; that is over.
        guessing::forget_strangers(act, What::Code, &id).await?;
        if kind != Kind::Passphrase {
            on_both!(act.conn(), |c| diesel::delete(
                recovery_code::table.filter(recovery_code::account_id.eq(&id))
            )
            .execute(c)
            .await)?;
        }
        sessions::end_of_account(act, &id, None, Why::Administrator).await?;
        let token = invitations::make(act, &id, kind, &terms, now).await?;
        Ok(Ok(Invited {
            account: id,
            token,
            kind,
            until: moment::later(now, terms.invitation),
        }))
    })
    .await
}

fn without_passphrase(row: AccountRow) -> AccountRow {
    AccountRow {
        passphrase: None,
        ..row
    }
}

/// Closes an account. Its owner is signed out everywhere, and links for it are taken no more.
///
/// # Errors
/// [`AccountError`].
pub async fn close(door: &Door, asker: &Asker, account: &str) -> Result<(), AccountError> {
    let deed = Deed {
        action: Action::AccountsClose,
        purpose: "closing an account",
    };
    if asker.code() == account {
        return Err(AccountError::Own);
    }
    let (now, id) = (door.now(), account.to_owned());
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        let Some((row, _)) = find(act.conn(), &id).await? else {
            return Ok(Err(AccountError::NotHeld));
        };
        act.about("account", &id);
        if row.closed_at.is_some() {
            return Ok(Ok(()));
        }
        let row = AccountRow {
            closed_at: Some(act.at().to_owned()),
            closed_by: Some(act.asker().to_owned()),
            ..row
        };
        let day = moment::today(now).to_string();
        let before = administrators(act, &day).await?;
        update(act.conn(), &row).await?;
        invitations::withdraw(act, &id).await?;
        sessions::end_of_account(act, &id, None, Why::Closed).await?;
        if before > 0 && administrators(act, &day).await? == 0 {
            return Ok(Err(AccountError::Last));
        }
        Ok(Ok(()))
    })
    .await
}

/// In how many posts somebody is an administrator that day, with an account that is not closed and that
/// they have begun to use: one who was only invited can give nobody an account yet.
pub(crate) async fn administrators(act: &mut Act<'_>, day: &str) -> Result<i64, vault::Error> {
    Ok(on_both!(act.conn(), |c| account::table
        .inner_join(person::table.inner_join(holding::table.inner_join(post::table)))
        .filter(account::closed_at.is_null())
        .filter(
            account::passphrase
                .is_not_null()
                .or(account::single_sign_on.is_not_null())
        )
        .filter(post::role.eq(Role::Administrator.code()))
        .filter(holding::starts.le(day))
        .filter(holding::ends.is_null().or(holding::ends.ge(day)))
        .filter(post::opened.le(day))
        .filter(post::closed.is_null().or(post::closed.ge(day)))
        .count()
        .get_result(c)
        .await)?)
}

/// Opens an account again that was closed, or closed by itself. What its owner signs in with is as it
/// was.
///
/// # Errors
/// [`AccountError`].
pub async fn reopen(door: &Door, asker: &Asker, account: &str) -> Result<(), AccountError> {
    let deed = Deed {
        action: Action::AccountsClose,
        purpose: "opening an account again",
    };
    let id = account.to_owned();
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        let Some((row, _)) = find(act.conn(), &id).await? else {
            return Ok(Err(AccountError::NotHeld));
        };
        act.about("account", &id);
        let row = AccountRow {
            closed_at: None,
            closed_by: None,
            // From here on it is counted how long nobody uses it.
            opened_at: act.at().to_owned(),
            ..row
        };
        update(act.conn(), &row).await?;
        Ok(Ok(()))
    })
    .await
}
