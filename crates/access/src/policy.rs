//! The policy: which role may do which action.

use std::fmt::Write as _;

use crate::{Action, Asker, Role};

/// Why something may not be done. Its text is for the person who asked and names no record: what
/// somebody may not see does not exist for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} may not {}.", role.words(), action.words())]
pub struct Refusal {
    /// Who asked.
    pub role: Role,
    /// For what.
    pub action: Action,
}

/// Whether `asker` may do `action`.
///
/// # Errors
/// A [`Refusal`] when the policy does not allow it.
pub fn may(asker: &Asker, action: Action) -> Result<(), Refusal> {
    let role = asker.role();
    if allows(role, action) {
        Ok(())
    } else {
        Err(Refusal { role, action })
    }
}

/// The policy itself. Both matches are exhaustive, so a new role or a new action does not compile
/// until somebody has decided.
fn allows(role: Role, action: Action) -> bool {
    match role {
        Role::Nobody => false,
        Role::LocalOperator => match action {
            Action::InspectionsList
            | Action::InspectionsShow
            | Action::InspectionsImport
            | Action::InspectionsExport
            | Action::InspectionsCompare
            | Action::InspectionsEnter
            | Action::InspectionsMend
            | Action::RecommendationsSet
            | Action::ReportsKeep
            | Action::ReportsOpen
            | Action::ServicesLoad
            | Action::ServicesList
            | Action::ServicesShow
            | Action::WorkingValuesList
            | Action::WorkingValuesSet
            | Action::BackupTake
            | Action::TrailVerify
            | Action::TrailExport => true,
        },
    }
}

/// The whole policy as a table: a row an action, a column a role, `✔` for may and `✘` for may not.
#[must_use]
pub fn policy() -> String {
    let first = Action::ALL
        .iter()
        .map(|action| action.code().len())
        .max()
        .unwrap_or_default();
    let mut table = format!("{:<first$}", "action");
    for role in Role::ALL {
        let _ = write!(table, "  {}", role.code());
    }
    table.push('\n');
    for action in Action::ALL {
        let mut row = format!("{:<first$}", action.code());
        for role in Role::ALL {
            let mark = if allows(role, action) { "✔" } else { "✘" };
            let width = role.code().len();
            let _ = write!(row, "  {mark:<width$}");
        }
        table.push_str(row.trim_end());
        table.push('\n');
    }
    table
}
