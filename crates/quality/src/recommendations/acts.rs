//! Writing recommendations down, changing and withdrawing them.
//!
//! An act first looks at what stands. Sent twice, it finds its own work and changes nothing; sent
//! from a form that is out of date, it says how the recommendation stands now.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Map, Value, json};
use vault::schema::register::{inspection, recommendation};
use vault::{Act, Conn, Deed, Door, on_both};

use super::draft;
use super::limits::RECOMMENDATIONS;
use super::store::{RecommendationRow, of_inspection};
use super::types::{Done, Draft, Error, Recommendation};

/// Writes a recommendation of an inspection down. One that stands already with the same words, to the
/// same addressee, is not written down again.
///
/// # Errors
/// [`Error::Unusable`] for a draft that cannot be taken, [`Error::NotHeld`] for an inspection that the
/// register does not hold, [`Error::TooMany`], and [`Error::Vault`].
pub async fn add(
    door: &Door,
    asker: &Asker,
    inspection: &str,
    draft: &Draft,
) -> Result<Done, Error> {
    let draft = draft::check(draft)?;
    let inspection = inspection.to_owned();
    let deed = deed("recommendation written down");
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        added(act, &inspection, &draft).await
    })
    .await
}

/// Changes what a recommendation says. `seen` is the [version](super::Recommendation::version) that
/// whoever changes it had before them.
///
/// # Errors
/// As [`add`], and [`Error::Changed`] when it has another version by now, [`Error::Withdrawn`] when it
/// no longer stands.
pub async fn change(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    draft: &Draft,
) -> Result<Done, Error> {
    let draft = draft::check(draft)?;
    let (id, seen) = (id.to_owned(), seen.to_owned());
    let deed = deed("recommendation changed");
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        changed(act, &id, &seen, &draft).await
    })
    .await
}

/// Withdraws a recommendation, for a reason that stays with it. Its number is never used again.
///
/// # Errors
/// As [`change`].
pub async fn withdraw(
    door: &Door,
    asker: &Asker,
    id: &str,
    seen: &str,
    reason: &str,
) -> Result<Done, Error> {
    let reason = draft::reason(reason)?;
    let (id, seen) = (id.to_owned(), seen.to_owned());
    let deed = deed("recommendation withdrawn");
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        withdrawn(act, &id, &seen, &reason).await
    })
    .await
}

fn deed(purpose: &'static str) -> Deed {
    Deed {
        action: Action::RecommendationsSet,
        purpose,
    }
}

/// What comes of an act, unless the database fails it.
type Outcome = Result<Done, Error>;

async fn added(
    act: &mut Act<'_>,
    inspection: &str,
    draft: &Draft,
) -> Result<Outcome, vault::Error> {
    let Some(framework) = framework_of(act.conn(), inspection).await? else {
        return Ok(Err(Error::NotHeld));
    };
    if let Err(error) = draft::fits(draft, rules::framework(&framework)) {
        return Ok(Err(error));
    }
    let held = of_inspection(act.conn(), inspection).await?;
    let same = held
        .iter()
        .map(|row| row.clone().into_recommendation())
        .find(|own| own.stands() && own.draft() == *draft);
    if let Some(recommendation) = same {
        return Ok(already(act, recommendation));
    }
    let number = held.last().map_or(1, |last| last.number + 1);
    if number > RECOMMENDATIONS {
        return Ok(Err(Error::TooMany(RECOMMENDATIONS)));
    }
    let mut row = RecommendationRow {
        id: format!("{inspection}-r{number}"),
        inspection_id: inspection.to_owned(),
        number,
        addressed_to: String::new(),
        words: String::new(),
        due: None,
        standard: None,
        withdrawn: None,
        changed_at: act.at().to_owned(),
        changed_by: act.asker().to_owned(),
    };
    row.say(draft);
    on_both!(act.conn(), |c| {
        diesel::insert_into(recommendation::table)
            .values(&row)
            .execute(c)
            .await
    })?;
    act.about("recommendation", &row.id);
    act.detail(json!({ "to": differing(&row, None) }));
    Ok(Ok(Done {
        recommendation: row.into_recommendation(),
        already: false,
    }))
}

