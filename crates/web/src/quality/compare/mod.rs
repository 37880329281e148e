//! Opened by a head of service who wants to see how hers stands beside its neighbours, or by an
//! inspector who prepares a visit: two or more services under one framework, standard by standard;
//! where all services stand; how rare a result is; and which standards hold services back.

mod differences;
mod grid;
mod rare;

use askama::Template;
use axum::extract::{OriginalUri, Query as Pairs};
use axum::response::Response;
use figures::{Distribution, Spread, Table};
use quality::compare::{Comparison, compare, neighbours, of_region};
use quality::inspections::{Inspection, Service};
use quality::overview::{Register, below_good, distribution};
use rating::Framework;

use crate::figure::{Downloads, Figure};
use crate::front::problem::Problem;
use crate::limits::{SERVICE_LISTS, SERVICES_CHOSEN};
use crate::names;
use crate::page::{Choice, Crumb, HOME, Page, Section};
use crate::quality::overview::asked::{Asked, choice, framework_choices, service_choices, values};
use crate::quality::overview::{by_year, files, labels, read};
use crate::words;

use crate::visit::Visit;
use grid::Grid;
use rare::RareView;

/// `GET /compare`
pub(crate) async fn show(
    visit: Visit,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let register = read(&visit, &pairs).await?;
    visit.html(&ComparePage::new(
        &register,
        &Wanted::read(&pairs, &register)?,
    ))
}

/// `GET /compare.csv` and `.ods`: what the page shows; the CSV file holds the services side by side,
/// the workbook every table.
pub(crate) async fn file(
    visit: Visit,
    OriginalUri(uri): OriginalUri,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let register = read(&visit, &pairs).await?;
    let wanted = Wanted::read(&pairs, &register)?;
    let paragraph = format!(
        "Services side by side under {}.",
        wanted.framework().title()
    );
    files::answer(&uri, "compare", &paragraph, &wanted.tables(&register))
}

/// Whom a service is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum With {
    /// The services that are named.
    Named,
    /// The others of the first one's region.
    Region,
    /// The statistical neighbours of the first one.
    Neighbours,
}

/// Each with its name in an address and its words.
const WITH: [(With, &str, &str); 3] = [
    (With::Named, "services", "Only the services chosen above"),
    (
        With::Region,
        "region",
        "All services of the first one’s region",
    ),
    (
        With::Neighbours,
        "neighbours",
        "The first one’s statistical neighbours",
    ),
];

/// What is asked for.
struct Wanted<'r> {
    asked: Asked<'r>,
    with: With,
    /// The services to compare.
    services: Vec<&'r Service>,
    /// The service whose place is marked.
    marked: Option<&'r Service>,
}

impl<'r> Wanted<'r> {
    fn read(pairs: &[(String, String)], register: &'r Register) -> Result<Self, Problem> {
        let asked = Asked::read(pairs, register)?;
        let named = values(pairs, "with");
        let with = WITH.iter().find(|(_, name, _)| named.contains(name));
        let with = with.map_or(With::Named, |(with, _, _)| *with);
        let services = match (with, asked.services.first()) {
            (With::Region, Some(first)) => of_region(register, first),
            (With::Neighbours, Some(first)) => neighbours(register, first),
            _ => asked.services.clone(),
        };
        let latest = register.latest(asked.framework);
        let inspected = |own: &&Service| latest.iter().any(|other| other.row.service.id == own.id);
        let marked = values(pairs, "mark");
        let marked = services
            .iter()
            .find(|own| marked.contains(&own.id.as_str()));
        // Who was never inspected under the framework has no place to mark.
        let first = services.iter().find(|own| inspected(own));
        Ok(Wanted {
            marked: marked.or(first).copied(),
            asked,
            with,
            services,
        })
    }

