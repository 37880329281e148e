//! Ways up and down: the cheapest changes that would reach the next overall rating, or lose the
//! present one.
//!
//! Everything that could change is a [`Part`]: one standard, or the standards of one rating where
//! only numbers are known. A part offers [`Step`]s: what each costs, how many points it moves, and
//! how many of these are lost when its last bit is left out. A **way** takes at most one step of
//! each part, moves at least the points needed, and is *tight*: leave out any bit of it, and it no
//! longer does. So no way contains another, and the cheapest of all changes is always among them.
//!
//! The search is exact and never tries at random. Part by part it keeps, for each pair of points
//! moved so far and smallest last bit, how many partial ways there are and the cheapest of them.
//! Costs only add up, so a partial way that is not among the cheapest of its pair cannot become
//! part of a listed way.

use std::collections::BTreeMap;

use crate::framework::Framework;
use crate::input::Level;
use crate::limits::{STANDARDS, WAYS_LISTED, WORDS};
use crate::outcome::{Basis, Change, Way, WayBy};
use crate::percent::{Rounding, Tally, level_of};
use crate::standards::{Judge, StandardState};
use crate::total::Sum;

/// Parts of one search at the most: each standard, and each rating of which only numbers are known.
const PARTS: usize = STANDARDS + WORDS;

/// What one part may do.
#[derive(Debug, Clone)]
struct Step {
    cost: u32,
    /// Points moved, more than none.
    gain: u32,
    /// Points that leaving its last bit out would take back; at least one.
    last: u32,
    changes: Vec<Change>,
}

/// The steps of one standard or of one group of standards.
type Part = Vec<Step>;

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// The ways in one direction: the cheapest, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    pub(crate) listed: Vec<Way>,
    pub(crate) total: u64,
}

