//! A framework as data: what was rated, with which words, and by which rules.
//!
//! [`Framework::parse`] reads the TOML text that room `rules` holds for each framework. What has
//! been parsed has been checked: ids are unique, every rule that is named is described, every
//! setting has a value of its kind. The engine in [`crate::rate()`] holds no number that an
//! inspectorate could change; all of them come from here.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::date::PartialDate;
use crate::finding::Finding;
use crate::input::Level;
use crate::limits::{STANDARDS, WORDS};
use crate::settings::{Number, Setting, Settings, Starts};

/// One inspection framework. See `crates/rules/frameworks/` for the files.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    id: String,
    title: String,
    about: String,
    #[serde(skip)]
    version: String,
    dates: Dates,
    result: ResultKind,
    types: Vec<InspectionType>,
    #[serde(default, rename = "ratings")]
    words: Vec<Word>,
    #[serde(default)]
    percent: Option<PercentRule>,
    #[serde(default)]
    standard: Option<StandardRule>,
    #[serde(default)]
    boundary: Option<BoundaryRule>,
    #[serde(default)]
    total: Option<TotalRule>,
    domains: Vec<Domain>,
    standards: Vec<Standard>,
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    settings: Vec<Setting>,
}

/// Between which dates fieldwork was judged by the framework (ALL-1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// First fieldwork, as precisely as known.
    pub from: PartialDate,
    /// Last fieldwork; none while the framework is in use.
    #[serde(default)]
    pub to: Option<PartialDate>,
    /// A setting that holds the first day instead, where the day of change is a working value.
    #[serde(default)]
    pub from_setting: Option<String>,
    /// A setting that holds the first day of the framework that followed.
    #[serde(default)]
    pub until_setting: Option<String>,
    /// The stretch in words, with its uncertainty: "June 2018 to July 2021".
    pub words: String,
    /// The rule that makes it so.
    pub rule: String,
}

/// What an inspection under the framework ends in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultKind {
    /// Whether it ends in one overall rating.
    pub overall: bool,
    /// The rule that says which words there are, or that there are none.
    pub rule: String,
    /// The rule under which entered results win over computed ones.
    pub entered: String,
    /// In words, for readers.
    pub words: String,
}

/// A type of inspection under the framework.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionType {
    /// As the register writes it: `joint inspection`.
    pub name: String,
    /// The standards that it rates, where not all.
    #[serde(default)]
    pub scope: Option<Vec<String>>,
}

/// A rating word. Words stand worst first; the place is the [`Level`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// `requires_improvement`.
    pub id: String,
    /// `Requires improvement`.
    pub label: String,
    /// Points it earns, where the framework has points.
    #[serde(default)]
    pub points: Option<u32>,
    /// Stars beside it, where the framework has stars.
    #[serde(default)]
    pub stars: Option<Number>,
    /// Other spellings that sources use for the same word.
    #[serde(default)]
    pub also: Vec<String>,
}

/// How a percentage becomes a rating.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentRule {
    /// The rule for the share: what is divided by what.
    pub share: String,
    /// The rule for rounding.
    pub rounding: String,
    /// The setting that holds the direction of rounding, where it is one.
    #[serde(default)]
    pub rounding_setting: Option<String>,
    /// The rule for the bands.
    pub bands: String,
    /// The lowest per cent of each word above the lowest, ascending.
    pub cuts: Vec<Number>,
    /// A setting that switches it on; without one it always holds.
    #[serde(default)]
    pub switch: Option<String>,
    /// A setting that says whether answers that do not apply leave the base.
    #[serde(default)]
    pub left_out_setting: Option<String>,
    /// Whether the cuts were inferred from results, so that computed words are marked.
    #[serde(default)]
    pub inferred: bool,
}

/// How key questions make a standard's rating.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardRule {
    /// The rule: the lowest decides.
    pub rule: String,
    /// A setting that switches it; without one it always holds.
    #[serde(default)]
    pub switch: Option<String>,
}

/// When a standard stands near a boundary and a panel would look at it (H-10).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundaryRule {
    /// The rule.
    pub rule: String,
    /// Percentage points from a boundary, that distance included.
    pub within: Number,
    /// Setting: whether one case judged otherwise counts.
    pub one_case_setting: String,
    /// A rating that rests on so few cases or fewer is flagged.
    pub cases_at_most: Number,
}

