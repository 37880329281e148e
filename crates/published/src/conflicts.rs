//! Where published figures do not agree with each other or with themselves.
//!
//! Councils and newspapers state changes that do not follow from their own figures, rates that do not
//! fit their counts, and values that another source gives otherwise. Each such case stands here with
//! what is printed, what it is held against, and a sentence for readers. What follows is computed by
//! [`Conflict::follows`], and a test holds the sentence to it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::table;

/// One case in which printed figures disagree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The area in whose papers it stands: `Kent`.
    pub area: String,
    /// Whose figure it is, where it is a comparator's: `South East`.
    pub of: Option<String>,
    /// In which way the figures disagree.
    pub kind: ConflictKind,
    /// The measure, as in the table of figures.
    pub measure: String,
    /// The period as printed.
    pub period: String,
    /// What is printed, in the unit of the measure; of a change, per cent.
    pub printed: f64,
    /// What it is held against, as [`ConflictKind`] says.
    #[serde(deserialize_with = "table::list")]
    pub against: Vec<String>,
    /// To how many decimals the two are told apart.
    pub decimals: usize,
    /// The case in a sentence or two.
    pub words: String,
    /// Where it is printed; several are parted by ` ; `.
    pub source: String,
}

/// In which way figures disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// A stated change, against the two values that it is the change between.
    Change,
    /// A rate per 1,000, against its count and the residents.
    Rate,
    /// A ratio whose denominator is not the usual one, against numerator and usual denominator.
    Ratio,
    /// One source's value, against another's.
    TwoValues,
    /// A value, against the one that a later release gives.
    TwoReleases,
    /// Two measures under one name: the official one, against the local one.
    TwoMeasures,
    /// A value of a wider area, against the parts that make it up.
    AnotherArea,
}

impl Conflict {
    /// What follows from [`against`](Conflict::against): the change in per cent, the rate, the ratio,
    /// the other value, or the sum of the parts.
    ///
    /// # Panics
    /// When the committed table holds something that is no number; a test reads each row.
    #[must_use]
    pub fn follows(&self) -> f64 {
        let parts: Vec<f64> = self
            .against
            .iter()
            .map(|part| {
                part.parse().expect(
                    "committed values are numbers: tests/it/conflicts.rs reads each of them",
                )
            })
            .collect();
        match (self.kind, parts.as_slice()) {
            (ConflictKind::Change, [from, to]) => change_percent(*from, *to),
            (ConflictKind::Rate, [count, residents]) => count / residents * 1_000.0,
            (ConflictKind::Ratio, [numerator, denominator]) => numerator / denominator,
            _ => parts.iter().sum(),
        }
    }

    /// The same rounded as the sentence gives it, half away from zero.
    #[must_use]
    pub fn follows_rounded(&self) -> String {
        format!(
            "{:.*}",
            self.decimals,
            rounded(self.follows(), self.decimals)
        )
    }
}

/// How much a value changed, in per cent of the first: from 108 to 137 is 26.9. The first is not zero.
#[must_use]
pub fn change_percent(from: f64, to: f64) -> f64 {
    (to - from) / from * 100.0
}

/// Half away from zero, which formatting alone does not promise.
fn rounded(value: f64, decimals: usize) -> f64 {
    let scale = (0..decimals).fold(1.0, |scale: f64, _| scale * 10.0);
    (value * scale).round() / scale
}

/// Every case, by area and period.
pub fn conflicts() -> &'static [Conflict] {
    static CONFLICTS: LazyLock<Vec<Conflict>> =
        LazyLock::new(|| table::rows(include_str!("../data/conflicts.csv")));
    &CONFLICTS
}
