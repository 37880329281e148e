//! Used by an administrator when a device is lost or somebody else may be at it: it is signed out at
//! once. This asks for no fresh code, because it takes access away and gives none, and a minute counts.

use ::people::sessions;
use axum::extract::{Path, Request};
use axum::response::Response;

use super::{address, find};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::notice;
use crate::visit::Visit;

/// `POST /accounts/{id}/sessions/end`: one session, by the field `session`.
pub(crate) async fn end(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let session = Form::read(request).await?.text("session");
    let account = find(&visit, &id).await?.id;
    let ended = sessions::end_one(&visit.door, &visit.asker, &account, &session).await?;
    let code = if ended {
        "session-ended"
    } else {
        "session-over"
    };
    Ok(notice::see(&address(&account), code, "devices"))
}

/// `POST /accounts/{id}/sessions/end-all`
pub(crate) async fn end_all(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?.id;
    let ended = sessions::end_all(&visit.door, &visit.asker, &account, None).await?;
    let code = if ended > 0 {
        "sessions-ended"
    } else {
        "session-over"
    };
    Ok(notice::see(&address(&account), code, "devices"))
}
