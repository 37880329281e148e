//! When an improvement plan is due: a working value, because no general deadline is established
//! (H-51).

use jiff::{Span, civil};
use rating::PartialDate;

use crate::inspections::Inspection;

/// The key of the value.
const KEY: &str = "plan.due";

/// Months from publication until the plan of this inspection is due, as they hold here; none where
/// its framework is not held.
#[must_use]
pub fn plan_months(inspection: &Inspection) -> Option<u32> {
    let own = rules::working_value(&inspection.row.framework, KEY)?;
    let chosen = inspection.working_values.get(KEY);
    chosen.unwrap_or(&own.setting.default).parse().ok()
}

/// The day by which the plan of this inspection is due: so many months after its publication, or the
/// last day of a month that is too short. None where publication is not known to the day.
#[must_use]
pub fn plan_due(inspection: &Inspection) -> Option<PartialDate> {
    let published = inspection.row.published?;
    let day = civil::Date::new(published.year, published.month?, published.day?).ok()?;
    let months = Span::new().try_months(plan_months(inspection)?).ok()?;
    let due = day.checked_add(months).ok()?;
    due.to_string().parse().ok()
}
