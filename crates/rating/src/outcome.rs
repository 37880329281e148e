//! What comes out: ratings, points, total, overall rating, the steps that led there and the ways
//! up and down. The JSON form of [`Outcome`] is a contract that other programs rely on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::flags::FlagCode;

/// Said wherever a computed rating shows.
pub const NOTICE: &str = "Computed by Lapwing from its reading of the method; the published rating is the record. Not connected with HM Inspectorate of Probation.";

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Framework code, such as `hmip-2018`.
    pub framework: String,
    /// Which version of the rules made this (a digest of the framework's text and settings in force).
    pub rules_version: String,
    /// Working values that were set otherwise than the framework has them, by key, for those who draw
    /// its bands. Programs read them in `rules_version`.
    #[serde(skip)]
    pub set: BTreeMap<String, String>,
    /// [`NOTICE`].
    pub notice: &'static str,
    /// The statuses of the rules used, each once: `published`, `derived`, `working`.
    pub statuses: Vec<String>,
    /// Every standard of the framework, in its order.
    pub standards: Vec<StandardOutcome>,
    /// Sum of points over the standards that count; null when it cannot be known. An entered score
    /// wins over a computed one.
    pub total: Option<u32>,
    /// `entered` or `computed`; null when there is no total.
    pub total_basis: Option<Basis>,
    /// What the ratings add up to, beside an entered score.
    pub total_computed: Option<u32>,
    /// The highest total that could be reached.
    pub maximum: Option<u32>,
    /// Lowest and highest total that what is known allows: `[low, high]`.
    pub total_range: Option<[u32; 2]>,
    /// The overall rating, in the framework's word; entered wins over computed.
    pub overall: Option<String>,
    /// `entered` or `computed`; null when there is no overall rating.
    pub overall_basis: Option<Basis>,
    /// What the arithmetic gives, beside an entered overall rating.
    pub overall_computed: Option<String>,
    /// Points to the next band; null at the top or without a total.
    pub points_to_next: Option<u32>,
    /// Fewest points whose loss changes the rating; null in the lowest band or without a total.
    pub points_to_lose: Option<u32>,
    /// Ways to the next band, cheapest first, at most [`crate::limits::WAYS_LISTED`].
    pub ways_up: Vec<Way>,
    /// Ways the rating could be lost, cheapest first, at most [`crate::limits::WAYS_LISTED`].
    pub ways_down: Vec<Way>,
    /// How many ways there are in all.
    pub ways_total: WaysTotal,
    /// What a reader should know before relying on the result.
    pub flags: Vec<Flag>,
    /// The working, step by step: enough to follow with a pencil.
    pub steps: Vec<Step>,
}

/// How many ways of each kind exist, listed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct WaysTotal {
    /// Ways up.
    pub up: u64,
    /// Ways down.
    pub down: u64,
}

/// One standard's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandardOutcome {
    /// `2.1`, `safeguarding`, `assessing`.
    pub id: String,
    /// The standard's title.
    pub title: String,
    /// Which of the four states.
    pub state: State,
    /// The rating word; null unless rated.
    pub rating: Option<String>,
    /// Points; null unless rated in a framework with points.
    pub points: Option<u32>,
    /// Whether it counts in the total.
    pub counts: bool,
    /// Where the rating came from.
    pub basis: Option<Basis>,
    /// What the judgements or percentages give, where they give anything.
    pub computed: Option<String>,
    /// A percentage of the standard itself (the Core Case Inspection rates a category by one).
    pub percent: Option<u8>,
    /// Stars beside the word, in the framework that had them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stars: Option<u32>,
    /// A panel's decision, beside what the arithmetic gave.
    pub panel: Option<Panel>,
    /// Its key questions.
    pub questions: Vec<QuestionOutcome>,
}

/// The four states of a rating (ALL-4), kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A rating is known.
    Rated,
    /// The standard applied and was not rated.
    NotRated,
    /// No value to hand.
    NotKnown,
    /// The standard does not exist in this framework or this scope.
    NotApplicable,
}

/// Where a rating came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Answers about cases.
    Judgements,
    /// Percentages of key questions.
    Percentages,
    /// Entered.
    Entered,
    /// Numbers of ratings, without knowing which standard holds which.
    Counts,
    /// Worked out (only of an overall rating).
    Computed,
}

/// A panel's decision as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Panel {
    /// The rating settled on.
    pub rating: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
}

/// One key question's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionOutcome {
    /// `2.1.1`.
    pub id: String,
    /// The question in our words.
    pub title: String,
    /// Cases answered yes.
    pub yes: Option<u32>,
    /// Cases to which it applies.
    pub applicable: Option<u32>,
    /// Whole per cent, half up; null when nothing applies.
    pub percent: Option<u8>,
    /// The band the percentage falls in, as the framework's word.
    pub rating: Option<String>,
    /// Where the cases are a sample: the interval of the true percentage.
    pub interval: Option<Interval>,
}

/// A 95 per cent interval around a sampled percentage; [`crate::interval`] says which and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end, per cent, one decimal.
    pub low: f64,
    /// Upper end, per cent, one decimal.
    pub high: f64,
    /// Chance, per cent, one decimal, that the true percentage lies in another band than the one
    /// shown; null where the framework has no bands.
    pub chance_other_band: Option<f64>,
}

/// One way to change the overall rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The unit of the cost.
    pub by: WayBy,
    /// How many units: standards moved by one rating, or judgements changed.
    pub cost: u32,
    /// What changes.
    pub changes: Vec<Change>,
}

/// What a way is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WayBy {
    /// A standard moved by one rating.
    Standards,
    /// One judgement (case, question) changed.
    Judgements,
}

/// One change within a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The standard; null where only counts of ratings are known.
    pub standard: Option<String>,
    /// The key question, where the way is counted in judgements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// A rating word, or `no` / `yes` for a judgement.
    pub from: String,
    /// A rating word, or `yes` / `no` for a judgement.
    pub to: String,
    /// How many judgements of that question, or how many standards of that rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// A remark with a code that programs can test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// `entered_differs`, `outside_dates`, `near_boundary`, …
    pub code: FlagCode,
    /// The standard it is about, if it is about one.
    pub standard: Option<String>,
    /// In words.
    pub text: String,
}

/// One step of the working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// From 1.
    pub n: u32,
    /// The rule's id, such as `H-7`.
    pub rule: String,
    /// That rule's status.
    pub status: String,
    /// What was done, with the numbers.
    pub text: String,
}
