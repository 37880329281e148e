//! Every limit of the door: its name, its value, and why it is that.

use std::time::Duration;

/// Acts that share one transaction. Enough that a busy minute costs few commits; few enough that
/// the first of a group does not wait noticeably for the last.
pub const ACTS_A_COMMIT: usize = 64;

/// Deeds that may wait for the writer or for a reader before callers wait to hand theirs in. It
/// bounds memory when the database is slow; nothing is refused, callers queue.
pub const DEEDS_WAITING: usize = 1_024;

/// Rows of a file that one import act takes (the caller's duty). One act holds the only writer, so
/// a long file is many short acts and others get their turn in between.
pub const IMPORT_ROWS_AN_ACT: usize = 500;

/// Readers: threads with a connection of their own. Pages are short; a few readers keep a long
/// export from holding up the rest.
pub const READERS: usize = 4;

/// Records that one deed may name in the trail, a row each. Twice what one import act touches.
pub const RECORDS_A_DEED: usize = 1_000;

/// Bytes of detail, as JSON, that one deed may leave in the trail. Detail says what was done; it is
/// not a second copy of the records.
pub const DETAIL_BYTES: usize = 65_536;

/// Bytes of a record's kind or id in the trail. Ids are made by us and short.
pub const ID_BYTES: usize = 200;

/// Rows of the trail held in memory at once while it is checked or taken out.
pub const TRAIL_ROWS_A_PAGE: i64 = 1_000;

/// Problems that a check of the trail lists one by one before it only counts. Whoever tampers with
/// a million rows should not be able to exhaust the memory of whoever checks.
pub const PROBLEMS_LISTED: usize = 1_000;

/// How long a writer waits for another process to release the database. Imports by another process
/// take seconds; a minute would look like a hung page.
pub const LOCK_WAIT: Duration = Duration::from_secs(15);

/// How long to wait for a PostgreSQL server to answer at all.
pub const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// Rows of a table that a backup reads, or a restore puts in, at once; tables that hold files go row
/// by row. With 32 columns at most it stays below the 32,766 arguments that SQLite takes.
pub const BACKUP_ROWS_A_PAGE: usize = 500;

/// Bytes of one line of an archive. A kept file of 40 MB as base64 with room to spare; a file that is
/// no archive and has no line feeds cannot fill the memory.
pub const BACKUP_LINE_BYTES: usize = 64 * 1024 * 1024;

/// Characters of a passphrase that protects a backup, at least. Whoever has the file can try as long
/// as they like, so it is longer than a password that locks after a few tries.
pub const PASSPHRASE_CHARACTERS: usize = 16;

/// The work of trying one passphrase, as a power of two: about a second and 256 MB on today's
/// machines, as the `age` program itself asks.
pub const PASSPHRASE_WORK: u8 = 18;

/// The most work that opening an archive may ask for. Four times ours, so that a file from elsewhere
/// can be opened and none can fill the memory.
pub const PASSPHRASE_WORK_AT_MOST: u8 = 20;
