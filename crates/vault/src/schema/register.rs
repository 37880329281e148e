//! The register: services and their inspections.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    /// A youth justice service. `from_date` and `to_date` are dates as precisely as known
    /// (`2020`, `2020-06`, `2020-06-04`), so that text order is date order.
    service (id) {
        /// Readable id: `medway`.
        id -> Text,
        /// Name as shown.
        name -> Text,
        /// One spelling for each region.
        region -> Text,
        /// `England` or `Wales`.
        country -> Text,
        /// Since when it exists, if known.
        from_date -> Nullable<Text>,
        /// Until when it existed, if it no longer does.
        to_date -> Nullable<Text>,
        /// A remark for readers.
        note -> Nullable<Text>,
        /// Where name, region and dates come from.
        source -> Text,
        /// What a search looks in: name and aliases in lower case, without accents.
        search_text -> Text,
    }
}

table! {
    /// Another spelling of a service's name.
    service_alias (service_id, alias) {
        /// The service.
        service_id -> Text,
        /// As a source spells it.
        alias -> Text,
        /// The spelling without case, accents, marks and filler words: what a look-up compares.
        spelling_key -> Text,
    }
}

table! {
    /// Which service came before which.
    service_predecessor (service_id, predecessor_id) {
        /// The later service.
        service_id -> Text,
        /// The earlier one.
        predecessor_id -> Text,
    }
}

table! {
    /// One inspection. The columns repeat the record values of its claims for filter and sort, and
    /// are written in the same act as the claims.
    inspection (id) {
        /// Readable id: `hmip-2018-medway-2020`.
        id -> Text,
        /// The inspected service.
        service_id -> Text,
        /// Framework code.
        framework -> Text,
        /// `inspection`, `joint inspection`, …
        kind -> Text,
        /// Its number, for a re-inspection that is called so.
        reinspection -> Nullable<Integer>,
        /// First day of fieldwork, as known.
        fieldwork_start -> Nullable<Text>,
        /// Last day of fieldwork, as known.
        fieldwork_end -> Nullable<Text>,
        /// Publication, as known.
        published -> Nullable<Text>,
        /// Overall rating in the framework's word.
        overall -> Nullable<Text>,
        /// Its place among the framework's words, worst first, for sorting.
        overall_rank -> Nullable<Integer>,
        /// Points scored.
        total -> Nullable<Integer>,
        /// Out of; may be known without the points.
        maximum -> Nullable<Integer>,
        /// What the score rests on.
        score_basis -> Nullable<Text>,
        /// The score in ten-thousandths of its maximum, for sorting.
        score_share -> Nullable<Integer>,
    }
}

table! {
    /// A source of an inspection as a whole.
    inspection_source (inspection_id, position) {
        /// The inspection.
        inspection_id -> Text,
        /// Its place in the list, from 0.
        position -> Integer,
        /// Where the facts come from.
        source -> Text,
    }
}

table! {
    /// One statement about one field by one source. What the first source said is the record; what
    /// others say stands beside it.
    claim (inspection_id, field, position) {
        /// The inspection.
        inspection_id -> Text,
        /// Which field: `overall`, `rating.2.1`, …
        field -> Text,
        /// Order of arrival within the field, from 0.
        position -> Integer,
        /// What is said.
        value -> Text,
        /// By whom.
        source -> Text,
        /// How well founded.
        basis -> Text,
        /// Whether it is the one shown as the value.
        record -> Bool,
        /// A remark for readers.
        note -> Nullable<Text>,
    }
}

table! {
    /// A decision about which statement is the record of a field, with its reason.
    correction (inspection_id, number) {
        /// The inspection.
        inspection_id -> Text,
        /// From 1 within the inspection, in the order of the decisions.
        number -> Integer,
        /// Which field, as in `claim`.
        field -> Text,
        /// The record until then; none where there was none.
        from_value -> Nullable<Text>,
        /// The record since then; none where no statement is the record any more.
        to_value -> Nullable<Text>,
        /// Whose statement that is.
        source -> Text,
        /// Why, in the words of whoever decided.
        reason -> Text,
        /// When, as in the trail.
        made_at -> Text,
        /// By whom: a code, as in the trail.
        made_by -> Text,
    }
}

table! {
    /// What an inspection recommends, to whom, in this service's own words.
    recommendation (id) {
        /// Readable id: `hmip-2018-medway-2020-r1`.
        id -> Text,
        /// The inspection.
        inspection_id -> Text,
        /// From 1 within the inspection; a number is never used again.
        number -> Integer,
        /// Who must act.
        addressed_to -> Text,
        /// What it says.
        words -> Text,
        /// The day by which it is due, `2020-07-04`.
        due -> Nullable<Text>,
        /// The standard it is about, where it is about one.
        standard -> Nullable<Text>,
        /// Why it was taken back; none while it stands.
        withdrawn -> Nullable<Text>,
        /// When it was last changed, as in the trail.
        changed_at -> Text,
        /// By whom: a code, as in the trail.
        changed_by -> Text,
    }
}

table! {
    /// An inspection's report, kept as the file that it is.
    report_file (inspection_id, number) {
        /// The inspection.
        inspection_id -> Text,
        /// From 1 within the inspection.
        number -> Integer,
        /// The file's name, without a path.
        name -> Text,
        /// Its type, as its bytes show it and not as its name says.
        media_type -> Text,
        /// SHA-256 of its bytes, as hex.
        sha256 -> Text,
        /// How many bytes.
        size_bytes -> BigInt,
        /// The bytes.
        content -> Binary,
        /// When it was kept, as in the trail.
        kept_at -> Text,
        /// By whom: a code, as in the trail.
        kept_by -> Text,
    }
}

table! {
    /// A working value as this installation has set it. Rows are only added; the last one holds.
    working_value (framework, setting, number) {
        /// Framework code.
        framework -> Text,
        /// Key of the setting: `percent.good_from`.
        setting -> Text,
        /// From 1 within the setting, in the order of the changes.
        number -> Integer,
        /// The value chosen; none for the framework's own.
        chosen -> Nullable<Text>,
        /// Why, in the words of whoever chose.
        reason -> Text,
        /// When, as in the trail.
        changed_at -> Text,
        /// By whom: a code, as in the trail.
        changed_by -> Text,
    }
}

joinable!(service_alias -> service (service_id));
joinable!(service_predecessor -> service (service_id));
joinable!(inspection -> service (service_id));
joinable!(inspection_source -> inspection (inspection_id));
joinable!(claim -> inspection (inspection_id));
joinable!(correction -> inspection (inspection_id));
joinable!(recommendation -> inspection (inspection_id));
joinable!(report_file -> inspection (inspection_id));
allow_tables_to_appear_in_same_query!(
    service,
    service_alias,
    service_predecessor,
    inspection,
    inspection_source,
    claim,
    correction,
    recommendation,
    report_file,
    working_value,
);
