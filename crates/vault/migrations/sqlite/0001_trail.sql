-- The trail. docs/audit-format.md fixes its bytes.
CREATE TABLE trail (
    seq BIGINT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    asker TEXT NOT NULL,
    action TEXT NOT NULL,
    class TEXT NOT NULL,
    subject_kind TEXT,
    subject_id TEXT,
    purpose TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail_hash TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX trail_subject ON trail (subject_kind, subject_id);

-- Salt and detail can be erased, together, while the chain still verifies.
CREATE TABLE trail_detail (
    seq BIGINT NOT NULL PRIMARY KEY REFERENCES trail (seq),
    salt TEXT,
    detail TEXT,
    CHECK ((salt IS NULL) = (detail IS NULL))
);
