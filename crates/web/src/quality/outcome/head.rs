//! The result as the first screen says it: the rating, the score, and how far it is to the next rating.

use rating::Framework;
use rating::outcome::{Basis, Outcome};

use super::Voice;
use crate::names;
use crate::words::{self, Tag};

/// The overall rating as a tag, or why there is none.
pub(crate) fn overall(framework: &Framework, outcome: &Outcome) -> Tag {
    match &outcome.overall {
        Some(word) => names::rating_tag_in(framework, word),
        None if framework.result().overall => Tag::words("Overall rating not known"),
        None => Tag::words(names::no_overall(framework.id())),
    }
}

/// "18 of 36 points".
pub(crate) fn score(outcome: &Outcome) -> Option<String> {
    let maximum = outcome.maximum?;
    match (outcome.total, narrow_range(outcome)) {
        (Some(total), _) => Some(format!("{total} of {maximum} points")),
        (None, Some([low, high])) => Some(format!("between {low} and {high} of {maximum} points")),
        (None, None) => None,
    }
}

/// The range of the total, unless it says nothing: from nought to the maximum.
pub(crate) fn narrow_range(outcome: &Outcome) -> Option<[u32; 2]> {
    let range = outcome.total_range?;
    (outcome.maximum != Some(range[1]) || range[0] > 0).then_some(range)
}

/// The result in one plain sentence, or two where there is something to explain.
pub(crate) fn headline(framework: &Framework, outcome: &Outcome, voice: &Voice) -> String {
    if !names::can_rate(framework) {
        let words = lower_first(&framework.result().words);
        return format!("An inspection under this framework ended in {words}.");
    }
    if !framework.result().overall {
        return parts(framework, outcome, voice);
    }
    let Some(word) = &outcome.overall else {
        return format!("{} {}", voice.unknown, open(framework, outcome))
            .trim()
            .to_owned();
    };
    let opening = match outcome.overall_basis {
        Some(Basis::Entered) => &voice.entered,
        _ => &voice.computed,
    };
    let rated = format!("{opening} {}", framework.label(word));
    let Some((total, maximum)) = outcome.total.zip(outcome.maximum) else {
        return format!("{rated}. {}", open(framework, outcome))
            .trim()
            .to_owned();
    };
    let rated = format!("{rated} with {total} of {maximum} points");
    match (&outcome.overall_computed, distance(framework, outcome)) {
        (Some(computed), Some(distance)) if computed == word => format!("{rated}: {distance}."),
        (Some(computed), Some(distance)) => format!(
            "{rated}. By the arithmetic these points are {}: {distance}.",
            framework.label(computed)
        ),
        _ => format!("{rated}."),
    }
}

/// "1 point more would make it Good, and 12 points fewer would make it Inadequate".
fn distance(framework: &Framework, outcome: &Outcome) -> Option<String> {
    let level = usize::from(framework.level(outcome.overall_computed.as_ref()?)?.0);
    let word = |level: usize| framework.words().get(level).map(|word| word.label.as_str());
    let to = |points: u32, way: &str, label: &str| {
        let points = words::count(u64::from(points), "point", "points");
        format!("{points} {way} would make it {label}")
    };
    let up = outcome.points_to_next.zip(word(level + 1));
    let down = outcome
        .points_to_lose
        .zip(level.checked_sub(1).and_then(word));
    let up = up.map(|(points, label)| to(points, "more", label));
    let down = down.map(|(points, label)| to(points, "fewer", label));
    match (up, down) {
        (Some(up), Some(down)) => Some(format!("{up}, and {down}")),
        (up, down) => up.or(down),
    }
}

/// Why there is no total, and what can be said of it.
fn open(framework: &Framework, outcome: &Outcome) -> String {
    match (outcome.maximum, narrow_range(outcome)) {
        (Some(maximum), Some([low, high])) => format!(
            "The points lie between {low} and {high} of {maximum}, because not every rating is known."
        ),
        (Some(_), None) => "The points are not known.".to_owned(),
        (None, _) if framework.has_points() => String::new(),
        (None, _) => "No published rule adds points up under this framework.".to_owned(),
    }
}

/// What the parts came to, where there is no overall rating: their percentages, or how many hold each
/// rating.
fn parts(framework: &Framework, outcome: &Outcome, voice: &Voice) -> String {
    let percentages = outcome.standards.iter().filter_map(|standard| {
        let percent = standard.percent?;
        Some(format!(
            "{} {percent} per cent",
            lower_first(&standard.title)
        ))
    });
    let percentages: Vec<String> = percentages.collect();
    let said = if percentages.is_empty() {
        ratings(framework, outcome, voice)
    } else {
        words::sentence_case(&percentages.join(", "))
    };
    format!("{said}. There is no overall rating under this framework.")
}

/// "Wakefield was rated Good on 1 and Satisfactory on 5 of 6 standards".
fn ratings(framework: &Framework, outcome: &Outcome, voice: &Voice) -> String {
    let standards = &outcome.standards;
    let held = |word: &str| {
        standards
            .iter()
            .filter(|s| s.rating.as_deref() == Some(word))
            .count()
    };
    let words = framework
        .words()
        .iter()
        .rev()
        .map(|word| (&word.label, held(&word.id)));
    let parts: Vec<String> = words
        .filter(|(_, number)| *number > 0)
        .map(|(label, number)| format!("{label} on {number}"))
        .collect();
    let opening = match standards
        .iter()
        .any(|standard| standard.basis == Some(Basis::Entered))
    {
        true => &voice.entered,
        false => &voice.computed,
    };
    match parts.as_slice() {
        [] => "No rating of any standard is known".to_owned(),
        parts => format!(
            "{opening} {} of {} standards",
            words::list(parts),
            standards.len()
        ),
    }
}

