//! Taking the trail out, one line of JSON a row.

use std::io::Write;

use access::{Action, Asker};
use serde::Serialize;

use super::{Detail, Row, head, page};
use crate::deed::{Deed, Look};
use crate::door::Door;
use crate::error::Error;

/// A row as it leaves: the fields in the order in which they are hashed, the hash, and what is still
/// held of its detail. The detail is a text that holds JSON, byte for byte as it was hashed.
#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    at: &'a str,
    asker: &'a str,
    action: &'a str,
    class: &'a str,
    subject_kind: Option<&'a str>,
    subject_id: Option<&'a str>,
    purpose: &'a str,
    outcome: &'a str,
    detail_hash: &'a str,
    prev: &'a str,
    hash: &'a str,
    salt: Option<&'a str>,
    detail: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn new(row: &'a Row, detail: Option<&'a Detail>) -> Self {
        Line {
            seq: row.seq,
            at: &row.at,
            asker: &row.asker,
            action: &row.action,
            class: &row.class,
            subject_kind: row.subject_kind.as_deref(),
            subject_id: row.subject_id.as_deref(),
            purpose: &row.purpose,
            outcome: &row.outcome,
            detail_hash: &row.detail_hash,
            prev: &row.prev,
            hash: &row.hash,
            salt: detail.and_then(|d| d.salt.as_deref()),
            detail: detail.and_then(|d| d.detail.as_deref()),
        }
    }
}

/// Writes the trail, as it is when this begins, to `out`: one row a line, in docs/audit-format.md's
/// form, for `docs/verify_trail.py` or whoever wants to check it without Lapwing. The row that this
/// consultation leaves is written to the trail first and stands after what is taken out.
///
/// # Errors
/// As [`Door::consult`], and [`Error::Output`] when `out` cannot be written to.
pub async fn export(door: &Door, out: &mut impl Write) -> Result<(), Error> {
    let deed = Deed {
        action: Action::TrailExport,
        purpose: "taking the trail out",
    };
    let last = door
        .consult(
            &Asker::local_operator(),
            deed,
            async |look: &mut Look<'_>| Ok(head(look.conn()).await?.seq),
        )
        .await?;
    // The consultation is written down: pages may leave one by one, so that a long trail need not
    // fit in memory. Nothing is ever put between rows that are there, so pages fit together.
    let mut after = i64::MIN;
    while after < last {
        let (rows, _) = door
            .read(async move |look: &mut Look<'_>| page(look.conn(), after).await)
            .await?;
        let rows = rows?;
        let Some((row, _)) = rows.last() else {
            break;
        };
        after = row.seq;
        for (row, detail) in rows.iter().filter(|(row, _)| row.seq <= last) {
            write_line(out, &Line::new(row, detail.as_ref()))?;
        }
    }
    out.flush().map_err(|error| Error::Output(error.kind()))
}

fn write_line(out: &mut impl Write, line: &Line<'_>) -> Result<(), Error> {
    let mut text =
        serde_json::to_vec(line).map_err(|_| Error::Output(std::io::ErrorKind::InvalidData))?;
    text.push(b'\n');
    out.write_all(&text)
        .map_err(|error| Error::Output(error.kind()))
}
