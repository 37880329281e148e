//! docs/asvs.md held to what it says: every requirement of its chapters stands in it once, and every
//! file and test that it names exists. A table of promises that nobody checks is soon untrue.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

/// The page.
const PAGE: &str = "docs/asvs.md";

/// How many requirements each section of a chapter has in ASVS 5.0.0.
const SECTIONS: [(u8, &[u8]); 4] = [
    (3, &[1, 3, 5, 8, 8, 1, 5]),
    (6, &[3, 12, 8, 6, 8, 4, 2, 4]),
    (7, &[3, 4, 2, 5, 3, 2]),
    (13, &[4, 6, 4, 7]),
];

/// How a row may begin to say how a requirement stands.
const STANDS: [&str; 3] = ["Met", "Not yet", "Does not apply"];

/// What is wrong with the page, a sentence each.
pub fn breaches(root: &Path) -> anyhow::Result<Vec<String>> {
    let page =
        fs::read_to_string(root.join(PAGE)).with_context(|| format!("{PAGE} cannot be read"))?;
    let mut breaches = wrong_rows(&page);
    for (place, line) in named(&page) {
        let (file, test) = place.split_once("::").unwrap_or((place, ""));
        let text = fs::read_to_string(root.join(file)).unwrap_or_default();
        let exists = !text.is_empty() || root.join(file).is_dir();
        if !exists || !(test.is_empty() || text.contains(&format!("fn {test}("))) {
            breaches.push(format!(
                "{PAGE}:{line} names `{place}`, which does not exist; name what shows the requirement now"
            ));
        }
    }
    Ok(breaches)
}

/// Requirements that are missing, told twice, or do not say how they stand.
fn wrong_rows(page: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut told: BTreeMap<&str, u32> = BTreeMap::new();
    for (row, line) in page.lines().zip(1..) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, number, level, _, stands, _] = cells.as_slice() else {
            continue;
        };
        if !number.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        *told.entry(number).or_default() += 1;
        if !["1", "2", "3"].contains(level) {
            breaches.push(format!("{PAGE}:{line} has no level from 1 to 3"));
        }
        if !STANDS.iter().any(|words| stands.starts_with(words)) {
            breaches.push(format!(
                "{PAGE}:{line} does not begin with one of {STANDS:?}"
            ));
        }
    }
    for number in requirements() {
        match told.remove(number.as_str()) {
            Some(1) => {}
            Some(_) => breaches.push(format!("{PAGE} tells {number} twice")),
            None => breaches.push(format!("{PAGE} has no row for {number}")),
        }
    }
    let unknown = told
        .keys()
        .map(|number| format!("{PAGE} tells {number}, which is no requirement"));
    breaches.extend(unknown);
    breaches
}

/// The numbers of all requirements of the chapters.
fn requirements() -> Vec<String> {
    let chapters = SECTIONS.iter().flat_map(|(chapter, sections)| {
        let sections = sections.iter().zip(1..);
        sections.flat_map(move |(count, section)| {
            (1..=*count).map(move |own| format!("{chapter}.{section}.{own}"))
        })
    });
    chapters.collect()
}

/// Files and tests that the page names in letters of one width, each with its line.
fn named(page: &str) -> Vec<(&str, usize)> {
    let lines = page.lines().zip(1..);
    let spans = lines.flat_map(|(row, line)| {
        let spans = row.split('`').skip(1).step_by(2);
        spans.map(move |span| (span, line))
    });
    spans
        .filter(|(span, _)| span.starts_with("crates/"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run;

    #[test]
    fn the_chapters_have_as_many_requirements_as_the_standard() {
        assert_eq!(requirements().len(), 31 + 47 + 19 + 21);
    }

    #[test]
    fn the_page_is_true() {
        assert_eq!(breaches(&run::root()).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_with_a_page_is_told() {
        let row = |number: &str, stands: &str| format!("| {number} | 1 | x | {stands} |\n");
        let all: String = requirements()
            .iter()
            .map(|own| row(own, "Met: x"))
            .collect();
        assert_eq!(wrong_rows(&all), Vec::<String>::new());
        for (page, told) in [
            (all.replace("| 6.2.3 | 1 |", "| 6.2.3 | 4 |"), "no level"),
            (all.replace(&row("6.2.3", "Met: x"), ""), "no row for 6.2.3"),
            (all.clone() + &row("6.2.3", "Met"), "tells 6.2.3 twice"),
            (all.clone() + &row("6.2.13", "Met"), "6.2.13, which is no"),
            (
                all.replace(&row("6.2.3", "Met: x"), &row("6.2.3", "Surely")),
                "does not begin",
            ),
        ] {
            let breaches = wrong_rows(&page);
            assert_eq!(breaches.len(), 1, "{breaches:?}");
            assert!(breaches[0].contains(told), "{breaches:?}");
        }
        let page = "see `crates/a.rs::b` and `cargo`, or `crates/c.rs`";
        assert_eq!(named(page), [("crates/a.rs::b", 1), ("crates/c.rs", 1)]);
    }
}
