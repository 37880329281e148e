//! The result as figures: the points ladder, the percentages of whole categories, and those of key
//! questions.

use figures::{Bar, Bars, Chart, Ladder, Place, Reference, Whisker};
use quality::inspections::Comparison;
use rating::Framework;
use rating::outcome::{Basis, Outcome, QuestionOutcome, StandardOutcome};

use super::QuestionsView;
use super::head::narrow_range;
use crate::figure::{Downloads, Figure};
use crate::names;

/// The ladder, where a total or a range that says something is known.
pub(crate) fn ladder(framework: &Framework, outcome: &Outcome, subject: &str) -> Option<Ladder> {
    let maximum = outcome.maximum?;
    let bands = names::point_bands_by(framework, maximum, &outcome.set);
    if bands.is_empty() {
        return None;
    }
    let place = match outcome.total {
        Some(total) => Place::At(total),
        None => narrow_range(outcome).map(|[low, high]| Place::Between(low, high))?,
    };
    Some(Ladder {
        subject: subject.to_owned(),
        maximum,
        bands,
        place,
    })
}

/// Percentages of whole standards, where a framework rates by these.
pub(crate) fn percentages(
    framework: &Framework,
    outcome: &Outcome,
    comparisons: &[Comparison],
) -> Option<Bars> {
    let standards = outcome.standards.iter();
    let known: Vec<&StandardOutcome> = standards.filter(|s| s.percent.is_some()).collect();
    let [first, ..] = known.as_slice() else {
        return None;
    };
    let title = match known.len() {
        1 => first.title.clone(),
        number => format!("How often the work was done well enough, in {number} categories"),
    };
    let banded = known.iter().any(|standard| standard.computed.is_some());
    let rows = known
        .iter()
        .map(|standard| category(framework, standard, comparisons));
    Some(Bars {
        title,
        of: "Category".to_owned(),
        rows: rows.collect(),
        lines: lines(framework, outcome, banded),
    })
}

fn category(framework: &Framework, standard: &StandardOutcome, comparisons: &[Comparison]) -> Bar {
    let mut averages = comparisons.iter().filter(|c| c.statistic == "average");
    let average = averages.find(|comparison| comparison.category == standard.id);
    Bar {
        id: String::new(),
        label: standard.title.clone(),
        percent: standard.percent,
        counts: None,
        rating: standard.rating.as_ref().map(|word| {
            let inferred = if is_inferred(framework, standard) {
                " (inferred)"
            } else {
                ""
            };
            format!("{}{inferred}", framework.label(word))
        }),
        whisker: None,
        reference: average.map(|average| Reference {
            percent: average.percent,
            name: average.statistic.clone(),
            note: average.mark(),
        }),
    }
}

/// Whether a label follows from cuts that no source states.
fn is_inferred(framework: &Framework, standard: &StandardOutcome) -> bool {
    standard.basis != Some(Basis::Entered) && names::cuts_are_inferred(framework)
}

/// The lines between bands, where bands were used.
fn lines(framework: &Framework, outcome: &Outcome, banded: bool) -> Vec<(u8, String)> {
    if banded {
        names::cuts(framework, &outcome.set)
    } else {
        Vec::new()
    }
}

/// What is known of the services inspected so far, one sentence for each inspection that printed it.
pub(crate) fn comparison_notes(framework: &Framework, comparisons: &[Comparison]) -> Vec<String> {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for comparison in comparisons {
        let figure = format!(
            "{}, {} {}",
            names::standard(framework, &comparison.category),
            comparison.statistic,
            comparison.percent
        );
        let mark = comparison.mark();
        match notes.iter_mut().find(|(own, _)| *own == mark) {
            Some((_, figures)) => figures.push(figure),
            None => notes.push((mark, vec![figure])),
        }
    }
    let sentence = |(mark, figures): (String, Vec<String>)| {
        format!(
            "Figures of the services inspected so far, {mark}: {}.",
            figures.join("; ")
        )
    };
    let mut notes: Vec<String> = notes.into_iter().map(sentence).collect();
    if comparisons.iter().any(|comparison| !comparison.own) {
        notes.push(
            "These figures moved with every service inspected, so they are not this inspection’s own."
                .to_owned(),
        );
    }
    notes
}

/// One figure for each standard whose questions have percentages; a category that is one question is
/// in [`percentages`] already, unless answers about cases say more of it.
pub(crate) fn questions(framework: &Framework, outcome: &Outcome) -> Vec<QuestionsView> {
    let has_more = |standard: &&StandardOutcome| {
        let counted = |question: &QuestionOutcome| question.applicable.is_some();
        let known = |question: &QuestionOutcome| question.percent.is_some() || counted(question);
        match standard.percent {
            Some(_) => standard.questions.iter().any(counted),
            None => standard.questions.iter().any(known),
        }
    };
    let standards = outcome.standards.iter().filter(has_more);
    standards
        .map(|standard| questions_of(framework, outcome, standard))
        .collect()
}

fn questions_of(
    framework: &Framework,
    outcome: &Outcome,
    standard: &StandardOutcome,
) -> QuestionsView {
    let banded = standard
        .questions
        .iter()
        .any(|question| question.rating.is_some());
    let questions = standard.questions.iter();
    let bars = Bars {
        title: format!(
            "Key questions of {}",
            names::standard(framework, &standard.id)
        ),
        of: "Key question".to_owned(),
        rows: questions.map(|question| bar(framework, question)).collect(),
        lines: lines(framework, outcome, banded),
    };
    QuestionsView {
        anchor: format!("questions-{}", standard.id),
        heading: bars.title.clone(),
        figure: Figure::of(&bars, &format!("q{}", standard.id), Downloads::default()),
    }
}

fn bar(framework: &Framework, question: &QuestionOutcome) -> Bar {
    Bar {
        id: if names::is_number(&question.id) {
            question.id.clone()
        } else {
            String::new()
        },
        label: question.title.clone(),
        percent: question.percent,
        counts: question.yes.zip(question.applicable),
        rating: question
            .rating
            .as_ref()
            .map(|word| framework.label(word).to_owned()),
        whisker: question.interval.as_ref().map(|interval| Whisker {
            low: interval.low,
            high: interval.high,
            other_band: interval.chance_other_band,
        }),
        reference: None,
    }
}

/// Whether any percentage carries an interval.
pub(crate) fn sampled(outcome: &Outcome) -> bool {
    let mut questions = outcome
        .standards
        .iter()
        .flat_map(|standard| &standard.questions);
    questions.any(|question| question.interval.is_some())
}

/// Every key question, as CSV.
pub(crate) fn questions_csv(framework: &Framework, outcome: &Outcome) -> String {
    let questions = outcome
        .standards
        .iter()
        .flat_map(|standard| &standard.questions);
    let bars = Bars {
        title: "Key questions".to_owned(),
        of: "Key question".to_owned(),
        rows: questions.map(|question| bar(framework, question)).collect(),
        lines: Vec::new(),
    };
    bars.csv()
}
