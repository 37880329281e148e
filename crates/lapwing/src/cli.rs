//! The arguments, as a person reads them in `--help`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand};

use crate::help;

/// Inspections in, ratings explained: for a youth justice service that runs this itself.
#[derive(Debug, Parser)]
#[command(name = "lapwing", version, propagate_version = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// A SQLite file (made if absent) or a postgres:// address.
    #[arg(
        long,
        global = true,
        env = "LAPWING_DATABASE",
        default_value = "./lapwing.db",
        hide_env_values = true
    )]
    pub database: String,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 something outside went wrong; 2 arguments cannot be used;
3 the input cannot be used (see standard error); 4 a check did not pass.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Work out ratings, total and overall rating, with every step and the ways up and down.
    Rate(RateArgs),
    /// Take a file into the register.
    Import {
        /// What the file holds.
        #[command(subcommand)]
        what: Import,
    },
    /// List the register of inspections.
    Inspections(InspectionsArgs),
    /// List what no public source settles, and what would change if it were otherwise.
    WorkingValues(WorkingValuesArgs),
    /// List the services, each with the number of its inspections and the latest.
    Services(ServicesArgs),
    /// One service: its inspections over time, what changed, and its published figures.
    Service(ServiceArgs),
    /// What the register shows as a whole.
    Overview {
        /// Which question.
        #[command(subcommand)]
        what: Overview,
    },
    /// List what inspections recommended, to whom and by when.
    Recommendations(RecommendationsArgs),
    /// The report of an inspection.
    Report {
        /// What to do with it.
        #[command(subcommand)]
        what: Report,
    },
    /// Check or export the trail of who read and changed what.
    Audit {
        /// What to do with the trail.
        #[command(subcommand)]
        what: Audit,
    },
    /// Take everything that the database holds out as one file.
    Backup(BackupArgs),
    /// Fill an empty database from a backup.
    Restore(RestoreArgs),
    /// Answer browsers on this machine.
    Serve(ServeArgs),
    /// Fill a demo database with the published register and serve it.
    Demo(DemoArgs),
    /// What this program is set to.
    Config {
        /// What to do with the settings.
        #[command(subcommand)]
        what: Config,
    },
    /// Print what a shell needs to complete these commands.
    #[command(after_help = help::COMPLETIONS)]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

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

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Inspections: the register's own layout, or the public dataset's; the header tells which.
    Inspections(ImportArgs),
}

/// `lapwing import inspections`.
#[derive(Debug, Args)]
#[command(after_help = help::IMPORT_INSPECTIONS)]
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
#[command(after_help = help::INSPECTIONS)]
pub struct InspectionsArgs {
    /// Print everything that is held, with claims and sources, as data.
    #[arg(long)]
    pub json: bool,
    /// Only services or inspections whose name or id holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
}

/// `lapwing recommendations`.
#[derive(Debug, Args)]
#[command(after_help = help::RECOMMENDATIONS)]
pub struct RecommendationsArgs {
    /// Only those whose text, addressee or service holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

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

/// `lapwing report attach`.
#[derive(Debug, Args)]
#[command(after_help = help::REPORT_ATTACH)]
pub struct AttachArgs {
    /// The inspection's id, such as hmip-2018-medway-2020.
    #[arg(value_name = "ID")]
    pub inspection: String,
    /// The file.
    pub file: PathBuf,
}

/// What to do with the trail.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no row was changed, removed, moved or cut off.
    #[command(after_help = help::AUDIT_VERIFY)]
    Verify {
        /// ROW:DIGEST written down earlier; finds a cut tail as well.
        #[arg(long, value_name = "ROW:DIGEST")]
        checkpoint: Option<String>,
        /// Print the result as data.
        #[arg(long)]
        json: bool,
    },
    /// Print the newest row's number and digest, to be kept elsewhere.
    #[command(after_help = help::AUDIT_CHECKPOINT)]
    Checkpoint,
    /// Print the trail as JSON lines, for docs/verify_trail.py.
    #[command(after_help = help::AUDIT_EXPORT)]
    Export,
}

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

