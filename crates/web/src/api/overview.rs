//! What the register as a whole shows: the same four answers as the page and the commands.

use axum::response::Response;
use quality::inspections::{Row, Service};
use quality::overview::{
    self, Distance, GoodWithInadequate, Numbers, RatingsUnder, Register, StandardBelow,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Asked, Fault};
use crate::visit::Visit;

/// A rating with how many have it.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatingNumber {
    /// The framework's word.
    #[schema(example = "requires_improvement")]
    rating: String,
    /// How many.
    number: u32,
}

/// How many have which rating; the numbers and `without` add up to `counted`.
#[derive(Serialize, ToSchema)]
pub(crate) struct NumbersAnswer {
    /// How many there are.
    counted: u32,
    /// Each word of the framework, worst first.
    ratings: Vec<RatingNumber>,
    /// How many have no overall rating that is known.
    without: u32,
}

/// The overall ratings under one framework.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatingsAnswer {
    /// Its code.
    #[schema(example = "hmip-2018")]
    framework: String,
    /// Whether an inspection under it ends in an overall rating at all.
    has_overall: bool,
    /// Services by their latest inspection under this framework, each counted once.
    services: NumbersAnswer,
    /// All inspections under this framework, each counted.
    inspections: NumbersAnswer,
    /// How many of the inspections are pilots.
    pilots: u32,
}

/// The way to a better rating.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepAnswer {
    /// The rating, in the framework's word.
    rating: String,
    /// Points that are missing.
    points: u32,
    /// The fewest standards that would have to rise, at least.
    standards_at_least: u32,
    /// The fewest standards that would have to rise, at most; equal to `standards_at_least` where
    /// what is known settles it.
    standards_at_most: u32,
}

/// How far an inspection was from other ratings.
#[derive(Serialize, ToSchema)]
pub(crate) struct DistanceAnswer {
    /// The inspection.
    inspection: Row,
    /// Points; null where that cannot be known.
    total: Option<u32>,
    /// Out of.
    maximum: Option<u32>,
    /// The overall rating of that score.
    overall: Option<String>,
    /// The next rating; null at the top.
    next: Option<StepAnswer>,
    /// Good; null for what is Good or better.
    good: Option<StepAnswer>,
    /// The fewest points whose loss leads to the rating below; null at the bottom.
    points_to_lose: Option<u32>,
    /// Why nothing can be known: `no_points`, `no_total` or `not_worked`; null where it can.
    why_unknown: Option<&'static str>,
}

/// How often one standard was below Good.
#[derive(Serialize, ToSchema)]
pub(crate) struct StandardBelowAnswer {
    /// The standard's id.
    #[schema(example = "2.2")]
    standard: String,
    /// How often it was below Good.
    below: u32,
    /// How often its rating is known.
    known: u32,
    /// The share below Good among what is known, as a whole per cent; null where nothing is known.
    percent: Option<u32>,
    /// How often it applied and was not rated.
    not_rated: u32,
    /// How often it did not apply, because inspections of that type do not rate it.
    not_applicable: u32,
    /// How often nothing is known of it.
    not_known: u32,
}

/// How often the standards of a framework were below Good, the one most often first.
#[derive(Serialize, ToSchema)]
pub(crate) struct BelowGoodAnswer {
    /// Framework code.
    #[schema(example = "hmip-2021")]
    framework: String,
    /// The year of publication that this is about; null for all of them.
    year: Option<i16>,
    /// How many inspections this is about.
    inspections: u32,
    /// How many services were inspected in these.
    services: u32,
    /// How many services are held, inspected or not.
    services_held: u32,
    /// The standards.
    standards: Vec<StandardBelowAnswer>,
}

/// How many services, and how many inspections, have which overall rating under each framework.
#[utoipa::path(
    get,
    path = "/api/v1/overview/ratings",
    tag = "Overview",
    params(("framework" = Option<String>, Query, description = "One framework alone", example = "hmip-2018")),
    responses(
        (status = 200, description = "One entry a framework", body = Vec<RatingsAnswer>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn ratings(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&["framework"])?;
    let framework = asked.framework()?;
    let register = read(&visit, &[]).await?;
    let all = overview::ratings(&register).frameworks.into_iter();
    let wanted = all.filter(|own| framework.is_none_or(|f| f.id() == own.framework));
    let answers: Vec<RatingsAnswer> = wanted.map(ratings_answer).collect();
    asked.answer(&answers)
}

/// How far the latest inspection of each named service was from the next rating and from Good.
#[utoipa::path(
    get,
    path = "/api/v1/overview/distance",
    tag = "Overview",
    params(("service" = Vec<String>, Query, description = "A service's id or name; may be given again", example = json!(["medway"]))),
    responses(
        (status = 200, description = "One entry a service, in the order asked for", body = Vec<DistanceAnswer>),
        Answer,
        Fault,
    )
)]
pub(crate) async fn distance(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&["service"])?;
    let names = asked.services(1)?;
    let register = read(&visit, &names).await?;
    let mut answers = Vec::new();
    for name in &names {
        let service = service(&register, name)?;
        let inspections = register.of_service(&service.id);
        let latest = inspections.first().ok_or_else(|| {
            Fault::parameter(
                "service",
                format!("No inspection of {} is held.", service.name),
                "Ask about a service of which one is held.",
            )
        })?;
        answers.push(distance_answer(overview::distance(latest)));
    }
    asked.answer(&answers)
}

