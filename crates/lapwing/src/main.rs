//! The `lapwing` command: what a person at a terminal, or another program, can ask of the house.
//!
//! Each subcommand is one module and calls acts and consultations, nothing below them; `rate`
//! stores nothing and calls its kernel. Results go to standard output and everything said about
//! them to standard error, so that a pipe carries only the result. [`exit`] lists the exit codes.

mod attach;
mod audit;
mod backup;
mod cli;
mod completions;
mod config;
mod demo;
mod exit;
mod findings;
mod key;
mod overview;
mod progress;
mod rate;
mod reach;
mod recommendations;
mod register;
mod report;
mod secrets;
mod serve;
mod services;
mod user;
mod working_values;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches};

use cli::{Cli, Command};

fn main() -> ExitCode {
    let (cli, matches) = match arguments() {
        Ok(read) => read,
        Err(error) => {
            // clap's own exit code for bad usage is 2, as ours; help and version are successes.
            let code = if error.use_stderr() {
                exit::USAGE
            } else {
                exit::DONE
            };
            // Nothing can be done about a closed terminal.
            let _ = error.print();
            return code.into();
        }
    };
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env(
            config::LOG_VARIABLE,
        ))
        .with_writer(std::io::stderr)
        .init();
    let database = match secrets::database(&cli, &matches) {
        Ok(database) => database,
        Err(words) => {
            eprintln!("lapwing: {words}.");
            return exit::USAGE.into();
        }
    };
    let result = match cli.command {
        Command::Rate(args) => rate::run(&args),
        Command::Import {
            what: register::Import::Inspections(args),
        } => with_runtime(register::import(&database, &args)),
        Command::Inspections(args) => with_runtime(register::list(&database, &args)),
        Command::Recommendations(args) => with_runtime(recommendations::list(&database, &args)),
        Command::Report {
            what: report::Report::Attach(args),
        } => with_runtime(attach::run(&database, &args)),
        Command::Report {
            what: report::Report::Inspection(args),
        } => with_runtime(report::inspection(&database, &args)),
        Command::Overview { what } => with_runtime(overview::run(&database, &what)),
        Command::Services(args) => with_runtime(services::list(&database, &args)),
        Command::Service(args) => with_runtime(services::show(&database, &args)),
        Command::WorkingValues(args) => with_runtime(working_values::run(&database, &args)),
        Command::Audit { what } => with_runtime(audit::run(&database, &what)),
        Command::Backup(args) => with_runtime(backup::backup(&database, &args)),
        Command::Restore(args) => with_runtime(backup::restore(&database, &args)),
        Command::Config {
            what: config::Config::Show(args),
        } => config::show(&database, cli.database_file.as_deref(), &args, &matches),
        Command::Completions { shell } => completions::run(shell),
        Command::User { what } => with_runtime(user::run(&database, &what)),
        Command::Key { what } => key::run(&what),
        Command::Serve(args) => with_runtime(serve::serve(&database, &args)),
        Command::Demo(args) => with_runtime(demo::demo(&args)),
    };
    match result {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("lapwing: {error:#}");
            exit::FAILED.into()
        }
    }
}

/// The arguments as we use them, and as clap read them: it knows where each value comes from.
fn arguments() -> Result<(Cli, ArgMatches), clap::Error> {
    let matches = Cli::command().try_get_matches()?;
    let cli = Cli::from_arg_matches(&matches)?;
    Ok((cli, matches))
}

/// Runs a command that talks to the database or serves pages.
fn with_runtime<F>(command: F) -> anyhow::Result<exit::Code>
where
    F: Future<Output = anyhow::Result<exit::Code>>,
{
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(command)
}
