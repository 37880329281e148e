//! Where the services differ, in sentences.

use quality::compare::{Comparison, Difference, Line, Side};
use quality::inspections::RatingState;
use rating::Framework;

use crate::names;
use crate::words;

/// What the table says, in a few sentences; nothing for fewer than two services with an inspection.
pub(crate) fn sentences(framework: &Framework, comparison: &Comparison) -> Vec<String> {
    let sides = comparison.sides.iter().enumerate();
    let inspected: Vec<(usize, &Side)> = sides
        .filter(|(_, side)| side.inspection.is_some())
        .collect();
    match inspected.as_slice() {
        [] | [_] => Vec::new(),
        [one, other] => of_two(framework, comparison, *one, *other),
        _ => of_many(framework, comparison, &inspected),
    }
}

fn of_two(
    framework: &Framework,
    comparison: &Comparison,
    (one, first): (usize, &Side),
    (other, second): (usize, &Side),
) -> Vec<String> {
    let (first_name, second_name) = (&first.service.name, &second.service.name);
    let mut sentences: Vec<String> = scores(first, second).into_iter().collect();
    let mut first_higher = Vec::new();
    let mut second_higher = Vec::new();
    for line in &comparison.standards {
        let name = names::standard(framework, &line.standard);
        match level(framework, line, one).zip(level(framework, line, other)) {
            Some((own, theirs)) if own > theirs => first_higher.push(name),
            Some((own, theirs)) if own < theirs => second_higher.push(name),
            _ => {}
        }
    }
    for (name, higher) in [(first_name, first_higher), (second_name, second_higher)] {
        if !higher.is_empty() {
            sentences.push(format!(
                "{name} was rated higher in {}.",
                words::list(&higher)
            ));
        }
    }
    let same = with(framework, comparison, Difference::Same);
    if !same.is_empty() {
        sentences.push(format!(
            "Both were rated the same in {}.",
            words::list(&same)
        ));
    }
    sentences.extend(not_known(comparison, "both"));
    sentences
}

/// The difference of two scores, where they have one maximum.
fn scores(first: &Side, second: &Side) -> Option<String> {
    let score = |side: &Side| {
        Some((
            side.service.name.clone(),
            side.inspection.as_ref()?.score.clone()?,
        ))
    };
    let (one, own) = score(first)?;
    let (other, theirs) = score(second)?;
    if own.maximum != theirs.maximum {
        return Some(format!(
            "{one} scored {} of {} and {other} {} of {}: totals on different maximums cannot be compared.",
            own.total, own.maximum, theirs.total, theirs.maximum
        ));
    }
    let points = u64::from(own.total.abs_diff(theirs.total));
    let points = words::count(points, "point", "points");
    Some(match own.total.cmp(&theirs.total) {
        std::cmp::Ordering::Equal => {
            format!(
                "{one} and {other} scored the same: {} of {} points.",
                own.total, own.maximum
            )
        }
        std::cmp::Ordering::Greater => format!("{one} scored {points} more than {other}."),
        std::cmp::Ordering::Less => format!("{one} scored {points} fewer than {other}."),
    })
}

fn level(framework: &Framework, line: &Line, at: usize) -> Option<rating::input::Level> {
    match line.ratings.get(at)?.as_ref()? {
        RatingState::Rated { rating, .. } => framework.level(rating),
        RatingState::NotRated => None,
    }
}

fn with(framework: &Framework, comparison: &Comparison, wanted: Difference) -> Vec<String> {
    let lines = comparison.standards.iter();
    let lines = lines.filter(|line| line.difference == wanted);
    lines
        .map(|line| names::standard(framework, &line.standard))
        .collect()
}

fn not_known(comparison: &Comparison, of: &str) -> Option<String> {
    let lines = comparison.standards.iter();
    let number = lines
        .filter(|line| line.difference == Difference::NotKnown)
        .count();
    let all = comparison.standards.len();
    (number > 0).then(|| {
        format!(
            "In {number} of {all} standards not {of} ratings are known, so whether they differ cannot be said."
        )
    })
}

fn of_many(
    framework: &Framework,
    comparison: &Comparison,
    inspected: &[(usize, &Side)],
) -> Vec<String> {
    let overall = framework.words().iter().rev().map(|word| {
        let sides = inspected.iter().filter(|(_, side)| {
            let row = side.inspection.as_ref();
            row.and_then(|row| row.overall.as_deref()) == Some(&word.id)
        });
        (word.id.as_str(), sides.count())
    });
    let numbers = names::numbers_of_ratings(framework.id(), overall);
    let mut sentences = vec![format!(
        "Of {} with an inspection under this framework: {}.",
        words::count(inspected.len() as u64, "service", "services"),
        if numbers.is_empty() {
            "none has a rating that is known"
        } else {
            &numbers
        },
    )];
    let differ = with(framework, comparison, Difference::Differ);
    if !differ.is_empty() {
        sentences.push(format!("Known ratings differ in {}.", words::list(&differ)));
    }
    let same = with(framework, comparison, Difference::Same);
    if !same.is_empty() {
        sentences.push(format!(
            "All were rated the same in {}.",
            words::list(&same)
        ));
    }
    sentences.extend(not_known(comparison, "all"));
    sentences
}
