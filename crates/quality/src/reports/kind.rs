//! What a file is, by its bytes alone: a PDF, an ODT or a DOCX, or something that is not kept.
//!
//! What is looked at: that a PDF begins and ends as one; that an ODT or DOCX is a whole package of
//! parts, says so itself, and holds no macros. What is not: whether a password is asked for, whether
//! every page can be drawn, and what the file says. Nothing is unpacked but the one part in which a
//! document names its kind, and that only up to a limit.

use std::io::{Cursor, Read};

use serde::Serialize;
use utoipa::ToSchema;
use zip::ZipArchive;

use super::limits::{PART_BYTES, PARTS, PDF_END_BYTES};

/// Kinds of files that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// OpenDocument Text (ISO/IEC 26300).
    Odt,
    /// Office Open XML document without macros (ISO/IEC 29500).
    Docx,
}

/// A file that is not kept: what it is or lacks, and what to do. Two sentences without the last full
/// stop, so that they can stand beside a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotKept(pub(super) &'static str);

impl Kind {
    /// All of them, in the order in which they are named.
    pub const ALL: [Kind; 3] = [Kind::Pdf, Kind::Odt, Kind::Docx];

    /// The media type, as the file is served.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Odt => "application/vnd.oasis.opendocument.text",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// `pdf`: how names of such files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Odt => "odt",
            Kind::Docx => "docx",
        }
    }

    /// `PDF`: what people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Pdf => "PDF",
            Kind::Odt => "ODT",
            Kind::Docx => "DOCX",
        }
    }

    /// The kind with this media type.
    pub(super) fn of_media_type(text: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.media_type() == text)
    }

    /// The kind that the bytes show.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, NotKept> {
        if bytes.starts_with(b"%PDF-") {
            return whole_pdf(bytes);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return document(bytes);
        }
        Err(NotKept(something_else(bytes)))
    }
}

/// A PDF says at its end where its contents are listed. A download that broke off has no end.
fn whole_pdf(bytes: &[u8]) -> Result<Kind, NotKept> {
    let end = &bytes[bytes.len().saturating_sub(PDF_END_BYTES)..];
    if holds(end, b"startxref") && holds(end, b"%%EOF") {
        Ok(Kind::Pdf)
    } else {
        Err(NotKept(
            "The file begins as a PDF and its end is missing. Download or save it again, and see that it opens",
        ))
    }
}

const DAMAGED: NotKept =
    NotKept("The file is damaged or not whole. Download or save it again, and see that it opens");

const OTHER_PACKAGE: NotKept = NotKept(
    "The file is a package of other files, and no text document. Choose the report itself, as a PDF, ODT or DOCX",
);

const MACROS: NotKept = NotKept(
    "The file holds macros, which are programs. Save it as a PDF, or without macros, and choose that",
);

/// A package of parts: whichever document it says it is.
fn document(bytes: &[u8]) -> Result<Kind, NotKept> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    if package.len() > PARTS {
        return Err(OTHER_PACKAGE);
    }
    if has_macros(&package)? {
        return Err(MACROS);
    }
    if let Some(kind) = part(&mut package, "mimetype")? {
        return open_document(&kind);
    }
    match part(&mut package, "[Content_Types].xml")? {
        Some(types) => office_document(&types),
        None => Err(OTHER_PACKAGE),
    }
}

/// Where word processors keep programs: a project of Visual Basic, or the folders of Basic and of
/// other scripts.
fn has_macros(package: &ZipArchive<Cursor<&[u8]>>) -> Result<bool, NotKept> {
    for name in package.file_names() {
        let name = name.map_err(|_| DAMAGED)?.to_lowercase();
        let is_project = name.rsplit('/').next() == Some("vbaproject.bin");
        if is_project || name.starts_with("basic/") || name.starts_with("scripts/") {
            return Ok(true);
        }
    }
    Ok(false)
}

fn open_document(kind: &[u8]) -> Result<Kind, NotKept> {
    if kind.trim_ascii() == Kind::Odt.media_type().as_bytes() {
        Ok(Kind::Odt)
    } else {
        Err(NotKept(
            "The file is no text document but another kind, such as a spreadsheet. Choose the report itself, as a PDF, ODT or DOCX",
        ))
    }
}

fn office_document(types: &[u8]) -> Result<Kind, NotKept> {
    if holds(types, b"macroEnabled") {
        return Err(MACROS);
    }
    let main = format!("{}.main+xml", Kind::Docx.media_type());
    if holds(types, main.as_bytes()) {
        return Ok(Kind::Docx);
    }
    Err(NotKept(
        "The file is no text document but another kind, such as a spreadsheet or a template. Choose the report itself, as a PDF, ODT or DOCX",
    ))
}

/// The bytes of a part; none where the package has no such part.
fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, NotKept> {
    let Some(place) = package.index_for_name(name) else {
        return Ok(None);
    };
    let part = package.by_index(place).map_err(|_| DAMAGED)?;
    let mut held = Vec::new();
    part.take(PART_BYTES)
        .read_to_end(&mut held)
        .map_err(|_| DAMAGED)?;
    Ok(Some(held))
}

/// What to say of a file that is none of the three.
fn something_else(bytes: &[u8]) -> &'static str {
    /// How old Word files begin, and new ones that are locked with a password.
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let beginning = text.trim_ascii_start();
    let beginning = beginning[..beginning.len().min(14)].to_ascii_lowercase();
    if bytes.is_empty() {
        "The file is empty. Choose one that opens"
    } else if bytes.starts_with(COMPOUND) {
        "The file is a Word file of the old kind, or one with a password. Save it as a PDF, or as a DOCX without a password"
    } else if beginning.starts_with(b"<!doctype html") || beginning.starts_with(b"<html") {
        "The file is a web page. Open it, print it to a PDF, and choose that"
    } else if beginning.starts_with(b"{\\rtf") {
        "The file is in Rich Text Format. Save it as a PDF, ODT or DOCX, and choose that"
    } else {
        "The file is not a PDF, ODT or DOCX. Save the report as one of these, and choose that"
    }
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
