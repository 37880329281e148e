//! What can be asked.

/// One thing that a person can ask of Lapwing. Its [`code`](Action::code) stands in the trail for
/// ever, so a code is never given a second meaning; an action that goes leaves its code unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Looking through the register of inspections, and searching it.
    InspectionsList,
    /// Reading one inspection with its sources.
    InspectionsShow,
    /// Taking published inspections in.
    InspectionsImport,
    /// Taking the whole register out.
    InspectionsExport,
    /// Loading the published list of services.
    ServicesLoad,
    /// Checking the trail and taking a checkpoint of it.
    TrailVerify,
    /// Taking the trail out, with what of its detail has not been erased.
    TrailExport,
}

impl Action {
    /// All actions, in the order of the policy's rows.
    pub const ALL: [Action; 7] = [
        Action::InspectionsList,
        Action::InspectionsShow,
        Action::InspectionsImport,
        Action::InspectionsExport,
        Action::ServicesLoad,
        Action::TrailVerify,
        Action::TrailExport,
    ];

    /// The code that the policy's table and the trail use: `subject.verb`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Action::InspectionsList => "inspections.list",
            Action::InspectionsShow => "inspections.show",
            Action::InspectionsImport => "inspections.import",
            Action::InspectionsExport => "inspections.export",
            Action::ServicesLoad => "services.load",
            Action::TrailVerify => "trail.verify",
            Action::TrailExport => "trail.export",
        }
    }

    /// The action as it stands after "may" or "may not" in a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Action::InspectionsList => "look through the register of inspections",
            Action::InspectionsShow => "read an inspection",
            Action::InspectionsImport => "take inspections into the register",
            Action::InspectionsExport => "take the register of inspections out",
            Action::ServicesLoad => "load the published list of services",
            Action::TrailVerify => "check the trail",
            Action::TrailExport => "take the trail out",
        }
    }
}