/// `lapwing backup`.
#[derive(Debug, Args)]
#[command(after_help = help::BACKUP)]
pub struct BackupArgs {
    /// The file to write, or - for standard output.
    pub file: PathBuf,
    /// Encrypt it to this recipient (age1…, as age-keygen prints it). May be given again; each one's
    /// key opens it alone.
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "passphrase_file")]
    pub recipient: Vec<String>,
    /// Encrypt it with the passphrase in this file.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    pub force: bool,
}

/// `lapwing restore`.
#[derive(Debug, Args)]
#[command(after_help = help::RESTORE)]
pub struct RestoreArgs {
    /// The backup.
    pub file: PathBuf,
    /// The file of keys that opens an encrypted one, as age-keygen writes it.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    pub identity: Option<PathBuf>,
    /// The file with the passphrase that opens an encrypted one.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Say whether the backup is as it was written, and touch no database.
    #[arg(long)]
    pub check_only: bool,
}

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Print every setting, its value, and where that comes from; passwords are masked.
    Show(ConfigShowArgs),
}

/// `lapwing config show`.
#[derive(Debug, Args)]
#[command(after_help = help::CONFIG_SHOW)]
pub struct ConfigShowArgs {
    /// As `serve` would be told.
    #[command(flatten)]
    pub listening: Listening,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

/// Where pages are served; `serve` and `config show` read it alike.
#[derive(Debug, Args)]
pub struct Listening {
    /// Address and port; port 0 takes a free one. Only this machine until accounts exist.
    #[arg(
        long,
        env = "LAPWING_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: String,
}

/// `lapwing serve`.
#[derive(Debug, Args)]
#[command(after_help = help::SERVE)]
pub struct ServeArgs {
    /// Where.
    #[command(flatten)]
    pub listening: Listening,
}

/// `lapwing demo`.
#[derive(Debug, Args)]
#[command(after_help = help::DEMO)]
pub struct DemoArgs {
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: String,
    /// Folder for the demo database; it is made anew at each start.
    #[arg(long, default_value = "target/demo", value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Fill the database and stop.
    #[arg(long)]
    pub fill_only: bool,
}

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

/// `lapwing services`.
#[derive(Debug, Args)]
#[command(after_help = help::SERVICES)]
pub struct ServicesArgs {
    /// Only services whose name, or another spelling of it, holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

/// `lapwing service`.
#[derive(Debug, Args)]
#[command(after_help = help::SERVICE)]
pub struct ServiceArgs {
    /// The service's name or id: Medway, bath-and-north-east-somerset.
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Print everything that is held of it as data, every figure with its source.
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    /// Every command that does something, under its whole name.
    fn commands() -> Vec<(String, clap::Command)> {
        fn walk(name: &str, command: &clap::Command, all: &mut Vec<(String, clap::Command)>) {
            let below: Vec<_> = command.get_subcommands().collect();
            if below.is_empty() {
                all.push((name.to_owned(), command.clone()));
            }
            for command in below {
                walk(&format!("{name} {}", command.get_name()), command, all);
            }
        }
        let mut all = Vec::new();
        walk("lapwing", &Cli::command(), &mut all);
        assert!(all.len() > 10);
        all
    }

    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_help_has_an_example_and_its_exit_codes() {
        for (name, command) in commands() {
            let help = command.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            for part in ["Example: ", "\n    lapwing ", "Exit codes: 0 "] {
                assert!(help.contains(part), "{name} lacks “{part}”:\n{help}");
            }
        }
    }

    #[test]
    fn docs_cli_md_names_every_command_and_everything_it_takes() {
        let page = include_str!("../../../docs/cli.md");
        let headings: Vec<&str> = page.lines().filter(|l| l.starts_with("## `")).collect();
        for (name, command) in commands() {
            let section = section(page, &name);
            assert!(!section.is_empty(), "{name} is not in {headings:#?}");
            for argument in command.get_arguments() {
                let Some(long) = argument.get_long() else {
                    continue;
                };
                assert!(
                    section.contains(&format!("--{long}")),
                    "{name} takes --{long}, of which docs/cli.md says nothing"
                );
            }
        }
    }

    /// The part of the page under a heading that begins with this command.
    fn section<'p>(page: &'p str, name: &str) -> &'p str {
        let parts = page.split("\n## ");
        let named = |part: &&str| {
            part.strip_prefix(&format!("`{name}"))
                .is_some_and(|rest| rest.starts_with([' ', '`']))
        };
        parts.into_iter().find(named).unwrap_or_default()
    }
}
