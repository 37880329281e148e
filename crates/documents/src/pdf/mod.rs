//! A report as a PDF that programs for the blind can read: tagged, and held to PDF/UA-1 by the compiler.
//!
//! The template is one file, compiled in. The report reaches it as data and is never read as markup. The
//! compiler sees these two files and the letters that are compiled in with it: no other file, no
//! package, no network, no clock.

mod data;
mod world;

use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::report::Report;
use crate::{Error, limits};
use world::Files;

/// The report as a PDF file.
///
/// # Errors
/// When the report has no title, a drawing without words for those who cannot see it, or a table that
/// is none; and what the compiler finds against the rules of PDF/UA-1.
pub fn pdf(report: &Report) -> Result<Vec<u8>, Error> {
    report.check()?;
    let files = Files::new(data::data(report).to_string());
    let bytes = compile(&files);
    // The compiler remembers every step that it took; a server that makes reports for months must not.
    comemo::evict(limits::COMPILATIONS_REMEMBERED);
    bytes
}

fn compile(files: &Files) -> Result<Vec<u8>, Error> {
    let document: PagedDocument = typst::compile(files).output.map_err(|found| said(&found))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|found| Error::writing(found.message()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Lapwing".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|found| said(&found))
}

/// What the compiler found, without what it was about.
fn said(found: &[SourceDiagnostic]) -> Error {
    let words: Vec<&str> = found.iter().map(|own| own.message.as_str()).collect();
    Error::Writing(words.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the compiler says of a report with one block, past our own checks.
    fn compiled(block: serde_json::Value) -> Result<Vec<u8>, Error> {
        let data = serde_json::json!({
            "title": "A report", "subtitle": "", "author": "Lapwing", "language": "en",
            "region": "GB", "summary": [], "foot": "",
            "sections": [{ "heading": "A part", "blocks": [block] }],
        });
        compile(&Files::new(data.to_string()))
    }

    #[test]
    fn the_compiler_itself_refuses_a_drawing_without_words() {
        let drawing = |alt: serde_json::Value| {
            let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
            serde_json::json!({ "kind": "drawing", "svg": svg, "alt": alt, "caption": "" })
        };
        compiled(drawing("A square".into())).expect("a PDF");
        let refused = compiled(drawing(serde_json::Value::Null)).expect_err("no PDF");
        assert!(
            refused.to_string().contains("missing alt text"),
            "{refused}"
        );
    }

    #[test]
    fn the_template_reaches_no_file_and_no_package() {
        use typst::World;
        use typst::syntax::{RootedPath, VirtualPath, VirtualRoot};
        let files = Files::new("{}".to_owned());
        for path in ["/etc/passwd", "/report.typ/..", "/other.json"] {
            let path = VirtualPath::new(path).expect("a path");
            let id = RootedPath::new(VirtualRoot::Project, path).intern();
            assert!(files.file(id).is_err());
        }
        assert!(files.today(None).is_none());
    }
}
