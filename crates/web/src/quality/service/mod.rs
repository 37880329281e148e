//! Opened by a head of service before a board meeting, or by somebody who read of one inspection and
//! wants the whole story: how each inspection of a service came out, what changed between two of the
//! same framework, what is published about its performance and where sources disagree.
//!
//! Results of two frameworks stand beside each other and are never put on one scale; figures of two
//! series are never joined into one line.

mod changes;
mod conflicts;
mod figures;
mod files;
mod timeline;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use quality::services::{History, Related};

use self::changes::ChangesView;
use self::conflicts::{ConflictView, Disagreement};
use self::figures::TopicView;
use self::timeline::Era;
use super::services::service_address;
use crate::front::problem::Problem;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;
use crate::words;

pub(crate) use files::file;

/// `GET /services/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.html(&ServicePage::new(&find(&visit, &id).await?))
}

async fn find(visit: &Visit, id: &str) -> Result<History, Problem> {
    quality::services::show(&visit.door, &visit.asker, id)
        .await?
        .ok_or(Problem::NotFound)
}

/// The page.
#[derive(Template)]
#[template(path = "quality/service.html")]
struct ServicePage {
    page: Page,
    crumbs: [Crumb; 2],
    id: String,
    name: String,
    /// "Youth justice service, South East".
    caption: String,
    facts: Vec<Fact>,
    /// The story in a sentence.
    lead: String,
    /// The inspections, by framework.
    eras: Vec<Era>,
    changes: Vec<ChangesView>,
    topics: Vec<TopicView>,
    /// How many services figures are held of, where none are of this one.
    with_figures: usize,
    conflicts: Vec<ConflictView>,
    disagreements: Vec<Disagreement>,
    neighbours: Vec<NeighbourView>,
    /// Which set of neighbours, and where it is printed.
    neighbour_set: Option<(String, Vec<Source>)>,
    sources: Vec<Source>,
}

/// A fact of the head: its name, and values that may lead further.
struct Fact {
    name: &'static str,
    values: Vec<(String, Option<String>)>,
}

/// A source as a page names it.
struct Source {
    text: String,
    href: Option<String>,
}

impl Source {
    /// By its site alone, where a whole address would be too long for a table's cell.
    fn by_site(self) -> Self {
        let site = self.href.as_deref().and_then(|href| {
            let (_, rest) = href.split_once("://")?;
            rest.split('/').next()
        });
        Source {
            text: site.map_or_else(|| self.text.clone(), str::to_owned),
            href: self.href,
        }
    }
}

/// A statistical neighbour.
struct NeighbourView {
    council: String,
    /// The service that covers the council, where it is called otherwise.
    covered_by: Option<String>,
    href: String,
    closeness: String,
    compare: String,
}

impl ServicePage {
    fn new(history: &History) -> Self {
        let service = &history.service;
        let neighbours = published::neighbours(&service.id);
        ServicePage {
            page: Page::below(&service.name, Section::Services),
            crumbs: [
                HOME,
                Crumb {
                    href: "/services",
                    text: "Services",
                },
            ],
            id: service.id.clone(),
            name: service.name.clone(),
            caption: format!("Youth justice service, {}", service.region),
            facts: facts(history),
            lead: lead(history),
            eras: timeline::eras(&history.inspections),
            changes: changes::views(history),
            topics: figures::topics(service),
            with_figures: services_with_figures(),
            conflicts: conflicts::views(service),
            disagreements: conflicts::disagreements(service),
            neighbour_set: neighbours
                .first()
                .map(|own| (own.set.clone(), sources(&own.source))),
            neighbours: neighbours
                .into_iter()
                .map(|own| neighbour(&service.id, own))
                .collect(),
            sources: history.sources.iter().map(|text| source(text)).collect(),
        }
    }
}

/// "4 inspections of Blackpool are held, under 3 frameworks, the latest of 2025."
fn lead(history: &History) -> String {
    let name = &history.service.name;
    let number = u64::try_from(history.inspections.len()).unwrap_or(u64::MAX);
    if number == 0 {
        return format!("No inspection of {name} is held here.");
    }
    let mut frameworks: Vec<&str> = history
        .inspections
        .iter()
        .map(|own| own.row.framework.as_str())
        .collect();
    frameworks.sort_unstable();
    frameworks.dedup();
    let inspections = words::count(number, "inspection", "inspections");
    let frameworks = u64::try_from(frameworks.len()).unwrap_or(u64::MAX);
    let frameworks = words::count(frameworks, "framework", "frameworks");
    let verb = if number == 1 { "is" } else { "are" };
    format!("{inspections} of {name} {verb} held here, under {frameworks}.")
}

fn facts(history: &History) -> Vec<Fact> {
    let plain = |text: String| vec![(text, None)];
    let mut facts = vec![Fact {
        name: "Region",
        values: plain(history.service.region.clone()),
    }];
    if history.service.region != history.country {
        facts.push(Fact {
            name: "Country",
            values: plain(history.country.clone()),
        });
    }
    if let Some(dates) = words::dates(history.from, history.to) {
        facts.push(Fact {
            name: "Existed",
            values: plain(words::sentence_case(&dates)),
        });
    }
    if !history.aliases.is_empty() {
        let names = history.aliases.iter();
        facts.push(Fact {
            name: "Other names",
            values: names.map(|name| (name.clone(), None)).collect(),
        });
    }
    for (name, related) in [
        ("Before it", &history.predecessors),
        ("After it", &history.successors),
    ] {
        if !related.is_empty() {
            facts.push(Fact {
                name,
                values: related.iter().map(related_value).collect(),
            });
        }
    }
    if let Some(note) = &history.note {
        facts.push(Fact {
            name: "Remark",
            values: plain(note.clone()),
        });
    }
    facts
}

fn related_value(related: &Related) -> (String, Option<String>) {
    let until = match related.until {
        Some(date) => format!(", until {}", words::date(date)),
        None => String::new(),
    };
    let text = format!("{}{until}", related.name);
    (text, Some(service_address(&related.id)))
}

fn neighbour(own: &str, neighbour: &published::Neighbour) -> NeighbourView {
    let known = published::services().iter();
    let service = known
        .clone()
        .find(|known| known.id == neighbour.council_service);
    let covered_by = service.filter(|known| known.name != neighbour.council);
    NeighbourView {
        council: neighbour.council.clone(),
        covered_by: covered_by.map(|known| known.name.clone()),
        href: service_address(&neighbour.council_service),
        closeness: neighbour.closeness.clone(),
        compare: compare_address(own, &neighbour.council_service),
    }
}

/// The page on which two services stand beside each other.
fn compare_address(one: &str, other: &str) -> String {
    let pairs = [("service", one.to_owned()), ("service", other.to_owned())];
    crate::list::address("/compare", &pairs)
}

/// How many services published figures are held of.
fn services_with_figures() -> usize {
    let figures = published::figures().iter();
    let own = figures.filter(|figure| figure.area_type == published::AreaType::Service);
    let mut areas: Vec<&str> = own.map(|figure| figure.area.as_str()).collect();
    areas.sort_unstable();
    areas.dedup();
    areas.len()
}

/// The sources of a cell that may hold several.
fn sources(cell: &str) -> Vec<Source> {
    cell.split(" ; ").map(source).collect()
}

fn source(text: &str) -> Source {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    Source {
        text: text.to_owned(),
        href: is_address.then(|| text.to_owned()),
    }
}
