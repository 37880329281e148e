//! What makes an input unusable, before anything is worked out.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::framework::Framework;
use crate::input::{Entered, Input, Level};
use crate::read;

/// Every finding about `input`; none when it can be rated.
pub(crate) fn findings(framework: &Framework, input: &Input) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut wrong = |column: &str, value: &str, what: (String, String)| {
        findings.push(Finding::new(what.0, what.1).at_column(column).of(value));
    };
    let questions = input
        .judgements
        .iter()
        .map(|judgement| judgement.question.as_str());
    let judged: BTreeSet<&str> = questions.collect();
    for question in judged
        .iter()
        .copied()
        .chain(input.percentages.keys().map(String::as_str))
    {
        match read::question_of(framework, question) {
            Err(what) => wrong("question", question, what),
            Ok(()) if !in_scope(framework, input, question) => {
                wrong("question", question, out_of_scope("It is answered"));
            }
            Ok(()) => {}
        }
    }
    for question in input.percentages.keys() {
        if judged.contains(question.as_str()) {
            wrong(
                "question",
                question,
                keep_one("A percentage and answers about cases are given for it."),
            );
        }
    }
    for (question, percent) in &input.percentages {
        if *percent > 100 {
            let what = (
                "A percentage is at most 100.".to_owned(),
                "Check the number.".to_owned(),
            );
            wrong("percent", &format!("{question},{percent}"), what);
        }
    }
    for id in input.scope.iter().flatten() {
        if let Err(what) = read::standard_of(framework, id) {
            wrong("scope", id, what);
        }
    }
    let entered = input.ratings.iter().map(|(id, entered)| (id, *entered));
    let settled = input
        .panel
        .iter()
        .map(|panel| (&panel.standard, Entered::Rated(panel.to)));
    for (id, entered) in entered.chain(settled) {
        match read::standard_of(framework, id) {
            Err(what) => wrong("standard", id, what),
            Ok(()) if !scoped(input, id) => wrong("standard", id, out_of_scope("It is rated")),
            Ok(()) => {}
        }
        if matches!(entered, Entered::Rated(level) if !known(framework, level)) {
            wrong("rating", id, beyond_scale(framework));
        }
    }
    for panel in &input.panel {
        let held = input.ratings.get(&panel.standard);
        if held.is_some_and(|held| *held != Entered::Rated(panel.to)) {
            wrong(
                "standard",
                &panel.standard,
                keep_one("An entered rating and a panel’s decision differ."),
            );
        }
    }
    findings.extend(whole(framework, input));
    findings
}

/// What is said of the service as a whole.
fn whole(framework: &Framework, input: &Input) -> Vec<Finding> {
    let mut findings = Vec::new();
    let counted = input.counts.iter().flat_map(|counts| counts.keys());
    for level in counted.chain(input.overall.iter()) {
        if !known(framework, *level) {
            let (reason, remedy) = beyond_scale(framework);
            findings.push(Finding::new(reason, remedy).at_column("rating"));
        }
    }
    if input.overall.is_some() && !framework.result().overall {
        findings.push(read::no_overall(framework).at_column("overall"));
    }
    if let Some(score) = input.score {
        let text = format!("{}/{}", score.total, score.maximum);
        let finding = |reason: String, remedy: &str| {
            Finding::new(reason, remedy).at_column("score").of(&text)
        };
        if framework.total_rule().is_none() {
            let reason = format!("{} has no points.", framework.id());
            findings.push(finding(reason, "Leave the score out."));
        } else if score.total > score.maximum || score.maximum == 0 {
            let reason = match score.maximum {
                0 => "The maximum of the score is nought.",
                _ => "The score is higher than its maximum.",
            };
            let reason = reason.to_owned();
            findings.push(finding(
                reason,
                "Write it as points/maximum, such as 18/36.",
            ));
        }
    }
    findings
}

fn known(framework: &Framework, level: Level) -> bool {
    usize::from(level.0) < framework.words().len()
}

fn scoped(input: &Input, standard: &str) -> bool {
    let scope = input.scope.as_ref();
    scope.is_none_or(|scope| scope.iter().any(|id| id == standard))
}

fn in_scope(framework: &Framework, input: &Input, question: &str) -> bool {
    let place = framework.place_of(question);
    let standard = place.and_then(|(standard, _)| framework.standards().get(standard));
    standard.is_none_or(|standard| scoped(input, &standard.id))
}

fn out_of_scope(what: &str) -> (String, String) {
    (
        format!("{what} and its standard is not in the scope."),
        "Add the standard to the scope, or leave this out.".to_owned(),
    )
}

fn keep_one(what: &str) -> (String, String) {
    (what.to_owned(), "Keep one of the two.".to_owned())
}

fn beyond_scale(framework: &Framework) -> (String, String) {
    (
        format!(
            "{} has {} rating words.",
            framework.id(),
            framework.words().len()
        ),
        "Give a level on its scale.".to_owned(),
    )
}
