-- What those who run the node have to say to all its members; written by content, emptied by a rebuild.
CREATE TABLE announcement (
    id           text        PRIMARY KEY,
    version      int         NOT NULL,
    text         text        NOT NULL,
    announced_at timestamptz NOT NULL,
    until        timestamptz NOT NULL
);
