//! What a source says about one field of an inspection.
//!
//! A row of the inspections table carries one value a field. Where sources contradict each other,
//! both values stand here, each with the source that says it, and nobody decides between them. The
//! tone of a published comment is held here too, because it has no column of its own.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::table;

/// One statement about one field of one inspection by one source.
///
/// The first claim about a field is the record: the value that the inspections table gives, with the
/// source that says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Claim {
    /// The inspection, as in the first column of [`inspections_csv`](crate::inspections_csv).
    pub inspection_id: String,
    /// `fieldwork_start`, `fieldwork_end`, `published` (a date as known), `overall` (a code such as
    /// `requires_improvement`) or `tone` (free text, on no scale).
    pub field: String,
    /// The value, as text.
    pub value: String,
    /// How the value follows from what the source says.
    pub basis: Basis,
    /// An address, or the name of a council paper that has none.
    pub source: String,
    /// A remark: what the source says exactly, or who said it.
    pub note: Option<String>,
}

/// How a value follows from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The source says it.
    Printed,
    /// It follows exactly from what is printed.
    Derived,
    /// It is the likely reading of what is printed.
    Inferred,
    /// It rests on an accepted working rule.
    Working,
}

impl Basis {
    /// The word as the tables spell it: `printed`, `derived`, `inferred`, `working`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Derived => "derived",
            Self::Inferred => "inferred",
            Self::Working => "working",
        }
    }
}

/// Every claim. Those about one field of one inspection stand together, the record first, so that
/// who takes them in this order keeps the right one as the record.
pub fn claims() -> &'static [Claim] {
    static CLAIMS: LazyLock<Vec<Claim>> =
        LazyLock::new(|| table::rows(include_str!("../data/claims.csv")));
    &CLAIMS
}
