//! Every working value with what holds here and how it came to hold.

use access::{Action, Asker};
use rules::{Used, WorkingValue};
use serde::Serialize;
use utoipa::ToSchema;
use vault::{Deed, Door, Look};

use super::chosen::{ChoiceRow, rows};

/// A working value of one framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WorkingValue)]
pub struct Value {
    /// Framework code.
    pub framework: String,
    /// `percent.good_from`.
    pub key: String,
    /// What it is, for readers.
    pub title: String,
    /// The value that holds here.
    pub value: String,
    /// The framework's own value.
    pub own: String,
    /// `local` where another value than the framework's own holds here; otherwise how well founded the
    /// framework's own is, `working` for nearly all.
    pub status: String,
    /// High, medium or low; none where nothing is said of it.
    pub confidence: Option<String>,
    /// What the framework's own value rests on: the id of a rule, or words.
    pub basis: String,
    /// What follows from it.
    pub effect: String,
    /// Where it is used: `rating`, `plans`, `fixed` (it is always so) or `nothing`.
    #[schema(value_type = String, example = "rating")]
    pub used: Used,
    /// Whether another value can be chosen.
    pub can_be_set: bool,
    /// What was chosen here, the first choice first.
    pub history: Vec<Choice>,
}

/// One choice of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WorkingValueChoice)]
pub struct Choice {
    /// From 1 within the value.
    pub number: u32,
    /// The value chosen; none for the framework's own.
    pub chosen: Option<String>,
    /// Why, in the words of whoever chose.
    pub reason: String,
    /// When, as in the trail: RFC 3339, UTC.
    pub at: String,
    /// By whom: a code, as in the trail.
    pub by: String,
}

impl Value {
    /// Whether another value than the framework's own holds here.
    #[must_use]
    pub fn is_set_here(&self) -> bool {
        self.value != self.own
    }

    /// The number of the last choice; 0 where none was made.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.history.last().map_or(0, |choice| choice.number)
    }

    fn of(registered: &WorkingValue, rows: &[ChoiceRow]) -> Self {
        let own = rows.iter().filter(|row| {
            row.framework == registered.framework.id() && row.setting == registered.key()
        });
        let history: Vec<Choice> = own.map(choice).collect();
        let setting = &registered.setting;
        let chosen = history.last().and_then(|last| last.chosen.clone());
        Value {
            framework: registered.framework.id().to_owned(),
            key: setting.key.clone(),
            title: setting.title.clone(),
            status: match chosen {
                Some(_) => "local".to_owned(),
                None => registered.status().to_owned(),
            },
            value: chosen.unwrap_or_else(|| setting.default.clone()),
            own: setting.default.clone(),
            confidence: setting.confidence.clone(),
            basis: setting.basis.clone(),
            effect: registered.effect.clone(),
            used: registered.used,
            can_be_set: registered.can_be_set(),
            history,
        }
    }
}

fn choice(row: &ChoiceRow) -> Choice {
    Choice {
        number: u32::try_from(row.number).unwrap_or_default(),
        chosen: row.chosen.clone(),
        reason: row.reason.clone(),
        at: row.changed_at.clone(),
        by: row.changed_by.clone(),
    }
}

/// Every working value, the oldest framework first.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn list(door: &Door, asker: &Asker) -> Result<Vec<Value>, vault::Error> {
    let deed = Deed {
        action: Action::WorkingValuesList,
        purpose: "working values read",
    };
    door.consult(asker, deed, async |look: &mut Look<'_>| {
        Ok(values(&rows(look.conn()).await?))
    })
    .await
}

/// Every working value with its choices.
pub(super) fn values(rows: &[ChoiceRow]) -> Vec<Value> {
    let registered = rules::working_values().iter();
    registered.map(|value| Value::of(value, rows)).collect()
}
