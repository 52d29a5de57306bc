-- Keys sort byte by byte ("C"): alike in every database, and not anew when the system's own order is updated.

-- One row a source: the head of its log.
CREATE TABLE log (
    no       BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source   TEXT COLLATE "C" NOT NULL UNIQUE,
    log_id   TEXT    NOT NULL,
    oldest   BIGINT NOT NULL,
    newest   BIGINT NOT NULL,
    recorded BIGINT NOT NULL
);

-- Times are microseconds since 1970. Rows are never changed, only appended and expired.
CREATE TABLE event (
    log          BIGINT NOT NULL REFERENCES log (no),
    position     BIGINT NOT NULL,
    recorded     BIGINT NOT NULL,
    origin       TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    type         TEXT    NOT NULL,
    subject      TEXT,
    time         BIGINT,
    content_type TEXT,
    extensions   TEXT,
    data         TEXT,
    base64       INTEGER NOT NULL,
    content_path TEXT,
    -- The order in which every reader reads.
    PRIMARY KEY (log, position)
);

-- Finds duplicates: an id first, because the origin is nearly always the same.
CREATE UNIQUE INDEX event_identity ON event (log, id, origin);
-- Turns a time into a position.
CREATE UNIQUE INDEX event_recorded ON event (log, recorded);
