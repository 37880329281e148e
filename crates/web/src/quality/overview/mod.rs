//! Opened by a journalist or an inspector who has an afternoon and wants to know what the published
//! inspections show as a whole: how many services have which rating, how far one was from Good, who
//! was rated Good with a standard that was Inadequate, and what holds services back. Every answer has
//! its figure, its sentence, its table and its files, and says what it cannot know.

pub(crate) mod asked;
mod below_good;
mod distance;
pub(crate) mod files;
mod good_with_inadequate;
mod ratings;

use askama::Template;
use axum::extract::Query as Pairs;
use axum::response::Response;
use quality::overview::Register;

use crate::front::problem::Problem;
use crate::page::{Choice, Crumb, HOME, Page, Section};

use crate::visit::Visit;
use asked::{Asked, framework_choices, named_services, service_choices};
use below_good::BelowView;
use distance::{Group, ServiceView};
use good_with_inadequate::GoodView;
use ratings::RatingsView;

pub(crate) use below_good::by_year;
pub(crate) use ratings::labels;

/// `GET /overview`
pub(crate) async fn show(
    visit: Visit,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let register = read(&visit, &pairs).await?;
    visit.html(&Overview::new(&register, &Asked::read(&pairs, &register)?))
}

/// The register, with the services that the address names in the trail.
pub(crate) async fn read(visit: &Visit, pairs: &[(String, String)]) -> Result<Register, Problem> {
    let about = named_services(pairs);
    Ok(quality::overview::read(&visit.door, &visit.asker, &about).await?)
}

/// The page.
#[derive(Template)]
#[template(path = "quality/overview.html")]
pub(crate) struct Overview {
    page: Page,
    crumbs: [Crumb; 1],
    /// Whether no inspection is held at all.
    empty: bool,
    framework: String,
    framework_id: String,
    year: Option<i16>,
    frameworks: Vec<Choice>,
    services: Vec<Choice>,
    unknown: Vec<String>,
    ratings: RatingsView,
    distances: Vec<ServiceView>,
    closest: Vec<Group>,
    good: GoodView,
    below: Option<BelowView>,
    /// What the files of the last section are asked with.
    files: String,
    /// The same with the services.
    distance_files: String,
}

impl Overview {
    /// The page for what was asked.
    pub(crate) fn new(register: &Register, asked: &Asked<'_>) -> Self {
        let framework = asked.framework;
        let services = asked.services.iter();
        let files = asked.framework_and_year();
        let distance_files = match asked.services.as_slice() {
            [] => format!("framework={}", framework.id()),
            _ => asked.services_again(),
        };
        Overview {
            page: Page::first("What the register shows", Section::Overview),
            crumbs: [HOME],
            empty: register.inspections().is_empty(),
            framework: framework.title().to_owned(),
            framework_id: framework.id().to_owned(),
            year: asked.year,
            frameworks: framework_choices(framework),
            services: service_choices(register, asked.services.first().map(|own| own.id.as_str())),
            unknown: asked.unknown.clone(),
            ratings: ratings::view(register, framework),
            distances: services.map(|own| distance::view(register, own)).collect(),
            closest: distance::closest(register, framework),
            good: good_with_inadequate::view(register),
            below: below_good::view(register, framework, asked.year),
            files,
            distance_files,
        }
    }
}
