//! Opened by a head of service or an inspector who was shown a rating, asks what it is resting on, and
//! wants every value that no public source settles on one page: how certain it is, why it is taken, and
//! how many published results would no longer come out if it were otherwise.

use askama::Template;
use axum::response::Response;
use figures::{Column, Table};
use quality::working_values::{Value, Weighing, weigh};
use rating::Framework;
use rules::{Used, WorkingValue};

use super::address;
use super::words::{self as said, PUBLISHED, UNTOLD};
use crate::download::{self, About};
use crate::front::problem::Problem;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::Tag;

/// `GET /working-values`
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    let weighing = weigh(&visit.door, &visit.asker, None).await?;
    visit.html(&WorkingValues::new(&weighing))
}

/// `GET /working-values.csv`
pub(crate) async fn csv(visit: Visit) -> Result<Response, Problem> {
    let weighing = weigh(&visit.door, &visit.asker, None).await?;
    Ok(download::csv("working-values.csv", table(&weighing).csv()))
}

/// `GET /working-values.ods`
pub(crate) async fn ods(visit: Visit) -> Result<Response, Problem> {
    let weighing = weigh(&visit.door, &visit.asker, None).await?;
    let about = About {
        title: "Working values".to_owned(),
        paragraphs: vec![INTRODUCTION.to_owned(), PUBLISHED.to_owned()],
        notes: Vec::new(),
    };
    download::ods("working-values.ods", &about, &[table(&weighing)])
}

/// What working values are.
const INTRODUCTION: &str = "What no public source settles, Lapwing holds as a value that can be set otherwise. Each shows how certain it is, what it rests on, and what would change.";

/// The page.
#[derive(Template)]
#[template(path = "quality/working_values.html")]
struct WorkingValues {
    page: Page,
    crumbs: [Crumb; 2],
    introduction: &'static str,
    published: &'static str,
    /// How many values are set here, in a sentence.
    set_here: String,
    frameworks: Vec<FrameworkValues>,
}

/// The values of one framework.
struct FrameworkValues {
    id: String,
    title: String,
    values: Vec<Line>,
}

/// One value.
struct Line {
    href: String,
    title: String,
    key: String,
    value: String,
    /// The framework's own, where another holds here.
    own: Option<String>,
    status: Tag,
    confidence: String,
    basis: String,
    effect: String,
    /// What would change, one sentence a line.
    changes: Vec<String>,
}

impl WorkingValues {
    fn new(weighing: &Weighing) -> Self {
        let set = weighing.values.iter().filter(|value| value.is_set_here());
        WorkingValues {
            page: Page {
                wide: true,
                ..Page::below("Working values", Section::Frameworks)
            },
            crumbs: [HOME, FRAMEWORKS],
            introduction: INTRODUCTION,
            published: PUBLISHED,
            set_here: match set.count() {
                0 => "Every value is the framework’s own; none is set otherwise here.".to_owned(),
                1 => "One value is set otherwise here; it is marked.".to_owned(),
                many => format!("{many} values are set otherwise here; they are marked."),
            },
            // The newest first, as the frameworks themselves are listed.
            frameworks: rules::frameworks()
                .iter()
                .rev()
                .map(|framework| framework_values(framework, weighing))
                .collect(),
        }
    }
}

/// The frameworks as a crumb.
pub(super) const FRAMEWORKS: Crumb = Crumb {
    href: "/frameworks",
    text: "Frameworks",
};

fn framework_values(framework: &Framework, weighing: &Weighing) -> FrameworkValues {
    FrameworkValues {
        id: framework.id().to_owned(),
        title: framework.title().to_owned(),
        values: of(framework, weighing)
            .map(|(registered, value)| line(weighing, registered, value))
            .collect(),
    }
}

/// The values of a framework, each with what is registered of it.
fn of<'a>(
    framework: &Framework,
    weighing: &'a Weighing,
) -> impl Iterator<Item = (&'static WorkingValue, &'a Value)> {
    let values = weighing.values.iter();
    values
        .filter(move |value| value.framework == framework.id())
        .filter_map(|value| Some((rules::working_value(&value.framework, &value.key)?, value)))
}

fn line(weighing: &Weighing, registered: &WorkingValue, value: &Value) -> Line {
    Line {
        href: address(&value.framework, &value.key),
        title: value.title.clone(),
        key: value.key.clone(),
        value: said::said(registered, &value.value),
        own: value
            .is_set_here()
            .then(|| said::said(registered, &value.own)),
        status: said::status(value),
        confidence: said::confidence(value),
        basis: said::basis(registered),
        effect: value.effect.clone(),
        changes: changes(weighing, registered),
    }
}

/// What would change if the value were otherwise: how many published results it reproduces, and how
/// many each other value would.
fn changes(weighing: &Weighing, registered: &WorkingValue) -> Vec<String> {
    if registered.used != Used::Rating {
        return vec![format!("{}.", said::used(registered.used))];
    }
    let weighed = weighing.alternatives(registered);
    let effects: Vec<_> = weighed
        .iter()
        .filter_map(|weighed| weighed.effect.as_ref().ok())
        .collect();
    let Some(first) = effects.first() else {
        return Vec::new();
    };
    if said::is_untold(first) {
        return vec![UNTOLD.to_owned()];
    }
    let set_here = weighing.value(registered).is_some_and(Value::is_set_here);
    let own = if set_here {
        "As the framework has it"
    } else {
        "As it is"
    };
    let mut changes = vec![format!(
        "{own}: {}.",
        said::reproduced(&first.from, first.published)
    )];
    changes.extend(said::besides(registered));
    changes.extend(effects.iter().map(|effect| {
        let other = said::said(registered, &effect.to.value);
        let lost = effect.lost().count();
        let of_these = match (lost, effect.differences.len()) {
            (0, 0) => "nothing changes".to_owned(),
            (0, gained) => format!("{gained} more can be worked out"),
            (1, _) => "1 is no longer reproduced".to_owned(),
            (lost, _) => format!("{lost} are no longer reproduced"),
        };
        format!("With {other}: {of_these}.")
    }));
    changes
}

/// The list as a table, as the files have it.
fn table(weighing: &Weighing) -> Table {
    let column = |title: &str, name: &str| Column::words(title, name);
    let frameworks = rules::frameworks().iter().rev();
    let rows = frameworks.flat_map(|framework| {
        of(framework, weighing).map(|(registered, value)| row(weighing, registered, value))
    });
    Table {
        caption: "Working values by framework, and what would change if they were otherwise"
            .to_owned(),
        columns: vec![
            column("Key", "key"),
            column("Framework", "framework"),
            column("What it is", "title"),
            column("Value", "value"),
            column("Framework’s own value", "own_value"),
            column("Status", "status"),
            column("Confidence", "confidence"),
            column("What it rests on", "basis"),
            column("What follows from it", "effect"),
            column("What would change", "what_would_change"),
        ],
        rows: rows.collect(),
    }
}

fn row(weighing: &Weighing, registered: &WorkingValue, value: &Value) -> Vec<String> {
    vec![
        value.key.clone(),
        value.framework.clone(),
        value.title.clone(),
        value.value.clone(),
        value.own.clone(),
        said::status(value).text,
        said::confidence(value),
        said::basis(registered),
        value.effect.clone(),
        changes(weighing, registered).join(" "),
    ]
}
