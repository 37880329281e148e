//! Backups: everything that a database holds as one file, and a database filled from it.
//!
//! An archive is a text of JSON lines that says nothing about which database it came from: the same
//! records give the same bytes from SQLite and from PostgreSQL, and either can be filled from it.
//! Every table has its digest and the whole has its seal, so that one changed byte is found before
//! anything is restored. docs/backup.md fixes the bytes.
//!
//! - [`take`] writes an archive of one moment while acts go on.
//! - [`check`] reads one and believes nothing.
//! - [`restore`] fills an empty database, all or nothing.
//! - A [`Lock`] encrypts an archive as it is written, and a [`Key`] opens it. Once there are records
//!   about people, an archive cannot be taken without.
//!
//! An archive passes through in pieces, so memory stays flat however large the database is.

mod catalogue;
mod encryption;
mod error;
mod form;
mod query;
mod reading;
mod restore;
mod take;
mod value;
mod writing;

pub use catalogue::{Kind, LEFT_OUT, TABLES, Table};
pub use encryption::{Key, Lock};
pub use error::BackupError;
pub use form::Summary;
pub use restore::{Restored, check, restore};
pub use take::take;