/// Every inspection rated Good with a standard that was Inadequate.
#[utoipa::path(
    get,
    path = "/api/v1/overview/good-with-inadequate",
    tag = "Overview",
    responses(
        (status = 200, description = "The inspections, and how far they can be known", body = GoodWithInadequate),
        Answer,
        Fault,
    )
)]
pub(crate) async fn good_with_inadequate(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&[])?;
    asked.answer(&overview::good_with_inadequate(&read(&visit, &[]).await?))
}

/// How often each standard of a framework was below Good, the one most often first.
#[utoipa::path(
    get,
    path = "/api/v1/overview/below-good",
    tag = "Overview",
    params(
        ("framework" = String, Query, description = "The framework's code", example = "hmip-2021"),
        ("year" = Option<i16>, Query, description = "The year of publication alone", example = 2023),
    ),
    responses(
        (status = 200, description = "The standards", body = BelowGoodAnswer),
        Answer,
        Fault,
    )
)]
pub(crate) async fn below_good(visit: Visit, asked: Asked) -> Result<Response, Fault> {
    asked.only(&["framework", "year"])?;
    let framework =
        asked.needed_framework("Standards of different frameworks are never counted together.")?;
    let year = asked.number("year", 1998..=2200)?;
    let found =
        overview::below_good(&read(&visit, &[]).await?, framework, year).ok_or_else(|| {
            Fault::parameter(
                "framework",
                "This framework has no rating called Good.",
                "Ask about one that rates standards from Inadequate to Outstanding.",
            )
        })?;
    asked.answer(&BelowGoodAnswer {
        framework: found.framework,
        year: found.year,
        inspections: found.inspections,
        services: found.services,
        services_held: found.services_held,
        standards: found.standards.into_iter().map(standard_below).collect(),
    })
}

/// The register for an answer about some services; the trail names those that are held.
pub(super) async fn read(visit: &Visit, services: &[String]) -> Result<Register, Fault> {
    let about: Vec<&str> = services.iter().map(String::as_str).collect();
    Ok(overview::read(&visit.door, &visit.asker, &about).await?)
}

/// A service by its id or name.
pub(super) fn service<'r>(register: &'r Register, name: &str) -> Result<&'r Service, Fault> {
    register.service(name).ok_or_else(|| {
        Fault::parameter(
            "service",
            "A service with this id or name is not held.",
            "Take ids from /api/v1/services.",
        )
    })
}

fn ratings_answer(under: RatingsUnder) -> RatingsAnswer {
    RatingsAnswer {
        framework: under.framework,
        has_overall: under.has_overall,
        services: numbers(under.services),
        inspections: numbers(under.inspections),
        pilots: under.pilots,
    }
}

fn numbers(numbers: Numbers) -> NumbersAnswer {
    let ratings = numbers.ratings.into_iter();
    NumbersAnswer {
        counted: numbers.counted,
        ratings: ratings
            .map(|(rating, number)| RatingNumber { rating, number })
            .collect(),
        without: numbers.without,
    }
}

fn distance_answer(distance: Distance) -> DistanceAnswer {
    let why_unknown = distance.why_unknown.as_ref().map(|why| match why {
        overview::WhyUnknown::NoPoints => "no_points",
        overview::WhyUnknown::NoTotal { .. } => "no_total",
        overview::WhyUnknown::NotWorked => "not_worked",
    });
    let standing = distance.standing;
    let standing = standing.as_ref();
    DistanceAnswer {
        inspection: distance.inspection,
        total: standing.map(|own| own.total),
        maximum: standing.map(|own| own.maximum),
        overall: standing.map(|own| own.overall.clone()),
        next: standing.and_then(|own| own.next.as_ref()).map(step),
        good: standing.and_then(|own| own.good.as_ref()).map(step),
        points_to_lose: standing
            .and_then(|own| own.below.as_ref())
            .map(|(_, points)| *points),
        why_unknown,
    }
}

fn step(step: &overview::Step) -> StepAnswer {
    let [least, most] = step.standards;
    StepAnswer {
        rating: step.rating.clone(),
        points: step.points,
        standards_at_least: least,
        standards_at_most: most,
    }
}

fn standard_below(own: StandardBelow) -> StandardBelowAnswer {
    StandardBelowAnswer {
        percent: own.percent(),
        standard: own.standard,
        below: own.below,
        known: own.known,
        not_rated: own.not_rated,
        not_applicable: own.not_applicable,
        not_known: own.not_known,
    }
}
