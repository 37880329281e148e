//! `lapwing rate`: what judgements, percentages, ratings or numbers of ratings come to. Stores
//! nothing and opens no database.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use rating::input::{Cases, Input, Score};
use rating::{Finding, Framework, explain, read};

use crate::exit::{self, Code};
use crate::findings;

/// `lapwing rate`: give at least one of judgements, percentages, ratings or counts.
#[derive(Debug, Args)]
#[command(after_help = RATE_HELP)]
pub struct RateArgs {
    /// cci-2009, fji-2012, sqs-2012, hmip-2018, hmip-2021 or hmip-2025.
    #[arg(long)]
    pub framework: String,
    /// CSV with the header case_id,question,answer (yes, no, na).
    #[arg(long, value_name = "FILE")]
    pub judgements: Option<PathBuf>,
    /// CSV with the header standard,rating; the row overall,… enters the overall rating.
    #[arg(long, value_name = "FILE")]
    pub ratings: Option<PathBuf>,
    /// CSV with the header question,percent.
    #[arg(long, value_name = "FILE")]
    pub percentages: Option<PathBuf>,
    /// Numbers of ratings: good=7,requires_improvement=4,inadequate=1.
    #[arg(long, value_name = "LIST")]
    pub counts: Option<String>,
    /// The score as published, such as 18/36; it stands beside what the ratings add up to.
    #[arg(long, value_name = "POINTS/MAXIMUM")]
    pub score: Option<String>,
    /// CSV with the header standard,rating,who,why: decisions of a ratings panel.
    #[arg(long, value_name = "FILE")]
    pub panel: Option<PathBuf>,
    /// The standards looked at, where not all: 2.1,2.2.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub scope: Option<Vec<String>>,
    /// First day of fieldwork, as precisely as known (2020, 2020-02, 2020-02-24): says whether the
    /// framework fits it.
    #[arg(long, value_name = "DATE")]
    pub fieldwork: Option<String>,
    /// Change a working value for this run, such as n25.points=on. May be given again.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The judged cases are all there are, not a sample: no intervals.
    #[arg(long)]
    pub all_cases: bool,
    /// Print data for another program.
    #[arg(long, conflicts_with = "explain")]
    pub json: bool,
    /// Print every step (the default on a terminal and elsewhere).
    #[arg(long)]
    pub explain: bool,
}

impl RateArgs {
    /// The files that may be given.
    pub fn files(&self) -> impl Iterator<Item = &Option<PathBuf>> {
        [
            &self.judgements,
            &self.percentages,
            &self.ratings,
            &self.panel,
        ]
        .into_iter()
    }
}

const RATE_HELP: &str = "\
Example: Medway, 2020. Seven standards Good, four Requires improvement, one Inadequate:

    lapwing rate --framework hmip-2018 \\
        --counts good=7,requires_improvement=4,inadequate=1 --explain

Exit codes: 0 worked out (also when the overall rating cannot be known);
2 arguments cannot be used; 3 bad input, each finding on standard error.";

/// Why there is no result: the arguments, or the files.
enum Unusable {
    /// Said already in one or more sentences; ends with [`exit::USAGE`].
    Arguments(Vec<String>),
    /// Each with the file it is about; ends with [`exit::BAD_INPUT`].
    Input(Vec<(String, Finding)>),
}

/// Puts what a file holds into the input, or says what is wrong with it.
type Reading<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Vec<Finding>>;

/// Works the rating out and prints it.
pub fn run(args: &RateArgs) -> anyhow::Result<Code> {
    let (framework, input) = match prepared(args) {
        Ok(prepared) => prepared,
        Err(Unusable::Arguments(sentences)) => {
            for sentence in sentences {
                eprintln!("lapwing: {sentence}");
            }
            return Ok(exit::USAGE);
        }
        Err(Unusable::Input(found)) => {
            findings::print(&found);
            return Ok(exit::BAD_INPUT);
        }
    };
    let outcome = match rating::rate(framework, &input) {
        Ok(outcome) => outcome,
        Err(found) if in_arguments(args, &found) => {
            for finding in found {
                let about = finding
                    .column
                    .map_or(String::new(), |column| format!("--{column}: "));
                eprintln!("lapwing: {about}{} {}", finding.reason, finding.remedy);
            }
            return Ok(exit::USAGE);
        }
        Err(found) => {
            let found = found
                .into_iter()
                .map(|finding| ("input".to_owned(), finding));
            findings::print(&found.collect::<Vec<_>>());
            return Ok(exit::BAD_INPUT);
        }
    };
    if args.json {
        println!("{}", serde_json::to_string_pretty(&outcome)?);
    } else {
        print!("{}", explain::explain(framework, &outcome));
    }
    Ok(exit::DONE)
}

