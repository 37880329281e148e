//! One row of a file, read: which inspection it is about and what it says of it.

use rating::{Framework, PartialDate};

use super::super::report::Cell;
use super::cells::Refused;

/// What a row says. The service is still a name: only the register knows whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowRead {
    /// The physical line on which it begins.
    pub(crate) line: u64,
    /// The service as the row names it, and in which column.
    pub(crate) service: Place,
    /// Framework code.
    pub(crate) framework: &'static str,
    /// The id that the row gives itself.
    pub(crate) given_id: Option<Place>,
    /// The region that the row gives the service.
    pub(crate) region: Option<Place>,
    /// What it says, field by field, in the order of its columns.
    pub(crate) said: Vec<Said>,
    /// Its sources; the first is the one that the row as a whole follows.
    pub(crate) sources: Vec<String>,
    /// Remarks that matter only if the register does not hold the inspection yet.
    pub(crate) if_new: Vec<Cell>,
}

/// A text and the column it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The column as the file spells it.
    pub(crate) column: String,
    /// What stands there.
    pub(crate) text: String,
}

/// One statement of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// Where it stands.
    pub(crate) place: Place,
    /// Which field it is about: see [`Claim::field`](super::super::types::Claim::field).
    pub(crate) field: String,
    /// The value in the register's form.
    pub(crate) value: String,
    /// Who says it.
    pub(crate) source: String,
    /// How well founded.
    pub(crate) basis: &'static str,
    /// A remark.
    pub(crate) note: Option<String>,
}

/// A row as read, with what is to be said about its cells.
pub(crate) struct Read {
    /// The row, or nothing when it had to be refused.
    pub(crate) row: Option<RowRead>,
    /// Cells that could not be used; the last names the reason where the row is refused.
    pub(crate) refused: Vec<Cell>,
    /// Remarks about cells that were used.
    pub(crate) notes: Vec<Cell>,
}

impl RowRead {
    /// The value of a field, where the row gives one.
    pub(crate) fn value(&self, field: &str) -> Option<&str> {
        let said = self.said.iter().find(|said| said.field == field)?;
        Some(&said.value)
    }

    /// A date, where the row gives one.
    pub(crate) fn date(&self, field: &str) -> Option<PartialDate> {
        self.value(field)?.parse().ok()
    }

    /// The date by which the inspection is told from others: publication, else fieldwork.
    pub(crate) fn identity_date(&self) -> Option<PartialDate> {
        self.date("published")
            .or_else(|| self.date("fieldwork_start"))
    }

    /// The framework itself.
    pub(crate) fn framework(&self) -> Option<&'static Framework> {
        rules::framework(self.framework)
    }
}

/// Collects a row while its cells are read.
pub(crate) struct Builder<'a> {
    pub(crate) line: u64,
    pub(crate) source: String,
    pub(crate) said: Vec<Said>,
    pub(crate) refused: Vec<Cell>,
    pub(crate) notes: Vec<Cell>,
    pub(crate) if_new: Vec<Cell>,
    header: &'a [String],
}

impl<'a> Builder<'a> {
    pub(crate) fn new(line: u64, source: &str, header: &'a [String]) -> Self {
        Builder {
            line,
            source: source.to_owned(),
            said: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
            if_new: Vec::new(),
            header,
        }
    }

    /// The text of a column with the name it has in the file.
    pub(crate) fn place(&self, column: usize, text: &str) -> Place {
        Place {
            column: self.header.get(column).cloned().unwrap_or_default(),
            text: text.to_owned(),
        }
    }

    /// A printed statement by the row's source.
    pub(crate) fn say(&mut self, place: Place, field: impl Into<String>, value: impl Into<String>) {
        self.say_so(place, field, value, "printed", None);
    }

    /// A statement with its standing.
    pub(crate) fn say_so(
        &mut self,
        place: Place,
        field: impl Into<String>,
        value: impl Into<String>,
        basis: &'static str,
        note: Option<String>,
    ) {
        self.said.push(Said {
            place,
            field: field.into(),
            value: value.into(),
            source: self.source.clone(),
            basis,
            note,
        });
    }

    /// Keeps a text as it is printed, because it is no value of `field`.
    pub(crate) fn keep_as_printed(&mut self, place: Place, field: &str) {
        let value = place.text.clone();
        self.say(place, format!("printed.{field}"), value);
    }

    /// Refuses a cell and keeps its text as printed.
    pub(crate) fn refuse_and_keep(&mut self, place: Place, field: &str, refused: Refused) {
        self.refuse(&place, refused);
        self.keep_as_printed(place, field);
    }

    pub(crate) fn refuse(&mut self, place: &Place, refused: Refused) {
        self.refused.push(Cell::new(
            self.line,
            &place.column,
            &place.text,
            refused.reason,
            refused.remedy,
        ));
    }

    pub(crate) fn note(&mut self, place: &Place, reason: String, remedy: &str) {
        let cell = Cell::new(self.line, &place.column, &place.text, reason, remedy);
        self.notes.push(cell);
    }

    /// A remark that matters only if the register does not hold the inspection yet.
    pub(crate) fn note_if_new(&mut self, place: &Place, reason: String, remedy: &str) {
        let cell = Cell::new(self.line, &place.column, &place.text, reason, remedy);
        self.if_new.push(cell);
    }

    /// The row refused as a whole, for the reason refused last.
    pub(crate) fn without_row(self) -> Read {
        Read {
            row: None,
            refused: self.refused,
            notes: Vec::new(),
        }
    }
}
