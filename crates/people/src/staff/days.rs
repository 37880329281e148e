//! Stretches of days. First and last day are included; a stretch without a last day goes on.

use jiff::civil::Date;

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last, if it is known.
    pub last: Option<Date>,
}

impl Days {
    /// All days from one on.
    #[must_use]
    pub fn from(first: Date) -> Self {
        Days { first, last: None }
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn include(self, day: Date) -> bool {
        self.first <= day && !self.over_by(day)
    }

    /// Whether the last of them lies before a day.
    #[must_use]
    pub fn over_by(self, day: Date) -> bool {
        self.last.is_some_and(|last| last < day)
    }

    /// Whether some day is one of these and one of the others.
    pub(super) fn meet(self, other: Days) -> bool {
        !self.over_by(other.first) && !other.over_by(self.first)
    }

    /// The same, over with `last` at the latest.
    pub(super) fn until(self, last: Date) -> Self {
        Days {
            last: Some(self.last.map_or(last, |own| own.min(last))),
            ..self
        }
    }

    /// From two columns. A day that cannot be read closes and never opens.
    pub(super) fn read(first: &str, last: Option<&str>) -> Self {
        Days {
            first: first.parse().unwrap_or(Date::MAX),
            last: last.map(|last| last.parse().unwrap_or(Date::MIN)),
        }
    }

    /// The last day as a column holds it.
    pub(super) fn last_text(self) -> Option<String> {
        self.last.map(|last| last.to_string())
    }
}

/// The day before; the first of the calendar stays where it is.
pub(super) fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// The day after; the last of the calendar stays where it is.
pub(super) fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// A day as a sentence says it: `4 June 2026`.
#[must_use]
pub fn words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Drawn as a line of days from the first to the seventh: `--####-` are the third to the sixth,
    /// `--####>` go on.
    fn drawn(line: &str) -> Days {
        let day = |place: usize| Date::constant(2026, 6, 1 + i8::try_from(place).expect("a week"));
        let first = line.find('#').expect("a first day");
        let last = line.rfind('#').expect("a last day");
        Days {
            first: day(first),
            last: (!line.ends_with('>')).then(|| day(last)),
        }
    }

    #[test]
    fn stretches_meet_where_they_share_a_day() {
        for (one, other, meet) in [
            ("###----", "---###-", false),
            ("####---", "---###-", true),
            ("--##---", "#------", false),
            ("--##---", "#####--", true),
            ("---###>", "###----", false),
            ("---###>", "####---", true),
            ("---###>", "#####>-", true),
            ("#------", "#------", true),
        ] {
            let (one_days, other_days) = (drawn(one), drawn(other));
            assert_eq!(one_days.meet(other_days), meet, "{one} {other}");
            assert_eq!(other_days.meet(one_days), meet, "{other} {one}");
            let shared = (1..=7)
                .map(|day| Date::constant(2026, 6, day))
                .any(|day| one_days.include(day) && other_days.include(day));
            assert_eq!(shared, meet, "day by day: {one} {other}");
        }
    }

    #[test]
    fn a_day_that_cannot_be_read_closes_and_never_opens() {
        let day = Date::constant(2026, 6, 1);
        assert!(!Days::read("soon", None).include(day));
        assert!(!Days::read("2026-01-01", Some("never")).include(day));
        assert!(Days::read("2026-06-01", Some("2026-06-01")).include(day));
    }

    #[test]
    fn days_in_words() {
        assert_eq!(words(Date::constant(2026, 6, 4)), "4 June 2026");
        assert_eq!(before(Date::constant(2026, 1, 1)).to_string(), "2025-12-31");
        assert_eq!(after(Date::constant(2028, 2, 28)).to_string(), "2028-02-29");
    }
}
