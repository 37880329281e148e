//! What the addresses of the overview and of comparisons ask for, and what their forms offer.

use quality::inspections::Service;
use quality::overview::Register;
use rating::Framework;

use crate::front::problem::Problem;
use crate::limits::{SEARCH_CHARS, SERVICES_CHOSEN};
use crate::page::Choice;

/// What an address asks for. What it does not understand it leaves out, so that an old bookmark
/// still gives a page; a service that nobody knows is named.
pub(crate) struct Asked<'r> {
    /// The framework; without one in the address, that with the most inspections.
    pub(crate) framework: &'static Framework,
    /// A year of publication.
    pub(crate) year: Option<i16>,
    /// Services, in the order in which they are named.
    pub(crate) services: Vec<&'r Service>,
    /// Names that no service has.
    pub(crate) unknown: Vec<String>,
}

impl<'r> Asked<'r> {
    /// Reads the pairs of an address.
    pub(crate) fn read(
        pairs: &[(String, String)],
        register: &'r Register,
    ) -> Result<Self, Problem> {
        let named = values(pairs, "framework");
        let named = frameworks().find(|framework| named.contains(&framework.id()));
        // The first of several with as many is the newest.
        let largest =
            || frameworks().min_by_key(|own| std::cmp::Reverse(register.under(own).len()));
        let framework = named
            .or_else(largest)
            .ok_or_else(|| Problem::Fault("no framework ends in an overall rating".to_owned()))?;
        let year = values(pairs, "year");
        let mut asked = Asked {
            framework,
            year: year.iter().find_map(|year| year.parse().ok()),
            services: Vec::new(),
            unknown: Vec::new(),
        };
        for text in values(pairs, "service").into_iter().take(SERVICES_CHOSEN) {
            match register.service(text) {
                Some(service) if asked.services.contains(&service) => {}
                Some(service) => asked.services.push(service),
                None => asked
                    .unknown
                    .push(text.chars().take(SEARCH_CHARS).collect()),
            }
        }
        Ok(asked)
    }

    /// The pairs that ask for the framework and the year again, as they stand in an address.
    pub(crate) fn framework_and_year(&self) -> String {
        let framework = format!("framework={}", self.framework.id());
        match self.year {
            Some(year) => format!("{framework}&year={year}"),
            None => framework,
        }
    }

    /// The pairs that ask for the services again; ids need no escape in an address.
    pub(crate) fn services_again(&self) -> String {
        let services = self.services.iter();
        let pairs: Vec<String> = services.map(|own| format!("service={}", own.id)).collect();
        pairs.join("&")
    }
}

/// The services that an address names, for the trail; ids and names alike.
pub(crate) fn named_services(pairs: &[(String, String)]) -> Vec<&str> {
    let named = values(pairs, "service").into_iter();
    named.take(SERVICES_CHOSEN).collect()
}

/// The values that an address gives a name, each once and in order.
pub(crate) fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let mut values: Vec<&str> = Vec::new();
    for (key, value) in pairs {
        let value = value.trim();
        if key == name && !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Frameworks about which these pages can be asked: those that end in an overall rating, newest
/// first.
fn frameworks() -> impl Iterator<Item = &'static Framework> {
    let all = rules::frameworks().iter().rev();
    all.filter(|framework| framework.result().overall)
}

/// The frameworks to choose from.
pub(crate) fn framework_choices(chosen: &Framework) -> Vec<Choice> {
    let choices = frameworks().map(|framework| {
        choice(
            framework.id(),
            framework.title(),
            chosen.id() == framework.id(),
        )
    });
    choices.collect()
}

/// The services to choose from, by name, after a line that chooses none.
pub(crate) fn service_choices(register: &Register, chosen: Option<&str>) -> Vec<Choice> {
    let mut services: Vec<&Service> = register.services().iter().collect();
    services.sort_by(|one, other| one.name.cmp(&other.name));
    let none = choice("", "No service", chosen.is_none());
    let services = services
        .into_iter()
        .map(|service| choice(&service.id, &service.name, chosen == Some(&service.id)));
    std::iter::once(none).chain(services).collect()
}

/// One line of a list.
pub(crate) fn choice(value: &str, text: &str, chosen: bool) -> Choice {
    Choice {
        chosen,
        ..Choice::new(value, text)
    }
}
