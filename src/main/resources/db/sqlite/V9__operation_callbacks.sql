-- Callbacks of operations. URL and secret are sealed, and gone when nobody is to be called any more. "due" is NULL until the
-- operation is over, so that those of operations that run cost nothing; while somebody has it, it is the end of the lease
-- ("leased"). "target" is host and port. "fingerprint" finds the URL; it is also the "join_key" while the same caller,
-- action and URL again mean this operation. "run" and "tracking" say which run of an engine asked.
CREATE TABLE operation_callback (
    operation   TEXT    NOT NULL PRIMARY KEY,
    action      TEXT    NOT NULL,
    caller      TEXT    NOT NULL,
    callback    TEXT    NOT NULL,
    secret      TEXT,
    fingerprint TEXT    NOT NULL,
    join_key    TEXT,
    target      TEXT    NOT NULL,
    run         TEXT,
    tracking    TEXT,
    state       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    reason      TEXT,
    due         BIGINT,
    owner       TEXT,
    leased      BIGINT,
    epoch       BIGINT  NOT NULL
);

CREATE INDEX operation_callback_due ON operation_callback (due, target) WHERE due IS NOT NULL;
CREATE INDEX operation_callback_leased ON operation_callback (leased) WHERE leased IS NOT NULL;
CREATE INDEX operation_callback_fingerprint ON operation_callback (fingerprint, action, state);
CREATE UNIQUE INDEX operation_callback_join ON operation_callback (join_key, action, caller);
CREATE INDEX operation_callback_run ON operation_callback (run) WHERE run IS NOT NULL;
CREATE INDEX operation_callback_state ON operation_callback (state, operation);
