//! A figure never stands alone. Here a chart is first of all a value: data, words and units. From
//! that one value come four forms that always agree with one another: a drawing (SVG), a table, a
//! CSV file, and a sentence that says the finding.
//!
//! Two kinds of figure stand here so far: [`Ladder`], where a service stands on a scale of points,
//! and [`Bars`], percentages beside the lines that divide one rating from the next.
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
pub mod ladder;
mod scene;
pub mod table;
pub mod text;

pub use bars::{Bar, Bars, Reference, Whisker};
pub use ladder::{Band, Ladder, Place};
pub use table::{Column, Table};

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
