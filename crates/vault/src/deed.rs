//! What somebody does, and what they tell the trail about it.

use access::Action;
use serde_json::Value;

use crate::conn::Conn;
use crate::error::Error;
use crate::limits::{DETAIL_BYTES, ID_BYTES, RECORDS_A_DEED};

/// What is to be done, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    /// What the policy is asked about.
    pub action: Action,
    /// Why: a fixed phrase that stands in the trail for ever, such as `loading the published list`.
    /// Fixed, so that nothing about a person can slip into it.
    pub purpose: &'static str,
}

/// An act under way: the connection, and what the trail shall say.
pub struct Act<'c> {
    conn: &'c mut Conn,
    at: String,
    asker: String,
    pub(crate) notes: Notes,
}

/// A consultation under way: a connection that can only read, and what the trail shall say.
pub struct Look<'c> {
    conn: &'c mut Conn,
    pub(crate) notes: Notes,
}

/// The same words for acts and consultations.
macro_rules! speaks_to_the_trail {
    ($name:ident) => {
        impl<'c> $name<'c> {
            /// The connection, for [`on_both!`](crate::on_both).
            pub fn conn(&mut self) -> &mut Conn {
                self.conn
            }

            /// Names a record that this is about by its kind (`inspection`) and id. Each gets a row of
            /// its own in the trail, however often it is named; a deed that names none gets one row.
            /// Kinds and ids are kept for ever: codes of ours, never a name. More than
            /// [`RECORDS_A_DEED`], or an id that cannot be one, makes the deed fail.
            pub fn about(&mut self, kind: &str, id: &str) {
                self.notes.about(kind, id);
            }

            /// Adds detail to the record named last, instead of any detail it had; said before a
            /// record is named, it stands in a row of its own. Detail can be erased later, and is at
            /// most [`DETAIL_BYTES`] for the whole deed, or the deed fails.
            pub fn detail(&mut self, detail: Value) {
                self.notes.detail(&detail);
            }
        }
    };
}

speaks_to_the_trail!(Act);
speaks_to_the_trail!(Look);

impl<'c> Act<'c> {
    pub(crate) fn new(conn: &'c mut Conn, at: String, asker: String) -> Self {
        Act {
            conn,
            at,
            asker,
            notes: Notes::default(),
        }
    }

    /// When this act is done, as its row in the trail says it: RFC 3339, UTC, microseconds.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.at
    }

    /// Who does it, as its row in the trail says it: a code, never a name.
    #[must_use]
    pub fn asker(&self) -> &str {
        &self.asker
    }
}

impl<'c> Look<'c> {
    pub(crate) fn new(conn: &'c mut Conn) -> Self {
        Look {
            conn,
            notes: Notes::default(),
        }
    }
}

/// A record by kind and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) kind: String,
    pub(crate) id: String,
}

/// What one row of the trail will say beside who, what and why.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    pub(crate) subject: Option<Subject>,
    /// JSON as it will be kept, byte for byte.
    pub(crate) detail: Option<String>,
}

/// What a deed told the trail.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    list: Vec<Note>,
    /// Which note `detail` goes to.
    current: usize,
    detail_bytes: usize,
    fault: Option<Error>,
}

impl Notes {
    fn about(&mut self, kind: &str, id: &str) {
        if !is_code(kind) || !is_code(id) {
            return self.fail("A record's kind or id is empty, too long or not plain text.");
        }
        let named = |note: &Note| {
            note.subject
                .as_ref()
                .is_some_and(|subject| subject.kind == kind && subject.id == id)
        };
        if let Some(place) = self.list.iter().rposition(named) {
            self.current = place;
        } else if self.list.len() >= RECORDS_A_DEED {
            self.fail("This touches too many records at once; do it in smaller parts.");
        } else {
            self.current = self.list.len();
            let subject = Subject {
                kind: kind.to_owned(),
                id: id.to_owned(),
            };
            self.list.push(Note {
                subject: Some(subject),
                detail: None,
            });
        }
    }

    fn detail(&mut self, detail: &Value) {
        let text = detail.to_string();
        self.detail_bytes += text.len();
        if self.detail_bytes > DETAIL_BYTES {
            return self.fail("This leaves too much detail in the trail; do it in smaller parts.");
        }
        if self.list.is_empty() {
            self.list.push(Note::default());
        }
        if let Some(note) = self.list.get_mut(self.current) {
            note.detail = Some(text);
        }
    }

    /// The first fault is the one to mend.
    fn fail(&mut self, text: &'static str) {
        self.fault.get_or_insert(Error::TooMuch(text));
    }

    /// Whether all that was said fits the trail.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.fault.clone().map_or(Ok(()), Err)
    }

    /// The notes, at least one.
    pub(crate) fn into_list(mut self) -> Vec<Note> {
        if self.list.is_empty() {
            self.list.push(Note::default());
        }
        self.list
    }

    /// What is left to say of a deed that was undone: which records it was about, not what it did
    /// with them, because it did not.
    pub(crate) fn undone(mut self) -> Self {
        for note in &mut self.list {
            note.detail = None;
        }
        self
    }
}

/// Short, not empty, and without control characters, which PostgreSQL would not all take.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.len() <= ID_BYTES && !text.chars().any(char::is_control)
}
