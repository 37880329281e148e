//! What was typed, as it was typed, and as the kernel takes it.

use std::collections::{BTreeMap, BTreeSet};

use rating::input::{Cases, Counts, Entered, Input, Score};
use rating::{Finding, Framework, read};

use crate::form::{Form, typed_date};
use crate::limits::ERRORS_SHOWN;
use crate::names;
use crate::page::FieldError;

/// The value of a choice that takes a standard out of the scope of the inspection.
pub(super) const OUT_OF_SCOPE: &str = "out_of_scope";

/// The kinds of text that are pasted or uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Text {
    Judgements,
    Percentages,
    Ratings,
    Panel,
}

impl Text {
    pub(super) const ALL: [Text; 4] = [
        Text::Judgements,
        Text::Percentages,
        Text::Ratings,
        Text::Panel,
    ];

    /// The name of its box; the file beside it has `-file` after it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Text::Judgements => "judgements",
            Text::Percentages => "percentages",
            Text::Ratings => "ratings",
            Text::Panel => "panel",
        }
    }
}

/// What was typed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Pasted or uploaded texts.
    texts: BTreeMap<Text, Vec<u8>>,
    /// Chosen rating by standard.
    chosen: BTreeMap<String, String>,
    /// Number by rating word.
    counts: BTreeMap<String, String>,
    /// Keys of the working rules that were switched on.
    switched_on: Vec<String>,
    pub(super) overall: String,
    pub(super) score: String,
    pub(super) fieldwork: String,
    pub(super) all_cases: bool,
    /// Whether only the standards are in scope of which something was entered.
    pub(super) entered_only: bool,
}

impl Entry {
    /// What a form holds; what it asks of other frameworks is left out.
    pub(super) fn read(framework: &Framework, form: &Form) -> Self {
        let switches = names::switched_off(framework).into_iter();
        let switched_on = switches
            .map(|setting| setting.key.clone())
            .filter(|key| form.text(&format!("set-{key}")) == "on");
        let mut entry = Entry {
            chosen: form.with_prefix("rating-").into_iter().collect(),
            counts: form.with_prefix("count-").into_iter().collect(),
            switched_on: switched_on.collect(),
            overall: form.text("overall"),
            score: form.text("score"),
            fieldwork: form.text("fieldwork"),
            all_cases: form.text("cases") == "all",
            entered_only: form.text("scope") == "entered",
            ..Entry::default()
        };
        entry
            .chosen
            .retain(|id, _| framework.standard(id).is_some());
        entry
            .counts
            .retain(|word, _| framework.level(word).is_some());
        for text in Text::ALL {
            let file = form.bytes(&format!("{}-file", text.name()));
            let pasted = form
                .bytes(text.name())
                .filter(|bytes| !bytes.trim_ascii().is_empty());
            if let Some(bytes) = file.or(pasted) {
                entry.texts.insert(text, bytes.to_vec());
            }
        }
        entry
    }

    /// A text as its box shows it: what is not UTF-8 is replaced, and the error says so.
    pub(super) fn text(&self, text: Text) -> String {
        let bytes = self.texts.get(&text).map(Vec::as_slice).unwrap_or_default();
        String::from_utf8_lossy(bytes)
            .trim_start_matches('\u{FEFF}')
            .to_owned()
    }

    pub(super) fn chosen(&self, standard: &str) -> String {
        self.chosen.get(standard).cloned().unwrap_or_default()
    }

    pub(super) fn count(&self, word: &str) -> String {
        self.counts.get(word).cloned().unwrap_or_default()
    }

    pub(super) fn is_on(&self, key: &str) -> bool {
        self.switched_on.iter().any(|own| own == key)
    }

    pub(super) fn has_chosen(&self) -> bool {
        !self.chosen.is_empty()
    }

    pub(super) fn has_counts(&self) -> bool {
        !self.counts.is_empty()
    }

