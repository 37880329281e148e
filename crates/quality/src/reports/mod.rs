//! Reports kept as files: the document that an inspection ended in, beside what is held of it.
//!
//! A file is kept as it came, byte for byte, and is only ever handed out again as a file to be saved.
//! Its kind is told by its bytes and must agree with its name; the same bytes are kept once for an
//! inspection. Nothing in a file is read, so it says nothing about the inspection in the register.

mod acts;
mod kind;
pub mod limits;
mod name;
mod store;
mod types;

pub use acts::{check, keep, open};
pub use kind::Kind;
pub(crate) use store::{FileRow, all, of_inspection};
pub use types::{Error, Kept, Opened, ReportFile};
