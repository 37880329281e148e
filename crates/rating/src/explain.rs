//! An outcome as a page of plain text, for a terminal or a letter: the result first, then each
//! standard, the ways, what a reader should know, and the whole working.

use std::fmt::Write as _;

use crate::framework::{Framework, Standard};
use crate::outcome::{Basis, Change, Outcome, StandardOutcome, State, Way, WayBy};

/// Ways shown in each direction; the JSON form has more.
const WAYS_SHOWN: usize = 10;

/// The outcome in words. `framework` must be the one that made it.
#[must_use]
pub fn explain(framework: &Framework, outcome: &Outcome) -> String {
    let mut page = Page {
        framework,
        text: String::new(),
    };
    page.line(framework.title());
    page.head(outcome);
    page.standards(outcome);
    page.ways("Ways up", &outcome.ways_up, outcome.ways_total.up);
    page.ways("Ways down", &outcome.ways_down, outcome.ways_total.down);
    if !outcome.flags.is_empty() {
        page.heading("Before you rely on this");
        for flag in &outcome.flags {
            let about = flag
                .standard
                .as_ref()
                .map_or(String::new(), |id| format!("{id}: "));
            page.line(&format!("- {about}{} [{}]", flag.text, flag.code.as_str()));
        }
    }
    page.heading("The working");
    for step in &outcome.steps {
        page.line(&format!(
            "{:>3}. {} [{}, {}]",
            step.n, step.text, step.rule, step.status
        ));
    }
    page.line("");
    page.line(outcome.notice);
    if !outcome.statuses.is_empty() {
        page.line(&format!(
            "Statuses of the rules used: {}.",
            outcome.statuses.join(", ")
        ));
    }
    page.line(&format!("Rules version: {}", outcome.rules_version));
    page.text
}

struct Page<'a> {
    framework: &'a Framework,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(heading);
    }

    fn label(&self, word: &str) -> String {
        self.framework.label(word).to_owned()
    }

    fn head(&mut self, outcome: &Outcome) {
        if self.framework.result().overall {
            let overall = match (&outcome.overall, outcome.overall_basis) {
                (Some(word), Some(Basis::Entered)) => format!("{} (as entered)", self.label(word)),
                (Some(word), _) => self.label(word),
                (None, _) => "not known".to_owned(),
            };
            self.line(&format!("Overall rating: {overall}"));
        } else {
            self.line(&format!("{}.", self.framework.result().words));
        }
        if let Some(maximum) = outcome.maximum {
            let total = match (outcome.total, outcome.total_range) {
                (Some(total), _) => format!("{total} of {maximum} points"),
                (None, Some([low, high])) => {
                    format!("between {low} and {high} of {maximum} points")
                }
                (None, None) => format!("no total, of {maximum} points"),
            };
            self.line(&format!("Score: {total}"));
        }
        if let Some(points) = outcome.points_to_next {
            self.line(&format!(
                "To the next rating: {}",
                count(points, "point", "points")
            ));
        }
        if let Some(points) = outcome.points_to_lose {
            self.line(&format!(
                "To lose this rating: {}",
                count(points, "point", "points")
            ));
        }
    }

    fn standards(&mut self, outcome: &Outcome) {
        self.heading("Standards");
        let width = outcome
            .standards
            .iter()
            .map(|standard| standard.id.len() + standard.title.len())
            .max();
        let width = width.unwrap_or_default() + 2;
        for standard in &outcome.standards {
            let own = self.framework.standard(&standard.id);
            let name = own.map_or_else(|| standard.title.clone(), Standard::name);
            let mut line = format!("  {name:<width$}{}", self.rating(standard));
            if let Some(points) = standard.points.filter(|_| standard.counts) {
                let _ = write!(line, ", {}", count(points, "point", "points"));
            }
            if let Some(percent) = standard.percent {
                let _ = write!(line, ", {percent} per cent");
            }
            if let Some(stars) = standard.stars {
                let _ = write!(line, ", {}", count(stars, "star", "stars"));
            }
            self.line(&line);
            for question in &standard.questions {
                if let (Some(percent), Some((yes, of))) =
                    (question.percent, question.yes.zip(question.applicable))
                {
                    let interval = question
                        .interval
                        .as_ref()
                        .map_or(String::new(), |interval| {
                            format!(
                                ", 95 per cent interval {:.1} to {:.1}",
                                interval.low, interval.high
                            )
                        });
                    self.line(&format!(
                        "    {}: {percent} per cent ({yes} of {of}{interval})",
                        question.id
                    ));
                }
            }
        }
    }

    fn rating(&self, standard: &StandardOutcome) -> String {
        let word = match (standard.state, &standard.rating) {
            (State::Rated, Some(word)) => self.label(word),
            (State::NotRated, _) => "not rated".to_owned(),
            (State::NotApplicable, _) => return "not in scope".to_owned(),
            (State::NotKnown, _) if standard.basis == Some(Basis::Counts) => {
                return "among the numbers of ratings".to_owned();
            }
            _ => "not known".to_owned(),
        };
        match (standard.basis, &standard.computed) {
            (Some(Basis::Entered), Some(computed)) => {
                format!(
                    "{word} (entered; the arithmetic gives {})",
                    self.label(computed)
                )
            }
            (Some(Basis::Entered), None) => format!("{word} (entered)"),
            _ => word,
        }
    }

    fn ways(&mut self, heading: &str, ways: &[Way], total: u64) {
        if ways.is_empty() {
            return;
        }
        let shown = ways.len().min(WAYS_SHOWN);
        self.heading(&format!(
            "{heading} ({total}; the {shown} cheapest are shown)"
        ));
        for way in ways.iter().take(WAYS_SHOWN) {
            let changes: Vec<String> = way
                .changes
                .iter()
                .map(|change| self.change(change, way.by))
                .collect();
            let cost = match way.by {
                WayBy::Standards => count(way.cost, "step of one rating", "steps of one rating"),
                WayBy::Judgements => count(way.cost, "judgement", "judgements"),
            };
            self.line(&format!("  - {} ({cost})", changes.join("; ")));
        }
    }

    fn change(&self, change: &Change, by: WayBy) -> String {
        let number = change.count.unwrap_or(1);
        if by == WayBy::Judgements {
            let question = change.question.as_deref().unwrap_or_default();
            return format!(
                "{} of {question} from {} to {}",
                count(number, "answer", "answers"),
                change.from,
                change.to
            );
        }
        let what = match &change.standard {
            Some(id) => id.clone(),
            None => count(number, "standard", "standards"),
        };
        format!(
            "{what} from {} to {}",
            self.label(&change.from),
            self.label(&change.to)
        )
    }
}

/// `1 point`, `12 points`.
fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
