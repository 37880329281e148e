//! A report as one page of HTML that needs nothing but itself: no file beside it, no network. What
//! somebody sends by e-mail, opens years later, or prints from a machine without a PDF reader.

use askama::Template;

use crate::Error;
use crate::report::{Block, Report, Section};

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    title: &'a str,
    subtitle: &'a str,
    author: &'a str,
    language: &'a str,
    summary: &'a [String],
    sections: &'a [Section],
    foot: &'a str,
}

/// The report as an HTML file.
///
/// # Errors
/// When the report has no title, a drawing no words for those who cannot see it, or a table is none.
pub fn html(report: &Report) -> Result<String, Error> {
    report.check()?;
    let page = Page {
        title: &report.title,
        subtitle: &report.subtitle,
        author: &report.author,
        language: &report.language,
        summary: &report.summary,
        sections: &report.sections,
        foot: &report.foot,
    };
    page.render().map_err(Error::writing)
}
