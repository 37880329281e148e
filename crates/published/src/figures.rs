//! Published performance figures: what a source prints of one measure, for one area and one period.
//!
//! A figure is kept as it was printed, with the source, the release it stands in and the period in
//! the source's own words. Two figures may stand in one line only when measure, unit, kind of
//! period, source and release are the same ([`Figure::same_series`]); figures of other series stand
//! beside each other and are never joined. A value that a source leaves out, because too few
//! children are behind it or for another reason, is not here: there is no row for it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{span, table};

/// One published value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The area whose page or paper the figure stands in, and, where no comparator is named, whose
    /// figure it is: `Medway`, `South East`.
    pub area: String,
    /// What kind of area that is.
    pub area_type: AreaType,
    /// What the measure is about.
    pub topic: Topic,
    /// The measure's name: `First time entrant rate, children aged 10 to 17`.
    pub measure: String,
    /// The series, where it is known which one it is: `fte-police`. Two series of one measure count
    /// differently.
    pub series: Option<String>,
    /// The period as the source gives it: `2024-25`, `year ending December 2024`, `2018-19 Q2`.
    pub period: String,
    /// What kind of period that is: `financial year`, `publication date; period not stated`.
    pub period_type: String,
    /// The value as printed. [`number`](Figure::number) is the same as a number.
    pub value: String,
    /// What the value counts: `per 100,000`, `per cent`, `children`, `GBP`.
    pub unit: String,
    /// The area whose figure it is, where it was printed to compare [`area`](Figure::area) with:
    /// `South East`, `Youth Justice Service family`.
    pub comparator_area: Option<String>,
    /// An address, or the name of a council paper that has none.
    pub source: String,
    /// Which release of the source; none where it has no releases.
    pub vintage: Option<String>,
    /// A remark: how the value follows, or what contradicts it.
    pub note: Option<String>,
}

/// What kind of area a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaType {
    /// A youth justice service, or its one council.
    Service,
    /// A region of England.
    Region,
    /// A police area, whose edges are not those of services.
    PoliceArea,
    /// A county with several services.
    County,
    /// England and Wales.
    National,
}

impl AreaType {
    /// The word as the table spells it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            AreaType::Service => "service",
            AreaType::Region => "region",
            AreaType::PoliceArea => "police_area",
            AreaType::County => "county",
            AreaType::National => "national",
        }
    }
}

/// What a measure is about, in the order in which figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Children with a first caution or sentence.
    FirstTimeEntrants,
    /// Children who offend again.
    Reoffending,
    /// Children sentenced to custody, and held there.
    Custody,
    /// Children cautioned or sentenced, their offences and what they were given.
    Offences,
    /// Who the children are and what they take part in.
    Children,
    /// Money.
    Money,
    /// Percentages from inspection reports.
    Inspection,
    /// Figures about the area that say nothing of the service's own work.
    Context,
}

impl Topic {
    /// All topics, in their order.
    pub const ALL: [Topic; 8] = [
        Topic::FirstTimeEntrants,
        Topic::Reoffending,
        Topic::Custody,
        Topic::Offences,
        Topic::Children,
        Topic::Money,
        Topic::Inspection,
        Topic::Context,
    ];

    /// The word as the table spells it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Topic::FirstTimeEntrants => "first_time_entrants",
            Topic::Reoffending => "reoffending",
            Topic::Custody => "custody",
            Topic::Offences => "offences",
            Topic::Children => "children",
            Topic::Money => "money",
            Topic::Inspection => "inspection",
            Topic::Context => "context",
        }
    }
}

impl Figure {
    /// The value as a number.
    ///
    /// # Panics
    /// When the committed table holds a value that is no number; a test reads each of them.
    #[must_use]
    pub fn number(&self) -> f64 {
        self.value
            .parse()
            .expect("committed values are numbers: tests/it/figures.rs reads each of them")
    }

    /// Whose figure it is: the comparator's, where one is named.
    #[must_use]
    pub fn of(&self) -> &str {
        self.comparator_area.as_deref().unwrap_or(&self.area)
    }

    /// Whether the two may stand in one line: the same measure, unit, kind of period, source and
    /// release, of whichever areas and periods.
    #[must_use]
    pub fn same_series(&self, other: &Figure) -> bool {
        self.measure == other.measure
            && self.series == other.series
            && self.unit == other.unit
            && self.period_type == other.period_type
            && self.source == other.source
            && self.vintage == other.vintage
    }

    /// First and last month of the period, `2024-01` to `2024-12`, so that one period in two
    /// spellings is seen to be the same. None where the source does not say which months it means.
    #[must_use]
    pub fn span(&self) -> Option<(String, String)> {
        span::months(&self.period, &self.period_type)
    }
}

/// Every figure, by area, measure, unit and period.
pub fn figures() -> &'static [Figure] {
    static FIGURES: LazyLock<Vec<Figure>> =
        LazyLock::new(|| table::rows(include_str!("../data/figures.csv")));
    &FIGURES
}

/// Figures that say different things of one area, measure, unit and period: each as a group of two
/// or more, by area, measure, unit and period. Nobody decides between them.
pub fn contradictions() -> &'static [Vec<&'static Figure>] {
    static CONTRADICTIONS: LazyLock<Vec<Vec<&'static Figure>>> = LazyLock::new(|| {
        let mut groups: BTreeMap<_, Vec<&'static Figure>> = BTreeMap::new();
        for figure in figures() {
            if let Some(span) = figure.span() {
                let key = (figure.of(), &figure.measure, &figure.unit, span);
                groups.entry(key).or_default().push(figure);
            }
        }
        groups.into_values().filter(|group| differ(group)).collect()
    });
    &CONTRADICTIONS
}

/// Whether any figure says another number than the first.
fn differ(group: &[&Figure]) -> bool {
    group
        .windows(2)
        .any(|pair| pair[0].number().total_cmp(&pair[1].number()).is_ne())
}
