-- What people add to the register by hand: corrections, recommendations, reports kept as files, and
-- working values changed for this installation.
CREATE TABLE correction (
    inspection_id TEXT NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    field TEXT NOT NULL,
    from_value TEXT,
    to_value TEXT,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (inspection_id, number)
);

CREATE TABLE recommendation (
    id TEXT NOT NULL PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    addressed_to TEXT NOT NULL,
    words TEXT NOT NULL,
    due TEXT,
    standard TEXT,
    withdrawn TEXT,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL
);
CREATE UNIQUE INDEX recommendation_number ON recommendation (inspection_id, number);

CREATE TABLE report_file (
    inspection_id TEXT NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    content BLOB NOT NULL,
    kept_at TEXT NOT NULL,
    kept_by TEXT NOT NULL,
    PRIMARY KEY (inspection_id, number)
);

CREATE TABLE working_value (
    framework TEXT NOT NULL,
    setting TEXT NOT NULL,
    number INTEGER NOT NULL,
    chosen TEXT,
    reason TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (framework, setting, number)
);

-- About this copy of the database alone, so it is in no backup: which archives it was filled from.
CREATE TABLE restoration (
    number BIGINT NOT NULL PRIMARY KEY,
    archive_sha256 TEXT NOT NULL,
    restored_at TEXT NOT NULL
);
