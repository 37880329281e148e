//! Services side by side under one framework: the same comparison as the page.

use axum::response::Response;
use quality::compare::{Comparison, compare};

use super::overview::{read, service};
use super::{Answer, Asked, Fault};
use crate::visit::Visit;

/// Services beside each other under one framework, standard by standard.
#[utoipa::path(
    get,
    path = "/api/v1/compare",
    tag = "Overview",
    params(
        ("framework" = String, Query, description = "The framework's code", example = "hmip-2018"),
        ("service" = Vec<String>, Query, description = "Two or more services, each by its id or name", example = json!(["medway", "kent"])),
    ),
    responses(
        (status = 200, description = "The services, and what is known of each standard at each of them", body = Comparison),
        Answer,
        Fault,
    )
)]
pub(crate) async fn show(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&["framework", "service"])?;
    let framework =
        asked.needed_framework("Results of different frameworks are never put on one scale.")?;
    let names = asked.services(2)?;
    let register = read(&visit, &names).await?;
    let services = names.iter().map(|name| service(&register, name));
    let services = services.collect::<Result<Vec<_>, Fault>>()?;
    asked.answer(&compare(&register, framework, &services))
}
