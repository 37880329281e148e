//! From the ratings of standards to a total and an overall rating.

use crate::finding::Finding;
use crate::flags::FlagCode;
use crate::framework::{Band, Domain, TotalRule};
use crate::input::{Level, Score};
use crate::notebook::Notebook;
use crate::pool::{self, Pool};
use crate::sheet::level_of_total;
use crate::standards::{Judge, StandardState};

/// Everything about points.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    /// Places of the standards that count in this total.
    pub(crate) counted: Vec<usize>,
    /// Total, by score or by sum.
    pub(crate) total: Option<u32>,
    /// Whether the total was entered as a score.
    pub(crate) entered: bool,
    /// What the ratings add up to.
    pub(crate) computed: Option<u32>,
    /// Whether the entered score cannot come from the ratings: nothing then says what would change it.
    pub(crate) conflict: bool,
    pub(crate) maximum: Option<u32>,
    pub(crate) range: Option<[u32; 2]>,
    pub(crate) bands: Vec<Band>,
    /// The level that the total gives.
    pub(crate) overall: Option<Level>,
    /// Numbers of ratings whose standards are not known by name.
    pub(crate) pool: Option<Pool>,
}

impl Sum {
    /// Points from the total up to the next band; none at the top or without a total.
    pub(crate) fn to_next(&self) -> Option<u32> {
        let next = self.bands.get(usize::from(self.overall?.0) + 1)?;
        Some(next.low - self.total?)
    }

    /// Fewest points whose loss changes the rating; none in the lowest band or without a total.
    pub(crate) fn to_lose(&self) -> Option<u32> {
        let level = self.overall?;
        let own = self.bands.get(usize::from(level.0))?;
        (level.0 > 0).then_some(())?;
        Some(self.total? + 1 - own.low)
    }
}

impl<'a> Judge<'a> {
    /// Points by level; empty where the framework has none.
    pub(crate) fn points(&self) -> Vec<u32> {
        self.framework
            .words()
            .iter()
            .filter_map(|word| word.points)
            .collect()
    }

    /// Adds up. Numbers of ratings may settle standards that were not known.
    pub(crate) fn sum(
        &self,
        states: &mut [StandardState<'a>],
        notes: &mut Notebook<'_>,
    ) -> Result<Sum, Vec<Finding>> {
        let counting = |state: &StandardState<'_>| {
            state.in_scope && self.settings.counts(self.framework, state.standard)
        };
        let mut counted: Vec<usize> = (0..states.len())
            .filter(|at| counting(&states[*at]))
            .collect();
        let rule = self
            .framework
            .total_rule()
            .filter(|_| self.settings.has_points(self.framework));
        let mut unsettled = false;
        if let Some(rule) = rule {
            unsettled = self.read_score(rule, states, &counted, notes);
            self.drop_domains(rule, states, &mut counted, notes);
        }
        let pool = match &self.input.counts {
            Some(counts) => self.pool(counts, states, &counted, rule.is_some(), notes)?,
            None => None,
        };
        self.flag_unknown(states, notes);
        let Some(rule) = rule else {
            self.flag_no_points(notes);
            return Ok(Sum {
                pool,
                ..Sum::default()
            });
        };
        if self.blocked(rule, states, &counted, notes) {
            return Ok(Sum {
                pool,
                ..Sum::default()
            });
        }
        let mut sum = Sum {
            counted,
            pool,
            ..Sum::default()
        };
        self.add_up(rule, states, &mut sum, notes);
        self.take_score(unsettled, &mut sum, notes);
        self.band(rule, states, &mut sum, notes);
        Ok(sum)
    }

