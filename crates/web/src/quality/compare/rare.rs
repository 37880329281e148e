//! How rare one inspection's result is, in sentences and as a table.

use figures::{Column, Table};
use quality::inspections::Inspection;
use quality::overview::{Rarity, Register, SetRarity, TotalRarity, rarity};
use rating::Framework;

use crate::names;
use crate::words;

/// The section of the page.
pub(crate) struct RareView {
    pub(crate) sentences: Vec<String>,
    /// None where no standard's rating is known.
    pub(crate) table: Option<Table>,
}

impl RareView {
    pub(crate) fn new(
        framework: &Framework,
        register: &Register,
        inspection: &Inspection,
    ) -> Option<Self> {
        let found = rarity(register, inspection)?;
        let name = &inspection.row.service.name;
        Some(RareView {
            sentences: vec![
                match &found.total {
                    Some(total) => total_in_words(name, total),
                    None => format!("{name}’s total is not known, so its rarity cannot be either."),
                },
                match &found.set {
                    Some(set) => set_in_words(framework, name, set),
                    None => format!(
                        "Not all of {name}’s ratings, nor their numbers, are known, so it cannot be said how rare they are together."
                    ),
                },
            ],
            table: standards(framework, name, &found),
        })
    }
}

/// "Of the 77 inspections with a total of 36 points, 24 had 18 or fewer …".
fn total_in_words(name: &str, own: &TotalRarity) -> String {
    let mut said = format!(
        "{name} had {} of {} points. Of {} whose total of {} is known, {} had as many or fewer, {} as many or more, and {} exactly as many; {name} is counted in each.",
        own.total,
        own.maximum,
        words::count(own.of.into(), "inspection", "inspections"),
        own.maximum,
        own.or_less,
        own.or_more,
        own.same,
    );
    if own.not_known > 0 {
        let number = words::count(
            own.not_known.into(),
            "more inspection has",
            "more inspections have",
        );
        said.push_str(&format!(" {number} no total that is known."));
    }
    if own.other_maximum > 0 {
        let number = words::count(own.other_maximum.into(), "total stands", "totals stand");
        said.push_str(&format!(
            " {number} on another maximum and cannot be put beside it."
        ));
    }
    said
}

fn set_in_words(framework: &Framework, name: &str, own: &SetRarity) -> String {
    let numbers = own
        .numbers
        .iter()
        .map(|(word, number)| (word.as_str(), *number));
    let numbers = names::numbers_of_ratings(framework.id(), numbers);
    let others = match own.same.saturating_sub(1) {
        0 => "no other had the same".to_owned(),
        1 => "1 other had the same".to_owned(),
        more => format!("{more} others had the same"),
    };
    format!(
        "{name}’s ratings together are {numbers}. Of {} of which they are known, {others}; of {} they are not known.",
        words::count(own.of.into(), "inspection", "inspections"),
        own.not_known
    )
}

/// The table as a file; none where no standard's rating is known.
pub(crate) fn table(
    framework: &Framework,
    register: &Register,
    inspection: &Inspection,
) -> Option<Table> {
    let found = rarity(register, inspection)?;
    standards(framework, &inspection.row.service.name, &found)
}

fn standards(framework: &Framework, name: &str, found: &Rarity) -> Option<Table> {
    if found.standards.is_empty() {
        return None;
    }
    let rows = found.standards.iter().map(|own| {
        vec![
            names::standard(framework, &own.standard),
            framework.label(&own.rating).to_owned(),
            own.same.to_string(),
            own.or_worse.to_string(),
            own.or_better.to_string(),
            own.of.to_string(),
            own.without.to_string(),
        ]
    });
    Some(Table {
        caption: format!("How many inspections had {name}’s rating of a standard"),
        columns: vec![
            Column::words("Standard", "standard"),
            Column::words("Rating", "rating"),
            Column::numbers("The same", "same"),
            Column::numbers("The same or worse", "same_or_worse"),
            Column::numbers("The same or better", "same_or_better"),
            Column::numbers("Of those known", "known"),
            Column::numbers("Without a known rating", "without"),
        ],
        rows: rows.collect(),
    })
}
