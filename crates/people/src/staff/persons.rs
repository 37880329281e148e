//! The people who work here. What they may do follows from the posts that they hold, not from this.

use access::Asker;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use vault::schema::people::person;
use vault::{Door, on_both};

use super::change::change;
use super::error::{Error, Mistake, Part};
use super::store::{PersonRow, folded};
use super::{PersonDraft, Staffing};
use crate::id;

/// Whether somebody of the same name may be another person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namesake {
    /// Ask first.
    Ask,
    /// They are.
    Another,
}

/// Adds somebody who works here, and gives their id.
///
/// # Errors
/// [`Error::Unusable`] for a name or an address that cannot be one, or the address of somebody else;
/// [`Error::SameName`] where it is not said that a namesake is another person.
pub async fn add(
    door: &Door,
    asker: &Asker,
    draft: &PersonDraft,
    namesake: Namesake,
) -> Result<String, Error> {
    let draft = draft.checked()?;
    let purpose = "adding somebody";
    change(door, asker, purpose, async move |act, held, _| {
        if let Some(mistake) = address_taken(&held, None, &draft.email) {
            return Ok(Err(mistake.into()));
        }
        let same = namesakes(&held, &draft.name);
        if namesake == Namesake::Ask && !same.is_empty() {
            return Ok(Err(Error::SameName(same)));
        }
        let row = PersonRow {
            id: id::fresh('p')?,
            search_text: folded(&draft.name),
            name: draft.name,
            email: Some(draft.email).filter(|email| !email.is_empty()),
            added_at: act.at().to_owned(),
            added_by: act.asker().to_owned(),
        };
        on_both!(act.conn(), |c| diesel::insert_into(person::table)
            .values(&row)
            .execute(c)
            .await)?;
        act.about("person", &row.id);
        Ok(Ok(row.id))
    })
    .await
}

/// Changes somebody's name and address. What they sign in with stays as it is. `seen` is the
/// [version](super::Person::version) that was shown.
///
/// # Errors
/// [`Error::NotHeld`], [`Error::Changed`]; [`Error::Unusable`] as in [`add`].
pub async fn change_to(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    draft: &PersonDraft,
) -> Result<(), Error> {
    let draft = draft.checked()?;
    let (id, seen) = (id.to_owned(), seen.to_owned());
    let purpose = "changing somebody’s name or address";
    change(door, asker, purpose, async move |act, held, _| {
        let Some(own) = held.person(&id) else {
            return Ok(Err(Error::NotHeld));
        };
        if own.version() != seen {
            return Ok(Err(Error::Changed));
        }
        if let Some(mistake) = address_taken(&held, Some(&id), &draft.email) {
            return Ok(Err(mistake.into()));
        }
        let email = Some(draft.email).filter(|email| !email.is_empty());
        let columns = (
            person::name.eq(&draft.name),
            person::search_text.eq(folded(&draft.name)),
            person::email.eq(&email),
        );
        on_both!(act.conn(), |c| diesel::update(person::table.find(&id))
            .set(columns)
            .execute(c)
            .await)?;
        act.about("person", &id);
        // What changed, never from what to what: the trail knows nobody by name.
        act.detail(json!({ "name": own.name != draft.name, "email": own.email != email }));
        Ok(Ok(()))
    })
    .await
}

/// Ids of those who have a name, however its letters are marked.
fn namesakes(held: &Staffing, name: &str) -> Vec<String> {
    let name = folded(name);
    let people = held.people().into_iter();
    let same = people.filter(|own| own.folded == name);
    same.map(|own| own.id.clone()).collect()
}

fn address_taken(held: &Staffing, own: Option<&str>, email: &str) -> Option<Mistake> {
    let mut people = held.people().into_iter();
    let taken = people.any(|other| {
        Some(other.id.as_str()) != own && !email.is_empty() && other.email.as_deref() == Some(email)
    });
    let text = "Somebody else has this address. Choose another, or leave it empty";
    taken.then(|| Mistake::new(Part::Email, text))
}
