//! The services as a list: searched, narrowed to regions, a page at a time, by name.
//!
//! The number of statements is fixed: one for the number found, one for the page, one each for the
//! inspections and the other spellings of the services on it, and one for the regions.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use published::spelling_key;
use vault::schema::register::{inspection, service, service_alias};
use vault::{Conn, Deed, Door, Look, on_both};

use super::limits::SEARCH_WORDS;
use super::show::{date, older_first};
use super::types::{Line, Listing, Query};
use crate::inspections::{AliasRow, InspectionRow, Row, Service, ServiceRow, row};

/// Lists the services.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn list(door: &Door, asker: &Asker, query: &Query) -> Result<Listing, vault::Error> {
    let deed = Deed {
        action: Action::ServicesList,
        purpose: "services looked through",
    };
    let wanted = Wanted::of(query);
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let total = number(look.conn(), &wanted).await?;
        let page = wanted.page_of(total);
        let services = services(look.conn(), &wanted, page).await?;
        let ids: Vec<String> = services.iter().map(|own| own.id.clone()).collect();
        let mut inspections = inspections(look.conn(), &ids).await?;
        let aliases = aliases(look.conn(), &ids).await?;
        let regions = regions(look.conn()).await?;
        let lines = services.into_iter().map(|own| {
            let held = inspections.remove(&own.id).unwrap_or_default();
            wanted.line(own, held, &aliases)
        });
        Ok(Listing {
            lines: lines.collect(),
            total,
            page,
            per_page: wanted.query.per_page,
            held: regions.iter().map(|(_, number)| number).sum(),
            regions,
        })
    })
    .await
}

/// A query as the database is asked.
struct Wanted {
    /// Words that all have to be met by the service's names.
    words: Vec<String>,
    query: Query,
}

impl Wanted {
    fn of(query: &Query) -> Self {
        // A key holds letters, digits and blanks only, so nothing in it is a pattern's sign.
        let words = query.search.as_deref().map(spelling_key);
        let words = words.unwrap_or_default();
        let words = words.split_whitespace().take(SEARCH_WORDS);
        Wanted {
            words: words.map(str::to_owned).collect(),
            query: query.clone(),
        }
    }

    fn patterns(&self) -> impl Iterator<Item = String> {
        self.words.iter().map(|word| format!("%{word}%"))
    }

    /// The page to give when so many are found: the one asked for, if it is there.
    fn page_of(&self, total: u64) -> u32 {
        let pages = match u64::from(self.query.per_page) {
            0 => 1,
            size => total.div_ceil(size),
        };
        let asked = self.query.page;
        if (1..=pages).contains(&u64::from(asked)) {
            asked
        } else {
            1
        }
    }

    fn line(&self, own: ServiceRow, held: Vec<Row>, aliases: &[AliasRow]) -> Line {
        let number = u64::try_from(held.len()).unwrap_or(u64::MAX);
        Line {
            found_by: self.found_by(&own, aliases),
            until: date(own.to_date.as_deref()),
            inspections: number,
            // Without a date an inspection stands last, and is not the latest of several.
            latest: held.into_iter().max_by(|one, other| {
                let dated = |row: &Row| super::show::when(row).is_some();
                let by_date = dated(one).cmp(&dated(other));
                by_date.then_with(|| older_first(one, other))
            }),
            service: Service {
                id: own.id,
                name: own.name,
                region: own.region,
            },
        }
    }

    /// The spelling that explains why a search found a service whose name does not.
    fn found_by(&self, own: &ServiceRow, aliases: &[AliasRow]) -> Option<String> {
        let met = |key: &str| self.words.iter().filter(|word| key.contains(*word)).count();
        let name = met(&spelling_key(&own.name));
        let mut best = (name, None);
        for alias in aliases.iter().filter(|alias| alias.service_id == own.id) {
            let number = met(&alias.spelling_key);
            if number > best.0 {
                best = (number, Some(alias.alias.clone()));
            }
        }
        best.1
    }
}

/// Services narrowed to what is wanted. A macro, because the two databases give the query two types.
macro_rules! narrowed {
    ($wanted:expr) => {{
        let wanted: &Wanted = $wanted;
        let mut found = service::table.into_boxed();
        for pattern in wanted.patterns() {
            found = found.filter(service::search_text.like(pattern));
        }
        if !wanted.query.regions.is_empty() {
            found = found.filter(service::region.eq_any(&wanted.query.regions));
        }
        found
    }};
}

async fn number(conn: &mut Conn, wanted: &Wanted) -> Result<u64, vault::Error> {
    let number: i64 = on_both!(conn, |c| {
        narrowed!(wanted).select(count_star()).first(c).await
    })?;
    Ok(u64::try_from(number).unwrap_or_default())
}

/// By id, which is made from the name: the same order on both databases, whatever their collation.
async fn services(
    conn: &mut Conn,
    wanted: &Wanted,
    page: u32,
) -> Result<Vec<ServiceRow>, vault::Error> {
    let size = i64::from(wanted.query.per_page);
    let first = size * i64::from(page.saturating_sub(1));
    Ok(on_both!(conn, |c| {
        let found = narrowed!(wanted).order(service::id.asc());
        let found = if size == 0 {
            found
        } else {
            found.limit(size).offset(first)
        };
        found.select(ServiceRow::as_select()).load(c).await
    })?)
}

/// The inspections of these services, by the service's id.
async fn inspections(
    conn: &mut Conn,
    ids: &[String],
) -> Result<BTreeMap<String, Vec<Row>>, vault::Error> {
    let rows: Vec<(InspectionRow, ServiceRow)> = on_both!(conn, |c| {
        inspection::table
            .inner_join(service::table)
            .filter(inspection::service_id.eq_any(ids))
            .select((InspectionRow::as_select(), ServiceRow::as_select()))
            .load(c)
            .await
    })?;
    let mut by_service: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for (own, of) in rows {
        let held = by_service.entry(of.id.clone()).or_default();
        held.push(row(own, of));
    }
    Ok(by_service)
}

async fn aliases(conn: &mut Conn, ids: &[String]) -> Result<Vec<AliasRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        service_alias::table
            .filter(service_alias::service_id.eq_any(ids))
            .order((service_alias::service_id, service_alias::alias))
            .select(AliasRow::as_select())
            .load(c)
            .await
    })?)
}

/// The regions with their numbers of services, whatever is asked for.
async fn regions(conn: &mut Conn) -> Result<Vec<(String, u64)>, vault::Error> {
    let regions: Vec<(String, i64)> = on_both!(conn, |c| {
        service::table
            .group_by(service::region)
            .order(service::region)
            .select((service::region, count_star()))
            .load(c)
            .await
    })?;
    let unsigned = |number| u64::try_from(number).unwrap_or_default();
    let regions = regions.into_iter();
    Ok(regions
        .map(|(region, number)| (region, unsigned(number)))
        .collect())
}
