//! The layout of the public dataset that was read by program from the inspectorate's rating pages
//! (Data to Insight, HMI Probation youth justice scrape).
//!
//! The dataset speaks for every value, and the page it was read from is named as a further source:
//! a misread grade is the dataset's claim and not the report's. An empty cell means that nothing is
//! known; it never means Inadequate, because the dataset drops every "Requires improvement" of a
//! standard. Three of its columns stand for two standards each and are kept without a place.

use jiff::civil::Date;
use rating::{Framework, PartialDate};

use super::cells::{self, refused};
use super::layout::Columns;
use super::row::{Builder, Place, Read, RowRead};
use super::{DATASET, checks, say};

/// What a column of the layout holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScrapeField {
    Service,
    Reference,
    Score,
    Overall,
    Published,
    Report,
    /// A rating, by standard id.
    Rating(&'static str),
    /// The same standard under a shortened heading.
    Resettlement,
    /// Standard 3.4 of 2021.
    Policy,
    /// Standard 3.4 of 2018.
    JointWorking,
    /// A value that belongs to one of two standards.
    Unplaced(&'static str),
}

/// Every column of the layout.
const COLUMNS: &[(&str, ScrapeField)] = &[
    ("la_name", ScrapeField::Service),
    ("la_ref", ScrapeField::Reference),
    ("score_%", ScrapeField::Score),
    ("overall_rating", ScrapeField::Overall),
    ("publication_date", ScrapeField::Published),
    ("report_url", ScrapeField::Report),
    ("staff", ScrapeField::Rating("1.2")),
    ("partnerships_and_services", ScrapeField::Rating("1.3")),
    ("information_and_facilities", ScrapeField::Rating("1.4")),
    ("assessment", ScrapeField::Unplaced("assessment")),
    ("planning", ScrapeField::Unplaced("planning")),
    ("reviewing", ScrapeField::Rating("2.4")),
    (
        "implementation_and_delivery",
        ScrapeField::Unplaced("delivery"),
    ),
    (
        "resettlement_policy_and_provision",
        ScrapeField::Rating("4.1"),
    ),
    ("governance_and_leadership", ScrapeField::Rating("1.1")),
    (
        "outofcourt_disposal_policy_and_provision",
        ScrapeField::Policy,
    ),
    ("policy_and_provision", ScrapeField::Resettlement),
    ("joint_working", ScrapeField::JointWorking),
];

/// How the dataset marks a joint inspection.
const JOINT: &str = " - JI";

/// A report's title that was taken for the service's name.
const TITLE: &str = "An inspection of ";

impl ScrapeField {
    /// The field of a column, by its name in lower case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let column = COLUMNS.iter().find(|(own, _)| *own == name)?;
        Some(column.1)
    }

    /// The standard that a rating belongs to.
    fn standard(self) -> Option<&'static str> {
        match self {
            ScrapeField::Rating(id) => Some(id),
            ScrapeField::Resettlement => Some("4.1"),
            ScrapeField::Policy | ScrapeField::JointWorking => Some("3.4"),
            _ => None,
        }
    }
}

struct Cells<'a> {
    columns: &'a Columns<ScrapeField>,
    cells: &'a [String],
}

impl<'a> Cells<'a> {
    fn get(&self, field: ScrapeField) -> Option<(usize, &'a str)> {
        let (index, _) = self.columns.iter().find(|(_, own)| *own == field)?;
        let text = self.cells.get(*index)?.as_str();
        (!text.is_empty()).then_some((*index, text))
    }

    fn has(&self, field: ScrapeField) -> bool {
        self.get(field).is_some()
    }
}

/// Reads one row. `maximum` is what a score is a share of, where it is one neither of 36 nor 24.
pub(crate) fn read(
    line: u64,
    header: &[String],
    columns: &Columns<ScrapeField>,
    cells: &[String],
    maximum: Option<u32>,
) -> Read {
    let cells = Cells { columns, cells };
    let mut row = Builder::new(line, DATASET, header);
    let Some((column, name)) = cells.get(ScrapeField::Service) else {
        row.refused.push(super::no_service(line, "la_name"));
        return row.without_row();
    };
    let mut service = row.place(column, name);
    let Some(published) = published(&mut row, &cells) else {
        return row.without_row();
    };
    let Some(framework) = framework(&mut row, &cells, published) else {
        return row.without_row();
    };
    if let Some(name) = name.strip_suffix(JOINT) {
        row.say(service.clone(), "kind", "joint inspection");
        name.trim_end().clone_into(&mut service.text);
    }
    if let Some(name) = service.text.strip_prefix(TITLE) {
        service.text = name.to_owned();
    }
    if let Some((column, text)) = cells.get(ScrapeField::Overall) {
        let place = row.place(column, text);
        say::overall(&mut row, place, framework);
    }
    score(&mut row, &cells, maximum);
    ratings(&mut row, &cells, framework);
    if let Some((column, text)) = cells.get(ScrapeField::Reference) {
        row.keep_as_printed(row.place(column, text), "reference");
    }
    let report = cells
        .get(ScrapeField::Report)
        .map(|(_, text)| text.to_owned());
    let read = RowRead {
        line,
        service,
        framework: framework.id(),
        given_id: None,
        region: None,
        said: row.said,
        sources: std::iter::once(DATASET.to_owned()).chain(report).collect(),
        if_new: row.if_new,
    };
    row.notes.extend(checks::notes(&read));
    Read {
        row: Some(read),
        refused: row.refused,
        notes: row.notes,
    }
}

