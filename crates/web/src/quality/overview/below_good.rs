//! What holds services back: how often each standard was below Good, and in which years.

use figures::{Column, Distribution, Spread, Table};
use quality::overview::{BelowGood, Register, StandardBelow, YearBelow, below_good};
use rating::Framework;

use crate::figure::{Downloads, Figure};
use crate::names;
use crate::page::Choice;
use crate::words;

use super::asked::choice;

/// The section of the page.
pub(crate) struct BelowView {
    pub(crate) sentence: String,
    /// How much of the whole this is.
    pub(crate) coverage: String,
    pub(crate) figure: Figure,
    pub(crate) table: Table,
    /// The same year by year; none where one year was asked for.
    pub(crate) by_year: Option<Table>,
    pub(crate) years: Vec<Choice>,
}

pub(crate) fn view(
    register: &Register,
    framework: &Framework,
    year: Option<i16>,
) -> Option<BelowView> {
    let found = below_good(register, framework, year)?;
    Some(BelowView {
        sentence: sentence(framework, &found),
        coverage: coverage(framework, &found),
        // The chart's own sentence goes by shares, and the page's by numbers.
        figure: Figure::of(
            &chart(framework, &found),
            "below-good",
            Downloads::default(),
        )
        .said_above(),
        table: summary(framework, &found),
        by_year: year.is_none().then(|| by_year(framework, &found)),
        years: years(&found),
    })
}

/// The years to choose from, after a line for all of them.
fn years(found: &BelowGood) -> Vec<Choice> {
    let all = choice("", "All years", found.year.is_none());
    let years = found.years.iter().flatten().map(|year| {
        let year = *year;
        choice(
            &year.to_string(),
            &year.to_string(),
            found.year == Some(year),
        )
    });
    std::iter::once(all).chain(years).collect()
}

fn sentence(framework: &Framework, found: &BelowGood) -> String {
    let Some(first) = found.standards.first().filter(|first| first.below > 0) else {
        return "No standard is known to have been below Good.".to_owned();
    };
    let mut said = format!(
        "{} is the standard most often known to be below Good: {} of the {} inspections in which its rating is known{}.",
        names::standard(framework, &first.standard),
        first.below,
        first.known,
        first
            .percent()
            .map_or_else(String::new, |percent| format!(" ({percent} per cent)")),
    );
    if first.not_known > 0 {
        said.push_str(&format!(
            " Its rating is not known in {} more, so the true number lies between {} and {} of {}.",
            first.not_known,
            first.below,
            first.below + first.not_known,
            found.inspections
        ));
    }
    said
}

/// How much of the whole this is.
pub(crate) fn coverage(framework: &Framework, found: &BelowGood) -> String {
    let year = found
        .year
        .map_or_else(String::new, |year| format!(", published in {year}"));
    format!(
        "{}{year}: {} of {}, of {} that are held, present and past. It is what was published as far as it is held, and no sample, so there are no intervals.",
        framework.title(),
        words::count(found.inspections.into(), "inspection", "inspections"),
        words::count(found.services.into(), "service", "services"),
        found.services_held,
    )
}

fn chart(framework: &Framework, found: &BelowGood) -> Distribution {
    let rows = found.standards.iter().map(|own| {
        let numbered = framework.standard(&own.standard);
        let numbered = numbered.filter(|standard| standard.is_numbered());
        Spread {
            id: numbered.map_or_else(String::new, |standard| standard.id.clone()),
            label: framework
                .standard(&own.standard)
                .map_or_else(|| own.standard.clone(), |standard| standard.title.clone()),
            counts: vec![own.below, own.known - own.below],
            without: own.not_rated + own.not_known,
            chosen: None,
        }
    });
    Distribution {
        title: format!("Standards below Good, {}", framework.title()),
        of: "Standard".to_owned(),
        levels: vec!["Below Good".to_owned(), "Good or better".to_owned()],
        rows: rows.collect(),
        chosen: None,
        counted: "inspections".to_owned(),
    }
}

