-- Services and their inspections.
CREATE TABLE service (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT,
    note TEXT,
    source TEXT NOT NULL,
    search_text TEXT NOT NULL
);

CREATE TABLE service_alias (
    service_id TEXT NOT NULL REFERENCES service (id),
    alias TEXT NOT NULL,
    spelling_key TEXT NOT NULL,
    PRIMARY KEY (service_id, alias)
);
CREATE INDEX service_alias_spelling_key ON service_alias (spelling_key);

CREATE TABLE service_predecessor (
    service_id TEXT NOT NULL REFERENCES service (id),
    predecessor_id TEXT NOT NULL REFERENCES service (id),
    PRIMARY KEY (service_id, predecessor_id)
);

CREATE TABLE inspection (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id),
    framework TEXT NOT NULL,
    kind TEXT NOT NULL,
    reinspection INTEGER,
    fieldwork_start TEXT,
    fieldwork_end TEXT,
    published TEXT,
    overall TEXT,
    overall_rank INTEGER,
    total INTEGER,
    maximum INTEGER,
    score_basis TEXT,
    score_share INTEGER
);
CREATE INDEX inspection_service ON inspection (service_id);

CREATE TABLE inspection_source (
    inspection_id TEXT NOT NULL REFERENCES inspection (id),
    position INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (inspection_id, position)
);

CREATE TABLE claim (
    inspection_id TEXT NOT NULL REFERENCES inspection (id),
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    basis TEXT NOT NULL,
    record BOOLEAN NOT NULL,
    note TEXT,
    PRIMARY KEY (inspection_id, field, position)
);
