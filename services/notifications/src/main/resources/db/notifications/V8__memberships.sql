-- What others have decided about the memberships of this node's members; the id is a notice's subject. Kind: GRANTED, REMOVED, BAN_LIFTED.
CREATE TABLE membership_news (
    id           text        PRIMARY KEY,
    group_id     text        NOT NULL,
    member_id    text        NOT NULL,
    version      int         NOT NULL,
    kind         text        NOT NULL,
    role         text,
    banned_until timestamptz,
    actor_id     text        NOT NULL,
    decided_at   timestamptz NOT NULL
);

-- Why; the id is the membership's, the version the one that has ended.
CREATE TABLE removal_reason (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    reason  text NOT NULL
);

-- What of it the member may not know yet.
CREATE TABLE awaits_telling (
    news_id text PRIMARY KEY
);
