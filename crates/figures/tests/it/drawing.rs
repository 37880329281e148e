//! Drawings: their look as snapshots, and what must hold whatever the words and numbers are.

use figures::text::{Weight, escape, width, wrap};
use figures::{Band, Bar, Bars, Chart, Ladder, Place, Shape, Whisker};
use proptest::prelude::*;

use crate::forms::{bexley, ladder, questions};

#[test]
fn drawings_look_as_they_did() {
    insta::assert_snapshot!(
        "ladder-wide",
        ladder(Place::At(18)).svg(Shape::Wide, "points")
    );
    insta::assert_snapshot!(
        "ladder-narrow",
        ladder(Place::Between(14, 20)).svg(Shape::Narrow, "points")
    );
    insta::assert_snapshot!("bars-wide", questions().svg(Shape::Wide, "questions"));
    insta::assert_snapshot!("bars-narrow", bexley().svg(Shape::Narrow, "percentages"));
}

/// Every `<text>` of a drawing as (left, right, top, bottom, words), measured as the crate measures.
pub(crate) fn labels(svg: &str) -> Vec<(f64, f64, f64, f64, String)> {
    let value = |tag: &str, name: &str| -> String {
        let start = tag.find(&format!(" {name}=\"")).expect("attribute") + name.len() + 3;
        tag[start..].split('"').next().expect("value").to_owned()
    };
    svg.split("<text")
        .skip(1)
        .map(|rest| {
            let (tag, rest) = rest.split_once('>').expect("end of tag");
            let words = rest.split("</text>").next().expect("words");
            let words = words
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
            let number = |name| value(tag, name).parse::<f64>().expect("number");
            let (x, y, size) = (number("x"), number("y"), number("font-size"));
            let weight = if tag.contains("font-weight=\"bold\"") {
                Weight::Bold
            } else {
                Weight::Regular
            };
            let wide = width(&words, size, weight);
            let left = match value(tag, "text-anchor").as_str() {
                "start" => x,
                "middle" => x - wide / 2.0,
                _ => x - wide,
            };
            (left, left + wide, y - size, y + size * 0.25, words)
        })
        .collect()
}

pub(crate) fn assert_nothing_is_cut_off(svg: &str, shape: Shape) {
    let view = svg.split("viewBox=\"0 0 ").nth(1).expect("viewBox");
    let mut sides = view.split('"').next().expect("sides").split(' ');
    let mut side = || sides.next().expect("side").parse::<f64>().expect("number");
    let (wide, tall) = (side(), side());
    assert_eq!(wide, shape.width());
    for (left, right, top, bottom, words) in labels(svg) {
        // Coordinates are written with two decimals.
        assert!(
            left >= -0.02 && right <= wide + 0.02,
            "{words:?} from {left} to {right} of {wide}"
        );
        assert!(
            top >= -0.02 && bottom <= tall + 0.02,
            "{words:?} from {top} to {bottom} of {tall}"
        );
    }
}

pub(crate) fn assert_well_formed(svg: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    for bad in ["style=", "<script", "onload", "NaN", "inf"] {
        // Labels are escaped, so none of these can come from words.
        assert!(!strip_words(svg).contains(bad), "{bad} in {svg}");
    }
    assert_balanced(svg);
}

/// Every tag that opens is closed by one of its name, in the right order, and every `&` begins an
/// entity: what XML asks of a document without anything fancy.
fn assert_balanced(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, words) = part.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "closes what was opened last"),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().expect("a name")),
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "quoted: {tag}");
        for rest in words.split('&').skip(1) {
            let entity = rest.split(';').next().expect("an entity");
            let known = ["amp", "lt", "gt", "quot", "#39"];
            assert!(known.contains(&entity), "&{entity}");
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

/// The drawing without what stands between its tags.
fn strip_words(svg: &str) -> String {
    svg.split('<')
        .skip(1)
        .map(|part| part.split('>').next().unwrap_or_default())
        .collect()
}

pub(crate) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z ]{0,40}",
        Just("Requires improvement".to_owned()),
        Just("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".to_owned()),
        "\\PC{0,60}",
        Just("<script>alert('&\"')</script>".to_owned()),
    ]
}

