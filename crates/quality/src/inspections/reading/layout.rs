//! Which of the two layouts a file has, told by its header.

use super::super::report::{Cell, shown};
use super::own_columns::OwnField;
use super::scrape::ScrapeField;
use super::table::Table;

/// A file's layout with the place of each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The register's own, as the published inspections come.
    Own(Columns<OwnField>),
    /// The public dataset read from the inspectorate's rating pages.
    Scrape(Columns<ScrapeField>),
}

/// Which field each column of the file holds; columns of no meaning are absent.
pub(crate) type Columns<F> = Vec<(usize, F)>;

/// Recognises the layout; unknown columns leave a note each.
///
/// # Errors
/// A cell that says which columns are expected, or which stands twice.
pub(crate) fn layout(table: &Table) -> Result<(Layout, Vec<Cell>), Cell> {
    let names: Vec<String> = table
        .header
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|own| own == name);
    if has("service") && has("framework") {
        let (columns, notes) = columns(table, &names, OwnField::named)?;
        return Ok((Layout::Own(columns), notes));
    }
    if has("la_name") && has("publication_date") {
        let (columns, notes) = columns(table, &names, ScrapeField::named)?;
        return Ok((Layout::Scrape(columns), notes));
    }
    Err(Cell::new(
        table.header_line,
        table.header.first().map_or("", String::as_str),
        &table.header.join(","),
        "The header is of no layout that holds inspections.",
        "The register's own layout has at least the columns inspection_id, service, framework and \
         published; the public dataset's has la_name, publication_date, overall_rating and \
         score_%. Columns are parted by commas.",
    ))
}

fn columns<F: PartialEq + Copy>(
    table: &Table,
    names: &[String],
    named: impl Fn(&str) -> Option<F>,
) -> Result<(Columns<F>, Vec<Cell>), Cell> {
    let mut columns: Columns<F> = Vec::new();
    let mut notes = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let printed = table.header.get(index).map_or("", String::as_str);
        match named(name) {
            Some(field) if columns.iter().any(|(_, known)| *known == field) => {
                return Err(Cell::new(
                    table.header_line,
                    printed,
                    printed,
                    format!("The column “{}” stands twice.", shown(printed)),
                    "Remove one of the two, so that each value has one place.",
                ));
            }
            Some(field) => columns.push((index, field)),
            None => notes.push(Cell::new(
                table.header_line,
                printed,
                printed,
                "This column is not part of the layout and was left out.",
                "Check its spelling if it should have been read.",
            )),
        }
    }
    Ok((columns, notes))
}
