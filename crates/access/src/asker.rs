//! Who asks.

/// What somebody is to the installation as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Someone who has not signed in. Stands in the table so that "no" is written down too.
    Nobody,
    /// Whoever can run the command on this machine, while there are no accounts.
    LocalOperator,
}

impl Role {
    /// All roles, in the order of the policy's columns.
    pub const ALL: [Role; 2] = [Role::Nobody, Role::LocalOperator];

    /// The code that the policy's table and the trail use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Nobody => "nobody",
            Role::LocalOperator => "local-operator",
        }
    }

    /// The role as a sentence begins with it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Role::Nobody => "Someone who has not signed in",
            Role::LocalOperator => "The local operator",
        }
    }
}

/// The one who asks: today a role and nothing else.
///
/// It is passed to every act and consultation, and its [`code`](Asker::code) stands in the trail.
/// The role is private, so an asker comes from a constructor that says where the right comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asker {
    role: Role,
}

impl Asker {
    /// Whoever runs the command on this machine, or reaches it from this machine only.
    #[must_use]
    pub fn local_operator() -> Self {
        Asker {
            role: Role::LocalOperator,
        }
    }

    /// Someone of whom nothing is known; may do nothing.
    #[must_use]
    pub fn nobody() -> Self {
        Asker { role: Role::Nobody }
    }

    /// The role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// How the trail names the asker: a code, never a person's name.
    #[must_use]
    pub fn code(&self) -> &str {
        self.role.code()
    }
}
