//! `lapwing import inspections` and `lapwing inspections`: the register at a terminal.

use std::path::{Path, PathBuf};

use access::Asker;
use clap::{Args, Subcommand};
use quality::inspections::{self, Cell, ImportOptions, Query};
use vault::Door;

use crate::exit::{self, Code};
use crate::progress;

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Inspections: the register's own layout, or the public dataset's; the header tells which.
    Inspections(ImportArgs),
}

/// `lapwing import inspections`.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_INSPECTIONS_HELP)]
pub struct ImportArgs {
    /// The CSV file.
    pub file: PathBuf,
    /// What a printed percentage is a share of, where it is neither of 36 nor of 24.
    #[arg(long, value_name = "POINTS", value_parser = clap::value_parser!(u32).range(1..=39))]
    pub maximum: Option<u32>,
    /// Print the report as data.
    #[arg(long)]
    pub json: bool,
}

/// `lapwing inspections`.
#[derive(Debug, Args)]
#[command(after_help = INSPECTIONS_HELP)]
pub struct InspectionsArgs {
    /// Print everything that is held, with claims and sources, as data.
    #[arg(long)]
    pub json: bool,
    /// Only services or inspections whose name or id holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
}

const IMPORT_INSPECTIONS_HELP: &str = "\
Example: take a file in, then see what it changed; doing it twice changes nothing:

    lapwing import inspections inspections.csv

Exit codes: 0 taken in, also when rows or cells are named to mend; 1 something outside went wrong;
2 arguments cannot be used; 3 the file cannot be used.";

const INSPECTIONS_HELP: &str = "\
Example: every inspection of one service, newest first:

    lapwing inspections --search medway

Exit codes: 0 listed, also when nothing was found; 1 something outside went wrong;
2 arguments cannot be used.";

/// Takes a file into the register and reports on every row and every cell that needs a look.
pub async fn import(database: &str, args: &ImportArgs) -> anyhow::Result<Code> {
    let bytes = match bytes(&args.file) {
        Ok(bytes) => bytes,
        Err(sentence) => {
            eprintln!("lapwing: {sentence}");
            return Ok(exit::BAD_INPUT);
        }
    };
    let options = ImportOptions {
        maximum: args.maximum,
    };
    // An unusable file is told before a database is made for it.
    if let Err(cell) = inspections::read(&bytes, options) {
        let name = args.file.display();
        eprintln!(
            "{name}, line {}: {} {}",
            cell.line, cell.reason, cell.remedy
        );
        return Ok(exit::BAD_INPUT);
    }
    let door = Door::open(database).await?;
    let bar = progress::working("Taking inspections in");
    let imported = inspections::import(&door, &Asker::local_operator(), &bytes, options).await;
    bar.finish_and_clear();
    let report = imported?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
        return Ok(exit::DONE);
    }
    println!(
        "{} rows: {} new, {} same, {} changed, {} refused",
        report.rows, report.new, report.same, report.changed, report.refused_rows
    );
    print_cells(
        "Contradicting another source; both are kept",
        &report.contradicting,
    );
    print_cells("Refused", &report.refused);
    print_cells("Notes", &report.notes);
    Ok(exit::DONE)
}

/// A file's bytes, unread when it is too large; otherwise why it cannot be taken.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let name = path.display();
    let failed = |error: std::io::Error| format!("{name} cannot be read: {error}.");
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > inspections::limits::FILE_BYTES {
        return Err(format!(
            "{name} is larger than {} MB, so it was not read. Split it into smaller files, each with the header row.",
            inspections::limits::FILE_BYTES / 1_000_000
        ));
    }
    std::fs::read(path).map_err(failed)
}

/// A heading and one line a cell; nothing when there are none.
fn print_cells(heading: &str, cells: &[Cell]) {
    if cells.is_empty() {
        return;
    }
    println!("\n{heading} ({}):", cells.len());
    for cell in cells {
        println!(
            "  line {}, column {}, “{}”: {} {}",
            cell.line, cell.column, cell.value, cell.reason, cell.remedy
        );
    }
}

/// Lists the register: a line an inspection, or everything as data.
pub async fn list(database: &str, args: &InspectionsArgs) -> anyhow::Result<Code> {
    let door = Door::open(database).await?;
    let asker = Asker::local_operator();
    if args.json {
        print!("{}", inspections::export(&door, &asker).await?);
        return Ok(exit::DONE);
    }
    let query = Query {
        search: args.search.clone(),
        ..Query::default()
    };
    let listing = inspections::list(&door, &asker, &query).await?;
    for row in &listing.rows {
        let score = row
            .score
            .as_ref()
            .map_or_else(String::new, |s| format!("{} of {}", s.total, s.maximum));
        let published = row
            .published
            .map_or_else(|| "undated".to_owned(), |d| d.to_string());
        println!(
            "{:<44} {:<10} {:<21} {}",
            row.id,
            published,
            row.overall.as_deref().unwrap_or("-"),
            score
        );
    }
    eprintln!("{} of {} inspections", listing.total, listing.held);
    Ok(exit::DONE)
}
