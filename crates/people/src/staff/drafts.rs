//! What is typed about a person, a team or a post, as it can be kept. Nothing here looks anything up.

use access::Role;
use jiff::civil::Date;

use super::days::words;
use super::error::{Error, Mistake, Part, unless};
use super::needs_service;
use crate::limits::{
    EMAIL_CHARS, FIRST_DAY, MINUTES_A_WEEK_MAX, MINUTES_A_WEEK_MIN, NAME_CHARS, YEARS_AHEAD,
};

/// Somebody who works here, as they are to be held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonDraft {
    /// The name that colleagues know.
    pub name: String,
    /// Address at work; empty for none.
    pub email: String,
}

/// A post, as it is to be held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostDraft {
    /// The service's id; none for a post of the whole installation.
    pub service: Option<String>,
    /// The team's id, if it is in one.
    pub team: Option<String>,
    /// The role that it carries.
    pub role: Role,
    /// As the service calls it.
    pub title: String,
    /// Working time in minutes a week, if known.
    pub minutes: Option<u32>,
    /// The first day on which there is such a post.
    pub first: Date,
}

impl PersonDraft {
    /// The draft as it is kept: without blanks that mean nothing, the address in lower case.
    ///
    /// # Errors
    /// [`Error::Unusable`] with every part that cannot be taken.
    pub fn checked(&self) -> Result<PersonDraft, Error> {
        let mut mistakes = Vec::new();
        let name = name(&self.name, "Name", &mut mistakes);
        let email = self.email.trim().to_lowercase();
        if !email.is_empty() && !is_address(&email) {
            mistakes.push(Mistake::new(
                Part::Email,
                "Enter an e-mail address like name@example.gov.uk, or leave it empty",
            ));
        }
        unless(mistakes, PersonDraft { name, email })
    }
}

impl PostDraft {
    /// The draft as it is kept: without blanks that mean nothing.
    ///
    /// # Errors
    /// [`Error::Unusable`] with every part that cannot be taken.
    pub fn checked(&self) -> Result<PostDraft, Error> {
        let mut mistakes = Vec::new();
        let title = name(&self.title, "Title", &mut mistakes);
        if self.service.is_none() && needs_service(self.role) {
            let role = self.role.title().to_lowercase();
            mistakes.push(Mistake::new(
                Part::Service,
                format!("Choose a service: a {role} works for one"),
            ));
        }
        if self.service.is_none() && self.team.is_some() {
            mistakes.push(Mistake::new(
                Part::Team,
                "Choose the service too, or no team: teams belong to a service",
            ));
        }
        let possible = MINUTES_A_WEEK_MIN..=MINUTES_A_WEEK_MAX;
        if self.minutes.is_some_and(|own| !possible.contains(&own)) {
            mistakes.push(Mistake::new(
                Part::Hours,
                format!(
                    "Hours a week must be between {} and {}",
                    hours(MINUTES_A_WEEK_MIN),
                    hours(MINUTES_A_WEEK_MAX)
                ),
            ));
        }
        unless(
            mistakes,
            PostDraft {
                title,
                ..self.clone()
            },
        )
    }
}

/// A name as it is kept: one line without blanks that mean nothing.
pub(super) fn name(typed: &str, what: &str, mistakes: &mut Vec<Mistake>) -> String {
    let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    let told = if length == 0 {
        Some(format!("Enter a {}", what.to_lowercase()))
    } else if length > NAME_CHARS {
        Some(format!("{what} must be {NAME_CHARS} characters or fewer"))
    } else if name.chars().any(char::is_control) {
        Some(format!(
            "{what} holds a character that cannot be shown. Type it again"
        ))
    } else {
        None
    };
    mistakes.extend(told.map(|text| Mistake::new(Part::Name, text)));
    name
}

/// Whether a day can be meant: not before there were such services, and not so far ahead that the year
/// must be a slip. `what` begins the sentence: `First day`.
pub(super) fn plausible(day: Date, today: Date, part: Part, what: &str) -> Option<Mistake> {
    let last = Date::new(today.year().saturating_add(YEARS_AHEAD), 12, 31).unwrap_or(Date::MAX);
    if day < FIRST_DAY {
        let text = format!("{what} must be on or after {}", words(FIRST_DAY));
        Some(Mistake::new(part, text))
    } else if day > last {
        let text = format!("{what} must be on or before {}", words(last));
        Some(Mistake::new(part, text))
    } else {
        None
    }
}

