//! The register's tables as rows: what goes in and what comes out, the same for both databases.

use diesel::prelude::*;
use vault::schema::register::{
    claim, inspection, inspection_source, service, service_alias, service_predecessor,
};

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = service, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct ServiceRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) country: String,
    pub(crate) from_date: Option<String>,
    pub(crate) to_date: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) source: String,
    pub(crate) search_text: String,
}

/// Another spelling of a service's name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = service_alias)]
pub(crate) struct AliasRow {
    pub(crate) service_id: String,
    pub(crate) alias: String,
    pub(crate) spelling_key: String,
}

/// Which service came before which.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = service_predecessor)]
pub(crate) struct PredecessorRow {
    pub(crate) service_id: String,
    pub(crate) predecessor_id: String,
}

/// An inspection with the record values by which it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = inspection, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct InspectionRow {
    pub(crate) id: String,
    pub(crate) service_id: String,
    pub(crate) framework: String,
    pub(crate) kind: String,
    pub(crate) reinspection: Option<i32>,
    pub(crate) fieldwork_start: Option<String>,
    pub(crate) fieldwork_end: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) overall: Option<String>,
    pub(crate) overall_rank: Option<i32>,
    pub(crate) total: Option<i32>,
    pub(crate) maximum: Option<i32>,
    pub(crate) score_basis: Option<String>,
    pub(crate) score_share: Option<i32>,
}

/// A source of an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = inspection_source)]
pub(crate) struct SourceRow {
    pub(crate) inspection_id: String,
    pub(crate) position: i32,
    pub(crate) source: String,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = claim, treat_none_as_default_value = false)]
pub(crate) struct ClaimRow {
    pub(crate) inspection_id: String,
    pub(crate) field: String,
    pub(crate) position: i32,
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) basis: String,
    pub(crate) record: bool,
    pub(crate) note: Option<String>,
}
