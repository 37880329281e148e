//! The bytes that are hashed, exactly as docs/audit-format.md fixes them.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::Row;

/// What stands before everything that is hashed of a row: no digest of anything else can be taken
/// for a row's, and a second version of the format would be told apart.
const ROW_PREFIX: &[u8] = b"lapwing-trail-row-1";

/// What the first row calls the hash of the row before it.
pub(crate) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Bytes of salt before a detail.
pub(crate) const SALT_BYTES: usize = 16;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// The bytes that lower-case hexadecimal stands for; nothing if it is not that.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?))
        .collect()
}

/// SHA-256 as hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A time as rows hold it: RFC 3339, UTC, microseconds.
pub(crate) fn instant(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// The digest of a detail: of the salt's bytes, then the detail's.
pub(crate) fn detail_digest(salt: &[u8], detail: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(detail);
    hex(&hasher.finalize())
}

/// The hash of a row: of everything in it but the hash.
pub(crate) fn row_digest(row: &Row) -> String {
    digest(&row_bytes(row))
}

/// What is hashed of a row.
fn row_bytes(row: &Row) -> Vec<u8> {
    let seq = row.seq.to_string();
    let fields: [Option<&str>; 11] = [
        Some(&seq),
        Some(&row.at),
        Some(&row.asker),
        Some(&row.action),
        Some(&row.class),
        row.subject_kind.as_deref(),
        row.subject_id.as_deref(),
        Some(&row.purpose),
        Some(&row.outcome),
        Some(&row.detail_hash),
        Some(&row.prev),
    ];
    let mut bytes = ROW_PREFIX.to_vec();
    for field in fields {
        push_field(&mut bytes, field);
    }
    bytes
}

/// A field: one byte 0 if it is absent; else one byte 1, its length in bytes as eight bytes with the
/// most significant first, and its text.
fn push_field(bytes: &mut Vec<u8>, field: Option<&str>) {
    match field {
        None => bytes.push(0),
        Some(text) => {
            bytes.push(1);
            bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row that docs/audit-format.md works out step by step.
    fn worked_row() -> Row {
        let salt = unhex("000102030405060708090a0b0c0d0e0f").unwrap();
        Row {
            seq: 1,
            at: "2026-11-25T09:30:00.000000Z".to_owned(),
            asker: "local-operator".to_owned(),
            action: "inspections.show".to_owned(),
            class: "consultation".to_owned(),
            subject_kind: Some("inspection".to_owned()),
            subject_id: Some("hmip-2018-medway-2020".to_owned()),
            purpose: "reading an inspection".to_owned(),
            outcome: "done".to_owned(),
            detail_hash: detail_digest(&salt, r#"{"page":1}"#),
            prev: GENESIS.to_owned(),
            hash: String::new(),
        }
    }

    #[test]
    fn the_documents_worked_row_has_the_documents_numbers() {
        let document = include_str!("../../../../docs/audit-format.md");
        let row = worked_row();
        let bytes = row_bytes(&row);
        for (what, number) in [
            ("detail", row.detail_hash.clone()),
            ("length", format!("{} bytes", bytes.len())),
            ("hash", row_digest(&row)),
        ] {
            assert!(
                document.contains(&number),
                "the document lacks the {what}, {number}"
            );
        }
        let line = document
            .lines()
            .find(|line| line.starts_with(r#"{"seq":1,"#))
            .expect("the document shows the worked row as a line of an export");
        let shown: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(shown["hash"], row_digest(&row));
        assert_eq!(shown["detail"], r#"{"page":1}"#);
    }

    #[test]
    fn absent_and_empty_are_not_the_same() {
        let empty = Row {
            subject_id: Some(String::new()),
            ..worked_row()
        };
        let absent = Row {
            subject_id: None,
            ..worked_row()
        };
        assert_ne!(row_digest(&empty), row_digest(&absent));
    }

    #[test]
    fn text_cannot_move_from_one_field_to_the_next() {
        let one = Row {
            asker: "ab".to_owned(),
            action: "c".to_owned(),
            ..worked_row()
        };
        let two = Row {
            asker: "a".to_owned(),
            action: "bc".to_owned(),
            ..worked_row()
        };
        assert_ne!(row_digest(&one), row_digest(&two));
    }

    #[test]
    fn hexadecimal_goes_both_ways() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        for bad in ["0", "0g", "AB", "é"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_have_six_places_always() {
        let cases = [
            ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.000000Z"),
            (
                "2020-01-01T01:00:00.1234567+01:00",
                "2020-01-01T00:00:00.123456Z",
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(instant(given.parse().unwrap()), expected);
        }
    }
}
