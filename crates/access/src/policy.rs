//! The policy: which role may do which action.

use std::fmt::Write as _;

use crate::{Action, Asker, Role};

/// Why something may not be done. Its text is for the person who asked and names no record: what
/// somebody may not see does not exist for them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{who} may not {}.", action.words())]
pub struct Refusal {
    who: String,
    /// For what.
    pub action: Action,
}

/// Whether `asker` may do `action`: whether one of their roles may.
///
/// # Errors
/// A [`Refusal`] when the policy does not allow it.
pub fn may(asker: &Asker, action: Action) -> Result<(), Refusal> {
    if asker.roles().iter().any(|role| allows(*role, action)) {
        Ok(())
    } else {
        Err(Refusal {
            who: asker.words(),
            action,
        })
    }
}

fn allows(role: Role, action: Action) -> bool {
    allowed(action).contains(&role)
}

/// Who reads what is published: the local operator, and everybody who has signed in.
const READERS: &[Role] = &[
    Role::LocalOperator,
    Role::Practitioner,
    Role::VictimWorker,
    Role::TeamManager,
    Role::QualityAuditor,
    Role::DataAnalyst,
    Role::HeadOfService,
    Role::BoardMember,
    Role::Councillor,
    Role::Inspector,
    Role::DataProtectionOfficer,
    Role::CaldicottGuardian,
    Role::Administrator,
];

/// Who keeps the register of inspections.
const REGISTRARS: &[Role] = &[
    Role::LocalOperator,
    Role::QualityAuditor,
    Role::DataAnalyst,
    Role::HeadOfService,
];

/// The policy itself: who may do what. The match is exhaustive, so a new action does not compile until
/// somebody has decided; a new role may do nothing until it is named.
fn allowed(action: Action) -> &'static [Role] {
    use Role::{
        Administrator, CaldicottGuardian, DataAnalyst, DataProtectionOfficer, HeadOfService,
        LocalOperator, Nobody, QualityAuditor, TeamManager,
    };
    match action {
        Action::InspectionsList
        | Action::InspectionsShow
        | Action::InspectionsCompare
        | Action::ReportsOpen
        | Action::ServicesList
        | Action::ServicesShow
        | Action::WorkingValuesList => READERS,
        Action::InspectionsEnter | Action::InspectionsMend | Action::ReportsKeep => REGISTRARS,
        Action::InspectionsImport => &[LocalOperator, DataAnalyst, Administrator],
        // Whoever enters an inspection chooses its service from the list.
        Action::ServicesLoad => &[
            LocalOperator,
            QualityAuditor,
            DataAnalyst,
            HeadOfService,
            Administrator,
        ],
        Action::InspectionsExport => &[
            LocalOperator,
            QualityAuditor,
            DataAnalyst,
            HeadOfService,
            Administrator,
        ],
        Action::RecommendationsSet => &[LocalOperator, TeamManager, QualityAuditor, HeadOfService],
        Action::WorkingValuesSet => &[LocalOperator, HeadOfService, Administrator],
        Action::PeopleList => &[
            LocalOperator,
            TeamManager,
            HeadOfService,
            DataProtectionOfficer,
            Administrator,
        ],
        Action::AccountsList => &[LocalOperator, DataProtectionOfficer, Administrator],
        Action::PeopleSet
        | Action::AccountsInvite
        | Action::AccountsClose
        | Action::AccountsReset
        | Action::SessionsEnd => &[LocalOperator, Administrator],
        Action::SessionsBegin | Action::InvitationsAccept => &[Nobody],
        // The local operator has no account of their own.
        Action::OwnShow | Action::OwnSet => &Role::POSTS,
        Action::BackupTake => &[LocalOperator],
        Action::TrailVerify | Action::TrailExport => {
            &[LocalOperator, DataProtectionOfficer, CaldicottGuardian]
        }
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
