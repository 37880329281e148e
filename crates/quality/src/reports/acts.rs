//! Keeping a file, and opening one that is kept.

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use sha2::{Digest, Sha256};
use vault::schema::register::{inspection, report_file};
use vault::{Act, Conn, Deed, Door, Look, on_both};

use super::kind::Kind;
use super::limits::{FILE_BYTES, FILES};
use super::name::{self, NameError};
use super::store::{FileRow, NewFile, of_inspection};
use super::types::{Error, Kept, Opened};

/// Keeps a report of an inspection as a file. `name` is the name it came with; what the file is is
/// told by its bytes. The same bytes again are the file that is kept already.
///
/// # Errors
/// [`Error`] says what is wrong with the file and what to do; nothing was kept then.
pub async fn keep(
    door: &Door,
    asker: &Asker,
    inspection: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Kept, Error> {
    let file = Checked::of(name, bytes)?;
    let inspection = inspection.to_owned();
    let deed = Deed {
        action: Action::ReportsKeep,
        purpose: "report kept as a file",
    };
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        kept(act, &inspection, &file).await
    })
    .await
}

/// The bytes of a file that is kept; none when the inspection has no file of this number.
///
/// # Errors
/// When the policy does not allow it or the database does not answer.
pub async fn open(
    door: &Door,
    asker: &Asker,
    inspection: &str,
    number: u32,
) -> Result<Option<Opened>, vault::Error> {
    let deed = Deed {
        action: Action::ReportsOpen,
        purpose: "report opened",
    };
    let Ok(number) = i32::try_from(number) else {
        return Ok(None);
    };
    let inspection = inspection.to_owned();
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let found: Option<(FileRow, Vec<u8>)> = on_both!(look.conn(), |c| {
            report_file::table
                .find((&inspection, number))
                .select((FileRow::as_select(), report_file::content))
                .first(c)
                .await
                .optional()
        })?;
        let Some((row, bytes)) = found else {
            return Ok(None);
        };
        look.about("report", &record_id(&inspection, number));
        Ok(row.into_file().map(|file| Opened { file, bytes }))
    })
    .await
}

/// What a file of this name is, if it could be kept: what [`keep`] would say before it asks the
/// database.
///
/// # Errors
/// As [`keep`].
pub fn check(name: &str, bytes: &[u8]) -> Result<Kind, Error> {
    named(name, bytes).map(|(kind, _)| kind)
}

/// What a file is and the name it would be kept under.
fn named(name: &str, bytes: &[u8]) -> Result<(Kind, String), Error> {
    if bytes.len() > FILE_BYTES {
        return Err(Error::TooLarge);
    }
    let kind = Kind::of(bytes).map_err(|why| Error::Kind(why.0))?;
    let name = name::cleaned(name, kind).map_err(|why| match why {
        NameError::Missing => Error::NoName,
        NameError::OtherEnding => Error::OtherEnding(kind),
    })?;
    Ok((kind, name))
}

/// How the trail names a file: `hmip-2018-medway-2020-f1`.
fn record_id(inspection: &str, number: i32) -> String {
    format!("{inspection}-f{number}")
}

/// A file that can be kept. Checking and hashing come before the act, because everybody else's acts
/// wait while one is done.
struct Checked {
    name: String,
    kind: Kind,
    sha256: String,
    bytes: Vec<u8>,
}

impl Checked {
    fn of(name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let (kind, name) = named(name, &bytes)?;
        let digest = Sha256::digest(&bytes);
        Ok(Checked {
            name,
            kind,
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes,
        })
    }
}

async fn kept(
    act: &mut Act<'_>,
    inspection: &str,
    file: &Checked,
) -> Result<Result<Kept, Error>, vault::Error> {
    if !is_held(act.conn(), inspection).await? {
        return Ok(Err(Error::NotHeld));
    }
    let held = of_inspection(act.conn(), inspection).await?;
    if let Some(same) = held.iter().find(|row| row.sha256 == file.sha256) {
        act.about("report", &record_id(inspection, same.number));
        act.detail(json!({ "already": true }));
        return Ok(answer(same.clone(), true));
    }
    let number = held.last().map_or(1, |last| last.number + 1);
    if number > FILES {
        return Ok(Err(Error::TooMany(FILES)));
    }
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let row = FileRow {
        inspection_id: inspection.to_owned(),
        number,
        name: file.name.clone(),
        media_type: file.kind.media_type().to_owned(),
        sha256: file.sha256.clone(),
        size_bytes: size,
        kept_at: act.at().to_owned(),
    };
    write(act, &row, &file.bytes).await?;
    act.about("report", &record_id(inspection, number));
    // Not its name, which may hold a person's.
    act.detail(json!({ "kind": file.kind, "sha256": file.sha256, "size_bytes": size }));
    Ok(answer(row, false))
}

fn answer(row: FileRow, already: bool) -> Result<Kept, Error> {
    match row.into_file() {
        Some(file) => Ok(Kept { file, already }),
        None => Err(Error::NotHeld),
    }
}

async fn write(act: &mut Act<'_>, row: &FileRow, bytes: &[u8]) -> Result<(), vault::Error> {
    let kept_by = act.asker().to_owned();
    let new = NewFile {
        inspection_id: &row.inspection_id,
        number: row.number,
        name: &row.name,
        media_type: &row.media_type,
        sha256: &row.sha256,
        size_bytes: row.size_bytes,
        content: bytes,
        kept_at: &row.kept_at,
        kept_by: &kept_by,
    };
    on_both!(act.conn(), |c| {
        diesel::insert_into(report_file::table)
            .values(&new)
            .execute(c)
            .await
    })?;
    Ok(())
}

async fn is_held(conn: &mut Conn, id: &str) -> Result<bool, vault::Error> {
    let found: Option<String> = on_both!(conn, |c| {
        inspection::table
            .find(id)
            .select(inspection::id)
            .first(c)
            .await
            .optional()
    })?;
    Ok(found.is_some())
}
