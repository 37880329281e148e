//! Where published figures disagree, recomputed.

use published::{ConflictKind, change_percent, conflicts, figures, service_named};

/// What is printed, and what follows from the figures it is held against.
#[test]
fn what_follows_is_recomputed_and_differs_from_what_is_printed() {
    let table = [
        // area, period, printed, what follows
        ("Bath and North East Somerset", "2013-14", -15.1, "-9.2"),
        (
            "Bath and North East Somerset",
            "2013-10 to 2014-09",
            1.08,
            "3.62",
        ),
        (
            "Bath and North East Somerset",
            "2023-01 to 2023-12",
            108.0,
            "81",
        ),
        (
            "Bath and North East Somerset",
            "2024-01 to 2024-12",
            46.6,
            "26.9",
        ),
        (
            "Bath and North East Somerset",
            "2024-01 to 2024-12",
            137.0,
            "89",
        ),
        (
            "Bath and North East Somerset",
            "2024-01 to 2024-12",
            135.0,
            "121",
        ),
        (
            "Bath and North East Somerset",
            "2024-01 to 2024-12",
            0.0,
            "0.06",
        ),
        ("Bexley", "2023", 20.0, "20.8"),
        ("Bromley", "2015-05", 36.6, "35.7"),
        ("Buckinghamshire", "2024-01 to 2024-12", 140.0, "138"),
        ("Buckinghamshire", "2024-01 to 2024-12", 140.0, "117"),
        ("Kent", "year ending December 2022", 160.0, "162"),
        ("Kent", "year ending December 2023", 167.0, "182"),
        // The county's numbers are right; they are three services' together.
        ("Lancashire", "2021-22", 247.0, "247"),
        ("Lancashire", "2021-22", 605.0, "605"),
        ("West Sussex", "2018-19 Q2", 33.8, "22"),
    ];
    let held: Vec<_> = conflicts()
        .iter()
        .map(|own| {
            (
                own.area.as_str(),
                own.period.as_str(),
                own.printed,
                own.follows_rounded(),
            )
        })
        .collect();
    let expected: Vec<_> = table
        .iter()
        .map(|(area, period, printed, follows)| (*area, *period, *printed, (*follows).to_owned()))
        .collect();
    assert_eq!(held, expected);
}

#[test]
fn each_sentence_gives_what_follows() {
    for own in conflicts() {
        let follows = own.follows_rounded();
        let said = if own.kind == ConflictKind::AnotherArea {
            own.against
                .iter()
                .all(|part| own.words.contains(part.as_str()))
        } else {
            own.words.contains(follows.trim_start_matches('-'))
        };
        assert!(said, "{}: {follows}", own.words);
        assert!(own.words.ends_with('.'), "{}", own.words);
        assert!(own.source.contains("://"), "{}", own.area);
        assert!(service_named(&own.area).is_some(), "{}", own.area);
    }
}

#[test]
fn every_measure_is_one_that_figures_are_held_of() {
    for own in conflicts() {
        assert!(
            figures().iter().any(|figure| figure.measure == own.measure),
            "{}",
            own.measure
        );
    }
}

#[test]
fn a_change_is_in_per_cent_of_the_earlier_value() {
    for (from, to, change) in [
        (108.0, 137.0, 26.9),
        (16.0, 24.0, 50.0),
        (556.0, 505.0, -9.2),
        (200.0, 200.0, 0.0),
    ] {
        let found = change_percent(from, to);
        assert!((found - change).abs() < 0.05, "{from} to {to}: {found}");
    }
}
