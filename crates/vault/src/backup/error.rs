//! Why there is no backup, or why it was not restored.

use std::io;

use crate::error::Error;

/// Why there is no backup, or why it was not restored. The texts name tables, steps and lines, never
/// what stands in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The policy or the database said no.
    #[error(transparent)]
    Vault(#[from] Error),
    /// The archive is not as it was written.
    #[error("The archive is not as it was written. Line {line}: {why} Use another copy of it.")]
    Archive {
        /// The line at which it shows, from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The archive holds steps or a form that this program does not know.
    #[error(
        "The archive was made by a newer Lapwing ({0}). Restore it with that one or a later one."
    )]
    NewerArchive(String),
    /// There are records where the archive should go.
    #[error("The database is not empty: table {0} holds rows. Restore into a new database.")]
    NotEmpty(&'static str),
    /// The database is of a newer schema than the archive, which could only be put in before that.
    #[error(
        "The database has already taken step {0}, and the archive comes from before it. \
         Restore into a new database."
    )]
    NewerDatabase(&'static str),
    /// A text that the database cannot hold.
    #[error(
        "Table {0} holds a text with the character NUL, which PostgreSQL cannot keep. \
         Restore into a SQLite file."
    )]
    HoldsNul(&'static str),
    /// Records about people may not leave in the clear.
    #[error(
        "Table {0} holds records about people, so a backup must be encrypted. \
         Give --recipient or --passphrase-file."
    )]
    MustEncrypt(&'static str),
    /// The key or passphrase cannot be used, or does not open the archive.
    #[error("{0}")]
    Key(&'static str),
    /// A row longer than an archive can hold.
    #[error("A row of table {0} is longer than an archive can hold. Please report this.")]
    TooLong(&'static str),
    /// The archive could not be written.
    #[error(
        "The archive could not be written ({0}). Look for space and permission, then try again."
    )]
    Output(io::ErrorKind),
    /// The archive could not be read.
    #[error("The archive could not be read ({0}). Look at the file and at its permissions.")]
    Input(io::ErrorKind),
}

impl BackupError {
    /// What was wrong with a line.
    pub(super) fn at(line: u64, why: impl Into<String>) -> Self {
        let why = why.into();
        BackupError::Archive { line, why }
    }

    /// The output did not take it.
    pub(super) fn output(error: io::Error) -> Self {
        BackupError::Output(error.kind())
    }
}
