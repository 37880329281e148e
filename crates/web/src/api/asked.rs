//! What a program asks for. Nothing is guessed and nothing is left out silently: an unknown name, a
//! value given twice or one that cannot be, gets an answer that says so.

use std::ops::RangeInclusive;

use axum::extract::{FromRequestParts, Query};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use rating::{Framework, PartialDate};
use serde::Serialize;

use super::{Answer, Fault};
use crate::list::{Column, address};

/// A request: its parameters and headers.
pub(crate) struct Asked {
    path: String,
    pairs: Vec<(String, String)>,
    headers: HeaderMap,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let Query(pairs) = Query::try_from_uri(&parts.uri)
            .map_err(|_| Fault::Query("The query cannot be read.".to_owned()))?;
        Ok(Asked {
            path: parts.uri.path().to_owned(),
            pairs,
            headers: parts.headers.clone(),
        })
    }
}

impl Asked {
    /// Refuses every parameter but these.
    pub(crate) fn only(&self, names: &[&str]) -> Result<(), Fault> {
        let unknown = self
            .pairs
            .iter()
            .find(|(name, _)| !names.contains(&name.as_str()));
        match unknown {
            None => Ok(()),
            Some((name, _)) => Err(Fault::parameter(
                name,
                "This address has no such parameter.",
                match names {
                    [] => "Leave it out; this address takes none.".to_owned(),
                    names => format!("It takes: {}.", names.join(", ")),
                },
            )),
        }
    }

    /// The values of a parameter that may be given several times; empty ones say nothing.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let own = self.pairs.iter().filter(|(key, _)| key == name);
        let values = own.map(|(_, value)| value.trim().to_owned());
        values.filter(|value| !value.is_empty()).collect()
    }

    /// The value of a parameter that is given at most once.
    pub(crate) fn one(&self, name: &str) -> Result<Option<String>, Fault> {
        let mut values = self.all(name);
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(Fault::parameter(
                name,
                "This is given more than once.",
                "Give it once.",
            )),
        }
    }

    /// Words to search for, no longer than any name is.
    pub(crate) fn words(&self, name: &str, chars: usize) -> Result<Option<String>, Fault> {
        let words = self.one(name)?;
        match &words {
            Some(text) if text.chars().count() > chars => Err(Fault::parameter(
                name,
                "This is longer than any name.",
                format!("Use at most {chars} characters."),
            )),
            _ => Ok(words),
        }
    }

    /// A whole number within a range.
    pub(crate) fn number<N>(&self, name: &str, range: RangeInclusive<N>) -> Result<Option<N>, Fault>
    where
        N: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.map(Some).ok_or_else(|| {
            Fault::parameter(
                name,
                "This is not a number that can be used.",
                format!(
                    "Give a whole number from {} to {}.",
                    range.start(),
                    range.end()
                ),
            )
        })
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(
        &self,
        name: &str,
        words: &[(&str, T)],
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        let found = words.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| Some(*value)).ok_or_else(|| {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            one_of(name, &words)
        })
    }

    /// A framework that is held, where one is named.
    pub(crate) fn framework(&self) -> Result<Option<&'static Framework>, Fault> {
        let Some(id) = self.one("framework")? else {
            return Ok(None);
        };
        framework(&id).map(Some)
    }

    /// A day, month or year.
    pub(crate) fn date(&self, name: &str) -> Result<Option<PartialDate>, Fault> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            Fault::parameter(
                name,
                "This is not a real date.",
                "Write it as 2026-09-24, 2026-09 or 2026.",
            )
        })
    }

    /// What a list is sorted by, and whether the last comes first; the names are those of its page.
    pub(crate) fn sort<By: Copy + Default>(
        &self,
        columns: &[Column<By>],
    ) -> Result<(By, bool), Fault> {
        let by = columns.iter().map(|column| (column.name, column.by));
        let by = self.word("sort", &by.collect::<Vec<_>>())?;
        let descending = self.word("order", &[("ascending", false), ("descending", true)])?;
        Ok((by.unwrap_or_default(), descending.unwrap_or_default()))
    }

    /// The framework of an address that cannot do without one.
    pub(crate) fn needed_framework(&self, why: &str) -> Result<&'static Framework, Fault> {
        self.framework()?.ok_or_else(|| {
            Fault::parameter(
                "framework",
                "No framework is named.",
                format!("Give its code; /api/v1/frameworks lists them. {why}"),
            )
        })
    }

    /// Services by id or name: at least one, or as many as the question needs.
    pub(crate) fn services(&self, least: usize) -> Result<Vec<String>, Fault> {
        let names = self.all("service");
        if names.len() >= least {
            return Ok(names);
        }
        let detail = match names.as_slice() {
            [] => "No service is named.",
            _ => "Too few services are named.",
        };
        let remedy = match least {
            1 => "Give the id or the name of at least one, such as service=medway.",
            _ => "Give the ids or names of at least two, such as service=medway&service=kent.",
        };
        Err(Fault::parameter("service", detail, remedy))
    }

    /// The address of this request with another page; parameters keep their order.
    pub(crate) fn at_page(&self, page: u64) -> String {
        let others = self.pairs.iter().filter(|(name, _)| name != "page");
        let mut pairs: Vec<(&str, String)> = others
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        pairs.push(("page", page.to_string()));
        address(&self.path, &pairs)
    }

    /// A value as the answer to this request.
    pub(crate) fn answer(&self, value: &impl Serialize) -> Result<Response, Fault> {
        Ok(Answer::of(value)?.to(&self.headers))
    }

    /// As [`answer`](Asked::answer), with links to other pages.
    pub(crate) fn answer_linked(
        &self,
        value: &impl Serialize,
        links: Vec<(&'static str, String)>,
    ) -> Result<Response, Fault> {
        Ok(Answer::of(value)?.linked(links).to(&self.headers))
    }
}

/// A framework by its code.
pub(crate) fn framework(id: &str) -> Result<&'static Framework, Fault> {
    rules::framework(id).ok_or_else(|| {
        let held: Vec<&str> = rules::frameworks().iter().map(Framework::id).collect();
        one_of("framework", &held)
    })
}

/// Refuses a value that nothing has: it would find nothing, and not say why.
pub(crate) fn held(name: &str, asked: &[String], held: &[(String, u64)]) -> Result<(), Fault> {
    let held: Vec<&str> = held.iter().map(|(value, _)| value.as_str()).collect();
    match asked.iter().all(|value| held.contains(&value.as_str())) {
        true => Ok(()),
        false => Err(one_of(name, &held)),
    }
}

/// A value that is none of those that there are.
pub(crate) fn one_of(name: &str, words: &[&str]) -> Fault {
    let remedy = match words {
        [] => "Leave it out; nothing is held that has one.".to_owned(),
        words => format!("Use one of: {}.", words.join(", ")),
    };
    Fault::parameter(name, "There is no such value.", remedy)
}
