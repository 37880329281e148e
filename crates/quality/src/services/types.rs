//! The words of this topic: a line of the list, a service's history, a change, a series of figures.

use published::{Figure, Topic};
use serde::Serialize;

use crate::inspections::{Inspection, PartialDate, Row, Score, Service};

/// What to list: nothing set lists every service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words to find in the service's name and its other spellings.
    pub search: Option<String>,
    /// Regions; empty means all.
    pub regions: Vec<String>,
    /// From 1. A page that does not exist gives the first.
    pub page: u32,
    /// Lines a page; 0 means all.
    pub per_page: u32,
}

/// One page of the list of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// The lines of this page, by name.
    pub lines: Vec<Line>,
    /// How many match in all.
    pub total: u64,
    /// The page given, from 1.
    pub page: u32,
    /// Lines a page.
    pub per_page: u32,
    /// How many services are held, whatever the filter.
    pub held: u64,
    /// Region and number of services, whatever the filter.
    pub regions: Vec<(String, u64)>,
}

/// One service in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The service.
    pub service: Service,
    /// When it ended; none for one that still stands.
    pub until: Option<PartialDate>,
    /// The other spelling by which a search found it; none where its name explains the find.
    pub found_by: Option<String>,
    /// How many inspections of it are held.
    pub inspections: u64,
    /// The latest of them, as far as dates are known.
    pub latest: Option<Row>,
}

/// A service with everything that is held of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct History {
    /// The service.
    pub service: Service,
    /// `England` or `Wales`.
    pub country: String,
    /// Since when it exists, if known.
    pub from: Option<PartialDate>,
    /// Until when it existed, if it no longer does.
    pub to: Option<PartialDate>,
    /// Other spellings of its name, as sources print them.
    pub aliases: Vec<String>,
    /// Services whose area, or a part of it, this one took over.
    pub predecessors: Vec<Related>,
    /// Services that took over its area, or a part of it.
    pub successors: Vec<Related>,
    /// A remark for readers.
    pub note: Option<String>,
    /// Where name, region and dates come from.
    pub sources: Vec<String>,
    /// Its inspections, oldest first; those of which no date is known stand last.
    pub inspections: Vec<Inspection>,
}

/// A service that came before or after another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Related {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Until when it existed; none for one that still stands.
    pub until: Option<PartialDate>,
}

/// What changed from one inspection to a later one of the same framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Code of the framework of both.
    pub framework: String,
    /// Id of the earlier inspection.
    pub earlier: String,
    /// Id of the later one.
    pub later: String,
    /// The overall rating; none where the framework gives none.
    pub overall: Option<Change>,
    /// The score; none where the framework has no points.
    pub score: Option<ScoreChange>,
    /// Each standard of the framework, in its order.
    pub standards: Vec<StandardChange>,
    /// Percentages of categories, in the framework's order; empty where it has none.
    pub percents: Vec<PercentChange>,
}

/// One rating at two inspections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// At the earlier.
    pub from: Standing,
    /// At the later.
    pub to: Standing,
    /// Which way it went.
    pub direction: Direction,
}

/// What is known of a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Rated, with the framework's word.
    Rated(String),
    /// It applied and was not rated.
    NotRated,
    /// No value to hand.
    NotKnown,
}

/// Which way a value went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To a better word, or a higher number.
    Up,
    /// The same.
    Same,
    /// To a worse word, or a lower number.
    Down,
    /// Known at the earlier inspection only.
    OnlyEarlier,
    /// Known at the later inspection only.
    OnlyLater,
    /// Known at neither, or not to be compared.
    Neither,
}

/// One standard at two inspections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardChange {
    /// The standard's id.
    pub standard: String,
    /// Its rating at both.
    pub change: Change,
}

/// A score at two inspections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreChange {
    /// At the earlier.
    pub from: Option<Score>,
    /// At the later.
    pub to: Option<Score>,
    /// Which way it went; [`Direction::Neither`] where the maximums differ, because 11 of 24 and
    /// 11 of 36 are different results (ALL-5).
    pub direction: Direction,
}

/// A category's percentage at two inspections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PercentChange {
    /// The category's id.
    pub standard: String,
    /// At the earlier, in whole per cent.
    pub from: Option<u8>,
    /// At the later.
    pub to: Option<u8>,
    /// Which way it went.
    pub direction: Direction,
}

/// Figures that were counted in one way, by one source, in one release, and so may stand in one chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureSeries {
    /// Its own name among the series of the service, for addresses:
    /// `custody-rate`, `children-cautioned-or-sentenced-2`.
    pub id: String,
    /// What the measure is about.
    pub topic: Topic,
    /// The periods of which anything is held, in their order.
    pub periods: Vec<String>,
    /// The service's own figures first, then those it may be compared with.
    pub traces: Vec<Trace>,
}

/// The figures of one area in a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// Whose figures they are: `Medway`, `South East`, `Lancashire (county)`.
    pub area: String,
    /// One a period of the series; none where the source gives no value.
    pub figures: Vec<Option<&'static Figure>>,
}
