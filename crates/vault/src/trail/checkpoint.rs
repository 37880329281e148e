//! A mark of how far the trail had grown.

use std::fmt;
use std::str::FromStr;

use super::format::unhex;
use crate::error::Error;

/// How many rows the trail had, and the hash of the last. Written `ROW:DIGEST`. Whoever keeps one
/// elsewhere can later show that nothing was cut off, or written anew, up to that row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub(crate) row: i64,
    pub(crate) digest: String,
}

impl Checkpoint {
    /// The number of the last row; 0 for an empty trail.
    #[must_use]
    pub fn row(&self) -> i64 {
        self.row
    }

    /// The hash of that row, 64 hexadecimal digits; noughts for an empty trail.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.row, self.digest)
    }
}

impl FromStr for Checkpoint {
    type Err = Error;

    /// Reads `ROW:DIGEST`, with spaces around it and capital letters allowed, as paper has them.
    fn from_str(text: &str) -> Result<Self, Error> {
        let (row, digest) = text.trim().split_once(':').ok_or(Error::Checkpoint)?;
        let row: i64 = row.parse().map_err(|_| Error::Checkpoint)?;
        let digest = digest.to_ascii_lowercase();
        let is_digest = unhex(&digest).is_some_and(|bytes| bytes.len() == 32);
        if row < 0 || !is_digest {
            return Err(Error::Checkpoint);
        }
        Ok(Checkpoint { row, digest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_read() {
        let digest = "ab".repeat(32);
        let mark: Checkpoint = format!(" 17:{}\n", digest.to_uppercase()).parse().unwrap();
        assert_eq!((mark.row(), mark.digest()), (17, digest.as_str()));
        assert_eq!(mark.to_string().parse(), Ok(mark));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let digest = "0".repeat(64);
        let bad = [
            String::new(),
            "17".to_owned(),
            format!("x:{digest}"),
            format!("-1:{digest}"),
            format!("17:{}", &digest[1..]),
            format!("17:{digest}0"),
            format!("17:{}g", &digest[1..]),
        ];
        for text in bad {
            assert_eq!(text.parse::<Checkpoint>(), Err(Error::Checkpoint), "{text}");
        }
    }
}
