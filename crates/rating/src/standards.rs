//! From answers, percentages and entered ratings to the rating of each standard.

use std::collections::HashMap;

use crate::flags::FlagCode;
use crate::framework::{BoundaryRule, Framework, Judged, PercentRule, Question, Standard};
use crate::input::{Answer, Cases, Entered, Input, Level, PanelDecision};
use crate::interval::interval;
use crate::notebook::Notebook;
use crate::outcome::{Basis, Panel, QuestionOutcome, StandardOutcome, State};
use crate::percent::{Rounding, Tally, level_of};
use crate::settings::Settings;

/// What all standards are judged by.
pub(crate) struct Judge<'a> {
    pub(crate) framework: &'a Framework,
    pub(crate) settings: &'a Settings,
    pub(crate) input: &'a Input,
    pub(crate) cuts: Vec<u8>,
    pub(crate) rounding: Rounding,
}

/// One key question, as far as it was judged.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct QuestionState {
    /// Answers, where there were any rows about it.
    pub(crate) tally: Option<Tally>,
    /// Answers that said it does not apply.
    left_out: u32,
    /// Whole per cent, from answers or as entered.
    pub(crate) percent: Option<u8>,
    /// The band it falls in, where bands are switched on.
    pub(crate) level: Option<Level>,
}

/// One standard, as far as it was judged.
#[derive(Debug, Clone)]
pub(crate) struct StandardState<'a> {
    pub(crate) standard: &'a Standard,
    pub(crate) in_scope: bool,
    pub(crate) questions: Vec<QuestionState>,
    entered: Option<Entered>,
    panel: Option<&'a PanelDecision>,
    computed: Option<Level>,
    /// The rating that holds.
    pub(crate) level: Option<Level>,
    pub(crate) basis: Option<Basis>,
}

impl StandardState<'_> {
    /// Whether it applied and was expressly not rated.
    pub(crate) fn not_rated(&self) -> bool {
        self.level.is_none() && self.entered == Some(Entered::NotRated)
    }

    /// Which of the four states it is in.
    pub(crate) fn state(&self) -> State {
        match self.level {
            _ if !self.in_scope => State::NotApplicable,
            Some(_) => State::Rated,
            None if self.not_rated() => State::NotRated,
            None => State::NotKnown,
        }
    }

    /// Notes that it was not rated, because the score's maximum says so.
    pub(crate) fn leave_unrated(&mut self) {
        self.entered = Some(Entered::NotRated);
    }

    /// Takes the rating from numbers of ratings, where these leave one word only.
    pub(crate) fn settle(&mut self, level: Level) {
        self.level = Some(level);
        self.basis = Some(Basis::Counts);
    }
}

