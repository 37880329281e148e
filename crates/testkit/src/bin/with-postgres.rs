//! Runs a command beside a temporary PostgreSQL server: `with-postgres [--] COMMAND [ARGUMENT]...`
//!
//! The command finds the server's address in `LAPWING_TEST_POSTGRES`. The server goes when the
//! command ends, however it ends, and the exit code is the command's. Exit 2: nothing to run, or no
//! PostgreSQL on this machine.

use std::ffi::OsString;
use std::process::{ExitCode, ExitStatus};

use testkit::{Cluster, ClusterError, POSTGRES_VARIABLE};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

/// Unusable arguments, or nothing to work with.
const UNUSABLE: u8 = 2;
/// What shells report of a command that could not be started.
const NOT_STARTED: u8 = 127;
/// What shells report of an interrupted command.
const INTERRUPTED: u8 = 130;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut words: Vec<OsString> = std::env::args_os().skip(1).collect();
    if words.first().is_some_and(|word| word == "--") {
        words.remove(0);
    }
    let Some((program, arguments)) = words.split_first() else {
        eprintln!(
            "with-postgres: no command to run. Usage: with-postgres [--] COMMAND [ARGUMENT]..."
        );
        return ExitCode::from(UNUSABLE);
    };
    let cluster = match Cluster::start() {
        Ok(cluster) => cluster,
        Err(error) => {
            eprintln!("with-postgres: {error}");
            return ExitCode::from(match error {
                ClusterError::Missing => UNUSABLE,
                ClusterError::Step { .. } => 1,
            });
        }
    };
    // `exit` would leave the server behind: the code is returned, and the cluster dropped first.
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env(POSTGRES_VARIABLE, cluster.url());
    // What `cargo run` says of this crate would make a Cargo below it build others anew.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    ExitCode::from(run(&mut command).await)
}

/// Runs the command to its end, or until somebody interrupts us.
async fn run(command: &mut Command) -> u8 {
    let mut child = match command.kill_on_drop(true).spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("with-postgres: the command could not be started: {error}");
            return NOT_STARTED;
        }
    };
    tokio::select! {
        ended = child.wait() => match ended {
            Ok(status) => code(status),
            Err(error) => {
                eprintln!("with-postgres: the command was lost: {error}");
                1
            }
        },
        () = interrupted() => INTERRUPTED,
    }
}

/// Ends at the first interrupt or request to end.
async fn interrupted() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        // Without handlers there is nothing to wait for; the command's own end still comes.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

/// The command's own code; 1 when a signal ended it.
fn code(status: ExitStatus) -> u8 {
    status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1)
}