    /// The parts of a form that would send the same again.
    pub(super) fn parts(&self, framework: &Framework) -> Vec<(String, String)> {
        let mut parts = vec![("framework".to_owned(), framework.id().to_owned())];
        for text in self.texts.keys() {
            parts.push((text.name().to_owned(), self.text(*text)));
        }
        for (prefix, values) in [("rating", &self.chosen), ("count", &self.counts)] {
            for (name, value) in values {
                parts.push((format!("{prefix}-{name}"), value.clone()));
            }
        }
        for key in &self.switched_on {
            parts.push((format!("set-{key}"), "on".to_owned()));
        }
        let singles = [
            ("overall", self.overall.as_str()),
            ("score", self.score.as_str()),
            ("fieldwork", self.fieldwork.as_str()),
            ("cases", if self.all_cases { "all" } else { "" }),
            ("scope", if self.entered_only { "entered" } else { "" }),
        ];
        let filled = singles.into_iter().filter(|(_, value)| !value.is_empty());
        parts.extend(filled.map(|(name, value)| (name.to_owned(), value.to_owned())));
        parts
    }

    /// What was typed as the kernel takes it, or every error with its field.
    pub(super) fn input(&self, framework: &Framework) -> Result<Input, Vec<FieldError>> {
        let mut errors = Vec::new();
        let on = self
            .switched_on
            .iter()
            .map(|key| (key.clone(), "on".to_owned()));
        let mut input = Input {
            cases: if self.all_cases {
                Cases::All
            } else {
                Cases::Sample
            },
            set: on.collect(),
            ..Input::default()
        };
        for (text, bytes) in &self.texts {
            if let Err(findings) = take(*text, framework, bytes, &mut input) {
                errors.extend(field_errors(text.name(), &findings));
            }
        }
        self.take_chosen(framework, &mut input, &mut errors);
        self.take_overall(framework, &mut input, &mut errors);
        self.take_counts(framework, &mut input, &mut errors);
        self.take_rest(&mut input, &mut errors);
        if self.entered_only {
            input.scope = Some(entered(framework, &input));
        }
        if self.is_empty() {
            errors.push(FieldError::new(
                Text::Percentages.name(),
                "Enter answers about cases, percentages, ratings or numbers of ratings",
            ));
        }
        if errors.is_empty() {
            Ok(input)
        } else {
            Err(errors)
        }
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty()
            && self.chosen.is_empty()
            && self.counts.is_empty()
            && self.overall.is_empty()
            && self.score.is_empty()
    }

    fn take_chosen(&self, framework: &Framework, input: &mut Input, errors: &mut Vec<FieldError>) {
        for (standard, word) in &self.chosen {
            let field = format!("rating-{standard}");
            let entered = match (word.as_str(), framework.level(word)) {
                (OUT_OF_SCOPE, _) => continue,
                ("not_rated", _) => Entered::NotRated,
                (_, Some(level)) => Entered::Rated(level),
                (_, None) => {
                    errors.push(FieldError::new(
                        &field,
                        "Choose one of the ratings in the list",
                    ));
                    continue;
                }
            };
            if input.ratings.insert(standard.clone(), entered).is_some() {
                let name = names::standard(framework, standard);
                let text = format!(
                    "{name} is chosen here and stands in the pasted ratings as well; keep one"
                );
                errors.push(FieldError::new(&field, &text));
            }
        }
        if self.chosen.values().any(|word| word == OUT_OF_SCOPE) {
            let all = framework.standards().iter().map(|standard| &standard.id);
            let kept =
                all.filter(|id| self.chosen.get(*id).is_none_or(|word| word != OUT_OF_SCOPE));
            input.scope = Some(kept.cloned().collect());
        }
    }

    fn take_overall(&self, framework: &Framework, input: &mut Input, errors: &mut Vec<FieldError>) {
        if self.overall.is_empty() {
            return;
        }
        match framework.level(&self.overall) {
            Some(_) if input.overall.is_some() => errors.push(FieldError::new(
                "overall",
                "The overall rating is chosen here and stands in the pasted ratings as well; keep one",
            )),
            Some(level) => input.overall = Some(level),
            None => errors.push(FieldError::new("overall", "Choose one of the ratings in the list")),
        }
    }

