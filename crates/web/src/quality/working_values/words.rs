//! How working values and what follows from them are said.

use quality::working_values::{Choice, Effect, OUTSIDE, Side, Value, What};
use rating::{Framework, PartialDate};
use rules::{Used, WorkingValue};

use crate::names;
use crate::words;

/// What a published result is, as far as working values go.
pub(super) const PUBLISHED: &str = "A published result is here an overall rating, worked out from the points or ratings that were published with it; a label, worked out from the percentage beside it; or the framework that an inspection was made under, checked against its first day of fieldwork. It is reproduced when what comes out is what was published.";

/// Where a value is used.
pub(super) fn used(used: Used) -> &'static str {
    match used {
        Used::Rating => "Ratings are worked out with it",
        Used::Plans => "Due dates of recommendations are proposed by it",
        Used::Fixed => "Always so in Lapwing: it cannot be set otherwise",
        Used::Nothing => "Nothing in Lapwing uses it yet",
    }
}

/// The confidence in a value.
pub(super) fn confidence(value: &Value) -> String {
    words::sentence_case(value.confidence.as_deref().unwrap_or("not stated"))
}

/// A status with what it is of: a value that is set here shows that.
pub(super) fn status(value: &Value) -> words::Tag {
    match value.is_set_here() {
        true => words::Tag::new("Set here", "purple"),
        false => words::status_tag(&value.status),
    }
}

/// What a value rests on, in one line: the rule with what that rests on, or the words of the register.
pub(super) fn basis(registered: &WorkingValue) -> String {
    match registered.rule() {
        Some(rule) => format!("Rule {}: {}", rule.id, rule.source),
        None => registered.setting.basis.clone(),
    }
}

/// A value as people read it.
pub(super) fn said(registered: &WorkingValue, value: &str) -> String {
    names::setting_value(registered.framework, &registered.setting, value)
}

/// How many of the published results a value reproduces: "15 of 15 published results are reproduced".
pub(super) fn reproduced(side: &Side, published: usize) -> String {
    let results = match published {
        1 => "published result",
        _ => "published results",
    };
    let are = match side.reproduced {
        1 => "is",
        _ => "are",
    };
    let open = published.saturating_sub(side.worked_out);
    let open = match open {
        0 => String::new(),
        _ if side.worked_out == 0 => ", because none can be worked out".to_owned(),
        _ => format!(", and {open} cannot be worked out"),
    };
    format!(
        "{} of {published} {results} {are} reproduced{open}",
        side.reproduced
    )
}

/// Which result it is.
pub(super) fn what(framework: &Framework, what: &What) -> String {
    match what {
        What::Framework => "Framework for its fieldwork".to_owned(),
        What::Overall => "Overall rating".to_owned(),
        What::Standard(id) => names::standard(framework, id),
    }
}

/// What came out, or what was published.
pub(super) fn result(framework: &Framework, what: &What, result: Option<&str>) -> String {
    match (what, result) {
        (_, None) => "Not worked out".to_owned(),
        (What::Framework, Some(OUTSIDE)) => "Another framework".to_owned(),
        (What::Framework, Some(_)) => "This framework".to_owned(),
        (_, Some(word)) => framework.label(word).to_owned(),
    }
}

/// What must be set besides, in a sentence; none where nothing must.
pub(super) fn besides(registered: &WorkingValue) -> Option<String> {
    let framework = registered.framework;
    let besides: Vec<String> = registered
        .with
        .iter()
        .filter_map(|(key, value)| {
            let setting = framework.setting(key)?;
            let value = names::setting_value(framework, setting, value);
            Some(format!(
                "“{}” set to {}",
                setting.title,
                value.to_lowercase()
            ))
        })
        .collect();
    let what = words::list(&besides);
    (!besides.is_empty())
        .then(|| format!("Weighed with {what}, because nothing follows from this value otherwise."))
}

/// The day of a choice: "25 November 2026".
pub(super) fn day(choice: &Choice) -> String {
    let day = choice.at.get(..10).unwrap_or_default();
    day.parse::<PartialDate>()
        .map_or_else(|_| choice.at.clone(), words::date)
}

/// Whether nothing published can tell whether a value is right.
pub(super) fn is_untold(effect: &Effect) -> bool {
    effect.published == 0
}

/// Said where nothing published can tell.
pub(super) const UNTOLD: &str =
    "No published result in this register can be worked out with it, so none would change.";

/// How a value does on the register.
pub(super) struct SideView {
    pub(super) value: String,
    /// "the framework’s own", "set here"; empty otherwise.
    pub(super) remark: &'static str,
    pub(super) reproduced: usize,
    pub(super) otherwise: usize,
    pub(super) open: usize,
}

/// How the framework's own value and each other does on the register; empty where nothing can tell.
pub(super) fn sides(registered: &WorkingValue, value: &Value, effects: &[Effect]) -> Vec<SideView> {
    let Some(first) = effects.first().filter(|effect| !is_untold(effect)) else {
        return Vec::new();
    };
    let own = (&first.from, first.published);
    let others = effects.iter().map(|effect| (&effect.to, effect.published));
    std::iter::once(own)
        .chain(others)
        .map(|(side, published)| SideView {
            value: said(registered, &side.value),
            remark: if side.value == value.own {
                "the framework’s own"
            } else if side.value == value.value {
                "set here"
            } else {
                ""
            },
            reproduced: side.reproduced,
            otherwise: side.worked_out.saturating_sub(side.reproduced),
            open: published.saturating_sub(side.worked_out),
        })
        .collect()
}
