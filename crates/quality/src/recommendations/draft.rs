//! What can be taken as it was typed, and what is wrong with the rest. Nothing here looks anything up.

use rating::{Framework, PartialDate};

use super::limits::{ADDRESSED_TO_CHARS, REASON_CHARS, WORDS_CHARS};
use super::types::{Draft, Error, Mistake, Part};

/// The draft as it would be kept: without blanks that mean nothing.
///
/// # Errors
/// [`Error::Unusable`] with every part that cannot be taken.
pub fn check(draft: &Draft) -> Result<Draft, Error> {
    let mut mistakes = Vec::new();
    let addressed_to = one_line(&draft.addressed_to);
    let who = Wanted {
        part: Part::AddressedTo,
        missing: "Enter who must act",
        name: "Who must act",
        most: ADDRESSED_TO_CHARS,
    };
    who.check(&addressed_to, &mut mistakes);
    let words = lines(&draft.words);
    let what = Wanted {
        part: Part::Words,
        missing: "Enter what is recommended",
        name: "What is recommended",
        most: WORDS_CHARS,
    };
    what.check(&words, &mut mistakes);
    if draft.due.is_some_and(|due| !is_whole_day(due)) {
        mistakes.push(mistake(
            Part::Due,
            "Due date must include a day, a month and a year",
        ));
    }
    let standard = draft.standard.as_deref().map(str::trim);
    let draft = Draft {
        addressed_to,
        words,
        due: draft.due,
        standard: standard.filter(|id| !id.is_empty()).map(str::to_owned),
    };
    if mistakes.is_empty() {
        Ok(draft)
    } else {
        Err(Error::Unusable(mistakes))
    }
}

/// Whether the standard is one of the framework that the inspection was made under.
///
/// # Errors
/// [`Error::Unusable`] when it is not.
pub(super) fn fits(draft: &Draft, framework: Option<&Framework>) -> Result<(), Error> {
    let Some(id) = &draft.standard else {
        return Ok(());
    };
    if framework.is_some_and(|framework| framework.standard(id).is_some()) {
        return Ok(());
    }
    let text = "Choose a standard of the inspection’s framework, or none";
    Err(Error::Unusable(vec![mistake(Part::Standard, text)]))
}

/// A reason as it would be kept.
///
/// # Errors
/// [`Error::Unusable`] when there is none or it is too long.
pub(super) fn reason(text: &str) -> Result<String, Error> {
    let reason = lines(text);
    let mut mistakes = Vec::new();
    let why = Wanted {
        part: Part::Reason,
        missing: "Enter why the recommendation is withdrawn",
        name: "Why it is withdrawn",
        most: REASON_CHARS,
    };
    why.check(&reason, &mut mistakes);
    if mistakes.is_empty() {
        Ok(reason)
    } else {
        Err(Error::Unusable(mistakes))
    }
}

/// What a text must be.
struct Wanted {
    part: Part,
    missing: &'static str,
    name: &'static str,
    most: usize,
}

impl Wanted {
    fn check(&self, text: &str, mistakes: &mut Vec<Mistake>) {
        let length = text.chars().count();
        if text.is_empty() {
            mistakes.push(mistake(self.part, self.missing));
        } else if length > self.most {
            let text = format!(
                "{} must be {} characters or fewer; it has {length}",
                self.name, self.most
            );
            mistakes.push(mistake(self.part, &text));
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            let text = format!(
                "{} holds marks that no keyboard makes; type it instead of pasting it",
                self.name
            );
            mistakes.push(mistake(self.part, &text));
        }
    }
}

fn mistake(part: Part, text: &str) -> Mistake {
    Mistake {
        part,
        text: text.to_owned(),
    }
}

fn is_whole_day(date: PartialDate) -> bool {
    date.month.is_some() && date.day.is_some()
}

/// A text on one line, with one blank between words.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// A text of several lines as every system ends them alike, without blanks around it.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\t', " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(result: Result<Draft, Error>) -> Vec<String> {
        match result {
            Ok(_) => Vec::new(),
            Err(Error::Unusable(mistakes)) => mistakes.into_iter().map(|m| m.text).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn every_part_says_what_is_wrong_with_it() {
        let long = "x".repeat(WORDS_CHARS + 1);
        for (who, what, due, expected) in [
            (
                "",
                "",
                None,
                &["Enter who must act", "Enter what is recommended"][..],
            ),
            ("  \n ", "Improve", None, &["Enter who must act"]),
            (
                "The board",
                &long,
                None,
                &["What is recommended must be 4000 characters or fewer; it has 4001"],
            ),
            (
                "The board",
                "Improve",
                Some("2020-07"),
                &["Due date must include a day, a month and a year"],
            ),
            (
                "The\u{0} board",
                "Improve",
                None,
                &["Who must act holds marks that no keyboard makes; type it instead of pasting it"],
            ),
            ("The board", "Improve", Some("2020-07-04"), &[]),
        ] {
            let draft = Draft {
                addressed_to: who.to_owned(),
                words: what.to_owned(),
                due: due.map(|due| due.parse().expect("a date")),
                standard: None,
            };
            assert_eq!(texts(check(&draft)), expected, "{who} {due:?}");
        }
    }

    #[test]
    fn blanks_that_mean_nothing_go() {
        let draft = Draft {
            addressed_to: " The  service\tmanager ".to_owned(),
            words: "\r\nFirst line\r\nsecond\tline \n".to_owned(),
            standard: Some(" ".to_owned()),
            due: None,
        };
        let kept = check(&draft).expect("usable");
        assert_eq!(kept.addressed_to, "The service manager");
        assert_eq!(kept.words, "First line\nsecond line");
        assert_eq!(kept.standard, None);
    }

    #[test]
    fn a_standard_belongs_to_the_framework() {
        let framework = rules::framework("hmip-2018");
        for (standard, framework, fits_in) in [
            (None, None, true),
            (Some("2.1"), framework, true),
            (Some("9.9"), framework, false),
            (Some("2.1"), None, false),
        ] {
            let draft = Draft {
                standard: standard.map(str::to_owned),
                ..Draft::default()
            };
            assert_eq!(fits(&draft, framework).is_ok(), fits_in, "{standard:?}");
        }
    }
}
