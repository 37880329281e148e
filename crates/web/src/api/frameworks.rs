//! The inspection frameworks: which there are, and what each holds.

use axum::extract::Path;
use axum::response::Response;
use rating::Framework;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Asked, Fault, NotHeld};

/// A framework in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct FrameworkLine {
    /// Its code.
    #[schema(example = "hmip-2018")]
    id: &'static str,
    /// Its title.
    title: &'static str,
}

/// A framework.
#[derive(Serialize, ToSchema)]
pub(crate) struct FrameworkAnswer {
    /// Its code.
    #[schema(example = "hmip-2018")]
    id: &'static str,
    /// Its title.
    title: &'static str,
    /// Its rating words, worst first; empty where it gives none.
    words: Vec<WordAnswer>,
    /// Its standards, in its own order.
    standards: Vec<StandardAnswer>,
    /// Working values and switches, each with its standing.
    settings: Vec<SettingAnswer>,
}

/// One word of a scale.
#[derive(Serialize, ToSchema)]
pub(crate) struct WordAnswer {
    /// As it stands in data: `requires_improvement`.
    word: &'static str,
    /// As it is read.
    label: &'static str,
    /// Points for a standard with this rating; null where the framework adds none up.
    points: Option<u32>,
}

/// One standard.
#[derive(Serialize, ToSchema)]
pub(crate) struct StandardAnswer {
    /// Its id.
    #[schema(example = "2.1")]
    id: &'static str,
    /// Its title, in our words.
    title: String,
    /// Whether its points count in the total.
    counts: bool,
}

/// One setting.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingAnswer {
    /// Its key.
    #[schema(example = "percent.good_from")]
    key: &'static str,
    /// What it is.
    title: &'static str,
    /// The framework's own value.
    value: &'static str,
    /// `high`, `medium` or `low`; null where nothing is said of it.
    confidence: Option<&'static str>,
    /// What it rests on.
    basis: &'static str,
}

/// The frameworks that are held, oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/frameworks",
    tag = "Frameworks",
    responses(
        (status = 200, description = "The frameworks", body = Vec<FrameworkLine>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn list(asked: Asked) -> Result<Response, Fault> {
    asked.only(&[])?;
    let lines: Vec<FrameworkLine> = rules::frameworks()
        .iter()
        .map(|framework| FrameworkLine {
            id: framework.id(),
            title: framework.title(),
        })
        .collect();
    asked.answer(&lines)
}

/// One framework: its scale, its standards and its settings.
#[utoipa::path(
    get,
    path = "/api/v1/frameworks/{id}",
    tag = "Frameworks",
    params(("id" = String, Path, description = "The framework's code", example = "hmip-2018")),
    responses(
        (status = 200, description = "The framework", body = FrameworkAnswer),
        NotHeld,
        Answer,
        Fault,
    )
)]
pub(crate) async fn show(Path(id): Path<String>, asked: Asked) -> Result<Response, Fault> {
    asked.only(&[])?;
    let framework = rules::framework(&id).ok_or(Fault::NotHeld)?;
    asked.answer(&answer(framework))
}

fn answer(framework: &'static Framework) -> FrameworkAnswer {
    FrameworkAnswer {
        id: framework.id(),
        title: framework.title(),
        words: framework
            .words()
            .iter()
            .map(|word| WordAnswer {
                word: &word.id,
                label: &word.label,
                points: word.points,
            })
            .collect(),
        standards: framework
            .standards()
            .iter()
            .map(|standard| StandardAnswer {
                id: &standard.id,
                title: standard.name(),
                counts: standard.counts,
            })
            .collect(),
        settings: framework
            .settings()
            .iter()
            .map(|setting| SettingAnswer {
                key: &setting.key,
                title: &setting.title,
                value: &setting.default,
                confidence: setting.confidence.as_deref(),
                basis: &setting.basis,
            })
            .collect(),
    }
}
