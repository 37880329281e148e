//! The tables that an archive holds, in the order in which they can be filled again: what refers to
//! a row comes after it. A test compares this page with what both databases say of themselves, so a
//! new table or column cannot be forgotten.

/// What a column holds, in the archive's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    BigInteger,
    /// Yes or no.
    Boolean,
    /// Bytes, written as base64.
    Bytes,
}

impl Kind {
    /// The word for it in an archive.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::BigInteger => "bigint",
            Kind::Boolean => "boolean",
            Kind::Bytes => "bytes",
        }
    }

    /// The kind that a word stands for.
    pub(super) fn named(code: &str) -> Option<Self> {
        use Kind::{BigInteger, Boolean, Bytes, Integer, Text};
        [Text, Integer, BigInteger, Boolean, Bytes]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// A table as archives hold it.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The step of the schema that made it. An archive of an earlier schema has no such table.
    pub since: &'static str,
    /// How many of the first columns are its primary key, in that order.
    pub key: usize,
    /// Whether it holds records about people. Once it has a row, a plain archive is refused.
    pub personal: bool,
    /// Its columns, those of the key first.
    pub columns: &'static [(&'static str, Kind)],
}

impl Table {
    /// Rows that are read or put in at once. A row with bytes may be as large as a file, so such a
    /// table goes row by row.
    pub(super) fn rows_at_once(&self) -> usize {
        if self.columns.iter().any(|(_, kind)| *kind == Kind::Bytes) {
            1
        } else {
            crate::limits::BACKUP_ROWS_A_PAGE
        }
    }
}

/// Tables that stand in no archive, each with the reason.
pub const LEFT_OUT: [(&str, &str); 6] = [
    (
        "guess",
        "it counts wrong guesses of the last hours at this copy's door",
    ),
    (
        "invitation",
        "a link that was open lets nobody into another copy; somebody invites anew",
    ),
    (
        "known_device",
        "browsers know the copy that they signed in to",
    ),
    (
        "restoration",
        "it says which archives this copy was filled from; another copy has its own",
    ),
    (
        "schema_step",
        "names of steps stand in the archive's first line; digests and times are this copy's",
    ),
    (
        "session",
        "nobody is signed in to a copy that was just restored",
    ),
];

use Kind::{BigInteger, Boolean, Bytes, Integer, Text};

