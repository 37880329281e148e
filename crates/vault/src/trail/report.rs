//! What a check of the trail found.

use std::fmt;

use diesel::Queryable;
use serde::Serialize;

use crate::limits::PROBLEMS_LISTED;

/// What a check of the trail found. Printed, it is for people; serialised, for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows that were read.
    pub rows: u64,
    /// The last row and its hash as `ROW:DIGEST`, to be kept as the next checkpoint.
    pub head: String,
    /// Details that are held and were checked against their digests.
    pub details_held: u64,
    /// Details that have been erased; their digests remain.
    pub details_erased: u64,
    /// The checkpoint it was compared with. Without one, rows cut off the end cannot be noticed.
    pub checkpoint: Option<String>,
    /// Archives that this copy of the database was filled from; what the trail says of the time before
    /// was written in another copy.
    pub restored: Vec<Restoration>,
    /// How many problems there are.
    pub problems_total: u64,
    /// The first of them, at most [`PROBLEMS_LISTED`].
    pub problems: Vec<Problem>,
}

/// A backup from which this copy of the database was filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable)]
pub struct Restoration {
    /// SHA-256 of the archive, before any encryption.
    pub archive_sha256: String,
    /// When, as the trail says times.
    pub restored_at: String,
}

/// Something in the trail that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The row at which it shows.
    pub row: i64,
    /// What it is, for programs.
    pub kind: ProblemKind,
    /// What it is, for people.
    pub text: String,
}

/// What can be wrong with a trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Rows are missing before this one.
    Missing,
    /// The row does not follow from the one before it.
    Unlinked,
    /// The row was changed after it was written.
    Edited,
    /// The detail was changed after it was written, or was not there when the row was.
    DetailEdited,
    /// The trail ends before the checkpoint.
    Cut,
    /// The row of the checkpoint is another one now.
    Rewritten,
}

impl Report {
    /// Of nothing, compared with nothing.
    pub(super) fn new(checkpoint: Option<String>) -> Self {
        Report {
            rows: 0,
            head: String::new(),
            details_held: 0,
            details_erased: 0,
            checkpoint,
            restored: Vec::new(),
            problems_total: 0,
            problems: Vec::new(),
        }
    }

    /// Counts a problem, and lists it while there is room.
    pub(super) fn found(&mut self, row: i64, kind: ProblemKind, text: String) {
        self.problems_total += 1;
        if self.problems.len() < PROBLEMS_LISTED {
            self.problems.push(Problem { row, kind, text });
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems_total {
            0 => writeln!(f, "The trail is whole.")?,
            1 => writeln!(f, "The trail is NOT whole: 1 problem.")?,
            n => writeln!(f, "The trail is NOT whole: {n} problems.")?,
        }
        writeln!(
            f,
            "Rows: {}. Details held and checked: {}; erased: {}.",
            self.rows, self.details_held, self.details_erased
        )?;
        for Restoration {
            archive_sha256,
            restored_at,
        } in &self.restored
        {
            writeln!(
                f,
                "This copy was restored at {restored_at} from the backup {archive_sha256}."
            )?;
        }
        for problem in &self.problems {
            writeln!(f, "Row {}: {}", problem.row, problem.text)?;
        }
        let unlisted = self.problems_total - self.problems.len() as u64;
        if unlisted > 0 {
            writeln!(f, "{unlisted} more problems are not listed.")?;
        }
        match &self.checkpoint {
            Some(checkpoint) => writeln!(f, "Compared with the checkpoint {checkpoint}.")?,
            None => writeln!(
                f,
                "No checkpoint was given, so rows cut off the end would not be noticed."
            )?,
        }
        write!(f, "Checkpoint to keep elsewhere: {}", self.head)
    }
}
