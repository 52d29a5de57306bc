-- Keys that were created over HTTP and not revoked. Their holders have them, here is only by what they are known: the
-- SHA-256 in hexadecimal. Sources are a JSON array; an empty one means all.
CREATE TABLE api_keys (
    name                TEXT COLLATE "C" PRIMARY KEY,
    hash                TEXT COLLATE "C" NOT NULL UNIQUE,
    rights              TEXT    NOT NULL,
    sources             TEXT    NOT NULL,
    created             BIGINT  NOT NULL,
    expires             BIGINT,
    requests_per_second INTEGER,
    last_used           BIGINT
);
