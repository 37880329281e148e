//! The form with its fields: what was typed stands in them, and what is wrong beside them.

use askama::Template;
use rating::Framework;
use rating::framework::Domain;

use super::entry::{Entry, OUT_OF_SCOPE, Text};
use crate::names;
use crate::page::{Choice, Field, FieldError, Page, Section};

/// The form.
#[derive(Template)]
#[template(path = "quality/rate.html")]
pub(super) struct RateForm {
    page: Page,
    back: &'static str,
    /// What a file chooser offers first.
    accept: &'static str,
    framework: String,
    framework_title: String,
    errors: Vec<FieldError>,
    /// Answers about cases; none where a framework counts none.
    judgements: Option<TextSection>,
    percentages: Option<TextSection>,
    all_cases: bool,
    /// Whether the scope can be narrowed to what was entered: only where standards add up.
    asks_scope: bool,
    entered_only: bool,
    ratings: TextSection,
    domains: Vec<DomainFields>,
    panel: TextSection,
    counts: Vec<Field>,
    counts_open: bool,
    overall: Option<Field>,
    overall_options: Vec<Choice>,
    score: Option<Field>,
    fieldwork: Field,
    /// Working rules that can be switched on: name, words, hint.
    switches: Vec<Choice>,
}

/// A section with a box and a file.
struct TextSection {
    open: bool,
    text: Field,
    file: Field,
}

/// The standards of a domain, each with a list of ratings.
struct DomainFields {
    title: String,
    fields: Vec<Field>,
    options: Vec<Choice>,
}

/// What fields are filled with.
struct Filler<'a> {
    framework: &'a Framework,
    entry: &'a Entry,
    errors: &'a [FieldError],
}

impl RateForm {
    /// The form of a framework with what was typed and what is wrong with it.
    pub(super) fn new(framework: &Framework, entry: &Entry, errors: Vec<FieldError>) -> Self {
        let filler = Filler {
            framework,
            entry,
            errors: &errors,
        };
        let counted = names::has_questions(framework);
        let judgements = counted.then(|| filler.section(Text::Judgements));
        let percentages = counted.then(|| filler.section(Text::Percentages));
        let mut ratings = filler.section(Text::Ratings);
        let domains: Vec<DomainFields> = framework
            .domains()
            .iter()
            .map(|d| filler.domain(d))
            .collect();
        let panel = filler.section(Text::Panel);
        let counts = filler.counts();
        let wrong = |fields: &[Field]| fields.iter().any(|field| !field.errors.is_empty());
        ratings.open |= entry.has_chosen() || domains.iter().any(|domain| wrong(&domain.fields));
        let counts_open = entry.has_counts() || wrong(&counts);
        RateForm {
            page: Page::form(
                "What do you know, work out a rating",
                Section::Rate,
                &errors,
            ),
            back: "/rate",
            accept: ".csv,text/csv,text/plain",
            framework: framework.id().to_owned(),
            framework_title: framework.title().to_owned(),
            judgements,
            percentages,
            all_cases: entry.all_cases,
            asks_scope: framework.has_points(),
            entered_only: entry.entered_only,
            ratings,
            domains,
            panel,
            counts_open,
            counts,
            overall: framework.result().overall.then(|| {
                filler.field(
                    "overall",
                    "Overall rating as published (optional)",
                    "",
                    entry.overall.clone(),
                )
            }),
            overall_options: overall_options(framework),
            score: framework.total_rule().map(|_| {
                let hint = "Points and their maximum, for example 18 of 36";
                filler.field(
                    "score",
                    "Score as published (optional)",
                    hint,
                    entry.score.clone(),
                )
            }),
            fieldwork: filler.field(
                "fieldwork",
                "First day of fieldwork (optional)",
                "As precisely as you know it, for example 24 2 2020, or 2 2020, or 2020",
                entry.fieldwork.clone(),
            ),
            switches: switches(framework, entry),
            errors,
        }
    }
}

