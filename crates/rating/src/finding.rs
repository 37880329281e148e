//! What is wrong with an input, said so that it can be mended.

use serde::Serialize;

/// One thing to mend: where it is, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Line of the file, the header being line 1; none where the input has no lines.
    pub line: Option<u64>,
    /// Column, or the part of the input.
    pub column: Option<String>,
    /// What stands there.
    pub value: Option<String>,
    /// What is wrong with it: a sentence.
    pub reason: String,
    /// How to mend it: a sentence.
    pub remedy: String,
}

/// Characters of a value that a finding repeats: enough to find it again.
const VALUE_SHOWN: usize = 80;

impl Finding {
    /// A finding about the input as a whole: what is wrong, and how to mend it.
    #[must_use]
    pub fn new(reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Finding {
            line: None,
            column: None,
            value: None,
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same finding about a column, or a part of the input.
    #[must_use]
    pub fn at_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    pub(crate) fn of(mut self, value: &str) -> Self {
        let mut shown: String = value.chars().take(VALUE_SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        self.value = Some(shown);
        self
    }
}
