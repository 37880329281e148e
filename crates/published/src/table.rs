//! Reading the committed tables. They are part of the program, so a table that does not parse is a
//! mistake of ours, which the tests of this crate find before anyone else does.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

/// What parts several values in one cell.
const SEPARATOR: &str = " ; ";

/// Every row of a committed table.
///
/// # Panics
/// When the table does not fit `Row`. The text is compiled in, and a test reads every table.
pub(crate) fn rows<Row: DeserializeOwned>(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("committed tables parse: tests/it/tables.rs reads each of them")
}

/// A cell that holds any number of values; an empty cell holds none.
pub(crate) fn list<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(cell)?;
    Ok(text
        .split(SEPARATOR)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect())
}
