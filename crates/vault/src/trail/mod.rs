//! The trail: who did or read what, in rows that are chained by their hashes.
//!
//! Every row holds ids, classes and codes, and the digest of the row before; so a row that is
//! edited, taken out or moved shows ([`verify`]). What is cut off the end shows against a
//! [`Checkpoint`] that was kept elsewhere. Detail lies in a table of its own with a random salt, and
//! the row holds only the digest of both: detail can be erased ([`erase`]) while the chain still
//! verifies. The bytes are fixed in docs/audit-format.md.
//!
//! Checking the trail or taking it out is a consultation too, and leaves a row. There is one asker
//! who can do so while there are no accounts, the local operator, and these functions ask as that.

mod checkpoint;
mod export;
pub(crate) mod format;
mod insert;
mod report;
mod verify;

use access::{Action, Asker};
use diesel::{
    ExpressionMethods, NullableExpressionMethods, OptionalExtension, QueryDsl, Queryable,
};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;

pub use checkpoint::Checkpoint;
pub use export::export;
pub use report::{Problem, ProblemKind, Report, Restoration};
pub(crate) use verify::check;
pub use verify::verify;

use crate::conn::Conn;
use crate::deed::{Act, Deed, Look, Note, Notes, Subject};
use crate::door::Door;
use crate::error::Error;
use crate::on_both;
use crate::schema::trail::{trail, trail_detail};
use format::{GENESIS, SALT_BYTES};
use insert::Insert;

/// What sort of thing a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Act,
    Consultation,
    Refusal,
    System,
}

impl Class {
    fn code(self) -> &'static str {
        match self {
            Class::Act => "act",
            Class::Consultation => "consultation",
            Class::Refusal => "refusal",
            Class::System => "system",
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Failed,
    Refused,
}

impl Outcome {
    fn code(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Failed => "failed",
            Outcome::Refused => "refused",
        }
    }
}

/// What the rows of one deed have in common.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) asker: String,
    pub(crate) action: &'static str,
    pub(crate) class: Class,
    pub(crate) purpose: &'static str,
}

/// The last row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: String,
}

/// A row as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Row {
    pub(crate) seq: i64,
    pub(crate) at: String,
    pub(crate) asker: String,
    pub(crate) action: String,
    pub(crate) class: String,
    pub(crate) subject_kind: Option<String>,
    pub(crate) subject_id: Option<String>,
    pub(crate) purpose: String,
    pub(crate) outcome: String,
    pub(crate) detail_hash: String,
    pub(crate) prev: String,
    pub(crate) hash: String,
}

/// The detail of a row as it is stored; both fields go together.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Detail {
    pub(crate) seq: i64,
    pub(crate) salt: Option<String>,
    pub(crate) detail: Option<String>,
}

/// The last row, or what stands before the first.
pub(crate) async fn head(conn: &mut Conn) -> Result<Head, Error> {
    let last: Option<(i64, String)> = on_both!(conn, |c| trail::table
        .select((trail::seq, trail::hash))
        .order(trail::seq.desc())
        .first(c)
        .await
        .optional())?;
    Ok(last.map_or_else(
        || Head {
            seq: 0,
            hash: GENESIS.to_owned(),
        },
        |(seq, hash)| Head { seq, hash },
    ))
}

/// The action of the first row; none before there is one.
pub(crate) async fn first_action(conn: &mut Conn) -> Result<Option<String>, Error> {
    Ok(on_both!(conn, |c| trail::table
        .select(trail::action)
        .order(trail::seq)
        .first(c)
        .await
        .optional())?)
}

