//! `cargo xtask screenshots`: the pictures in docs/screenshots, taken from the running system by the
//! same browser that tests it.

use crate::{frontend, run, setup};

/// Takes every picture anew, into the folder that is committed.
pub fn run() -> anyhow::Result<()> {
    setup::ensure(setup::FOR_TESTS)?;
    frontend::prepare()?;
    run::finish(
        run::cargo()
            .args([
                "test",
                "--package",
                "lapwing",
                "--test",
                "it",
                "browser::pictures",
            ])
            .env("LAPWING_SCREENSHOTS", run::root().join("docs/screenshots")),
    )
}
