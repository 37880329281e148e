//! Opened by a head of service who has a reason to take another value here than the framework's own, or
//! to go back to that; who wants to see once more what would follow before it holds.

use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;
use quality::working_values::{self, Change, Made, SetError, Value, Weighing, weigh};
use rating::settings::Kind;
use rules::WorkingValue;

use super::address;
use super::one::sentences;
use super::words::{self as said, SideView};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::notice;
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::visit::Visit;

/// The address of the form.
pub(super) fn address_of(framework: &str, key: &str) -> String {
    format!("{}/change", address(framework, key))
}

/// `GET /working-values/{framework}/{key}/change`
pub(crate) async fn form(
    visit: Visit,
    Path((framework, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let registered = registered(&framework, &key)?;
    let weighing = weigh(&visit.door, &visit.asker, Some(registered)).await?;
    let value = weighing.value(registered).ok_or(Problem::NotFound)?;
    let typed = Typed {
        value: value.value.clone(),
        reason: String::new(),
        seen: value.last(),
    };
    visit.html(&ChangeForm::new(registered, value, &typed, Vec::new()))
}

/// `POST /working-values/{framework}/{key}/change`: what was typed once more for checking, the form
/// again, or the value as it then holds.
pub(crate) async fn send(
    visit: Visit,
    Path((framework, key)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let registered = registered(&framework, &key)?;
    let form = Form::read(request).await?;
    let typed = Typed::read(&form);
    let change = typed.change(registered);
    let then = form.text("then");
    if then == "set" {
        match working_values::set(&visit.door, &visit.asker, &change).await {
            Ok(made) => return Ok(see(registered, made)),
            Err(SetError::Vault(error)) => return Err(error.into()),
            Err(SetError::Unknown) => return Err(Problem::NotFound),
            // Shown with the value as it stands now.
            Err(SetError::Unusable(_) | SetError::ChangedMeanwhile) => {}
        }
    }
    let weighing = weigh(&visit.door, &visit.asker, Some(registered)).await?;
    let value = weighing.value(registered).ok_or(Problem::NotFound)?;
    if then == "edit" {
        return visit.html(&ChangeForm::new(registered, value, &typed, Vec::new()));
    }
    let errors = errors(&weighing, registered, value, &typed);
    if errors.is_empty() {
        return visit.html(&ChangeCheck::new(&weighing, registered, value, &typed));
    }
    let typed = Typed {
        seen: value.last(),
        ..typed
    };
    visit.unprocessable(&ChangeForm::new(registered, value, &typed, errors))
}

/// A value that can be set otherwise; for others there is no form.
fn registered(framework: &str, key: &str) -> Result<&'static WorkingValue, Problem> {
    rules::working_value(framework, key)
        .filter(|registered| registered.can_be_set())
        .ok_or(Problem::NotFound)
}

fn see(registered: &WorkingValue, made: Made) -> Response {
    let code = match made {
        Made::Changed => "working-value-set",
        Made::AlreadySo => "working-value-same",
    };
    let path = address(registered.framework.id(), registered.key());
    notice::see(&path, code, "history")
}

/// What was typed.
struct Typed {
    value: String,
    reason: String,
    /// The number of the last choice when the form was shown.
    seen: u32,
}

impl Typed {
    fn read(form: &Form) -> Self {
        Typed {
            value: form.text("value"),
            reason: form.text("reason"),
            // What is no number is none that was ever shown, and is found to have changed since.
            seen: form.text("seen").parse().unwrap_or(u32::MAX),
        }
    }

    fn change(&self, registered: &WorkingValue) -> Change {
        Change {
            framework: registered.framework.id().to_owned(),
            key: registered.key().to_owned(),
            value: Some(self.value.clone()),
            reason: self.reason.clone(),
            seen: Some(self.seen),
        }
    }
}

/// What is wrong with what was typed, over the values that hold now.
fn errors(
    weighing: &Weighing,
    registered: &WorkingValue,
    value: &Value,
    typed: &Typed,
) -> Vec<FieldError> {
    if typed.seen != value.last() {
        let now = said::said(registered, &value.value);
        return vec![FieldError::new(
            "value",
            format!(
                "Somebody changed this after you opened the form: it is {now} now. Decide again"
            ),
        )];
    }
    let holding = weighing.holding(registered.framework.id());
    match working_values::check(&typed.change(registered), &holding) {
        Ok(()) => {
            let read = registered.setting.read(&typed.value);
            match read.is_ok_and(|read| read == value.value) {
                true => vec![FieldError::new(
                    "value",
                    "Enter another value; this one holds already",
                )],
                false => Vec::new(),
            }
        }
        Err(SetError::Unusable(findings)) => findings
            .iter()
            .map(|finding| {
                let field = finding.column.as_deref().unwrap_or("value");
                FieldError::new(field, sentences(std::slice::from_ref(finding)))
            })
            .collect(),
        Err(other) => vec![FieldError::new("value", other.to_string())],
    }
}

/// The form.
#[derive(Template)]
#[template(path = "quality/working_value_change.html")]
struct ChangeForm {
    page: Page,
    back: String,
    action: String,
    framework_title: String,
    title: String,
    effect: String,
    /// What holds now, in a sentence.
    now: String,
    errors: Vec<FieldError>,
    seen: u32,
    value: Field,
    /// The values there are, where it is a choice; empty where it is typed.
    options: Vec<Choice>,
    numeric: bool,
    width: &'static str,
    reason: Field,
}

impl ChangeForm {
    fn new(
        registered: &WorkingValue,
        value: &Value,
        typed: &Typed,
        errors: Vec<FieldError>,
    ) -> Self {
        let own = said::said(registered, &value.own);
        let kind = registered.setting.kind;
        let hint = format!(
            "The framework’s own is {}; enter that to go back",
            value.own
        );
        ChangeForm {
            page: Page::form("Set a working value", Section::Frameworks, &errors),
            back: address(&value.framework, &value.key),
            action: address_of(&value.framework, &value.key),
            framework_title: registered.framework.title().to_owned(),
            title: value.title.clone(),
            effect: value.effect.clone(),
            now: match value.is_set_here() {
                true => format!(
                    "It is set to {} here; the framework’s own is {own}.",
                    said::said(registered, &value.value)
                ),
                false => format!("It is {own}, the framework’s own."),
            },
            seen: typed.seen,
            value: Field::new("value", "Value", &hint).filled(&typed.value, &errors),
            options: options(registered),
            numeric: matches!(kind, Kind::Percent | Kind::Number),
            width: match kind {
                Kind::Percent | Kind::Number => "govuk-input--width-3",
                Kind::Date => "govuk-input--width-10",
                _ => "",
            },
            reason: Field::new(
                "reason",
                "Reason",
                "Why this value should hold here, and what it rests on. Everybody who reads the value reads the reason, so name no child",
            )
            .filled(&typed.reason, &errors),
            errors,
        }
    }
}

/// The values there are, where it is a choice.
fn options(registered: &WorkingValue) -> Vec<Choice> {
    let setting = &registered.setting;
    let values: Vec<String> = match setting.kind {
        Kind::Switch => ["on", "off"].map(str::to_owned).to_vec(),
        Kind::Choice => setting.choices.clone(),
        _ => Vec::new(),
    };
    values
        .into_iter()
        .map(|value| Choice::new(&value, &said::said(registered, &value)))
        .collect()
}

/// What was typed, to be checked once more.
#[derive(Template)]
#[template(path = "quality/working_value_check.html")]
struct ChangeCheck {
    page: Page,
    back: String,
    action: String,
    framework_title: String,
    title: String,
    from: String,
    to: String,
    reason: String,
    sides: Vec<SideView>,
    /// Said where nothing can tell.
    untold: Option<&'static str>,
    typed: [(&'static str, String); 3],
}

impl ChangeCheck {
    fn new(weighing: &Weighing, registered: &WorkingValue, value: &Value, typed: &Typed) -> Self {
        let effect = weighing.effect(registered, &typed.value).ok();
        let effects: Vec<_> = effect.into_iter().collect();
        let sides = said::sides(registered, value, &effects);
        ChangeCheck {
            page: Page::below("Check before the value is set", Section::Frameworks),
            back: address_of(&value.framework, &value.key),
            action: address_of(&value.framework, &value.key),
            framework_title: registered.framework.title().to_owned(),
            title: value.title.clone(),
            from: said::said(registered, &value.value),
            to: registered.setting.read(&typed.value).map_or_else(
                |_| typed.value.clone(),
                |read| said::said(registered, &read),
            ),
            reason: typed.reason.clone(),
            untold: sides.is_empty().then_some(said::UNTOLD),
            sides,
            typed: [
                ("value", typed.value.clone()),
                ("reason", typed.reason.clone()),
                ("seen", typed.seen.to_string()),
            ],
        }
    }
}
