//! One inspection with everything that is known of it.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::register::{claim, inspection, inspection_source, service};
use vault::{Deed, Door, Look, on_both};

use super::correcting::{self, CorrectionRow};
use super::store::{ClaimRow, InspectionRow, ServiceRow, SourceRow};
use super::types::{Claim, Inspection, Row, Score, Service, Source};
use super::{comparisons, record};
use crate::recommendations::{self, RecommendationRow};
use crate::reports::{self, FileRow};
use crate::working_values::chosen;

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
        let mut inspection = whole(row, service, claims, sources);
        inspection.working_values = chosen(look.conn()).await?.under(&inspection.row.framework);
        let recommendations = recommendations::of_inspection(look.conn(), &id).await?;
        let files = reports::of_inspection(look.conn(), &id).await?;
        inspection.keep_beside(recommendations, files);
        let corrections = correcting::of_inspection(look.conn(), &id).await?;
        inspection.corrections = corrections
            .into_iter()
            .map(CorrectionRow::into_correction)
            .collect();
        Ok(Some(inspection))
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
    mut claims: Vec<ClaimRow>,
    sources: Vec<SourceRow>,
) -> Inspection {
    // A correction may have made a later statement the record.
    claims.sort_by(|one, other| {
        let first = |claim: &ClaimRow| !claim.record;
        one.field
            .cmp(&other.field)
            .then(first(one).cmp(&first(other)))
    });
    let row = row(own, service);
    Inspection {
        ratings: record::ratings(&claims),
        percents: record::percents(&claims),
        counts: record::rating_counts(&claims),
        comparisons: comparisons::beside(&row),
        corrections: Vec::new(),
        recommendations: Vec::new(),
        reports: Vec::new(),
        working_values: BTreeMap::new(),
        claims: claims.into_iter().map(stated).collect(),
        sources: sources.into_iter().map(source).collect(),
        row,
    }
}

impl Inspection {
    /// Puts beside what sources say what people added by hand: recommendations and reports kept as
    /// files.
    pub(crate) fn keep_beside(
        &mut self,
        recommendations: Vec<RecommendationRow>,
        files: Vec<FileRow>,
    ) {
        let recommendations = recommendations.into_iter();
        self.recommendations = recommendations
            .map(RecommendationRow::into_recommendation)
            .collect();
        self.reports = files.into_iter().filter_map(FileRow::into_file).collect();
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