/// The tables, in the order of an archive.
pub const TABLES: &[Table] = &[
    Table {
        name: "service",
        since: "0002_register",
        key: 1,
        personal: false,
        columns: &[
            ("id", Text),
            ("name", Text),
            ("region", Text),
            ("country", Text),
            ("from_date", Text),
            ("to_date", Text),
            ("note", Text),
            ("source", Text),
            ("search_text", Text),
        ],
    },
    Table {
        name: "service_alias",
        since: "0002_register",
        key: 2,
        personal: false,
        columns: &[
            ("service_id", Text),
            ("alias", Text),
            ("spelling_key", Text),
        ],
    },
    Table {
        name: "service_predecessor",
        since: "0002_register",
        key: 2,
        personal: false,
        columns: &[("service_id", Text), ("predecessor_id", Text)],
    },
    Table {
        name: "inspection",
        since: "0002_register",
        key: 1,
        personal: false,
        columns: &[
            ("id", Text),
            ("service_id", Text),
            ("framework", Text),
            ("kind", Text),
            ("reinspection", Integer),
            ("fieldwork_start", Text),
            ("fieldwork_end", Text),
            ("published", Text),
            ("overall", Text),
            ("overall_rank", Integer),
            ("total", Integer),
            ("maximum", Integer),
            ("score_basis", Text),
            ("score_share", Integer),
        ],
    },
    Table {
        name: "inspection_source",
        since: "0002_register",
        key: 2,
        personal: false,
        columns: &[
            ("inspection_id", Text),
            ("position", Integer),
            ("source", Text),
        ],
    },
    Table {
        name: "claim",
        since: "0002_register",
        key: 3,
        personal: false,
        columns: &[
            ("inspection_id", Text),
            ("field", Text),
            ("position", Integer),
            ("value", Text),
            ("source", Text),
            ("basis", Text),
            ("record", Boolean),
            ("note", Text),
        ],
    },
    Table {
        name: "correction",
        since: "0003_kept_by_hand",
        key: 2,
        personal: false,
        columns: &[
            ("inspection_id", Text),
            ("number", Integer),
            ("field", Text),
            ("from_value", Text),
            ("to_value", Text),
            ("source", Text),
            ("reason", Text),
            ("made_at", Text),
            ("made_by", Text),
        ],
    },
    Table {
        name: "recommendation",
        since: "0003_kept_by_hand",
        key: 1,
        personal: false,
        columns: &[
            ("id", Text),
            ("inspection_id", Text),
            ("number", Integer),
            ("addressed_to", Text),
            ("words", Text),
            ("due", Text),
            ("standard", Text),
            ("withdrawn", Text),
            ("changed_at", Text),
            ("changed_by", Text),
        ],
    },
    Table {
        name: "report_file",
        since: "0003_kept_by_hand",
        key: 2,
        personal: false,
        columns: &[
            ("inspection_id", Text),
            ("number", Integer),
            ("name", Text),
            ("media_type", Text),
            ("sha256", Text),
            ("size_bytes", BigInteger),
            ("content", Bytes),
            ("kept_at", Text),
            ("kept_by", Text),
        ],
    },
    Table {
        name: "working_value",
        since: "0003_kept_by_hand",
        key: 3,
        personal: false,
        columns: &[
            ("framework", Text),
            ("setting", Text),
            ("number", Integer),
            ("chosen", Text),
            ("reason", Text),
            ("changed_at", Text),
            ("changed_by", Text),
        ],
    },
    Table {
        name: "kept_service",
        since: "0004_people",
        key: 1,
        personal: false,
        columns: &[("service_id", Text), ("since", Text), ("until", Text)],
    },
    Table {
        name: "team",
        since: "0004_people",
        key: 1,
        personal: false,
        columns: &[
            ("id", Text),
            ("service_id", Text),
            ("name", Text),
            ("opened", Text),
            ("closed", Text),
        ],
    },
    Table {
        name: "person",
        since: "0004_people",
        key: 1,
        personal: true,
        columns: &[
            ("id", Text),
            ("name", Text),
            ("search_text", Text),
            ("email", Text),
            ("added_at", Text),
            ("added_by", Text),
        ],
    },
    Table {
        name: "post",
        since: "0004_people",
        key: 1,
        personal: false,
        columns: &[
            ("id", Text),
            ("service_id", Text),
            ("team_id", Text),
            ("role", Text),
            ("title", Text),
            ("minutes_a_week", Integer),
            ("opened", Text),
            ("closed", Text),
        ],
    },
    Table {
        name: "holding",
        since: "0004_people",
        key: 2,
        personal: true,
        columns: &[
            ("post_id", Text),
            ("number", Integer),
            ("person_id", Text),
            ("starts", Text),
            ("ends", Text),
        ],
    },
    Table {
        name: "account",
        since: "0004_people",
        key: 1,
        personal: true,
        columns: &[
            ("id", Text),
            ("person_id", Text),
            ("sign_in_name", Text),
            ("passphrase", Text),
            ("factor", Integer),
            ("factor_step", BigInteger),
            ("single_sign_on", Text),
            ("opened_at", Text),
            ("signed_in_at", Text),
            ("closed_at", Text),
            ("closed_by", Text),
        ],
    },
    Table {
        name: "recovery_code",
        since: "0004_people",
        key: 2,
        personal: true,
        columns: &[
            ("account_id", Text),
            ("number", Integer),
            ("digest", Text),
            ("used_at", Text),
        ],
    },
    Table {
        name: "trail",
        since: "0001_trail",
        key: 1,
        personal: false,
        columns: &[
            ("seq", BigInteger),
            ("at", Text),
            ("asker", Text),
            ("action", Text),
            ("class", Text),
            ("subject_kind", Text),
            ("subject_id", Text),
            ("purpose", Text),
            ("outcome", Text),
            ("detail_hash", Text),
            ("prev", Text),
            ("hash", Text),
        ],
    },
    Table {
        name: "trail_detail",
        since: "0001_trail",
        key: 1,
        personal: false,
        columns: &[("seq", BigInteger), ("salt", Text), ("detail", Text)],
    },
];
