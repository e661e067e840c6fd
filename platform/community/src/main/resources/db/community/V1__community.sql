-- What a service other than membership keeps of groups and people, in its own schema; written by the records of `membership`.

-- Groups as they were created. `mail` is how much of a group a mail may carry: FULL, TITLES or COUNTS.
CREATE TABLE known_group (
    id         text    PRIMARY KEY,
    scope      text    NOT NULL,
    visibility text    NOT NULL,
    mail       text    NOT NULL,
    domestic   boolean NOT NULL GENERATED ALWAYS AS (scope = 'DOMESTIC') STORED
);

-- What groups are called, from their charters.
CREATE TABLE group_name (
    group_id text PRIMARY KEY,
    version  int  NOT NULL,
    name     text NOT NULL
);

-- What members of all countries are called, from their profiles.
CREATE TABLE profile (
    member_id    text PRIMARY KEY,
    version      int  NOT NULL,
    display_name text NOT NULL
);

-- Every version of every membership; role is null where the membership ended.
CREATE TABLE membership_version (
    group_id  text    NOT NULL,
    member_id text    NOT NULL,
    version   int     NOT NULL,
    role      text,
    may_write boolean NOT NULL,
    PRIMARY KEY (member_id, group_id, version)
);

-- The newest version alone, and since when it has gone on without a break: from which version and time.
CREATE TABLE membership (
    group_id      text        NOT NULL,
    member_id     text        NOT NULL,
    version       int         NOT NULL,
    role          text,
    may_read      boolean     NOT NULL,
    may_moderate  boolean     NOT NULL,
    since_version int,
    since         timestamptz,
    PRIMARY KEY (member_id, group_id)
) WITH (fillfactor = 85);

-- Leaving takes effect at once in the member's own country, before the group's home has answered.
CREATE TABLE leave_requested (
    group_id  text NOT NULL,
    member_id text NOT NULL,
    version   int  NOT NULL,
    PRIMARY KEY (member_id, group_id, version)
);

-- Who takes part in which group now, in roles that this program knows.
CREATE VIEW participant AS
    SELECT m.group_id, m.member_id, m.version, m.role, m.may_moderate, m.since
    FROM membership m
    WHERE m.may_read
      AND NOT EXISTS (SELECT FROM leave_requested l
                      WHERE (l.member_id, l.group_id, l.version) = (m.member_id, m.group_id, m.version));

-- A post is judged by the membership version it cites: it is shown if it cites one of these, however things stand now.
CREATE VIEW citable_membership AS
    SELECT group_id, member_id, version FROM membership_version WHERE may_write;