/// Where overall rating and score come from.
pub(crate) fn notes(framework: &Framework, outcome: &Outcome, voice: &Voice) -> Vec<String> {
    let mut notes = Vec::new();
    let given = voice.given;
    match (outcome.overall_basis, &outcome.overall_computed) {
        (Some(Basis::Entered), Some(computed)) if Some(computed) == outcome.overall.as_ref() => {
            notes.push(format!(
                "The overall rating is as {given}; the points give the same."
            ));
        }
        (Some(Basis::Entered), Some(computed)) => notes.push(format!(
            "The overall rating is as {given}; the points give {}.",
            framework.label(computed)
        )),
        (Some(Basis::Entered), None) => notes.push(format!("The overall rating is as {given}.")),
        (Some(_), _) => notes.push("The overall rating is worked out.".to_owned()),
        (None, _) => {}
    }
    if outcome.total_basis == Some(Basis::Entered)
        && outcome.total_computed.is_some()
        && outcome.total_computed == outcome.total
    {
        notes.push("The ratings add up to the same score.".to_owned());
    }
    notes.extend(set_otherwise(framework, outcome));
    notes
}

/// Which working values are set otherwise than the framework has them, a sentence each.
fn set_otherwise(framework: &Framework, outcome: &Outcome) -> Vec<String> {
    let set = outcome.set.iter().filter_map(|(key, value)| {
        let setting = framework.setting(key)?;
        Some(format!(
            "Worked out with “{}” set to {}; the framework’s own is {}.",
            setting.title,
            names::setting_value(framework, setting, value),
            names::setting_value(framework, setting, &setting.default)
        ))
    });
    set.collect()
}

/// With a small first letter, for the middle of a sentence.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use rating::input::{Entered, Input, Level, Score};

    use super::*;

    fn voice() -> Voice {
        Voice {
            subject: "Medway".to_owned(),
            entered: "Medway was rated".to_owned(),
            computed: "Worked out, Medway comes to".to_owned(),
            unknown: "Medway’s overall rating is not known.".to_owned(),
            given: "published",
        }
    }

    fn said(framework: &str, input: &Input) -> String {
        let framework = rules::framework(framework).expect("a framework");
        let outcome = rating::rate(framework, input).expect("an outcome");
        headline(framework, &outcome, &voice())
    }

    #[test]
    fn one_sentence_says_rating_score_and_distance() {
        let score = |total, maximum, overall| Input {
            score: Some(Score { total, maximum }),
            overall,
            ..Input::default()
        };
        for (input, sentence) in [
            (
                score(18, 36, Some(Level(1))),
                "Medway was rated Requires improvement with 18 of 36 points: 1 point more would make it Good, and 12 points fewer would make it Inadequate.",
            ),
            (
                score(36, 36, Some(Level(3))),
                "Medway was rated Outstanding with 36 of 36 points: 6 points fewer would make it Good.",
            ),
            (
                score(0, 36, None),
                "Worked out, Medway comes to Inadequate with 0 of 36 points: 7 points more would make it Requires improvement.",
            ),
            (
                score(18, 36, Some(Level(2))),
                "Medway was rated Good with 18 of 36 points. By the arithmetic these points are Requires improvement: 1 point more would make it Good, and 12 points fewer would make it Inadequate.",
            ),
            (
                Input {
                    overall: Some(Level(2)),
                    ..Input::default()
                },
                "Medway was rated Good. The points are not known.",
            ),
            (
                Input::default(),
                "Medway’s overall rating is not known. The points are not known.",
            ),
        ] {
            assert_eq!(said("hmip-2018", &input), sentence);
        }
    }

    #[test]
    fn each_framework_has_a_sentence_of_its_own() {
        let rated = |id: &str| Input {
            ratings: [(id.to_owned(), Entered::Rated(Level(2)))].into(),
            ..Input::default()
        };
        let percent = Input {
            percentages: [("safeguarding".to_owned(), 64)].into(),
            ..Input::default()
        };
        let overall = Input {
            overall: Some(Level(2)),
            ..Input::default()
        };
        for (framework, input, beginning) in [
            (
                "cci-2009",
                percent,
                "Safeguarding 64 per cent. There is no overall rating",
            ),
            (
                "fji-2012",
                rated("protecting_children"),
                "Medway was rated Satisfactory on 1 of 6 standards. There is no overall rating",
            ),
            (
                "sqs-2012",
                Input::default(),
                "An inspection under this framework ended in findings",
            ),
            (
                "hmip-2021",
                rated("2.1"),
                "Medway’s overall rating is not known. The points lie between 2 and 35 of 36",
            ),
            (
                "hmip-2025",
                overall,
                "Medway was rated Good. No published rule adds points up",
            ),
        ] {
            let sentence = said(framework, &input);
            assert!(sentence.starts_with(beginning), "{sentence}");
        }
    }
}
