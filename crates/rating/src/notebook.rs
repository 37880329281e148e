//! The working as it is written down: steps with their rules, and remarks.

use crate::flags::FlagCode;
use crate::framework::{Framework, STATUSES};
use crate::outcome::{Flag, Step};

/// Collects steps and remarks while a rating is worked out.
pub(crate) struct Notebook<'f> {
    framework: &'f Framework,
    steps: Vec<Step>,
    flags: Vec<Flag>,
}

impl<'f> Notebook<'f> {
    pub(crate) fn new(framework: &'f Framework) -> Self {
        Notebook {
            framework,
            steps: Vec::new(),
            flags: Vec::new(),
        }
    }

    /// Writes a step down under the rule it follows.
    pub(crate) fn step(&mut self, rule: &str, text: String) {
        let status = self.framework.rule(rule).map_or("local", |own| &own.status);
        self.push(rule, status.to_owned(), text);
    }

    /// Writes down that a working value was set otherwise for this run.
    pub(crate) fn changed(&mut self, key: &str, text: String) {
        self.push(key, "local".to_owned(), text);
    }

    fn push(&mut self, rule: &str, status: String, text: String) {
        self.steps.push(Step {
            n: u32::try_from(self.steps.len() + 1).unwrap_or(u32::MAX),
            rule: rule.to_owned(),
            status,
            text,
        });
    }

    /// Makes a remark.
    pub(crate) fn flag(&mut self, code: FlagCode, standard: Option<&str>, text: String) {
        self.flags.push(Flag {
            code,
            standard: standard.map(str::to_owned),
            text,
        });
    }

    /// Steps, remarks, and the statuses of the rules used, best founded first.
    pub(crate) fn close(self) -> (Vec<Step>, Vec<Flag>, Vec<String>) {
        let used = |status: &&str| self.steps.iter().any(|step| step.status == **status);
        let statuses = STATUSES
            .iter()
            .filter(|s| used(s))
            .map(|s| (*s).to_owned())
            .collect();
        (self.steps, self.flags, statuses)
    }
}
