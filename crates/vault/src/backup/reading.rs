//! Reading an archive, line by line, and believing none of it: every line must be the one that this
//! program would have written there.

use std::io::{BufRead, ErrorKind, Read as _};

use super::catalogue::Table;
use super::error::BackupError;
use super::form::{FORM, Header, Summary, Tally, as_line, beginning, tables_of};
use super::value::{Row, Value};
use crate::limits::BACKUP_LINE_BYTES;
use crate::migrate;

/// An archive that is being read.
pub(super) struct Archive<R> {
    source: R,
    /// The line that was read last, and its number from 1.
    line: Vec<u8>,
    number: u64,
    tally: Tally,
    steps: Vec<String>,
    /// Tables that are still to come, the next one last.
    tables: Vec<&'static Table>,
    /// The table whose rows are being read, with the key of the last one.
    table: Option<(&'static Table, Vec<Value>)>,
}

/// Reads a whole archive and gives what is in it.
pub(super) fn check<R: BufRead>(
    source: R,
    catalogue: &'static [Table],
) -> Result<Summary, BackupError> {
    let mut archive = Archive::begin(source, catalogue)?;
    while let Some(table) = archive.next_table()? {
        while !archive.rows(table.rows_at_once())?.is_empty() {}
    }
    Ok(archive.summary())
}

impl<R: BufRead> Archive<R> {
    /// Reads the first line.
    pub(super) fn begin(source: R, catalogue: &'static [Table]) -> Result<Self, BackupError> {
        let mut archive = Archive {
            source,
            line: Vec::new(),
            number: 0,
            tally: Tally::new(),
            steps: Vec::new(),
            tables: Vec::new(),
            table: None,
        };
        archive.read_line()?;
        archive.steps = steps(&archive.line)?;
        archive.tally.line(&archive.line);
        archive.tables = tables_of(catalogue, &archive.steps).collect();
        archive.tables.reverse();
        Ok(archive)
    }

    /// The steps that its database had taken.
    pub(super) fn steps(&self) -> &[String] {
        &self.steps
    }

    /// The next table; none once the seal was right and nothing came after it.
    pub(super) fn next_table(&mut self) -> Result<Option<&'static Table>, BackupError> {
        self.read_line()?;
        let Some(table) = self.tables.pop() else {
            return self.end().map(|()| None);
        };
        if self.line != beginning(table) {
            let why = format!("table {} should begin here.", table.name);
            return Err(self.wrong(why));
        }
        self.tally.begin(&self.line);
        self.table = Some((table, Vec::new()));
        Ok(Some(table))
    }

    /// At most `limit` further rows of the table; none once its end was right.
    pub(super) fn rows(&mut self, limit: usize) -> Result<Vec<Row>, BackupError> {
        let mut rows = Vec::new();
        while rows.len() < limit
            && let Some((table, last)) = self.table.take()
        {
            self.read_line()?;
            if !self.line.starts_with(b"[") {
                if self.line != self.tally.end(table) {
                    let why = format!("table {} should end here with another digest.", table.name);
                    return Err(self.wrong(why));
                }
                return Ok(rows);
            }
            let row = self.row(table, &last)?;
            self.table = Some((table, row.key(table).to_vec()));
            rows.push(row);
        }
        Ok(rows)
    }

    /// What was in it, once all was read.
    pub(super) fn summary(self) -> Summary {
        self.tally.summary(self.steps)
    }

    /// The row in the line just read, whose key must come after `last`.
    fn row(&mut self, table: &Table, last: &[Value]) -> Result<Row, BackupError> {
        let Some(row) = Row::read(table, &self.line) else {
            return Err(self.wrong(format!("this is no row of table {}.", table.name)));
        };
        let key = row.key(table);
        if key.contains(&Value::Nothing) {
            return Err(self.wrong(format!("this row of table {} has no key.", table.name)));
        }
        if key <= last {
            let why = format!("this row of table {} is not in its place.", table.name);
            return Err(self.wrong(why));
        }
        self.tally.row(&self.line);
        Ok(row)
    }

    /// Checks the seal, and that it is the end.
    fn end(&mut self) -> Result<(), BackupError> {
        if self.line != self.tally.seal() {
            return Err(self.wrong("the seal should stand here with another digest."));
        }
        match self.source.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => {
                self.number += 1;
                Err(self.wrong("there is something after the seal."))
            }
            Err(error) => Err(self.unread(&error)),
        }
    }

    /// Reads the next line with its line feed.
    fn read_line(&mut self) -> Result<(), BackupError> {
        self.line.clear();
        self.number += 1;
        let limit = BACKUP_LINE_BYTES as u64 + 1;
        let mut line = (&mut self.source).take(limit);
        if let Err(error) = line.read_until(b'\n', &mut self.line) {
            return Err(self.unread(&error));
        }
        if self.line.len() > BACKUP_LINE_BYTES {
            return Err(self.wrong("it is longer than any line of an archive."));
        }
        if self.line.last() != Some(&b'\n') {
            return Err(self.wrong("the archive ends before its end."));
        }
        Ok(())
    }

    /// Decryption tells a changed or missing byte as bad data; anything else is the disk.
    fn unread(&self, error: &std::io::Error) -> BackupError {
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                self.wrong("from here on it cannot be decrypted.")
            }
            kind => BackupError::Input(kind),
        }
    }

    fn wrong(&self, why: impl Into<String>) -> BackupError {
        BackupError::at(self.number, why)
    }
}

/// The steps in the first line, if they are this program's first ones.
fn steps(line: &[u8]) -> Result<Vec<String>, BackupError> {
    let header: Header = serde_json::from_slice(line)
        .map_err(|_| BackupError::at(1, "this is not the first line of a backup of Lapwing."))?;
    if header.lapwing_backup > FORM {
        return Err(BackupError::NewerArchive(format!(
            "form {}",
            header.lapwing_backup
        )));
    }
    let unknown = |step: &&String| !migrate::names().any(|name| name == **step);
    if let Some(step) = header.steps.iter().find(unknown) {
        return Err(BackupError::NewerArchive(format!("step {step}")));
    }
    let in_order = migrate::names().take(header.steps.len());
    if header.lapwing_backup != FORM || as_line(&header) != line || !in_order.eq(&header.steps) {
        return Err(BackupError::at(1, "no Lapwing begins a backup like this."));
    }
    Ok(header.steps)
}
