//! `lapwing overview`: what the register shows as a whole, at a terminal or as data. Every answer
//! says what it cannot know.

use access::Asker;
use clap::Subcommand;
use quality::overview::{
    self, BelowGood, Distance, GoodWithInadequate, Numbers, Ratings, Register, Standing, Step,
    WhyUnknown,
};
use rating::Framework;
use serde_json::to_string_pretty;
use vault::Door;

use crate::exit::{self, Code};

/// What the register can be asked as a whole.
#[derive(Debug, Subcommand)]
#[command(after_help = OVERVIEW_HELP)]
pub enum Overview {
    /// How many services, and how many inspections, have each overall rating.
    #[command(after_help = OVERVIEW_HELP)]
    Ratings {
        /// Print the answer as data.
        #[arg(long)]
        json: bool,
    },
    /// How far the inspections of services were from the next rating and from Good.
    #[command(after_help = OVERVIEW_HELP)]
    Distance {
        /// Names or ids of services: Medway, bath-and-north-east-somerset.
        #[arg(value_name = "SERVICE", required = true)]
        services: Vec<String>,
        /// Print the answer as data.
        #[arg(long)]
        json: bool,
    },
    /// Who was rated Good although a standard was Inadequate.
    #[command(after_help = OVERVIEW_HELP)]
    GoodWithInadequate {
        /// Print the answer as data.
        #[arg(long)]
        json: bool,
    },
    /// How often each standard was below Good, by year of publication.
    #[command(after_help = OVERVIEW_HELP)]
    BelowGood {
        /// hmip-2018, hmip-2021 or hmip-2025; without it, each of them.
        #[arg(long)]
        framework: Option<String>,
        /// Print the answer as data.
        #[arg(long)]
        json: bool,
    },
}

const OVERVIEW_HELP: &str = "\
Example: how far Medway and Kent were from Good, newest inspection first:

    lapwing overview distance Medway Kent

Exit codes: 0 done, also when something cannot be known; 1 something outside went wrong;
2 arguments cannot be used; 3 no service or framework has that name.";

