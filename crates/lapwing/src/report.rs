//! `lapwing report inspection`: the same file that the page of an inspection gives.

use std::io::{IsTerminal, Write};
use std::path::Path;

use access::Asker;
use anyhow::Context;
use vault::Door;
use web::{ReportError, ReportForm};

use crate::cli::InspectionReportArgs;
use crate::exit::{self, Code};

/// Writes the report to the file asked for, or to standard output.
pub async fn inspection(database: &str, args: &InspectionReportArgs) -> anyhow::Result<Code> {
    if args.output.is_none() && std::io::stdout().is_terminal() {
        eprintln!(
            "lapwing: a file like this is not for a terminal. Say where it goes with --output FILE."
        );
        return Ok(exit::USAGE);
    }
    let door = Door::open(database).await?;
    let asker = Asker::local_operator();
    match web::inspection_report(&door, &asker, &args.inspection, form(args)).await {
        Ok(Some(bytes)) => {
            write(args.output.as_deref(), &bytes)?;
            Ok(exit::DONE)
        }
        Ok(None) => {
            eprintln!(
                "lapwing: the register holds no inspection {}. `lapwing inspections` lists the ids.",
                args.inspection
            );
            Ok(exit::USAGE)
        }
        Err(error @ ReportError::NoPdf) => {
            eprintln!("lapwing: {error}.");
            Ok(exit::USAGE)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form asked for; the arguments allow exactly one.
fn form(args: &InspectionReportArgs) -> ReportForm {
    match (args.ods, args.xlsx, args.html) {
        (true, _, _) => ReportForm::Ods,
        (_, true, _) => ReportForm::Xlsx,
        (_, _, true) => ReportForm::Html,
        _ => ReportForm::Pdf,
    }
}

fn write(output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    match output {
        Some(path) => std::fs::write(path, bytes)
            .with_context(|| format!("{} cannot be written", path.display())),
        None => std::io::stdout()
            .write_all(bytes)
            .context("standard output cannot be written"),
    }
}
