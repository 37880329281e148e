//! The table as rows. The bytes are read only when a file is opened.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::register::report_file;
use vault::{Conn, on_both};

use super::kind::Kind;
use super::types::ReportFile;

/// A file with its bytes, as it goes in.
#[derive(Insertable)]
#[diesel(table_name = report_file)]
pub(super) struct NewFile<'a> {
    pub(super) inspection_id: &'a str,
    pub(super) number: i32,
    pub(super) name: &'a str,
    pub(super) media_type: &'a str,
    pub(super) sha256: &'a str,
    pub(super) size_bytes: i64,
    pub(super) content: &'a [u8],
    pub(super) kept_at: &'a str,
    pub(super) kept_by: &'a str,
}

/// What is known of a file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = report_file)]
pub(crate) struct FileRow {
    pub(crate) inspection_id: String,
    pub(super) number: i32,
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) sha256: String,
    pub(super) size_bytes: i64,
    pub(super) kept_at: String,
}

impl FileRow {
    /// What pages and files show; none for a kind that this program no longer keeps.
    pub(crate) fn into_file(self) -> Option<ReportFile> {
        Some(ReportFile {
            number: u32::try_from(self.number).ok()?,
            kind: Kind::of_media_type(&self.media_type)?,
            name: self.name,
            sha256: self.sha256,
            size_bytes: u64::try_from(self.size_bytes).ok()?,
            kept_at: self.kept_at,
        })
    }
}

/// The files of an inspection in the order of their numbers.
pub(crate) async fn of_inspection(
    conn: &mut Conn,
    inspection: &str,
) -> Result<Vec<FileRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        report_file::table
            .filter(report_file::inspection_id.eq(inspection))
            .order(report_file::number)
            .select(FileRow::as_select())
            .load(c)
            .await
    })?)
}

/// All files, by inspection and number.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<FileRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        report_file::table
            .order((report_file::inspection_id, report_file::number))
            .select(FileRow::as_select())
            .load(c)
            .await
    })?)
}
