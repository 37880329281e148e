//! `lapwing completions`: what a shell needs to complete our commands.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit::{self, Code};

pub const HELP: &str = "\
Example: for bash, from the next session on:

    lapwing completions bash > ~/.local/share/bash-completion/completions/lapwing

Exit codes: 0 printed; 2 there is no such shell.";

/// Prints the script for one shell.
pub fn run(shell: Shell) -> anyhow::Result<Code> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lapwing", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(exit::DONE)
}
