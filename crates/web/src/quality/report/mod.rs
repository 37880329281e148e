//! Opened by a head of service or a clerk, before a board meets or a council asks, who wants to hand
//! over what is known of one inspection as it stands on its page: a document to read, or its tables.
//!
//! `document` says it in running text, for PDF and HTML; `tables` lists it, for ODS and XLSX. Both take
//! their words from the page of the inspection, so that paper and page never differ.

mod document;
mod tables;

use std::fmt;

use access::Asker;
use axum::extract::Path;
use axum::response::Response;
use quality::inspections::Inspection;
use vault::Door;

use crate::download;
use crate::front::problem::Problem;
use crate::visit::Visit;

/// Whether this build makes PDF files.
pub(crate) const MAKES_PDF: bool = cfg!(feature = "pdf");

/// The kinds of file that a report can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportForm {
    /// A tagged PDF.
    Pdf,
    /// An OpenDocument spreadsheet of its tables.
    Ods,
    /// An Office Open XML spreadsheet of its tables.
    Xlsx,
    /// One page of HTML that needs no other file.
    Html,
}

impl ReportForm {
    /// The end of a file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            ReportForm::Pdf => "pdf",
            ReportForm::Ods => "ods",
            ReportForm::Xlsx => "xlsx",
            ReportForm::Html => "html",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            ReportForm::Pdf => "application/pdf",
            ReportForm::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            ReportForm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ReportForm::Html => "text/html; charset=utf-8",
        }
    }
}

/// Why there is no report.
#[derive(Debug)]
pub enum ReportError {
    /// The register could not be read.
    Register(vault::Error),
    /// The file could not be made.
    Document(documents::Error),
    /// This build makes no PDF files.
    NoPdf,
    /// The thread that makes the file ended early.
    Stopped,
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportError::Register(error) => error.fmt(f),
            ReportError::Document(error) => error.fmt(f),
            ReportError::NoPdf => f.write_str(
                "this build of Lapwing makes no PDF files; ask for HTML, which prints well, or use a build with the feature `pdf`",
            ),
            ReportError::Stopped => f.write_str("the report was not finished"),
        }
    }
}

impl std::error::Error for ReportError {}

impl From<vault::Error> for ReportError {
    fn from(error: vault::Error) -> Self {
        ReportError::Register(error)
    }
}

/// The report of one inspection as a file; none when the register does not hold it. A page and the
/// command line both call this, so both give the same bytes.
///
/// # Errors
/// When the register cannot be read, the asker may not read it, or the file cannot be made.
pub async fn inspection_report(
    door: &Door,
    asker: &Asker,
    id: &str,
    form: ReportForm,
) -> Result<Option<Vec<u8>>, ReportError> {
    if form == ReportForm::Pdf && !MAKES_PDF {
        return Err(ReportError::NoPdf);
    }
    let Some(inspection) = quality::inspections::show(door, asker, id).await? else {
        return Ok(None);
    };
    // Setting pages takes a good part of a second, and other requests must not wait for it.
    let made = tokio::task::spawn_blocking(move || made(&inspection, form));
    made.await.map_err(|_| ReportError::Stopped)?.map(Some)
}

fn made(inspection: &Inspection, form: ReportForm) -> Result<Vec<u8>, ReportError> {
    let bytes = match form {
        ReportForm::Pdf => return pdf(inspection),
        ReportForm::Ods => documents::ods(&tables::workbook(inspection)),
        ReportForm::Xlsx => documents::xlsx(&tables::workbook(inspection)),
        ReportForm::Html => documents::html(&document::report(inspection)).map(String::into_bytes),
    };
    bytes.map_err(ReportError::Document)
}

#[cfg(feature = "pdf")]
fn pdf(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    documents::pdf(&document::report(inspection)).map_err(ReportError::Document)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Inspection) -> Result<Vec<u8>, ReportError> {
    Err(ReportError::NoPdf)
}

/// `GET /inspections/{id}/report.pdf`
pub(crate) async fn as_pdf(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    answer(&visit, &id, ReportForm::Pdf).await
}

/// `GET /inspections/{id}/report.ods`
pub(crate) async fn as_ods(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    answer(&visit, &id, ReportForm::Ods).await
}

/// `GET /inspections/{id}/report.xlsx`
pub(crate) async fn as_xlsx(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    answer(&visit, &id, ReportForm::Xlsx).await
}

/// `GET /inspections/{id}/report.html`
pub(crate) async fn as_html(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    answer(&visit, &id, ReportForm::Html).await
}

async fn answer(visit: &Visit, id: &str, form: ReportForm) -> Result<Response, Problem> {
    match inspection_report(&visit.door, &visit.asker, id, form).await {
        Ok(Some(bytes)) => {
            let name = format!("{id}-report.{}", form.extension());
            Ok(download::file(form.media_type(), &name, bytes))
        }
        Ok(None) => Err(Problem::NotFound),
        Err(ReportError::Register(error)) => Err(error.into()),
        Err(ReportError::Document(error)) => Err(error.into()),
        Err(ReportError::NoPdf) => Err(Problem::NoPdf),
        Err(error @ ReportError::Stopped) => Err(Problem::Fault(error.to_string())),
    }
}
