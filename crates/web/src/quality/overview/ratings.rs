//! How many services have each rating: the table of every framework, and the figure of one.

use figures::{Column, Distribution, Spread, Table};
use quality::overview::{Numbers, RatingsUnder, Register, ratings};
use rating::Framework;

use crate::figure::{Downloads, Figure};
use crate::names;
use crate::words;

/// The section of the page.
pub(crate) struct RatingsView {
    /// The finding about the framework that was chosen.
    pub(crate) sentence: String,
    pub(crate) figure: Figure,
    /// Every framework that ends in an overall rating.
    pub(crate) table: Table,
    /// What a reader must know of these numbers.
    pub(crate) notes: Vec<String>,
}

pub(crate) fn view(register: &Register, framework: &Framework) -> RatingsView {
    let all = ratings(register).frameworks;
    let own = all.iter().find(|own| own.framework == framework.id());
    RatingsView {
        sentence: own.map_or_else(
            || "No inspection under this framework is held.".to_owned(),
            |own| sentence(framework, own),
        ),
        figure: Figure::of(&chart(framework, own), "ratings", Downloads::default()).said_above(),
        table: table(register),
        notes: notes(&all),
    }
}

/// "Of 90 services, by their latest inspection: 8 Outstanding, 49 Good, …".
fn sentence(framework: &Framework, own: &RatingsUnder) -> String {
    let numbers = &own.services;
    let rated = names::numbers_of_ratings(framework.id(), pairs(numbers));
    let rated = if rated.is_empty() {
        "none has a rating that is known".to_owned()
    } else {
        rated
    };
    let without = match numbers.without {
        0 => String::new(),
        number => format!(", {number} not known"),
    };
    let services = words::count(numbers.counted.into(), "service", "services");
    format!(
        "{}: of {services}, by the latest inspection of each, {rated}{without}.",
        framework.title()
    )
}

fn pairs(numbers: &Numbers) -> impl Iterator<Item = (&str, u32)> {
    let ratings = numbers.ratings.iter();
    ratings.map(|(word, number)| (word.as_str(), *number))
}

fn chart(framework: &Framework, own: Option<&RatingsUnder>) -> Distribution {
    let row = |label: &str, numbers: &Numbers| Spread {
        id: String::new(),
        label: label.to_owned(),
        counts: numbers.ratings.iter().map(|(_, number)| *number).collect(),
        without: numbers.without,
        chosen: None,
    };
    let rows = own.map(|own| {
        vec![
            row("Services, by their latest inspection", &own.services),
            row("All inspections", &own.inspections),
        ]
    });
    Distribution {
        title: format!("Overall ratings, {}", framework.title()),
        of: "What is counted".to_owned(),
        levels: labels(framework),
        rows: rows.unwrap_or_default(),
        chosen: None,
        counted: "results".to_owned(),
    }
}

/// The framework's ratings in words, worst first.
pub(crate) fn labels(framework: &Framework) -> Vec<String> {
    let words = framework.words().iter();
    words.map(|word| word.label.clone()).collect()
}

/// Every framework that ends in an overall rating, services and inspections apart. The words of the
/// ratings are columns; frameworks that have other words have rows of their own with `[z]`.
pub(crate) fn table(register: &Register) -> Table {
    let all = ratings(register).frameworks;
    let rated: Vec<&RatingsUnder> = all.iter().filter(|own| own.has_overall).collect();
    let mut words: Vec<(&str, String)> = Vec::new();
    for own in &rated {
        for (word, _) in own.services.ratings.iter().rev() {
            if !words.iter().any(|(known, _)| known == word) {
                words.push((word, names::overall_label(word)));
            }
        }
    }
    let mut columns = vec![
        Column::words("Framework", "framework"),
        Column::words("What is counted", "counted"),
        Column::numbers("Number", "number"),
    ];
    columns.extend(
        words
            .iter()
            .map(|(word, label)| Column::numbers(label, word)),
    );
    columns.push(Column::numbers("Not known", "not_known"));
    let row = |own: &RatingsUnder, what: &str, numbers: &Numbers| {
        let mut cells = vec![
            names::framework(&own.framework),
            what.to_owned(),
            numbers.counted.to_string(),
        ];
        cells.extend(words.iter().map(|(word, _)| {
            let mut known = numbers.ratings.iter();
            let known = known.find(|(own, _)| own == word);
            known.map_or_else(|| "[z]".to_owned(), |(_, number)| number.to_string())
        }));
        cells.push(numbers.without.to_string());
        cells
    };
    let rows = rated.iter().flat_map(|own| {
        [
            row(own, "services, by their latest inspection", &own.services),
            row(own, "all inspections", &own.inspections),
        ]
    });
    Table {
        caption: "Overall ratings under each framework".to_owned(),
        rows: rows.collect(),
        columns,
    }
}

/// What has no overall rating, and what is no part of the rated series.
fn notes(all: &[RatingsUnder]) -> Vec<String> {
    let without = all.iter().filter(|own| !own.has_overall);
    let without: Vec<String> = without
        .map(|own| {
            let title = names::framework(&own.framework);
            let number = own.inspections.counted.into();
            format!(
                "{title} ({})",
                words::count(number, "inspection", "inspections")
            )
        })
        .collect();
    let mut notes = Vec::new();
    if !without.is_empty() {
        notes.push(format!(
            "No overall rating was given under {}.",
            words::list(&without)
        ));
    }
    for own in all.iter().filter(|own| own.pilots > 0) {
        let pilots = words::count(own.pilots.into(), "pilot inspection", "pilot inspections");
        notes.push(format!(
            "{}: {pilots} counted here, though a pilot is no part of the rated series.",
            names::framework(&own.framework)
        ));
    }
    notes
}
