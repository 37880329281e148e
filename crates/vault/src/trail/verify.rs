//! Checking the trail, page by page.

use access::{Action, Asker};
use diesel::QueryDsl;
use diesel_async::RunQueryDsl;

use super::format::{GENESIS, detail_digest, row_digest, unhex};
use super::{Checkpoint, Detail, Head, ProblemKind, Report, Row, page};
use crate::conn::Conn;
use crate::deed::{Deed, Look};
use crate::door::Door;
use crate::error::Error;
use crate::on_both;
use crate::schema::trail::restoration;

/// Reads the whole trail and says whether it is as it was written: no row edited, missing or moved,
/// no detail edited, and with a checkpoint nothing cut off or written anew up to that row. It holds
/// one page in memory, however long the trail. The row of this consultation comes after what it read.
///
/// # Errors
/// As [`Door::consult`]. A trail that is not whole is no error but a [`Report`] with problems.
pub async fn verify(door: &Door, checkpoint: Option<Checkpoint>) -> Result<Report, Error> {
    let deed = Deed {
        action: Action::TrailVerify,
        purpose: "checking the trail",
    };
    door.consult(
        &Asker::local_operator(),
        deed,
        async move |look: &mut Look<'_>| check(look.conn(), checkpoint).await,
    )
    .await
}

/// As [`verify`], on whatever connection.
pub(crate) async fn check(
    conn: &mut Conn,
    checkpoint: Option<Checkpoint>,
) -> Result<Report, Error> {
    let mut check = Check::new(checkpoint);
    check.report.restored = on_both!(conn, |c| restoration::table
        .select((restoration::archive_sha256, restoration::restored_at))
        .order(restoration::number)
        .load(c)
        .await)?;
    loop {
        let rows = page(conn, check.head.seq).await?;
        if rows.is_empty() {
            return Ok(check.finish());
        }
        for (row, detail) in &rows {
            check.row(row, detail.as_ref());
        }
    }
}

/// A check under way.
struct Check {
    head: Head,
    checkpoint: Option<Checkpoint>,
    report: Report,
}

impl Check {
    fn new(checkpoint: Option<Checkpoint>) -> Self {
        let report = Report::new(checkpoint.as_ref().map(Checkpoint::to_string));
        let mut check = Check {
            // The first row is 1; whatever number is lower than that is read and found wrong.
            head: Head {
                seq: i64::MIN,
                hash: GENESIS.to_owned(),
            },
            checkpoint,
            report,
        };
        check.compare_with_checkpoint(0, GENESIS);
        check
    }

    fn row(&mut self, row: &Row, detail: Option<&Detail>) {
        self.report.rows += 1;
        self.order(row);
        if row.hash != row_digest(row) {
            let text = "this row was changed after it was written.";
            self.report
                .found(row.seq, ProblemKind::Edited, text.to_owned());
        }
        self.detail(row, detail);
        self.compare_with_checkpoint(row.seq, &row.hash);
        self.head = Head {
            seq: row.seq,
            hash: row.hash.clone(),
        };
    }

    /// Whether the row follows the one before it.
    fn order(&mut self, row: &Row) {
        let expected = self.head.seq.max(0).saturating_add(1);
        if row.seq != expected {
            let text = match row.seq.checked_sub(1) {
                Some(last) if last > expected => format!("rows {expected} to {last} are missing."),
                Some(last) if last == expected => format!("row {expected} is missing."),
                _ => "no row can have this number.".to_owned(),
            };
            self.report.found(row.seq, ProblemKind::Missing, text);
        }
        if row.prev != self.head.hash {
            let text = "this row does not follow from the one before it.";
            self.report
                .found(row.seq, ProblemKind::Unlinked, text.to_owned());
        }
    }

    /// Whether the detail is the one that was written with the row, if it is still held.
    fn detail(&mut self, row: &Row, detail: Option<&Detail>) {
        let held = detail.and_then(|d| d.salt.as_deref().zip(d.detail.as_deref()));
        let Some((salt, text)) = held else {
            self.report.details_erased += u64::from(!row.detail_hash.is_empty());
            return;
        };
        self.report.details_held += 1;
        let digest = unhex(salt).map(|salt| detail_digest(&salt, text));
        if digest.as_deref() != Some(row.detail_hash.as_str()) {
            let text = "its detail is not the one that was written with it.";
            self.report
                .found(row.seq, ProblemKind::DetailEdited, text.to_owned());
        }
    }

    fn compare_with_checkpoint(&mut self, seq: i64, hash: &str) {
        let Some(checkpoint) = &self.checkpoint else {
            return;
        };
        if checkpoint.row == seq && checkpoint.digest != hash {
            let text = "this is not the row of which the checkpoint was taken.";
            self.report
                .found(seq, ProblemKind::Rewritten, text.to_owned());
        }
    }

    fn finish(mut self) -> Report {
        let last = self.head.seq.max(0);
        if let Some(checkpoint) = &self.checkpoint
            && checkpoint.row > last
        {
            let text = format!(
                "the trail ends here, but had {} rows when the checkpoint was taken.",
                checkpoint.row
            );
            self.report.found(last, ProblemKind::Cut, text);
        }
        self.report.head = Checkpoint {
            row: last,
            digest: self.head.hash,
        }
        .to_string();
        self.report
    }
}
