//! Nothing stands without a source, and every source can be found.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = include_str!("../../SOURCES.md");

#[test]
fn every_rule_says_what_it_rests_on() {
    for framework in rules::frameworks() {
        for rule in framework.rules() {
            assert!(
                !rule.source.trim().is_empty(),
                "{} {}",
                framework.id(),
                rule.id
            );
            let sourced = rule.status != "published" || !tags(&rule.source).is_empty();
            assert!(
                sourced,
                "{} {} is published and names no source",
                framework.id(),
                rule.id
            );
        }
    }
}

#[test]
fn published_questions_name_their_source_and_working_ones_their_confidence() {
    for framework in rules::frameworks() {
        for question in framework
            .standards()
            .iter()
            .flat_map(|standard| &standard.questions)
        {
            let tagged = question
                .source
                .as_deref()
                .is_some_and(|source| !tags(source).is_empty());
            let told = match question.status.as_str() {
                "published" => tagged && question.confidence.is_none(),
                "working" => question.confidence.is_some(),
                _ => false,
            };
            assert!(told, "{} {}", framework.id(), question.id);
        }
    }
}

#[test]
fn the_sources_page_lists_what_is_referred_to_and_nothing_else() {
    let listed: BTreeSet<String> = listed().map(|(tag, _)| tag.to_owned()).collect();
    let used: BTreeSet<String> = texts().iter().flat_map(|text| tags(text)).collect();
    assert!(used.len() > 40, "{used:?}");
    assert_eq!(
        used.difference(&listed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not listed"
    );
    assert_eq!(
        listed.difference(&used).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not used"
    );
}

#[test]
fn every_source_has_a_place() {
    for (tag, place) in listed() {
        let found = place.contains("://") || place.contains("Council, Cabinet, ");
        assert!(found, "{tag}: {place}");
    }
}

#[test]
fn a_tag_is_told_from_other_brackets() {
    for (text, expected) in [
        ("[Cheshire], [Bromley25]", vec!["Bromley25", "Cheshire"]),
        (
            "source = \"footnote in [D2I]; [SQS-letter]\"",
            vec!["D2I", "SQS-letter"],
        ),
        ("[[rules]]", vec![]),
        ("starts = [7, 19, 31]", vec![]),
        ("prompts = [\"A strategy\"]", vec![]),
        ("an open [Bracket", vec![]),
    ] {
        assert_eq!(
            tags(text).into_iter().collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
}

/// Tags and places of the sources page.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = SOURCES
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.filter_map(|row| row.split_once(" | "));
    cells.filter(|(tag, _)| *tag != "tag")
}

/// The frameworks as they were written, comments included.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks");
    let files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder")
        .map(|file| file.expect("a file").path())
        .collect();
    assert_eq!(
        files.len(),
        rules::frameworks().len(),
        "a file that is no framework: {files:?}"
    );
    let bases = rules::working_values().iter();
    let bases = bases.map(|value| value.setting.basis.clone());
    let texts = files
        .iter()
        .map(|file| fs::read_to_string(file).expect("a text"));
    texts.chain(bases).collect()
}

/// The tags in a text: `[Cheshire]`, `[SQS-letter]`.
fn tags(text: &str) -> BTreeSet<String> {
    let inside = text
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'));
    let is_tag = |tag: &&str| {
        tag.starts_with(|first: char| first.is_ascii_uppercase())
            && tag
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    inside
        .map(|(tag, _)| tag)
        .filter(is_tag)
        .map(str::to_owned)
        .collect()
}
