//! The pages' limits: each has a name, a value and a reason.

use std::time::Duration;

/// Bytes of a form that are read: the answers about 10,000 cases to 25 questions fit, and a file
/// that is larger is not a set of judgements.
pub const FORM_BYTES: usize = 8_000_000;

/// Bytes of a form that is too large which are read and thrown away, so that the browser gets to
/// the point where it reads the answer instead of reporting a broken connection.
pub const DISCARDED_BYTES: usize = 64_000_000;

/// Lines on one page of the register: what fits a screen or two, as the inspectorate's own lists have.
pub const ROWS_PER_PAGE: u32 = 25;

/// Ways that are shown at once; the others stand behind a heading that opens. People read a handful.
pub const WAYS_SHOWN: usize = 5;

/// Letters of a search; the longest name of a service has about sixty.
pub const SEARCH_CHARS: usize = 200;

/// Errors named for one field; whoever mends twenty sees the next twenty.
pub const ERRORS_SHOWN: usize = 20;

/// Time for one page, the database included. A page takes a few hundredths of a second; what takes
/// longer than this is stuck.
pub const PAGE_TIME: Duration = Duration::from_secs(30);