    fn framework(&self) -> &'static Framework {
        self.asked.framework
    }

    fn comparison(&self, register: &Register) -> Comparison {
        compare(register, self.framework(), &self.services)
    }

    /// The inspection whose place is marked: the latest of its service under the framework.
    fn marked_inspection<'a>(&self, register: &'a Register) -> Option<&'a Inspection> {
        let marked = self.marked?;
        let latest = register.latest(self.framework());
        latest
            .into_iter()
            .find(|own| own.row.service.id == marked.id)
    }

    /// The pairs that ask for the same again, whoever is marked.
    fn again(&self) -> String {
        let mut pairs = vec![format!("framework={}", self.framework().id())];
        if !self.asked.services.is_empty() {
            pairs.push(self.asked.services_again());
        }
        if let Some((_, name, _)) = WITH.iter().find(|(with, _, _)| *with == self.with)
            && self.with != With::Named
        {
            pairs.push(format!("with={name}"));
        }
        pairs.join("&")
    }

    /// The same with the one who is marked.
    fn again_marked(&self) -> String {
        match self.marked {
            Some(marked) => format!("{}&mark={}", self.again(), marked.id),
            None => self.again(),
        }
    }

    fn spread(&self, register: &Register) -> Distribution {
        let chosen = self.marked_inspection(register);
        spread(self.framework(), register, chosen)
    }

    /// Every table of the page.
    fn tables(&self, register: &Register) -> Vec<Table> {
        use figures::Chart;
        let mut tables = Vec::new();
        let comparison = self.comparison(register);
        if !comparison.sides.is_empty() {
            tables.push(grid::table(self.framework(), &comparison));
        }
        tables.push(self.spread(register).table());
        let marked = self.marked_inspection(register);
        tables.extend(marked.and_then(|own| rare::table(self.framework(), register, own)));
        let below = below_good(register, self.framework(), None);
        tables.extend(below.map(|found| by_year(self.framework(), &found)));
        tables
    }
}

/// How the ratings of every standard are spread over the latest inspections of all services.
fn spread(framework: &Framework, register: &Register, chosen: Option<&Inspection>) -> Distribution {
    let found = distribution(register, framework, chosen);
    let rows = found.standards.iter().map(|own| {
        let standard = framework.standard(&own.standard);
        let numbered = standard.filter(|standard| standard.is_numbered());
        let level = own.chosen.as_ref().and_then(|word| framework.level(word));
        Spread {
            id: numbered.map_or_else(String::new, |standard| standard.id.clone()),
            label: standard.map_or_else(|| own.standard.clone(), |own| own.title.clone()),
            counts: own.numbers.clone(),
            without: own.not_rated + own.not_known,
            chosen: level.map(|level| usize::from(level.0)),
        }
    });
    Distribution {
        title: format!(
            "Ratings of each standard, latest inspections of {}, {}",
            words::count(found.services.into(), "service", "services"),
            framework.title()
        ),
        of: "Standard".to_owned(),
        levels: labels(framework),
        rows: rows.collect(),
        chosen: chosen.map(|own| own.row.service.name.clone()),
        counted: "services".to_owned(),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "quality/compare.html")]
struct ComparePage {
    page: Page,
    crumbs: [Crumb; 1],
    framework: String,
    frameworks: Vec<Choice>,
    /// One list of services for each that is chosen, and one more.
    pickers: Vec<Vec<Choice>>,
    with: Vec<Choice>,
    unknown: Vec<String>,
    /// What cannot be compared, and why.
    notices: Vec<String>,
    /// Whether services are set beside each other.
    compared: bool,
    /// Who is compared: "South East, 19 services".
    who: String,
    /// Which set of neighbours it is and where that is printed.
    neighbours: Option<String>,
    sentences: Vec<String>,
    grid: Grid,
    spread: Figure,
    /// Whose place is marked.
    marked: Option<String>,
    /// Name and address of the others who can be marked.
    marks: Vec<(String, String)>,
    rare: Option<RareView>,
    by_year: Option<Table>,
    /// What the files are asked with.
    files: String,
}