/// How standards make a total and the total an overall rating.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalRule {
    /// The rule for the points of a word.
    pub points: String,
    /// The rule for adding up.
    pub sum: String,
    /// The rule for the maximum.
    pub maximum: String,
    /// The rule for the distance to the next band.
    pub distance: String,
    /// The rule for single steps up and down.
    pub ways: String,
    /// A setting that switches points on; without one they always hold.
    #[serde(default)]
    pub switch: Option<String>,
    /// A setting that lists the standards which count, instead of [`Standard::counts`].
    #[serde(default)]
    pub standards_setting: Option<String>,
    /// Bands on particular maximums.
    #[serde(default)]
    pub bands: Vec<TotalBands>,
    /// Bands on any other maximum.
    #[serde(default)]
    pub other: Option<OtherBands>,
    /// Domains whose standards drop out of the maximum together when none of them is rated.
    #[serde(default)]
    pub drops: Vec<String>,
    /// The rule for dropping out.
    #[serde(default)]
    pub drop_rule: Option<String>,
    /// Standards with which there is no rule for a total, once anything is known of them.
    #[serde(default)]
    pub blocked_by: Vec<String>,
    /// The rule that says so.
    #[serde(default)]
    pub blocked_rule: Option<String>,
    /// A warning without effect on the rating.
    #[serde(default)]
    pub warning: Option<Warning>,
}

/// Bands of the total on one maximum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalBands {
    /// The maximum on which they hold.
    pub maximum: u32,
    /// The lowest total of each word above the lowest.
    pub starts: Starts,
    /// The rule.
    pub rule: String,
}

/// Bands of the total on a maximum that has no table of its own, as shares of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherBands {
    /// The highest share of the maximum in each word but the best: numerator, denominator.
    pub shares: Vec<(u32, u32)>,
    /// A setting that switches it off.
    #[serde(default)]
    pub switch: Option<String>,
    /// The rule.
    pub rule: String,
}

/// "This standard at this word stands in the way of that overall rating": shown, never applied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// The standard.
    pub standard: String,
    /// Its word.
    pub word: String,
    /// The overall word that it stands in the way of.
    pub overall: String,
    /// A setting that switches the warning off.
    pub switch: String,
    /// The rule.
    pub rule: String,
}

/// A group of standards.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// `2`.
    pub id: String,
    /// `Court disposals`.
    pub title: String,
}

/// What is rated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// `2.1`, `safeguarding`, `assessing`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The domain it belongs to.
    pub domain: String,
    /// Whether its points count in the total.
    #[serde(default)]
    pub counts: bool,
    /// How it is judged.
    pub judged: Judged,
    /// The rule for how it is judged.
    pub rule: String,
    /// Its key questions.
    #[serde(default)]
    pub questions: Vec<Question>,
}

impl Standard {
    /// Whether its id is a number that readers know, such as `2.1`.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        self.id.starts_with(|first: char| first.is_ascii_digit())
    }

    /// As a sentence names it: `2.1 Assessment`, or its title where its id is a word.
    #[must_use]
    pub fn name(&self) -> String {
        if self.is_numbered() {
            format!("{} {}", self.id, self.title)
        } else {
            self.title.clone()
        }
    }

    /// As a list names it: by its number, or its title where its id is a word.
    #[must_use]
    pub fn short_name(&self) -> &str {
        if self.is_numbered() {
            &self.id
        } else {
            &self.title
        }
    }
}

/// How a standard is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    /// Key question by key question, case by case.
    Cases,
    /// All answers of a category together make one percentage: a question is the category's id,
    /// alone or followed by `.` and anything that tells questions apart.
    Pooled,
    /// As a whole, from all evidence: there is no percentage and the rating is entered.
    Whole,
    /// Never rated.
    Never,
}

