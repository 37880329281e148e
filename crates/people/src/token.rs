//! What a browser or a link shows instead of saying who somebody is.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use vault::Error;

/// 256 random bits. They are shown once and held by whoever was given them; the database has only
/// their digest, so that a copy of it opens nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new token.
    ///
    /// # Errors
    /// [`Error::NoRandomness`] when the operating system gives no random bytes.
    pub fn fresh() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
        Ok(Token(bytes))
    }

    /// The token that a text shows; none if it cannot be one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Token(bytes.try_into().ok()?))
    }

    /// The token as a cookie or a link holds it: 43 letters, digits, hyphens and underscores.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the database holds of it.
    pub(crate) fn digest(&self) -> String {
        digest(&self.0)
    }
}

/// A token says nothing of itself in logs and panics.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 as hex. What is digested is random and long, so it needs no salt and no slowness.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_read_as_it_was_revealed_and_nothing_else_is() {
        let token = Token::fresh().expect("random bytes");
        let text = token.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(Token::read(&text), Some(token));
        for other in [
            "",
            "a",
            &text[1..],
            &format!("{text}a"),
            &text.replace(text.as_str(), "é"),
        ] {
            assert_eq!(Token::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_token_does_not_show_itself() {
        assert_eq!(format!("{:?}", Token([7; 32])), "Token(…)");
    }
}