/// Whether it is the arguments that cannot be used: there is no file, or only settings are wrong.
fn in_arguments(args: &RateArgs, found: &[Finding]) -> bool {
    let setting = |finding: &Finding| finding.column.as_deref() == Some("set");
    args.files().all(|file| file.is_none()) || found.iter().all(setting)
}

/// The framework and everything that is known, read from the arguments and the files.
fn prepared(args: &RateArgs) -> Result<(&'static Framework, Input), Unusable> {
    let Some(framework) = rules::framework(&args.framework) else {
        let known: Vec<&str> = rules::frameworks().iter().map(Framework::id).collect();
        return Err(Unusable::Arguments(vec![format!(
            "--framework {} is not known; it is one of {}.",
            args.framework,
            known.join(", ")
        )]));
    };
    let mut input = arguments(framework, args).map_err(Unusable::Arguments)?;
    let mut found = Vec::new();
    let mut missing = Vec::new();
    let mut take = |path: &Option<PathBuf>, read: Reading<'_>| {
        let Some(path) = path else { return };
        match bytes(path) {
            Ok(bytes) => {
                let findings = read(&bytes).err().unwrap_or_default();
                let name = path.display().to_string();
                found.extend(findings.into_iter().map(|finding| (name.clone(), finding)));
            }
            Err(sentence) => missing.push(sentence),
        }
    };
    take(&args.judgements, &mut |bytes| {
        input.judgements = read::judgements(framework, bytes)?;
        Ok(())
    });
    take(&args.percentages, &mut |bytes| {
        input.percentages = read::percentages(framework, bytes)?;
        Ok(())
    });
    take(&args.ratings, &mut |bytes| {
        (input.ratings, input.overall) = read::ratings(framework, bytes)?;
        Ok(())
    });
    take(&args.panel, &mut |bytes| {
        input.panel = read::panel(framework, bytes)?;
        Ok(())
    });
    if !missing.is_empty() {
        return Err(Unusable::Arguments(missing));
    }
    if found.is_empty() {
        Ok((framework, input))
    } else {
        Err(Unusable::Input(found))
    }
}

/// What stands in the arguments themselves; otherwise a sentence for each thing to mend.
fn arguments(framework: &Framework, args: &RateArgs) -> Result<Input, Vec<String>> {
    let mut input = Input {
        cases: if args.all_cases {
            Cases::All
        } else {
            Cases::Sample
        },
        ..Input::default()
    };
    let mut sentences = Vec::new();
    if args.files().all(|file| file.is_none()) && args.counts.is_none() && args.score.is_none() {
        sentences.push(
            "nothing to rate: give at least one of --judgements, --percentages, --ratings, --counts or --score."
                .to_owned(),
        );
    }
    let mut say = |argument: &str, found: Vec<Finding>| {
        sentences.extend(found.into_iter().map(|finding| {
            let value = finding
                .value
                .map_or(String::new(), |value| format!(" {value}"));
            format!("{argument}{value}: {} {}", finding.reason, finding.remedy)
        }));
    };
    if let Some(text) = &args.counts {
        match read::counts(framework, text) {
            Ok(counts) => input.counts = Some(counts),
            Err(found) => say("--counts", found),
        }
    }
    if let Some(ids) = &args.scope {
        match read::scope(framework, ids.iter().map(String::as_str)) {
            Ok(scope) => input.scope = Some(scope),
            Err(found) => say("--scope", found),
        }
    }
    if let Some(text) = &args.fieldwork {
        match text.parse() {
            Ok(date) => input.fieldwork = Some(date),
            Err(error) => sentences.push(format!("--fieldwork {text} {error}.")),
        }
    }
    if let Some(text) = &args.score {
        match score(text) {
            Some(score) => input.score = Some(score),
            None => sentences.push(format!(
                "--score {text} is not points/maximum, such as 18/36."
            )),
        }
    }
    for pair in &args.set {
        match pair.split_once('=') {
            Some((key, value)) => {
                let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
                if input.set.insert(key.clone(), value).is_some() {
                    sentences.push(format!("--set {key} is given twice; keep one."));
                }
            }
            None => sentences.push(format!(
                "--set {pair} is not KEY=VALUE, such as n25.points=on."
            )),
        }
    }
    if sentences.is_empty() {
        Ok(input)
    } else {
        Err(sentences)
    }
}

/// `18/36`.
fn score(text: &str) -> Option<Score> {
    let (total, maximum) = text.split_once('/')?;
    Some(Score {
        total: total.trim().parse().ok()?,
        maximum: maximum.trim().parse().ok()?,
    })
}

/// A file's bytes, at most one more than a reader takes, so that what is too large is named as such
/// without being held; otherwise why it cannot be read.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}.", path.display());
    let mut bytes = Vec::new();
    let most = rating::limits::FILE_BYTES as u64 + 1;
    std::fs::File::open(path)
        .map_err(failed)?
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}
