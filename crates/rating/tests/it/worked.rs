//! The worked examples of `tests/worked/`: tables that a manager can read and the manual prints.
//! This is the one place that turns their words into calls.

use std::collections::BTreeMap;

use rating::Framework;
use rating::input::{Answer, Counts, Entered, Input, Judgement, Level, PanelDecision, Score};
use rating::outcome::{Basis, Outcome, State, Way, WayBy};

const TABLES: [(&str, &str); 4] = [
    ("percentages.md", include_str!("../worked/percentages.md")),
    ("standards.md", include_str!("../worked/standards.md")),
    ("totals.md", include_str!("../worked/totals.md")),
    ("ways.md", include_str!("../worked/ways.md")),
];

#[test]
fn the_worked_examples_come_out_as_drawn() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for (file, text) in TABLES {
        for (framework, given, gives) in table(text) {
            rows += 1;
            let framework = rules::framework(framework).expect(framework);
            let outcome = match rating::rate(framework, &input(framework, given)) {
                Ok(outcome) => outcome,
                Err(findings) => {
                    wrong.push(format!("{file}: {given}\n    {findings:?}"));
                    continue;
                }
            };
            for expected in parts(gives, ';') {
                if let Err(found) = check(&outcome, expected) {
                    wrong.push(format!(
                        "{file}: {given}\n    expected {expected}, found {found}"
                    ));
                }
            }
        }
    }
    assert!(rows > 60, "only {rows} rows were read");
    assert!(
        wrong.is_empty(),
        "{} of {rows} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The rows of a table: framework, given, gives.
fn table(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    text.lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [framework, given, gives] = cells[..] else {
                panic!("a row has three cells: {line}");
            };
            (framework, given, gives)
        })
}

fn parts(text: &str, mark: char) -> impl Iterator<Item = &str> {
    text.split(mark)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// `a=1, b=2` as pairs.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    parts(text, ',').map(|pair| pair.split_once('=').expect(pair))
}

/// Turns "judgements 2.1.1=16/20+3na; ratings 1.1=good" into an input.
fn input(framework: &Framework, given: &str) -> Input {
    let mut input = Input::default();
    let level = |word: &str| framework.level(word).expect(word);
    for part in parts(given, ';') {
        let (what, rest) = part.split_once(' ').expect(part);
        match what {
            "judgements" => {
                for (question, answers) in pairs(rest) {
                    input.judgements.extend(judgements(question, answers));
                }
            }
            "percentages" => {
                let read = pairs(rest).map(|(question, percent)| {
                    (question.to_owned(), percent.parse().expect(percent))
                });
                input.percentages = read.collect();
            }
            "ratings" => {
                for (standard, word) in pairs(rest) {
                    let entered = if word == "not_rated" {
                        Entered::NotRated
                    } else {
                        Entered::Rated(level(word))
                    };
                    input.ratings.insert(standard.to_owned(), entered);
                }
            }
            "panel" => {
                for (standard, word) in pairs(rest) {
                    input.panel.push(PanelDecision {
                        standard: standard.to_owned(),
                        to: level(word),
                        who: "The ratings panel".to_owned(),
                        why: "the sub-sample is small".to_owned(),
                    });
                }
            }
            "counts" => {
                let counts: Counts = pairs(rest)
                    .map(|(word, number)| (level(word), number.parse().expect(number)))
                    .collect();
                input.counts = Some(counts);
            }
            "scope" => input.scope = Some(parts(rest, ',').map(str::to_owned).collect()),
            "set" => {
                input.set = pairs(rest)
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .collect()
            }
            "overall" => input.overall = Some(level(rest)),
            "fieldwork" => input.fieldwork = Some(rest.parse().expect(rest)),
            "score" => {
                let (total, maximum) = rest.split_once('/').expect(rest);
                input.score = Some(Score {
                    total: total.parse().expect(total),
                    maximum: maximum.parse().expect(maximum),
                });
            }
            _ => panic!("what is given: {part}"),
        }
    }
    input
}

/// `16/20+3na` as answers: the first cases yes, the others no, three more not applicable.
fn judgements(question: &str, answers: &str) -> Vec<Judgement> {
    let (counted, na) = answers.split_once('+').unwrap_or((answers, "0na"));
    let (yes, of) = counted.split_once('/').expect(counted);
    let number = |text: &str| text.parse::<usize>().expect(text);
    let (yes, of, na) = (number(yes), number(of), number(na.trim_end_matches("na")));
    let answer = |case: usize| match case {
        _ if case < yes => Answer::Yes,
        _ if case < of => Answer::No,
        _ => Answer::NotApplicable,
    };
    (0..of + na)
        .map(|case| Judgement {
            case_id: format!("case {case}"),
            question: question.to_owned(),
            answer: answer(case),
        })
        .collect()
}

