//! What each framework contains, drawn as tables that somebody who knows the method can check by
//! eye.

use rating::Framework;
use rating::framework::{Judged, Standard};
use rating::settings::Number;

/// Framework; first and last fieldwork; the stretch in words.
const DATES: &str = "
cci-2009  | 2009-04 | 2012    | April 2009 to spring 2012
fji-2012  | 2012-09 | 2017    | September 2012 to about 2017
sqs-2012  | 2012-11 | 2017    | November 2012 to about 2017
hmip-2018 | 2018-06 | 2021-07 | June 2018 to July 2021
hmip-2021 | 2021-08 | 2024-12 | August 2021 to the end of 2024
hmip-2025 | 2025    | -       | spring 2025 onwards
";

/// Framework; overall rating or not; words worst first, with points or stars.
const WORDS: &str = "
cci-2009  | parts only | drastic, substantial, moderate, minimum
fji-2012  | parts only | poor *fji.stars.poor, unsatisfactory *fji.stars.unsatisfactory, satisfactory *3, good *4
sqs-2012  | parts only | -
hmip-2018 | overall    | inadequate 0, requires_improvement 1, good 2, outstanding 3
hmip-2021 | overall    | inadequate 0, requires_improvement 1, good 2, outstanding 3
hmip-2025 | overall    | inadequate 0, requires_improvement 1, good 2, outstanding 3
";

/// Standard; title; domain; in the total; how it is judged; key questions.
const STANDARDS: [(&str, &str); 6] = [
    (
        "cci-2009",
        "
safeguarding              | Safeguarding              | casework | - | pooled | safeguarding
risk_of_harm              | Risk of harm to others    | casework | - | pooled | risk_of_harm
likelihood_of_reoffending | Likelihood of reoffending | casework | - | pooled | likelihood_of_reoffending
",
    ),
    (
        "fji-2012",
        "
reducing_reoffending  | Reducing reoffending                 | themes | - | pooled | reducing_reoffending
protecting_the_public | Protecting the public                | themes | - | pooled | protecting_the_public
protecting_children   | Protecting children                  | themes | - | pooled | protecting_children
sentence_served       | Ensuring the sentence is served      | themes | - | pooled | sentence_served
governance            | Governance and partnerships          | themes | - | pooled | governance
sixth_theme           | Sixth theme, named by the inspection | themes | - | pooled | sixth_theme
",
    ),
    (
        "sqs-2012",
        "
reducing_reoffending  | Reducing reoffending            | themes | - | never | -
protecting_the_public | Protecting the public           | themes | - | never | -
protecting_children   | Protecting children             | themes | - | never | -
sentence_served       | Ensuring the sentence is served | themes | - | never | -
",
    ),
    (
        "hmip-2018",
        "
1.1 | Governance and leadership   | 1 | counts | whole | 1.1.1 1.1.2 1.1.3
1.2 | Staff                       | 1 | counts | whole | 1.2.1 1.2.2 1.2.3 1.2.4
1.3 | Partnerships and services   | 1 | counts | whole | 1.3.1 1.3.2 1.3.3
1.4 | Information and facilities  | 1 | counts | whole | 1.4.1 1.4.2 1.4.3 1.4.4
2.1 | Assessment                  | 2 | counts | cases | 2.1.1 2.1.2 2.1.3
2.2 | Planning                    | 2 | counts | cases | 2.2.1 2.2.2 2.2.3
2.3 | Implementation and delivery | 2 | counts | cases | 2.3.1 2.3.2 2.3.3
2.4 | Reviewing                   | 2 | counts | cases | 2.4.1 2.4.2 2.4.3
3.1 | Assessment                  | 3 | counts | cases | 3.1.1 3.1.2 3.1.3
3.2 | Planning                    | 3 | counts | cases | 3.2.1 3.2.2 3.2.3
3.3 | Implementation and delivery | 3 | counts | cases | 3.3.1 3.3.2 3.3.3
3.4 | Joint working               | 3 | counts | cases | 3.4.1 3.4.2
",
    ),
    (
        "hmip-2021",
        "
1.1 | Governance and leadership                    | 1 | counts | whole | 1.1.1 1.1.2 1.1.3
1.2 | Staff                                        | 1 | counts | whole | 1.2.1 1.2.2 1.2.3 1.2.4
1.3 | Partnerships and services                    | 1 | counts | whole | 1.3.1 1.3.2 1.3.3
1.4 | Information and facilities                   | 1 | counts | whole | 1.4.1 1.4.2 1.4.3 1.4.4
2.1 | Assessment                                   | 2 | counts | cases | 2.1.1 2.1.2 2.1.3
2.2 | Planning                                     | 2 | counts | cases | 2.2.1 2.2.2 2.2.3
2.3 | Implementation and delivery                  | 2 | counts | cases | 2.3.1 2.3.2 2.3.3
2.4 | Reviewing                                    | 2 | counts | cases | 2.4.1 2.4.2 2.4.3
3.1 | Assessment                                   | 3 | counts | cases | 3.1.1 3.1.2 3.1.3
3.2 | Planning                                     | 3 | counts | cases | 3.2.1 3.2.2 3.2.3
3.3 | Implementation and delivery                  | 3 | counts | cases | 3.3.1 3.3.2 3.3.3
3.4 | Out-of-court disposal policy and provision   | 3 | counts | whole | 3.4.1 3.4.2 3.4.3
4.1 | Resettlement policy and provision            | 4 | -      | whole | 4.1.1 4.1.2 4.1.3
",
    ),
    (
        "hmip-2025",
        "
governance   | Governance and leadership | organisation         | - | whole | -
staffing     | Staffing                  | organisation         | - | whole | -
partnerships | Partnerships and services | organisation         | - | whole | -
assessing    | Assessing                 | children_and_victims | - | cases | assessing.change assessing.safety
planning     | Planning                  | children_and_victims | - | cases | planning.change planning.safety
delivering   | Delivering                | children_and_victims | - | cases | delivering.change delivering.safety
victims      | Victims                   | children_and_victims | - | whole | victims.v1.1 victims.v1.2
",
    ),
];

