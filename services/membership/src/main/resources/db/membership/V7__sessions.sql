-- Where members are signed in. What is good of a session by itself, an access token or what renews it, is so until `until`; each
-- renewal moves that on and makes the next generation. The kind of device is told by what signed in; nothing else of it is kept.
CREATE TABLE session (
    id         text        PRIMARY KEY,
    member_id  text        NOT NULL,
    device     text        NOT NULL,
    browser    text,
    system     text,
    -- Whether its access tokens are short, and something else renews them.
    renewable  boolean     NOT NULL,
    generation int         NOT NULL DEFAULT 0,
    begun_at   timestamptz NOT NULL,
    renewed_at timestamptz NOT NULL,
    used_at    timestamptz NOT NULL,
    until      timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE INDEX session_member ON session (member_id, id) WHERE ended_at IS NULL;
CREATE INDEX session_until ON session (until);
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;

-- What has renewed a session, and what can: SHA-256, hex.
CREATE TABLE session_renewal (
    token_hash text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session ON DELETE CASCADE,
    generation int  NOT NULL
);
CREATE INDEX session_renewal_session ON session_renewal (session_id, generation);
