//! From answers to whole per cents and on to levels: integers throughout, so that a result is the
//! same on every machine and can be followed with a pencil.

use crate::input::Level;

/// Answers to one key question: how many cases yes, of how many to which it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Tally {
    /// Cases answered yes.
    pub yes: u32,
    /// Cases to which the question applies; never fewer than `yes`.
    pub applicable: u32,
}

/// Where half a per cent goes (H-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Rounding {
    /// Up, as the rule has it.
    #[default]
    HalfUp,
    /// Down: the direction is of low confidence, so it is a setting.
    HalfDown,
}

impl Tally {
    /// Whole per cent, 0 to 100; none when the question applies to no case.
    ///
    /// ```
    /// use rating::percent::{Rounding, Tally};
    ///
    /// let tally = Tally { yes: 129, applicable: 200 }; // 64.5
    /// assert_eq!(tally.percent(Rounding::HalfUp), Some(65));
    /// assert_eq!(tally.percent(Rounding::HalfDown), Some(64));
    /// ```
    #[must_use]
    pub fn percent(self, rounding: Rounding) -> Option<u8> {
        if self.applicable == 0 {
            return None;
        }
        let (yes, of) = (
            u64::from(self.yes.min(self.applicable)),
            u64::from(self.applicable),
        );
        // A half is added before cutting off; for "half down" a hair less than a half.
        let half = match rounding {
            Rounding::HalfUp => of,
            Rounding::HalfDown => of - 1,
        };
        u8::try_from((200 * yes + half) / (2 * of)).ok()
    }

    /// The same cases with so many answers of yes.
    #[must_use]
    pub fn with_yes(self, yes: u32) -> Self {
        Tally { yes, ..self }
    }

    /// The fewest answers of yes among these cases that reach `cut` per cent (1 to 100).
    #[must_use]
    pub fn fewest_yes(self, cut: u8, rounding: Rounding) -> u32 {
        let (mut low, mut high) = (0, self.applicable);
        while low < high {
            let middle = low + (high - low) / 2;
            let reached = self.with_yes(middle).percent(rounding);
            if reached.is_some_and(|percent| percent >= cut) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

/// The level of a percentage: how many of the ascending `cuts` it reaches.
#[must_use]
pub fn level_of(percent: u8, cuts: &[u8]) -> Level {
    let reached = cuts.iter().take_while(|cut| percent >= **cut).count();
    Level(u8::try_from(reached).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_meet_their_bands() {
        // Whole per cent, and the level by the cuts 50, 65, 80 (section 6.6 of the method).
        let table = [
            (0, 1, 0, 0),
            (49, 100, 49, 0),
            (99, 200, 50, 1), // 49.5
            (50, 100, 50, 1),
            (64, 100, 64, 1),
            (129, 200, 65, 2), // 64.5
            (13, 20, 65, 2),
            (12, 20, 60, 1),
            (79, 100, 79, 2),
            (4, 5, 80, 3),
            (1, 1, 100, 3),
        ];
        for (yes, applicable, percent, level) in table {
            let tally = Tally { yes, applicable };
            assert_eq!(tally.percent(Rounding::HalfUp), Some(percent), "{tally:?}");
            assert_eq!(level_of(percent, &[50, 65, 80]), Level(level), "{tally:?}");
        }
        assert_eq!(Tally::default().percent(Rounding::HalfUp), None);
    }

    #[test]
    fn the_fewest_answers_of_yes_are_just_enough() {
        for rounding in [Rounding::HalfUp, Rounding::HalfDown] {
            for applicable in 1..=120 {
                for cut in 1..=100 {
                    let tally = Tally { yes: 0, applicable };
                    let fewest = tally.fewest_yes(cut, rounding);
                    let reaches = |yes| tally.with_yes(yes).percent(rounding) >= Some(cut);
                    assert!(reaches(fewest), "{fewest} of {applicable} for {cut}");
                    assert!(
                        fewest == 0 || !reaches(fewest - 1),
                        "{fewest} of {applicable} for {cut}"
                    );
                }
            }
        }
    }
}