/// Framework; key questions in domains 1, 2 and 3; answered case by case in all.
const QUESTIONS: &str = "
hmip-2018 | 14 | 12 | 11 | 23
hmip-2021 | 14 | 12 | 12 | 21
";

/// Framework, and what stands before and after the id of a standard in the register's columns.
const COLUMNS: [(&str, &str, &str); 5] = [
    ("cci-2009", "cci_", "_label"),
    ("fji-2012", "fji_", ""),
    ("hmip-2018", "", ""),
    ("hmip-2021", "", ""),
    ("hmip-2025", "", "_2025"),
];

const REGISTER: &str = include_str!("../../../published/data/inspections.csv");

#[test]
fn dates_are_as_drawn() {
    let drawn = rules::frameworks().iter().map(|framework| {
        let dates = framework.dates();
        let to = dates.to.map_or("-".to_owned(), |to| to.to_string());
        format!(
            "{} | {} | {to} | {}",
            framework.id(),
            dates.from,
            dates.words
        )
    });
    assert_eq!(drawn.collect::<Vec<_>>(), rows(DATES));
}

#[test]
fn words_are_as_drawn() {
    let drawn = rules::frameworks().iter().map(|framework| {
        let kind = if framework.result().overall {
            "overall"
        } else {
            "parts only"
        };
        format!("{} | {kind} | {}", framework.id(), words(framework))
    });
    assert_eq!(drawn.collect::<Vec<_>>(), rows(WORDS));
}

#[test]
fn standards_and_questions_are_as_drawn() {
    assert_eq!(STANDARDS.map(|(id, _)| id).to_vec(), ids());
    for (id, drawn) in STANDARDS {
        let own: Vec<String> = framework(id).standards().iter().map(standard).collect();
        assert_eq!(own, rows(drawn), "{id}");
    }
}

