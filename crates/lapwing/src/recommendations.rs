//! `lapwing recommendations`: what inspections asked of whom, at a terminal.

use access::Asker;
use quality::recommendations::{self, Line, Query};
use vault::Door;

use crate::cli::RecommendationsArgs;
use crate::exit::{self, Code};

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
