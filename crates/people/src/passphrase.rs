//! Passphrases: which are good enough, and how they are kept.
//!
//! Length counts, not composition: no digit, capital or sign is asked for, nothing expires by the
//! calendar, and every character may be used. What is refused is what is guessed first: a short one,
//! one in the list of those that are known, one made of the person's own name or the service's words,
//! and one that zxcvbn reckons a machine to find soon.

use std::fmt;
use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use vault::Error;
use zxcvbn::{Score, zxcvbn};

use crate::limits::{
    DIGESTS_AT_ONCE, PASSPHRASE_CHARS_MAX, PASSPHRASE_CHARS_MIN, PASSPHRASE_CHARS_WEIGHED,
};

/// What somebody typed as their passphrase. It says nothing of itself in logs and panics.
#[derive(Clone)]
pub struct Passphrase(String);

impl Passphrase {
    /// What was typed, every character of it; spaces at the ends, which a paste brings along, go.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Passphrase(typed.trim().to_owned())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Why a passphrase cannot be chosen; the text stands beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Nothing was typed.
    #[error("Type a passphrase")]
    Empty,
    /// Fewer characters than the least.
    #[error("Use at least {PASSPHRASE_CHARS_MIN} characters: three or four words will do")]
    Short,
    /// More than are kept.
    #[error("Use at most {PASSPHRASE_CHARS_MAX} characters")]
    Long,
    /// It stands in the list of those that are tried first.
    #[error(
        "Many people use this, so it is tried first. Choose words that nobody else puts together"
    )]
    Known,
    /// It is soon found by trying.
    #[error(
        "This would soon be guessed. Add another word or two that have nothing to do with the others, \
         your name or your work"
    )]
    Guessable,
}

/// The list of known bad ones. Most are shorter than what is asked for, and stop those who write one
/// twice or put `123` behind it.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("known_bad.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// Whether a passphrase may be chosen by somebody. `about` are words of theirs: name, sign-in name,
/// service.
///
/// # Errors
/// The first [`Weakness`] that it has.
pub fn check(passphrase: &Passphrase, about: &[&str]) -> Result<(), Weakness> {
    let text = passphrase.0.as_str();
    match text.chars().count() {
        0 => return Err(Weakness::Empty),
        count if count < PASSPHRASE_CHARS_MIN => return Err(Weakness::Short),
        count if count > PASSPHRASE_CHARS_MAX => return Err(Weakness::Long),
        _ => {}
    }
    if is_known(text) {
        return Err(Weakness::Known);
    }
    let weighed: String = text.chars().take(PASSPHRASE_CHARS_WEIGHED).collect();
    let words: Vec<&str> = about
        .iter()
        .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .chain(["lapwing", "youth", "justice"])
        .collect();
    if is_made_of(text, &words) || zxcvbn(&weighed, &words).score() < Score::Four {
        return Err(Weakness::Guessable);
    }
    Ok(())
}

/// Whether nothing but digits and signs is left beside these words: `wren.example@medway` is reckoned
/// strong for its signs, and is on the owner's business card.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    let rest = words
        .iter()
        .map(|word| word.to_lowercase())
        .fold(text.to_lowercase(), |rest, word| rest.replace(&word, " "));
    !rest.chars().any(char::is_alphabetic)
}

/// Whether it is a known one, whatever its case and whatever digits and signs surround it, or a known
/// one said several times.
fn is_known(text: &str) -> bool {
    let lower = text.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    KNOWN.iter().any(|known| {
        lower == *known
            || core == *known
            || (!core.is_empty() && core.replace(known, "").is_empty())
    })
}

/// At most so many digests are reckoned at once.
static TURN: Semaphore = Semaphore::const_new(DIGESTS_AT_ONCE);

/// Argon2id with 19 MiB, two passes and one lane: the least that OWASP's cheat sheet on storing
/// passwords advises, which ASVS 5.0 (11.4.2) refers to.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The digest that a table keeps, with its salt and its parameters.
///
/// # Errors
/// [`Error::NoRandomness`] when there is no salt; [`Error::Panicked`] when the machine cannot.
pub(crate) async fn digest(passphrase: Passphrase) -> Result<String, Error> {
    off_thread(move || argon2().hash_password(passphrase.0.as_bytes()).ok())
        .await?
        .map(|digest| digest.to_string())
        .ok_or(Error::NoRandomness)
}

