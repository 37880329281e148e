//! The names of frameworks, standards, ratings and fields as pages say them: the one place where pages
//! ask the rules for words. Nothing here knows a framework by its code.

use std::collections::BTreeMap;

use rating::framework::{Band, Judged, Standard};
use rating::settings::{Kind, Setting};
use rating::{Finding, Framework, PartialDate};

use crate::words::{self, Tag};

/// A framework's title; its code where it is not held.
pub(crate) fn framework(id: &str) -> String {
    rules::framework(id).map_or_else(|| id.to_owned(), |framework| framework.title().to_owned())
}

/// The tag of a rating in the framework with this code.
pub(crate) fn rating_tag(framework: &str, word: &str) -> Tag {
    match rules::framework(framework) {
        Some(framework) => rating_tag_in(framework, word),
        None => Tag::new(&words::sentence_case(word), "grey"),
    }
}

/// The tag of a rating.
pub(crate) fn rating_tag_in(framework: &Framework, word: &str) -> Tag {
    match framework.level(word) {
        Some(level) => Tag::rating(framework.label(word), level.0, framework.words().len()),
        None => Tag::new(&words::sentence_case(word), "grey"),
    }
}

/// An overall rating's label, in whichever framework gives it.
pub(crate) fn overall_label(word: &str) -> String {
    match with_overall(word) {
        Some(framework) => framework.label(word).to_owned(),
        None => words::sentence_case(word),
    }
}

/// How high an overall rating stands on its scale; none for what is no rating.
pub(crate) fn overall_level(word: &str) -> Option<u8> {
    Some(with_overall(word)?.level(word)?.0)
}

/// Every word that an overall rating can be, and `none` for where there is no rating; each once.
pub(crate) fn overall_words() -> Vec<&'static str> {
    let rated = rules::frameworks().iter().filter(|f| f.result().overall);
    let mut words: Vec<&str> = Vec::new();
    for word in rated.flat_map(Framework::words) {
        if !words.contains(&word.id.as_str()) {
            words.push(&word.id);
        }
    }
    words.push("none");
    words
}

fn with_overall(word: &str) -> Option<&'static Framework> {
    rules::frameworks()
        .iter()
        .find(|framework| framework.result().overall && framework.level(word).is_some())
}

/// What stands for a score where there is none.
pub(crate) fn no_score(framework: &str) -> &'static str {
    match rules::framework(framework) {
        Some(framework) if !framework.has_points() => "No points",
        _ => "Not known",
    }
}

/// What stands for an overall rating where there is none.
pub(crate) fn no_overall(framework: &str) -> &'static str {
    match rules::framework(framework) {
        Some(framework) if !can_rate(framework) => "No ratings",
        Some(framework) if !framework.result().overall => "No overall rating",
        _ => "Not known",
    }
}

/// A standard as it is named in a sentence: `2.1 Assessment`, or its title where its id is a word.
pub(crate) fn standard(framework: &Framework, id: &str) -> String {
    let own = framework.standard(id);
    own.map_or_else(|| id.to_owned(), Standard::name)
}

