//! One cell at a time: text in; a typed value out, or why not and what to write instead.

use jiff::civil::Date;
use rating::input::Level;
use rating::{Framework, PartialDate};

use super::super::limits::MAXIMUM_POINTS;

/// Why a cell cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    /// What is wrong: a sentence.
    pub(crate) reason: String,
    /// What to do: a sentence.
    pub(crate) remedy: String,
}

impl Refused {
    /// Says that the cell cost its row.
    pub(crate) fn with_row(mut self) -> Self {
        self.reason
            .push_str(" It tells which inspection this is, so the row was refused.");
        self
    }
}

pub(crate) fn refused(reason: impl Into<String>, remedy: impl Into<String>) -> Refused {
    Refused {
        reason: reason.into(),
        remedy: remedy.into(),
    }
}

/// A date as precisely as it is given: `2020`, `2020-06`, `2020-06-04`, or a day as a British
/// spreadsheet writes it, `04/06/2020` or `04/06/20`.
pub(crate) fn date(text: &str) -> Result<PartialDate, Refused> {
    let read = if text.contains('/') {
        british_day(text).map(PartialDate::from)
    } else {
        text.parse().ok()
    };
    read.filter(|date| (1990..=2100).contains(&date.year))
        .ok_or_else(|| {
            refused(
                "This is not a date between 1990 and 2100 that the calendar has.",
                "Write 2020, 2020-06, 2020-06-04 or 04/06/2020; leave the cell empty if the date \
                 is not known.",
            )
        })
}

fn british_day(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let mut number = |digits: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let part = parts.next()?;
        let plain = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let day = i8::try_from(number(1..=2)?).ok()?;
    let month = i8::try_from(number(1..=2)?).ok()?;
    let year = match number(2..=4)? {
        // Inspections of children's services began in this century's first years.
        short @ 0..=99 => 2000 + short,
        year => year,
    };
    let ended = parts.next().is_none();
    ended.then(|| Date::new(year, month, day).ok()).flatten()
}

/// A rating in a framework's own words, or that none was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RatingCell {
    /// A word of the framework; `variant` when the source spells it in a way of its own.
    Rated { level: Level, variant: bool },
    /// The standard applied and was not rated.
    NotRated,
}

/// A rating of a standard.
pub(crate) fn rating(framework: &Framework, text: &str) -> Result<RatingCell, Refused> {
    if matches!(plain(text).as_str(), "not_rated" | "unrated") {
        return Ok(RatingCell::NotRated);
    }
    word(framework, text).map(|(level, variant)| RatingCell::Rated { level, variant })
}

/// A word of the framework, and whether it is spelt in a source's own way.
pub(crate) fn word(framework: &Framework, text: &str) -> Result<(Level, bool), Refused> {
    let level = framework
        .level_as_written(text)
        .ok_or_else(|| off_the_list(framework))?;
    let own = framework.word(level).map(|word| word.id.as_str());
    let label = framework.word(level).map(|word| plain(&word.label));
    let text = plain(text);
    let variant = own != Some(text.as_str()) && label.as_deref() != Some(text.as_str());
    Ok((level, variant))
}

fn off_the_list(framework: &Framework) -> Refused {
    let labels: Vec<&str> = framework
        .words()
        .iter()
        .map(|word| word.label.as_str())
        .collect();
    if labels.is_empty() {
        return refused(
            format!("{} gives no ratings.", framework.title()),
            "The text is kept as printed; leave the cell empty.",
        );
    }
    refused(
        format!("This is not a rating of {}.", framework.title()),
        format!(
            "The text is kept as printed. Write one of: {}.",
            labels.join(", ")
        ),
    )
}

/// A word as a code: lower case, with underscores.
pub(crate) fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}

/// A whole number within a range.
pub(crate) fn number(text: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, Refused> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number
        .filter(|number| range.contains(number))
        .ok_or_else(|| {
            refused(
                format!(
                    "This is not a whole number from {} to {}.",
                    range.start(),
                    range.end()
                ),
                "Write the number in digits, or leave the cell empty if it is not known.",
            )
        })
}

/// A whole percentage.
pub(crate) fn percent(text: &str) -> Result<u32, Refused> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    number(text, 0..=100).map_err(|_| {
        refused(
            "This is not a whole percentage from 0 to 100.",
            "Write a whole number without a sign, or leave the cell empty if it is not known.",
        )
    })
}

/// Numbers of ratings, such as `I=1;R=4;G=7`, with the framework's word or its first letter.
/// `GO` stands for Good or Outstanding, as some sources count.
pub(crate) fn counts(framework: &Framework, text: &str) -> Result<String, Refused> {
    let unreadable = || {
        refused(
            "These are not numbers of ratings.",
            "Write a word or its first letter with a number, such as I=1;R=4;G=7.",
        )
    };
    let mut counts: Vec<(String, u32)> = Vec::new();
    for part in text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (name, digits) = part.split_once('=').ok_or_else(unreadable)?;
        let word = counted_word(framework, name.trim()).ok_or_else(unreadable)?;
        let most = u32::try_from(framework.standards().len()).unwrap_or(u32::MAX);
        let number = number(digits.trim(), 0..=most)?;
        if counts.iter().any(|(known, _)| *known == word) {
            return Err(unreadable());
        }
        counts.push((word, number));
    }
    if counts.is_empty() {
        return Err(unreadable());
    }
    // One order, so that two sources that count alike agree as texts.
    counts.sort_by_key(|(word, _)| framework.level(word).map_or(u8::MAX, |level| level.0));
    let parts: Vec<String> = counts
        .iter()
        .map(|(word, number)| format!("{word}={number}"))
        .collect();
    Ok(parts.join(";"))
}

