//! `cargo xtask docs`: writes anew the pages that are generated from the rules and the worked
//! examples. A test compares them at every run; told to, the same test writes them.

use crate::run;

/// Writes the generated pages.
pub fn run() -> anyhow::Result<()> {
    run::finish(
        run::cargo()
            .args(["test", "--package", "lapwing", "--test", "it", "manual"])
            .env("LAPWING_UPDATE", "1"),
    )
}
