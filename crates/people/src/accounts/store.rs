//! Accounts as rows.

use std::collections::BTreeMap;

use access::Role;
use diesel::IntoSql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use vault::schema::people::{account, holding, person, post};
use vault::{Conn, Error, on_both};

use crate::id::is_plain;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = account, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct AccountRow {
    pub(crate) id: String,
    pub(crate) person_id: String,
    pub(crate) sign_in_name: String,
    pub(crate) passphrase: Option<String>,
    pub(crate) factor: i32,
    pub(crate) factor_step: i64,
    pub(crate) single_sign_on: Option<String>,
    pub(crate) opened_at: String,
    pub(crate) signed_in_at: Option<String>,
    pub(crate) closed_at: Option<String>,
    pub(crate) closed_by: Option<String>,
}

/// The step of an account whose second factor is not in force: no code is of a later one.
const NO_CODE: i64 = i64::MAX;

impl AccountRow {
    /// Whether a second factor is in force. While one is being set up, none is.
    pub(crate) fn has_factor(&self) -> bool {
        self.factor > 0 && self.factor_step != NO_CODE
    }

    /// The account with its second factor to be set up: no code of any earlier set-up is ever taken
    /// again, not even of one that somebody began and left, and whose secret they have seen.
    pub(crate) fn with_factor_anew(self) -> Self {
        AccountRow {
            factor: self.factor.saturating_add(1),
            factor_step: NO_CODE,
            ..self
        }
    }
}

/// A sign-in name as it is held and compared: without spaces around it, in lower case.
pub(crate) fn normal_name(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// An account with its owner's name. What is no id is nobody's.
pub(crate) async fn find(conn: &mut Conn, id: &str) -> Result<Option<(AccountRow, String)>, Error> {
    if !is_plain(id) {
        return Ok(None);
    }
    Ok(on_both!(conn, |c| account::table
        .inner_join(person::table)
        .filter(account::id.eq(id))
        .select((AccountRow::as_select(), person::name))
        .first(c)
        .await
        .optional())?)
}

/// The account that somebody names who signs in. What is no name is nobody's.
pub(crate) async fn find_by_name(conn: &mut Conn, name: &str) -> Result<Option<AccountRow>, Error> {
    if !is_plain(name) {
        return Ok(None);
    }
    Ok(on_both!(conn, |c| account::table
        .filter(account::sign_in_name.eq(name))
        .select(AccountRow::as_select())
        .first(c)
        .await
        .optional())?)
}

/// Writes an account as it now is.
pub(crate) async fn update(conn: &mut Conn, row: &AccountRow) -> Result<(), Error> {
    on_both!(conn, |c| diesel::update(account::table.find(&row.id))
        .set(row)
        .execute(c)
        .await)?;
    Ok(())
}

/// The roles of the posts that somebody holds on a day, each once: those of posts that are there that
/// day, held from on or before it, until on or after it.
pub(crate) async fn roles_on(conn: &mut Conn, person: &str, day: Date) -> Result<Vec<Role>, Error> {
    let mut held = roles_held(conn, Some(person), day).await?;
    Ok(held.remove(person).unwrap_or_default())
}

/// As [`roles_on`], of everybody who holds a post that day, by the person's id.
pub(crate) async fn roles_of_all_on(
    conn: &mut Conn,
    day: Date,
) -> Result<BTreeMap<String, Vec<Role>>, Error> {
    roles_held(conn, None, day).await
}

/// The roles held on a day by the person's id: of one person, or of everybody.
async fn roles_held(
    conn: &mut Conn,
    person: Option<&str>,
    day: Date,
) -> Result<BTreeMap<String, Vec<Role>>, Error> {
    let day = day.to_string();
    let everybody = person.is_none().into_sql::<Bool>();
    let person = person.unwrap_or_default();
    let rows: Vec<(String, String)> = on_both!(conn, |c| holding::table
        .inner_join(post::table)
        .filter(holding::person_id.eq(person).or(everybody))
        .filter(holding::starts.le(&day))
        .filter(holding::ends.is_null().or(holding::ends.ge(&day)))
        .filter(post::opened.le(&day))
        .filter(post::closed.is_null().or(post::closed.ge(&day)))
        .select((holding::person_id, post::role))
        .load(c)
        .await)?;
    let mut held: BTreeMap<String, Vec<Role>> = BTreeMap::new();
    for (person, code) in rows {
        held.entry(person).or_default().extend(Role::of_post(&code));
    }
    for roles in held.values_mut() {
        roles.sort_unstable();
        roles.dedup();
    }
    Ok(held)
}
