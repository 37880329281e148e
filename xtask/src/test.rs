//! `cargo xtask test`: set-up, then every check and every test. The last line is always
//! `N passed, N failed`; a check of the house's own counts as one.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context;

use crate::tally::Tally;
use crate::{frontend, house, run, setup};

/// Runs everything. True when nothing failed.
///
/// # Errors
/// When set-up is impossible; nothing has been tested then.
pub fn everything() -> anyhow::Result<bool> {
    let started = Instant::now();
    setup::ensure(setup::FOR_TESTS)?;
    frontend::prepare()?;
    let mut tally = Tally::default();
    format(&mut tally);
    lints(&mut tally);
    rules(&mut tally);
    tests(&mut tally);
    report(&tally, started);
    Ok(tally.is_good())
}

/// The house rules without anything else, for whoever is moving rooms about. True when all are kept.
pub fn rules_alone() -> bool {
    let mut tally = Tally::default();
    rules(&mut tally);
    tally.is_good()
}

fn format(tally: &mut Tally) {
    heading("Format");
    step(
        tally,
        "format",
        run::cargo().args(["fmt", "--all", "--check"]),
    );
}

fn lints(tally: &mut Tally) {
    heading("Lints");
    let mut clippy = run::cargo();
    clippy.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    step(tally, "lints", &mut clippy);
}

/// Runs one command as one check.
fn step(tally: &mut Tally, name: &str, command: &mut Command) {
    let outcome = run::finish(command);
    if let Err(error) = &outcome {
        eprintln!("{error:#}");
    }
    tally.check(name, outcome.is_ok());
}

fn rules(tally: &mut Tally) {
    heading("House rules");
    match house::check() {
        Ok(findings) => findings.iter().for_each(|finding| rule(tally, finding)),
        Err(error) => {
            eprintln!("{error:#}");
            tally.check("house rules can be checked", false);
        }
    }
}

fn rule(tally: &mut Tally, finding: &house::Finding) {
    let kept = finding.breaches.is_empty();
    println!("{}: {}", finding.rule, if kept { "ok" } else { "BROKEN" });
    for breach in &finding.breaches {
        println!("    {breach}");
    }
    tally.check(finding.rule, kept);
}

/// All tests of the workspace, documentation's included, beside a PostgreSQL of their own.
fn tests(tally: &mut Tally) {
    heading("Tests");
    let before = (tally.total(), tally.failed());
    let outcome = counted(tally, &mut with_postgres());
    let (all, failed) = (tally.total() - before.0, tally.failed() - before.1);
    match outcome {
        Ok(true) if all > 0 => {}
        // The tests that failed are counted already.
        Ok(false) if failed > 0 => {}
        Ok(_) => tally.check("the tests can be built and run to their end", false),
        Err(error) => {
            eprintln!("{error:#}");
            tally.check("the tests can be started", false);
        }
    }
}

/// `cargo test`, wrapped in the program that starts PostgreSQL and stops it afterwards.
fn with_postgres() -> Command {
    let mut command = run::cargo();
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "testkit",
            "--bin",
            "with-postgres",
            "--",
        ])
        .arg(run::cargo().get_program())
        .args(["test", "--workspace", "--no-fail-fast"]);
    command
}

/// Runs `command`, passes its lines on as they come, and counts them. True when it succeeded.
fn counted(tally: &mut Tally, command: &mut Command) -> anyhow::Result<bool> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("the tests cannot be started")?;
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output).split(b'\n');
        while let Some(Ok(line)) = lines.next() {
            // A test may print bytes that are no text; they are shown and counted all the same.
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally.read(&line);
        }
    }
    Ok(child.wait().context("the tests did not end")?.success())
}

fn heading(name: &str) {
    println!("\n== {name}");
}

/// The failures by name, the time, and the one line that is always the last.
fn report(tally: &Tally, started: Instant) {
    heading("Result");
    for name in tally.failures() {
        println!("failed: {name}");
    }
    let seconds = started.elapsed().as_secs();
    println!("{} min {} s", seconds / 60, seconds % 60);
    println!("{tally}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_counted_whether_or_not_it_is_text() {
        let mut tally = Tally::default();
        let script = r"printf '\377\376\ntest a ... FAILED\ntest result: FAILED. 2 passed; 1 failed; 0 ignored\n'; exit 101";
        let good = counted(&mut tally, run::program("/bin/sh").args(["-c", script])).unwrap();
        assert!(!good);
        assert_eq!(tally.to_string(), "2 passed, 1 failed");
    }

    #[test]
    fn a_step_that_fails_is_one_failure() {
        let mut tally = Tally::default();
        step(
            &mut tally,
            "good",
            run::program("/bin/sh").args(["-c", "exit 0"]),
        );
        step(
            &mut tally,
            "bad",
            run::program("/bin/sh").args(["-c", "exit 1"]),
        );
        step(&mut tally, "absent", &mut run::program("no-such-program"));
        assert_eq!(tally.to_string(), "1 passed, 2 failed");
        assert_eq!(tally.failures(), ["bad", "absent"]);
    }
}
