-- Written by on() only; a rebuild empties these. Parts of a row that come from different aggregates, or from facts and
-- content, are in tables of their own or may be null, so that any of them can come first. There are no foreign keys.

CREATE TABLE member (
    id            text        PRIMARY KEY,
    version       int         NOT NULL,
    registered_at timestamptz NOT NULL
);

CREATE TABLE profile (
    id           text   PRIMARY KEY,
    version      int    NOT NULL,
    display_name text   NOT NULL,
    profession   text,
    organisation text,
    expertise    text[] NOT NULL
);

CREATE TABLE account (
    id        text PRIMARY KEY,
    version   int  NOT NULL,
    email     text NOT NULL,
    time_zone text NOT NULL,
    locale    text
);
-- Not unique: facts of several members come in any order. That an address has one member is decided under a lock.
CREATE INDEX account_email ON account (lower(email));

CREATE TABLE known_group (
    id         text        PRIMARY KEY,
    version    int         NOT NULL,
    created_at timestamptz NOT NULL,
    scope      text        NOT NULL,
    visibility text        NOT NULL,
    joining    text        NOT NULL,
    mail       text        NOT NULL
);

-- `search_text`: name and purpose as they are searched, in lower case and without accents.
CREATE TABLE charter (
    id               text   PRIMARY KEY,
    version          int    NOT NULL,
    name             text   NOT NULL,
    purpose          text   NOT NULL,
    rules            text,
    questions        text[] NOT NULL,
    approved_domains text[] NOT NULL,
    search_text      text   NOT NULL
);

-- version 0: nothing granted yet, only a leave request is here. role is null once a membership has ended.
-- A membership that its member gives up (left_version) is none from then on; a later version is not touched by it.
CREATE TABLE membership (
    id           text        PRIMARY KEY,
    group_id     text        NOT NULL,
    member_id    text        NOT NULL,
    version      int         NOT NULL,
    role         text,
    since        timestamptz,
    left_version int         NOT NULL,
    left_request text,
    active       boolean     GENERATED ALWAYS AS (role IS NOT NULL AND left_version < version) STORED
);
CREATE INDEX membership_of_group ON membership (group_id, since, member_id) WHERE active;
CREATE INDEX membership_of_member ON membership (member_id) WHERE active;
CREATE INDEX membership_given_up ON membership (group_id) WHERE role IS NOT NULL AND left_version >= version;

-- The key is <group id>.<request id>: what another group's home says of a request does not touch it.
CREATE TABLE join_request (
    id           text        PRIMARY KEY,
    group_id     text        NOT NULL,
    request_id   text        NOT NULL,
    member_id    text,
    requested_at timestamptz,
    withdrawn_at timestamptz,
    granted_at   timestamptz,
    refused_at   timestamptz
);
CREATE INDEX join_request_request ON join_request (request_id);
CREATE INDEX join_request_pending ON join_request (group_id, requested_at, request_id)
    WHERE requested_at IS NOT NULL AND withdrawn_at IS NULL AND granted_at IS NULL AND refused_at IS NULL;
CREATE INDEX join_request_member ON join_request (member_id, group_id);

CREATE TABLE join_answers (
    id           text   PRIMARY KEY,
    version      int    NOT NULL,
    note         text,
    answers      text[] NOT NULL,
    email_domain text
);

CREATE TABLE refusal_reason (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    reason  text NOT NULL
);

-- The home's decision beats a withdrawal that came too late.
CREATE VIEW request_state AS
SELECT r.id, r.group_id, r.request_id, r.member_id, r.requested_at,
       CASE WHEN r.granted_at IS NOT NULL THEN 'granted'
            WHEN r.refused_at IS NOT NULL THEN 'refused'
            WHEN r.withdrawn_at IS NOT NULL THEN 'withdrawn'
            ELSE 'pending' END AS state,
       coalesce(r.granted_at, r.refused_at, r.withdrawn_at) AS closed_at
FROM join_request r
WHERE r.requested_at IS NOT NULL;

-- Outside of on(), and untouched by a rebuild.

-- A link to be mailed, or mailed. What the visitor said of themselves waits here until the link proves the address; a plain
-- sign-in has none of it.
CREATE TABLE sign_in_link (
    id           text        PRIMARY KEY,
    email        text        NOT NULL,
    display_name text,
    time_zone    text,
    profession   text,
    organisation text,
    expertise    text[],
    asked_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);
CREATE INDEX sign_in_link_email ON sign_in_link (lower(email)) WHERE used_at IS NULL;
CREATE INDEX sign_in_link_expires ON sign_in_link (expires_at);

-- The tokens of a link, one for each time that its mail was written: SHA-256, hex.
CREATE TABLE sign_in_token (
    token_hash text PRIMARY KEY,
    link_id    text NOT NULL REFERENCES sign_in_link ON DELETE CASCADE
);
CREATE INDEX sign_in_token_link ON sign_in_token (link_id);

-- Whom the mails of this service go to (db/mail): nobody is unsubscribed from a link that they ask for.
CREATE VIEW mail_recipient AS
SELECT id, email, ARRAY[]::text[] AS wanted, false AS refused FROM sign_in_link;

-- The key that signs access tokens, as a JSON Web Key with its private part. There is one.
CREATE TABLE signing_key (
    one        boolean     PRIMARY KEY DEFAULT true CHECK (one),
    jwk        text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