/// Counted together by some sources, so it is no word of a framework.
const GOOD_OR_OUTSTANDING: &str = "good_or_outstanding";

fn counted_word(framework: &Framework, name: &str) -> Option<String> {
    if let Some(level) = framework.level_as_written(name) {
        return Some(framework.word(level)?.id.clone());
    }
    if name == "GO" || plain(name) == GOOD_OR_OUTSTANDING {
        let both = framework.level("good").is_some() && framework.level("outstanding").is_some();
        return both.then(|| GOOD_OR_OUTSTANDING.to_owned());
    }
    let letter = name.to_lowercase();
    let mut begin = framework
        .words()
        .iter()
        .filter(|word| letter.len() == 1 && word.id.starts_with(&letter));
    let word = begin.next()?;
    begin.next().is_none().then(|| word.id.clone())
}

/// Points read from a percentage of a maximum that was printed with up to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    /// Points.
    pub(crate) points: u32,
    /// Out of.
    pub(crate) maximum: u32,
}

/// The highest totals of the rated frameworks, in the order in which they are tried (H-34).
const MAXIMUMS: [u32; 2] = [36, 24];

/// Reads a percentage as points of 36, else of 24, else of the maximum that was named (H-34).
pub(crate) fn share(text: &str, named: Option<u32>) -> Result<Share, Refused> {
    let hundredths = hundredths(text)?;
    let maximums = MAXIMUMS.into_iter().chain(named);
    let mut shares = maximums.filter_map(|maximum| {
        let points = (0..=maximum).find(|points| rounds_to(*points, maximum, hundredths))?;
        Some(Share { points, maximum })
    });
    shares.next().ok_or_else(|| {
        refused(
            "This percentage is a whole number of points neither of 36 nor of 24.",
            "If the highest possible score is another, import the file again with --maximum and \
             that number.",
        )
    })
}

/// A percentage with up to two decimals, in hundredths of a per cent.
fn hundredths(text: &str) -> Result<u32, Refused> {
    let plain = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let sound = (1..=3).contains(&whole.len()) && decimals.len() <= 2;
    let read = (sound && digits(whole) && digits(decimals)).then(|| {
        let whole: u32 = whole.parse().ok()?;
        let decimals: u32 = format!("{decimals:0<2}").parse().ok()?;
        Some(whole * 100 + decimals)
    });
    read.flatten()
        .filter(|value| *value <= 10_000)
        .ok_or_else(|| {
            refused(
                "This is not a percentage from 0 to 100 with at most two decimals.",
                "Write it as it is printed, such as 72.22, or leave the cell empty.",
            )
        })
}

/// Whether `points` of `maximum` come to that percentage when rounded to two decimals. Where the
/// third decimal is exactly five, either way of rounding is taken.
fn rounds_to(points: u32, maximum: u32, hundredths: u32) -> bool {
    let exact = u64::from(points) * 10_000;
    let printed = u64::from(hundredths) * u64::from(maximum);
    exact.abs_diff(printed) * 2 <= u64::from(maximum)
}

/// A score of a maximum, as the register writes it.
pub(crate) fn score(total: &str, maximum: u32) -> Result<Share, Refused> {
    let points = number(total, 0..=MAXIMUM_POINTS)?;
    if points > maximum {
        return Err(refused(
            format!("The score is higher than its maximum of {maximum}."),
            "Correct the score or the maximum.",
        ));
    }
    Ok(Share { points, maximum })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_precisely_as_written() {
        let table = [
            ("2020", Some("2020")),
            ("2020-06", Some("2020-06")),
            ("2020-06-04", Some("2020-06-04")),
            ("18/02/25", Some("2025-02-18")),
            ("4/6/2020", Some("2020-06-04")),
            ("31/02/25", None),
            ("2020-13", None),
            ("2021-02-29", None),
            ("1/2/3/4", None),
            ("01/01/1066", None),
            ("12/25/2020", None),
            ("June 2020", None),
            ("/", None),
        ];
        for (text, expected) in table {
            let found = date(text).map(|date| date.to_string()).ok();
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn percentages_become_points_of_a_maximum_they_fit() {
        let table = [
            ("50.0", None, Some((18, 36))),
            ("72.22", None, Some((26, 36))),
            ("72.22%", None, Some((26, 36))),
            ("0", None, Some((0, 36))),
            ("100", None, Some((36, 36))),
            ("4.17", None, Some((1, 24))),
            ("4.56", None, None),
            ("4.56", Some(24), None),
            ("12.82", None, None),
            ("12.82", Some(39), Some((5, 39))),
            // Named maximums never displace one that fits by itself.
            ("33.33", Some(39), Some((12, 36))),
            ("72.2", None, None),
            ("72.223", None, None),
            ("101", None, None),
            ("-1", None, None),
            ("", None, None),
            (".", None, None),
        ];
        for (text, named, expected) in table {
            let found = share(text, named).ok().map(|s| (s.points, s.maximum));
            assert_eq!(found, expected, "{text} {named:?}");
        }
        let refused = share("4.56", None).expect_err("Bridgend");
        assert!(refused.remedy.contains("--maximum"));
    }

    #[test]
    fn numbers_stay_within_their_range() {
        for (text, expected) in [
            ("0", Some(0)),
            ("100", Some(100)),
            ("64 %", Some(64)),
            ("101", None),
            ("64.5", None),
            ("-1", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(percent(text).ok(), expected, "{text}");
        }
        assert_eq!(
            score("18", 36),
            Ok(Share {
                points: 18,
                maximum: 36
            })
        );
        assert!(score("37", 36).is_err());
    }
}
