//! All that the compiler can see.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The template.
const TEMPLATE: &str = include_str!("report.typ");

/// The same for every report: read when the first is made.
static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let files = typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
    let fonts: Vec<Font> = files.collect();
    // Headings of rows are read out with their cells; the compiler still calls that an extra.
    let features = [Feature::A11yExtras].into_iter().collect();
    Shared {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(id("/report.typ"), TEMPLATE.to_owned()),
        data: id("/report.json"),
    }
});

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path without dots is a valid one");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The template, and the data of one report.
pub(super) struct Files {
    data: Bytes,
}

impl Files {
    /// The template with this data, which is JSON.
    pub(super) fn new(data: String) -> Self {
        Files {
            data: Bytes::from_string(data),
        }
    }
}

impl World for Files {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == SHARED.template.id() {
            true => Ok(SHARED.template.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == SHARED.data {
            true => Ok(self.data.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    /// No clock: the same report gives the same bytes on any day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
