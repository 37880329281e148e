//! The zip archive that a workbook is: parts in a given order, without times, so that the same parts
//! give the same bytes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::Error;

/// One file within the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its path.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
    /// Whether it is written as it is: the type of an ODS file must be readable without unpacking.
    pub(crate) stored: bool,
}

impl Part {
    /// A part that is compressed.
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Part {
            name: name.to_owned(),
            bytes: bytes.into(),
            stored: false,
        }
    }
}

/// The parts as one archive.
pub(crate) fn pack(parts: &[Part]) -> Result<Vec<u8>, Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let method = match part.stored {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        archive
            .start_file(&part.name, options)
            .map_err(Error::writing)?;
        archive.write_all(&part.bytes).map_err(Error::writing)?;
    }
    Ok(archive.finish().map_err(Error::writing)?.into_inner())
}

/// The parts of an archive, in their order.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<Part>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Error::writing)?;
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).map_err(Error::writing)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(Error::writing)?;
            Ok(Part {
                name: file.name().map_err(Error::writing)?.into_owned(),
                bytes,
                stored: file.compression() == CompressionMethod::Stored,
            })
        })
        .collect()
}
