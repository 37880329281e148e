//! Text as every file here can hold it.

/// The same text with line ends as `\n`, and a replacement mark for each character that XML cannot
/// hold: control characters, and two code points that stand for no character.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                out.push('\n');
            }
            '\n' | '\t' => out.push(char),
            '\u{FFFE}' | '\u{FFFF}' => out.push(char::REPLACEMENT_CHARACTER),
            _ if char.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(char),
        }
    }
    out
}

/// Length in the sixteen-bit units that spreadsheet programs count.
pub(crate) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_leaves_a_mark() {
        for (given, plain_text) in [
            ("Medway", "Medway"),
            ("two\r\nlines\rthree", "two\nlines\nthree"),
            ("a\ttab", "a\ttab"),
            ("a\u{0}b\u{1b}c\u{FFFF}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
        ] {
            assert_eq!(plain(given), plain_text);
        }
        assert_eq!(units("Môn 🐦"), 6);
    }
}
