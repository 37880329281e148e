//! Every remark that a result can carry, with its code and its meaning: programs test the code, the
//! manual prints the list.

use serde::Serialize;

/// The code of a [`Flag`](crate::outcome::Flag).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagCode {
    /// Ratings are not known; the total is a range.
    StandardsNotKnown,
    /// A standard that counts is not rated, and no rule says what the total is then.
    StandardNotRated,
    /// A whole case domain is not rated and drops out of the maximum.
    DomainNotRated,
    /// A key question has no answer at all, so its standard is not worked out.
    QuestionNotAnswered,
    /// A key question applied to none of the cases and is left out.
    QuestionLeftOut,
    /// No question of a standard applied to any case.
    NothingApplied,
    /// No published rule leads from these percentages to a rating; a working rule can be switched on.
    NotSwitchedOn,
    /// What was entered differs from what the arithmetic gives. What was entered counts.
    EnteredDiffers,
    /// The entered score differs from what the ratings give. What was entered counts.
    ScoreDiffers,
    /// A ratings panel decided; what the arithmetic gave stands beside it.
    PanelDecision,
    /// A ratings panel would look at this standard: near a boundary, one case would change it, or few cases.
    NearBoundary,
    /// The word follows from cuts that were inferred from published results.
    LabelInferred,
    /// The numbers of ratings leave standards open.
    CountsIncomplete,
    /// What is not known cannot change the overall rating.
    RangeInOneBand,
    /// The bands on this maximum are a working value.
    BandsWorking,
    /// There is no rule for the overall rating on this maximum.
    NoBands,
    /// No standard in scope counts in a total.
    NothingCounts,
    /// No published rule adds points up; a working rule can be switched on.
    PointsOff,
    /// Points are added up by a working rule that was switched on.
    PointsSwitchedOn,
    /// A full inspection: no rule adds its standards up.
    NoPointsRule,
    /// Fieldwork lies outside the framework’s dates.
    OutsideDates,
    /// An Inadequate resettlement standard would stand in the way of Outstanding; not applied.
    ResettlementWarning,
    /// A working value is set otherwise than the framework has it.
    SettingChanged,
}

impl FlagCode {
    /// All codes, in the order of the manual.
    pub const ALL: [FlagCode; 23] = [
        FlagCode::StandardsNotKnown,
        FlagCode::StandardNotRated,
        FlagCode::DomainNotRated,
        FlagCode::QuestionNotAnswered,
        FlagCode::QuestionLeftOut,
        FlagCode::NothingApplied,
        FlagCode::NotSwitchedOn,
        FlagCode::EnteredDiffers,
        FlagCode::ScoreDiffers,
        FlagCode::PanelDecision,
        FlagCode::NearBoundary,
        FlagCode::LabelInferred,
        FlagCode::CountsIncomplete,
        FlagCode::RangeInOneBand,
        FlagCode::BandsWorking,
        FlagCode::NoBands,
        FlagCode::NothingCounts,
        FlagCode::PointsOff,
        FlagCode::PointsSwitchedOn,
        FlagCode::NoPointsRule,
        FlagCode::OutsideDates,
        FlagCode::ResettlementWarning,
        FlagCode::SettingChanged,
    ];

    /// The code as it stands in the JSON form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// What it says, whatever the case.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.entry().1
    }

    fn entry(self) -> (&'static str, &'static str) {
        match self {
            FlagCode::StandardsNotKnown => (
                "standards_not_known",
                "Ratings are not known; the total is a range.",
            ),
            FlagCode::StandardNotRated => (
                "standard_not_rated",
                "A standard that counts is not rated, and no rule says what the total is then.",
            ),
            FlagCode::DomainNotRated => (
                "domain_not_rated",
                "A whole case domain is not rated and drops out of the maximum.",
            ),
            FlagCode::QuestionNotAnswered => (
                "question_not_answered",
                "A key question has no answer at all, so its standard is not worked out.",
            ),
            FlagCode::QuestionLeftOut => (
                "question_left_out",
                "A key question applied to none of the cases and is left out.",
            ),
            FlagCode::NothingApplied => (
                "nothing_applied",
                "No question of a standard applied to any case.",
            ),
            FlagCode::NotSwitchedOn => (
                "not_switched_on",
                "No published rule leads from these percentages to a rating; a working rule can be switched on.",
            ),
            FlagCode::EnteredDiffers => (
                "entered_differs",
                "What was entered differs from what the arithmetic gives. What was entered counts.",
            ),
            FlagCode::ScoreDiffers => (
                "score_differs",
                "The entered score differs from what the ratings give. What was entered counts.",
            ),
            FlagCode::PanelDecision => (
                "panel_decision",
                "A ratings panel decided; what the arithmetic gave stands beside it.",
            ),
            FlagCode::NearBoundary => (
                "near_boundary",
                "A ratings panel would look at this standard: near a boundary, one case would change it, or few cases.",
            ),
            FlagCode::LabelInferred => (
                "label_inferred",
                "The word follows from cuts that were inferred from published results.",
            ),
            FlagCode::CountsIncomplete => (
                "counts_incomplete",
                "The numbers of ratings leave standards open.",
            ),
            FlagCode::RangeInOneBand => (
                "range_in_one_band",
                "What is not known cannot change the overall rating.",
            ),
            FlagCode::BandsWorking => (
                "bands_working",
                "The bands on this maximum are a working value.",
            ),
            FlagCode::NoBands => (
                "no_bands",
                "There is no rule for the overall rating on this maximum.",
            ),
            FlagCode::NothingCounts => {
                ("nothing_counts", "No standard in scope counts in a total.")
            }
            FlagCode::PointsOff => (
                "points_off",
                "No published rule adds points up; a working rule can be switched on.",
            ),
            FlagCode::PointsSwitchedOn => (
                "points_switched_on",
                "Points are added up by a working rule that was switched on.",
            ),
            FlagCode::NoPointsRule => (
                "no_points_rule",
                "A full inspection: no rule adds its standards up.",
            ),
            FlagCode::OutsideDates => (
                "outside_dates",
                "Fieldwork lies outside the framework’s dates.",
            ),
            FlagCode::ResettlementWarning => (
                "resettlement_warning",
                "An Inadequate resettlement standard would stand in the way of Outstanding; not applied.",
            ),
            FlagCode::SettingChanged => (
                "setting_changed",
                "A working value is set otherwise than the framework has it.",
            ),
        }
    }
}
