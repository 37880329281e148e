//! Opened by a head of service or an improvement manager with the report at hand, on the day it
//! arrives or while a plan is drawn up, who wants each recommendation down in words of the service's
//! own, with who must act and by when; or who has found a slip in one.

use askama::Template;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use quality::inspections::Inspection;
use quality::recommendations::{
    self, Done, Draft, Error, Line, Mistake, Part, Recommendation, limits,
};
use quality::working_values::{plan_due, plan_months};

use super::section::{facts, title};
use super::{id, part};
use crate::form::{Form, typed_date};
use crate::front::problem::Problem;
use crate::list::encode;
use crate::names;
use crate::notice;
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::quality::inspection;
use crate::visit::Visit;
use crate::words;

/// Who is usually asked to act (H-53); a partner is named.
const ADDRESSEES: [&str; 5] = [
    "The service manager",
    "The chair of the management board",
    "The management board",
    "The police",
    "The health board",
];

/// `GET /inspections/{id}/recommendations/new`
pub(crate) async fn new(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let inspection = inspection::find(&visit, &id).await?;
    visit.html(&FormPage::new(
        &About::new(&inspection),
        &Typed::default(),
        Vec::new(),
    ))
}

/// `POST /inspections/{id}/recommendations/new`
pub(crate) async fn add(
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?);
    let result = match typed.draft() {
        Ok(draft) => recommendations::add(&visit.door, &visit.asker, &id, &draft).await,
        Err(errors) => return again(&visit, &id, None, &typed, errors).await,
    };
    match result {
        Ok(done) => Ok(see(&id, "recommendation-added", &done)),
        Err(Error::Unusable(mistakes)) => again(&visit, &id, None, &typed, errors(&mistakes)).await,
        Err(error @ Error::TooMany(_)) => {
            let told = vec![beside("addressed-to", &error.to_string())];
            again(&visit, &id, None, &typed, told).await
        }
        Err(error) => Err(problem(error)),
    }
}

/// `GET /inspections/{id}/recommendations/{number}`
pub(crate) async fn show(
    visit: Visit,
    Path((inspection, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let line = find(&visit, &inspection, number).await?;
    let own = &line.recommendation;
    let typed = Typed::of(own);
    if own.stands() {
        visit.html(&FormPage::new(&About::line(&line), &typed, Vec::new()))
    } else {
        visit.html(&Withdrawn::new(&line))
    }
}

/// `POST /inspections/{id}/recommendations/{number}`
pub(crate) async fn change(
    visit: Visit,
    Path((inspection, number)): Path<(String, u32)>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?);
    let own = id(&inspection, number);
    let result = match typed.draft() {
        Ok(draft) => {
            let (door, asker) = (&visit.door, &visit.asker);
            recommendations::change(door, asker, &own, &typed.seen, &draft).await
        }
        Err(errors) => return again(&visit, &inspection, Some(number), &typed, errors).await,
    };
    match result {
        Ok(done) => Ok(see(&inspection, "recommendation-changed", &done)),
        Err(Error::Unusable(mistakes)) => {
            let errors = errors(&mistakes);
            again(&visit, &inspection, Some(number), &typed, errors).await
        }
        Err(Error::Changed(_) | Error::Withdrawn(_)) => {
            let line = find(&visit, &inspection, number).await?;
            visit.answer(StatusCode::CONFLICT, &FormPage::beside(&line, typed))
        }
        Err(error) => Err(problem(error)),
    }
}

/// One recommendation with its inspection, or the page that says there is none.
pub(super) async fn find(visit: &Visit, inspection: &str, number: u32) -> Result<Line, Problem> {
    let own = id(inspection, number);
    let found = recommendations::show(&visit.door, &visit.asker, &own).await?;
    found.ok_or(Problem::NotFound)
}

/// Sends the browser to the recommendation on its inspection's page.
pub(super) fn see(inspection: &str, code: &'static str, done: &Done) -> Response {
    let code = if done.already {
        "recommendation-same"
    } else {
        code
    };
    let path = format!("/inspections/{}", encode(inspection));
    notice::see(&path, code, &part(done.recommendation.number))
}

/// What a page cannot mend.
pub(super) fn problem(error: Error) -> Problem {
    match error {
        Error::NotHeld => Problem::NotFound,
        Error::Vault(error) => error.into(),
        other => Problem::Fault(other.to_string()),
    }
}

/// The form again, with what was typed and what is wrong with it.
async fn again(
    visit: &Visit,
    inspection: &str,
    number: Option<u32>,
    typed: &Typed,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let page = match number {
        Some(number) => {
            let line = find(visit, inspection, number).await?;
            FormPage::new(&About::line(&line), typed, errors)
        }
        None => {
            let inspection = inspection::find(visit, inspection).await?;
            FormPage::new(&About::new(&inspection), typed, errors)
        }
    };
    visit.unprocessable(&page)
}

/// What is wrong, each beside its field.
pub(super) fn errors(mistakes: &[Mistake]) -> Vec<FieldError> {
    let errors = mistakes.iter().map(|mistake| {
        let field = match mistake.part {
            Part::AddressedTo => "addressed-to",
            Part::Words => "words",
            Part::Due => "due",
            Part::Standard => "standard",
            Part::Reason => "reason",
        };
        beside(field, &mistake.text)
    });
    errors.collect()
}

pub(super) fn beside(field: &str, text: &str) -> FieldError {
    FieldError::new(field, text.trim_end_matches('.'))
}

/// What was typed, as it was typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    addressed_to: String,
    words: String,
    standard: String,
    due: String,
    /// The version that was shown; empty for a new one.
    seen: String,
}