    fn take_counts(&self, framework: &Framework, input: &mut Input, errors: &mut Vec<FieldError>) {
        let mut counts = Counts::new();
        for (word, typed) in &self.counts {
            let number = typed
                .parse::<u32>()
                .ok()
                .filter(|number| *number <= MOST_STANDARDS);
            match framework.level(word).zip(number) {
                Some((level, number)) => {
                    counts.insert(level, number);
                }
                None => {
                    let label = framework.label(word);
                    let text =
                        format!("Number of standards rated {label} must be a whole number, like 4");
                    errors.push(FieldError::new(&format!("count-{word}"), &text));
                }
            }
        }
        if !counts.is_empty() {
            input.counts = Some(counts);
        }
    }

    fn take_rest(&self, input: &mut Input, errors: &mut Vec<FieldError>) {
        if !self.score.is_empty() {
            input.score = typed_score(&self.score);
            if input.score.is_none() {
                errors.push(FieldError::new(
                    "score",
                    "Score must be points and their maximum, such as 18 of 36",
                ));
            }
        }
        if !self.fieldwork.is_empty() {
            input.fieldwork = typed_date(&self.fieldwork);
            if input.fieldwork.is_none() {
                errors.push(FieldError::new(
                    "fieldwork",
                    "First day of fieldwork must be a real date, such as 24 2 2020, or a part of one, such as 2 2020 or 2020",
                ));
            }
        }
    }

    /// What the kernel found, each beside the field it is about.
    pub(super) fn place(&self, findings: Vec<Finding>) -> Vec<FieldError> {
        findings
            .iter()
            .flat_map(|finding| {
                field_errors(&self.field_of(finding), std::slice::from_ref(finding))
            })
            .take(ERRORS_SHOWN)
            .collect()
    }

    /// The field that a finding of the kernel is about: it names a part of the input, and the form may
    /// have taken that part from one of several fields.
    fn field_of(&self, finding: &Finding) -> String {
        let value = finding.value.as_deref().unwrap_or_default();
        let pasted = |texts: &[Text]| {
            let held = texts.iter().find(|text| self.texts.contains_key(text));
            held.map(|text| text.name().to_owned())
        };
        let chosen = || {
            self.chosen
                .contains_key(value)
                .then(|| format!("rating-{value}"))
        };
        let counted = || {
            self.counts
                .keys()
                .next()
                .map(|word| format!("count-{word}"))
        };
        let own = match finding.column.as_deref() {
            Some("question" | "percent") => pasted(&[Text::Judgements, Text::Percentages]),
            Some("standard" | "scope") => {
                chosen().or_else(|| pasted(&[Text::Panel, Text::Ratings]))
            }
            Some("counts") => counted(),
            Some("score") => Some("score".to_owned()),
            Some("overall") => Some("overall".to_owned()),
            _ => None,
        };
        own.or_else(|| pasted(&Text::ALL))
            .or_else(counted)
            .unwrap_or_else(|| Text::Percentages.name().to_owned())
    }
}

/// Standards that a number of ratings can be about; no framework comes near it.
const MOST_STANDARDS: u32 = rating::limits::STANDARDS as u32;

/// Reads a text into its place in the input.
fn take(
    text: Text,
    framework: &Framework,
    bytes: &[u8],
    input: &mut Input,
) -> Result<(), Vec<Finding>> {
    match text {
        Text::Judgements => input.judgements = read::judgements(framework, bytes)?,
        Text::Percentages => input.percentages = read::percentages(framework, bytes)?,
        Text::Ratings => (input.ratings, input.overall) = read::ratings(framework, bytes)?,
        Text::Panel => input.panel = read::panel(framework, bytes)?,
    }
    Ok(())
}

