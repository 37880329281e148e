//! The installation's own key, from which secrets are derived that the database must not hold.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use vault::Error;

/// 256 random bits in a file of their own, apart from the database and its backups. Whoever loses it
/// sets every second factor up anew; whoever has it and the database can make everybody's codes.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A new key.
    ///
    /// # Errors
    /// [`Error::NoRandomness`] when the operating system gives no random bytes.
    pub fn fresh() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
        Ok(Key(bytes))
    }

    /// The key from the text of its file: 64 hexadecimal digits. None if it is no key.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits: Vec<u32> = text.trim().chars().map_while(|c| c.to_digit(16)).collect();
        if digits.len() != 64 || text.trim().chars().count() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).ok()?;
        }
        Some(Key(bytes))
    }

    /// The key as its file holds it.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A secret for one purpose and one thing: HMAC-SHA-256 over both (RFC 2104).
    pub(crate) fn derive(&self, purpose: &str, about: &str) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        // No purpose or id of ours holds a line break, so the two cannot run into one another.
        mac.update(purpose.as_bytes());
        mac.update(b"\n");
        mac.update(about.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// A key says nothing of itself in logs and panics.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_is_read_as_its_file_holds_it() {
        let key = Key::fresh().expect("random bytes");
        assert_eq!(Key::read(&format!("{}\n", key.reveal())), Some(key.clone()));
        for other in [
            "",
            "00",
            &key.reveal()[1..],
            &format!("{}0", key.reveal()),
            &"g".repeat(64),
        ] {
            assert_eq!(Key::read(other), None, "{other}");
        }
        assert_eq!(format!("{key:?}"), "Key(…)");
    }

    #[test]
    fn each_purpose_and_each_thing_has_a_secret_of_its_own() {
        let key = Key([1; 32]);
        assert_ne!(key.derive("a", "bc"), key.derive("ab", "c"));
        assert_ne!(key.derive("a", "b"), Key([2; 32]).derive("a", "b"));
        assert_eq!(key.derive("a", "b"), key.derive("a", "b"));
    }
}
