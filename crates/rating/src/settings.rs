//! Working values: what no public source settles stands as a setting that shows its basis, and a
//! run may set it otherwise.
//!
//! A [`Setting`] is data of its framework. [`Settings`] are the values in force for one run: the
//! framework's own, and what was set for this run instead. Every value was checked when it came
//! in, so asking for one cannot fail.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::date::PartialDate;
use crate::finding::Finding;
use crate::framework::{Band, Framework, Standard};
use crate::percent::Rounding;

/// A working value of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// `percent.good_from`.
    pub key: String,
    /// What it is, for readers.
    pub title: String,
    /// What kind of value it takes.
    pub kind: Kind,
    /// The value that stands unless a run sets it otherwise.
    pub default: String,
    /// The values allowed, where it is a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// High, medium or low.
    #[serde(default)]
    pub confidence: Option<String>,
    /// What it rests on.
    pub basis: String,
}

/// Kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `on` or `off`.
    Switch,
    /// A whole number from 0 to 100.
    Percent,
    /// A whole number from 0 to 1,000.
    Number,
    /// Stretches of totals from the lowest word to the best: `0-4, 5-12, 13-20, 21-24`.
    Bands,
    /// Ids with commas between them.
    List,
    /// One of the setting's choices.
    Choice,
    /// A date as precisely as known.
    Date,
}

/// A number that stands in the framework's text, or in one of its settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// As it stands.
    Fixed(u32),
    /// In the setting with this key.
    Setting(String),
}

/// The lowest total of each word above the lowest: in the framework's text, or in a setting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Starts {
    /// As they stand.
    Fixed(Vec<u32>),
    /// In the setting with this key.
    Setting(String),
}

impl Number {
    /// The key of the setting that it stands in, if it does.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Number::Fixed(_) => None,
            Number::Setting(key) => Some(key),
        }
    }
}

impl Starts {
    /// The key of the setting that they stand in, if they do.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Starts::Fixed(_) => None,
            Starts::Setting(key) => Some(key),
        }
    }
}

impl Setting {
    /// What a value of this kind looks like, as the end of "must be …".
    fn shape(&self) -> String {
        match self.kind {
            Kind::Switch => "on or off".to_owned(),
            Kind::Percent => "a whole number from 0 to 100".to_owned(),
            Kind::Number => "a whole number from 0 to 1,000".to_owned(),
            Kind::Bands => format!("stretches without a gap, such as {}", self.default),
            Kind::List => format!("ids with commas between them, such as {}", self.default),
            Kind::Choice => self.choices.join(" or "),
            Kind::Date => "a date such as 2021-08-01".to_owned(),
        }
    }

    /// The value in the one way it is written here, if it is of the setting's kind: `yes` is `on`,
    /// `065` is `65`.
    fn normal(&self, value: &str) -> Option<String> {
        let number = |most: u32| {
            let number = value.parse::<u32>().ok().filter(|number| *number <= most);
            number.map(|number| number.to_string())
        };
        let list = || value.split(',').map(str::trim).collect::<Vec<_>>();
        match self.kind {
            Kind::Switch => match value.to_lowercase().as_str() {
                "on" | "yes" => Some("on".to_owned()),
                "off" | "no" => Some("off".to_owned()),
                _ => None,
            },
            Kind::Percent => number(100),
            Kind::Number => number(1_000),
            Kind::Bands => starts(value).map(|_| list().join(", ")),
            Kind::List => (!list().contains(&"")).then(|| list().join(", ")),
            Kind::Choice => self.choices.iter().find(|choice| *choice == value).cloned(),
            Kind::Date => value
                .parse::<PartialDate>()
                .ok()
                .map(|date| date.to_string()),
        }
    }

    /// A value as the setting takes it, in the one way it is written here.
    ///
    /// # Errors
    /// A finding that says what it must be, when it is not of the setting's kind. Whether it fits
    /// the framework's other values is for [`Framework::check_values`].
    pub fn read(&self, value: &str) -> Result<String, Finding> {
        let value = value.trim();
        self.normal(value).ok_or_else(|| {
            Finding::new(
                format!("The setting {} cannot be {value}.", self.key),
                format!("It must be {}.", self.shape()),
            )
            .at_column("set")
            .of(&format!("{}={value}", self.key))
        })
    }

