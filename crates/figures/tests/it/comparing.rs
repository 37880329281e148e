//! Distributions, lines and dots of services that do not exist: their sentences, tables and drawings.

use figures::{
    Chart, Column, Distribution, Dot, Dots, Interval, Line, Lines, Point, Series, Shape, Spread,
    Table, shorthand,
};

/// What a head of service looks at before a board meeting: four standards, and where hers stands.
pub(crate) fn standards() -> Distribution {
    let row = |id: &str, label: &str, counts: [u32; 4], without, chosen| Spread {
        id: id.to_owned(),
        label: label.to_owned(),
        counts: counts.to_vec(),
        without,
        chosen,
    };
    Distribution {
        title: "Reviewing is where most services fall short".to_owned(),
        of: "Standard".to_owned(),
        levels: ["Inadequate", "Requires improvement", "Good", "Outstanding"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![
            row(
                "1.1",
                "Governance and leadership",
                [2, 9, 14, 7],
                0,
                Some(2),
            ),
            row("2.1", "Assessment", [4, 8, 12, 8], 0, Some(1)),
            row("2.4", "Reviewing", [11, 13, 6, 0], 2, Some(0)),
            row(
                "3.4",
                "Out-of-court disposal policy and provision",
                [0, 3, 4, 1],
                24,
                None,
            ),
        ],
        chosen: Some("Northmere".to_owned()),
        counted: "services".to_owned(),
    }
}

fn point(value: f64) -> Option<Point> {
    Some(Point {
        value,
        interval: None,
        mark: None,
    })
}

fn sampled(value: f64, low: f64, high: f64) -> Option<Point> {
    Some(Point {
        value,
        interval: Some(Interval { low, high }),
        mark: None,
    })
}

/// Four series that end close to one another, with gaps, an interval and a provisional value.
pub(crate) fn rates() -> Lines {
    let series = |name: &str, points: [Option<Point>; 6]| Series {
        name: name.to_owned(),
        points: points.to_vec(),
    };
    let provisional = Some(Point {
        value: 190.4,
        interval: None,
        mark: Some("[p]".to_owned()),
    });
    Lines {
        title: "First-time entrants fell in Northmere and rose again".to_owned(),
        unit: "per 100,000 children aged 10 to 17".to_owned(),
        periods: [
            "2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23",
        ]
        .map(str::to_owned)
        .to_vec(),
        series: vec![
            series(
                "Northmere",
                [
                    sampled(310.0, 270.5, 350.0),
                    sampled(265.2, 230.0, 300.0),
                    None,
                    point(150.0),
                    point(171.3),
                    provisional,
                ],
            ),
            series(
                "Services like it",
                [
                    point(290.0),
                    point(255.0),
                    point(230.0),
                    point(201.0),
                    point(196.0),
                    point(193.0),
                ],
            ),
            series(
                "Northern region",
                [
                    point(280.0),
                    point(240.0),
                    point(222.0),
                    point(199.0),
                    point(190.0),
                    point(188.0),
                ],
            ),
            series(
                "England and Wales",
                [
                    None,
                    point(238.0),
                    point(208.0),
                    point(169.0),
                    point(148.0),
                    None,
                ],
            ),
        ],
        decimals: 1,
    }
}

/// Two series high above nought, so that the scale is broken.
pub(crate) fn high() -> Lines {
    let mut lines = rates();
    lines.title = "Nearly all plans are reviewed in time".to_owned();
    lines.unit = "per cent".to_owned();
    lines.series.truncate(2);
    for (at, series) in lines.series.iter_mut().enumerate() {
        series.points = [91.0, 92.5, 94.0, 93.0, 96.0, 97.5]
            .iter()
            .map(|value| point(value - if at == 0 { 0.0 } else { 4.0 }))
            .collect();
    }
    lines
}

/// A service among others, each with the interval of its sample.
pub(crate) fn shares() -> Dots {
    let row = |label: &str, part: u32, all: u32, ends: Option<(f64, f64)>, chosen| Dot {
        label: label.to_owned(),
        value: (all > 0).then(|| 100.0 * f64::from(part) / f64::from(all.max(1))),
        interval: ends.map(|(low, high)| Interval { low, high }),
        counts: (all > 0).then_some((part, all)),
        chosen,
    };
    Dots {
        title: "Northmere keeps fewer children safe than its neighbours".to_owned(),
        of: "Service".to_owned(),
        unit: "per cent".to_owned(),
        rows: vec![
            row("Eastbrook", 21, 25, Some((66.0, 94.4)), false),
            row("Northmere", 16, 25, Some((44.4, 80.6)), true),
            row(
                "Upper Tarn and the Western Dales",
                5,
                8,
                Some((29.5, 88.1)),
                false,
            ),
            row("Westhaven", 0, 0, None, false),
        ],
        reference: Some(Line {
            value: 72.0,
            name: "Average of the services inspected".to_owned(),
        }),
        decimals: 1,
    }
}

#[test]
fn sentences_say_the_finding_and_what_is_missing() {
    let cases: [(&dyn Chart, &str); 3] = [
        (
            &standards(),
            "Inadequate is most frequent in 2.4 Reviewing: 11 of 30 services. Outstanding is most frequent in 2.1 Assessment: 8 of 32 services. Northmere: 1 Inadequate, 1 Requires improvement, 1 Good, 1 without a rating. In some rows up to 24 services have no rating. The numbers are small: 1 of 4 rows with fewer than 10 services.",
        ),
        (
            &rates(),
            "Northmere: 310.0 in 2017/18 and 190.4 [p] in 2022/23; 1 period without a value. Services like it: 290.0 in 2017/18 and 193.0 in 2022/23. Northern region: 280.0 in 2017/18 and 188.0 in 2022/23. England and Wales: 238.0 in 2018/19 and 148.0 in 2021/22; 2 periods without a value. Unit: per 100,000 children aged 10 to 17.",
        ),
        (
            &shares(),
            "The lowest is 62.5 per cent (Upper Tarn and the Western Dales), the highest 84.0 per cent (Eastbrook). Northmere has 64.0: 1 higher, 1 lower. To compare: Average of the services inspected 72.0. 1 without a value. The numbers are small: 1 of 4 with fewer than 10 behind the value.",
        ),
    ];
    for (chart, sentence) in cases {
        assert_eq!(chart.sentence(), sentence);
    }
}

#[test]
fn nothing_known_is_said() {
    let mut distribution = standards();
    distribution.rows.clear();
    distribution.chosen = None;
    let mut lines = rates();
    lines.series.clear();
    let mut dots = shares();
    dots.rows.clear();
    dots.reference = None;
    let cases: [(&dyn Chart, &str); 3] = [
        (&distribution, "No rating is known."),
        (&lines, "No value is known."),
        (&dots, "No value is known."),
    ];
    for (chart, sentence) in cases {
        assert_eq!(chart.sentence(), sentence);
    }
}

#[test]
fn tables_as_csv() {
    insta::assert_snapshot!(standards().csv(), @r"
    name,inadequate,requires_improvement,good,outstanding,without_a_rating,with_a_rating,chosen
    1.1 Governance and leadership,2,9,14,7,0,32,Good
    2.1 Assessment,4,8,12,8,0,32,Requires improvement
    2.4 Reviewing,11,13,6,0,2,30,Inadequate
    3.4 Out-of-court disposal policy and provision,0,3,4,1,24,8,[x]
    ");
    insta::assert_snapshot!(rates().csv(), @r"
    period,northmere,northmere_from,northmere_to,northmere_note,services_like_it,northern_region,england_and_wales
    2017/18,310.0,270.5,350.0,none,290.0,280.0,[x]
    2018/19,265.2,230.0,300.0,none,255.0,240.0,238.0
    2019/20,[x],[x],[x],[x],230.0,222.0,208.0
    2020/21,150.0,[z],[z],none,201.0,199.0,169.0
    2021/22,171.3,[z],[z],none,196.0,190.0,148.0
    2022/23,190.4,[z],[z],[p],193.0,188.0,[x]
    ");
    insta::assert_snapshot!(shares().csv(), @r"
    name,value,numerator,denominator,interval_from,interval_to
    Eastbrook,84.0,21,25,66.0,94.4
    Northmere,64.0,16,25,44.4,80.6
    Upper Tarn and the Western Dales,62.5,5,8,29.5,88.1
    Westhaven,[x],[x],[x],[z],[z]
    Average of the services inspected,72.0,[z],[z],[z],[z]
    ");
}

#[test]
fn drawings_look_as_they_did() {
    let charts: [(&str, &dyn Chart); 4] = [
        ("distribution", &standards()),
        ("lines", &rates()),
        ("lines-broken", &high()),
        ("dots", &shares()),
    ];
    for (name, chart) in charts {
        insta::assert_snapshot!(format!("{name}-wide"), chart.svg(Shape::Wide, name));
        insta::assert_snapshot!(format!("{name}-narrow"), chart.svg(Shape::Narrow, name));
    }
}

/// A gap is not joined: the line of Northmere, which has no value for 2019/20, is drawn in two pieces.
#[test]
fn a_missing_period_is_a_gap() {
    let mut lines = rates();
    lines.series.truncate(1);
    let pieces = |lines: &Lines| lines.svg(Shape::Wide, "x").matches("<polyline").count();
    assert_eq!(pieces(&lines), 2);
    lines.series[0].points[2] = point(200.0);
    assert_eq!(pieces(&lines), 1);
}

/// A scale that does not begin at nought is marked and said; one that does is neither.
#[test]
fn a_broken_scale_is_said() {
    let said = |lines: &Lines| lines.svg(Shape::Wide, "x").contains("not at nought");
    assert!(said(&high()));
    assert!(!said(&rates()));
}

/// However close the ends of lines lie, their names stand below one another.
#[test]
fn names_at_line_ends_do_not_overlap() {
    for shape in [Shape::Wide, Shape::Narrow] {
        let svg = rates().svg(shape, "x");
        let mut boxes: Vec<(f64, f64)> = crate::drawing::labels(&svg)
            .into_iter()
            .filter(|label| {
                ["Northmere", "Services", "Northern", "England"]
                    .iter()
                    .any(|name| label.4.starts_with(name))
            })
            .map(|(_, _, top, bottom, _)| (top, bottom))
            .collect();
        assert_eq!(boxes.len(), 4);
        boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in boxes.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "{pair:?} in {shape:?}");
        }
    }
}

/// A value below nought is a number in a file, and text that begins with its sign is not.
#[test]
fn numbers_below_nought_stay_numbers() {
    let mut dots = shares();
    dots.rows[0].value = Some(-3.25);
    dots.rows[1].label = "-1+1".to_owned();
    let csv = dots.csv();
    assert!(csv.contains("\r\nEastbrook,-3.2,"), "{csv}");
    assert!(csv.contains("\r\n'-1+1,64.0,"), "{csv}");
}

/// Values that cannot be shown as they are: what the table says of each.
#[test]
fn odd_values_are_said() {
    let cases = [
        (Some(0.0), "0.0"),
        (Some(-0.0), "0.0"),
        (Some(0.04), "[low]"),
        (Some(-0.04), "[low]"),
        (Some(f64::NAN), "[x]"),
        (None, "[x]"),
        (Some(2e16), "2.000e16"),
    ];
    for (value, written) in cases {
        let mut dots = shares();
        dots.rows[0].value = value;
        assert_eq!(dots.table().rows[0][1], written, "{value:?}");
    }
}

#[test]
fn the_key_lists_the_shorthand_that_a_table_uses() {
    let table = Table {
        caption: "Marks".to_owned(),
        columns: vec![Column::words("Mark", "mark")],
        rows: vec![vec!["190.4 [p]".to_owned()], vec!["[x]".to_owned()]],
    };
    assert_eq!(
        shorthand::used(&table),
        [("[x]", "not available"), ("[p]", "provisional")]
    );
}
