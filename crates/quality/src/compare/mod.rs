//! Services side by side under one framework: who had which rating of what, and where they differ.
//!
//! Everything here is a pure function over the [`Register`](crate::overview::Register); under
//! another framework a service may stand otherwise, and the two are never put together (ALL-2).

use std::collections::BTreeSet;

use rating::Framework;
use serde::Serialize;
use utoipa::ToSchema;

use crate::inspections::{Inspection, RatingState, Row, Service};
use crate::overview::Register;

/// Services beside each other under one framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SideBySide)]
pub struct Comparison {
    /// Framework code.
    pub framework: String,
    /// The services, in the order in which they were asked for, each once.
    pub sides: Vec<Side>,
    /// Every standard of the framework, in its order.
    pub standards: Vec<Line>,
}

/// One service of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedService)]
pub struct Side {
    /// The service.
    pub service: Service,
    /// Its latest inspection under the framework; none where it has none that is held.
    pub inspection: Option<Row>,
    /// How many earlier inspections under the framework are held.
    pub earlier: u32,
    /// Other frameworks under which an inspection of it is held, oldest first.
    pub elsewhere: Vec<String>,
}

/// One standard across the services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedStandard)]
pub struct Line {
    /// The standard's id.
    pub standard: String,
    /// What is known of it at each side; none where nothing is, or where the service has no
    /// inspection.
    pub ratings: Vec<Option<RatingState>>,
    /// Whether the ratings differ.
    pub difference: Difference,
}

/// Whether the services that have an inspection differ in a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// Every one has a rating, and all are the same.
    Same,
    /// At least two ratings are known and not the same.
    Differ,
    /// The ratings that are known do not differ, and not all are known; or there is only one side.
    NotKnown,
}

/// Sets services beside each other, each with its latest inspection under the framework.
#[must_use]
pub fn compare(register: &Register, framework: &Framework, services: &[&Service]) -> Comparison {
    let mut seen = BTreeSet::new();
    let services = services.iter().filter(|own| seen.insert(own.id.as_str()));
    let (sides, inspections): (Vec<Side>, Vec<Option<&Inspection>>) = services
        .map(|service| side(register, framework, service))
        .unzip();
    let standards = framework.standards().iter();
    Comparison {
        framework: framework.id().to_owned(),
        sides,
        standards: standards.map(|own| line(&own.id, &inspections)).collect(),
    }
}

/// A service and the others of its region, by id, itself first.
#[must_use]
pub fn of_region<'r>(register: &'r Register, service: &'r Service) -> Vec<&'r Service> {
    let others = register.services().iter();
    let others = others.filter(|own| own.region == service.region && own.id != service.id);
    std::iter::once(service).chain(others).collect()
}

/// A service and its published statistical neighbours, closest first, itself first; the service
/// alone where no set is held. A service that covers several neighbouring councils stands once.
#[must_use]
pub fn neighbours<'r>(register: &'r Register, service: &'r Service) -> Vec<&'r Service> {
    let mut found = vec![service];
    for neighbour in published::neighbours(&service.id) {
        let own = register.services().iter();
        let mut own = own.filter(|own| own.id == neighbour.council_service);
        if let Some(own) = own.next().filter(|own| !found.contains(own)) {
            found.push(own);
        }
    }
    found
}

fn side<'r>(
    register: &'r Register,
    framework: &Framework,
    service: &Service,
) -> (Side, Option<&'r Inspection>) {
    let all = register.of_service(&service.id);
    let own: Vec<&Inspection> = all
        .iter()
        .copied()
        .filter(|own| own.row.framework == framework.id())
        .collect();
    let others = rules::frameworks().iter().filter(|other| {
        other.id() != framework.id() && all.iter().any(|own| own.row.framework == other.id())
    });
    let latest = own.first().copied();
    let side = Side {
        service: service.clone(),
        inspection: latest.map(|own| own.row.clone()),
        earlier: u32::try_from(own.len().saturating_sub(1)).unwrap_or(u32::MAX),
        elsewhere: others.map(|other| other.id().to_owned()).collect(),
    };
    (side, latest)
}

fn line(standard: &str, sides: &[Option<&Inspection>]) -> Line {
    let ratings: Vec<Option<RatingState>> = sides
        .iter()
        .map(|own| own.and_then(|own| own.ratings.get(standard)).cloned())
        .collect();
    let words: BTreeSet<&str> = ratings.iter().flatten().filter_map(word).collect();
    let known = ratings.iter().flatten().filter_map(word).count();
    let inspected = sides.iter().flatten().count();
    let difference = match words.len() {
        0 => Difference::NotKnown,
        1 if known == inspected && known > 1 => Difference::Same,
        1 => Difference::NotKnown,
        _ => Difference::Differ,
    };
    Line {
        standard: standard.to_owned(),
        ratings,
        difference,
    }
}

fn word(state: &RatingState) -> Option<&str> {
    match state {
        RatingState::Rated { rating, .. } => Some(rating),
        RatingState::NotRated => None,
    }
}