impl Typed {
    fn read(form: &Form) -> Self {
        Typed {
            addressed_to: form.text("addressed-to"),
            words: form.text("words"),
            standard: form.text("standard"),
            due: form.text("due"),
            seen: form.text("seen"),
        }
    }

    /// A recommendation as somebody would have typed it.
    fn of(own: &Recommendation) -> Self {
        Typed {
            addressed_to: own.addressed_to.clone(),
            words: own.words.clone(),
            standard: own.standard.clone().unwrap_or_default(),
            due: own.due.map(words::date).unwrap_or_default(),
            seen: own.version(),
        }
    }

    /// What was typed as it can be kept, or everything that is wrong with it.
    fn draft(&self) -> Result<Draft, Vec<FieldError>> {
        let due = typed_date(&self.due);
        let draft = Draft {
            addressed_to: self.addressed_to.clone(),
            words: self.words.clone(),
            due,
            standard: Some(self.standard.clone()).filter(|id| !id.is_empty()),
        };
        let checked = recommendations::check(&draft);
        let mut wrong = match &checked {
            Err(Error::Unusable(mistakes)) => errors(mistakes),
            _ => Vec::new(),
        };
        if due.is_none() && !self.due.is_empty() {
            wrong.push(beside(
                "due",
                "Due date must be a real date, such as 24 9 2026",
            ));
        }
        match checked {
            Ok(draft) if wrong.is_empty() => Ok(draft),
            _ => Err(wrong),
        }
    }
}

/// What a form is about.
struct About<'a> {
    inspection: &'a str,
    service: &'a str,
    framework: &'a str,
    /// The number of the one that is changed; none for a new one.
    number: Option<u32>,
    /// What the due date could be, said below its label.
    proposal: Option<String>,
}

impl<'a> About<'a> {
    /// A new recommendation.
    fn new(inspection: &'a Inspection) -> Self {
        let row = &inspection.row;
        About {
            inspection: &row.id,
            service: &row.service.name,
            framework: &row.framework,
            number: None,
            proposal: proposal(inspection),
        }
    }

    /// One that is held.
    fn line(line: &'a Line) -> Self {
        let row = &line.inspection;
        About {
            inspection: &row.id,
            service: &row.service.name,
            framework: &row.framework,
            number: Some(line.recommendation.number),
            proposal: None,
        }
    }

    fn title(&self) -> String {
        match self.number {
            Some(number) => format!("Change recommendation {number}"),
            None => "Write a recommendation down".to_owned(),
        }
    }
}

/// The day that the working value proposes, with what kind of value it is.
fn proposal(inspection: &Inspection) -> Option<String> {
    let months = u64::from(plan_months(inspection)?);
    let due = words::date(plan_due(inspection)?);
    let months = words::count(months, "month", "months");
    Some(format!(
        "{due} is {months} after publication, which is a working value and no rule"
    ))
}

