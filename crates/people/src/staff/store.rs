//! Services kept here, teams, people, posts and holdings as rows.

use diesel::prelude::*;
use vault::schema::people::{holding, kept_service, person, post, team};

/// A service whose work is kept here.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(primary_key(service_id))]
#[diesel(table_name = kept_service, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct KeptRow {
    pub(crate) service_id: String,
    pub(crate) since: String,
    pub(crate) until: Option<String>,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = team, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct TeamRow {
    pub(crate) id: String,
    pub(crate) service_id: String,
    pub(crate) name: String,
    pub(crate) opened: String,
    pub(crate) closed: Option<String>,
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = person, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct PersonRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) search_text: String,
    pub(crate) email: Option<String>,
    pub(crate) added_at: String,
    pub(crate) added_by: String,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = post, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct PostRow {
    pub(crate) id: String,
    pub(crate) service_id: Option<String>,
    pub(crate) team_id: Option<String>,
    pub(crate) role: String,
    pub(crate) title: String,
    pub(crate) minutes_a_week: Option<i32>,
    pub(crate) opened: String,
    pub(crate) closed: Option<String>,
}

/// Who holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(primary_key(post_id, number))]
#[diesel(table_name = holding, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct HoldingRow {
    pub(crate) post_id: String,
    pub(crate) number: i32,
    pub(crate) person_id: String,
    pub(crate) starts: String,
    pub(crate) ends: Option<String>,
}

/// A name as a search compares it: lower case, without the marks of letters that people leave out when
/// they type.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => 'a',
            'ç' | 'č' | 'ć' => 'c',
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => 'e',
            'ì' | 'í' | 'î' | 'ï' | 'ī' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' => 'n',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => 'o',
            'š' | 'ś' => 's',
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
            'ŵ' => 'w',
            'ý' | 'ÿ' | 'ŷ' => 'y',
            'ž' | 'ź' | 'ż' => 'z',
            '’' => '\'',
            other => other,
        })
        .collect()
}
