-- What people add to the register by hand: corrections, recommendations, reports kept as files, and
-- working values changed for this installation.
-- COLLATE "C": texts sort by their bytes, as they do in SQLite.
CREATE TABLE correction (
    inspection_id TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    from_value TEXT COLLATE "C",
    to_value TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (inspection_id, number)
);

CREATE TABLE recommendation (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    inspection_id TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    addressed_to TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    due TEXT COLLATE "C",
    standard TEXT COLLATE "C",
    withdrawn TEXT COLLATE "C",
    changed_at TEXT COLLATE "C" NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX recommendation_number ON recommendation (inspection_id, number);

CREATE TABLE report_file (
    inspection_id TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    size_bytes BIGINT NOT NULL,
    content BYTEA NOT NULL,
    kept_at TEXT COLLATE "C" NOT NULL,
    kept_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (inspection_id, number)
);

CREATE TABLE working_value (
    framework TEXT COLLATE "C" NOT NULL,
    setting TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    chosen TEXT COLLATE "C",
    reason TEXT COLLATE "C" NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (framework, setting, number)
);

-- About this copy of the database alone, so it is in no backup: which archives it was filled from.
CREATE TABLE restoration (
    number BIGINT NOT NULL PRIMARY KEY,
    archive_sha256 TEXT COLLATE "C" NOT NULL,
    restored_at TEXT COLLATE "C" NOT NULL
);
