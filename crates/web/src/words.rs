//! How values are said on a page: dates as far as they are known, ratings, states, numbers.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rating::PartialDate;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `4 June 2020`, `June 2020` or `2020`: a part that is not known is not said.
pub(crate) fn date(date: PartialDate) -> String {
    match (date.month.and_then(month), date.day) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        (None, _) => date.year.to_string(),
    }
}

/// A moment as clocks here show it: `27 November 2026 at 4:45pm`.
pub(crate) fn moment(at: Timestamp) -> String {
    // The zone is compiled in; without it the time is an hour late in summer.
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let here = at.to_zoned(zone);
    let day = PartialDate {
        year: here.year(),
        month: Some(here.month()),
        day: Some(here.day()),
    };
    let (hour, half) = match here.hour() {
        0 => (12, "am"),
        hour @ 1..=11 => (hour, "am"),
        12 => (12, "pm"),
        hour => (hour - 12, "pm"),
    };
    format!("{} at {hour}:{:02}{half}", date(day), here.minute())
}

/// A stretch of days: `24 to 28 February 2020`, `30 September to 4 October 2024`; one end where
/// only one is known.
pub(crate) fn dates(start: Option<PartialDate>, end: Option<PartialDate>) -> Option<String> {
    let (start, end) = match (start, end) {
        (None, None) => return None,
        (Some(start), None) => return Some(format!("from {}", self::date(start))),
        (None, Some(end)) => return Some(format!("until {}", self::date(end))),
        (Some(start), Some(end)) => (start, end),
    };
    if start == end {
        return Some(date(start));
    }
    let same_year = start.year == end.year;
    let same_month = same_year && start.month == end.month;
    let first = match (start.month.and_then(month), start.day) {
        (Some(_), Some(day)) if same_month => day.to_string(),
        (Some(month), Some(day)) if same_year => format!("{day} {month}"),
        (Some(month), None) if same_year => month.to_owned(),
        _ => date(start),
    };
    Some(format!("{first} to {}", date(end)))
}

fn month(number: i8) -> Option<&'static str> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    MONTHS.get(index).copied()
}

/// `1 point`, `12 points`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `2.1`, `2.1 and 2.2`, `2.1, 2.2 and 2.3`.
pub(crate) fn list(parts: &[String]) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// `106,306`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// A code or a lower-case word as it begins a line: `joint inspection` becomes `Joint inspection`,
/// `requires_improvement` becomes `Requires improvement`.
pub(crate) fn sentence_case(text: &str) -> String {
    let text = text.replace('_', " ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}

/// What a claim's or a score's basis means, in a few words.
pub(crate) fn basis(code: &str) -> &str {
    match code {
        "printed" | "published" => "printed in the source",
        "percentage" => "from the percentage that was printed",
        "counts" => "added up from the numbers of ratings",
        "derived" => "follows from what is printed",
        "inferred" => "inferred, so less certain",
        "working" => "a working value, so less certain",
        other => other,
    }
}

/// What a rule's status means.
pub(crate) fn status(code: &str) -> &'static str {
    match code {
        "published" => "stated in a public source",
        "code" => "read from public code",
        "derived" => "follows from published results without a contradiction",
        "working" => "a working value that can be changed; no public source settles it",
        "local" => "set by this service",
        _ => "of a kind that this page does not know",
    }
}

/// The colour of a tag that says a status: none that a reader would have to know.
pub(crate) fn status_tag(code: &str) -> Tag {
    let colour = match code {
        "published" | "code" => "green",
        "derived" => "blue",
        _ => "yellow",
    };
    Tag::new(&sentence_case(code), colour)
}

/// A status in words with a colour from the component's own list; empty for the default blue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) text: String,
    pub(crate) colour: &'static str,
    /// Words without a tag around them: there is no status to show.
    pub(crate) plain: bool,
}

impl Tag {
    pub(crate) fn new(text: &str, colour: &'static str) -> Self {
        // The default colour has no class of its own.
        let colour = if colour == "blue" { "" } else { colour };
        Tag {
            text: text.to_owned(),
            colour,
            plain: false,
        }
    }

    /// A rating: from red for the worst to teal for the best of its framework's words.
    pub(crate) fn rating(label: &str, level: u8, words: usize) -> Self {
        let from_top = words.saturating_sub(1).saturating_sub(usize::from(level));
        let colour = match (level, from_top) {
            (_, 0) => "teal",
            (0, _) => "red",
            (1, _) => "orange",
            _ => "green",
        };
        Tag::new(label, colour)
    }

    /// A standard that applied and was not rated, or did not apply: a status of its own.
    pub(crate) fn unrated(text: &str) -> Self {
        Tag::new(text, "grey")
    }

    /// Nothing known, so no status either.
    pub(crate) fn words(text: &str) -> Self {
        Tag {
            plain: true,
            ..Tag::new(text, "grey")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> PartialDate {
        PartialDate {
            year,
            month: (month > 0).then_some(month),
            day: (day > 0).then_some(day),
        }
    }

    #[test]
    fn dates_are_said_as_far_as_they_are_known() {
        let cases = [
            (
                Some(day(2020, 2, 24)),
                Some(day(2020, 2, 28)),
                Some("24 to 28 February 2020"),
            ),
            (
                Some(day(2024, 9, 30)),
                Some(day(2024, 10, 4)),
                Some("30 September to 4 October 2024"),
            ),
            (
                Some(day(2022, 9, 0)),
                Some(day(2022, 10, 0)),
                Some("September to October 2022"),
            ),
            (
                Some(day(2019, 12, 30)),
                Some(day(2020, 1, 3)),
                Some("30 December 2019 to 3 January 2020"),
            ),
            (
                Some(day(2020, 3, 0)),
                Some(day(2020, 3, 0)),
                Some("March 2020"),
            ),
            (Some(day(2024, 4, 0)), None, Some("from April 2024")),
            (None, Some(day(2024, 0, 0)), Some("until 2024")),
            (None, None, None),
        ];
        for (start, end, words) in cases {
            assert_eq!(dates(start, end).as_deref(), words);
        }
        assert_eq!(date(day(2020, 6, 4)), "4 June 2020");
    }

    #[test]
    fn moments_are_said_as_clocks_here_show_them() {
        for (at, words) in [
            ("2026-11-27T16:45:09Z", "27 November 2026 at 4:45pm"),
            ("2026-06-30T23:05:00Z", "1 July 2026 at 12:05am"),
            ("2026-01-02T12:00:00Z", "2 January 2026 at 12:00pm"),
            ("2026-07-02T10:59:59Z", "2 July 2026 at 11:59am"),
        ] {
            assert_eq!(moment(at.parse().expect("a moment")), words);
        }
    }

    #[test]
    fn lists_and_large_numbers() {
        let list = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            super::list(&parts)
        };
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["2.1"]), "2.1");
        assert_eq!(list(&["2.1", "2.2", "2.3"]), "2.1, 2.2 and 2.3");
        for (number, said) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (106_306, "106,306"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), said);
        }
    }

    #[test]
    fn the_words_of_a_scale_have_their_colours_whatever_their_number() {
        let colours = |words: u8| -> Vec<&str> {
            (0..words)
                .map(|level| Tag::rating("x", level, usize::from(words)).colour)
                .collect()
        };
        assert_eq!(colours(4), ["red", "orange", "green", "teal"]);
        assert_eq!(colours(5), ["red", "orange", "green", "green", "teal"]);
        assert_eq!(colours(2), ["red", "teal"]);
    }
}