/// The standards of which something was entered, in the framework's order.
fn entered(framework: &Framework, input: &Input) -> Vec<String> {
    let answered = input.judgements.iter().map(|judgement| &judgement.question);
    let questions: BTreeSet<&String> = answered.chain(input.percentages.keys()).collect();
    let places = questions.iter().filter_map(|id| framework.place_of(id));
    let judged: BTreeSet<usize> = places.map(|(standard, _)| standard).collect();
    let settled = |id: &String| input.panel.iter().any(|panel| panel.standard == *id);
    let standards = framework.standards().iter().enumerate();
    standards
        .filter(|(place, own)| {
            judged.contains(place) || input.ratings.contains_key(&own.id) || settled(&own.id)
        })
        .map(|(_, own)| own.id.clone())
        .collect()
}

/// A score as people write it: `18 of 36`, `18/36`.
fn typed_score(text: &str) -> Option<Score> {
    let (total, maximum) = text.split_once('/').or_else(|| text.split_once("of"))?;
    Some(Score {
        total: total.trim().parse().ok()?,
        maximum: maximum.trim().parse().ok()?,
    })
}

fn field_errors(field: &str, findings: &[Finding]) -> Vec<FieldError> {
    let shown = findings.iter().take(ERRORS_SHOWN);
    let mut errors: Vec<FieldError> = shown
        .map(|finding| FieldError::new(field, names::finding(finding)))
        .collect();
    let more = findings.len().saturating_sub(ERRORS_SHOWN);
    if more > 0 {
        let text = format!("And {more} more lines have something wrong; mend these first");
        errors.push(FieldError::new(field, &text));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_as_people_write_them() {
        for (text, score) in [
            ("18 of 36", Some((18, 36))),
            ("18/36", Some((18, 36))),
            ("18of36", Some((18, 36))),
            ("18", None),
            ("18 of", None),
            ("-1/36", None),
            ("18 out of 36", None),
        ] {
            let found = typed_score(text).map(|score| (score.total, score.maximum));
            assert_eq!(found, score, "{text}");
        }
    }

    #[test]
    fn the_kernels_findings_stand_beside_the_field_they_are_about() {
        let framework = rules::framework("hmip-2018").expect("a framework");
        let placed = |entry: &Entry| -> Vec<String> {
            let errors = match entry.input(framework) {
                Ok(input) => match rating::rate(framework, &input) {
                    Ok(_) => Vec::new(),
                    Err(findings) => entry.place(findings),
                },
                Err(errors) => errors,
            };
            errors.into_iter().map(|error| error.field).collect()
        };
        let pairs = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            let pairs = pairs.iter();
            pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        let texts = |texts: &[(Text, &str)]| -> BTreeMap<Text, Vec<u8>> {
            texts
                .iter()
                .map(|(text, held)| (*text, held.as_bytes().to_vec()))
                .collect()
        };
        let both = [
            (Text::Judgements, "case_id,question,answer\n1,2.1.1,yes\n"),
            (Text::Percentages, "question,percent\n2.1.1,64\n"),
        ];
        let panel = [(
            Text::Panel,
            "standard,rating,who,why\n2.1,good,Panel,One case\n",
        )];
        for (entry, field) in [
            (
                Entry {
                    counts: pairs(&[("good", "13")]),
                    ..Entry::default()
                },
                "count-good",
            ),
            (
                Entry {
                    score: "40 of 36".to_owned(),
                    ..Entry::default()
                },
                "score",
            ),
            (
                Entry {
                    texts: texts(&both),
                    ..Entry::default()
                },
                "judgements",
            ),
            (
                Entry {
                    texts: texts(&panel),
                    chosen: pairs(&[("2.1", "inadequate")]),
                    ..Entry::default()
                },
                "rating-2.1",
            ),
            (
                Entry {
                    texts: texts(&panel),
                    chosen: pairs(&[("2.1", OUT_OF_SCOPE)]),
                    ..Entry::default()
                },
                "rating-2.1",
            ),
        ] {
            assert_eq!(placed(&entry), [field], "{entry:?}");
        }
    }
}
