-- The trail. docs/audit-format.md fixes its bytes.
-- COLLATE "C": texts sort by their bytes, as they do in SQLite.
CREATE TABLE trail (
    seq BIGINT NOT NULL PRIMARY KEY,
    at TEXT COLLATE "C" NOT NULL,
    asker TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    class TEXT COLLATE "C" NOT NULL,
    subject_kind TEXT COLLATE "C",
    subject_id TEXT COLLATE "C",
    purpose TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    detail_hash TEXT COLLATE "C" NOT NULL,
    prev TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL
);
CREATE INDEX trail_subject ON trail (subject_kind, subject_id);

-- Salt and detail can be erased, together, while the chain still verifies.
CREATE TABLE trail_detail (
    seq BIGINT NOT NULL PRIMARY KEY REFERENCES trail (seq),
    salt TEXT COLLATE "C",
    detail TEXT COLLATE "C",
    CHECK ((salt IS NULL) = (detail IS NULL))
);
