//! The one entrance to the arithmetic.

use crate::check;
use crate::finding::Finding;
use crate::flags::FlagCode;
use crate::framework::Framework;
use crate::input::{Input, Level};
use crate::notebook::Notebook;
use crate::outcome::{Basis, NOTICE, Outcome, WaysTotal};
use crate::settings::Settings;
use crate::standards::Judge;
use crate::total::Sum;

/// Works out what `input` comes to under `framework`: every standard, the total, the overall
/// rating, the steps that led there, remarks, and the ways up and down.
///
/// What is entered wins over what is computed, and both are given. What cannot be known stays
/// null and is said in a flag; no rule is invented.
///
/// # Errors
/// Findings that say what in the input cannot be used and how to mend it: ids that the framework
/// does not have, settings of the wrong kind, statements that exclude one another.
///
/// ```
/// use rating::input::{Input, Level};
///
/// // Medway 2020: seven Good, four Requires improvement, one Inadequate.
/// let framework = rules::framework("hmip-2018").unwrap();
/// let counts = [(Level(2), 7), (Level(1), 4), (Level(0), 1)];
/// let input = Input { counts: Some(counts.into()), ..Input::default() };
/// let outcome = rating::rate(framework, &input).unwrap();
/// assert_eq!((outcome.total, outcome.maximum), (Some(18), Some(36)));
/// assert_eq!(outcome.overall.as_deref(), Some("requires_improvement"));
/// assert_eq!(outcome.points_to_next, Some(1));
/// ```
pub fn rate(framework: &Framework, input: &Input) -> Result<Outcome, Vec<Finding>> {
    let findings = check::findings(framework, input);
    let settings = match Settings::with(framework, &input.set) {
        Ok(settings) if findings.is_empty() => settings,
        Ok(_) => return Err(findings),
        Err(more) => return Err(findings.into_iter().chain(more).collect()),
    };
    let judge = Judge {
        framework,
        settings: &settings,
        input,
        cuts: settings.cuts(framework),
        rounding: settings.rounding(framework),
    };
    let mut notes = Notebook::new(framework);
    judge.note_settings(&mut notes);
    judge.check_dates(&mut notes);
    if framework.words().is_empty() {
        notes.step(
            &framework.result().rule,
            format!("{}.", framework.result().words),
        );
    }
    let mut states = judge.standards(&mut notes);
    let sum = judge.sum(&mut states, &mut notes)?;
    let overall = judge.overall(&sum, &mut notes);
    let (up, down) = (judge.ways_up(&states, &sum), judge.ways_down(&states, &sum));
    if up.total + down.total > 0
        && let Some(rule) = framework.total_rule()
    {
        notes.step(
            &rule.ways,
            format!(
                "Ways up: {}; ways down: {}. Each moves standards by whole ratings.",
                up.total, down.total
            ),
        );
    }
    let points = judge.points();
    let standards = states.iter().enumerate().map(|(at, state)| {
        let level = state.level.filter(|_| state.in_scope);
        let earned = level.filter(|_| settings.has_points(framework));
        let earned = earned.and_then(|level| points.get(usize::from(level.0)).copied());
        judge.outcome(state, earned, sum.counted.contains(&at))
    });
    let standards = standards.collect();
    let word = |level: Level| framework.word(level).map(|word| word.id.clone());
    let (steps, flags, statuses) = notes.close();
    Ok(Outcome {
        framework: framework.id().to_owned(),
        rules_version: version(framework, &settings),
        set: settings.otherwise(),
        notice: NOTICE,
        statuses,
        standards,
        total: sum.total,
        total_basis: sum.total.map(|_| {
            if sum.entered {
                Basis::Entered
            } else {
                Basis::Computed
            }
        }),
        total_computed: sum.computed,
        maximum: sum.maximum,
        total_range: sum.range,
        overall: overall.map(|(level, _)| level).and_then(word),
        overall_basis: overall.map(|(_, basis)| basis),
        overall_computed: sum.overall.and_then(word),
        points_to_next: sum.to_next(),
        points_to_lose: sum.to_lose(),
        ways_up: up.listed,
        ways_down: down.listed,
        ways_total: WaysTotal {
            up: up.total,
            down: down.total,
        },
        flags,
        steps,
    })
}

/// Which rules made a result: the framework's text, and what was set otherwise.
fn version(framework: &Framework, settings: &Settings) -> String {
    let mut version = format!("{}@{}", framework.id(), framework.version());
    for key in settings.changed() {
        version.push_str(&format!("+{key}={}", settings.text(key)));
    }
    version
}

impl Judge<'_> {
    /// Says which working values were set otherwise.
    fn note_settings(&self, notes: &mut Notebook<'_>) {
        for key in self.settings.changed() {
            let standing = self
                .framework
                .setting(key)
                .map_or("", |setting| &setting.default);
            let text = format!(
                "{key} is set to {}; the framework’s own value is {standing}.",
                self.settings.text(key)
            );
            notes.changed(key, text.clone());
            notes.flag(FlagCode::SettingChanged, None, text);
        }
    }

    /// ALL-1: says when fieldwork lies outside the framework's dates. It is rated all the same.
    fn check_dates(&self, notes: &mut Notebook<'_>) {
        let Some(fieldwork) = self.input.fieldwork else {
            return;
        };
        let dates = self.framework.dates();
        let set = |key: &Option<String>| key.as_deref().and_then(|key| self.settings.date(key));
        let from = set(&dates.from_setting).unwrap_or(dates.from).first();
        let until = set(&dates.until_setting).map(crate::PartialDate::first);
        let before_next = until.is_none_or(|until| fieldwork.first() < until);
        let before_end =
            until.is_some() || dates.to.is_none_or(|to| fieldwork.first() <= to.last());
        if fieldwork.last() >= from && before_next && before_end {
            return;
        }
        let text = format!(
            "Fieldwork began {fieldwork}, and fieldwork of {} was judged by this framework. Check which framework the report names.",
            dates.words
        );
        notes.step(&dates.rule, text.clone());
        notes.flag(FlagCode::OutsideDates, None, text);
    }

    /// The overall rating: entered before computed.
    fn overall(&self, sum: &Sum, notes: &mut Notebook<'_>) -> Option<(Level, Basis)> {
        let Some(entered) = self.input.overall else {
            return sum.overall.map(|level| (level, Basis::Computed));
        };
        let label = self.label(entered);
        notes.step(
            &self.framework.result().entered,
            format!("Overall rating: {label}, as entered."),
        );
        if let Some(computed) = sum.overall.filter(|computed| *computed != entered) {
            notes.flag(
                FlagCode::EnteredDiffers,
                None,
                format!("The overall rating is entered as {label}, and the arithmetic gives {}. What was entered counts.", self.label(computed)),
            );
        }
        Some((entered, Basis::Entered))
    }
}
