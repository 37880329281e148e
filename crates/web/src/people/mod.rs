//! The way in, one's own account, and, for administrators, accounts, posts and people.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod confirm;
pub(crate) mod demo;
pub(crate) mod invitation;
pub(crate) mod next;
pub(crate) mod recovery_codes;
pub(crate) mod second_step;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod staff;
