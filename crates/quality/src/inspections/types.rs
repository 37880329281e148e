//! The register's words.
//!
//! An inspection is an identity (service, framework, when) and a set of **claims**: one statement
//! about one field from one source. The first claim about a field is the record; a later claim that
//! agrees adds its source; one that disagrees stands beside it and neither is lost (ALL-7).

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

pub use rating::PartialDate;

use crate::recommendations::Recommendation;
use crate::reports::ReportFile;

/// A service as the register knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Service {
    /// Readable id: `medway`, `bath-and-north-east-somerset`.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// One spelling for each region.
    pub region: String,
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Row {
    /// Readable id: `hmip-2018-medway-2020`.
    pub id: String,
    /// The service.
    pub service: Service,
    /// Framework code.
    pub framework: String,
    /// `inspection`, `joint inspection`, `core case inspection`, …
    pub kind: String,
    /// 1 or 2 for a re-inspection that is called so.
    pub reinspection: Option<i16>,
    /// First and last day of fieldwork, as known.
    #[schema(value_type = Option<String>)]
    pub fieldwork_start: Option<PartialDate>,
    /// Last day of fieldwork, as known.
    #[schema(value_type = Option<String>)]
    pub fieldwork_end: Option<PartialDate>,
    /// Publication, as known.
    #[schema(value_type = Option<String>)]
    pub published: Option<PartialDate>,
    /// Overall rating, in the framework's word (`requires_improvement`).
    pub overall: Option<String>,
    /// Score and its maximum: never one without the other (ALL-5).
    pub score: Option<Score>,
}

/// A score with its maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Score {
    /// Points.
    pub total: u32,
    /// Out of.
    pub maximum: u32,
    /// `published`, `percentage`, `counts`, `derived`, `inferred`.
    pub basis: String,
}

/// One inspection with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Inspection {
    /// Its line in the register.
    #[serde(flatten)]
    pub row: Row,
    /// Ratings by standard id, for the standards of which something is known.
    pub ratings: BTreeMap<String, RatingState>,
    /// Percentages by category id (the Core Case Inspection).
    pub percents: BTreeMap<String, u8>,
    /// Numbers of ratings and what they count over.
    pub counts: Option<RatingCounts>,
    /// Every claim, by field and then in the order received; the record first.
    pub claims: Vec<Claim>,
    /// Sources, in the order received.
    pub sources: Vec<Source>,
    /// Working values of its framework that are set otherwise here, by key; what is worked out from
    /// the record rests on them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub working_values: BTreeMap<String, String>,
    /// Figures of the services inspected so far, as they were printed with this inspection or,
    /// where none were, with another before it. Core Case Inspections only (ALL-8).
    pub comparisons: Vec<Comparison>,
    /// Decisions about which statement is the record of a field, in the order in which they were
    /// made.
    pub corrections: Vec<Correction>,
    /// What it recommends, in the order of their numbers, withdrawn ones among them.
    pub recommendations: Vec<Recommendation>,
    /// Its report kept as files, in the order in which they were kept.
    pub reports: Vec<ReportFile>,
}

/// A decision about which statement is the record of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Correction {
    /// From 1 within the inspection.
    pub number: u32,
    /// The field: see [`Claim::field`].
    pub field: String,
    /// The record until then; none where there was none.
    pub from: Option<String>,
    /// The record since then; none where no statement is the record any more.
    pub to: Option<String>,
    /// Whose statement that is.
    pub source: Option<String>,
    /// Why, in the words of whoever decided.
    pub reason: String,
    /// When, as in the trail.
    pub made_at: String,
}

/// A figure of all services inspected so far, as it was printed with one inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Comparison {
    /// The category's id: `safeguarding`, `risk_of_harm`, `likelihood_of_reoffending`.
    pub category: String,
    /// `lowest`, `highest` or `average`.
    pub statistic: String,
    /// Whole per cent.
    pub percent: u8,
    /// Id of the inspection it was printed with.
    pub printed_with: String,
    /// Whether that is this inspection.
    pub own: bool,
    /// When it was in print, in words: `late 2011`.
    pub as_at_words: String,
    /// Where it is printed.
    pub source: String,
}

