//! How wide a text will be, before anything has drawn it.
//!
//! A drawing made on the server cannot ask a browser how long a label is. Pages use Arial or what
//! stands in for it (Helvetica, Liberation Sans), which all share one set of advance widths; with
//! those a label can be wrapped and placed so that it is never cut off.

/// Advance widths of the printable ASCII characters from space to tilde, in thousandths of the size.
const ADVANCES: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
    278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

/// What a bold letter is wider than a regular one, at most, in thousandths of the size (`"` is the
/// widest step; letters gain about half of it).
const BOLD_EXTRA: u16 = 120;

/// For a character outside the table: a full em, wider than any Latin letter with a mark.
const UNKNOWN: u16 = 1000;

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As running text.
    Regular,
    /// Bold.
    Bold,
}

/// The width of `text` at `size`, in the unit of `size`. Never less than what a browser draws for
/// Latin text in Arial or its metric twins; for other scripts an estimate on the wide side.
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(c, weight))).sum();
    f64::from(thousandths) * size / 1000.0
}

fn advance(c: char, weight: Weight) -> u16 {
    let index = u32::from(c).wrapping_sub(u32::from(' '));
    let regular = usize::try_from(index)
        .ok()
        .and_then(|i| ADVANCES.get(i))
        .copied()
        .unwrap_or(UNKNOWN);
    match weight {
        Weight::Regular => regular,
        Weight::Bold if c == '"' => regular + BOLD_EXTRA,
        // Every other bold character gains at most 61 thousandths, most of them 56.
        Weight::Bold => regular + BOLD_EXTRA / 2 + 1,
    }
}

/// Breaks `text` into lines that are each no wider than `limit`: between words where it can, within
/// a word only when that word alone is too wide. Nothing is left out. Always at least one line.
#[must_use]
pub fn wrap(text: &str, size: f64, weight: Weight, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&joined, size, weight) <= limit {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            let mut longer = line.clone();
            longer.push(c);
            if !line.is_empty() && width(&longer, size, weight) > limit {
                lines.push(std::mem::take(&mut line));
                line.push(c);
            } else {
                line = longer;
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Writes `text` so that it can stand between tags or inside a quoted attribute. Characters that
/// XML forbids become a space, so that one stray control character cannot break a page.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