async fn changed(
    act: &mut Act<'_>,
    id: &str,
    seen: &str,
    draft: &Draft,
) -> Result<Outcome, vault::Error> {
    let Some((row, framework)) = standing(act.conn(), id).await? else {
        return Ok(Err(Error::NotHeld));
    };
    act.about("recommendation", id);
    let own = row.clone().into_recommendation();
    if !own.stands() {
        return Ok(Err(Error::Withdrawn(Box::new(own))));
    }
    if own.draft() == *draft {
        return Ok(already(act, own));
    }
    if own.version() != seen {
        return Ok(Err(Error::Changed(Box::new(own))));
    }
    if let Err(error) = draft::fits(draft, rules::framework(&framework)) {
        return Ok(Err(error));
    }
    let mut next = row.clone();
    next.say(draft);
    write(act, row, next).await.map(Ok)
}

async fn withdrawn(
    act: &mut Act<'_>,
    id: &str,
    seen: &str,
    reason: &str,
) -> Result<Outcome, vault::Error> {
    let Some((row, _)) = standing(act.conn(), id).await? else {
        return Ok(Err(Error::NotHeld));
    };
    act.about("recommendation", id);
    let own = row.clone().into_recommendation();
    if own.withdrawn.as_deref() == Some(reason) {
        return Ok(already(act, own));
    }
    if !own.stands() {
        return Ok(Err(Error::Withdrawn(Box::new(own))));
    }
    if own.version() != seen {
        return Ok(Err(Error::Changed(Box::new(own))));
    }
    let mut next = row.clone();
    next.withdrawn = Some(reason.to_owned());
    write(act, row, next).await.map(Ok)
}

/// What was asked for stands already.
fn already(act: &mut Act<'_>, recommendation: Recommendation) -> Outcome {
    act.about("recommendation", &recommendation.id);
    act.detail(json!({ "already": true }));
    Ok(Done {
        recommendation,
        already: true,
    })
}

/// Writes the row as it is to be, and what that changes into the trail.
async fn write(
    act: &mut Act<'_>,
    before: RecommendationRow,
    mut next: RecommendationRow,
) -> Result<Done, vault::Error> {
    next.changed_at = act.at().to_owned();
    next.changed_by = act.asker().to_owned();
    on_both!(act.conn(), |c| {
        diesel::update(recommendation::table.find(&next.id))
            .set(&next)
            .execute(c)
            .await
    })?;
    act.detail(json!({
        "from": differing(&before, Some(&next)),
        "to": differing(&next, Some(&before)),
    }));
    Ok(Done {
        recommendation: next.into_recommendation(),
        already: false,
    })
}

/// What a row says, where the other one says something else.
fn differing(row: &RecommendationRow, other: Option<&RecommendationRow>) -> Value {
    let parts = |row: &RecommendationRow| {
        [
            ("addressed_to", Some(row.addressed_to.clone())),
            ("words", Some(row.words.clone())),
            ("due", row.due.clone()),
            ("standard", row.standard.clone()),
            ("withdrawn", row.withdrawn.clone()),
        ]
    };
    let others = other.map(parts);
    let own = parts(row).into_iter().enumerate();
    let differing = own.filter(|(place, (_, value))| match &others {
        Some(others) => others[*place].1 != *value,
        None => value.is_some(),
    });
    let map: Map<String, Value> = differing
        .map(|(_, (name, value))| (name.to_owned(), json!(value)))
        .collect();
    Value::Object(map)
}

/// The framework of an inspection that is held.
async fn framework_of(conn: &mut Conn, id: &str) -> Result<Option<String>, vault::Error> {
    Ok(on_both!(conn, |c| {
        inspection::table
            .find(id)
            .select(inspection::framework)
            .first(c)
            .await
            .optional()
    })?)
}

/// A recommendation with the framework of its inspection.
async fn standing(
    conn: &mut Conn,
    id: &str,
) -> Result<Option<(RecommendationRow, String)>, vault::Error> {
    Ok(on_both!(conn, |c| {
        recommendation::table
            .inner_join(inspection::table)
            .filter(recommendation::id.eq(id))
            .select((RecommendationRow::as_select(), inspection::framework))
            .first(c)
            .await
            .optional()
    })?)
}
