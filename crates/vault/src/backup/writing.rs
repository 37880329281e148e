//! Writing an archive, line by line.

use std::io::Write;

use super::catalogue::Table;
use super::error::BackupError;
use super::form::{FORM, Header, Summary, Tally, as_line, beginning};
use super::value::Row;
use crate::limits::BACKUP_LINE_BYTES;

/// An archive that is being written.
pub(super) struct Archive<W> {
    out: W,
    tally: Tally,
    steps: Vec<String>,
}

impl<W: Write> Archive<W> {
    /// Writes the first line.
    pub(super) fn begin(mut out: W, steps: Vec<String>) -> Result<Self, BackupError> {
        let header = Header {
            lapwing_backup: FORM,
            steps,
        };
        let line = as_line(&header);
        let mut tally = Tally::new();
        tally.line(&line);
        out.write_all(&line).map_err(BackupError::output)?;
        Ok(Archive {
            out,
            tally,
            steps: header.steps,
        })
    }

    /// Begins a table.
    pub(super) fn begin_table(&mut self, table: &Table) -> Result<(), BackupError> {
        let line = beginning(table);
        self.tally.begin(&line);
        self.write(&line)
    }

    /// Writes a row of the table begun last.
    pub(super) fn row(&mut self, table: &'static Table, row: &Row) -> Result<(), BackupError> {
        let line = row.line();
        if line.len() > BACKUP_LINE_BYTES {
            return Err(BackupError::TooLong(table.name));
        }
        self.tally.row(&line);
        self.write(&line)
    }

    /// Ends the table begun last.
    pub(super) fn end_table(&mut self, table: &'static Table) -> Result<(), BackupError> {
        let line = self.tally.end(table);
        self.write(&line)
    }

    /// Seals it, and gives the output back.
    pub(super) fn seal(mut self) -> Result<(W, Summary), BackupError> {
        let line = self.tally.seal();
        self.write(&line)?;
        Ok((self.out, self.tally.summary(self.steps)))
    }

    fn write(&mut self, line: &[u8]) -> Result<(), BackupError> {
        self.out.write_all(line).map_err(BackupError::output)
    }
}
