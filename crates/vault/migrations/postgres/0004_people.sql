-- Who works here and who may sign in. Children are kept elsewhere. Tokens and codes are held as
-- digests; the secret of a second factor is derived from the installation's key and never held.
-- COLLATE "C": texts sort by their bytes, as they do in SQLite.
CREATE TABLE kept_service (
    service_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES service (id),
    since TEXT COLLATE "C" NOT NULL,
    until TEXT COLLATE "C"
);

CREATE TABLE team (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    service_id TEXT COLLATE "C" NOT NULL REFERENCES service (id),
    name TEXT COLLATE "C" NOT NULL,
    opened TEXT COLLATE "C" NOT NULL,
    closed TEXT COLLATE "C"
);
CREATE INDEX team_of_service ON team (service_id);

CREATE TABLE person (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    search_text TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    added_at TEXT COLLATE "C" NOT NULL,
    added_by TEXT COLLATE "C" NOT NULL
);

CREATE TABLE post (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    service_id TEXT COLLATE "C" REFERENCES service (id),
    team_id TEXT COLLATE "C" REFERENCES team (id),
    role TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    minutes_a_week INTEGER,
    opened TEXT COLLATE "C" NOT NULL,
    closed TEXT COLLATE "C"
);
CREATE INDEX post_of_service ON post (service_id);

CREATE TABLE holding (
    post_id TEXT COLLATE "C" NOT NULL REFERENCES post (id),
    number INTEGER NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    starts TEXT COLLATE "C" NOT NULL,
    ends TEXT COLLATE "C",
    PRIMARY KEY (post_id, number)
);
CREATE INDEX holding_of_person ON holding (person_id);

CREATE TABLE account (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    sign_in_name TEXT COLLATE "C" NOT NULL,
    passphrase TEXT COLLATE "C",
    factor INTEGER NOT NULL,
    factor_step BIGINT NOT NULL,
    single_sign_on TEXT COLLATE "C",
    opened_at TEXT COLLATE "C" NOT NULL,
    signed_in_at TEXT COLLATE "C",
    closed_at TEXT COLLATE "C",
    closed_by TEXT COLLATE "C"
);
CREATE UNIQUE INDEX account_of_person ON account (person_id);
CREATE UNIQUE INDEX account_sign_in_name ON account (sign_in_name);
CREATE UNIQUE INDEX account_single_sign_on ON account (single_sign_on);

CREATE TABLE recovery_code (
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    number INTEGER NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    used_at TEXT COLLATE "C",
    PRIMARY KEY (account_id, number)
);

-- From here on the door-keeper's own memory, which is in no backup: a copy that is restored lets
-- nobody in by what was open when the backup was taken.
CREATE TABLE invitation (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    kind TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    used_at TEXT COLLATE "C"
);
CREATE INDEX invitation_of_account ON invitation (account_id);

CREATE TABLE session (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    digest TEXT COLLATE "C" NOT NULL,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    stage TEXT COLLATE "C" NOT NULL,
    way TEXT COLLATE "C" NOT NULL,
    began_at TEXT COLLATE "C" NOT NULL,
    seen_at TEXT COLLATE "C" NOT NULL,
    confirmed_at TEXT COLLATE "C",
    claimed_roles TEXT COLLATE "C",
    device TEXT COLLATE "C" NOT NULL,
    ended_at TEXT COLLATE "C",
    ended_why TEXT COLLATE "C"
);
CREATE UNIQUE INDEX session_digest ON session (digest);
CREATE INDEX session_of_account ON session (account_id);

CREATE TABLE known_device (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    seen_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX known_device_of_account ON known_device (account_id);

CREATE TABLE guess (
    bucket TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    since TEXT COLLATE "C" NOT NULL
);
