//! A workbook as an OpenDocument spreadsheet, the form in which government statistics are published.
//!
//! Written part by part: the types that mark a heading as a heading and a table as a table must be
//! there, and the same workbook must give the same bytes.

use std::collections::BTreeSet;

use crate::Error;
use crate::layout::{Content, Grid, Marked, lay_out};
use crate::package::{Part, pack};
use crate::text::plain;
use crate::workbook::Workbook;
use crate::xml::{Attributes, Xml};

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const VERSION: (&str, &str) = ("office:version", "1.3");

/// The names that the parts use, each with its address.
const NAMESPACES: [(&str, &str); 12] = [
    (
        "xmlns:office",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    ),
    (
        "xmlns:style",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    ),
    (
        "xmlns:text",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    ),
    (
        "xmlns:table",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    ),
    (
        "xmlns:number",
        "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    ),
    (
        "xmlns:fo",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    ),
    (
        "xmlns:config",
        "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    ),
    (
        "xmlns:meta",
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    ),
    ("xmlns:ooo", "http://openoffice.org/2004/office"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    (
        "xmlns:svg",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    ),
];

/// Width of a letter in millimetres, for columns whose width is counted in letters.
const LETTER: f64 = 2.1;

/// The workbook as an ODS file.
///
/// # Errors
/// When the workbook breaks the layout or a limit; see [`Error`].
pub fn ods(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    let grids = lay_out(workbook)?;
    let kind = Part {
        stored: true,
        ..Part::new("mimetype", MEDIA_TYPE)
    };
    pack(&[
        kind,
        Part::new("META-INF/manifest.xml", manifest()?),
        Part::new("meta.xml", information(workbook)?),
        Part::new("settings.xml", settings(&grids)?),
        Part::new("styles.xml", styles(workbook)?),
        Part::new("content.xml", content(&grids)?),
    ])
}

fn manifest() -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new()?;
    let attributes = [
        (
            "xmlns:manifest",
            "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
        ),
        ("manifest:version", "1.3"),
    ];
    xml.element("manifest:manifest", &attributes, |xml| {
        let parts = ["meta.xml", "settings.xml", "styles.xml", "content.xml"];
        let parts = parts.map(|name| (name, "text/xml"));
        for (path, kind) in std::iter::once(("/", MEDIA_TYPE)).chain(parts) {
            let attributes = [("manifest:full-path", path), ("manifest:media-type", kind)];
            xml.empty("manifest:file-entry", &attributes)?;
        }
        Ok(())
    })?;
    Ok(xml.finish())
}

/// A part with the element that holds all of it.
fn part(name: &str, inner: impl FnOnce(&mut Xml) -> Result<(), Error>) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new()?;
    let attributes: Vec<_> = NAMESPACES.into_iter().chain([VERSION]).collect();
    xml.element(name, &attributes, inner)?;
    Ok(xml.finish())
}

/// Title, author and language; no time, because the same workbook must give the same bytes.
fn information(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    part("office:document-meta", |xml| {
        xml.element("office:meta", &[], |xml| {
            xml.leaf("meta:generator", "Lapwing")?;
            xml.leaf("dc:title", &plain(&workbook.title))?;
            xml.leaf("meta:initial-creator", &plain(&workbook.author))?;
            xml.leaf("dc:creator", &plain(&workbook.author))?;
            xml.leaf("dc:language", &plain(&workbook.language))
        })
    })
}

/// The first sheet is open and the cursor of each is at its first cell.
fn settings(grids: &[Grid]) -> Result<Vec<u8>, Error> {
    let item = |xml: &mut Xml, name: &str, kind: &str, value: &str| {
        let attributes = [("config:name", name), ("config:type", kind)];
        xml.element("config:config-item", &attributes, |xml| xml.text(value))
    };
    let first = grids.first().map_or("", |grid| grid.name.as_str());
    part("office:document-settings", |xml| {
        xml.element("office:settings", &[], |xml| {
            let views = [("config:name", "ooo:view-settings")];
            xml.element("config:config-item-set", &views, |xml| {
                let views = [("config:name", "Views")];
                xml.element("config:config-item-map-indexed", &views, |xml| {
                    xml.element("config:config-item-map-entry", &[], |xml| {
                        item(xml, "ViewId", "string", "view1")?;
                        let tables = [("config:name", "Tables")];
                        xml.element("config:config-item-map-named", &tables, |xml| {
                            grids.iter().try_for_each(|grid| {
                                let entry = [("config:name", grid.name.as_str())];
                                xml.element("config:config-item-map-entry", &entry, |xml| {
                                    item(xml, "CursorPositionX", "int", "0")?;
                                    item(xml, "CursorPositionY", "int", "0")
                                })
                            })
                        })?;
                        item(xml, "ActiveTable", "string", first)
                    })
                })
            })
        })
    })
}

/// The named styles: what a heading is, and how text wraps. No fill anywhere.
fn styles(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    let language = plain(&workbook.language);
    let (language, country) = language.split_once('-').unwrap_or((&language, "none"));
    part("office:document-styles", |xml| {
        xml.element("office:styles", &[], |xml| {
            let cell = [("style:family", "table-cell")];
            xml.element("style:default-style", &cell, |xml| {
                let letters = [
                    ("fo:font-size", "11pt"),
                    ("fo:font-family", "Arial"),
                    ("fo:language", language),
                    ("fo:country", country),
                ];
                xml.empty("style:text-properties", &letters)
            })?;
            NAMED_STYLES
                .iter()
                .try_for_each(|named| named_style(xml, named))
        })?;
        xml.element("office:automatic-styles", &[], |xml| {
            let page = [("style:name", "page")];
            xml.element("style:page-layout", &page, |xml| {
                let paper = [
                    ("fo:page-width", "297mm"),
                    ("fo:page-height", "210mm"),
                    ("style:print-orientation", "landscape"),
                    ("style:scale-to-X", "1"),
                ];
                xml.empty("style:page-layout-properties", &paper)
            })
        })?;
        xml.element("office:master-styles", &[], |xml| {
            let page = [
                ("style:name", "Default"),
                ("style:page-layout-name", "page"),
            ];
            xml.empty("style:master-page", &page)
        })
    })
}

/// A named style of cells.
struct Named {
    /// As styles refer to it.
    name: &'static str,
    /// As the spreadsheet program lists it.
    shown: &'static str,
    parent: &'static str,
    cell: Attributes<'static>,
    paragraph: Attributes<'static>,
    letters: Attributes<'static>,
}

const TOP: (&str, &str) = ("style:vertical-align", "top");
const WRAPPED: (&str, &str) = ("fo:wrap-option", "wrap");
const RIGHT: (&str, &str) = ("fo:text-align", "end");
const BOLD: (&str, &str) = ("fo:font-weight", "bold");

const NAMED_STYLES: [Named; 7] = [
    Named {
        name: "Default",
        shown: "Default",
        parent: "",
        cell: &[TOP],
        paragraph: &[],
        letters: &[],
    },
    Named {
        name: "Heading",
        shown: "Heading",
        parent: "Default",
        cell: &[],
        paragraph: &[],
        letters: &[BOLD],
    },
    Named {
        name: "Heading_20_1",
        shown: "Heading 1",
        parent: "Heading",
        cell: &[],
        paragraph: &[],
        letters: &[("fo:font-size", "15pt")],
    },
    Named {
        name: "Column_20_heading",
        shown: "Column heading",
        parent: "Default",
        cell: &[WRAPPED],
        paragraph: &[],
        letters: &[BOLD],
    },
    Named {
        name: "Number_20_heading",
        shown: "Number heading",
        parent: "Column_20_heading",
        cell: &[],
        paragraph: &[RIGHT],
        letters: &[],
    },
    Named {
        name: "Words",
        shown: "Words",
        parent: "Default",
        cell: &[WRAPPED],
        paragraph: &[],
        letters: &[],
    },
    Named {
        name: "Mark",
        shown: "Mark",
        parent: "Words",
        cell: &[],
        paragraph: &[RIGHT],
        letters: &[],
    },
];

fn named_style(xml: &mut Xml, named: &Named) -> Result<(), Error> {
    let mut attributes = vec![
        ("style:name", named.name),
        ("style:display-name", named.shown),
        ("style:family", "table-cell"),
    ];
    if !named.parent.is_empty() {
        attributes.push(("style:parent-style-name", named.parent));
    }
    xml.element("style:style", &attributes, |xml| {
        let properties = [
            ("style:table-cell-properties", named.cell),
            ("style:paragraph-properties", named.paragraph),
            ("style:text-properties", named.letters),
        ];
        properties
            .into_iter()
            .filter(|(_, attributes)| !attributes.is_empty())
            .try_for_each(|(name, attributes)| xml.empty(name, attributes))
    })
}

/// The sheets.
fn content(grids: &[Grid]) -> Result<Vec<u8>, Error> {
    part("office:document-content", |xml| {
        automatic_styles(xml, grids)?;
        xml.element("office:body", &[], |xml| {
            xml.element("office:spreadsheet", &[], |xml| {
                grids.iter().try_for_each(|grid| sheet(xml, grid))?;
                xml.element("table:database-ranges", &[], |xml| {
                    grids.iter().try_for_each(|grid| range(xml, grid))
                })
            })
        })
    })
}

/// The widths of columns and the decimals of numbers that occur.
fn automatic_styles(xml: &mut Xml, grids: &[Grid]) -> Result<(), Error> {
    let widths = grids.iter().flat_map(|grid| grid.widths.iter().copied());
    let widths: BTreeSet<usize> = widths.collect();
    let contents = grids.iter().flat_map(|grid| grid.rows.iter().flatten());
    let decimals = contents.filter_map(|content| match content {
        Content::Number { decimals, .. } => Some(*decimals),
        _ => None,
    });
    let decimals: BTreeSet<u8> = decimals.collect();
    xml.element("office:automatic-styles", &[], |xml| {
        for width in widths {
            let name = column_style(width);
            let attributes = [
                ("style:name", name.as_str()),
                ("style:family", "table-column"),
            ];
            xml.element("style:style", &attributes, |xml| {
                // A few dozen letters: the conversion is exact.
                let width = format!("{:.1}mm", width as f64 * LETTER);
                let width = [("style:column-width", width.as_str())];
                xml.empty("style:table-column-properties", &width)
            })?;
        }
        let row = [("style:name", "row"), ("style:family", "table-row")];
        xml.element("style:style", &row, |xml| {
            let height = [("style:use-optimal-row-height", "true")];
            xml.empty("style:table-row-properties", &height)
        })?;
        let sheet = [
            ("style:name", "sheet"),
            ("style:family", "table"),
            ("style:master-page-name", "Default"),
        ];
        xml.element("style:style", &sheet, |xml| {
            xml.empty("style:table-properties", &[("table:display", "true")])
        })?;
        decimals
            .into_iter()
            .try_for_each(|decimals| number_styles(xml, decimals))
    })
}

fn column_style(width: usize) -> String {
    format!("column{width}")
}

fn number_style(decimals: u8) -> String {
    format!("number{decimals}")
}

fn number_styles(xml: &mut Xml, decimals: u8) -> Result<(), Error> {
    let (name, form) = (number_style(decimals), format!("form{decimals}"));
    let places = decimals.to_string();
    xml.element("number:number-style", &[("style:name", &form)], |xml| {
        let attributes = [
            ("number:decimal-places", places.as_str()),
            ("number:min-decimal-places", &places),
            ("number:min-integer-digits", "1"),
        ];
        xml.empty("number:number", &attributes)
    })?;
    let attributes = [
        ("style:name", name.as_str()),
        ("style:family", "table-cell"),
        ("style:parent-style-name", "Default"),
        ("style:data-style-name", &form),
    ];
    xml.empty("style:style", &attributes)
}

fn sheet(xml: &mut Xml, grid: &Grid) -> Result<(), Error> {
    let attributes = [
        ("table:name", grid.name.as_str()),
        ("table:style-name", "sheet"),
    ];
    xml.element("table:table", &attributes, |xml| {
        for width in &grid.widths {
            let name = column_style(*width);
            let attributes = [
                ("table:style-name", name.as_str()),
                ("table:default-cell-style-name", "Default"),
            ];
            xml.empty("table:table-column", &attributes)?;
        }
        let headings = grid.table.as_ref().map(|table| table.first);
        for (index, cells) in grid.rows.iter().enumerate() {
            if Some(index) == headings {
                let rows = |xml: &mut Xml| row(xml, cells);
                xml.element("table:table-header-rows", &[], rows)?;
            } else {
                row(xml, cells)?;
            }
        }
        Ok(())
    })
}

fn row(xml: &mut Xml, cells: &[Content]) -> Result<(), Error> {
    let attributes = [("table:style-name", "row")];
    xml.element("table:table-row", &attributes, |xml| {
        cells.iter().try_for_each(|content| cell(xml, content))
    })
}

fn cell(xml: &mut Xml, content: &Content) -> Result<(), Error> {
    match content {
        Content::Title(text) => words(xml, "Heading_20_1", text),
        Content::Line(text) => words(xml, "Default", text),
        Content::Heading {
            words: text,
            right: false,
        } => words(xml, "Column_20_heading", text),
        Content::Heading {
            words: text,
            right: true,
        } => words(xml, "Number_20_heading", text),
        Content::Text {
            words: text,
            right: false,
        } => words(xml, "Words", text),
        Content::Text {
            words: text,
            right: true,
        } => words(xml, "Mark", text),
        Content::Number { value, decimals } => number(xml, *value, *decimals),
        Content::Link(sheet) => string(xml, "Words", |xml| {
            let address = format!("#{}.A1", quoted(sheet));
            let attributes = [("xlink:type", "simple"), ("xlink:href", address.as_str())];
            xml.element("text:p", &[], |xml| {
                xml.element("text:a", &attributes, |xml| line(xml, sheet))
            })
        }),
    }
}

fn string(
    xml: &mut Xml,
    style: &str,
    inner: impl FnOnce(&mut Xml) -> Result<(), Error>,
) -> Result<(), Error> {
    let attributes = [("table:style-name", style), ("office:value-type", "string")];
    xml.element("table:table-cell", &attributes, inner)
}

/// Words in a cell, each line a paragraph.
fn words(xml: &mut Xml, style: &str, text: &str) -> Result<(), Error> {
    string(xml, style, |xml| {
        let mut lines = text.split('\n');
        lines.try_for_each(|own| xml.element("text:p", &[], |xml| line(xml, own)))
    })
}

/// One line. Spaces at its ends and beside others would be taken for the file's own layout, so each of
/// them is an element.
fn line(xml: &mut Xml, text: &str) -> Result<(), Error> {
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let single = !plain.is_empty() && !plain.ends_with(' ') && chars.peek().is_some();
        let element = match char {
            '\t' => "text:tab",
            ' ' if !single => "text:s",
            _ => {
                plain.push(char);
                continue;
            }
        };
        xml.text(&plain)?;
        plain.clear();
        xml.empty(element, &[])?;
    }
    xml.text(&plain)
}

