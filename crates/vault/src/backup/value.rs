//! A row whatever its table, and its one line in an archive.
//!
//! A line is a JSON array without spaces, with JSON's own short escapes, other control characters as
//! `\u001f`, and every other character as itself. There is one way to write a row, so a line that
//! says the same in another way is refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, SeqAccess, Visitor};

use super::catalogue::{Kind, Table};

/// What stands in one column of one row. Values of a kind are in the order of both databases.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Nothing,
    Text(String),
    Integer(i32),
    BigInteger(i64),
    Boolean(bool),
    Bytes(Vec<u8>),
}

/// The values of one row, in the order of its table's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row(pub(super) Vec<Value>);

impl Row {
    /// The values of its key.
    pub(super) fn key(&self, table: &Table) -> &[Value] {
        &self.0[..table.key.min(self.0.len())]
    }

    /// Its line, with the line feed.
    pub(super) fn line(&self) -> Vec<u8> {
        let mut line = Vec::from(b"[");
        for (place, value) in self.0.iter().enumerate() {
            if place > 0 {
                line.push(b',');
            }
            value.write(&mut line);
        }
        line.extend_from_slice(b"]\n");
        line
    }

    /// Reads a row of `table`; nothing if the line is not exactly as [`line`](Row::line) writes it.
    pub(super) fn read(table: &Table, line: &[u8]) -> Option<Self> {
        let mut json = serde_json::Deserializer::from_slice(line);
        let row = Columns(table).deserialize(&mut json).ok()?;
        (row.line() == line).then_some(row)
    }
}

impl Value {
    fn write(&self, line: &mut Vec<u8>) {
        match self {
            Value::Nothing => line.extend_from_slice(b"null"),
            Value::Text(text) => write_text(text, line),
            Value::Integer(number) => line.extend_from_slice(number.to_string().as_bytes()),
            Value::BigInteger(number) => line.extend_from_slice(number.to_string().as_bytes()),
            Value::Boolean(true) => line.extend_from_slice(b"true"),
            Value::Boolean(false) => line.extend_from_slice(b"false"),
            // Its characters need no escape.
            Value::Bytes(bytes) => {
                line.push(b'"');
                line.extend_from_slice(STANDARD.encode(bytes).as_bytes());
                line.push(b'"');
            }
        }
    }
}

fn write_text(text: &str, line: &mut Vec<u8>) {
    serde_json::to_writer(line, text).expect("memory takes every text, and JSON can write it");
}

/// Reads a row: as many values as the table has columns, each of its column's kind. Nothing is kept
/// of a line that holds more, however long it is.
struct Columns<'t>(&'t Table);

impl<'de> DeserializeSeed<'de> for Columns<'_> {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, line: D) -> Result<Row, D::Error> {
        line.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Columns<'_> {
    type Value = Row;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a row of {}", self.0.name)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Row, A::Error> {
        let mut row = Vec::with_capacity(self.0.columns.len());
        for (_, kind) in self.0.columns {
            let value = values.next_element_seed(Cell(*kind))?;
            row.push(value.ok_or_else(|| A::Error::invalid_length(row.len(), &self))?);
        }
        match values.next_element::<IgnoredAny>()? {
            None => Ok(Row(row)),
            Some(_) => Err(A::Error::invalid_length(row.len() + 1, &self)),
        }
    }
}

/// Reads a value of one kind.
struct Cell(Kind);

impl<'de> DeserializeSeed<'de> for Cell {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        let read = match self.0 {
            Kind::Text => Option::<String>::deserialize(value)?.map(Value::Text),
            Kind::Integer => Option::<i32>::deserialize(value)?.map(Value::Integer),
            Kind::BigInteger => Option::<i64>::deserialize(value)?.map(Value::BigInteger),
            Kind::Boolean => Option::<bool>::deserialize(value)?.map(Value::Boolean),
            Kind::Bytes => Option::<String>::deserialize(value)?
                .map(|text| STANDARD.decode(text).map_err(D::Error::custom))
                .transpose()?
                .map(Value::Bytes),
        };
        Ok(read.unwrap_or(Value::Nothing))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One column of each kind.
    const EVERY_KIND: Table = Table {
        name: "every_kind",
        since: "0000",
        key: 1,
        personal: false,
        columns: &[
            ("text", Kind::Text),
            ("integer", Kind::Integer),
            ("bigint", Kind::BigInteger),
            ("boolean", Kind::Boolean),
            ("bytes", Kind::Bytes),
        ],
    };

    fn any_row() -> impl Strategy<Value = Row> {
        // Control characters, quotes and characters beyond the first plane are where JSON differs
        // from tool to tool, so they come often.
        let text = prop::collection::vec(
            prop_oneof![
                any::<char>(),
                prop::char::range('\0', '\u{7f}'),
                prop::char::range('\u{1F400}', '\u{1F4FF}'),
            ],
            0..40,
        );
        (
            prop::option::of(text.prop_map(|chars| Value::Text(chars.into_iter().collect()))),
            prop::option::of(any::<i32>().prop_map(Value::Integer)),
            prop::option::of(any::<i64>().prop_map(Value::BigInteger)),
            prop::option::of(any::<bool>().prop_map(Value::Boolean)),
            prop::option::of(prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes)),
        )
            .prop_map(|(a, b, c, d, e)| {
                let values = [a, b, c, d, e].into_iter();
                Row(values.map(|v| v.unwrap_or(Value::Nothing)).collect())
            })
    }

    proptest! {
        #[test]
        fn a_row_is_read_as_it_was_written(row in any_row()) {
            prop_assert_eq!(Row::read(&EVERY_KIND, &row.line()), Some(row));
        }

        /// Another byte anywhere is another row or none, never the same one.
        #[test]
        fn no_two_lines_are_one_row(row in any_row(), place in any::<prop::sample::Index>(), flip in 1_u8..) {
            let mut line = row.line();
            let place = place.index(line.len());
            line[place] ^= flip;
            prop_assert_ne!(Row::read(&EVERY_KIND, &line), Some(row));
        }
    }

    #[test]
    fn there_is_one_way_to_write_a_row() {
        let good = r#"["é\n",-1,9223372036854775807,true,"AP8="]"#;
        assert!(read(good).is_some());
        for other in [
            r#"["\u00e9\n",-1,9223372036854775807,true,"AP8="]"#,
            r#"["é\u000a",-1,9223372036854775807,true,"AP8="]"#,
            r#"["é\n", -1,9223372036854775807,true,"AP8="]"#,
            r#"["é\n",-1,9223372036854775808,true,"AP8="]"#,
            r#"["é\n",-1.0,9223372036854775807,true,"AP8="]"#,
            r#"["é\n",-1,9223372036854775807,1,"AP8="]"#,
            r#"["é\n",-1,9223372036854775807,true,"AP9="]"#,
            r#"["é\n",-1,9223372036854775807,true,"AP8"]"#,
            r#"["é\n",-1,9223372036854775807,true]"#,
            r#"["é\n",-1,9223372036854775807,true,"AP8=",null]"#,
            r#"["\ud800",-1,9223372036854775807,true,"AP8="]"#,
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    fn read(text: &str) -> Option<Row> {
        Row::read(&EVERY_KIND, format!("{text}\n").as_bytes())
    }
}
