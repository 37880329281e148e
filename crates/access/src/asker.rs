//! Who asks.

use std::fmt::Write as _;

/// What somebody is to a service, or to the installation as a whole.
///
/// Two are given by the way in which somebody came: [`Nobody`](Role::Nobody) and
/// [`LocalOperator`](Role::LocalOperator). The others are what a post can carry
/// ([`POSTS`](Role::POSTS)); whoever holds the post has the role for as long as they hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Someone who has not signed in. Stands in the table so that "no" is written down too.
    Nobody,
    /// Whoever can run the command on this machine.
    LocalOperator,
    /// Works with children.
    Practitioner,
    /// Works with victims.
    VictimWorker,
    /// Allocates work and oversees it.
    TeamManager,
    /// Samples, audits and moderates.
    QualityAuditor,
    /// Keeps figures and returns.
    DataAnalyst,
    /// Runs the service.
    HeadOfService,
    /// Sits on the management board.
    BoardMember,
    /// Elected; sees figures and papers, never a child.
    Councillor,
    /// Inspects one service, for a time.
    Inspector,
    /// Reads the trail.
    DataProtectionOfficer,
    /// Reads the trail and judges overrides; edits no case.
    CaldicottGuardian,
    /// Keeps accounts and settings; sees no child's record.
    Administrator,
}

impl Role {
    /// All roles, in the order of the policy's columns.
    pub const ALL: [Role; 14] = [
        Role::Nobody,
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

    /// The roles that a post can carry, in the order in which forms offer them.
    pub const POSTS: [Role; 12] = [
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

    /// The code that the policy's table, the database and the trail use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Nobody => "nobody",
            Role::LocalOperator => "local-operator",
            Role::Practitioner => "practitioner",
            Role::VictimWorker => "victim-worker",
            Role::TeamManager => "team-manager",
            Role::QualityAuditor => "quality-auditor",
            Role::DataAnalyst => "data-analyst",
            Role::HeadOfService => "head-of-service",
            Role::BoardMember => "board-member",
            Role::Councillor => "councillor",
            Role::Inspector => "inspector",
            Role::DataProtectionOfficer => "data-protection-officer",
            Role::CaldicottGuardian => "caldicott-guardian",
            Role::Administrator => "administrator",
        }
    }

    /// The role of a post by its code; none for any other text.
    #[must_use]
    pub fn of_post(code: &str) -> Option<Self> {
        Role::POSTS.into_iter().find(|role| role.code() == code)
    }

    /// The role as a sentence begins with it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Role::Nobody => "Someone who has not signed in",
            Role::LocalOperator => "The local operator",
            Role::Practitioner => "A practitioner",
            Role::VictimWorker => "A victim worker",
            Role::TeamManager => "A team manager",
            Role::QualityAuditor => "A quality auditor",
            Role::DataAnalyst => "A data analyst",
            Role::HeadOfService => "A head of service",
            Role::BoardMember => "A board member",
            Role::Councillor => "A councillor",
            Role::Inspector => "An inspector",
            Role::DataProtectionOfficer => "A data protection officer",
            Role::CaldicottGuardian => "A Caldicott Guardian",
            Role::Administrator => "An administrator",
        }
    }

    /// The role as a list or a form names it: `Team manager`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Role::Nobody => "Nobody",
            Role::LocalOperator => "Local operator",
            Role::Practitioner => "Practitioner",
            Role::VictimWorker => "Victim worker",
            Role::TeamManager => "Team manager",
            Role::QualityAuditor => "Quality auditor",
            Role::DataAnalyst => "Data analyst",
            Role::HeadOfService => "Head of service",
            Role::BoardMember => "Board member",
            Role::Councillor => "Councillor",
            Role::Inspector => "Inspector",
            Role::DataProtectionOfficer => "Data protection officer",
            Role::CaldicottGuardian => "Caldicott Guardian",
            Role::Administrator => "Administrator",
        }
    }

    /// What somebody in this role does here, as a form says it below the role's name.
    #[must_use]
    pub fn does(self) -> &'static str {
        match self {
            Role::Nobody => "Has not signed in",
            Role::LocalOperator => "Runs the command on this machine",
            Role::Practitioner => "Works with children and keeps their records",
            Role::VictimWorker => "Works with victims",
            Role::TeamManager => "Allocates work and oversees it",
            Role::QualityAuditor => "Samples, audits and moderates the quality of work",
            Role::DataAnalyst => "Keeps figures, returns and the register of inspections",
            Role::HeadOfService => "Runs the service",
            Role::BoardMember => "Sits on the management board",
            Role::Councillor => "Sees figures and papers, never a child’s record",
            Role::Inspector => "Inspects one service, for a time",
            Role::DataProtectionOfficer => "Reads the trail of who read and changed what",
            Role::CaldicottGuardian => "Reads the trail and judges overrides; edits no case",
            Role::Administrator => "Keeps accounts and settings; sees no child’s record",
        }
    }
}

/// The one who asks: who they are to the trail, and their roles.
///
/// It is passed to every act and consultation, and its [`code`](Asker::code) stands in the trail.
/// The fields are private, so an asker comes from a constructor that says where the right comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asker {
    code: String,
    roles: Vec<Role>,
}

impl Asker {
    /// Whoever runs the command on this machine, or reaches it from this machine only while there are
    /// no accounts.
    #[must_use]
    pub fn local_operator() -> Self {
        Asker::in_one_role(Role::LocalOperator)
    }

    /// Someone of whom nothing is known.
    #[must_use]
    pub fn nobody() -> Self {
        Asker::in_one_role(Role::Nobody)
    }

    fn in_one_role(role: Role) -> Self {
        Asker {
            code: role.code().to_owned(),
            roles: vec![role],
        }
    }

    /// Someone who has signed in with both factors, in the roles of the posts that they hold today.
    /// `account` is the account's id, which the trail keeps: a code, never a name. Roles that no post
    /// can carry are left out, and without any such a person may do nothing.
    #[must_use]
    pub fn account(account: &str, roles: impl IntoIterator<Item = Role>) -> Self {
        let mut roles: Vec<Role> = roles
            .into_iter()
            .filter(|role| Role::POSTS.contains(role))
            .collect();
        roles.sort_unstable();
        roles.dedup();
        Asker {
            code: account.to_owned(),
            roles,
        }
    }

    /// The roles, each once.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether this is somebody with an account who has signed in.
    #[must_use]
    pub fn signed_in(&self) -> bool {
        !self
            .roles
            .iter()
            .any(|role| matches!(role, Role::Nobody | Role::LocalOperator))
    }

    /// How the trail names the asker: a code, never a person's name.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The asker as a sentence begins with it: `A practitioner who is a team manager`.
    pub(crate) fn words(&self) -> String {
        let Some((first, rest)) = self.roles.split_first() else {
            return "Someone without a post".to_owned();
        };
        let mut words = first.words().to_owned();
        for role in rest {
            let _ = write!(words, " who is {}", uncapitalised(role.words()));
        }
        words
    }
}

fn uncapitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}