/// One row a standard, over all inspections that the question is about.
fn summary(framework: &Framework, found: &BelowGood) -> Table {
    let rows = found.standards.iter().map(|own| {
        vec![
            names::standard(framework, &own.standard),
            own.below.to_string(),
            own.known.to_string(),
            own.percent()
                .map_or_else(|| "[z]".to_owned(), |percent| percent.to_string()),
            (own.not_rated + own.not_applicable).to_string(),
            own.not_known.to_string(),
            format!("{} to {}", own.below, own.below + own.not_known),
        ]
    });
    Table {
        caption: "How often each standard was below Good".to_owned(),
        columns: vec![
            Column::words("Standard", "standard"),
            Column::numbers("Below Good", "below_good"),
            Column::numbers("Rating known", "known"),
            Column::numbers("Per cent of known", "percent_of_known"),
            Column::numbers("Not rated or did not apply", "not_rated_or_not_applicable"),
            Column::numbers("Not known", "not_known"),
            Column::numbers("True number between", "true_number_between"),
        ],
        rows: rows.collect(),
    }
}

/// One row a standard, one column a year: "1 of 2" is below Good in one of two whose rating is known.
pub(crate) fn by_year(framework: &Framework, found: &BelowGood) -> Table {
    let mut columns = vec![Column::words("Standard", "standard")];
    columns.extend(found.years.iter().map(|year| {
        let title = year_in_words(*year);
        let name = year.map_or_else(
            || "year_not_known".to_owned(),
            |year| format!("year_{year}"),
        );
        Column::numbers(&title, &name)
    }));
    let rows = found.standards.iter().map(|own| {
        let years = found.years.iter().map(|year| {
            let own = own.years.iter().find(|own| own.year == *year);
            own.map_or_else(|| "[z]".to_owned(), below_of_known)
        });
        std::iter::once(names::standard(framework, &own.standard))
            .chain(years)
            .collect()
    });
    Table {
        caption: "Below Good, of those whose rating is known, by year of publication".to_owned(),
        columns,
        rows: rows.collect(),
    }
}

fn below_of_known(own: &YearBelow) -> String {
    if own.known == 0 {
        "[x]".to_owned()
    } else {
        format!("{} of {}", own.below, own.known)
    }
}

fn year_in_words(year: Option<i16>) -> String {
    year.map_or_else(|| "Year not known".to_owned(), |year| year.to_string())
}

/// Everything as a file: one row a standard and year, and one for all years that were asked for.
pub(crate) fn table(framework: &Framework, found: &BelowGood) -> Table {
    let rows = found.standards.iter().flat_map(|own| {
        let all = found
            .year
            .map_or_else(|| "all".to_owned(), |year| year.to_string());
        let whole = cells(
            framework,
            own,
            &all,
            (own.below, own.known, own.not_known),
            own.percent(),
        );
        let years = own
            .years
            .iter()
            .filter(|_| found.year.is_none())
            .map(|year| {
                let counts = (year.below, year.known, year.not_known);
                cells(
                    framework,
                    own,
                    &year_in_words(year.year),
                    counts,
                    year.percent(),
                )
            });
        std::iter::once(whole).chain(years).collect::<Vec<_>>()
    });
    Table {
        caption: "How often each standard was below Good, by year of publication".to_owned(),
        columns: vec![
            Column::words("Standard", "standard"),
            Column::words("Year of publication", "year"),
            Column::numbers("Below Good", "below_good"),
            Column::numbers("Rating known", "known"),
            Column::numbers("Per cent of known", "percent_of_known"),
            Column::numbers("Not known", "not_known"),
        ],
        rows: rows.collect(),
    }
}

fn cells(
    framework: &Framework,
    own: &StandardBelow,
    year: &str,
    (below, known, not_known): (u32, u32, u32),
    percent: Option<u32>,
) -> Vec<String> {
    vec![
        names::standard(framework, &own.standard),
        year.to_owned(),
        below.to_string(),
        known.to_string(),
        percent.map_or_else(|| "[z]".to_owned(), |percent| percent.to_string()),
        not_known.to_string(),
    ]
}