fn number(xml: &mut Xml, value: f64, decimals: u8) -> Result<(), Error> {
    let (style, exact) = (number_style(decimals), value.to_string());
    let attributes = [
        ("table:style-name", style.as_str()),
        ("office:value-type", "float"),
        ("office:value", &exact),
    ];
    xml.element("table:table-cell", &attributes, |xml| {
        xml.leaf("text:p", &format!("{value:.*}", usize::from(decimals)))
    })
}

/// The table of a sheet as a named range with headings, and without the buttons of a filter.
fn range(xml: &mut Xml, grid: &Grid) -> Result<(), Error> {
    let Some(table) = &grid.table else {
        return Ok(());
    };
    let address = address(&grid.name, table);
    let attributes = [
        ("table:name", table.name.as_str()),
        ("table:target-range-address", &address),
        ("table:contains-header", "true"),
        ("table:display-filter-buttons", "false"),
    ];
    xml.empty("table:database-range", &attributes)
}

fn address(sheet: &str, table: &Marked) -> String {
    let sheet = quoted(sheet);
    let (first, last) = (table.first + 1, table.last + 1);
    let column = column_letters(table.headings.len());
    format!("{sheet}.A{first}:{sheet}.{column}{last}")
}

/// A sheet's name as it stands in an address.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// The letters of a column, counted from 1: A, Z, AA.
fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        // The remainder is below 26.
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        column /= 26;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
