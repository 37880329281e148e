//! What is known before rating: judgements about cases, percentages, entered ratings, counts.
//!
//! Everything here has been parsed already; readers of files are in [`crate::read`].

use std::collections::BTreeMap;

use crate::date::PartialDate;

/// One answer about one case. `question` is a key question's id, such as `2.1.1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// The auditor's name for the case; never a child's name.
    pub case_id: String,
    /// Key question, as the framework numbers it.
    pub question: String,
    /// What was found.
    pub answer: Answer,
}

/// The answer to a key question about one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Done well enough.
    Yes,
    /// Not done well enough.
    No,
    /// The question does not apply to this case; it leaves the base.
    NotApplicable,
}

/// A rating that somebody entered for a standard: what a report printed, or a lead inspector's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entered {
    /// Index into the framework's rating words, worst first.
    Rated(Level),
    /// The standard applied and no rating was given.
    NotRated,
}

/// A place on a framework's own scale, worst first (0 is the lowest word).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub u8);

/// A ratings panel's decision on one standard (H-10, H-13): recorded beside what the arithmetic gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelDecision {
    /// The standard the panel looked at.
    pub standard: String,
    /// The rating it settled on.
    pub to: Level,
    /// Who decided; a role or a panel's name.
    pub who: String,
    /// The reason as given.
    pub why: String,
}

/// A score with its maximum: never one without the other (ALL-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Score {
    /// Points.
    pub total: u32,
    /// Out of.
    pub maximum: u32,
}

/// How many standards hold each rating, when which standard holds which is not known.
pub type Counts = BTreeMap<Level, u32>;

/// Whether the cases judged are a sample of a larger caseload, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cases {
    /// Drawn from a larger caseload: percentages carry an interval.
    #[default]
    Sample,
    /// Every eligible case was judged: no interval.
    All,
}

/// Everything that is known about one inspection or audit before it is rated.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Answers about cases.
    pub judgements: Vec<Judgement>,
    /// Percentages of key questions, where answers themselves are not to hand (0 to 100).
    pub percentages: BTreeMap<String, u8>,
    /// Entered ratings by standard id.
    pub ratings: BTreeMap<String, Entered>,
    /// The overall rating as entered.
    pub overall: Option<Level>,
    /// Numbers of standards per rating.
    pub counts: Option<Counts>,
    /// Standards in scope; `None` means all of the framework's.
    pub scope: Option<Vec<String>>,
    /// First day of fieldwork as precisely as known, for the check against the framework's dates.
    pub fieldwork: Option<PartialDate>,
    /// The score as published, where it is known by itself.
    pub score: Option<Score>,
    /// Panel decisions.
    pub panel: Vec<PanelDecision>,
    /// Sample or all cases.
    pub cases: Cases,
    /// Settings switched for this run, such as `n25.points` = `on`.
    pub set: BTreeMap<String, String>,
}
