//! Services: the published list taken into the register, and finding one by any of its names.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use published::spelling_key;
use vault::schema::register::{service, service_alias, service_predecessor};
use vault::{Act, Conn, Deed, Door, on_both};

use super::store::{AliasRow, PredecessorRow, ServiceRow};
use super::types::Service;

/// A service as a look-up finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) region: String,
}

/// Every service by every spelling of its name.
#[derive(Debug, Default)]
pub(crate) struct Services {
    by_id: BTreeMap<String, Known>,
    id_by_key: BTreeMap<String, String>,
}

impl Services {
    fn of(services: Vec<ServiceRow>, aliases: Vec<AliasRow>) -> Self {
        let mut known = Services::default();
        // A name beats an alias of another service, should the two ever meet.
        for alias in aliases {
            known.id_by_key.insert(alias.spelling_key, alias.service_id);
        }
        for row in services {
            known
                .id_by_key
                .insert(spelling_key(&row.name), row.id.clone());
            let service = Known {
                id: row.id.clone(),
                name: row.name,
                region: row.region,
            };
            known.by_id.insert(row.id, service);
        }
        known
    }

    /// Every service, by name.
    pub(crate) fn by_name(&self) -> Vec<Service> {
        let services = self.by_id.values().map(|known| Service {
            id: known.id.clone(),
            name: known.name.clone(),
            region: known.region.clone(),
        });
        let mut services: Vec<Service> = services.collect();
        services.sort_by(|one, other| one.name.cmp(&other.name));
        services
    }

    /// The service that a text names, by its name or an alias.
    pub(crate) fn named(&self, text: &str) -> Option<&Known> {
        let id = self.id_by_key.get(&spelling_key(text))?;
        self.by_id.get(id)
    }
}

/// All services, in two statements.
pub(crate) async fn all(conn: &mut Conn) -> Result<Services, vault::Error> {
    let (services, aliases) = rows(conn).await?;
    Ok(Services::of(services, aliases))
}

async fn rows(conn: &mut Conn) -> Result<(Vec<ServiceRow>, Vec<AliasRow>), vault::Error> {
    let services = on_both!(conn, |c| {
        service::table
            .select(ServiceRow::as_select())
            .order(service::id)
            .load(c)
            .await
    })?;
    let aliases = on_both!(conn, |c| {
        service_alias::table
            .select(AliasRow::as_select())
            .order((service_alias::service_id, service_alias::alias))
            .load(c)
            .await
    })?;
    Ok((services, aliases))
}

/// Takes the published list of services into the register. What is there already stays as it is,
/// unless the list says it otherwise now; nothing is ever removed, because inspections rest on it.
///
/// # Errors
/// When the policy does not allow it or the database does not take it.
pub(crate) async fn load(door: &Door, asker: &Asker) -> Result<(), vault::Error> {
    let deed = Deed {
        action: Action::ServicesLoad,
        purpose: "published services taken in",
    };
    door.act(asker, deed, async move |act: &mut Act<'_>| {
        let (services, aliases) = rows(act.conn()).await?;
        let predecessors = predecessors(act.conn()).await?;
        let missing = Wanted::published().beyond(&services, &aliases, &predecessors);
        act.detail(serde_json::json!({
            "services": missing.services.len(),
            "aliases": missing.aliases.len(),
        }));
        for row in &missing.services {
            put_service(act.conn(), row).await?;
            act.about("service", &row.id);
        }
        put_names(act.conn(), &missing).await
    })
    .await
}

async fn predecessors(conn: &mut Conn) -> Result<Vec<PredecessorRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        service_predecessor::table
            .select(PredecessorRow::as_select())
            .load(c)
            .await
    })?)
}

async fn put_service(conn: &mut Conn, row: &ServiceRow) -> Result<(), vault::Error> {
    on_both!(conn, |c| {
        diesel::insert_into(service::table)
            .values(row)
            .on_conflict(service::id)
            .do_update()
            .set(row)
            .execute(c)
            .await
    })?;
    Ok(())
}

async fn put_names(conn: &mut Conn, missing: &Wanted) -> Result<(), vault::Error> {
    for row in &missing.aliases {
        on_both!(conn, |c| {
            diesel::insert_into(service_alias::table)
                .values(row)
                .execute(c)
                .await
        })?;
    }
    for row in &missing.predecessors {
        on_both!(conn, |c| {
            diesel::insert_into(service_predecessor::table)
                .values(row)
                .execute(c)
                .await
        })?;
    }
    Ok(())
}

/// Rows that should be there.
struct Wanted {
    services: Vec<ServiceRow>,
    aliases: Vec<AliasRow>,
    predecessors: Vec<PredecessorRow>,
}

impl Wanted {
    /// The published list as rows.
    fn published() -> Self {
        let list = published::services();
        let aliases = list.iter().flat_map(|own| {
            own.aliases.iter().map(|alias| AliasRow {
                service_id: own.id.clone(),
                alias: alias.clone(),
                spelling_key: spelling_key(alias),
            })
        });
        let predecessors = list.iter().flat_map(|own| {
            own.predecessors.iter().map(|earlier| PredecessorRow {
                service_id: own.id.clone(),
                predecessor_id: earlier.clone(),
            })
        });
        Wanted {
            services: list.iter().map(service_row).collect(),
            aliases: aliases.collect(),
            predecessors: predecessors.collect(),
        }
    }

    /// What of it is not held, or held otherwise.
    fn beyond(
        mut self,
        services: &[ServiceRow],
        aliases: &[AliasRow],
        predecessors: &[PredecessorRow],
    ) -> Self {
        self.services.retain(|row| !services.contains(row));
        let known: BTreeSet<_> = aliases
            .iter()
            .map(|row| (&row.service_id, &row.alias))
            .collect();
        self.aliases
            .retain(|row| !known.contains(&(&row.service_id, &row.alias)));
        self.predecessors.retain(|row| !predecessors.contains(row));
        self
    }
}

fn service_row(own: &published::Service) -> ServiceRow {
    let names = std::iter::once(&own.name).chain(&own.aliases);
    let keys: BTreeSet<String> = names.map(|name| spelling_key(name)).collect();
    ServiceRow {
        id: own.id.clone(),
        name: own.name.clone(),
        region: own.region.clone(),
        country: own.country.clone(),
        from_date: own.from.clone(),
        to_date: own.to.clone(),
        note: own.note.clone(),
        source: own.source.clone(),
        search_text: keys.into_iter().collect::<Vec<_>>().join(" | "),
    }
}
