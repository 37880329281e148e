//! Looking through accounts.

use std::collections::BTreeMap;

use access::{Action, Asker, Role};
use diesel::IntoSql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use vault::schema::people::{account, invitation, person};
use vault::{Conn, Deed, Door, Error, Look, on_both};

use super::store::roles_of_all_on;
use super::{AccountRow, State, roles_on, state};
use crate::staff::folded;
use crate::{Terms, moment};

/// An account as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its owner's id.
    pub person: String,
    /// Its owner's name.
    pub name: String,
    /// What is typed to sign in.
    pub sign_in_name: String,
    /// Its state today.
    pub state: State,
    /// The roles of its owner's posts today.
    pub roles: Vec<Role>,
    /// When it was last signed in with.
    pub signed_in_at: Option<Timestamp>,
    /// Whether it was used with the council's own sign-in.
    pub single_sign_on: bool,
    /// Whether a passphrase is chosen.
    pub has_passphrase: bool,
    /// Whether a second factor is set up.
    pub has_factor: bool,
    /// Until when its owner has a link by which they choose what is missing; none if they have none.
    pub link_until: Option<Timestamp>,
}

impl Account {
    /// Whether every one of some words is part of its owner's name or of the sign-in name; case and
    /// accents do not matter.
    #[must_use]
    pub fn is_named(&self, words: &str) -> bool {
        let names = [folded(&self.name), folded(&self.sign_in_name)];
        folded(words)
            .split_whitespace()
            .all(|word| names.iter().any(|name| name.contains(word)))
    }
}

/// Somebody of the staff who could be given an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The person's id.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The roles of their posts today.
    pub roles: Vec<Role>,
}

const LOOKING: Deed = Deed {
    action: Action::AccountsList,
    purpose: "looking through accounts",
};

/// All accounts, by the names of their owners.
///
/// # Errors
/// As [`Door::consult`].
pub async fn list(door: &Door, asker: &Asker, terms: &Terms) -> Result<Vec<Account>, Error> {
    let (now, terms) = (door.now(), *terms);
    door.consult(asker, LOOKING, async move |look: &mut Look<'_>| {
        let rows: Vec<(AccountRow, String)> = on_both!(look.conn(), |c| account::table
            .inner_join(person::table)
            .order((person::search_text, account::id))
            .select((AccountRow::as_select(), person::name))
            .load(c)
            .await)?;
        let mut beside = Beside {
            roles: roles_of_all_on(look.conn(), moment::today(now)).await?,
            links: open_links(look.conn(), None, now).await?,
        };
        let accounts = rows
            .into_iter()
            .map(|(row, name)| account_of(row, name, &mut beside, &terms, now));
        Ok(accounts.collect())
    })
    .await
}

/// Those who hold a post and have no account, by their names.
///
/// # Errors
/// As [`Door::consult`].
pub async fn without_account(door: &Door, asker: &Asker) -> Result<Vec<Colleague>, Error> {
    let deed = Deed {
        action: Action::AccountsInvite,
        purpose: "looking for somebody to invite",
    };
    let day = moment::today(door.now());
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let people: Vec<(String, String)> = on_both!(look.conn(), |c| person::table
            .left_join(account::table)
            .filter(account::id.nullable().is_null())
            .order((person::search_text, person::id))
            .select((person::id, person::name))
            .load(c)
            .await)?;
        let mut held = roles_of_all_on(look.conn(), day).await?;
        let colleagues = people.into_iter().filter_map(|(person, name)| {
            let roles = held.remove(&person)?;
            Some(Colleague {
                person,
                name,
                roles,
            })
        });
        Ok(colleagues.collect())
    })
    .await
}

/// One account; none if it is not held.
///
/// # Errors
/// As [`Door::consult`].
pub async fn one(
    door: &Door,
    asker: &Asker,
    terms: &Terms,
    id: &str,
) -> Result<Option<Account>, Error> {
    let (now, terms, id) = (door.now(), *terms, id.to_owned());
    // One's own account is one's own to see.
    let deed = if asker.code() == id {
        Deed {
            action: Action::OwnShow,
            purpose: "reading one's own account",
        }
    } else {
        LOOKING
    };
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let Some((row, name)) = super::find(look.conn(), &id).await? else {
            return Ok(None);
        };
        look.about("account", &id);
        let day = moment::today(now);
        let roles = roles_on(look.conn(), &row.person_id, day).await?;
        let mut beside = Beside {
            roles: BTreeMap::from([(row.person_id.clone(), roles)]),
            links: open_links(look.conn(), Some(&id), now).await?,
        };
        Ok(Some(account_of(row, name, &mut beside, &terms, now)))
    })
    .await
}

/// What is known of accounts beside their own rows.
struct Beside {
    /// The roles of today by the person's id.
    roles: BTreeMap<String, Vec<Role>>,
    /// Until when a link is taken, by the account's id.
    links: BTreeMap<String, Timestamp>,
}

/// The links that are still taken, of one account or of all.
async fn open_links(
    conn: &mut Conn,
    of: Option<&str>,
    now: Timestamp,
) -> Result<BTreeMap<String, Timestamp>, Error> {
    let all = of.is_none().into_sql::<Bool>();
    let (of, now) = (of.unwrap_or_default(), moment::text(now));
    let rows: Vec<(String, String)> = on_both!(conn, |c| invitation::table
        .filter(invitation::account_id.eq(of).or(all))
        .filter(invitation::used_at.is_null())
        .filter(invitation::expires_at.gt(&now))
        .select((invitation::account_id, invitation::expires_at))
        .load(c)
        .await)?;
    let until = |(account, until): (String, String)| (account, moment::read(&until));
    Ok(rows.into_iter().map(until).collect())
}

fn account_of(
    row: AccountRow,
    name: String,
    beside: &mut Beside,
    terms: &Terms,
    now: Timestamp,
) -> Account {
    let roles = beside.roles.remove(&row.person_id).unwrap_or_default();
    let has_factor = row.has_factor();
    Account {
        state: state(&row, &roles, terms, now),
        link_until: beside.links.remove(&row.id),
        id: row.id,
        person: row.person_id,
        name,
        sign_in_name: row.sign_in_name,
        roles,
        signed_in_at: row.signed_in_at.as_deref().map(moment::read),
        single_sign_on: row.single_sign_on.is_some(),
        has_passphrase: row.passphrase.is_some(),
        has_factor,
    }
}
