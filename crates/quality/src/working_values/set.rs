//! Choosing another value, or going back to the framework's own.

use std::collections::BTreeMap;

use access::{Action, Asker};
use diesel_async::RunQueryDsl;
use rating::Finding;
use rules::{Used, WorkingValue};
use vault::schema::register::working_value;
use vault::{Act, Conn, Deed, Door, on_both};

use super::chosen::{ChoiceRow, Chosen, for_ratings, rows};
use super::limits::{REASON_CHARS, VALUE_CHARS};

/// What is to hold, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Framework code.
    pub framework: String,
    /// Key of the value.
    pub key: String,
    /// The value; none for the framework's own.
    pub value: Option<String>,
    /// Why, in the words of whoever chooses.
    pub reason: String,
    /// The number of the last choice that the asker saw; none where nothing was shown before.
    pub seen: Option<u32>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// The value holds from now on.
    Changed,
    /// It held already, so nothing was written: a form that was sent twice comes here.
    AlreadySo,
}

/// Why a value was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// There is no such framework, or it has no such value.
    #[error("There is no working value of this name under this framework.")]
    Unknown,
    /// The value or the reason cannot be used: each finding with `value` or `reason` as its column.
    #[error("{}", said(.0))]
    Unusable(Vec<Finding>),
    /// Somebody else changed it after it was shown.
    #[error(
        "Somebody changed this value after it was shown. Look at it as it stands now, and decide again."
    )]
    ChangedMeanwhile,
    /// The database did not take it, or the policy does not allow it.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

fn said(findings: &[Finding]) -> String {
    let said = findings
        .iter()
        .map(|finding| format!("{} {}", finding.reason, finding.remedy));
    said.collect::<Vec<_>>().join(" ")
}

/// A change whose words have been read; whether it fits what holds is for the act to see.
struct Reading {
    registered: &'static WorkingValue,
    /// None for the framework's own.
    value: Option<String>,
    reason: String,
}

/// Lets another value hold here, or the framework's own again.
///
/// # Errors
/// [`SetError`] says which of framework, key, value or reason cannot be used and how to mend it, or
/// that somebody else was quicker. Nothing is changed then.
pub async fn set(door: &Door, asker: &Asker, change: &Change) -> Result<Made, SetError> {
    let deed = Deed {
        action: Action::WorkingValuesSet,
        purpose: "working value chosen",
    };
    let reading = read(change)?;
    let seen = change.seen;
    door.undertake(asker, deed, async move |act: &mut Act<'_>| {
        act.about("working_value", &record_id(reading.registered));
        let held = rows(act.conn()).await?;
        let number = match put(&reading, &held, seen) {
            Ok(Some(number)) => number,
            Ok(None) => return Ok(Ok(Made::AlreadySo)),
            Err(error) => return Ok(Err(error)),
        };
        act.detail(serde_json::json!({ "chosen": reading.value, "number": number }));
        let row = row(&reading, number, act);
        write(act.conn(), &row).await?;
        Ok(Ok(Made::Changed))
    })
    .await
}

/// Whether a change could be made over the values that hold here, by key: what [`set`] would say,
/// before anything is written.
///
/// # Errors
/// As [`set`].
pub fn check(change: &Change, holding: &BTreeMap<String, String>) -> Result<(), SetError> {
    fits(&read(change)?, holding)
}

/// The record that the trail names: `cci-2009 cci.label.moderate_from`.
pub(super) fn record_id(registered: &WorkingValue) -> String {
    format!("{} {}", registered.framework.id(), registered.key())
}

/// Reads the words of a change.
fn read(change: &Change) -> Result<Reading, SetError> {
    let registered =
        rules::working_value(&change.framework, &change.key).ok_or(SetError::Unknown)?;
    let mut findings = Vec::new();
    let mut value = None;
    if !registered.can_be_set() {
        findings.push(about(
            "value",
            "Nothing in Lapwing would follow from another value.",
            "Leave it as it is.",
        ));
    } else if let Some(typed) = &change.value {
        match value_of(registered, typed) {
            Ok(read) => value = Some(read).filter(|read| *read != registered.setting.default),
            Err(finding) => findings.push(finding),
        }
    }
    if let Some(finding) = wrong_reason(&change.reason) {
        findings.push(finding);
    }
    if findings.is_empty() {
        Ok(Reading {
            registered,
            value,
            reason: change.reason.trim().to_owned(),
        })
    } else {
        Err(SetError::Unusable(findings))
    }
}

