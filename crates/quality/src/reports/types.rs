//! What a kept report is, and why one is not kept.

use serde::Serialize;
use utoipa::ToSchema;

use super::kind::Kind;
use super::limits::FILE_BYTES;

/// An inspection's report, kept as the file that it is. The bytes are handed out by [`open`](super::open).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportFile {
    /// From 1 within the inspection.
    pub number: u32,
    /// The file's name, without folders.
    pub name: String,
    /// What its bytes show it to be.
    pub kind: Kind,
    /// SHA-256 of its bytes, as hex.
    pub sha256: String,
    /// How many bytes.
    pub size_bytes: u64,
    /// When it was kept, as in the trail. Left out of exports, which hold no time of writing.
    #[serde(skip)]
    pub kept_at: String,
}

/// A file with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What is known of it.
    pub file: ReportFile,
    /// Its bytes, as they were kept.
    pub bytes: Vec<u8>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file as it is kept.
    pub file: ReportFile,
    /// Whether the same bytes were kept already: they are kept once, under the name they had then.
    pub already: bool,
}

/// Why a file is not kept. Each says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is none of the kinds that are kept, or is damaged.
    #[error("{0}.")]
    Kind(&'static str),
    /// It is larger than [`FILE_BYTES`].
    #[error(
        "The file is larger than {} MB. Save it with smaller pictures, or print it to a PDF again.",
        FILE_BYTES / 1_000_000
    )]
    TooLarge,
    /// It has no name.
    #[error("The file has no name. Give it one that ends in .pdf, .odt or .docx.")]
    NoName,
    /// Its name promises another kind of file than it is.
    #[error("The file is {article} {name} and its name does not end in .{ending}. Rename it, or choose the file you meant.", article = article(*.0), name = .0.name(), ending = .0.ending())]
    OtherEnding(Kind),
    /// The inspection has as many files as it can take.
    #[error("The inspection has {0} files already, which is as many as it can take.")]
    TooMany(i32),
    /// The register holds no such inspection.
    #[error("There is no such inspection. Look it up in the list.")]
    NotHeld,
    /// The policy or the database.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf | Kind::Docx => "a",
        Kind::Odt => "an",
    }
}
