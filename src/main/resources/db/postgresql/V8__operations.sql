-- Operations: runs of actions. Input, custom status and output are JSON. "due" says from when on it may be claimed: 0 is
-- at once, NULL never; while somebody has it, it is the end of the lease ("leased"), so that a dead owner's are found by
-- the same index. "events" counts what was ever raised for it.
CREATE TABLE operation (
    no            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            TEXT COLLATE "C" NOT NULL UNIQUE,
    action        TEXT COLLATE "C" NOT NULL,
    caller        TEXT    NOT NULL,
    start_key     TEXT COLLATE "C" UNIQUE,
    input         TEXT    NOT NULL,
    status        TEXT COLLATE "C" NOT NULL,
    custom_status TEXT,
    output        TEXT,
    error_code    TEXT,
    error_message TEXT,
    reason        TEXT,
    created       BIGINT  NOT NULL,
    updated       BIGINT  NOT NULL,
    deadline      BIGINT  NOT NULL,
    ended         BIGINT,
    due           BIGINT,
    owner         TEXT COLLATE "C" ,
    leased        BIGINT,
    epoch         BIGINT  NOT NULL,
    events        BIGINT  NOT NULL
);

CREATE INDEX operation_due ON operation (due, no) WHERE due IS NOT NULL;
CREATE INDEX operation_leased ON operation (leased) WHERE leased IS NOT NULL;
CREATE INDEX operation_deadline ON operation (deadline) WHERE ended IS NULL;
CREATE INDEX operation_ended ON operation (ended) WHERE ended IS NOT NULL;
CREATE INDEX operation_status ON operation (status, no);

CREATE TABLE operation_step (
    no            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    operation     TEXT COLLATE "C" NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    kind          TEXT    NOT NULL,
    attempts      INTEGER NOT NULL,
    began         BIGINT  NOT NULL,
    state         TEXT    NOT NULL,
    at            BIGINT  NOT NULL,
    result        TEXT,
    error_code    TEXT,
    error_message TEXT,
    UNIQUE (operation, name)
);

CREATE TABLE operation_event (
    operation   TEXT COLLATE "C" NOT NULL,
    no          BIGINT NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    payload     TEXT   NOT NULL,
    received    BIGINT NOT NULL,
    consumed_by TEXT,
    PRIMARY KEY (operation, no)
);
