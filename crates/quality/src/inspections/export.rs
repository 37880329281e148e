//! The whole register as data: byte for byte the same from both databases, and from one import to
//! the next. There is nothing random in it and no time of import.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use vault::schema::register::{
    claim, inspection, inspection_source, service, service_alias, service_predecessor,
};
use vault::{Conn, Deed, Door, Look, on_both};

use super::correcting::{self, CorrectionRow};
use super::show::whole;
use super::store::{AliasRow, ClaimRow, InspectionRow, PredecessorRow, ServiceRow, SourceRow};
use super::types::Inspection;
use crate::recommendations::{self, RecommendationRow};
use crate::reports::{self, FileRow};
use crate::working_values::{Chosen, chosen};

/// What is exported, in this order.
#[derive(Serialize)]
struct Export {
    inspections: Vec<Inspection>,
    services: Vec<ServiceExport>,
    notice: &'static str,
}

/// A service with its names and dates.
#[derive(Serialize)]
struct ServiceExport {
    id: String,
    name: String,
    region: String,
    country: String,
    from: Option<String>,
    to: Option<String>,
    aliases: Vec<String>,
    predecessors: Vec<String>,
    note: Option<String>,
    source: String,
}

/// The rows of the register, each kind in one statement.
struct Rows {
    inspections: Vec<(InspectionRow, ServiceRow)>,
    claims: Vec<ClaimRow>,
    sources: Vec<SourceRow>,
    services: Vec<ServiceRow>,
    aliases: Vec<AliasRow>,
    predecessors: Vec<PredecessorRow>,
    chosen: Chosen,
    recommendations: Vec<RecommendationRow>,
    files: Vec<FileRow>,
    corrections: Vec<CorrectionRow>,
}

/// The register as JSON: every inspection by id with its claims and sources, and every service
/// with its names and dates.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn export(door: &Door, asker: &Asker) -> Result<String, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsExport,
        purpose: "register taken out",
    };
    let rows = door
        .consult(asker, deed, async |look: &mut Look<'_>| {
            rows(look.conn()).await
        })
        .await?;
    Ok(json(&rows.into_export()))
}

/// Pretty JSON with a line feed at the end.
fn json(export: &Export) -> String {
    let mut text = serde_json::to_string_pretty(export)
        .expect("texts, numbers and maps with text keys always become JSON");
    text.push('\n');
    text
}

/// Every inspection that is held, by id.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Inspection>, vault::Error> {
    Ok(rows(conn).await?.into_export().inspections)
}

async fn rows(conn: &mut Conn) -> Result<Rows, vault::Error> {
    Ok(Rows {
        chosen: chosen(conn).await?,
        recommendations: recommendations::all(conn).await?,
        files: reports::all(conn).await?,
        corrections: correcting::all(conn).await?,
        inspections: on_both!(conn, |c| {
            inspection::table
                .inner_join(service::table)
                .order(inspection::id)
                .select((InspectionRow::as_select(), ServiceRow::as_select()))
                .load(c)
                .await
        })?,
        claims: on_both!(conn, |c| {
            claim::table
                .order((claim::inspection_id, claim::field, claim::position))
                .select(ClaimRow::as_select())
                .load(c)
                .await
        })?,
        sources: on_both!(conn, |c| {
            inspection_source::table
                .order((
                    inspection_source::inspection_id,
                    inspection_source::position,
                ))
                .select(SourceRow::as_select())
                .load(c)
                .await
        })?,
        services: on_both!(conn, |c| {
            service::table
                .order(service::id)
                .select(ServiceRow::as_select())
                .load(c)
                .await
        })?,
        aliases: on_both!(conn, |c| {
            service_alias::table
                .order((service_alias::service_id, service_alias::alias))
                .select(AliasRow::as_select())
                .load(c)
                .await
        })?,
        predecessors: on_both!(conn, |c| {
            service_predecessor::table
                .order((
                    service_predecessor::service_id,
                    service_predecessor::predecessor_id,
                ))
                .select(PredecessorRow::as_select())
                .load(c)
                .await
        })?,
    })
}

impl Rows {
    fn into_export(self) -> Export {
        let mut claims = grouped(self.claims, |claim| claim.inspection_id.clone());
        let mut sources = grouped(self.sources, |source| source.inspection_id.clone());
        let mut aliases = grouped(self.aliases, |alias| alias.service_id.clone());
        let chosen = self.chosen;
        let mut recommendations = grouped(self.recommendations, |row| row.inspection_id.clone());
        let mut files = grouped(self.files, |row| row.inspection_id.clone());
        let mut corrections = grouped(self.corrections, |row| row.inspection_id.clone());
        let mut predecessors = grouped(self.predecessors, |row| row.service_id.clone());
        let inspections = self.inspections.into_iter().map(|(row, service)| {
            let claims = claims.remove(&row.id).unwrap_or_default();
            let sources = sources.remove(&row.id).unwrap_or_default();
            let mut inspection = whole(row, service, claims, sources);
            inspection.working_values = chosen.under(&inspection.row.framework);
            let id = &inspection.row.id;
            let recommendations = recommendations.remove(id).unwrap_or_default();
            let files = files.remove(id).unwrap_or_default();
            let corrections = corrections.remove(id).unwrap_or_default().into_iter();
            inspection.corrections = corrections.map(CorrectionRow::into_correction).collect();
            inspection.keep_beside(recommendations, files);
            inspection
        });
        let inspections = inspections.collect();
        let services = self.services.into_iter().map(|row| {
            let names = aliases.remove(&row.id).unwrap_or_default();
            let earlier = predecessors.remove(&row.id).unwrap_or_default();
            ServiceExport {
                id: row.id,
                name: row.name,
                region: row.region,
                country: row.country,
                from: row.from_date,
                to: row.to_date,
                aliases: names.into_iter().map(|name| name.alias).collect(),
                predecessors: earlier.into_iter().map(|row| row.predecessor_id).collect(),
                note: row.note,
                source: row.source,
            }
        });
        Export {
            inspections,
            services: services.collect(),
            notice: published::NOTICE,
        }
    }
}

/// Rows by what they belong to, each group in the order in which its rows came.
fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> String) -> BTreeMap<String, Vec<T>> {
    let mut groups: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}
