//! Every limit of recommendations: its name, its value, and why it is that.

/// Characters of one recommendation. Those of published reports are a sentence or two; a page and a
/// half leaves room for a service that writes down what it takes the sentence to mean.
pub const WORDS_CHARS: usize = 4_000;

/// Characters of who must act: one office or partner, or a handful of them.
pub const ADDRESSED_TO_CHARS: usize = 200;

/// Characters of why a recommendation was withdrawn.
pub const REASON_CHARS: usize = 1_000;

/// Recommendations that one inspection may be given, withdrawn ones among them. The most known of
/// one report is 14.
pub const RECOMMENDATIONS: i32 = 200;

/// Words of a search that are looked for; whoever types more has pasted a text.
pub const SEARCH_WORDS: usize = 10;
