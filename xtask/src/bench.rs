//! `cargo xtask bench`: the benchmark that prints ratios, beside Python and Polars in the same run;
//! with `web` as its first word, that of the pages instead.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;

use crate::{bench_web, run, setup};

/// The peers' exact versions.
const REQUIREMENTS: &str = "crates/rating/benches/requirements.txt";

/// Sets up the peers and runs the benchmark. `args` go to it.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    if let Some((first, rest)) = args.split_first()
        && first == "web"
    {
        return bench_web::run(rest);
    }
    let python = peers()?;
    run::finish(
        run::cargo()
            .args(["bench", "--package", "rating", "--bench", "ratio", "--"])
            .args(args)
            .env("LAPWING_BENCH_PYTHON", python),
    )
}

/// A Python with the peers in it, in a folder of its own. Made anew when their versions change.
fn peers() -> anyhow::Result<PathBuf> {
    let folder = run::root().join("target/bench-venv");
    let python = folder.join("bin/python");
    let stamp = folder.join("requirements.txt");
    let wanted = fs::read_to_string(run::root().join(REQUIREMENTS))
        .with_context(|| format!("{REQUIREMENTS} cannot be read"))?;
    if fs::read_to_string(&stamp).is_ok_and(|held| held == wanted) {
        return Ok(python);
    }
    setup::ensure(setup::FOR_BENCH)?;
    println!("Benchmark: setting up the peers in target/bench-venv.");
    run::finish(
        run::program("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    run::finish(
        run::program(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args(["--requirement", REQUIREMENTS]),
    )?;
    fs::write(&stamp, wanted).context("the peers' stamp cannot be written")?;
    Ok(python)
}
