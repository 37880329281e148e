//! The tables, one module a subject. Tables may be joined within their subject; a join across
//! subjects is allowed by naming that pair, never by one list of everything.

pub mod people;
pub mod register;
pub mod trail;
