//! How a value is written: in a table, where programs read it too, and in words.

use crate::limits::LARGEST;
use crate::shorthand::{NOT_AVAILABLE, ROUNDS_TO_NOUGHT};

/// A value for a table: no separators, so that a spreadsheet takes it for a number.
pub(crate) fn plain(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return NOT_AVAILABLE.to_owned();
    }
    if value.abs() >= LARGEST {
        return format!("{value:.3e}");
    }
    let text = format!("{value:.*}", usize::from(decimals));
    let is_nought = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    match is_nought {
        true if value == 0.0 => text.trim_start_matches('-').to_owned(),
        true => ROUNDS_TO_NOUGHT.to_owned(),
        false => text,
    }
}

/// A value for words and drawings: `1,234.5`.
pub(crate) fn words(value: f64, decimals: u8) -> String {
    let text = plain(value, decimals);
    if !value.is_finite() || value.abs() >= LARGEST {
        return text;
    }
    let (whole, rest) = match text.find('.') {
        Some(point) => text.split_at(point),
        None => (text.as_str(), ""),
    };
    format!("{}{rest}", grouped(whole))
}

/// A number of things, in words and drawings.
pub(crate) fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// Puts a comma before every third digit from the right; anything but digits stays as it is.
fn grouped(whole: &str) -> String {
    let digits = whole.trim_start_matches('-');
    let sign = &whole[..whole.len() - digits.len()];
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return whole.to_owned();
    }
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
