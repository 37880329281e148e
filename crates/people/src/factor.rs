//! The second factor: a code from an app (TOTP, RFC 6238), and recovery codes for the day the phone is
//! lost.
//!
//! A secret is never stored. It is derived from the installation's key, the account, and the number of
//! the set-up, so setting the factor up anew makes the old secret worthless at once.

use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Totp};
use vault::Error;

use crate::Key;
use crate::id::{self, LETTERS};
use crate::limits::RECOVERY_CODES;
use crate::token::digest;

/// Seconds that a code holds.
const STEP_SECONDS: u64 = 30;

/// Codes before and after the present one that are taken too: a phone's clock may be half a minute off.
const STEPS_OFF: u16 = 1;

/// What somebody needs to set an app up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The secret to type, in groups of four.
    pub secret: String,
    /// The address that the picture to scan holds: `otpauth://totp/…`.
    pub address: String,
}

/// The app's side of a factor: account and number of the set-up.
fn totp(key: &Key, account: &str, number: i32, name: &str) -> Option<Totp> {
    let secret = key.derive("second factor", &format!("{account} {number}"));
    Builder::new()
        // Apps that know no other take SHA-1 whatever they are told, and it is sound for this.
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(STEP_SECONDS)
        .with_skew(STEPS_OFF)
        // RFC 4226 advises 160 bits.
        .with_secret(secret.get(..20)?.to_vec())
        .with_issuer(Some("Lapwing"))
        .with_account_name(name.replace(':', " "))
        .build()
        .ok()
}

/// What somebody needs to set their app up for a factor.
pub(crate) fn setup(key: &Key, account: &str, number: i32, name: &str) -> Option<Setup> {
    use totp_rs::Secret;
    let totp = totp(key, account, number, name)?;
    let secret = key.derive("second factor", &format!("{account} {number}"));
    let base32 = Secret::from(secret.get(..20)?.to_vec()).to_base32();
    let groups: Vec<String> = base32
        .chars()
        .collect::<Vec<char>>()
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    Some(Setup {
        secret: groups.join(" "),
        address: totp.to_url().ok()?,
    })
}

/// The step of time that a code is of, if it is one of now and later than `last`. A code is taken
/// once: its step becomes the last. Number 0 is no factor, and has no code.
pub(crate) fn step(
    key: &Key,
    account: &str,
    number: i32,
    typed: &str,
    now: Timestamp,
    last: i64,
) -> Option<i64> {
    if number < 1 {
        return None;
    }
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let second = u64::try_from(now.as_second()).ok()?;
    let found = totp(key, account, number, "code")?.check(&code, second)?;
    let step = i64::try_from(found).ok()?;
    (step > last).then_some(step)
}

/// The code of a factor at a moment, as the app shows it; for tests and for the demo's own sign-in.
#[must_use]
pub fn code(key: &Key, account: &str, number: i32, now: Timestamp) -> Option<String> {
    let second = u64::try_from(now.as_second()).ok()?;
    Some(
        totp(key, account, number, "code")?
            .generate(second)
            .to_string(),
    )
}

/// New recovery codes, as they are shown once: four groups of four, 80 bits each.
pub(crate) fn recovery_codes() -> Result<Vec<String>, Error> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let letters: Vec<char> = id::letters(16)?.chars().collect();
            let groups: Vec<String> = letters
                .chunks(4)
                .map(|group| group.iter().collect())
                .collect();
            Ok(groups.join("-"))
        })
        .collect()
}

/// The digest of a recovery code as it was typed: case, spaces and hyphens do not matter, nor whether
/// an O or a zero, an L, an I or a one was read. None if it cannot be one.
pub(crate) fn recovery_digest(typed: &str) -> Option<String> {
    let letters: String = typed
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    let known = |c: char| u8::try_from(c).is_ok_and(|byte| LETTERS.contains(&byte));
    (letters.len() == 16 && letters.chars().all(known)).then(|| digest(letters.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::read(&"0b".repeat(32)).expect("a key")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_code_is_taken_once_and_only_around_its_time() {
        let now = at("2026-11-27T09:00:10Z");
        let typed = code(&key(), "a-1", 1, now).expect("a code");
        let step_now = now.as_second() / 30;
        for (when, last, expected) in [
            ("2026-11-27T09:00:10Z", 0, Some(step_now)),
            ("2026-11-27T09:00:40Z", 0, Some(step_now)),
            ("2026-11-27T08:59:40Z", 0, Some(step_now)),
            ("2026-11-27T09:01:10Z", 0, None),
            ("2026-11-27T08:59:10Z", 0, None),
            ("2026-11-27T09:10:10Z", 0, None),
            ("2026-11-27T08:50:10Z", 0, None),
            ("2026-11-27T09:00:10Z", step_now, None),
            ("2026-11-27T09:00:10Z", step_now - 1, Some(step_now)),
        ] {
            assert_eq!(
                step(&key(), "a-1", 1, &typed, at(when), last),
                expected,
                "{when} {last}"
            );
        }
    }

    #[test]
    fn a_code_is_of_one_account_and_one_set_up() {
        let now = at("2026-11-27T09:00:10Z");
        let typed = code(&key(), "a-1", 1, now).expect("a code");
        let spaced = format!(" {} {} ", &typed[..3], &typed[3..]);
        assert!(step(&key(), "a-1", 1, &spaced, now, 0).is_some());
        for (account, number) in [("a-2", 1), ("a-1", 2)] {
            assert_eq!(step(&key(), account, number, &typed, now, 0), None);
        }
        for other in ["", "12345", "1234567", "abcdef", "-12345"] {
            assert_eq!(step(&key(), "a-1", 1, other, now, 0), None, "{other}");
        }
        let none = code(&key(), "a-1", 0, now).expect("a code");
        assert_eq!(step(&key(), "a-1", 0, &none, now, 0), None);
    }

    #[test]
    fn what_an_app_needs() {
        let setup = setup(&key(), "a-1", 1, "wren@example.org").expect("a factor");
        assert_eq!(setup.secret.replace(' ', "").len(), 32);
        assert!(
            setup
                .address
                .starts_with("otpauth://totp/Lapwing:wren%40example.org?secret="),
            "{}",
            setup.address
        );
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them() {
        let codes = recovery_codes().expect("random bytes");
        assert_eq!(codes.len(), RECOVERY_CODES);
        let first = codes.first().expect("a code");
        let digest = recovery_digest(first);
        assert!(digest.is_some());
        for typed in [
            first.to_uppercase(),
            first.replace('-', " "),
            first.replace('-', ""),
            first.replace('0', "O").replace('1', "l"),
        ] {
            assert_eq!(recovery_digest(&typed), digest, "{typed}");
        }
        for other in ["", "abcd", "123456", &format!("{first}a"), &"é".repeat(16)] {
            assert_eq!(recovery_digest(other), None, "{other}");
        }
    }
}
