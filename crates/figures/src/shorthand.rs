//! The shorthand that stands beside a number or in its place, and what it means (reference: the
//! conventions of government statistics, letters in square brackets).

use crate::Table;

/// There is no value, because nothing applied: a rate whose denominator is nought.
pub const NOT_APPLICABLE: &str = "[z]";
/// There may be a value, and it is not to hand.
pub const NOT_AVAILABLE: &str = "[x]";
/// It rounds to nought and is not nought.
pub const ROUNDS_TO_NOUGHT: &str = "[low]";

/// Every mark with its meaning, in the order in which a key lists them.
pub const MARKS: [(&str, &str); 9] = [
    ("[c]", "suppressed to protect a person"),
    (NOT_AVAILABLE, "not available"),
    (NOT_APPLICABLE, "not applicable"),
    ("[p]", "provisional"),
    ("[r]", "revised"),
    ("[e]", "estimated"),
    ("[b]", "break in the series"),
    ("[u]", "low reliability"),
    (ROUNDS_TO_NOUGHT, "rounds to nought and is not nought"),
];

/// The marks that stand in cells of `table`, alone or after a number, with their meanings.
#[must_use]
pub fn used(table: &Table) -> Vec<(&'static str, &'static str)> {
    let stands = |mark: &str| {
        let mut cells = table.rows.iter().flatten();
        cells.any(|cell| cell.split(' ').any(|word| word == mark))
    };
    MARKS.into_iter().filter(|(mark, _)| stands(mark)).collect()
}
