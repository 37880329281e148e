//! The front end's files: from the pinned npm packages into the folder that the `web` crate embeds.
//!
//! Only the files in [`FILES`] travel. The GOV.UK font and crest stay behind, because their licence
//! is for GOV.UK services and this system runs under a council's own name; with them goes every
//! mention of them in the styles. Nothing is compiled, so no Sass compiler is needed.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;

use crate::{run, setup};

/// Each file: where it lies in the packages, and its name in the folder.
const FILES: [(&str, &str); 3] = [
    (
        "govuk-frontend/dist/govuk/govuk-frontend.min.css",
        "govuk-frontend.min.css",
    ),
    (
        "govuk-frontend/dist/govuk/govuk-frontend.min.js",
        "govuk-frontend.min.js",
    ),
    (
        "@ministryofjustice/frontend/moj/moj-frontend.min.css",
        "moj-frontend.min.css",
    ),
];

/// The browser tests read it where npm puts it; it never reaches the folder.
const AXE: &str = "axe-core/axe.min.js";

/// The font as the compiled styles name it.
const FONT: &str = "GDS Transport,";

/// Fetches the packages and prepares the files, unless they are as they should be already.
pub fn prepare() -> anyhow::Result<()> {
    if fs::read_to_string(stamp_file()).is_ok_and(|held| stamp().is_ok_and(|wanted| held == wanted))
        && all_there()
    {
        println!("Front end: up to date.");
        return Ok(());
    }
    setup::ensure(setup::FOR_FRONTEND)?;
    println!("Front end: fetching the pinned packages.");
    run::finish(run::program("npm").args(["ci", "--ignore-scripts"]))?;
    fill_folder()?;
    fs::write(stamp_file(), stamp()?).context("the front end's stamp cannot be written")?;
    println!("Front end: {} files prepared.", FILES.len());
    Ok(())
}

/// Empties the folder and puts the named files into it.
fn fill_folder() -> anyhow::Result<()> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for (from, name) in FILES {
        let from = packages().join(from);
        let text = fs::read_to_string(&from)
            .with_context(|| format!("{} cannot be read", from.display()))?;
        let text = if name.ends_with(".css") {
            styles(&text)
        } else {
            without_source_map(&text).to_owned()
        };
        fs::write(folder.join(name), text).with_context(|| format!("{name} cannot be written"))?;
    }
    Ok(())
}

/// The styles without the font, without pictures that do not travel, and without their source map.
fn styles(css: &str) -> String {
    let css = without_font_faces(without_source_map(css)).replace(FONT, "");
    without_pictures(&css)
}

/// Takes out every `@font-face` block.
fn without_font_faces(css: &str) -> String {
    let mut parts = css.split("@font-face");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('}').map_or("", |(_, after)| after));
    std::iter::once(first).chain(rest).collect()
}

/// Puts `none` for every picture among the packages' assets: a page that asked for one would get
/// 404. No component in use shows one; what needs a sign has a letter of its own in our styles.
fn without_pictures(css: &str) -> String {
    let mut parts = css.split("url(/assets/");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "none" + part.split_once(')').map_or("", |(_, after)| after)
    })
}

/// Leaves out the last line's reference to a source map, which does not travel either.
fn without_source_map(text: &str) -> &str {
    ["/*# sourceMappingURL=", "//# sourceMappingURL="]
        .iter()
        .find_map(|start| text.rfind(start))
        .map_or(text, |at| &text[..at])
}

/// What the prepared files depend on: the lock file, and this module with its list and its rules.
fn stamp() -> anyhow::Result<String> {
    let lock = fs::read_to_string(run::root().join("package-lock.json"))
        .context("package-lock.json cannot be read")?;
    Ok(lock + include_str!("frontend.rs"))
}

/// Beside the packages, so that it goes when they go.
fn stamp_file() -> PathBuf {
    packages().join(".lapwing-stamp")
}

fn all_there() -> bool {
    packages().join(AXE).is_file() && FILES.iter().all(|(_, name)| folder().join(name).is_file())
}

fn packages() -> PathBuf {
    run::root().join("node_modules")
}

fn folder() -> PathBuf {
    run::root().join("crates/web/frontend")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_and_its_name_are_taken_out() {
        let css = "@charset \"UTF-8\";@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}\
                   @font-face{font-family:GDS Transport;font-weight:700}\
                   .a{font-family:GDS Transport,arial,sans-serif}@media print{.a{font-family:sans-serif}}";
        assert_eq!(
            styles(css),
            "@charset \"UTF-8\";.a{font-family:arial,sans-serif}@media print{.a{font-family:sans-serif}}"
        );
    }

    #[test]
    fn pictures_that_do_not_travel_are_not_asked_for() {
        let css = ".a{background-image:url(/assets/images/icon.svg);color:red}\
                   .b{mask-image:url(/assets/images/crest.svg)}.c{background:url(data:image/svg+xml;x)}";
        assert_eq!(
            styles(css),
            ".a{background-image:none;color:red}.b{mask-image:none}.c{background:url(data:image/svg+xml;x)}"
        );
    }

    #[test]
    fn source_maps_are_not_asked_for() {
        assert_eq!(
            styles(".a{}\n/*# sourceMappingURL=a.css.map */\n"),
            ".a{}\n"
        );
        assert_eq!(
            without_source_map("f()\n//# sourceMappingURL=a.js.map\n"),
            "f()\n"
        );
        assert_eq!(styles(".a{}"), ".a{}");
    }

    #[test]
    fn a_block_that_never_ends_takes_nothing_else_with_it() {
        assert_eq!(styles(".a{}@font-face{font-family:x"), ".a{}");
        assert_eq!(styles(""), "");
    }

    /// Runs where the files have been prepared, which the test command does before all tests.
    #[test]
    fn the_prepared_styles_ask_for_nothing_that_is_not_there() {
        for name in ["govuk-frontend.min.css", "moj-frontend.min.css"] {
            let css =
                fs::read_to_string(folder().join(name)).expect("run `cargo xtask frontend` first");
            assert!(css.len() > 50_000, "{name} is too short to be whole");
            for absent in [
                "@font-face",
                "GDS Transport",
                "url(/",
                "@import",
                "sourceMapping",
            ] {
                assert!(!css.contains(absent), "{name} holds {absent}");
            }
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{name}");
        }
    }

    #[test]
    fn the_lock_file_names_no_place_to_fetch_from() {
        let lock = fs::read_to_string(run::root().join("package-lock.json")).unwrap();
        assert!(lock.contains("\"integrity\""));
        assert!(!lock.contains("\"resolved\""));
        assert!(!lock.contains("://"));
    }
}
