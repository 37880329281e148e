//! The `lapwing` command: what a person at a terminal, or another program, can ask of the house.
//!
//! Each subcommand is one module and calls acts and consultations, nothing below them; `rate`
//! stores nothing and calls its kernel. Results go to standard output and everything said about
//! them to standard error, so that a pipe carries only the result. [`exit`] lists the exit codes.

mod attach;
mod audit;
mod cli;
mod exit;
mod findings;
mod overview;
mod rate;
mod recommendations;
mod register;
mod report;
mod serve;
mod services;
mod working_values;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
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
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("LAPWING_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let result = match cli.command {
        Command::Rate(args) => rate::run(&args),
        Command::Import {
            what: cli::Import::Inspections(args),
        } => with_runtime(register::import(&cli.database, &args)),
        Command::Inspections(args) => with_runtime(register::list(&cli.database, &args)),
        Command::Recommendations(args) => with_runtime(recommendations::list(&cli.database, &args)),
        Command::Report {
            what: cli::Report::Attach(args),
        } => with_runtime(attach::run(&cli.database, &args)),
        Command::Report {
            what: cli::Report::Inspection(args),
        } => with_runtime(report::inspection(&cli.database, &args)),
        Command::Overview { what } => with_runtime(overview::run(&cli.database, &what)),
        Command::Services(args) => with_runtime(services::list(&cli.database, &args)),
        Command::Service(args) => with_runtime(services::show(&cli.database, &args)),
        Command::WorkingValues(args) => with_runtime(working_values::run(&cli.database, &args)),
        Command::Audit { what } => with_runtime(audit::run(&cli.database, &what)),
        Command::Serve(args) => with_runtime(serve::serve(&cli.database, &args)),
        Command::Demo(args) => with_runtime(serve::demo(&args)),
    };
    match result {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("lapwing: {error:#}");
            exit::FAILED.into()
        }
    }
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