#[test]
fn there_are_as_many_questions_as_published() {
    let drawn = ["hmip-2018", "hmip-2021"].map(|id| {
        let standards = || framework(id).standards().iter();
        let asked = |number: &str| -> usize {
            standards()
                .filter(|own| own.domain == number)
                .map(|own| own.questions.len())
                .sum()
        };
        let cases: usize = standards()
            .filter(|own| own.judged == Judged::Cases)
            .map(|own| own.questions.len())
            .sum();
        format!(
            "{id} | {} | {} | {} | {cases}",
            asked("1"),
            asked("2"),
            asked("3")
        )
    });
    assert_eq!(drawn.to_vec(), rows(QUESTIONS));
}

#[test]
fn ids_are_the_columns_of_the_register() {
    let header = REGISTER.lines().next().expect("a header");
    let columns: Vec<&str> = header.split(',').collect();
    for (id, before, after) in COLUMNS {
        for standard in framework(id).standards() {
            let column = format!("{before}{}{after}", standard.id);
            assert!(
                columns.contains(&column.as_str()),
                "{id}: the register has no column {column}"
            );
        }
    }
}

#[test]
fn every_domain_has_a_standard() {
    for framework in rules::frameworks() {
        for domain in framework.domains() {
            let used = framework
                .standards()
                .iter()
                .any(|own| own.domain == domain.id);
            assert!(used, "{}: nothing is in {}", framework.id(), domain.id);
        }
    }
}

#[test]
fn other_spellings_are_understood_and_other_scales_are_not() {
    for (id, written, word) in [
        ("cci-2009", "Minimal", Some("minimum")),
        ("cci-2009", "good", None),
        ("fji-2012", "Unsatisfactory", Some("unsatisfactory")),
        ("fji-2012", "Very good", None),
        ("sqs-2012", "Good", None),
        (
            "hmip-2018",
            "Requires Improvement",
            Some("requires_improvement"),
        ),
        ("hmip-2021", "adequate", None),
    ] {
        let framework = framework(id);
        let level = framework.level_as_written(written);
        let own = level
            .and_then(|level| framework.word(level))
            .map(|own| own.id.as_str());
        assert_eq!(own, word, "{id}: {written}");
    }
}

fn framework(id: &str) -> &'static Framework {
    rules::framework(id).expect("a framework")
}

fn ids() -> Vec<&'static str> {
    rules::frameworks().iter().map(Framework::id).collect()
}

/// The rows of a drawn table, without the spaces that keep its columns straight.
fn rows(drawn: &str) -> Vec<String> {
    let cells = |row: &str| {
        row.split('|')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" | ")
    };
    drawn.trim().lines().map(cells).collect()
}

fn words(framework: &Framework) -> String {
    let words = framework.words().iter().map(|word| {
        let stars = word.stars.as_ref().map(|stars| match stars {
            Number::Fixed(number) => format!(" *{number}"),
            Number::Setting(key) => format!(" *{key}"),
        });
        let points = word.points.map(|points| format!(" {points}"));
        format!(
            "{}{}{}",
            word.id,
            points.unwrap_or_default(),
            stars.unwrap_or_default()
        )
    });
    or_dash(words.collect(), ", ")
}

fn standard(own: &Standard) -> String {
    let judged = match own.judged {
        Judged::Cases => "cases",
        Judged::Pooled => "pooled",
        Judged::Whole => "whole",
        Judged::Never => "never",
    };
    let counts = if own.counts { "counts" } else { "-" };
    let questions = or_dash(
        own.questions
            .iter()
            .map(|question| question.id.clone())
            .collect(),
        " ",
    );
    format!(
        "{} | {} | {} | {counts} | {judged} | {questions}",
        own.id, own.title, own.domain
    )
}

fn or_dash(parts: Vec<String>, between: &str) -> String {
    if parts.is_empty() {
        "-".to_owned()
    } else {
        parts.join(between)
    }
}
