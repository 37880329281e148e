//! `lapwing report inspection`: the same file that the page of an inspection gives.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use access::Asker;
use anyhow::Context;
use clap::{ArgGroup, Args, Subcommand};
use vault::Door;
use web::{ReportError, ReportForm};

use crate::attach::AttachArgs;
use crate::exit::{self, Code};

/// What to do with the report of an inspection.
#[derive(Debug, Subcommand)]
pub enum Report {
    /// Keep the published report as a file: a PDF, an ODT or a DOCX.
    Attach(AttachArgs),
    /// What is known of an inspection as a document or as tables: rating, reasons, ways up and down.
    Inspection(InspectionReportArgs),
}

/// `lapwing report inspection`.
#[derive(Debug, Args)]
#[command(after_help = INSPECTION_REPORT_HELP)]
#[command(group(ArgGroup::new("form").required(true).args(["pdf", "ods", "xlsx", "html"])))]
pub struct InspectionReportArgs {
    /// The inspection's id, such as hmip-2018-medway-2020.
    #[arg(value_name = "ID")]
    pub inspection: String,
    /// A document to hand over: tagged, so that screen readers can read it.
    #[arg(long)]
    pub pdf: bool,
    /// Its tables as an OpenDocument spreadsheet.
    #[arg(long)]
    pub ods: bool,
    /// Its tables as an Excel spreadsheet.
    #[arg(long)]
    pub xlsx: bool,
    /// The document as one page of HTML that needs no other file.
    #[arg(long)]
    pub html: bool,
    /// Where to write it; otherwise it goes to standard output, unless that is a terminal.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const INSPECTION_REPORT_HELP: &str = "\
Example: a report for the board, from the register as it stands:

    lapwing report inspection hmip-2018-medway-2020 --pdf --output medway.pdf

The same register gives the same bytes, here and on the inspection's page.
Exit codes: 0 written; 2 the register holds no such inspection, or this build makes no PDF.";

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
