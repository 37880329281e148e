//! The kernel's limits: each has a name, a value and a reason.

/// Ways listed in a result; a person reads a handful, a program may want more, nobody wants thousands.
pub const WAYS_LISTED: usize = 50;

/// Bytes of one input file. The answers about 25,000 cases to 23 questions fit; what is larger is
/// not a set of judgements about one service.
pub const FILE_BYTES: usize = 20_000_000;

/// Findings that are listed one by one. Whoever mends a hundred lines sees the next hundred.
pub const FINDINGS_LISTED: usize = 100;

/// Characters of a case's name, a panel's name or a reason. Longer is a sign of text in the wrong
/// place.
pub const TEXT_CHARS: usize = 1_000;

/// Standards of one framework. The largest so far has 13; a fixed number keeps the bare sum free of
/// allocation.
pub const STANDARDS: usize = 32;

/// Rating words of one framework. The scales so far have four; more than this is not a scale that a
/// person keeps in mind.
pub const WORDS: usize = 8;
