//! How far services were from Good: each inspection of those that were chosen, and those closest to
//! it under one framework.

use std::collections::BTreeMap;

use figures::{Column, Ladder, Place, Table};
use quality::inspections::Service;
use quality::overview::{Distance, Register, Standing, Step, WhyUnknown, distance};
use rating::Framework;

use crate::figure::{Downloads, Figure};
use crate::names;
use crate::words::{self, Tag};

/// One service that was chosen.
pub(crate) struct ServiceView {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Its own id on the page.
    pub(crate) anchor: String,
    /// About its latest inspection.
    pub(crate) sentence: String,
    /// Where its latest inspection stands, if it has a place on a ladder.
    pub(crate) figure: Option<Figure>,
    /// Its inspections, newest first.
    pub(crate) rows: Vec<Line>,
}

/// One inspection.
pub(crate) struct Line {
    pub(crate) href: String,
    /// "Published 4 June 2020".
    pub(crate) when: String,
    pub(crate) framework: String,
    pub(crate) overall: Tag,
    pub(crate) score: String,
    pub(crate) to_next: String,
    pub(crate) to_good: String,
    pub(crate) above: String,
}

/// A name and the address that it leads to.
type Linked = (String, String);

/// Services that are as far from Good as each other.
pub(crate) struct Group {
    /// "1 point".
    pub(crate) points: String,
    /// Name and address of each service's inspection.
    pub(crate) services: Vec<Linked>,
}

pub(crate) fn view(register: &Register, service: &Service) -> ServiceView {
    let all = of_service(register, service);
    let anchor = format!("distance-{}", service.id);
    ServiceView {
        id: service.id.clone(),
        name: service.name.clone(),
        sentence: match all.first() {
            Some(latest) => sentence(service, latest),
            None => format!("No inspection of {} is held.", service.name),
        },
        figure: all
            .first()
            .and_then(|latest| ladder(service, latest, &anchor)),
        rows: all.iter().map(line).collect(),
        anchor,
    }
}

fn of_service(register: &Register, service: &Service) -> Vec<Distance> {
    let all = register.of_service(&service.id);
    all.into_iter().map(distance).collect()
}

fn ladder(service: &Service, latest: &Distance, id: &str) -> Option<Figure> {
    let standing = latest.standing.as_ref()?;
    let framework = rules::framework(&latest.inspection.framework)?;
    let ladder = Ladder {
        subject: service.name.clone(),
        maximum: standing.maximum,
        bands: names::bands(framework, &standing.bands),
        place: Place::At(standing.total),
    };
    Some(Figure::of(&ladder, id, Downloads::default()).said_above())
}

/// What the latest inspection came to and how far that was from Good.
fn sentence(service: &Service, latest: &Distance) -> String {
    let framework = &latest.inspection.framework;
    let title = names::framework(framework);
    let when = match latest.inspection.published {
        Some(date) => format!("published {}", words::date(date)),
        None => "publication date not known".to_owned(),
    };
    let head = format!("{}, latest inspection ({title}, {when}): ", service.name);
    let said = match (&latest.standing, &latest.why_unknown) {
        (Some(standing), _) => standing_in_words(framework, standing),
        (None, Some(why)) => why_in_words(why),
        (None, None) => String::new(),
    };
    format!("{head}{said}")
}

fn standing_in_words(framework: &str, standing: &Standing) -> String {
    let label = |word: &str| label(framework, word);
    let score = format!("{} of {} points", standing.total, standing.maximum);
    let points = |number: u32| words::count(number.into(), "point", "points");
    let mut said = format!("{score}, {}", label(&standing.overall));
    if let Some(step) = &standing.next {
        said.push_str(&format!(
            ", {} short of {} ({})",
            points(step.points),
            label(&step.rating),
            rise(step)
        ));
    }
    if let Some(good) = standing
        .good
        .as_ref()
        .filter(|good| standing.next.as_ref() != Some(good))
    {
        said.push_str(&format!(", {} short of Good", points(good.points)));
    }
    if let Some((word, lost)) = &standing.below {
        said.push_str(&format!(", and {} above {}", points(*lost), label(word)));
    }
    said.push('.');
    said
}

/// "1 standard would have to rise", or between what numbers where the ratings are not known.
fn rise(step: &Step) -> String {
    match step.standards {
        [1, 1] => "1 standard would have to rise".to_owned(),
        [low, high] if low == high => format!("at least {low} standards would have to rise"),
        [low, high] => format!(
            "at least {low} to {high} standards would have to rise; which depends on ratings that are not known"
        ),
    }
}

fn why_in_words(why: &WhyUnknown) -> String {
    match why {
        WhyUnknown::NoPoints => {
            "no distance can be given, because no rule in force adds points up under this framework."
                .to_owned()
        }
        WhyUnknown::NoTotal {
            range: Some([low, high]),
            maximum: Some(maximum),
        } => format!(
            "no score is held, and what is known leaves between {low} and {high} of {maximum} points, so no distance can be given."
        ),
        WhyUnknown::NoTotal { .. } => {
            "no score is held, so no distance can be given.".to_owned()
        }
        WhyUnknown::NotWorked => {
            "the record cannot be worked out, so no distance can be given.".to_owned()
        }
    }
}

fn label(framework: &str, word: &str) -> String {
    match rules::framework(framework) {
        Some(framework) => framework.label(word).to_owned(),
        None => words::sentence_case(word),
    }
}