/// One expectation against the outcome; what was found otherwise.
fn check(outcome: &Outcome, expected: &str) -> Result<(), String> {
    let words: Vec<&str> = expected.split(' ').collect();
    let found = match words[..] {
        ["total", _] => number(outcome.total),
        ["maximum", _] => number(outcome.maximum),
        ["next", _] => number(outcome.points_to_next),
        ["lose", _] => number(outcome.points_to_lose),
        ["overall", _] => outcome.overall.clone().unwrap_or_else(|| "none".to_owned()),
        ["range", _] => outcome
            .total_range
            .map_or("none".to_owned(), |[low, high]| format!("{low}..{high}")),
        ["flag", code] => return has_flag(outcome, code, true),
        ["no", "flag", code] => return has_flag(outcome, code, false),
        ["basis", id, _] => basis(standard(outcome, id)?.basis),
        ["computed", id, _] => standard(outcome, id)?
            .computed
            .clone()
            .unwrap_or_else(|| "none".to_owned()),
        ["ways", "up", _] => outcome.ways_total.up.to_string(),
        ["ways", "down", _] => outcome.ways_total.down.to_string(),
        ["up", ..] => return has_way(&outcome.ways_up, &words[1..].join(" ")),
        ["down", ..] => return has_way(&outcome.ways_down, &words[1..].join(" ")),
        [id, _] | [id, _, _] => return check_id(outcome, id, &words[1..].join(" ")),
        _ => panic!("an expectation: {expected}"),
    };
    let wanted = *words.last().expect("words");
    if found == wanted { Ok(()) } else { Err(found) }
}

fn number(value: Option<u32>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

fn has_flag(outcome: &Outcome, code: &str, wanted: bool) -> Result<(), String> {
    let found = outcome.flags.iter().any(|flag| flag.code.as_str() == code);
    let codes: Vec<&str> = outcome
        .flags
        .iter()
        .map(|flag| flag.code.as_str())
        .collect();
    if found == wanted {
        Ok(())
    } else {
        Err(format!("the flags {}", codes.join(", ")))
    }
}

fn standard<'a>(
    outcome: &'a Outcome,
    id: &str,
) -> Result<&'a rating::outcome::StandardOutcome, String> {
    outcome
        .standards
        .iter()
        .find(|standard| standard.id == id)
        .ok_or_else(|| format!("no standard {id}"))
}

fn basis(basis: Option<Basis>) -> String {
    serde_json::to_value(basis)
        .expect("a word")
        .as_str()
        .unwrap_or("none")
        .to_owned()
}

/// A standard's word or state, or a question's percentage and band.
fn check_id(outcome: &Outcome, id: &str, wanted: &str) -> Result<(), String> {
    let questions = outcome
        .standards
        .iter()
        .flat_map(|standard| &standard.questions);
    let question = questions
        .filter(|question| question.id == id)
        .find_map(|question| {
            let band = question.rating.clone().unwrap_or_else(|| "none".to_owned());
            let words = question
                .percent
                .map_or("none".to_owned(), |percent| format!("{percent} {band}"));
            (words == wanted).then_some(())
        });
    if question.is_some() {
        return Ok(());
    }
    let standard = standard(outcome, id)?;
    let found = match (standard.state, &standard.rating) {
        (State::Rated, Some(word)) => word.clone(),
        (state, _) => serde_json::to_value(state)
            .expect("a word")
            .as_str()
            .expect("a word")
            .to_owned(),
    };
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{found} ({:?})", standard.questions))
    }
}

fn has_way(ways: &[Way], wanted: &str) -> Result<(), String> {
    let written: Vec<String> = ways.iter().map(write_way).collect();
    if written.iter().any(|way| way == wanted) {
        Ok(())
    } else {
        Err(written.join(" | "))
    }
}

/// `1 2.1.3 no>yes x1`, `2 1.1 good>outstanding + 1.2 good>outstanding`.
fn write_way(way: &Way) -> String {
    let changes = way.changes.iter().map(|change| {
        let subject = change.question.as_ref().or(change.standard.as_ref());
        let subject = subject.map_or(String::new(), |id| format!("{id} "));
        let times = match (way.by, change.count) {
            (WayBy::Judgements, Some(count)) => format!(" x{count}"),
            (WayBy::Standards, Some(count)) if count > 1 => format!(" x{count}"),
            _ => String::new(),
        };
        format!("{subject}{}>{}{times}", change.from, change.to)
    });
    format!("{} {}", way.cost, changes.collect::<Vec<_>>().join(" + "))
}

#[test]
fn every_setting_of_a_framework_changes_something_or_is_refused() {
    // A setting that nothing reads would be a promise that is not kept: unknown values are refused.
    for framework in rules::frameworks() {
        for setting in framework.settings() {
            let set = BTreeMap::from([(setting.key.clone(), "nonsense".to_owned())]);
            let found = rating::rate(
                framework,
                &Input {
                    set,
                    ..Input::default()
                },
            );
            let findings = found.expect_err(&setting.key);
            assert!(findings[0].reason.contains(&setting.key), "{findings:?}");
            assert!(!findings[0].remedy.is_empty());
        }
        assert_eq!(framework.level("nonsense"), None::<Level>);
    }
}