impl Comparison {
    /// Where the figure comes from, as a reader needs it beside the figure: `printed with this
    /// inspection`, or `printed with another inspection, late 2011`.
    #[must_use]
    pub fn mark(&self) -> String {
        if self.own {
            "printed with this inspection".to_owned()
        } else {
            format!("printed with another inspection, {}", self.as_at_words)
        }
    }
}

/// What is known of one standard's rating: rated, or expressly not rated.
/// A standard that is not in [`Inspection::ratings`] is not known, or not applicable in its framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum RatingState {
    /// A rating, and whether it is printed or follows from what is printed.
    Rated {
        /// The framework's word.
        rating: String,
        /// `printed` or `derived`.
        basis: String,
    },
    /// The standard applied and was not rated.
    NotRated,
}

/// Numbers of ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RatingCounts {
    /// Framework word to number.
    pub counts: BTreeMap<String, u32>,
    /// What they count over, as the source says: `12 standards`.
    pub scope: Option<String>,
}

/// One statement about one field from one source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Claim {
    /// `framework`, `kind`, `reinspection`, `published`, `fieldwork_start`, `fieldwork_end`,
    /// `overall`, `score` (with its maximum: `18 of 36`), `maximum` (where no score is known),
    /// `rating.2.1`, `percent.safeguarding`, `counts`, `counts_scope`, `cases_inspected`,
    /// `recommendations`, `sixth_theme_name`, `tone`, `confidence`, `notes`; `unplaced.assessment`
    /// for a rating that belongs to one of two standards, and `printed.` before a field for text
    /// that is no value of it.
    pub field: String,
    /// The value as text.
    pub value: String,
    /// Id of the source (see [`Source::id`]).
    pub source: String,
    /// `printed`, `derived`, `inferred`, `working`; of a score, what [`Score::basis`] lists.
    pub basis: String,
    /// Whether this claim is the one shown as the record.
    pub record: bool,
    /// A remark, such as which edition or page.
    pub note: Option<String>,
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Source {
    /// Its text is its id: an address, or the name of a paper that has none.
    pub id: String,
    /// The address, when it is one.
    pub address: Option<String>,
}

/// What to list: nothing set lists everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words to find in the service's name, aliases and the inspection's id.
    pub search: Option<String>,
    /// Framework codes; empty means all.
    pub frameworks: Vec<String>,
    /// Overall ratings; `none` finds inspections without one. Empty means all.
    pub overall: Vec<String>,
    /// Regions; empty means all.
    pub regions: Vec<String>,
    /// Inspection types; empty means all.
    pub kinds: Vec<String>,
    /// Order; the id breaks ties, so that pages never overlap.
    pub sort: Sort,
    /// From 1. A page that does not exist gives the first.
    pub page: u32,
    /// Lines a page; 0 means all.
    pub per_page: u32,
}

/// Orders of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// Largest, newest or last first.
    pub descending: bool,
}

/// Columns that can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Service name.
    #[default]
    Service,
    /// Publication date; unknown dates last.
    Published,
    /// Framework code.
    Framework,
    /// Overall rating, worst to best; none last.
    Overall,
    /// Score as a share of its maximum; none last.
    Score,
}

/// One page of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Listing {
    /// The lines of this page.
    pub rows: Vec<Row>,
    /// How many match in all.
    pub total: u64,
    /// The page given, from 1.
    pub page: u32,
    /// Lines a page.
    pub per_page: u32,
    /// How many inspections the register holds, whatever the filter.
    pub held: u64,
    /// Values to filter by, as the register holds them, each with its number.
    pub facets: Facets,
}

/// Values present in the register.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Facets {
    /// Framework code and number of inspections.
    pub frameworks: Vec<(String, u64)>,
    /// Overall rating (or `none`) and number.
    pub overall: Vec<(String, u64)>,
    /// Region and number.
    pub regions: Vec<(String, u64)>,
    /// Type and number.
    pub kinds: Vec<(String, u64)>,
}