/// The form.
#[derive(Template)]
#[template(path = "quality/recommendation.html")]
struct FormPage {
    page: Page,
    /// The inspection's page.
    back: String,
    /// Where the form is sent.
    action: String,
    caption: String,
    errors: Vec<FieldError>,
    /// How it stands now, where somebody changed it since the form was shown.
    now: Vec<(&'static str, String)>,
    seen: String,
    addressed_to: Field,
    addressees: &'static [&'static str],
    words: Field,
    standard: Field,
    standards: Vec<Choice>,
    due: Field,
    /// Where it can be withdrawn.
    withdraw: Option<String>,
}

impl FormPage {
    fn new(about: &About<'_>, typed: &Typed, errors: Vec<FieldError>) -> Self {
        let home = format!("/inspections/{}", encode(about.inspection));
        let action = match about.number {
            Some(number) => super::address(about.inspection, number),
            None => format!("{home}/recommendations/new"),
        };
        let example = "For example 24 9 2026";
        let due = about.proposal.as_ref();
        let due = due.map_or_else(|| example.to_owned(), |words| format!("{example}. {words}"));
        FormPage {
            page: Page::form(
                &format!("{}, {}", about.title(), about.service),
                Section::Inspections,
                &errors,
            ),
            back: home,
            caption: about.service.to_owned(),
            now: Vec::new(),
            seen: typed.seen.clone(),
            addressed_to: Field::new(
                "addressed-to",
                "Who must act",
                "An office, a board or a partner, and no person’s name",
            )
            .filled(&typed.addressed_to, &errors),
            addressees: &ADDRESSEES,
            words: Field::new(
                "words",
                "What is recommended",
                &format!(
                    "In your own words and without any child’s name, up to {} characters",
                    words::thousands(limits::WORDS_CHARS as u64)
                ),
            )
            .filled(&typed.words, &errors),
            standard: Field::new("standard", "Standard that it is about (optional)", "")
                .filled(&typed.standard, &errors),
            standards: standards(about.framework),
            due: Field::new("due", "Due date (optional)", &due).filled(&typed.due, &errors),
            withdraw: about.number.map(|_| format!("{action}/withdraw")),
            action,
            errors,
        }
    }

    /// The form with what was typed beside what somebody else made of the recommendation meanwhile.
    /// Sent again, it takes the place of what is shown.
    fn beside(line: &Line, typed: Typed) -> Self {
        let own = &line.recommendation;
        let told = if own.stands() {
            "Somebody changed this recommendation since you opened it. Compare what it says now with what you typed, and save again"
        } else {
            "Somebody withdrew this recommendation since you opened it. Write a new one down if it is still needed"
        };
        let typed = Typed {
            seen: own.version(),
            ..typed
        };
        FormPage {
            now: facts(&line.inspection.framework, own),
            ..FormPage::new(&About::line(line), &typed, vec![beside("now", told)])
        }
    }
}

/// The standards of a framework to choose from, and none.
fn standards(framework: &str) -> Vec<Choice> {
    let framework = rules::framework(framework);
    let standards = framework.into_iter().flat_map(|framework| {
        let all = framework.standards().iter();
        all.map(|own| Choice::new(&own.id, &names::standard(framework, &own.id)))
    });
    std::iter::once(Choice::new("", "None, or several"))
        .chain(standards)
        .collect()
}

/// A recommendation that no longer stands: to be read, and no longer changed.
#[derive(Template)]
#[template(path = "quality/recommendation_withdrawn.html")]
struct Withdrawn {
    page: Page,
    back: String,
    caption: String,
    title: String,
    facts: Vec<(&'static str, String)>,
}

impl Withdrawn {
    fn new(line: &Line) -> Self {
        let own = &line.recommendation;
        let title = title(own);
        let service = &line.inspection.service.name;
        Withdrawn {
            page: Page::below(&format!("{title}, {service}"), Section::Inspections),
            back: format!("/inspections/{}", encode(&line.inspection.id)),
            caption: service.clone(),
            title,
            facts: facts(&line.inspection.framework, own),
        }
    }
}
