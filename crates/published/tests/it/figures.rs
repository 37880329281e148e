//! The published performance figures.

use std::collections::{BTreeMap, BTreeSet};

use published::{AreaType, Figure, Topic, contradictions, figures, service_named, services};

/// Figures of an area, of one measure, as period and value.
fn values(area: &str, measure: &str) -> Vec<(&'static str, &'static str)> {
    figures()
        .iter()
        .filter(|figure| figure.of() == area && figure.measure == measure)
        .map(|figure| (figure.period.as_str(), figure.value.as_str()))
        .collect()
}

#[test]
fn every_figure_has_a_number_a_unit_a_period_and_a_source() {
    for figure in figures() {
        assert!(figure.number().is_finite(), "{figure:?}");
        for text in [
            &figure.measure,
            &figure.unit,
            &figure.period,
            &figure.source,
        ] {
            assert!(!text.is_empty(), "{figure:?}");
        }
        let paper = figure
            .source
            .starts_with("East Sussex County Council, Cabinet");
        assert!(figure.source.contains("://") || paper, "{figure:?}");
    }
}

#[test]
fn every_area_is_a_service_a_region_or_said_to_be_something_else() {
    let regions: BTreeSet<&str> = services().iter().map(|own| own.region.as_str()).collect();
    for figure in figures() {
        let area = figure.area.as_str();
        let known = match figure.area_type {
            AreaType::Service => service_named(area).is_some_and(|own| own.name == area),
            AreaType::Region => regions.contains(area),
            AreaType::National => area == "England and Wales",
            AreaType::PoliceArea => area == "London",
            AreaType::County => area == "Lancashire",
        };
        assert!(known, "{area} is no {}", figure.area_type.code());
    }
}

#[test]
fn so_many_figures_are_held_of_each_topic() {
    let mut numbers = BTreeMap::new();
    for figure in figures() {
        *numbers.entry(figure.topic).or_insert(0) += 1;
    }
    let expected = [
        (Topic::FirstTimeEntrants, 193),
        (Topic::Reoffending, 307),
        (Topic::Custody, 10),
        (Topic::Offences, 208),
        (Topic::Children, 8),
        (Topic::Money, 137),
        (Topic::Inspection, 12),
        (Topic::Context, 42),
    ];
    assert_eq!(numbers, expected.into());
    assert_eq!(Topic::ALL, expected.map(|(topic, _)| topic));
}

#[test]
fn no_figure_stands_twice() {
    let keys: BTreeSet<_> = figures()
        .iter()
        .map(|figure| {
            (
                (&figure.area, figure.area_type.code(), figure.of()),
                (&figure.measure, &figure.period, &figure.unit),
                (&figure.source, &figure.vintage, &figure.value),
            )
        })
        .collect();
    assert_eq!(keys.len(), figures().len());
}

/// The values that the reference to the measures prints, release of April 2026.
#[test]
fn entrants_of_medway_kent_and_bexley_are_those_that_are_printed() {
    let measure = "First time entrant rate, children aged 10 to 17";
    for (area, printed) in [
        (
            "Kent",
            [
                "220", "195", "145", "129", "161", "139", "162", "182", "148",
            ],
        ),
        (
            "Medway",
            [
                "261", "222", "259", "168", "134", "116", "216", "209", "193",
            ],
        ),
        (
            "Bexley",
            [
                "397", "235", "274", "243", "218", "171", "134", "174", "141",
            ],
        ),
    ] {
        let held: Vec<&str> = values(area, measure)
            .iter()
            .map(|(_, value)| *value)
            .collect();
        assert_eq!(held, printed, "{area}");
    }
}

/// What a source leaves out has no row: Bexley's younger children of three years.
#[test]
fn a_suppressed_value_is_absent_and_never_a_zero() {
    let held = values("Bexley", "Reoffending binary rate, ages 10 to 14");
    let periods: Vec<&str> = held.iter().map(|(period, _)| *period).collect();
    assert_eq!(periods, ["2016", "2017", "2018", "2019", "2020", "2023"]);
}

fn figure(area: &str, measure: &str, period: &str) -> &'static Figure {
    figures()
        .iter()
        .find(|figure| figure.of() == area && figure.measure == measure && figure.period == period)
        .expect("a figure")
}

/// Series are joined only where nothing but area and period differs.
#[test]
fn figures_of_other_measures_units_sources_or_releases_are_other_series() {
    let entrants = "First time entrant rate, children aged 10 to 17";
    let children = "Children cautioned or sentenced, rate";
    let medway = figure("Medway", entrants, "year ending December 2024");
    assert!(medway.same_series(figure("South East", entrants, "year ending December 2016")));
    for (what, one, other) in [
        (
            "the police computer and a plan’s own figures",
            medway,
            figure("Buckinghamshire", entrants, "2024-01 to 2024-12"),
        ),
        (
            "per 1,000 and per 10,000",
            figure("Medway", children, "2021-22"),
            figure("Medway", children, "2024-25"),
        ),
        (
            "two releases",
            figure("Medway", children, "2020-21"),
            figure("Medway", children, "2021-22"),
        ),
        (
            "the official rate and the local tracker",
            figure("West Sussex", "Reoffending binary rate", "2018-19 Q2"),
            figure(
                "West Sussex",
                "Reoffending binary rate, local live tracker",
                "2018-19 Q2",
            ),
        ),
    ] {
        assert!(!one.same_series(other), "{what}");
    }
}

#[test]
fn one_period_in_two_spellings_is_one_period() {
    let with = |period: &str, kind: &str| Figure {
        period: period.to_owned(),
        period_type: kind.to_owned(),
        ..figures()[0].clone()
    };
    for (period, kind, months) in [
        (
            "2024-01 to 2024-12",
            "twelve months",
            Some(("2024-01", "2024-12")),
        ),
        (
            "year ending December 2024",
            "year ending December",
            Some(("2024-01", "2024-12")),
        ),
        ("2024", "year", Some(("2024-01", "2024-12"))),
        (
            "year ending March 2023",
            "year ending March",
            Some(("2022-04", "2023-03")),
        ),
        ("2022-23", "financial year", Some(("2022-04", "2023-03"))),
        ("2018-19 Q2", "quarter", Some(("2018-07", "2018-09"))),
        ("2018-19 Q4", "quarter", Some(("2019-01", "2019-03"))),
        ("2015-07", "month", Some(("2015-07", "2015-07"))),
        // Neither the calendar nor the financial year is certain.
        (
            "2016",
            "single year label; financial year per source dictionary",
            None,
        ),
        ("2015-05", "publication date; period not stated", None),
        ("2018-19 Q5", "quarter", None),
    ] {
        let span = with(period, kind).span();
        let span = span
            .as_ref()
            .map(|(first, last)| (first.as_str(), last.as_str()));
        assert_eq!(span, months, "{period}, {kind}");
    }
}

/// The South East in 2024: 140 in a plan, 117 in the Department's tool; neither is hidden.
#[test]
fn two_printed_values_for_one_figure_are_found() {
    let found: Vec<(&str, Vec<&str>)> = contradictions()
        .iter()
        .map(|group| {
            let values = group.iter().map(|figure| figure.value.as_str());
            (group[0].of(), values.collect())
        })
        .collect();
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(
        found.contains(&("South East", vec!["140", "117"])),
        "{found:?}"
    );
    assert!(
        found.contains(&("South East", vec!["170", "139"])),
        "{found:?}"
    );
}
