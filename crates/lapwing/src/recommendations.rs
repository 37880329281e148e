//! `lapwing recommendations`: what inspections asked of whom, at a terminal.

use access::Asker;
use clap::Args;
use quality::recommendations::{self, Line, Query};
use vault::Door;

use crate::exit::{self, Code};

/// `lapwing recommendations`.
#[derive(Debug, Args)]
#[command(after_help = RECOMMENDATIONS_HELP)]
pub struct RecommendationsArgs {
    /// Only those whose text, addressee or service holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

const RECOMMENDATIONS_HELP: &str = "\
Example: what was recommended to one service, as data:

    lapwing recommendations --search medway --json

Exit codes: 0 listed, also when nothing was found; 1 something outside went wrong;
2 arguments cannot be used.";

/// Lists the recommendations of all inspections, those due soonest first.
pub async fn list(database: &str, args: &RecommendationsArgs) -> anyhow::Result<Code> {
    let door = Door::open(database).await?;
    let query = Query {
        search: args.search.clone(),
        ..Query::default()
    };
    let listing = recommendations::list(&door, &Asker::local_operator(), &query).await?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&listing.lines)?);
        return Ok(exit::DONE);
    }
    for line in &listing.lines {
        println!("{}", said(line));
    }
    eprintln!("{} of {} recommendations", listing.total, listing.held);
    Ok(exit::DONE)
}

/// One recommendation: its head on one line, what it says below.
fn said(line: &Line) -> String {
    let own = &line.recommendation;
    let due = own
        .due
        .map_or_else(|| "no date".to_owned(), |due| due.to_string());
    let standard = own
        .standard
        .as_ref()
        .map_or_else(String::new, |id| format!(", standard {id}"));
    let mut said = format!("{:<44} {due:<10} {}{standard}", own.id, own.addressed_to);
    for part in own.words.lines() {
        said.push_str("\n    ");
        said.push_str(part);
    }
    if let Some(why) = &own.withdrawn {
        said.push_str("\n    Withdrawn: ");
        said.push_str(&why.replace('\n', " "));
    }
    said
}
