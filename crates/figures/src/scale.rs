//! The scale of values: from where to where, and which round numbers are written beside it.

use crate::limits::{LARGEST, SMALLEST};
use crate::numbers;

/// A scale with round ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    pub(crate) low: f64,
    pub(crate) high: f64,
    step: f64,
}

/// Steps between the numbers beside a scale, at most.
const STEPS: f64 = 5.0;

const MOST_TICKS: u8 = 8;

/// Where all values lie above this share of the highest, a scale from nought would press them
/// together, and it begins higher; the drawing then says so.
const CROWDED: f64 = 0.6;

impl Scale {
    /// The scale that holds `values`; what is not a number is passed over.
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
        let known: Vec<f64> = values.filter(|v| v.is_finite()).map(tame).collect();
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if known.is_empty() {
            return Scale::rounded(0.0, 1.0);
        }
        let crowded = least > CROWDED * most && differ(least, most);
        if crowded {
            let room = (most - least) / 2.0;
            Scale::rounded((least - room).max(0.0), most)
        } else {
            Scale::rounded(least.min(0.0), most.max(0.0))
        }
    }

    /// The scale that reaches at least from `low` to `high` and ends at round numbers.
    fn rounded(low: f64, high: f64) -> Self {
        let high = if differ(low, high) { high } else { low + 1.0 };
        let step = round_step((high - low) / STEPS);
        Scale {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    /// Whether the scale begins above nought.
    pub(crate) fn is_broken(&self) -> bool {
        self.low > 0.0
    }

    /// What a reader must be told where the scale does not begin at nought.
    pub(crate) fn note(&self) -> Option<String> {
        let low = numbers::words(self.low, self.decimals());
        self.is_broken()
            .then(|| format!("the scale begins at {low}, not at nought"))
    }

    /// Where `value` lies: 0 at the low end, 1 at the high end.
    pub(crate) fn share(&self, value: f64) -> f64 {
        ((tame(value) - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The round numbers with their words, from the low end to the high one.
    pub(crate) fn ticks(&self) -> Vec<(f64, String)> {
        // Rounding both ends outwards adds two steps at most. Half a step of room, because a product
        // of fractions is not exact.
        (0..=MOST_TICKS)
            .map(|at| self.low + f64::from(at) * self.step)
            .take_while(|value| *value <= self.high + self.step / 2.0)
            .map(|value| (value, numbers::words(value, self.decimals())))
            .collect()
    }

    /// Decimals that the step needs: two for 0.25.
    fn decimals(&self) -> u8 {
        (0..9)
            .find(|decimals| {
                let scaled = self.step * 10_f64.powi(i32::from(*decimals));
                (scaled - scaled.round()).abs() < 1e-6
            })
            .unwrap_or(9)
    }
}

/// Whether two values lie far enough apart to be told apart on a scale.
fn differ(low: f64, high: f64) -> bool {
    high - low > SMALLEST.max(1e-9 * low.abs().max(high.abs()))
}

/// The value, which is a number, as it can be drawn.
fn tame(value: f64) -> f64 {
    let value = value.clamp(-LARGEST, LARGEST);
    if value.abs() < SMALLEST { 0.0 } else { value }
}

/// The next of 1, 2, 5 and their tenfolds that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}