/// Whether it may be an address: one `@` with something on both sides, and a full stop behind it.
/// Whether a letter arrives nobody knows before it is sent.
fn is_address(text: &str) -> bool {
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let halves = text.split_once('@');
    plain
        && text.chars().count() <= EMAIL_CHARS
        && halves.is_some_and(|(own, host)| {
            let dotted = host.split_once('.');
            !own.is_empty()
                && !host.contains('@')
                && dotted.is_some_and(|(first, last)| !first.is_empty() && !last.is_empty())
        })
}

/// Hours a week as people type them, in minutes: `37`, `18.5`, `18,5`, `18:30`, `18 hours 30 minutes`.
/// None for anything else.
#[must_use]
pub fn minutes(typed: &str) -> Option<u32> {
    let text = typed.to_lowercase();
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_alphabetic() || c == ':')
        .filter(|part| !part.is_empty())
        .collect();
    let words = text.split(|c: char| !c.is_alphabetic());
    let known = [
        "", "h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minutes",
    ];
    if !words.into_iter().all(|word| known.contains(&word)) {
        return None;
    }
    match parts.as_slice() {
        [whole, rest] => {
            let rest = number(rest).filter(|rest| *rest < 60)?;
            number(whole)?.checked_mul(60)?.checked_add(rest)
        }
        [one] => {
            let (whole, part) = one.split_once(['.', ',']).unwrap_or((one, "0"));
            // Hundredths: a post of 0.6 of 37 hours has 22.2.
            let hundredths = match part.len() {
                1 => number(part)?.checked_mul(10)?,
                2 => number(part)?,
                _ => return None,
            };
            let minutes = hundredths.checked_mul(60)?.checked_add(50)? / 100;
            number(whole)?.checked_mul(60)?.checked_add(minutes)
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Minutes as hours, to hundredths, without noughts that say nothing: `37`, `18.5`, `22.25`.
#[must_use]
pub fn hours(minutes: u32) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    match (rest * 100 + 30) / 60 {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_as_people_type_them() {
        for (typed, read, said) in [
            ("37", Some(2220), "37"),
            (" 18.5 ", Some(1110), "18.5"),
            ("18,5", Some(1110), "18.5"),
            ("22.2", Some(1332), "22.2"),
            ("22.25", Some(1335), "22.25"),
            ("18:30", Some(1110), "18.5"),
            ("18h30", Some(1110), "18.5"),
            ("18 hours 30 minutes", Some(1110), "18.5"),
            ("37 hours", Some(2220), "37"),
            ("7 hrs 24 mins", Some(444), "7.4"),
            ("0.05", Some(3), "0.05"),
            ("18:75", None, ""),
            ("full time", None, ""),
            ("37 weeks", None, ""),
            ("-3", None, ""),
            ("1.234", None, ""),
            ("", None, ""),
            ("9999999999", None, ""),
        ] {
            assert_eq!(minutes(typed), read, "{typed}");
            if let Some(read) = read {
                assert_eq!(hours(read), said, "{typed}");
                assert_eq!(minutes(said), Some(read), "{said} is read as it is said");
            }
        }
    }

    #[test]
    fn addresses_that_may_be_some() {
        for (text, good) in [
            ("wren@example.gov.uk", true),
            ("wren.o'hara@example.org", true),
            ("wren", false),
            ("wren@example", false),
            ("@example.org", false),
            ("wren@.org", false),
            ("a b@example.org", false),
            ("a@b@example.org", false),
        ] {
            assert_eq!(is_address(text), good, "{text}");
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let draft = PostDraft {
            service: None,
            team: Some("g-1".to_owned()),
            role: Role::Practitioner,
            title: " ".to_owned(),
            minutes: Some(6_001),
            first: FIRST_DAY,
        };
        let Err(Error::Unusable(mistakes)) = draft.checked() else {
            panic!("it was taken");
        };
        let texts: Vec<String> = mistakes.into_iter().map(|own| own.text).collect();
        assert_eq!(
            texts,
            [
                "Enter a title",
                "Choose a service: a practitioner works for one",
                "Choose the service too, or no team: teams belong to a service",
                "Hours a week must be between 0.5 and 60",
            ]
        );
    }
}
