//! A figure as a page shows it: drawn in both shapes, with its sentence, its table and its CSV.

use figures::{Bars, Ladder, Shape, Table};

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
    /// Where its CSV is, when it has an address.
    pub(crate) csv: Option<String>,
}

impl Figure {
    /// `id` must be the figure's own on its page, and the page's headline must say what the ladder shows.
    pub(crate) fn ladder(ladder: &Ladder, id: &str, csv: Option<String>) -> Self {
        Figure {
            wide: ladder.svg(Shape::Wide, &format!("{id}-wide")),
            narrow: ladder.svg(Shape::Narrow, &format!("{id}-narrow")),
            sentence: ladder.sentence(),
            said: true,
            table: ladder.table(),
            csv,
        }
    }

    /// `id` must be the figure's own on its page.
    pub(crate) fn bars(bars: &Bars, id: &str, csv: Option<String>) -> Self {
        Figure {
            wide: bars.svg(Shape::Wide, &format!("{id}-wide")),
            narrow: bars.svg(Shape::Narrow, &format!("{id}-narrow")),
            sentence: bars.sentence(),
            said: false,
            table: bars.table(),
            csv,
        }
    }

    /// Whether a cell of the table needs the key to the shorthand.
    pub(crate) fn has_shorthand(&self) -> bool {
        let mut cells = self.table.rows.iter().flatten();
        cells.any(|cell| cell == "[z]" || cell == "[x]")
    }
}
