//! Opened by a quality auditor after an audit of cases, or by a manager preparing for an inspection,
//! who has answers, percentages or ratings in a spreadsheet or in the head, and wants to know what
//! rating they make, why, and what would be the smallest change for the better. Nothing is stored.

mod entry;
mod fields;

use askama::Template;
use axum::extract::{Query as Pairs, Request};
use axum::response::Response;
use figures::Chart;
use rating::Framework;
use rating::outcome::Outcome;

use crate::download;
use crate::form::Form;
use crate::front::problem::Problem;
use crate::names;
use crate::page::{Page, Section};
use crate::quality::choose::{ChooseFramework, Question};
use crate::quality::outcome::{self, Frame, Links, OutcomeView, Voice};
use crate::visit::Visit;
use crate::words;

use entry::Entry;
use fields::RateForm;

/// `GET /rate`: the choice of a framework, or the form for the one chosen.
pub(crate) async fn form(
    visit: Visit,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let asked = pairs.iter().find(|(name, _)| name == "framework");
    match asked {
        None if pairs.is_empty() => visit.html(&choose(None)),
        // The form was sent without a choice.
        None => visit.html(&choose(Some(NO_CHOICE.to_owned()))),
        Some((_, id)) => match rateable(id) {
            Ok(framework) => visit.html(&RateForm::new(framework, &Entry::default(), Vec::new())),
            Err(why) => visit.html(&choose(Some(why))),
        },
    }
}

/// `POST /rate`: the result, or the form again with what is wrong.
pub(crate) async fn work_out(visit: Visit, request: Request) -> Result<Response, Problem> {
    let form = Form::read(request).await?;
    let framework = match rateable(&form.text("framework")) {
        Ok(framework) => framework,
        Err(why) => return visit.unprocessable(&choose(Some(why))),
    };
    let entry = Entry::read(framework, &form);
    let then = form.text("then");
    if then == "edit" {
        return visit.html(&RateForm::new(framework, &entry, Vec::new()));
    }
    let worked = entry.input(framework).and_then(|input| {
        rating::rate(framework, &input).map_err(|findings| entry.place(findings))
    });
    match worked {
        Ok(outcome) => answer(&visit, &then, framework, &entry, &outcome),
        Err(errors) => visit.unprocessable(&RateForm::new(framework, &entry, errors)),
    }
}

/// The result in the form that was asked for.
fn answer(
    visit: &Visit,
    then: &str,
    framework: &'static Framework,
    entry: &Entry,
    outcome: &Outcome,
) -> Result<Response, Problem> {
    match then {
        "json" => match serde_json::to_string_pretty(outcome) {
            Ok(text) => Ok(download::json("rating.json", text)),
            Err(error) => Err(Problem::Fault(error.to_string())),
        },
        "points" => {
            let ladder = outcome::ladder(framework, outcome, SUBJECT).ok_or(Problem::NotFound)?;
            Ok(download::csv("points.csv", ladder.csv()))
        }
        "questions" => {
            let text = outcome::questions_csv(framework, outcome);
            Ok(download::csv("percentages.csv", text))
        }
        _ => visit.html(&Rated::new(framework, entry, outcome)),
    }
}

/// Who stands on the ladder of a result that belongs to nobody.
const SUBJECT: &str = "This result";

const NO_CHOICE: &str = "Choose the framework you want to use";

/// The framework with this code, if there is anything to work out under it; otherwise what to do.
fn rateable(id: &str) -> Result<&'static Framework, String> {
    match rules::framework(id) {
        Some(framework) if names::can_rate(framework) => Ok(framework),
        Some(framework) => Err(format!(
            "Choose another framework; {} has no ratings, so there is nothing to work out",
            framework.title()
        )),
        None if id.is_empty() => Err(NO_CHOICE.to_owned()),
        None => {
            Err("Choose a framework from the list; the one asked for is not held here".to_owned())
        }
    }
}

/// The choice of a framework, the newest first: it is the one most people need.
fn choose(wrong: Option<String>) -> ChooseFramework {
    let question = Question {
        page: Page::first("Choose a framework, work out a rating", Section::Rate),
        back: "/",
        action: "/rate",
        words: "Which framework do you want to use?",
        hint: "A service is judged by the framework that held when its fieldwork began",
    };
    let frameworks = rules::frameworks().iter().rev();
    let frameworks = frameworks
        .filter(|framework| names::can_rate(framework))
        .map(|own| (own, words::sentence_case(&own.dates().words)));
    ChooseFramework::new(question, frameworks, wrong)
}

/// The result.
#[derive(Template)]
#[template(path = "quality/rated.html")]
struct Rated {
    page: Page,
    framework_title: String,
    back_href: String,
    outcome: OutcomeView,
    /// Names and values that would send the same again.
    entered: Vec<(String, String)>,
    has_questions: bool,
}

impl Rated {
    fn new(framework: &Framework, entry: &Entry, outcome: &Outcome) -> Self {
        let frame = Frame {
            voice: Voice {
                subject: SUBJECT.to_owned(),
                entered: "You entered".to_owned(),
                computed: "What you entered comes to".to_owned(),
                unknown: "What you entered does not settle an overall rating.".to_owned(),
                given: "entered",
            },
            counts_known: entry.has_counts(),
            comparisons: &[],
            remarks: Vec::new(),
            links: Links::default(),
        };
        let view = OutcomeView::new(framework, outcome, frame);
        let mut questions = outcome
            .standards
            .iter()
            .flat_map(|standard| &standard.questions);
        Rated {
            page: Page::below("The rating worked out", Section::Rate),
            framework_title: framework.title().to_owned(),
            back_href: format!("/rate?framework={}", framework.id()),
            entered: entry.parts(framework),
            has_questions: questions.any(|question| question.percent.is_some()),
            outcome: view,
        }
    }
}