/// Appends the rows of one deed; `head` is the last row before and after. The caller has the lock.
pub(crate) async fn append(
    conn: &mut Conn,
    head: &mut Head,
    at: Timestamp,
    heading: &Heading,
    outcome: Outcome,
    notes: Notes,
) -> Result<(), Error> {
    let (mut rows, mut details) = (Vec::new(), Vec::new());
    for note in notes.into_list() {
        let (row, detail) = next_row(head, at, heading, outcome, note)?;
        *head = Head {
            seq: row.seq,
            hash: row.hash.clone(),
        };
        rows.push(row);
        details.extend(detail);
    }
    on_both!(conn, |c| Insert(&rows).execute(c).await)?;
    if !details.is_empty() {
        on_both!(conn, |c| Insert(&details).execute(c).await)?;
    }
    Ok(())
}

/// The row after `head`, with its detail if it has any.
fn next_row(
    head: &Head,
    at: Timestamp,
    heading: &Heading,
    outcome: Outcome,
    note: Note,
) -> Result<(Row, Option<Detail>), Error> {
    let seq = head.seq + 1;
    let (detail, detail_hash) = match note.detail {
        None => (None, String::new()),
        Some(text) => {
            let salt = salt()?;
            let digest = format::detail_digest(&salt, &text);
            let salt = Some(format::hex(&salt));
            (
                Some(Detail {
                    seq,
                    salt,
                    detail: Some(text),
                }),
                digest,
            )
        }
    };
    let (subject_kind, subject_id) = note.subject.map(|Subject { kind, id }| (kind, id)).unzip();
    let mut row = Row {
        seq,
        at: format::instant(at),
        asker: heading.asker.clone(),
        action: heading.action.to_owned(),
        class: heading.class.code().to_owned(),
        subject_kind,
        subject_id,
        purpose: heading.purpose.to_owned(),
        outcome: outcome.code().to_owned(),
        detail_hash,
        prev: head.hash.clone(),
        hash: String::new(),
    };
    row.hash = format::row_digest(&row);
    Ok((row, detail))
}

fn salt() -> Result<[u8; SALT_BYTES], Error> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|_| Error::NoRandomness)?;
    Ok(salt)
}

/// Erases the detail, and its salt, of every row about one record, as part of the act that erases the
/// record. The rows stay, and the chain still verifies. Gives the number of details that went.
///
/// # Errors
/// [`Error::Database`] when the database cannot.
pub async fn erase(act: &mut Act<'_>, kind: &str, id: &str) -> Result<usize, Error> {
    let rows = trail::table
        .filter(trail::subject_kind.eq(kind))
        .filter(trail::subject_id.eq(id))
        .select(trail::seq);
    let held = trail_detail::table
        .filter(trail_detail::seq.eq_any(rows))
        .filter(trail_detail::salt.is_not_null());
    Ok(on_both!(act.conn(), |c| diesel::update(held)
        .set((
            trail_detail::salt.eq(None::<String>),
            trail_detail::detail.eq(None::<String>),
        ))
        .execute(c)
        .await)?)
}

/// A checkpoint of the trail as it is now, to be kept elsewhere: on paper, in a minute, in somebody
/// else's post. The row that this consultation leaves comes after it.
///
/// # Errors
/// As [`Door::consult`].
pub async fn checkpoint(door: &Door) -> Result<Checkpoint, Error> {
    let deed = Deed {
        action: Action::TrailVerify,
        purpose: "taking a checkpoint of the trail",
    };
    door.consult(
        &Asker::local_operator(),
        deed,
        async |look: &mut Look<'_>| {
            let Head { seq, hash } = head(look.conn()).await?;
            Ok(Checkpoint {
                row: seq,
                digest: hash,
            })
        },
    )
    .await
}

/// One page of rows after `seq`, with their details.
pub(crate) async fn page(conn: &mut Conn, seq: i64) -> Result<Vec<(Row, Option<Detail>)>, Error> {
    let pages = trail::table
        .left_join(trail_detail::table)
        .filter(trail::seq.gt(seq))
        .order(trail::seq)
        .limit(crate::limits::TRAIL_ROWS_A_PAGE)
        .select((trail::all_columns, trail_detail::all_columns.nullable()));
    Ok(on_both!(conn, |c| pages.load(c).await)?)
}
