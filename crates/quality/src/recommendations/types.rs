//! What a recommendation is, and what may be asked about all of them.

use rating::PartialDate;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::inspections::{Row, Service};

/// What one inspection recommends to one addressee, in this service's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recommendation {
    /// Readable id: `hmip-2018-medway-2020-r1`.
    pub id: String,
    /// From 1 within the inspection. A number is never used again.
    pub number: u32,
    /// Who must act (H-53).
    pub addressed_to: String,
    /// What is recommended.
    pub words: String,
    /// The day by which it is due: always a whole day.
    #[schema(value_type = Option<String>)]
    pub due: Option<PartialDate>,
    /// Id of the standard it is about, in the inspection's framework.
    pub standard: Option<String>,
    /// Why it was withdrawn; none while it stands.
    pub withdrawn: Option<String>,
    /// When it was last changed, as in the trail. Left out of exports, which hold no time of writing.
    #[serde(skip)]
    pub changed_at: String,
}

impl Recommendation {
    /// Whether it has not been withdrawn.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// A name for what it says now: 16 hex digits. A form carries it, so that a change made since the
    /// form was shown is noticed and not overwritten.
    #[must_use]
    pub fn version(&self) -> String {
        let due = self.due.map(|due| due.to_string());
        let parts = [
            Some(self.addressed_to.as_str()),
            Some(self.words.as_str()),
            due.as_deref(),
            self.standard.as_deref(),
            self.withdrawn.as_deref(),
        ];
        let mut digest = Sha256::new();
        for part in parts {
            // A length before each part keeps two parts from running into one another.
            let length = part.map_or(u64::MAX, |part| part.len() as u64);
            digest.update(length.to_le_bytes());
            digest.update(part.unwrap_or_default());
        }
        let digest = digest.finalize();
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// What it says, as somebody would type it.
    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft {
            addressed_to: self.addressed_to.clone(),
            words: self.words.clone(),
            due: self.due,
            standard: self.standard.clone(),
        }
    }
}

/// What somebody writes down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Who must act.
    pub addressed_to: String,
    /// What is recommended.
    pub words: String,
    /// The day by which it is due, if there is one.
    pub due: Option<PartialDate>,
    /// Id of the standard it is about, if it is about one.
    pub standard: Option<String>,
}

/// A part of what was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who must act.
    AddressedTo,
    /// What is recommended.
    Words,
    /// By when.
    Due,
    /// Which standard.
    Standard,
    /// Why it is withdrawn.
    Reason,
}

/// What is wrong with one part, as it is said beside its field: what to do, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The part.
    pub part: Part,
    /// `Enter who must act`.
    pub text: String,
}

/// What became of a change that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The recommendation as it stands now.
    pub recommendation: Recommendation,
    /// Whether it stood so already, as when a form is sent twice: nothing was changed then.
    pub already: bool,
}

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// What was written down cannot be taken as it is.
    #[error("{}", sentences(.0))]
    Unusable(Vec<Mistake>),
    /// The register holds no such inspection, or the inspection no such recommendation.
    #[error("There is no such recommendation or inspection. Look it up in the list.")]
    NotHeld,
    /// Somebody changed it since it was shown; this is how it stands now.
    #[error(
        "Somebody changed the recommendation meanwhile. Look at it again and then decide what it should say."
    )]
    Changed(Box<Recommendation>),
    /// It has been withdrawn, so it can no longer be changed.
    #[error("The recommendation has been withdrawn. Write a new one down instead of changing it.")]
    Withdrawn(Box<Recommendation>),
    /// The inspection has as many as it can take.
    #[error("The inspection has {0} recommendations already, which is as many as it can take.")]
    TooMany(i32),
    /// The policy or the database.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

fn sentences(mistakes: &[Mistake]) -> String {
    let texts: Vec<String> = mistakes
        .iter()
        .map(|mistake| format!("{}.", mistake.text))
        .collect();
    texts.join(" ")
}

/// One recommendation with the inspection that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RecommendationLine)]
pub struct Line {
    /// The recommendation.
    #[serde(flatten)]
    pub recommendation: Recommendation,
    /// The inspection's line in the register.
    pub inspection: Row,
}

/// Whether a recommendation still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It stands.
    Standing,
    /// It was withdrawn.
    Withdrawn,
}

impl State {
    /// Both, in the order in which they are offered.
    pub const ALL: [State; 2] = [State::Standing, State::Withdrawn];

    /// `standing` or `withdrawn`, as an address and a file say it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            State::Standing => "standing",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state of a recommendation.
    #[must_use]
    pub fn of(recommendation: &Recommendation) -> Self {
        if recommendation.stands() {
            State::Standing
        } else {
            State::Withdrawn
        }
    }
}

/// What to list: nothing set lists everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words to find in what is recommended, to whom, and in the service's name and former names.
    pub search: Option<String>,
    /// Ids of services; empty means all.
    pub services: Vec<String>,
    /// Who must act, spelled as it stands; empty means all.
    pub addressed_to: Vec<String>,
    /// States; empty means both.
    pub states: Vec<State>,
    /// Only what is due on or before this day, or within this month or year.
    pub due_by: Option<PartialDate>,
    /// Order; inspection and number break ties.
    pub sort: Sort,
    /// From 1. A page that does not exist gives the first.
    pub page: u32,
    /// Lines a page; 0 means all.
    pub per_page: u32,
}

/// Orders of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// Latest or last first.
    pub descending: bool,
}

/// Columns that can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// The day it is due; those without one last.
    #[default]
    Due,
    /// The service's name.
    Service,
    /// Who must act.
    AddressedTo,
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Listing {
    /// The lines of this page.
    pub lines: Vec<Line>,
    /// How many match in all.
    pub total: u64,
    /// The page given, from 1.
    pub page: u32,
    /// Lines a page.
    pub per_page: u32,
    /// How many are held, whatever the filter.
    pub held: u64,
    /// Values to filter by, as they are held, each with its number.
    pub facets: Facets,
}

/// Values present among the recommendations.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Facets {
    /// Service and number of recommendations, by name.
    pub services: Vec<(Service, u64)>,
    /// Who must act and number, by name.
    pub addressed_to: Vec<(String, u64)>,
    /// State and number.
    pub states: Vec<(State, u64)>,
}
