//! Every limit of reports kept as files: its name, its value, and why it is that.

/// Bytes of one report. Published reports are one to three megabytes; twenty leave room for one that
/// was scanned from paper. The database keeps the bytes, so a film has no place here.
pub const FILE_BYTES: usize = 20_000_000;

/// Characters of a file's name. Longer ones are cut before their ending: some systems cannot save them.
pub const NAME_CHARS: usize = 120;

/// Files that one inspection may be given: the report, its Welsh version, a letter, annexes.
pub const FILES: i32 = 20;

/// Parts that a text document may consist of. A long report with pictures has some hundreds.
pub const PARTS: usize = 10_000;

/// Bytes that are read of the part of a document that says what the document is. It is a list of a
/// few kilobytes; whatever unpacks to more was made to fill the memory.
pub const PART_BYTES: u64 = 1_000_000;

/// Bytes at the end of a PDF in which its end must stand. Some programs write a little after it.
pub const PDF_END_BYTES: usize = 2_048;
