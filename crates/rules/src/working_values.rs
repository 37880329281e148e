//! The register of working values: every value of the method that no public source settles, with what
//! it rests on, what follows from it and where it is used.
//!
//! A value that the rating kernel reads is a [`Setting`] of its framework; what follows from it and
//! which other values are worth weighing stand in `working_values.toml`, and so do the values that the
//! kernel does not read. A value belongs to one framework: the same key in two frameworks is two
//! values that can be set apart.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rating::Framework;
use rating::framework::Rule;
use rating::settings::Setting;
use serde::{Deserialize, Serialize};

/// A working value of one framework.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkingValue {
    /// The framework that it is a value of.
    pub framework: &'static Framework,
    /// Key, title, kind, own value, confidence and basis.
    pub setting: Setting,
    /// Where Lapwing uses it.
    pub used: Used,
    /// What follows from it: a sentence or two.
    pub effect: String,
    /// Other values that are worth weighing: the neighbouring cuts, on for off, another rule.
    pub alternatives: Vec<String>,
    /// What must be set besides before anything follows from it, by key.
    pub with: BTreeMap<String, String>,
}

/// Where a working value is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Used {
    /// Ratings are worked out with it.
    Rating,
    /// Due dates are proposed by it.
    Plans,
    /// It is always so: a rule of the kernel that cannot be set otherwise.
    Fixed,
    /// Nothing uses it yet.
    Nothing,
}

impl WorkingValue {
    /// `percent.good_from`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.setting.key
    }

    /// Whether it can be set otherwise: only where something follows from it.
    #[must_use]
    pub fn can_be_set(&self) -> bool {
        matches!(self.used, Used::Rating | Used::Plans)
    }

    /// The rule of its framework that it rests on, where its basis names one.
    #[must_use]
    pub fn rule(&self) -> Option<&'static Rule> {
        let named = self.setting.basis.split(',').next().unwrap_or_default();
        self.framework.rule(named)
    }

    /// How well founded it is, as the rule it rests on says: `working` for nearly all of them.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.rule().map_or("working", |rule| &rule.status)
    }
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    rating: Vec<Read>,
    beside: Vec<Beside>,
}

/// A setting that the kernel reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    key: String,
    effect: String,
    alternatives: Vec<String>,
    #[serde(default)]
    with: BTreeMap<String, String>,
}

/// A value that the kernel does not read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    frameworks: Vec<String>,
    used: Used,
    effect: String,
    setting: Setting,
}

const TEXT: &str = include_str!("../working_values.toml");

static VALUES: LazyLock<Vec<WorkingValue>> = LazyLock::new(|| match toml::from_str(TEXT) {
    Ok(register) => values(&register),
    // The test `the_register_can_be_read` reads the same text.
    Err(error) => unreachable!("a register that was compiled in: {error}"),
});

/// Every working value: the oldest framework first, within one those that ratings are worked out with
/// first.
#[must_use]
pub fn working_values() -> &'static [WorkingValue] {
    &VALUES
}

/// The working value with this key in the framework with this id.
#[must_use]
pub fn working_value(framework: &str, key: &str) -> Option<&'static WorkingValue> {
    VALUES
        .iter()
        .find(|value| value.framework.id() == framework && value.key() == key)
}

fn values(register: &Register) -> Vec<WorkingValue> {
    let of = |framework: &'static Framework| {
        let read = framework.settings().iter().filter_map(move |setting| {
            let entry = register.rating.iter().find(|own| own.key == setting.key)?;
            Some(WorkingValue {
                framework,
                setting: setting.clone(),
                used: Used::Rating,
                effect: entry.effect.clone(),
                alternatives: entry.alternatives.clone(),
                with: entry.with.clone(),
            })
        });
        let beside = register
            .beside
            .iter()
            .filter(|entry| entry.frameworks.iter().any(|id| id == framework.id()))
            .map(move |entry| WorkingValue {
                framework,
                setting: entry.setting.clone(),
                used: entry.used,
                effect: entry.effect.clone(),
                alternatives: Vec::new(),
                with: BTreeMap::new(),
            });
        read.chain(beside)
    };
    crate::frameworks().iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_can_be_read() {
        if let Err(error) = toml::from_str::<Register>(TEXT) {
            panic!("{error}");
        }
    }

    #[test]
    fn every_entry_is_a_value_of_some_framework() {
        let Ok(register) = toml::from_str::<Register>(TEXT) else {
            panic!("see the test above");
        };
        let beside = register.beside.iter().map(|entry| &entry.setting.key);
        for key in register.rating.iter().map(|entry| &entry.key).chain(beside) {
            assert!(
                working_values().iter().any(|value| value.key() == key),
                "{key}"
            );
        }
        for id in register.beside.iter().flat_map(|entry| &entry.frameworks) {
            assert!(crate::framework(id).is_some(), "{id}");
        }
    }
}
