//! What is chosen here, as it is held: the rows, and which of them hold.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use rules::Used;
use vault::schema::register::working_value;
use vault::{Conn, on_both};

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = working_value, treat_none_as_default_value = false)]
pub(crate) struct ChoiceRow {
    pub(crate) framework: String,
    pub(crate) setting: String,
    pub(crate) number: i32,
    pub(crate) chosen: Option<String>,
    pub(crate) reason: String,
    pub(crate) changed_at: String,
    pub(crate) changed_by: String,
}

/// The values that hold here instead of the frameworks' own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Chosen(BTreeMap<String, BTreeMap<String, String>>);

impl Chosen {
    /// What holds after all choices; they come in the order in which they were made.
    pub(crate) fn of(rows: &[ChoiceRow]) -> Self {
        let mut chosen = Chosen::default();
        for row in rows {
            let own = chosen.0.entry(row.framework.clone()).or_default();
            match &row.chosen {
                Some(value) => own.insert(row.setting.clone(), value.clone()),
                None => own.remove(&row.setting),
            };
        }
        chosen
    }

    /// The values chosen for a framework, by key.
    pub(crate) fn under(&self, framework: &str) -> BTreeMap<String, String> {
        self.0.get(framework).cloned().unwrap_or_default()
    }
}

/// Every choice that was ever made, by framework and key, the first first.
pub(crate) async fn rows(conn: &mut Conn) -> Result<Vec<ChoiceRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        working_value::table
            .order((
                working_value::framework,
                working_value::setting,
                working_value::number,
            ))
            .select(ChoiceRow::as_select())
            .load(c)
            .await
    })?)
}

/// What holds here.
pub(crate) async fn chosen(conn: &mut Conn) -> Result<Chosen, vault::Error> {
    Ok(Chosen::of(&rows(conn).await?))
}

/// Of values chosen for a framework those that the kernel reads. A key that the framework no longer
/// has is left out: it stays in the history and nothing follows from it.
pub(crate) fn for_ratings(
    framework: &str,
    chosen: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let read = chosen.iter().filter(|(key, _)| {
        let value = rules::working_value(framework, key);
        value.is_some_and(|value| value.used == Used::Rating)
    });
    read.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