fn any_ladder() -> impl Strategy<Value = Ladder> {
    (
        1_u32..=80,
        words(),
        proptest::collection::vec((words(), 0_u32..80), 0..6),
        any::<(u16, u16)>(),
    )
        .prop_map(|(maximum, subject, cuts, (a, b))| {
            let mut starts: Vec<(u32, String)> = cuts
                .into_iter()
                .map(|(label, at)| (at % (maximum + 1), label))
                .collect();
            starts.push((0, "Lowest".to_owned()));
            starts.sort();
            starts.dedup_by_key(|(at, _)| *at);
            let ends: Vec<u32> = starts
                .iter()
                .skip(1)
                .map(|(at, _)| at - 1)
                .chain([maximum])
                .collect();
            let bands = starts
                .into_iter()
                .zip(ends)
                .map(|((low, label), high)| Band { label, low, high })
                .collect();
            let (a, b) = (u32::from(a) % (maximum + 1), u32::from(b) % (maximum + 1));
            let place = if a <= b {
                Place::Between(a, b)
            } else {
                Place::At(a)
            };
            Ladder {
                subject,
                maximum,
                bands,
                place,
            }
        })
}

fn any_bars() -> impl Strategy<Value = Bars> {
    let row = (
        words(),
        words(),
        proptest::option::of(0_u8..=100),
        proptest::option::of(words()),
        proptest::option::of((0.0..100.0, 0.0..100.0)),
    );
    (
        words(),
        proptest::collection::vec(row, 0..6),
        proptest::collection::vec((0_u8..=100, words()), 0..5),
    )
        .prop_map(|(title, rows, mut lines)| {
            lines.sort();
            Bars {
                title,
                of: "Key question".to_owned(),
                rows: rows
                    .into_iter()
                    .map(|(id, label, percent, rating, whisker)| Bar {
                        id,
                        label,
                        percent,
                        counts: percent.map(|p| (u32::from(p), 100)),
                        rating,
                        whisker: whisker.map(|(a, b): (f64, f64)| Whisker {
                            low: a.min(b),
                            high: a.max(b),
                            other_band: None,
                        }),
                        reference: None,
                    })
                    .collect(),
                lines,
            }
        })
}

proptest! {
    #[test]
    fn no_label_of_a_ladder_is_cut_off(ladder in any_ladder()) {
        for shape in [Shape::Wide, Shape::Narrow] {
            let svg = ladder.svg(shape, "x");
            assert_well_formed(&svg);
            assert_nothing_is_cut_off(&svg, shape);
        }
    }

    #[test]
    fn no_label_of_bars_is_cut_off(bars in any_bars()) {
        for shape in [Shape::Wide, Shape::Narrow] {
            let svg = bars.svg(shape, "x");
            assert_well_formed(&svg);
            assert_nothing_is_cut_off(&svg, shape);
        }
    }

    #[test]
    fn wrapping_loses_nothing_but_spaces(text in words(), limit in 20.0..400.0_f64) {
        let lines = wrap(&text, 14.0, Weight::Bold, limit);
        let before: String = text.split_whitespace().collect();
        let after: String = lines.concat().split_whitespace().collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn escaped_text_holds_no_markup(text in "\\PC{0,80}") {
        let escaped = escape(&text);
        prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
    }
}

/// Widths read from the published metrics of Helvetica: "Good" is 778 + 3 x 556 thousandths.
#[test]
fn widths_are_those_of_the_typeface() {
    for (text, thousandths) in [
        ("Good", 2446.0),
        ("iii", 666.0),
        ("MW", 1777.0),
        ("36", 1112.0),
    ] {
        assert!(
            (width(text, 1000.0, Weight::Regular) - thousandths).abs() < 0.001,
            "{text}"
        );
    }
}
