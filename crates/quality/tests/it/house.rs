//! A register to test with, on each database, and drawn files to put to it.

use std::collections::BTreeMap;

use access::Asker;
use quality::inspections::{self, Cell, ImportError, ImportOptions, Inspection, Report};
use vault::Door;

/// A register in a database that goes when the test ends.
pub struct House {
    pub door: Door,
    pub database: &'static str,
}

impl House {
    /// Imports a file that is expected to be usable.
    pub async fn import(&self, file: impl AsRef<[u8]>) -> Report {
        self.try_import(file, ImportOptions::default())
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", self.database))
    }

    pub async fn try_import(
        &self,
        file: impl AsRef<[u8]>,
        options: ImportOptions,
    ) -> Result<Report, ImportError> {
        inspections::import(&self.door, &operator(), file.as_ref(), options).await
    }

    /// Takes the published inspections in.
    pub async fn fill(&self) -> Report {
        inspections::fill(&self.door, &operator())
            .await
            .expect("the published register")
    }

    pub async fn show(&self, id: &str) -> Inspection {
        let found = inspections::show(&self.door, &operator(), id)
            .await
            .expect("an answer");
        found.unwrap_or_else(|| panic!("{}: {id} is not held", self.database))
    }

    pub async fn export(&self) -> String {
        inspections::export(&self.door, &operator())
            .await
            .expect("an export")
    }

    /// Ids of everything held.
    pub async fn ids(&self) -> Vec<String> {
        let query = inspections::Query::default();
        let listing = inspections::list(&self.door, &operator(), &query)
            .await
            .expect("a list");
        let mut ids: Vec<String> = listing.rows.into_iter().map(|row| row.id).collect();
        ids.sort();
        ids
    }
}

pub fn operator() -> Asker {
    Asker::local_operator()
}

/// Runs a test on SQLite, then on PostgreSQL.
pub fn on_both(test: impl AsyncFn(House)) {
    runtime().block_on(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("register.db");
        let door = Door::open(&path.to_string_lossy())
            .await
            .expect("SQLite opens");
        test(House {
            door,
            database: "SQLite",
        })
        .await;
        let postgres = testkit::postgres_database().await;
        let door = Door::open(postgres.url()).await.expect("PostgreSQL opens");
        test(House {
            door,
            database: "PostgreSQL",
        })
        .await;
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

/// A CSV file from a header and rows, one a line.
pub fn csv(header: &str, rows: &[&str]) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// A file with one row, from pairs of column and cell.
pub fn one_row(cells: &[(&str, &str)]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let header: Vec<String> = cells.iter().map(|(column, _)| quoted(column)).collect();
    let row: Vec<String> = cells.iter().map(|(_, cell)| quoted(cell)).collect();
    format!("{}\n{}\n", header.join(","), row.join(","))
}

/// A row of the register's own layout about Medway in June 2020, with cells added or replaced.
pub fn medway(cells: &[(&str, &str)]) -> String {
    row_of(
        &[
            ("service", "Medway"),
            ("framework", "hmip-2018"),
            ("published", "2020-06-04"),
            ("source_url", "https://example.org/first"),
        ],
        cells,
    )
}

/// A row of the public dataset's layout about Medway in June 2022, with cells added or replaced.
pub fn scraped(cells: &[(&str, &str)]) -> String {
    row_of(
        &[
            ("la_name", "Medway"),
            ("publication_date", "04/06/22"),
            ("report_url", "https://example.org/report"),
            ("outofcourt_disposal_policy_and_provision", "Good"),
        ],
        cells,
    )
}

fn row_of(usual: &[(&str, &str)], cells: &[(&str, &str)]) -> String {
    let mut all: Vec<(&str, &str)> = usual.to_vec();
    for (column, cell) in cells {
        match all.iter_mut().find(|(known, _)| known == column) {
            Some(known) => known.1 = cell,
            None => all.push((column, cell)),
        }
    }
    one_row(&all)
}

/// What became of the rows, shortly: `new 1`.
pub fn outcome(report: &Report) -> String {
    let counts = [
        ("new", report.new),
        ("same", report.same),
        ("changed", report.changed),
        ("refused", report.refused_rows),
    ];
    let sum: u64 = counts.iter().map(|(_, number)| number).sum();
    assert_eq!(
        sum, report.rows,
        "every row is exactly one of four: {report:?}"
    );
    let some = counts.iter().filter(|(_, number)| *number > 0);
    let words: Vec<String> = some
        .map(|(word, number)| format!("{word} {number}"))
        .collect();
    words.join(", ")
}

/// The places of cells: `2 overall_rating`.
pub fn places(cells: &[Cell]) -> Vec<String> {
    for cell in cells {
        assert!(
            !cell.reason.is_empty() && !cell.remedy.is_empty(),
            "{cell:?}"
        );
    }
    cells
        .iter()
        .map(|cell| format!("{} {}", cell.line, cell.column))
        .collect()
}

/// The record value of every field.
pub fn record(inspection: &Inspection) -> BTreeMap<&str, &str> {
    let records = inspection.claims.iter().filter(|claim| claim.record);
    records
        .map(|claim| (claim.field.as_str(), claim.value.as_str()))
        .collect()
}

/// The claims about a field: value, source, and whether it is the record.
pub fn claims<'a>(inspection: &'a Inspection, field: &str) -> Vec<(&'a str, &'a str, bool)> {
    let of_field = inspection
        .claims
        .iter()
        .filter(|claim| claim.field == field);
    of_field
        .map(|claim| (claim.value.as_str(), claim.source.as_str(), claim.record))
        .collect()
}
