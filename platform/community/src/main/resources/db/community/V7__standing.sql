-- When a version of a membership began to hold.
ALTER TABLE membership_version ADD COLUMN at timestamptz;

-- What a group's home has decided about a post in it, whoever wrote it. A row counts for a post of its own group alone: nobody decides
-- about what is in another's.
CREATE TABLE standing (
    id       text        PRIMARY KEY,
    version  int         NOT NULL,
    group_id text        NOT NULL,
    post_id  text        NOT NULL,
    given_at timestamptz NOT NULL,
    standing text        NOT NULL,
    cause    text        NOT NULL
);
CREATE INDEX standing_post ON standing (post_id, group_id);
