//! The bad files that a reader of CSV meets in an ordinary week.

/// The same file as spreadsheets, editors and accidents would have left it: a name and its bytes.
/// `valid` is a good file with a header row and commas. Some variants are still readable and should
/// be read; what a reader must never do with any of them is to fail without a clear answer.
#[must_use]
pub fn variants(valid: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("empty", Vec::new()),
        ("blank lines only", b"\n\n\r\n  \n".to_vec()),
        ("header only", header(valid).as_bytes().to_vec()),
        ("no header", body(valid).as_bytes().to_vec()),
        (
            "byte-order mark",
            [b"\xEF\xBB\xBF", valid.as_bytes()].concat(),
        ),
        ("semicolons", valid.replace(',', ";").into_bytes()),
        ("tabs", valid.replace(',', "\t").into_bytes()),
        ("Windows-1252", windows_1252(valid)),
        ("UTF-16", utf_16(valid)),
        ("NUL bytes", valid.replacen('\n', "\n\0", 2).into_bytes()),
        (
            "a row too long",
            format!("{}\n,,surplus,,,", valid.trim_end()).into_bytes(),
        ),
        (
            "a row too short",
            format!("{}\nshort", valid.trim_end()).into_bytes(),
        ),
        ("CRLF", valid.replace('\n', "\r\n").into_bytes()),
        ("CR only", valid.replace('\n', "\r").into_bytes()),
        (
            "no end of line at the end",
            valid.trim_end().as_bytes().to_vec(),
        ),
        (
            "a quote never closed",
            format!("{}\n\"open", valid.trim_end()).into_bytes(),
        ),
        (
            "cut in the middle",
            valid.as_bytes()[..valid.len() / 2].to_vec(),
        ),
        ("twice, header and all", valid.repeat(2).into_bytes()),
    ]
}

/// The first line with its end.
fn header(valid: &str) -> &str {
    valid.split_inclusive('\n').next().unwrap_or_default()
}

/// All but the first line.
fn body(valid: &str) -> &str {
    &valid[header(valid).len()..]
}

/// Windows' own encoding, with an `é` and a dash (bytes that are not UTF-8) in the first field of the
/// first row, so that the variant is different whatever the file holds.
fn windows_1252(valid: &str) -> Vec<u8> {
    let plain = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    };
    [plain(header(valid)), vec![0xE9, 0x96], plain(body(valid))].concat()
}

/// Little-endian with its mark, as "Unicode text" is saved.
fn utf_16(valid: &str) -> Vec<u8> {
    std::iter::once(0xFEFF)
        .chain(valid.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}
