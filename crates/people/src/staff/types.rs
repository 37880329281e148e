//! The things themselves, as they are held.

use access::Role;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::Days;

/// A service that has something to do with this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its id in the register: `medway`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When its work is kept here; none where only a post names it.
    pub kept: Option<Days>,
}

/// A team of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: String,
    /// The service's id.
    pub service: String,
    /// As people call it.
    pub name: String,
    /// When there is such a team.
    pub days: Days,
}

/// A post, whether or not somebody holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: String,
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
    /// When there is such a post.
    pub days: Days,
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// The name that colleagues know.
    pub name: String,
    /// Address at work.
    pub email: Option<String>,
    /// The name as it is searched and sorted.
    pub(super) folded: String,
}

/// Who holds a post, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The post's id.
    pub post: String,
    /// Its number within the post, from 1.
    pub number: u32,
    /// The person's id.
    pub person: String,
    /// When. Access begins with the first of these days and ends with the last.
    pub days: Days,
}

impl Team {
    /// What tells this version from another: a form carries it, so that nobody overwrites what they
    /// have not seen.
    #[must_use]
    pub fn version(&self) -> String {
        let last = self.days.last_text();
        version(&[Some(&self.name), last.as_deref()])
    }
}

impl Post {
    /// As [`Team::version`].
    #[must_use]
    pub fn version(&self) -> String {
        let minutes = self.minutes.map(|minutes| minutes.to_string());
        let (first, last) = (self.days.first.to_string(), self.days.last_text());
        version(&[
            self.service.as_deref(),
            self.team.as_deref(),
            Some(self.role.code()),
            Some(&self.title),
            minutes.as_deref(),
            Some(&first),
            last.as_deref(),
        ])
    }
}

impl Person {
    /// As [`Team::version`].
    #[must_use]
    pub fn version(&self) -> String {
        version(&[Some(&self.name), self.email.as_deref()])
    }
}

impl Holding {
    /// As [`Team::version`].
    #[must_use]
    pub fn version(&self) -> String {
        let (first, last) = (self.days.first.to_string(), self.days.last_text());
        version(&[Some(&self.person), Some(&first), last.as_deref()])
    }

    /// Whether it has not begun by a day.
    #[must_use]
    pub fn is_to_come(&self, day: Date) -> bool {
        day < self.days.first
    }
}

/// Hexadecimal digits of a version: enough that two never agree by chance.
const VERSION_DIGITS: usize = 16;

fn version(parts: &[Option<&str>]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        // A length before each part keeps two parts from running into one another.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        digest.update(length.to_be_bytes());
        digest.update(part.unwrap_or_default());
    }
    let mut text: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    text.truncate(VERSION_DIGITS);
    text
}
