//! One inspection with everything that is known of it.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::register::{claim, inspection, inspection_source, service};
use vault::{Deed, Door, Look, on_both};

use super::store::{ClaimRow, InspectionRow, ServiceRow, SourceRow};
use super::types::{Claim, Inspection, Row, Score, Service, Source};
use super::{comparisons, record};

/// One inspection by its id; none when the register does not hold it.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn show(
    door: &Door,
    asker: &Asker,
    id: &str,
) -> Result<Option<Inspection>, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsShow,
        purpose: "inspection read",
    };
    let id = id.to_owned();
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let found: Option<(InspectionRow, ServiceRow)> = on_both!(look.conn(), |c| {
            inspection::table
                .inner_join(service::table)
                .filter(inspection::id.eq(&id))
                .select((InspectionRow::as_select(), ServiceRow::as_select()))
                .first(c)
                .await
                .optional()
        })?;
        let Some((row, service)) = found else {
            return Ok(None);
        };
        look.about("inspection", &row.id);
        let claims = on_both!(look.conn(), |c| {
            claim::table
                .filter(claim::inspection_id.eq(&id))
                .order((claim::field, claim::position))
                .select(ClaimRow::as_select())
                .load(c)
                .await
        })?;
        let sources = on_both!(look.conn(), |c| {
            inspection_source::table
                .filter(inspection_source::inspection_id.eq(&id))
                .order(inspection_source::position)
                .select(SourceRow::as_select())
                .load(c)
                .await
        })?;
        Ok(Some(whole(row, service, claims, sources)))
    })
    .await
}

/// A line of the register from its rows.
pub(crate) fn row(row: InspectionRow, service: ServiceRow) -> Row {
    let date = |text: Option<String>| text.and_then(|text| text.parse().ok());
    let whole = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    let points = whole(row.total).zip(whole(row.maximum));
    Row {
        id: row.id,
        service: Service {
            id: service.id,
            name: service.name,
            region: service.region,
        },
        framework: row.framework,
        kind: row.kind,
        reinspection: row
            .reinspection
            .and_then(|number| i16::try_from(number).ok()),
        fieldwork_start: date(row.fieldwork_start),
        fieldwork_end: date(row.fieldwork_end),
        published: date(row.published),
        overall: row.overall,
        score: points
            .zip(row.score_basis)
            .map(|((total, maximum), basis)| Score {
                total,
                maximum,
                basis,
            }),
    }
}

/// An inspection from its rows.
pub(crate) fn whole(
    own: InspectionRow,
    service: ServiceRow,
    claims: Vec<ClaimRow>,
    sources: Vec<SourceRow>,
) -> Inspection {
    let row = row(own, service);
    Inspection {
        ratings: record::ratings(&claims),
        percents: record::percents(&claims),
        counts: record::rating_counts(&claims),
        comparisons: comparisons::beside(&row),
        claims: claims.into_iter().map(stated).collect(),
        sources: sources.into_iter().map(source).collect(),
        row,
    }
}

fn stated(claim: ClaimRow) -> Claim {
    Claim {
        field: claim.field,
        value: claim.value,
        source: claim.source,
        basis: claim.basis,
        record: claim.record,
        note: claim.note,
    }
}

fn source(row: SourceRow) -> Source {
    let is_address = row.source.starts_with("https://") || row.source.starts_with("http://");
    Source {
        address: is_address.then(|| row.source.clone()),
        id: row.source,
    }
}
