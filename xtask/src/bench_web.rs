//! `cargo xtask bench web`: what a visitor waits for and what the machine pays for it, with `wrk`
//! against an optimised build over the published register.
//!
//! Prints tables in Markdown with the limit beside each figure. Pages a second say little by
//! themselves, so each stands beside those of our plaintext page in the same run.

mod server;
mod visit;
mod wrk;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use crate::{frontend, run, setup};
use server::Server;
use visit::Visit;

/// The page that does nothing but answer: the ceiling of all others.
const CEILING: &str = "/health";

/// The pages that are measured. One that answers with anything but 200 is said to be missing.
const PAGES: [&str; 4] = [
    "/inspections",
    "/inspections/hmip-2018-medway-2020",
    "/services/medway",
    "/compare?framework=hmip-2018&service=kent&service=medway",
];

/// Starts whose median is told.
const STARTS: usize = 11;

/// Kilobytes that the first visit to a page may weigh, its files included, and the second.
const FIRST_VISIT: f64 = 100.0;
const SECOND_VISIT: f64 = 30.0;
/// Megabytes of memory that a server which nobody uses may hold.
const IDLE_MEMORY: f64 = 40.0;
/// Milliseconds from the start of the program to the first page.
const FIRST_PAGE: f64 = 150.0;
/// Megabytes of the program with reports as PDF, and without.
const WITH_PDF: f64 = 100.0;
const WITHOUT_PDF: f64 = 40.0;

/// Builds, measures and prints. `args` are `--without-pdf` or nothing.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    setup::ensure(setup::FOR_WEB_BENCH)?;
    frontend::prepare()?;
    let with_pdf = !args.iter().any(|arg| arg == "--without-pdf");
    let program = build(with_pdf)?;
    let folder = std::env::temp_dir().join(format!("lapwing-bench-{}", std::process::id()));
    let measured = measure(&program, &folder, with_pdf);
    // A folder that stays behind hurts nobody, and the figures are worth more than the complaint.
    let _ = fs::remove_dir_all(&folder);
    measured
}

fn build(with_pdf: bool) -> anyhow::Result<PathBuf> {
    println!("Building with optimisation; the first time takes several minutes.\n");
    let mut build = run::cargo();
    build.args(["build", "--release", "--package", "lapwing"]);
    if !with_pdf {
        build.arg("--no-default-features");
    }
    run::finish(&mut build)?;
    Ok(run::root().join("target/release/lapwing"))
}

fn measure(program: &Path, folder: &Path, with_pdf: bool) -> anyhow::Result<()> {
    Server::fill(program, folder)?;
    let start = median_start(program, folder)?;
    let server = Server::start(program, folder)?;
    visit::get(server.address(), CEILING, &[])?;
    let idle = server.memory()?;

    println!("| what | limit | measured | |\n|---|---|---|---|");
    let size = fs::metadata(program).context("the program")?.len();
    let largest = if with_pdf { WITH_PDF } else { WITHOUT_PDF };
    line("size of the program, MB", largest, megabytes(size));
    line(
        "start to first page, ms, median of 11",
        FIRST_PAGE,
        milliseconds(start),
    );
    line("memory after the start, MB", IDLE_MEMORY, megabytes(idle));
    let pages = existing(&server)?;
    for page in &pages {
        let visit = Visit::to(server.address(), page)?;
        line(
            &format!("first visit to `{page}`, kB"),
            FIRST_VISIT,
            kilobytes(visit.first),
        );
        line(
            &format!("second visit to `{page}`, kB"),
            SECOND_VISIT,
            kilobytes(visit.second),
        );
    }

    println!("\n| page | pages/s | of the ceiling | p50 | p99 | pages per CPU-second | refused |");
    println!("|---|---|---|---|---|---|---|");
    let mut ceiling = None;
    for page in std::iter::once(&CEILING).chain(&pages) {
        let before = server.processor_time()?;
        let load = wrk::load(server.address(), page)?;
        let used = server.processor_time()?.saturating_sub(before);
        let ceiling = *ceiling.get_or_insert(load.rate);
        println!(
            "| `{page}` | {:.0} | {:.3} | {} | {} | {:.0} | {} |",
            load.rate,
            load.rate / ceiling,
            load.p50,
            load.p99,
            load.requests / used.as_secs_f64().max(0.01),
            load.refused,
        );
    }
    println!(
        "\nMemory after the load: {:.1} MB.",
        megabytes(server.memory()?)
    );
    Ok(())
}

/// The pages of [`PAGES`] that this build has; says which it has not.
fn existing(server: &Server) -> anyhow::Result<Vec<&'static str>> {
    let mut pages = Vec::new();
    for page in PAGES {
        let answer = visit::get(server.address(), page, &[])?;
        if answer.status == 200 {
            pages.push(page);
        } else {
            println!("| `{page}` | | answers {} | not measured |", answer.status);
        }
    }
    Ok(pages)
}

/// From the start of the program to the register's first answer.
fn median_start(program: &Path, folder: &Path) -> anyhow::Result<Duration> {
    let mut times = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let server = Server::start(program, folder)?;
        let answer = visit::get(server.address(), "/inspections", &[])?;
        anyhow::ensure!(
            answer.status == 200,
            "the register answers {}",
            answer.status
        );
        times.push(server.since_start());
    }
    times.sort();
    Ok(times[STARTS / 2])
}

/// A row of the table, which says so when a limit is broken.
fn line(what: &str, limit: f64, measured: f64) {
    println!("{}", row(what, limit, measured));
}

fn row(what: &str, limit: f64, measured: f64) -> String {
    let verdict = if measured > limit {
        "**over the limit**"
    } else {
        "within"
    };
    format!("| {what} | {limit:.0} | {measured:.1} | {verdict} |")
}

#[allow(clippy::cast_precision_loss)] // sizes of files and of memory, far below 2^52
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[allow(clippy::cast_precision_loss)] // as above
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_broken_limit_is_said() {
        assert_eq!(
            row("memory, MB", 40.0, 39.96),
            "| memory, MB | 40 | 40.0 | within |"
        );
        assert_eq!(
            row("memory, MB", 40.0, 40.04),
            "| memory, MB | 40 | 40.0 | **over the limit** |"
        );
    }
}
