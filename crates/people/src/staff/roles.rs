//! What a role asks of a post that carries it.

use access::Role;

/// Whether a post with this role belongs to one service. Others may work for all that are kept here:
/// an analyst of a region, or whoever runs Lapwing.
#[must_use]
pub fn needs_service(role: Role) -> bool {
    matches!(
        role,
        Role::Practitioner
            | Role::VictimWorker
            | Role::TeamManager
            | Role::HeadOfService
            | Role::BoardMember
            | Role::Inspector
    )
}

/// Whether whoever holds a post with this role does so for a time that is known beforehand. An
/// inspector is let in for one inspection.
#[must_use]
pub fn must_end(role: Role) -> bool {
    role == Role::Inspector
}
