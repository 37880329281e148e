//! `lapwing working-values`: what ratings rest on that no public source settles, and what would come
//! out of the register if it were otherwise.

use access::Asker;
use clap::{Args, Subcommand};
use quality::working_values::{Difference, Effect, Value, What, list, weigh};
use rating::Finding;
use rules::WorkingValue;
use vault::Door;

use crate::exit::{self, Code};

/// `lapwing working-values`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = WORKING_VALUES_HELP)]
pub struct WorkingValuesArgs {
    /// Weigh a value; without it all values are listed.
    #[command(subcommand)]
    pub what: Option<WorkingValues>,
    /// Print every value as data, with what was set here, when and why.
    #[arg(long)]
    pub json: bool,
}

/// What to do with working values.
#[derive(Debug, Subcommand)]
pub enum WorkingValues {
    /// Say which published results would come out otherwise with another value. Nothing is changed.
    Effect(EffectArgs),
}

/// `lapwing working-values effect`.
#[derive(Debug, Args)]
#[command(after_help = WORKING_VALUES_HELP)]
pub struct EffectArgs {
    /// cci-2009, fji-2012, sqs-2012, hmip-2018, hmip-2021 or hmip-2025.
    pub framework: String,
    /// The value to weigh, such as cci.label.moderate_from=69.
    #[arg(value_name = "KEY=VALUE")]
    pub value: String,
    /// Print the result as data.
    #[arg(long)]
    pub json: bool,
}

const WORKING_VALUES_HELP: &str = "\
Example: how many published labels would no longer come out if Moderate began at 69 per cent:

    lapwing working-values effect cci-2009 cci.label.moderate_from=69

Exit codes: 0 done; 1 something outside went wrong; 2 arguments cannot be used.";

/// Lists the values, or says what would follow from one.
pub async fn run(database: &str, args: &WorkingValuesArgs) -> anyhow::Result<Code> {
    match &args.what {
        None => all(database, args.json).await,
        Some(WorkingValues::Effect(effect)) => weighed(database, effect).await,
    }
}

/// A line a value, or everything as data.
async fn all(database: &str, json: bool) -> anyhow::Result<Code> {
    let door = Door::open(database).await?;
    let values = list(&door, &Asker::local_operator()).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&values)?);
        return Ok(exit::DONE);
    }
    for value in &values {
        println!("{}", line(value));
    }
    let set = values.iter().filter(|value| value.is_set_here()).count();
    eprintln!("{} working values, {set} set otherwise here", values.len());
    Ok(exit::DONE)
}

/// `cci-2009    cci.label.moderate_from            60    working, medium`
fn line(value: &Value) -> String {
    let confidence = value.confidence.as_deref().unwrap_or("not stated");
    let own = match value.is_set_here() {
        true => format!("; the framework’s own is {}", value.own),
        false => String::new(),
    };
    format!(
        "{:<10} {:<35} {:<42} {}, {confidence}{own}",
        value.framework, value.key, value.value, value.status
    )
}

/// What would follow from a value, compared with the framework's own.
async fn weighed(database: &str, args: &EffectArgs) -> anyhow::Result<Code> {
    let Some((key, value)) = args.value.split_once('=') else {
        eprintln!(
            "lapwing: {} is not KEY=VALUE, such as cci.label.moderate_from=61.",
            args.value
        );
        return Ok(exit::USAGE);
    };
    let (key, value) = (key.trim(), value.trim());
    let Some(registered) = rules::working_value(&args.framework, key) else {
        eprintln!("lapwing: {}", unknown(&args.framework, key));
        return Ok(exit::USAGE);
    };
    let door = Door::open(database).await?;
    let weighing = weigh(&door, &Asker::local_operator(), Some(registered)).await?;
    match weighing.effect(registered, value) {
        Ok(effect) if args.json => println!("{}", serde_json::to_string_pretty(&effect)?),
        Ok(effect) => print!("{}", report(registered, &effect)),
        Err(findings) => {
            for Finding { reason, remedy, .. } in findings {
                eprintln!("lapwing: {reason} {remedy}");
            }
            return Ok(exit::USAGE);
        }
    }
    Ok(exit::DONE)
}

fn unknown(framework: &str, key: &str) -> String {
    let values = rules::working_values().iter();
    let keys: Vec<&str> = values
        .filter(|value| value.framework.id() == framework)
        .map(WorkingValue::key)
        .collect();
    if keys.is_empty() {
        let known: Vec<&str> = rules::frameworks().iter().map(|own| own.id()).collect();
        return format!(
            "{framework} is not a framework; it is one of {}.",
            known.join(", ")
        );
    }
    format!(
        "{framework} has no working value {key}. It has {}.",
        keys.join(", ")
    )
}

/// Both sides, then each result that comes out otherwise.
fn report(registered: &WorkingValue, effect: &Effect) -> String {
    let mut text = format!(
        "{}\n{} published results can be put beside it\n",
        registered.setting.title, effect.published
    );
    for side in [&effect.from, &effect.to] {
        text.push_str(&format!(
            "  with {}: {} reproduced, {} not as published, {} cannot be worked out\n",
            side.value,
            side.reproduced,
            side.worked_out.saturating_sub(side.reproduced),
            effect.published.saturating_sub(side.worked_out),
        ));
    }
    for difference in &effect.differences {
        text.push_str(&otherwise(difference));
    }
    text
}

/// `cci-2009-kent-2011, safeguarding: published substantial; substantial becomes moderate`
fn otherwise(difference: &Difference) -> String {
    let what = match &difference.what {
        What::Framework => "framework",
        What::Overall => "overall",
        What::Standard(id) => id,
    };
    let said = |result: &Option<String>| result.clone().unwrap_or_else(|| "nothing".to_owned());
    format!(
        "{}, {what}: published {}; {} becomes {}\n",
        difference.inspection,
        difference.published,
        said(&difference.from),
        said(&difference.to)
    )
}