/// A key question, in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// `2.1.1`.
    pub id: String,
    /// What it asks.
    pub asks: String,
    /// Points to look at when answering it; they are not counted (H-4).
    #[serde(default)]
    pub prompts: Vec<String>,
    /// How well founded the question is. What its prompts rest on stands in a rule of its own.
    pub status: String,
    /// High, medium or low, for working values.
    #[serde(default)]
    pub confidence: Option<String>,
    /// Who says it, where it is published.
    #[serde(default)]
    pub source: Option<String>,
}

/// A rule with its standing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `H-7`.
    pub id: String,
    /// What it says, in our own words.
    pub text: String,
    /// `published`, `code`, `derived`, `working` or `local`.
    pub status: String,
    /// High, medium or low, for working values.
    #[serde(default)]
    pub confidence: Option<String>,
    /// What it rests on.
    pub source: String,
}

/// Statuses in the order in which they are listed, best founded first.
pub const STATUSES: [&str; 5] = ["published", "code", "derived", "working", "local"];

/// A stretch of totals that carries one rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The rating's id.
    pub word: String,
    /// Lowest total in it.
    pub low: u32,
    /// Highest total in it.
    pub high: u32,
}

/// Why a framework's text cannot be used. Only the authors of `rules/` and of local frameworks
/// ever see it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameworkError {
    /// Not TOML, or not of the right shape.
    #[error("the framework cannot be read: {0}")]
    Shape(String),
    /// It contradicts itself.
    #[error("the framework {framework} does not hold together: {what}")]
    Unsound {
        /// Its id.
        framework: String,
        /// What is wrong.
        what: String,
    },
}

impl Framework {
    /// Reads and checks a framework. `version` names the text, so that a result can say which
    /// rules made it; room `rules` passes a digest of the file.
    ///
    /// # Errors
    /// When the text is not of the right shape or contradicts itself.
    pub fn parse(text: &str, version: &str) -> Result<Self, FrameworkError> {
        let mut framework: Framework =
            toml::from_str(text).map_err(|error| FrameworkError::Shape(error.to_string()))?;
        version.clone_into(&mut framework.version);
        framework.check().map_err(|what| FrameworkError::Unsound {
            framework: framework.id.clone(),
            what,
        })?;
        Ok(framework)
    }

    /// `hmip-2018`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it was, in a sentence or two.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Which version of its text this is.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Between which dates fieldwork was judged by it.
    #[must_use]
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// What an inspection under it ends in.
    #[must_use]
    pub fn result(&self) -> &ResultKind {
        &self.result
    }

    /// Types of inspection under it, the usual one first.
    #[must_use]
    pub fn types(&self) -> &[InspectionType] {
        &self.types
    }

    /// Its rating words, worst first; empty where it has no ratings.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The level of a rating word given by its id.
    #[must_use]
    pub fn level(&self, word: &str) -> Option<Level> {
        let index = self.words.iter().position(|own| own.id == word)?;
        u8::try_from(index).ok().map(Level)
    }

    /// The level of a rating as people write it: id or label, in any case, or another spelling
    /// that a source uses.
    #[must_use]
    pub fn level_as_written(&self, text: &str) -> Option<Level> {
        let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
        let text = plain(text);
        let index = self.words.iter().position(|word| {
            word.id == text
                || plain(&word.label) == text
                || word.also.iter().any(|also| plain(also) == text)
        })?;
        u8::try_from(index).ok().map(Level)
    }

    /// The word at a level; none beyond the scale.
    #[must_use]
    pub fn word(&self, level: Level) -> Option<&Word> {
        self.words.get(usize::from(level.0))
    }

    /// The label of a rating word; the id itself where the framework does not know it.
    #[must_use]
    pub fn label<'a>(&'a self, word: &'a str) -> &'a str {
        let own = self.words.iter().find(|own| own.id == word);
        own.map_or(word, |own| &own.label)
    }

    /// How a percentage becomes a rating; none where nothing is counted.
    #[must_use]
    pub fn percent_rule(&self) -> Option<&PercentRule> {
        self.percent.as_ref()
    }

    /// How key questions make a standard's rating.
    #[must_use]
    pub fn standard_rule(&self) -> Option<&StandardRule> {
        self.standard.as_ref()
    }

    /// When a standard stands near a boundary.
    #[must_use]
    pub fn boundary_rule(&self) -> Option<&BoundaryRule> {
        self.boundary.as_ref()
    }

