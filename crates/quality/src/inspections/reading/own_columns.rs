//! The columns of the register's own layout and what each holds.

/// What a column of the layout holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnField {
    Id,
    Service,
    Region,
    Framework,
    FrameworkBasis,
    Kind,
    Reinspection,
    FieldworkStart,
    FieldworkEnd,
    Published,
    Overall,
    Total,
    Maximum,
    ScoreBasis,
    DatasetScore,
    /// A rating: the frameworks that the column belongs to, and the standard's id in them.
    Rating(&'static [&'static str], &'static str),
    StandardsDerived,
    /// A value of the public dataset that belongs to one of two standards.
    Unplaced(&'static str),
    /// A percentage, by category id.
    Percent(&'static str),
    LabelBasis,
    Counts,
    Cases,
    Recommendations,
    Source,
    OtherSources,
    /// Text that is kept as it is, by field.
    Text(&'static str),
}

const CATEGORIES: &[&str] = &["cci-2009"];
const THEMES: &[&str] = &["fji-2012"];
const STANDARDS: &[&str] = &["hmip-2018", "hmip-2021"];
const AREAS: &[&str] = &["hmip-2025"];

/// Every column of the layout.
const COLUMNS: &[(&str, OwnField)] = &[
    ("inspection_id", OwnField::Id),
    ("service", OwnField::Service),
    ("region", OwnField::Region),
    ("framework", OwnField::Framework),
    ("framework_basis", OwnField::FrameworkBasis),
    ("inspection_type", OwnField::Kind),
    ("reinspection_number", OwnField::Reinspection),
    ("fieldwork_start", OwnField::FieldworkStart),
    ("fieldwork_end", OwnField::FieldworkEnd),
    ("published", OwnField::Published),
    ("overall_rating", OwnField::Overall),
    ("total_score", OwnField::Total),
    ("max_score", OwnField::Maximum),
    ("score_basis", OwnField::ScoreBasis),
    ("d2i_score_percent", OwnField::DatasetScore),
    ("1.1", OwnField::Rating(STANDARDS, "1.1")),
    ("1.2", OwnField::Rating(STANDARDS, "1.2")),
    ("1.3", OwnField::Rating(STANDARDS, "1.3")),
    ("1.4", OwnField::Rating(STANDARDS, "1.4")),
    ("2.1", OwnField::Rating(STANDARDS, "2.1")),
    ("2.2", OwnField::Rating(STANDARDS, "2.2")),
    ("2.3", OwnField::Rating(STANDARDS, "2.3")),
    ("2.4", OwnField::Rating(STANDARDS, "2.4")),
    ("3.1", OwnField::Rating(STANDARDS, "3.1")),
    ("3.2", OwnField::Rating(STANDARDS, "3.2")),
    ("3.3", OwnField::Rating(STANDARDS, "3.3")),
    ("3.4", OwnField::Rating(STANDARDS, "3.4")),
    ("4.1", OwnField::Rating(STANDARDS, "4.1")),
    ("standards_derived", OwnField::StandardsDerived),
    ("d2i_assessment", OwnField::Unplaced("assessment")),
    ("d2i_planning", OwnField::Unplaced("planning")),
    ("d2i_delivery", OwnField::Unplaced("delivery")),
    ("governance_2025", OwnField::Rating(AREAS, "governance")),
    ("staffing_2025", OwnField::Rating(AREAS, "staffing")),
    ("partnerships_2025", OwnField::Rating(AREAS, "partnerships")),
    ("assessing_2025", OwnField::Rating(AREAS, "assessing")),
    ("planning_2025", OwnField::Rating(AREAS, "planning")),
    ("delivering_2025", OwnField::Rating(AREAS, "delivering")),
    ("victims_2025", OwnField::Rating(AREAS, "victims")),
    (
        "cci_safeguarding_percent",
        OwnField::Percent("safeguarding"),
    ),
    (
        "cci_safeguarding_label",
        OwnField::Rating(CATEGORIES, "safeguarding"),
    ),
    (
        "cci_risk_of_harm_percent",
        OwnField::Percent("risk_of_harm"),
    ),
    (
        "cci_risk_of_harm_label",
        OwnField::Rating(CATEGORIES, "risk_of_harm"),
    ),
    (
        "cci_likelihood_of_reoffending_percent",
        OwnField::Percent("likelihood_of_reoffending"),
    ),
    (
        "cci_likelihood_of_reoffending_label",
        OwnField::Rating(CATEGORIES, "likelihood_of_reoffending"),
    ),
    ("cci_label_basis", OwnField::LabelBasis),
    (
        "fji_reducing_reoffending",
        OwnField::Rating(THEMES, "reducing_reoffending"),
    ),
    (
        "fji_protecting_the_public",
        OwnField::Rating(THEMES, "protecting_the_public"),
    ),
    (
        "fji_protecting_children",
        OwnField::Rating(THEMES, "protecting_children"),
    ),
    (
        "fji_sentence_served",
        OwnField::Rating(THEMES, "sentence_served"),
    ),
    ("fji_governance", OwnField::Rating(THEMES, "governance")),
    ("fji_sixth_theme", OwnField::Rating(THEMES, "sixth_theme")),
    ("fji_sixth_theme_name", OwnField::Text("sixth_theme_name")),
    ("rating_counts", OwnField::Counts),
    ("rating_counts_scope", OwnField::Text("counts_scope")),
    ("cases_inspected", OwnField::Cases),
    ("recommendations", OwnField::Recommendations),
    ("source_url", OwnField::Source),
    ("other_sources", OwnField::OtherSources),
    ("confidence", OwnField::Text("confidence")),
    ("notes", OwnField::Text("notes")),
];

impl OwnField {
    /// The field of a column, by its name in lower case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let column = COLUMNS.iter().find(|(own, _)| *own == name)?;
        Some(column.1)
    }

    /// The column in which inspections of a framework state a field; none for what no person types.
    pub(crate) fn column_of(framework: &str, field: &str) -> Option<&'static str> {
        let states = |own: &OwnField| match own {
            OwnField::Kind => field == "kind",
            OwnField::Reinspection => field == "reinspection",
            OwnField::FieldworkStart => field == "fieldwork_start",
            OwnField::FieldworkEnd => field == "fieldwork_end",
            OwnField::Published => field == "published",
            OwnField::Overall => field == "overall",
            OwnField::Total => field == "score",
            OwnField::Maximum => field == "maximum",
            OwnField::Rating(frameworks, id) => {
                frameworks.contains(&framework) && field.strip_prefix("rating.") == Some(*id)
            }
            OwnField::Percent(id) => {
                framework == "cci-2009" && field.strip_prefix("percent.") == Some(*id)
            }
            OwnField::Counts => field == "counts",
            OwnField::Cases => field == "cases_inspected",
            OwnField::Recommendations => field == "recommendations",
            OwnField::Text(name) => field == *name,
            _ => false,
        };
        let column = COLUMNS.iter().find(|(_, own)| states(own))?;
        Some(column.0)
    }
}
