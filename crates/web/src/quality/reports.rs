//! Opened by a head of service or an administrator who has the inspectorate's report as a file and
//! wants it to stay beside what is held of the inspection, because web addresses change; and later by
//! whoever wants to read that report.

use askama::Template;
use axum::extract::{Path, Request};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use quality::inspections::Inspection;
use quality::reports::{self, Error, Kind, Opened, ReportFile, limits};

use crate::form::{File, Form};
use crate::front::problem::Problem;
use crate::limits::REPORT_FORM_BYTES;
use crate::list::encode;
use crate::notice;
use crate::page::{Field, FieldError, Page};
use crate::quality::inspection;
use crate::visit::Visit;
use crate::words;

/// The field of the file.
const FIELD: &str = "report";

/// `GET /inspections/{id}/reports/new`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let inspection = inspection::find(&visit, &id).await?;
    visit.html(&FormPage::new(&inspection, None))
}

/// `POST /inspections/{id}/reports/new`
pub(crate) async fn keep(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = match Form::read_within(request, REPORT_FORM_BYTES).await {
        Ok(form) => form,
        Err(Problem::TooLarge) => {
            let error = Error::TooLarge.to_string();
            return again(&visit, &id, StatusCode::PAYLOAD_TOO_LARGE, &error).await;
        }
        Err(problem) => return Err(problem),
    };
    let Some(File { name, bytes }) = form.file(FIELD) else {
        let nothing = "Choose the file of the report";
        return again(&visit, &id, StatusCode::UNPROCESSABLE_ENTITY, nothing).await;
    };
    match reports::keep(&visit.door, &visit.asker, &id, &name, bytes.to_vec()).await {
        Ok(kept) => {
            let code = if kept.already {
                "report-same"
            } else {
                "report-kept"
            };
            let path = format!("/inspections/{}", encode(&id));
            Ok(notice::see(&path, code, "report"))
        }
        Err(Error::NotHeld) => Err(Problem::NotFound),
        Err(Error::Vault(error)) => Err(error.into()),
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            again(&visit, &id, status, &error.to_string()).await
        }
    }
}

/// `GET /inspections/{id}/reports/{number}`: the file, to be saved and never shown within our pages.
pub(crate) async fn open(
    visit: Visit,
    Path((id, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let opened = reports::open(&visit.door, &visit.asker, &id, number).await?;
    let Opened { file, bytes } = opened.ok_or(Problem::NotFound)?;
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, file.kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&file.name)),
    ];
    Ok((headers, bytes).into_response())
}

/// The form again, with what is wrong with the file.
async fn again(
    visit: &Visit,
    id: &str,
    status: StatusCode,
    error: &str,
) -> Result<Response, Problem> {
    let inspection = inspection::find(visit, id).await?;
    visit.answer(status, &FormPage::new(&inspection, Some(error)))
}

/// The header that makes a browser save a file under a name (RFC 6266): once in plain letters for old
/// programs, once as it is.
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| match c {
            ' '..='~' if !matches!(c, '"' | '\\' | '%') => c,
            _ => '_',
        })
        .collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                whole.push(char::from(byte));
            }
            _ => whole.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// The section of an inspection's page.
pub(crate) struct Section {
    pub(crate) files: Vec<FileView>,
    /// Where a file is chosen.
    pub(crate) add: String,
}

/// One file.
pub(crate) struct FileView {
    pub(crate) href: String,
    pub(crate) name: String,
    /// `PDF, 1.2 MB`.
    pub(crate) what: String,
}

/// The section of an inspection.
pub(crate) fn section(inspection: &Inspection) -> Section {
    let home = format!("/inspections/{}/reports", encode(&inspection.row.id));
    let files = inspection.reports.iter().map(|file| FileView {
        href: format!("{home}/{}", file.number),
        name: file.name.clone(),
        what: what(file),
    });
    Section {
        files: files.collect(),
        add: format!("{home}/new"),
    }
}

fn what(file: &ReportFile) -> String {
    format!("{}, {}", file.kind.name(), size(file.size_bytes))
}

/// A size as people say it: `240 bytes`, `36 KB`, `1.2 MB`.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => words::count(bytes, "byte", "bytes"),
        // What would round to 1,000 KB is said in the larger unit.
        1_000..999_500 => format!("{} KB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// The form.
#[derive(Template)]
#[template(path = "quality/report_new.html")]
struct FormPage {
    page: Page,
    back: String,
    action: String,
    caption: String,
    errors: Vec<FieldError>,
    file: Field,
    /// What a file chooser offers first.
    accept: String,
}

impl FormPage {
    fn new(inspection: &Inspection, error: Option<&str>) -> Self {
        let errors: Vec<FieldError> = error
            .into_iter()
            .map(|text| FieldError::new(FIELD, text.trim_end_matches('.')))
            .collect();
        let service = &inspection.row.service.name;
        let back = format!("/inspections/{}", encode(&inspection.row.id));
        let endings = Kind::ALL.map(|kind| format!(".{}", kind.ending()));
        FormPage {
            page: Page::form(
                &format!("Add the report as a file, {service}"),
                crate::page::Section::Inspections,
                &errors,
            ),
            action: format!("{back}/reports/new"),
            back,
            caption: service.clone(),
            file: Field::new(
                FIELD,
                "The file of the report",
                &format!(
                    "A PDF, ODT or DOCX of up to {} MB",
                    limits::FILE_BYTES / 1_000_000
                ),
            )
            .filled("", &errors),
            errors,
            accept: endings.join(","),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_say_them() {
        for (bytes, said) in [
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (36_400, "36 KB"),
            (999_499, "999 KB"),
            (999_500, "1.0 MB"),
            (1_240_000, "1.2 MB"),
            (20_000_000, "20.0 MB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }

    #[test]
    fn names_in_a_header_are_plain_or_encoded() {
        assert_eq!(
            attachment("Ynys Môn (1).pdf"),
            "attachment; filename=\"Ynys M_n (1).pdf\"; filename*=UTF-8''Ynys%20M%C3%B4n%20%281%29.pdf"
        );
    }
}
