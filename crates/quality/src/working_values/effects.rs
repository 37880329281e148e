//! What would come out if a value were otherwise, put beside what was published.
//!
//! Three kinds of published results can be worked out with working values: the overall rating, from
//! the points or ratings that were published with it; the label of a standard, from the percentage
//! beside it; and the framework that an inspection was made under, from its first day of fieldwork.
//! A result is **reproduced** when what is worked out is what was published. What no published figure
//! leads to is not worked out with either value and speaks for neither.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rating::framework::PercentRule;
use rating::outcome::{Flag, Outcome};
use rating::{Finding, FlagCode, Framework};
use rules::WorkingValue;
use serde::Serialize;

use super::chosen::for_ratings;
use crate::inspections::{self, Inspection, RatingState};

/// Stands for a framework that does not fit the first day of fieldwork.
pub const OUTSIDE: &str = "outside";

/// Values by key.
pub(super) type Values = BTreeMap<String, String>;

/// Which published results a value can bear on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    /// Whether the framework fits the fieldwork.
    Dates,
    /// What comes out of percentages.
    Percentages,
    /// The overall rating, whatever the maximum of the total.
    Total,
    /// The overall rating, of a total with this maximum.
    TotalOf(u32),
    /// The overall rating, of a total with a maximum that has no bands of its own.
    TotalOfOthers,
    /// None: it is about answers, of which none are published, or only about what is shown beside.
    Nothing,
}

impl Bearing {
    /// What the value with this key bears on, by its place in the framework.
    fn of(framework: &Framework, key: &str) -> Self {
        let is = |own: &Option<String>| own.as_deref() == Some(key);
        let dates = framework.dates();
        if is(&dates.from_setting) || is(&dates.until_setting) {
            return Bearing::Dates;
        }
        let cuts = |rule: &PercentRule| {
            is(&rule.switch) || rule.cuts.iter().any(|cut| cut.key() == Some(key))
        };
        if framework.percent_rule().is_some_and(cuts)
            || framework
                .standard_rule()
                .is_some_and(|rule| is(&rule.switch))
        {
            return Bearing::Percentages;
        }
        let Some(total) = framework.total_rule() else {
            return Bearing::Nothing;
        };
        let mut bands = total.bands.iter();
        match bands.find(|bands| bands.starts.key() == Some(key)) {
            Some(bands) => Bearing::TotalOf(bands.maximum),
            None if is(&total.switch) || is(&total.standards_setting) => Bearing::Total,
            None if total.other.as_ref().is_some_and(|other| is(&other.switch)) => {
                Bearing::TotalOfOthers
            }
            None => Bearing::Nothing,
        }
    }

    /// Whether it bears on a total with this maximum.
    fn on(self, framework: &Framework, maximum: Option<u32>) -> bool {
        let has_bands = |maximum: u32| {
            let total = framework.total_rule();
            total.is_some_and(|total| total.bands.iter().any(|own| own.maximum == maximum))
        };
        match self {
            Bearing::TotalOf(own) => maximum == Some(own),
            Bearing::TotalOfOthers => maximum.is_some_and(|own| !has_bands(own)),
            Bearing::Dates | Bearing::Percentages | Bearing::Total => true,
            Bearing::Nothing => false,
        }
    }

    /// The part of an inspection's record that says what comes out; none where the score that was
    /// published tells that nothing can come out otherwise. Ways up and down take by far the longest,
    /// so what needs no points is worked out without them.
    fn record<'a>(
        self,
        framework: &Framework,
        inspection: &'a Inspection,
    ) -> Option<Cow<'a, Inspection>> {
        if let Some(score) = &inspection.row.score
            && !self.on(framework, Some(score.maximum))
        {
            return None;
        }
        if self != Bearing::Dates {
            return Some(Cow::Borrowed(inspection));
        }
        let mut bare = inspection.clone();
        bare.ratings.clear();
        bare.counts = None;
        bare.row.score = None;
        Some(Cow::Owned(bare))
    }
}

/// What was published, of the three kinds that can be worked out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The framework that the inspection was made under.
    Framework,
    /// The overall rating.
    Overall,
    /// The rating of the standard with this id.
    Standard(String),
}

/// One value with how it does on the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The value.
    pub value: String,
    /// Published results that come out, one way or the other.
    pub worked_out: usize,
    /// Of those the ones that come out as published.
    pub reproduced: usize,
}

/// A published result that comes out otherwise with the other value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Id of the inspection.
    pub inspection: String,
    /// Name of the service.
    pub service: String,
    /// Which result.
    pub what: What,
    /// As published: the framework's word, or the framework's code.
    pub published: String,
    /// With the one value: a word of the same kind, or [`OUTSIDE`]; none where it is not worked out.
    pub from: Option<String>,
    /// With the other.
    pub to: Option<String>,
}

/// What follows when one value holds instead of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// Framework code.
    pub framework: String,
    /// Key of the value.
    pub key: String,
    /// Published results that the value can bear on, whether they come out or not.
    pub published: usize,
    /// The value compared with.
    pub from: Side,
    /// The value weighed.
    pub to: Side,
    /// Results that come out otherwise, in the order of the inspections.
    pub differences: Vec<Difference>,
}