impl Filler<'_> {
    /// A field with its value and its errors.
    fn field(&self, id: &str, label: &str, hint: &str, value: String) -> Field {
        Field::new(id, label, hint).filled(&value, self.errors)
    }

    fn section(&self, text: Text) -> TextSection {
        let (label, header, example) = match text {
            Text::Judgements => (
                "Paste the answers, one line each",
                "case_id,question,answer",
                self.answer(),
            ),
            Text::Percentages => (
                "Paste the percentages, one line each",
                "question,percent",
                self.percentage(),
            ),
            Text::Ratings => (
                "Or paste ratings, one line each",
                "standard,rating",
                self.rating(),
            ),
            Text::Panel => (
                "Paste the decisions, one line each",
                "standard,rating,who,why",
                format!("{},Ratings panel,One case decided", self.rating()),
            ),
        };
        let hint = format!("First line {header}; then for example {example}");
        let held = self.entry.text(text);
        let text = self.field(text.name(), label, &hint, held);
        TextSection {
            open: !text.value.is_empty() || !text.errors.is_empty(),
            file: Field::new(
                &format!("{}-file", text.id),
                "Or choose a CSV file",
                "A file takes the place of what is pasted",
            ),
            text,
        }
    }

    /// `17,2.1.1,yes`, with a question of the framework.
    fn answer(&self) -> String {
        format!("17,{},yes", self.question())
    }

    /// `2.1.1,64`.
    fn percentage(&self) -> String {
        format!("{},64", self.question())
    }

    /// `2.1,good`.
    fn rating(&self) -> String {
        let framework = self.framework;
        let standard = framework
            .standards()
            .first()
            .map_or("", |standard| &standard.id);
        let word = framework
            .words()
            .iter()
            .rev()
            .nth(1)
            .map_or("", |word| &word.id);
        format!("{standard},{word}")
    }

    /// The first question that answers about cases can be about.
    fn question(&self) -> &str {
        let questions = self
            .framework
            .standards()
            .iter()
            .flat_map(|standard| &standard.questions);
        let mut counted =
            questions.filter(|question| self.framework.place_of(&question.id).is_some());
        counted.next().map_or("", |question| &question.id)
    }

    fn domain(&self, domain: &Domain) -> DomainFields {
        let own = self
            .framework
            .standards()
            .iter()
            .filter(|standard| standard.domain == domain.id);
        let fields = own.map(|standard| {
            let label = names::standard(self.framework, &standard.id);
            let value = self.entry.chosen(&standard.id);
            self.field(&format!("rating-{}", standard.id), &label, "", value)
        });
        DomainFields {
            title: domain.title.clone(),
            fields: fields.collect(),
            options: rating_options(self.framework),
        }
    }

    /// A field for each rating, best first, where numbers of ratings lead anywhere.
    fn counts(&self) -> Vec<Field> {
        if !self.framework.result().overall {
            return Vec::new();
        }
        let words = self.framework.words().iter().rev();
        let field = |word: &rating::framework::Word| {
            let value = self.entry.count(&word.id);
            self.field(&format!("count-{}", word.id), &word.label, "", value)
        };
        words.map(field).collect()
    }
}

fn switches(framework: &Framework, entry: &Entry) -> Vec<Choice> {
    let settings = names::switched_off(framework).into_iter();
    settings
        .map(|setting| Choice {
            hint: match &setting.confidence {
                Some(confidence) => {
                    format!("A working rule, confidence {confidence}; the result is marked")
                }
                None => "A working rule; the result is marked".to_owned(),
            },
            chosen: entry.is_on(&setting.key),
            ..Choice::new(&format!("set-{}", setting.key), &setting.title)
        })
        .collect()
}

fn overall_options(framework: &Framework) -> Vec<Choice> {
    let words = framework.words().iter().rev();
    let words = words.map(|word| Choice::new(&word.id, &word.label));
    std::iter::once(Choice::new("", "Not entered"))
        .chain(words)
        .collect()
}

fn rating_options(framework: &Framework) -> Vec<Choice> {
    let mut options = overall_options(framework);
    options.push(Choice::new("not_rated", "Not rated"));
    if framework.total_rule().is_some() {
        options.push(Choice::new(OUT_OF_SCOPE, "Not in scope"));
    }
    options
}
