//! The table as rows, the same for both databases.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use vault::schema::register::recommendation;
use vault::{Conn, on_both};

use super::types::{Draft, Recommendation};

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = recommendation, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct RecommendationRow {
    pub(crate) id: String,
    pub(crate) inspection_id: String,
    pub(crate) number: i32,
    pub(crate) addressed_to: String,
    pub(crate) words: String,
    pub(crate) due: Option<String>,
    pub(crate) standard: Option<String>,
    pub(crate) withdrawn: Option<String>,
    pub(crate) changed_at: String,
    pub(crate) changed_by: String,
}

impl RecommendationRow {
    /// What it says, as pages and files show it.
    pub(crate) fn into_recommendation(self) -> Recommendation {
        Recommendation {
            id: self.id,
            number: u32::try_from(self.number).unwrap_or_default(),
            addressed_to: self.addressed_to,
            words: self.words,
            due: self.due.and_then(|due| due.parse().ok()),
            standard: self.standard,
            withdrawn: self.withdrawn,
            changed_at: self.changed_at,
        }
    }

    /// Takes over what a draft says.
    pub(super) fn say(&mut self, draft: &Draft) {
        self.addressed_to.clone_from(&draft.addressed_to);
        self.words.clone_from(&draft.words);
        self.due = draft.due.map(|due| due.to_string());
        self.standard.clone_from(&draft.standard);
    }
}

/// The recommendations of an inspection in the order of their numbers.
pub(crate) async fn of_inspection(
    conn: &mut Conn,
    inspection: &str,
) -> Result<Vec<RecommendationRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        recommendation::table
            .filter(recommendation::inspection_id.eq(inspection))
            .order(recommendation::number)
            .select(RecommendationRow::as_select())
            .load(c)
            .await
    })?)
}

/// All recommendations, by inspection and number.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<RecommendationRow>, vault::Error> {
    Ok(on_both!(conn, |c| {
        recommendation::table
            .order((recommendation::inspection_id, recommendation::number))
            .select(RecommendationRow::as_select())
            .load(c)
            .await
    })?)
}
