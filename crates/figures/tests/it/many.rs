//! Whatever the words and numbers are: no label is cut off, nothing is drawn that is not a number,
//! and the table holds what was given.

use figures::{
    Chart, Distribution, Dot, Dots, Interval, Line, Lines, Point, Series, Shape, Spread,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::drawing::{assert_nothing_is_cut_off, assert_well_formed, words};

/// Values that a careless caller could hand over too.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        0.0..100.0_f64,
        -50.0..50.0_f64,
        any::<f64>(),
        Just(0.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::MAX),
        Just(f64::MIN_POSITIVE),
        Just(1e15),
        Just(0.1 + 1e-12),
    ]
}

fn interval() -> impl Strategy<Value = Option<Interval>> {
    option::of((value(), value()).prop_map(|(low, high)| Interval { low, high }))
}

fn any_distribution() -> impl Strategy<Value = Distribution> {
    let number = prop_oneof![0_u32..40, Just(0), any::<u32>()];
    let row = (
        words(),
        words(),
        vec(number.clone(), 0..6),
        number,
        option::of(0_usize..6),
    );
    (
        words(),
        vec(words(), 0..6),
        vec(row, 0..8),
        option::of(words()),
    )
        .prop_map(|(title, levels, rows, chosen)| Distribution {
            title,
            of: "Standard".to_owned(),
            levels,
            rows: rows
                .into_iter()
                .map(|(id, label, counts, without, chosen)| Spread {
                    id,
                    label,
                    counts,
                    without,
                    chosen,
                })
                .collect(),
            chosen,
            counted: "services".to_owned(),
        })
}

fn any_lines() -> impl Strategy<Value = Lines> {
    let mark = option::of(prop_oneof![Just("[p]".to_owned()), words()]);
    let point = option::of(
        (value(), interval(), mark).prop_map(|(value, interval, mark)| Point {
            value,
            interval,
            mark,
        }),
    );
    let series = (words(), vec(point, 0..30)).prop_map(|(name, points)| Series { name, points });
    let periods = prop_oneof![vec(Just("2022/23".to_owned()), 0..30), vec(words(), 0..6),];
    (words(), words(), periods, vec(series, 0..7), 0_u8..4).prop_map(
        |(title, unit, periods, series, decimals)| Lines {
            title,
            unit,
            periods,
            series,
            decimals,
        },
    )
}

fn any_dots() -> impl Strategy<Value = Dots> {
    let row = (
        words(),
        option::of(value()),
        interval(),
        option::of(any::<(u32, u32)>()),
        any::<bool>(),
    )
        .prop_map(|(label, value, interval, counts, chosen)| Dot {
            label,
            value,
            interval,
            counts,
            chosen,
        });
    let reference = option::of((value(), words()).prop_map(|(value, name)| Line { value, name }));
    (words(), words(), vec(row, 0..20), reference, 0_u8..4).prop_map(
        |(title, unit, rows, reference, decimals)| Dots {
            title,
            of: "Service".to_owned(),
            unit,
            rows,
            reference,
            decimals,
        },
    )
}

/// What holds for a figure of any kind.
fn assert_sound(chart: &dyn Chart) {
    for shape in [Shape::Wide, Shape::Narrow] {
        let svg = chart.svg(shape, "x");
        assert_well_formed(&svg);
        assert_nothing_is_cut_off(&svg, shape);
    }
    let table = chart.table();
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "a cell a column");
    }
    let lines = csv::ReaderBuilder::new()
        .has_headers(true)
        .from_reader(chart.csv().as_bytes())
        .into_records()
        .count();
    assert_eq!(lines, table.rows.len(), "a record a row");
    assert!(!chart.sentence().is_empty());
}

proptest! {
    #[test]
    fn a_distribution_is_sound(chart in any_distribution()) {
        assert_sound(&chart);
        let table = chart.table();
        prop_assert_eq!(table.rows.len(), chart.rows.len());
        for (cells, row) in table.rows.iter().zip(&chart.rows) {
            for level in 0..chart.levels.len() {
                let given = row.counts.get(level).copied().unwrap_or(0);
                prop_assert_eq!(&cells[1 + level], &given.to_string());
            }
        }
    }

    #[test]
    fn lines_are_sound(chart in any_lines()) {
        assert_sound(&chart);
        prop_assert_eq!(chart.table().rows.len(), chart.periods.len());
    }

    #[test]
    fn dots_are_sound(chart in any_dots()) {
        assert_sound(&chart);
        let references = usize::from(chart.reference.is_some());
        prop_assert_eq!(chart.table().rows.len(), chart.rows.len() + references);
    }

    /// A value that can be written is in the table as it was given.
    #[test]
    fn the_table_holds_the_values(values in vec(option::of(-9999_i32..9999), 1..12)) {
        let dots = Dots {
            title: "Values".to_owned(),
            of: "Service".to_owned(),
            unit: "per cent".to_owned(),
            rows: values
                .iter()
                .map(|value| Dot {
                    label: "One".to_owned(),
                    value: value.map(f64::from),
                    interval: None,
                    counts: None,
                    chosen: false,
                })
                .collect(),
            reference: None,
            decimals: 0,
        };
        let written: Vec<Option<i32>> = dots
            .table()
            .rows
            .iter()
            .map(|cells| cells[1].parse().ok())
            .collect();
        prop_assert_eq!(written, values);
    }
}