    /// How standards make a total; none where there are no points.
    #[must_use]
    pub fn total_rule(&self) -> Option<&TotalRule> {
        self.total.as_ref()
    }

    /// Whether points are added up without anything being switched on.
    #[must_use]
    pub fn has_points(&self) -> bool {
        self.total
            .as_ref()
            .is_some_and(|total| total.switch.is_none())
    }

    /// Its domains, in order.
    #[must_use]
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }

    /// Its standards, in order.
    #[must_use]
    pub fn standards(&self) -> &[Standard] {
        &self.standards
    }

    /// A standard by its id.
    #[must_use]
    pub fn standard(&self, id: &str) -> Option<&Standard> {
        self.standards.iter().find(|standard| standard.id == id)
    }

    /// The place of the standard and the question that an answer with this id is about; none
    /// where no answer can have it.
    #[must_use]
    pub fn place_of(&self, question: &str) -> Option<(usize, usize)> {
        self.standards.iter().enumerate().find_map(|(s, standard)| {
            let q = standard
                .questions
                .iter()
                .position(|own| match standard.judged {
                    Judged::Cases => own.id == question,
                    Judged::Pooled => question
                        .strip_prefix(own.id.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
                    Judged::Whole | Judged::Never => false,
                })?;
            Some((s, q))
        })
    }

    /// Its rules, in order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A rule by its id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Its working values, in order.
    #[must_use]
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// A working value by its key.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }

    /// Whether these values, by key, are of their settings' kinds and fit one another and the
    /// framework's own.
    ///
    /// # Errors
    /// What to mend, as [`rate()`](crate::rate()) would say it.
    pub fn check_values(&self, set: &BTreeMap<String, String>) -> Result<(), Vec<Finding>> {
        Settings::with(self, set).map(|_| ())
    }

    /// The percentage at which each word above the lowest begins, by the working values as they
    /// stand; empty where nothing is counted or the bands are switched off.
    #[must_use]
    pub fn cuts(&self) -> Vec<u8> {
        self.cuts_with(&BTreeMap::new())
    }

    /// As [`cuts`](Framework::cuts), with values that are set otherwise. Values that cannot be used
    /// change nothing.
    #[must_use]
    pub fn cuts_with(&self, set: &BTreeMap<String, String>) -> Vec<u8> {
        let settings = self.values(set);
        let switch = self.percent_rule().and_then(|rule| rule.switch.as_deref());
        if settings.on(switch) {
            settings.cuts(self)
        } else {
            Vec::new()
        }
    }

    /// The bands of the total on a maximum, lowest first, by the working values as they stand;
    /// empty where there is no rule for them.
    #[must_use]
    pub fn bands(&self, maximum: u32) -> Vec<Band> {
        self.bands_with(maximum, &BTreeMap::new())
    }

    /// As [`bands`](Framework::bands), with values that are set otherwise. Values that cannot be
    /// used change nothing.
    #[must_use]
    pub fn bands_with(&self, maximum: u32, set: &BTreeMap<String, String>) -> Vec<Band> {
        self.values(set)
            .bands(self, maximum)
            .map(|(bands, _)| bands)
            .unwrap_or_default()
    }

    /// The values in force with what is set otherwise.
    fn values(&self, set: &BTreeMap<String, String>) -> Settings {
        Settings::with(self, set).unwrap_or_else(|_| Settings::standing(self))
    }

    /// Everything that a newcomer to `rules/` could get wrong.
    fn check(&self) -> Result<(), String> {
        if self.standards.len() > STANDARDS {
            return Err(format!("there are more than {STANDARDS} standards"));
        }
        if self.words.len() > WORDS {
            return Err(format!("there are more than {WORDS} rating words"));
        }
        unique("standard", self.standards.iter().map(|s| s.id.as_str()))?;
        let questions = self.standards.iter().flat_map(|s| &s.questions);
        unique("question", questions.clone().map(|q| q.id.as_str()))?;
        unique("rating word", self.words.iter().map(|w| w.id.as_str()))?;
        unique("rule", self.rules.iter().map(|r| r.id.as_str()))?;
        unique("setting", self.settings.iter().map(|s| s.key.as_str()))?;
        for standard in &self.standards {
            if !self
                .domains
                .iter()
                .any(|domain| domain.id == standard.domain)
            {
                return Err(format!("{} is in no domain", standard.id));
            }
        }
        for status in self
            .rules
            .iter()
            .map(|rule| &rule.status)
            .chain(questions.map(|question| &question.status))
        {
            if !STATUSES.contains(&status.as_str()) {
                return Err(format!("{status} is not a status"));
            }
        }
        for rule in self.named_rules() {
            if self.rule(rule).is_none() {
                return Err(format!("the rule {rule} is named and not described"));
            }
        }
        for key in self.named_settings() {
            if self.setting(key).is_none() {
                return Err(format!("the setting {key} is named and not described"));
            }
        }
        if let Some(total) = &self.total {
            let named = total
                .blocked_by
                .iter()
                .chain(total.warning.iter().map(|w| &w.standard));
            for standard in named {
                if self.standard(standard).is_none() {
                    return Err(format!("the total names a standard {standard}"));
                }
            }
            if self.words.iter().any(|word| word.points.is_none()) {
                return Err("there is a total, and a word without points".to_owned());
            }
        }
        if self.types.is_empty() {
            return Err("there is no type of inspection".to_owned());
        }
        for id in self
            .types
            .iter()
            .filter_map(|own| own.scope.as_ref())
            .flatten()
        {
            if self.standard(id).is_none() {
                return Err(format!("a type of inspection names a standard {id}"));
            }
        }
        for setting in &self.settings {
            setting.check()?;
        }
        Settings::standing(self).check(self)
    }

    /// Every rule that another part names.
    fn named_rules(&self) -> Vec<&str> {
        let mut named = vec![
            self.dates.rule.as_str(),
            self.result.rule.as_str(),
            self.result.entered.as_str(),
        ];
        named.extend(self.standards.iter().map(|s| s.rule.as_str()));
        if let Some(percent) = &self.percent {
            named.extend([percent.share.as_str(), &percent.rounding, &percent.bands]);
        }
        named.extend(self.standard.iter().map(|s| s.rule.as_str()));
        named.extend(self.boundary.iter().map(|b| b.rule.as_str()));
        if let Some(total) = &self.total {
            named.extend([
                total.points.as_str(),
                &total.sum,
                &total.maximum,
                &total.distance,
                &total.ways,
            ]);
            named.extend(total.bands.iter().map(|bands| bands.rule.as_str()));
            named.extend(total.other.iter().map(|other| other.rule.as_str()));
            named.extend(total.drop_rule.as_deref());
            named.extend(total.blocked_rule.as_deref());
            named.extend(total.warning.iter().map(|warning| warning.rule.as_str()));
        }
        named
    }

    /// Every setting that another part names.
    fn named_settings(&self) -> Vec<&str> {
        let mut named: Vec<&str> = Vec::new();
        named.extend(self.dates.from_setting.as_deref());
        named.extend(self.dates.until_setting.as_deref());
        named.extend(self.words.iter().filter_map(|w| w.stars.as_ref()?.key()));
        if let Some(percent) = &self.percent {
            named.extend(percent.cuts.iter().filter_map(Number::key));
            named.extend(percent.switch.as_deref());
            named.extend(percent.rounding_setting.as_deref());
            named.extend(percent.left_out_setting.as_deref());
        }
        named.extend(self.standard.iter().filter_map(|s| s.switch.as_deref()));
        if let Some(boundary) = &self.boundary {
            named.extend([boundary.one_case_setting.as_str()]);
            named.extend(boundary.within.key());
            named.extend(boundary.cases_at_most.key());
        }
        if let Some(total) = &self.total {
            named.extend(total.switch.as_deref());
            named.extend(total.standards_setting.as_deref());
            named.extend(total.bands.iter().filter_map(|bands| bands.starts.key()));
            named.extend(total.other.iter().filter_map(|o| o.switch.as_deref()));
            named.extend(total.warning.iter().map(|w| w.switch.as_str()));
        }
        named
    }
}

/// Whether all of them differ; otherwise which does not.
fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(format!("the {what} {id} stands twice"));
        }
    }
    Ok(())
}
