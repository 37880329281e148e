//! How far a percentage from a sample can be trusted.
//!
//! The cases an inspector looks at are a sample of the caseload, so the percentage of all cases
//! may be another one. The interval here is Jeffreys' 95 per cent interval: the middle of the Beta
//! distribution with `yes + ½` and `no + ½`, its lower end 0 when no case is a yes and its upper
//! end 100 when every case is. It was chosen because it keeps close to its 95 per cent also for
//! the small samples that are common here (Brown, Cai and DasGupta, Interval estimation for a
//! binomial proportion, Statistical Science 16, 2001, recommend it for 40 cases or fewer), and
//! because the same distribution answers the question that readers have: how likely is it that
//! all cases together would fall in another band?
//!
//! What it leaves out makes it cautious: the caseload is taken as much larger than the sample. And
//! it knows nothing of judges who differ; it speaks of the draw of cases only.

use statrs::distribution::{Beta, ContinuousCDF};

use crate::outcome::Interval;
use crate::percent::{Rounding, Tally, level_of};

/// Probability that lies beyond each end of the interval.
const TAIL: f64 = 0.025;

/// The interval of a sampled percentage, and the chance of another band by the cuts. None when
/// the question applies to no case.
///
/// ```
/// use rating::interval::interval;
/// use rating::percent::{Rounding, Tally};
///
/// let found = interval(Tally { yes: 13, applicable: 20 }, &[50, 65, 80], Rounding::HalfUp).unwrap();
/// assert_eq!((found.low, found.high), (43.2, 82.8));
/// ```
#[must_use]
pub fn interval(tally: Tally, cuts: &[u8], rounding: Rounding) -> Option<Interval> {
    let percent = tally.percent(rounding)?;
    let yes = f64::from(tally.yes);
    let no = f64::from(tally.applicable - tally.yes);
    let beta = Beta::new(yes + 0.5, no + 0.5).ok()?;
    let low = if tally.yes == 0 {
        0.0
    } else {
        quantile(&beta, TAIL)
    };
    let high = if tally.yes == tally.applicable {
        1.0
    } else {
        quantile(&beta, 1.0 - TAIL)
    };
    let chance = (!cuts.is_empty()).then(|| {
        let level = usize::from(level_of(percent, cuts).0);
        // A percentage counts as in a band from half a per cent below the band's first one on.
        let edge = |cut: &u8| (f64::from(*cut) - 0.5) / 100.0;
        let below = level
            .checked_sub(1)
            .and_then(|l| cuts.get(l))
            .map_or(0.0, |c| beta.cdf(edge(c)));
        let above = cuts.get(level).map_or(0.0, |cut| 1.0 - beta.cdf(edge(cut)));
        one_decimal(below + above)
    });
    Some(Interval {
        low: one_decimal(low),
        high: one_decimal(high),
        chance_other_band: chance,
    })
}

/// Halvings of the range from 0 to 1: the end is then known to a ten-millionth, and one decimal of a
/// per cent is shown.
const HALVINGS: u32 = 24;

/// The point below which `share` of the distribution lies, by halving: slower than a cleverer way,
/// and the same on every machine.
fn quantile(beta: &Beta, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if beta.cdf(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// A share as per cent with one decimal.
fn one_decimal(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}
