//! A workbook as an Office Open XML spreadsheet.
//!
//! The library writes what Excel itself would; two things that it has no words for are added to its
//! parts afterwards: that the titles are headings, and the language of the document.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url,
    Workbook as Book, Worksheet, XlsxError,
};

use crate::Error;
use crate::layout::{Content, Grid, Marked, lay_out};
use crate::package::{Part, pack, unpack};
use crate::text::plain;
use crate::workbook::Workbook;

/// Size of the letters of a title. No other cell has it, so it finds the titles' style.
const TITLE_SIZE: u8 = 15;

/// The workbook as an XLSX file.
///
/// # Errors
/// When the workbook breaks the layout or a limit; see [`Error`].
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    let grids = lay_out(workbook)?;
    let bytes = written(workbook, &grids).map_err(Error::writing)?;
    let mut parts = unpack(&bytes)?;
    for part in &mut parts {
        match part.name.as_str() {
            "xl/styles.xml" => rewrite(part, with_headings)?,
            "docProps/core.xml" => rewrite(part, |xml| with_language(xml, &workbook.language))?,
            _ => {}
        }
    }
    pack(&parts)
}

fn written(workbook: &Workbook, grids: &[Grid]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new();
    // The form needs a time of making; the first that it can hold is nobody's.
    let properties = DocProperties::new()
        .set_title(plain(&workbook.title))
        .set_author(plain(&workbook.author))
        .set_creation_datetime(&ExcelDateTime::from_ymd(1900, 1, 1)?);
    book.set_properties(&properties);
    for grid in grids {
        write_sheet(book.add_worksheet(), grid)?;
    }
    book.save_to_buffer()
}

fn write_sheet(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    sheet.set_name(&grid.name)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    // A4.
    sheet.set_paper_size(9);
    for (column, width) in (0u16..).zip(&grid.widths) {
        // A few dozen letters: the conversion is exact.
        sheet.set_column_width(column, *width as f64)?;
    }
    // The table comes first: it writes its headings without our style, and we write over them.
    if let Some(table) = &grid.table {
        write_table(sheet, table)?;
    }
    for (row, cells) in (0u32..).zip(&grid.rows) {
        for (column, content) in (0u16..).zip(cells) {
            write_cell(sheet, row, column, content)?;
        }
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, table: &Marked) -> Result<(), XlsxError> {
    let columns = table.headings.iter();
    let columns: Vec<TableColumn> = columns
        .map(|heading| TableColumn::new().set_header(heading))
        .collect();
    let own = Table::new()
        .set_name(&table.name)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_style(TableStyle::None);
    // The layout holds tables to what a sheet has.
    let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.add_table(row(table.first), 0, row(table.last), last_column, &own)?;
    sheet.set_repeat_rows(row(table.first), row(table.first))?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    content: &Content,
) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let wrapped = top.clone().set_text_wrap();
    let right = |format: Format, right: bool| match right {
        true => format.set_align(FormatAlign::Right),
        false => format,
    };
    match content {
        Content::Title(words) => {
            let title = top.set_bold().set_font_size(TITLE_SIZE);
            sheet.write_string_with_format(row, column, words, &title)?
        }
        Content::Line(words) => sheet.write_string_with_format(row, column, words, &top)?,
        Content::Heading { words, right: end } => {
            let heading = right(wrapped.set_bold(), *end);
            sheet.write_string_with_format(row, column, words, &heading)?
        }
        Content::Text { words, right: end } => {
            sheet.write_string_with_format(row, column, words, &right(wrapped, *end))?
        }
        Content::Number { value, decimals } => {
            let form = match decimals {
                0 => "0".to_owned(),
                _ => format!("0.{}", "0".repeat(usize::from(*decimals))),
            };
            sheet.write_number_with_format(row, column, *value, &top.set_num_format(form))?
        }
        Content::Link(name) => {
            let address = format!("internal:'{}'!A1", name.replace('\'', "''"));
            let link = Url::new(address).set_text(name);
            sheet.write_url(row, column, link)?
        }
    };
    Ok(())
}

fn rewrite(part: &mut Part, change: impl FnOnce(&str) -> Option<String>) -> Result<(), Error> {
    let text = std::str::from_utf8(&part.bytes).map_err(Error::writing)?;
    let changed = change(text);
    let missing = || Error::writing(format!("{} is not as it was expected", part.name));
    part.bytes = changed.ok_or_else(missing)?.into_bytes();
    Ok(())
}

/// The styles with one more named style, "Heading 1", which the titles' cells have. None where the part
/// is not as the library writes it.
fn with_headings(styles: &str) -> Option<String> {
    let font = title_font(styles)?;
    let bases = between(styles, "<cellStyleXfs count=\"", "\"")?;
    let style: u32 = bases.parse().ok()?;
    let named = between(styles, "<cellStyles count=\"", "\"")?;
    let more: u32 = named.parse::<u32>().ok()?.checked_add(1)?;
    let base = format!("<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\"/>");
    let name = format!("<cellStyle name=\"Heading 1\" xfId=\"{style}\" builtinId=\"16\"/>");
    let cell = |xf: &str| format!("fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"{xf}\"");
    Some(
        styles
            .replace(&cell("0"), &cell(&style.to_string()))
            .replace(
                &format!("<cellStyleXfs count=\"{bases}\""),
                &format!("<cellStyleXfs count=\"{}\"", style.checked_add(1)?),
            )
            .replace("</cellStyleXfs>", &format!("{base}</cellStyleXfs>"))
            .replace(
                &format!("<cellStyles count=\"{named}\""),
                &format!("<cellStyles count=\"{more}\""),
            )
            .replace("</cellStyles>", &format!("{name}</cellStyles>")),
    )
}

/// The number of the font that titles have.
fn title_font(styles: &str) -> Option<usize> {
    let size = format!("<sz val=\"{TITLE_SIZE}\"/>");
    let fonts = between(styles, "<fonts", "</fonts>")?;
    let mut fonts = fonts.split("<font>").skip(1);
    fonts.position(|font| font.contains(&size))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    let (found, _) = rest.split_once(after)?;
    Some(found)
}

/// The document's information with its language.
fn with_language(core: &str, language: &str) -> Option<String> {
    let end = "</cp:coreProperties>";
    let safe = language
        .chars()
        .all(|char| char.is_ascii_alphanumeric() || char == '-');
    (safe && core.contains(end)).then(|| {
        let with = format!("<dc:language>{language}</dc:language>{end}");
        core.replace(end, &with)
    })
}
