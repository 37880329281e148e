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
    /// Asking what the register as a whole says, and setting services beside each other.
    InspectionsCompare,
    /// Entering an inspection by hand.
    InspectionsEnter,
    /// Adding what a source says of an inspection, and saying which statement is the record.
    InspectionsMend,
    /// Writing the recommendations of an inspection down.
    RecommendationsSet,
    /// Keeping an inspection's report as a file.
    ReportsKeep,
    /// Opening a report that is kept as a file.
    ReportsOpen,
    /// Loading the published list of services.
    ServicesLoad,
    /// Looking through the services.
    ServicesList,
    /// Reading one service with its inspections and figures.
    ServicesShow,
    /// Reading the working values and what would change if they were otherwise.
    WorkingValuesList,
    /// Changing a working value for this installation.
    WorkingValuesSet,
    /// Looking through the teams, posts and people of the services here.
    PeopleList,
    /// Changing which services are kept here, their teams and posts, and who holds them.
    PeopleSet,
    /// Looking through accounts and their sessions.
    AccountsList,
    /// Giving somebody an account by an invitation.
    AccountsInvite,
    /// Closing an account, and opening it again.
    AccountsClose,
    /// Letting somebody choose a passphrase or a second factor anew.
    AccountsReset,
    /// Ending somebody else's session.
    SessionsEnd,
    /// Signing in.
    SessionsBegin,
    /// Taking an invitation or a reset up.
    InvitationsAccept,
    /// Reading one's own account and sessions.
    OwnShow,
    /// Changing one's own passphrase, second factor and sessions.
    OwnSet,
    /// Taking everything out as a backup.
    BackupTake,
    /// Checking the trail and taking a checkpoint of it.
    TrailVerify,
    /// Taking the trail out, with what of its detail has not been erased.
    TrailExport,
}

impl Action {
    /// All actions, in the order of the policy's rows.
    pub const ALL: [Action; 29] = [
        Action::InspectionsList,
        Action::InspectionsShow,
        Action::InspectionsImport,
        Action::InspectionsExport,
        Action::InspectionsCompare,
        Action::InspectionsEnter,
        Action::InspectionsMend,
        Action::RecommendationsSet,
        Action::ReportsKeep,
        Action::ReportsOpen,
        Action::ServicesLoad,
        Action::ServicesList,
        Action::ServicesShow,
        Action::WorkingValuesList,
        Action::WorkingValuesSet,
        Action::PeopleList,
        Action::PeopleSet,
        Action::AccountsList,
        Action::AccountsInvite,
        Action::AccountsClose,
        Action::AccountsReset,
        Action::SessionsEnd,
        Action::SessionsBegin,
        Action::InvitationsAccept,
        Action::OwnShow,
        Action::OwnSet,
        Action::BackupTake,
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
            Action::InspectionsCompare => "inspections.compare",
            Action::InspectionsEnter => "inspections.enter",
            Action::InspectionsMend => "inspections.mend",
            Action::RecommendationsSet => "recommendations.set",
            Action::ReportsKeep => "reports.keep",
            Action::ReportsOpen => "reports.open",
            Action::ServicesLoad => "services.load",
            Action::ServicesList => "services.list",
            Action::ServicesShow => "services.show",
            Action::WorkingValuesList => "settings.list",
            Action::WorkingValuesSet => "settings.set",
            Action::PeopleList => "people.list",
            Action::PeopleSet => "people.set",
            Action::AccountsList => "accounts.list",
            Action::AccountsInvite => "accounts.invite",
            Action::AccountsClose => "accounts.close",
            Action::AccountsReset => "accounts.reset",
            Action::SessionsEnd => "sessions.end",
            Action::SessionsBegin => "sessions.begin",
            Action::InvitationsAccept => "invitations.accept",
            Action::OwnShow => "own.show",
            Action::OwnSet => "own.set",
            Action::BackupTake => "backup.take",
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
            Action::InspectionsCompare => "compare services",
            Action::InspectionsEnter => "enter an inspection",
            Action::InspectionsMend => "mend what is held of an inspection",
            Action::RecommendationsSet => "write recommendations down",
            Action::ReportsKeep => "keep an inspection's report",
            Action::ReportsOpen => "open an inspection's report",
            Action::ServicesLoad => "load the published list of services",
            Action::ServicesList => "look through the services",
            Action::ServicesShow => "read a service",
            Action::WorkingValuesList => "read the working values",
            Action::WorkingValuesSet => "change a working value",
            Action::PeopleList => "look through teams, posts and people",
            Action::PeopleSet => "change teams, posts and people",
            Action::AccountsList => "look through accounts",
            Action::AccountsInvite => "invite somebody",
            Action::AccountsClose => "close or reopen an account",
            Action::AccountsReset => "reset an account",
            Action::SessionsEnd => "end somebody's session",
            Action::SessionsBegin => "sign in",
            Action::InvitationsAccept => "take an invitation up",
            Action::OwnShow => "read their own account",
            Action::OwnSet => "change their own account",
            Action::BackupTake => "take a backup",
            Action::TrailVerify => "check the trail",
            Action::TrailExport => "take the trail out",
        }
    }
}
