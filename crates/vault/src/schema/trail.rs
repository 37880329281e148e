//! The trail, and which steps of the schema a database has taken.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    /// One row a deed and record. Its bytes and its hash are fixed in docs/audit-format.md.
    trail (seq) {
        /// 1, 2, 3, … without a gap.
        seq -> BigInt,
        /// When, by the clock: RFC 3339, UTC, microseconds. The order is `seq`, not this.
        at -> Text,
        /// Who: a code.
        asker -> Text,
        /// What: a code.
        action -> Text,
        /// `act`, `consultation`, `refusal` or `system`.
        class -> Text,
        /// Kind of the record it was about.
        subject_kind -> Nullable<Text>,
        /// Id of the record it was about.
        subject_id -> Nullable<Text>,
        /// Why: a fixed phrase.
        purpose -> Text,
        /// `done`, `failed` or `refused`.
        outcome -> Text,
        /// Digest of salt and detail.
        detail_hash -> Text,
        /// The hash of the row before; 64 noughts for the first.
        prev -> Text,
        /// Digest of all of the above.
        hash -> Text,
    }
}

table! {
    /// The detail of a row. Salt and detail are erased together; the chain does not need them.
    trail_detail (seq) {
        /// The row.
        seq -> BigInt,
        /// 16 random bytes as hex, so that an erased detail cannot be guessed from its digest.
        salt -> Nullable<Text>,
        /// JSON.
        detail -> Nullable<Text>,
    }
}

table! {
    /// A step of the schema that this database has taken.
    schema_step (name) {
        /// The file's name without its ending.
        name -> Text,
        /// SHA-256 of the text that was run.
        digest -> Text,
        /// When, as in the trail.
        at -> Text,
    }
}

table! {
    /// Which archives this copy of the database was filled from. About the copy, so in no archive.
    restoration (number) {
        /// From 1.
        number -> BigInt,
        /// SHA-256 of the archive, as hex.
        archive_sha256 -> Text,
        /// When, as in the trail.
        restored_at -> Text,
    }
}

joinable!(trail_detail -> trail (seq));
allow_tables_to_appear_in_same_query!(trail, trail_detail);
