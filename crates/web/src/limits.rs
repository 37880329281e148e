//! The pages' limits: each has a name, a value and a reason.

use std::time::Duration;

/// Bytes of a form that are read: the answers about 10,000 cases to 25 questions fit, and a file
/// that is larger is not a set of judgements.
pub const FORM_BYTES: usize = 8_000_000;

/// Bytes of a form that is too large which are read and thrown away, so that the browser gets to
/// the point where it reads the answer instead of reporting a broken connection.
pub const DISCARDED_BYTES: usize = 64_000_000;

/// Bytes of a form with a report: the largest that is kept, and what a form puts around it.
pub const REPORT_FORM_BYTES: usize = quality::reports::limits::FILE_BYTES + 10_000;

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

/// Lines on one page of a list that a program asks for: the whole register in two requests.
pub const API_ROWS_MAX: u32 = 200;

/// Services that one address may name: more columns or ladders than this nobody can compare by eye.
/// A region is longer and comes as a whole.
pub const SERVICES_CHOSEN: usize = 8;

/// Lists of services that the form of a comparison offers at first: the one it is about, one beside
/// it, and one to go on with.
pub const SERVICE_LISTS: usize = 3;

/// Services that stand side by side as columns; more are easier to read as rows.
pub const SERVICES_AS_COLUMNS: usize = 4;

/// Bytes from which an answer is sent packed, where the browser takes it so: what is smaller fits a
/// few packets of the network as it is, and packing costs more than it saves.
pub const PACKED_FROM: u64 = 4_000;

/// Minutes for which a search for people is kept: long enough to look at several of those found.
pub const SEARCH_MINUTES: i64 = 15;

/// Searches for people kept at once; with the words of one at most [`SEARCH_CHARS`] long they take
/// less than a megabyte. The oldest goes first.
pub const SEARCHES_KEPT: usize = 1_000;

/// Connections that are answered at once: fewer than the 1,024 files that a process usually may have
/// open, and more than a service's staff has browsers in use.
pub const CONNECTIONS: usize = 800;

/// Time from a connection to the first request, and before that for the handshake of TLS. A slow
/// telephone takes two seconds; whoever takes longer than this only holds a place.
pub const FIRST_REQUEST_TIME: Duration = Duration::from_secs(10);

/// Time for the head of a request, which includes the wait for it: a browser that asks for nothing
/// connects again later.
pub const HEADER_TIME: Duration = Duration::from_secs(20);

/// The same where a proxy connects. Proxies keep a connection for a minute, and one that is closed just
/// as it is used would lose somebody's form.
pub const PROXY_IDLE_TIME: Duration = Duration::from_secs(90);

/// Bytes of a request's head: the longest address of ours with the cookies of a whole council's host.
pub const HEADER_BYTES: usize = 32_768;

/// Headers of a request; browsers send about twenty, proxies a few more.
pub const HEADERS: usize = 100;

/// Time that requests under way get when the server is to stop: as long as a page may take at all.
pub const STOP_TIME: Duration = PAGE_TIME;
