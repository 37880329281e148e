//! Opened by whoever met a value on the list of working values or beside a rating and wants to know all
//! about it: why it is taken, which published results speak for it and which would not come out with
//! another, who set it otherwise here and why.

use askama::Template;
use axum::extract::{Path, Query as Pairs};
use axum::response::Response;
use quality::working_values::{Difference, Effect, Value, Weighing, weigh};
use rating::Finding;
use rules::{Used, WorkingValue};

use super::list::FRAMEWORKS;
use super::words::{self as said, PUBLISHED, SideView, UNTOLD};
use super::{address, change};
use crate::front::problem::Problem;
use crate::notice;
use crate::page::{Crumb, Field, FieldError, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::{self, Tag};

/// `GET /working-values/{framework}/{key}`: the value, and what would follow from the one in `value`.
pub(crate) async fn show(
    visit: Visit,
    Path((framework, key)): Path<(String, String)>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let registered = rules::working_value(&framework, &key).ok_or(Problem::NotFound)?;
    let weighing = weigh(&visit.door, &visit.asker, Some(registered)).await?;
    let value = weighing.value(registered).ok_or(Problem::NotFound)?;
    let tried = pairs.iter().find(|(name, _)| name == "value");
    let tried = tried.map(|(_, value)| value.trim());
    visit.html(&WorkingValuePage {
        notice: notice::asked(&pairs).unwrap_or_default(),
        ..WorkingValuePage::new(&weighing, registered, value, tried.unwrap_or_default())
    })
}

/// The page.
#[derive(Template)]
#[template(path = "quality/working_value.html")]
struct WorkingValuePage {
    page: Page,
    crumbs: [Crumb; 3],
    /// What was just done; empty otherwise.
    notice: &'static str,
    errors: Vec<FieldError>,
    framework_title: String,
    title: String,
    value: String,
    status: Tag,
    facts: Vec<(&'static str, String)>,
    effect: String,
    rule: Option<RuleView>,
    basis: String,
    /// Whether ratings are worked out with it, so that it can be weighed.
    weighable: bool,
    published: &'static str,
    besides: Option<String>,
    /// Said where nothing can tell.
    untold: Option<&'static str>,
    sides: Vec<SideView>,
    differing: Vec<DifferenceTable>,
    /// Other values that do not fit those which hold, with the reason.
    unfit: Vec<String>,
    /// Where another value can be tried.
    action: String,
    trial: Field,
    /// Where another value can be chosen; none where it cannot.
    change: Option<String>,
    history: Vec<ChoiceView>,
}

/// The rule that a value rests on.
struct RuleView {
    id: String,
    href: String,
    text: String,
    source: String,
}

/// The results that come out otherwise with a value.
struct DifferenceTable {
    caption: String,
    from: String,
    to: String,
    rows: Vec<DifferenceView>,
}

struct DifferenceView {
    href: String,
    service: String,
    what: String,
    published: String,
    from: String,
    to: String,
}

/// One choice of the history.
struct ChoiceView {
    day: String,
    value: String,
    reason: String,
    by: String,
}

impl WorkingValuePage {
    fn new(
        weighing: &Weighing,
        registered: &'static WorkingValue,
        value: &Value,
        tried: &str,
    ) -> Self {
        let framework = registered.framework;
        let address = address(&value.framework, &value.key);
        let (effects, unfit) = weighed(weighing, registered);
        let mut effects = effects;
        let trial = try_out(weighing, registered, tried, &mut effects);
        let errors: Vec<FieldError> = trial
            .errors
            .iter()
            .map(|text| FieldError::new(&trial.id, text))
            .collect();
        WorkingValuePage {
            page: Page::form(
                &format!("{}, {}", value.title, framework.title()),
                Section::Frameworks,
                &errors,
            ),
            crumbs: [HOME, FRAMEWORKS, WORKING_VALUES],
            notice: "",
            framework_title: framework.title().to_owned(),
            title: value.title.clone(),
            value: said::said(registered, &value.value),
            status: said::status(value),
            facts: facts(registered, value),
            effect: value.effect.clone(),
            rule: registered.rule().map(|rule| RuleView {
                id: rule.id.clone(),
                href: format!("/frameworks/{}#{}", framework.id(), rule.id),
                text: rule.text.clone(),
                source: rule.source.clone(),
            }),
            basis: value.basis.clone(),
            weighable: registered.used == Used::Rating,
            published: PUBLISHED,
            besides: said::besides(registered),
            untold: effects
                .first()
                .filter(|effect| said::is_untold(effect))
                .map(|_| UNTOLD),
            sides: said::sides(registered, value, &effects),
            differing: effects
                .iter()
                .filter(|effect| !effect.differences.is_empty())
                .map(|effect| difference_table(registered, effect))
                .collect(),
            unfit,
            trial,
            errors,
            change: registered
                .can_be_set()
                .then(|| change::address_of(&value.framework, &value.key)),
            history: value
                .history
                .iter()
                .rev()
                .map(|choice| ChoiceView {
                    day: said::day(choice),
                    value: match &choice.chosen {
                        Some(chosen) => said::said(registered, chosen),
                        None => format!(
                            "{}, the framework’s own",
                            said::said(registered, &value.own)
                        ),
                    },
                    reason: choice.reason.clone(),
                    by: choice.by.clone(),
                })
                .collect(),
            action: address,
        }
    }
}

/// The list of working values as a crumb.
const WORKING_VALUES: Crumb = Crumb {
    href: "/working-values",
    text: "Working values",
};

fn facts(registered: &WorkingValue, value: &Value) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Holds here", said::said(registered, &value.value))];
    if value.is_set_here() {
        facts.push((
            "The framework’s own value",
            said::said(registered, &value.own),
        ));
    }
    facts.extend([
        ("Confidence", said::confidence(value)),
        ("Used", said::used(registered.used).to_owned()),
        ("Key", value.key.clone()),
    ]);
    let elsewhere: Vec<String> = rules::working_values()
        .iter()
        .filter(|other| other.key() == registered.key())
        .filter(|other| other.framework.id() != registered.framework.id())
        .map(|other| other.framework.title().to_owned())
        .collect();
    if !elsewhere.is_empty() {
        facts.push(("Set apart for", words::list(&elsewhere)));
    }
    facts
}

/// What follows from each value worth weighing, and why some cannot be weighed.
fn weighed(weighing: &Weighing, registered: &WorkingValue) -> (Vec<Effect>, Vec<String>) {
    let mut effects = Vec::new();
    let mut unfit = Vec::new();
    for weighed in weighing.alternatives(registered) {
        match weighed.effect {
            Ok(effect) => effects.push(effect),
            Err(findings) => unfit.push(format!(
                "{}: {}",
                said::said(registered, &weighed.value),
                sentences(&findings)
            )),
        }
    }
    (effects, unfit)
}

/// The field in which a value is tried out; what follows from it comes first among the effects.
fn try_out(
    weighing: &Weighing,
    registered: &WorkingValue,
    tried: &str,
    effects: &mut Vec<Effect>,
) -> Field {
    let example = registered.alternatives.first();
    let example = example.map_or_else(String::new, |value| format!("For example {value}. "));
    let mut field = Field {
        value: tried.to_owned(),
        ..Field::new(
            "value",
            "Try another value",
            &format!("{example}Nothing is changed by trying"),
        )
    };
    if tried.is_empty() {
        return field;
    }
    match weighing.effect(registered, tried) {
        Ok(effect) if effect.from.value == effect.to.value => {}
        Ok(effect) => {
            effects.retain(|own| own.to.value != effect.to.value);
            effects.insert(0, effect);
        }
        Err(findings) => field.errors = vec![sentences(&findings)],
    }
    field
}

/// What findings say, in a row.
pub(super) fn sentences(findings: &[Finding]) -> String {
    let said = findings
        .iter()
        .map(|finding| format!("{} {}", finding.reason, finding.remedy));
    said.collect::<Vec<_>>().join(" ")
}

fn difference_table(registered: &WorkingValue, effect: &Effect) -> DifferenceTable {
    let to = said::said(registered, &effect.to.value);
    let number = effect.differences.len() as u64;
    let results = words::count(
        number,
        "result comes out otherwise",
        "results come out otherwise",
    );
    DifferenceTable {
        caption: format!("With {to}: {results}"),
        from: said::said(registered, &effect.from.value),
        rows: effect
            .differences
            .iter()
            .map(|difference| difference_view(registered, difference))
            .collect(),
        to,
    }
}

fn difference_view(registered: &WorkingValue, difference: &Difference) -> DifferenceView {
    let framework = registered.framework;
    let result = |of: Option<&str>| said::result(framework, &difference.what, of);
    DifferenceView {
        href: format!("/inspections/{}", difference.inspection),
        service: difference.service.clone(),
        what: said::what(framework, &difference.what),
        published: result(Some(&difference.published)),
        from: result(difference.from.as_deref()),
        to: result(difference.to.as_deref()),
    }
}
