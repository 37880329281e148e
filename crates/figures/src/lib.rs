//! A figure never stands alone. Here a chart is first of all a value: data, words and units. From
//! that one value come four forms that always agree with one another: a drawing (SVG), a table, a
//! CSV file, and a sentence that says the finding.
//!
//! Five kinds of figure stand here: [`Ladder`], where a service stands on a scale of points;
//! [`Bars`], percentages beside the lines that divide one rating from the next; [`Distribution`], how
//! many got which rating; [`Lines`], values over periods; and [`Dots`], one value a row on a common
//! scale. All are a [`Chart`], so a page or a document takes any of them.
//!
//! What holds for every drawing:
//!
//! - attributes only: no `style`, no script, nothing fetched, so the strictest content security
//!   policy lets it through;
//! - words and lines take `currentColor`, so dark themes and forced colours keep them readable;
//! - nothing is told by colour alone: each mark has its words beside it;
//! - no label is cut off: text is measured with [`text::width`] and wrapped before it is placed;
//! - two shapes, [`Shape::Wide`] and [`Shape::Narrow`], because one drawing scaled down to a phone
//!   would have letters too small to read.
//!
//! This is a kernel: it imports no other room, reads nothing and cannot fail.

pub mod bars;
pub mod colours;
pub mod distribution;
pub mod dots;
pub mod ladder;
pub mod limits;
pub mod lines;
mod numbers;
mod scale;
mod scene;
pub mod shorthand;
pub mod table;
pub mod text;

pub use bars::{Bar, Bars, Reference, Whisker};
pub use distribution::{Distribution, Spread};
pub use dots::{Dot, Dots, Line};
pub use ladder::{Band, Ladder, Place};
pub use lines::{Interval, Lines, Point, Series};
pub use table::{Column, Table};

/// What every figure can say and show of itself. Its forms come from one value, so they agree.
pub trait Chart {
    /// The finding as a title of about ten words.
    fn title(&self) -> String;

    /// The finding in words, for those who cannot see the drawing and those who want it in short.
    fn sentence(&self) -> String;

    /// The data, every cell filled: what is missing says why.
    fn table(&self) -> Table;

    /// The drawing as one `<svg>` element, safe to stand in a page. `id` must be its own on the page.
    fn svg(&self, shape: Shape, id: &str) -> String;

    /// The table as CSV.
    fn csv(&self) -> String {
        self.table().csv()
    }
}

/// The two widths at which every figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// For a page wider than a phone; 680 units across, so that text is full size in a text column.
    Wide,
    /// For a phone, or a wide page at 400 per cent zoom; 300 units across.
    Narrow,
}

impl Shape {
    /// Width of the drawing in user units, which are CSS pixels when it is shown at full size.
    #[must_use]
    pub fn width(self) -> f64 {
        match self {
            Shape::Wide => 680.0,
            Shape::Narrow => 300.0,
        }
    }
}
