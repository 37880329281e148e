//! How much a drawing holds, and when numbers count as few.

/// Levels of a rating, or lines, that a drawing tells apart. Guidance on charts asks for at most four
/// categories, because readers do not keep more in mind; tables hold all.
pub const CATEGORIES: usize = 4;

/// Below this many a figure says that its numbers are small: one result more or less then moves a
/// share by more than ten per cent.
pub const FEW: u32 = 10;

/// Beyond this a value is drawn at the edge and written with an exponent: a thousand million million is more than
/// anything counted here, and still far from where a drawing's arithmetic would overflow.
pub const LARGEST: f64 = 1e15;

/// Differences below this are drawn as none: smaller than any decimal that a figure shows.
pub const SMALLEST: f64 = 1e-9;