    /// Whether the setting's own value is of its kind.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.normal(&self.default).as_ref() == Some(&self.default) {
            Ok(())
        } else {
            Err(format!("the setting {} must be {}", self.key, self.shape()))
        }
    }
}

/// The lowest totals of all stretches but the first, if the text is stretches without a gap.
fn starts(text: &str) -> Option<Vec<u32>> {
    let mut next = 0;
    let mut starts = Vec::new();
    for stretch in text.split(',') {
        let (low, high) = stretch.trim().split_once('-')?;
        let (low, high) = (
            low.trim().parse::<u32>().ok()?,
            high.trim().parse::<u32>().ok()?,
        );
        if low != next || high < low {
            return None;
        }
        starts.push(low);
        next = high.checked_add(1)?;
    }
    starts.remove(0);
    Some(starts)
}

/// The values in force for one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    values: BTreeMap<String, String>,
    changed: Vec<String>,
}

impl Settings {
    /// The framework's own values.
    pub(crate) fn standing(framework: &Framework) -> Self {
        let own = framework.settings().iter();
        Settings {
            values: own.map(|s| (s.key.clone(), s.default.clone())).collect(),
            changed: Vec::new(),
        }
    }

    /// The framework's own values with what is set for this run.
    pub(crate) fn with(
        framework: &Framework,
        set: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<Finding>> {
        let mut settings = Settings::standing(framework);
        let mut findings = Vec::new();
        for (key, value) in set {
            let Some(setting) = framework.setting(key) else {
                findings.push(unknown(framework, key));
                continue;
            };
            match setting.read(value) {
                Ok(value) => {
                    if setting.default != value {
                        settings.changed.push(key.clone());
                    }
                    settings.values.insert(key.clone(), value);
                }
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty()
            && let Err(what) = settings.check(framework)
        {
            findings.push(
                Finding::new(
                    format!("The settings do not fit one another: {what}."),
                    "Look at the frameworks page for what each of them is.",
                )
                .at_column("set"),
            );
        }
        if findings.is_empty() {
            Ok(settings)
        } else {
            Err(findings)
        }
    }

    /// The keys of what was set otherwise for this run.
    pub(crate) fn changed(&self) -> &[String] {
        &self.changed
    }

    /// What was set otherwise for this run, by key.
    pub(crate) fn otherwise(&self) -> BTreeMap<String, String> {
        let changed = self.changed.iter();
        changed
            .map(|key| (key.clone(), self.text(key).to_owned()))
            .collect()
    }

    /// A value as text.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// Whether a switch is on; what has no switch is always on.
    pub(crate) fn on(&self, key: Option<&str>) -> bool {
        key.is_none_or(|key| self.text(key) == "on")
    }

    /// A number.
    pub(crate) fn number(&self, number: &Number) -> u32 {
        match number {
            Number::Fixed(number) => *number,
            Number::Setting(key) => self.text(key).parse().unwrap_or_default(),
        }
    }

    /// A date.
    pub(crate) fn date(&self, key: &str) -> Option<PartialDate> {
        self.text(key).parse().ok()
    }

    /// Ids.
    pub(crate) fn list(&self, key: &str) -> Vec<&str> {
        self.text(key).split(',').map(str::trim).collect()
    }

    /// The percentage at which each word above the lowest begins.
    pub(crate) fn cuts(&self, framework: &Framework) -> Vec<u8> {
        let cuts = framework.percent_rule().map(|rule| rule.cuts.as_slice());
        let cuts = cuts.unwrap_or_default().iter();
        cuts.map(|cut| u8::try_from(self.number(cut)).unwrap_or(u8::MAX))
            .collect()
    }

    /// Where half a per cent goes.
    pub(crate) fn rounding(&self, framework: &Framework) -> Rounding {
        let key = framework
            .percent_rule()
            .and_then(|rule| rule.rounding_setting.as_deref());
        match key.map(|key| self.text(key)) {
            Some("half_down") => Rounding::HalfDown,
            _ => Rounding::HalfUp,
        }
    }

    /// Whether points are added up.
    pub(crate) fn has_points(&self, framework: &Framework) -> bool {
        let total = framework.total_rule();
        total.is_some_and(|total| self.on(total.switch.as_deref()))
    }

    /// Whether a standard counts in the total.
    pub(crate) fn counts(&self, framework: &Framework, standard: &Standard) -> bool {
        let Some(total) = framework.total_rule() else {
            return false;
        };
        if !self.has_points(framework) {
            return false;
        }
        match &total.standards_setting {
            Some(key) => self.list(key).contains(&standard.id.as_str()),
            None => standard.counts,
        }
    }

    /// The bands on a maximum, lowest first, and the rule that makes them.
    pub(crate) fn bands<'a>(
        &self,
        framework: &'a Framework,
        maximum: u32,
    ) -> Option<(Vec<Band>, &'a str)> {
        let total = framework.total_rule()?;
        if maximum == 0 {
            return None;
        }
        let (starts, rule) = match total.bands.iter().find(|bands| bands.maximum == maximum) {
            Some(bands) => (self.starts(&bands.starts), bands.rule.as_str()),
            None => {
                let other = total.other.as_ref()?;
                if !self.on(other.switch.as_deref()) {
                    return None;
                }
                let starts = other
                    .shares
                    .iter()
                    .map(|(part, of)| maximum * part / of + 1);
                (starts.collect(), other.rule.as_str())
            }
        };
        let mut lows = vec![0];
        lows.extend(starts);
        let bands = lows.iter().enumerate().map(|(level, low)| Band {
            word: framework
                .words()
                .get(level)
                .map(|word| word.id.clone())
                .unwrap_or_default(),
            low: *low,
            high: lows
                .get(level + 1)
                .map_or(maximum, |next| next.saturating_sub(1)),
        });
        Some((bands.collect(), rule))
    }

    fn starts(&self, held: &Starts) -> Vec<u32> {
        match held {
            Starts::Fixed(starts) => starts.clone(),
            Starts::Setting(key) => starts(self.text(key)).unwrap_or_default(),
        }
    }

    /// Whether the values make sense together.
    pub(crate) fn check(&self, framework: &Framework) -> Result<(), String> {
        let steps = framework.words().len().saturating_sub(1);
        if framework.percent_rule().is_some() {
            let cuts = self.cuts(framework);
            if cuts.len() != steps {
                return Err("there is not one cut for each rating but the lowest".to_owned());
            }
            let rising = cuts.windows(2).all(|pair| pair[0] < pair[1]);
            if !rising || cuts.first() == Some(&0) || cuts.last().is_some_and(|cut| *cut > 100) {
                return Err(
                    "the percentages at which ratings begin do not rise from 1 to 100".to_owned(),
                );
            }
        }
        let Some(total) = framework.total_rule() else {
            return Ok(());
        };
        for bands in &total.bands {
            let starts = self.starts(&bands.starts);
            let rising = starts.windows(2).all(|pair| pair[0] < pair[1]);
            let inside = starts
                .iter()
                .all(|start| (1..=bands.maximum).contains(start));
            if starts.len() != steps || !rising || !inside {
                return Err(format!("the bands on {} do not cover it", bands.maximum));
            }
        }
        if let Some(key) = &total.standards_setting {
            for id in self.list(key) {
                if framework.standard(id).is_none() {
                    return Err(format!("{key} names {id}, which is not a standard"));
                }
            }
        }
        Ok(())
    }
}

/// The finding for a setting that the framework does not have.
fn unknown(framework: &Framework, key: &str) -> Finding {
    let keys: Vec<&str> = framework
        .settings()
        .iter()
        .map(|s| s.key.as_str())
        .collect();
    let remedy = if keys.is_empty() {
        "This framework has no settings; leave it out.".to_owned()
    } else {
        format!("Its settings are {}.", keys.join(", "))
    };
    Finding::new(format!("{} has no setting {key}.", framework.id()), remedy)
        .at_column("set")
        .of(key)
}

#[cfg(test)]
mod tests {
    use super::starts;

    #[test]
    fn stretches_have_no_gap() {
        for (text, expected) in [
            ("0-4, 5-12, 13-20, 21-24", Some(vec![5, 13, 21])),
            ("0-2,3-6,7-10,11-12", Some(vec![3, 7, 11])),
            ("0-4, 6-12", None),
            ("1-4, 5-12", None),
            ("0-4, 5-3", None),
            ("4, 12", None),
            ("", None),
            ("0-4294967295, 0-1", None),
        ] {
            assert_eq!(starts(text), expected, "{text}");
        }
    }
}
