-- Who may do what only one process may do at a time.
CREATE TABLE lease (
    name    TEXT   NOT NULL PRIMARY KEY,
    owner   TEXT   NOT NULL,
    epoch   BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

-- Callback and secret are sealed; the fingerprint finds the same callback again without opening anything.
CREATE TABLE subscription (
    id                 TEXT   NOT NULL PRIMARY KEY,
    source             TEXT   NOT NULL,
    callback           TEXT   NOT NULL,
    fingerprint        TEXT   NOT NULL,
    workflow           TEXT,
    workflow_operation TEXT,
    position           BIGINT NOT NULL,
    created            BIGINT NOT NULL,
    public_url         TEXT   NOT NULL,
    secret             TEXT,
    ended              BIGINT,
    end_reason         TEXT
);

-- No two active subscriptions of a source share a callback or a workflow, whoever inserts them.
CREATE UNIQUE INDEX subscription_callback ON subscription (source, fingerprint) WHERE ended IS NULL;
CREATE UNIQUE INDEX subscription_workflow ON subscription (source, workflow, workflow_operation)
    WHERE ended IS NULL AND workflow IS NOT NULL;
-- The runner reads the active ones page by page.
CREATE INDEX subscription_active ON subscription (id) WHERE ended IS NULL;

-- Deliveries that are not settled. "died" is set on those given up.
CREATE TABLE delivery (
    subscription TEXT    NOT NULL REFERENCES subscription (id),
    position     BIGINT  NOT NULL,
    attempts     INTEGER NOT NULL,
    since        BIGINT  NOT NULL,
    due          BIGINT  NOT NULL,
    reason       TEXT    NOT NULL,
    event_id     TEXT,
    died         BIGINT,
    PRIMARY KEY (subscription, position)
);

-- Those driven again are looked for every few seconds; there are nearly never any.
CREATE INDEX delivery_redriven ON delivery (subscription, position) WHERE died IS NULL AND attempts = 0;
-- Dead letters are listed newest first and expire oldest first.
CREATE INDEX delivery_dead ON delivery (died, subscription, position) WHERE died IS NOT NULL;

-- How far a polling workflow got that asked for startFrom=resume.
CREATE TABLE bookmark (
    source  TEXT   NOT NULL,
    reader  TEXT   NOT NULL,
    state   TEXT   NOT NULL,
    updated BIGINT NOT NULL,
    PRIMARY KEY (source, reader)
);

-- What was announced of every file of a source, so that it is announced once. A path too long for an index is shortened,
-- and stands beside it as a whole.
CREATE TABLE file (
    source     TEXT   NOT NULL,
    path       TEXT   NOT NULL,
    whole_path TEXT,
    size       BIGINT NOT NULL,
    modified   BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    vanished   BIGINT,
    PRIMARY KEY (source, path)
);
