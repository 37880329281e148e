//! How well founded each rule is, and which frameworks have it: the rules of the method by their
//! numbers, as the project holds them.

use std::collections::BTreeMap;

use rating::framework::Rule;

/// Rule; status, with the confidence of a working value; the frameworks that have it. A working
/// rule without confidence keeps something closed: what is not established is not worked out.
const STANDING: &str = "
ALL-1  | derived        | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
ALL-2  | derived        | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
ALL-3  | derived        | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
ALL-4  | derived        | cci-2009 fji-2012 hmip-2018 hmip-2021 hmip-2025
ALL-5  | derived        | hmip-2018 hmip-2021 hmip-2025
ALL-6  | derived        | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
ALL-7  | derived        | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
ALL-8  | derived        | cci-2009
ALL-9  | working high   | cci-2009 fji-2012 hmip-2018 hmip-2021 hmip-2025
ALL-10 | working high   | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
CCI-1  | working medium | cci-2009
CCI-2  | working medium | cci-2009
CCI-3  | working high   | cci-2009
CCI-4  | working medium | cci-2009
CCI-5  | working high   | cci-2009
CCI-6  | published      | cci-2009
CCI-7  | published      | cci-2009
CCI-8  | derived        | cci-2009
CCI-9  | working medium | cci-2009
F-1    | published      | fji-2012
F-2    | published      | fji-2012
F-3    | published      | fji-2012
F-4    | published      | fji-2012
F-5    | published      | fji-2012
F-6    | published      | fji-2012
F-7    | derived        | fji-2012
F-8    | working high   | fji-2012
F-9    | working low    | fji-2012
F-10   | derived        | fji-2012
F-11   | published      | fji-2012
S-1    | published      | sqs-2012
S-2    | published      | sqs-2012
S-3    | published      | sqs-2012
S-4    | published      | sqs-2012
S-5    | published      | sqs-2012
S-6    | published      | sqs-2012
S-7    | published      | sqs-2012
S-8    | working medium | sqs-2012
S-9    | published      | sqs-2012
H-1    | published      | hmip-2018 hmip-2021
H-2    | published      | hmip-2018 hmip-2021
H-3    | working medium | hmip-2018 hmip-2021
H-4    | working high   | hmip-2018 hmip-2021
H-5    | working high   | hmip-2018 hmip-2021
H-6    | working medium | hmip-2018 hmip-2021
H-7    | working high   | hmip-2018 hmip-2021
H-8    | working high   | hmip-2018 hmip-2021
H-9    | working medium | hmip-2018 hmip-2021
H-10   | working medium | hmip-2018 hmip-2021
H-11   | working high   | hmip-2018 hmip-2021
H-12   | working medium | hmip-2021
H-13   | working medium | hmip-2018 hmip-2021
H-14   | published      | hmip-2018 hmip-2021
H-15   | published      | hmip-2018
H-16   | published      | hmip-2018
H-17   | published      | hmip-2021
H-18   | working high   | hmip-2021
H-19   | derived        | hmip-2018 hmip-2021
H-20   | derived        | hmip-2018 hmip-2021
H-21   | derived        | hmip-2018 hmip-2021
H-22   | published      | hmip-2018 hmip-2021
H-23   | derived        | hmip-2018 hmip-2021
H-24   | derived        | hmip-2018 hmip-2021
H-25   | derived        | hmip-2018 hmip-2021
H-26   | derived        | hmip-2018 hmip-2021
H-27   | derived        | hmip-2018 hmip-2021
H-30   | derived        | hmip-2018 hmip-2021
H-31   | working medium | hmip-2018 hmip-2021
H-32   | working low    | hmip-2018 hmip-2021
H-33   | working        | hmip-2018 hmip-2021
H-34   | derived        | hmip-2018 hmip-2021
H-35   | published      | hmip-2018 hmip-2021
H-40   | published      | hmip-2021
H-41   | published      | hmip-2021
H-42   | published      | hmip-2021
H-43   | working medium | hmip-2021
N-1    | published      | hmip-2025
N-2    | working high   | hmip-2025
N-3    | published      | hmip-2025
N-4    | working medium | hmip-2025
N-5    | working medium | hmip-2025
N-6    | working        | hmip-2025
N-7    | working        | hmip-2025
N-8    | working medium | hmip-2025
N-9    | working low    | hmip-2025
N-10   | working        | hmip-2025
N-11   | published      | hmip-2025
N-12   | working medium | hmip-2025
N-13   | derived        | hmip-2025
";

/// What the method calls not established: the rule only says that nothing is made up in its place.
const NOT_ESTABLISHED: [&str; 3] = ["H-33", "N-6", "N-10"];

#[test]
fn rules_stand_where_they_should_and_are_as_well_founded() {
    let mut own: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for framework in rules::frameworks() {
        for rule in framework.rules() {
            own.entry(line(rule)).or_default().push(framework.id());
        }
    }
    let own: Vec<String> = own
        .iter()
        .map(|(line, ids)| format!("{line} | {}", ids.join(" ")))
        .collect();
    let mut drawn: Vec<String> = STANDING.trim().lines().map(straight).collect();
    drawn.sort();
    assert_eq!(own, drawn);
}

#[test]
fn a_rule_says_the_same_in_every_framework() {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for framework in rules::frameworks() {
        for rule in framework.rules() {
            let first = *known.entry(&rule.id).or_insert(&rule.text);
            assert_eq!(first, rule.text, "{} {}", framework.id(), rule.id);
        }
    }
}

#[test]
fn what_is_not_established_says_so() {
    for framework in rules::frameworks() {
        for rule in framework.rules() {
            let said = rule.source.starts_with("Not established");
            assert_eq!(
                said,
                NOT_ESTABLISHED.contains(&rule.id.as_str()),
                "{} {}",
                framework.id(),
                rule.id
            );
        }
    }
}

#[test]
fn texts_are_sentences_that_fit_a_table() {
    for framework in rules::frameworks() {
        let rules = framework
            .rules()
            .iter()
            .map(|rule| (&rule.id, &rule.text, '.'));
        let questions = framework
            .standards()
            .iter()
            .flat_map(|standard| &standard.questions);
        for (id, text, end) in
            rules.chain(questions.map(|question| (&question.id, &question.asks, '?')))
        {
            assert!(text.ends_with(end), "{} {id}: {text}", framework.id());
            assert!(!text.contains('|'), "{} {id}: {text}", framework.id());
        }
    }
}

fn line(rule: &Rule) -> String {
    let confidence = rule
        .confidence
        .as_ref()
        .map(|confidence| format!(" {confidence}"));
    format!(
        "{} | {}{}",
        rule.id,
        rule.status,
        confidence.unwrap_or_default()
    )
}

/// A drawn row without the spaces that keep its columns straight.
fn straight(row: &str) -> String {
    row.split('|')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" | ")
}