fn line(own: &Distance) -> Line {
    let row = &own.inspection;
    let standing = own.standing.as_ref();
    let points = |number: u32| words::count(number.into(), "point", "points");
    let unknown = match own.why_unknown {
        Some(WhyUnknown::NoPoints) => "No points",
        _ => "Not known",
    };
    let known = |said: Option<String>| said.unwrap_or_else(|| unknown.to_owned());
    Line {
        href: format!("/inspections/{}", row.id),
        when: row.published.map_or_else(
            || "Publication date not known".to_owned(),
            |date| format!("Published {}", words::date(date)),
        ),
        framework: names::framework(&row.framework),
        overall: match &row.overall {
            Some(word) => names::rating_tag(&row.framework, word),
            None => Tag::words(names::no_overall(&row.framework)),
        },
        score: known(standing.map(|own| format!("{} of {}", own.total, own.maximum))),
        to_next: known(standing.map(|own| match &own.next {
            Some(step) => format!(
                "{} to {}",
                points(step.points),
                label(&row.framework, &step.rating)
            ),
            None => "At the top".to_owned(),
        })),
        to_good: known(standing.map(|own| match &own.good {
            Some(step) => points(step.points),
            None => "Good or better".to_owned(),
        })),
        above: known(standing.map(|own| match &own.below {
            Some((word, lost)) => {
                format!("{} above {}", points(*lost), label(&row.framework, word))
            }
            None => "At the bottom".to_owned(),
        })),
    }
}

/// Services rated below Good under a framework, by how many points they were short of it, the
/// closest first; last those of which it cannot be known.
pub(crate) fn closest(register: &Register, framework: &Framework) -> Vec<Group> {
    let mut groups: BTreeMap<(bool, Option<u32>), Vec<Linked>> = BTreeMap::new();
    for own in register.latest(framework) {
        let found = distance(own);
        let points = match &found.standing {
            Some(standing) => match &standing.good {
                Some(step) => Some(step.points),
                None => continue,
            },
            None if is_below_good(framework, own.row.overall.as_deref()) => None,
            None => continue,
        };
        let service = (
            own.row.service.name.clone(),
            format!("/inspections/{}", own.row.id),
        );
        // What is not known stands last.
        let services = groups.entry((points.is_none(), points)).or_default();
        services.push(service);
    }
    let groups = groups.into_iter().map(|((_, points), services)| Group {
        points: points.map_or_else(
            || "Not known".to_owned(),
            |points| words::count(points.into(), "point", "points"),
        ),
        services,
    });
    groups.collect()
}

fn is_below_good(framework: &Framework, overall: Option<&str>) -> bool {
    let level = overall.and_then(|word| framework.level(word));
    level.is_some_and(|level| Some(level) < framework.level("good"))
}

/// The distances as a file: of every inspection of the services, or of the latest inspection of
/// every service under the framework where none is chosen.
pub(crate) fn table(register: &Register, framework: &Framework, services: &[&Service]) -> Table {
    let found: Vec<Distance> = if services.is_empty() {
        register
            .latest(framework)
            .into_iter()
            .map(distance)
            .collect()
    } else {
        services
            .iter()
            .flat_map(|service| of_service(register, service))
            .collect()
    };
    Table {
        caption: "Distance to the next rating and to Good".to_owned(),
        columns: vec![
            Column::words("Inspection", "inspection_id"),
            Column::words("Service", "service"),
            Column::words("Framework", "framework"),
            Column::words("Published", "published"),
            Column::words("Overall rating", "overall_rating"),
            Column::numbers("Points", "points"),
            Column::numbers("Highest possible points", "maximum"),
            Column::words("Next rating", "next_rating"),
            Column::numbers("Points to the next rating", "points_to_next"),
            Column::numbers("Points to Good", "points_to_good"),
            Column::numbers("Points above the rating below", "points_above_below"),
            Column::numbers(
                "Fewest standards that would have to rise, at least",
                "standards_at_least",
            ),
            Column::numbers(
                "Fewest standards that would have to rise, at most",
                "standards_at_most",
            ),
        ],
        rows: found.iter().map(cells).collect(),
    }
}

fn cells(own: &Distance) -> Vec<String> {
    let row = &own.inspection;
    let standing = own.standing.as_ref();
    let unknown = match own.why_unknown {
        Some(WhyUnknown::NoPoints) => "[z]",
        _ => "[x]",
    };
    let number = |number: Option<u32>| match (number, standing) {
        (Some(number), _) => number.to_string(),
        (None, Some(_)) => "[z]".to_owned(),
        (None, None) => unknown.to_owned(),
    };
    let next = standing.and_then(|own| own.next.as_ref());
    let overall = row
        .overall
        .as_deref()
        .map(|word| label(&row.framework, word));
    vec![
        row.id.clone(),
        row.service.name.clone(),
        names::framework(&row.framework),
        row.published
            .map_or_else(|| "[x]".to_owned(), |date| date.to_string()),
        overall.unwrap_or_else(|| "[x]".to_owned()),
        number(standing.map(|own| own.total)),
        number(standing.map(|own| own.maximum)),
        match (next, standing) {
            (Some(step), _) => label(&row.framework, &step.rating),
            (None, Some(_)) => "[z]".to_owned(),
            (None, None) => unknown.to_owned(),
        },
        number(next.map(|step| step.points)),
        number(
            standing
                .and_then(|own| own.good.as_ref())
                .map(|step| step.points),
        ),
        number(
            standing
                .and_then(|own| own.below.as_ref())
                .map(|(_, lost)| *lost),
        ),
        number(next.map(|step| step.standards[0])),
        number(next.map(|step| step.standards[1])),
    ]
}
