//! The published figures of a service: what stands in one line, and what never does.

use published::Topic;
use quality::inspections::Service;
use quality::services::{FigureSeries, conflicts, figures};

fn service(id: &str) -> Service {
    let known = published::services().iter().find(|own| own.id == id);
    let known = known.expect("a service");
    Service {
        id: known.id.clone(),
        name: known.name.clone(),
        region: known.region.clone(),
    }
}

fn series(service: &Service, id: &str) -> FigureSeries {
    let found = figures(service).into_iter().find(|own| own.id == id);
    found.unwrap_or_else(|| panic!("{} has no series {id}", service.name))
}

/// Area and values of each line, a dash for a value that the source does not give.
fn lines(series: &FigureSeries) -> Vec<(&str, Vec<&str>)> {
    let traces = series.traces.iter().map(|trace| {
        let values = trace.figures.iter();
        let values = values.map(|own| own.map_or("-", |figure| figure.value.as_str()));
        (trace.area.as_str(), values.collect())
    });
    traces.collect()
}

#[test]
fn medways_entrants_stand_beside_its_regions_of_the_same_release() {
    let own = series(
        &service("medway"),
        "first-time-entrant-rate-children-aged-10-to-17",
    );
    assert_eq!(
        lines(&own),
        [
            (
                "Medway",
                vec![
                    "261", "222", "259", "168", "134", "116", "216", "209", "193"
                ]
            ),
            (
                "South East",
                vec![
                    "237", "217", "173", "172", "161", "136", "137", "139", "117"
                ]
            ),
        ]
    );
    let example = own.example().expect("a figure");
    assert_eq!(example.series.as_deref(), Some("fte-police"));
    assert_eq!(own.periods[0], "year ending December 2016");
    assert_eq!(own.topic, Topic::FirstTimeEntrants);
}

/// Bexley’s younger children of 2021, 2022 and 2024 are not given; London’s are.
#[test]
fn a_value_that_is_not_given_is_a_gap() {
    let own = series(&service("bexley"), "reoffending-binary-rate-ages-10-to-14");
    let lines = lines(&own);
    assert_eq!(
        lines[0],
        (
            "Bexley",
            vec![
                "22.22", "23.53", "30.00", "33.33", "26.09", "-", "-", "22.73", "-"
            ]
        )
    );
    assert_eq!(lines[1].0, "London");
    assert_eq!(own.missing(), ["2021", "2022", "2024"]);
}

/// One measure, three series: two releases per 1,000, and one per 10,000.
#[test]
fn units_and_releases_are_never_joined() {
    let kent = service("kent");
    let found = figures(&kent);
    let rates: Vec<_> = found
        .iter()
        .filter(|own| own.measure() == Some("Children cautioned or sentenced, rate"))
        .map(|own| {
            let example = own.example().expect("a figure");
            (
                own.id.as_str(),
                example.unit.as_str(),
                lines(own)[0].1.clone(),
            )
        })
        .collect();
    assert_eq!(
        rates,
        [
            (
                "children-cautioned-or-sentenced-rate",
                "per 1,000 aged 10-17",
                vec!["3.3"]
            ),
            (
                "children-cautioned-or-sentenced-rate-2",
                "per 1,000 aged 10-17",
                vec!["2.2"]
            ),
            (
                "children-cautioned-or-sentenced-rate-3",
                "per 10,000 aged 10-17",
                vec!["26.4"]
            ),
        ]
    );
}

/// West Sussex: the official rate and the live tracker of the same quarter.
#[test]
fn the_official_rate_and_the_local_tracker_are_two_series() {
    let own = service("west-sussex");
    for found in figures(&own) {
        let names: Vec<_> = found
            .traces
            .iter()
            .flat_map(|trace| &trace.figures)
            .flatten()
            .collect();
        assert!(
            names.windows(2).all(|pair| pair[0].same_series(pair[1])),
            "{}",
            found.id
        );
    }
    let official = series(&own, "reoffending-binary-rate");
    let tracker = series(&own, "reoffending-binary-rate-local-live-tracker-2");
    assert_eq!(lines(&official), [("West Sussex", vec!["41.2", "33.8"])]);
    assert_eq!(lines(&tracker), [("West Sussex", vec!["22"])]);
    assert_eq!(conflicts(&own).len(), 1);
}

/// The county of Lancashire holds three services; its numbers are not the service's own.
#[test]
fn a_county_is_not_taken_for_the_service_of_its_name() {
    let own = service("lancashire");
    for found in figures(&own) {
        assert_eq!(found.traces[0].area, "Lancashire (county)", "{}", found.id);
    }
    assert_eq!(conflicts(&own).len(), 2);
}

#[test]
fn a_plans_comparators_stand_beside_its_own_figures() {
    let own = service("buckinghamshire");
    let found = figures(&own);
    let plan = found
        .iter()
        .find(|own| {
            own.example()
                .is_some_and(|figure| figure.source.contains("familyinfo"))
        })
        .expect("the plan");
    let areas: Vec<&str> = plan
        .traces
        .iter()
        .map(|trace| trace.area.as_str())
        .collect();
    assert_eq!(
        areas,
        [
            "Buckinghamshire",
            "Thames Valley",
            "South East",
            "National",
            "Youth Justice Service family"
        ]
    );
}

#[test]
fn a_service_without_published_figures_has_none() {
    assert_eq!(figures(&service("barnsley")), []);
    assert_eq!(conflicts(&service("barnsley")).len(), 0);
}

/// Every figure of a service or a county is shown on that service's page, once.
#[test]
fn no_local_figure_is_lost() {
    let shown: usize = published::services()
        .iter()
        .map(|own| {
            let name = own.name.as_str();
            let series = figures(&service(&own.id));
            let all = series.iter().flat_map(|series| &series.traces);
            let all = all.flat_map(|trace| &trace.figures).flatten();
            all.filter(|figure| figure.area == name).count()
        })
        .sum();
    let local = published::figures().iter().filter(|figure| {
        matches!(
            figure.area_type,
            published::AreaType::Service | published::AreaType::County
        )
    });
    assert_eq!(shown, local.count());
}

#[test]
fn series_of_a_service_have_names_of_their_own() {
    for known in published::services() {
        let found = figures(&service(&known.id));
        let mut ids: Vec<&str> = found.iter().map(|own| own.id.as_str()).collect();
        ids.sort_unstable();
        let number = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), number, "{}", known.id);
        assert!(found.is_sorted_by_key(|own| own.topic));
    }
}
