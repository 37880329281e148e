//! The values of the method that no public source settles: what each rests on and what holds here.

use axum::response::Response;
use quality::working_values::{self, Value as WorkingValue};

use super::{Answer, Asked, Fault};
use crate::visit::Visit;

/// Every working value with what holds here, why, and how it came to hold.
#[utoipa::path(
    get,
    path = "/api/v1/working-values",
    tag = "Frameworks",
    params(("framework" = Option<String>, Query, description = "One framework alone", example = "hmip-2018")),
    responses(
        (status = 200, description = "The values, the oldest framework first", body = Vec<WorkingValue>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn list(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&["framework"])?;
    let framework = asked.framework()?;
    let mut values = working_values::list(&visit.door, &visit.asker).await?;
    values.retain(|own| framework.is_none_or(|f| f.id() == own.framework));
    asked.answer(&values)
}
