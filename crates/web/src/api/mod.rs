//! The public part for other programs: what the pages show, as JSON under `/api/v1`.
//!
//! Asked by a data officer's script, a journalist's notebook or another service's system, at any
//! moment, wanting the register's facts with their sources and nothing to scrape. Each address calls
//! the same consultation as its page, so the two cannot differ, and leaves the same row in the trail.
//!
//! [`asked`] reads what a program asks for, and is strict where a page is lenient: a program should
//! hear of its slip. [`answer`] gives JSON with an entity tag; [`fault`] gives what went wrong as
//! problem details (RFC 9457). [`description`] is the OpenAPI document, made from the handlers and
//! from the words of the types themselves.

mod answer;
mod asked;
pub(crate) mod compare;
pub(crate) mod description;
mod fault;
pub(crate) mod frameworks;
pub(crate) mod inspections;
pub(crate) mod overview;
mod paging;
pub(crate) mod recommendations;
pub(crate) mod services;
pub(crate) mod working_values;

pub(crate) use answer::Answer;
pub(crate) use asked::Asked;
pub(crate) use fault::{Fault, NotHeld, ProblemDetails};