/// Whether a passphrase is the one that was digested. Without a digest it takes as long, and the
/// answer is no.
///
/// # Errors
/// [`Error::Panicked`] when the machine cannot.
pub(crate) async fn verify(passphrase: Passphrase, digest: Option<String>) -> Result<bool, Error> {
    off_thread(move || {
        let known = digest.is_some();
        let digest = digest.unwrap_or_else(|| NOBODYS.clone());
        let right = PasswordHash::new(&digest).is_ok_and(|digest| {
            argon2()
                .verify_password(passphrase.0.as_bytes(), &digest)
                .is_ok()
        });
        right && known
    })
    .await
}

/// The digest of a passphrase that nobody has, for names that nobody has.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    argon2()
        .hash_password(b"nobody signs in with this")
        .map(|digest| digest.to_string())
        .unwrap_or_default()
});

/// Reckons the digest that unknown names are compared with, so that the first of them takes no longer
/// than the second.
pub fn prepare() {
    LazyLock::force(&NOBODYS);
}

/// Does heavy work on a thread that answers nobody else.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    // The semaphore is never closed.
    let _turn = TURN.acquire().await.map_err(|_| Error::Closed)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Panicked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passphrases_are_judged_by_length_and_by_how_soon_they_are_guessed() {
        let about = ["Wren Example", "wren.example", "Medway"];
        for (typed, expected) in [
            ("", Err(Weakness::Empty)),
            ("   ", Err(Weakness::Empty)),
            ("Tr0ub4dor&3", Err(Weakness::Short)),
            ("thirteen char", Err(Weakness::Short)),
            ("password123456", Err(Weakness::Known)),
            ("PasswordPassword", Err(Weakness::Known)),
            ("!!!letmeinletmein!!!", Err(Weakness::Known)),
            ("aaaaaaaaaaaaaaaaaaaa", Err(Weakness::Guessable)),
            ("12345678901234567890", Err(Weakness::Guessable)),
            ("wrenexamplemedway", Err(Weakness::Guessable)),
            ("Wren.Example@Medway.2026", Err(Weakness::Guessable)),
            ("3141592653589793 2384626433", Err(Weakness::Guessable)),
            ("lapwing youth justice", Err(Weakness::Guessable)),
            ("plover mortar kettle", Ok(())),
            ("PLOVER mortar kettle", Ok(())),
            ("mae hen wlad fy nhadau", Ok(())),
            ("žluťoučký kůň úpěl", Ok(())),
        ] {
            assert_eq!(check(&Passphrase::new(typed), &about), expected, "{typed}");
        }
    }

    #[test]
    fn the_ends_of_the_allowed_length() {
        let of = |count| {
            Passphrase::new(
                &"plover mortar kettle "
                    .repeat(20)
                    .chars()
                    .take(count)
                    .collect::<String>(),
            )
        };
        assert_eq!(
            check(&of(PASSPHRASE_CHARS_MIN - 1), &[]),
            Err(Weakness::Short)
        );
        assert_eq!(check(&of(PASSPHRASE_CHARS_MAX), &[]), Ok(()));
        assert_eq!(
            check(&of(PASSPHRASE_CHARS_MAX + 1), &[]),
            Err(Weakness::Long)
        );
    }

    #[tokio::test]
    async fn only_the_same_passphrase_is_right_to_the_last_character() {
        let long = "plover mortar kettle ".repeat(12);
        let digest = digest(Passphrase::new(&long)).await.expect("a digest");
        assert!(
            digest.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{digest}"
        );
        for (typed, right) in [
            (long.as_str(), true),
            (&format!("  {long}\n"), true),
            (&long.to_uppercase(), false),
            (&long[1..], false),
            (&long[..long.len() - 2], false),
            ("", false),
        ] {
            let typed = Passphrase::new(typed);
            assert_eq!(verify(typed, Some(digest.clone())).await, Ok(right));
        }
    }

    /// Equal time by equal work: whatever name is typed, one digest is reckoned, of the same measure.
    #[tokio::test]
    async fn a_name_that_nobody_has_costs_what_a_known_one_does() {
        prepare();
        let known = digest(Passphrase::new("plover mortar kettle"))
            .await
            .expect("a digest");
        let measure = |digest: &str| {
            let parts: Vec<&str> = digest.split('$').collect();
            (parts[1..4].join("$"), parts[4].len(), parts[5].len())
        };
        assert_eq!(measure(&known), measure(&NOBODYS));
    }

    #[tokio::test]
    async fn nobodys_passphrase_is_never_right() {
        let typed = Passphrase::new("nobody signs in with this");
        assert_eq!(verify(typed, None).await, Ok(false));
        let typed = Passphrase::new("anything");
        assert_eq!(verify(typed, Some("no digest".to_owned())).await, Ok(false));
    }
}
