-- Attempts that are over: the newest of every subscription, for people. No reference, so that they may be written later.
CREATE TABLE attempt (
    no             INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription   TEXT    NOT NULL,
    began          BIGINT  NOT NULL,
    events         INTEGER NOT NULL,
    first_event    TEXT    NOT NULL,
    first_position BIGINT  NOT NULL,
    last_position  BIGINT  NOT NULL,
    number         INTEGER NOT NULL,
    millis         BIGINT  NOT NULL,
    status         INTEGER NOT NULL,
    failure        TEXT,
    reason         TEXT,
    outcome        TEXT    NOT NULL
);

-- Listed newest first, and all but the newest are deleted.
CREATE INDEX attempt_subscription ON attempt (subscription, no);
CREATE INDEX attempt_began ON attempt (began);
