//! A figure as a page shows it: drawn in both shapes, with its sentence, its table and its files.

use figures::{Chart, Shape, Table, shorthand};

/// Where the files of a figure are; a figure of something that has no address of its own has none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Downloads {
    /// Address of the CSV file.
    pub(crate) csv: Option<String>,
    /// Address of the ODS file.
    pub(crate) ods: Option<String>,
}

/// Everything that the figure component needs.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// The drawing for a wide page. Safe: made by `figures`, which escapes every label.
    pub(crate) wide: String,
    /// The drawing for a phone.
    pub(crate) narrow: String,
    pub(crate) sentence: String,
    /// Whether the page says the same right above, so that only those who cannot see it need the
    /// sentence here.
    pub(crate) said: bool,
    pub(crate) table: Table,
    /// Where its files are.
    pub(crate) downloads: Downloads,
}

impl Figure {
    /// Any kind of chart. `id` must be the figure's own on its page.
    pub(crate) fn of(chart: &dyn Chart, id: &str, downloads: Downloads) -> Self {
        Figure {
            wide: chart.svg(Shape::Wide, &format!("{id}-wide")),
            narrow: chart.svg(Shape::Narrow, &format!("{id}-narrow")),
            sentence: chart.sentence(),
            said: false,
            table: chart.table(),
            downloads,
        }
    }

    /// The same on a page whose headline says already what the figure shows.
    pub(crate) fn said_above(self) -> Self {
        Figure { said: true, ..self }
    }

    /// The key to the shorthand in its table: "[z] means not applicable, [x] not available."; empty
    /// where there is none.
    pub(crate) fn key(&self) -> String {
        let marks = shorthand::used(&self.table).into_iter().enumerate();
        let words = marks.map(|(index, (mark, meaning))| match index {
            0 => format!("{mark} means {meaning}"),
            _ => format!("{mark} {meaning}"),
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            String::new()
        } else {
            format!("{}.", words.join(", "))
        }
    }
}
