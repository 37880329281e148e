//! The register as a list: searched, narrowed, sorted, a page at a time.
//!
//! The number of statements is fixed: one for the number found, one for the page, and one for each
//! group of values to filter by. Unknown values stand last in either direction, and the id breaks
//! every tie, on both databases alike.

use access::{Action, Asker};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use published::spelling_key;
use vault::schema::register::{inspection, service};
use vault::{Conn, Deed, Door, Look, on_both};

use super::limits::SEARCH_WORDS;
use super::show::row;
use super::store::{InspectionRow, ServiceRow};
use super::types::{Facets, Listing, Query, Row, SortBy};

/// Stands for "no overall rating" among the values to filter by.
const NONE: &str = "none";

/// Lists the register.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn list(door: &Door, asker: &Asker, query: &Query) -> Result<Listing, vault::Error> {
    let deed = Deed {
        action: Action::InspectionsList,
        purpose: "register looked through",
    };
    let wanted = Wanted::of(query);
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let total = number(look.conn(), &wanted).await?;
        let page = wanted.page_of(total);
        let rows = rows(look.conn(), &wanted, page).await?;
        let facets = facets(look.conn()).await?;
        Ok(Listing {
            rows,
            total,
            page,
            per_page: wanted.query.per_page,
            held: facets.frameworks.iter().map(|(_, number)| number).sum(),
            facets,
        })
    })
    .await
}

/// A query as the database is asked.
struct Wanted {
    /// Patterns that all have to be met, by the service's names or the inspection's id.
    patterns: Vec<String>,
    query: Query,
}

impl Wanted {
    fn of(query: &Query) -> Self {
        // A key holds letters, digits and blanks only, so nothing in it is a pattern's sign.
        let words = query.search.as_deref().map(spelling_key);
        let words = words.unwrap_or_default();
        let words = words.split_whitespace().take(SEARCH_WORDS);
        Wanted {
            patterns: words.map(|word| format!("%{word}%")).collect(),
            query: query.clone(),
        }
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
}

/// Inspections with their services, narrowed to what is wanted. A macro, because the two databases
/// give the query two types.
macro_rules! narrowed {
    ($wanted:expr) => {{
        let wanted: &Wanted = $wanted;
        let query = &wanted.query;
        let mut found = inspection::table.inner_join(service::table).into_boxed();
        for pattern in &wanted.patterns {
            found = found.filter(
                service::search_text
                    .like(pattern)
                    .or(inspection::id.like(pattern)),
            );
        }
        if !query.frameworks.is_empty() {
            found = found.filter(inspection::framework.eq_any(&query.frameworks));
        }
        if !query.regions.is_empty() {
            found = found.filter(service::region.eq_any(&query.regions));
        }
        if !query.kinds.is_empty() {
            found = found.filter(inspection::kind.eq_any(&query.kinds));
        }
        if query.overall.iter().any(|word| word == NONE) {
            let rated = inspection::overall.eq_any(&query.overall);
            found = found.filter(inspection::overall.is_null().or(rated));
        } else if !query.overall.is_empty() {
            found = found.filter(inspection::overall.eq_any(&query.overall));
        }
        found
    }};
}

/// Sorts by a column whose unknown values stand last, then by id.
macro_rules! sorted {
    ($found:expr, $column:expr, $descending:expr) => {
        if $descending {
            $found.order((
                $column.is_null().asc(),
                $column.desc(),
                inspection::id.asc(),
            ))
        } else {
            $found.order(($column.is_null().asc(), $column.asc(), inspection::id.asc()))
        }
    };
}

async fn number(conn: &mut Conn, wanted: &Wanted) -> Result<u64, vault::Error> {
    let number: i64 = on_both!(conn, |c| {
        narrowed!(wanted).select(count_star()).first(c).await
    })?;
    Ok(u64::try_from(number).unwrap_or_default())
}

async fn rows(conn: &mut Conn, wanted: &Wanted, page: u32) -> Result<Vec<Row>, vault::Error> {
    let sort = wanted.query.sort;
    let down = sort.descending;
    let size = i64::from(wanted.query.per_page);
    let first = size * i64::from(page.saturating_sub(1));
    let rows: Vec<(InspectionRow, ServiceRow)> = on_both!(conn, |c| {
        let found = narrowed!(wanted);
        let found = match sort.by {
            SortBy::Service => sorted!(found, service::name, down),
            SortBy::Published => sorted!(found, inspection::published, down),
            SortBy::Framework => sorted!(found, inspection::framework, down),
            SortBy::Overall => sorted!(found, inspection::overall_rank, down),
            SortBy::Score => sorted!(found, inspection::score_share, down),
        };
        let found = if size == 0 {
            found
        } else {
            found.limit(size).offset(first)
        };
        found
            .select((InspectionRow::as_select(), ServiceRow::as_select()))
            .load(c)
            .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(own, service)| row(own, service))
        .collect())
}

/// The values that can be filtered by, with their numbers, whatever is asked for.
async fn facets(conn: &mut Conn) -> Result<Facets, vault::Error> {
    let frameworks: Vec<(String, i64)> = on_both!(conn, |c| {
        inspection::table
            .group_by(inspection::framework)
            .order(inspection::framework)
            .select((inspection::framework, count_star()))
            .load(c)
            .await
    })?;
    let overall: Vec<(Option<String>, i64)> = on_both!(conn, |c| {
        inspection::table
            .group_by(inspection::overall)
            .order((inspection::overall.is_null(), inspection::overall))
            .select((inspection::overall, count_star()))
            .load(c)
            .await
    })?;
    let regions: Vec<(String, i64)> = on_both!(conn, |c| {
        inspection::table
            .inner_join(service::table)
            .group_by(service::region)
            .order(service::region)
            .select((service::region, count_star()))
            .load(c)
            .await
    })?;
    let kinds: Vec<(String, i64)> = on_both!(conn, |c| {
        inspection::table
            .group_by(inspection::kind)
            .order(inspection::kind)
            .select((inspection::kind, count_star()))
            .load(c)
            .await
    })?;
    let named =
        |(word, number): (Option<String>, i64)| (word.unwrap_or_else(|| NONE.to_owned()), number);
    Ok(Facets {
        frameworks: numbers(frameworks),
        overall: numbers(overall.into_iter().map(named).collect()),
        regions: numbers(regions),
        kinds: numbers(kinds),
    })
}

fn numbers(values: Vec<(String, i64)>) -> Vec<(String, u64)> {
    let unsigned = |number| u64::try_from(number).unwrap_or_default();
    values
        .into_iter()
        .map(|(value, number)| (value, unsigned(number)))
        .collect()
}