impl ComparePage {
    fn new(register: &Register, wanted: &Wanted<'_>) -> Self {
        let framework = wanted.framework();
        let comparison = wanted.comparison(register);
        let marked = wanted.marked_inspection(register);
        let below = below_good(register, framework, None);
        ComparePage {
            page: Page {
                wide: true,
                ..Page::first("Compare services", Section::Compare)
            },
            crumbs: [HOME],
            framework: framework.title().to_owned(),
            frameworks: framework_choices(framework),
            pickers: pickers(register, &wanted.asked),
            with: WITH
                .iter()
                .map(|(with, name, text)| choice(name, text, *with == wanted.with))
                .collect(),
            unknown: wanted.asked.unknown.clone(),
            notices: notices(wanted, &comparison),
            compared: comparison
                .sides
                .iter()
                .any(|side| side.inspection.is_some()),
            who: who(wanted),
            neighbours: neighbours_in_words(wanted),
            sentences: differences::sentences(framework, &comparison),
            grid: Grid::new(framework, &comparison),
            spread: Figure::of(
                &spread(framework, register, marked),
                "spread",
                Downloads::default(),
            ),
            marked: marked.map(|own| own.row.service.name.clone()),
            marks: marks(wanted, &comparison),
            rare: marked.and_then(|own| RareView::new(framework, register, own)),
            by_year: below.map(|found| by_year(framework, &found)),
            files: wanted.again_marked(),
        }
    }
}

fn pickers(register: &Register, asked: &Asked<'_>) -> Vec<Vec<Choice>> {
    let chosen = asked.services.iter().map(|own| Some(own.id.as_str()));
    let mut chosen: Vec<Option<&str>> = chosen.collect();
    let wanted = (chosen.len() + 1).clamp(SERVICE_LISTS, SERVICES_CHOSEN);
    chosen.resize(wanted.max(chosen.len()), None);
    let lists = chosen.into_iter().map(|id| service_choices(register, id));
    lists.collect()
}

/// Services that have no inspection under the framework, and sets that are not held.
fn notices(wanted: &Wanted<'_>, comparison: &Comparison) -> Vec<String> {
    let mut notices = Vec::new();
    if wanted.with != With::Named && wanted.asked.services.is_empty() {
        notices.push("Choose a service first, to compare it with others like it.".to_owned());
    }
    if let (With::Neighbours, [only]) = (wanted.with, wanted.services.as_slice()) {
        notices.push(format!(
            "No set of statistical neighbours is held for {}. Compare it with its region, or with services that you choose.",
            only.name
        ));
    }
    if wanted.with == With::Named && wanted.services.len() == 1 {
        notices.push("Choose a second service to compare with.".to_owned());
    }
    let missing = comparison
        .sides
        .iter()
        .filter(|side| side.inspection.is_none());
    let missing: Vec<String> = missing
        .map(|side| {
            let others = side.elsewhere.iter().map(|id| names::framework(id));
            let others: Vec<String> = others.collect();
            match others.as_slice() {
                [] => format!("{} (no inspection at all)", side.service.name),
                _ => format!(
                    "{} (inspected under {})",
                    side.service.name,
                    words::list(&others)
                ),
            }
        })
        .collect();
    if !missing.is_empty() {
        notices.push(format!(
            "No inspection under this framework is held for {}.",
            missing.join("; ")
        ));
    }
    notices
}

/// Which set of neighbours is shown, what it is not, and its source.
fn neighbours_in_words(wanted: &Wanted<'_>) -> Option<String> {
    let first = wanted.asked.services.first()?;
    let closest = published::neighbours(&first.id).into_iter().next()?;
    (wanted.with == With::Neighbours).then(|| {
        format!(
            "The neighbours are those of the council, closest first: {}, {}. They are not the families of services that the Youth Justice Board compares.",
            closest.set, closest.source
        )
    })
}

fn who(wanted: &Wanted<'_>) -> String {
    match (wanted.with, wanted.asked.services.first()) {
        (With::Region, Some(first)) => {
            format!("{}, beside the services of {}", first.name, first.region)
        }
        (With::Neighbours, Some(first)) => {
            format!("{}, beside its statistical neighbours", first.name)
        }
        _ => {
            let names: Vec<String> = wanted.services.iter().map(|own| own.name.clone()).collect();
            words::list(&names)
        }
    }
}

/// The others that have a place to mark.
fn marks(wanted: &Wanted<'_>, comparison: &Comparison) -> Vec<(String, String)> {
    let sides = comparison.sides.iter();
    let others = sides.filter(|side| {
        side.inspection.is_some() && wanted.marked.is_none_or(|own| own.id != side.service.id)
    });
    let links = others.map(|side| {
        let address = format!(
            "/compare?{}&mark={}#spread",
            wanted.again(),
            side.service.id
        );
        (side.service.name.clone(), address)
    });
    links.collect()
}
