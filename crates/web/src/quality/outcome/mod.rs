//! What the kernel makes of judgements, percentages or ratings, made ready for reading: the part that
//! an inspection's page and a worked-out rating share.
//!
//! `head` says the result in one sentence, `charts` draws it, `standards` lists what was rated and what
//! a reader should know of each, `ways` says what would change it.

mod charts;
mod head;
mod standards;
mod ways;

use quality::inspections::Comparison;
use rating::Framework;
use rating::outcome::Outcome;

use crate::figure::{Downloads, Figure};
use crate::words::{self, Tag};

pub(crate) use charts::{ladder, percentages, questions_csv};
pub(crate) use head::lower_first;
pub(crate) use standards::DomainView;
pub(crate) use ways::WaysView;

/// Where the files of each figure are; a worked-out rating has no address of its own.
#[derive(Debug, Default)]
pub(crate) struct Links {
    pub(crate) points: Downloads,
    pub(crate) percentages: Downloads,
}

/// How the page speaks of the result.
#[derive(Debug)]
pub(crate) struct Voice {
    /// Who stands on the ladder: "Medway", "This result".
    pub(crate) subject: String,
    /// Before an overall rating that was not worked out: "Medway was rated".
    pub(crate) entered: String,
    /// Before one that was: "What you entered comes to".
    pub(crate) computed: String,
    /// Where there is none: a sentence.
    pub(crate) unknown: String,
    /// How ratings that were not worked out came here: `published`, `entered`.
    pub(crate) given: &'static str,
}

/// What the page around the outcome knows of it.
pub(crate) struct Frame<'a> {
    pub(crate) voice: Voice,
    /// Whether the numbers of ratings are known.
    pub(crate) counts_known: bool,
    /// Figures of the services inspected so far.
    pub(crate) comparisons: &'a [Comparison],
    /// Remarks on single standards: the standard's id, and a line.
    pub(crate) remarks: Vec<(String, String)>,
    pub(crate) links: Links,
}

/// The shared part of both pages.
#[derive(Debug)]
pub(crate) struct OutcomeView {
    pub(crate) framework: String,
    pub(crate) overall: Tag,
    /// Rating, score and distance to the next rating in one plain sentence.
    pub(crate) headline: String,
    /// What stands beside the overall rating: where it comes from.
    pub(crate) notes: Vec<String>,
    /// "18 of 36 points".
    pub(crate) score: Option<String>,
    pub(crate) has_points: bool,
    /// Whether the framework has ratings at all.
    pub(crate) has_ratings: bool,
    pub(crate) flags: Vec<FlagView>,
    pub(crate) ladder: Option<Figure>,
    pub(crate) percentages: Option<Figure>,
    pub(crate) comparison_notes: Vec<String>,
    pub(crate) standards_notes: Vec<String>,
    /// Whether nothing is known of any standard, so that the list says little.
    pub(crate) standards_folded: bool,
    pub(crate) domains: Vec<DomainView>,
    pub(crate) questions: Vec<QuestionsView>,
    /// Whether the percentages come from a sample and so have intervals.
    pub(crate) sampled: bool,
    /// None where the framework leads to no total.
    pub(crate) ways: Vec<WaysView>,
    pub(crate) steps: Vec<StepView>,
    pub(crate) notice: &'static str,
    pub(crate) statuses: Vec<(Tag, &'static str)>,
    pub(crate) rules_version: String,
}

/// Something that a reader should know first.
#[derive(Debug)]
pub(crate) struct FlagView {
    pub(crate) text: String,
    /// The standards beside which it stands in full: name, and the id of the place.
    pub(crate) standards: Vec<(String, String)>,
}

/// The key questions of one standard, as a figure.
#[derive(Debug)]
pub(crate) struct QuestionsView {
    pub(crate) anchor: String,
    pub(crate) heading: String,
    pub(crate) figure: Figure,
}

/// One step of the working.
#[derive(Debug)]
pub(crate) struct StepView {
    /// Whether it follows a rule, or a setting of this run.
    pub(crate) kind: &'static str,
    pub(crate) rule: String,
    pub(crate) status: String,
    pub(crate) text: String,
}

impl OutcomeView {
    /// The outcome under `framework`, for the page that `frame` tells of.
    pub(crate) fn new(framework: &Framework, outcome: &Outcome, frame: Frame<'_>) -> Self {
        let voice = &frame.voice;
        OutcomeView {
            framework: outcome.framework.clone(),
            overall: head::overall(framework, outcome),
            headline: head::headline(framework, outcome, voice),
            notes: head::notes(framework, outcome, voice),
            score: head::score(outcome),
            has_points: outcome.standards.iter().any(|s| s.points.is_some()),
            has_ratings: !framework.words().is_empty(),
            flags: standards::flags(framework, outcome),
            ladder: charts::ladder(framework, outcome, &voice.subject)
                .map(|ladder| Figure::of(&ladder, "ladder", frame.links.points).said_above()),
            percentages: charts::percentages(framework, outcome, frame.comparisons)
                .map(|bars| Figure::of(&bars, "categories", frame.links.percentages)),
            comparison_notes: charts::comparison_notes(framework, frame.comparisons),
            standards_notes: standards::notes(framework, outcome, frame.counts_known),
            standards_folded: standards::none_known(outcome),
            domains: standards::domains(framework, outcome, voice.given, &frame.remarks),
            questions: charts::questions(framework, outcome),
            sampled: charts::sampled(outcome),
            ways: ways::ways(framework, outcome),
            steps: steps(framework, outcome),
            notice: outcome.notice,
            statuses: outcome
                .statuses
                .iter()
                .map(|code| (words::status_tag(code), words::status(code)))
                .collect(),
            rules_version: outcome.rules_version.clone(),
        }
    }
}

fn steps(framework: &Framework, outcome: &Outcome) -> Vec<StepView> {
    let steps = outcome.steps.iter();
    steps
        .map(|step| StepView {
            kind: match framework.rule(&step.rule) {
                Some(_) => "Rule",
                None => "Setting",
            },
            rule: step.rule.clone(),
            status: words::status(&step.status).to_owned(),
            text: step.text.clone(),
        })
        .collect()
}
