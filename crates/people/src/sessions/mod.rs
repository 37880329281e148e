//! Sessions: who is signed in, on which device, for how long.
//!
//! The browser holds a [`Token`] and nothing else. Everything about a session is looked up on each
//! request, so what was taken away is gone on the next one: a post that ended, an account that was
//! closed, a session that was ended from elsewhere. A token is replaced whenever what it opens grows,
//! so one that was planted before signing in opens nothing after it.

mod acts;
mod device;
mod find;
mod store;

pub use acts::{SessionLine, end_all, end_one, list, sign_out};
pub use device::device_words;
pub use find::{Ending, Found, HalfWay, Visitor, find};
pub(crate) use store::{
    Beginning, SessionRow, Why, begin, by_digest, end_enrolments, end_half, end_of_account,
};

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The passphrase was right; the code is still to come.
    Factor,
    /// The second factor is to be set up.
    Enrolment,
    /// Signed in.
    Whole,
}

impl Stage {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Stage::Factor => "factor",
            Stage::Enrolment => "enrolment",
            Stage::Whole => "whole",
        }
    }

    /// The stage of a code; what is not known opens nothing.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        [Stage::Factor, Stage::Enrolment, Stage::Whole]
            .into_iter()
            .find(|stage| stage.code() == code)
    }
}

/// How somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// With passphrase and code.
    Passphrase,
    /// By the council's own sign-in.
    SingleSignOn,
    /// By a link that let them choose what they sign in with.
    Invitation,
    /// By a link of a demo.
    Demo,
}

impl Way {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Way::Passphrase => "passphrase",
            Way::SingleSignOn => "single-sign-on",
            Way::Invitation => "invitation",
            Way::Demo => "demo",
        }
    }

    pub(crate) fn of_code(code: &str) -> Option<Self> {
        [
            Way::Passphrase,
            Way::SingleSignOn,
            Way::Invitation,
            Way::Demo,
        ]
        .into_iter()
        .find(|way| way.code() == code)
    }
}
