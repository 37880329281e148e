//! What a choice may hold: each limit with a name, a value and a reason.

/// Letters of a reason: some sentences. Whoever has more to say has a paper to refer to.
pub const REASON_CHARS: usize = 1_000;

/// Letters of a value; the longest list of standards has about sixty.
pub const VALUE_CHARS: usize = 300;
