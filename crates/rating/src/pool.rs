//! Numbers of ratings, where nobody knows which standard holds which.
//!
//! Medway's report of 2020 is known by its numbers only: seven Good, four Requires improvement, one
//! Inadequate. The total follows from them, and so do the ways up and down.

use crate::finding::Finding;
use crate::flags::FlagCode;
use crate::input::{Counts, Level};
use crate::notebook::Notebook;
use crate::outcome::Basis;
use crate::standards::{Judge, StandardState};

/// Standards of which only the numbers of ratings are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pool {
    /// How many hold each level, by level.
    pub(crate) numbers: Vec<u32>,
    /// Places of the standards among them.
    pub(crate) members: Vec<usize>,
    /// Members of which not even the numbers say anything, and the levels open to them.
    pub(crate) blanks: u32,
    pub(crate) open: Vec<usize>,
}

impl<'a> Judge<'a> {
    /// What numbers of ratings leave open once the known ratings are taken off. Where they leave
    /// one word only, the standards are settled by it.
    pub(crate) fn pool(
        &self,
        counts: &Counts,
        states: &mut [StandardState<'a>],
        counted: &[usize],
        has_points: bool,
        notes: &mut Notebook<'_>,
    ) -> Result<Option<Pool>, Vec<Finding>> {
        let members = members(counts, states, counted, has_points);
        let about = if has_points && members.len() == counted.len() {
            format!(", over the {} standards that count", members.len())
        } else {
            String::new()
        };
        let words = self.counts_words(counts);
        let pool = self
            .left_over(counts, states, members)
            .map_err(|finding| vec![finding.of(&words)])?;
        notes.step(
            &self.framework.result().entered,
            format!("Numbers of ratings, as entered: {words}{about}."),
        );
        if pool.blanks > 0 && !self.score_says(counts) {
            notes.flag(
                FlagCode::CountsIncomplete,
                None,
                format!(
                    "The numbers of ratings leave {} of the standards open. If these were not rated, mark them so; if they were not looked at, leave them out of the scope.",
                    pool.blanks
                ),
            );
        }
        if let Some(only) = pool.only_word() {
            for at in pool.members {
                states[at].settle(only);
            }
            return Ok(None);
        }
        for at in &pool.members {
            states[*at].basis = Some(Basis::Counts);
        }
        Ok((!pool.members.is_empty()).then_some(pool))
    }

    /// Whether the entered score says that no more standards were rated than the numbers have.
    fn score_says(&self, counts: &Counts) -> bool {
        let top = self.points().into_iter().max().unwrap_or_default() as usize;
        let score = self.input.score;
        score.is_some_and(|score| sum(counts).saturating_mul(top) == score.maximum as usize)
    }

    /// Takes the ratings known by name off the numbers.
    fn left_over(
        &self,
        counts: &Counts,
        states: &[StandardState<'_>],
        members: Vec<usize>,
    ) -> Result<Pool, Finding> {
        let sum = sum(counts);
        if sum > members.len() {
            return Err(unfit(
                format!(
                    "The numbers of ratings add up to {sum}, and {} standards can have one.",
                    members.len()
                ),
                "Check the numbers; leave out standards that were not rated.",
            ));
        }
        const REMEDY: &str = "Check both: the numbers take in the standards whose rating is known.";
        let mut numbers: Vec<u32> = vec![0; self.framework.words().len()];
        for (level, number) in counts {
            numbers[usize::from(level.0)] = *number;
        }
        for level in members.iter().filter_map(|at| states[*at].level) {
            let number = &mut numbers[usize::from(level.0)];
            if *number > 0 {
                *number -= 1;
            } else if counts.contains_key(&level) {
                let label = self.label(level);
                let reason =
                    format!("More standards are rated {label} than the numbers of ratings say.");
                return Err(unfit(reason, REMEDY));
            }
        }
        let unknown: Vec<usize> = members
            .into_iter()
            .filter(|at| states[*at].level.is_none())
            .collect();
        let left: u32 = numbers.iter().sum();
        let unsaid = u32::try_from(unknown.len())
            .ok()
            .and_then(|number| number.checked_sub(left));
        let Some(blanks) = unsaid else {
            let reason =
                "The numbers of ratings and the ratings of single standards do not fit together.";
            return Err(unfit(reason.to_owned(), REMEDY));
        };
        let named = |level: &usize| {
            u8::try_from(*level).is_ok_and(|level| counts.contains_key(&Level(level)))
        };
        let mut open: Vec<usize> = (0..numbers.len()).filter(|level| !named(level)).collect();
        if open.is_empty() {
            open = (0..numbers.len()).collect();
        }
        Ok(Pool {
            numbers,
            members: unknown,
            blanks,
            open,
        })
    }

    /// `7 Good, 4 Requires improvement`, the best first.
    fn counts_words(&self, counts: &Counts) -> String {
        let pairs = counts.iter().rev();
        let pairs = pairs.map(|(level, number)| format!("{number} {}", self.label(*level)));
        pairs.collect::<Vec<_>>().join(", ")
    }
}

impl Pool {
    /// The one level that all members must have, if there is one.
    fn only_word(&self) -> Option<Level> {
        let mut held = (0_u8..)
            .zip(&self.numbers)
            .filter(|(_, number)| **number > 0);
        match (held.next(), held.next(), self.blanks) {
            (Some((level, _)), None, 0) => Some(Level(level)),
            _ => None,
        }
    }
}

/// Places of the standards that the numbers are about: the counted ones where the numbers fit
/// these, otherwise all that could be rated.
fn members(
    counts: &Counts,
    states: &[StandardState<'_>],
    counted: &[usize],
    has_points: bool,
) -> Vec<usize> {
    let own: Vec<usize> = counted
        .iter()
        .copied()
        .filter(|at| !states[*at].not_rated())
        .collect();
    if has_points && sum(counts) <= own.len() {
        return own;
    }
    let rateable = |at: &usize| states[*at].in_scope && !states[*at].not_rated();
    (0..states.len()).filter(rateable).collect()
}

/// How many standards the numbers speak of.
pub(crate) fn sum(counts: &Counts) -> usize {
    let numbers = counts.values().map(|number| *number as usize);
    numbers.fold(0, usize::saturating_add)
}

fn unfit(reason: String, remedy: &str) -> Finding {
    Finding::new(reason, remedy).at_column("counts")
}
