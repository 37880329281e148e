//! The house's own tasks: everything a person or a server does with the project, by name.
//!
//! Every task compiles this crate first, so it depends on little and on no room of ours.

mod asvs;
mod bench;
mod bench_web;
mod demo;
mod docs;
mod frontend;
mod fuzz;
mod house;
mod run;
mod screenshots;
mod setup;
mod tally;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
The tasks of the house. Start with the first two.

    cargo xtask demo [ARGS]      Sets up the front end, builds, fills a demo with the published
                                 register and serves it on this machine; prints the address.
                                 ARGS go to `lapwing demo`, such as --listen 127.0.0.1:9000
    cargo xtask test             Sets up what is missing, then runs everything: format, lints,
                                 house rules, all tests on both databases and in a real browser.
                                 Ends with a line such as `412 passed, 0 failed`

    cargo xtask frontend         Fetches the pinned front-end packages and prepares their files
    cargo xtask rules            Checks the house rules alone: imports, lengths, named places
    cargo xtask bench [ARGS]     The benchmark beside its peers, as ratios; `bench web` measures the
                                 pages under load, beside their limits
    cargo xtask fuzz [INPUTS]    The fuzz tests, with 1,000,000 inputs for each reader or as many
                                 as given
    cargo xtask screenshots      Takes the pictures in docs/screenshots anew; with `all FOLDER`,
                                 every page in three widths and printed, for looking at
    cargo xtask docs             Writes the generated pages of the documentation anew
    cargo xtask setup            Installs what the tests need, and stops

One crate at a time is quicker. Kernels need nothing:

    cargo test -p rating

A crate whose tests use a database needs PostgreSQL beside them:

    cargo run -q -p testkit --bin with-postgres -- cargo test -p quality

Exit codes: 0 done; 1 something failed; 2 something is missing on this machine, or there is no such
task.
";

/// Something is missing, or was asked for wrongly.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match args.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    task_named(task, rest).unwrap_or_else(|error| {
        eprintln!("cargo xtask {task}: {error:#}");
        let missing = error.downcast_ref::<setup::Missing>().is_some();
        ExitCode::from(if missing { USAGE } else { 1 })
    })
}

fn task_named(task: &str, rest: &[String]) -> anyhow::Result<ExitCode> {
    match task {
        "demo" => return demo::run(rest),
        "test" => return Ok(code(test::everything()?)),
        "rules" => return Ok(code(test::rules_alone())),
        "frontend" => frontend::prepare()?,
        "bench" => bench::run(rest)?,
        "fuzz" => fuzz::run(rest)?,
        "screenshots" => screenshots::run(rest)?,
        "docs" => docs::run()?,
        "setup" => setup::ensure(setup::FOR_TESTS)?,
        "help" | "--help" | "-h" => print!("{HELP}"),
        unknown => {
            eprintln!("There is no task called {unknown}.\n\n{HELP}");
            return Ok(ExitCode::from(USAGE));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn code(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
