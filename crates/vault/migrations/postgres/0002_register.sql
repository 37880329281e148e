-- Services and their inspections.
-- COLLATE "C": texts sort by their bytes, as they do in SQLite.
CREATE TABLE service (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    from_date TEXT COLLATE "C",
    to_date TEXT COLLATE "C",
    note TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    search_text TEXT COLLATE "C" NOT NULL
);

CREATE TABLE service_alias (
    service_id TEXT COLLATE "C" NOT NULL REFERENCES service (id),
    alias TEXT COLLATE "C" NOT NULL,
    spelling_key TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (service_id, alias)
);
CREATE INDEX service_alias_spelling_key ON service_alias (spelling_key);

CREATE TABLE service_predecessor (
    service_id TEXT COLLATE "C" NOT NULL REFERENCES service (id),
    predecessor_id TEXT COLLATE "C" NOT NULL REFERENCES service (id),
    PRIMARY KEY (service_id, predecessor_id)
);

CREATE TABLE inspection (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    service_id TEXT COLLATE "C" NOT NULL REFERENCES service (id),
    framework TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    reinspection INTEGER,
    fieldwork_start TEXT COLLATE "C",
    fieldwork_end TEXT COLLATE "C",
    published TEXT COLLATE "C",
    overall TEXT COLLATE "C",
    overall_rank INTEGER,
    total INTEGER,
    maximum INTEGER,
    score_basis TEXT COLLATE "C",
    score_share INTEGER
);
CREATE INDEX inspection_service ON inspection (service_id);

CREATE TABLE inspection_source (
    inspection_id TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
    position INTEGER NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (inspection_id, position)
);

CREATE TABLE claim (
    inspection_id TEXT COLLATE "C" NOT NULL REFERENCES inspection (id),
    field TEXT COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    record BOOLEAN NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (inspection_id, field, position)
);
