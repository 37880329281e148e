-- Who works here and who may sign in. Children are kept elsewhere. Tokens and codes are held as
-- digests; the secret of a second factor is derived from the installation's key and never held.
CREATE TABLE kept_service (
    service_id TEXT NOT NULL PRIMARY KEY REFERENCES service (id),
    since TEXT NOT NULL,
    until TEXT
);

CREATE TABLE team (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id),
    name TEXT NOT NULL,
    opened TEXT NOT NULL,
    closed TEXT
);
CREATE INDEX team_of_service ON team (service_id);

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    search_text TEXT NOT NULL,
    email TEXT,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
);

CREATE TABLE post (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT REFERENCES service (id),
    team_id TEXT REFERENCES team (id),
    role TEXT NOT NULL,
    title TEXT NOT NULL,
    minutes_a_week INTEGER,
    opened TEXT NOT NULL,
    closed TEXT
);
CREATE INDEX post_of_service ON post (service_id);

CREATE TABLE holding (
    post_id TEXT NOT NULL REFERENCES post (id),
    number INTEGER NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    starts TEXT NOT NULL,
    ends TEXT,
    PRIMARY KEY (post_id, number)
);
CREATE INDEX holding_of_person ON holding (person_id);

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    sign_in_name TEXT NOT NULL,
    passphrase TEXT,
    factor INTEGER NOT NULL,
    factor_step BIGINT NOT NULL,
    single_sign_on TEXT,
    opened_at TEXT NOT NULL,
    signed_in_at TEXT,
    closed_at TEXT,
    closed_by TEXT
);
CREATE UNIQUE INDEX account_of_person ON account (person_id);
CREATE UNIQUE INDEX account_sign_in_name ON account (sign_in_name);
CREATE UNIQUE INDEX account_single_sign_on ON account (single_sign_on);

CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account (id),
    number INTEGER NOT NULL,
    digest TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (account_id, number)
);

-- From here on the door-keeper's own memory, which is in no backup: a copy that is restored lets
-- nobody in by what was open when the backup was taken.
CREATE TABLE invitation (
    digest TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX invitation_of_account ON invitation (account_id);

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    stage TEXT NOT NULL,
    way TEXT NOT NULL,
    began_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    confirmed_at TEXT,
    claimed_roles TEXT,
    device TEXT NOT NULL,
    ended_at TEXT,
    ended_why TEXT
);
CREATE UNIQUE INDEX session_digest ON session (digest);
CREATE INDEX session_of_account ON session (account_id);

CREATE TABLE known_device (
    digest TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    seen_at TEXT NOT NULL
);
CREATE INDEX known_device_of_account ON known_device (account_id);

CREATE TABLE guess (
    bucket TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    since TEXT NOT NULL
);
