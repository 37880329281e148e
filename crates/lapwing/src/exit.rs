//! Exit codes: the same for every command, so that a script can rely on them.

use std::process::ExitCode;

/// A code this program may end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code(u8);

/// The command did what it was asked, also when a result is not known.
pub const DONE: Code = Code(0);
/// Something outside the input went wrong: the database, the network, the disk.
pub const FAILED: Code = Code(1);
/// The arguments cannot be used, or something must be set up first.
pub const USAGE: Code = Code(2);
/// The input cannot be used; what is wrong with it is on standard error.
pub const BAD_INPUT: Code = Code(3);
/// A check that was asked for did not pass (`audit verify`, `restore`).
pub const NOT_VERIFIED: Code = Code(4);

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code.0)
    }
}
