//! The lines of an archive that are not rows, and the digests over all of them. docs/backup.md fixes
//! the bytes. Writing and reading count with the same [`Tally`], so what one writes the other
//! expects, byte for byte.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::catalogue::Table;
use crate::trail::format::hex;

/// The version of the form that this program writes and reads.
pub(super) const FORM: u32 = 1;

/// The first line: the version of the form, and the steps that the database had taken.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) lapwing_backup: u32,
    pub(super) steps: Vec<String>,
}

/// The line before a table's rows.
#[derive(Serialize)]
struct Beginning {
    table: &'static str,
    columns: Vec<(&'static str, &'static str)>,
}

/// The line after a table's rows; the digest is of its first line and its rows.
#[derive(Serialize)]
struct End<'a> {
    end: &'static str,
    rows: u64,
    sha256: &'a str,
}

/// The last line; the digest is of every byte before it.
#[derive(Serialize)]
struct Seal<'a> {
    seal: &'a str,
}

/// What is in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The steps of the schema that its database had taken.
    pub steps: Vec<String>,
    /// Each table with the number of its rows.
    pub tables: Vec<(&'static str, u64)>,
    /// Bytes of the archive, before any encryption.
    pub bytes: u64,
    /// SHA-256 of the archive, before any encryption, as hexadecimal.
    pub sha256: String,
}

impl Summary {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// Tables that an archive with these steps holds, in order.
pub(super) fn tables_of(
    catalogue: &'static [Table],
    steps: &[String],
) -> impl Iterator<Item = &'static Table> {
    catalogue
        .iter()
        .filter(move |table| steps.iter().any(|step| step == table.since))
}

/// Counts lines and takes their digests as they pass.
pub(super) struct Tally {
    whole: Sha256,
    bytes: u64,
    table: Sha256,
    rows: u64,
    tables: Vec<(&'static str, u64)>,
}

impl Tally {
    pub(super) fn new() -> Self {
        Tally {
            whole: Sha256::new(),
            bytes: 0,
            table: Sha256::new(),
            rows: 0,
            tables: Vec::new(),
        }
    }

    /// Takes in a line that belongs to no table.
    pub(super) fn line(&mut self, line: &[u8]) {
        self.whole.update(line);
        self.bytes += line.len() as u64;
    }

    /// Takes in the line that begins a table.
    pub(super) fn begin(&mut self, line: &[u8]) {
        self.table = Sha256::new();
        self.rows = 0;
        self.table.update(line);
        self.line(line);
    }

    /// Takes in a row.
    pub(super) fn row(&mut self, line: &[u8]) {
        self.rows += 1;
        self.table.update(line);
        self.line(line);
    }

    /// The line that ends the table, which is taken in.
    pub(super) fn end(&mut self, table: &'static Table) -> Vec<u8> {
        let sha256 = hex(&std::mem::take(&mut self.table).finalize());
        let line = as_line(&End {
            end: table.name,
            rows: self.rows,
            sha256: &sha256,
        });
        self.tables.push((table.name, self.rows));
        self.line(&line);
        line
    }

    /// The last line, which is taken in.
    pub(super) fn seal(&mut self) -> Vec<u8> {
        let seal = hex(&self.whole.clone().finalize());
        let line = as_line(&Seal { seal: &seal });
        self.line(&line);
        line
    }

    /// What was in it, once it is sealed.
    pub(super) fn summary(self, steps: Vec<String>) -> Summary {
        Summary {
            steps,
            tables: self.tables,
            bytes: self.bytes,
            sha256: hex(&self.whole.finalize()),
        }
    }
}

/// The line that begins a table.
pub(super) fn beginning(table: &Table) -> Vec<u8> {
    let columns = table.columns.iter();
    as_line(&Beginning {
        table: table.name,
        columns: columns.map(|(name, kind)| (*name, kind.code())).collect(),
    })
}

/// JSON without spaces, and a line feed.
pub(super) fn as_line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("names, numbers and digests are JSON");
    line.push(b'\n');
    line
}
