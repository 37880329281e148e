//! `cargo xtask screenshots`: the pictures in docs/screenshots, taken from the running system by the
//! same browser that tests it.

use crate::{frontend, run, setup};

/// Takes every picture of the documentation anew, into the folder that is committed; `all FOLDER`
/// takes every page in three widths and printed, over a full and an empty register, for looking at.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let (tests, variable, folder) = match args {
        [] => (
            "browser::pictures",
            "LAPWING_SCREENSHOTS",
            run::root().join("docs/screenshots"),
        ),
        [all, folder] if all == "all" => (
            "browser::every_page::every_page_has_its_pictures",
            "LAPWING_PICTURES",
            std::path::absolute(folder)?,
        ),
        _ => anyhow::bail!("this takes no arguments, or `all FOLDER`"),
    };
    setup::ensure(setup::FOR_TESTS)?;
    frontend::prepare()?;
    run::finish(
        run::cargo()
            .args(["test", "--package", "lapwing", "--test", "it", tests])
            .env(variable, folder),
    )
}
