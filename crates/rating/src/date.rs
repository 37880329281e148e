//! Dates as precisely as they are known (ALL-6).

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date as precisely as it is known: a year, a year and month, or a full date.
///
/// Missing parts are never filled in. Its text form is `2020`, `2020-06` or `2020-06-04`, so that
/// the order of texts is the order of dates. Years from 1990 to 2100: before the first joint
/// inspections and long after anything that can be entered today lies a slip of the keyboard.
///
/// ```
/// use rating::PartialDate;
///
/// let date: PartialDate = "2020-06".parse().unwrap();
/// assert_eq!(date.to_string(), "2020-06");
/// assert_eq!(date.last().to_string(), "2020-06-30");
/// assert!("2020-02-30".parse::<PartialDate>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year, 1990 to 2100.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month; only with a month.
    pub day: Option<i8>,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of one of the three forms.
    #[error("is not a date of the form 2020, 2020-06 or 2020-06-04")]
    Form,
    /// Of the right form, but there is no such day or month.
    #[error("is not in the calendar")]
    Calendar,
    /// Outside 1990 to 2100.
    #[error("is not between 1990 and 2100")]
    Range,
}

impl PartialDate {
    /// The first day that it can mean.
    #[must_use]
    pub fn first(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (None, _) => Date::new(self.year, 12, 31).unwrap_or(Date::MAX),
            (Some(_), None) => self.first().last_of_month(),
            (Some(_), Some(_)) => self.first(),
        }
    }

    /// Whether both can mean the same day.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        PartialDate {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let number = |part: &str, digits: usize| -> Result<i16, DateError> {
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            let number = plain.then(|| part.parse().ok()).flatten();
            number.ok_or(DateError::Form)
        };
        let short = |part: &str| {
            number(part, 2).and_then(|n| i8::try_from(n).map_err(|_| DateError::Calendar))
        };
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(short).transpose()?;
        let day = parts.next().map(short).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        if !(1990..=2100).contains(&year) {
            return Err(DateError::Range);
        }
        if Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err() {
            return Err(DateError::Calendar);
        }
        Ok(PartialDate { year, month, day })
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|error| serde::de::Error::custom(format!("“{text}” {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_dates_or_say_why_not() {
        let table = [
            ("2020", Ok("2020-01-01..2020-12-31")),
            ("2020-02", Ok("2020-02-01..2020-02-29")),
            ("2020-06-04", Ok("2020-06-04..2020-06-04")),
            ("2020-13", Err(DateError::Calendar)),
            ("2021-02-29", Err(DateError::Calendar)),
            ("1989", Err(DateError::Range)),
            ("04/06/2020", Err(DateError::Form)),
            ("2020-6", Err(DateError::Form)),
            ("2020-06-04-01", Err(DateError::Form)),
            ("", Err(DateError::Form)),
            ("20²0", Err(DateError::Form)),
        ];
        for (text, expected) in table {
            let found = text.parse::<PartialDate>();
            let shown = found.map(|d| format!("{}..{}", d.first(), d.last()));
            assert_eq!(shown.as_deref().map_err(|e| *e), expected, "{text}");
        }
    }

    #[test]
    fn dates_agree_as_far_as_both_are_precise() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert!(date("2020").agrees_with(date("2020-06-04")));
        assert!(date("2020-06-04").agrees_with(date("2020-06")));
        assert!(!date("2020-06").agrees_with(date("2020-07-01")));
    }
}