/// The date of publication, which tells the inspection from others.
fn published(row: &mut Builder, cells: &Cells) -> Option<PartialDate> {
    let (column, text) = cells.get(ScrapeField::Published).unwrap_or_default();
    let mut place = row.place(column, text);
    let read = if text.is_empty() {
        "publication_date".clone_into(&mut place.column);
        Err(refused("The row has no date.", "Fill it in as dd/mm/yy."))
    } else {
        cells::date(text)
    };
    match read {
        Ok(date) => {
            row.say(place, "published", date.to_string());
            Some(date)
        }
        Err(refused) => {
            row.refuse(&place, refused.with_row());
            None
        }
    }
}

/// The framework, told by the standards that have a value, else by the date of publication.
fn framework(
    row: &mut Builder,
    cells: &Cells,
    published: PartialDate,
) -> Option<&'static Framework> {
    let joint = cells.get(ScrapeField::JointWorking);
    let newer = [
        ScrapeField::Policy,
        ScrapeField::Rating("4.1"),
        ScrapeField::Resettlement,
    ];
    let newer = newer.into_iter().any(|field| cells.has(field));
    let (column, text) = match joint {
        Some(joint) => joint,
        None => cells.get(ScrapeField::Published)?,
    };
    let place = row.place(column, text);
    match (joint.is_some(), newer) {
        (true, true) => {
            let reason = "Joint working is a standard of 2018 only, and resettlement and \
                          out-of-court policy are of 2021 only, so the framework cannot be read \
                          and the row was refused.";
            row.refuse(
                &place,
                refused(reason, "Empty the cell that belongs to another framework."),
            );
            None
        }
        (true, false) => told(row, place, "hmip-2018"),
        (false, true) => told(row, place, "hmip-2021"),
        (false, false) => by_date(row, place, published),
    }
}

fn told(row: &mut Builder, place: Place, id: &str) -> Option<&'static Framework> {
    let framework = rules::framework(id)?;
    let why = Some("ratings table heading".to_owned());
    row.say_so(place, "framework", framework.id(), "derived", why);
    Some(framework)
}

fn by_date(row: &mut Builder, place: Place, published: PartialDate) -> Option<&'static Framework> {
    let began = |id: &str| -> Option<(&'static Framework, Date)> {
        let framework = rules::framework(id)?;
        Some((framework, framework.dates().from.first()))
    };
    let framework = [began("hmip-2021")?, began("hmip-2018")?]
        .into_iter()
        .find(|(_, from)| published.last() >= *from);
    let Some((framework, _)) = framework else {
        let reason = "Published before the first framework that has these standards, so the \
                      framework cannot be read and the row was refused.";
        row.refuse(
            &place,
            refused(
                reason,
                "Check the date; older inspections have other parts.",
            ),
        );
        return None;
    };
    row.note_if_new(
        &place,
        format!(
            "No column tells the framework, so it was taken from the date of publication: {}. A \
             framework follows the fieldwork (ALL-1), which lies about three months earlier.",
            framework.id()
        ),
        "If the fieldwork belongs to another framework, give the row in the register's own layout.",
    );
    let why = Some("publication date".to_owned());
    row.say_so(place, "framework", framework.id(), "working", why);
    Some(framework)
}

/// The score as points of a maximum that its percentage fits (H-34).
fn score(row: &mut Builder, cells: &Cells, maximum: Option<u32>) {
    let Some((column, text)) = cells.get(ScrapeField::Score) else {
        return;
    };
    let place = row.place(column, text);
    match cells::share(text, maximum) {
        Ok(share) => {
            if share.maximum != 36 {
                row.note(
                    &place,
                    format!(
                        "This is no number of points of 36; it was read as {} of {}.",
                        share.points, share.maximum
                    ),
                    "Check the maximum in the report: it is 24 where a case domain was not rated.",
                );
            }
            let value = format!("{} of {}", share.points, share.maximum);
            row.say_so(place.clone(), "score", value, "percentage", None);
        }
        Err(refused) => row.refuse(&place, refused),
    }
    row.keep_as_printed(place, "score_percent");
}

fn ratings(row: &mut Builder, cells: &Cells, framework: &'static Framework) {
    for &(column, field) in cells.columns {
        let text = cells.cells.get(column).map_or("", String::as_str);
        if text.is_empty() {
            continue;
        }
        if let Some(id) = field.standard() {
            say::rating(row, row.place(column, text), framework, id, "printed");
        } else if let ScrapeField::Unplaced(id) = field {
            say::unplaced(row, row.place(column, text), framework, id);
        }
    }
}