impl Effect {
    /// Differences in which the value compared with gives what was published, and the other does not.
    pub fn lost(&self) -> impl Iterator<Item = &Difference> {
        let is = |side: &Option<String>, own: &Difference| side.as_ref() == Some(&own.published);
        self.differences
            .iter()
            .filter(move |own| is(&own.from, own) && !is(&own.to, own))
    }
}

/// Works every inspection out with two values and puts what comes out beside what was published.
/// `holding` are the other values that hold, by key; what the register says must be set besides is
/// set for both sides, unless it is chosen already.
///
/// # Errors
/// Findings, when one of the values cannot be used with the others.
pub fn effects(
    inspections: &[Inspection],
    registered: &WorkingValue,
    holding: &BTreeMap<String, String>,
    from: &str,
    to: &str,
) -> Result<Effect, Vec<Finding>> {
    let framework = registered.framework;
    let side = |value: &str| -> Result<(String, Values), Vec<Finding>> {
        let value = registered
            .setting
            .read(value)
            .map_err(|finding| vec![finding])?;
        let mut set = registered.with.clone();
        set.extend(holding.clone());
        set.insert(registered.key().to_owned(), value.clone());
        let set = for_ratings(framework.id(), &set);
        framework.check_values(&set)?;
        Ok((value, set))
    };
    let ((from, from_set), (to, to_set)) = (side(from)?, side(to)?);
    let mut effect = Effect {
        framework: framework.id().to_owned(),
        key: registered.key().to_owned(),
        published: 0,
        from: Side::of(from),
        to: Side::of(to),
        differences: Vec::new(),
    };
    let bearing = Bearing::of(framework, registered.key());
    let own = |inspection: &&Inspection| inspection.row.framework == framework.id();
    for inspection in inspections.iter().filter(own) {
        let published = published(bearing, inspection);
        if published.is_empty() {
            continue;
        }
        let record = bearing.record(framework, inspection);
        let Some(record) = record else { continue };
        let worked = |set: &Values| inspections::worked_with(framework, &record, set.clone()).ok();
        let outcomes = [worked(&from_set), worked(&to_set)];
        let known = outcomes.iter().flatten();
        if !known
            .clone()
            .any(|outcome| bearing.on(framework, outcome.maximum))
        {
            continue;
        }
        for (what, published) in published {
            let [from, to] = outcomes
                .each_ref()
                .map(|outcome| worked_out(&what, outcome.as_ref()?));
            effect.take(inspection, what, published, from, to);
        }
    }
    Ok(effect)
}

impl Effect {
    fn take(
        &mut self,
        inspection: &Inspection,
        what: What,
        published: String,
        from: Option<String>,
        to: Option<String>,
    ) {
        self.published += 1;
        self.from.take(from.as_ref(), &published);
        self.to.take(to.as_ref(), &published);
        if from != to {
            self.differences.push(Difference {
                inspection: inspection.row.id.clone(),
                service: inspection.row.service.name.clone(),
                what,
                published,
                from,
                to,
            });
        }
    }
}

impl Side {
    fn of(value: String) -> Self {
        Side {
            value,
            worked_out: 0,
            reproduced: 0,
        }
    }

    fn take(&mut self, worked_out: Option<&String>, published: &str) {
        if let Some(own) = worked_out {
            self.worked_out += 1;
            self.reproduced += usize::from(own == published);
        }
    }
}

/// What was published of an inspection that a value could bear on, before the maximum of its total is
/// known.
fn published(bearing: Bearing, inspection: &Inspection) -> Vec<(What, String)> {
    let row = &inspection.row;
    let overall = || row.overall.clone().map(|word| (What::Overall, word));
    let labels = || {
        let rated = inspection.ratings.iter();
        rated.filter_map(|(id, state)| match state {
            RatingState::Rated { rating, .. } if inspection.percents.contains_key(id) => {
                Some((What::Standard(id.clone()), rating.clone()))
            }
            _ => None,
        })
    };
    match bearing {
        Bearing::Dates => {
            let known = row.fieldwork_start.is_some();
            let own = known.then(|| (What::Framework, row.framework.clone()));
            own.into_iter().collect()
        }
        Bearing::Percentages => {
            let leads = !inspection.percents.is_empty();
            labels().chain(overall().filter(|_| leads)).collect()
        }
        Bearing::Total | Bearing::TotalOf(_) | Bearing::TotalOfOthers => {
            overall().into_iter().collect()
        }
        Bearing::Nothing => Vec::new(),
    }
}

/// What comes out of an inspection, of one kind.
fn worked_out(what: &What, outcome: &Outcome) -> Option<String> {
    match what {
        What::Framework => {
            let outside = |flag: &Flag| flag.code == FlagCode::OutsideDates;
            Some(match outcome.flags.iter().any(outside) {
                true => OUTSIDE.to_owned(),
                false => outcome.framework.clone(),
            })
        }
        What::Overall => outcome.overall_computed.clone(),
        What::Standard(id) => {
            let standard = outcome.standards.iter().find(|own| own.id == *id)?;
            standard.computed.clone()
        }
    }
}
