//! What can go wrong at the door.
//!
//! The texts are for the person who asked. They name tables and rules of the schema at most: never a
//! value, a statement or an address, because any of these may hold what a stranger must not read.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};

/// Why an act or a consultation did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The policy says no. The trail has a row that says so.
    #[error(transparent)]
    Refused(#[from] access::Refusal),
    /// The act or consultation gave up for a reason of its own; nothing was changed.
    #[error("{0}")]
    Abandoned(String),
    /// The act or consultation hit a fault in the program; nothing was changed.
    #[error(
        "A fault in the program stopped this. Nothing was changed; please report what you did."
    )]
    Panicked,
    /// A deed named too much for the trail, or something that cannot be an id.
    #[error("{0} Nothing was changed.")]
    TooMuch(&'static str),
    /// The text given as the database is none.
    #[error("{0}")]
    Address(&'static str),
    /// The database has taken a step that this program does not know.
    #[error(
        "The database was changed by a newer Lapwing (step {0}). \
         Use that version or a later one; this one would damage it."
    )]
    NewerSchema(String),
    /// A step that the database took differs from the one that this program holds.
    #[error(
        "Step {0} of the database was taken from another text than this Lapwing holds. \
         Use the release that made the database, or restore a backup."
    )]
    ChangedSchema(&'static str),
    /// A demo was asked for in a database that is in use.
    #[error("A demo needs a new database, and this one is in use. Give it another name.")]
    NotFresh,
    /// The database said no, or nothing.
    #[error(transparent)]
    Database(#[from] Fault),
    /// The operating system gave no random bytes, without which detail cannot be kept apart.
    #[error("The operating system gave no random bytes, so nothing was written.")]
    NoRandomness,
    /// A thread or its connection could not be set up.
    #[error("The operating system would not start what the door needs.")]
    NotStarted,
    /// The door's own threads are gone.
    #[error("The database has been closed. Start Lapwing again.")]
    Closed,
    /// What was to be written elsewhere could not be.
    #[error("Writing the trail out failed ({0}). Look for space and permission, then try again.")]
    Output(std::io::ErrorKind),
    /// A checkpoint that cannot be one.
    #[error(
        "A checkpoint is a row number, a colon and 64 hexadecimal digits, \
         as `lapwing audit checkpoint` prints it."
    )]
    Checkpoint,
}

/// What the database had to say, without the values it said it about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A rule of the schema was broken; the names are the schema's own.
    #[error("The database refused a change because of its rule “{0}”. Nothing was changed.")]
    Rule(String),
    /// A row that had to be there was not.
    #[error("A record that this needs is not there. Nothing was changed.")]
    NotFound,
    /// Somebody else held the database for too long.
    #[error("The database is busy with somebody else's work. Try again in a moment.")]
    Busy,
    /// No connection, or it broke. What was under way may have been finished or not.
    #[error(
        "The database cannot be reached. Check that it is running and that the address is right, \
         and look whether what you did arrived before doing it again."
    )]
    Unreachable,
    /// The file cannot be opened or made.
    #[error(
        "The database file cannot be opened. Check that its folder exists, that you may write \
         there, and that the file is a database."
    )]
    File,
    /// No space, no permission, or a damaged disk.
    #[error("The database could not write. Check for free space and permission.")]
    Storage,
    /// Anything else; the code is the database's own, where it has one.
    #[error("The database could not do this. Nothing was changed; please report what you did.")]
    Other,
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Error::Database(error.into())
    }
}

impl From<diesel::result::Error> for Fault {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::Error as E;
        match error {
            E::NotFound => Fault::NotFound,
            E::DatabaseError(kind, information) => from_database(&kind, &*information),
            E::BrokenTransactionManager => Fault::Unreachable,
            _ => Fault::Other,
        }
    }
}

/// Sorts what a database said. Only names of the schema are taken over, never its message.
fn from_database(kind: &DatabaseErrorKind, information: &dyn DatabaseErrorInformation) -> Fault {
    use DatabaseErrorKind as K;
    match kind {
        K::UniqueViolation => Fault::Rule(rule(information, "no two alike")),
        K::ForeignKeyViolation => Fault::Rule(rule(information, "what is referred to must exist")),
        K::NotNullViolation => Fault::Rule(rule(information, "must not be empty")),
        K::CheckViolation => Fault::Rule(rule(information, "must pass its check")),
        K::ClosedConnection | K::UnableToSendCommand => Fault::Unreachable,
        K::SerializationFailure => Fault::Busy,
        _ => from_message(information.message()),
    }
}

/// The constraint's name (PostgreSQL), the column in SQLite's own words, or the rule in ours.
fn rule(information: &dyn DatabaseErrorInformation, words: &str) -> String {
    const SQLITE: &str = "constraint failed: ";
    let message = information.message();
    match (information.constraint_name(), message.find(SQLITE)) {
        (Some(name), _) => name.to_owned(),
        (None, Some(at)) => format!("{words}: {}", &message[at + SQLITE.len()..]),
        (None, None) => words.to_owned(),
    }
}

/// SQLite and PostgreSQL have no code here, only fixed words.
fn from_message(message: &str) -> Fault {
    let says = |words: &[&str]| words.iter().any(|part| message.contains(part));
    if says(&[
        "database is locked",
        "database table is locked",
        "lock timeout",
    ]) {
        Fault::Busy
    } else if says(&["unable to open", "not a database", "malformed"]) {
        Fault::File
    } else if says(&["disk", "readonly", "read-only", "No space"]) {
        Fault::Storage
    } else if says(&[
        "terminating connection",
        "connection closed",
        "shutting down",
    ]) {
        Fault::Unreachable
    } else {
        Fault::Other
    }
}
