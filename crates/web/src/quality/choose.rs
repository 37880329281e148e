//! The first step of what depends on a framework: which one it is.

use askama::Template;
use rating::Framework;

use crate::page::{Choice, Field, FieldError, Page};

/// The page.
#[derive(Template)]
#[template(path = "quality/choose_framework.html")]
pub(super) struct ChooseFramework {
    page: Page,
    back: &'static str,
    /// Where the choice leads.
    action: &'static str,
    framework: Field,
    choices: Vec<Choice>,
    errors: Vec<FieldError>,
}

/// What is asked, and around it.
pub(super) struct Question {
    pub(super) page: Page,
    pub(super) back: &'static str,
    pub(super) action: &'static str,
    pub(super) words: &'static str,
    pub(super) hint: &'static str,
}

impl ChooseFramework {
    /// The choice of one of the frameworks, each with a line about it; `wrong` is what is wrong with
    /// the choice that was made.
    pub(super) fn new<'f>(
        question: Question,
        frameworks: impl Iterator<Item = (&'f Framework, String)>,
        wrong: Option<String>,
    ) -> Self {
        let errors = wrong.map(|text| FieldError::new("framework", text));
        let errors: Vec<FieldError> = errors.into_iter().collect();
        let field = Field::new("framework", question.words, question.hint);
        let choices = frameworks.map(|(framework, hint)| Choice {
            hint,
            ..Choice::new(framework.id(), framework.title())
        });
        ChooseFramework {
            page: Page {
                failed: !errors.is_empty(),
                ..question.page
            },
            back: question.back,
            action: question.action,
            framework: field.filled("", &errors),
            choices: choices.collect(),
            errors,
        }
    }
}
