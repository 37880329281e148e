//! The overview as files: each answer as CSV and as ODS, of what the page shows.

use axum::extract::{OriginalUri, Query as Pairs};
use axum::http::Uri;
use axum::response::Response;
use figures::Table;

use super::asked::Asked;
use super::{below_good, distance, good_with_inadequate, ratings, read};
use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::visit::Visit;

/// The pairs of an address.
type Asking = Pairs<Vec<(String, String)>>;

/// `GET /overview/ratings.csv` and `.ods`
pub(crate) async fn ratings(
    visit: Visit,
    OriginalUri(uri): OriginalUri,
    Pairs(pairs): Asking,
) -> Result<Response, Problem> {
    let table = ratings::table(&read(&visit, &pairs).await?);
    let paragraph = "How many services, and how many inspections, have each overall rating.";
    answer(&uri, "ratings", paragraph, &[table])
}

/// `GET /overview/distance.csv?service=medway` and `.ods`; without a service, every service's latest
/// inspection under the framework.
pub(crate) async fn distance(
    visit: Visit,
    OriginalUri(uri): OriginalUri,
    Pairs(pairs): Asking,
) -> Result<Response, Problem> {
    let register = read(&visit, &pairs).await?;
    let asked = Asked::read(&pairs, &register)?;
    let table = distance::table(&register, asked.framework, &asked.services);
    let paragraph = "How many points were missing to the next overall rating and to Good.";
    answer(&uri, "distance", paragraph, &[table])
}

/// `GET /overview/good-with-inadequate.csv` and `.ods`
pub(crate) async fn good_with_inadequate(
    visit: Visit,
    OriginalUri(uri): OriginalUri,
    Pairs(pairs): Asking,
) -> Result<Response, Problem> {
    let table = good_with_inadequate::table(&read(&visit, &pairs).await?);
    let paragraph = "Inspections rated Good in which a standard was Inadequate, as far as known.";
    answer(&uri, "good-with-inadequate", paragraph, &[table])
}

/// `GET /overview/below-good.csv?framework=hmip-2021` and `.ods`
pub(crate) async fn below_good(
    visit: Visit,
    OriginalUri(uri): OriginalUri,
    Pairs(pairs): Asking,
) -> Result<Response, Problem> {
    let register = read(&visit, &pairs).await?;
    let asked = Asked::read(&pairs, &register)?;
    let found = quality::overview::below_good(&register, asked.framework, asked.year);
    let found = found.ok_or(Problem::NotFound)?;
    let table = below_good::table(asked.framework, &found);
    let paragraph = below_good::coverage(asked.framework, &found);
    answer(&uri, "below-good", &paragraph, &[table])
}

/// The file that the end of the address asks for: a workbook with every table, or the first as CSV.
pub(crate) fn answer(
    uri: &Uri,
    name: &str,
    paragraph: &str,
    tables: &[Table],
) -> Result<Response, Problem> {
    let first = tables.first().ok_or(Problem::NotFound)?;
    if !uri.path().ends_with(".ods") {
        return Ok(download::csv(&format!("{name}.csv"), first.csv()));
    }
    let about = About {
        title: first.caption.clone(),
        paragraphs: vec![
            paragraph.to_owned(),
            "From the published inspections that are held; what is not known is counted and said."
                .to_owned(),
            rating::outcome::NOTICE.to_owned(),
        ],
        notes: Vec::new(),
    };
    download::ods(&format!("{name}.ods"), &about, tables)
}
