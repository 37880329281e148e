//! `lapwing services` and `lapwing service`: the services at a terminal, and one with its history.

use access::Asker;
use clap::Args;
use quality::inspections::{Inspection, Row};
use quality::services::{
    self, Change, Changes, FigureSeries, History, Query, Standing, changes_over_time,
};
use serde_json::json;
use vault::Door;

use crate::exit::{self, Code};

/// `lapwing services`.
#[derive(Debug, Args)]
#[command(after_help = SERVICES_HELP)]
pub struct ServicesArgs {
    /// Only services whose name, or another spelling of it, holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

const SERVICES_HELP: &str = "\
Example: services whose name, or another spelling of it, holds a word:

    lapwing services --search south

Exit codes: 0 listed, also when nothing was found; 1 something outside went wrong;
2 arguments cannot be used.";

/// `lapwing service`.
#[derive(Debug, Args)]
#[command(after_help = SERVICE_HELP)]
pub struct ServiceArgs {
    /// The service's name or id: Medway, bath-and-north-east-somerset.
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Print everything that is held of it as data, every figure with its source.
    #[arg(long)]
    pub json: bool,
}

const SERVICE_HELP: &str = "\
Example: one service over time, with its published figures:

    lapwing service Medway

Exit codes: 0 shown; 1 something outside went wrong; 2 arguments cannot be used; 3 no service has
that name.";

/// Lists services: a line a service, or everything as data.
pub async fn list(database: &str, args: &ServicesArgs) -> anyhow::Result<Code> {
    let door = Door::open(database).await?;
    let query = Query {
        search: args.search.clone(),
        ..Query::default()
    };
    let listing = services::list(&door, &Asker::local_operator(), &query).await?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&listing.lines)?);
        return Ok(exit::DONE);
    }
    for line in &listing.lines {
        let latest = line.latest.as_ref().map_or("-", |row| row.id.as_str());
        println!(
            "{:<40} {:<25} {:>2}  {latest}",
            line.service.id, line.service.region, line.inspections
        );
    }
    eprintln!("{} of {} services", listing.total, listing.held);
    Ok(exit::DONE)
}

/// One service: who it is, its inspections over time, what changed, and its published figures.
pub async fn show(database: &str, args: &ServiceArgs) -> anyhow::Result<Code> {
    let name = args.name.join(" ");
    let known = published::service_named(&name);
    let id = known.map_or(name.as_str(), |known| known.id.as_str());
    let door = Door::open(database).await?;
    let found = services::show(&door, &Asker::local_operator(), id).await?;
    let Some(history) = found else {
        eprintln!(
            "lapwing: no service is called “{name}”. `lapwing services` lists all; the list comes with the first import."
        );
        return Ok(exit::BAD_INPUT);
    };
    if args.json {
        println!("{}", serde_json::to_string_pretty(&as_data(&history))?);
    } else {
        print!("{}", as_text(&history));
    }
    Ok(exit::DONE)
}

/// The history with what follows from it, for another program.
fn as_data(history: &History) -> serde_json::Value {
    json!({
        "history": history,
        "changes": changes_over_time(&history.inspections),
        "figures": services::figures(&history.service),
        "conflicts": services::conflicts(&history.service),
        "neighbours": published::neighbours(&history.service.id),
    })
}

/// The history as text.
fn as_text(history: &History) -> String {
    let service = &history.service;
    let mut text = format!("{} ({})\n", service.name, service.region);
    for (what, related) in [
        ("Before it", &history.predecessors),
        ("After it", &history.successors),
    ] {
        let names: Vec<&str> = related.iter().map(|own| own.name.as_str()).collect();
        if !names.is_empty() {
            text.push_str(&format!("{what}: {}\n", names.join(", ")));
        }
    }
    text.push_str(
        "\nInspections, oldest first; results of different frameworks are not on one scale\n",
    );
    if history.inspections.is_empty() {
        text.push_str("  none held\n");
    }
    for own in &history.inspections {
        text.push_str(&format!("  {}\n", inspection(own)));
    }
    for changes in changes_over_time(&history.inspections) {
        text.push_str(&change_lines(&changes));
    }
    text.push_str(&figure_lines(&services::figures(service)));
    for conflict in services::conflicts(service) {
        text.push_str(&format!("  Disagreement: {}\n", conflict.words));
    }
    text
}

fn inspection(own: &Inspection) -> String {
    let row: &Row = &own.row;
    let date = row.published.or(row.fieldwork_end).or(row.fieldwork_start);
    let date = date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let overall = match (&row.overall, rules::framework(&row.framework)) {
        (Some(word), Some(framework)) => framework.label(word).to_owned(),
        (Some(word), None) => word.clone(),
        (None, _) => "-".to_owned(),
    };
    let score = row.score.as_ref();
    let score = score.map_or_else(String::new, |own| {
        format!("{} of {}", own.total, own.maximum)
    });
    let line = format!(
        "{:<10} {date:<10} {overall:<21} {score:<9} {}",
        row.framework, row.id
    );
    line.trim_end().to_owned()
}

fn change_lines(changes: &Changes) -> String {
    let framework = rules::framework(&changes.framework);
    let name = |standard: &str| {
        let own = framework.and_then(|framework| framework.standard(standard));
        own.map_or_else(|| standard.to_owned(), rating::framework::Standard::name)
    };
    let label = |standing: &Standing| match standing {
        Standing::Rated(word) => framework
            .map_or(word.as_str(), |own| own.label(word))
            .to_owned(),
        Standing::NotRated => "not rated".to_owned(),
        Standing::NotKnown => "not known".to_owned(),
    };
    let both = |change: &Change| format!("{} to {}", label(&change.from), label(&change.to));
    let mut text = format!("\nFrom {} to {}\n", changes.earlier, changes.later);
    if let Some(overall) = &changes.overall {
        text.push_str(&format!("  Overall rating: {}\n", both(overall)));
    }
    for own in &changes.percents {
        let percent = |value: Option<u8>| {
            value.map_or_else(|| "not known".to_owned(), |own| format!("{own} %"))
        };
        let (from, to) = (percent(own.from), percent(own.to));
        text.push_str(&format!("  {}: {from} to {to}\n", name(&own.standard)));
    }
    for own in &changes.standards {
        let change = &own.change;
        if change.from != Standing::NotKnown || change.to != Standing::NotKnown {
            text.push_str(&format!("  {}: {}\n", name(&own.standard), both(change)));
        }
    }
    text
}

/// Each series: its measure, and the first and last of its values with their periods.
fn figure_lines(all: &[FigureSeries]) -> String {
    if all.is_empty() {
        return "\nNo published performance figures are held.\n".to_owned();
    }
    let mut text = "\nPublished figures; --json has every value with its source\n".to_owned();
    for series in all {
        let own = series.traces.iter().take(1);
        let figures: Vec<_> = own
            .flat_map(|trace| trace.figures.iter().flatten())
            .collect();
        let (Some(first), Some(last)) = (figures.first(), figures.last()) else {
            continue;
        };
        let mut line = format!("  {}: {} ({})", first.measure, first.value, first.period);
        if figures.len() > 1 {
            line.push_str(&format!(" … {} ({})", last.value, last.period));
        }
        text.push_str(&format!("{line}, {}\n", first.unit));
    }
    text
}
