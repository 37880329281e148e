//! Random ids, so that an address tells nothing and cannot be guessed.

use vault::Error;

/// Letters and digits that are not taken for one another when they are read out.
pub(crate) const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstvwxyz0123456789";

/// How many letters an id has; 80 bits.
const ID_LETTERS: usize = 16;

/// A new id: a letter for its kind, a hyphen, and random letters.
pub(crate) fn fresh(kind: char) -> Result<String, Error> {
    Ok(format!("{kind}-{}", letters(ID_LETTERS)?))
}

/// Whether a text may be looked for: one with control characters is held nowhere, and PostgreSQL would
/// not even compare it.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// So many random letters, each of five bits.
pub(crate) fn letters(count: usize) -> Result<String, Error> {
    let mut bytes = vec![0; count];
    getrandom::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
    let letters = bytes.into_iter().map(|byte| {
        let letter = LETTERS.get(usize::from(byte % 32)).copied();
        char::from(letter.unwrap_or_default())
    });
    Ok(letters.collect())
}
