//! The register as these questions need it, read in a fixed number of statements.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use rating::Framework;
use serde::Serialize;
use vault::schema::register::{claim, inspection, service};
use vault::{Conn, Deed, Door, Look, on_both};

use crate::inspections::{ClaimRow, Inspection, InspectionRow, Service, ServiceRow, whole};
use crate::working_values::chosen;

/// Every inspection with its record, and every service that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// By id. Of the claims only the record values that say a result are here, and no sources.
    inspections: Vec<Inspection>,
    /// By id, with and without inspections.
    services: Vec<Service>,
}

/// Reads the register. `about` names the services that the answer is about, for the trail; names
/// that no service has are passed over.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn read(door: &Door, asker: &Asker, about: &[&str]) -> Result<Register, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsCompare,
        purpose: "register looked at as a whole",
    };
    let about: Vec<String> = about.iter().map(|name| (*name).to_owned()).collect();
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let services = services(look.conn()).await?;
        let register = Register::new(inspections(look.conn()).await?, services);
        for service in about.iter().filter_map(|name| register.service(name)) {
            look.about("service", &service.id);
        }
        Ok(register)
    })
    .await
}

async fn services(conn: &mut Conn) -> Result<Vec<Service>, vault::Error> {
    let rows: Vec<ServiceRow> = on_both!(conn, |c| {
        service::table
            .order(service::id)
            .select(ServiceRow::as_select())
            .load(c)
            .await
    })?;
    let services = rows.into_iter().map(|row| Service {
        id: row.id,
        name: row.name,
        region: row.region,
    });
    Ok(services.collect())
}

async fn inspections(conn: &mut Conn) -> Result<Vec<Inspection>, vault::Error> {
    let rows: Vec<(InspectionRow, ServiceRow)> = on_both!(conn, |c| {
        inspection::table
            .inner_join(service::table)
            .order(inspection::id)
            .select((InspectionRow::as_select(), ServiceRow::as_select()))
            .load(c)
            .await
    })?;
    let claims: Vec<ClaimRow> = on_both!(conn, |c| {
        claim::table
            .filter(claim::record.eq(true))
            .filter(
                claim::field
                    .like("rating.%")
                    .or(claim::field.like("percent.%"))
                    .or(claim::field.like("unplaced.%"))
                    .or(claim::field.eq_any(["counts", "counts_scope"])),
            )
            .order((claim::inspection_id, claim::field, claim::position))
            .select(ClaimRow::as_select())
            .load(c)
            .await
    })?;
    let mut by_inspection: BTreeMap<String, Vec<ClaimRow>> = BTreeMap::new();
    for claim in claims {
        let own = by_inspection.entry(claim.inspection_id.clone());
        own.or_default().push(claim);
    }
    let chosen = chosen(conn).await?;
    let inspections = rows.into_iter().map(|(row, service)| {
        let claims = by_inspection.remove(&row.id).unwrap_or_default();
        let mut inspection = whole(row, service, claims, Vec::new());
        inspection.working_values = chosen.under(&inspection.row.framework);
        inspection
    });
    Ok(inspections.collect())
}

impl Register {
    /// A register of these inspections and services, in whatever order they come.
    #[must_use]
    pub fn new(mut inspections: Vec<Inspection>, mut services: Vec<Service>) -> Self {
        inspections.sort_by(|one, other| one.row.id.cmp(&other.row.id));
        services.sort_by(|one, other| one.id.cmp(&other.id));
        Register {
            inspections,
            services,
        }
    }

    /// Every inspection, by id.
    #[must_use]
    pub fn inspections(&self) -> &[Inspection] {
        &self.inspections
    }

    /// Every service, by id.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// A service by its id, its name or another spelling of it.
    #[must_use]
    pub fn service(&self, text: &str) -> Option<&Service> {
        let with_id = |id: &str| self.services.iter().find(|own| own.id == id);
        with_id(text).or_else(|| with_id(&published::service_named(text)?.id))
    }

    /// One inspection by its id.
    #[must_use]
    pub fn inspection(&self, id: &str) -> Option<&Inspection> {
        self.inspections.iter().find(|own| own.row.id == id)
    }

    /// A service's inspections, newest first; those of which no date is known stand last.
    #[must_use]
    pub fn of_service(&self, id: &str) -> Vec<&Inspection> {
        let own = self.inspections.iter();
        newest_first(own.filter(|own| own.row.service.id == id).collect())
    }

    /// All inspections under a framework, newest first.
    #[must_use]
    pub fn under(&self, framework: &Framework) -> Vec<&Inspection> {
        let own = self.inspections.iter();
        let own = own.filter(|own| own.row.framework == framework.id());
        newest_first(own.collect())
    }

    /// The latest inspection of each service under a framework, by the service's id.
    #[must_use]
    pub fn latest(&self, framework: &Framework) -> Vec<&Inspection> {
        let mut latest: BTreeMap<&str, &Inspection> = BTreeMap::new();
        for own in self.under(framework) {
            latest.entry(&own.row.service.id).or_insert(own);
        }
        latest.into_values().collect()
    }
}

/// When an inspection was, as well as it is known: published, else the end or the start of
/// fieldwork. Of a date that is only a year or a month the first day stands in for the order.
fn when(inspection: &Inspection) -> Option<Date> {
    let row = &inspection.row;
    let known = row.published.or(row.fieldwork_end).or(row.fieldwork_start);
    known.map(rating::PartialDate::first)
}

/// Newest first; the id settles what dates do not, so that the order never depends on anything else.
fn newest_first(mut inspections: Vec<&Inspection>) -> Vec<&Inspection> {
    inspections.sort_by(|one, other| {
        let order = when(other).cmp(&when(one));
        order.then_with(|| other.row.id.cmp(&one.row.id))
    });
    inspections
}
