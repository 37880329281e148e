//! The fields of the form, group by group, and what was typed into them. Their names are the columns
//! of the register's own layout, so that a form says what a row says.

use std::collections::BTreeMap;

use quality::inspections::{Cell, column};
use rating::Framework;

use crate::form::Form;
use crate::names;
use crate::page::{Choice, Field, FieldError};

/// Columns that hold a date.
pub(super) const DATES: [&str; 3] = ["published", "fieldwork_start", "fieldwork_end"];

/// Fields under one legend.
pub(super) struct Group {
    pub(super) legend: &'static str,
    pub(super) inputs: Vec<Input>,
}

/// One field.
pub(super) struct Input {
    pub(super) field: Field,
    /// What can be chosen; empty where it is typed.
    pub(super) options: Vec<Choice>,
    /// The list of suggestions; empty where there is none.
    pub(super) list: &'static str,
}

/// What was typed, by the field's name.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Reads the fields that the framework's form has.
    pub(super) fn read(framework: &Framework, form: &Form) -> Self {
        let none = Typed::default();
        let groups = groups(framework, &none, &[]);
        let inputs = groups.into_iter().flat_map(|group| group.inputs);
        let texts = inputs.map(|input| {
            let text = form.text(&input.field.id);
            (input.field.id, text)
        });
        Typed(texts.filter(|(_, text)| !text.is_empty()).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// The form's fields for a framework.
pub(super) fn groups(framework: &Framework, typed: &Typed, errors: &[FieldError]) -> Vec<Group> {
    let mut groups = vec![
        Group {
            legend: "The inspection",
            inputs: identity(framework),
        },
        Group {
            legend: "Results",
            inputs: results(framework),
        },
        Group {
            legend: "Standards",
            inputs: standards(framework),
        },
        Group {
            legend: "Cases and recommendations",
            inputs: vec![
                text(
                    "cases_inspected",
                    "Cases inspected (optional)",
                    "A whole number",
                ),
                text(
                    "recommendations",
                    "Number of recommendations (optional)",
                    "A whole number",
                ),
            ],
        },
        Group {
            legend: "Where it stands",
            inputs: sources(),
        },
    ];
    groups.retain(|group| !group.inputs.is_empty());
    for input in groups.iter_mut().flat_map(|group| &mut group.inputs) {
        let field = std::mem::take(&mut input.field);
        let text = typed.0.get(&field.id).map_or("", String::as_str);
        input.field = field.filled(text, errors);
    }
    groups
}

/// What is wrong, each beside its field and by its name.
pub(super) fn errors(framework: &Framework, cells: &[Cell]) -> Vec<FieldError> {
    let groups = groups(framework, &Typed::default(), &[]);
    let fields: Vec<&Field> = groups
        .iter()
        .flat_map(|group| &group.inputs)
        .map(|input| &input.field)
        .collect();
    let mut errors: Vec<FieldError> = Vec::new();
    for cell in cells {
        let found = fields.iter().find(|field| field.id == cell.column);
        let Some(field) = found.or(fields.first()) else {
            continue;
        };
        let label = field.label.trim_end_matches(" (optional)");
        let text = format!("{label}: {}", reason(cell));
        if !errors.iter().any(|error| error.text == text) {
            errors.push(FieldError::new(&field.id, text));
        }
    }
    errors
}

/// The reason without what it means for a file's row.
pub(crate) fn reason(cell: &Cell) -> String {
    let reason = cell.reason.as_str();
    let reason = reason.split(" It tells which").next().unwrap_or(reason);
    let reason = reason.split(", so the row").next().unwrap_or(reason);
    let reason = reason.replace("The row names no service", "No service is given");
    crate::quality::outcome::lower_first(reason.trim_end_matches('.'))
}

fn identity(framework: &Framework) -> Vec<Input> {
    let types = framework.types().iter();
    let types = types.map(|own| Choice::new(&own.name, &crate::words::sentence_case(&own.name)));
    let date = "For example 24 2 2020, February 2020 or 2020";
    vec![
        Input {
            list: "services",
            ..text(
                "service",
                "Service",
                "Any of its names; suggestions come as you type",
            )
        },
        select("inspection_type", "Type of inspection (optional)", types),
        text(
            "reinspection_number",
            "Number of the re-inspection (optional)",
            "1 for the first that is called a re-inspection",
        ),
        text("published", "Date of publication", date),
        text("fieldwork_start", "First day of fieldwork (optional)", date),
        text("fieldwork_end", "Last day of fieldwork (optional)", date),
    ]
}

fn results(framework: &Framework) -> Vec<Input> {
    let mut inputs = Vec::new();
    if framework.result().overall {
        inputs.push(select(
            "overall_rating",
            "Overall rating (optional)",
            words(framework),
        ));
    }
    if framework.total_rule().is_some() {
        inputs.push(text(
            "total_score",
            "Score (optional)",
            "Points, a whole number",
        ));
        inputs.push(text(
            "max_score",
            "Highest possible points (optional)",
            "A score is never kept without it",
        ));
        let bases = ["published", "percentage", "counts", "derived", "inferred"];
        let bases = bases.map(|code| {
            Choice::new(
                code,
                &crate::words::sentence_case(crate::words::basis(code)),
            )
        });
        inputs.push(select(
            "score_basis",
            "What the score rests on (optional)",
            bases,
        ));
    }
    if let Some(best) = framework.words().last() {
        inputs.push(text(
            "rating_counts",
            "Numbers of ratings (optional)",
            &format!(
                "Where single ratings are not known, such as {}=7",
                best.label
            ),
        ));
        inputs.push(text(
            "rating_counts_scope",
            "What the numbers of ratings count over (optional)",
            "As the source says, for example 12 standards",
        ));
    }
    inputs
}

fn standards(framework: &Framework) -> Vec<Input> {
    let mut inputs = Vec::new();
    for standard in framework.standards() {
        let name = names::standard(framework, &standard.id);
        if let Some(percent) = column(framework, &format!("percent.{}", standard.id)) {
            inputs.push(text(
                percent,
                &format!("{name}, per cent (optional)"),
                "A whole number",
            ));
        }
        if let Some(rating) = column(framework, &format!("rating.{}", standard.id)) {
            let options = words(framework).chain([Choice::new("not_rated", "Not rated")]);
            inputs.push(select(rating, &format!("{name} (optional)"), options));
        }
    }
    if framework.standard("sixth_theme").is_some() {
        inputs.push(text(
            "fji_sixth_theme_name",
            "Name of the sixth theme (optional)",
            "",
        ));
    }
    inputs
}

fn sources() -> Vec<Input> {
    vec![
        text(
            "source_url",
            "Source",
            "The address of the report, or its title where it has none",
        ),
        text(
            "other_sources",
            "Other sources (optional)",
            "Part several by a semicolon between blanks",
        ),
        text("notes", "Remark (optional)", "Without any person’s name"),
    ]
}

/// The framework's ratings, worst first.
fn words(framework: &Framework) -> impl Iterator<Item = Choice> {
    framework
        .words()
        .iter()
        .map(|word| Choice::new(&word.id, &word.label))
}

fn text(id: &str, label: &str, hint: &str) -> Input {
    Input {
        field: Field::new(id, label, hint),
        options: Vec::new(),
        list: "",
    }
}

fn select(id: &str, label: &str, options: impl IntoIterator<Item = Choice>) -> Input {
    let none = Choice::new("", "Not known");
    Input {
        options: std::iter::once(none).chain(options).collect(),
        ..text(id, label, "")
    }
}
