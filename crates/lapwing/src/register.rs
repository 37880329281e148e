//! `lapwing import inspections` and `lapwing inspections`: the register at a terminal.

use access::Asker;
use anyhow::Context;
use quality::inspections::{self, Cell, ImportOptions, Query};
use vault::Door;

use crate::cli::{ImportArgs, InspectionsArgs};
use crate::exit::{self, Code};

/// Takes a file into the register and reports on every row and every cell that needs a look.
pub async fn import(database: &str, args: &ImportArgs) -> anyhow::Result<Code> {
    let name = args.file.display();
    let size = std::fs::metadata(&args.file)
        .with_context(|| format!("{name} cannot be opened"))?
        .len();
    if size > inspections::limits::FILE_BYTES {
        eprintln!(
            "{name}: larger than {} MB, so it was not read. Split it into smaller files, each with the header row.",
            inspections::limits::FILE_BYTES / 1_000_000
        );
        return Ok(exit::BAD_INPUT);
    }
    let bytes = std::fs::read(&args.file).with_context(|| format!("{name} cannot be read"))?;
    let door = Door::open(database).await?;
    let options = ImportOptions {
        maximum: args.maximum,
    };
    let report = match inspections::import(&door, &Asker::local_operator(), &bytes, options).await {
        Ok(report) => report,
        Err(inspections::ImportError::Unusable(cell)) => {
            eprintln!(
                "{name}, line {}: {} {}",
                cell.line, cell.reason, cell.remedy
            );
            return Ok(exit::BAD_INPUT);
        }
        Err(error) => return Err(error.into()),
    };
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
