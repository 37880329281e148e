//! Comparison figures of the Core Case Inspection.
//!
//! From 2009 to 2012 a report set its three percentages beside the lowest, the highest and the
//! average of the services inspected so far. These moved with every inspection, so each figure is
//! kept with the inspection it was printed with and is no property of the programme.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::table;

/// One comparison figure, as printed with one inspection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Comparison {
    /// `safeguarding`, `risk_of_harm` or `likelihood_of_reoffending`.
    pub category: String,
    /// What the figure is of the services inspected so far.
    pub statistic: Statistic,
    /// Whole per cent, 0 to 100.
    pub percent: u8,
    /// The inspection it was printed with.
    pub inspection_id: String,
    /// The year, or year and month, by which it was in print; none where no source gives a date.
    pub as_at: Option<String>,
    /// The same in words, for readers: `late 2011`, `date not known`.
    pub as_at_words: String,
    /// Where it is printed: every source held for that inspection, parted by ` ; `, where it is not
    /// recorded which of them gives the figure.
    pub source: String,
}

/// Which figure of the services inspected so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Statistic {
    /// The lowest percentage of any service.
    Lowest,
    /// The highest percentage of any service.
    Highest,
    /// The average over the services.
    Average,
}

impl Statistic {
    /// The word as the table and the pages spell it: `lowest`, `highest`, `average`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lowest => "lowest",
            Self::Highest => "highest",
            Self::Average => "average",
        }
    }
}

/// Every comparison figure, by date and inspection; those without a date come last.
pub fn comparisons() -> &'static [Comparison] {
    static COMPARISONS: LazyLock<Vec<Comparison>> =
        LazyLock::new(|| table::rows(include_str!("../data/comparisons.csv")));
    &COMPARISONS
}
