//! The rows of the inspections table, for every other module here.

use std::collections::BTreeMap;

/// One row, by column name.
pub type Row = BTreeMap<String, String>;

/// Every row of a CSV text, by column name.
pub fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("a table with a header")
}

/// The published inspections by id.
pub fn inspections() -> BTreeMap<String, Row> {
    rows(published::inspections_csv())
        .into_iter()
        .map(|row| (row["inspection_id"].clone(), row))
        .collect()
}

/// Whether a text is a year, a year and month, or a full date.
pub fn is_date(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let digits = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == '-');
    digits && matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2])
}

/// A table that does not parse would stop the program where it is first asked for; this is where we
/// find out instead.
#[test]
fn every_committed_table_parses() {
    assert_eq!(published::services().len(), 159);
    assert_eq!(published::claims().len(), 25);
    assert_eq!(published::comparisons().len(), 32);
    assert_eq!(rows(published::inspections_csv()).len(), 210);
    assert_eq!(published::figures().len(), 917);
    assert_eq!(published::conflicts().len(), 16);
    assert_eq!(published::neighbours("kent").len(), 10);
}