/// Answers one question.
pub async fn run(database: &str, what: &Overview) -> anyhow::Result<Code> {
    let about = match what {
        Overview::Distance { services, .. } => services.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let door = Door::open(database).await?;
    let register = overview::read(&door, &Asker::local_operator(), &about).await?;
    match what {
        Overview::Ratings { json } => {
            let ratings = overview::ratings(&register);
            print(
                *json,
                || to_string_pretty(&ratings),
                || ratings_as_text(&ratings),
            )
        }
        Overview::Distance { services, json } => distance(&register, services, *json),
        Overview::GoodWithInadequate { json } => {
            let found = overview::good_with_inadequate(&register);
            print(*json, || to_string_pretty(&found), || good_as_text(&found))
        }
        Overview::BelowGood { framework, json } => {
            below_good(&register, framework.as_deref(), *json)
        }
    }
}

/// Prints an answer as data or as text.
fn print(
    json: bool,
    data: impl Fn() -> serde_json::Result<String>,
    text: impl Fn() -> String,
) -> anyhow::Result<Code> {
    if json {
        println!("{}", data()?);
    } else {
        print!("{}", text());
    }
    Ok(exit::DONE)
}

fn label(framework: &str, word: &str) -> String {
    let held = rules::framework(framework);
    held.map_or(word, |held| held.label(word)).to_owned()
}

fn standard(framework: &str, id: &str) -> String {
    let held = rules::framework(framework).and_then(|held| held.standard(id));
    held.map_or_else(|| id.to_owned(), rating::framework::Standard::name)
}

fn ratings_as_text(ratings: &Ratings) -> String {
    let mut text = String::new();
    for own in &ratings.frameworks {
        text.push_str(&format!("{}\n", own.framework));
        if !own.has_overall {
            let number = own.inspections.counted;
            text.push_str(&format!(
                "  inspections without an overall rating: {number}\n"
            ));
            continue;
        }
        for (what, numbers) in [
            ("services, by their latest inspection", &own.services),
            ("all inspections", &own.inspections),
        ] {
            let numbers = numbers_as_text(&own.framework, numbers);
            text.push_str(&format!("  {what}: {numbers}\n"));
        }
        if own.pilots > 0 {
            let pilots = own.pilots;
            text.push_str(&format!(
                "  pilots among them, no part of the rated series: {pilots}\n"
            ));
        }
    }
    text
}

/// `90: Outstanding 8, Good 49, Requires improvement 30, Inadequate 3, not known 0`
fn numbers_as_text(framework: &str, numbers: &Numbers) -> String {
    let ratings = numbers.ratings.iter().rev();
    let ratings: Vec<String> = ratings
        .map(|(word, number)| format!("{} {number}", label(framework, word)))
        .collect();
    format!(
        "{}: {}, not known {}",
        numbers.counted,
        ratings.join(", "),
        numbers.without
    )
}

/// The inspections of each service, newest first.
fn distance(register: &Register, names: &[String], json: bool) -> anyhow::Result<Code> {
    let mut found: Vec<Distance> = Vec::new();
    for name in names {
        let Some(service) = register.service(name) else {
            eprintln!(
                "lapwing: no service is called “{name}”. `lapwing services` lists all; the list comes with the first import."
            );
            return Ok(exit::BAD_INPUT);
        };
        let own = register.of_service(&service.id);
        if own.is_empty() {
            eprintln!("lapwing: no inspection of {} is held", service.name);
        }
        found.extend(own.into_iter().map(overview::distance));
    }
    print(
        json,
        || to_string_pretty(&found),
        || found.iter().map(distance_as_text).collect(),
    )
}

fn distance_as_text(own: &Distance) -> String {
    let framework = &own.inspection.framework;
    let said = match (&own.standing, &own.why_unknown) {
        (Some(standing), _) => standing_as_text(framework, standing),
        (None, Some(why)) => why_as_text(why),
        (None, None) => String::new(),
    };
    format!("{}: {said}\n", own.inspection.id)
}

fn standing_as_text(framework: &str, standing: &Standing) -> String {
    let mut parts = vec![format!(
        "{} of {} points, {}",
        standing.total,
        standing.maximum,
        label(framework, &standing.overall)
    )];
    if let Some(next) = &standing.next {
        parts.push(step_as_text(framework, next));
    }
    let good = standing.good.as_ref();
    if let Some(good) = good.filter(|good| Some(*good) != standing.next.as_ref()) {
        parts.push(step_as_text(framework, good));
    }
    if let Some((word, lost)) = &standing.below {
        parts.push(format!("{lost} above {}", label(framework, word)));
    }
    parts.join("; ")
}

/// `1 to Good (standards that would have to rise, at the fewest: 1)`
fn step_as_text(framework: &str, step: &Step) -> String {
    let standards = match step.standards {
        [low, high] if low == high => low.to_string(),
        [low, high] => format!("{low} to {high}"),
    };
    format!(
        "{} to {} (standards that would have to rise, at the fewest: {standards})",
        step.points,
        label(framework, &step.rating)
    )
}

fn why_as_text(why: &WhyUnknown) -> String {
    match why {
        WhyUnknown::NoPoints => "no rule in force adds points up under this framework".to_owned(),
        WhyUnknown::NoTotal {
            range: Some([low, high]),
            maximum: Some(maximum),
        } => format!("no score is held; what is known leaves {low} to {high} of {maximum} points"),
        WhyUnknown::NoTotal { .. } => "no score is held".to_owned(),
        WhyUnknown::NotWorked => "the record cannot be worked out".to_owned(),
    }
}

fn good_as_text(found: &GoodWithInadequate) -> String {
    let mut text = String::new();
    for own in &found.inspections {
        let framework = &own.inspection.framework;
        let standards = own.standards.iter().map(|id| standard(framework, id));
        let mut standards: Vec<String> = standards.collect();
        if own.not_named > 0 {
            standards.push(format!("{} whose name is not known", own.not_named));
        }
        text.push_str(&format!(
            "{}: {}\n",
            own.inspection.id,
            standards.join(", ")
        ));
    }
    text.push_str(&format!(
        "{} of {} inspections rated Good; in {} of these not every standard's rating is known\n",
        found.inspections.len(),
        found.good,
        found.not_all_known
    ));
    text
}

fn below_good(register: &Register, asked: Option<&str>, json: bool) -> anyhow::Result<Code> {
    let all = rules::frameworks().iter();
    let rated: Vec<&Framework> = all.filter(|own| own.result().overall).collect();
    let wanted: Vec<&Framework> = rated
        .iter()
        .copied()
        .filter(|own| asked.is_none_or(|id| id == own.id()))
        .collect();
    if wanted.is_empty() {
        let known: Vec<&str> = rated.iter().map(|own| own.id()).collect();
        eprintln!(
            "lapwing: no framework that ends in an overall rating is called “{}”. These do: {}.",
            asked.unwrap_or_default(),
            known.join(", ")
        );
        return Ok(exit::BAD_INPUT);
    }
    let found = wanted
        .iter()
        .filter_map(|framework| overview::below_good(register, framework, None));
    let found: Vec<BelowGood> = found.collect();
    print(
        json,
        || to_string_pretty(&found),
        || found.iter().map(below_as_text).collect(),
    )
}

fn below_as_text(found: &BelowGood) -> String {
    let mut text = format!(
        "{}: {} inspections of {} services\n",
        found.framework, found.inspections, found.services
    );
    for own in &found.standards {
        let years = own.years.iter().filter(|year| year.known > 0).map(|year| {
            let when = year
                .year
                .map_or_else(|| "undated".to_owned(), |year| year.to_string());
            format!("{when}: {} of {}", year.below, year.known)
        });
        let years: Vec<String> = years.collect();
        text.push_str(&format!(
            "  {:<42} below Good {} of {} known; not rated or not applicable {}, not known {}  [{}]\n",
            standard(&found.framework, &own.standard),
            own.below,
            own.known,
            own.not_rated + own.not_applicable,
            own.not_known,
            years.join("; ")
        ));
    }
    text
}