impl Judge<'_> {
    /// Ways to the next band.
    pub(crate) fn ways_up(&self, states: &[StandardState<'_>], sum: &Sum) -> Ways {
        self.ways(states, sum, Direction::Up, sum.to_next())
    }

    /// Ways in which the rating would be lost.
    pub(crate) fn ways_down(&self, states: &[StandardState<'_>], sum: &Sum) -> Ways {
        self.ways(states, sum, Direction::Down, sum.to_lose())
    }

    fn ways(
        &self,
        states: &[StandardState<'_>],
        sum: &Sum,
        direction: Direction,
        need: Option<u32>,
    ) -> Ways {
        let Some(need) = need.filter(|_| !sum.conflict) else {
            return Ways::default();
        };
        let points = self.points();
        let standards = self.by_standards(states, sum, direction, &points);
        let judgements = self.by_judgements(states, sum, direction, &points);
        let (standards, all_standards) = search(&standards, need, WayBy::Standards);
        let (judgements, all_judgements) = search(&judgements, need, WayBy::Judgements);
        Ways {
            listed: merge(standards, judgements),
            total: all_standards.saturating_add(all_judgements),
        }
    }

    /// Parts whose unit is a standard moved by one rating.
    fn by_standards(
        &self,
        states: &[StandardState<'_>],
        sum: &Sum,
        direction: Direction,
        points: &[u32],
    ) -> Vec<Part> {
        let scale = Scale {
            framework: self.framework,
            points,
        };
        let mut parts: Vec<Part> = Vec::new();
        for at in &sum.counted {
            let state = &states[*at];
            let Some(level) = state.level else { continue };
            let steps = scale.levels_beyond(level, direction).enumerate();
            let steps = steps.filter_map(|(moved, to)| {
                let before = if moved == 0 {
                    level
                } else {
                    scale.back(to, direction)
                };
                Some(Step {
                    cost: u32::try_from(moved + 1).ok()?,
                    gain: scale.between(level, to),
                    last: scale.between(before, to),
                    changes: vec![scale.change(Some(&state.standard.id), level, to, None)],
                })
            });
            parts.push(steps.filter(|step| step.last > 0).collect());
        }
        if let Some(pool) = sum
            .pool
            .as_ref()
            .filter(|_| sum.total.is_some() && sum.total == sum.computed)
        {
            for (level, number) in pool.numbers.iter().enumerate() {
                if let Ok(level) = u8::try_from(level) {
                    parts.push(scale.group(Level(level), *number, direction));
                }
            }
        }
        parts
    }

    /// Parts whose unit is one judgement changed.
    fn by_judgements(
        &self,
        states: &[StandardState<'_>],
        sum: &Sum,
        direction: Direction,
        points: &[u32],
    ) -> Vec<Part> {
        let scale = Scale {
            framework: self.framework,
            points,
        };
        let mut parts = Vec::new();
        for at in &sum.counted {
            let state = &states[*at];
            let (Some(level), Some(Basis::Judgements)) = (state.level, state.basis) else {
                continue;
            };
            let questions = state.questions.iter().zip(&state.standard.questions);
            let questions = questions.filter_map(|(question, own)| {
                let tally = question.tally.filter(|tally| tally.applicable > 0)?;
                Some((own.id.as_str(), tally))
            });
            let flips = Flips {
                scale: &scale,
                standard: &state.standard.id,
                level,
                questions: questions.collect(),
                cuts: &self.cuts,
                rounding: self.rounding,
            };
            parts.push(match direction {
                Direction::Up => flips.up(),
                Direction::Down => flips.down(),
            });
        }
        parts
    }
}

/// Levels and their points.
struct Scale<'a> {
    framework: &'a Framework,
    points: &'a [u32],
}

impl Scale<'_> {
    fn points_of(&self, level: Level) -> u32 {
        self.points
            .get(usize::from(level.0))
            .copied()
            .unwrap_or_default()
    }

    fn between(&self, one: Level, other: Level) -> u32 {
        self.points_of(one).abs_diff(self.points_of(other))
    }

    /// The levels that a standard may move to, the nearest first.
    fn levels_beyond(
        &self,
        level: Level,
        direction: Direction,
    ) -> impl Iterator<Item = Level> + use<> {
        let top = u8::try_from(self.points.len())
            .unwrap_or(u8::MAX)
            .saturating_sub(1);
        let (up, down) = match direction {
            Direction::Up => (level.0 + 1..top + 1, 0..0),
            Direction::Down => (0..0, 0..level.0),
        };
        up.chain(down.rev()).map(Level)
    }

    /// One level nearer to where a move began.
    fn back(&self, level: Level, direction: Direction) -> Level {
        match direction {
            Direction::Up => Level(level.0.saturating_sub(1)),
            Direction::Down => Level(level.0 + 1),
        }
    }

    fn word(&self, level: Level) -> String {
        self.framework
            .word(level)
            .map(|word| word.id.clone())
            .unwrap_or_default()
    }

    fn change(&self, standard: Option<&str>, from: Level, to: Level, count: Option<u32>) -> Change {
        Change {
            standard: standard.map(str::to_owned),
            question: None,
            from: self.word(from),
            to: self.word(to),
            count,
        }
    }

    /// What `number` standards of one level may do, when nobody knows which they are: how many of
    /// them move by one rating, by two, and so on.
    fn group(&self, level: Level, number: u32, direction: Direction) -> Part {
        let beyond: Vec<Level> = self.levels_beyond(level, direction).collect();
        let mut steps = Vec::new();
        self.spread(
            level,
            &beyond,
            number,
            direction,
            &mut Vec::new(),
            &mut steps,
        );
        steps
    }

    /// Chooses how many move to `beyond[chosen.len()]`, and so on to the last.
    fn spread(
        &self,
        level: Level,
        beyond: &[Level],
        left: u32,
        direction: Direction,
        chosen: &mut Vec<u32>,
        steps: &mut Part,
    ) {
        if chosen.len() == beyond.len() {
            steps.extend(self.spread_step(level, beyond, direction, chosen));
            return;
        }
        for count in 0..=left {
            chosen.push(count);
            self.spread(level, beyond, left - count, direction, chosen, steps);
            chosen.pop();
        }
    }

    fn spread_step(
        &self,
        level: Level,
        beyond: &[Level],
        direction: Direction,
        chosen: &[u32],
    ) -> Option<Step> {
        let moved = || {
            beyond
                .iter()
                .zip(chosen)
                .zip(1_u32..)
                .filter(|((_, count), _)| **count > 0)
        };
        let last = moved()
            .map(|((to, _), _)| self.between(self.back(*to, direction), *to))
            .min()?;
        Some(Step {
            cost: moved().map(|((_, count), steps)| count * steps).sum(),
            gain: moved()
                .map(|((to, count), _)| count * self.between(level, *to))
                .sum(),
            last,
            changes: moved()
                .map(|((to, count), _)| self.change(None, level, *to, Some(*count)))
                .collect(),
        })
    }
}

/// One judged standard, and what changing its answers would do.
struct Flips<'a> {
    scale: &'a Scale<'a>,
    standard: &'a str,
    level: Level,
    questions: Vec<(&'a str, Tally)>,
    cuts: &'a [u8],
    rounding: Rounding,
}

impl Flips<'_> {
    fn level_at(&self, tally: Tally) -> Level {
        tally
            .percent(self.rounding)
            .map_or(Level(0), |percent| level_of(percent, self.cuts))
    }

    fn change(&self, question: &str, from: &str, to: &str, count: u32) -> Change {
        Change {
            standard: Some(self.standard.to_owned()),
            question: Some(question.to_owned()),
            from: from.to_owned(),
            to: to.to_owned(),
            count: Some(count),
        }
    }

    /// Raising a standard raises every question that is below the level aimed at. Levels that the
    /// same answers reach are one step.
    fn up(&self) -> Part {
        let mut part: Part = Vec::new();
        let mut before: Vec<u32> = vec![0; self.questions.len()];
        for to in self.scale.levels_beyond(self.level, Direction::Up) {
            let Some(cut) = self.cuts.get(usize::from(to.0).saturating_sub(1)) else {
                continue;
            };
            let needed = self.questions.iter().map(|(_, tally)| {
                tally
                    .fewest_yes(*cut, self.rounding)
                    .saturating_sub(tally.yes)
            });
            let needed: Vec<u32> = needed.collect();
            if needed == before {
                continue;
            }
            let reached = self.questions.iter().zip(&needed);
            let reached =
                reached.map(|((_, tally), more)| self.level_at(tally.with_yes(tally.yes + more)));
            let reached = reached.min().unwrap_or(to);
            let changed = self
                .questions
                .iter()
                .zip(&needed)
                .filter(|(_, more)| **more > 0);
            part.push(Step {
                cost: needed.iter().sum(),
                gain: self.scale.between(self.level, reached),
                last: self
                    .scale
                    .between(self.scale.back(to, Direction::Up), reached),
                changes: changed
                    .map(|((id, _), more)| self.change(id, "no", "yes", *more))
                    .collect(),
            });
            before = needed;
        }
        part
    }

    /// One question is enough to lower a standard, so each is a way of its own.
    fn down(&self) -> Part {
        let mut part = Part::new();
        for (id, tally) in &self.questions {
            let mut held = self.level;
            let mut fewer = 0;
            while fewer < tally.yes && held > Level(0) {
                // The most answers of yes that stay below the cut of the level held.
                let Some(cut) = self.cuts.get(usize::from(held.0) - 1) else {
                    break;
                };
                let Some(yes) = tally.fewest_yes(*cut, self.rounding).checked_sub(1) else {
                    break;
                };
                fewer = tally.yes.saturating_sub(yes);
                let reached = self.level_at(tally.with_yes(yes)).min(held);
                if reached == held {
                    break;
                }
                part.push(Step {
                    cost: fewer,
                    gain: self.scale.between(self.level, reached),
                    last: self.scale.between(held, reached),
                    changes: vec![self.change(id, "yes", "no", fewer)],
                });
                held = reached;
            }
        }
        part
    }
}

/// Points moved so far, and the smallest last bit.
type Pair = (u32, u32);

/// A partial way: its cost, and the step taken of each part so far (`NONE` for none of it). A fixed
/// number of places keeps the search free of allocation.
type Partial = (u32, [u16; PARTS]);

/// Sorts behind every step, so that ways which use earlier parts come first.
const NONE: u16 = u16::MAX;

/// The cheapest tight ways that move at least `need`, and the number of all of them.
fn search(parts: &[Part], need: u32, by: WayBy) -> (Vec<Way>, u64) {
    let mut pairs: BTreeMap<Pair, (u64, Vec<Partial>)> = BTreeMap::new();
    pairs.insert((0, u32::MAX), (1, vec![(0, [0; PARTS])]));
    for (place, part) in parts.iter().enumerate() {
        let mut next: BTreeMap<Pair, (u64, Vec<Partial>)> = BTreeMap::new();
        for ((moved, smallest), (number, partials)) in &pairs {
            let none = std::iter::once((NONE, 0, 0, u32::MAX));
            let steps = part
                .iter()
                .zip(0_u16..)
                .map(|(step, at)| (at, step.cost, step.gain, step.last));
            for (at, cost, gain, last) in steps.chain(none) {
                let pair = (moved + gain, (*smallest).min(last));
                // What is not tight now never becomes so: more points only make more of it needless.
                if pair.1 != u32::MAX && pair.0.saturating_sub(pair.1) >= need {
                    continue;
                }
                let held = next.entry(pair).or_default();
                held.0 = held.0.saturating_add(*number);
                held.1.extend(partials.iter().map(|(spent, taken)| {
                    let mut taken = *taken;
                    taken[place] = at;
                    (spent + cost, taken)
                }));
            }
        }
        for (_, partials) in next.values_mut() {
            keep_cheapest(partials);
        }
        pairs = next;
    }
    let mut total = 0_u64;
    let mut found: Vec<Partial> = Vec::new();
    for ((moved, _), (number, partials)) in pairs {
        if moved >= need {
            total = total.saturating_add(number);
            found.extend(partials);
        }
    }
    keep_cheapest(&mut found);
    let ways = found.into_iter().map(|(cost, taken)| {
        let steps = parts
            .iter()
            .zip(taken)
            .filter_map(|(part, at)| part.get(usize::from(at)));
        Way {
            by,
            cost,
            changes: steps.flat_map(|step| step.changes.clone()).collect(),
        }
    });
    (ways.collect(), total)
}

/// The cheapest, sorted; at equal cost those that use earlier parts.
fn keep_cheapest(partials: &mut Vec<Partial>) {
    if partials.len() > WAYS_LISTED {
        partials.select_nth_unstable(WAYS_LISTED - 1);
        partials.truncate(WAYS_LISTED);
    }
    partials.sort_unstable();
}

/// One list, the cheapest first; where both kinds are many, each gets half of the places.
fn merge(mut standards: Vec<Way>, mut judgements: Vec<Way>) -> Vec<Way> {
    let half = WAYS_LISTED / 2;
    let spare = |other: &[Way]| half + half.saturating_sub(other.len());
    let (first, second) = (spare(&judgements), spare(&standards));
    standards.truncate(first);
    judgements.truncate(second);
    standards.append(&mut judgements);
    // A stable sort: at equal cost standards stay before judgements.
    standards.sort_by_key(|way| way.cost);
    standards
}
