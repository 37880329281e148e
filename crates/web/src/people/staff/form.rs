//! The one form of this part: fields below each other, what is wrong beside them, and how things stand
//! where somebody changed them meanwhile.

use ::people::staff::{Error, Mistake, Part};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::form::Form;
use crate::front::problem::Problem;
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::visit::Visit;

/// One field.
pub(super) enum Input {
    /// A line; how wide it is, as a class.
    Line(Field, &'static str),
    /// One of a list.
    Select(Field, Vec<Choice>),
    /// A box to tick, with what ticking it says.
    Tick(Field),
}

/// The page.
#[derive(Template)]
#[template(path = "people/staff_form.html")]
pub(super) struct FormPage {
    page: Page,
    back: String,
    action: String,
    caption: String,
    title: &'static str,
    /// What to know before filling it in.
    lead: Vec<String>,
    errors: Vec<FieldError>,
    /// How it stands now, where somebody changed it since the form was shown.
    now: Vec<(&'static str, String)>,
    hidden: Vec<(&'static str, String)>,
    inputs: Vec<Input>,
    /// What the roles may do, to be opened.
    roles: bool,
    button: &'static str,
    /// Whether the button takes something away.
    warning: bool,
    /// Other things to do instead: words and addresses.
    links: Vec<(&'static str, String)>,
}

impl FormPage {
    /// A form that is sent to `action`; `back` is where it was opened.
    pub(super) fn new(title: &'static str, action: &str, back: &str) -> Self {
        FormPage {
            page: Page::form(title, Section::People, &[]),
            back: back.to_owned(),
            action: action.to_owned(),
            caption: String::new(),
            title,
            lead: Vec::new(),
            errors: Vec::new(),
            now: Vec::new(),
            hidden: Vec::new(),
            inputs: Vec::new(),
            roles: false,
            button: "Save",
            warning: false,
            links: Vec::new(),
        }
    }

    /// What it is about, in small letters above the heading.
    pub(super) fn about(self, caption: &str) -> Self {
        FormPage {
            caption: caption.to_owned(),
            ..self
        }
    }

    /// A paragraph before the fields.
    pub(super) fn says(mut self, text: impl Into<String>) -> Self {
        self.lead.push(text.into());
        self
    }

    pub(super) fn hidden(mut self, name: &'static str, value: &str) -> Self {
        self.hidden.push((name, value.to_owned()));
        self
    }

    /// A field that is filled with what was typed.
    pub(super) fn line(self, field: Field, width: &'static str, typed: &Typed) -> Self {
        let value = typed.get(&field.id).to_owned();
        let field = Field { value, ..field };
        self.input(Input::Line(field, width))
    }

    /// A field for a day.
    pub(super) fn day(self, id: &str, label: &str, hint: &str, typed: &Typed) -> Self {
        let hint = match hint {
            "" => "For example 24 9 2026".to_owned(),
            hint => format!("For example 24 9 2026. {hint}"),
        };
        self.line(Field::new(id, label, &hint), "govuk-input--width-20", typed)
    }

    pub(super) fn select(self, field: Field, choices: Vec<Choice>, typed: &Typed) -> Self {
        let value = typed.get(&field.id).to_owned();
        let field = Field { value, ..field };
        self.input(Input::Select(field, choices))
    }

    pub(super) fn tick(self, field: Field) -> Self {
        self.input(Input::Tick(field))
    }

    fn input(mut self, input: Input) -> Self {
        self.inputs.push(input);
        self
    }

    /// Shows what the roles may do.
    pub(super) fn with_roles(self) -> Self {
        FormPage {
            roles: true,
            ..self
        }
    }

    pub(super) fn button(self, words: &'static str) -> Self {
        FormPage {
            button: words,
            ..self
        }
    }

    /// A form that takes something away.
    pub(super) fn warning(self) -> Self {
        FormPage {
            warning: true,
            ..self
        }
    }

    pub(super) fn link(mut self, words: &'static str, href: String) -> Self {
        self.links.push((words, href));
        self
    }

    /// The form as it is first shown.
    pub(super) fn show(&self, visit: &Visit) -> Result<Response, Problem> {
        visit.html(self)
    }

    /// The form again, with what is wrong. What is about no field of it stands at its head.
    pub(super) fn again(
        mut self,
        visit: &Visit,
        errors: Vec<FieldError>,
    ) -> Result<Response, Problem> {
        self.take(errors);
        visit.unprocessable(&self)
    }

    /// The form again beside how things stand now, because somebody changed them meanwhile.
    pub(super) fn beside(
        mut self,
        visit: &Visit,
        now: Vec<(&'static str, String)>,
    ) -> Result<Response, Problem> {
        self.now = now;
        let told = "Somebody changed this since you opened it. Compare what stands now with what \
                    you typed, and send it again";
        self.take(vec![FieldError::new("now", told)]);
        visit.answer(StatusCode::CONFLICT, &self)
    }

    fn take(&mut self, errors: Vec<FieldError>) {
        for input in &mut self.inputs {
            let (Input::Line(field, _) | Input::Select(field, _) | Input::Tick(field)) = input;
            let own = errors.iter().filter(|error| error.field == field.id);
            field.errors = own.map(|error| error.text.clone()).collect();
        }
        let known: Vec<&String> = self
            .inputs
            .iter()
            .map(|input| {
                let (Input::Line(field, _) | Input::Select(field, _) | Input::Tick(field)) = input;
                &field.id
            })
            .collect();
        let placed = errors.into_iter().map(|error| {
            let has_place = error.field == "now" || known.contains(&&error.field);
            match has_place {
                true => error,
                false => FieldError::new("form", error.text),
            }
        });
        self.errors = placed.collect();
        self.page.failed = true;
    }
}

/// What was typed, by the names of fields; for a form that is new, what it begins with.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    /// What a form was sent with.
    pub(super) fn read(form: &Form, names: &[&str]) -> Self {
        let values = names
            .iter()
            .map(|name| ((*name).to_owned(), form.text(name)));
        Typed(values.collect())
    }

    /// What an address begins a form with.
    pub(super) fn asked(pairs: &[(String, String)], names: &[&str]) -> Self {
        let values = names.iter().map(|name| {
            let value = crate::list::values(pairs, name).first().copied();
            ((*name).to_owned(), value.unwrap_or_default().to_owned())
        });
        Typed(values.collect())
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.retain(|(own, _)| own != name);
        self.0.push((name.to_owned(), value.into()));
        self
    }

    pub(super) fn get(&self, name: &str) -> &str {
        let mut values = self.0.iter();
        let value = values.find(|(own, _)| own == name);
        value.map_or("", |(_, value)| value)
    }

    /// The value of a field that may be left empty.
    pub(super) fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name).to_owned()).filter(|value| !value.is_empty())
    }
}

/// What is wrong, beside its field; what no field can mend is a problem.
pub(super) fn errors(error: Error) -> Result<Vec<FieldError>, Problem> {
    match error {
        Error::Unusable(mistakes) => Ok(mistakes.into_iter().map(beside).collect()),
        Error::NotHeld => Err(Problem::NotFound),
        Error::Vault(error) => Err(error.into()),
        other @ (Error::Changed | Error::SameName(_)) => {
            Ok(vec![FieldError::new("form", other.to_string())])
        }
    }
}

fn beside(mistake: Mistake) -> FieldError {
    let field = match mistake.part {
        Part::Name => "name",
        Part::Email => "email",
        Part::Service => "service",
        Part::Team => "team",
        Part::Role => "role",
        Part::Hours => "hours",
        Part::Post => "post",
        Part::Person => "person",
        Part::First => "first",
        Part::Last => "last",
    };
    FieldError::new(field, mistake.text)
}
