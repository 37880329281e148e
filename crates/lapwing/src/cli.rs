//! The commands, as a person reads them in `--help`; what each takes stands beside what it does.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::audit::Audit;
use crate::backup::{BackupArgs, RestoreArgs};
use crate::completions;
use crate::config::Config;
use crate::demo::DemoArgs;
use crate::key::KeyCommand;
use crate::overview::Overview;
use crate::rate::RateArgs;
use crate::recommendations::RecommendationsArgs;
use crate::register::{Import, InspectionsArgs};
use crate::report::Report;
use crate::serve::ServeArgs;
use crate::services::{ServiceArgs, ServicesArgs};
use crate::user::User;
use crate::working_values::WorkingValuesArgs;

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
    /// A file that holds the database's address, so that its password stands in no command line.
    #[arg(
        long,
        global = true,
        env = "LAPWING_DATABASE_FILE",
        value_name = "FILE"
    )]
    pub database_file: Option<PathBuf>,
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
    /// Say who may sign in.
    User {
        /// What to do.
        #[command(subcommand)]
        what: User,
    },
    /// The installation's key, from which second factors come.
    Key {
        /// What to do about it.
        #[command(subcommand)]
        what: KeyCommand,
    },
    /// Answer browsers, on this machine or on others.
    Serve(ServeArgs),
    /// Fill a demo with the published register and somebody in each role, and serve it.
    Demo(DemoArgs),
    /// What this program is set to.
    Config {
        /// What to do with the settings.
        #[command(subcommand)]
        what: Config,
    },
    /// Print what a shell needs to complete these commands.
    #[command(after_help = completions::HELP)]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
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
