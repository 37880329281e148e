//! The interval against an oracle that knows nothing of the library: the Beta distribution summed
//! up in small steps, and values that were printed elsewhere.

use rating::interval::interval;
use rating::percent::{Rounding, Tally, level_of};

/// The share of the Beta distribution with `yes + ½` and `no + ½` between two points, by Simpson's
/// rule after p = sin² t, which takes the infinite ends away.
fn share(yes: u32, no: u32, from: f64, to: f64) -> f64 {
    let density = |t: f64| 2.0 * t.sin().powi(2 * yes as i32) * t.cos().powi(2 * no as i32);
    let area = |from: f64, to: f64| {
        let steps = 4_000;
        let width = (to - from) / f64::from(steps);
        let sum: f64 = (0..=steps)
            .map(|step| {
                let weight = match step {
                    0 => 1.0,
                    _ if step == steps => 1.0,
                    _ if step % 2 == 1 => 4.0,
                    _ => 2.0,
                };
                weight * density(from + f64::from(step) * width)
            })
            .sum();
        sum * width / 3.0
    };
    let angle = |p: f64| p.sqrt().asin();
    area(angle(from), angle(to)) / area(0.0, std::f64::consts::FRAC_PI_2)
}

#[test]
fn the_interval_holds_95_per_cent_of_the_distribution() {
    for applicable in [1_u32, 2, 5, 20, 45, 120] {
        for yes in [
            0,
            1,
            applicable / 2,
            applicable.saturating_sub(1),
            applicable,
        ] {
            let tally = Tally { yes, applicable };
            let found = interval(tally, &[50, 65, 80], Rounding::HalfUp).expect("cases");
            let inside = share(yes, applicable - yes, found.low / 100.0, found.high / 100.0);
            // Both ends are rounded to a tenth of a per cent; an end at 0 or 100 takes its tail in.
            let tails = 0.95
                + if yes == 0 || yes == applicable {
                    0.025
                } else {
                    0.0
                };
            assert!((inside - tails).abs() < 0.01, "{tally:?}: {inside}");
        }
    }
}

#[test]
fn the_chance_of_another_band_is_what_lies_outside_the_band() {
    let cuts = [50, 65, 80];
    for (yes, applicable) in [
        (13, 20),
        (16, 20),
        (12, 20),
        (40, 45),
        (1, 5),
        (0, 3),
        (3, 3),
    ] {
        let tally = Tally { yes, applicable };
        let level = usize::from(level_of(tally.percent(Rounding::HalfUp).expect("cases"), &cuts).0);
        let edge = |cut: u8| (f64::from(cut) - 0.5) / 100.0;
        let low = if level == 0 {
            0.0
        } else {
            edge(cuts[level - 1])
        };
        let high = cuts.get(level).map_or(1.0, |cut| edge(*cut));
        let expected = 100.0 * (1.0 - share(yes, applicable - yes, low, high));
        let found = interval(tally, &cuts, Rounding::HalfUp)
            .expect("cases")
            .chance_other_band
            .expect("bands");
        assert!(
            (found - expected).abs() < 0.06,
            "{tally:?}: {found} against {expected}"
        );
    }
}

#[test]
fn without_cases_there_is_no_interval_and_without_bands_no_chance() {
    assert_eq!(interval(Tally::default(), &[50], Rounding::HalfUp), None);
    let found = interval(
        Tally {
            yes: 1,
            applicable: 2,
        },
        &[],
        Rounding::HalfUp,
    )
    .expect("cases");
    assert_eq!(found.chance_other_band, None);
}