impl<'a> Judge<'a> {
    /// Judges every standard of the framework, in its order.
    pub(crate) fn standards(&self, notes: &mut Notebook<'_>) -> Vec<StandardState<'a>> {
        let mut states: Vec<StandardState<'a>> = self
            .framework
            .standards()
            .iter()
            .map(|standard| self.begin(standard))
            .collect();
        self.count(&mut states);
        if let Some(rule) = self.framework.percent_rule()
            && !(self.input.judgements.is_empty() && self.input.percentages.is_empty())
        {
            notes.step(&rule.rounding, self.rounding_words().to_owned());
        }
        for state in &mut states {
            if state.in_scope {
                self.rate(state, notes);
            }
        }
        states
    }

    fn begin(&self, standard: &'a Standard) -> StandardState<'a> {
        let input = self.input;
        StandardState {
            standard,
            in_scope: input
                .scope
                .as_ref()
                .is_none_or(|scope| scope.contains(&standard.id)),
            questions: vec![QuestionState::default(); standard.questions.len()],
            entered: input.ratings.get(&standard.id).copied(),
            panel: input
                .panel
                .iter()
                .find(|panel| panel.standard == standard.id),
            computed: None,
            level: None,
            basis: None,
        }
    }

    /// Counts the answers, and takes percentages that were entered.
    fn count(&self, states: &mut [StandardState<'_>]) {
        let setting = self
            .framework
            .percent_rule()
            .and_then(|rule| rule.left_out_setting.as_deref());
        let leaves = self.settings.on(setting);
        // Each id is looked up once, however many cases answer it.
        let mut places: HashMap<&str, Option<(usize, usize)>> = HashMap::new();
        for judgement in &self.input.judgements {
            let id = judgement.question.as_str();
            let place = places
                .entry(id)
                .or_insert_with(|| self.framework.place_of(id));
            let Some((standard, question)) = *place else {
                continue;
            };
            let question = &mut states[standard].questions[question];
            let tally = question.tally.get_or_insert_default();
            match judgement.answer {
                Answer::Yes => {
                    tally.yes += 1;
                    tally.applicable += 1;
                }
                Answer::No => tally.applicable += 1,
                Answer::NotApplicable if leaves => question.left_out += 1,
                Answer::NotApplicable => tally.applicable += 1,
            }
        }
        for (id, percent) in &self.input.percentages {
            if let Some((standard, question)) = self.framework.place_of(id) {
                states[standard].questions[question].percent = Some(*percent);
            }
        }
        let bands = self.bands_on();
        for question in states.iter_mut().flat_map(|state| &mut state.questions) {
            let counted = question
                .tally
                .and_then(|tally| tally.percent(self.rounding));
            question.percent = counted.or(question.percent);
            question.level = question
                .percent
                .filter(|_| bands)
                .map(|p| level_of(p, &self.cuts));
        }
    }

    /// Whether percentages meet bands at all.
    fn bands_on(&self) -> bool {
        let rule = self.framework.percent_rule();
        rule.is_some_and(|rule| self.settings.on(rule.switch.as_deref()))
    }

    fn rounding_words(&self) -> &'static str {
        match self.rounding {
            Rounding::HalfUp => {
                "Percentages are rounded to a whole per cent, half up, before they meet a band."
            }
            Rounding::HalfDown => {
                "Percentages are rounded to a whole per cent, half down, before they meet a band."
            }
        }
    }

    /// Works the standard's own rating out, and sets what was entered above it.
    fn rate(&self, state: &mut StandardState<'_>, notes: &mut Notebook<'_>) {
        if let Some(rule) = self.framework.percent_rule() {
            self.note_questions(state, rule, notes);
        }
        let basis = self.compute(state, notes);
        let name = state.standard.name();
        let entered = &self.framework.result().entered;
        match (state.entered, state.panel) {
            (_, Some(panel)) => {
                state.level = Some(panel.to);
                state.basis = Some(Basis::Entered);
                let gives = match state.computed {
                    Some(level) => format!("the arithmetic gives {}", self.label(level)),
                    None => "nothing was counted".to_owned(),
                };
                let to = self.label(panel.to);
                let text = format!("{name}: {to}, as decided by {}; {gives}.", panel.who);
                notes.step(entered, text);
                notes.flag(
                    FlagCode::PanelDecision,
                    Some(&state.standard.id),
                    format!(
                        "{} decided on {to}: {}. {}.",
                        panel.who,
                        panel.why,
                        sentence(&gives)
                    ),
                );
            }
            (Some(Entered::Rated(level)), None) => {
                state.level = Some(level);
                state.basis = Some(Basis::Entered);
                notes.step(
                    entered,
                    format!("{name}: {}, as entered.", self.label(level)),
                );
            }
            (Some(Entered::NotRated), None) => {
                state.basis = Some(Basis::Entered);
                notes.step(entered, format!("{name}: not rated, as entered."));
            }
            (None, None) => {
                state.level = state.computed;
                state.basis = basis.filter(|_| state.computed.is_some());
            }
        }
        self.flag_difference(state, notes);
    }

    /// Writes down the percentage of each question and the band it falls in.
    fn note_questions(
        &self,
        state: &StandardState<'_>,
        rule: &PercentRule,
        notes: &mut Notebook<'_>,
    ) {
        let mut bands = Vec::new();
        for (question, own) in state.questions.iter().zip(&state.standard.questions) {
            let id = self.question(state.standard, own);
            match (question.tally, question.percent) {
                (Some(tally), Some(percent)) => {
                    notes.step(
                        &rule.share,
                        share_words(id, tally, question.left_out, percent),
                    );
                }
                (Some(_), None) => {
                    let text = format!("{id}: it applied to none of the cases, so it is left out.");
                    notes.step(&rule.share, text);
                    notes.flag(
                        FlagCode::QuestionLeftOut,
                        Some(&state.standard.id),
                        format!("Question {id} applied to none of the cases and is left out."),
                    );
                }
                (None, Some(percent)) => {
                    notes.step(
                        &rule.share,
                        format!("{id}: {percent} per cent, as entered."),
                    );
                }
                (None, None) => {}
            }
            if let (Some(percent), Some(level)) = (question.percent, question.level) {
                bands.push(format!(
                    "{id} at {percent} per cent is {}",
                    self.label(level)
                ));
            }
        }
        match (state.standard.judged, bands.as_slice()) {
            (_, []) => {}
            (Judged::Pooled, [only]) => notes.step(&rule.bands, format!("{only}.")),
            _ => {
                let name = state.standard.name();
                notes.step(&rule.bands, format!("{name}: {}.", bands.join("; ")));
            }
        }
    }

    /// A question as a step names it: by its id, or as its category where all answers are pooled.
    fn question<'s>(&self, standard: &'s Standard, question: &'s Question) -> &'s str {
        match standard.judged {
            Judged::Pooled => &standard.title,
            _ => &question.id,
        }
    }

    /// The rating that the questions give, and what they rest on.
    fn compute(&self, state: &mut StandardState<'_>, notes: &mut Notebook<'_>) -> Option<Basis> {
        let rule = self.framework.standard_rule()?;
        let questions = &state.questions;
        let seen = |q: &QuestionState| q.tally.is_some() || q.percent.is_some();
        if !questions.iter().any(seen) {
            return None;
        }
        let id = &state.standard.id;
        if let Some(missing) = questions.iter().position(|question| !seen(question)) {
            notes.flag(
                FlagCode::QuestionNotAnswered,
                Some(id),
                format!(
                    "Question {} has no answer, so the rating of {id} cannot be worked out.",
                    state.standard.questions[missing].id
                ),
            );
            return None;
        }
        if !self.bands_on() || !self.settings.on(rule.switch.as_deref()) {
            let switches = self
                .framework
                .percent_rule()
                .and_then(|p| p.switch.as_deref());
            let switches: Vec<&str> = switches.into_iter().chain(rule.switch.as_deref()).collect();
            notes.flag(
                FlagCode::NotSwitchedOn,
                Some(id),
                format!(
                    "No published rule leads from percentages to a rating here. Enter the rating, or switch {} on.",
                    switches.join(" and ")
                ),
            );
            return None;
        }
        let Some(lowest) = questions.iter().filter_map(|question| question.level).min() else {
            notes.flag(
                FlagCode::NothingApplied,
                Some(id),
                format!("No question of {id} applied to any case, so it has no rating."),
            );
            return None;
        };
        state.computed = Some(lowest);
        if state.standard.judged == Judged::Cases {
            let levels = questions.iter().zip(&state.standard.questions);
            let levels: Vec<String> = levels
                .filter_map(|(q, own)| Some(format!("{} ({})", self.label(q.level?), own.id)))
                .collect();
            let name = state.standard.name();
            let text = format!(
                "{name}: the lowest of {} is {}.",
                levels.join(", "),
                self.label(lowest)
            );
            notes.step(&rule.rule, text);
        }
        let counted = questions.iter().all(|question| question.tally.is_some());
        Some(if counted {
            Basis::Judgements
        } else {
            Basis::Percentages
        })
    }

    fn flag_difference(&self, state: &StandardState<'_>, notes: &mut Notebook<'_>) {
        let id = Some(state.standard.id.as_str());
        let Some(computed) = state.computed else {
            return;
        };
        if state.basis == Some(Basis::Entered) {
            if state.level != Some(computed) && state.panel.is_none() {
                let entered = state.level.map_or("not rated", |level| self.label(level));
                let gives = self.label(computed);
                let text = format!(
                    "Entered as {entered}, and the arithmetic gives {gives}. What was entered counts."
                );
                notes.flag(FlagCode::EnteredDiffers, id, text);
            }
            return;
        }
        if self
            .framework
            .percent_rule()
            .is_some_and(|rule| rule.inferred)
        {
            notes.flag(
                FlagCode::LabelInferred,
                id,
                format!(
                    "{} is inferred from the percentage; no source states it.",
                    self.label(computed)
                ),
            );
        }
        if let Some(rule) = self.framework.boundary_rule() {
            self.flag_boundary(state, computed, rule, notes);
        }
    }

    /// H-10: says why a ratings panel would look at the standard.
    fn flag_boundary(
        &self,
        state: &StandardState<'_>,
        level: Level,
        rule: &BoundaryRule,
        notes: &mut Notebook<'_>,
    ) {
        let known = state.questions.iter().zip(&state.standard.questions);
        let known = known.filter_map(|(q, own)| Some((q.percent?, q.tally, own)));
        let Some((percent, tally, question)) = known.min_by_key(|(percent, ..)| *percent) else {
            return;
        };
        let mut reasons = Vec::new();
        let nearest = self.cuts.iter().min_by_key(|cut| cut.abs_diff(percent));
        if let Some(cut) = nearest
            && u32::from(cut.abs_diff(percent)) <= self.settings.number(&rule.within)
        {
            reasons.push(match cut.abs_diff(percent) {
                0 => format!("its lowest question, {}, is at {percent} per cent, on a boundary", question.id),
                away => format!(
                    "its lowest question, {}, is at {percent} per cent, {away} from the boundary at {cut}",
                    question.id
                ),
            });
        }
        if self.settings.on(Some(&rule.one_case_setting)) && self.one_case_changes(state, level) {
            reasons.push("one case judged otherwise would change the rating".to_owned());
        }
        if let Some(tally) = tally
            && tally.applicable <= self.settings.number(&rule.cases_at_most)
        {
            let cases = if tally.applicable == 1 {
                "case"
            } else {
                "cases"
            };
            reasons.push(format!("the rating rests on {} {cases}", tally.applicable));
        }
        if !reasons.is_empty() {
            notes.flag(
                FlagCode::NearBoundary,
                Some(&state.standard.id),
                format!(
                    "A ratings panel would look at this standard: {}.",
                    reasons.join("; ")
                ),
            );
        }
    }

    /// Whether one answer changed from no to yes, or from yes to no, would move the standard.
    fn one_case_changes(&self, state: &StandardState<'_>, level: Level) -> bool {
        let levels_with = |changed: usize, yes: u32| {
            let levels = state
                .questions
                .iter()
                .enumerate()
                .filter_map(|(at, question)| {
                    if at != changed {
                        return question.level;
                    }
                    let percent = question.tally?.with_yes(yes).percent(self.rounding)?;
                    Some(level_of(percent, &self.cuts))
                });
            levels.min()
        };
        state.questions.iter().enumerate().any(|(at, question)| {
            let Some(tally) = question.tally else {
                return false;
            };
            let more = (tally.yes < tally.applicable).then(|| tally.yes + 1);
            let fewer = tally.yes.checked_sub(1);
            [more, fewer]
                .into_iter()
                .flatten()
                .any(|yes| levels_with(at, yes) != Some(level))
        })
    }

    /// The label of a level.
    pub(crate) fn label(&self, level: Level) -> &'a str {
        self.framework.word(level).map_or("", |word| &word.label)
    }

    fn word(&self, level: Level) -> Option<String> {
        self.framework.word(level).map(|word| word.id.clone())
    }

    /// The standard as it is given out.
    pub(crate) fn outcome(
        &self,
        state: &StandardState<'_>,
        points: Option<u32>,
        counts: bool,
    ) -> StandardOutcome {
        let pooled = state.standard.judged == Judged::Pooled;
        let level = state.level.filter(|_| state.in_scope);
        let stars = level.and_then(|level| self.framework.word(level)?.stars.as_ref());
        StandardOutcome {
            id: state.standard.id.clone(),
            title: state.standard.title.clone(),
            state: state.state(),
            rating: level.and_then(|level| self.word(level)),
            points,
            counts,
            basis: state.basis,
            computed: state.computed.and_then(|level| self.word(level)),
            percent: state
                .questions
                .first()
                .filter(|_| pooled)
                .and_then(|q| q.percent),
            stars: stars.map(|stars| self.settings.number(stars)),
            panel: state.panel.map(|panel| Panel {
                rating: self.word(panel.to).unwrap_or_default(),
                who: panel.who.clone(),
                why: panel.why.clone(),
            }),
            questions: state
                .questions
                .iter()
                .zip(&state.standard.questions)
                .map(|(question, own)| QuestionOutcome {
                    id: own.id.clone(),
                    title: own.asks.clone(),
                    yes: question.tally.map(|tally| tally.yes),
                    applicable: question.tally.map(|tally| tally.applicable),
                    percent: question.percent,
                    rating: question.level.and_then(|level| self.word(level)),
                    interval: self.interval_of(question),
                })
                .collect(),
        }
    }

    fn interval_of(&self, question: &QuestionState) -> Option<crate::outcome::Interval> {
        let tally = question
            .tally
            .filter(|_| self.input.cases == Cases::Sample)?;
        let cuts: &[u8] = if self.bands_on() { &self.cuts } else { &[] };
        interval(tally, cuts, self.rounding)
    }
}

/// "2.1.1: yes in 13 of the 21 cases to which it applies; 100 × 13 / 21 = 61.90…, as a whole per cent 62."
fn share_words(question: &str, tally: Tally, left_out: u32, percent: u8) -> String {
    let Tally { yes, applicable } = tally;
    let hundredths = 10_000 * u64::from(yes) / u64::from(applicable.max(1));
    let exact = 10_000 * u64::from(yes) == hundredths * u64::from(applicable);
    let share = match (exact, hundredths % 100) {
        (true, 0) => format!("{}", hundredths / 100),
        (true, rest) => format!("{}.{rest:02}", hundredths / 100),
        (false, rest) => format!("{}.{rest:02}…", hundredths / 100),
    };
    let without = match left_out {
        0 => String::new(),
        1 => " (1 answered na is left out)".to_owned(),
        many => format!(" ({many} answered na are left out)"),
    };
    format!(
        "{question}: yes in {yes} of the {applicable} cases to which it applies{without}; 100 × {yes} / {applicable} = {share}, as a whole per cent {percent}."
    )
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