/// Whether an id is a number that readers know, such as 2.1, and not a word of ours.
pub(crate) fn is_number(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether any standard is judged by answers about cases.
pub(crate) fn has_questions(framework: &Framework) -> bool {
    let mut standards = framework.standards().iter();
    standards.any(|standard| matches!(standard.judged, Judged::Cases | Judged::Pooled))
}

/// Whether there is anything to work out: a framework without ratings only ends in findings.
pub(crate) fn can_rate(framework: &Framework) -> bool {
    !framework.words().is_empty()
}

/// The bands of the total on a maximum, lowest first, by working values that are set otherwise; empty
/// where the framework has none.
pub(crate) fn point_bands_by(
    framework: &Framework,
    maximum: u32,
    set: &BTreeMap<String, String>,
) -> Vec<figures::Band> {
    bands(framework, &framework.bands_with(maximum, set))
}

/// Bands under their labels.
pub(crate) fn bands(framework: &Framework, bands: &[Band]) -> Vec<figures::Band> {
    let labelled = bands.iter().map(|band| figures::Band {
        label: framework.label(&band.word).to_owned(),
        low: band.low,
        high: band.high,
    });
    labelled.collect()
}

/// The lowest percentage of each band above the lowest, with that band's name, ascending; by working
/// values that are set otherwise.
pub(crate) fn cuts(framework: &Framework, set: &BTreeMap<String, String>) -> Vec<(u8, String)> {
    let labels = framework.words().iter().skip(1);
    let labels = labels.map(|word| word.label.clone());
    framework.cuts_with(set).into_iter().zip(labels).collect()
}

/// Whether the cuts between labels were inferred, and no source states them.
pub(crate) fn cuts_are_inferred(framework: &Framework) -> bool {
    framework.percent_rule().is_some_and(|rule| rule.inferred)
}

/// The working rules that stand switched off: those from percentages to a rating first, then the
/// one that adds points up.
pub(crate) fn switched_off(framework: &Framework) -> Vec<&Setting> {
    let percent = framework
        .percent_rule()
        .and_then(|rule| rule.switch.as_deref());
    let standard = framework
        .standard_rule()
        .and_then(|rule| rule.switch.as_deref());
    let total = framework
        .total_rule()
        .and_then(|rule| rule.switch.as_deref());
    [percent, standard, total]
        .into_iter()
        .flatten()
        .filter_map(|key| framework.setting(key))
        .filter(|setting| setting.kind == Kind::Switch && setting.default == "off")
        .collect()
}

/// A value of a setting as people read it: `65 per cent`, `On`, `1 August 2021`, the names of standards.
pub(crate) fn setting_value(framework: &Framework, setting: &Setting, value: &str) -> String {
    match setting.kind {
        Kind::Switch | Kind::Choice => words::sentence_case(value),
        Kind::Percent => format!("{value} per cent"),
        Kind::Date => value
            .parse::<PartialDate>()
            .map_or_else(|_| value.to_owned(), words::date),
        Kind::Bands => value.replace('-', " to "),
        Kind::List => {
            let ids = value.split(", ");
            let names: Vec<String> = ids.map(|id| standard(framework, id)).collect();
            words::list(&names)
        }
        Kind::Number => value.to_owned(),
    }
}

/// A finding of a reader in one sentence or two: where, what stands there, what is wrong, how to
/// mend it.
pub(crate) fn finding(finding: &Finding) -> String {
    let place = match (finding.line, &finding.column) {
        (Some(line), Some(column)) => format!("Line {line}, {column}"),
        (Some(line), None) => format!("Line {line}"),
        (None, Some(column)) => words::sentence_case(column),
        (None, None) => String::new(),
    };
    let value = match &finding.value {
        Some(value) if !value.is_empty() => format!("“{value}”"),
        _ => String::new(),
    };
    let place = format!("{place} {value}");
    let colon = if place.trim().is_empty() { "" } else { ": " };
    format!(
        "{}{colon}{} {}",
        place.trim(),
        finding.reason,
        finding.remedy
    )
}

/// A field of the register as a heading: `rating.2.1` becomes `Rating of 2.1 Assessment`.
pub(crate) fn field(framework: &str, field: &str) -> String {
    let of = |what: &str, id: &str| {
        let name = rules::framework(framework).map_or_else(|| id.to_owned(), |f| standard(f, id));
        format!("{what} of {name}")
    };
    if let Some(rest) = field.strip_prefix("printed.") {
        return format!("{}, as printed", self::field(framework, rest));
    }
    if let Some(id) = field.strip_prefix("rating.") {
        return of("Rating", id);
    }
    if let Some(id) = field.strip_prefix("percent.") {
        return of("Percentage", id);
    }
    if let Some(what) = field.strip_prefix("unplaced.") {
        return format!("{}, of one of two standards", words::sentence_case(what));
    }
    let own = FIELDS.iter().find(|(own, _)| *own == field);
    own.map_or_else(
        || words::sentence_case(field),
        |(_, heading)| (*heading).to_owned(),
    )
}

/// Fields with headings of their own, in the order in which people read them.
const FIELDS: [(&str, &str); 14] = [
    ("framework", "Framework"),
    ("kind", "Type of inspection"),
    ("reinspection", "Number of the re-inspection"),
    ("fieldwork_start", "First day of fieldwork"),
    ("fieldwork_end", "Last day of fieldwork"),
    ("published", "Date of publication"),
    ("overall", "Overall rating"),
    ("score", "Score"),
    ("maximum", "Highest possible points"),
    ("counts", "Numbers of ratings"),
    ("counts_scope", "What the numbers of ratings count over"),
    ("sixth_theme_name", "Name of the sixth theme"),
    ("confidence", "How certain the entry is"),
    ("notes", "Remark"),
];

/// Where a field stands among others; those without a place of their own follow.
pub(crate) fn order_of_field(field: &str) -> usize {
    let place = FIELDS.iter().position(|(own, _)| *own == field);
    place.unwrap_or(FIELDS.len())
}

/// A claim's value as it is read: a rating in its label, a date in words.
pub(crate) fn value(framework: &str, field: &str, value: &str) -> String {
    let held = rules::framework(framework);
    if let (Some(framework), true) = (held, field.starts_with("rating.") || field == "overall") {
        return match framework.level(value) {
            Some(_) => framework.label(value).to_owned(),
            None => words::sentence_case(value),
        };
    }
    match field {
        "framework" => self::framework(value),
        "kind" | "confidence" => words::sentence_case(value),
        "counts" => counts(framework, value),
        "fieldwork_start" | "fieldwork_end" | "published" => value
            .parse::<PartialDate>()
            .map_or_else(|_| value.to_owned(), words::date),
        _ if field.starts_with("percent.") => format!("{value} per cent"),
        _ => value.to_owned(),
    }
}

/// Numbers of ratings from their text in a claim, `inadequate=1;good=7`.
fn counts(framework: &str, value: &str) -> String {
    let parts = value.split(';').filter_map(|part| part.split_once('='));
    numbers_of_ratings(framework, parts)
}

/// `7 Good, 4 Requires improvement, 1 Inadequate`, best first; ratings that nobody holds are left
/// out.
pub(crate) fn numbers_of_ratings<'a, N: std::fmt::Display>(
    framework: &str,
    numbers: impl Iterator<Item = (&'a str, N)>,
) -> String {
    let framework = rules::framework(framework);
    let mut parts: Vec<(Option<u8>, String)> = numbers
        .map(|(word, number)| (word, number.to_string()))
        .filter(|(_, number)| number != "0")
        .map(|(word, number)| {
            let level = framework.and_then(|f| f.level(word)).map(|level| level.0);
            let label = match framework {
                Some(framework) if level.is_some() => framework.label(word).to_owned(),
                _ => words::sentence_case(word),
            };
            (level, format!("{number} {label}"))
        })
        .collect();
    parts.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
    let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_values_are_said_in_words() {
        for (field, value, said) in [
            (
                "rating.2.1",
                "requires_improvement",
                "Rating of 2.1 Assessment: Requires improvement",
            ),
            ("rating.4.9", "not_rated", "Rating of 4.9: Not rated"),
            ("overall", "good", "Overall rating: Good"),
            (
                "printed.overall",
                "Very good",
                "Overall rating, as printed: Very good",
            ),
            (
                "fieldwork_start",
                "2020-03",
                "First day of fieldwork: March 2020",
            ),
            ("published", "soon", "Date of publication: soon"),
            (
                "counts",
                "inadequate=1;good=7;outstanding=0",
                "Numbers of ratings: 7 Good, 1 Inadequate",
            ),
            (
                "unplaced.assessment",
                "good",
                "Assessment, of one of two standards: good",
            ),
            ("recommendations", "six", "Recommendations: six"),
        ] {
            let heading = self::field("hmip-2018", field);
            let text = self::value("hmip-2018", field, value);
            assert_eq!(format!("{heading}: {text}"), said);
        }
    }

    #[test]
    fn only_working_rules_that_stand_off_are_offered() {
        for framework in rules::frameworks() {
            for setting in switched_off(framework) {
                assert_eq!(setting.default, "off", "{}", framework.id());
            }
            let offers = !switched_off(framework).is_empty();
            let needs = framework
                .total_rule()
                .is_some_and(|rule| rule.switch.is_some());
            assert!(offers || !needs, "{}", framework.id());
        }
    }
}