fn value_of(registered: &WorkingValue, typed: &str) -> Result<String, Finding> {
    if typed.trim().is_empty() {
        return Err(about(
            "value",
            "There is no value.",
            "Enter one, or go back to the framework’s own.",
        ));
    }
    if typed.chars().count() > VALUE_CHARS {
        return Err(about(
            "value",
            &format!("The value has more than {VALUE_CHARS} letters."),
            "Enter a shorter one.",
        ));
    }
    let read = registered.setting.read(typed);
    read.map_err(|finding| finding.at_column("value"))
}

fn wrong_reason(reason: &str) -> Option<Finding> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Some(about(
            "reason",
            "There is no reason.",
            "Say in a sentence why this value should hold here.",
        ));
    }
    if reason.chars().count() > REASON_CHARS {
        return Some(about(
            "reason",
            &format!("The reason has more than {REASON_CHARS} letters."),
            "Shorten it, and name the paper that says the rest.",
        ));
    }
    let is_text = |c: char| !c.is_control() || c == '\n' || c == '\r' || c == '\t';
    (!reason.chars().all(is_text)).then(|| {
        about(
            "reason",
            "The reason holds a character that is no text.",
            "Type it again instead of pasting it.",
        )
    })
}

fn about(column: &str, reason: &str, remedy: &str) -> Finding {
    Finding::new(reason, remedy).at_column(column)
}

/// The number that the choice gets; none where what is wanted holds already.
fn put(reading: &Reading, held: &[ChoiceRow], seen: Option<u32>) -> Result<Option<i32>, SetError> {
    let registered = reading.registered;
    let framework = registered.framework.id();
    let last = held
        .iter()
        .rfind(|row| row.framework == framework && row.setting == registered.key());
    if last.and_then(|row| row.chosen.as_ref()) == reading.value.as_ref() {
        return Ok(None);
    }
    let number = last.map_or(0, |row| row.number);
    if seen.is_some_and(|seen| i64::from(seen) != i64::from(number)) {
        return Err(SetError::ChangedMeanwhile);
    }
    fits(reading, &Chosen::of(held).under(framework))?;
    Ok(Some(number.saturating_add(1)))
}

/// Whether a value fits the others that hold. The framework's own can always hold again, so that
/// values which no longer fit one another can be undone one by one.
fn fits(reading: &Reading, holding: &BTreeMap<String, String>) -> Result<(), SetError> {
    let registered = reading.registered;
    let Some(value) = reading
        .value
        .clone()
        .filter(|_| registered.used == Used::Rating)
    else {
        return Ok(());
    };
    let framework = registered.framework;
    let mut set = for_ratings(framework.id(), holding);
    set.insert(registered.key().to_owned(), value);
    let fits = framework.check_values(&set);
    fits.map_err(|findings| {
        let about_value = findings.into_iter();
        SetError::Unusable(about_value.map(|f| f.at_column("value")).collect())
    })
}

fn row(reading: &Reading, number: i32, act: &Act<'_>) -> ChoiceRow {
    ChoiceRow {
        framework: reading.registered.framework.id().to_owned(),
        setting: reading.registered.key().to_owned(),
        number,
        chosen: reading.value.clone(),
        reason: reading.reason.clone(),
        changed_at: act.at().to_owned(),
        changed_by: act.asker().to_owned(),
    }
}

async fn write(conn: &mut Conn, row: &ChoiceRow) -> Result<(), vault::Error> {
    on_both!(conn, |c| {
        diesel::insert_into(working_value::table)
            .values(row)
            .execute(c)
            .await
    })?;
    Ok(())
}
