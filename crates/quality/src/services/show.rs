//! One service with its inspections.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::register::{
    claim, inspection, inspection_source, service, service_alias, service_predecessor,
};
use vault::{Conn, Deed, Door, Look, on_both};

use super::types::{History, Related};
use crate::inspections::{
    AliasRow, ClaimRow, Inspection, InspectionRow, PartialDate, PredecessorRow, Row, Service,
    ServiceRow, SourceRow, whole,
};

/// What parts several sources in one cell of the list of services.
const SEPARATOR: &str = " ; ";

/// One service by its id; none when none has it. The number of statements does not depend on what is
/// held of it.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn show(door: &Door, asker: &Asker, id: &str) -> Result<Option<History>, vault::Error> {
    let deed = Deed {
        action: Action::ServicesShow,
        purpose: "service read",
    };
    let id = id.to_owned();
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let found: Option<ServiceRow> = on_both!(look.conn(), |c| {
            service::table
                .find(&id)
                .select(ServiceRow::as_select())
                .first(c)
                .await
                .optional()
        })?;
        let Some(row) = found else { return Ok(None) };
        look.about("service", &row.id);
        let aliases = aliases(look.conn(), &id).await?;
        let related = related(look.conn(), &id).await?;
        let inspections = inspections(look.conn(), &row).await?;
        Ok(Some(history(row, aliases, related, inspections)))
    })
    .await
}

async fn aliases(conn: &mut Conn, id: &str) -> Result<Vec<String>, vault::Error> {
    let rows: Vec<AliasRow> = on_both!(conn, |c| {
        service_alias::table
            .filter(service_alias::service_id.eq(id))
            .order(service_alias::alias)
            .select(AliasRow::as_select())
            .load(c)
            .await
    })?;
    Ok(rows.into_iter().map(|row| row.alias).collect())
}

/// Services before and after this one, each with whether it came before.
async fn related(conn: &mut Conn, id: &str) -> Result<Vec<(ServiceRow, bool)>, vault::Error> {
    let links: Vec<PredecessorRow> = on_both!(conn, |c| {
        service_predecessor::table
            .filter(
                service_predecessor::service_id
                    .eq(id)
                    .or(service_predecessor::predecessor_id.eq(id)),
            )
            .select(PredecessorRow::as_select())
            .load(c)
            .await
    })?;
    let mut before: BTreeMap<String, bool> = BTreeMap::new();
    for link in links {
        let is_later = link.service_id == id;
        let other = if is_later {
            link.predecessor_id
        } else {
            link.service_id
        };
        before.insert(other, is_later);
    }
    let ids: Vec<&String> = before.keys().collect();
    let rows: Vec<ServiceRow> = on_both!(conn, |c| {
        service::table
            .filter(service::id.eq_any(&ids))
            .order(service::name)
            .select(ServiceRow::as_select())
            .load(c)
            .await
    })?;
    let with_place = rows.into_iter().map(|row| {
        let came_before = before.get(&row.id).copied().unwrap_or_default();
        (row, came_before)
    });
    Ok(with_place.collect())
}

async fn inspections(conn: &mut Conn, own: &ServiceRow) -> Result<Vec<Inspection>, vault::Error> {
    let rows: Vec<InspectionRow> = on_both!(conn, |c| {
        inspection::table
            .filter(inspection::service_id.eq(&own.id))
            .select(InspectionRow::as_select())
            .load(c)
            .await
    })?;
    let claims: Vec<ClaimRow> = on_both!(conn, |c| {
        claim::table
            .inner_join(inspection::table)
            .filter(inspection::service_id.eq(&own.id))
            .order((claim::field, claim::position))
            .select(ClaimRow::as_select())
            .load(c)
            .await
    })?;
    let sources: Vec<SourceRow> = on_both!(conn, |c| {
        inspection_source::table
            .inner_join(inspection::table)
            .filter(inspection::service_id.eq(&own.id))
            .order(inspection_source::position)
            .select(SourceRow::as_select())
            .load(c)
            .await
    })?;
    let with_rows = rows.into_iter().map(|row| {
        let claims = claims.iter().filter(|claim| claim.inspection_id == row.id);
        let sources = sources
            .iter()
            .filter(|source| source.inspection_id == row.id);
        let (claims, sources) = (claims.cloned().collect(), sources.cloned().collect());
        whole(row, own.clone(), claims, sources)
    });
    let mut inspections: Vec<Inspection> = with_rows.collect();
    inspections.sort_by(|one, other| older_first(&one.row, &other.row));
    Ok(inspections)
}

/// When an inspection was, as well as it is known: published, else the end or the start of fieldwork.
pub(super) fn when(row: &Row) -> Option<PartialDate> {
    row.published.or(row.fieldwork_end).or(row.fieldwork_start)
}

/// Older first and without a date last; the id settles what dates do not. Of a date that is only a
/// year or a month the first day stands in for the order.
pub(super) fn older_first(one: &Row, other: &Row) -> std::cmp::Ordering {
    let key = |row: &Row| {
        let date = when(row).map(PartialDate::first);
        (date.is_none(), date)
    };
    key(one)
        .cmp(&key(other))
        .then_with(|| one.id.cmp(&other.id))
}

fn history(
    row: ServiceRow,
    aliases: Vec<String>,
    related: Vec<(ServiceRow, bool)>,
    inspections: Vec<Inspection>,
) -> History {
    let (before, after): (Vec<_>, Vec<_>) = related.into_iter().partition(|(_, before)| *before);
    let named = |rows: Vec<(ServiceRow, bool)>| {
        let rows = rows.into_iter().map(|(row, _)| Related {
            until: date(row.to_date.as_deref()),
            name: row.name,
            id: row.id,
        });
        rows.collect()
    };
    History {
        country: row.country,
        from: date(row.from_date.as_deref()),
        to: date(row.to_date.as_deref()),
        aliases,
        predecessors: named(before),
        successors: named(after),
        note: row.note,
        sources: row.source.split(SEPARATOR).map(str::to_owned).collect(),
        inspections,
        service: Service {
            id: row.id,
            name: row.name,
            region: row.region,
        },
    }
}

/// A date as it is kept.
pub(super) fn date(text: Option<&str>) -> Option<PartialDate> {
    text.and_then(|text| text.parse().ok())
}
