//! The limits of this topic: each has a name, a value and a reason.

/// Words of a search that are looked for; more words than a name has find nothing more.
pub const SEARCH_WORDS: usize = 10;