    /// H-30, read from the entered score: a maximum that is lower by a whole domain says that this
    /// domain was not rated. Where it can be one domain only, its standards are noted as not rated;
    /// otherwise gives true, and which domain it was stays open.
    fn read_score(
        &self,
        rule: &TotalRule,
        states: &mut [StandardState<'_>],
        counted: &[usize],
        notes: &mut Notebook<'_>,
    ) -> bool {
        let open = self.left_out_by_score(rule, states, counted);
        let (Some(Score { maximum, .. }), false) = (self.input.score, open.is_empty()) else {
            return false;
        };
        let titles: Vec<&str> = open.iter().map(|domain| domain.title.as_str()).collect();
        let text = format!(
            "The score’s maximum of {maximum} says that a case domain was not rated: {}.",
            titles.join(" or ")
        );
        notes.step(
            rule.drop_rule.as_deref().unwrap_or(&rule.maximum),
            text.clone(),
        );
        if let [only] = open[..] {
            let own = states
                .iter_mut()
                .filter(|state| state.standard.domain == only.id);
            own.for_each(StandardState::leave_unrated);
            return false;
        }
        notes.flag(FlagCode::DomainNotRated, None, text);
        true
    }

    /// The domains whose standards make up what the entered maximum lacks, and of which no rating
    /// is known.
    fn left_out_by_score(
        &self,
        rule: &TotalRule,
        states: &[StandardState<'_>],
        counted: &[usize],
    ) -> Vec<&'a Domain> {
        let top = self.points().into_iter().max().unwrap_or_default() as usize;
        let maximum = self.input.score.map_or(0, |score| score.maximum as usize);
        // Numbers of ratings must fit what is left, with the standards that never count.
        let beside = states
            .iter()
            .filter(|s| s.in_scope && !s.standard.counts)
            .count();
        let numbers = self.input.counts.as_ref().map_or(0, pool::sum);
        let lacks = |domain: &&Domain| {
            let counted = counted.iter().map(|at| &states[*at]);
            let (own, others): (Vec<_>, Vec<_>) =
                counted.partition(|state| state.standard.domain == domain.id);
            rule.drops.contains(&domain.id)
                && !own.is_empty()
                && own
                    .iter()
                    .all(|state| state.level.is_none() && !state.not_rated())
                && others.len() * top == maximum
                && numbers <= others.len() + beside
        };
        self.framework.domains().iter().filter(lacks).collect()
    }

    /// H-30: takes the standards of a domain out of the count when none of them is rated.
    fn drop_domains(
        &self,
        rule: &TotalRule,
        states: &[StandardState<'_>],
        counted: &mut Vec<usize>,
        notes: &mut Notebook<'_>,
    ) {
        for domain in &rule.drops {
            let own: Vec<usize> = (0..states.len())
                .filter(|at| states[*at].standard.domain == *domain && states[*at].standard.counts)
                .collect();
            if own.is_empty()
                || !own
                    .iter()
                    .all(|at| states[*at].in_scope && states[*at].not_rated())
            {
                continue;
            }
            counted.retain(|at| !own.contains(at));
            let title = self.framework.domains().iter().find(|d| d.id == *domain);
            let title = title.map_or(domain.as_str(), |domain| &domain.title);
            let text = format!(
                "{title}: none of its {} standards is rated, so they drop out of the maximum.",
                own.len()
            );
            notes.step(
                rule.drop_rule.as_deref().unwrap_or(&rule.maximum),
                text.clone(),
            );
            notes.flag(FlagCode::DomainNotRated, None, text);
        }
    }

    fn flag_unknown(&self, states: &[StandardState<'_>], notes: &mut Notebook<'_>) {
        let unknown = states
            .iter()
            .filter(|s| s.in_scope && s.level.is_none() && !s.not_rated() && s.basis.is_none());
        let ids: Vec<&str> = unknown.map(|state| state.standard.short_name()).collect();
        if ids.is_empty() || self.framework.words().is_empty() {
            return;
        }
        let are = if ids.len() == 1 {
            "The rating of one standard is"
        } else {
            "Ratings are"
        };
        notes.flag(
            FlagCode::StandardsNotKnown,
            None,
            format!("{are} not known: {}.", ids.join(", ")),
        );
    }

    /// Says that points are there to be switched on.
    fn flag_no_points(&self, notes: &mut Notebook<'_>) {
        let Some(rule) = self.framework.total_rule() else {
            return;
        };
        if let Some(switch) = &rule.switch {
            notes.flag(
                FlagCode::PointsOff,
                None,
                format!("No published rule adds points up under this framework, so there is no total. A working rule can be switched on: {switch}."),
            );
        }
    }

    /// Whether there is no rule for a total, because more was looked at than it covers (N-10).
    fn blocked(
        &self,
        rule: &TotalRule,
        states: &[StandardState<'_>],
        counted: &[usize],
        notes: &mut Notebook<'_>,
    ) -> bool {
        let named = |state: &&StandardState<'_>| {
            let asked = self.input.scope.is_some() && state.in_scope;
            let known = state.level.is_some() || state.not_rated();
            rule.blocked_by.contains(&state.standard.id) && (asked || known)
        };
        // More ratings than standards that count: some of them are the others'.
        let beyond =
            self.input.counts.as_ref().is_some_and(|counts| {
                !rule.blocked_by.is_empty() && pool::sum(counts) > counted.len()
            });
        let text = match states.iter().find(named) {
            Some(state) => format!(
                "{} is looked at, so this is a full inspection; no rule adds its standards up.",
                state.standard.name()
            ),
            None if beyond => {
                "The numbers of ratings are about more standards than count, so this is a full inspection; no rule adds its standards up.".to_owned()
            }
            None => return false,
        };
        if let Some(rule) = &rule.blocked_rule {
            notes.step(rule, text.clone());
        }
        notes.flag(FlagCode::NoPointsRule, None, text);
        true
    }

    /// Total, maximum and range from the ratings.
    fn add_up(
        &self,
        rule: &TotalRule,
        states: &[StandardState<'_>],
        sum: &mut Sum,
        notes: &mut Notebook<'_>,
    ) {
        let points = self.points();
        let top = points.iter().copied().max().unwrap_or_default();
        let number = u32::try_from(sum.counted.len()).unwrap_or(u32::MAX);
        if number == 0 {
            notes.flag(
                FlagCode::NothingCounts,
                None,
                "No standard in scope counts in a total.".to_owned(),
            );
            return;
        }
        if let Some(switch) = &rule.switch {
            notes.flag(
                FlagCode::PointsSwitchedOn,
                None,
                format!("Points are added up by a working rule that was switched on ({switch}); no published score confirms it."),
            );
        }
        let maximum = number.saturating_mul(top);
        sum.maximum = Some(maximum);
        // The published scale is that of all standards; a smaller one follows from adding up.
        let full = rule
            .bands
            .first()
            .is_some_and(|bands| bands.maximum == maximum);
        notes.step(
            if full { &rule.maximum } else { &rule.sum },
            format!("{number} standards count, with at most {top} points each: the maximum is {number} × {top} = {maximum}."),
        );
        let mut open = false;
        for at in &sum.counted {
            let state = &states[*at];
            if state.not_rated() {
                open = true;
                let name = state.standard.name();
                notes.flag(
                    FlagCode::StandardNotRated,
                    Some(&state.standard.id),
                    format!("{name} counts and is not rated. No rule says what the total is then, so none is given."),
                );
            }
        }
        if open {
            return;
        }
        let earned: Vec<(String, u32)> = self.earned(states, sum, &points);
        if !earned.is_empty() {
            let list: Vec<String> = earned
                .iter()
                .map(|(words, points)| format!("{words} {points}"))
                .collect();
            notes.step(&rule.points, format!("Points: {}.", list.join(", ")));
        }
        let known: u32 = earned.iter().map(|(_, points)| points).sum();
        let [low, high] = self.open_points(states, sum, &points);
        let range = [known + low, known + high];
        sum.range = Some(range);
        if range[0] == range[1] {
            sum.computed = Some(range[0]);
            sum.total = sum.computed;
            let parts: Vec<String> = self.parts(states, sum, &earned, &points);
            notes.step(&rule.sum, format!("{} = {}.", parts.join(" + "), range[0]));
        } else {
            notes.step(
                &rule.sum,
                format!("What is known adds up to {known}; with what is not known the total lies between {} and {}.", range[0], range[1]),
            );
        }
    }

    /// The points of the counted standards that are known by name, in the order of the framework.
    fn earned(
        &self,
        states: &[StandardState<'_>],
        sum: &Sum,
        points: &[u32],
    ) -> Vec<(String, u32)> {
        let known = sum.counted.iter().filter_map(|at| {
            let level = states[*at].level?;
            let words = format!("{} {}", states[*at].standard.id, self.label(level));
            Some((words, points.get(usize::from(level.0)).copied()?))
        });
        known.collect()
    }

    /// Fewest and most points of the counted standards that are not known by name.
    fn open_points(&self, states: &[StandardState<'_>], sum: &Sum, points: &[u32]) -> [u32; 2] {
        let unknown = |at: &&usize| states[**at].level.is_none();
        let top = points.iter().copied().max().unwrap_or_default();
        let Some(pool) = &sum.pool else {
            let number =
                u32::try_from(sum.counted.iter().filter(unknown).count()).unwrap_or_default();
            return [0, number * top];
        };
        let levels = || pool.numbers.iter().zip(points);
        let sure: u32 = levels().map(|(number, points)| number * points).sum();
        let open = || {
            pool.open
                .iter()
                .filter_map(|level| points.get(*level).copied())
        };
        let mut low = sure + pool.blanks * open().min().unwrap_or_default();
        let mut high = sure + pool.blanks * open().max().unwrap_or_default();
        // Members that do not count take their points out, and nobody knows how many.
        let outside = pool
            .members
            .iter()
            .filter(|at| !sum.counted.contains(at))
            .count();
        let outside = u32::try_from(outside).unwrap_or_default();
        if outside > 0 {
            let held = levels()
                .filter(|(number, _)| **number > 0)
                .map(|(_, points)| *points);
            let held = held.chain(open().filter(|_| pool.blanks > 0));
            low = low.saturating_sub(outside * held.clone().max().unwrap_or_default());
            high = high.saturating_sub(outside * held.min().unwrap_or_default());
        }
        // Counted standards of which the numbers say nothing may hold anything.
        let beside = sum
            .counted
            .iter()
            .filter(unknown)
            .filter(|at| !pool.members.contains(at))
            .count();
        [low, high + u32::try_from(beside).unwrap_or_default() * top]
    }

    /// The summands of the total: standards by name, then groups by their number.
    fn parts(
        &self,
        states: &[StandardState<'_>],
        sum: &Sum,
        earned: &[(String, u32)],
        points: &[u32],
    ) -> Vec<String> {
        let named = earned.iter().map(|(_, points)| points.to_string());
        let unknown = sum.counted.iter().any(|at| states[*at].level.is_none());
        let pool = sum.pool.iter().filter(|_| unknown).flat_map(|pool| {
            let groups = pool
                .numbers
                .iter()
                .zip(points)
                .filter(|(number, _)| **number > 0)
                .rev();
            groups.map(|(number, points)| format!("{number} × {points}"))
        });
        named.chain(pool).collect()
    }

    /// An entered score wins over what the ratings add up to, and both show (ALL-9).
    fn take_score(&self, unsettled: bool, sum: &mut Sum, notes: &mut Notebook<'_>) {
        let Some(Score { total, maximum }) = self.input.score else {
            return;
        };
        notes.step(
            &self.framework.result().entered,
            format!("The score is {total} of {maximum}, as entered."),
        );
        let fits = match (sum.maximum, sum.range) {
            (Some(own), Some([low, high])) if own == maximum => (low..=high).contains(&total),
            (Some(own), _) => own == maximum,
            (None, _) => true,
        };
        if !fits && !unsettled {
            sum.conflict = true;
            let gives = match (sum.range, sum.maximum) {
                (Some([low, high]), Some(own)) if low == high => format!("{low} of {own}"),
                (Some([low, high]), Some(own)) => format!("between {low} and {high} of {own}"),
                (_, own) => format!("a maximum of {}", own.unwrap_or_default()),
            };
            notes.flag(
                FlagCode::ScoreDiffers,
                None,
                format!("The score entered is {total} of {maximum}, and the ratings give {gives}. What was entered counts."),
            );
        }
        sum.total = Some(total);
        sum.maximum = Some(maximum);
        sum.range = Some([total, total]);
        sum.entered = true;
    }

    /// The overall rating that the total gives, and how far it is to the bands beside it.
    fn band(
        &self,
        rule: &TotalRule,
        states: &[StandardState<'_>],
        sum: &mut Sum,
        notes: &mut Notebook<'_>,
    ) {
        let Some(maximum) = sum.maximum else {
            return;
        };
        let Some((bands, made_by)) = self.settings.bands(self.framework, maximum) else {
            notes.flag(
                FlagCode::NoBands,
                None,
                format!("There is no rule for the overall rating on a maximum of {maximum}."),
            );
            return;
        };
        sum.bands = bands;
        if let Some(rule) = self
            .framework
            .rule(made_by)
            .filter(|rule| rule.status == "working")
        {
            notes.flag(
                FlagCode::BandsWorking,
                None,
                format!(
                    "The bands on a maximum of {maximum} are a working value (rule {}, confidence {}).",
                    rule.id,
                    rule.confidence.as_deref().unwrap_or("not stated")
                ),
            );
        }
        let Some(total) = sum.total else {
            self.flag_one_band(sum, notes);
            return;
        };
        sum.overall = level_of_total(total, &sum.bands);
        let Some(own) = sum
            .overall
            .and_then(|level| sum.bands.get(usize::from(level.0)))
        else {
            return;
        };
        let label = |band: &Band| self.framework.label(&band.word).to_owned();
        notes.step(
            made_by,
            format!(
                "{total} of {maximum} lies in {} to {}: {}.",
                own.low,
                own.high,
                label(own)
            ),
        );
        if let (Some(level), Some(points)) = (sum.overall, sum.to_next())
            && let Some(next) = sum.bands.get(usize::from(level.0) + 1)
        {
            notes.step(
                &rule.distance,
                format!(
                    "{} begins at {}: {} − {total} = {points} to go.",
                    label(next),
                    next.low,
                    next.low
                ),
            );
        }
        if let (Some(level), Some(points)) = (sum.overall, sum.to_lose())
            && let Some(below) = sum.bands.get(usize::from(level.0) - 1)
        {
            notes.step(
                &rule.distance,
                format!(
                    "{} ends at {}: {total} − {} = {points} to lose.",
                    label(below),
                    below.high,
                    below.high
                ),
            );
        }
        self.warn(rule, states, sum.overall, notes);
    }

    /// Says when what is not known cannot change the overall rating.
    fn flag_one_band(&self, sum: &Sum, notes: &mut Notebook<'_>) {
        let Some([low, high]) = sum.range else {
            return;
        };
        let level = level_of_total(low, &sum.bands);
        if let Some(level) = level.filter(|level| Some(*level) == level_of_total(high, &sum.bands))
        {
            notes.flag(
                FlagCode::RangeInOneBand,
                None,
                format!(
                    "Whatever the ratings that are not known, the total lies in {}.",
                    self.label(level)
                ),
            );
        }
    }

    /// H-43: a rating that stands in the way of the best overall rating is shown, never applied.
    fn warn(
        &self,
        rule: &TotalRule,
        states: &[StandardState<'_>],
        overall: Option<Level>,
        notes: &mut Notebook<'_>,
    ) {
        let Some(warning) = rule
            .warning
            .as_ref()
            .filter(|w| self.settings.on(Some(&w.switch)))
        else {
            return;
        };
        let level = |word: &str| self.framework.level(word);
        let held = states
            .iter()
            .find(|state| state.standard.id == warning.standard);
        if held.is_some_and(|state| state.level.is_some() && state.level == level(&warning.word))
            && overall.is_some()
            && overall == level(&warning.overall)
        {
            let text = format!(
                "{} at {} would stand in the way of {} overall; the arithmetic does not apply this.",
                warning.standard,
                self.framework.label(&warning.word),
                self.framework.label(&warning.overall)
            );
            notes.step(&warning.rule, text.clone());
            notes.flag(FlagCode::ResettlementWarning, Some(&warning.standard), text);
        }
    }
}
