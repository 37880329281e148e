//! The name under which a file is kept and handed out again.

use super::kind::Kind;
use super::limits::NAME_CHARS;

/// Why a name cannot stand beside the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NameError {
    /// Nothing is left of it.
    Missing,
    /// It promises another kind of file than the bytes are.
    OtherEnding,
}

/// The name without folders and without what no name should hold, if its ending is the kind's.
pub(super) fn cleaned(typed: &str, kind: Kind) -> Result<String, NameError> {
    // A browser of old, or a script, sends the folders too; either slash may part them.
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !turns_text(*c))
        .map(|c| if REFUSED.contains(&c) { '-' } else { c })
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let name = words.join(" ");
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    // A name that begins with a full stop is hidden on many systems.
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if !ending.eq_ignore_ascii_case(kind.ending()) {
        return Err(if name.is_empty() {
            NameError::Missing
        } else {
            NameError::OtherEnding
        });
    }
    if stem.is_empty() {
        return Err(NameError::Missing);
    }
    let most = NAME_CHARS - kind.ending().len() - 1;
    let stem: String = stem.chars().take(most).collect();
    Ok(format!("{}.{}", stem.trim_end(), kind.ending()))
}

/// Marks that one system or another cannot have in a name.
const REFUSED: [char; 7] = ['"', '<', '>', ':', '|', '?', '*'];

/// Marks that turn the direction of what follows, so that `fdp.exe` can be made to read `exe.pdf`.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_they_come_and_as_they_are_kept() {
        let long = format!("{}.pdf", "x".repeat(300));
        for (typed, kept) in [
            ("Medway report.pdf", Ok("Medway report.pdf")),
            ("MEDWAY.PDF", Ok("MEDWAY.pdf")),
            ("C:\\Users\\reports\\Medway.pdf", Ok("Medway.pdf")),
            ("../../etc/Medway.pdf", Ok("Medway.pdf")),
            ("Adroddiad Ynys Môn.pdf", Ok("Adroddiad Ynys Môn.pdf")),
            ("a\u{0}b\r\nc\u{202e}d.pdf", Ok("abcd.pdf")),
            ("what? \"now\".pdf", Ok("what- -now-.pdf")),
            (".hidden.pdf", Ok("hidden.pdf")),
            ("", Err(NameError::Missing)),
            (".pdf", Err(NameError::Missing)),
            ("folder/", Err(NameError::Missing)),
            ("Medway", Err(NameError::OtherEnding)),
            ("Medway.docx", Err(NameError::OtherEnding)),
            ("Medway.pdf.exe", Err(NameError::OtherEnding)),
        ] {
            let kept = kept.map(str::to_owned);
            assert_eq!(cleaned(typed, Kind::Pdf), kept, "{typed:?}");
        }
        let short = cleaned(&long, Kind::Pdf).expect("a name");
        assert_eq!(short.chars().count(), NAME_CHARS);
        assert!(short.ends_with("x.pdf"));
    }
}
