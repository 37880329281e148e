//! The register and the choices of one moment, from which every value can be weighed.

use access::{Action, Asker};
use rating::Finding;
use rules::WorkingValue;
use vault::{Deed, Door, Look};

use super::chosen::{Chosen, rows};
use super::effects::{Effect, Values, effects};
use super::list::{Value, values};
use super::set::record_id;
use crate::inspections::{self, Inspection};

/// What weighing needs.
#[derive(Debug, Clone)]
pub struct Weighing {
    /// Every working value, the oldest framework first.
    pub values: Vec<Value>,
    /// Every inspection, by id.
    pub inspections: Vec<Inspection>,
    chosen: Chosen,
}

/// Another value with what would follow from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The value.
    pub value: String,
    /// What would follow, compared with the framework's own value; findings where it does not fit the
    /// other values that hold.
    pub effect: Result<Effect, Vec<Finding>>,
}

/// Reads the register for weighing one value, or all of them.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn weigh(
    door: &Door,
    asker: &Asker,
    about: Option<&'static WorkingValue>,
) -> Result<Weighing, vault::Error> {
    let deed = Deed {
        action: Action::WorkingValuesList,
        purpose: "working values weighed",
    };
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        if let Some(registered) = about {
            look.about("working_value", &record_id(registered));
        }
        let rows = rows(look.conn()).await?;
        Ok(Weighing {
            values: values(&rows),
            inspections: inspections::all(look.conn()).await?,
            chosen: Chosen::of(&rows),
        })
    })
    .await
}

impl Weighing {
    /// What holds of a value.
    #[must_use]
    pub fn value(&self, registered: &WorkingValue) -> Option<&Value> {
        let framework = registered.framework.id();
        let mut values = self.values.iter();
        values.find(|value| value.framework == framework && value.key == registered.key())
    }

    /// What holds under a framework instead of its own values, by key.
    #[must_use]
    pub fn holding(&self, framework: &str) -> Values {
        self.chosen.under(framework)
    }

    /// What would follow from a value, compared with the framework's own.
    ///
    /// # Errors
    /// Findings, when it cannot be used with the other values that hold.
    pub fn effect(&self, registered: &WorkingValue, value: &str) -> Result<Effect, Vec<Finding>> {
        let holding = self.holding(registered.framework.id());
        let own = &registered.setting.default;
        effects(&self.inspections, registered, &holding, own, value)
    }

    /// What would follow from the value that is chosen here, if one is, and from every other that is
    /// worth weighing.
    #[must_use]
    pub fn alternatives(&self, registered: &WorkingValue) -> Vec<Weighed> {
        let chosen = self.value(registered).filter(|value| value.is_set_here());
        let chosen = chosen.map(|value| value.value.as_str());
        let listed = registered.alternatives.iter().map(String::as_str);
        let others = listed.filter(|listed| Some(*listed) != chosen);
        let all = chosen.into_iter().chain(others);
        all.map(|value| Weighed {
            value: value.to_owned(),
            effect: self.effect(registered, value),
        })
        .collect()
    }
}
